/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All tables of a run and the rule of one audience to what that audience may see. */
#ifndef VIFTE_DISCLOSE_H
#define VIFTE_DISCLOSE_H

#include "vifte/cell.h"

struct diag;
struct model;
struct released;
struct results;

struct release_request {
    enum audience audience;
    int32_t date; /* printed date */
    const char *const
        *families; /* NULL-terminated, or NULL = all: tables of other families are left out of the files */
};

/* The results are only read; figures that the audience may not see are not copied. NULL with a finding when
 * the audit of what would be shown does not hold: then there must be no output. */
struct released *disclose_release(const struct results *results, const struct model *model,
                                  const struct release_request *request, struct diag *diag);
void released_free(struct released *released);

#endif
