/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every page of an edition must say about itself, and the names a writer needs to lay out tables: no
 * figures that rest on persons. All strings are borrowed from the model or static.
 */
#ifndef VIFTE_EDITION_H
#define VIFTE_EDITION_H

#include "vifte/cell.h"
#include "vifte/text.h"

#include <glib.h>

struct edition_municipality {
    struct name name;
    const char *short_name;
    int tile_col, tile_row; /* -1 = no tile */
};

struct edition_group {
    struct name name;
    const char *note;     /* delimitation, "" when none */
    bool below_threshold; /* the whole group gets one sentence */
};

struct edition_parameter {
    const char *key;
    const char *value; /* as printed */
    const char *source;
};

/* A weakness of the input that tables rest on: what kind it is, never where or how often. In editions for
 * others what concerns single persons' rows has no kind of its own (EDITION_REMARK_PERSONS). */
struct edition_remark {
    const char *code;        /* "W316" */
    const char *title;       /* N_() */
    const char *explanation; /* N_() */
    const char *tables;      /* names, separated by blanks, each once, sorted */
};
#define EDITION_REMARK_PERSONS "*"

struct edition {
    const char *title;
    const char *region; /* name in the run's language, "" for all regions */
    const char *sender; /* "" when not given */
    GBytes *logo;       /* PNG for first pages; NULL = none */
    int from_year, to_year;
    int32_t date; /* printed date: SOURCE_DATE_EPOCH, else freeze, else today */
    enum language language;
    enum audience audience;
    int municipality; /* code for a municipality's own edition, else 0 */
    size_t releases;  /* how many earlier ones were examined together with this one */
    int threshold;
    const struct edition_municipality *municipalities; /* of the region, Danish order */
    size_t n_municipalities;
    const struct name *const
        *clusters; /* fixed clusters of municipalities, for small groups; project's order */
    size_t n_clusters;
    const struct edition_group *groups; /* project's order */
    size_t n_groups;
    const struct edition_parameter *parameters; /* project settings that shape figures */
    size_t n_parameters;
    const struct edition_remark *remarks; /* by code */
    size_t n_remarks;
};

#endif
