/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One slice at a time, a chunk of it after another. */
#include "slice_reader.h"

#include "vifte/csv.h"
#include "vifte/csv_marks.h"
#include "vifte/heading.h"
#include "vifte/jobs.h"
#include "vifte/project.h"
#include "vifte/text_source.h"

#include <string.h>

#define CHUNK_BYTES ((uint32_t)1 << 14) /* whose marks are searched at a time */
#define BLOCK_BYTES ((size_t)1 << 9)    /* of a record that is not plain */
#define AHEAD 12                        /* plain records */

/* The text of a slice from `offset` on, and what follows it in the file. */
struct slice_input {
    struct text_input input; /* first: the reader's handle is this */
    const struct text_source *source;
    struct text_slice *slice;
    size_t offset;
};

/* What a thread uses again and again. */
struct slice_reader {
    struct text_slice slice;
    struct slice_input input;
    struct csv_reader *csv; /* of records that are not plain */
    uint32_t *marks;
    struct input_span *fields; /* of AHEAD records */
    struct ahead *ahead;
};

/* --- records that are not plain --- */

static size_t input_read(struct text_input *input, char *buffer, size_t size)
{
    struct slice_input *own = (struct slice_input *)input;
    if (own->offset == own->slice->length && !text_slice_extend(own->source, own->slice)) {
        return 0;
    }
    size_t n = MIN(size, own->slice->length - own->offset);
    memcpy(buffer, own->slice->text + own->offset, n);
    own->offset += n;
    return n;
}

static void input_rewind(struct text_input *input)
{
    (void)input; /* csv_reader_seek() goes on from `offset` */
}

struct locked_row {
    struct sliced_file *file;
    struct file_slice *slice;
};

static void take_row(const struct input_row *row, void *context)
{
    struct locked_row *both = context;
    g_mutex_lock(&both->file->row_lock);
    both->file->slicer->row(row, both->slice->data);
    g_mutex_unlock(&both->file->row_lock);
}

/* Where reading stands in a slice. */
struct place {
    size_t at; /* in its text */
    uint64_t line;
};

/* Everything of a record but its fields. */
static struct input_plain plain_record(const struct sliced_file *file, const struct file_slice *slice,
                                       const char *text, uint64_t line)
{
    const struct heading *heading = file->t->heading;
    return (struct input_plain){.text = text,
                                .n_fields = heading->n_fields,
                                .line = line,
                                .field_of = heading->field_of,
                                .rules = slice->t.rules,
                                .evidence = slice->t.evidence,
                                .cpr_exempt = heading->cpr_exempt,
                                .nine_digits = slice->t.nine_digits};
}

/* Offers what libcsv has cut. */
static bool offer_record(const struct sliced_file *file, struct file_slice *slice,
                         const struct slice_reader *reader, const struct record *record)
{
    if (file->all_rows || record->n_fields != file->t->heading->n_fields) {
        return false;
    }
    struct input_plain plain = plain_record(file, slice, record->fields[0].text, record->line);
    plain.fields = reader->fields;
    plain.passing = true;
    for (uint32_t i = 0; i < record->n_fields; i++) {
        uint32_t begin = (uint32_t)(record->fields[i].text - plain.text);
        plain.fields[i] = (struct input_span){begin, begin + (uint32_t)record->fields[i].length};
    }
    bool taken = file->slicer->plain(&plain, slice->data);
    slice->t.n_rows += taken;
    return taken;
}

/* With every check. */
static void take_record(struct sliced_file *file, struct file_slice *slice, const struct record *record)
{
    struct locked_row context = {file, slice};
    table_check_cells(&slice->t, record);
    slice->t.row = take_row;
    slice->t.context = &context;
    if (table_observe_record(&slice->t, record)) {
        table_take_record(&slice->t, record);
    } else {
        slice->in_one_piece = true;
    }
}

/* Reads one record like that of any other table. False when the slice is at its end or cannot be read by
 * itself. */
static bool read_record(struct sliced_file *file, struct file_slice *slice, struct slice_reader *reader,
                        struct place *place)
{
    struct record_reader *records = csv_reader_records(reader->csv);
    struct record record;
    reader->input.offset = place->at;
    csv_reader_seek(reader->csv, place->line, slice->t.diag);
    bool found = records->next(records, &record);
    if (found) {
        table_trim(&record);
        if (!offer_record(file, slice, reader, &record)) {
            take_record(file, slice, &record);
        }
    }
    struct csv_place now = csv_reader_place(reader->csv);
    place->at += (size_t)now.taken;
    place->line = now.line;
    slice->quote_errors += now.quote_errors;
    bool at_end = reader->slice.end == text_source_size(file->source) && place->at == reader->slice.length;
    slice->in_one_piece =
        slice->in_one_piece || (!found && !at_end) || slice->quote_errors >= CSV_QUOTE_ERRORS;
    return found && !slice->in_one_piece;
}

/* --- plain records --- */

/* The marks of a part of the slice. */
struct chunk {
    size_t begin, end; /* in the slice's text */
    size_t n_marks, mark;
};

static void find_marks(const struct sliced_file *file, const struct slice_reader *reader, struct chunk *chunk,
                       size_t at)
{
    size_t length = MIN(reader->slice.length - at, CHUNK_BYTES);
    *chunk = (struct chunk){.begin = at, .end = at + length};
    chunk->n_marks =
        csv_marks_find(reader->slice.text + at, (uint32_t)length, file->separator, reader->marks);
}

enum cut { CUT_PLAIN, CUT_BLANK, CUT_OTHER, CUT_INCOMPLETE };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static struct input_span trim(const char *text, struct input_span field)
{
    while (field.begin < field.end && is_blank(text[field.begin])) {
        field.begin++;
    }
    while (field.begin < field.end && is_blank(text[field.end - 1])) {
        field.end--;
    }
    return field;
}

/* One field, blanks at both ends taken off. */
static inline struct input_span cut_field(const char *text, uint32_t begin, uint32_t end)
{
    const unsigned char *bytes = (const unsigned char *)text;
    struct input_span field = {begin, end};
    bool may_be = begin < end && (bytes[begin] <= ' ' || bytes[end - 1] <= ' ');
    return may_be ? trim(text, field) : field;
}

/* The mark behind the field that the quotation mark at `opening` begins; NULL when there is another in it, or
 * a line end, or when it is not all here. */
static const uint32_t *behind_quoted(const char *text, char separator, const uint32_t *opening,
                                     const uint32_t *end)
{
    const uint32_t *closing = opening + 1;
    while (closing < end && text[*closing] == separator) {
        closing++;
    }
    bool closed = closing + 1 < end && text[*closing] == '"' && closing[1] == *closing + 1;
    return closed ? closing + 1 : NULL;
}

/* Cuts the record that begins at `at`, all offsets from the chunk's begin. `next` = behind its line end. */
static enum cut cut_record(const struct sliced_file *file, const struct slice_reader *reader,
                           struct chunk *chunk, uint32_t at, struct input_plain *record, uint32_t *next)
{
    const char *text = record->text, separator = file->separator;
    const uint32_t *mark = reader->marks + chunk->mark, *end = reader->marks + chunk->n_marks;
    struct input_span *field = record->fields, *last = field + file->t->heading->n_fields - 1;
    bool quoted = false;
    for (; mark < end; mark++, field++) {
        if (text[*mark] == '"') {
            mark = *mark == at ? behind_quoted(text, separator, mark, end) : NULL;
            if (mark == NULL) {
                return CUT_OTHER;
            }
            *field = cut_field(text, at + 1, *mark - 1);
            quoted = true;
        } else {
            *field = cut_field(text, at, *mark);
        }
        if (text[*mark] != separator) {
            break;
        }
        if (field == last) {
            return CUT_OTHER;
        }
        at = *mark + 1;
    }
    if (mark == end) {
        return CUT_INCOMPLETE;
    }
    bool cr = text[*mark] == '\r';
    bool blank = field == record->fields && field->begin == field->end && !quoted;
    if (text[*mark] == '"' || (cr && *mark + 1 == (uint32_t)(chunk->end - chunk->begin)) ||
        (field < last && !blank)) {
        return CUT_OTHER;
    }
    uint32_t n_ends = cr && text[*mark + 1] == '\n' ? 2 : 1;
    chunk->mark = (size_t)(mark - reader->marks) + n_ends;
    *next = *mark + n_ends;
    record->n_fields = (uint32_t)(field - record->fields) + 1;
    return blank ? CUT_BLANK : CUT_PLAIN;
}

/* Behind a record that was read otherwise. */
static void skip_marks(const struct slice_reader *reader, struct chunk *chunk, size_t at)
{
    while (chunk->mark < chunk->n_marks && chunk->begin + reader->marks[chunk->mark] < at) {
        chunk->mark++;
    }
}

/* Plain records that are cut before the first of them is read. */
struct ahead {
    struct input_plain records[AHEAD];
    uint32_t next[AHEAD]; /* behind each, from the chunk's begin */
    size_t mark[AHEAD];   /* behind each */
    bool blank[AHEAD];
    size_t n;
    enum cut stop; /* what the one behind them is, or CUT_PLAIN */
};

/* What is the same for all records of a slice. */
static void lay_out(const struct sliced_file *file, const struct file_slice *slice,
                    const struct slice_reader *reader)
{
    for (size_t i = 0; i < AHEAD; i++) {
        struct input_plain *record = &reader->ahead->records[i];
        *record = plain_record(file, slice, NULL, 0);
        record->fields = reader->fields + i * record->n_fields;
    }
}

static void cut_ahead(const struct sliced_file *file, const struct slice_reader *reader,
                      const struct file_slice *slice, struct chunk *chunk, struct place place,
                      struct ahead *ahead)
{
    uint32_t at = (uint32_t)(place.at - chunk->begin);
    const uint32_t size = (uint32_t)(chunk->end - chunk->begin);
    ahead->n = 0;
    ahead->stop = CUT_PLAIN;
    while (ahead->n < AHEAD && at < size) {
        struct input_plain *record = &ahead->records[ahead->n];
        record->text = reader->slice.text + chunk->begin;
        record->line = place.line + ahead->n;
        enum cut cut = cut_record(file, reader, chunk, at, record, &ahead->next[ahead->n]);
        if (cut != CUT_PLAIN && cut != CUT_BLANK) {
            ahead->stop = cut;
            return;
        }
        ahead->blank[ahead->n] = cut == CUT_BLANK;
        if (cut == CUT_PLAIN && !file->all_rows) {
            file->slicer->expect(record, slice->data);
        }
        ahead->mark[ahead->n] = chunk->mark;
        at = ahead->next[ahead->n++];
    }
}

/* All plain records from `place` to the end of the chunk. False when the record at `place` is another. */
static bool read_plain(const struct sliced_file *file, struct file_slice *slice,
                       const struct slice_reader *reader, struct chunk *chunk, struct place *place)
{
    struct ahead *ahead = reader->ahead;
    do {
        size_t mark = chunk->mark;
        cut_ahead(file, reader, slice, chunk, *place, ahead);
        for (size_t i = 0; i < ahead->n; i++) {
            bool taken =
                ahead->blank[i] || (!file->all_rows && file->slicer->plain(&ahead->records[i], slice->data));
            if (!taken) {
                chunk->mark = mark;
                return false;
            }
            mark = ahead->mark[i];
            slice->t.n_rows += !ahead->blank[i];
            place->at = chunk->begin + ahead->next[i];
            place->line++;
        }
        chunk->mark = mark;
        if (ahead->stop != CUT_PLAIN) {
            /* The next chunk may have all of it. */
            return ahead->stop == CUT_INCOMPLETE && chunk->end < reader->slice.length &&
                   place->at > chunk->begin;
        }
    } while (place->at < chunk->end);
    return true;
}

static void read_records(struct sliced_file *file, struct file_slice *slice, struct slice_reader *reader)
{
    struct place place = {.line = file->t->heading->line + 1};
    size_t own_length = reader->slice.length; /* it may become longer */
    struct chunk chunk = {0};
    lay_out(file, slice, reader);
    while (place.at < own_length) {
        if (place.at >= chunk.end) {
            find_marks(file, reader, &chunk, place.at);
        }
        if (read_plain(file, slice, reader, &chunk, &place)) {
            chunk.end = place.at; /* and on to the next */
            continue;
        }
        const char *text = reader->slice.text;
        if (!read_record(file, slice, reader, &place)) {
            break;
        }
        if (text != reader->slice.text) {
            chunk.end = place.at;
        }
        skip_marks(reader, &chunk, place.at);
    }
    slice->lines = place.line - file->t->heading->line - 1;
    slice->reached = text_slice_offset(file->source, &reader->slice, place.at);
}

/* --- slices --- */
/* --- readers --- */

static struct slice_reader *reader_new(const struct sliced_file *file)
{
    const struct heading *heading = file->t->heading;
    const size_t fields = (size_t)AHEAD * heading->n_fields;
    struct slice_reader *reader = g_new0(struct slice_reader, 1);
    if (!text_slice_read(file->source, 0, 0, &reader->slice)) {
        g_assert_not_reached();
    }
    reader->input = (struct slice_input){
        .input = {input_read, input_rewind}, .source = file->source, .slice = &reader->slice};
    reader->csv = csv_reader_new(&reader->input.input, file->t->file->display, file->separator, BLOCK_BYTES);
    csv_reader_expect(reader->csv, heading->line, heading->n_fields, heading->free_text);
    reader->marks = g_new(uint32_t, CHUNK_BYTES + CSV_MARKS_SPARE);
    reader->fields = g_new(struct input_span, fields);
    reader->ahead = g_new(struct ahead, 1);
    return reader;
}

static void reader_free(struct slice_reader *reader)
{
    csv_reader_free(reader->csv);
    text_slice_clear(&reader->slice);
    g_free(reader->marks);
    g_free(reader->fields);
    g_free(reader->ahead);
    g_free(reader);
}

void slice_readers_init(struct sliced_file *file)
{
    file->readers = g_new0(struct slice_reader *, jobs_count());
    g_mutex_init(&file->row_lock);
}

void slice_readers_clear(struct sliced_file *file)
{
    for (unsigned i = 0; i < jobs_count(); i++) {
        g_clear_pointer(&file->readers[i], reader_free);
    }
    g_free(file->readers);
    g_mutex_clear(&file->row_lock);
}

void slice_read(struct sliced_file *file, struct file_slice *slice)
{
    struct slice_reader **reader = &file->readers[jobs_thread()];
    if (*reader == NULL) {
        *reader = reader_new(file);
    }
    table_part_init(&slice->t, file->t);
    slice->in_one_piece = false;
    slice->quote_errors = 0;
    slice->lines = 0;
    slice->reached = slice->begin;
    slice->data = file->slicer->begin(file->t->context, slice->t.diag);
    if (!text_slice_read(file->source, slice->begin, MAX(slice->begin, slice->end), &(*reader)->slice)) {
        slice->in_one_piece = true;
    } else {
        if (file->first_time && !slice->observed) {
            slice->observed = text_slice_observe(file->source, &(*reader)->slice, &slice->encoding);
            slice->in_one_piece = !slice->observed;
        }
        read_records(file, slice, *reader);
    }
    file->slicer->end(slice->data);
}
