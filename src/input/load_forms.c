/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The municipalities' forms: needs, need_counts, use_counts, demands, remarks. They come in versions; of one
 * form (a municipality's, or a department's, for a group and year) the newest approved version counts, the
 * others are listed.
 */
#include "loader.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <stddef.h>
#include <string.h>

enum form_status { FORM_NOT_SAID, FORM_DRAFT, FORM_APPROVED, FORM_CORRECTED };

/* What identifies a form and its version; rows of one table in the order of that table's array. */
struct form {
    uint32_t municipality, group, offer; /* NONE where the table has no such column */
    int year;
    const char *department;
    int version;
    int32_t received;
    enum form_status status;
    uint32_t file;
    struct pos pos;
    guint row; /* in the table's array */
};

static struct form form_of(struct loader *loader, const struct input_row *row, size_t received_column)
{
    const struct value *v = row->values;
    return (struct form){.municipality = NONE,
                         .group = NONE,
                         .offer = NONE,
                         .department = "",
                         .received =
                             v[received_column].state == VALUE_GIVEN ? v[received_column].day : DAY_OPEN,
                         .version = (int)v[received_column + 1].whole,
                         .status = (enum form_status)v[received_column + 2].whole,
                         .file = loader->file_index,
                         .pos = row->pos};
}

static struct name department_of(struct loader *loader, const struct value *value)
{
    const char *text = value->state == VALUE_GIVEN ? value->text : "";
    return loader_name(loader, text, text);
}

static enum basis basis_of(const struct value *value)
{
    return value->state == VALUE_GIVEN ? (enum basis)value->whole : BASIS_UNKNOWN;
}

static bool is_outside(const struct loader *loader, int year)
{
    return year < loader->project->from_year || year > loader->project->to_year;
}

void load_need_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    struct need need = {.municipality = loader_municipality(loader, row, IN_NEEDS_MUNICIPALITY),
                        .group = loader_group(loader, row, IN_NEEDS_GROUP),
                        .department = department_of(loader, &v[IN_NEEDS_DEPARTMENT]),
                        .year = (int)v[IN_NEEDS_YEAR].whole,
                        .basis = basis_of(&v[IN_NEEDS_BASIS]),
                        .citizens = loader_quantity(&v[IN_NEEDS_CITIZENS]),
                        .without_offer = loader_quantity(&v[IN_NEEDS_WITHOUT_OFFER]),
                        .waiting = loader_quantity(&v[IN_NEEDS_WAITING]),
                        .waiting_days = loader_quantity(&v[IN_NEEDS_WAITING_DAYS]),
                        .referrals = loader_quantity(&v[IN_NEEDS_REFERRALS]),
                        .expected_1y = loader_quantity(&v[IN_NEEDS_EXPECTED_1Y]),
                        .expected_3y = loader_quantity(&v[IN_NEEDS_EXPECTED_3Y]),
                        .direction = (enum direction)v[IN_NEEDS_DIRECTION].whole,
                        .fit = v[IN_NEEDS_FIT].state != VALUE_GIVEN ? -1 : (int)v[IN_NEEDS_FIT].whole % 6,
                        .origin = loader_origin(loader, row)};
    if (need.municipality == NONE || need.group == NONE) {
        return;
    }
    loader_note_outside(loader, row, is_outside(loader, need.year));
    struct form form = form_of(loader, row, IN_NEEDS_RECEIVED);
    form.municipality = need.municipality;
    form.group = need.group;
    form.year = need.year;
    form.department = need.department.code;
    form.row = loader->need_array->len;
    g_array_append_val(loader->need_array, need);
    g_array_append_val(loader->need_form_array, form);
}

/* A word of a list as the program writes it: the first of its spellings. */
static bool known_word(struct loader *loader, const char *const *words, const char *text, struct name *out)
{
    char *folded = text_fold(text);
    bool found = false;
    for (size_t i = 0; words[i] != NULL && !found; i++) {
        char **spellings = g_strsplit(words[i], "|", -1);
        for (size_t k = 0; spellings[k] != NULL && !found; k++) {
            char *spelling = text_fold(spellings[k]);
            found = strcmp(spelling, folded) == 0;
            g_free(spelling);
        }
        if (found) {
            bool danish = loader->project->language == LANGUAGE_DA && spellings[1] != NULL;
            *out = loader_name(loader, spellings[0], spellings[danish ? 1 : 0]);
        }
        g_strfreev(spellings);
    }
    g_free(folded);
    return found;
}

/* "18 - 22 år" and "18-22" are one band. */
static bool known_age(struct loader *loader, const char *text, struct name *out)
{
    struct age_band age;
    if (!age_band_parse(text, &age)) {
        return false;
    }
    char *band =
        age.to == AGE_OPEN ? g_strdup_printf("%d-", age.from) : g_strdup_printf("%d-%d", age.from, age.to);
    *out = loader_name(loader, band, band);
    g_free(band);
    return true;
}

/* The category under one name, however the municipality wrote it. */
static struct name category_of(struct loader *loader, const struct input_row *row,
                               const struct need_count *count)
{
    static const char *const UNKNOWN[] = {"unknown|uoplyst|ukendt|ved ikke|ikke oplyst", NULL};
    const char *text = row->values[IN_NEED_COUNTS_VALUE].text;
    struct name name = loader_name(loader, text, text);
    if (known_word(loader, UNKNOWN, text, &name)) {
        return name;
    }
    if (count->dimension == DIMENSION_SECTION) {
        return loader_section(loader, row, IN_NEED_COUNTS_VALUE, date_year_start(count->year));
    }
    bool known = true;
    if (count->dimension == DIMENSION_SEX) {
        known = known_word(loader, schemas_sexes(), text, &name);
    } else if (count->dimension == DIMENSION_EFFORT) {
        known = known_word(loader, schemas_kinds(), text, &name);
    } else if (count->dimension == DIMENSION_AGE) {
        known = known_age(loader, text, &name);
    }
    if (!known) {
        char *quoted = loader_quoted(&row->values[IN_NEED_COUNTS_VALUE]);
        loader_report(
            loader, &FINDING_WORD, row, IN_NEED_COUNTS_VALUE,
            _("ages are written 12-17 or 65-, sexes and kinds of effort by their words; or unknown"),
            _("%s is no category of this breakdown"), quoted);
        g_free(quoted);
    }
    return name;
}

void load_need_count_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    struct need_count count = {
        .municipality = loader_municipality(loader, row, IN_NEED_COUNTS_MUNICIPALITY),
        .group = loader_group(loader, row, IN_NEED_COUNTS_GROUP),
        .department = department_of(loader, &v[IN_NEED_COUNTS_DEPARTMENT]),
        .year = (int)v[IN_NEED_COUNTS_YEAR].whole,
        .basis = basis_of(&v[IN_NEED_COUNTS_BASIS]),
        .dimension = (enum dimension)(v[IN_NEED_COUNTS_DIMENSION].whole - 1),
        .value = loader_name(loader, v[IN_NEED_COUNTS_VALUE].text, v[IN_NEED_COUNTS_VALUE].text),
        .citizens = loader_quantity(&v[IN_NEED_COUNTS_CITIZENS]),
        .services = loader_quantity(&v[IN_NEED_COUNTS_SERVICES]),
        .origin = loader_origin(loader, row)};
    if (count.municipality == NONE || count.group == NONE) {
        return;
    }
    count.value = category_of(loader, row, &count);
    loader_note_outside(loader, row, is_outside(loader, count.year));
    struct form form = form_of(loader, row, IN_NEED_COUNTS_RECEIVED);
    form.municipality = count.municipality;
    form.group = count.group;
    form.year = count.year;
    form.department = count.department.code;
    form.row = loader->need_count_array->len;
    g_array_append_val(loader->need_count_array, count);
    g_array_append_val(loader->need_count_form_array, form);
}

void load_use_count_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    struct use_count count = {.municipality = loader_municipality(loader, row, IN_USE_COUNTS_MUNICIPALITY),
                              .group = loader_group(loader, row, IN_USE_COUNTS_GROUP),
                              .offer = loader_offer(loader, row, IN_USE_COUNTS_OFFER),
                              .year = (int)v[IN_USE_COUNTS_YEAR].whole,
                              .citizens = loader_quantity(&v[IN_USE_COUNTS_CITIZENS]),
                              .services = loader_quantity(&v[IN_USE_COUNTS_SERVICES]),
                              .origin = loader_origin(loader, row)};
    if (v[IN_USE_COUNTS_WHOLE].state == VALUE_GIVEN) {
        count.whole = v[IN_USE_COUNTS_WHOLE].whole == 1 ? WHOLE_YES : WHOLE_NO;
    }
    if (count.municipality == NONE || count.group == NONE || count.offer == NONE) {
        return;
    }
    loader_note_outside(loader, row, is_outside(loader, count.year));
    struct form form = form_of(loader, row, IN_USE_COUNTS_RECEIVED);
    form.municipality = count.municipality;
    form.group = count.group;
    form.year = count.year;
    form.row = loader->use_count_array->len;
    g_array_append_val(loader->use_count_array, count);
    g_array_append_val(loader->use_count_form_array, form);
}

void load_demand_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    struct demand demand = {.offer = loader_offer(loader, row, IN_DEMANDS_OFFER),
                            .municipality = loader_municipality(loader, row, IN_DEMANDS_MUNICIPALITY),
                            .year = (int)v[IN_DEMANDS_YEAR].whole,
                            .bought = loader_quantity(&v[IN_DEMANDS_BOUGHT]),
                            .committed = loader_quantity(&v[IN_DEMANDS_COMMITTED]),
                            .payment_model = department_of(loader, &v[IN_DEMANDS_PAYMENT_MODEL]),
                            .notice_day = v[IN_DEMANDS_NOTICE_DATE].state == VALUE_GIVEN
                                              ? v[IN_DEMANDS_NOTICE_DATE].day
                                              : DAY_OPEN,
                            .expected = loader_quantity(&v[IN_DEMANDS_EXPECTED]),
                            .referrals = loader_quantity(&v[IN_DEMANDS_REFERRALS]),
                            .planned_moves = loader_quantity(&v[IN_DEMANDS_PLANNED_MOVES]),
                            .origin = loader_origin(loader, row)};
    if (demand.offer == NONE || demand.municipality == NONE) {
        return;
    }
    struct form form = form_of(loader, row, IN_DEMANDS_RECEIVED);
    form.municipality = demand.municipality;
    form.offer = demand.offer;
    form.year = demand.year;
    form.row = loader->demand_array->len;
    g_array_append_val(loader->demand_array, demand);
    g_array_append_val(loader->demand_form_array, form);
}

void load_remark_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    struct remark remark = {.municipality = loader_municipality(loader, row, IN_REMARKS_MUNICIPALITY),
                            .group = loader_group(loader, row, IN_REMARKS_GROUP),
                            .department = department_of(loader, &v[IN_REMARKS_DEPARTMENT]),
                            .question =
                                loader_name(loader, v[IN_REMARKS_QUESTION].text, v[IN_REMARKS_QUESTION].text),
                            .text = loader_string(loader, v[IN_REMARKS_TEXT].text),
                            .origin = loader_origin(loader, row)};
    if (remark.municipality != NONE && remark.group != NONE) {
        g_array_append_val(loader->remark_array, remark);
    }
}

static int compare_key(const struct form *x, const struct form *y)
{
    if (x->municipality != y->municipality) {
        return x->municipality < y->municipality ? -1 : 1;
    }
    if (x->year != y->year) {
        return x->year < y->year ? -1 : 1;
    }
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    if (x->offer != y->offer) {
        return x->offer < y->offer ? -1 : 1;
    }
    return strcmp(x->department, y->department);
}

/* Drafts before approved ones, then by version and day of receipt: the last of a form's versions counts. */
static int compare_version(const struct form *x, const struct form *y)
{
    if ((x->status == FORM_DRAFT) != (y->status == FORM_DRAFT)) {
        return x->status == FORM_DRAFT ? -1 : 1;
    }
    if (x->version != y->version) {
        return x->version < y->version ? -1 : 1;
    }
    int32_t a = x->received == DAY_OPEN ? INT32_MIN : x->received; /* a day beats none */
    int32_t b = y->received == DAY_OPEN ? INT32_MIN : y->received;
    return (a > b) - (a < b);
}

static int compare_forms(const void *a, const void *b)
{
    const struct form *x = a;
    const struct form *y = b;
    int order = compare_key(x, y);
    order = order != 0 ? order : compare_version(x, y);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static void add_delivery(struct loader *loader, const char *table, const struct form *form,
                         enum delivery_status status)
{
    for (guint i = 0; i < loader->delivery_array->len; i++) {
        struct delivery *known = &g_array_index(loader->delivery_array, struct delivery, i);
        if (strcmp(known->table, table) == 0 && known->municipality == form->municipality &&
            known->year == form->year && known->version == form->version &&
            known->received == form->received && known->status == status) {
            known->rows++;
            return;
        }
    }
    struct delivery delivery = {.table = table,
                                .municipality = form->municipality,
                                .year = form->year,
                                .rows = 1,
                                .received = form->received,
                                .version = form->version,
                                .status = status,
                                .file = form->file};
    g_array_append_val(loader->delivery_array, delivery);
}

static enum delivery_status delivery_status(const struct loader *loader, const struct form *form, bool counts)
{
    if (!counts) {
        return form->status == FORM_DRAFT ? DELIVERY_DRAFT : DELIVERY_SUPERSEDED;
    }
    bool late = form->received != DAY_OPEN && loader->project->freeze != DAY_OPEN &&
                form->received > loader->project->freeze;
    return late ? DELIVERY_LATE : DELIVERY_RECEIVED;
}

static void report_left_out(struct loader *loader, const char *table, const struct form *form)
{
    if (form->status == FORM_DRAFT) {
        diag_add(loader->diag, &FINDING_DRAFT, &form->pos, "status", table, _("ask for the approved version"),
                 _("a draft does not count"));
    } else {
        diag_add(loader->diag, &FINDING_SUPERSEDED, &form->pos, "version", table, NULL,
                 _("version %d is replaced by a newer one"), form->version);
    }
}

/* Keeps the rows of `rows` whose form's version counts, and records every delivery. */
static void keep_newest(struct loader *loader, const char *table, GArray *forms, GArray *rows, guint row_size)
{
    g_array_sort(forms, compare_forms);
    GArray *kept = g_array_new(FALSE, FALSE, row_size);
    for (guint first = 0; first < forms->len;) {
        guint end = first + 1;
        const struct form *head = &g_array_index(forms, struct form, first);
        while (end < forms->len && compare_key(head, &g_array_index(forms, struct form, end)) == 0) {
            end++;
        }
        const struct form *newest = &g_array_index(forms, struct form, end - 1);
        for (guint i = first; i < end; i++) {
            const struct form *form = &g_array_index(forms, struct form, i);
            bool counts = compare_version(form, newest) == 0 && form->status != FORM_DRAFT;
            if (counts) {
                g_array_append_vals(kept, rows->data + (size_t)form->row * row_size, 1);
            } else {
                report_left_out(loader, table, form);
            }
            add_delivery(loader, table, form, delivery_status(loader, form, counts));
        }
        first = end;
    }
    g_array_set_size(rows, 0);
    g_array_append_vals(rows, kept->data, kept->len);
    g_array_unref(kept);
}

/* What the rows of one table are told apart by, as a text; NULL-separated parts never run together. */
static char *need_key(const void *row)
{
    const struct need *x = row;
    return g_strdup_printf("%u|%u|%d|%d|%s", x->municipality, x->group, x->year, (int)x->basis,
                           x->department.code);
}

static char *need_count_key(const void *row)
{
    const struct need_count *x = row;
    return g_strdup_printf("%u|%u|%d|%d|%d|%s|%s", x->municipality, x->group, x->year, (int)x->basis,
                           (int)x->dimension, x->value.code, x->department.code);
}

static char *use_count_key(const void *row)
{
    const struct use_count *x = row;
    return g_strdup_printf("%u|%u|%d|%u", x->municipality, x->group, x->year, x->offer);
}

static char *demand_key(const void *row)
{
    const struct demand *x = row;
    return g_strdup_printf("%u|%d|%u", x->municipality, x->year, x->offer);
}

/* Two rows of the version that counts with the same key: they would be added up, and one of them is wrong. */
static void check_duplicates(struct loader *loader, const GArray *rows, size_t row_size, size_t origin_offset,
                             char *(*key_of)(const void *row))
{
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < rows->len; i++) {
        const char *row = rows->data + i * row_size;
        const struct origin *origin = (const void *)(row + origin_offset);
        char *key = key_of(row);
        const struct origin *first = g_hash_table_lookup(seen, key);
        if (first != NULL) {
            loader_report_duplicate(loader, first, origin);
            g_free(key);
        } else {
            g_hash_table_insert(seen, key, (void *)origin);
        }
    }
    g_hash_table_unref(seen);
}

static bool has_delivered(const struct loader *loader, const char *table, uint32_t municipality, int year)
{
    for (guint i = 0; i < loader->delivery_array->len; i++) {
        const struct delivery *delivery = &g_array_index(loader->delivery_array, struct delivery, i);
        if (strcmp(delivery->table, table) == 0 && delivery->municipality == municipality &&
            delivery->year == year && delivery->status != DELIVERY_DRAFT) {
            return true;
        }
    }
    return false;
}

/* A table and year that one municipality of the region delivered is expected of all of them. */
static void list_missing(struct loader *loader, const char *table, int year)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < loader->model->n_region; i++) {
        uint32_t index = loader->model->region_order[i];
        const struct municipality *municipality = &loader->model->municipalities[index];
        if (has_delivered(loader, table, index, year) || loader_is_reported_for(loader, municipality->code)) {
            continue;
        }
        struct form form = {.municipality = index, .year = year, .received = DAY_OPEN, .file = NONE};
        add_delivery(loader, table, &form, DELIVERY_MISSING);
        g_array_index(loader->delivery_array, struct delivery, loader->delivery_array->len - 1).rows = 0;
        g_ptr_array_add(names, (void *)municipality->name.label);
    }
    if (names->len > 0) {
        char *list = text_list((const char *const *)names->pdata, names->len);
        diag_add(loader->diag, &FINDING_NOT_DELIVERED, NULL, table, table, _("send a reminder"),
                 P_("for %d, %u municipality has not delivered: %s",
                    "for %d, %u municipalities have not delivered: %s", names->len),
                 year, names->len, list);
        g_free(list);
    }
    g_ptr_array_unref(names);
}

static void list_all_missing(struct loader *loader)
{
    static const char *const TABLES[] = {"needs", "need_counts", "use_counts", "demands"};
    for (size_t t = 0; t < G_N_ELEMENTS(TABLES); t++) {
        for (int year = loader->project->from_year; year <= loader->project->to_year; year++) {
            bool any = false;
            for (guint i = 0; i < loader->delivery_array->len && !any; i++) {
                const struct delivery *delivery = &g_array_index(loader->delivery_array, struct delivery, i);
                any = strcmp(delivery->table, TABLES[t]) == 0 && delivery->year == year;
            }
            if (any) {
                list_missing(loader, TABLES[t], year);
            }
        }
    }
}

static void report_late(struct loader *loader)
{
    for (guint i = 0; i < loader->delivery_array->len; i++) {
        const struct delivery *delivery = &g_array_index(loader->delivery_array, struct delivery, i);
        if (delivery->status == DELIVERY_LATE) {
            struct pos pos = {
                .file = g_array_index(loader->file_array, struct input_record, delivery->file).display};
            diag_add(loader->diag, &FINDING_LATE, &pos, NULL, delivery->table, NULL,
                     P_("%s delivered %s for %d, %d day after the freeze date",
                        "%s delivered %s for %d, %d days after the freeze date",
                        delivery->received - loader->project->freeze),
                     loader->model->municipalities[delivery->municipality].name.label, delivery->table,
                     delivery->year, delivery->received - loader->project->freeze);
        }
    }
}

void load_forms_finish(struct loader *loader)
{
    keep_newest(loader, "needs", loader->need_form_array, loader->need_array, sizeof(struct need));
    keep_newest(loader, "need_counts", loader->need_count_form_array, loader->need_count_array,
                sizeof(struct need_count));
    keep_newest(loader, "use_counts", loader->use_count_form_array, loader->use_count_array,
                sizeof(struct use_count));
    keep_newest(loader, "demands", loader->demand_form_array, loader->demand_array, sizeof(struct demand));
    check_duplicates(loader, loader->need_array, sizeof(struct need), offsetof(struct need, origin),
                     need_key);
    check_duplicates(loader, loader->need_count_array, sizeof(struct need_count),
                     offsetof(struct need_count, origin), need_count_key);
    check_duplicates(loader, loader->use_count_array, sizeof(struct use_count),
                     offsetof(struct use_count, origin), use_count_key);
    check_duplicates(loader, loader->demand_array, sizeof(struct demand), offsetof(struct demand, origin),
                     demand_key);
    list_all_missing(loader);
    report_late(loader);
}

void forms_new(struct loader *loader)
{
    loader->need_form_array = g_array_new(FALSE, FALSE, sizeof(struct form));
    loader->need_count_form_array = g_array_new(FALSE, FALSE, sizeof(struct form));
    loader->use_count_form_array = g_array_new(FALSE, FALSE, sizeof(struct form));
    loader->demand_form_array = g_array_new(FALSE, FALSE, sizeof(struct form));
}
