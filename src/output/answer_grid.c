/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of an answer; see answer_grid.h. */
#include "answer_grid.h"

#include "chart_data.h"

#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

#define MOST_YEARS 6

size_t grid_column_index(const struct released_table *table, const char *name)
{
    const struct table_def *def = released_def(table);
    for (size_t i = 0; i < def->n_columns; i++) {
        if (strcmp(def->columns[i].name, name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

const struct column *grid_column(const struct released_table *table, const char *name)
{
    size_t i = grid_column_index(table, name);
    return i == SIZE_MAX ? NULL : &released_def(table)->columns[i];
}

void answer_grid_begin(struct answer *answer, char *caption, bool landscape)
{
    const struct document_table_about about = {.caption = caption, .landscape = landscape};
    g_string_truncate(answer->rests_on, 0);
    document_table_begin(answer->document, &about);
    g_free(caption);
}

void answer_grid_heading(struct answer *answer, const char *heading, bool number)
{
    document_column(answer->document, heading, number ? DOCUMENT_RIGHT : DOCUMENT_LEFT);
}

static bool is_number(enum column_kind kind)
{
    return kind != COLUMN_ID && kind != COLUMN_WORD && kind != COLUMN_TEXT && kind != COLUMN_DATE;
}

/* Columns about the region say its name. NULL for all others. */
static char *placed_heading(const struct answer *answer, const struct column *column)
{
    const char *place = chart_place(answer->edition);
    return strcmp(column->name, "in_region_share") == 0
               ? g_strdup_printf(_("In %s (per cent of days)"), place)
           : strcmp(column->name, "in_region_citizens") == 0
               ? g_strdup_printf(_("Citizens only in %s"), place)
               : NULL;
}

void answer_grid_heading_of(struct answer *answer, const struct released_table *table, const char *name,
                            int year)
{
    const struct column *column = grid_column(table, name);
    g_assert(column != NULL); /* the callers name columns of the registry */
    char *placed = placed_heading(answer, column);
    char *heading = placed != NULL                 ? placed
                    : column->kind == COLUMN_COUNT ? g_strdup(show_text(column->label))
                                                   : show_heading(column);
    char *dated = year > 0 ? g_strdup_printf("%s %d", heading, year) : g_strdup(heading);
    answer_grid_heading(answer, dated, is_number(column->kind));
    g_free(dated);
    g_free(heading);
}

static struct column as_shown(const struct answer *answer, const struct released_table *table, size_t column)
{
    const struct table_def *def = released_def(table);
    struct column as = def->columns[column];
    bool whole = answer->edition->audience == AUDIENCE_PUBLIC &&
                 def == registry_table(TABLE_OCCUPANCY_YEAR) &&
                 (as.kind == COLUMN_RATIO || as.kind == COLUMN_POINTS) && strcmp(as.name, "budgeted") != 0;
    as.decimals = whole ? 0 : as.decimals;
    return as;
}

void answer_grid_cell(struct answer *answer, struct part_row row, const char *name)
{
    size_t column = row.table == NULL ? SIZE_MAX : grid_column_index(row.table, name);
    if (column == SIZE_MAX) {
        document_cell_state(answer->document, show_state(CELL_MISSING));
        return;
    }
    answer_rests_on(answer, released_def(row.table)->name);
    struct column as = as_shown(answer, row.table, column);
    const struct cell *cell = part_cell(row, column);
    if (!is_number(as.kind)) { /* a name is no figure */
        char *text = show_cell(&as, cell);
        if (cell_has_number(cell)) {
            document_cell(answer->document, text);
        } else {
            document_cell_state(answer->document, text);
        }
        g_free(text);
        return;
    }
    document_cell_of(answer->document, row.table, row.index, column, &as);
}

void answer_grid_stack(struct answer *answer, struct part_row row, const char *const *names, size_t n)
{
    document_cell_open(answer->document);
    answer_rests_on(answer, released_def(row.table)->name);
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        size_t column = grid_column_index(row.table, names[i]);
        const struct cell *cell = part_cell(row, column);
        if (cell->state == CELL_NA) {
            continue;
        }
        char *text = show_cell(&released_def(row.table)->columns[column], cell);
        if (any) {
            document_break(answer->document);
        }
        document_run(answer->document, cell_has_number(cell) ? RUN_PLAIN : RUN_STATE, text);
        any = true;
        g_free(text);
    }
}

void answer_grid_text(struct answer *answer, const char *text)
{
    document_cell(answer->document, text);
}

void answer_grid_nobody(struct answer *answer)
{
    document_cell_state(answer->document, "\u2013");
}

static struct part_row region_row(const struct answer *answer)
{
    return part_row_of_region(answer->released, "need", answer->code, answer->year);
}

/* A count from forms alone is a sum of reports, and says so under every table of persons. */
static bool is_sum_of_reports(const struct answer *answer)
{
    return part_is_word(part_cell(region_row(answer), NEED_SOURCE), "forms_sum");
}

/* " Forms from 11 of 11 municipalities (2023) and 10 of 11 municipalities (2024)." */
static void append_forms(const struct answer *answer, const char *input, GString *text)
{
    int years[] = {answer->before, answer->year};
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(years); i++) {
        char *who = years[i] > 0 ? part_reporters(answer->released, input, answer->code, years[i]) : NULL;
        if (who != NULL) {
            g_ptr_array_add(list, g_strdup_printf("%s (%d)", who, years[i]));
        }
        g_free(who);
    }
    bool any = list->len > 0;
    char *years_text = part_list(list);
    if (any) {
        g_string_append_printf(text, _(" Forms from %s."), years_text);
    }
    g_free(years_text);
}

static void append_records(const struct answer *answer, GString *text)
{
    struct part_row row = region_row(answer);
    if (cell_has_number(part_cell(row, NEED_REPORTED_BY))) {
        char *who = part_mark(row, NEED_REPORTED_BY);
        g_string_append_printf(text, _(" Records from %s."), who);
        g_free(who);
    }
}

/* "Source: the secretariat, made up on 1 March 2025. Forms from ..." */
static char *source_line(const struct answer *answer, enum grid_base base, const char *input)
{
    char *date = text_date(answer->edition->date);
    const char *sender = *answer->edition->sender != '\0' ? answer->edition->sender : _("own figures");
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, _("Source: %s, made up on %s."), sender, date);
    if (base == GRID_FORMS || (base == GRID_CITIZENS && is_sum_of_reports(answer))) {
        append_forms(answer, input, text);
    } else if (base == GRID_CITIZENS) {
        append_records(answer, text);
    }
    if (base == GRID_CITIZENS && is_sum_of_reports(answer)) {
        g_string_append(text, _(" Sum of the municipalities' reports, may count a citizen twice."));
    }
    g_free(date);
    return g_string_free(text, FALSE);
}

bool answer_grid_end(struct answer *answer, enum grid_base base, const char *input, const char *note)
{
    bool written = !document_table_is_empty(answer->document);
    if (written) {
        answer_flush(answer);
    }
    document_table_end(answer->document);
    if (!written) {
        return false;
    }
    char *source = source_line(answer, base, input);
    document_paragraph_take(answer->document, DOCUMENT_SOURCE,
                            note != NULL ? g_strconcat(note, " ", source, NULL) : g_strdup(source));
    answer_marks(answer);
    g_free(source);
    return true;
}

int answer_first_year(const struct answer *answer)
{
    return MAX(answer->edition->from_year, answer->edition->to_year - MOST_YEARS + 1);
}
