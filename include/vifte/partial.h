/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Partial sums of stays, version 1: what `vifte reduce` writes of any slice of stays, and `vifte run` takes
 * in place of the stays themselves. CSV, UTF-8, comma, LF, one heading row; a row is what one person had of
 * one offer from one day to another on one rate:
 *
 *   vifte_partial  the version, 1, in every row
 *   person         keyed hash of the pseudonym (person_key.h)
 *   offer, group, acting, paying, section   ids and codes as the project and the catalog have them; `|`
 * between groups start, end     ISO dates, half-open whatever the project's convention; no end = still there
 *   birth_year, sex, severity, daily_rate   blank = not given; kroner with two decimals
 *   days, expenditure   sums over the project's years; expenditure is blank without a rate
 *
 * Any union of partials is a partial: the files side by side, or one after another with their headings, in
 * any order. Days and expenditure add up over rows by any columns; persons are counted distinct by their
 * hashes. What stays lack (rows that could not be read, unknown offers that are left out) is told when they
 * are reduced.
 */
#ifndef VIFTE_PARTIAL_H
#define VIFTE_PARTIAL_H

#include <stdbool.h>
#include <stdio.h>

struct model;

/* All stays of a model that load_slice() made, in its order; the same rows give the same bytes. NULL = no
 * stays. False = writing failed, errno says why. */
bool partial_write(const struct model *model, FILE *file);

#endif
