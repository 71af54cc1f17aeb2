/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to the settings of a run, and their memory. */
#include "vifte/project.h"

#include "vifte/dates.h"

#include <string.h>

static void input_file_free(void *data)
{
    struct input_file *input = data;
    g_free(input->table);
    g_free(input->path);
    g_free(input->display);
    g_free(input);
}

static void mapping_free(void *data)
{
    struct column_mapping *mapping = data;
    g_free(mapping->table);
    g_free(mapping->column);
    g_free(mapping->heading);
    g_free(mapping);
}

static void format_free(void *data)
{
    struct format_rule *format = data;
    g_free(format->table);
    g_free(format->encoding);
    g_free(format->sheet);
    g_free(format->date);
    g_free(format);
}

static void cluster_free(void *data)
{
    struct cluster *cluster = data;
    g_free((char *)cluster->name.code); /* the label is the same string */
    g_free(cluster->codes);
    g_free(cluster);
}

static void initiative_free(void *data)
{
    struct initiative *initiative = data;
    g_free(initiative->name);
    g_free(initiative->status);
    g_free(initiative->handling);
    g_free(initiative);
}

static void coarsening_free(void *data)
{
    struct coarsening *coarsening = data;
    g_free(coarsening->table);
    g_strfreev(coarsening->words);
    g_free(coarsening);
}

static void group_clear(struct group *group)
{
    g_free(group->id);
    g_free(group->name_da);
    g_free(group->name_en);
    g_free(group->note);
    g_strfreev(group->match);
    g_free(group->theme);
}

struct project *project_new(void)
{
    struct project *project = g_new0(struct project, 1);
    project->freeze = DAY_OPEN;
    project->received_until = DAY_OPEN;
    project->seed = PROJECT_SEED;
    project->inputs = g_ptr_array_new_with_free_func(input_file_free);
    project->mappings = g_ptr_array_new_with_free_func(mapping_free);
    project->formats = g_ptr_array_new_with_free_func(format_free);
    project->reports_for = g_hash_table_new(g_direct_hash, g_direct_equal);
    project->clusters = g_ptr_array_new_with_free_func(cluster_free);
    project->initiatives = g_ptr_array_new_with_free_func(initiative_free);
    project->approved_texts = g_ptr_array_new_with_free_func(g_free);
    project->coarsenings = g_ptr_array_new_with_free_func(coarsening_free);
    project->stays_complete = g_ptr_array_new_with_free_func(g_free);
    project->parameters = g_array_new(FALSE, TRUE, sizeof(struct parameter));
    return project;
}

void project_free(struct project *project)
{
    if (project == NULL) {
        return;
    }
    for (size_t i = 0; i < project->n_groups; i++) {
        group_clear(&project->groups[i]);
    }
    GPtrArray *lists[] = {project->inputs,         project->mappings,    project->formats,
                          project->clusters,       project->initiatives, project->approved_texts,
                          project->stays_complete, project->coarsenings};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        g_ptr_array_unref(lists[i]);
    }
    char *texts[] = {project->folder, project->title, project->sender};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_free(texts[i]);
    }
    g_clear_pointer(&project->logo, g_bytes_unref);
    g_hash_table_unref(project->reports_for);
    g_array_unref(project->parameters);
    g_free(project->groups);
    g_free(project->age_bands);
    g_free(project);
}

void project_set_language(struct project *project, enum language language)
{
    project->language = language;
    for (size_t i = 0; i < project->n_groups; i++) {
        struct group *group = &project->groups[i];
        const char *wanted = language == LANGUAGE_DA ? group->name_da : group->name_en;
        const char *other = language == LANGUAGE_DA ? group->name_en : group->name_da;
        group->name.code = group->id;
        group->name.label = wanted != NULL ? wanted : other != NULL ? other : group->id;
    }
}

/* Is `row` a better answer for the year than `best`? Rows of later years never are. */
static bool is_better(const struct parameter *row, const struct parameter *best, int year)
{
    if (row->year > year || (best != NULL && best->year == year)) {
        return false;
    }
    return best == NULL || row->year == year || row->year == 0 || (best->year != 0 && row->year > best->year);
}

const struct parameter *project_parameter(const struct project *project, const char *key, int year)
{
    const struct parameter *best = NULL;
    for (guint i = 0; i < project->parameters->len; i++) {
        const struct parameter *row = &g_array_index(project->parameters, struct parameter, i);
        if (strcmp(row->key, key) == 0 && is_better(row, best, year)) {
            best = row;
        }
    }
    return best != NULL && strcmp(best->status, "X") != 0 ? best : NULL;
}

const struct format_rule *project_format(const struct project *project, const char *table)
{
    for (guint i = 0; i < project->formats->len; i++) {
        const struct format_rule *format = g_ptr_array_index(project->formats, i);
        if (strcmp(format->table, table) == 0) {
            return format;
        }
    }
    return NULL;
}

int32_t project_as_of(const struct project *project)
{
    return MAX(project->as_of, project->to_day - 1);
}

const struct cluster *project_cluster_of(const struct project *project, int municipality)
{
    for (guint i = 0; project->clusters != NULL && i < project->clusters->len; i++) {
        const struct cluster *cluster = g_ptr_array_index(project->clusters, i);
        for (size_t k = 0; k < cluster->n_codes; k++) {
            if (cluster->codes[k] == municipality) {
                return cluster;
            }
        }
    }
    return NULL;
}

static int compare_codes(const void *a, const void *b)
{
    const int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

char *project_cluster_codes(const struct cluster *cluster)
{
    g_autofree int *codes = g_memdup2(cluster->codes, cluster->n_codes * sizeof *codes);
    GString *text = g_string_new(NULL);
    if (codes != NULL) {
        qsort(codes, cluster->n_codes, sizeof *codes, compare_codes);
    }
    for (size_t k = 0; k < cluster->n_codes; k++) {
        g_string_append_printf(text, "%s%d", k > 0 ? ";" : "", codes[k]);
    }
    return g_string_free(text, FALSE);
}

bool project_text_approved(const struct project *project, const char *group)
{
    for (guint i = 0; i < project->approved_texts->len; i++) {
        if (strcmp(g_ptr_array_index(project->approved_texts, i), group) == 0) {
            return true;
        }
    }
    return false;
}
