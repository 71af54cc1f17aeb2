/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the sheet of corrections share; see answer_changes.h. */
#ifndef VIFTE_ANSWER_CHANGED_H
#define VIFTE_ANSWER_CHANGED_H

#include "answer_private.h"

struct earlier;

struct changes {
    struct answer answer; /* about the new one; its document is the sheet */
    const struct document *now;
    const struct earlier *then, *today;
    GArray *list; /* struct change */
};

struct change {
    const char *id, *before, *after;
};

enum cause {
    CAUSE_ARRIVED,     /* a form that had not come then */
    CAUSE_STAYS,       /* the same of stays */
    CAUSE_NEW_VERSION, /* another version of a form */
    CAUSES
};

/* --- answer_causes.c --- */
/* Names (const char *) of those whose delivery behind the figure is another one than then. */
GPtrArray *changes_senders(const struct changes *changes, const struct change *change, enum cause cause);
/* Names (const char *) of settings that are not what they were. */
GPtrArray *changes_settings(const struct changes *changes);
/* Takes the names: "a, b and c", NULL for none. */
char *changes_joined(GPtrArray *names);
/* May the earlier figure stand beside the new one? */
bool changes_may_tell(const struct changes *changes, const struct change *change);

/* --- answer_parts.c --- */
/* The change in citizens taken apart. */
void changes_write_parts(struct changes *changes);

#endif
