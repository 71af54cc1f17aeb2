/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small grammar: sentences made from released cells, in the language of the run.
 *
 * A sentence states only what stands in a released table, or a sum or difference of shown figures of one kind
 * that are additive (places, answers, offers). A hidden or missing figure is named by the word for its state
 * and never compared or described. Counts of persons say their basis and how many municipalities they rest
 * on; a change between percentages is in percentage points, taken between the figures as printed. A count
 * that is a sum of reports says so. Nothing is said of chance: persons present are a stock, and their change
 * is told by arrivals and exits. What there is none of is not counted ("0 fewer") but left out or said in
 * words.
 *
 * Every figure in a sentence is marked with its id (figure_id.h): document.h takes the marks, everybody else
 * removes them by figure_unmark().
 *
 * Each function returns a newly allocated text, or NULL where the edition has no such table or row. The
 * functions about one group expect a group that is not below the threshold.
 */
#ifndef VIFTE_SENTENCES_H
#define VIFTE_SENTENCES_H

#include "vifte/cell.h"

#include <glib.h>

struct released;

/* The newest year of the run in which the group's citizens are known, else the last year of the run. */
int sentences_year(const struct released *released, const char *group);

/* Mean places for the group of the offers in the run's municipalities. Offers that are not measured in places
 * add nothing; a hidden or missing figure settles the sum. Undefined = no offer lies there. */
struct cell sentences_places(const struct released *released, const char *group, int year);
/* "38,5", "38": at most one decimal. */
char *sentences_places_text(double places);

/* The same with its id, or the word for its state. */
char *sentences_places_marked(const struct released *released, const char *group, int year);

/* --- the citizens --- */

/* "On 31 December 2024 there were 31 citizens in the target group in Nordjylland (11 of 11 municipalities), 4
 * more than the year before. During 2024 7 arrived and 3 left." */
char *sentences_citizens(const struct released *released, const char *group, int year);
/* "That is 2.7 citizens per 10,000 inhabitants of the group's ages." */
char *sentences_rate(const struct released *released, const char *group, int year);
/* Why nothing is said of chance where only forms exist; NULL with stays. */
char *sentences_of_forms(const struct released *released, const char *group, int year);
/* The municipalities with most citizens among those whose figure is shown. */
char *sentences_largest(const struct released *released, const char *group, int year);
char *sentences_waiting(const struct released *released, const char *group, int year);
/* `dimension` as in need_profile: age, sex, section, severity, effort. NULL where nothing but "not stated" is
 * known. `label` = what the dimension is called, NULL = its own name. */
char *sentences_profile(const struct released *released, const char *group, int year, const char *dimension,
                        const char *label);
char *sentences_forecast(const struct released *released, const char *group);

/* --- offers --- */

char *sentences_supply(const struct released *released, const char *group, int year);
/* `level` and `id` as in occupancy_year. */
char *sentences_occupancy(const struct released *released, const char *level, const char *id, int year);
char *sentences_inside(const struct released *released, const char *group, int year);
char *sentences_offers_used(const struct released *released, const char *group, int year);
/* Highly specialised offers, protected offers, closed offers among those used. */
char *sentences_offer_kinds(const struct released *released, const char *group, int year);
/* Where the efforts were given: inside and outside the region, address-free. */
char *sentences_locations(const struct released *released, const char *group, int year);
char *sentences_address_free(const struct released *released, const char *group, int year);
char *sentences_capacity(const struct released *released, const char *group);
/* A description of each highly specialised offer used, from the register: GPtrArray of char *. */
GPtrArray *sentences_specialised(const struct released *released, const char *group, int year);

/* Does the offer belong to those that the group's citizens use, in any year? */
bool sentences_concerns(const struct released *released, const char *group, const char *offer);

/* --- what the municipalities say --- */

char *sentences_fit(const struct released *released, const char *group, int year);
char *sentences_expected(const struct released *released, const char *group, int year);
/* How many answers, over all groups, expect more citizens, the same number or fewer. */
char *sentences_directions(const struct released *released, int year);

/* --- what the figures rest on --- */

/* Who has sent forms for the year, who has not, who was late. */
char *sentences_coverage(const struct released *released, const char *group, int year);
/* How citizens are counted. */
char *sentences_basis(const struct released *released, const char *group, int year);
char *sentences_disclosure(const struct released *released);
char *sentences_rounding(void);

/* All of a group that there are, in reading order: GPtrArray of char * with free function. One sentence for a
 * group below the threshold. */
GPtrArray *sentences_of_group(const struct released *released, size_t group);
char *sentences_below_threshold(void);

/* What the run says, at most ten, without marks; `anchor` names the chapter that says more ("group-2",
 * "offers", "coverage"). */
struct sentence {
    char *text;
    char *anchor;
};
GPtrArray *sentences_front(const struct released *released); /* struct sentence *, with free function */

#endif
