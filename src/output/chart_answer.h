/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures that an answer about one target group needs beside those of the report; each is named by what
 * it shows ("citizens-years-autism"). For the files of this folder alone. */
#ifndef VIFTE_CHART_ANSWER_H
#define VIFTE_CHART_ANSWER_H

#include <stddef.h>

struct chart_batch;
struct released;

void chart_answer(const struct released *released, size_t group, struct chart_batch *batch);

/* Columns by year and by age (chart_answer_columns.c). */
void chart_answer_citizens(const struct released *released, size_t group, struct chart_batch *batch);
void chart_answer_ages(const struct released *released, size_t group, struct chart_batch *batch);
void chart_answer_places(const struct released *released, size_t group, struct chart_batch *batch);
void chart_answer_expected(const struct released *released, size_t group, struct chart_batch *batch);
/* Bars, shares, changes (chart_answer_parts.c, chart_fit.c, chart_timeline.c). */
void chart_answer_offers(const struct released *released, size_t group, struct chart_batch *batch);
void chart_answer_efforts(const struct released *released, size_t group, struct chart_batch *batch);
void chart_answer_locations(const struct released *released, size_t group, struct chart_batch *batch);
void chart_answer_fit(const struct released *released, size_t group, struct chart_batch *batch);
void chart_answer_capacity(const struct released *released, size_t group, struct chart_batch *batch);

#endif
