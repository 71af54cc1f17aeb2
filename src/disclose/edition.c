/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an edition says of itself: names, dates and the settings that shape its figures. */
#include "edition_private.h"

#include "vifte/dates.h"
#include "vifte/model.h"

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

static void set_parameters(struct released *released, const struct project *project)
{
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
    set_parameters(released, project);
}

void edition_clear(struct released *released)
{
    for (guint i = 0; i < released->parameters->len; i++) {
        g_free((char *)g_array_index(released->parameters, struct edition_parameter, i).value);
    }
    g_array_unref(released->parameters);
    g_free(released->municipalities);
    g_free(released->groups);
    g_free(released->clusters);
}
