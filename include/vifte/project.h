/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The settings of a run: project.ini with every default filled in, plus the yearly parameters of the catalog
 * that it may overrule. Const after input/project has made it. The keys themselves stand in one table,
 * project_keys(), which feeds the parser, `vifte explain` and the manual.
 */
#ifndef VIFTE_PROJECT_H
#define VIFTE_PROJECT_H

#include "vifte/cell.h"
#include "vifte/text.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define REGION_ALL 0
#define PROJECT_SEED 1936 /* of everything that is drawn at random, unless --seed says otherwise */

enum stay_end { STAY_END_INCLUSIVE, STAY_END_EXCLUSIVE };
enum occupancy_basis { OCCUPANCY_PAID, OCCUPANCY_PRESENT };
enum person_scope { PERSONS_PER_SENDER, PERSONS_PER_REGION };
enum unknown_offer { UNKNOWN_OFFER_ERROR, UNKNOWN_OFFER_LEAVE_OUT };
enum age_at { AGE_AT_31_DECEMBER, AGE_AT_1_JANUARY };
enum zero_rule { ZERO_SHOW, ZERO_HIDE };
enum offer_occupancy_rule { OFFER_OCCUPANCY_PERCENT, OFFER_OCCUPANCY_HIDE };

struct age_band {
    int from;
    int to; /* last year of age in the band; AGE_OPEN = no upper end */
};
#define AGE_OPEN 999

enum clusters_only { CLUSTERS_BY_RULE, CLUSTERS_YES, CLUSTERS_NO };

struct group {
    struct name name;             /* id; name in the run's language: project_set_language() */
    char *id, *name_da, *name_en; /* NULL = not given */
    char *note;
    char **match;        /* NULL-terminated, already folded (text_fold) */
    struct age_band age; /* {0, AGE_OPEN} where the project gives none */
    bool age_filters_citizens;
    enum clusters_only clusters_only; /* public for the region and fixed clusters only */
    char *theme;
};

struct cluster {
    struct name name;
    int *codes; /* municipality codes */
    size_t n_codes;
};

struct initiative {
    char *name;
    char *status;
    char *handling;
};

/* `coarsen.TABLE`: what is laid together in an output table before anything is suppressed: `need` has
 * clusters or region, `need_profile` dimensions that are left out and bands of age. */
struct coarsening {
    char *table;
    char **words; /* NULL-terminated */
};

/* One `[columns TABLE]` row: the heading in the files stands for the canonical column. */
struct column_mapping {
    char *table;
    char *column;
    char *heading;
};

/* `[format TABLE]`; NULL or 0 = decide from evidence. */
struct format_rule {
    char *table;
    char *encoding;
    char *sheet;
    char *date;
    char separator;
    char decimal;
    char thousands;
    int header_row;
};

struct input_file {
    char *table;
    char *path;          /* absolute or relative to the working folder: for opening */
    char *display;       /* relative to the project: for messages and outputs */
    int sender;          /* municipality code, 0 = not said */
    bool sender_by_name; /* taken from the file's name, not from [inputs] */
};

/* A yearly parameter: what was used, from where. */
struct parameter {
    const char *key;
    int year; /* 0 = every year */
    double value;
    const char *unit;
    const char *source;
    const char
        *status; /* S D I M of the catalog, or "project"; X = looked for and not found: there is no value */
};

/* A scenario's: arrivals of a group are multiplied from a year on. */
struct arrival_change {
    size_t group;
    int from_year;
    double factor;
};

struct project {
    char *folder;
    char *title;
    int region;               /* 81 ... 85, or REGION_ALL */
    int from_year, to_year;   /* first and last whole year */
    int32_t from_day, to_day; /* half-open */
    enum language language;
    enum audience audience;
    int32_t freeze;         /* DAY_OPEN when not set */
    int32_t received_until; /* forms received later are not read; DAY_OPEN = all are */
    char *sender;
    GBytes *logo;            /* PNG for first pages; NULL = none */
    GPtrArray *inputs;       /* struct input_file *, sorted by table, then path */
    GPtrArray *mappings;     /* struct column_mapping * */
    GPtrArray *formats;      /* struct format_rule * */
    GHashTable *reports_for; /* code -> code (GINT_TO_POINTER): key's numbers also stand for value */
    struct group *groups;    /* in the project's order */
    size_t n_groups;
    GPtrArray *clusters;       /* struct cluster * */
    GPtrArray *initiatives;    /* struct initiative * */
    GPtrArray *approved_texts; /* char *: groups whose free texts may be public */

    int threshold, cooperation_threshold;
    enum zero_rule zero;
    enum offer_occupancy_rule offer_occupancy;
    int dominance_n;
    double dominance_k, p_percent;
    GPtrArray *coarsenings; /* struct coarsening * */

    enum stay_end stay_end;
    enum occupancy_basis occupancy_basis;
    enum person_scope person_scope;
    enum unknown_offer unknown_offer;
    enum age_at age_at;
    int episode_gap_days;
    struct age_band *age_bands;
    size_t n_age_bands;

    bool stays_complete_all;
    GPtrArray *stays_complete; /* char *: offer ids */
    double low_limit;          /* fraction; 0 = not set */
    double service_level;
    int forecast_years, forecast_draws;
    uint64_t seed;
    double false_alarms_per_year, follow_below_pct_of_break_even, largest_share;
    int dialogue_buyers_lost;
    GArray *parameters; /* struct parameter: catalog overruled by [rates], sorted by key, year */

    /* Of a scenario and of the project it is compared with; else NULL and 0. */
    GArray *arrival_changes; /* struct arrival_change */
    int32_t as_of;           /* project_as_of() */
};

struct project *project_new(void); /* empty lists, nothing set */

/* Names of groups in that language; a name that is not given falls back on the other language, then on the
 * id. */
void project_set_language(struct project *project, enum language language);

/* The parameter for a year: the row of that year, else of every year, else the newest earlier one; NULL when
 * unknown (also when that row says that the value was not found). */
const struct parameter *project_parameter(const struct project *project, const char *key, int year);
const struct format_rule *project_format(const struct project *project, const char *table);
/* The day for which it is told who lives where: the project's last, in a scenario the last of its changes. */
int32_t project_as_of(const struct project *project);
/* The cluster that a municipality is in: the first that names it; NULL = none. */
const struct cluster *project_cluster_of(const struct project *project, int municipality);
/* The codes of its municipalities in order, with ; between; the caller's. */
char *project_cluster_codes(const struct cluster *cluster);
bool project_text_approved(const struct project *project, const char *group);
void project_free(struct project *project);

#endif
