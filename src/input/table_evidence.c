/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cells of number columns say about their marks; which text columns hold age groups; which rows are
 * totals. */
#include "table_reader.h"

#include "vifte/excel_damage.h"
#include "vifte/findings.h"
#include "vifte/heading.h"
#include "vifte/project.h"
#include "vifte/text.h"
#include "vifte/totals.h"

#include <string.h>

bool table_needs_evidence(const struct table_reader *t)
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
    if (value_is_missing(field) || value_is_suppressed(kind, field) || table_is_missing(t, field)) {
        return;
    }
    struct number number = number_scan(field->text, field->length, value_unit(kind));
    if (field->canonical) {
        number_observe_typed(&t->evidence[column], &number, line);
    } else {
        number_observe(&t->evidence[column], &number, line);
    }
}

static void observe_cells(struct table_reader *t, const struct record *record)
{
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        enum value_kind kind = t->schema->columns[i].kind;
        const struct field *field = table_cell(t, record, i);
        if (field != NULL && value_is_number(kind)) {
            observe_number(t, i, field, record->line);
        } else if (field != NULL && kind == VALUE_TEXT && !t->bands[i]) {
            t->bands[i] = excel_damage_is_band(field);
        }
    }
}

bool table_observe_record(struct table_reader *t, const struct record *record)
{
    if (!t->schema->keeps_totals && totals_match(t->totals, record)) {
        return false;
    }
    observe_cells(t, record);
    return true;
}

void table_observe(struct table_reader *t)
{
    struct record record;
    if (!table_needs_evidence(t)) {
        return;
    }
    t->observed = true;
    t->records->rewind(t->records, NULL);
    while (t->records->next(t->records, &record)) {
        if (record.line <= t->heading->line) {
            continue;
        }
        table_trim(&record);
        if (!table_observe_record(t, &record)) {
            totals_expect(t->totals, &record);
        }
    }
}

/* 2.310 and nothing else in the column, or 11,500 in a column of decimal points. */
static void refuse_ambiguous(struct table_reader *t, size_t column, uint64_t line, const char *text)
{
    struct pos pos = table_at(t, line, t->heading->field_of[column]);
    char *cure = g_strdup_printf(_("set `decimal` under [format %s] to , or ."), t->schema->table);
    diag_add(t->diag, &FINDING_AMBIGUOUS_NUMBER, &pos, t->schema->columns[column].name, NULL, cure,
             _("'%s' can be read in two ways, and nothing else in the column settles it"), text);
    g_free(cure);
    t->rules[column].ambiguous = true;
}

/* The decimal mark that all other columns of the file agree on; 0 = none. */
static char mark_of_file(const struct table_reader *t)
{
    char mark = '\0';
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        char own = number_decide(&t->evidence[i]);
        if (mark != '\0' && own != '\0' && own != mark) {
            return '\0';
        }
        mark = own != '\0' ? own : mark;
    }
    return mark;
}

/* A whole number has no decimals: where the file's decimal mark is known, the other one groups. */
static char mark_of_count(const struct table_reader *t, const struct number_evidence *evidence)
{
    char mark = mark_of_file(t);
    uint64_t decimals = mark == ',' ? evidence->comma_group : evidence->dot_group;
    return decimals == 0 ? mark : '\0';
}

static void refuse_fractions(struct table_reader *t, size_t column)
{
    struct pos pos = table_at(t, t->evidence[column].fraction_line, t->heading->field_of[column]);
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
    bool set = rule->mark != '\0';
    if (!set) {
        rule->mark = number_decide(evidence);
    }
    if (rule->mark == '\0' && kind == VALUE_COUNT && evidence->ambiguous_line > 0) {
        rule->mark = mark_of_count(t, evidence);
    }
    if (rule->mark == '\0' && evidence->ambiguous_line > 0) {
        refuse_ambiguous(t, column, evidence->ambiguous_line, evidence->ambiguous_text);
    } else if (!set && number_comma_is_doubtful(evidence)) {
        refuse_ambiguous(t, column, evidence->comma_line, evidence->comma_text);
    }
    rule->no_fractions = evidence->above_fraction;
    if (kind == VALUE_PERCENT && evidence->fraction_line > 0 && !evidence->above_fraction) {
        refuse_fractions(t, column);
    }
}

void table_settle(struct table_reader *t)
{
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        settle_column(t, i);
    }
}
