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
#include "slice_reader.h"

#include "vifte/cpr.h"
#include "vifte/csv.h"
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

#define SLICE_BYTES ((uint64_t)1 << 19) /* with its rows it fits the processor's own cache */
#define SMALLEST_SLICE ((uint64_t)1 << 14)
#define SLICES_A_JOB 8
#define HEAD_BLOCK_BYTES ((size_t)1 << 18)
#define RECORDS_GUESSED_FROM 2000

struct run {
    struct sliced_file file;
    bool digest_made; /* and it could be */
    struct file_slice *slices;
    size_t n_slices;

    GMutex commit_lock;
    bool committing;
    size_t next;        /* slice to be taken over */
    uint64_t at, lines; /* where it begins in the file, and lines before it */
    bool in_one_piece;
    unsigned quote_errors;
    struct table_reader found; /* by all slices so far */
    struct diag *diag;         /* of the records */
    struct encoding_evidence encoding;
};

static void drop_slice(struct run *run, struct file_slice *slice)
{
    run->file.slicer->drop(slice->data);
    table_part_clear(&slice->t);
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

static void take_over(struct run *run, struct file_slice *slice)
{
    if (slice->begin != run->at) {
        drop_slice(run, slice);
        slice->begin = run->at;
        slice_read(&run->file, slice);
    }
    run->quote_errors += slice->quote_errors;
    if (slice->in_one_piece || run->quote_errors >= CSV_QUOTE_ERRORS) {
        run->in_one_piece = true;
        run->file.slicer->drop(slice->data);
    } else {
        run->file.slicer->commit(slice->data, run->lines, run->file.t->context);
        add_evidence(&run->found, &slice->t, run->lines);
        diag_merge(run->diag, slice->t.diag, run->lines);
        run->lines += slice->lines;
        run->at = slice->reached;
    }
    encoding_merge(&run->encoding, &slice->encoding);
    table_part_clear(&slice->t);
}

/* Takes over what is ready and next, one thread at a time; the others go on reading. What is left to do with
 * the slices taken over is done without keeping anybody from it. */
static void take_over_ready(struct run *run)
{
    g_mutex_lock(&run->commit_lock);
    while (!run->committing && run->next < run->n_slices && run->slices[run->next].read) {
        struct file_slice *slice = &run->slices[run->next];
        run->committing = true;
        g_mutex_unlock(&run->commit_lock);
        if (run->in_one_piece) {
            drop_slice(run, slice);
        } else {
            take_over(run, slice);
        }
        bool taken = !run->in_one_piece;
        g_mutex_lock(&run->commit_lock);
        run->committing = false;
        run->next++;
        if (taken) {
            g_mutex_unlock(&run->commit_lock);
            run->file.slicer->settle(slice->data);
            g_mutex_lock(&run->commit_lock);
        }
    }
    g_mutex_unlock(&run->commit_lock);
}

/* Task 0 is the digest, the others are slices. */
static void do_task(size_t i, void *data)
{
    struct run *run = data;
    if (i == 0) {
        run->digest_made = !run->file.first_time || text_source_digest(run->file.source);
        return;
    }
    struct file_slice *slice = &run->slices[i - 1];
    slice_read(&run->file, slice);
    progress_add(slice->end - slice->begin);
    g_mutex_lock(&run->commit_lock);
    slice->read = true;
    g_mutex_unlock(&run->commit_lock);
    take_over_ready(run);
}

static void cut_slices(struct run *run, uint64_t begin)
{
    uint64_t size = text_source_size(run->file.source);
    uint64_t wanted = (size - begin) / ((uint64_t)jobs_count() * SLICES_A_JOB);
    uint64_t step = CLAMP(wanted, SMALLEST_SLICE, SLICE_BYTES);
    run->slices = g_new0(struct file_slice, (size - begin) / step + 2);
    run->n_slices = 0;
    for (uint64_t at = begin; at < size;) {
        uint64_t end = at;
        do {
            end = MIN(end + step, size);
            uint64_t line = text_source_line_at(run->file.source, end);
            end = line == UINT64_MAX ? end : line;
            if (line != UINT64_MAX) {
                break;
            }
        } while (end < size);
        run->slices[run->n_slices++] = (struct file_slice){.begin = at, .end = end};
        at = end;
    }
}

/* Reads what stands up to the heading, whose cells are looked at like all others. Returns where the first
 * record begins in the file. */
static uint64_t read_preamble(struct run *run)
{
    const struct table_reader *t = run->file.t;
    struct table_reader preamble;
    struct csv_reader *csv = csv_reader_new(text_source_input(run->file.source), t->file->display,
                                            run->file.separator, HEAD_BLOCK_BYTES);
    struct record_reader *records = csv_reader_records(csv);
    struct record record;
    table_part_init(&preamble, t);
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
    table_part_clear(&preamble);
    struct csv_place place = csv_reader_place(csv);
    csv_reader_free(csv);
    run->lines = place.line - t->heading->line - 1;
    run->quote_errors = place.quote_errors;
    return text_source_skip(run->file.source, text_source_begin(run->file.source), place.taken);
}

/* How numbers are probably written, from the first records. */
static void guess(struct run *run)
{
    struct table_reader *t = run->file.t;
    struct table_reader head;
    struct record record;
    struct csv_reader *csv = csv_reader_new(text_source_input(run->file.source), t->file->display,
                                            run->file.separator, HEAD_BLOCK_BYTES);
    struct record_reader *records = csv_reader_records(csv);
    table_part_init(&head, t);
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
    table_part_clear(&head);
    csv_reader_free(csv);
}

/* All slices once, with the rules as they stand. False when the file has to be read in one piece. */
static bool read_slices(struct run *run)
{
    run->diag = diag_new_part(run->file.t->diag);
    run->next = 0;
    table_part_init(&run->found, run->file.t);
    memset(run->found.bands, 0, run->file.t->schema->n_columns * sizeof *run->found.bands);
    run->at = read_preamble(run);
    run->encoding = (struct encoding_evidence){0};
    if (run->file.first_time && !text_source_observe(run->file.source, 0, run->at, &run->encoding)) {
        return false;
    }
    cut_slices(run, run->at);
    jobs_each(run->n_slices + 1, do_task, run);
    g_clear_pointer(&run->slices, g_free);
    return !run->in_one_piece && run->digest_made;
}

static void clear_slices(struct run *run)
{
    table_part_clear(&run->found);
    diag_free(run->diag);
}

/* Puts the evidence of the whole file in the place of the guess. False when the guess was another. */
static bool confirm(struct run *run)
{
    struct table_reader *t = run->file.t;
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
    struct table_reader *t = run->file.t;
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
    bool good = read_slices(run) && text_source_settle(run->file.source, &run->encoding);
    if (good && !confirm(run)) {
        for (size_t i = 0; i < run->file.t->schema->n_columns; i++) {
            run->file.all_rows =
                run->file.all_rows || run->file.t->bands[i]; /* then texts that look like dates are damaged */
        }
        run->file.slicer->restart(run->file.t->context);
        clear_slices(run);
        run->file.first_time = false;
        good = read_slices(run);
    }
    if (good) {
        move_found(run);
    } else {
        run->file.slicer->restart(run->file.t->context);
    }
    clear_slices(run);
    return good;
}

static bool read_text(struct run *run, const struct layout *layout, struct input_record *record)
{
    struct table_reader *t = run->file.t;
    char *what = g_strdup_printf(_("reading %s"), t->file->display);
    progress_begin(what, text_source_size(run->file.source), "MB", true);
    g_free(what);
    t->totals = totals_new(t->schema, t->heading);
    run->file.slicer->heading(t->heading->field_of, t->heading->n_fields, t->context);
    bool good = read_rows(run);
    progress_end();
    if (!good) {
        return false;
    }
    memcpy(record->sha256, text_source_sha256(run->file.source), sizeof record->sha256);
    table_report_warnings(t);
    t->empty = t->n_rows == 0 && !table_report_no_rows(t);
    table_report_text(t, text_source_encoding(run->file.source), layout);
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
        struct run run = {.file = {.t = t,
                                   .slicer = slicer,
                                   .source = source,
                                   .separator = layout.separator,
                                   .first_time = true}};
        slice_readers_init(&run.file);
        g_mutex_init(&run.commit_lock);
        good = read_text(&run, &layout, record);
        g_mutex_clear(&run.commit_lock);
        slice_readers_clear(&run.file);
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
    *good = done && !table_report_changed(t, source) && !t->empty;
    text_source_free(source);
    return done;
}
