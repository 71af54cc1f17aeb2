/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of many small panels; see chart_panels.h. */
#include "chart_panels.h"

#include "vifte/chart.h"
#include "vifte/chart_text.h"

#include <math.h>

#define MARGIN 14
#define WORD_LINES 3
#define WORDS_OVERHANG 30 /* beyond the plot */
#define AXIS_PX 68        /* of a panel's width that is not plot */
#define YEAR_LABEL_PX 36
#define NAME_GAP 12 /* between the names of neighbours */

static guint columns_for(guint n)
{
    return n == 4 ? 2 : MIN(n, 3);
}

void panels_init(struct panels *panels, guint n, double reserved_px)
{
    panels->n = n;
    panels->panel_px = (CHART_WIDTH - 2 * MARGIN - reserved_px) / MAX(columns_for(n), 1);
    panels->first = g_ptr_array_new_with_free_func(g_free);
    panels->second = g_ptr_array_new_with_free_func(g_free);
    panels->remarks = g_ptr_array_new_with_free_func(g_free);
    panels->words = g_ptr_array_new_with_free_func(g_free);
    panels->words_y = g_array_new(FALSE, FALSE, sizeof(double));
    panels->named = g_array_new(FALSE, FALSE, sizeof(double));
}

void panels_clear(struct panels *panels)
{
    g_ptr_array_unref(panels->first);
    g_ptr_array_unref(panels->second);
    g_ptr_array_unref(panels->remarks);
    g_ptr_array_unref(panels->words);
    g_array_unref(panels->words_y);
    g_array_unref(panels->named);
}

void panels_add(struct panels *panels, const char *name, char *remark, char *words, double lowest,
                gboolean named)
{
    char **lines = chart_text_wrap(name, CHART_SIZE_PANEL * CHART_BOLD, panels->panel_px - NAME_GAP, 2);
    char **said =
        chart_text_wrap(words, CHART_SIZE_SMALL, panels->panel_px - AXIS_PX + WORDS_OVERHANG, WORD_LINES);
    double y = lowest > 1 ? 0.62 : lowest > 0.4 ? 0.36 : 0.92;
    double is_named = named;
    g_ptr_array_add(panels->first, g_strdup(lines[0]));
    g_ptr_array_add(panels->second, g_strdup(lines[1] != NULL ? lines[1] : ""));
    g_ptr_array_add(panels->remarks, remark);
    for (guint k = 0; k < WORD_LINES; k++) {
        g_ptr_array_add(panels->words, g_strdup(k < g_strv_length(said) ? said[k] : ""));
    }
    g_array_append_val(panels->words_y, y);
    g_array_append_val(panels->named, is_named);
    g_strfreev(said);
    g_strfreev(lines);
    g_free(words);
}

void panels_set(const struct panels *panels, struct chart_draft *draft, int panel_px)
{
    guint n = panels->first->len;
    guint columns = columns_for(n);
    chart_number(draft, "PANELS", n);
    chart_number(draft, "COLS", columns);
    chart_number(draft, "PANEL_PX", panel_px);
    chart_texts(draft, "PANEL", panels->first);
    chart_texts(draft, "SECOND", panels->second);
    chart_texts(draft, "REMARK", panels->remarks);
    chart_texts(draft, "WORDS", panels->words);
    chart_numbers(draft, "WORDS_Y", panels->words_y);
    chart_numbers(draft, "NAMED", panels->named);
    chart_set_body(draft, panel_px * (int)((n + columns - 1) / columns));
}

void panels_set_years(const struct panels *panels, struct chart_draft *draft, int from, int to, double shift)
{
    GArray *positions = g_array_new(FALSE, FALSE, sizeof(double));
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    double spacing = (panels->panel_px - AXIS_PX) / (to - from + 2);
    int every = MAX(1, (int)ceil(YEAR_LABEL_PX / spacing));
    for (int year = to; year >= from; year -= every) {
        double position = year + shift;
        g_array_append_val(positions, position);
        g_ptr_array_add(texts, g_strdup_printf("%d", year));
    }
    chart_number(draft, "FROM", from);
    chart_number(draft, "TO", to);
    chart_numbers(draft, "YEAR", positions);
    chart_texts(draft, "YEAR_TEXT", texts);
    g_array_unref(positions);
    g_ptr_array_unref(texts);
}
