/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is the population complete? Ages, municipalities and years that are missing are named. */
#include "population.h"

#include "vifte/text.h"

#include <string.h>

static int compare_gaps(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Municipality-years in which certain ages are missing. */
struct gap {
    guint n;
    const struct population *first;
};

/* "31" or "80 and over" -> municipality-years in which those ages are missing; one finding each. */
static void report_gaps(struct loader *loader, GHashTable *gaps)
{
    guint n = 0;
    gpointer *keys = g_hash_table_get_keys_as_array(gaps, &n);
    qsort(keys, n, sizeof *keys, compare_gaps);
    for (guint i = 0; i < n; i++) {
        const struct gap *gap = g_hash_table_lookup(gaps, keys[i]);
        diag_add(loader->diag, &FINDING_POPULATION_INCOMPLETE, NULL, "population", "need",
                 _("download the table again with every age"),
                 P_("ages %s are missing for %u municipality and year: %s %d",
                    "ages %s are missing for %u municipalities and years, the first is %s %d", gap->n),
                 (const char *)keys[i], gap->n,
                 loader->model->municipalities[gap->first->municipality].name.label, gap->first->year);
    }
    g_free(keys);
}

static void add_gap(GHashTable *gaps, const struct population *row, int from, int to)
{
    char *key = to >= AGE_OPEN ? g_strdup_printf("%d-", from)
                : to == from   ? g_strdup_printf("%d", from)
                               : g_strdup_printf("%d-%d", from, to);
    struct gap *gap = g_hash_table_lookup(gaps, key);
    if (gap == NULL) {
        gap = g_new0(struct gap, 1);
        gap->first = row;
        g_hash_table_insert(gaps, g_steal_pointer(&key), gap);
    }
    gap->n++;
    g_free(key);
}

static void check_bands(struct loader *loader)
{
    GHashTable *gaps = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    GArray *rows = loader->population_array;
    int next_age = 0;
    for (guint i = 0; i < rows->len; i++) {
        const struct population *row = &g_array_index(rows, struct population, i);
        const struct population *after = i + 1 < rows->len ? row + 1 : NULL;
        bool last = after == NULL || after->municipality != row->municipality || after->year != row->year;
        if (row->age.from > next_age && population_is_used(loader, row->year)) {
            add_gap(gaps, row, next_age, row->age.from - 1);
        }
        next_age = row->age.to == AGE_OPEN ? AGE_OPEN : row->age.to + 1;
        if (last && next_age < AGE_OPEN && population_is_used(loader, row->year)) {
            add_gap(gaps, row, next_age, AGE_OPEN);
        }
        next_age = last ? 0 : next_age;
    }
    report_gaps(loader, gaps);
    g_hash_table_unref(gaps);
}

static bool has_ages(const struct project *project)
{
    for (size_t i = 0; i < project->n_groups; i++) {
        if (project->groups[i].age.from > 0 || project->groups[i].age.to < AGE_OPEN) {
            return true;
        }
    }
    return false;
}

/* A total over all ages says nothing of a group that has ages. */
static void check_totals(struct loader *loader)
{
    guint totals = 0;
    for (guint i = 0; i < loader->population_array->len; i++) {
        const struct population *row = &g_array_index(loader->population_array, struct population, i);
        totals += row->age.from == 0 && row->age.to == AGE_OPEN && population_is_used(loader, row->year);
    }
    if (totals > 0 && has_ages(loader->project)) {
        diag_add(
            loader->diag, &FINDING_POPULATION_INCOMPLETE, NULL, "population", "need",
            _("download the table with ages"),
            P_("%u municipality and year has a total over all ages only: no rate for groups with ages",
               "%u municipalities and years have a total over all ages only: no rate for groups with ages",
               totals),
            totals);
    }
}

/* Those of the region that no row is about in the year, as a list in words; NULL when there is none. */
static char *list_unknown(const struct loader *loader, GHashTable *known, int year)
{
    const struct model *model = loader->model;
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < model->n_region; i++) {
        uint32_t index = model->region_order[i];
        if (!g_hash_table_contains(known, population_key(index, year))) {
            g_ptr_array_add(names, (void *)model->municipalities[index].name.label);
        }
    }
    char *list = names->len == 0                 ? NULL
                 : names->len == model->n_region ? g_strdup(_("any municipality of the region"))
                                                 : text_list((const char *const *)names->pdata, names->len);
    g_ptr_array_unref(names);
    return list;
}

static void report_unknown(struct loader *loader, const char *list, int from, int to)
{
    char *years = from == to ? g_strdup_printf("%d", from) : g_strdup_printf("%d-%d", from, to);
    diag_add(loader->diag, &FINDING_POPULATION_INCOMPLETE, NULL, "population", "need",
             loader->later_in_year
                 ? _("download the figures for 1 January (the first quarter); others are not read")
                 : _("download the table again with every municipality and year"),
             _("no population in %s for %s"), years, list);
    g_free(years);
}

/* Municipalities and years that no row is about; years with the same list are told together. */
static void check_municipalities(struct loader *loader, GHashTable *known)
{
    int from = loader->project->from_year;
    char *list = list_unknown(loader, known, from);
    for (int year = from + 1; year <= loader->project->to_year + 1; year++) {
        char *next = year <= loader->project->to_year ? list_unknown(loader, known, year) : NULL;
        if (list != NULL && (g_strcmp0(list, next) != 0)) {
            report_unknown(loader, list, from, year - 1);
        }
        from = g_strcmp0(list, next) != 0 ? year : from;
        g_free(list);
        list = next;
    }
    g_free(list);
}

static bool has_table(const struct project *project)
{
    for (guint i = 0; i < project->inputs->len; i++) {
        const struct input_file *file = g_ptr_array_index(project->inputs, i);
        if (strcmp(file->table, "population") == 0) {
            return true;
        }
    }
    return false;
}

void rules_population(struct loader *loader, GHashTable *known)
{
    check_bands(loader);
    check_totals(loader);
    if (has_table(loader->project)) {
        check_municipalities(loader, known);
    }
}
