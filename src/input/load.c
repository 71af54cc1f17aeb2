/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The input stage on one screen: areas, then the tables in the order in which they refer to each other, then
 * what can only be checked when all is read, then one sorted model.
 */
#include "vifte/load.h"

#include "file_names.h"
#include "forms.h"
#include "model_order.h"
#include "partial_sums.h"
#include "stays.h"
#include "vifte/areas.h"
#include "vifte/catalog.h"
#include "vifte/cpr.h"
#include "vifte/dates.h"
#include "vifte/releases_read.h"
#include "vifte/text.h"

#include <string.h>

/* What a table is read with, and the output tables that rest on it. Tables without a finish are complete row
 * by row. */
static const struct table_loader {
    const char *table;
    input_row_fn *row;
    void (*finish)(struct loader *loader);
    const char *touches;
} TABLES[] = {
    {"municipalities", load_municipality_row, load_municipalities_finish, "supply need flows coverage"},
    {"offers", load_offer_row, load_offers_finish,
     "supply occupancy_period occupancy_year use_matrix address_free offers_used flows self_sufficiency "
     "buyers "
     "balance pooling cooperation resilience capacity_log"},
    {"occupancy", load_occupancy_row, load_occupancy_finish,
     "occupancy_period occupancy_year balance cooperation reconciliation"},
    {"stays", NULL /* read in slices */, load_stays_finish,
     "need need_profile use_matrix address_free offers_used flows self_sufficiency flow_of_citizens forecast "
     "moves "
     "stay_lengths occupancy_period occupancy_year buyers balance pooling resilience reconciliation"},
    {"needs", load_need_row, NULL, "need fit expected balance forecast coverage"},
    {"need_counts", load_need_count_row, NULL, "need_profile coverage"},
    {"use_counts", load_use_count_row, NULL,
     "use_matrix address_free offers_used flows self_sufficiency reconciliation coverage"},
    {"demands", load_demand_row, NULL, "cooperation buyers coverage"},
    {"remarks", load_remark_row, load_forms_finish, "report answer"},
    {"population", load_population_row, load_population_finish, "need"},
    {"rates", load_rate_row, load_rates_finish, "rates buyers cooperation occupancy_year"},
    {"travel", load_travel_row, NULL, "resilience"},
    {"price_index", load_price_index_row, load_price_index_finish, "rates"},
    {"capacity_notes", load_capacity_note_row, NULL, "capacity_log"},
};

const char *loader_touches(const char *table)
{
    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        if (strcmp(TABLES[i].table, table) == 0) {
            return TABLES[i].touches;
        }
    }
    return "";
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

struct row_context {
    struct loader *loader;
    input_row_fn *row;
    uint32_t **fields; /* of the file in loader.file_fields */
    bool begun;
};

/* Where each column stands; in a wide table it is another field from row to row. */
static void remember_fields(struct row_context *context, const struct input_row *row)
{
    size_t size = context->loader->schema->n_columns * sizeof *row->fields;
    if (!context->begun) {
        context->begun = true;
        *context->fields = g_memdup2(row->fields, size);
    } else if (*context->fields != NULL && memcmp(*context->fields, row->fields, size) != 0) {
        g_clear_pointer(context->fields, g_free);
    }
}

static bool is_below_zero(const struct input_column *column, const struct value *value)
{
    bool quantity = column->kind == VALUE_DECIMAL || column->kind == VALUE_PLACES ||
                    column->kind == VALUE_PERCENT || column->kind == VALUE_MONEY;
    double number = column->kind == VALUE_MONEY ? (double)value->whole : value->number;
    return quantity && value->state == VALUE_GIVEN && number < 0 && !schemas_may_be_negative(column);
}

/* The row's values with those bad that are below zero where there can be no less than none; NULL when all are
 * good. */
static struct value *refuse_negative(struct loader *loader, const struct input_row *row)
{
    struct value *values = NULL;
    for (size_t i = 0; i < loader->schema->n_columns; i++) {
        if (!is_below_zero(&loader->schema->columns[i], &row->values[i])) {
            continue;
        }
        char *quoted = loader_quoted(&row->values[i]);
        loader_report(loader, &FINDING_RANGE, row, i, _("write how much there is; nothing is 0"),
                      _("%s is less than nothing"), quoted);
        g_free(quoted);
        values =
            values != NULL ? values : g_memdup2(row->values, loader->schema->n_columns * sizeof *row->values);
        values[i].state = VALUE_BAD;
    }
    return values;
}

static void read_row(const struct input_row *row, void *context)
{
    struct row_context *both = context;
    remember_fields(both, row);
    loader_digest(both->loader, row);
    struct value *refused = refuse_negative(both->loader, row);
    struct input_row read = *row;
    read.values = refused != NULL ? refused : row->values;
    both->row(&read, both->loader);
    g_free(refused);
}

/* The record of the file about to be read: findings name the file while it is read. */
static struct input_record begin_file(struct loader *loader, const struct input_file *file, const char *table)
{
    struct input_record record = {.display = g_intern_string(file->display), .table = table};
    loader->file = file;
    loader->file_index = loader->file_array->len;
    loader->rows_outside = loader->rows_elsewhere = 0;
    g_hash_table_remove_all(loader->elsewhere);
    bool partial = strcmp(table, "stays") == 0 && partial_is_file(file->path);
    loader->schema = partial ? schemas_partials() : schemas_find(table);
    g_array_append_val(loader->file_array, record);
    g_ptr_array_add(loader->file_fields, NULL);
    return record;
}

static bool name_is_safe(struct loader *loader, const struct input_file *file)
{
    bool leak = cpr_is_in(file->display, strlen(file->display));
    if (leak) {
        diag_add(loader->diag, &FINDING_CPR, NULL, file->table, NULL, _("rename the file"),
                 _("the name of a file holds a civil registration number; it is not shown"));
    }
    return !leak;
}

/* A pipe would be waited for, and a device has no end. */
static bool is_plain(struct loader *loader, const struct input_file *file)
{
    bool other =
        g_file_test(file->path, G_FILE_TEST_EXISTS) && !g_file_test(file->path, G_FILE_TEST_IS_REGULAR);
    if (other) {
        struct pos pos = {.file = g_intern_string(file->display)};
        diag_add(loader->diag, &FINDING_NO_FILE, &pos, NULL, NULL, NULL, _("is no file"));
    }
    return !other;
}

static int compare_indexes(const void *a, const void *b)
{
    const uint32_t x = GPOINTER_TO_UINT(*(void *const *)a), y = GPOINTER_TO_UINT(*(void *const *)b);
    return (x > y) - (x < y);
}

/* Rows of municipalities outside the region, with their names, once a file. */
static void tell_elsewhere(struct loader *loader)
{
    guint n = 0;
    gpointer *indexes = g_hash_table_get_keys_as_array(loader->elsewhere, &n);
    if (n > 0) {
        const struct municipality *municipalities = loader->model->municipalities;
        const char **names = g_new0(const char *, n);
        qsort(indexes, n, sizeof *indexes, compare_indexes);
        for (guint i = 0; i < n; i++) {
            names[i] = municipalities[GPOINTER_TO_UINT(indexes[i])].name.label;
        }
        char *list = text_list(names, n);
        bool demands = strcmp(loader->schema->table, "demands") == 0;
        diag_add(
            loader->diag, &FINDING_OUTSIDE_REGION, &loader->first_elsewhere, "municipality", NULL,
            demands ? NULL : _("check the municipality, or the region in the project file"),
            demands
                ? P_("%u row is of a municipality outside the region and counts among the other buyers: %s",
                     "%u rows are of municipalities outside the region and count among the other buyers; "
                     "this is the first: %s",
                     loader->rows_elsewhere)
                : P_("%u row is of a municipality outside the region and counts nowhere: %s",
                     "%u rows are of municipalities outside the region and count nowhere; this is the "
                     "first: %s",
                     loader->rows_elsewhere),
            loader->rows_elsewhere, list);
        g_free(list);
        g_free(names);
    }
    g_free(indexes);
}

/* Nobody is reminded of what he said there is nothing of. */
static void note_empty_delivery(struct loader *loader, const struct input_file *file)
{
    for (int year = loader->project->from_year; year <= loader->project->to_year; year++) {
        g_hash_table_add(loader->unread_forms,
                         deliveries_key(file->table, model_municipality(loader->model, file->sender), year));
    }
}

static void read_file(struct loader *loader, const struct input_file *file, const struct table_loader *table)
{
    struct input_record record = begin_file(loader, file, table->table);
    struct row_context context = {
        loader, table->row, (uint32_t **)&g_ptr_array_index(loader->file_fields, loader->file_index), false};
    bool read = table->row == NULL ? stays_read(loader->stays, file, context.fields, &record)
                                   : input_table_read(loader->project, file, loader->schema, read_row,
                                                      &context, &record, loader->diag);
    if (loader->rows_outside > 0) {
        diag_add(loader->diag, &FINDING_OUTSIDE_WINDOW, &loader->first_outside, NULL, NULL, NULL,
                 P_("%u row lies outside the project's years and counts nowhere",
                    "%u rows lie outside the project's years and count nowhere; this is the first",
                    loader->rows_outside),
                 loader->rows_outside);
    }
    tell_elsewhere(loader);
    if (read && record.rows == 0 && file->sender != 0) {
        note_empty_delivery(loader, file);
    }
    g_array_index(loader->file_array, struct input_record, loader->file_index) = record;
}

static void ignore_row(const struct input_row *row, void *context)
{
    (void)row;
    (void)context;
}

/* An earlier version of a file: it is listed, and may hold no civil registration numbers either. What else is
 * wrong with it was mended in the newest. */
static void read_earlier_version(struct loader *loader, const struct input_file *file,
                                 const struct input_file *newest)
{
    struct input_record record = begin_file(loader, file, file->table);
    struct diag *unheard = diag_new();
    struct pos pos = {.file = record.display};
    if (!input_table_read(loader->project, file, loader->schema, ignore_row, NULL, &record, unheard)) {
        record.rows = 0;
    }
    for (size_t i = 0; i < diag_size(unheard); i++) {
        const struct finding *finding = diag_get(unheard, i);
        if (finding->kind == &FINDING_CPR) {
            diag_add(loader->diag, finding->kind, &finding->pos, finding->column, NULL, finding->cure, "%s",
                     finding->message);
        }
    }
    diag_free(unheard);
    diag_add(loader->diag, &FINDING_FILE_VERSION, &pos, NULL, NULL, NULL,
             _("an earlier version of '%s', by its name; it is left out"), newest->display);
    g_array_index(loader->file_array, struct input_record, loader->file_index) = record;
    deliveries_add_earlier(loader, file, record.rows);
}

static void read_tables(struct loader *loader)
{
    for (size_t t = 0; t < G_N_ELEMENTS(TABLES); t++) {
        diag_set_touches(loader->diag, TABLES[t].touches);
        for (guint i = 0; i < loader->project->inputs->len; i++) {
            const struct input_file *file = g_ptr_array_index(loader->project->inputs, i);
            if (strcmp(file->table, TABLES[t].table) != 0 || !name_is_safe(loader, file) ||
                !is_plain(loader, file)) {
                continue;
            }
            const struct input_file *newest = file_version_newest(loader->project->inputs, file);
            if (newest != file) {
                read_earlier_version(loader, file, newest);
            } else {
                read_file(loader, file, &TABLES[t]);
            }
        }
        if (TABLES[t].finish != NULL) {
            TABLES[t].finish(loader);
        }
        if (t == 0) {
            senders_from_names(loader); /* from here on the municipalities are known */
        }
    }
    diag_set_touches(loader->diag, "");
}

static void check_required(struct loader *loader)
{
    bool anything = loader->n_stay_rows + loader->report_array->len + loader->need_array->len > 0;
    if ((loader->offer_array->len == 0 || !anything) && !diag_stopped(loader->diag)) {
        diag_add(loader->diag, &FINDING_NO_RESIDENTS_TABLE, NULL, NULL, NULL,
                 _("name the files under [inputs] in the project file"),
                 _("a project needs offers and one of stays, occupancy and needs"));
    }
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
    HAND_OVER(report_array, reports, model_order_reports);
    model->stays = g_steal_pointer(&loader->stay_rows); /* sorted by load_stays_finish() */
    model->n_stays = loader->n_stay_rows;
    model->n_persons = loader->n_persons;
    HAND_OVER(section_array, sections, NULL);
    HAND_OVER(need_array, needs, model_order_needs);
    HAND_OVER(need_count_array, need_counts, model_order_need_counts);
    HAND_OVER(use_count_array, use_counts, model_order_use_counts);
    HAND_OVER(remark_array, remarks, model_order_remarks);
    HAND_OVER(population_array, populations, NULL); /* made in order */
    HAND_OVER(demand_array, demands, model_order_demands);
    HAND_OVER(capacity_note_array, capacity_notes, model_order_notes);
    HAND_OVER(rate_array, rates, model_order_rates);
    HAND_OVER(travel_array, travels, model_order_travels);
    HAND_OVER(price_index_array, price_indexes, model_order_price_indexes);
    HAND_OVER(delivery_array, deliveries, model_order_deliveries);
    HAND_OVER(file_array, files, NULL);
    g_snprintf(model->fingerprint, sizeof model->fingerprint,
               "%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", loader->digest.sums[0],
               loader->digest.sums[1]);
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
    loader->section_texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    loader->stay_sections = g_hash_table_new(g_str_hash, g_str_equal);
    loader->unknown_offers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    loader->unread_forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    loader->foreign_rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    loader->areas_left_out = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    loader->elsewhere = g_hash_table_new(NULL, NULL);
    loader->municipality_array = g_array_new(FALSE, FALSE, sizeof(struct municipality));
    loader->group_set_array = g_array_new(FALSE, FALSE, sizeof(struct group_set));
    loader->group_ref_array = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    loader->offer_array = g_array_new(FALSE, FALSE, sizeof(struct offer));
    loader->period_array = g_array_new(FALSE, FALSE, sizeof(struct period));
    loader->report_array = g_array_new(FALSE, FALSE, sizeof(struct report));
    loader->stays = stays_new(loader);
    loader->section_array = g_array_new(FALSE, FALSE, sizeof(struct name));
    loader->need_array = g_array_new(FALSE, FALSE, sizeof(struct need));
    loader->need_count_array = g_array_new(FALSE, FALSE, sizeof(struct need_count));
    loader->use_count_array = g_array_new(FALSE, FALSE, sizeof(struct use_count));
    loader->remark_array = g_array_new(FALSE, FALSE, sizeof(struct remark));
    loader->population_array = g_array_new(FALSE, FALSE, sizeof(struct population));
    loader->demand_array = g_array_new(FALSE, FALSE, sizeof(struct demand));
    loader->capacity_note_array = g_array_new(FALSE, FALSE, sizeof(struct capacity_note));
    loader->rate_array = g_array_new(FALSE, FALSE, sizeof(struct rate));
    loader->travel_array = g_array_new(FALSE, FALSE, sizeof(struct travel));
    loader->price_index_array = g_array_new(FALSE, FALSE, sizeof(struct price_index));
    loader->delivery_array = g_array_new(FALSE, FALSE, sizeof(struct delivery));
    loader->file_array = g_array_new(FALSE, FALSE, sizeof(struct input_record));
    loader->file_fields = g_ptr_array_new_with_free_func(g_free);
    offers_new(loader);
    forms_new(loader);
    population_new(loader);
}

static void loader_clear(struct loader *loader)
{
    GHashTable *tables[] = {loader->groups,        loader->offers,          loader->group_sets,
                            loader->stay_sections, loader->unknown_offers,  loader->areas_left_out,
                            loader->area_texts,    loader->group_set_texts, loader->section_texts,
                            loader->foreign_rows,  loader->unread_forms,    loader->elsewhere};
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
    g_ptr_array_unref(loader->file_fields);
    stays_free(loader->stays);
    stay_tallies_free(loader->stay_tallies);
    areas_free(loader->areas);
    law_sections_free(loader->sections);
}

/* What can only be judged when every table is there. */
static void check_rules(struct loader *loader)
{
    static const struct {
        const char *table;
        void (*check)(struct loader *loader);
    } RULES[] = {{"offers", rules_offers},
                 {"stays", rules_stays},
                 {"needs", rules_forms},
                 {"demands", rules_demands},
                 {"rates", rules_rates}};
    for (size_t i = 0; i < G_N_ELEMENTS(RULES); i++) {
        diag_set_touches(loader->diag, loader_touches(RULES[i].table));
        RULES[i].check(loader);
    }
    diag_set_touches(loader->diag, "");
}

static struct model *load(struct project *project, const char *share_dir, struct person_key *key,
                          struct diag *diag)
{
    struct model *model = g_new0(struct model, 1);
    model->project = project;
    model->strings = g_string_chunk_new(1 << 16);
    struct loader loader = {
        .project = project, .model = model, .diag = diag, .share_dir = share_dir, .person_key = key};
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
    load_offers_unknown(&loader);
    deliveries_list_stays(&loader);
    deliveries_list_occupancy(&loader);
    check_required(&loader);
    check_rules(&loader);
    hand_over(&loader);
    loader_clear(&loader);
    return model;
}

struct model *load_model(struct project *project, const char *share_dir, struct diag *diag)
{
    struct model *model = load(project, share_dir, NULL, diag);
    if (model != NULL) {
        model->releases = releases_read(project, diag);
    }
    return model;
}

struct model *load_slice(struct project *project, const char *share_dir, struct person_key *key,
                         struct diag *diag)
{
    return load(project, share_dir, key, diag);
}
