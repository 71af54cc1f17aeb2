/* SPDX-License-Identifier: GPL-3.0-or-later */
/* municipalities: the catalog's, or the project's own in place of all of them. */
#include "loader.h"

#include "vifte/areas.h"
#include "vifte/catalog.h"
#include "vifte/text.h"

void load_municipality_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    struct municipality municipality = {
        .name = loader_name(loader, v[IN_MUNICIPALITIES_CODE].text, v[IN_MUNICIPALITIES_NAME].text),
        .code = (int)g_ascii_strtoll(v[IN_MUNICIPALITIES_CODE].text, NULL, 10),
        .region = (int)g_ascii_strtoll(v[IN_MUNICIPALITIES_REGION].text, NULL, 10),
        .latitude = v[IN_MUNICIPALITIES_LATITUDE].number,
        .longitude = v[IN_MUNICIPALITIES_LONGITUDE].number,
        .tile_col = -1,
        .tile_row = -1,
        .short_name = ""};
    if (municipality.code <= 0) {
        loader_report(loader, &FINDING_NUMBER, row, IN_MUNICIPALITIES_CODE, NULL,
                      _("a municipality's code is a number"));
        return;
    }
    g_array_append_val(loader->municipality_array, municipality);
}

static int compare_municipalities(const void *a, const void *b)
{
    const struct municipality *x = a;
    const struct municipality *y = b;
    return (x->code > y->code) - (x->code < y->code);
}

static int compare_labels(const void *a, const void *b, void *data)
{
    const struct model *model = data;
    return text_compare(model->municipalities[*(const uint32_t *)a].name.label,
                        model->municipalities[*(const uint32_t *)b].name.label);
}

/* Which municipalities are the project's region, in the order people expect them. */
static void order_region(struct model *model)
{
    model->region_order = g_new(uint32_t, model->n_municipalities + 1);
    model->n_region = 0;
    for (uint32_t i = 0; i < model->n_municipalities; i++) {
        struct municipality *municipality = &model->municipalities[i];
        municipality->in_region =
            model->project->region == REGION_ALL || municipality->region == model->project->region;
        if (municipality->in_region) {
            model->region_order[model->n_region++] = i;
        }
    }
    g_qsort_with_data(model->region_order, (gint)model->n_region, sizeof(uint32_t), compare_labels, model);
}

/* Citizens of elsewhere are in no table, so a cluster with such a municipality would look larger than it is.
 */
static void check_clusters(struct loader *loader)
{
    const struct model *model = loader->model;
    const GPtrArray *clusters = model->project->clusters;
    for (guint i = 0; i < clusters->len; i++) {
        const struct cluster *cluster = g_ptr_array_index(clusters, i);
        for (size_t k = 0; k < cluster->n_codes; k++) {
            uint32_t found = model_municipality(model, cluster->codes[k]);
            if (found == NONE || !model->municipalities[found].in_region) {
                diag_add(loader->diag, &FINDING_KEY_VALUE, NULL, cluster->name.code, "need",
                         _("write codes of the region's own municipalities under [clusters]"),
                         _("the cluster has the code %d, which no municipality of the region has"),
                         cluster->codes[k]);
            }
        }
    }
}

/* The project's own municipalities replace the catalog's as a whole. */
void load_municipalities_finish(struct loader *loader)
{
    struct model *model = loader->model;
    if (loader->municipality_array->len > 0) {
        g_array_sort(loader->municipality_array, compare_municipalities);
        g_free(model->municipalities);
        model->n_municipalities = loader->municipality_array->len;
        model->municipalities = g_memdup2(loader->municipality_array->data,
                                          model->n_municipalities * sizeof(struct municipality));
    }
    areas_free(loader->areas);
    loader->areas = areas_new(model);
    if (!catalog_add_aliases(loader->share_dir, model, loader->areas, loader->diag)) {
        return; /* reported; the run stops */
    }
    order_region(model);
    if (model->n_region == 0) {
        diag_add(loader->diag, &FINDING_KEY_VALUE, NULL, "region", NULL,
                 _("81 to 85, all, or a region of the project's own municipalities table"),
                 _("no municipality lies in region %d"), model->project->region);
        return;
    }
    check_clusters(loader);
}
