/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The input stage on one screen: areas, then the tables in the order in which they refer to each other, then
 * what can only be checked when all is read, then one sorted model.
 */
#include "vifte/load.h"

#include "loader.h"
#include "vifte/areas.h"
#include "vifte/catalog.h"
#include "vifte/cpr.h"
#include "vifte/dates.h"
#include "vifte/releases_read.h"
#include "vifte/text.h"

#include <string.h>

/* What a table is read with. Tables without a finish are complete row by row. */
static const struct table_loader {
    const char *table;
    input_row_fn *row;
    void (*finish)(struct loader *loader);
} TABLES[] = {
    {"municipalities", load_municipality_row, load_municipalities_finish},
    {"offers", load_offer_row, load_offers_finish},
    {"occupancy", load_occupancy_row, NULL},
    {"stays", load_stay_row, load_stays_finish},
    {"needs", load_need_row, NULL},
    {"need_counts", load_need_count_row, NULL},
    {"use_counts", load_use_count_row, NULL},
    {"demands", load_demand_row, NULL},
    {"remarks", load_remark_row, load_forms_finish},
    {"population", load_population_row, load_population_finish},
    {"rates", load_rate_row, NULL},
    {"capacity_notes", load_capacity_note_row, NULL},
};

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
    }
}

static void register_group(struct loader *loader, const char *folded, size_t group)
{
    if (folded[0] != '\0' && !g_hash_table_contains(loader->groups, folded)) {
        g_hash_table_insert(loader->groups, g_strdup(folded), GUINT_TO_POINTER((guint)group + 1));
    }
}

static void register_groups(struct loader *loader)
{
    for (size_t i = 0; i < loader->project->n_groups; i++) {
        const struct group *group = &loader->project->groups[i];
        char *names[] = {text_fold(group->name.code), text_fold(group->name.label)};
        for (size_t k = 0; group->match != NULL && group->match[k] != NULL; k++) {
            register_group(loader, group->match[k], i);
        }
        for (size_t k = 0; k < G_N_ELEMENTS(names); k++) {
            register_group(loader, names[k], i);
            g_free(names[k]);
        }
    }
}

/* FNV-1a in two seeds, added up over rows: the same rows in any order give the same digest. */
static void fingerprint_row(struct loader *loader, const struct input_row *row)
{
    uint64_t hash[2] = {UINT64_C(14695981039346656037), UINT64_C(0x9E3779B97F4A7C15)};
    for (size_t i = 0; i < loader->schema->n_columns; i++) {
        const struct value *value = &row->values[i];
        for (size_t k = 0; value->state == VALUE_GIVEN && k < value->length; k++) {
            for (int h = 0; h < 2; h++) {
                hash[h] = (hash[h] ^ (unsigned char)value->text[k]) * UINT64_C(1099511628211);
            }
        }
        for (int h = 0; h < 2; h++) {
            hash[h] = (hash[h] ^ (0x1F00U + value->state)) * UINT64_C(1099511628211);
        }
    }
    loader->fingerprint[0] += hash[0];
    loader->fingerprint[1] += hash[1];
}

struct row_context {
    struct loader *loader;
    input_row_fn *row;
};

static void read_row(const struct input_row *row, void *context)
{
    struct row_context *both = context;
    fingerprint_row(both->loader, row);
    both->row(row, both->loader);
}

static void read_file(struct loader *loader, const struct input_file *file, const struct table_loader *table)
{
    if (cpr_is_in(file->display, strlen(file->display))) {
        diag_add(loader->diag, &FINDING_CPR, NULL, table->table, NULL, _("rename the file"),
                 _("the name of a file holds a civil registration number; it is not shown"));
        return;
    }
    struct input_record record = {.display = g_intern_string(file->display), .table = table->table};
    loader->file = file;
    loader->file_index = loader->file_array->len;
    loader->rows_outside = 0;
    loader->schema = schemas_find(table->table);
    g_array_append_val(loader->file_array, record); /* findings name the file while it is read */
    struct row_context context = {loader, table->row};
    bool read =
        input_table_read(loader->project, file, loader->schema, read_row, &context, &record, loader->diag);
    if (loader->rows_outside > 0) {
        diag_add(loader->diag, &FINDING_OUTSIDE_WINDOW, &loader->first_outside, NULL, NULL, NULL,
                 P_("%u row lies outside the project's years and counts nowhere",
                    "%u rows lie outside the project's years and count nowhere; this is the first",
                    loader->rows_outside),
                 loader->rows_outside);
    }
    if (read && record.rows == 0) {
        struct pos pos = {.file = record.display};
        diag_add(loader->diag, &FINDING_EMPTY_FILE, &pos, NULL, NULL, NULL, _("the file holds no data rows"));
    }
    g_array_index(loader->file_array, struct input_record, loader->file_index) = record;
}

static void read_tables(struct loader *loader)
{
    for (size_t t = 0; t < G_N_ELEMENTS(TABLES); t++) {
        for (guint i = 0; i < loader->project->inputs->len; i++) {
            const struct input_file *file = g_ptr_array_index(loader->project->inputs, i);
            if (strcmp(file->table, TABLES[t].table) == 0) {
                read_file(loader, file, &TABLES[t]);
            }
        }
        if (TABLES[t].finish != NULL) {
            TABLES[t].finish(loader);
        }
    }
}

static int compare_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Unknown offers with the nearest known name, ready to become an alias. Where the offers table could not be
 * read at all, that is the one problem. */
static void report_unknown_offers(struct loader *loader)
{
    if (loader->offer_array->len == 0) {
        return;
    }
    bool leave_out = loader->project->unknown_offer == UNKNOWN_OFFER_LEAVE_OUT;
    guint n = 0;
    gpointer *offers = g_hash_table_get_keys_as_array(loader->unknown_offers, &n);
    qsort(offers, n, sizeof *offers, compare_text);
    for (guint i = 0; i < n; i++) {
        const struct unlisted_offer *unknown = g_hash_table_lookup(loader->unknown_offers, offers[i]);
        const char *nearest = i < DIAG_PER_FILE ? loader_nearest(loader->offers, offers[i]) : NULL;
        const char *advice = _("add the offer, or write this name under `alias` of the offer it means");
        char *cure =
            nearest != NULL ? g_strdup_printf(_("did you mean '%s'? %s"), nearest, advice) : g_strdup(advice);
        diag_add(loader->diag, leave_out ? &FINDING_OFFER_LEFT_OUT : &FINDING_OFFER, &unknown->pos, "offer",
                 "flows use_matrix offers_used occupancy_year", cure,
                 P_("no offer is called %s: %u row", "no offer is called %s: %u rows", unknown->rows),
                 unknown->quoted, unknown->rows);
        g_free(cure);
    }
    g_free(offers);
}

/* Municipalities that sent stays, and those of the region that did not. */
static void list_stay_deliveries(struct loader *loader)
{
    struct model *model = loader->model;
    if (loader->stay_array->len == 0) {
        return;
    }
    uint32_t *rows = g_new0(uint32_t, model->n_municipalities + 1);
    for (guint i = 0; i < loader->stay_array->len; i++) {
        rows[g_array_index(loader->stay_array, struct stay, i).acting]++;
    }
    for (uint32_t i = 0; i < model->n_municipalities; i++) {
        if (rows[i] == 0 && !model->municipalities[i].in_region) {
            continue;
        }
        bool delivered = rows[i] > 0 || loader_is_reported_for(loader, model->municipalities[i].code);
        struct delivery delivery = {.table = "stays",
                                    .municipality = i,
                                    .rows = rows[i],
                                    .received = DAY_OPEN,
                                    .status = delivered ? DELIVERY_RECEIVED : DELIVERY_MISSING,
                                    .file = NONE};
        g_array_append_val(loader->delivery_array, delivery);
    }
    g_free(rows);
}

static void check_required(struct loader *loader)
{
    bool anything = loader->stay_array->len + loader->report_array->len + loader->need_array->len > 0;
    if ((loader->offer_array->len == 0 || !anything) && !diag_stopped(loader->diag)) {
        diag_add(loader->diag, &FINDING_NO_RESIDENTS_TABLE, NULL, NULL, NULL,
                 _("name the files under [inputs] in the project file"),
                 _("a project needs offers and one of stays, occupancy and needs"));
    }
}

static int by_numbers(const uint64_t *a, const uint64_t *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
    }
    return 0;
}

static uint64_t ordered(int64_t number)
{
    return (uint64_t)number ^ (UINT64_C(1) << 63);
}

static int compare_reports(const void *a, const void *b)
{
    const struct report *x = a;
    const struct report *y = b;
    uint64_t i[] = {x->offer, ordered(x->start), ordered(x->end), x->origin.file, x->origin.line};
    uint64_t j[] = {y->offer, ordered(y->start), ordered(y->end), y->origin.file, y->origin.line};
    return by_numbers(i, j, G_N_ELEMENTS(i));
}

static int compare_needs(const void *a, const void *b)
{
    const struct need *x = a;
    const struct need *y = b;
    uint64_t i[] = {x->group, x->municipality, (uint64_t)x->year};
    uint64_t j[] = {y->group, y->municipality, (uint64_t)y->year};
    int order = by_numbers(i, j, G_N_ELEMENTS(i));
    order = order != 0 ? order : strcmp(x->department.code, y->department.code);
    return order != 0 ? order : (int)x->basis - (int)y->basis;
}

static int compare_need_counts(const void *a, const void *b)
{
    const struct need_count *x = a;
    const struct need_count *y = b;
    uint64_t i[] = {x->group, x->municipality, (uint64_t)x->year, x->dimension};
    uint64_t j[] = {y->group, y->municipality, (uint64_t)y->year, y->dimension};
    int order = by_numbers(i, j, G_N_ELEMENTS(i));
    order = order != 0 ? order : strcmp(x->value.code, y->value.code);
    order = order != 0 ? order : strcmp(x->department.code, y->department.code);
    return order != 0 ? order : (int)x->basis - (int)y->basis;
}

static int compare_use_counts(const void *a, const void *b)
{
    const struct use_count *x = a;
    const struct use_count *y = b;
    uint64_t i[] = {x->group, (uint64_t)x->year, x->municipality, x->offer};
    uint64_t j[] = {y->group, (uint64_t)y->year, y->municipality, y->offer};
    return by_numbers(i, j, G_N_ELEMENTS(i));
}

static int compare_remarks(const void *a, const void *b)
{
    const struct remark *x = a;
    const struct remark *y = b;
    uint64_t i[] = {x->group, x->municipality};
    uint64_t j[] = {y->group, y->municipality};
    int order = by_numbers(i, j, G_N_ELEMENTS(i));
    order = order != 0 ? order : strcmp(x->question.code, y->question.code);
    order = order != 0 ? order : strcmp(x->department.code, y->department.code);
    return order != 0 ? order : strcmp(x->text, y->text);
}

static int compare_demands(const void *a, const void *b)
{
    const struct demand *x = a;
    const struct demand *y = b;
    uint64_t i[] = {x->offer, x->municipality, (uint64_t)x->year, x->origin.file, x->origin.line};
    uint64_t j[] = {y->offer, y->municipality, (uint64_t)y->year, y->origin.file, y->origin.line};
    return by_numbers(i, j, G_N_ELEMENTS(i));
}

static int compare_notes(const void *a, const void *b)
{
    const struct capacity_note *x = a;
    const struct capacity_note *y = b;
    uint64_t i[] = {ordered(x->day), x->offer};
    uint64_t j[] = {ordered(y->day), y->offer};
    int order = by_numbers(i, j, G_N_ELEMENTS(i));
    return order != 0 ? order : strcmp(x->note, y->note);
}

static int compare_rates(const void *a, const void *b)
{
    const struct rate *x = a;
    const struct rate *y = b;
    uint64_t i[] = {x->offer, (uint64_t)x->year, x->component, ordered(x->daily_rate_oere)};
    uint64_t j[] = {y->offer, (uint64_t)y->year, y->component, ordered(y->daily_rate_oere)};
    return by_numbers(i, j, G_N_ELEMENTS(i));
}

static int compare_deliveries(const void *a, const void *b)
{
    const struct delivery *x = a;
    const struct delivery *y = b;
    int order = strcmp(x->table, y->table);
    uint64_t i[] = {x->municipality, (uint64_t)x->year, (uint64_t)x->version, ordered(x->received),
                    x->status};
    uint64_t j[] = {y->municipality, (uint64_t)y->year, (uint64_t)y->version, ordered(y->received),
                    y->status};
    return order != 0 ? order : by_numbers(i, j, G_N_ELEMENTS(i));
}

/* Hands an array over to the model, sorted. */
#define HAND_OVER(array, field, compare) \
    do { \
        GCompareFunc order = (compare); \
        if (order != NULL) { \
            g_array_sort(loader->array, order); \
        } \
        model->n_##field = loader->array->len; \
        model->field = (void *)g_array_free(loader->array, FALSE); \
        loader->array = NULL; \
    } while (0)

static void hand_over(struct loader *loader)
{
    struct model *model = loader->model;
    HAND_OVER(group_set_array, group_sets, NULL);
    HAND_OVER(group_ref_array, group_refs, NULL);
    HAND_OVER(offer_array, offers, NULL);   /* sorted by load_offers_finish() */
    HAND_OVER(period_array, periods, NULL); /* likewise */
    HAND_OVER(report_array, reports, compare_reports);
    HAND_OVER(stay_array, stays, NULL); /* sorted by load_stays_finish() */
    HAND_OVER(section_array, sections, NULL);
    HAND_OVER(need_array, needs, compare_needs);
    HAND_OVER(need_count_array, need_counts, compare_need_counts);
    HAND_OVER(use_count_array, use_counts, compare_use_counts);
    HAND_OVER(remark_array, remarks, compare_remarks);
    HAND_OVER(population_array, populations, NULL); /* made in order */
    HAND_OVER(demand_array, demands, compare_demands);
    HAND_OVER(capacity_note_array, capacity_notes, compare_notes);
    HAND_OVER(rate_array, rates, compare_rates);
    HAND_OVER(delivery_array, deliveries, compare_deliveries);
    HAND_OVER(file_array, files, NULL);
    model->n_persons = g_hash_table_size(loader->persons);
    g_snprintf(model->fingerprint, sizeof model->fingerprint,
               "%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", loader->fingerprint[0],
               loader->fingerprint[1]);
}

static void set_successions(struct loader *loader)
{
    struct model *model = loader->model;
    size_t n = law_sections_size(loader->sections);
    model->successions = g_new(struct succession, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct law_section *section = law_sections_at(loader->sections, i);
        if (section->replaced_by[0] != '\0') {
            model->successions[model->n_successions++] =
                (struct succession){.from = loader_string(loader, section->key),
                                    .to = loader_string(loader, section->replaced_by)};
        }
    }
}

static void loader_init(struct loader *loader)
{
    loader->groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    loader->offers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    loader->group_sets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    loader->area_texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    loader->group_set_texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    loader->persons = g_hash_table_new(g_str_hash, g_str_equal);
    loader->stay_sections = g_hash_table_new(g_str_hash, g_str_equal);
    loader->unknown_offers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    loader->areas_left_out = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    loader->municipality_array = g_array_new(FALSE, FALSE, sizeof(struct municipality));
    loader->group_set_array = g_array_new(FALSE, FALSE, sizeof(struct group_set));
    loader->group_ref_array = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    loader->offer_array = g_array_new(FALSE, FALSE, sizeof(struct offer));
    loader->period_array = g_array_new(FALSE, FALSE, sizeof(struct period));
    loader->report_array = g_array_new(FALSE, FALSE, sizeof(struct report));
    loader->stay_array = g_array_new(FALSE, FALSE, sizeof(struct stay));
    loader->section_array = g_array_new(FALSE, FALSE, sizeof(struct name));
    loader->need_array = g_array_new(FALSE, FALSE, sizeof(struct need));
    loader->need_count_array = g_array_new(FALSE, FALSE, sizeof(struct need_count));
    loader->use_count_array = g_array_new(FALSE, FALSE, sizeof(struct use_count));
    loader->remark_array = g_array_new(FALSE, FALSE, sizeof(struct remark));
    loader->population_array = g_array_new(FALSE, FALSE, sizeof(struct population));
    loader->demand_array = g_array_new(FALSE, FALSE, sizeof(struct demand));
    loader->capacity_note_array = g_array_new(FALSE, FALSE, sizeof(struct capacity_note));
    loader->rate_array = g_array_new(FALSE, FALSE, sizeof(struct rate));
    loader->delivery_array = g_array_new(FALSE, FALSE, sizeof(struct delivery));
    loader->file_array = g_array_new(FALSE, FALSE, sizeof(struct input_record));
    offers_new(loader);
    forms_new(loader);
    population_new(loader);
}

static void loader_clear(struct loader *loader)
{
    GHashTable *tables[] = {loader->groups,         loader->offers,        loader->group_sets,
                            loader->persons,        loader->stay_sections, loader->unknown_offers,
                            loader->areas_left_out, loader->area_texts,    loader->group_set_texts};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_hash_table_unref(tables[i]);
    }
    GArray *arrays[] = {loader->municipality_array,   loader->offer_row_array,
                        loader->need_form_array,      loader->need_count_form_array,
                        loader->use_count_form_array, loader->population_row_array,
                        loader->demand_form_array};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) {
        g_array_unref(arrays[i]);
    }
    areas_free(loader->areas);
    law_sections_free(loader->sections);
}

struct model *load_model(struct project *project, const char *share_dir, struct diag *diag)
{
    struct model *model = g_new0(struct model, 1);
    model->project = project;
    model->strings = g_string_chunk_new(1 << 16);
    struct loader loader = {.project = project, .model = model, .diag = diag, .share_dir = share_dir};
    loader.sections = law_sections_read(share_dir, diag);
    if (loader.sections == NULL || !catalog_read_areas(share_dir, model, diag)) {
        law_sections_free(loader.sections);
        model_free(model);
        return NULL;
    }
    loader.areas = areas_new(model);
    loader_init(&loader);
    register_groups(&loader);
    set_successions(&loader);
    read_tables(&loader);
    report_unknown_offers(&loader);
    list_stay_deliveries(&loader);
    check_required(&loader);
    hand_over(&loader);
    loader_clear(&loader);
    model->releases = releases_read(project->folder, diag);
    return model;
}
