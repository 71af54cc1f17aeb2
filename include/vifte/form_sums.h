/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The municipal form, put together: one municipality can answer from several departments, which are added up.
 * A sum with a department that left the field open is missing, and one with a department that wrote `<5`
 * suppressed: never a number that is too small.
 */
#ifndef VIFTE_FORM_SUMS_H
#define VIFTE_FORM_SUMS_H

#include "vifte/model.h"

struct frame;

/* All departments' rows of one group, municipality and year. */
struct form {
    const struct need *rows;
    size_t n; /* 0: no form */
};

struct form_index; /* group x area x year -> form */

struct form_index *form_index_new(const struct frame *frame);
void form_index_free(struct form_index *index);
struct form form_index_get(const struct form_index *index, size_t group, size_t area, size_t year);

enum form_field {
    FORM_CITIZENS,
    FORM_WITHOUT_OFFER,
    FORM_WAITING,
    FORM_WAITING_DAYS,
    FORM_EXPECTED_1Y,
    FORM_EXPECTED_3Y
};

/* Sum over the departments. Citizens are summed on one basis; the other fields do not depend on it, so a
 * department that fills two rows (one a basis) counts once, with its row for 31 December where that has the
 * field. */
struct quantity form_citizens(struct form form, enum basis basis);
struct quantity form_sum(struct form form, enum form_field field);
size_t form_departments(struct form form);

/* The basis that most municipalities and years of a group can be counted on; in a tie 31 December. */
enum basis form_index_basis(const struct form_index *index, size_t group);

/* Adds up what several municipalities reported: the sum of the values, over those who gave one. */
struct report_sum {
    double sum;
    size_t n;        /* who gave a number */
    bool suppressed; /* somebody wrote `<5`: the sum would be too small */
};
void report_sum_add(struct report_sum *sum, struct quantity quantity);
/* The same over the municipalities of the region or a cluster: did any answer, and what a field adds up to.
 */
bool form_index_any(const struct form_index *index, size_t group, size_t area, size_t year);
struct cell form_index_sum(const struct form_index *index, size_t group, size_t area, size_t year,
                           enum form_field field);
/* A count of persons; missing when nobody gave a number. */
struct cell report_sum_cell(const struct report_sum *sum);
/* The same for one report. */
struct cell report_cell(struct quantity quantity);

#endif
