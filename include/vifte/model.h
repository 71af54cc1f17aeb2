/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files said, as dense arrays; const after input/load has made it. Rows point to each other by index
 * (uint32_t, NONE = nobody). Every array is sorted so that no result depends on the order of rows or files.
 *
 * Counts are whole and not negative, days are since 1970-01-01 and half-open, money is oere. A quantity that
 * a sender can leave out carries its state: missing (nothing reported), na, suppressed (the sender wrote
 * `<5`).
 */
#ifndef VIFTE_MODEL_H
#define VIFTE_MODEL_H

#include "vifte/cell.h"
#include "vifte/project.h"

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#define NONE UINT32_MAX

struct quantity {
    double number;
    enum cell_state state;
};

/* Where a row came from. `file` indexes model.files. */
struct origin {
    uint32_t file;
    uint32_t line;
};

struct region {
    struct name name; /* "81", "Nordjylland" */
};

struct municipality {
    struct name name; /* "851", "Aalborg"; also "other_region" is never here: see flows */
    int code;
    int region;
    double latitude, longitude; /* 0,0 = not known */
    int tile_col, tile_row;     /* -1 = no tile */
    const char *short_name;     /* "Aal", or "" */
    bool in_region;             /* belongs to the project's region */
};

enum operator_type {
    OPERATOR_UNKNOWN,
    OPERATOR_MUNICIPAL,
    OPERATOR_REGIONAL,
    OPERATOR_PRIVATE,
    OPERATOR_SELF_GOVERNING,
    OPERATOR_FOUNDATION
};
enum offer_kind {
    KIND_UNKNOWN,
    KIND_PERMANENT,
    KIND_TEMPORARY,
    KIND_DAY,
    KIND_RESPITE,
    KIND_ACUTE,
    KIND_SECURED,
    KIND_ADDRESS_FREE,
    KIND_OTHER
};
enum reach { REACH_UNKNOWN, REACH_LOCAL, REACH_REGIONAL, REACH_NATIONAL };
enum capacity_unit { UNIT_PLACES, UNIT_PUPILS, UNIT_COURSES, UNIT_HOURS };

/* A set of groups, shared by offers and stays: group_refs[first .. first + n), ascending. */
struct group_set {
    uint32_t first;
    uint32_t n;
};

struct offer {
    struct name name; /* id, name of the newest period */
    struct name operator_name;
    struct name section; /* of the newest period; code as in the catalog where known, e.g. "SEL-107" */
    struct name agreement;
    enum operator_type operator_type;
    enum offer_kind kind;
    enum reach reach;
    enum capacity_unit unit;
    uint32_t municipality;
    uint32_t group_set;
    uint32_t merged_into; /* offer, or NONE */
    int age_from, age_to; /* 0 .. AGE_OPEN */
    bool cooperation, specialised;
    uint32_t first_period, n_periods; /* in model.periods, ascending by start */
};

/* One row of the offers table: what is in force from start to end. */
struct period {
    uint32_t offer;
    int32_t start, end;
    struct quantity places; /* na where the offer is not measured in places */
    struct name section;
    struct origin origin;
};

/* One row of the occupancy table. */
struct report {
    uint32_t offer;
    int32_t start, end; /* a census day is [day, day + 1) */
    bool census;
    const char *period;            /* as written canonically: 2024, 2024K1, 2024M01, 2024-12-31 */
    struct quantity places;        /* overrides the offer's for its period */
    struct quantity occupied_days; /* of the whole period; from an average: average x days */
    struct quantity waiting;
    struct origin origin;
};

/* 40 bytes; a country's ten million stays are 0.4 GB. */
struct stay {
    uint32_t person; /* dense id; equal pseudonyms are one person within the project's person_scope */
    uint32_t offer;
    int32_t start, end; /* end = DAY_OPEN while the stay lasts */
    int32_t rate_oere;  /* a day; -1 = not given */
    uint32_t line;
    uint16_t file;
    uint16_t group_set;
    uint16_t acting, paying; /* municipalities */
    uint16_t section;        /* index into model.sections, UINT16_MAX = not given */
    uint16_t birth_year;     /* 0 = not given */
    uint8_t sex;             /* 0 not given, 1 man, 2 woman */
    uint8_t severity;        /* 0 = not given */
};

/* One section of the law took over from another when the law changed. */
struct succession {
    const char *from, *to; /* codes */
};

enum basis { BASIS_UNKNOWN, BASIS_31_DECEMBER, BASIS_DURING_YEAR };
enum direction { DIRECTION_MISSING, DIRECTION_MORE, DIRECTION_SAME, DIRECTION_FEWER, DIRECTION_UNKNOWN };

struct need {
    uint32_t municipality, group;
    struct name department; /* "" = the municipality as one */
    int year;
    enum basis basis;
    struct quantity citizens, without_offer, waiting, waiting_days, referrals, expected_1y, expected_3y;
    enum direction direction;
    int fit; /* 1-5, 0 = the answer was "unknown", -1 = not answered */
    struct origin origin;
};

enum dimension { DIMENSION_AGE, DIMENSION_SEX, DIMENSION_SECTION, DIMENSION_SEVERITY, DIMENSION_EFFORT };

struct need_count {
    uint32_t municipality, group;
    struct name department;
    int year;
    enum basis basis;
    enum dimension dimension;
    struct name value;
    struct quantity citizens, services;
    struct origin origin;
};

/* Does the offer give the whole effort, or a part of it? */
enum whole { WHOLE_UNKNOWN, WHOLE_YES, WHOLE_NO };

struct use_count {
    uint32_t municipality, group, offer;
    int year;
    struct quantity citizens, services;
    enum whole whole;
    struct origin origin;
};

struct remark {
    uint32_t municipality, group;
    struct name department, question;
    const char *text;
    struct origin origin;
};

/* Persons on 1 January of `year`; areas are municipalities only, bands do not overlap within one
 * (municipality, year). */
struct population {
    uint32_t municipality;
    int year;
    struct age_band age;
    double persons;
    bool projection;
};

struct demand {
    uint32_t offer, municipality;
    int year;
    struct quantity bought, committed, expected, referrals, planned_moves;
    struct name payment_model;
    int32_t notice_day; /* DAY_OPEN = none */
    struct origin origin;
};

struct capacity_note {
    uint32_t offer;
    int32_t day;
    const char *note;
    struct origin origin;
};

enum component { COMPONENT_BASE, COMPONENT_ADDITION, COMPONENT_HEALTH };

struct rate {
    uint32_t offer;
    int year;
    enum component component;
    int64_t daily_rate_oere;
    struct quantity costs, carried_result, budgeted_occupancy, revenue,
        actual_costs; /* oere; occupancy a fraction */
    struct origin origin;
};

struct price_index {
    int year;
    double index; /* above 0 */
    struct origin origin;
};

struct travel {
    uint32_t from, to; /* municipalities */
    double amount;
    bool minutes; /* else km */
};

/* In a scenario: somebody who has to leave an offer. */
struct moved {
    uint32_t person, from, group_set;
    uint32_t to;              /* offer; NONE = there is no place */
    struct quantity km, oere; /* more than before: a way, and a year; na without a place */
};

/* Who delivered what: one row a table, sender and period, counted or not. */
enum delivery_status {
    DELIVERY_RECEIVED,
    DELIVERY_LATE,
    DELIVERY_MISSING,
    DELIVERY_SUPERSEDED,
    DELIVERY_DRAFT
};
struct delivery {
    const char *table;
    uint32_t municipality; /* NONE: an operator or the secretariat */
    int year;              /* 0 = the whole project */
    uint32_t rows;
    int32_t received; /* DAY_OPEN = not said */
    int version;      /* 0 = not said */
    enum delivery_status status;
    uint32_t file;      /* NONE for a missing one */
    const char *sender; /* its name where municipality is NONE; NULL = the secretariat */
    const char *what;   /* of a missing one: the offers it is about; NULL = all of it */
    uint32_t line;      /* of the first of them */
    const char *groups; /* codes of those its rows are about, in the project's order: "a|b"; NULL = of all */
};

struct input_record { /* one input file as read, for run.json and log.json */
    const char *display;
    const char *sheet; /* NULL = no spreadsheet */
    const char *table;
    char sha256[65];
    uint64_t rows;
    const char *encoding;
    char separator;
};

struct model {
    struct project *project; /* owned */
    GStringChunk *strings;   /* owns all strings below */

    struct region *regions;
    size_t n_regions;
    struct municipality *municipalities; /* by code */
    size_t n_municipalities;
    uint32_t *region_order; /* municipalities of the project's region in Danish alphabetical order */
    size_t n_region;

    struct group_set *group_sets;
    size_t n_group_sets;
    uint32_t *group_refs; /* indexes into project->groups */
    size_t n_group_refs;

    struct offer *offers; /* by id */
    size_t n_offers;
    struct period *periods; /* by offer, start */
    size_t n_periods;
    struct report *reports; /* by offer, start, end */
    size_t n_reports;
    struct stay *stays; /* by offer, start, end, person ... a total order over the content */
    size_t n_stays;
    size_t n_persons;
    char *person_hashes;   /* PERSON_KEY_LETTERS each, of load_slice() alone; else NULL */
    struct name *sections; /* of stays */
    size_t n_sections;
    struct succession *successions; /* by old code: a change of law is no move between kinds of effort */
    size_t n_successions;
    struct need *needs; /* only versions that count; by group, municipality, year, department */
    size_t n_needs;
    struct need_count *need_counts;
    size_t n_need_counts;
    struct use_count *use_counts;
    size_t n_use_counts;
    struct remark *remarks;
    size_t n_remarks;
    struct population *populations; /* by municipality, year, age.from */
    size_t n_populations;
    struct demand *demands; /* by offer, municipality, year */
    size_t n_demands;
    struct capacity_note *capacity_notes; /* by day, offer */
    size_t n_capacity_notes;
    struct rate *rates; /* by offer, year, component */
    size_t n_rates;
    struct price_index *price_indexes; /* by year */
    size_t n_price_indexes;
    struct travel *travels; /* by from, to; km before minutes */
    size_t n_travels;
    struct moved *moved; /* of a scenario alone */
    size_t n_moved;
    struct delivery *deliveries; /* by table, municipality, year, version */
    size_t n_deliveries;
    struct input_record *files;
    size_t n_files;
    GPtrArray *releases;  /* struct release * (releases.h): what was sent out before, by file name */
    char fingerprint[33]; /* of all parsed rows, the same whatever their order */
};

void model_free(struct model *model);
/* The stays are most of a large model's memory, and nobody needs them once the measures are made. */
void model_drop_stays(struct model *model);

/* An input table by its key: "needs", "Needs" (to be translated); NULL when there is no such table. */
const struct name *model_input_name(const char *table);
/* Is `group` in the set? */
bool model_set_has(const struct model *model, uint32_t set, uint32_t group);
/* Offer by id, NONE when unknown. */
uint32_t model_offer(const struct model *model, const char *id);
/* Municipality by code, NONE when unknown. */
uint32_t model_municipality(const struct model *model, int code);
/* Integral of places over [start, end): place-days. */
double model_place_days(const struct model *model, const struct offer *offer, int32_t start, int32_t end);
/* Inhabitants of a municipality on 1 January of a year in an age range. Bands that the range cuts are
 * prorated by whole years and *approximate becomes true; false when a year of age is not covered, or
 * a band of more than thirty years would have to be cut. */
bool model_population(const struct model *model, uint32_t municipality, int year, struct age_band age,
                      double *persons, bool *approximate);
/* Index of the offer's first row, or of the next offer's, among rows that are sorted by offer; each is `size`
 * bytes, with its offer at the offset. */
size_t model_first_row(const void *rows, size_t n, size_t size, size_t offset, uint32_t offer);
#define MODEL_FIRST_ROW(rows, n, type, wanted) \
    model_first_row((rows), (n), sizeof(type), offsetof(type, offer), (wanted))
/* Stays of one offer follow each other. */
size_t model_first_stay(const struct model *model, uint32_t offer);
/* Is the offer measured in places (unit places and not address-free)? */
bool model_in_places(const struct offer *offer);
/* Were all stays of the offer reported ([occupancy] stays_complete)? */
bool model_stays_complete(const struct model *model, const struct offer *offer);

#endif
