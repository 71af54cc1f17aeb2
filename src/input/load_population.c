/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * population: the contract's table, or Statistics Denmark's files as downloaded (one row an area, sex, age
 * and quarter; codes, texts or both). Areas above municipalities and totals over ages or sexes are never
 * added up with their parts; quarters other than the first are left out, since the population is that of 1
 * January.
 */
#include "population.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <string.h>

/* Whole country, regions in their three code styles, provinces, and Christiansoe, which is no municipality.
 */
static bool is_other_area(const char *text)
{
    struct age_number code;
    if (age_text_number(text, &code)) {
        return code.number <= 99 || code.number == 411 || (code.number >= 1081 && code.number <= 1085);
    }
    char *folded = text_fold(text);
    bool other = g_str_has_prefix(folded, "region ") || g_str_has_prefix(folded, "landsdel ") ||
                 strcmp(folded, "hele landet") == 0 || strcmp(folded, "all denmark") == 0 ||
                 strcmp(folded, "christiansoe") == 0 || strcmp(folded, "i alt") == 0;
    g_free(folded);
    return other;
}

static bool age_of(struct loader *loader, const struct input_row *row, struct population_row *out)
{
    const struct value *v = row->values;
    if (v[IN_POPULATION_AGE].state == VALUE_GIVEN) {
        if (!age_text_parse(v[IN_POPULATION_AGE].text, &out->age, &out->age_part)) {
            char *quoted = loader_quoted(&v[IN_POPULATION_AGE]);
            loader_report(loader, &FINDING_RANGE, row, IN_POPULATION_AGE, _("write 17, 0-5 or 100-"),
                          _("expected an age or a band, got %s"), quoted);
            g_free(quoted);
            return false;
        }
        return true;
    }
    bool banded = row->fields[IN_POPULATION_AGE_FROM] > 0;
    out->age_part = banded ? PART_SINGLE : PART_TOTAL;
    out->age.from = v[IN_POPULATION_AGE_FROM].state == VALUE_GIVEN ? (int)v[IN_POPULATION_AGE_FROM].whole : 0;
    out->age.to =
        v[IN_POPULATION_AGE_TO].state == VALUE_GIVEN ? (int)v[IN_POPULATION_AGE_TO].whole : AGE_OPEN;
    return true;
}

static void area_left_out(struct loader *loader, const struct input_row *row)
{
    if (g_hash_table_add(loader->areas_left_out, g_strdup(row->values[IN_POPULATION_MUNICIPALITY].text))) {
        char *quoted = loader_quoted(&row->values[IN_POPULATION_MUNICIPALITY]);
        loader_report(loader, &FINDING_AREA_LEFT_OUT, row, IN_POPULATION_MUNICIPALITY, NULL,
                      _("%s is no municipality; its rows are left out"), quoted);
        g_free(quoted);
    }
}

/* "1", "Mænd", "1 Mænd" -> "1": files with codes and files with texts are about the same persons. "" is the
 * total; what is neither man nor woman stays as it is written. */
static const char *sex_of(struct loader *loader, const char *text)
{
    static const char *const CODES[] = {"1", "2"};
    const char *const *words = schemas_sexes();
    char *folded = text_fold(text);
    const char *sex = age_text_is_total(folded) ? "" : loader_string(loader, folded);
    for (size_t i = 0; i < G_N_ELEMENTS(CODES); i++) {
        char **spellings = g_strsplit(words[i], "|", -1);
        bool same = folded[0] == CODES[i][0] && (folded[1] == '\0' || folded[1] == ' ');
        for (size_t k = 0; spellings[k] != NULL && !same; k++) {
            char *spelling = text_fold(spellings[k]);
            same = strcmp(spelling, folded) == 0;
            g_free(spelling);
        }
        sex = same ? CODES[i] : sex;
        g_strfreev(spellings);
    }
    g_free(folded);
    return sex;
}

void load_population_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    int year = date_year(v[IN_POPULATION_YEAR].day);
    if (v[IN_POPULATION_YEAR].day != date_year_start(year)) {
        loader->later_in_year |= population_is_used(loader, year);
        return; /* a quarter or month later in the year */
    }
    if (is_other_area(v[IN_POPULATION_MUNICIPALITY].text)) {
        area_left_out(loader, row);
        return;
    }
    struct population_row out = {.year = year,
                                 .persons = v[IN_POPULATION_PERSONS].number,
                                 .hidden = v[IN_POPULATION_PERSONS].state == VALUE_SUPPRESSED,
                                 .projection = v[IN_POPULATION_PROJECTION].whole == 1,
                                 .sex_part = PART_TOTAL,
                                 .sex = "",
                                 .file = loader->file_index,
                                 .line = (uint32_t)row->pos.line};
    out.municipality = loader_municipality(loader, row, IN_POPULATION_MUNICIPALITY);
    if (out.municipality == NONE || !age_of(loader, row, &out)) {
        return;
    }
    if (v[IN_POPULATION_SEX].state == VALUE_GIVEN) {
        out.sex = sex_of(loader, v[IN_POPULATION_SEX].text);
        out.sex_part = out.sex[0] == '\0' ? PART_TOTAL : PART_SINGLE;
    }
    g_array_append_val(loader->population_row_array, out);
}

void load_population_finish(struct loader *loader)
{
    GHashTable *known = population_years(loader);
    rules_population(loader, known);
    g_hash_table_unref(known);
}

void population_new(struct loader *loader)
{
    loader->population_row_array = g_array_new(FALSE, FALSE, sizeof(struct population_row));
}
