/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Citizens of one group by municipality in the newest year: how many, and how many per 10,000 inhabitants
 * against the region. The title names a municipality only when the funnel's outer limits (99.8 per cent) do,
 * or, where there is no funnel, the one with the highest rate, if its interval lies above the region's rate.
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

#include <string.h>

#define ROWS_A_CHART 34 /* more would not fit a page */
#define ROW_PX 24
#define NAME_PX 134
#define HEAD_PX 270
#define REGION_PX 170
#define NAMES_IN_TITLE 3
/* Without a funnel and an interval a rate is worth a title when it is this much higher than the region's. */
#define CLEARLY_HIGHER 1.25

struct place {
    const char *name;
    const struct cell *citizens, *rate, *lower, *upper, *funnel;
    bool named; /* by the title */
};

struct picture {
    const struct edition *edition;
    const struct edition_group *group;
    const struct released_table *need;
    int year;
    struct place region;
    bool has_rates, has_funnel;         /* any of them shown, */
    double largest_count, largest_rate; /* the ends of the axes: of the group, the same in all its parts */
    struct place *places;               /* of this part, in the edition's order */
    size_t n;
    unsigned hidden, missing; /* among their counts */
};

static struct place read_place(const struct picture *picture, const char *code, const char *name)
{
    const struct released_table *need = picture->need;
    size_t row = chart_row_by_municipality(need, picture->group->name.code, code, picture->year);
    return (struct place){.name = name,
                          .citizens = chart_cell(need, row, NEED_CITIZENS),
                          .rate = chart_cell(need, row, NEED_RATE),
                          .lower = chart_cell(need, row, NEED_RATE_LOWER),
                          .upper = chart_cell(need, row, NEED_RATE_UPPER),
                          .funnel = chart_cell(need, row, NEED_FUNNEL)};
}

static double shown(const struct cell *cell)
{
    return cell_has_number(cell) ? cell->number : 0;
}

static void read_places(struct picture *picture)
{
    const struct edition *edition = picture->edition;
    picture->n = edition->n_municipalities;
    picture->places = g_new0(struct place, picture->n + 1);
    for (size_t i = 0; i < picture->n; i++) {
        const struct name *name = &edition->municipalities[i].name;
        struct place place = read_place(picture, name->code, name->label);
        picture->has_rates = picture->has_rates || cell_has_number(place.rate);
        picture->has_funnel = picture->has_funnel || place.funnel->state == CELL_VALUE;
        picture->largest_count = MAX(picture->largest_count, shown(place.citizens));
        picture->largest_rate = MAX(picture->largest_rate, MAX(shown(place.rate), shown(place.upper)));
        picture->places[i] = place;
    }
    picture->region = read_place(picture, CHART_REGION, chart_place(edition));
    picture->largest_rate = MAX(picture->largest_rate, shown(picture->region.rate));
}

/* The picture of the municipalities [from, to) alone, on the same scales. */
static struct picture part_of(const struct picture *all, size_t from, size_t to)
{
    struct picture part = *all;
    part.places = all->places + from;
    part.n = to - from;
    for (size_t i = 0; i < part.n; i++) {
        part.hidden += part.places[i].citizens->state == CELL_SUPPRESSED;
        part.missing += part.places[i].citizens->state == CELL_MISSING;
    }
    return part;
}

static bool lies(const struct place *place, const char *funnel)
{
    return place->funnel->state == CELL_VALUE && strcmp(place->funnel->name->code, funnel) == 0;
}

static GPtrArray *name_outside(struct picture *picture, const char *funnel)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < picture->n; i++) {
        if (lies(&picture->places[i], funnel)) {
            picture->places[i].named = true;
            g_ptr_array_add(names, (void *)picture->places[i].name);
        }
    }
    return names;
}

/* The places with the largest shown number; `offset` picks the cell. */
static GPtrArray *name_largest(struct picture *picture, bool by_rate, double largest)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < picture->n; i++) {
        const struct cell *cell = by_rate ? picture->places[i].rate : picture->places[i].citizens;
        if (cell_has_number(cell) && cell->number >= largest) {
            picture->places[i].named = true;
            g_ptr_array_add(names, (void *)picture->places[i].name);
        }
    }
    return names;
}

static bool is_part(const struct picture *picture)
{
    return picture->n < picture->edition->n_municipalities;
}

static bool all_shown(const struct picture *picture)
{
    return picture->hidden + picture->missing == 0 && !is_part(picture);
}

/* Between the funnel's limits a municipality is neither named nor said not to stand out. */
static char *inner_title(const struct picture *picture)
{
    unsigned outside = 0;
    for (size_t i = 0; i < picture->n; i++) {
        outside += lies(&picture->places[i], "high95") || lies(&picture->places[i], "low95");
    }
    const char *place = chart_place(picture->edition);
    if (outside > 0) {
        return g_strdup_printf(
            P_("%u of the municipalities shown lies outside the 95 per cent limits around %s as a whole",
               "%u of the municipalities shown lie outside the 95 per cent limits around %s as a whole",
               outside),
            outside, place);
    }
    return g_strdup_printf(all_shown(picture)
                               ? _("No municipality stands out from %s as a whole")
                               : _("None of the municipalities shown stands out from %s as a whole"),
                           place);
}

static char *funnel_title(struct picture *picture)
{
    GPtrArray *high = name_outside(picture, "high998");
    GPtrArray *low = name_outside(picture, "low998");
    char *more = chart_list(high, NAMES_IN_TITLE);
    char *fewer = chart_list(low, NAMES_IN_TITLE);
    const char *place = chart_place(picture->edition);
    char *title;
    if (high->len > 0 && low->len > 0) {
        title = g_strdup_printf(_("Markedly more citizens per inhabitant in %s, markedly fewer in %s"), more,
                                fewer);
    } else if (high->len > 0) {
        title = g_strdup_printf(_("Markedly more citizens per inhabitant in %s than in %s as a whole"), more,
                                place);
    } else if (low->len > 0) {
        title = g_strdup_printf(_("Markedly fewer citizens per inhabitant in %s than in %s as a whole"),
                                fewer, place);
    } else {
        title = inner_title(picture);
    }
    g_free(more);
    g_free(fewer);
    g_ptr_array_unref(high);
    g_ptr_array_unref(low);
    return title;
}

static double highest_of(const struct picture *picture, bool by_rate)
{
    double highest = 0;
    for (size_t i = 0; i < picture->n; i++) {
        highest = MAX(highest, shown(by_rate ? picture->places[i].rate : picture->places[i].citizens));
    }
    return highest;
}

/* By its interval where it has one: one citizen of a small municipality is a high rate and no news. */
static bool stands_out(const struct picture *picture, const struct place *place)
{
    double usual = shown(picture->region.rate);
    return cell_has_number(place->lower) ? place->lower->number > usual
                                         : shown(place->rate) >= CLEARLY_HIGHER * usual;
}

static bool highest_stands_out(const struct picture *picture, double highest)
{
    for (size_t i = 0; i < picture->n; i++) {
        const struct place *place = &picture->places[i];
        if (cell_has_number(place->rate) && place->rate->number >= highest && !stands_out(picture, place)) {
            return false;
        }
    }
    return true;
}

static char *most_title(struct picture *picture, bool by_rate, double largest)
{
    GPtrArray *names = name_largest(picture, by_rate, largest);
    char *list = chart_list(names, NAMES_IN_TITLE);
    const char *text =
        by_rate ? (all_shown(picture) ? _("Most citizens per inhabitant in %s")
                                      : _("Of those shown, most citizens per inhabitant in %s"))
                : (all_shown(picture) ? _("Most citizens in %s") : _("Of those shown, most citizens in %s"));
    char *title = names->len <= NAMES_IN_TITLE
                      ? g_strdup_printf(text, list)
                      : g_strdup(_("No clear difference between the municipalities"));
    for (size_t i = 0; names->len > NAMES_IN_TITLE && i < picture->n; i++) {
        picture->places[i].named = false;
    }
    g_free(list);
    g_ptr_array_unref(names);
    return title;
}

/* There is nothing to compare the only municipality with. */
static char *only_title(const struct picture *picture)
{
    const struct place *place = &picture->places[0];
    g_autofree char *citizens = text_number(shown(place->citizens), 0);
    return g_strdup_printf(P_("%s: %s citizen", "%s: %s citizens", shown(place->citizens)), place->name,
                           citizens);
}

static char *make_title(struct picture *picture)
{
    if (picture->hidden > 0 && picture->hidden + picture->missing == picture->n) {
        return g_strdup(_("The municipalities' figures are confidential"));
    }
    if (picture->missing == picture->n) {
        return g_strdup(_("No figure from any municipality"));
    }
    if (picture->edition->n_municipalities == 1) {
        return only_title(picture);
    }
    if (picture->has_funnel) {
        return funnel_title(picture);
    }
    double most = highest_of(picture, false), highest = highest_of(picture, true);
    if (most <= 0) {
        return g_strdup(all_shown(picture) ? _("No citizens in the municipalities")
                                           : _("No citizens in the municipalities shown"));
    }
    if (highest <= 0) {
        return most_title(picture, false, most);
    }
    return highest_stands_out(picture, highest)
               ? most_title(picture, true, highest)
               : g_strdup(_("No clear difference between the municipalities"));
}

static char *make_subtitle(const struct picture *picture)
{
    const struct column *column = &released_def(picture->need)->columns[NEED_BASIS];
    size_t row =
        chart_row_by_municipality(picture->need, picture->group->name.code, CHART_REGION, picture->year);
    const struct cell *basis = chart_cell(picture->need, row, NEED_BASIS);
    g_autofree char *when = chart_when(column, basis, picture->year);
    g_autofree char *subtitle = g_strdup_printf(_("%s. Citizens in %s, %s"), picture->group->name.label,
                                                chart_place(picture->edition), when);
    return is_part(picture) ? g_strdup_printf(_("%s. Municipalities from %s to %s"), subtitle,
                                              picture->places[0].name, picture->places[picture->n - 1].name)
                            : g_steal_pointer(&subtitle);
}

static void write_row(struct chart_draft *draft, const struct picture *picture, size_t position,
                      const struct place *place)
{
    const struct column *columns = released_def(picture->need)->columns;
    chart_field_number(draft, (double)position, 0);
    chart_field_text(draft, place->name);
    chart_field_cell(draft, &columns[NEED_CITIZENS], place->citizens);
    chart_field_take(draft, show_cell(&columns[NEED_CITIZENS], place->citizens));
    chart_field_cell(draft, &columns[NEED_RATE], place->rate);
    chart_field_take(draft, show_cell(&columns[NEED_RATE], place->rate));
    chart_field_cell(draft, &columns[NEED_RATE_LOWER], place->lower);
    chart_field_cell(draft, &columns[NEED_RATE_UPPER], place->upper);
    chart_field_number(draft, place->named, 0);
    chart_end_row(draft);
}

static void set_region(struct chart_draft *draft, const struct picture *picture)
{
    const struct cell *rate = picture->region.rate;
    char *number = show_cell(&released_def(picture->need)->columns[NEED_RATE], rate);
    char *text = g_strdup_printf("%s %s", picture->region.name, number);
    chart_number(draft, "HAS_REGION", cell_has_number(rate));
    chart_number(draft, "REGION_RATE", shown(rate));
    char *fitting = chart_text_fit(text, CHART_SIZE_SMALL, REGION_PX);
    chart_text(draft, "REGION_TEXT", fitting);
    g_free(fitting);
    g_free(text);
    g_free(number);
}

static void set_heads(struct chart_draft *draft, const struct picture *picture)
{
    const struct cell *citizens = picture->region.citizens;
    char *number = show_cell(&released_def(picture->need)->columns[NEED_CITIZENS], citizens);
    char *head = cell_has_number(citizens)
                     ? g_strdup_printf(_("Citizens (%s: %s)"), picture->region.name, number)
                     : g_strdup(_("Citizens"));
    char *fitting = chart_text_fit(head, CHART_SIZE_BODY * CHART_BOLD, HEAD_PX);
    chart_text(draft, "COUNT_HEAD", fitting);
    chart_text(draft, "RATE_HEAD", _("Per 10,000 inhabitants"));
    g_free(fitting);
    g_free(head);
    g_free(number);
}

static bool has_intervals(const struct picture *picture)
{
    for (size_t i = 0; i < picture->n; i++) {
        if (cell_has_number(picture->places[i].lower) && cell_has_number(picture->places[i].upper)) {
            return true;
        }
    }
    return false;
}

static void add_notes(struct chart_draft *draft, const struct picture *picture)
{
    GString *note = g_string_new(NULL);
    if (picture->has_rates && has_intervals(picture)) {
        g_string_append(
            note,
            _("Line: 95 per cent. The count is complete; the interval is about the swing between years."));
    }
    size_t row =
        chart_row_by_municipality(picture->need, picture->group->name.code, CHART_REGION, picture->year);
    const struct cell *reported = chart_cell(picture->need, row, NEED_REPORTED_BY);
    if (reported->state == CELL_VALUE) {
        char *who = show_cell(&released_def(picture->need)->columns[NEED_REPORTED_BY], reported);
        g_string_append(note, note->len > 0 ? " " : "");
        g_string_append_printf(note, _("Reported by %s."), who);
        g_free(who);
    }
    if (note->len > 0) {
        chart_take_note(draft, g_string_free(note, FALSE));
    } else {
        g_string_free(note, TRUE);
    }
    chart_add_source(draft, picture->edition, picture->has_rates);
}

/* "Most in X (34) and fewest in Y (2)" over what is shown. */
static void say_extremes(struct chart_draft *draft, const struct picture *picture, bool by_rate)
{
    const struct column *column = &released_def(picture->need)->columns[by_rate ? NEED_RATE : NEED_CITIZENS];
    const struct place *most = NULL;
    const struct place *fewest = NULL;
    for (size_t i = 0; i < picture->n; i++) {
        const struct place *place = &picture->places[i];
        const struct cell *cell = by_rate ? place->rate : place->citizens;
        if (cell_has_number(cell)) {
            most =
                most == NULL || cell->number > (by_rate ? most->rate : most->citizens)->number ? place : most;
            fewest = fewest == NULL || cell->number < (by_rate ? fewest->rate : fewest->citizens)->number
                         ? place
                         : fewest;
        }
    }
    if (most == NULL) {
        return;
    }
    char *high = show_cell(column, by_rate ? most->rate : most->citizens);
    char *low = show_cell(column, by_rate ? fewest->rate : fewest->citizens);
    const char *text = by_rate ? _("Highest rate shown: %s (%s per 10,000); lowest: %s (%s).")
                               : _("Largest number shown: %s (%s); smallest: %s (%s).");
    chart_take_sentence(draft, g_strdup_printf(text, most->name, high, fewest->name, low));
    g_free(high);
    g_free(low);
}

static void describe(struct chart_draft *draft, const struct picture *picture)
{
    const char *what =
        picture->has_rates
            ? _("Bars for the number of citizens by municipality, dots for the rate per 10,000 "
                "inhabitants: %s, %d.")
            : _("Bars for the number of citizens by municipality: %s, %d.");
    chart_take_sentence(draft, g_strdup_printf(what, picture->group->name.label, picture->year));
    say_extremes(draft, picture, false);
    say_extremes(draft, picture, true);
    if (cell_has_number(picture->region.rate)) {
        char *rate = show_cell(&released_def(picture->need)->columns[NEED_RATE], picture->region.rate);
        chart_take_sentence(draft,
                            g_strdup_printf(_("%s as a whole: %s per 10,000."), picture->region.name, rate));
        g_free(rate);
    }
    chart_add_states(draft, picture->hidden, picture->missing);
    chart_add_table(draft, picture->need);
}

static void add_part(struct chart_batch *batch, struct picture *picture, unsigned part)
{
    struct chart_draft *draft = chart_begin(batch, "citizens", picture->group->name.code, part, "need");
    chart_take_title(draft, make_title(picture));
    chart_take_subtitle(draft, make_subtitle(picture));
    add_notes(draft, picture);
    describe(draft, picture);
    chart_set_body(draft, (picture->has_rates ? 42 : 24) + ROW_PX * (int)picture->n + 24);
    chart_number(draft, "ROWS", (double)picture->n);
    chart_number(draft, "HAS_RATE", picture->has_rates);
    chart_axis(draft, "COUNT", picture->largest_count);
    chart_axis(draft, "RATE", picture->largest_rate);
    set_region(draft, picture);
    set_heads(draft, picture);
    chart_head(draft, "row\tmunicipality\tcitizens\ttext\trate\ttext\tlower\tupper\tnamed");
    for (size_t i = 0; i < picture->n; i++) {
        write_row(draft, picture, i, &picture->places[i]);
    }
    chart_next_block(draft);
    chart_head(draft, "row\tname");
    for (size_t i = 0; i < picture->n; i++) {
        chart_label_rows(draft, (double)i, 0, picture->places[i].name, CHART_SIZE_BODY, NAME_PX, 1);
    }
}

/* The rule that keeps a small group's municipalities out of a public edition leaves the region's row alone.
 */
static void add_empty(struct chart_batch *batch, const struct picture *picture)
{
    struct chart_draft *draft = chart_begin(batch, "citizens", picture->group->name.code, 0, "need");
    const char *why = _("The group is too small to be shown by municipality.");
    chart_take_title(draft, g_strdup(_("Citizens by municipality are not shown")));
    chart_take_subtitle(draft, g_strdup(picture->group->name.label));
    chart_add_source(draft, picture->edition, false);
    chart_take_sentence(draft, g_strdup(why));
    chart_set_empty(draft, why);
}

static bool has_municipalities(const struct picture *picture)
{
    for (size_t i = 0; i < picture->edition->n_municipalities; i++) {
        const char *keys[] = {picture->group->name.code, picture->edition->municipalities[i].name.code};
        if (released_row(picture->need, 0, keys, G_N_ELEMENTS(keys)) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static void add_group(struct chart_batch *batch, struct picture *picture)
{
    if (!has_municipalities(picture)) {
        add_empty(batch, picture);
        return;
    }
    read_places(picture);
    size_t n = picture->n;
    for (size_t from = 0, part = n > ROWS_A_CHART ? 1 : 0; from < n; from += ROWS_A_CHART, part++) {
        struct picture drawn = part_of(picture, from, MIN(from + ROWS_A_CHART, n));
        add_part(batch, &drawn, (unsigned)part);
    }
    g_free(picture->places);
}

void chart_citizens(const struct released *released, struct chart_batch *batch)
{
    const struct released_table *need = released_find(released, "need");
    const struct edition *edition = released_edition(released);
    for (size_t i = 0; need != NULL && i < edition->n_groups; i++) {
        const char *code = edition->groups[i].name.code;
        struct picture picture = {.edition = edition, .group = &edition->groups[i], .need = need};
        picture.year = chart_latest_year(need, code, NEED_YEAR, NEED_CITIZENS);
        picture.year = picture.year > 0 ? picture.year : edition->to_year;
        if (chart_has_group(need, code)) {
            add_group(batch, &picture);
        }
    }
}
