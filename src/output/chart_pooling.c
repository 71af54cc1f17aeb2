/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The swing in persons from year to year, alone and together, for every group. */
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

#define ROW_PX 56
#define NAME_PX 215
#define NO_LARGER 1.05 /* times, which one decimal does not tell from once */

struct picture {
    const struct edition *edition;
    const struct released_table *table;
    GPtrArray *groups; /* const struct edition_group *: with a row */
    unsigned hidden;
};

static const struct cell *cell_of(const struct picture *picture, guint i, size_t column)
{
    const struct edition_group *group = g_ptr_array_index(picture->groups, i);
    const char *const keys[] = {group->name.code};
    return chart_cell(picture->table, released_row(picture->table, 0, keys, 1), column);
}

static const char *name_of(const struct picture *picture, guint i)
{
    return ((const struct edition_group *)g_ptr_array_index(picture->groups, i))->name.label;
}

/* How much smaller the swing is together: of the group where that is least, else of the one where it is most.
 */
static char *make_title(const struct picture *picture)
{
    double least = INFINITY, most = 0;
    for (guint i = 0; i < picture->groups->len; i++) {
        const struct cell *alone = cell_of(picture, i, POOLING_SWING_ALONE);
        const struct cell *together = cell_of(picture, i, POOLING_SWING_TOGETHER);
        if (cell_has_number(alone) && cell_has_number(together) && together->number > 0) {
            double times = alone->number / together->number;
            least = MIN(least, times);
            most = MAX(most, times);
        }
    }
    if (!isfinite(least)) {
        return g_strdup(_("The swing cannot be told for any group"));
    }
    if (most < NO_LARGER) {
        return g_strdup(_("Alone, the swing would be no larger than together"));
    }
    g_autofree char *times = text_number(floor(10 * (least < NO_LARGER ? most : least)) / 10, 1);
    return g_strdup_printf(least < NO_LARGER
                               ? _("Alone, the swing would be up to %s times as large as together")
                               : _("Alone, the swing would be at least %s times as large as together"),
                           times);
}

static char *swing_text(const struct cell *cell, const char *format)
{
    if (!cell_has_number(cell)) {
        return g_strdup_printf(format, show_state(cell->state));
    }
    g_autofree char *number = text_number(cell->number, 1);
    return g_strdup_printf(format, number);
}

static void write_data(struct chart_draft *draft, struct picture *picture)
{
    const struct column *columns = released_def(picture->table)->columns;
    double largest = 1;
    chart_head(draft, "row\tgroup\talone\ttext\ttogether\ttext");
    for (guint i = 0; i < picture->groups->len; i++) {
        const struct cell *alone = cell_of(picture, i, POOLING_SWING_ALONE);
        const struct cell *together = cell_of(picture, i, POOLING_SWING_TOGETHER);
        chart_field_number(draft, i, 0);
        chart_field_text(draft, name_of(picture, i));
        chart_field_cell(draft, &columns[POOLING_SWING_ALONE], alone);
        chart_field_take(draft, swing_text(alone, _("alone %s")));
        chart_field_cell(draft, &columns[POOLING_SWING_TOGETHER], together);
        chart_field_take(draft, swing_text(together, _("together %s")));
        chart_end_row(draft);
        largest = cell_has_number(alone) ? MAX(largest, alone->number) : largest;
        picture->hidden += alone->state == CELL_SUPPRESSED;
        picture->hidden += together->state == CELL_SUPPRESSED;
    }
    chart_next_block(draft);
    chart_head(draft, "row\tname");
    for (guint i = 0; i < picture->groups->len; i++) {
        chart_label_rows(draft, i, 18.0 / ROW_PX, name_of(picture, i), CHART_SIZE_BODY, NAME_PX, 3);
    }
    chart_number(draft, "END", 1.01 * ceil(largest));
}

static void describe(struct chart_draft *draft, const struct picture *picture)
{
    chart_take_sentence(
        draft, g_strdup(_("Two bars for each target group: the swing in persons from year to year if "
                          "each municipality stood alone, added up, and together.")));
    for (guint i = 0; i < picture->groups->len; i++) {
        g_autofree char *alone = swing_text(cell_of(picture, i, POOLING_SWING_ALONE), _("alone %s"));
        g_autofree char *together = swing_text(cell_of(picture, i, POOLING_SWING_TOGETHER), _("together %s"));
        chart_take_sentence(draft, g_strdup_printf("%s: %s, %s.", name_of(picture, i), alone, together));
    }
    chart_add_states(draft, picture->hidden, 0);
    chart_add_table(draft, picture->table);
}

static GPtrArray *groups_of(const struct picture *picture)
{
    GPtrArray *groups = g_ptr_array_new();
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        const char *const keys[] = {picture->edition->groups[i].name.code};
        if (released_row(picture->table, 0, keys, 1) != SIZE_MAX) {
            g_ptr_array_add(groups, (gpointer)&picture->edition->groups[i]);
        }
    }
    return groups;
}

void chart_pooling(const struct released *released, struct chart_batch *batch)
{
    struct picture picture = {.edition = released_edition(released),
                              .table = released_find(released, "pooling")};
    if (picture.table == NULL || released_rows(picture.table) == 0) {
        return;
    }
    picture.groups = groups_of(&picture);
    struct chart_draft *draft = chart_begin(batch, "swing_together", "", 0, "pooling");
    chart_take_title(draft, make_title(&picture));
    g_autofree char *years = chart_years(picture.edition->from_year, picture.edition->to_year);
    chart_take_subtitle(draft,
                        g_strdup_printf(_("Swing in persons with a place from year to year in %s, standard "
                                          "deviation of the yearly change, as people came and left in %s"),
                                        chart_place(picture.edition), years));
    chart_take_note(draft,
                    g_strdup(_("Alone: each municipality with its own citizens, added up. Nobody would build "
                               "so; it is what the cooperation is compared with.")));
    chart_add_source(draft, picture.edition, false);
    chart_set_body(draft, ROW_PX * (int)picture.groups->len + 4);
    chart_number(draft, "ROWS", picture.groups->len);
    write_data(draft, &picture);
    describe(draft, &picture);
    g_ptr_array_unref(picture.groups);
}
