/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One file to typed rows. Three passes over the records: separator and heading row (layout), what the cells
 * of number columns say about their marks and which rows are totals (evidence), then every cell of the file
 * for what may be in none, and every row for the caller.
 */
#include "vifte/input_table.h"
#include "table_reader.h"

#include "vifte/cpr.h"
#include "vifte/csv.h"
#include "vifte/data_package.h"
#include "vifte/findings.h"
#include "vifte/heading.h"
#include "vifte/layout.h"
#include "vifte/model.h"
#include "vifte/project.h"
#include "vifte/px.h"
#include "vifte/sheet_choice.h"
#include "vifte/text.h"
#include "vifte/text_source.h"
#include "vifte/totals.h"
#include "vifte/wide.h"
#include "vifte/xlsx.h"

#include <string.h>

#define BLOCK_BYTES ((size_t)1 << 18)

struct pos table_at(const struct table_reader *t, uint64_t line, uint32_t field)
{
    return (struct pos){.file = t->file->display, .sheet = t->sheet, .line = line, .field = field};
}

char *table_shown(const struct field *field)
{
    GString *out = g_string_new(NULL);
    cpr_mask(out, field->text, field->length, TABLE_SHOWN_BYTES);
    return g_string_free(out, FALSE);
}

void table_trim(const struct record *record)
{
    for (uint32_t i = 0; i < record->n_fields; i++) {
        value_trim(&record->fields[i]);
    }
}

const struct field *table_cell(const struct table_reader *t, const struct record *record, size_t column)
{
    return heading_cell(t->heading, record, column);
}

bool table_is_missing(const struct table_reader *t, const struct field *field)
{
    return t->missing != NULL && g_strv_contains((const char *const *)t->missing, field->text);
}

/* The last pass. Without `read_rows` only what no file may hold is looked for. */
static void read_records(struct table_reader *t, bool read_rows)
{
    struct record record;
    t->records->rewind(t->records, t->diag);
    while (t->records->next(t->records, &record)) {
        table_trim(&record);
        if (record.part == 0) { /* the parts of a wide row have the same cells */
            table_check_cells(t, &record);
        }
        if (read_rows && record.line > t->heading->line) {
            table_take_record(t, &record);
        }
    }
    cpr_columns_report(t->nine_digits, table_at(t, 0, 0), t->diag);
}

void table_reader_init(struct table_reader *t)
{
    size_t n = t->schema->n_columns;
    t->rules = g_new0(struct value_rule, n);
    t->evidence = g_new0(struct number_evidence, n);
    t->warnings = g_new0(struct warning, n * TABLE_WARNINGS);
    t->refused = g_new0(bool, n);
    t->bands = g_new0(bool, n);
    t->values = g_new0(struct value, n);
    t->nine_digits = cpr_columns_new();
    t->bad_fields = g_byte_array_new();
    t->short_records = g_array_new(FALSE, TRUE, sizeof(struct short_records));
    t->categories = table_categories_new();
    for (size_t i = 0; i < n; i++) {
        value_rule_init(&t->rules[i], &t->schema->columns[i]);
    }
}

void table_reader_clear(struct table_reader *t)
{
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        value_rule_clear(&t->rules[i]);
    }
    for (size_t i = 0; i < t->schema->n_columns * TABLE_WARNINGS; i++) {
        g_free(t->warnings[i].shown);
    }
    g_free(t->rules);
    g_free(t->evidence);
    g_free(t->warnings);
    g_free(t->refused);
    g_free(t->bands);
    g_free(t->values);
    totals_free(t->totals);
    cpr_columns_free(t->nine_digits);
    g_byte_array_unref(t->bad_fields);
    g_array_unref(t->short_records);
    g_array_unref(t->categories);
}

void table_part_init(struct table_reader *part, const struct table_reader *whole)
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

void table_part_clear(struct table_reader *part)
{
    table_reader_clear(part);
    diag_free(part->diag);
}

bool table_report_no_rows(const struct table_reader *t)
{
    struct pos pos = table_at(t, 0, 0);
    if (t->schema->joined) {
        return true;
    }
    if (t->of_form) {
        diag_add(t->diag, &FINDING_SHEET_EMPTY, &pos, NULL, NULL, NULL, _("no rows stand under the heading"));
    } else if (t->schema->may_be_empty) {
        diag_add(t->diag, &FINDING_NO_ROWS, &pos, NULL, NULL,
                 _("if that is not meant, ask the sender for the rows"),
                 _("no rows stand under the heading: taken as a delivery of nothing"));
    } else {
        diag_add(t->diag, &FINDING_EMPTY_FILE, &pos, NULL, NULL,
                 _("fill in a row, or take the file out of [inputs]"), _("no rows stand under the heading"));
    }
    return t->schema->may_be_empty && !t->of_form;
}

/* The rows under a heading that can be read. */
static bool read_rows(struct table_reader *t)
{
    if (t->heading->wide != NULL) {
        t->records = wide_records(t->heading->wide, t->records, t->heading->line, t->heading->field_of);
    }
    t->totals = totals_new(t->schema, t->heading);
    table_observe(t);
    table_settle(t);
    table_report_sender(t);
    read_records(t, true);
    totals_report(t->totals, t->file->display, t->sheet, t->diag);
    table_report_warnings(t);
    return t->n_rows > 0 || table_report_no_rows(t);
}

static bool read_text(struct table_reader *t, const struct heading_names *names, struct text_source *source,
                      struct input_record *record)
{
    struct text_input *input = text_source_input(source);
    struct layout layout = layout_find(input, names, t->format);
    struct csv_reader *csv = csv_reader_new(input, t->file->display, layout.separator, BLOCK_BYTES);
    bool good = layout_report(&layout, t->file->display, t->diag);
    t->records = csv_reader_records(csv);
    t->heading = layout.heading;
    record->separator = layout.separator;
    if (good) {
        csv_reader_expect(csv, layout.heading->line, layout.heading->n_fields, layout.heading->free_text);
        good = heading_report(names, layout.heading, t->file->display, NULL, t->diag);
    }
    if (good) {
        good = read_rows(t);
        table_report_text(t, text_source_encoding(source), &layout);
    } else {
        read_records(t, false);
    }
    csv_reader_free(csv);
    layout_clear(&layout);
    return good;
}

static bool read_px(struct table_reader *t, const struct heading_names *names, struct text_source *source)
{
    struct pos pos = table_at(t, 0, 0);
    struct record first;
    struct px *px = px_open(text_source_input(source), &pos, t->diag);
    if (px == NULL) {
        return false;
    }
    t->records = px_records(px);
    t->records->next(t->records, &first);
    struct heading *heading = heading_find(names, &first, 1, 0);
    t->heading = heading;
    bool good = heading != NULL && heading_report(names, heading, t->file->display, NULL, t->diag);
    if (heading == NULL) {
        diag_add(t->diag, &FINDING_NO_HEADING, &pos, NULL, NULL,
                 _("name the columns as in the manual, or map them under [columns TABLE]"),
                 _("its variables are none of the table's columns"));
    }
    if (good) {
        good = read_rows(t);
        table_report_px(t, text_source_encoding(source));
    }
    heading_free(heading);
    px_free(px);
    return good;
}

static char *chosen_encoding(const struct table_reader *t)
{
    if (t->format != NULL && t->format->encoding != NULL) {
        return g_strdup(t->format->encoding);
    }
    return px_is_file(t->file->path) ? px_encoding(t->file->path) : NULL;
}

static bool read_text_file(struct table_reader *t, const struct heading_names *names,
                           struct input_record *record)
{
    struct pos pos = {.file = t->file->display};
    char *encoding = chosen_encoding(t);
    struct text_source *source =
        text_source_open(t->file->path, t->schema->large ? 0 : INPUT_BYTES, encoding, &pos, t->diag);
    g_free(encoding);
    if (source == NULL) {
        return false;
    }
    memcpy(record->sha256, text_source_sha256(source), sizeof record->sha256);
    record->encoding = t->encoding = text_source_encoding(source)->name;
    t->damaged = text_source_is_damaged(source);
    t->lost_earlier = text_source_lost_earlier(source);
    bool good = px_is_file(t->file->path) ? read_px(t, names, source) : read_text(t, names, source, record);
    good = !table_report_changed(t, source) && good;
    text_source_free(source);
    return good;
}

static bool read_sheet(struct table_reader *t, const struct heading_names *names, struct xlsx *book,
                       const struct sheet_choice *choice)
{
    struct pos pos = table_at(t, 0, 0);
    t->heading = choice->heading;
    t->of_form = choice->of_form;
    t->records = xlsx_records(book, choice->sheet);
    xlsx_report(book, choice->sheet, t->heading->line, &pos, t->diag);
    bool good = heading_report(names, t->heading, t->file->display, t->sheet, t->diag);
    if (good) {
        good = read_rows(t);
        table_report_sheet(t, choice->n_candidates);
    } else {
        read_records(t, false);
    }
    return good;
}

static bool read_workbook(struct table_reader *t, const struct heading_names *names,
                          struct input_record *record)
{
    struct pos pos = table_at(t, 0, 0);
    struct xlsx *book =
        xlsx_open(t->file->path, t->schema->large ? XLSX_LARGE_BYTES : XLSX_BYTES, &pos, t->diag);
    if (book == NULL) {
        return false;
    }
    memcpy(record->sha256, xlsx_sha256(book), sizeof record->sha256);
    record->encoding = "xlsx";
    t->damaged = t->lost_earlier = true; /* letters may have been lost before the cells were filled */
    struct sheet_choice choice = sheet_choice_find(book, names, t->schema->table, t->format, &pos, t->diag);
    xlsx_check_elsewhere(book, choice.sheet, &pos, t->diag);
    bool good = choice.sheet != SHEET_NONE;
    if (good) {
        record->sheet = t->sheet = xlsx_sheet_name(book, choice.sheet);
        good = read_sheet(t, names, book, &choice);
    }
    heading_free(choice.heading);
    xlsx_free(book);
    return good;
}

bool input_table_read(const struct project *project, const struct input_file *file,
                      const struct input_schema *schema, input_row_fn *row, void *context,
                      struct input_record *record, struct diag *diag)
{
    struct table_reader t = {.file = file, .schema = schema, .row = row, .context = context, .diag = diag};
    *record = (struct input_record){.display = file->display, .table = file->table};
    struct data_package package =
        data_package_read(file->path, file->display, project_format(project, schema->table), diag);
    t.format = package.format;
    t.missing = package.missing;
    if (package.found) {
        struct pos pos = table_at(&t, 0, 0);
        diag_add(
            diag, &FINDING_DECIDED, &pos, NULL, NULL, NULL,
            _("described by the datapackage.json beside it, which is followed where [format] says nothing"));
    }
    struct heading_names *names = heading_names_new(project, schema, file->sender != 0);
    table_reader_init(&t);
    g_snprintf(t.sender, sizeof t.sender, "%d", file->sender);
    bool good =
        xlsx_is_workbook(file->path) ? read_workbook(&t, names, record) : read_text_file(&t, names, record);
    record->rows = t.n_rows;
    table_reader_clear(&t);
    heading_names_free(names);
    data_package_clear(&package);
    return good;
}

bool input_table_read_slices(const struct project *project, const struct input_file *file,
                             const struct input_schema *schema, const struct input_slicer *slicer,
                             void *context, struct input_record *record, struct diag *diag)
{
    struct table_reader t = {.file = file, .schema = schema, .context = context, .diag = diag_new_part(diag)};
    bool good = false;
    *record = (struct input_record){.display = file->display, .table = file->table};
    struct data_package package =
        data_package_read(file->path, file->display, project_format(project, schema->table), t.diag);
    t.format = package.format;
    struct heading_names *names = heading_names_new(project, schema, file->sender != 0);
    table_reader_init(&t);
    g_snprintf(t.sender, sizeof t.sender, "%d", file->sender);
    bool sliced = !package.found && !xlsx_is_workbook(file->path) && !px_is_file(file->path) &&
                  table_read_slices(&t, names, slicer, record, &good);
    record->rows = t.n_rows;
    table_reader_clear(&t);
    heading_names_free(names);
    data_package_clear(&package);
    if (sliced) {
        diag_merge(diag, t.diag, 0);
    } else {
        void *slice = slicer->begin(context, diag);
        good = input_table_read(project, file, schema, slicer->row, slice, record, diag);
        slicer->end(slice);
        slicer->commit(slice, 0, context);
        slicer->settle(slice);
    }
    diag_free(t.diag);
    return good;
}
