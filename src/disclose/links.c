/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of links and the one procedure that applies them: rows of all terms of a link are brought together
 * by a key (group and year, say), and all that have the same key make one equation.
 */
#include "links.h"

#include "columns.h"
#include "past.h"
#include "rests.h"
#include "vifte/area_code.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <stdlib.h>
#include <string.h>

#define TERMS_MAX 4
#define MISSING_SHARE 10 /* a tenth of a total is more than double counting and gaps explain */

/* Gives every key under which a row takes part in the link. */
struct keys {
    const struct model *model;
    const struct cell *row;
    GString *texts; /* one after the other, each ended by a zero */
};

struct link_term {
    enum table_id table;
    int column;
    int32_t by; /* 0 ends the list */
    void (*keys)(struct keys *keys);
};

struct link {
    const char *name;
    enum link_kind kind;
    struct link_term terms[TERMS_MAX];
};

/* --- keys --- */

/* As printf does, of which there is no more here than %s, %d and %c: keys are most of the work.
 */
G_GNUC_PRINTF(2, 3) static void give(struct keys *keys, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    for (; *format != '\0'; format++) {
        if (*format != '%') {
            g_string_append_c(keys->texts, *format);
        } else if (*++format == 's') {
            g_string_append(keys->texts, va_arg(arguments, const char *));
        } else if (*format == 'd') {
            text_append_plain(keys->texts, va_arg(arguments, int), 0);
        } else {
            g_assert(*format == 'c');
            g_string_append_c(keys->texts, (char)va_arg(arguments, int));
        }
    }
    g_string_append_c(keys->texts, '\0');
    va_end(arguments);
}

static const char *next_text(const char *text)
{
    return text + strlen(text) + 1;
}

static const char *code(const struct cell *cell)
{
    return cell->state == CELL_VALUE ? cell->name->code : "";
}

static bool is_region(const struct cell *cell)
{
    return area_is_region(code(cell));
}

/* Group and year stand first in most tables. */
static void group_year(struct keys *keys)
{
    give(keys, "%s|%d", code(&keys->row[0]), (int)keys->row[1].number);
}

/* need, flow_of_citizens, expected: group, municipality, year. */
static void area_year(struct keys *keys)
{
    const struct cell *row = keys->row;
    give(keys, "%s|%s|%d", code(&row[0]), code(&row[1]), (int)row[2].number);
}

static void area_next_year(struct keys *keys)
{
    const struct cell *row = keys->row;
    give(keys, "%s|%s|%d", code(&row[0]), code(&row[1]), (int)row[2].number + 1);
}

static void region_year(struct keys *keys)
{
    if (is_region(&keys->row[1])) {
        give(keys, "%s|%d", code(&keys->row[0]), (int)keys->row[2].number);
    }
}

static void parts_year(struct keys *keys)
{
    if (area_is_municipality(code(&keys->row[1]))) {
        give(keys, "%s|%d", code(&keys->row[0]), (int)keys->row[2].number);
    }
}

static void clusters_year(struct keys *keys)
{
    if (area_is_cluster(code(&keys->row[1]))) {
        give(keys, "%s|%d", code(&keys->row[0]), (int)keys->row[2].number);
    }
}

static void cluster_year(struct keys *keys)
{
    if (area_is_cluster(code(&keys->row[1]))) {
        area_year(keys);
    }
}

/* The cluster that a municipality's row is a part of. */
static const char *cluster_of(const struct keys *keys)
{
    const char *area = code(&keys->row[1]);
    const struct cluster *cluster =
        area_is_municipality(area)
            ? project_cluster_of(keys->model->project, (int)g_ascii_strtoll(area, NULL, 10))
            : NULL;
    return cluster != NULL ? cluster->name.code : NULL;
}

static void part_of_cluster(struct keys *keys)
{
    const char *cluster = cluster_of(keys);
    if (cluster != NULL) {
        give(keys, "%s|%s|%d", code(&keys->row[0]), cluster, (int)keys->row[2].number);
    }
}

/* Citizens from stays are the same figure as persons present; those of forms are not. */
static bool from_stays(const struct cell *row)
{
    return strcmp(code(&row[NEED_SOURCE]), "stays") == 0;
}

static void stays_area_year(struct keys *keys)
{
    if (from_stays(keys->row)) {
        area_year(keys);
    }
}

static void forms_region_year(struct keys *keys)
{
    if (!from_stays(keys->row)) {
        region_year(keys);
    }
}

/* The region counts municipalities on its own basis and from its own kind of source. */
static void give_counted(struct keys *keys)
{
    const struct cell *row = keys->row;
    give(keys, "%s|%d|%s|%s", code(&row[NEED_GROUP]), (int)row[NEED_YEAR].number, code(&row[NEED_BASIS]),
         from_stays(row) ? "stays" : "forms");
}

static void counted_region(struct keys *keys)
{
    if (is_region(&keys->row[NEED_MUNICIPALITY])) {
        give_counted(keys);
    }
}

static void counted_parts(struct keys *keys)
{
    if (area_is_municipality(code(&keys->row[NEED_MUNICIPALITY]))) {
        give_counted(keys);
    }
}

static void counted_clusters(struct keys *keys)
{
    if (area_is_cluster(code(&keys->row[NEED_MUNICIPALITY]))) {
        give_counted(keys);
    }
}

static void give_counted_in(struct keys *keys, const char *cluster)
{
    const struct cell *row = keys->row;
    give(keys, "%s|%d|%s|%s|%s", code(&row[NEED_GROUP]), (int)row[NEED_YEAR].number, code(&row[NEED_BASIS]),
         from_stays(row) ? "stays" : "forms", cluster);
}

static void counted_cluster(struct keys *keys)
{
    if (area_is_cluster(code(&keys->row[NEED_MUNICIPALITY]))) {
        give_counted_in(keys, code(&keys->row[NEED_MUNICIPALITY]));
    }
}

static void counted_in_cluster(struct keys *keys)
{
    const char *cluster = cluster_of(keys);
    if (cluster != NULL) {
        give_counted_in(keys, cluster);
    }
}

static const char *const DIMENSIONS[] = {"age", "sex", "section", "severity", "effort"};

/* The region's citizens are the total of every breakdown. */
static void region_by_dimension(struct keys *keys)
{
    for (size_t i = 0; is_region(&keys->row[NEED_MUNICIPALITY]) && i < G_N_ELEMENTS(DIMENSIONS); i++) {
        give(keys, "%s|%d|%s", code(&keys->row[NEED_GROUP]), (int)keys->row[NEED_YEAR].number, DIMENSIONS[i]);
    }
}

static void by_dimension(struct keys *keys)
{
    const struct cell *row = keys->row;
    give(keys, "%s|%d|%s", code(&row[NEED_PROFILE_GROUP]), (int)row[NEED_PROFILE_YEAR].number,
         code(&row[NEED_PROFILE_DIMENSION]));
}

static void four_keys(struct keys *keys)
{
    const struct cell *row = keys->row;
    give(keys, "%s|%d|%s|%s", code(&row[0]), (int)row[1].number, code(&row[2]), code(&row[3]));
}

static void three_keys(struct keys *keys)
{
    give(keys, "%s|%d|%s", code(&keys->row[0]), (int)keys->row[1].number, code(&keys->row[2]));
}

/* resilience: group and closed offer, on the project's last day. */
static void closed_last_year(struct keys *keys)
{
    give(keys, "%s|%d|%s", code(&keys->row[RESILIENCE_GROUP]), keys->model->project->to_year,
         code(&keys->row[RESILIENCE_CLOSED]));
}

static void matrix_by_offer(struct keys *keys)
{
    const struct cell *row = keys->row;
    give(keys, "%s|%d|%s", code(&row[USE_MATRIX_GROUP]), (int)row[USE_MATRIX_YEAR].number,
         code(&row[USE_MATRIX_OFFER]));
}

static const struct offer *offer_in(const struct model *model, const struct cell *cell)
{
    uint32_t offer = model_offer(model, code(cell));
    return offer == NONE ? NULL : &model->offers[offer];
}

/* As flows.c sorts offers: municipalities of the region by themselves. */
static const char *location_of(const struct model *model, const struct offer *offer)
{
    if (offer->kind == KIND_ADDRESS_FREE) {
        return "address_free";
    }
    if (offer->municipality == NONE) {
        return "abroad";
    }
    const struct municipality *municipality = &model->municipalities[offer->municipality];
    return municipality->in_region || model->project->region == REGION_ALL ? municipality->name.code
                                                                           : "other_region";
}

static bool lies_in_region(const struct model *model, const struct offer *offer)
{
    const char *location = location_of(model, offer);
    return strcmp(location, "address_free") != 0
               ? g_ascii_isdigit(*location)
               : offer->municipality != NONE && (model->municipalities[offer->municipality].in_region ||
                                                 model->project->region == REGION_ALL);
}

static void offer_by_location(struct keys *keys)
{
    const struct cell *row = keys->row;
    const struct offer *offer = offer_in(keys->model, &row[OFFERS_USED_OFFER]);
    if (offer != NULL) {
        give(keys, "%s|%d|%s", code(&row[OFFERS_USED_GROUP]), (int)row[OFFERS_USED_YEAR].number,
             location_of(keys->model, offer));
    }
}

static void offer_in_region(struct keys *keys)
{
    const struct offer *offer = offer_in(keys->model, &keys->row[OFFERS_USED_OFFER]);
    if (offer != NULL && lies_in_region(keys->model, offer)) {
        group_year(keys);
    }
}

static void matrix_by_location(struct keys *keys)
{
    const struct cell *row = keys->row;
    const struct offer *offer = offer_in(keys->model, &row[USE_MATRIX_OFFER]);
    if (offer != NULL) {
        give(keys, "%s|%d|%s|%s", code(&row[USE_MATRIX_GROUP]), (int)row[USE_MATRIX_YEAR].number,
             code(&row[USE_MATRIX_MUNICIPALITY]), location_of(keys->model, offer));
    }
}

/* locations tells the own municipality from the others; offers tell only whether they lie in the region. */
static const char *broad_location(const char *location)
{
    bool inside = strcmp(location, "own_municipality") == 0 || strcmp(location, "other_municipality") == 0;
    return inside || g_ascii_isdigit(*location) ? "region" : location;
}

static void location_class(struct keys *keys)
{
    const struct cell *row = keys->row;
    give(keys, "%s|%d|%s", code(&row[LOCATIONS_GROUP]), (int)row[LOCATIONS_YEAR].number,
         broad_location(code(&row[LOCATIONS_LOCATION])));
}

static void offer_by_class(struct keys *keys)
{
    const struct cell *row = keys->row;
    const struct offer *offer = offer_in(keys->model, &row[OFFERS_USED_OFFER]);
    if (offer != NULL) {
        give(keys, "%s|%d|%s", code(&row[OFFERS_USED_GROUP]), (int)row[OFFERS_USED_YEAR].number,
             broad_location(location_of(keys->model, offer)));
    }
}

static void matrix_by_class(struct keys *keys)
{
    const struct cell *row = keys->row;
    const struct offer *offer = offer_in(keys->model, &row[USE_MATRIX_OFFER]);
    if (offer == NULL) {
        return;
    }
    const char *location = location_of(keys->model, offer);
    bool own = strcmp(location, code(&row[USE_MATRIX_MUNICIPALITY])) == 0;
    give(keys, "%s|%d|%s", code(&row[USE_MATRIX_GROUP]), (int)row[USE_MATRIX_YEAR].number,
         own                          ? "own_municipality"
         : g_ascii_isdigit(*location) ? "other_municipality"
                                      : location);
}

static bool pays_from_region(const struct keys *keys)
{
    uint32_t payer =
        model_municipality(keys->model, (int)g_ascii_strtoll(code(&keys->row[FLOWS_PAYING]), NULL, 10));
    return payer != NONE &&
           (keys->model->project->region == REGION_ALL || keys->model->municipalities[payer].in_region);
}

/* Offers used are counted for the region's citizens alone. */
static void flow_by_location(struct keys *keys)
{
    if (pays_from_region(keys)) {
        give(keys, "%s|%d|%s", code(&keys->row[FLOWS_GROUP]), (int)keys->row[FLOWS_YEAR].number,
             code(&keys->row[FLOWS_LOCATION]));
    }
}

static void flow_of_region(struct keys *keys)
{
    if (pays_from_region(keys)) {
        group_year(keys);
    }
}

static void flow_within_region(struct keys *keys)
{
    if (pays_from_region(keys) && g_ascii_isdigit(*code(&keys->row[FLOWS_LOCATION]))) {
        group_year(keys);
    }
}

static void flow_at_home(struct keys *keys)
{
    if (pays_from_region(keys) &&
        strcmp(code(&keys->row[FLOWS_PAYING]), code(&keys->row[FLOWS_LOCATION])) == 0) {
        group_year(keys);
    }
}

static void flow_into_region(struct keys *keys)
{
    if (!pays_from_region(keys) && g_ascii_isdigit(*code(&keys->row[FLOWS_LOCATION]))) {
        group_year(keys);
    }
}

/* occupancy_year: an offer with a place count is part of its operator, municipality, groups and region. */
static void occupancy_unit(struct keys *keys)
{
    const struct cell *row = keys->row;
    const char *level = code(&row[OCCUPANCY_YEAR_LEVEL]);
    const char *id = strcmp(level, "region") == 0 ? "" : code(&row[OCCUPANCY_YEAR_ID]);
    if (strcmp(level, "offer") != 0) {
        give(keys, "%s|%s|%d", level, id, (int)row[OCCUPANCY_YEAR_YEAR].number);
    }
}

static void occupancy_offer(struct keys *keys)
{
    const struct cell *row = keys->row;
    const struct model *model = keys->model;
    int year = (int)row[OCCUPANCY_YEAR_YEAR].number;
    if (strcmp(code(&row[OCCUPANCY_YEAR_LEVEL]), "offer") != 0 ||
        !cell_has_number(&row[OCCUPANCY_YEAR_PLACE_DAYS])) {
        return;
    }
    const struct offer *offer = offer_in(model, &row[OCCUPANCY_YEAR_ID]);
    if (offer == NULL) {
        return;
    }
    if (offer->operator_name.code != NULL) {
        give(keys, "operator|%s|%d", offer->operator_name.code, year);
    }
    if (offer->municipality != NONE) {
        give(keys, "municipality|%s|%d", model->municipalities[offer->municipality].name.code, year);
    }
    bool counts = model->project->region == REGION_ALL ||
                  (offer->municipality != NONE && model->municipalities[offer->municipality].in_region);
    const struct group_set *set = &model->group_sets[offer->group_set];
    for (uint32_t k = set->first; counts && k < set->first + set->n; k++) {
        give(keys, "group|%s|%d", model->project->groups[model->group_refs[k]].name.code, year);
    }
    if (counts) {
        give(keys, "region||%d", year);
    }
}

void links_occupancy_keys(const struct model *model, const struct cell *row, GPtrArray *texts)
{
    struct keys keys = {.model = model, .row = row, .texts = g_string_new(NULL)};
    occupancy_unit(&keys);
    occupancy_offer(&keys);
    for (const char *text = keys.texts->str; text < keys.texts->str + keys.texts->len;
         text = next_text(text)) {
        g_ptr_array_add(texts, g_strdup(text));
    }
    g_string_free(keys.texts, TRUE);
}

static void offer_year(struct keys *keys)
{
    give(keys, "%s|%d", code(&keys->row[OCCUPANCY_LIMITS_OFFER]),
         (int)keys->row[OCCUPANCY_LIMITS_YEAR].number);
}

static void occupancy_offer_year(struct keys *keys)
{
    const struct cell *row = keys->row;
    if (strcmp(code(&row[OCCUPANCY_YEAR_LEVEL]), "offer") == 0) {
        give(keys, "%s|%d", code(&row[OCCUPANCY_YEAR_ID]), (int)row[OCCUPANCY_YEAR_YEAR].number);
    }
}

/* The whole, the months, the quarters: 2024, 2024M03, 2024K1; each kind makes up the year. A day is no part.
 */
static const char PERIOD_KINDS[] = "AMK";

static void period_of_year(struct keys *keys)
{
    const char *period = code(&keys->row[OCCUPANCY_PERIOD_PERIOD]);
    size_t length = strlen(period);
    char kind = length == strlen("2024") ? 'A' : length < strlen("2024-12-31") ? period[4] : '\0';
    if (kind != '\0' && strchr(PERIOD_KINDS, kind) != NULL) {
        int year = (int)g_ascii_strtoll(period, NULL, 10);
        give(keys, "%s|%d|%c", code(&keys->row[OCCUPANCY_PERIOD_OFFER]), year, kind);
    }
}

static void year_of_periods(struct keys *keys)
{
    const struct cell *row = keys->row;
    for (const char *kind = PERIOD_KINDS;
         *kind != '\0' && strcmp(code(&row[OCCUPANCY_YEAR_LEVEL]), "offer") == 0; kind++) {
        give(keys, "%s|%d|%c", code(&row[OCCUPANCY_YEAR_ID]), (int)row[OCCUPANCY_YEAR_YEAR].number, *kind);
    }
}

static void give_ahead(struct keys *keys, int years)
{
    if (is_region(&keys->row[1])) {
        give(keys, "%s|%d", code(&keys->row[0]), (int)keys->row[2].number + years);
    }
}

/* What the municipalities expect stands in the forecast for that coming year, from the last year's forms. */
static void region_next_year(struct keys *keys)
{
    if ((int)keys->row[2].number == keys->model->project->to_year) {
        give_ahead(keys, 1);
    }
}

static void region_third_year(struct keys *keys)
{
    if ((int)keys->row[2].number == keys->model->project->to_year) {
        give_ahead(keys, 3);
    }
}

/* --- the list --- */

#define NEED(c) TABLE_NEED, NEED_##c
#define FLOW(c) TABLE_FLOW_OF_CITIZENS, FLOW_OF_CITIZENS_##c
#define SELF(c) TABLE_SELF_SUFFICIENCY, SELF_SUFFICIENCY_##c
#define USED(c) TABLE_OFFERS_USED, OFFERS_USED_##c
#define MATRIX TABLE_USE_MATRIX, USE_MATRIX_CITIZENS
#define PAID(c) TABLE_FLOWS, FLOWS_##c
#define EXPECT(c) TABLE_EXPECTED, EXPECTED_##c
#define BALANCE(c) TABLE_BALANCE, BALANCE_##c
#define DISPLACED TABLE_RESILIENCE, RESILIENCE_DISPLACED
#define PROFILE TABLE_NEED_PROFILE, NEED_PROFILE_CITIZENS
#define OCCUPIED TABLE_OCCUPANCY_YEAR, OCCUPANCY_YEAR_OCCUPIED_DAYS
#define REGION_IS_SUM(title, place) \
    { \
        title, LINK_KNOWN, \
        { \
            {place, 1, region_year}, \
            { \
                place, -1, parts_year \
            } \
        } \
    }

/* Where clusters stand instead of municipalities. */
#define REGION_IS_CLUSTERS(title, place) \
    { \
        title, LINK_KNOWN, \
        { \
            {place, 1, region_year}, \
            { \
                place, -1, clusters_year \
            } \
        } \
    }
#define CLUSTER_IS_SUM(title, place) \
    { \
        title, LINK_ACROSS, \
        { \
            {place, 1, cluster_year}, \
            { \
                place, -1, part_of_cluster \
            } \
        } \
    }

static const struct link LINKS[] = {
    {"citizens are the persons present at the end of the year",
     LINK_SAME,
     {{NEED(CITIZENS), 1, stays_area_year}, {FLOW(PRESENT_END), -1, area_year}}},
    {"a year begins with those who were there when the last one ended",
     LINK_SAME,
     {{FLOW(PRESENT_END), 1, area_next_year}, {FLOW(PRESENT_START), -1, area_year}}},
    {"arrivals stand in two tables",
     LINK_SAME,
     {{FLOW(ARRIVALS), 1, area_year}, {NEED(ARRIVALS), -1, area_year}}},
    {"exits stand in two tables", LINK_SAME, {{FLOW(EXITS), 1, area_year}, {NEED(EXITS), -1, area_year}}},
    {"address-free use stands in two tables",
     LINK_SAME,
     {{MATRIX, 1, four_keys}, {TABLE_ADDRESS_FREE, ADDRESS_FREE_CITIZENS, -1, four_keys}}},
    {"one year ahead stands in two tables",
     LINK_SAME,
     {{EXPECT(1Y), 1, region_next_year}, {TABLE_FORECAST, FORECAST_MUNICIPALITIES_EXPECT, -1, group_year}}},
    {"three years ahead stands in two tables",
     LINK_SAME,
     {{EXPECT(3Y), 1, region_third_year}, {TABLE_FORECAST, FORECAST_MUNICIPALITIES_EXPECT, -1, group_year}}},
    {"who is waiting stands in two tables",
     LINK_SAME,
     {{NEED(WAITING), 1, region_year}, {BALANCE(WAITING), -1, group_year}}},
    {"places needed = with a place + waiting + without an offer",
     LINK_EXACT,
     {{BALANCE(PLACES_NEEDED), 1, group_year},
      {BALANCE(WITH_PLACE), -1, group_year},
      {BALANCE(WAITING), -1, group_year},
      {BALANCE(WITHOUT_OFFER), -1, group_year}}},
    {"citizens of forms stand in two tables",
     LINK_SAME,
     {{NEED(CITIZENS), 1, forms_region_year}, {BALANCE(WITH_PLACE), -1, group_year}}},
    {"who must move was there during the year",
     LINK_LEAST,
     {{USED(CITIZENS), 1, three_keys}, {DISPLACED, -1, closed_last_year}}},
    {"an offer's occupancy stands in two tables",
     LINK_TIED,
     {{OCCUPIED, 1, occupancy_offer_year},
      {TABLE_OCCUPANCY_LIMITS, OCCUPANCY_LIMITS_OCCUPANCY, -1, offer_year}}},
    {"an offer's occupancy stands with the cooperation's figures",
     LINK_TIED,
     {{OCCUPIED, 1, occupancy_offer_year}, {TABLE_COOPERATION, COOPERATION_OCCUPANCY, -1, offer_year}}},
    {"present at the end = at the start + arrivals - exits",
     LINK_EXACT,
     {{FLOW(PRESENT_END), 1, area_year},
      {FLOW(PRESENT_START), -1, area_year},
      {FLOW(ARRIVALS), -1, area_year},
      {FLOW(EXITS), 1, area_year}}},
    {"the region's citizens are those of its municipalities",
     LINK_KNOWN,
     {{NEED(CITIZENS), 1, counted_region}, {NEED(CITIZENS), -1, counted_parts}}},
    REGION_IS_SUM("the region's waiting are those of its municipalities", NEED(WAITING)),
    REGION_IS_SUM("present at the start, region and municipalities", FLOW(PRESENT_START)),
    REGION_IS_SUM("arrivals, region and municipalities", FLOW(ARRIVALS)),
    REGION_IS_SUM("exits, region and municipalities", FLOW(EXITS)),
    REGION_IS_SUM("expected in one year, region and municipalities", EXPECT(1Y)),
    REGION_IS_SUM("expected in three years, region and municipalities", EXPECT(3Y)),
    {"the region's citizens are those of its clusters",
     LINK_KNOWN,
     {{NEED(CITIZENS), 1, counted_region}, {NEED(CITIZENS), -1, counted_clusters}}},
    REGION_IS_CLUSTERS("waiting, region and clusters", NEED(WAITING)),
    REGION_IS_CLUSTERS("present at the start, region and clusters", FLOW(PRESENT_START)),
    REGION_IS_CLUSTERS("arrivals, region and clusters", FLOW(ARRIVALS)),
    REGION_IS_CLUSTERS("exits, region and clusters", FLOW(EXITS)),
    REGION_IS_CLUSTERS("expected in one year, region and clusters", EXPECT(1Y)),
    REGION_IS_CLUSTERS("expected in three years, region and clusters", EXPECT(3Y)),
    {"a cluster's citizens are those of its municipalities",
     LINK_ACROSS,
     {{NEED(CITIZENS), 1, counted_cluster}, {NEED(CITIZENS), -1, counted_in_cluster}}},
    CLUSTER_IS_SUM("a cluster's waiting are those of its municipalities", NEED(WAITING)),
    CLUSTER_IS_SUM("present at the start, clusters and municipalities", FLOW(PRESENT_START)),
    CLUSTER_IS_SUM("arrivals, clusters and municipalities", FLOW(ARRIVALS)),
    CLUSTER_IS_SUM("exits, clusters and municipalities", FLOW(EXITS)),
    CLUSTER_IS_SUM("expected in one year, clusters and municipalities", EXPECT(1Y)),
    CLUSTER_IS_SUM("expected in three years, clusters and municipalities", EXPECT(3Y)),
    {"a breakdown adds up to the citizens",
     LINK_OVERLAP,
     {{NEED(CITIZENS), -1, region_by_dimension}, {PROFILE, 1, by_dimension}}},
    {"persons present at the end were there during the year",
     LINK_LEAST,
     {{SELF(CITIZENS), 1, group_year}, {FLOW(PRESENT_END), -1, region_year}}},
    {"persons there during the year began it or arrived",
     LINK_LEAST,
     {{SELF(CITIZENS), -1, group_year},
      {FLOW(PRESENT_START), 1, region_year},
      {FLOW(ARRIVALS), 1, region_year}}},
    {"the offers' citizens are the group's",
     LINK_OVERLAP,
     {{SELF(CITIZENS), -1, group_year}, {USED(CITIZENS), 1, group_year}}},
    {"the offers' days are the group's",
     LINK_KNOWN,
     {{SELF(DAYS), 1, group_year}, {USED(DAYS), -1, group_year}}},
    {"days in the region are those of its offers",
     LINK_KNOWN,
     {{SELF(IN_REGION_SHARE), 1, group_year}, {USED(DAYS), -1, offer_in_region}}},
    {"an offer's citizens are those of the municipalities",
     LINK_OVERLAP,
     {{USED(CITIZENS), -1, three_keys}, {MATRIX, 1, matrix_by_offer}}},
    {"a municipality's citizens at a place are those in its offers",
     LINK_OVERLAP,
     {{PAID(CITIZENS), -1, four_keys}, {MATRIX, 1, matrix_by_location}}},
    {"citizens by kind of place are those of the offers there",
     LINK_KNOWN,
     {{TABLE_LOCATIONS, LOCATIONS_CITIZENS, 1, location_class}, {USED(CITIZENS), -1, offer_by_class}}},
    {"citizens by kind of place are those of the municipalities",
     LINK_KNOWN,
     {{TABLE_LOCATIONS, LOCATIONS_CITIZENS, 1, three_keys}, {MATRIX, -1, matrix_by_class}}},
    {"citizens at a place, by who pays and by offer",
     LINK_KNOWN,
     {{PAID(CITIZENS), 1, flow_by_location}, {USED(CITIZENS), -1, offer_by_location}}},
    {"days at a place, by who pays and by offer",
     LINK_KNOWN,
     {{PAID(DAYS), 1, flow_by_location}, {USED(DAYS), -1, offer_by_location}}},
    {"days paid from the region",
     LINK_KNOWN,
     {{SELF(DAYS), 1, group_year}, {PAID(DAYS), -1, flow_of_region}}},
    {"days paid and spent in the region",
     LINK_KNOWN,
     {{SELF(IN_REGION_SHARE), 1, group_year}, {PAID(DAYS), -1, flow_within_region}}},
    {"days in the own municipality",
     LINK_KNOWN,
     {{SELF(OWN_MUNICIPALITY_SHARE), 1, group_year}, {PAID(DAYS), -1, flow_at_home}}},
    {"days paid from elsewhere",
     LINK_LEAST,
     {{SELF(IMPORTED_DAYS), -1, group_year}, {PAID(DAYS), 1, flow_into_region}}},
    {"a person has at least a day: offers",
     LINK_LEAST,
     {{USED(DAYS), 1, three_keys}, {USED(CITIZENS), -1, three_keys}}},
    {"a person has at most a year: offers",
     LINK_LEAST,
     {{USED(DAYS), -1, three_keys}, {USED(CITIZENS), DAYS_MOST, three_keys}}},
    {"a person has at least a day: flows",
     LINK_LEAST,
     {{PAID(DAYS), 1, four_keys}, {PAID(CITIZENS), -1, four_keys}}},
    {"a person has at most a year: flows",
     LINK_LEAST,
     {{PAID(DAYS), -1, four_keys}, {PAID(CITIZENS), DAYS_MOST, four_keys}}},
    {"occupied days of a year are those of its periods",
     LINK_KNOWN,
     {{OCCUPIED, 1, year_of_periods},
      {TABLE_OCCUPANCY_PERIOD, OCCUPANCY_PERIOD_OCCUPIED_DAYS, -1, period_of_year}}},
    {"occupied days of a unit are those of its offers",
     LINK_KNOWN,
     {{OCCUPIED, 1, occupancy_unit}, {OCCUPIED, -1, occupancy_offer}}},
};

/* --- applying it --- */

/* One equation in the making. */
struct sum {
    GArray *terms; /* struct sdc_term over unknowns */
    bool has_total, has_parts;
    int64_t total;    /* of coefficient x value */
    int64_t of_total; /* the first term's part of it */
};

static void free_sum(gpointer data)
{
    struct sum *sum = data;
    g_array_unref(sum->terms);
    g_free(sum);
}

static struct sum *sum_of(GHashTable *by_key, GPtrArray *sums, const char *key)
{
    struct sum *sum = g_hash_table_lookup(by_key, key);
    if (sum == NULL) {
        sum = g_new0(struct sum, 1);
        sum->terms = g_array_new(FALSE, FALSE, sizeof(struct sdc_term));
        g_ptr_array_add(sums, sum);
        g_hash_table_insert(by_key, g_strdup(key), sum);
    }
    return sum;
}

static void add_to_sum(const struct items *items, const struct link_term *term, bool first, uint32_t unknown,
                       struct sum *sum)
{
    struct sdc_term one = {.at = unknown, .by = term->by};
    g_array_append_val(sum->terms, one);
    sum->has_total = sum->has_total || first;
    sum->has_parts = sum->has_parts || !first;
    sum->total += term->by * items_value(items, unknown);
    sum->of_total += first ? term->by * items_value(items, unknown) : 0;
}

/* Links hold within one source, so a release's rows have keys of their own; one across sources brings the
 * totals of each together with the parts of each. */
static void add_under_key(const struct items *items, const struct link *link, const struct link_term *term,
                          size_t row, uint32_t unknown, const char *key, GHashTable *by_key, GPtrArray *sums)
{
    const struct past *past = items_setting(items)->past;
    bool first = term == &link->terms[0];
    if (past == NULL || past_size(past) == 0) {
        add_to_sum(items, term, first, unknown, sum_of(by_key, sums, key));
        return;
    }
    size_t source = past_source(past, term->table, row);
    for (size_t other = 0; other <= past_size(past); other++) {
        if (other == source || link->kind == LINK_ACROSS) {
            char *full = first ? g_strdup_printf("%zu>%zu>%s", source, other, key)
                               : g_strdup_printf("%zu>%zu>%s", other, source, key);
            add_to_sum(items, term, first, unknown, sum_of(by_key, sums, full));
            g_free(full);
        }
    }
}

static void collect_row(struct items *items, const struct link *link, const struct link_term *term,
                        size_t row, GString *texts, GHashTable *by_key, GPtrArray *sums)
{
    const struct item_setting *setting = items_setting(items);
    uint32_t unknown = items_unknown(items, term->table, row, term->column);
    if (unknown == SDC_NOBODY) {
        return;
    }
    struct keys keys = {.model = setting->model,
                        .row = table_row(setting->results->tables[term->table], row),
                        .texts = g_string_truncate(texts, 0)};
    term->keys(&keys);
    for (const char *text = texts->str; text < texts->str + texts->len; text = next_text(text)) {
        add_under_key(items, link, term, row, unknown, text, by_key, sums);
    }
}

/* Equations in the order in which their first rows come: by the tables' order. */
static GPtrArray *collect(struct items *items, const struct link *link)
{
    GPtrArray *sums = g_ptr_array_new_with_free_func(free_sum);
    GHashTable *by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GString *texts = g_string_new(NULL);
    const struct item_setting *setting = items_setting(items);
    for (size_t t = 0; t < TERMS_MAX && link->terms[t].by != 0; t++) {
        enum table_id id = link->terms[t].table;
        const struct table *table = setting->results->tables[id];
        for (size_t row = 0; table != NULL && setting->kept[id] != NULL && row < table_rows(table); row++) {
            collect_row(items, link, &link->terms[t], row, texts, by_key, sums);
        }
    }
    g_hash_table_unref(by_key);
    g_string_free(texts, TRUE);
    return sums;
}

static void write_sum(struct items *items, const char *link, const struct sum *sum, bool slack)
{
    if (!items_is_new_sum(items, link, (const struct sdc_term *)sum->terms->data, sum->terms->len)) {
        return;
    }
    for (guint t = 0; t < sum->terms->len; t++) {
        struct sdc_term term = g_array_index(sum->terms, struct sdc_term, t);
        items_add_term(items, term.at, term.by);
    }
    if (slack) {
        items_add_term(items, items_add_unprinted(items, llabs(sum->total), false), sum->total < 0 ? 1 : -1);
    }
    items_end_equation(items);
}

/* The first term is the total: does so much of it stand in no part that the reader cannot know how much? */
static bool misses_parts(const struct sum *sum)
{
    return sum->total > MAX(sum->of_total / MISSING_SHARE, 2);
}

static bool apply(struct items *items, const struct link *link, const struct sum *sum)
{
    const struct sdc_term *terms = (const struct sdc_term *)sum->terms->data;
    switch (link->kind) {
    case LINK_SAME:
        return sum->terms->len == 2 && items_join(items, terms[0].at, terms[1].at);
    case LINK_TIED:
        items_tie(items, terms[0].at, terms[1].at);
        return sum->terms->len == 2;
    case LINK_LEAST:
        if (sum->total >= 0) {
            write_sum(items, link->name, sum, true);
        }
        return true;
    case LINK_OVERLAP:
        /* How many of a total that is no longer given stand in no part is not known either, where some do. */
        write_sum(items, link->name, sum,
                  sum->total > 0 || (sum->total < 0 && items_is_free(items, terms[0].at)));
        return true;
    case LINK_KNOWN:
    case LINK_ACROSS:
        write_sum(items, link->name, sum, misses_parts(sum));
        return true;
    case LINK_EXACT:
        write_sum(items, link->name, sum, false);
        return sum->total == 0;
    }
    return false;
}

static void add_link(struct items *items, const struct link *link, GArray *checks)
{
    GPtrArray *sums = collect(items, link);
    struct link_check check = {.name = link->name, .kind = link->kind};
    for (guint k = 0; k < sums->len; k++) {
        const struct sum *sum = g_ptr_array_index(sums, k);
        if (sum->has_parts && sum->has_total) { /* one side alone says nothing */
            check.n++;
            check.wrong += !apply(items, link, sum);
            check.largest = MAX(check.largest, llabs(sum->total));
        }
    }
    if (checks != NULL) {
        g_array_append_val(checks, check);
    }
    g_ptr_array_unref(sums);
}

/* What a part leaves of its whole is nowhere printed, but follows from both: it is a count of persons too. */
struct remainder {
    enum table_id table;
    int whole, part;
};

static const struct remainder REMAINDERS[] = {
    {TABLE_SELF_SUFFICIENCY, SELF_SUFFICIENCY_CITIZENS, SELF_SUFFICIENCY_IN_REGION_CITIZENS},
    {TABLE_BALANCE, BALANCE_WITH_PLACE, BALANCE_OUTSIDE_REGION},
};

static void add_remainder(struct items *items, uint32_t whole, uint32_t part, bool today)
{
    const struct sdc_term terms[] = {{.at = whole, .by = 1}, {.at = part, .by = -1}};
    if (!items_is_new_sum(items, "remainder", terms, 2)) {
        return;
    }
    int64_t rest = items_value(items, whole) - items_value(items, part);
    items_add_term(items, whole, 1);
    items_add_term(items, part, -1);
    items_add_term(items, items_add_unprinted(items, rest, today && items_value(items, whole) > 1), -1);
    items_end_equation(items);
    if (items_value(items, whole) <= 1) {
        items_waive(items, part); /* where the only person is, that person knows */
    }
}

static void add_remainders(struct items *items)
{
    const struct item_setting *setting = items_setting(items);
    for (size_t k = 0; k < G_N_ELEMENTS(REMAINDERS); k++) {
        enum table_id id = REMAINDERS[k].table;
        const struct table *table = setting->results->tables[id];
        for (size_t row = 0; table != NULL && setting->kept[id] != NULL && row < table_rows(table); row++) {
            uint32_t whole = items_unknown(items, id, row, REMAINDERS[k].whole);
            uint32_t part = items_unknown(items, id, row, REMAINDERS[k].part);
            if (whole != SDC_NOBODY && part != SDC_NOBODY) {
                bool today = setting->past == NULL || past_source(setting->past, id, row) == 0;
                add_remainder(items, whole, part, today);
            }
        }
    }
}

/* Citizens without a place (in courses and the like) follow from those with one; their table is another. */
static void add_without_place(struct items *items)
{
    const struct item_setting *setting = items_setting(items);
    const struct table *balance = setting->results->tables[TABLE_BALANCE];
    const struct table *need = setting->results->tables[TABLE_NEED];
    if (balance == NULL || need == NULL || setting->kept[TABLE_BALANCE] == NULL ||
        setting->kept[TABLE_NEED] == NULL) {
        return;
    }
    GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t row = 0; row < table_rows(need); row++) {
        const struct cell *cells = table_row(need, row);
        if (is_region(&cells[NEED_MUNICIPALITY]) && from_stays(cells)) {
            g_hash_table_insert(
                rows, g_strdup_printf("%s|%d", code(&cells[NEED_GROUP]), (int)cells[NEED_YEAR].number),
                GSIZE_TO_POINTER(row + 1));
        }
    }
    for (size_t row = 0; row < table_rows(balance); row++) {
        const struct cell *cells = table_row(balance, row);
        g_autofree char *key =
            g_strdup_printf("%s|%d", code(&cells[BALANCE_GROUP]), (int)cells[BALANCE_YEAR].number);
        size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(rows, key));
        uint32_t part = items_unknown(items, TABLE_BALANCE, row, BALANCE_WITH_PLACE);
        uint32_t whole = found > 0 ? items_unknown(items, TABLE_NEED, found - 1, NEED_CITIZENS) : SDC_NOBODY;
        if (whole != SDC_NOBODY && part != SDC_NOBODY) {
            add_remainder(items, whole, part,
                          setting->past == NULL || past_source(setting->past, TABLE_BALANCE, row) == 0);
        }
    }
    g_hash_table_unref(rows);
}

/* Hidden for the sake of those without an offer, never for their own: a large count of citizens with a place,
 * or of places needed, is nobody's secret, not even from the one person without an offer, who could work it
 * out. */
static void waive_large_sums(struct items *items)
{
    static const int COLUMNS[] = {BALANCE_WITH_PLACE, BALANCE_PLACES_NEEDED};
    const struct item_setting *setting = items_setting(items);
    const struct table *balance = setting->results->tables[TABLE_BALANCE];
    for (size_t row = 0; balance != NULL && setting->kept[TABLE_BALANCE] != NULL && row < table_rows(balance);
         row++) {
        for (size_t k = 0; k < G_N_ELEMENTS(COLUMNS); k++) {
            uint32_t unknown = items_unknown(items, TABLE_BALANCE, row, COLUMNS[k]);
            if (unknown != SDC_NOBODY && items_value(items, unknown) >= setting->threshold) {
                items_waive(items, unknown);
            }
        }
    }
}

void links_add(struct items *items, GArray *checks)
{
    for (size_t i = 0; i < G_N_ELEMENTS(LINKS); i++) {
        add_link(items, &LINKS[i], checks);
    }
    add_remainders(items);
    add_without_place(items);
    waive_large_sums(items);
    rests_add(items);
}
