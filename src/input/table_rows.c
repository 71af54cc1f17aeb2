/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records to rows: typed values, what is wrong with them, totals and notes between them. */
#include "table_reader.h"

#include "vifte/excel_damage.h"
#include "vifte/findings.h"
#include "vifte/heading.h"
#include "vifte/project.h"
#include "vifte/text.h"
#include "vifte/totals.h"

#include <string.h>

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
    char *text = table_shown(field);
    diag_add(t->diag, complaint->kind, pos, wanted->name, NULL, cure, _("expected %s, got '%s'"),
             _(complaint->expected), text);
    g_free(text);
    g_free(cure);
}

static void keep_warning(struct table_reader *t, const struct pos *pos, size_t column,
                         const struct field *field, const struct value_complaint *complaint)
{
    struct warning *warning = &t->warnings[column * TABLE_WARNINGS];
    for (size_t i = 1; i < TABLE_WARNINGS && warning->n > 0 && warning->kept.kind != complaint->kind; i++) {
        warning++;
    }
    if (warning->n++ == 0) {
        warning->pos = *pos;
        warning->kept = *complaint;
        warning->shown = table_shown(field);
    }
}

/* A sheet's rows end where they hold nothing more; a file's are divided to their end. */
static void note_length(struct table_reader *t, const struct record *record)
{
    if (t->sheet != NULL || record->part > 0) {
        return;
    }
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        const struct field *field = table_cell(t, record, i);
        bool held = field != NULL && (field->length > 0 || t->schema->large); /* plain records are not seen */
        t->last_held = held ? MAX(t->last_held, t->heading->field_of[i]) : t->last_held;
    }
    if (record->n_fields >= t->heading->n_fields) {
        return;
    }
    if (t->short_records->len <= record->n_fields) {
        g_array_set_size(t->short_records, record->n_fields + 1);
    }
    struct short_records *same = &g_array_index(t->short_records, struct short_records, record->n_fields);
    same->first = same->n++ == 0 ? record->line : same->first;
}

void table_merge_short(struct table_reader *whole, const struct table_reader *part, uint64_t lines)
{
    whole->last_held = MAX(whole->last_held, part->last_held);
    for (guint i = 0; i < part->short_records->len; i++) {
        const struct short_records *more = &g_array_index(part->short_records, struct short_records, i);
        if (whole->short_records->len <= i) {
            g_array_set_size(whole->short_records, i + 1);
        }
        struct short_records *same = &g_array_index(whole->short_records, struct short_records, i);
        same->first = same->n == 0 && more->n > 0 ? more->first + lines : same->first;
        same->n += more->n;
    }
}

static void report_short(const struct table_reader *t)
{
    uint64_t n = 0, first = UINT64_MAX;
    uint32_t n_fields = 0;
    for (guint i = 0; i < t->short_records->len && i < t->last_held; i++) {
        const struct short_records *same = &g_array_index(t->short_records, struct short_records, i);
        n += same->n;
        if (same->n > 0 && same->first < first) {
            first = same->first;
            n_fields = i;
        }
    }
    if (n > 0) {
        struct pos pos = table_at(t, first, n_fields + 1);
        diag_add(t->diag, &FINDING_SHORT, &pos, NULL, NULL, _("fill in the row, or export the file again"),
                 P_("the record has %u fields and the heading row %u; what it lacks counts as not reported",
                    "the record has %u fields and the heading row %u; what this and others, %u in all, lack "
                    "counts as "
                    "not reported",
                    n),
                 n_fields, t->heading->n_fields, (unsigned)n);
    }
}

void table_report_warnings(const struct table_reader *t)
{
    report_short(t);
    table_report_categories(t);
    for (size_t i = 0; i < t->schema->n_columns * TABLE_WARNINGS; i++) {
        const struct warning *warning = &t->warnings[i];
        if (warning->n > 0) {
            diag_add(t->diag, warning->kept.kind, &warning->pos, t->schema->columns[i / TABLE_WARNINGS].name,
                     NULL, warning->kept.cure != NULL ? _(warning->kept.cure) : NULL,
                     P_("%s: '%s'", "%s: '%s', the first of %u", warning->n), _(warning->kept.kind->title),
                     warning->shown, (unsigned)warning->n);
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
    t->told = true;
    char *text = said ? table_shown(field) : NULL;
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
    t->told = true;
    char *text = table_shown(field);
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
    const struct field *field = table_cell(t, record, column);
    *value = (struct value){.state = VALUE_MISSING, .text = ""};
    if (number == 0) {
        if (t->schema->columns[column].sender && t->file->sender != 0) {
            *value = (struct value){.state = VALUE_GIVEN, .text = t->sender, .length = strlen(t->sender)};
        }
        return;
    }
    if (table_is_bad(t, number)) {
        value->state = VALUE_BAD;
        return;
    }
    struct pos pos = table_at(t, record->line, number);
    struct value_complaint complaint = {0};
    if (field != NULL && is_damaged_by_excel(t, &pos, column, field)) {
        value->state = VALUE_BAD;
        return;
    }
    if (field != NULL && !table_is_missing(t, field)) {
        complaint = value_parse(&t->rules[column], field, value);
    }
    if (value->state == VALUE_MISSING) {
        check_required(t, &pos, column, field, value);
    } else if (value->state == VALUE_GIVEN && t->refused[column]) {
        value->state = VALUE_BAD;
    }
    t->told = t->told || complaint.kind != NULL;
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
        const struct field *field = table_cell(t, record, i);
        t->values[i] = (struct value){.state = VALUE_MISSING, .text = ""};
        if (field != NULL && !table_is_bad(t, t->heading->field_of[i])) {
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
        struct pos pos = table_at(t, record->line, i + 1);
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
    t->told = t->bad_fields->len > 0;
    note_length(t, record);
    table_note_categories(t, record);
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        read_value(t, record, i);
    }
    totals_add(t->totals, record, t->values);
    struct input_row row = {table_at(t, record->line, 0), t->values, t->heading->field_of, !t->told};
    t->n_rows++;
    t->row(&row, t->context);
}

/* Files that were put together one below the other. */
static bool is_heading_again(const struct table_reader *t, const struct record *record)
{
    uint32_t same = 0;
    while (same < t->heading->n_fields && same < record->n_fields &&
           strcmp(record->fields[same].text, t->heading->texts[same]) == 0) {
        same++;
    }
    return same == t->heading->n_fields;
}

void table_take_record(struct table_reader *t, const struct record *record)
{
    if (next_given(record, 0) == 0) {
        return;
    }
    if (is_heading_again(t, record)) {
        struct pos pos = table_at(t, record->line, 0);
        if (!t->schema->joined && record->part == 0) {
            diag_add(t->diag, &FINDING_FOOTER, &pos, NULL, NULL, NULL,
                     _("the heading row again; it is left out"));
        }
        return;
    }
    if (is_ragged(t, record)) {
        t->n_rows++;
    } else if (!t->schema->keeps_totals && totals_match(t->totals, record)) {
        read_total(t, record);
    } else if (is_footer(t, record)) {
        struct pos pos = table_at(t, record->line, 0);
        diag_add(t->diag, &FINDING_FOOTER, &pos, NULL, NULL, NULL,
                 _("a source or note below the table; it is left out"));
    } else {
        take_row(t, record);
    }
}
