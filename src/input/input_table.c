/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One file to typed rows. Three passes over the records: separator and heading row (layout), what the cells
 * of number columns say about their marks and which rows are totals (evidence), then every cell of the file
 * for what may be in none, and every row for the caller.
 */
#include "vifte/input_table.h"

#include "vifte/cpr.h"
#include "vifte/csv.h"
#include "vifte/excel_damage.h"
#include "vifte/findings.h"
#include "vifte/heading.h"
#include "vifte/layout.h"
#include "vifte/model.h"
#include "vifte/project.h"
#include "vifte/px.h"
#include "vifte/record.h"
#include "vifte/sheet_choice.h"
#include "vifte/text.h"
#include "vifte/text_source.h"
#include "vifte/totals.h"
#include "vifte/value.h"
#include "vifte/wide.h"
#include "vifte/xlsx.h"

#include <string.h>

#define BLOCK_BYTES ((size_t)1 << 18)
#define SHOWN_BYTES 32

/* A warning that many cells of a column share is told once, at the first. */
struct warning {
    struct pos pos;
    struct value_complaint kept;
    char *shown;
    uint64_t n;
};

struct table_reader {
    const struct input_file *file;
    const struct input_schema *schema;
    const struct format_rule *format; /* or NULL */
    const char *sheet;                /* of a workbook, else NULL */
    struct record_reader *records;
    const struct heading *heading; /* NULL = none was found: cells are looked at, rows not read */
    const char *encoding;
    bool damaged, lost_earlier; /* see text_source.h */

    struct value_rule *rules;         /* per column of the schema */
    struct number_evidence *evidence; /* per column */
    struct warning *warnings;         /* per column */
    bool *refused;                    /* per column: every value is bad, told once */
    bool *bands;                      /* per column of text: some cells are age groups */
    struct value *values;
    struct totals *totals;
    bool observed;          /* was there a pass for evidence? */
    GByteArray *bad_fields; /* per field of the record: must not be read nor shown */
    bool beyond_told;       /* cells right of a sheet's table */

    input_row_fn *row;
    void *context;
    uint64_t n_rows;
    struct diag *diag;
    bool of_form; /* the workbook holds other tables too: this one may be empty */
};

static struct pos at(const struct table_reader *t, uint64_t line, uint32_t field)
{
    return (struct pos){.file = t->file->display, .sheet = t->sheet, .line = line, .field = field};
}

static char *shown(const struct field *field)
{
    GString *out = g_string_new(NULL);
    text_mask(out, field->text, field->length, SHOWN_BYTES);
    return g_string_free(out, FALSE);
}

static void trim_all(const struct record *record)
{
    for (uint32_t i = 0; i < record->n_fields; i++) {
        value_trim(&record->fields[i]);
    }
}

/* The first field with something in it, counted from 1 and behind `after`; 0 = none. */
static uint32_t next_given(const struct record *record, uint32_t after)
{
    for (uint32_t i = after; i < record->n_fields; i++) {
        if (record->fields[i].length > 0) {
            return i + 1;
        }
    }
    return 0;
}

/* A source or a note below the table: one cell with text, and it says so. */
static bool is_footer(const struct table_reader *t, const struct record *record)
{
    static const char *const BEGINNINGS[] = {"kilde", "source", "note",      "anm",       "*",
                                             "1)",    "a)",     "udtrukket", "opdateret", "\xC2\xA9"};
    if (t->heading->n_fields < 3 || next_given(record, 0) != 1 || next_given(record, 1) != 0) {
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(BEGINNINGS); i++) {
        if (g_ascii_strncasecmp(record->fields[0].text, BEGINNINGS[i], strlen(BEGINNINGS[i])) == 0) {
            return true;
        }
    }
    return false;
}

static const struct field *cell(const struct table_reader *t, const struct record *record, size_t column)
{
    return heading_cell(t->heading, record, column);
}

/* --- evidence --- */

static bool needs_evidence(const struct table_reader *t)
{
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        if (t->heading->field_of[i] > 0 && value_is_number(t->schema->columns[i].kind)) {
            return true;
        }
    }
    return false;
}

static void observe_number(struct table_reader *t, size_t column, const struct field *field, uint64_t line)
{
    enum value_kind kind = t->schema->columns[column].kind;
    if (value_is_missing(field) || value_is_suppressed(kind, field)) {
        return;
    }
    struct number number = number_scan(field->text, field->length, value_unit(kind));
    if (field->canonical) {
        number_observe_typed(&t->evidence[column], &number, line);
    } else {
        number_observe(&t->evidence[column], &number, line);
    }
}

static void observe_record(struct table_reader *t, const struct record *record)
{
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        enum value_kind kind = t->schema->columns[i].kind;
        const struct field *field = cell(t, record, i);
        if (field != NULL && value_is_number(kind)) {
            observe_number(t, i, field, record->line);
        } else if (field != NULL && kind == VALUE_TEXT && !t->bands[i]) {
            t->bands[i] = excel_damage_is_band(field);
        }
    }
}

static void observe(struct table_reader *t)
{
    struct record record;
    t->observed = true;
    t->records->rewind(t->records, NULL);
    while (t->records->next(t->records, &record)) {
        if (record.line <= t->heading->line) {
            continue;
        }
        trim_all(&record);
        if (!t->schema->keeps_totals && totals_match(t->totals, &record)) {
            totals_expect(t->totals, &record);
        } else {
            observe_record(t, &record);
        }
    }
}

/* 2.310 and nothing else in the column. */
static void refuse_ambiguous(struct table_reader *t, size_t column)
{
    const struct number_evidence *evidence = &t->evidence[column];
    struct pos pos = at(t, evidence->ambiguous_line, t->heading->field_of[column]);
    char *cure = g_strdup_printf(_("set `decimal` under [format %s] to , or ."), t->schema->table);
    diag_add(t->diag, &FINDING_AMBIGUOUS_NUMBER, &pos, t->schema->columns[column].name, NULL, cure,
             _("'%s' can be read in two ways, and nothing else in the column settles it"),
             evidence->ambiguous_text);
    g_free(cure);
    t->rules[column].ambiguous = true;
}

static void refuse_fractions(struct table_reader *t, size_t column)
{
    struct pos pos = at(t, t->evidence[column].fraction_line, t->heading->field_of[column]);
    diag_add(t->diag, &FINDING_PERCENT, &pos, t->schema->columns[column].name, NULL,
             _("write per cent: 97,5 or 97,5 %, not 0,975"),
             _("all values of the column lie between 0 and 1.5: per cent or fractions?"));
    t->refused[column] = true;
}

static void settle_column(struct table_reader *t, size_t column)
{
    enum value_kind kind = t->schema->columns[column].kind;
    const struct number_evidence *evidence = &t->evidence[column];
    struct value_rule *rule = &t->rules[column];
    const char *order = t->format != NULL ? t->format->date : NULL;
    rule->order = g_strcmp0(order, "mdy") == 0   ? DATE_MDY
                  : g_strcmp0(order, "ymd") == 0 ? DATE_YMD
                                                 : DATE_DMY;
    if (!value_is_number(kind) || t->heading->field_of[column] == 0) {
        return;
    }
    rule->group = t->format != NULL ? t->format->thousands : '\0';
    rule->group =
        rule->group == '\'' ? ' ' : rule->group; /* number.h takes blanks and apostrophes for one mark */
    rule->mark = t->format != NULL ? t->format->decimal : '\0';
    if (rule->mark == '\0' && (rule->group == '.' || rule->group == ',')) {
        rule->mark = rule->group == '.' ? ',' : '.';
    }
    if (rule->mark == '\0') {
        rule->mark = number_decide(evidence);
    }
    if (rule->mark == '\0' && kind != VALUE_COUNT && evidence->ambiguous_line > 0) {
        refuse_ambiguous(t, column);
    }
    if (kind == VALUE_PERCENT && evidence->fraction_line > 0 && !evidence->above_fraction) {
        refuse_fractions(t, column);
    }
}

/* --- cells that may be in no file --- */

static const char *column_of_field(const struct table_reader *t, uint32_t field)
{
    for (size_t i = 0; t->heading != NULL && i < t->schema->n_columns; i++) {
        if (t->heading->field_of[i] == field) {
            return t->schema->columns[i].name;
        }
    }
    return NULL;
}

static bool is_exempt(const struct table_reader *t, const struct record *record, uint32_t field)
{
    return t->heading != NULL && record->line > t->heading->line && field <= t->heading->n_fields &&
           t->heading->cpr_exempt[field - 1];
}

static void mark_bad(struct table_reader *t, const struct record *record, uint32_t field)
{
    if (t->bad_fields->len == 0) {
        g_byte_array_set_size(t->bad_fields, record->n_fields);
        memset(t->bad_fields->data, 0, record->n_fields);
    }
    t->bad_fields->data[field - 1] = 1;
}

static bool is_bad(const struct table_reader *t, uint32_t field)
{
    return t->bad_fields->len > 0 && field <= t->bad_fields->len && t->bad_fields->data[field - 1] != 0;
}

static void check_damage(struct table_reader *t, const struct record *record, uint32_t i)
{
    const struct field *field = &record->fields[i - 1];
    struct pos pos = at(t, record->line, i);
    const char *column = column_of_field(t, i);
    if (memchr(field->text, '\0', field->length) != NULL) {
        diag_add(t->diag, &FINDING_NUL, &pos, column, NULL, _("export the file again"),
                 _("a NUL byte stands in this field"));
        mark_bad(t, record, i);
    }
    if (g_strstr_len(field->text, (gssize)field->length, REPLACEMENT_CHARACTER) == NULL) {
        return;
    }
    if (t->lost_earlier) {
        diag_add(t->diag, &FINDING_ENCODING, &pos, column, NULL, _("write the letter that stood there"),
                 _("a letter was lost here in an earlier conversion (U+FFFD)"));
    } else {
        diag_add(t->diag, &FINDING_ENCODING, &pos, column, NULL,
                 _("save the file as UTF-8, or name its encoding under [format]"),
                 _("bytes stand here that are no character in %s"), t->encoding);
    }
    mark_bad(t, record, i);
}

/* What no cell of any file may hold, whether it is read or not. */
static void check_cells(struct table_reader *t, const struct record *record)
{
    g_byte_array_set_size(t->bad_fields, 0);
    for (uint32_t i = 1; i <= record->n_fields; i++) {
        const struct field *field = &record->fields[i - 1];
        if (cpr_is_in(field->text, field->length) && !is_exempt(t, record, i)) {
            struct pos pos = at(t, record->line, i);
            diag_add(t->diag, &FINDING_CPR, &pos, column_of_field(t, i), NULL,
                     _("replace the numbers by pseudonyms and delete the file you were sent"),
                     _("the field holds a civil registration number; it is not shown"));
            mark_bad(t, record, i);
        }
        if (t->damaged) {
            check_damage(t, record, i);
        }
    }
}

/* --- rows --- */

/* "use one of: more, same, fewer", in the run's language where the list has it. */
static char *list_words(const char *const *words)
{
    GString *out = g_string_new(_("use one of: "));
    for (size_t i = 0; words[i] != NULL; i++) {
        char **names = g_strsplit(words[i], "|", -1);
        bool danish = text_language() == LANGUAGE_DA && names[0] != NULL && names[1] != NULL;
        g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", danish ? names[1] : names[0]);
        g_strfreev(names);
    }
    return g_string_free(out, FALSE);
}

static void report_value(struct table_reader *t, const struct pos *pos, size_t column,
                         const struct field *field, const struct value_complaint *complaint)
{
    const struct input_column *wanted = &t->schema->columns[column];
    bool listed = wanted->kind == VALUE_WORD && wanted->words != NULL;
    char *cure = listed ? list_words(wanted->words) : g_strdup(_(complaint->cure));
    char *text = shown(field);
    diag_add(t->diag, complaint->kind, pos, wanted->name, NULL, cure, _("expected %s, got '%s'"),
             _(complaint->expected), text);
    g_free(text);
    g_free(cure);
}

static void keep_warning(struct table_reader *t, const struct pos *pos, size_t column,
                         const struct field *field, const struct value_complaint *complaint)
{
    struct warning *warning = &t->warnings[column];
    if (warning->n++ == 0) {
        warning->pos = *pos;
        warning->kept = *complaint;
        warning->shown = shown(field);
    }
}

static void report_warnings(const struct table_reader *t)
{
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        const struct warning *warning = &t->warnings[i];
        if (warning->n > 0) {
            diag_add(t->diag, warning->kept.kind, &warning->pos, t->schema->columns[i].name, NULL,
                     _(warning->kept.cure), P_("%s: '%s'", "%s: '%s', the first of %u", warning->n),
                     _(warning->kept.kind->title), warning->shown, (unsigned)warning->n);
        }
    }
}

/* A key may not be missing at all; for a number the sender may say so (`..`), but not by leaving the cell
 * empty. */
static void check_required(struct table_reader *t, const struct pos *pos, size_t column,
                           const struct field *field, struct value *value)
{
    const struct input_column *wanted = &t->schema->columns[column];
    bool said = field != NULL && field->length > 0;
    if (!wanted->required || wanted->may_be_blank || (said && value_is_number(wanted->kind))) {
        return;
    }
    char *text = said ? shown(field) : NULL;
    const char *cure =
        value_is_number(wanted->kind) ? _("fill it in, or write .. when it is not known") : _("fill it in");
    if (said) {
        diag_add(t->diag, &FINDING_EMPTY, pos, wanted->name, NULL, cure, _("expected a value, got '%s'"),
                 text);
    } else {
        diag_add(t->diag, &FINDING_EMPTY, pos, wanted->name, NULL, cure, _("the field is empty"));
    }
    g_free(text);
    value->state = VALUE_BAD;
}

/* What Excel left of a value that is lost. */
static bool is_damaged_by_excel(struct table_reader *t, const struct pos *pos, size_t column,
                                const struct field *field)
{
    bool error = excel_damage_is_error(field);
    if (!error && !(t->bands[column] && excel_damage_is_date(field))) {
        return false;
    }
    char *text = shown(field);
    if (error) {
        diag_add(t->diag, &FINDING_ERROR_VALUE, pos, t->schema->columns[column].name, NULL,
                 _("mend the formula, or widen the column before saving as text"),
                 _("an error value of a spreadsheet: '%s'"), text);
    } else {
        diag_add(t->diag, &FINDING_TURNED_TO_DATE, pos, t->schema->columns[column].name, NULL,
                 _("format the column as text, then write it again (10-12)"),
                 _("Excel made a date of it: '%s' stands beside age groups"), text);
    }
    g_free(text);
    return true;
}

static void read_value(struct table_reader *t, const struct record *record, size_t column)
{
    struct value *value = &t->values[column];
    uint32_t number = t->heading->field_of[column];
    const struct field *field = cell(t, record, column);
    *value = (struct value){.state = VALUE_MISSING, .text = ""};
    if (number == 0) {
        return;
    }
    if (is_bad(t, number)) {
        value->state = VALUE_BAD;
        return;
    }
    struct pos pos = at(t, record->line, number);
    struct value_complaint complaint = {0};
    if (field != NULL && is_damaged_by_excel(t, &pos, column, field)) {
        value->state = VALUE_BAD;
        return;
    }
    if (field != NULL) {
        complaint = value_parse(&t->rules[column], field, value);
    }
    if (value->state == VALUE_MISSING) {
        check_required(t, &pos, column, field, value);
    } else if (value->state == VALUE_GIVEN && t->refused[column]) {
        value->state = VALUE_BAD;
    }
    if (complaint.kind != NULL && complaint.expected != NULL) {
        report_value(t, &pos, column, field, &complaint);
    } else if (complaint.kind != NULL) {
        keep_warning(t, &pos, column, field, &complaint);
    }
}

/* Total rows are read without complaints: most of their cells are empty. */
static void read_total(struct table_reader *t, const struct record *record)
{
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        const struct field *field = cell(t, record, i);
        t->values[i] = (struct value){.state = VALUE_MISSING, .text = ""};
        if (field != NULL && !is_bad(t, t->heading->field_of[i])) {
            value_parse(&t->rules[i], field, &t->values[i]);
        }
    }
    if (!t->observed) {
        totals_expect(t->totals, record);
    }
    totals_meet(t->totals, record, t->values);
}

/* Cells right of a sheet's table are notes of somebody; they move nothing. */
static void note_beyond(struct table_reader *t, const struct pos *pos)
{
    if (!t->beyond_told) {
        t->beyond_told = true;
        diag_add(t->diag, &FINDING_UNKNOWN_COLUMN, pos, NULL, NULL, NULL,
                 _("cells from here on have no heading and are not used"));
    }
}

/* Text beyond the last heading: a separator inside a field has moved everything. */
static bool is_ragged(struct table_reader *t, const struct record *record)
{
    for (uint32_t i = t->heading->n_fields; i < record->n_fields; i++) {
        if (record->fields[i].length == 0) {
            continue;
        }
        struct pos pos = at(t, record->line, i + 1);
        if (t->sheet != NULL) {
            note_beyond(t, &pos);
            return false;
        }
        diag_add(t->diag, &FINDING_RAGGED, &pos, NULL, NULL,
                 _("put a text that holds the separator in quotation marks"),
                 _("text in field %u, but the heading row ends at field %u"), i + 1, t->heading->n_fields);
        return true;
    }
    return false;
}

static void take_row(struct table_reader *t, const struct record *record)
{
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        read_value(t, record, i);
    }
    totals_add(t->totals, record, t->values);
    struct input_row row = {at(t, record->line, 0), t->values, t->heading->field_of};
    t->n_rows++;
    t->row(&row, t->context);
}

static void take_record(struct table_reader *t, const struct record *record)
{
    if (is_ragged(t, record)) {
        t->n_rows++;
    } else if (!t->schema->keeps_totals && totals_match(t->totals, record)) {
        read_total(t, record);
    } else if (is_footer(t, record)) {
        struct pos pos = at(t, record->line, 0);
        diag_add(t->diag, &FINDING_FOOTER, &pos, NULL, NULL, NULL,
                 _("a source or note below the table; it is left out"));
    } else {
        take_row(t, record);
    }
}

/* The last pass. Without `read_rows` only what no file may hold is looked for. */
static void read_records(struct table_reader *t, bool read_rows)
{
    struct record record;
    t->records->rewind(t->records, t->diag);
    while (t->records->next(t->records, &record)) {
        trim_all(&record);
        if (record.part == 0) { /* the parts of a wide row have the same cells */
            check_cells(t, &record);
        }
        if (read_rows && record.line > t->heading->line && next_given(&record, 0) > 0) {
            take_record(t, &record);
        }
    }
}

/* --- what was decided --- */

static char *encoding_evidence(const struct encoding_choice *choice)
{
    switch (choice->reason) {
    case ENCODING_BY_MARK:
        return g_strdup(_("byte order mark"));
    case ENCODING_BY_NULS:
        return g_strdup(_("NUL in every second byte"));
    case ENCODING_BY_ASCII:
        return g_strdup(_("no byte beyond ASCII"));
    case ENCODING_BY_VALIDITY:
        return g_strdup(_("all bytes are valid"));
    case ENCODING_BY_MAJORITY:
        return g_strdup(_("most sequences are valid"));
    case ENCODING_BY_LETTERS:
        return g_strdup_printf(P_("%u Danish letter", "%u Danish letters", choice->letters),
                               (unsigned)choice->letters);
    case ENCODING_BY_DEFAULT:
        return g_strdup(_("no Danish letters; assumed"));
    case ENCODING_BY_SETTING:
        return g_strdup(_("as set"));
    }
    return g_strdup("");
}

/* "; decimal comma in places, rate; decimal point in share" */
static void append_marks(const struct table_reader *t, char mark, const char *label, GString *out)
{
    bool first = true;
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        const struct number_evidence *evidence = &t->evidence[i];
        bool decided = value_is_number(t->schema->columns[i].kind) && t->rules[i].mark == mark &&
                       evidence->comma + evidence->point + evidence->dot_group + evidence->comma_group > 0;
        if (decided) {
            g_string_append(out, first ? label : ", ");
            g_string_append(out, t->schema->columns[i].name);
            first = false;
        }
    }
}

static GString *describe_marks(const struct table_reader *t)
{
    GString *marks = g_string_new(NULL);
    append_marks(t, ',', _("; decimal comma in "), marks);
    append_marks(t, '.', _("; decimal point in "), marks);
    return marks;
}

static void report_decisions(const struct table_reader *t, const struct encoding_choice *choice,
                             const struct layout *layout)
{
    struct pos pos = at(t, 0, 0);
    char *evidence = encoding_evidence(choice);
    GString *marks = describe_marks(t);
    diag_add(
        t->diag, &FINDING_DECIDED, &pos, NULL, NULL, NULL,
        _("read as %s (%s), separator %s (%u of the first %u lines have %u fields), heading in line %u%s"),
        choice->name, evidence, layout_separator_name(layout->separator), layout->n_equal, layout->n_records,
        layout->n_fields, (unsigned)t->heading->line, marks->str);
    g_string_free(marks, TRUE);
    g_free(evidence);
}

static void report_px_decisions(const struct table_reader *t, const struct encoding_choice *choice)
{
    struct pos pos = at(t, 0, 0);
    diag_add(t->diag, &FINDING_DECIDED, &pos, NULL, NULL, NULL,
             _("read as a PC-Axis file in %s, a row for each of its cells"), choice->name);
}

static void report_sheet_decisions(const struct table_reader *t, unsigned n_candidates)
{
    struct pos pos = at(t, 0, 0);
    pos.sheet = NULL;
    GString *name = g_string_new(NULL);
    text_mask(name, t->sheet, strlen(t->sheet), SHOWN_BYTES);
    GString *marks = describe_marks(t);
    diag_add(t->diag, &FINDING_DECIDED, &pos, NULL, NULL, NULL,
             P_("read the sheet '%s' (%s; %u sheet with cells), heading in row %u%s",
                "read the sheet '%s' (%s; %u sheets with cells), heading in row %u%s", n_candidates),
             name->str, t->format != NULL && t->format->sheet != NULL ? _("as set") : _("by its headings"),
             n_candidates, (unsigned)t->heading->line, marks->str);
    g_string_free(marks, TRUE);
    g_string_free(name, TRUE);
}

/* --- the whole file --- */

static void reader_init(struct table_reader *t)
{
    size_t n = t->schema->n_columns;
    t->rules = g_new0(struct value_rule, n);
    t->evidence = g_new0(struct number_evidence, n);
    t->warnings = g_new0(struct warning, n);
    t->refused = g_new0(bool, n);
    t->bands = g_new0(bool, n);
    t->values = g_new0(struct value, n);
    t->bad_fields = g_byte_array_new();
    for (size_t i = 0; i < n; i++) {
        value_rule_init(&t->rules[i], &t->schema->columns[i]);
    }
}

static void reader_clear(struct table_reader *t)
{
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        value_rule_clear(&t->rules[i]);
        g_free(t->warnings[i].shown);
    }
    g_free(t->rules);
    g_free(t->evidence);
    g_free(t->warnings);
    g_free(t->refused);
    g_free(t->bands);
    g_free(t->values);
    totals_free(t->totals);
    g_byte_array_unref(t->bad_fields);
}

/* The rows under a heading that can be read. */
static bool read_rows(struct table_reader *t)
{
    if (t->heading->wide != NULL) {
        t->records = wide_records(t->heading->wide, t->records, t->heading->line, t->heading->field_of);
    }
    t->totals = totals_new(t->schema, t->heading);
    if (needs_evidence(t)) {
        observe(t);
    }
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        settle_column(t, i);
    }
    read_records(t, true);
    totals_report(t->totals, t->file->display, t->sheet, t->diag);
    report_warnings(t);
    if (t->n_rows == 0) {
        struct pos pos = at(t, 0, 0);
        diag_add(t->diag, t->of_form ? &FINDING_SHEET_EMPTY : &FINDING_EMPTY_FILE, &pos, NULL, NULL, NULL,
                 _("no rows stand under the heading"));
    }
    return t->n_rows > 0;
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
        report_decisions(t, text_source_encoding(source), &layout);
    } else {
        read_records(t, false);
    }
    csv_reader_free(csv);
    layout_clear(&layout);
    return good;
}

static bool read_px(struct table_reader *t, const struct heading_names *names, struct text_source *source)
{
    struct pos pos = at(t, 0, 0);
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
        report_px_decisions(t, text_source_encoding(source));
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
    if (text_source_failed(source)) {
        diag_add(t->diag, &FINDING_NO_FILE, &pos, NULL, NULL, NULL,
                 _("the file changed or failed while it was read"));
        good = false;
    }
    text_source_free(source);
    return good;
}

static bool read_sheet(struct table_reader *t, const struct heading_names *names, struct xlsx *book,
                       const struct sheet_choice *choice)
{
    struct pos pos = at(t, 0, 0);
    t->heading = choice->heading;
    t->of_form = choice->of_form;
    t->records = xlsx_records(book, choice->sheet);
    xlsx_report(book, choice->sheet, t->heading->line, &pos, t->diag);
    bool good = heading_report(names, t->heading, t->file->display, t->sheet, t->diag);
    if (good) {
        good = read_rows(t);
        report_sheet_decisions(t, choice->n_candidates);
    } else {
        read_records(t, false);
    }
    return good;
}

static bool read_workbook(struct table_reader *t, const struct heading_names *names,
                          struct input_record *record)
{
    struct pos pos = at(t, 0, 0);
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
    t.format = project_format(project, schema->table);
    struct heading_names *names = heading_names_new(project, schema);
    reader_init(&t);
    bool good =
        xlsx_is_workbook(file->path) ? read_workbook(&t, names, record) : read_text_file(&t, names, record);
    record->rows = t.n_rows;
    reader_clear(&t);
    heading_names_free(names);
    return good;
}
