/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers that are printed rounded, and sums between them: how much is left open of the others? By linear
 * programming over real numbers at least 0. Pure: no tables, no files.
 *
 * The truth is one possible answer and every program that is solved gives another; the least and greatest
 * value seen of each number are kept, and only where they are too near each other is anything solved. Bands
 * may be widened later, which takes nothing away from what was seen; never narrowed.
 */
#ifndef VIFTE_BANDS_H
#define VIFTE_BANDS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct bands;

struct bands *bands_new(void);
void bands_free(struct bands *bands);

uint32_t bands_add(struct bands *bands, double truth);
/* What is printed of the number leaves this; 0 and INFINITY where nothing is. The truth is in it. */
void bands_set(struct bands *bands, uint32_t i, double low, double high);
/* Terms of a sum, then its end: what it comes to is known, or, `open`, only that it does not go below 0. */
void bands_add_term(struct bands *bands, uint32_t i, double by);
void bands_end_sum(struct bands *bands, bool open);

/* Is the number open by `width`, and can it be at least `reach`? That it is not below 0 is known whatever is
 * printed, so it does not count against the width. When it is not open, `binding` (uint32_t) gets the numbers
 * whose bands are in the way; all when the solver failed. */
bool bands_leave(struct bands *bands, uint32_t i, double width, double reach, GArray *binding);
/* Of what was seen so far. */
double bands_least(const struct bands *bands, uint32_t i);
double bands_greatest(const struct bands *bands, uint32_t i);

#endif
