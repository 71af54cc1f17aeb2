/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Setters of the project keys that have a shape of their own. */
#include "vifte/project_reader.h"

#include "vifte/area_code.h"
#include "vifte/dates.h"
#include "vifte/findings.h"
#include "vifte/ini.h"
#include "vifte/project.h"
#include "vifte/project_file.h"
#include "vifte/schemas.h"
#include "vifte/text.h"

#include <string.h>

static void defer(GPtrArray *list, const struct setting *setting, const char *name, const char *value)
{
    struct deferred *later = g_new0(struct deferred, 1);
    later->name = g_strdup(name);
    later->value = g_strdup(value);
    later->pos = setting->pos;
    g_ptr_array_add(list, later);
}

/* The same region is written 81, 081 and, in another register, 1081. */
void project_set_region(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct project *project = setting->target;
    int code;
    if (g_ascii_strcasecmp(setting->value, "all") == 0) {
        project->region = REGION_ALL;
    } else if (setting_parse_code(setting->value, &code)) {
        project->region = code >= 1081 && code <= 1085 ? code - 1000 : code;
    } else {
        setting_wrong(setting, _("the code of a region, such as 81, or all"));
    }
}

void project_set_from(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct project *project = setting->target;
    int32_t day;
    if (!setting_parse_day(setting->value, &day) || day != date_year_start(date_year(day))) {
        setting_wrong(setting, _("the first day of a year, such as 2019-01-01"));
        return;
    }
    project->from_year = date_year(day);
    project->from_day = day;
}

void project_set_to(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct project *project = setting->target;
    int32_t day;
    if (!setting_parse_day(setting->value, &day) || day + 1 != date_year_start(date_year(day) + 1)) {
        setting_wrong(setting, _("the last day of a year, such as 2024-12-31"));
        return;
    }
    project->to_year = date_year(day);
    project->to_day = day + 1;
}

void project_set_input(const struct project_key *key, const struct setting *setting)
{
    defer(setting->reader->patterns, setting, key->key, setting->value);
}

/* False when reported. */
static bool read_code(const struct setting *setting, const char *text, int *code)
{
    bool good = setting_parse_code(text, code);
    if (!good) {
        setting_wrong(setting, _("the code of a municipality or region, such as 851"));
    }
    return good;
}

void project_set_sender(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    int code;
    if (read_code(setting, setting->value, &code)) {
        defer(setting->reader->senders, setting, setting->key_argument, setting->value);
    }
}

void project_set_reports_for(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct project *project = setting->target;
    int reporter, covered;
    if (!setting_parse_code(setting->key_argument, &reporter)) {
        setting_finding(setting, &FINDING_KEY_UNKNOWN, NULL, _("'%s' is not the code of a municipality"),
                        setting->key_argument);
    } else if (read_code(setting, setting->value, &covered)) {
        g_hash_table_insert(project->reports_for, GINT_TO_POINTER(reporter), GINT_TO_POINTER(covered));
    }
}

static bool has_column(const struct input_schema *schema, const char *name)
{
    for (size_t i = 0; i < schema->n_columns; i++) {
        if (strcmp(schema->columns[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static const char *nearest_column(const struct input_schema *schema, const char *name)
{
    char *folded = text_fold(name);
    const char *best = schema->columns[0].name;
    for (size_t i = 1; i < schema->n_columns; i++) {
        const char *column = schema->columns[i].name;
        best = text_distance(column, folded) < text_distance(best, folded) ? column : best;
    }
    g_free(folded);
    return best;
}

void project_set_mapping(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct project *project = setting->target;
    const struct input_schema *schema = schemas_find(setting->section_argument);
    if (schema != NULL && !has_column(schema, setting->key)) {
        char *cure = g_strdup_printf(_("did you mean '%s'?"), nearest_column(schema, setting->key));
        setting_finding(setting, &FINDING_KEY_UNKNOWN, cure, _("the table has no column '%s'"), setting->key);
        g_free(cure);
        return;
    }
    struct column_mapping *mapping = g_new0(struct column_mapping, 1);
    mapping->table = g_strdup(setting->section_argument);
    mapping->column = g_strdup(setting->key);
    mapping->heading = g_strdup(setting->value);
    g_ptr_array_add(project->mappings, mapping);
}

void project_set_format_encoding(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct format_rule *format = setting->target;
    GIConv known = g_iconv_open("UTF-8", setting->value);
    if (known == (GIConv)-1) {
        setting_wrong(setting, _("an encoding such as utf-8 or windows-1252"));
        return;
    }
    g_iconv_close(known);
    format->encoding = g_strdup(setting->value);
}

/* A single character of key->values, or one of the words that stand for characters nobody can see. */
void project_set_format_mark(const struct project_key *key, const struct setting *setting)
{
    char *mark = (char *)setting->target + key->offset;
    char **known = g_strsplit(key->values, " ", -1);
    if (!g_strv_contains((const char *const *)known, setting->value)) {
        char *expected = g_strdup_printf(_("one of: %s"), key->values);
        setting_wrong(setting, expected);
        g_free(expected);
    } else if (strcmp(setting->value, "tab") == 0) {
        *mark = '\t';
    } else {
        *mark = strcmp(setting->value, "space") == 0 ? ' ' : setting->value[0];
    }
    g_strfreev(known);
}

void project_set_format_date(const struct project_key *key, const struct setting *setting)
{
    struct format_rule *format = setting->target;
    char **known = ini_list(key->values);
    if (g_strv_contains((const char *const *)known, setting->value)) {
        format->date = g_strdup(setting->value);
    } else {
        char *expected = g_strdup_printf(_("one of: %s"), key->values);
        setting_wrong(setting, expected);
        g_free(expected);
    }
    g_strfreev(known);
}

void project_set_match(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct group *group = setting->target;
    group->match = ini_list(setting->value);
    for (char **word = group->match; *word != NULL; word++) {
        char *folded = text_fold(*word);
        g_free(*word);
        *word = folded;
    }
}

void project_set_age(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct group *group = setting->target;
    struct age_band age;
    if (setting_parse_age(setting->value, &age)) {
        group->age = age;
    } else {
        setting_wrong(setting, _("ages such as 0-17, 65- or 18"));
    }
}

void project_set_cluster(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct project *project = setting->target;
    if (!area_is_cluster(setting->key)) {
        setting_wrong(setting, _("a name with a letter in it, other than 'region'"));
        return;
    }
    char **codes = ini_list(setting->value);
    struct cluster *cluster = g_new0(struct cluster, 1);
    cluster->codes = g_new0(int, g_strv_length(codes) + 1);
    cluster->name.code = g_strdup(setting->key);
    cluster->name.label = cluster->name.code;
    g_ptr_array_add(project->clusters, cluster);
    bool good = true;
    for (char **code = codes; *code != NULL && good; code++) {
        int number;
        good = setting_parse_code(*code, &number) && project_cluster_of(project, number) == NULL;
        if (good) {
            cluster->codes[cluster->n_codes++] = number;
        }
    }
    if (!good) {
        setting_wrong(setting,
                      _("codes of municipalities with ; between, such as 810;813, each in one cluster"));
    }
    g_strfreev(codes);
}

void project_set_initiative(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct project *project = setting->target;
    char **parts = ini_list(setting->value);
    if (g_strv_length(parts) != 2) {
        setting_wrong(setting, _("a status and the expected handling with ; between (\\; is a literal one)"));
        g_strfreev(parts);
        return;
    }
    struct initiative *initiative = g_new0(struct initiative, 1);
    initiative->name = g_strdup(setting->key);
    initiative->status = parts[0];
    initiative->handling = parts[1];
    g_free(parts);
    g_ptr_array_add(project->initiatives, initiative);
}

/* need: how far municipalities are laid together. need_profile: breakdowns that are not given, and ages. */
static bool can_coarsen(const char *table, const char *word)
{
    static const char *const AREAS[] = {"clusters", "region", NULL};
    static const char *const DIMENSIONS[] = {"age", "sex", "section", "severity", "effort", NULL};
    struct age_band band;
    if (strcmp(table, "need") == 0) {
        return g_strv_contains(AREAS, word);
    }
    return strcmp(table, "need_profile") == 0 &&
           (g_strv_contains(DIMENSIONS, word) || setting_parse_age(word, &band));
}

void project_set_coarsening(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct project *project = setting->target;
    char **words = ini_list(setting->value);
    for (char **word = words; *word != NULL; word++) {
        if (!can_coarsen(setting->key_argument, *word)) {
            setting_wrong(setting,
                          _("coarsen.need = clusters or region; coarsen.need_profile = breakdowns that "
                            "are left out, or ages that are laid together such as 0-17"));
            g_strfreev(words);
            return;
        }
    }
    struct coarsening *coarsening = g_new0(struct coarsening, 1);
    coarsening->table = g_strdup(setting->key_argument);
    coarsening->words = words;
    g_ptr_array_add(project->coarsenings, coarsening);
}

void project_set_age_bands(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct project *project = setting->target;
    char **texts = ini_list(setting->value);
    size_t n = g_strv_length(texts);
    struct age_band *bands = g_new0(struct age_band, n + 1);
    bool good = n > 0;
    for (size_t i = 0; i < n && good; i++) {
        good = setting_parse_age(texts[i], &bands[i]) && (i == 0 || bands[i].from > bands[i - 1].to);
    }
    g_strfreev(texts);
    if (!good) {
        setting_wrong(setting, _("ages in ascending order such as 0-17;18-64;65-"));
        g_free(bands);
        return;
    }
    g_free(project->age_bands);
    project->age_bands = bands;
    project->n_age_bands = n;
}

void project_set_stays_complete(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    struct project *project = setting->target;
    project->stays_complete_all = g_ascii_strcasecmp(setting->value, "all") == 0;
    char **offers = ini_list(setting->value);
    for (char **offer = offers; *offer != NULL && !project->stays_complete_all; offer++) {
        g_ptr_array_add(project->stays_complete, g_strdup(*offer));
    }
    g_strfreev(offers);
}

void project_set_approved(const struct project_key *key, const struct setting *setting)
{
    (void)key;
    char **groups = ini_list(setting->value);
    for (char **group = groups; *group != NULL; group++) {
        defer(setting->reader->approvals, setting, setting->key, *group);
    }
    g_strfreev(groups);
}
