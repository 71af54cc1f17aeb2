/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV records with their first physical line; quotation marks followed so that they swallow nothing. */
#include "vifte/csv.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"
#include "vifte/text_hash.h"
#include "vifte/text_source.h"

#include <csv.h>
#include <string.h>

#define QUOTED_BYTES 2048 /* longest quoted field outside free text */
#define QUOTED_BREAKS 2   /* line breaks in it */
#define NO_OFFSET SIZE_MAX

struct csv_reader {
    struct record_reader base; /* first: the handle is the reader itself */
    struct text_input *input;
    const char *file;
    struct diag *diag;
    char separator;
    size_t block;

    char *buffer; /* TEXT_HASH_NEAR bytes more than `capacity`, also for the last NUL */
    size_t capacity, start, end;
    size_t line_feed; /* offset of the first LF known from `start` on, or `end` when there is none so far */
    bool at_end;
    uint64_t line;  /* physical line that begins at `start` */
    uint64_t taken; /* bytes before `start` since the last rewind or seek */
    unsigned quote_errors;

    struct field *fields;
    uint32_t n_fields_read, fields_capacity;
    GByteArray *text; /* the fields of a record with quotation marks, each with its NUL */
    GArray *spans;    /* struct quoted_span of that record */
    struct csv_parser parser;
    unsigned rows_seen;

    uint64_t heading_line; /* 0 = not known yet */
    uint32_t n_fields;
    const bool *free_text;
};

/* A quoted field over several lines, for the look back when its record is complete. */
struct quoted_span {
    uint64_t line;
    uint32_t field;
    uint32_t breaks;
    uint32_t separators;
    size_t offset; /* behind the line it opened in, from the record's start */
};

/* One physical line, as offsets from `start`: text [begin, end), the next line at `next`. */
struct line {
    size_t begin, end, next;
};

/* --- physical lines --- */

/* Reads on, keeping everything from `start`. False when there is no more. */
static bool fill(struct csv_reader *reader)
{
    if (reader->at_end) {
        return false;
    }
    if (reader->start > 0) {
        memmove(reader->buffer, reader->buffer + reader->start, reader->end - reader->start);
        reader->end -= reader->start;
        reader->line_feed -= reader->start;
        reader->start = 0;
    }
    if (reader->capacity - reader->end < reader->block) {
        reader->capacity = MAX(reader->capacity * 2, reader->end + reader->block);
        reader->buffer = g_realloc(reader->buffer, reader->capacity + TEXT_HASH_NEAR);
    }
    size_t n = reader->input->read(reader->input, reader->buffer + reader->end, reader->block);
    reader->at_end = n == 0;
    reader->end += n;
    return n > 0;
}

/* Moves `line_feed` to the first LF at or behind offset `from`, `end` when the buffer has none. */
static void seek_line_feed(struct csv_reader *reader, size_t from)
{
    size_t at = MAX(reader->line_feed, from);
    if (at < reader->end && reader->buffer[at] != '\n') {
        const char *found = memchr(reader->buffer + at, '\n', reader->end - at);
        at = found != NULL ? (size_t)(found - reader->buffer) : reader->end;
    }
    reader->line_feed = at;
}

/* The line that begins `begin` bytes behind `start`. False at the end of the text, or when it is too long. */
static bool find_line(struct csv_reader *reader, size_t begin, struct line *line)
{
    size_t searched = begin;
    for (;;) {
        size_t from = reader->start + begin;
        seek_line_feed(reader, from);
        size_t at = reader->start + searched;
        size_t limit = reader->line_feed;
        const char *cr = at < limit ? memchr(reader->buffer + at, '\r', limit - at) : NULL;
        if (cr != NULL && (cr + 1 < reader->buffer + reader->end || reader->at_end)) {
            size_t end = (size_t)(cr - reader->buffer) - reader->start;
            bool pair = cr + 1 < reader->buffer + reader->end && cr[1] == '\n';
            *line = (struct line){begin, end, end + (pair ? 2 : 1)};
            return true;
        }
        if (cr == NULL && limit < reader->end) {
            *line = (struct line){begin, limit - reader->start, limit - reader->start + 1};
            return true;
        }
        searched = (cr != NULL ? (size_t)(cr - reader->buffer) : reader->end) - reader->start;
        if (reader->end - reader->start > CSV_RECORD_BYTES) {
            return false;
        }
        if (!fill(reader) && cr == NULL) {
            *line = (struct line){begin, searched, searched};
            return begin < searched;
        }
    }
}

static void advance(struct csv_reader *reader, size_t bytes, uint64_t lines)
{
    reader->start += bytes;
    reader->taken += bytes;
    reader->line += lines;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool line_is_blank(const struct csv_reader *reader, const struct line *line)
{
    for (size_t i = line->begin; i < line->end; i++) {
        char c = reader->buffer[reader->start + i];
        if (!is_blank(c) || c == reader->separator) {
            return false;
        }
    }
    return true;
}

/* --- records without quotation marks --- */

static void add_field(struct csv_reader *reader, char *text, size_t length)
{
    if (reader->n_fields_read == reader->fields_capacity) {
        reader->fields_capacity = MAX(2 * reader->fields_capacity, 64);
        reader->fields = g_renew(struct field, reader->fields, reader->fields_capacity);
    }
    reader->fields[reader->n_fields_read++] = (struct field){text, length, false};
}

/* Cuts [text, end) at the separators, in place. The byte at `end` may be overwritten. */
static void cut_plain(struct csv_reader *reader, char *text, char *end)
{
    char separator = reader->separator;
    for (;;) {
        char *stop = memchr(text, separator, (size_t)(end - text));
        char *last = stop != NULL ? stop : end;
        char *next = last + 1;
        while (text < last && is_blank(*text)) {
            text++;
        }
        while (text < last && is_blank(last[-1])) {
            last--;
        }
        *last = '\0';
        add_field(reader, text, (size_t)(last - text));
        if (stop == NULL) {
            return;
        }
        text = next;
    }
}

/* --- records with quotation marks --- */

enum quoting { FIELD_BEGIN, FIELD_PLAIN, FIELD_QUOTED, FIELD_CLOSED };

struct quote_scan {
    enum quoting state;
    uint32_t field; /* from 1 */
    uint64_t lines; /* physical lines of the record so far, the current one included */
    struct quoted_span open;
    size_t open_at; /* offset of the opening mark from the record's start */
    bool broken;    /* text behind a closing mark */
};

static void scan_quoted(const struct csv_reader *reader, struct quote_scan *scan, char c)
{
    if (c == '"') {
        scan->state = FIELD_CLOSED;
    } else if (c == reader->separator) {
        scan->open.separators++;
    }
}

/* A byte right behind a mark that may have closed the field, or behind blanks after it. */
static void scan_closed(const struct csv_reader *reader, struct quote_scan *scan, char c, char before)
{
    if (c == reader->separator) {
        if (scan->open.breaks > 0) {
            g_array_append_val(reader->spans, scan->open);
        }
        scan->state = FIELD_BEGIN;
        scan->field++;
    } else if (c == '"' && before == '"') { /* a doubled mark: the field goes on */
        scan->state = FIELD_QUOTED;
    } else if (!is_blank(c)) {
        scan->broken = true;
    }
}

static void scan_open(const struct csv_reader *reader, struct quote_scan *scan, const struct line *line,
                      size_t at)
{
    scan->state = FIELD_QUOTED;
    scan->open = (struct quoted_span){
        .line = reader->line + scan->lines - 1, .field = scan->field, .offset = line->next};
    scan->open_at = at;
}

static void scan_line(const struct csv_reader *reader, struct quote_scan *scan, const struct line *line)
{
    const char *text = reader->buffer + reader->start;
    for (size_t i = line->begin; i < line->end && !scan->broken; i++) {
        char c = text[i];
        if (scan->state == FIELD_QUOTED) {
            scan_quoted(reader, scan, c);
        } else if (scan->state == FIELD_CLOSED) {
            scan_closed(reader, scan, c, text[i - 1]);
        } else if (c == reader->separator) {
            scan->state = FIELD_BEGIN;
            scan->field++;
        } else if (scan->state == FIELD_BEGIN && c == '"') {
            scan_open(reader, scan, line, i);
        } else if (!is_blank(c)) {
            scan->state = FIELD_PLAIN;
        }
    }
}

static bool is_free_text(const struct csv_reader *reader, uint32_t field)
{
    return reader->heading_line > 0 && field <= reader->n_fields && reader->free_text[field - 1];
}

/* Has the quoted field become longer than its column's values are? */
static bool runs_over(const struct csv_reader *reader, const struct quote_scan *scan, size_t now)
{
    if (is_free_text(reader, scan->open.field) && reader->line > reader->heading_line) {
        return false;
    }
    return scan->open.breaks > QUOTED_BREAKS || now - scan->open_at > QUOTED_BYTES;
}

/* Follows the quoting to the end of the record. False when it is refused; the span says where it opened. */
static bool scan_record(struct csv_reader *reader, struct quote_scan *scan, struct line *line)
{
    g_array_set_size(reader->spans, 0);
    for (;;) {
        scan_line(reader, scan, line);
        bool open = scan->state == FIELD_QUOTED;
        if (scan->broken || ((open || scan->state == FIELD_CLOSED) && runs_over(reader, scan, line->end))) {
            return false;
        }
        if (!open) {
            break;
        }
        scan->open.breaks++;
        scan->lines++;
        if (!find_line(reader, line->next, line)) {
            return false;
        }
    }
    if (scan->state == FIELD_CLOSED && scan->open.breaks > 0) {
        g_array_append_val(reader->spans, scan->open);
    }
    return true;
}

/* A field over k line breaks that holds the separators of k whole rows has most likely swallowed them. */
static const struct quoted_span *swallowed(const struct csv_reader *reader, uint32_t n_fields)
{
    if (reader->heading_line == 0 || reader->line <= reader->heading_line || reader->n_fields < 3) {
        return NULL;
    }
    for (guint i = 0; i < reader->spans->len; i++) {
        const struct quoted_span *span = &g_array_index(reader->spans, struct quoted_span, i);
        uint64_t rows = (uint64_t)span->breaks * (reader->n_fields - 1);
        if ((uint64_t)span->separators + n_fields == rows + reader->n_fields) {
            return span;
        }
    }
    return NULL;
}

static void take_field(void *text, size_t length, void *context)
{
    struct csv_reader *reader = context;
    add_field(reader, NULL, length);
    if (length > 0) {
        g_byte_array_append(reader->text, text, (guint)length);
    }
    g_byte_array_append(reader->text, (const guint8 *)"", 1);
}

static void take_row(int terminator, void *context)
{
    (void)terminator;
    ((struct csv_reader *)context)->rows_seen++;
}

/* What may be read behind the last field. */
static const guint8 NOTHING[TEXT_HASH_NEAR];

/* Takes the quotation marks off by libcsv. */
static bool cut_quoted(struct csv_reader *reader, const char *text, size_t length)
{
    g_byte_array_set_size(reader->text, 0);
    reader->rows_seen = 0;
    bool good = csv_parse(&reader->parser, text, length, take_field, take_row, reader) == length &&
                csv_fini(&reader->parser, take_field, take_row, reader) == 0 && reader->rows_seen == 1;
    g_byte_array_append(reader->text, NOTHING, sizeof NOTHING);
    size_t offset = 0;
    for (uint32_t i = 0; i < reader->n_fields_read; i++) {
        struct field *field = &reader->fields[i];
        field->text = (char *)reader->text->data + offset;
        offset += field->length + 1;
    }
    return good;
}

static void refuse(struct csv_reader *reader, const struct quoted_span *span)
{
    struct pos pos = {.file = reader->file, .line = span->line, .field = span->field};
    bool last = ++reader->quote_errors == CSV_QUOTE_ERRORS;
    if (reader->diag != NULL) {
        diag_add(
            reader->diag, &FINDING_QUOTE, &pos, NULL, NULL,
            _("close it, double it (\"\") inside a quoted text, or remove it"),
            last ? _("a quotation mark opens here and swallows what follows; after so many reading ends here")
                 : _("a quotation mark opens here and swallows what follows"));
    }
    advance(reader, span->offset, span->line + 1 - reader->line);
    reader->line_feed = reader->start; /* the search had gone on to where the field would have closed */
}

/* The record whose first line holds a quotation mark. False when it was refused and is skipped. */
static bool read_quoted(struct csv_reader *reader, struct line *line, uint64_t *lines)
{
    struct quote_scan scan = {.state = FIELD_BEGIN, .field = 1, .lines = 1};
    if (!scan_record(reader, &scan, line)) {
        refuse(reader, &scan.open);
        return false;
    }
    const struct quoted_span *span = swallowed(reader, scan.field);
    if (span != NULL) {
        refuse(reader, span);
        return false;
    }
    *lines = scan.lines;
    if (!cut_quoted(reader, reader->buffer + reader->start, line->end)) {
        refuse(reader, &(struct quoted_span){.line = reader->line, .field = 1, .offset = line->next});
        return false;
    }
    return true;
}

/* --- the reader --- */

static void refuse_long_line(struct csv_reader *reader)
{
    struct pos pos = {.file = reader->file, .line = reader->line};
    if (reader->diag != NULL) {
        diag_add(reader->diag, &FINDING_LINE_TOO_LONG, &pos, NULL, NULL, NULL,
                 _("a line of more than %u MB; reading ends here"), (unsigned)(CSV_RECORD_BYTES >> 20));
    }
    reader->start = reader->end;
    reader->at_end = true;
}

/* The next line that is not blank. */
static bool next_line(struct csv_reader *reader, struct line *line)
{
    for (;;) {
        if (reader->quote_errors >= CSV_QUOTE_ERRORS) {
            return false;
        }
        if (!find_line(reader, 0, line)) {
            if (reader->start < reader->end) {
                refuse_long_line(reader);
            }
            return false;
        }
        if (!line_is_blank(reader, line)) {
            return true;
        }
        advance(reader, line->next, 1);
    }
}

static bool reader_next(struct record_reader *base, struct record *record)
{
    struct csv_reader *reader = (struct csv_reader *)base;
    struct line line;
    while (next_line(reader, &line)) {
        char *text = reader->buffer + reader->start;
        uint64_t lines = 1;
        reader->n_fields_read = 0;
        if (memchr(text, '"', line.end) == NULL) {
            cut_plain(reader, text, text + line.end);
        } else if (!read_quoted(reader, &line, &lines)) {
            continue;
        }
        *record = (struct record){
            .line = reader->line, .n_fields = reader->n_fields_read, .fields = reader->fields};
        advance(reader, line.next, lines);
        return true;
    }
    return false;
}

/* "sep=;" alone in the line, also in quotation marks: the separator, else 0. */
static char declared(const char *text, size_t length)
{
    if (length >= 2 && text[0] == '"' && text[length - 1] == '"') {
        text++;
        length -= 2;
    }
    return length == 5 && g_ascii_strncasecmp(text, "sep=", 4) == 0 ? text[4] : '\0';
}

void csv_reader_seek(struct csv_reader *reader, uint64_t line, struct diag *diag)
{
    reader->diag = diag;
    reader->quote_errors = 0;
    reader->start = reader->end = reader->line_feed = 0;
    reader->at_end = false;
    reader->taken = 0;
    reader->line = line;
}

static void reader_rewind(struct record_reader *base, struct diag *diag)
{
    struct csv_reader *reader = (struct csv_reader *)base;
    reader->input->rewind(reader->input);
    csv_reader_seek(reader, 1, diag);
    struct line line;
    if (find_line(reader, 0, &line) && declared(reader->buffer + reader->start, line.end) != '\0') {
        advance(reader, line.next, 1);
    }
}

struct csv_reader *csv_reader_new(struct text_input *input, const char *file, char separator, size_t block)
{
    struct csv_reader *reader = g_new0(struct csv_reader, 1);
    reader->base = (struct record_reader){reader_next, reader_rewind};
    reader->input = input;
    reader->file = file;
    reader->separator = separator;
    reader->block = block;
    reader->buffer = g_malloc(TEXT_HASH_NEAR);
    reader->text = g_byte_array_new();
    reader->spans = g_array_new(FALSE, FALSE, sizeof(struct quoted_span));
    csv_init(&reader->parser, CSV_APPEND_NULL | CSV_STRICT_FINI);
    csv_set_delim(&reader->parser, (unsigned char)separator);
    reader_rewind(&reader->base, NULL);
    return reader;
}

void csv_reader_free(struct csv_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    csv_free(&reader->parser);
    g_free(reader->fields);
    g_byte_array_unref(reader->text);
    g_array_unref(reader->spans);
    g_free(reader->buffer);
    g_free(reader);
}

struct record_reader *csv_reader_records(struct csv_reader *reader)
{
    return &reader->base;
}

void csv_reader_expect(struct csv_reader *reader, uint64_t heading_line, uint32_t n_fields,
                       const bool *free_text)
{
    reader->heading_line = heading_line;
    reader->n_fields = n_fields;
    reader->free_text = free_text;
}

struct csv_place csv_reader_place(const struct csv_reader *reader)
{
    return (struct csv_place){reader->taken, reader->line, reader->quote_errors};
}

char csv_declared_separator(struct text_input *input)
{
    char head[16];
    size_t n = 0;
    input->rewind(input);
    for (size_t got; n < sizeof head && (got = input->read(input, head + n, sizeof head - n)) > 0;) {
        n += got;
    }
    size_t end = 0;
    while (end < n && head[end] != '\n' && head[end] != '\r') {
        end++;
    }
    return declared(head, end);
}
