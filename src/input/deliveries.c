/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who delivered what, who is missing and who came late. */
#include "file_names.h"
#include "forms.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <limits.h>
#include <string.h>

static bool holds_group(const char *groups, const char *code)
{
    char **codes = g_strsplit(groups, "|", -1);
    bool holds = g_strv_contains((const char *const *)codes, code);
    g_strfreev(codes);
    return holds;
}

/* The groups with one more, in the project's order. */
static const char *with_group(const struct project *project, const char *groups, uint32_t group)
{
    if (group == NONE || (groups != NULL && holds_group(groups, project->groups[group].name.code))) {
        return groups;
    }
    GString *codes = g_string_new(NULL);
    for (uint32_t i = 0; i < project->n_groups; i++) {
        const char *code = project->groups[i].name.code;
        if (i == group || (groups != NULL && holds_group(groups, code))) {
            g_string_append_printf(codes, "%s%s", codes->len > 0 ? "|" : "", code);
        }
    }
    const char *all = g_intern_string(codes->str);
    g_string_free(codes, TRUE);
    return all;
}

void deliveries_add(struct loader *loader, const char *table, const struct form *form,
                    enum delivery_status status)
{
    for (guint i = loader->delivery_array->len;
         i-- > 0;) { /* forms come in order: it is most often the last */
        struct delivery *known = &g_array_index(loader->delivery_array, struct delivery, i);
        if (strcmp(known->table, table) == 0 && known->municipality == form->municipality &&
            known->year == form->year && known->version == form->version &&
            known->received == form->received && known->status == status) {
            known->rows++;
            known->groups = with_group(loader->project, known->groups, form->group);
            known->line =
                known->file == form->file ? MIN(known->line, (uint32_t)form->pos.line) : known->line;
            return;
        }
    }
    struct delivery delivery = {.table = table,
                                .municipality = form->municipality,
                                .year = form->year,
                                .rows = 1,
                                .line = (uint32_t)form->pos.line,
                                .received = form->received,
                                .version = form->version,
                                .status = status,
                                .file = form->file,
                                .groups = with_group(loader->project, NULL, form->group)};
    g_array_append_val(loader->delivery_array, delivery);
}

char *deliveries_key(const char *table, uint32_t municipality, int year)
{
    return g_strdup_printf("%s %u %d", table, municipality, year);
}

static bool has_delivered(const struct loader *loader, const char *table, uint32_t municipality, int year)
{
    char *key = deliveries_key(table, municipality, year);
    bool unread = g_hash_table_contains(loader->unread_forms, key);
    g_free(key);
    if (unread) {
        return true;
    }
    for (guint i = 0; i < loader->delivery_array->len; i++) {
        const struct delivery *delivery = &g_array_index(loader->delivery_array, struct delivery, i);
        if (strcmp(delivery->table, table) == 0 && delivery->municipality == municipality &&
            delivery->year == year && delivery->status != DELIVERY_DRAFT &&
            delivery->status != DELIVERY_MISSING) {
            return true;
        }
    }
    return false;
}

/* Did the municipality report that it has no citizens in any group? Then there is nothing to break down, and
 * no offer was used. */
static bool has_nobody(const struct loader *loader, const char *table, uint32_t municipality, int year)
{
    bool answered = false;
    bool breaks_down = strcmp(table, "need_counts") == 0 || strcmp(table, "use_counts") == 0;
    for (guint i = 0; breaks_down && i < loader->need_array->len; i++) {
        const struct need *need = &g_array_index(loader->need_array, struct need, i);
        if (need->municipality == municipality && need->year == year) {
            if (need->citizens.state != CELL_VALUE || need->citizens.number > 0) {
                return false;
            }
            answered = true;
        }
    }
    return answered;
}

/* Whoever reports for the municipality; NONE when it reports itself. */
static uint32_t reporter_of(const struct loader *loader, int code)
{
    for (uint32_t i = 0; i < loader->model->n_municipalities; i++) {
        gpointer covered = g_hash_table_lookup(loader->project->reports_for,
                                               GINT_TO_POINTER(loader->model->municipalities[i].code));
        if (covered != NULL && GPOINTER_TO_INT(covered) == code) {
            return i;
        }
    }
    return NONE;
}

static void add_without_rows(struct loader *loader, const char *table, uint32_t municipality, int year,
                             enum delivery_status status)
{
    struct form form = {
        .municipality = municipality, .group = NONE, .year = year, .received = DAY_OPEN, .file = NONE};
    deliveries_add(loader, table, &form, status);
    g_array_index(loader->delivery_array, struct delivery, loader->delivery_array->len - 1).rows = 0;
}

/* Who of the region has not delivered the table for the year. Who is reported for has when the reporter has,
 * and who has no citizens need not. */
static void list_missing(struct loader *loader, const char *table, int year)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < loader->model->n_region; i++) {
        uint32_t index = loader->model->region_order[i];
        const struct municipality *municipality = &loader->model->municipalities[index];
        uint32_t reporter = reporter_of(loader, municipality->code);
        if (has_delivered(loader, table, index, year)) {
            continue;
        }
        bool elsewhere = reporter != NONE && has_delivered(loader, table, reporter, year);
        if (elsewhere || has_nobody(loader, table, index, year)) {
            add_without_rows(loader, table, index, year, DELIVERY_RECEIVED);
            continue;
        }
        add_without_rows(loader, table, index, year, DELIVERY_MISSING);
        g_ptr_array_add(names, (void *)municipality->name.label);
    }
    if (names->len > 0) {
        char *list = text_list((const char *const *)names->pdata, names->len);
        diag_add(loader->diag, &FINDING_NOT_DELIVERED, NULL, table, loader_touches(table),
                 _("send a reminder"),
                 P_("for %d, %u municipality has not delivered: %s",
                    "for %d, %u municipalities have not delivered: %s", names->len),
                 year, names->len, list);
        g_free(list);
    }
    g_ptr_array_unref(names);
}

/* The first and the last year of the project for which anybody delivered the table. */
static bool delivered_years(const struct loader *loader, const char *table, int *first, int *last)
{
    *first = INT_MAX;
    *last = INT_MIN;
    for (guint i = 0; i < loader->delivery_array->len; i++) {
        const struct delivery *delivery = &g_array_index(loader->delivery_array, struct delivery, i);
        if (strcmp(delivery->table, table) == 0 && delivery->year >= loader->project->from_year &&
            delivery->year <= loader->project->to_year) {
            *first = MIN(*first, delivery->year);
            *last = MAX(*last, delivery->year);
        }
    }
    return *first <= *last;
}

/* A table that one municipality delivered is expected of all of the region, for every year since, until the
 * figures are frozen: a year for which nobody delivered is missing, too. */
static void list_all_missing(struct loader *loader)
{
    static const char *const TABLES[] = {"needs", "need_counts", "use_counts", "demands"};
    const struct project *project = loader->project;
    int frozen = project->freeze != DAY_OPEN ? date_year(project->freeze) : project->to_year;
    for (size_t t = 0; t < G_N_ELEMENTS(TABLES); t++) {
        int first, last;
        if (!delivered_years(loader, TABLES[t], &first, &last)) {
            continue;
        }
        last = MAX(last, MIN(frozen, project->to_year));
        for (int year = first; year <= last; year++) {
            list_missing(loader, TABLES[t], year);
        }
    }
}

static char *department_key(const struct need *need, int year)
{
    return g_strdup_printf("%u %d %s", need->municipality, year, need->department.code);
}

static GHashTable *list_departments(const struct loader *loader)
{
    GHashTable *departments = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < loader->need_array->len; i++) {
        const struct need *need = &g_array_index(loader->need_array, struct need, i);
        g_hash_table_add(departments, department_key(need, need->year));
    }
    return departments;
}

/* A department that answered last year is expected this year, when the municipality as such has answered. */
static void list_missing_departments(struct loader *loader)
{
    GHashTable *departments = list_departments(loader);
    for (guint i = 0; i < loader->need_array->len; i++) {
        const struct need *need = &g_array_index(loader->need_array, struct need, i);
        int year = need->year + 1;
        char *next = department_key(need, year);
        if (need->department.code[0] != '\0' && year <= loader->project->to_year &&
            has_delivered(loader, "needs", need->municipality, year) &&
            g_hash_table_add(departments, g_strdup(next))) {
            struct pos pos = loader_pos(loader, "needs", need->origin, IN_NEEDS_DEPARTMENT);
            loader_tell(loader, &FINDING_NOT_DELIVERED, &pos, "department", _("send a reminder"),
                        _("for %d, %s of %s has not delivered, as it did for %d"), year,
                        loader_shown(loader, need->department.label),
                        loader->model->municipalities[need->municipality].name.label, need->year);
        }
        g_free(next);
    }
    g_hash_table_unref(departments);
}

static void report_late(struct loader *loader)
{
    for (guint i = 0; i < loader->delivery_array->len; i++) {
        const struct delivery *delivery = &g_array_index(loader->delivery_array, struct delivery, i);
        if (delivery->status == DELIVERY_LATE) {
            struct pos pos = {
                .file = g_array_index(loader->file_array, struct input_record, delivery->file).display};
            diag_add(loader->diag, &FINDING_LATE, &pos, NULL, loader_touches(delivery->table), NULL,
                     P_("%s delivered '%s' for %d, %d day after the freeze date",
                        "%s delivered '%s' for %d, %d days after the freeze date",
                        delivery->received - loader->project->freeze),
                     loader->model->municipalities[delivery->municipality].name.label,
                     _(model_input_name(delivery->table)->label), delivery->year,
                     delivery->received - loader->project->freeze);
        }
    }
}

/* Drafts and earlier versions, once a delivery. */
static void report_left_out(struct loader *loader)
{
    for (guint i = 0; i < loader->delivery_array->len; i++) {
        const struct delivery *delivery = &g_array_index(loader->delivery_array, struct delivery, i);
        bool draft = delivery->status == DELIVERY_DRAFT;
        if ((!draft && delivery->status != DELIVERY_SUPERSEDED) || delivery->year == 0) {
            continue; /* a whole file's earlier version is told by its name */
        }
        struct pos pos =
            loader_pos(loader, delivery->table, (struct origin){delivery->file, delivery->line}, SIZE_MAX);
        const char *who = loader->model->municipalities[delivery->municipality].name.label;
        if (draft) {
            diag_add(loader->diag, &FINDING_DRAFT, &pos, "status", loader_touches(delivery->table),
                     _("ask for the approved version"),
                     P_("%s, %d: %u row of a draft does not count", "%s, %d: %u rows of a draft do not count",
                        delivery->rows),
                     who, delivery->year, delivery->rows);
        } else {
            diag_add(loader->diag, &FINDING_SUPERSEDED, &pos, "version", loader_touches(delivery->table),
                     NULL,
                     P_("%s, %d: %u row of version %d is replaced by a newer one",
                        "%s, %d: %u rows of version %d are replaced by newer ones", delivery->rows),
                     who, delivery->year, delivery->rows, MAX(1, delivery->version));
        }
    }
}

/* A code of [inputs] reports_for that no municipality has. */
static void check_joint_code(struct loader *loader, int code)
{
    if (model_municipality(loader->model, code) == NONE) {
        diag_add(loader->diag, &FINDING_KEY_VALUE, NULL, "reports_for", "need coverage",
                 _("write the codes of municipalities, such as reports_for.851 = 825"),
                 _("no municipality has the code %d"), code);
    }
}

static int compare_codes(const void *a, const void *b)
{
    const int x = GPOINTER_TO_INT(*(void *const *)a), y = GPOINTER_TO_INT(*(void *const *)b);
    return (x > y) - (x < y);
}

static void check_joint_codes(struct loader *loader)
{
    guint n = 0;
    gpointer *reporters = g_hash_table_get_keys_as_array(loader->project->reports_for, &n);
    if (n > 0) {
        qsort(reporters, n, sizeof *reporters, compare_codes);
    }
    for (guint i = 0; i < n; i++) {
        check_joint_code(loader, GPOINTER_TO_INT(reporters[i]));
        check_joint_code(loader,
                         GPOINTER_TO_INT(g_hash_table_lookup(loader->project->reports_for, reporters[i])));
    }
    g_free(reporters);
}

/* Which municipalities others report for, as the project declares it. */
static void report_joint(struct loader *loader)
{
    check_joint_codes(loader);
    for (size_t i = 0; i < loader->model->n_municipalities; i++) {
        const struct municipality *sender = &loader->model->municipalities[i];
        gpointer other = g_hash_table_lookup(loader->project->reports_for, GINT_TO_POINTER(sender->code));
        uint32_t found = other != NULL ? model_municipality(loader->model, GPOINTER_TO_INT(other)) : NONE;
        if (found != NONE) {
            diag_add(loader->diag, &FINDING_JOINT, NULL, "reports_for", "need coverage", NULL,
                     _("%s also reports for %s"), sender->name.label,
                     loader->model->municipalities[found].name.label);
        }
    }
}

void deliveries_check_forms(struct loader *loader)
{
    list_all_missing(loader);
    list_missing_departments(loader);
    report_left_out(loader);
    report_late(loader);
    report_joint(loader);
}

/* Municipalities that sent stays, and those of the region that did not. */
void deliveries_list_stays(struct loader *loader)
{
    struct model *model = loader->model;
    if (loader->n_stay_rows == 0) {
        return;
    }
    const uint32_t *rows = stay_tallies_rows(loader->stay_tallies);
    for (uint32_t i = 0; i < model->n_municipalities; i++) {
        if (rows[i] == 0 && !model->municipalities[i].in_region) {
            continue;
        }
        char *key = deliveries_key("stays", i, loader->project->from_year);
        bool delivered = rows[i] > 0 || g_hash_table_contains(loader->unread_forms, key) ||
                         loader_is_reported_for(loader, model->municipalities[i].code);
        g_free(key);
        struct delivery delivery = {.table = "stays",
                                    .municipality = i,
                                    .rows = rows[i],
                                    .received = DAY_OPEN,
                                    .status = delivered ? DELIVERY_RECEIVED : DELIVERY_MISSING,
                                    .file = NONE};
        g_array_append_val(loader->delivery_array, delivery);
    }
}

void deliveries_add_earlier(struct loader *loader, const struct input_file *file, uint64_t rows)
{
    struct delivery delivery = {.table = g_intern_string(file->table),
                                .municipality = model_municipality(loader->model, file->sender),
                                .rows = (uint32_t)MIN(rows, UINT32_MAX),
                                .received = DAY_OPEN,
                                .version = MAX(1, file_version(file->display)),
                                .status = DELIVERY_SUPERSEDED,
                                .file = loader->file_index};
    g_array_append_val(loader->delivery_array, delivery);
}
