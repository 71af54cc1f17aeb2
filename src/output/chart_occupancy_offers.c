/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers and their occupancy over the years; see chart_occupancy.h. */
#include "chart_occupancy.h"

#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

/* What the title calls a finding, in percentage points (whole per cent are what is shown). */
#define WELL_UNDER_BUDGET (-5.0)
#define CLEAR_FALL 10.0
#define NAMES_IN_TITLE 2

size_t occupancy_row(const struct occupancy *picture, const struct occupancy_offer *offer, int year)
{
    char buffer[16];
    g_snprintf(buffer, sizeof buffer, "%d", year);
    const char *keys[] = {"offer", offer->name->code, buffer};
    return released_row(picture->years, offer->row, keys, G_N_ELEMENTS(keys));
}

static double whole_percent(const struct cell *cell)
{
    return text_round(cell->number, 2);
}

static void read_values(const struct occupancy *picture, struct occupancy_offer *offer)
{
    offer->gap = NAN;
    for (int year = picture->edition->from_year; year <= picture->edition->to_year; year++) {
        size_t row = occupancy_row(picture, offer, year);
        const struct cell *cell = chart_cell(picture->years, row, OCCUPANCY_YEAR_OCCUPANCY);
        if (!cell_has_number(cell)) {
            continue;
        }
        double value = whole_percent(cell);
        const struct cell *gap = chart_cell(picture->years, row, OCCUPANCY_YEAR_GAP_POINTS);
        offer->first_value = offer->first == 0 ? value : offer->first_value;
        offer->lowest = offer->first == 0 ? value : MIN(offer->lowest, value);
        offer->highest = offer->first == 0 ? value : MAX(offer->highest, value);
        offer->first = offer->first == 0 ? year : offer->first;
        offer->last = year;
        offer->last_value = value;
        offer->gap = cell_has_number(gap) ? gap->number : NAN;
    }
}

/* Group and cooperation as offers_used says; an offer that nobody uses has neither. */
static void read_use(const struct occupancy *picture, struct occupancy_offer *offer)
{
    offer->group = picture->edition->n_groups;
    for (size_t i = 0; picture->used != NULL && i < picture->edition->n_groups; i++) {
        const char *keys[] = {picture->edition->groups[i].name.code, NULL, offer->name->code};
        for (size_t row = released_row(picture->used, 0, keys, G_N_ELEMENTS(keys)); row != SIZE_MAX;
             row = released_row(picture->used, row + 1, keys, G_N_ELEMENTS(keys))) {
            const struct cell *cooperation = released_cell(picture->used, row, OFFERS_USED_COOPERATION);
            offer->group = MIN(offer->group, i);
            offer->cooperation = offer->cooperation || (cooperation->state == CELL_VALUE &&
                                                        strcmp(cooperation->name->code, "yes") == 0);
        }
    }
}

static int compare_offers(const void *a, const void *b)
{
    const struct occupancy_offer *x = a;
    const struct occupancy_offer *y = b;
    if (x->cooperation != y->cooperation) {
        return x->cooperation ? -1 : 1;
    }
    if (!x->cooperation && x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    int order = text_compare(x->name->label, y->name->label);
    return order != 0 ? order : strcmp(x->name->code, y->name->code);
}

void occupancy_read(struct occupancy *picture)
{
    const char *level = "offer";
    const char *before = "";
    picture->offers = g_array_new(FALSE, TRUE, sizeof(struct occupancy_offer));
    for (size_t row = released_row(picture->years, 0, &level, 1); row != SIZE_MAX;
         row = released_row(picture->years, row + 1, &level, 1)) {
        struct occupancy_offer offer = {.name = released_cell(picture->years, row, OCCUPANCY_YEAR_ID)->name,
                                        .row = row};
        if (strcmp(offer.name->code, before) != 0) {
            read_values(picture, &offer);
            read_use(picture, &offer);
            g_array_append_val(picture->offers, offer);
            before = offer.name->code;
        }
    }
    g_array_sort(picture->offers, compare_offers);
    for (guint i = 0; i < picture->offers->len; i++) {
        picture->newest =
            MAX(picture->newest, g_array_index(picture->offers, struct occupancy_offer, i).last);
    }
}

struct occupancy_offer *occupancy_offer(const struct occupancy *picture, guint i)
{
    return &g_array_index(picture->offers, struct occupancy_offer, i);
}

static bool is_under_budget(const struct occupancy_offer *offer)
{
    return isfinite(offer->gap) && text_round(offer->gap, 1) <= WELL_UNDER_BUDGET;
}

static bool has_fallen(const struct occupancy_offer *offer)
{
    return offer->first < offer->last && 100 * (offer->first_value - offer->last_value) > CLEAR_FALL - 1e-6;
}

static bool is_over_capacity(const struct occupancy_offer *offer)
{
    return offer->last_value > 1.0;
}

static bool has_moved(const struct occupancy_offer *offer)
{
    return offer->first < offer->last &&
           100 * fabs(offer->first_value - offer->last_value) > CLEAR_FALL - 1e-6;
}

/* Marks and lists those of today's offers that `is` holds for; `n` counts all of today's, which are those
 * with a figure in the last year in which any offer has one: a closed or hidden one is no news about today.
 */
static GPtrArray *name_offers(const struct occupancy *picture, guint from, guint to,
                              bool (*is)(const struct occupancy_offer *), guint *n)
{
    GPtrArray *names = g_ptr_array_new();
    *n = 0;
    for (guint i = from; i < to; i++) {
        struct occupancy_offer *offer = occupancy_offer(picture, i);
        bool today = offer->last > 0 && offer->last == picture->newest;
        *n += today;
        offer->named = today && is(offer);
        if (offer->named) {
            g_ptr_array_add(names, (void *)offer->name->label);
        }
    }
    return names;
}

/* One of: names where there are few, else "3 of 8 offers". */
static char *name_or_count(const GPtrArray *names, guint n, const char *by_name, const char *by_count)
{
    if (names->len > NAMES_IN_TITLE) {
        return g_strdup_printf(by_count, names->len, n);
    }
    char *list = chart_list(names, NAMES_IN_TITLE);
    char *title = g_strdup_printf(by_name, list);
    g_free(list);
    return title;
}

char *occupancy_title(const struct occupancy *picture, guint from, guint to)
{
    static const struct {
        bool (*is)(const struct occupancy_offer *);
        const char *by_name, *by_count;
    } FINDINGS[] = {
        {is_under_budget, N_("%s: at least 5 percentage points under the budgeted occupancy"),
         N_("%u of %u offers lie at least 5 percentage points under the budgeted occupancy")},
        {has_fallen, N_("%s: occupancy at least 10 percentage points down"),
         N_("Occupancy is at least 10 percentage points down in %u of %u offers")},
        {is_over_capacity, N_("%s: more than 100 per cent occupied"),
         N_("%u of %u offers are more than 100 per cent occupied")},
    };
    guint n;
    for (size_t k = 0; k < G_N_ELEMENTS(FINDINGS); k++) {
        GPtrArray *names = name_offers(picture, from, to, FINDINGS[k].is, &n);
        char *title =
            names->len > 0 ? name_or_count(names, n, _(FINDINGS[k].by_name), _(FINDINGS[k].by_count)) : NULL;
        g_ptr_array_unref(names);
        if (title != NULL) {
            return title;
        }
    }
    GPtrArray *risen = name_offers(picture, from, to, has_moved, &n);
    bool any = risen->len > 0;
    char *title = any     ? name_or_count(risen, n, _("%s: occupancy at least 10 percentage points up"),
                                          _("Occupancy is at least 10 percentage points up in %u of %u offers"))
                  : n > 0 ? g_strdup(_("No clear change in the occupancy"))
                          : g_strdup_printf(_("The occupancy in %d is not shown for any of these offers"),
                                            picture->newest);
    g_ptr_array_unref(risen);
    return title;
}
