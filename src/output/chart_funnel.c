/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Citizens of one group per 10,000 inhabitants against how many inhabitants a municipality has, with the
 * limits that chance alone would keep around the region's rate (funnel.h). Only for groups whose counts allow
 * it: a funnel of fewer than FEWEST_JUDGED municipalities would say nothing, and a panel says so. A picture
 * of chance at one point in time, not a ranking.
 *
 * Drawn are municipalities whose rate and population are shown; the limits come from the region's shown rate.
 */
#include "chart_data.h"
#include "chart_kinds.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"
#include "vifte/funnel.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define BODY_PX 400
#define PLOT_LEFT 58.0 /* px, as in the script */
#define PLOT_RIGHT (CHART_WIDTH - 14 - 110.0)
#define PLOT_PX (BODY_PX - 26 - 44.0)
#define PER 10000.0
#define FEWEST_JUDGED 3 /* fewer are no funnel */
#define CURVE_POINTS 48
#define FEWEST_EXPECTED 5.0 /* as in the table: below it nobody is judged, and no limit is drawn */
#define NAME_PX 130.0
#define MANY 30 /* from here on only those outside the limits are named */
#define NAMES_IN_TITLE 3
#define LETTER_PX 13.0 /* height of a name */

enum kind { KIND_NOT_JUDGED = -1, KIND_INSIDE, KIND_OUTSIDE_95, KIND_OUTSIDE_998 };

struct point {
    const char *name;
    double size, rate; /* inhabitants, citizens per PER */
    enum kind kind;
    double x, y;           /* px from the plot's left and bottom */
    double text_x, text_y; /* of the name's nearest edge and middle */
    int side;              /* 0 right of the point, 1 left, 2 centred; -1 = no name */
};

struct picture {
    const struct edition *edition;
    const struct edition_group *group;
    const struct released_table *need;
    int year;
    GArray *points; /* struct point; Danish order */
    double region_rate;
    double from, to; /* inhabitants at the ends of the axis */
    double top;      /* of the rates' axis */
    unsigned hidden, missing;
};

static struct point *point_at(const struct picture *picture, guint i)
{
    return &g_array_index(picture->points, struct point, i);
}

static enum kind kind_of(const struct cell *funnel)
{
    if (funnel->state != CELL_VALUE) {
        return KIND_NOT_JUDGED;
    }
    const char *word = funnel->name->code;
    return g_str_has_suffix(word, "998")  ? KIND_OUTSIDE_998
           : g_str_has_suffix(word, "95") ? KIND_OUTSIDE_95
                                          : KIND_INSIDE;
}

static void read_point(struct picture *picture, const struct edition_municipality *who)
{
    size_t row =
        chart_row_by_municipality(picture->need, picture->group->name.code, who->name.code, picture->year);
    const struct cell *rate = chart_cell(picture->need, row, NEED_RATE);
    const struct cell *size = chart_cell(picture->need, row, NEED_POPULATION);
    const struct cell *funnel = chart_cell(picture->need, row, NEED_FUNNEL);
    picture->hidden += rate->state == CELL_SUPPRESSED;
    picture->missing += rate->state == CELL_MISSING;
    if (cell_has_number(rate) && cell_has_number(size) && size->number > 0) {
        struct point point = {.name = who->name.label,
                              .size = size->number,
                              .rate = rate->number,
                              .kind = kind_of(funnel),
                              .side = -1};
        g_array_append_val(picture->points, point);
    }
}

static bool read_points(struct picture *picture)
{
    unsigned judged = 0;
    size_t row =
        chart_row_by_municipality(picture->need, picture->group->name.code, CHART_REGION, picture->year);
    const struct cell *region = chart_cell(picture->need, row, NEED_RATE);
    picture->points = g_array_new(FALSE, TRUE, sizeof(struct point));
    for (size_t i = 0; cell_has_number(region) && i < picture->edition->n_municipalities; i++) {
        read_point(picture, &picture->edition->municipalities[i]);
    }
    for (guint i = 0; i < picture->points->len; i++) {
        judged += point_at(picture, i)->kind != KIND_NOT_JUDGED;
    }
    picture->region_rate = cell_has_number(region) ? region->number : 0;
    return judged >= FEWEST_JUDGED && picture->region_rate > 0;
}

/* --- the limits and the scales --- */

/* None where too few are to be expected, or where the limit would lie under nought citizens. */
static bool limit_at(const struct picture *picture, double size, double tail, double *limit)
{
    double expected = picture->region_rate * size / PER;
    struct funnel_limit ratio = funnel_poisson(expected, tail);
    bool known = expected >= FEWEST_EXPECTED && ratio.raw.state == STAT_OK && ratio.raw.value >= 0;
    *limit = known ? ratio.raw.value * picture->region_rate : 0;
    return known;
}

static void set_scales(struct chart_draft *draft, struct picture *picture)
{
    double least = point_at(picture, 0)->size, most = least, highest = picture->region_rate;
    for (guint i = 0; i < picture->points->len; i++) {
        least = MIN(least, point_at(picture, i)->size);
        most = MAX(most, point_at(picture, i)->size);
        highest = MAX(highest, point_at(picture, i)->rate);
    }
    picture->from = least / 1.6;
    picture->to = most * 1.35;
    double limit;
    double first = 1.01 * FEWEST_EXPECTED * PER / picture->region_rate; /* where the limits begin */
    if (limit_at(picture, MAX(picture->from, first), 0.999, &limit)) {
        highest = MAX(highest, limit);
    }
    picture->top = chart_axis(draft, "RATE", 1.04 * highest);
    chart_number(draft, "FROM", picture->from);
    chart_number(draft, "TO", picture->to);
    chart_number(draft, "REGION_RATE", picture->region_rate);
}

/* 1, 2, 5, 10 ... times a thousand, as many as lie on the axis. */
static void set_sizes(struct chart_draft *draft, const struct picture *picture)
{
    static const double LEADS[] = {1, 2, 5};
    GArray *sizes = g_array_new(FALSE, FALSE, sizeof(double));
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (double power = 10; power <= picture->to; power *= 10) {
        for (size_t i = 0; i < G_N_ELEMENTS(LEADS); i++) {
            double size = LEADS[i] * power;
            if (size >= picture->from && size <= picture->to) {
                g_array_append_val(sizes, size);
                g_ptr_array_add(texts, text_number(size, 0));
            }
        }
    }
    chart_numbers(draft, "SIZE", sizes);
    chart_texts(draft, "SIZE_TEXT", texts);
    g_array_unref(sizes);
    g_ptr_array_unref(texts);
}

/* What the lines are, at their right ends, apart from each other. */
static void set_sides(struct chart_draft *draft, const struct picture *picture)
{
    double low = 0, high = 0, gap = LETTER_PX * picture->top / PLOT_PX * 1.15;
    bool has_low = limit_at(picture, picture->to, 0.001, &low);
    bool has_high = limit_at(picture, picture->to, 0.999, &high);
    char *rate = text_number(picture->region_rate, 1);
    char *region = g_strdup_printf("%s %s", chart_place(picture->edition), rate);
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    GArray *at = g_array_new(FALSE, FALSE, sizeof(double));
    double places[] = {MAX(high, picture->region_rate + gap), picture->region_rate,
                       MIN(low, picture->region_rate - gap)};
    g_ptr_array_add(texts, g_strdup(has_high && places[0] < picture->top ? _("99.8 per cent") : ""));
    g_ptr_array_add(texts, chart_text_fit(region, CHART_SIZE_SMALL, 104));
    g_ptr_array_add(texts, g_strdup(has_low && places[2] > 0 ? _("99.8 per cent") : ""));
    g_array_append_vals(at, places, G_N_ELEMENTS(places));
    chart_texts(draft, "SIDE_TEXT", texts);
    chart_numbers(draft, "SIDE_AT", at);
    g_array_unref(at);
    g_ptr_array_unref(texts);
    g_free(region);
    g_free(rate);
}

/* --- names beside points --- */

struct box {
    double left, right, bottom, top;
};

static bool overlap(struct box a, struct box b)
{
    return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

static struct box box_of(const struct point *point, int side, double width, double rise)
{
    double left = side == 0 ? point->x + 9 : side == 1 ? point->x - 9 - width : point->x - width / 2;
    double middle = point->y + rise;
    return (struct box){left - 1, left + width + 1, middle - LETTER_PX / 2, middle + LETTER_PX / 2};
}

static bool is_free(const struct picture *picture, const GArray *taken, struct box box)
{
    bool free = box.left >= 2 && box.right <= PLOT_RIGHT - PLOT_LEFT && box.bottom >= 0 && box.top <= PLOT_PX;
    for (guint i = 0; free && i < taken->len; i++) {
        free = !overlap(box, g_array_index(taken, struct box, i));
    }
    for (guint i = 0; free && i < picture->points->len; i++) {
        const struct point *other = point_at(picture, i);
        free = !overlap(box, (struct box){other->x - 6, other->x + 6, other->y - 6, other->y + 6});
    }
    return free;
}

/* Right, left, above or below, where nothing stands yet; without a free place the point has no name. */
static void place_name(const struct picture *picture, GArray *taken, struct point *point)
{
    static const struct {
        int side;
        double rise;
    } TRIES[] = {{0, 0}, {1, 0}, {2, 15}, {2, -15}, {0, 10}, {1, 10}, {0, -10}, {1, -10}};
    double width = MIN(chart_text_width(point->name, CHART_SIZE_SMALL), NAME_PX);
    for (size_t i = 0; i < G_N_ELEMENTS(TRIES); i++) {
        struct box box = box_of(point, TRIES[i].side, width, TRIES[i].rise);
        if (is_free(picture, taken, box)) {
            point->side = TRIES[i].side;
            point->text_x = TRIES[i].side == 0 ? box.left + 1 : TRIES[i].side == 1 ? box.right - 1 : point->x;
            point->text_y = point->y + TRIES[i].rise;
            g_array_append_val(taken, box);
            return;
        }
    }
}

/* Those outside first; with many municipalities they alone. */
static void place_names(const struct picture *picture)
{
    GArray *taken = g_array_new(FALSE, FALSE, sizeof(struct box));
    double wide = log(picture->to / picture->from);
    for (guint i = 0; i < picture->points->len; i++) {
        struct point *point = point_at(picture, i);
        point->x = (PLOT_RIGHT - PLOT_LEFT) * log(point->size / picture->from) / wide;
        point->y = PLOT_PX * point->rate / picture->top;
    }
    for (int kind = KIND_OUTSIDE_998;
         kind >= (picture->points->len > MANY ? KIND_OUTSIDE_95 : KIND_NOT_JUDGED); kind--) {
        for (guint i = 0; i < picture->points->len; i++) {
            if ((int)point_at(picture, i)->kind == kind) {
                place_name(picture, taken, point_at(picture, i));
            }
        }
    }
    g_array_unref(taken);
}

/* --- data --- */

static void write_points(struct chart_draft *draft, const struct picture *picture)
{
    double wide = log(picture->to / picture->from);
    chart_head(draft, "municipality\tinhabitants\trate\tkind\ttext\ttext_inhabitants\ttext_rate\tside");
    for (guint i = 0; i < picture->points->len; i++) {
        const struct point *point = point_at(picture, i);
        chart_field_text(draft, point->name);
        chart_field_number(draft, point->size, 0);
        chart_field_number(draft, point->rate, 3);
        chart_field_number(draft, point->kind, 0);
        chart_field_take(draft, point->side < 0 ? g_strdup("")
                                                : chart_text_fit(point->name, CHART_SIZE_SMALL, NAME_PX));
        chart_field_number(draft, picture->from * exp(wide * point->text_x / (PLOT_RIGHT - PLOT_LEFT)), 0);
        chart_field_number(draft, picture->top * point->text_y / PLOT_PX, 3);
        chart_field_number(draft, MAX(point->side, 0), 0);
        chart_end_row(draft);
    }
    chart_next_block(draft);
}

static void write_limits(struct chart_draft *draft, const struct picture *picture)
{
    static const double TAILS[] = {0.001, 0.025, 0.975, 0.999};
    double first = 1.001 * FEWEST_EXPECTED * PER / picture->region_rate;
    double from = MAX(picture->from, first);
    chart_head(draft, "inhabitants\tlow998\tlow95\thigh95\thigh998");
    for (int k = 0; k <= CURVE_POINTS; k++) {
        double size = from * pow(picture->to / from, (double)k / CURVE_POINTS);
        chart_field_number(draft, size, 0);
        for (size_t i = 0; i < G_N_ELEMENTS(TAILS); i++) {
            double limit;
            if (limit_at(picture, size, TAILS[i], &limit)) {
                chart_field_number(draft, limit, 3);
            } else {
                chart_field_text(draft, "-");
            }
        }
        chart_end_row(draft);
    }
}

/* --- texts --- */

static GPtrArray *names_of(const struct picture *picture, enum kind kind)
{
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < picture->points->len; i++) {
        if (point_at(picture, i)->kind == kind) {
            g_ptr_array_add(names, (void *)point_at(picture, i)->name);
        }
    }
    return names;
}

static char *make_title(const struct picture *picture)
{
    GPtrArray *out = names_of(picture, KIND_OUTSIDE_998);
    GPtrArray *near = names_of(picture, KIND_OUTSIDE_95);
    char *list = chart_list(out->len > 0 ? out : near, NAMES_IN_TITLE);
    char *title;
    if (out->len > 0) {
        title = g_strdup_printf(
            P_("%s lies outside what chance explains", "%s lie outside what chance explains", out->len),
            list);
    } else if (near->len > 0) {
        title = g_strdup_printf(P_("%s lies outside 95 per cent of what chance brings, none clearly outside",
                                   "%s lie outside 95 per cent of what chance brings, none clearly outside",
                                   near->len),
                                list);
    } else {
        title = g_strdup(
            picture->hidden + picture->missing == 0
                ? _("The differences between the municipalities are no larger than chance brings")
                : _("The differences shown between municipalities are no larger than chance brings"));
    }
    g_free(list);
    g_ptr_array_unref(near);
    g_ptr_array_unref(out);
    return title;
}

static void describe(struct chart_draft *draft, const struct picture *picture)
{
    static const enum kind KINDS[] = {KIND_OUTSIDE_998, KIND_OUTSIDE_95};
    char *rate = text_number(picture->region_rate, 1);
    chart_take_sentence(
        draft, g_strdup_printf(_("A funnel: a point for each of %u municipalities, citizens per 10,000 "
                                 "inhabitants against inhabitants, around %s in %s, %d."),
                               picture->points->len, rate, chart_place(picture->edition), picture->year));
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        GPtrArray *names = names_of(picture, KINDS[i]);
        char *list = names->len > 0 ? chart_list(names, G_MAXUINT) : g_strdup(_("none"));
        chart_take_sentence(draft, g_strdup_printf(KINDS[i] == KIND_OUTSIDE_998
                                                       ? _("Outside 99.8 per cent: %s.")
                                                       : _("Outside 95 but inside 99.8 per cent: %s."),
                                                   list));
        g_free(list);
        g_ptr_array_unref(names);
    }
    chart_add_states(draft, picture->hidden, picture->missing);
    chart_add_table(draft, picture->need);
    g_free(rate);
}

static void add_notes(struct chart_draft *draft, const struct picture *picture)
{
    chart_take_note(draft,
                    g_strdup(_("Limits around the region's rate (Poisson): 95 per cent broken, 99.8 per cent "
                               "whole; triangle: outside 95, orange square: outside 99.8 per cent; open "
                               "circle: fewer than five expected, not judged. Not a "
                               "ranking: municipalities may delimit the group differently.")));
    if (picture->hidden + picture->missing > 0) {
        GString *note = g_string_new(NULL);
        chart_append_states(note, picture->hidden, picture->missing);
        chart_take_note(draft, g_string_free(note, FALSE));
    }
    chart_add_source(draft, picture->edition, true);
}

static char *make_subtitle(const struct picture *picture)
{
    const char *code = picture->group->name.code;
    size_t row = chart_row_by_municipality(picture->need, code, CHART_REGION, picture->year);
    char *when = chart_when(&released_def(picture->need)->columns[NEED_BASIS],
                            chart_cell(picture->need, row, NEED_BASIS), picture->year);
    char *subtitle = g_strdup_printf(_("%s. Citizens per 10,000 inhabitants in %s, %s"),
                                     picture->group->name.label, chart_place(picture->edition), when);
    g_free(when);
    return subtitle;
}

static void add_group(struct chart_batch *batch, struct picture *picture)
{
    struct chart_draft *draft = chart_begin(batch, "rate_funnel", picture->group->name.code, 0, "need");
    chart_take_title(draft, make_title(picture));
    chart_take_subtitle(draft, make_subtitle(picture));
    chart_set_body(draft, BODY_PX);
    set_scales(draft, picture);
    set_sizes(draft, picture);
    set_sides(draft, picture);
    chart_text(draft, "HEAD", _("Per 10,000 inhabitants"));
    chart_text(draft, "FOOT", _("Inhabitants of the group's ages (logarithmic)"));
    place_names(picture);
    write_points(draft, picture);
    write_limits(draft, picture);
    add_notes(draft, picture);
    describe(draft, picture);
}

/* Rates are shown, and the counts are too small to judge them. */
static void add_too_few(struct chart_batch *batch, const struct picture *picture)
{
    struct chart_draft *draft = chart_begin(batch, "rate_funnel", picture->group->name.code, 0, "need");
    const char *why = _("At least five citizens are to be expected in fewer than three municipalities whose "
                        "figures are shown: that is too few to tell a difference from chance.");
    chart_take_title(draft, g_strdup(_("The differences between the municipalities cannot be judged")));
    chart_take_subtitle(draft, make_subtitle(picture));
    chart_add_source(draft, picture->edition, true);
    chart_take_sentence(draft, g_strdup(why));
    chart_set_empty(draft, why);
}

void chart_rate_funnel(const struct released *released, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct released_table *need = released_find(released, "need");
    for (size_t i = 0; need != NULL && i < edition->n_groups; i++) {
        struct picture picture = {.edition = edition, .group = &edition->groups[i], .need = need};
        const char *code = picture.group->name.code;
        if (picture.group->below_threshold || !chart_has_group(need, code)) {
            continue;
        }
        picture.year = chart_latest_year(need, code, NEED_YEAR, NEED_CITIZENS);
        if (read_points(&picture)) {
            add_group(batch, &picture);
        } else if (picture.points->len > 1) {
            add_too_few(batch, &picture);
        }
        g_array_unref(picture.points);
    }
}
