/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The input tables of the contract. Headings match after folding, so "Gyldig fra", "gyldig_fra" and "GYLDIG
 * FRA" are one. */
#include "vifte/schemas.h"

#include <string.h>

/* clang-format off */
/* Words stand in the order of the enums in model.h; the unknown value there is no word here, so numbers start at 1. */
static const char *const OPERATOR_TYPES[] = {"municipal|kommunal|kommune", "regional|region", "private|privat", "self_governing|selvejende", "foundation|fond", NULL};
static const char *const KINDS[] = {"permanent|længerevarende", "temporary|midlertidigt|midlertidig", "day|dag|dagtilbud", "respite|støtteophold|aflastning", "acute|akut", "secured|sikret", "address_free|matrikelløs|matrikelløst", "other|andet|residential|botilbud", NULL};
static const char *const REACHES[] = {"local|lokal|lokalt", "regional|landsdel|landsdelsdækkende", "national|land|landsdækkende", NULL};
static const char *const UNITS[] = {"places|pladser", "pupils|elever", "courses|forløb", "hours|timer", NULL};
static const char *const SEXES[] = {"man|mand|m|dreng|male|mænd", "woman|kvinde|k|pige|female|f|kvinder", NULL};
static const char *const BASES[] = {"31 December|pr. 31.12|31. december|pr. 31. december|31.12|ultimo", "during the year|i løbet af året|i året", NULL};
static const char *const DIRECTIONS[] = {"more|flere", "same|samme|uændret", "fewer|færre", "unknown|ved ikke", NULL};
static const char *const FITS[] = {"1", "2", "3", "4", "5", "unknown|ved ikke", NULL};
static const char *const DIMENSIONS[] = {"age|alder", "sex|køn", "section|paragraf", "severity|sværhedsgrad", "effort|indsats|indsatstype", NULL};
static const char *const COMPONENTS[] = {"base|grund|grundydelse", "addition|tillæg|tillægsydelse", "health|sundhed|sundhedsydelse", NULL};
static const char *const STATUSES[] = {"draft|udkast", "approved|godkendt", "corrected|rettet", NULL};

#define REQUIRED(n, a, k)    {.name = n, .aliases = a, .kind = k, .required = true}
#define OPTIONAL(n, a, k)    {.name = n, .aliases = a, .kind = k}
#define MEASURE(n, a, k)     {.name = n, .aliases = a, .kind = k, .measure = true}
#define WORD(n, a, w)        {.name = n, .aliases = a, .kind = VALUE_WORD, .words = w}
#define RECEIVED OPTIONAL("received", "modtaget", VALUE_DATE), OPTIONAL("version", "", VALUE_COUNT), WORD("status", "", STATUSES)
#define SENDER(n, a)         {.name = n, .aliases = a, .kind = VALUE_TEXT, .required = true, .sender = true}
#define MUNICIPALITY_COLUMN SENDER("municipality", "kommune|kommunekode|kommunenavn|kom|kommunenr|kommunenummer")
#define GROUP_COLUMN REQUIRED("group", "målgruppe", VALUE_TEXT)
#define YEAR_COLUMN REQUIRED("year", "år", VALUE_YEAR)
#define OFFER_COLUMN REQUIRED("offer", "tilbud", VALUE_TEXT)
#define DEPARTMENT_COLUMN OPTIONAL("department", "forvaltning", VALUE_TEXT)

static const struct input_column MUNICIPALITIES[] = {
    REQUIRED("code", "kode|kommunekode", VALUE_TEXT), REQUIRED("name", "navn|kommune", VALUE_TEXT), REQUIRED("region", "", VALUE_TEXT),
    OPTIONAL("latitude", "bredde|breddegrad", VALUE_DECIMAL), OPTIONAL("longitude", "længde|længdegrad", VALUE_DECIMAL),
};
static const struct input_column OFFERS[] = {
    OFFER_COLUMN, REQUIRED("name", "navn", VALUE_TEXT), REQUIRED("operator", "driftsherre", VALUE_TEXT),
    WORD("operator_type", "driftsform", OPERATOR_TYPES),
    REQUIRED("municipality", "beliggenhedskommune", VALUE_TEXT), OPTIONAL("section", "paragraf", VALUE_TEXT),
    REQUIRED("groups", "målgrupper|målgruppe", VALUE_TEXT), WORD("kind", "type", KINDS), {.name = "places", .aliases = "pladser|antal pladser|normerede pladser", .kind = VALUE_PLACES, .required = true, .may_be_blank = true},
    OPTIONAL("valid_from", "gyldig_fra", VALUE_DATE), OPTIONAL("valid_to", "gyldig_til", VALUE_DATE),
    OPTIONAL("cooperation", "forstærket|forstærket samarbejde", VALUE_YES_NO), OPTIONAL("specialised", "højt_specialiseret", VALUE_YES_NO),
    WORD("reach", "opland", REACHES), WORD("capacity_unit", "kapacitetsenhed", UNITS),
    OPTIONAL("age_from", "alder_fra", VALUE_COUNT), OPTIONAL("age_to", "alder_til", VALUE_COUNT), OPTIONAL("alias", "andre navne", VALUE_TEXT),
    OPTIONAL("agreement", "aftale", VALUE_TEXT), OPTIONAL("merged_into", "lagt ind under", VALUE_TEXT),
};
static const struct input_column OCCUPANCY[] = {
    OFFER_COLUMN, REQUIRED("period", "periode", VALUE_PERIOD), OPTIONAL("places", "pladser|antal pladser|normerede pladser", VALUE_PLACES),
    MEASURE("occupied_days", "belagte_dage|belagte døgn", VALUE_DECIMAL), MEASURE("occupied", "belagte_pladser", VALUE_DECIMAL),
    MEASURE("waiting", "venteliste", VALUE_COUNT),
};
#define STAYS_COLUMNS \
    REQUIRED("person", "borger", VALUE_TEXT), OFFER_COLUMN, GROUP_COLUMN, SENDER("acting", "handlekommune"), \
    OPTIONAL("paying", "betalingskommune", VALUE_TEXT), REQUIRED("start", "startdato", VALUE_DATE), OPTIONAL("end", "slut|slutdato", VALUE_DATE), \
    OPTIONAL("section", "paragraf", VALUE_TEXT), OPTIONAL("birth_year", "fødselsår", VALUE_YEAR), WORD("sex", "køn", SEXES), \
    OPTIONAL("severity", "sværhedsgrad", VALUE_COUNT), OPTIONAL("daily_rate", "takst|døgntakst", VALUE_MONEY), \
    OPTIONAL("claimed", "krav modtaget|betalingskrav|faktureret", VALUE_DATE),
static const struct input_column STAYS[] = {STAYS_COLUMNS};
static const struct input_column PARTIALS[] = {
    STAYS_COLUMNS REQUIRED("vifte_partial", "", VALUE_COUNT), REQUIRED("days", "", VALUE_COUNT), OPTIONAL("expenditure", "", VALUE_MONEY),
};
static const struct input_column NEEDS[] = {
    MUNICIPALITY_COLUMN, DEPARTMENT_COLUMN, YEAR_COLUMN, GROUP_COLUMN, MEASURE("citizens", "borgere i målgruppen|borgere", VALUE_COUNT),
    WORD("basis", "opgjort|opgørelse", BASES), MEASURE("without_offer", "uden tilbud", VALUE_COUNT), MEASURE("waiting", "venter", VALUE_COUNT),
    MEASURE("waiting_days", "ventedage|median ventedage", VALUE_DECIMAL), MEASURE("referrals", "henvendelser", VALUE_COUNT),
    MEASURE("expected_1y", "forventet 1 år|forventet om 1 år", VALUE_COUNT), MEASURE("expected_3y", "forventet 3 år|forventet om 3 år", VALUE_COUNT),
    {.name = "direction", .aliases = "udvikling|forventet udvikling|retning", .kind = VALUE_WORD, .words = DIRECTIONS, .measure = true},
    {.name = "fit", .aliases = "sammenhæng|match", .kind = VALUE_WORD, .words = FITS, .measure = true}, RECEIVED,
};
static const struct input_column NEED_COUNTS[] = {
    MUNICIPALITY_COLUMN, DEPARTMENT_COLUMN, YEAR_COLUMN, GROUP_COLUMN, WORD("basis", "opgjort|opgørelse", BASES),
    {.name = "dimension", .aliases = "opdeling", .kind = VALUE_WORD, .required = true, .words = DIMENSIONS},
    REQUIRED("value", "værdi|kategori", VALUE_TEXT), MEASURE("citizens", "borgere", VALUE_COUNT), MEASURE("services", "ydelser|indsatser", VALUE_COUNT), RECEIVED,
};
static const struct input_column USE_COUNTS[] = {
    MUNICIPALITY_COLUMN, YEAR_COLUMN, GROUP_COLUMN, OFFER_COLUMN, MEASURE("citizens", "borgere", VALUE_COUNT),
    MEASURE("services", "ydelser|indsatser", VALUE_COUNT), OPTIONAL("whole", "hel indsats", VALUE_YES_NO), RECEIVED,
};
static const struct input_column REMARKS[] = {
    MUNICIPALITY_COLUMN, DEPARTMENT_COLUMN, GROUP_COLUMN, REQUIRED("question", "spørgsmål", VALUE_TEXT), {.name = "text", .aliases = "tekst|bemærkning", .kind = VALUE_TEXT, .required = true, .may_be_blank = true},
};
static const struct input_column POPULATION[] = {
    REQUIRED("municipality", "kommune|område|kommunekode|muni code|bopælskommune", VALUE_TEXT), REQUIRED("year", "år|tid", VALUE_PERIOD),
    OPTIONAL("age_from", "alder_fra", VALUE_COUNT), OPTIONAL("age_to", "alder_til", VALUE_COUNT), OPTIONAL("age", "alder", VALUE_TEXT),
    OPTIONAL("sex", "køn", VALUE_TEXT), REQUIRED("persons", "personer|antal|indhold|folketal|pop", VALUE_COUNT),
    OPTIONAL("projection", "fremskrivning", VALUE_YES_NO),
};
static const struct input_column RATES[] = {
    OFFER_COLUMN, YEAR_COLUMN, REQUIRED("daily_rate", "takst|døgntakst", VALUE_MONEY), WORD("component", "ydelse", COMPONENTS),
    OPTIONAL("costs", "omkostninger|budgetterede omkostninger", VALUE_MONEY), OPTIONAL("carried_result", "overført resultat", VALUE_MONEY),
    OPTIONAL("budgeted_occupancy", "budgetteret belægning|budgetteret belægningsprocent", VALUE_PERCENT),
    OPTIONAL("revenue", "indtægter", VALUE_MONEY), OPTIONAL("actual_costs", "faktiske omkostninger|regnskab", VALUE_MONEY),
};
static const struct input_column DEMANDS[] = {
    OFFER_COLUMN, MUNICIPALITY_COLUMN, YEAR_COLUMN, MEASURE("bought", "købte pladser|købt", VALUE_DECIMAL), MEASURE("committed", "bindende", VALUE_DECIMAL),
    OPTIONAL("payment_model", "betalingsmodel", VALUE_TEXT), OPTIONAL("notice_date", "opsigelse|opsigelsesdato", VALUE_DATE),
    MEASURE("expected", "forventet", VALUE_DECIMAL), MEASURE("referrals", "henvendelser", VALUE_COUNT), MEASURE("planned_moves", "planlagte flytninger", VALUE_COUNT), RECEIVED,
};
static const struct input_column CAPACITY_NOTES[] = {
    OFFER_COLUMN, REQUIRED("date", "dato", VALUE_DATE), REQUIRED("note", "notat|bemærkning", VALUE_TEXT),
};
static const struct input_column TRAVEL[] = {
    REQUIRED("from", "fra", VALUE_TEXT), REQUIRED("to", "til", VALUE_TEXT), OPTIONAL("minutes", "minutter", VALUE_DECIMAL), OPTIONAL("km", "kilometer", VALUE_DECIMAL),
};
static const struct input_column PRICE_INDEX[] = {YEAR_COLUMN, REQUIRED("index", "indeks|pristal", VALUE_DECIMAL)};

#define SCHEMA(name, array, ...) {.table = name, .columns = array, .n_columns = G_N_ELEMENTS(array), __VA_ARGS__}
static const struct input_schema SCHEMAS[] = {
    SCHEMA("municipalities", MUNICIPALITIES, ), SCHEMA("offers", OFFERS, ), SCHEMA("occupancy", OCCUPANCY, ), SCHEMA("stays", STAYS, .large = true, .may_be_empty = true),
    SCHEMA("needs", NEEDS, ), SCHEMA("need_counts", NEED_COUNTS, .may_be_empty = true), SCHEMA("use_counts", USE_COUNTS, .may_be_empty = true), SCHEMA("remarks", REMARKS, .may_be_empty = true),
    SCHEMA("population", POPULATION, .keeps_totals = true), SCHEMA("rates", RATES, ), SCHEMA("demands", DEMANDS, ), SCHEMA("capacity_notes", CAPACITY_NOTES, ),
    SCHEMA("travel", TRAVEL, ), SCHEMA("price_index", PRICE_INDEX, ),
};
/* clang-format on */

_Static_assert(G_N_ELEMENTS(OFFERS) == IN_OFFERS_MERGED_INTO + 1, "offers");
_Static_assert(G_N_ELEMENTS(OCCUPANCY) == IN_OCCUPANCY_WAITING + 1, "occupancy");
_Static_assert(G_N_ELEMENTS(STAYS) == IN_STAYS_CLAIMED + 1, "stays");
_Static_assert(G_N_ELEMENTS(PARTIALS) == IN_PARTIALS_EXPENDITURE + 1, "partials");
_Static_assert(G_N_ELEMENTS(NEEDS) == IN_NEEDS_STATUS + 1, "needs");
_Static_assert(G_N_ELEMENTS(NEED_COUNTS) == IN_NEED_COUNTS_STATUS + 1, "need_counts");
_Static_assert(G_N_ELEMENTS(USE_COUNTS) == IN_USE_COUNTS_STATUS + 1, "use_counts");
_Static_assert(G_N_ELEMENTS(REMARKS) == IN_REMARKS_TEXT + 1, "remarks");
_Static_assert(G_N_ELEMENTS(POPULATION) == IN_POPULATION_PROJECTION + 1, "population");
_Static_assert(G_N_ELEMENTS(RATES) == IN_RATES_ACTUAL_COSTS + 1, "rates");
_Static_assert(G_N_ELEMENTS(DEMANDS) == IN_DEMANDS_STATUS + 1, "demands");
_Static_assert(G_N_ELEMENTS(TRAVEL) == IN_TRAVEL_KM + 1, "travel");
_Static_assert(G_N_ELEMENTS(PRICE_INDEX) == IN_PRICE_INDEX_INDEX + 1, "price_index");
_Static_assert(G_N_ELEMENTS(CAPACITY_NOTES) == IN_CAPACITY_NOTES_NOTE + 1, "capacity_notes");

const struct input_schema *schemas_find(const char *table)
{
    for (size_t i = 0; i < G_N_ELEMENTS(SCHEMAS); i++) {
        if (strcmp(SCHEMAS[i].table, table) == 0) {
            return &SCHEMAS[i];
        }
    }
    return NULL;
}

const struct input_schema *schemas_partials(void)
{
    static const struct input_schema SCHEMA = {.table = "partials",
                                               .columns = PARTIALS,
                                               .n_columns = G_N_ELEMENTS(PARTIALS),
                                               .large = true,
                                               .joined = true};
    return &SCHEMA;
}

bool schemas_may_be_negative(const struct input_column *column)
{
    static const char *const SIGNED[] = {"carried_result", "latitude", "longitude", NULL};
    return g_strv_contains(SIGNED, column->name);
}

const char *const *schemas_sexes(void)
{
    return SEXES;
}

const char *const *schemas_kinds(void)
{
    return KINDS;
}
