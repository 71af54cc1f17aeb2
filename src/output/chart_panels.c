/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of many small panels; see chart_panels.h. */
#include "chart_panels.h"

#include "chart_data.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"

#include <math.h>

#define MARGIN 14
#define NAME_LINE_PX 16   /* as in the scripts */
#define WORDS_OVERHANG 30 /* beyond the plot */
#define AXIS_PX 68        /* of a panel's width that is not plot */
#define YEAR_LABEL_PX 36
#define HEAD_PX 26  /* of a line of headings over all panels */
#define HEAD_GAP 48 /* sign and space between headings */
#define NAME_GAP 22 /* between the names of neighbours */

static guint columns_for(guint n)
{
    return n == 4 ? 2 : MIN(n, 3);
}

void panels_init(struct panels *panels, guint n, double reserved_px)
{
    panels->n = n;
    panels->name_lines = 1;
    panels->panel_px = (CHART_WIDTH - 2 * MARGIN - reserved_px) / MAX(columns_for(n), 1);
    panels->names = g_ptr_array_new_with_free_func(g_free);
    panels->remarks = g_ptr_array_new_with_free_func(g_free);
    panels->words = g_ptr_array_new_with_free_func(g_free);
    panels->words_y = g_array_new(FALSE, FALSE, sizeof(double));
    panels->named = g_array_new(FALSE, FALSE, sizeof(double));
}

void panels_clear(struct panels *panels)
{
    g_ptr_array_unref(panels->names);
    g_ptr_array_unref(panels->remarks);
    g_ptr_array_unref(panels->words);
    g_array_unref(panels->words_y);
    g_array_unref(panels->named);
}

/* Always PANEL_LINES entries, the last ones empty where the text is short. Returns how many it needs. */
static guint add_lines(GPtrArray *lines, const char *text, double points, double px)
{
    char **wrapped = chart_text_wrap(text, points, px, PANEL_LINES);
    guint n = g_strv_length(wrapped);
    for (guint k = 0; k < PANEL_LINES; k++) {
        g_ptr_array_add(lines, g_strdup(k < n ? wrapped[k] : ""));
    }
    g_strfreev(wrapped);
    return n;
}

static guint points_between(const GArray *heights, double low, double high)
{
    guint n = 0;
    for (guint i = 0; i < heights->len; i++) {
        double height = g_array_index(heights, double, i);
        n += height >= low && height <= high;
    }
    return n;
}

/* Height of the first of `lines` lines of words that cover the fewest points. */
static double place_words(const GArray *heights, guint lines)
{
    static const double PLACES[] = {0.36, 0.15, 0.92, 0.62};
    const double below = 0.1 + 0.15 * (lines - 1); /* of the first line's middle */
    double best = heights->len > 0 ? PLACES[0] : 0.62;
    guint fewest = heights->len > 0 ? G_MAXUINT : 0;
    for (size_t k = 0; k < G_N_ELEMENTS(PLACES); k++) {
        guint covered = points_between(heights, PLACES[k] - below, PLACES[k] + 0.1);
        if (covered < fewest && PLACES[k] > below - 0.05) {
            fewest = covered;
            best = PLACES[k];
        }
    }
    return best;
}

void panels_add(struct panels *panels, const char *name, char *remark, char *words, const GArray *heights,
                gboolean named)
{
    double is_named = named;
    guint n = add_lines(panels->names, name, CHART_SIZE_PANEL * CHART_BOLD, panels->panel_px - NAME_GAP);
    panels->name_lines = MAX(panels->name_lines, n);
    n = add_lines(panels->words, words, CHART_SIZE_SMALL, panels->panel_px - AXIS_PX + WORDS_OVERHANG);
    double y = place_words(heights, n);
    g_ptr_array_add(panels->remarks, chart_text_fit(remark, CHART_SIZE_SMALL, panels->panel_px - NAME_GAP));
    g_free(remark);
    g_array_append_val(panels->words_y, y);
    g_array_append_val(panels->named, is_named);
    g_free(words);
}

void panels_set(struct panels *panels, struct chart_draft *draft, int panel_px)
{
    guint n = panels->remarks->len;
    guint columns = columns_for(n);
    int px = panel_px + NAME_LINE_PX * (int)panels->name_lines;
    chart_number(draft, "PANELS", n);
    chart_number(draft, "COLS", columns);
    chart_number(draft, "PANEL_PX", px);
    chart_number(draft, "NAME_LINES", panels->name_lines);
    chart_texts(draft, "PANEL", panels->names);
    chart_texts(draft, "REMARK", panels->remarks);
    chart_texts(draft, "WORDS", panels->words);
    chart_numbers(draft, "WORDS_Y", panels->words_y);
    chart_numbers(draft, "NAMED", panels->named);
    panels->height = px * (int)((n + columns - 1) / columns);
    chart_set_body(draft, panels->height);
}

void panels_set_heads(const struct panels *panels, struct chart_draft *draft, const char *const *texts,
                      guint n)
{
    GPtrArray *parts = g_ptr_array_new();
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(double));
    double px = MARGIN + 4;
    for (guint i = 0; i < n; i++) {
        g_ptr_array_add(parts, (void *)texts[i]);
        g_array_append_val(starts, px);
        px += chart_text_width(texts[i], CHART_SIZE_SMALL) + HEAD_GAP;
    }
    chart_number(draft, "HEAD", HEAD_PX);
    chart_texts(draft, "PART", parts);
    chart_numbers(draft, "PART_PX", starts);
    chart_set_body(draft, panels->height + HEAD_PX);
    g_array_unref(starts);
    g_ptr_array_unref(parts);
}

void panels_set_years(const struct panels *panels, struct chart_draft *draft, int from, int to, double shift)
{
    double spacing = (panels->panel_px - AXIS_PX) / (to - from + 2);
    chart_set_years(draft, from, to, MAX(1, (int)ceil(YEAR_LABEL_PX / spacing)), shift);
}

double panels_step(double largest)
{
    static const double LEADS[] = {1, 2, 3, 4, 5, 6, 8, 10};
    double power = 1;
    while (2.1 * 10 * power < largest) {
        power *= 10;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(LEADS); i++) {
        if (2.1 * LEADS[i] * power >= largest) {
            return LEADS[i] * power;
        }
    }
    return 10 * power;
}

static void tell_nothing(struct chart_batch *batch, const struct edition *edition,
                         const struct panel_story *story)
{
    struct chart_draft *draft = chart_begin(batch, story->kind, "", 0, story->table);
    chart_take_title(draft, g_strdup(story->empty_title));
    chart_take_subtitle(draft, story->subtitle(story->picture));
    chart_add_source(draft, edition, false);
    chart_take_sentence(draft, g_strdup(story->why));
    chart_set_empty(draft, story->why);
}

void panels_tell(struct chart_batch *batch, const struct edition *edition, const struct panel_story *story)
{
    size_t n = edition->n_groups, shown = 0;
    for (size_t i = 0; i < n; i++) {
        shown += story->is_shown(story->picture, i);
    }
    if (shown == 0) {
        tell_nothing(batch, edition, story);
        return;
    }
    unsigned part = n > PANELS_A_CHART ? 1 : 0;
    for (size_t from = 0; from < n; from += PANELS_A_CHART, part++) {
        struct chart_draft *draft = chart_begin(batch, story->kind, "", part, story->table);
        story->draw(draft, story->picture, from, MIN(from + PANELS_A_CHART, n));
    }
}
