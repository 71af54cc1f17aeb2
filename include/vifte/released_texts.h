/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Free texts about one group that an audience may read: the municipalities' remarks, and what the analysts
 * wrote themselves. Public only once the group stands under [texts] approved; a text that is not approved is
 * not here, and how many there are is not either. Made by disclose/ alone, beside struct released.
 */
#ifndef VIFTE_RELEASED_TEXTS_H
#define VIFTE_RELEASED_TEXTS_H

#include "vifte/cell.h"

#include <stdbool.h>
#include <stddef.h>

struct diag;
struct model;
struct released_texts;
struct theme;

struct released_remark {
    const char *question;     /* as the form names it: the id of an {{ask}} */
    const char *municipality; /* name */
    const char *department;   /* "" = the municipality as one */
    const char *text;
    bool holds_number; /* somebody should look at it before it goes out */
};

/* `own` (may be NULL) is borrowed and must live as long. A number in a text that goes out is a finding at its
 * line, so that somebody looks at it. */
struct released_texts *disclose_texts(const struct model *model, const char *group, enum audience audience,
                                      const struct theme *own, struct diag *diag);
void released_texts_free(struct released_texts *texts);

/* May this audience read free texts about the group? */
bool released_texts_approved(const struct released_texts *texts);
/* NULL when there is none, or not for this audience. */
const struct theme *released_texts_own(const struct released_texts *texts);
/* By question, then the municipalities in Danish order. */
size_t released_texts_size(const struct released_texts *texts);
const struct released_remark *released_texts_at(const struct released_texts *texts, size_t i);

#endif
