/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the figures rest on: who delivered what, where two sources differ, and every finding about the input.
 *
 * Reconciliation compares like with like: an operator's report with the complete stays of the same days, and
 * the municipalities' counts of citizens in an offer with the distinct persons of the same municipalities and
 * groups. Only differences are listed. A municipality that sent no stays at all is not compared.
 */
#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/presence.h"
#include "vifte/reports.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

static const struct name STATUSES[] = {
    [DELIVERY_RECEIVED] = {"received", N_("Received")},
    [DELIVERY_LATE] = {"late", N_("Received late")},
    [DELIVERY_MISSING] = {"missing", N_("Not delivered")},
    [DELIVERY_SUPERSEDED] = {"superseded", N_("Replaced by a newer version")},
    [DELIVERY_DRAFT] = {"draft", N_("Draft")},
};

static const struct name *input_name(const char *table)
{
    const struct name *name = model_input_name(table);
    return name != NULL ? name : names_intern_plain(table);
}

static const struct name *year_name(int year)
{
    char *text = g_strdup_printf("%d", year);
    const struct name *name = names_intern_plain(text);
    g_free(text);
    return name;
}

static const struct name *sender_name(const struct model *model, const struct delivery *delivery)
{
    if (delivery->municipality != NONE) {
        return &model->municipalities[delivery->municipality].name;
    }
    return delivery->sender != NULL ? names_intern_plain(delivery->sender)
                                    : names_intern("region", _("Operators and secretariat"));
}

static struct cell days_late_cell(const struct project *project, const struct delivery *delivery)
{
    if (project->freeze == DAY_OPEN) {
        return cell_empty(CELL_NA, REASON_NONE);
    }
    if (delivery->status == DELIVERY_MISSING || delivery->received == DAY_OPEN) {
        return cell_empty(CELL_MISSING, REASON_NONE);
    }
    return cell_number(MAX(0, delivery->received - project->freeze), CONTRIBUTORS_NONE);
}

/* The needs of the same form. Who has no citizens in a group says so there, but breaks nothing down and names
 * no offer: the rows of those tables would tell where somebody is. */
static const struct delivery *needs_of_form(const struct model *model, const struct delivery *delivery)
{
    for (size_t i = 0; i < model->n_deliveries; i++) {
        const struct delivery *needs = &model->deliveries[i];
        if (strcmp(needs->table, "needs") == 0 && needs->municipality == delivery->municipality &&
            needs->year == delivery->year && needs->version == delivery->version &&
            needs->received == delivery->received) {
            return needs;
        }
    }
    return NULL;
}

static struct cell groups_cell(const struct model *model, const struct delivery *delivery)
{
    const struct project *project = model->project;
    const struct delivery *needs = needs_of_form(model, delivery);
    char **codes = g_strsplit(needs != NULL && needs->groups != NULL ? needs->groups : "", "|", -1);
    GPtrArray *groups = g_ptr_array_new();
    for (size_t i = 0; i < project->n_groups; i++) {
        if (g_strv_contains((const char *const *)codes, project->groups[i].name.code)) {
            g_ptr_array_add(groups, (void *)&project->groups[i].name);
        }
    }
    struct cell cell = names_list_cell(groups);
    g_ptr_array_unref(groups);
    g_strfreev(codes);
    return cell;
}

static void add_delivery(const struct model *model, struct table *table, const struct delivery *delivery)
{
    struct cell *row = table_add(table);
    row[COVERAGE_TABLE] = cell_name(input_name(delivery->table));
    row[COVERAGE_SENDER] = cell_name(sender_name(model, delivery));
    row[COVERAGE_PERIOD] =
        cell_name(delivery->year != 0 ? year_name(delivery->year) : names_intern("all", _("All years")));
    if (delivery->status != DELIVERY_MISSING) {
        row[COVERAGE_ROWS] = cell_number(delivery->rows, CONTRIBUTORS_NONE);
    }
    if (delivery->received != DAY_OPEN) {
        row[COVERAGE_RECEIVED] = cell_number(delivery->received, CONTRIBUTORS_NONE);
    }
    if (delivery->version != 0) {
        row[COVERAGE_VERSION] = cell_number(delivery->version, CONTRIBUTORS_NONE);
    }
    row[COVERAGE_STATUS] = cell_name(&STATUSES[delivery->status]);
    row[COVERAGE_DAYS_LATE] = days_late_cell(model->project, delivery);
    row[COVERAGE_GROUPS] = groups_cell(model, delivery);
}

static struct table *coverage_table(const struct model *model)
{
    struct table *table = table_new(registry_table(TABLE_COVERAGE));
    for (size_t i = 0; i < model->n_deliveries; i++) {
        add_delivery(model, table, &model->deliveries[i]);
    }
    table_sort(table);
    return table;
}

enum measure { MEASURE_OCCUPIED_DAYS, MEASURE_CITIZENS };

static const struct name MEASURES[] = {
    [MEASURE_OCCUPIED_DAYS] = {"occupied_days", N_("Occupied days")},
    [MEASURE_CITIZENS] = {"citizens", N_("Citizens")},
};

static struct cell *add_comparison(struct table *table, const struct name *offer, const struct name *period,
                                   enum measure measure)
{
    struct cell *row = table_add(table);
    row[RECONCILIATION_OFFER] = cell_name(offer);
    row[RECONCILIATION_PERIOD] = cell_name(period);
    row[RECONCILIATION_MEASURE] = cell_name(&MEASURES[measure]);
    row[RECONCILIATION_OPERATOR] = row[RECONCILIATION_STAYS] = row[RECONCILIATION_FORMS] =
        cell_empty(CELL_NA, REASON_NONE);
    return row;
}

/* Whole persons behind days of a period. */
static int64_t mean_persons(double occupied_days, int32_t days)
{
    return (int64_t)floor(occupied_days / days + 1e-9);
}

/* A difference smaller than rounding of an average to two decimals is none. */
static bool days_differ(double operator_days, double stay_days, int32_t days)
{
    return fabs(operator_days - stay_days) > 0.005 * days;
}

static void compare_report(const struct model *model, struct table *table, const struct report *report,
                           const struct presence *presence)
{
    const struct project *project = model->project;
    bool inside = report->start >= project->from_day && report->end <= project->to_day;
    if (!inside || report->occupied_days.state != CELL_VALUE) {
        return;
    }
    const int32_t days = report->end - report->start;
    double stay_days = (double)presence_days(presence, report->start, report->end);
    double operator_days = report->occupied_days.number;
    if (!days_differ(operator_days, stay_days, days)) {
        return;
    }
    struct cell *row = add_comparison(table, &model->offers[report->offer].name,
                                      names_intern_plain(report->period), MEASURE_OCCUPIED_DAYS);
    row[RECONCILIATION_OPERATOR] = cell_number(operator_days, mean_persons(operator_days, days));
    row[RECONCILIATION_STAYS] = cell_number(stay_days, mean_persons(stay_days, days));
    row[RECONCILIATION_DIFFERENCE] =
        cell_resting_on(cell_number(operator_days - stay_days, mean_persons(operator_days, days)),
                        mean_persons(stay_days, days));
}

static void compare_occupied_days(const struct model *model, struct table *table)
{
    struct presence *presence = presence_new(model);
    for (uint32_t offer = 0; offer < model->n_offers; offer++) {
        size_t first = reports_first(model, offer);
        bool reported = first < model->n_reports && model->reports[first].offer == offer;
        if (!reported || !model_stays_complete(model, &model->offers[offer])) {
            continue;
        }
        presence_count(presence, model, offer);
        for (size_t i = first; i < model->n_reports && model->reports[i].offer == offer; i++) {
            compare_report(model, table, &model->reports[i], presence);
        }
    }
    presence_free(presence);
}

/* What a form counts: citizens of a municipality and group in an offer and year. `person` is for stays only.
 */
struct use {
    uint32_t offer, municipality, group, person;
    int year;
    double citizens;
};

static int compare_uses(const void *a, const void *b)
{
    const struct use *x = a;
    const struct use *y = b;
    const int64_t left[] = {x->offer, x->year, x->municipality, x->group, x->person};
    const int64_t right[] = {y->offer, y->year, y->municipality, y->group, y->person};
    for (size_t i = 0; i < G_N_ELEMENTS(left); i++) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    return 0;
}

static bool *senders_of_stays(const struct model *model)
{
    bool *senders = g_new0(bool, model->n_municipalities + 1);
    for (size_t i = 0; i < model->n_stays; i++) {
        senders[model->stays[i].acting] = true;
    }
    return senders;
}

/* The forms' counts that can be compared, sorted; one form in two departments is added up later. */
static GArray *uses_in_forms(const struct model *model)
{
    GArray *uses = g_array_new(FALSE, FALSE, sizeof(struct use));
    bool *senders = model->n_use_counts > 0 ? senders_of_stays(model) : NULL;
    for (size_t i = 0; i < model->n_use_counts; i++) {
        const struct use_count *count = &model->use_counts[i];
        bool in_window = count->year >= model->project->from_year && count->year <= model->project->to_year;
        if (in_window && count->citizens.state == CELL_VALUE && count->offer != NONE &&
            senders[count->municipality]) {
            const struct use use = {.offer = count->offer,
                                    .municipality = count->municipality,
                                    .group = count->group,
                                    .year = count->year,
                                    .citizens = count->citizens.number};
            g_array_append_val(uses, use);
        }
    }
    g_free(senders);
    g_array_sort(uses, compare_uses);
    return uses;
}

static void add_uses_of_stay(const struct model *model, const struct stay *stay, GArray *uses)
{
    int32_t start = MAX(stay->start, model->project->from_day);
    int32_t end = MIN(stay->end, model->project->to_day);
    if (start >= end) {
        return;
    }
    const struct group_set *set = &model->group_sets[stay->group_set];
    for (int year = date_year(start); year <= date_year(end - 1); year++) {
        for (uint32_t i = set->first; i < set->first + set->n; i++) {
            const struct use use = {.offer = stay->offer,
                                    .municipality = stay->acting,
                                    .group = model->group_refs[i],
                                    .person = stay->person,
                                    .year = year};
            g_array_append_val(uses, use);
        }
    }
}

/* All persons of one offer by year, municipality and group, sorted; a person can stand twice. */
static GArray *uses_in_stays(const struct model *model, uint32_t offer)
{
    GArray *uses = g_array_new(FALSE, FALSE, sizeof(struct use));
    for (size_t i = model_first_stay(model, offer); i < model->n_stays && model->stays[i].offer == offer;
         i++) {
        add_uses_of_stay(model, &model->stays[i], uses);
    }
    g_array_sort(uses, compare_uses);
    return uses;
}

static bool same_use(const struct use *x, const struct use *y)
{
    return x->year == y->year && x->municipality == y->municipality && x->group == y->group;
}

/* Distinct persons of one cell; `*next` reads on through the sorted uses. */
static double distinct_persons(const GArray *uses, guint *next, const struct use *cell)
{
    double persons = 0;
    for (; *next < uses->len; (*next)++) {
        const struct use *use = &g_array_index(uses, struct use, *next);
        bool same = same_use(use, cell);
        if (!same && compare_uses(use, cell) > 0) {
            break;
        }
        bool repeated = *next > 0 && compare_uses(use, use - 1) == 0;
        persons += same && !repeated ? 1 : 0;
    }
    return persons;
}

/* One offer and year: forms[0 .. n), sorted, against the offer's stays. */
static void compare_offer_year(const struct model *model, struct table *table, const struct use *forms,
                               guint n, const GArray *stays, guint *next)
{
    double in_forms = 0, in_stays = 0;
    for (guint i = 0; i < n; i++) {
        in_forms += forms[i].citizens;
        if (i == 0 || !same_use(&forms[i], &forms[i - 1])) {
            in_stays += distinct_persons(stays, next, &forms[i]);
        }
    }
    if (in_forms == in_stays) {
        return;
    }
    struct cell *row =
        add_comparison(table, &model->offers[forms->offer].name, year_name(forms->year), MEASURE_CITIZENS);
    row[RECONCILIATION_STAYS] = cell_number(in_stays, (int64_t)in_stays);
    row[RECONCILIATION_FORMS] = cell_number(in_forms, (int64_t)in_forms);
    row[RECONCILIATION_DIFFERENCE] =
        cell_resting_on(cell_number(in_stays - in_forms, (int64_t)in_stays), (int64_t)in_forms);
}

static void compare_citizens(const struct model *model, struct table *table)
{
    GArray *array = uses_in_forms(model);
    const struct use *forms = (const struct use *)(void *)array->data;
    for (guint first = 0; first < array->len;) {
        const uint32_t offer = forms[first].offer;
        GArray *stays = uses_in_stays(model, offer);
        guint next = 0;
        while (first < array->len && forms[first].offer == offer) {
            guint end = first + 1;
            while (end < array->len && forms[end].offer == offer && forms[end].year == forms[first].year) {
                end++;
            }
            compare_offer_year(model, table, &forms[first], end - first, stays, &next);
            first = end;
        }
        g_array_unref(stays);
    }
    g_array_unref(array);
}

static struct table *reconciliation_table(const struct model *model)
{
    struct table *table = table_new(registry_table(TABLE_RECONCILIATION));
    compare_occupied_days(model, table);
    compare_citizens(model, table);
    table_sort(table);
    return table;
}

static const struct name FINDING_LEVELS[] = {
    [DIAG_STOP] = {"stop", N_("Stop")},
    [DIAG_WARN] = {"warn", N_("Warning")},
    [DIAG_NOTE] = {"note", N_("Note")},
};

static struct cell text_cell(const char *text)
{
    return text != NULL && *text != '\0' ? cell_name(names_intern_plain(text))
                                         : cell_empty(CELL_NA, REASON_NONE);
}

static struct cell position_cell(uint64_t number)
{
    return number != 0 ? cell_number((double)number, CONTRIBUTORS_NONE) : cell_empty(CELL_NA, REASON_NONE);
}

/* "behov.xlsx!2024" where the file has sheets. */
static struct cell file_cell(const struct pos *pos)
{
    if (pos->file == NULL || pos->sheet == NULL || *pos->sheet == '\0') {
        return text_cell(pos->file);
    }
    char *text = g_strdup_printf("%s!%s", pos->file, pos->sheet);
    struct cell cell = text_cell(text);
    g_free(text);
    return cell;
}

static struct table *quality_table(const struct diag *diag)
{
    struct table *table = table_new(registry_table(TABLE_QUALITY));
    for (size_t i = 0; i < diag_size(diag); i++) {
        const struct finding *finding = diag_get(diag, i);
        struct cell *row = table_add(table);
        row[QUALITY_CODE] = cell_name(names_intern(finding->kind->code, finding->kind->code));
        row[QUALITY_LEVEL] = cell_name(&FINDING_LEVELS[finding->kind->level]);
        row[QUALITY_FILE] = file_cell(&finding->pos);
        row[QUALITY_LINE] = position_cell(finding->pos.line);
        row[QUALITY_FIELD] = position_cell(finding->pos.field);
        row[QUALITY_MESSAGE] = text_cell(finding->message);
        row[QUALITY_CURE] = text_cell(finding->cure);
        row[QUALITY_TOUCHES] = text_cell(finding->touches);
    }
    table_sort(table);
    return table;
}

void measures_quality(const struct model *model, const struct diag *diag, struct results *results)
{
    results->tables[TABLE_COVERAGE] = coverage_table(model);
    results->tables[TABLE_RECONCILIATION] = reconciliation_table(model);
    results->tables[TABLE_QUALITY] = quality_table(diag);
}
