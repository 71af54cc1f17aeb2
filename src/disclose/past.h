/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What readers hold already: the releases that an audience may have seen (its own and more public ones) as
 * further rows of the same tables, behind those of today. Source 0 is today, source k the k-th release.
 * Links hold within one source; a number that stands in two with the same row, column and value is one
 * figure, any other is a figure of its own.
 */
#ifndef VIFTE_PAST_H
#define VIFTE_PAST_H

#include "vifte/registry.h"

#include <glib.h>

struct model;
struct past;
struct results;

/* `today` is borrowed; `empty`: without any release. */
struct past *past_new(const struct results *today, const struct model *model, enum audience audience,
                      bool empty);
void past_free(struct past *past);

/* Today's rows, then those of the releases. */
const struct results *past_results(const struct past *past);
size_t past_size(const struct past *past); /* how many releases */
/* Today's rows of a table come before this one. */
size_t past_first_row(const struct past *past, enum table_id table);
size_t past_source(const struct past *past, enum table_id table, size_t row);
/* Who got a release; of today, whoever asks. */
enum audience past_audience(const struct past *past, size_t source);
/* Below what a release hid. */
int past_threshold(const struct past *past, size_t source);

#endif
