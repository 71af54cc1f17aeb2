/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The occupancy reports of one offer, and which of them count where they overlap. */
#ifndef VIFTE_REPORTS_H
#define VIFTE_REPORTS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct model;
struct report;

/* Index of the offer's first report, n_reports when it has none after the offers before it. */
size_t reports_first(const struct model *model, uint32_t offer);

/* Borrowed pointers to reports of one offer that share no day, ascending. Among reports that overlap the
 * longest counts, so that a year's report is not added to those of its months (calendar periods lie in each
 * other or apart). `wanted` says which reports are asked for. Free with g_ptr_array_unref(). */
GPtrArray *reports_apart(const struct model *model, uint32_t offer, bool (*wanted)(const struct report *));

#endif
