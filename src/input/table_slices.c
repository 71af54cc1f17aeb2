/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One large CSV file on several processors. The file is cut into slices where a LF ends. Each is read as if a
 * record began there; whether one did is known when the slice before has been read, and if not (the LF stood
 * in quotation marks) the slice is read once more from the right place. What slices find is put together in
 * their order.
 *
 * Reading begins before all evidence is in: the encoding and the decimal marks are guessed from the first
 * part of the file. When the whole file says otherwise it is read again.
 */
#include "table_reader.h"

#include "vifte/cpr.h"
#include "vifte/csv.h"
#include "vifte/csv_marks.h"
#include "vifte/encoding.h"
#include "vifte/findings.h"
#include "vifte/heading.h"
#include "vifte/jobs.h"
#include "vifte/layout.h"
#include "vifte/model.h"
#include "vifte/progress.h"
#include "vifte/project.h"
#include "vifte/text.h"
#include "vifte/text_source.h"
#include "vifte/totals.h"

#include <string.h>

#define SLICE_BYTES ((uint64_t)1 << 20) /* with its rows it fits the processor's own cache */
#define SMALLEST_SLICE ((uint64_t)1 << 14)
#define SLICES_A_JOB 8
#define CHUNK_BYTES ((uint32_t)1 << 17) /* whose marks are searched at a time */
#define BLOCK_BYTES ((size_t)1 << 9)    /* of a record that is not plain */
#define HEAD_BLOCK_BYTES ((size_t)1 << 18)
#define RECORDS_GUESSED_FROM 2000
#define AHEAD 12 /* plain records */

struct unit {
    uint64_t begin, end; /* in the file; the begin may turn out to be wrong */
    bool read;
    bool observed;         /* the encoding, at the first reading */
    bool in_one_piece;     /* something that only a reading from the beginning can settle */
    struct table_reader t; /* what was found */
    void *slice;
    uint64_t reached; /* where the next slice begins */
    uint64_t lines;
    unsigned quote_errors;
    struct encoding_evidence encoding;
};

/* The text of a slice from `offset` on, and what follows it in the file. */
struct slice_input {
    struct text_input input; /* first: the reader's handle is this */
    const struct text_source *source;
    struct text_slice *slice;
    size_t offset;
};

/* What a thread uses again and again. */
struct scratch {
    struct text_slice slice;
    struct slice_input input;
    struct csv_reader *csv; /* of records that are not plain */
    uint32_t *marks;
    uint32_t *begin, *end; /* of the fields of AHEAD records */
    struct ahead *ahead;
};

struct run {
    struct table_reader *t;
    const struct input_slicer *slicer;
    struct text_source *source;
    char separator;
    bool all_rows;    /* no record may be taken as plain */
    bool first_time;  /* digest and evidence of the encoding are still to be made */
    bool digest_made; /* and it could be */

    struct unit *units;
    size_t n_units;
    struct scratch *scratch; /* per thread */
    GMutex row_lock;

    GMutex commit_lock;
    bool committing;
    size_t next;        /* unit to be taken over */
    uint64_t at, lines; /* where it begins in the file, and lines before it */
    bool in_one_piece;
    unsigned quote_errors;
    struct table_reader found; /* by all units so far */
    struct diag *diag;         /* of the records */
    struct encoding_evidence encoding;
};

/* --- records that are not plain --- */

static size_t slice_read(struct text_input *input, char *buffer, size_t size)
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

static void slice_rewind(struct text_input *input)
{
    (void)input; /* csv_reader_seek() goes on from `offset` */
}

struct locked_row {
    struct run *run;
    struct unit *unit;
};

static void take_row(const struct input_row *row, void *context)
{
    struct locked_row *both = context;
    g_mutex_lock(&both->run->row_lock);
    both->run->slicer->row(row, both->unit->slice);
    g_mutex_unlock(&both->run->row_lock);
}

/* Where reading stands in a slice. */
struct place {
    size_t at; /* in its text */
    uint64_t line;
};

/* Everything of a record but its fields. */
static struct input_plain plain_record(const struct run *run, const struct unit *unit, const char *text,
                                       uint64_t line)
{
    const struct heading *heading = run->t->heading;
    return (struct input_plain){.text = text,
                                .n_fields = heading->n_fields,
                                .line = line,
                                .field_of = heading->field_of,
                                .rules = unit->t.rules,
                                .evidence = unit->t.evidence,
                                .cpr_exempt = heading->cpr_exempt,
                                .nine_digits = unit->t.nine_digits};
}

/* Offers what libcsv has cut. */
static bool offer_record(const struct run *run, struct unit *unit, const struct scratch *scratch,
                         const struct record *record)
{
    if (run->all_rows || record->n_fields != run->t->heading->n_fields) {
        return false;
    }
    struct input_plain plain = plain_record(run, unit, record->fields[0].text, record->line);
    plain.begin = scratch->begin;
    plain.end = scratch->end;
    plain.passing = true;
    for (uint32_t i = 0; i < record->n_fields; i++) {
        plain.begin[i] = (uint32_t)(record->fields[i].text - plain.text);
        plain.end[i] = plain.begin[i] + (uint32_t)record->fields[i].length;
    }
    bool taken = run->slicer->plain(&plain, unit->slice);
    unit->t.n_rows += taken;
    return taken;
}

/* With every check. */
static void take_record(struct run *run, struct unit *unit, const struct record *record)
{
    struct locked_row context = {run, unit};
    table_check_cells(&unit->t, record);
    unit->t.row = take_row;
    unit->t.context = &context;
    if (table_observe_record(&unit->t, record)) {
        table_take_record(&unit->t, record);
    } else {
        unit->in_one_piece = true;
    }
}

/* Reads one record like that of any other table. False when the slice is at its end or cannot be read by
 * itself. */
static bool read_record(struct run *run, struct unit *unit, struct scratch *scratch, struct place *place)
{
    struct record_reader *records = csv_reader_records(scratch->csv);
    struct record record;
    scratch->input.offset = place->at;
    csv_reader_seek(scratch->csv, place->line, unit->t.diag);
    bool found = records->next(records, &record);
    if (found) {
        table_trim(&record);
        if (!offer_record(run, unit, scratch, &record)) {
            take_record(run, unit, &record);
        }
    }
    struct csv_place now = csv_reader_place(scratch->csv);
    place->at += (size_t)now.taken;
    place->line = now.line;
    unit->quote_errors += now.quote_errors;
    bool at_end = scratch->slice.end == text_source_size(run->source) && place->at == scratch->slice.length;
    unit->in_one_piece = unit->in_one_piece || (!found && !at_end) || unit->quote_errors >= CSV_QUOTE_ERRORS;
    return found && !unit->in_one_piece;
}

/* --- plain records --- */

/* The marks of a part of the slice. */
struct chunk {
    size_t begin, end; /* in the slice's text */
    size_t n_marks, mark;
};

static void find_marks(const struct run *run, const struct scratch *scratch, struct chunk *chunk, size_t at)
{
    size_t length = MIN(scratch->slice.length - at, CHUNK_BYTES);
    *chunk = (struct chunk){.begin = at, .end = at + length};
    chunk->n_marks =
        csv_marks_find(scratch->slice.text + at, (uint32_t)length, run->separator, scratch->marks);
}

enum cut { CUT_PLAIN, CUT_BLANK, CUT_OTHER, CUT_INCOMPLETE };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void trim_field(const struct input_plain *record, uint32_t n)
{
    while (record->begin[n] < record->end[n] && is_blank(record->text[record->begin[n]])) {
        record->begin[n]++;
    }
    while (record->begin[n] < record->end[n] && is_blank(record->text[record->end[n] - 1])) {
        record->end[n]--;
    }
}

/* One field, blanks at both ends taken off. */
static inline void put_field(const struct input_plain *record, uint32_t n, uint32_t begin, uint32_t end)
{
    record->begin[n] = begin;
    record->end[n] = end;
    if (begin < end && (is_blank(record->text[begin]) || is_blank(record->text[end - 1]))) {
        trim_field(record, n);
    }
}

/* Cuts the record that begins at `at`, all offsets from the chunk's begin. `next` = behind its line end. */
static enum cut cut_record(const struct run *run, const struct scratch *scratch, struct chunk *chunk,
                           uint32_t at, struct input_plain *record, uint32_t *next)
{
    const char *text = record->text;
    const uint32_t *mark = scratch->marks + chunk->mark, *end = scratch->marks + chunk->n_marks;
    const uint32_t n_wanted = run->t->heading->n_fields;
    uint32_t n = 0;
    for (; mark < end && text[*mark] == run->separator; mark++, n++) {
        if (n + 1 == n_wanted) {
            return CUT_OTHER;
        }
        put_field(record, n, at, *mark);
        at = *mark + 1;
    }
    if (mark == end) {
        return CUT_INCOMPLETE;
    }
    bool cr = text[*mark] == '\r';
    if (text[*mark] == '"' || (cr && *mark + 1 == (uint32_t)(chunk->end - chunk->begin))) {
        return CUT_OTHER;
    }
    put_field(record, n, at, *mark);
    bool pair = cr && text[*mark + 1] == '\n';
    bool blank = n == 0 && record->begin[0] == record->end[0];
    if (n + 1 < n_wanted && !blank) {
        return CUT_OTHER;
    }
    chunk->mark = (size_t)(mark - scratch->marks) + (pair ? 2 : 1);
    *next = *mark + (pair ? 2 : 1);
    record->n_fields = n + 1;
    return blank ? CUT_BLANK : CUT_PLAIN;
}

/* Behind a record that was read otherwise. */
static void skip_marks(const struct scratch *scratch, struct chunk *chunk, size_t at)
{
    while (chunk->mark < chunk->n_marks && chunk->begin + scratch->marks[chunk->mark] < at) {
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
static void lay_out(const struct run *run, const struct unit *unit, const struct scratch *scratch)
{
    for (size_t i = 0; i < AHEAD; i++) {
        struct input_plain *record = &scratch->ahead->records[i];
        *record = plain_record(run, unit, NULL, 0);
        record->begin = scratch->begin + i * record->n_fields;
        record->end = scratch->end + i * record->n_fields;
    }
}

static void cut_ahead(const struct run *run, const struct scratch *scratch, const struct unit *unit,
                      struct chunk *chunk, struct place place, struct ahead *ahead)
{
    uint32_t at = (uint32_t)(place.at - chunk->begin);
    const uint32_t size = (uint32_t)(chunk->end - chunk->begin);
    ahead->n = 0;
    ahead->stop = CUT_PLAIN;
    while (ahead->n < AHEAD && at < size) {
        struct input_plain *record = &ahead->records[ahead->n];
        record->text = scratch->slice.text + chunk->begin;
        record->line = place.line + ahead->n;
        enum cut cut = cut_record(run, scratch, chunk, at, record, &ahead->next[ahead->n]);
        if (cut != CUT_PLAIN && cut != CUT_BLANK) {
            ahead->stop = cut;
            return;
        }
        ahead->blank[ahead->n] = cut == CUT_BLANK;
        if (cut == CUT_PLAIN && !run->all_rows) {
            run->slicer->expect(record, unit->slice);
        }
        ahead->mark[ahead->n] = chunk->mark;
        at = ahead->next[ahead->n++];
    }
}

/* All plain records from `place` to the end of the chunk. False when the record at `place` is another. */
static bool read_plain(const struct run *run, struct unit *unit, const struct scratch *scratch,
                       struct chunk *chunk, struct place *place)
{
    struct ahead *ahead = scratch->ahead;
    do {
        size_t mark = chunk->mark;
        cut_ahead(run, scratch, unit, chunk, *place, ahead);
        for (size_t i = 0; i < ahead->n; i++) {
            bool taken =
                ahead->blank[i] || (!run->all_rows && run->slicer->plain(&ahead->records[i], unit->slice));
            if (!taken) {
                chunk->mark = mark;
                return false;
            }
            mark = ahead->mark[i];
            unit->t.n_rows += !ahead->blank[i];
            place->at = chunk->begin + ahead->next[i];
            place->line++;
        }
        chunk->mark = mark;
        if (ahead->stop != CUT_PLAIN) {
            /* The next chunk may have all of it. */
            return ahead->stop == CUT_INCOMPLETE && chunk->end < scratch->slice.length &&
                   place->at > chunk->begin;
        }
    } while (place->at < chunk->end);
    return true;
}

static void read_records(struct run *run, struct unit *unit, struct scratch *scratch)
{
    struct place place = {.line = run->t->heading->line + 1};
    size_t own_length = scratch->slice.length; /* it may become longer */
    struct chunk chunk = {0};
    lay_out(run, unit, scratch);
    while (place.at < own_length) {
        if (place.at >= chunk.end) {
            find_marks(run, scratch, &chunk, place.at);
        }
        if (read_plain(run, unit, scratch, &chunk, &place)) {
            chunk.end = place.at; /* and on to the next */
            continue;
        }
        const char *text = scratch->slice.text;
        if (!read_record(run, unit, scratch, &place)) {
            break;
        }
        if (text != scratch->slice.text) {
            chunk.end = place.at;
        }
        skip_marks(scratch, &chunk, place.at);
    }
    unit->lines = place.line - run->t->heading->line - 1;
    unit->reached = text_slice_offset(run->source, &scratch->slice, place.at);
}

/* --- units --- */

/* A reader of a part of the file: how values are read is settled by the whole. */
static void part_init(struct table_reader *part, const struct table_reader *whole)
{
    *part = (struct table_reader){.file = whole->file,
                                  .schema = whole->schema,
                                  .format = whole->format,
                                  .heading = whole->heading,
                                  .encoding = whole->encoding,
                                  .diag = diag_new_part(whole->diag)};
    table_reader_init(part);
    memcpy(part->sender, whole->sender, sizeof part->sender);
    part->totals = totals_new(part->schema, part->heading);
    for (size_t i = 0; i < part->schema->n_columns; i++) {
        part->rules[i].mark = whole->rules[i].mark;
        part->rules[i].group = whole->rules[i].group;
        part->rules[i].ambiguous = whole->rules[i].ambiguous;
        part->rules[i].no_fractions = whole->rules[i].no_fractions;
        part->rules[i].order = whole->rules[i].order;
        part->refused[i] = whole->refused[i];
        part->bands[i] = whole->bands[i];
    }
}

static void part_clear(struct table_reader *part)
{
    table_reader_clear(part);
    diag_free(part->diag);
}

static struct scratch *own_scratch(struct run *run)
{
    struct scratch *scratch = &run->scratch[jobs_thread()];
    if (scratch->csv == NULL) {
        const struct heading *heading = run->t->heading;
        scratch->input = (struct slice_input){.input = {slice_read, slice_rewind}, .source = run->source};
        scratch->input.slice = &scratch->slice;
        if (!text_slice_read(run->source, 0, 0, &scratch->slice)) {
            g_assert_not_reached();
        }
        scratch->input.offset = 0;
        scratch->csv =
            csv_reader_new(&scratch->input.input, run->t->file->display, run->separator, BLOCK_BYTES);
        csv_reader_expect(scratch->csv, heading->line, heading->n_fields, heading->free_text);
        scratch->marks = g_new(uint32_t, CHUNK_BYTES + CSV_MARKS_SPARE);
        scratch->begin = g_new(uint32_t, (size_t)AHEAD * heading->n_fields);
        scratch->end = g_new(uint32_t, (size_t)AHEAD * heading->n_fields);
        scratch->ahead = g_new(struct ahead, 1);
    }
    return scratch;
}

static void read_unit(struct run *run, struct unit *unit)
{
    struct scratch *scratch = own_scratch(run);
    part_init(&unit->t, run->t);
    unit->in_one_piece = false;
    unit->quote_errors = 0;
    unit->lines = 0;
    unit->reached = unit->begin;
    unit->slice = run->slicer->begin(run->t->context, unit->t.diag);
    if (!text_slice_read(run->source, unit->begin, MAX(unit->begin, unit->end), &scratch->slice)) {
        unit->in_one_piece = true;
    } else {
        if (run->first_time && !unit->observed) {
            unit->observed = text_slice_observe(run->source, &scratch->slice, &unit->encoding);
            unit->in_one_piece = !unit->observed;
        }
        read_records(run, unit, scratch);
    }
    run->slicer->end(unit->slice);
}

static void drop_unit(struct run *run, struct unit *unit)
{
    run->slicer->drop(unit->slice);
    part_clear(&unit->t);
}

/* --- taking over --- */

/* A warning of the part is the first of its kind in the column, or one more (see keep_warning in
 * table_rows.c). */
static void add_warning(struct warning *column, struct warning *more, uint64_t lines)
{
    struct warning *warning = column;
    for (size_t i = 1; i < TABLE_WARNINGS && warning->n > 0 && warning->kept.kind != more->kept.kind; i++) {
        warning++;
    }
    if (warning->n == 0) {
        *warning = *more;
        warning->pos.line += lines;
        more->shown = NULL;
    } else {
        warning->n += more->n;
    }
}

static void add_evidence(struct table_reader *whole, const struct table_reader *part, uint64_t lines)
{
    for (size_t i = 0; i < whole->schema->n_columns; i++) {
        number_evidence_merge(&whole->evidence[i], &part->evidence[i], lines);
        whole->bands[i] = whole->bands[i] || part->bands[i];
        for (size_t k = i * TABLE_WARNINGS; k < (i + 1) * TABLE_WARNINGS && part->warnings[k].n > 0; k++) {
            add_warning(&whole->warnings[i * TABLE_WARNINGS], &part->warnings[k], lines);
        }
    }
    cpr_columns_merge(whole->nine_digits, part->nine_digits, lines);
    table_merge_short(whole, part, lines);
    whole->n_rows += part->n_rows;
}

static void take_over(struct run *run, struct unit *unit)
{
    if (unit->begin != run->at) {
        drop_unit(run, unit);
        unit->begin = run->at;
        read_unit(run, unit);
    }
    run->quote_errors += unit->quote_errors;
    if (unit->in_one_piece || run->quote_errors >= CSV_QUOTE_ERRORS) {
        run->in_one_piece = true;
        run->slicer->drop(unit->slice);
    } else {
        run->slicer->commit(unit->slice, run->lines, run->t->context);
        add_evidence(&run->found, &unit->t, run->lines);
        diag_merge(run->diag, unit->t.diag, run->lines);
        run->lines += unit->lines;
        run->at = unit->reached;
    }
    encoding_merge(&run->encoding, &unit->encoding);
    part_clear(&unit->t);
}

/* Takes over what is ready and next, one thread at a time; the others go on reading. What is left to do with
 * the units taken over is done without keeping anybody from it. */
static void take_over_ready(struct run *run)
{
    g_mutex_lock(&run->commit_lock);
    while (!run->committing && run->next < run->n_units && run->units[run->next].read) {
        struct unit *unit = &run->units[run->next];
        run->committing = true;
        g_mutex_unlock(&run->commit_lock);
        if (run->in_one_piece) {
            drop_unit(run, unit);
        } else {
            take_over(run, unit);
        }
        bool taken = !run->in_one_piece;
        g_mutex_lock(&run->commit_lock);
        run->committing = false;
        run->next++;
        if (taken) {
            g_mutex_unlock(&run->commit_lock);
            run->slicer->settle(unit->slice);
            g_mutex_lock(&run->commit_lock);
        }
    }
    g_mutex_unlock(&run->commit_lock);
}

/* Task 0 is the digest, the others are units. */
static void do_task(size_t i, void *data)
{
    struct run *run = data;
    if (i == 0) {
        run->digest_made = !run->first_time || text_source_digest(run->source);
        return;
    }
    struct unit *unit = &run->units[i - 1];
    read_unit(run, unit);
    progress_add(unit->end - unit->begin);
    g_mutex_lock(&run->commit_lock);
    unit->read = true;
    g_mutex_unlock(&run->commit_lock);
    take_over_ready(run);
}

static void cut_units(struct run *run, uint64_t begin)
{
    uint64_t size = text_source_size(run->source);
    uint64_t wanted = (size - begin) / ((uint64_t)jobs_count() * SLICES_A_JOB);
    uint64_t step = CLAMP(wanted, SMALLEST_SLICE, SLICE_BYTES);
    run->units = g_new0(struct unit, (size - begin) / step + 2);
    run->n_units = 0;
    for (uint64_t at = begin; at < size;) {
        uint64_t end = at;
        do {
            end = MIN(end + step, size);
            uint64_t line = text_source_line_at(run->source, end);
            end = line == UINT64_MAX ? end : line;
            if (line != UINT64_MAX) {
                break;
            }
        } while (end < size);
        run->units[run->n_units++] = (struct unit){.begin = at, .end = end};
        at = end;
    }
}

/* Reads what stands up to the heading, whose cells are looked at like all others. Returns where the first
 * record begins in the file. */
static uint64_t read_preamble(struct run *run)
{
    const struct table_reader *t = run->t;
    struct table_reader preamble;
    struct csv_reader *csv =
        csv_reader_new(text_source_input(run->source), t->file->display, run->separator, HEAD_BLOCK_BYTES);
    struct record_reader *records = csv_reader_records(csv);
    struct record record;
    part_init(&preamble, t);
    csv_reader_expect(csv, t->heading->line, t->heading->n_fields, t->heading->free_text);
    records->rewind(records, preamble.diag);
    do {
        if (!records->next(records, &record)) {
            break;
        }
        table_trim(&record);
        table_check_cells(&preamble, &record);
    } while (record.line < t->heading->line);
    diag_merge(run->diag, preamble.diag, 0);
    cpr_columns_merge(run->found.nine_digits, preamble.nine_digits, 0);
    part_clear(&preamble);
    struct csv_place place = csv_reader_place(csv);
    csv_reader_free(csv);
    run->lines = place.line - t->heading->line - 1;
    run->quote_errors = place.quote_errors;
    return text_source_skip(run->source, text_source_begin(run->source), place.taken);
}

/* How numbers are probably written, from the first records. */
static void guess(struct run *run)
{
    struct table_reader *t = run->t;
    struct table_reader head;
    struct record record;
    struct csv_reader *csv =
        csv_reader_new(text_source_input(run->source), t->file->display, run->separator, HEAD_BLOCK_BYTES);
    struct record_reader *records = csv_reader_records(csv);
    part_init(&head, t);
    csv_reader_expect(csv, t->heading->line, t->heading->n_fields, t->heading->free_text);
    records->rewind(records, NULL);
    for (size_t n = 0; n < RECORDS_GUESSED_FROM && records->next(records, &record); n++) {
        table_trim(&record);
        if (record.line > t->heading->line && !table_observe_record(&head, &record)) {
            run->in_one_piece = true; /* a total row: the others will not be read in vain */
            break;
        }
    }
    table_settle(&head);
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        t->rules[i].mark = head.rules[i].mark;
        t->rules[i].group = head.rules[i].group;
        t->rules[i].ambiguous = head.rules[i].ambiguous;
        t->rules[i].no_fractions = head.rules[i].no_fractions;
        t->rules[i].order = head.rules[i].order;
        t->refused[i] = head.refused[i];
    }
    part_clear(&head);
    csv_reader_free(csv);
}

/* All units once, with the rules as they stand. False when the file has to be read in one piece. */
static bool read_units(struct run *run)
{
    run->diag = diag_new_part(run->t->diag);
    run->next = 0;
    part_init(&run->found, run->t);
    memset(run->found.bands, 0, run->t->schema->n_columns * sizeof *run->found.bands);
    run->at = read_preamble(run);
    run->encoding = (struct encoding_evidence){0};
    if (run->first_time && !text_source_observe(run->source, 0, run->at, &run->encoding)) {
        return false;
    }
    cut_units(run, run->at);
    jobs_each(run->n_units + 1, do_task, run);
    g_clear_pointer(&run->units, g_free);
    return !run->in_one_piece && run->digest_made;
}

static void clear_units(struct run *run)
{
    part_clear(&run->found);
    diag_free(run->diag);
}

/* Puts the evidence of the whole file in the place of the guess. False when the guess was another. */
static bool confirm(struct run *run)
{
    struct table_reader *t = run->t;
    size_t n = t->schema->n_columns;
    bool same = true;
    bool needed = table_needs_evidence(t);
    struct value_rule *guessed = g_memdup2(t->rules, n * sizeof *guessed);
    bool *refused = g_memdup2(t->refused, n * sizeof *refused);
    for (size_t i = 0; i < n; i++) {
        t->evidence[i] = needed ? run->found.evidence[i] : (struct number_evidence){0};
        t->bands[i] = needed && run->found.bands[i];
        t->rules[i].mark = '\0';
        t->rules[i].ambiguous = t->refused[i] = false;
    }
    table_settle(t);
    for (size_t i = 0; i < n; i++) {
        same = same && t->rules[i].mark == guessed[i].mark && t->rules[i].ambiguous == guessed[i].ambiguous &&
               t->rules[i].no_fractions == guessed[i].no_fractions && t->refused[i] == refused[i] &&
               !t->bands[i];
    }
    g_free(guessed);
    g_free(refused);
    return same;
}

static void move_found(struct run *run)
{
    struct table_reader *t = run->t;
    for (size_t i = 0; i < t->schema->n_columns * TABLE_WARNINGS; i++) {
        t->warnings[i] = run->found.warnings[i];
        run->found.warnings[i].shown = NULL;
    }
    t->n_rows = run->found.n_rows;
    table_merge_short(t, &run->found, 0);
    table_report_sender(t);
    diag_merge(t->diag, run->diag, 0);
    cpr_columns_merge(t->nine_digits, run->found.nine_digits, 0);
    cpr_columns_report(t->nine_digits, table_at(t, 0, 0), t->diag);
}

/* Reads with the guess, and once more when the file says otherwise. */
static bool read_rows(struct run *run)
{
    guess(run);
    if (run->in_one_piece) {
        return false;
    }
    bool good = read_units(run) && text_source_settle(run->source, &run->encoding);
    if (good && !confirm(run)) {
        for (size_t i = 0; i < run->t->schema->n_columns; i++) {
            run->all_rows =
                run->all_rows || run->t->bands[i]; /* then texts that look like dates are damaged */
        }
        run->slicer->restart(run->t->context);
        clear_units(run);
        run->first_time = false;
        good = read_units(run);
    }
    if (good) {
        move_found(run);
    } else {
        run->slicer->restart(run->t->context);
    }
    clear_units(run);
    return good;
}

static void run_clear(struct run *run)
{
    for (unsigned i = 0; i < jobs_count(); i++) {
        struct scratch *scratch = &run->scratch[i];
        csv_reader_free(scratch->csv);
        text_slice_clear(&scratch->slice);
        g_free(scratch->marks);
        g_free(scratch->begin);
        g_free(scratch->end);
        g_free(scratch->ahead);
    }
    g_free(run->scratch);
    g_mutex_clear(&run->row_lock);
    g_mutex_clear(&run->commit_lock);
}

static bool read_text(struct run *run, const struct layout *layout, struct input_record *record)
{
    struct table_reader *t = run->t;
    char *what = g_strdup_printf(_("reading %s"), t->file->display);
    progress_begin(what, text_source_size(run->source), "MB", true);
    g_free(what);
    t->totals = totals_new(t->schema, t->heading);
    run->slicer->heading(t->heading->field_of, t->heading->n_fields, t->context);
    bool good = read_rows(run);
    progress_end();
    if (!good) {
        return false;
    }
    memcpy(record->sha256, text_source_sha256(run->source), sizeof record->sha256);
    table_report_warnings(t);
    t->empty = t->n_rows == 0 && !table_report_no_rows(t);
    table_report_text(t, text_source_encoding(run->source), layout);
    return true;
}

static bool read_source(struct table_reader *t, const struct heading_names *names, struct text_source *source,
                        const struct input_slicer *slicer, struct input_record *record)
{
    struct layout layout = layout_find(text_source_input(source), names, t->format);
    t->heading = layout.heading;
    record->separator = layout.separator;
    record->encoding = t->encoding = text_source_encoding(source)->name;
    bool good = layout_report(&layout, t->file->display, t->diag) &&
                heading_report(names, layout.heading, t->file->display, NULL, t->diag) &&
                layout.heading->wide == NULL && layout.separator != '"';
    if (good) {
        struct run run = {.t = t,
                          .slicer = slicer,
                          .source = source,
                          .separator = layout.separator,
                          .first_time = true,
                          .scratch = g_new0(struct scratch, jobs_count())};
        g_mutex_init(&run.row_lock);
        g_mutex_init(&run.commit_lock);
        good = read_text(&run, &layout, record);
        run_clear(&run);
    }
    layout_clear(&layout);
    t->heading = NULL;
    return good;
}

bool table_read_slices(struct table_reader *t, const struct heading_names *names,
                       const struct input_slicer *slicer, struct input_record *record, bool *good)
{
    struct pos pos = {.file = t->file->display};
    const char *encoding = t->format != NULL ? t->format->encoding : NULL;
    struct text_source *source = text_source_open_head(t->file->path, encoding, &pos, t->diag);
    bool done =
        source != NULL && text_source_can_slice(source) && read_source(t, names, source, slicer, record);
    text_source_free(source);
    *good = done && !t->empty;
    return done;
}
