/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences about the covered offers of the cooperation, made from released cells like those of sentences.h:
 * a hidden or missing figure is named by the word for its state. Newly allocated; NULL where there is nothing
 * to say.
 */
#ifndef VIFTE_SENTENCES_COOPERATION_H
#define VIFTE_SENTENCES_COOPERATION_H

#include "vifte/cell.h"

#include <glib.h>
#include <stdbool.h>

struct released;

/* How many covered offers have which word in the year, and which: GPtrArray of char * with free function. */
GPtrArray *sentences_covered_offers(const struct released *released, int year);
/* "Occasion for dialogue: notice given; ..." */
char *sentences_status(const struct released *released, const char *offer, int year);
/* All that is said of one offer and year, in the order of the signs. */
GPtrArray *sentences_covered_offer(const struct released *released, const char *offer, int year);
/* The promise of false alarms, and how soon a fall is seen. */
char *sentences_promise(const struct released *released);
/* The mean rate of a unit, and what price and mix did to it. */
char *sentences_rate_change(const struct released *released, const char *level, const char *id, int year);

/* The first three of an offer's signs, and how many more there are: "notice given; ... and 2 more". */
char *sentences_leading_signs(const struct cell *reason);

/* Kroner as people read them: "1.234,50", "+66,20" with `sign`. */
char *sentences_kroner(double oere, int decimals, bool sign);
/* "6 places", "25 courses": a volume in the offer's unit, from the cells of the table cooperation. */
char *sentences_volume(const struct cell *volume, const struct cell *unit);

#endif
