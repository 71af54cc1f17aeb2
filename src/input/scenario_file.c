/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a scenario: sections and values to changes, each checked against the model. */
#include "vifte/scenario_file.h"

#include "vifte/areas.h"
#include "vifte/findings.h"
#include "vifte/ini.h"
#include "vifte/model.h"
#include "vifte/scenario.h"
#include "vifte/setting.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define FACTOR_MOST 10.0 /* +900 per cent */
#define PLACES_MOST 10000.0
#define RATE_MOST 100000.0 /* kroner a day */

struct reader {
    const struct model *model;
    struct areas *areas;
    struct scenario *scenario;
    struct diag *diag;
    struct pos pos;  /* of the line in hand */
    const char *key; /* of the line in hand */
};

static void wrong(const struct reader *reader, const struct diag_kind *kind, const char *format,
                  const char *outside)
{
    setting_report(reader->diag, kind, &reader->pos, reader->key, NULL, format, outside);
}

/* --- parts of a value --- */

static bool take_offer(const struct reader *reader, uint32_t *offer)
{
    *offer = model_offer(reader->model, reader->key);
    if (*offer == NONE) {
        wrong(reader, &FINDING_SCENARIO_OFFER, _("no offer has the id '%s'"), reader->key);
    }
    return *offer != NONE;
}

static bool take_municipality(const struct reader *reader, const char *text, uint32_t *municipality)
{
    *municipality = areas_find(reader->areas, text);
    if (*municipality == NONE) {
        wrong(reader, &FINDING_SCENARIO_OFFER, _("no municipality is called '%s'"), text);
    }
    return *municipality != NONE;
}

static uint32_t find_group(const struct model *model, const char *text)
{
    char *folded = text_fold(text);
    uint32_t found = NONE;
    for (uint32_t i = 0; i < model->project->n_groups && found == NONE; i++) {
        const struct group *group = &model->project->groups[i];
        const char *const names[] = {group->id, group->name_da, group->name_en};
        for (size_t k = 0; k < G_N_ELEMENTS(names) && found == NONE; k++) {
            char *name = names[k] != NULL ? text_fold(names[k]) : NULL;
            found = name != NULL && strcmp(name, folded) == 0 ? i : NONE;
            g_free(name);
        }
        if (group->match != NULL && g_strv_contains((const char *const *)group->match, folded)) {
            found = i;
        }
    }
    g_free(folded);
    return found;
}

static bool take_group(const struct reader *reader, const char *text, uint32_t *group)
{
    *group = find_group(reader->model, text);
    if (*group == NONE) {
        wrong(reader, &FINDING_SCENARIO_OFFER, _("no target group is called '%s'"), text);
    }
    return *group != NONE;
}

static bool take_day(const struct reader *reader, const char *text, int32_t *day)
{
    if (!setting_parse_day(text, day)) {
        wrong(reader, &FINDING_SCENARIO_VALUE, _("expected a date, got '%s'"), text);
        return false;
    }
    if (*day < reader->model->project->to_day) {
        wrong(reader, &FINDING_SCENARIO_DATE, _("'%s' is before the end of the data"), text);
        return false;
    }
    return true;
}

/* The offer's period on the day, or NULL with a finding. */
static const struct period *period_on(const struct reader *reader, uint32_t offer, int32_t day,
                                      const char *text)
{
    const struct offer *of = &reader->model->offers[offer];
    for (uint32_t i = 0; i < of->n_periods; i++) {
        const struct period *period = &reader->model->periods[of->first_period + i];
        if (period->start <= day && day < period->end) {
            return period;
        }
    }
    wrong(reader, &FINDING_SCENARIO_NOTHING_THERE, _("the offer is not in force on '%s'"), text);
    return NULL;
}

static bool buys_from(const struct model *model, uint32_t municipality, uint32_t offer)
{
    const struct demand *last = NULL;
    for (size_t i = MODEL_FIRST_ROW(model->demands, model->n_demands, struct demand, offer);
         i < model->n_demands && model->demands[i].offer == offer; i++) {
        const struct demand *demand = &model->demands[i];
        if (demand->municipality == municipality && (last == NULL || demand->year > last->year)) {
            last = demand;
        }
    }
    bool buys =
        last != NULL && (last->bought.number > 0 || last->committed.number > 0 || last->expected.number > 0);
    for (size_t i = model_first_stay(model, offer);
         i < model->n_stays && model->stays[i].offer == offer && !buys; i++) {
        const struct stay *stay = &model->stays[i];
        buys = stay->acting == municipality && stay->end >= model->project->to_day;
    }
    return buys;
}

/* "+4", "-2,5", "12". */
static bool parse_signed(const char *text, bool *has_sign, double *number)
{
    *has_sign = *text == '+' || *text == '-';
    return setting_parse_decimal(*text == '+' ? text + 1 : text, number);
}

static bool take_places(const struct reader *reader, const char *text, struct scenario_change *change)
{
    if (!parse_signed(text, &change->relative, &change->places) || fabs(change->places) > PLACES_MOST) {
        wrong(reader, &FINDING_SCENARIO_VALUE, _("expected places like +4, -2 or 12, got '%s'"), text);
        return false;
    }
    return true;
}

static bool take_rate(const struct reader *reader, const char *text, int64_t *rate_oere)
{
    double kroner;
    if (!setting_parse_decimal(text, &kroner) || kroner < 0 || kroner > RATE_MOST) {
        wrong(reader, &FINDING_SCENARIO_VALUE, _("expected a daily rate in kroner, got '%s'"), text);
        return false;
    }
    *rate_oere = llround(100 * kroner);
    return true;
}

/* "+10 % from 2026"; "fra" will do as well. */
static bool parse_growth(const char *text, double *factor, int *year)
{
    char **words = g_strsplit_set(text, " \t%", -1);
    GPtrArray *given = g_ptr_array_new();
    for (size_t i = 0; words[i] != NULL; i++) {
        if (*words[i] != '\0') {
            g_ptr_array_add(given, words[i]);
        }
    }
    bool has_sign = false, good = given->len == 3 && strchr(text, '%') != NULL;
    double percent = 0;
    if (good) {
        const char *from = g_ptr_array_index(given, 1);
        good = parse_signed(g_ptr_array_index(given, 0), &has_sign, &percent) && has_sign &&
               (strcmp(from, "from") == 0 || strcmp(from, "fra") == 0) &&
               setting_parse_whole(g_ptr_array_index(given, 2), year);
    }
    *factor = 1 + percent / 100;
    g_ptr_array_unref(given);
    g_strfreev(words);
    return good && *factor >= 0 && *factor <= FACTOR_MOST;
}

/* --- one line of each section --- */

static void read_close(struct reader *reader, char **parts)
{
    uint32_t offer;
    int32_t day;
    if (take_offer(reader, &offer) && take_day(reader, parts[0], &day) &&
        period_on(reader, offer, day, parts[0]) != NULL) {
        struct scenario_change *change = scenario_add(reader->scenario, SCENARIO_CLOSE);
        change->offer = offer;
        change->day = day;
    }
}

static void read_places(struct reader *reader, char **parts)
{
    struct scenario_change read = {0};
    const struct period *period = NULL;
    bool good = take_offer(reader, &read.offer) && take_day(reader, parts[0], &read.day) &&
                take_places(reader, parts[1], &read) &&
                (period = period_on(reader, read.offer, read.day, parts[0])) != NULL;
    if (good && read.relative && period->places.state == CELL_VALUE &&
        period->places.number + read.places < 0) {
        wrong(reader, &FINDING_SCENARIO_NOTHING_THERE, _("the offer has not so many places: '%s'"), parts[1]);
        good = false;
    }
    if (good) {
        struct scenario_change *change = scenario_add(reader->scenario, SCENARIO_PLACES);
        change->offer = read.offer;
        change->day = read.day;
        change->relative = read.relative;
        change->places = read.places;
    }
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* "autism|sentence_open" */
static GArray *read_groups(const struct reader *reader, const char *text)
{
    GArray *groups = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    char **names = g_strsplit(text, "|", -1);
    bool good = true;
    for (size_t i = 0; names[i] != NULL && good; i++) {
        uint32_t group;
        good = take_group(reader, g_strstrip(names[i]), &group);
        bool known = false;
        for (guint k = 0; k < groups->len && good; k++) {
            known = known || g_array_index(groups, uint32_t, k) == group;
        }
        if (good && !known) {
            g_array_append_val(groups, group);
        }
    }
    g_strfreev(names);
    g_array_sort(groups, by_number);
    if (!good) {
        g_array_unref(groups);
        return NULL;
    }
    return groups;
}

static bool id_is_new(const struct reader *reader)
{
    if (model_offer(reader->model, reader->key) != NONE) {
        wrong(reader, &FINDING_SCENARIO_VALUE, _("there is an offer with the id '%s' already"), reader->key);
        return false;
    }
    return true;
}

static void read_open(struct reader *reader, char **parts)
{
    struct scenario_change read = {.rate_oere = -1};
    bool good = id_is_new(reader) && take_municipality(reader, parts[2], &read.municipality) &&
                take_places(reader, parts[3], &read) && take_day(reader, parts[4], &read.day) &&
                (parts[5] == NULL || take_rate(reader, parts[5], &read.rate_oere));
    if (good && (read.relative || read.places <= 0)) {
        wrong(reader, &FINDING_SCENARIO_VALUE, _("expected a number of places above 0, got '%s'"), parts[3]);
        good = false;
    }
    GArray *groups = good ? read_groups(reader, parts[1]) : NULL;
    if (groups != NULL) {
        struct scenario_change *change = scenario_add(reader->scenario, SCENARIO_OPEN);
        change->id = g_strdup(reader->key);
        change->name = g_strdup(parts[0]);
        change->groups = groups;
        change->municipality = read.municipality;
        change->places = read.places;
        change->day = read.day;
        change->rate_oere = read.rate_oere;
    }
}

static void read_arrivals(struct reader *reader, char **parts)
{
    uint32_t group;
    bool good = take_group(reader, reader->key, &group);
    for (size_t i = 0; good && parts[i] != NULL; i++) {
        double factor;
        int year;
        if (!parse_growth(parts[i], &factor, &year)) {
            wrong(reader, &FINDING_SCENARIO_VALUE, _("expected a change like +10 %% from 2026, got '%s'"),
                  parts[i]);
        } else if (year <= reader->model->project->to_year) {
            wrong(reader, &FINDING_SCENARIO_DATE, _("'%s' is before the end of the data"), parts[i]);
        } else {
            struct scenario_change *change = scenario_add(reader->scenario, SCENARIO_ARRIVALS);
            change->group = group;
            change->factor = factor;
            change->from_year = year;
        }
    }
}

static void read_buyer_leaves(struct reader *reader, char **parts)
{
    uint32_t offer, municipality;
    int32_t day;
    bool good = take_offer(reader, &offer);
    for (size_t i = 0; good && parts[i] != NULL; i += 2) {
        if (parts[i + 1] == NULL) {
            wrong(reader, &FINDING_SCENARIO_VALUE, _("'%s' lacks its date"), parts[i]);
            return;
        }
        if (!take_municipality(reader, parts[i], &municipality) || !take_day(reader, parts[i + 1], &day)) {
            continue;
        }
        if (!buys_from(reader->model, municipality, offer)) {
            wrong(reader, &FINDING_SCENARIO_NOTHING_THERE, _("'%s' buys nothing from the offer"), parts[i]);
        } else {
            struct scenario_change *change = scenario_add(reader->scenario, SCENARIO_BUYER_LEAVES);
            change->offer = offer;
            change->municipality = municipality;
            change->day = day;
        }
    }
}

/* --- the file --- */

static const struct section {
    const char *name;
    void (*read)(struct reader *reader, char **parts);
    guint least, most; /* parts of a value */
} SECTIONS[] = {
    {"close", read_close, 1, 1},
    {"places", read_places, 2, 2},
    {"open", read_open, 5, 6},
    {"arrivals", read_arrivals, 1, G_MAXUINT},
    {"buyer_leaves", read_buyer_leaves, 2, G_MAXUINT},
};

static const struct section *find_section(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(SECTIONS); i++) {
        if (strcmp(SECTIONS[i].name, name) == 0) {
            return &SECTIONS[i];
        }
    }
    return NULL;
}

static void read_entry(struct reader *reader, const struct section *section, const struct ini_entry *entry)
{
    reader->key = entry->key;
    reader->pos.line = entry->line;
    char **parts = ini_list(entry->value);
    guint n = g_strv_length(parts);
    if (n < section->least || n > section->most) {
        wrong(reader, &FINDING_SCENARIO_VALUE, _("the value has too few or too many parts: '%s'"),
              entry->value);
    } else {
        section->read(reader, parts);
    }
    g_strfreev(parts);
}

static void read_title(struct reader *reader, const struct ini_section *section)
{
    for (guint i = 0; i < section->entries->len; i++) {
        const struct ini_entry *entry = g_ptr_array_index(section->entries, i);
        reader->key = entry->key;
        reader->pos.line = entry->line;
        if (strcmp(entry->key, "title") != 0) {
            wrong(reader, &FINDING_KEY_UNKNOWN, _("the section has no key '%s'"), entry->key);
        } else if (*entry->value != '\0') {
            g_free(reader->scenario->title);
            reader->scenario->title = g_strdup(entry->value);
        }
    }
}

static void read_sections(struct reader *reader, const struct ini *ini)
{
    for (guint i = 0; i < ini->sections->len; i++) {
        const struct ini_section *section = g_ptr_array_index(ini->sections, i);
        const struct section *known = find_section(section->name);
        reader->pos.line = section->line;
        reader->key = section->name;
        if (strcmp(section->name, "scenario") == 0) {
            read_title(reader, section);
        } else if (known == NULL) {
            wrong(reader, &FINDING_SECTION_UNKNOWN, _("there is no section '%s'"), section->name);
        }
        for (guint k = 0; known != NULL && k < section->entries->len; k++) {
            read_entry(reader, known, g_ptr_array_index(section->entries, k));
        }
    }
}

static char *title_of(const char *path)
{
    char *name = g_path_get_basename(path);
    char *dot = strrchr(name, '.');
    if (dot != NULL && dot != name) {
        *dot = '\0';
    }
    return name;
}

struct scenario *scenario_read(const char *path, const struct model *model, struct diag *diag)
{
    uint64_t stops = diag_count(diag, DIAG_STOP);
    struct ini *ini = ini_read(path, diag);
    if (ini == NULL) {
        return NULL;
    }
    struct reader reader = {.model = model,
                            .areas = areas_new(model),
                            .scenario = scenario_new(),
                            .diag = diag,
                            .pos = {.file = ini->file}};
    reader.scenario->title = title_of(path);
    read_sections(&reader, ini);
    if (reader.scenario->changes->len == 0 && diag_count(diag, DIAG_STOP) == stops) {
        diag_add(diag, &FINDING_SCENARIO_EMPTY, &(struct pos){.file = ini->file}, NULL, NULL, NULL,
                 _("the scenario changes nothing"));
    }
    areas_free(reader.areas);
    ini_free(ini);
    if (diag_count(diag, DIAG_STOP) > stops) {
        scenario_free(reader.scenario);
        return NULL;
    }
    return reader.scenario;
}
