/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Offers thought closed one by one, a row each under their group: how many residents would find a place in
 * another offer in the data, and how many not.
 */
#include "chart_data.h"
#include "chart_kinds.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define ROW_PX 26
#define NAME_PX 225

struct picture {
    const struct edition *edition;
    const struct released_table *table;
    const char *group;
    GPtrArray *rows; /* const struct cell * */
    unsigned hidden;
};

static const struct cell *row_at(const struct picture *picture, guint i)
{
    return g_ptr_array_index(picture->rows, i);
}

/* Most unplaced first; what is not shown last, by name. */
static int compare_rows(gconstpointer a, gconstpointer b)
{
    const struct cell *x = *(const struct cell *const *)a;
    const struct cell *y = *(const struct cell *const *)b;
    const struct cell *p = &x[RESILIENCE_UNPLACED], *q = &y[RESILIENCE_UNPLACED];
    if (cell_has_number(p) != cell_has_number(q)) {
        return cell_has_number(p) ? -1 : 1;
    }
    if (cell_has_number(p) && p->number != q->number) {
        return p->number > q->number ? -1 : 1;
    }
    int order = text_compare(x[RESILIENCE_CLOSED].name->label, y[RESILIENCE_CLOSED].name->label);
    return order != 0 ? order : strcmp(x[RESILIENCE_CLOSED].name->code, y[RESILIENCE_CLOSED].name->code);
}

static GPtrArray *rows_of(const struct picture *picture)
{
    GPtrArray *rows = g_ptr_array_new();
    const char *const keys[] = {picture->group};
    for (size_t row = released_row(picture->table, 0, keys, 1); row != SIZE_MAX;
         row = released_row(picture->table, row + 1, keys, 1)) {
        g_ptr_array_add(rows, (gpointer)released_cell(picture->table, row, 0));
    }
    g_ptr_array_sort(rows, compare_rows);
    return rows;
}

static char *make_title(const struct picture *picture, const char *name)
{
    unsigned n = 0, without = 0;
    for (guint i = 0; i < picture->rows->len; i++) {
        const struct cell *unplaced = &row_at(picture, i)[RESILIENCE_UNPLACED];
        n += cell_has_number(unplaced);
        without += cell_has_number(unplaced) && unplaced->number > 0;
    }
    if (n == 0) {
        return g_strdup_printf(_("%s: it is confidential who would find a place"), name);
    }
    if (without == 0) {
        return g_strdup_printf(_("%s: whichever shown offer closed, the data have another place for all"),
                               name);
    }
    if (n == 1) {
        return g_strdup_printf(_("%s: if %s closed, the data have no other place for some residents"), name,
                               row_at(picture, 0)[RESILIENCE_CLOSED].name->label);
    }
    return g_strdup_printf(
        _("%s: the data have no other place for some residents if one closes, in %u of %u offers"), name,
        without, n);
}

static char *row_text(const struct cell *row)
{
    const struct cell *absorbed = &row[RESILIENCE_ABSORBED], *unplaced = &row[RESILIENCE_UNPLACED];
    if (!cell_has_number(absorbed) || !cell_has_number(unplaced)) {
        return g_strdup(show_state(cell_has_number(absorbed) ? unplaced->state : absorbed->state));
    }
    g_autofree char *moved = text_number(absorbed->number, 0);
    g_autofree char *left = text_number(unplaced->number, 0);
    if (unplaced->number == 0) {
        return g_strdup_printf(P_("%s finds a place", "all %s find a place", absorbed->number), moved);
    }
    if (absorbed->number == 0) {
        return g_strdup_printf(P_("%s finds none", "none of %s finds a place", unplaced->number), left);
    }
    return g_strdup_printf(P_("%s finds a place, %s not", "%s find a place, %s not", absorbed->number), moved,
                           left);
}

static void write_data(struct chart_draft *draft, struct picture *picture)
{
    const struct column *columns = released_def(picture->table)->columns;
    double largest = 1;
    chart_head(draft, "row\toffer\tabsorbed\tunplaced\ttext");
    for (guint i = 0; i < picture->rows->len; i++) {
        const struct cell *row = row_at(picture, i);
        const struct cell *absorbed = &row[RESILIENCE_ABSORBED], *unplaced = &row[RESILIENCE_UNPLACED];
        bool both = cell_has_number(absorbed) && cell_has_number(unplaced);
        chart_field_number(draft, i, 0);
        chart_field_text(draft, row[RESILIENCE_CLOSED].name->label);
        chart_field_cell(draft, &columns[RESILIENCE_ABSORBED], absorbed);
        chart_field_cell(draft, &columns[RESILIENCE_UNPLACED], unplaced);
        chart_field_take(draft, row_text(row));
        chart_end_row(draft);
        largest = both ? MAX(largest, absorbed->number + unplaced->number) : largest;
        picture->hidden += absorbed->state == CELL_SUPPRESSED;
    }
    chart_next_block(draft);
    chart_head(draft, "row\tname");
    for (guint i = 0; i < picture->rows->len; i++) {
        chart_label_rows(draft, i, 14.0 / ROW_PX, row_at(picture, i)[RESILIENCE_CLOSED].name->label,
                         CHART_SIZE_BODY, NAME_PX, 1);
    }
    chart_number(draft, "END", 1.01 * ceil(largest));
}

static void describe(struct chart_draft *draft, const struct picture *picture, const char *name)
{
    chart_take_sentence(draft,
                        g_strdup_printf(_("%s: a bar for each offer thought closed, in two parts: residents "
                                          "who find a place in another offer in the data, and those who do "
                                          "not."),
                                        name));
    for (guint i = 0; i < picture->rows->len; i++) {
        g_autofree char *text = row_text(row_at(picture, i));
        chart_take_sentence(
            draft, g_strdup_printf("%s: %s.", row_at(picture, i)[RESILIENCE_CLOSED].name->label, text));
    }
    chart_add_states(draft, picture->hidden, 0);
    chart_add_table(draft, picture->table);
}

static void add_picture(struct chart_batch *batch, struct picture *picture, const char *name)
{
    struct chart_draft *draft = chart_begin(batch, "resilience", picture->group, 0, "resilience");
    chart_take_title(draft, make_title(picture, name));
    chart_take_subtitle(
        draft, g_strdup_printf(_("Residents who find a free place in another offer in the data (blue) and "
                                 "who do not (orange) if the offer closed, 31 December %d"),
                               picture->edition->to_year));
    chart_take_note(
        draft, g_strdup(_("Free places in offers for the same group, age and sort. No other offer in the "
                          "data does not mean that an offer cannot be replaced.")));
    chart_add_source(draft, picture->edition, false);
    chart_set_body(draft, ROW_PX * (int)picture->rows->len + 4);
    chart_number(draft, "ROWS", picture->rows->len);
    write_data(draft, picture);
    describe(draft, picture, name);
}

void chart_resilience(const struct released *released, struct chart_batch *batch)
{
    struct picture picture = {.edition = released_edition(released),
                              .table = released_find(released, "resilience")};
    for (size_t i = 0; picture.table != NULL && i < picture.edition->n_groups; i++) {
        picture.group = picture.edition->groups[i].name.code;
        picture.rows = rows_of(&picture);
        picture.hidden = 0;
        if (picture.rows->len > 0) {
            add_picture(batch, &picture, picture.edition->groups[i].name.label);
        }
        g_ptr_array_unref(picture.rows);
    }
}
