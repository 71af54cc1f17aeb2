/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All tables of a run and the rule of one audience to what that audience may see. */
#ifndef VIFTE_DISCLOSE_H
#define VIFTE_DISCLOSE_H

#include "vifte/registry.h"

struct diag;
struct editions;
struct model;
struct release;
struct released;
struct results;

struct release_request {
    enum audience audience;
    int municipality; /* code, with AUDIENCE_PUBLIC: that municipality's own figures as well; else 0 */
    int32_t date;     /* printed date */
    struct editions *editions; /* of these results and model, when several are made; NULL = this one alone */
    const char *const
        *families; /* NULL-terminated, or NULL = all: tables of other families are left out of the files */
};

/* What the editions of one run have in common: each audience's figures are protected and audited once.
 * Borrows the results and the model. */
struct editions *editions_new(const struct results *results, const struct model *model);
void editions_free(struct editions *editions);

/* The results are only read; figures that the audience may not see are not copied. NULL with a finding when
 * the audit of what would be shown does not hold: then there must be no output. */
struct released *disclose_release(const struct results *results, const struct model *model,
                                  const struct release_request *request, struct diag *diag);
void released_free(struct released *released);

/* The region's citizens of a group and year were counted in two ways: does how far the counts are apart tell
 * of a few, either outsiders or a municipality that knows how far its own are apart? */
bool disclose_differ_by_few(const struct results *one, const struct results *other, const char *group,
                            int year, int threshold);

/* For the record of a release (releases.h): numbers that are counts of persons or of their days, and words
 * that say what a row counts. */
bool disclose_is_recorded(enum table_id table, size_t column);
/* Gives the figures of a release that were not printed their numbers, as the results have them for that
 * audience; one that they do not have is taken out. Returns how many figures differ from the results. */
size_t disclose_fill_release(struct release *release, const struct results *results,
                             const struct model *model);

#endif
