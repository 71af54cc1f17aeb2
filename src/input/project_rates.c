/* SPDX-License-Identifier: GPL-3.0-or-later */
/* [rates]: the project's own values in place of the catalog's yearly parameters. */
#include "vifte/project_reader.h"

#include "vifte/findings.h"
#include "vifte/project.h"
#include "vifte/project_file.h"
#include "vifte/text.h"

#include <string.h>

#define FROM_PROJECT "project"

/* Any row of the parameter: they share the unit. */
static const struct parameter *known_parameter(const struct project *project, const char *name)
{
    for (guint i = 0; i < project->parameters->len; i++) {
        const struct parameter *row = &g_array_index(project->parameters, struct parameter, i);
        if (strcmp(row->key, name) == 0) {
            return row;
        }
    }
    return NULL;
}

static void unknown_parameter(const struct setting *setting, const char *name)
{
    const struct project *project = setting->target;
    const char *best = NULL;
    for (guint i = 0; i < project->parameters->len; i++) {
        const char *known = g_array_index(project->parameters, struct parameter, i).key;
        if (best == NULL || text_distance(known, name) < text_distance(best, name)) {
            best = known;
        }
    }
    char *cure = best != NULL ? g_strdup_printf(_("did you mean '%s'?"), best) : NULL;
    setting_finding(setting, &FINDING_KEY_UNKNOWN, cure, _("the catalog has no parameter '%s'"), name);
    g_free(cure);
}

/* The year after the point, 0 = every year; false when reported. */
static bool read_year(const struct setting *setting, int *year)
{
    *year = 0;
    if (*setting->key_argument == '\0') {
        return true;
    }
    if (setting_parse_whole(setting->key_argument, year) && *year >= 1900 && *year <= 2200) {
        return true;
    }
    setting_finding(setting, &FINDING_KEY_UNKNOWN, NULL, _("expected a year after the point, got '%s'"),
                    setting->key_argument);
    return false;
}

static bool read_number(const struct project_key *key, const struct setting *setting, const char *unit,
                        double *number)
{
    bool percent = strstr(unit, "percent") != NULL;
    double low = percent ? key->low : MAX(key->low, 0);
    double high = percent ? MIN(key->high, 100) : key->high;
    if (setting_parse_decimal(setting->value, number) && *number >= low && *number <= high) {
        return true;
    }
    char *expected =
        g_strdup_printf(_("a number from %d to %d, without marks between thousands"), (int)low, (int)high);
    setting_wrong(setting, expected);
    g_free(expected);
    return false;
}

/* What the project says for every year stands in place of all the catalog's rows. */
static void drop_catalog_rows(GArray *parameters, const char *name, int year)
{
    for (guint i = parameters->len; i > 0; i--) {
        const struct parameter *row = &g_array_index(parameters, struct parameter, i - 1);
        if (strcmp(row->key, name) == 0 && (year == 0 || row->year == year) &&
            strcmp(row->status, FROM_PROJECT) != 0) {
            g_array_remove_index(parameters, i - 1);
        }
    }
}

void project_set_rate(const struct project_key *key, const struct setting *setting)
{
    struct project *project = setting->target;
    char *name = g_strndup(setting->key, strcspn(setting->key, "."));
    const struct parameter *known = known_parameter(project, name);
    int year;
    double value;
    if (known == NULL) {
        unknown_parameter(setting, name);
    } else if (read_year(setting, &year) && read_number(key, setting, known->unit, &value)) {
        struct parameter row = {g_intern_string(name), year,        value, known->unit,
                                setting->pos.file,     FROM_PROJECT};
        drop_catalog_rows(project->parameters, name, year);
        g_array_append_val(project->parameters, row);
    }
    g_free(name);
}
