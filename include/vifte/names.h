/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names that a measure has to make itself: periods, messages, words joined from several rows. The same pair
 * gives the same pointer, which lives as long as the process (as g_intern_string() does), so that every cell
 * may keep it.
 */
#ifndef VIFTE_NAMES_H
#define VIFTE_NAMES_H

#include "vifte/cell.h"

#include <glib.h>

const struct name *names_intern(const char *code, const char *label);

/* Code and label alike: "2024", "2024M01", a message. */
const struct name *names_intern_plain(const char *text);

/* Several names (const struct name *) in one cell: codes for files "773|851", a list in words for people; na
 * where there is nobody. */
struct cell names_list_cell(const GPtrArray *who);

/* "9/11", to people "9 of 11 municipalities". */
const struct name *names_n_of(size_t n, size_t all);

#endif
