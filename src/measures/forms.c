/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the municipalities judge and expect: fit and expected. */
#include "vifte/citizen_words.h"
#include "vifte/form_sums.h"
#include "vifte/frame.h"
#include "vifte/measures.h"
#include "vifte/names.h"
#include "vifte/table.h"
#include "vifte/text.h"

#define ANSWERS 6 /* unknown, 1 ... 5 as in struct need */

static bool answered(struct form form, int answer)
{
    for (size_t i = 0; i < form.n; i++) {
        if (form.rows[i].fit == answer) {
            return true;
        }
    }
    return false;
}

static struct cell answer_word(int answer)
{
    static const char *const CODES[ANSWERS] = {"unknown", "1", "2", "3", "4", "5"};
    static const struct name DO_NOT_KNOW = {"unknown", N_("do not know")};
    return answer == 0 ? words_cell(&DO_NOT_KNOW) : cell_name(names_intern_plain(CODES[answer]));
}

static void add_fit(struct table *table, const struct frame *frame, const struct form_index *forms,
                    size_t group, size_t year)
{
    GPtrArray *who = g_ptr_array_new();
    for (int answer = 0; answer < ANSWERS; answer++) {
        g_ptr_array_set_size(who, 0);
        for (size_t area = 0; area < frame->n_areas; area++) {
            if (answered(form_index_get(forms, group, area, year), answer)) {
                g_ptr_array_add(who, (void *)frame->area_names[area]);
            }
        }
        if (who->len > 0) {
            struct cell *row = table_add(table);
            row[FIT_GROUP] = cell_name(&frame->model->project->groups[group].name);
            row[FIT_YEAR] = cell_year(frame->from_year + (int)year);
            row[FIT_ANSWER] = answer_word(answer);
            row[FIT_MUNICIPALITIES] = cell_number(who->len, CONTRIBUTORS_NONE);
            row[FIT_WHO] = names_list_cell(who);
        }
    }
    g_ptr_array_unref(who);
}

/* One answer when the departments that gave one agree. */
static struct cell direction_cell(struct form form)
{
    enum direction direction = DIRECTION_MISSING;
    for (size_t i = 0; i < form.n; i++) {
        enum direction given = form.rows[i].direction;
        if (given != DIRECTION_MISSING && direction != DIRECTION_MISSING && given != direction) {
            return words_cell(&WORD_MIXED);
        }
        direction = given != DIRECTION_MISSING ? given : direction;
    }
    return direction == DIRECTION_MISSING ? cell_empty(CELL_MISSING, REASON_NONE)
                                          : cell_name(words_direction(direction));
}

static struct cell *add_expected_row(struct table *table, const struct frame *frame, size_t group,
                                     size_t area, size_t year)
{
    struct cell *row = table_add(table);
    row[EXPECTED_GROUP] = cell_name(&frame->model->project->groups[group].name);
    row[EXPECTED_MUNICIPALITY] = cell_name(frame->area_names[area]);
    row[EXPECTED_YEAR] = cell_year(frame->from_year + (int)year);
    return row;
}

static void add_expected(struct table *table, const struct frame *frame, const struct form_index *forms,
                         size_t group, size_t year)
{
    for (size_t area = 0; area < frame->n_areas; area++) {
        struct form form = form_index_get(forms, group, area, year);
        if (form.n > 0) {
            struct cell *row = add_expected_row(table, frame, group, area, year);
            row[EXPECTED_DIRECTION] = direction_cell(form);
            row[EXPECTED_1Y] = report_cell(form_sum(form, FORM_EXPECTED_1Y));
            row[EXPECTED_3Y] = report_cell(form_sum(form, FORM_EXPECTED_3Y));
        }
    }
    for (size_t area = frame->n_areas; area < frame_areas(frame); area++) {
        if (form_index_any(forms, group, area, year)) {
            struct cell *row = add_expected_row(table, frame, group, area, year);
            row[EXPECTED_1Y] = form_index_sum(forms, group, area, year, FORM_EXPECTED_1Y);
            row[EXPECTED_3Y] = form_index_sum(forms, group, area, year, FORM_EXPECTED_3Y);
        }
    }
}

void measures_forms(const struct model *model, struct results *results)
{
    if (model->n_needs == 0) {
        return;
    }
    struct frame *frame = frame_new(model);
    struct form_index *forms = form_index_new(frame);
    struct table *fit = table_new(registry_table(TABLE_FIT));
    struct table *expected = table_new(registry_table(TABLE_EXPECTED));
    for (size_t group = 0; group < frame->n_groups; group++) {
        for (size_t year = 0; year < frame->n_years; year++) {
            add_fit(fit, frame, forms, group, year);
            add_expected(expected, frame, forms, group, year);
        }
    }
    table_sort(fit);
    table_sort(expected);
    results->tables[TABLE_FIT] = fit;
    results->tables[TABLE_EXPECTED] = expected;
    form_index_free(forms);
    frame_free(frame);
}
