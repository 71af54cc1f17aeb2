/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an edition says of itself: names, dates and the settings that shape its figures. */
#include "edition_private.h"

#include "vifte/dates.h"
#include "vifte/model.h"
#include "vifte/text.h"

static void set_municipalities(struct released *released, const struct model *model)
{
    released->municipalities = g_new0(struct edition_municipality, model->n_region + 1);
    for (size_t i = 0; i < model->n_region; i++) {
        const struct municipality *municipality = &model->municipalities[model->region_order[i]];
        released->municipalities[i] = (struct edition_municipality){.name = municipality->name,
                                                                    .short_name = municipality->short_name,
                                                                    .tile_col = municipality->tile_col,
                                                                    .tile_row = municipality->tile_row};
    }
    released->edition.municipalities = released->municipalities;
    released->edition.n_municipalities = model->n_region;
}

static void set_groups(struct released *released, const struct project *project)
{
    released->groups = g_new0(struct edition_group, project->n_groups + 1);
    for (size_t i = 0; i < project->n_groups; i++) {
        const struct group *group = &project->groups[i];
        released->groups[i] =
            (struct edition_group){.name = group->name, .note = group->note != NULL ? group->note : ""};
    }
    released->edition.groups = released->groups;
    released->edition.n_groups = project->n_groups;
}

static void set_clusters(struct released *released, const struct project *project)
{
    size_t n = project->clusters != NULL ? project->clusters->len : 0;
    released->clusters = g_new0(const struct name *, n + 1);
    for (size_t i = 0; i < n; i++) {
        released->clusters[i] = &((const struct cluster *)g_ptr_array_index(project->clusters, i))->name;
    }
    released->edition.clusters = released->clusters;
    released->edition.n_clusters = n;
}

static void add_parameter(struct released *released, const char *key, char *value, const char *source)
{
    struct edition_parameter parameter = {.key = key, .value = value, .source = source};
    g_array_append_val(released->parameters, parameter);
}

/* Each row that rates of some year rest on, once: key and the year it stands for, with where it comes from
 * and how sure that is. */
static void add_yearly(struct released *released, const struct project *project, const char *key)
{
    const struct parameter *last = NULL;
    for (int year = project->from_year; year <= project->to_year + 1; year++) {
        const struct parameter *row = project_parameter(project, key, year);
        if (row == NULL || row == last) {
            continue;
        }
        char *name = row->year != 0 ? g_strdup_printf("%s.%d", key, row->year) : g_strdup(key);
        char *source = g_strdup_printf("%s: %s", row->status, row->source);
        char *plain = text_plain(row->value, 2);
        add_parameter(released, g_intern_string(name), g_strdup_printf("%s %s", plain, row->unit),
                      g_intern_string(source));
        g_free(plain);
        g_free(source);
        g_free(name);
        last = row;
    }
}

static void add_rules_of_rates(struct released *released, const struct project *project)
{
    static const char *const KEYS[] = {"days",          "floor",
                                       "floor_short",   "recommended_max",
                                       "max",           "occupancy_lag_first",
                                       "set_aside_pct", "occupancy_lag_last"};
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        add_yearly(released, project, KEYS[i]);
    }
}

static void add_rules_of_cooperation(struct released *released, const struct project *project)
{
    add_parameter(released, "false_alarms_per_year", text_plain(project->false_alarms_per_year, 2),
                  "project");
    add_parameter(released, "follow_below_pct_of_break_even",
                  text_plain(project->follow_below_pct_of_break_even, 1), "project");
    add_parameter(released, "dialogue_buyers_lost", g_strdup_printf("%d", project->dialogue_buyers_lost),
                  "project");
    add_parameter(released, "largest_share", text_plain(project->largest_share, 2), "project");
}

static void set_parameters(struct released *released, const struct model *model, enum audience audience)
{
    const struct project *project = model->project;
    released->parameters = g_array_new(FALSE, FALSE, sizeof(struct edition_parameter));
    add_parameter(released, "threshold", g_strdup_printf("%d", project->threshold), "project");
    add_parameter(released, "cooperation_threshold", g_strdup_printf("%d", project->cooperation_threshold),
                  "project");
    add_parameter(released, "zero", g_strdup(project->zero == ZERO_SHOW ? "show" : "hide"), "project");
    add_parameter(released, "offer_occupancy",
                  g_strdup(project->offer_occupancy == OFFER_OCCUPANCY_HIDE ? "hide" : "percent"), "project");
    add_parameter(released, "stay_end",
                  g_strdup(project->stay_end == STAY_END_INCLUSIVE ? "inclusive" : "exclusive"), "project");
    add_parameter(released, "occupancy_basis",
                  g_strdup(project->occupancy_basis == OCCUPANCY_PAID ? "paid" : "present"), "project");
    add_parameter(released, "person_scope",
                  g_strdup(project->person_scope == PERSONS_PER_SENDER ? "sender" : "region"), "project");
    add_parameter(released, "episode_gap_days", g_strdup_printf("%d", project->episode_gap_days), "project");
    if (audience != AUDIENCE_PUBLIC) {
        add_rules_of_cooperation(released, project);
    }
    if (audience != AUDIENCE_PUBLIC && model->n_rates > 0) {
        add_rules_of_rates(released, project);
    }
    released->edition.parameters = (const struct edition_parameter *)released->parameters->data;
    released->edition.n_parameters = released->parameters->len;
}

static const char *region_name(const struct model *model)
{
    for (size_t i = 0; i < model->n_regions; i++) {
        if (g_ascii_strtoll(model->regions[i].name.code, NULL, 10) == model->project->region) {
            return model->regions[i].name.label;
        }
    }
    return "";
}

void edition_fill(struct released *released, const struct model *model, enum audience audience, int32_t date)
{
    const struct project *project = model->project;
    released->edition = (struct edition){
        .title = project->title,
        .region = region_name(model),
        .logo = project->logo,
        .sender = project->sender != NULL ? project->sender : "",
        .from_year = project->from_year,
        .to_year = project->to_year,
        .date = date,
        .language = project->language,
        .audience = audience,
        .threshold = audience == AUDIENCE_PUBLIC ? project->threshold : project->cooperation_threshold,
    };
    set_municipalities(released, model);
    set_groups(released, project);
    set_clusters(released, project);
    set_parameters(released, model, audience);
}

void edition_clear(struct released *released)
{
    for (guint i = 0; i < released->parameters->len; i++) {
        g_free((char *)g_array_index(released->parameters, struct edition_parameter, i).value);
    }
    g_array_unref(released->parameters);
    for (guint i = 0; i < released->remarks->len; i++) {
        g_free((char *)g_array_index(released->remarks, struct edition_remark, i).tables);
    }
    g_array_unref(released->remarks);
    g_free(released->municipalities);
    g_free(released->groups);
    g_free(released->clusters);
}
