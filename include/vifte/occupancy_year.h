/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table occupancy_year: offers pass one by one and are added up to the units above them.
 *
 * An offer counts once in its operator, municipality and region, and in full in each of its groups. Group and
 * region are what the region has: offers outside it stand as offers, operators and municipalities only.
 */
#ifndef VIFTE_OCCUPANCY_YEAR_H
#define VIFTE_OCCUPANCY_YEAR_H

struct model;
struct occupancy_years;
struct occupancy_year;
struct offer;
struct table;

struct occupancy_years *occupancy_years_new(const struct model *model);
/* `figures` = one for each of the project's years. */
void occupancy_years_add(struct occupancy_years *years, const struct offer *offer,
                         const struct occupancy_year *figures);
/* The sorted table, owned by the caller; `years` is freed. */
struct table *occupancy_years_finish(struct occupancy_years *years);

#endif
