/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The municipalities' forms: needs, need_counts, use_counts, demands, remarks. They come in versions; of one
 * form (a municipality's, or a department's, for a group and year) the newest approved version counts, the
 * others are listed.
 */
#include "file_names.h"
#include "forms.h"

#include "vifte/areas.h"
#include "vifte/dates.h"
#include "vifte/excel_damage.h"
#include "vifte/record.h"
#include "vifte/text.h"

#include <string.h>

static struct form form_of(struct loader *loader, const struct input_row *row, size_t received_column)
{
    const struct value *v = row->values;
    return (struct form){
        .municipality = NONE,
        .group = NONE,
        .offer = NONE,
        .department = "",
        .received = v[received_column].state == VALUE_GIVEN ? v[received_column].day : DAY_OPEN,
        .version = v[received_column + 1].state == VALUE_GIVEN ? (int)v[received_column + 1].whole
                                                               : file_version(loader->file->display),
        .status = (enum form_status)v[received_column + 2].whole,
        .file = loader->file_index,
        .pos = row->pos};
}

/* Forms of other regions' municipalities count in no figure of the region: told once a file. */
static void note_elsewhere(struct loader *loader, const struct input_row *row, uint32_t municipality)
{
    if (loader->model->municipalities[municipality].in_region) {
        return;
    }
    g_hash_table_add(loader->elsewhere, GUINT_TO_POINTER(municipality));
    if (loader->rows_elsewhere++ == 0) {
        loader->first_elsewhere = row->pos;
    }
}

/* The municipality that the row is about; it may not be the one that the file came from. */
static uint32_t municipality_of(struct loader *loader, const struct input_row *row, size_t column)
{
    uint32_t found = loader_municipality(loader, row, column);
    int sender = loader->file->sender;
    if (found != NONE) {
        note_elsewhere(loader, row, found);
    }
    if (found == NONE || sender == 0 || loader->model->municipalities[found].code == sender) {
        return found;
    }
    int code = loader->model->municipalities[found].code;
    int declared =
        GPOINTER_TO_INT(g_hash_table_lookup(loader->project->reports_for, GINT_TO_POINTER(sender)));
    char *key = g_strdup_printf("%u %d", loader->file_index, code);
    if (declared != code && g_hash_table_add(loader->foreign_rows, key)) {
        char *cure = g_strdup_printf(_("if it reports for both, write under [inputs]: reports_for.%d = %d"),
                                     sender, code);
        uint32_t from = model_municipality(loader->model, sender);
        loader_report(loader, &FINDING_REPORTS_FOR_OTHER, row, column, cure,
                      _("the file is from %s, the row from %s"),
                      from != NONE ? loader->model->municipalities[from].name.label : "?",
                      loader->model->municipalities[found].name.label);
        g_free(cure);
    } else if (declared == code) {
        g_free(key);
    }
    return found;
}

/* A row that cannot be read was delivered all the same: nobody is reminded of it. */
static bool row_is_good(struct loader *loader, const struct input_row *row, size_t municipality, size_t year)
{
    const struct value *v = row->values;
    bool good = loader_row_is_good(loader, row);
    if (!good && v[municipality].state == VALUE_GIVEN && v[year].state == VALUE_GIVEN) {
        uint32_t found = areas_find(loader->areas, v[municipality].text);
        g_hash_table_add(loader->unread_forms,
                         deliveries_key(loader->schema->table, found, (int)v[year].whole));
    }
    return good;
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
    static const size_t ANSWERS[] = {IN_NEEDS_CITIZENS,    IN_NEEDS_WITHOUT_OFFER, IN_NEEDS_WAITING,
                                     IN_NEEDS_REFERRALS,   IN_NEEDS_WAITING_DAYS,  IN_NEEDS_EXPECTED_1Y,
                                     IN_NEEDS_EXPECTED_3Y, IN_NEEDS_DIRECTION,     IN_NEEDS_FIT};
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!row_is_good(loader, row, IN_NEEDS_MUNICIPALITY, IN_NEEDS_YEAR) ||
        loader_row_is_blank(row, ANSWERS, G_N_ELEMENTS(ANSWERS))) {
        return;
    }
    struct need need = {.municipality = municipality_of(loader, row, IN_NEEDS_MUNICIPALITY),
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

/* Excel makes dates of 10-12 and of severities 3-5; where every cell of a column was lost, only this tells.
 */
static bool is_lone_date(const struct value *value)
{
    struct field field = {.text = (char *)value->text, .length = value->length};
    return excel_damage_is_date(&field);
}

/* The category under one name, however the municipality wrote it. */
static struct name category_of(struct loader *loader, const struct input_row *row,
                               const struct need_count *count)
{
    static const char *const UNKNOWN[] = {"unknown|uoplyst|ukendt|ved ikke|ikke oplyst", NULL};
    const char *text = row->values[IN_NEED_COUNTS_VALUE].text;
    struct name name = loader_name(loader, text, text);
    if (is_lone_date(&row->values[IN_NEED_COUNTS_VALUE])) {
        char *quoted = loader_quoted(&row->values[IN_NEED_COUNTS_VALUE]);
        loader_report(loader, &FINDING_TURNED_TO_DATE, row, IN_NEED_COUNTS_VALUE,
                      _("format the column as text, then write it again (10-12)"),
                      _("no category is a date: %s"), quoted);
        g_free(quoted);
        return name;
    }
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
    static const size_t ANSWERS[] = {IN_NEED_COUNTS_CITIZENS, IN_NEED_COUNTS_SERVICES};
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!row_is_good(loader, row, IN_NEED_COUNTS_MUNICIPALITY, IN_NEED_COUNTS_YEAR) ||
        loader_row_is_blank(row, ANSWERS, G_N_ELEMENTS(ANSWERS))) {
        return;
    }
    struct need_count count = {
        .municipality = municipality_of(loader, row, IN_NEED_COUNTS_MUNICIPALITY),
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
    static const size_t ANSWERS[] = {IN_USE_COUNTS_CITIZENS, IN_USE_COUNTS_SERVICES, IN_USE_COUNTS_WHOLE};
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!row_is_good(loader, row, IN_USE_COUNTS_MUNICIPALITY, IN_USE_COUNTS_YEAR) ||
        loader_row_is_blank(row, ANSWERS, G_N_ELEMENTS(ANSWERS))) {
        return;
    }
    struct use_count count = {.municipality = municipality_of(loader, row, IN_USE_COUNTS_MUNICIPALITY),
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
    if (!row_is_good(loader, row, IN_DEMANDS_MUNICIPALITY, IN_DEMANDS_YEAR)) {
        return;
    }
    struct demand demand = {.offer = loader_offer(loader, row, IN_DEMANDS_OFFER),
                            .municipality = municipality_of(loader, row, IN_DEMANDS_MUNICIPALITY),
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

/* "maalgruppe", also where the form's words follow: "maalgruppe: 3. How ...". */
static struct name question_of(struct loader *loader, const struct value *value)
{
    char *id = g_strndup(value->text, strcspn(value->text, ":"));
    g_strstrip(id);
    struct name name = loader_name(loader, id, id);
    g_free(id);
    return name;
}

void load_remark_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row) || v[IN_REMARKS_TEXT].state != VALUE_GIVEN) {
        return; /* a question without a remark is left open */
    }
    struct remark remark = {.municipality = municipality_of(loader, row, IN_REMARKS_MUNICIPALITY),
                            .group = loader_group(loader, row, IN_REMARKS_GROUP),
                            .department = department_of(loader, &v[IN_REMARKS_DEPARTMENT]),
                            .question = question_of(loader, &v[IN_REMARKS_QUESTION]),
                            .text = loader_string(loader, v[IN_REMARKS_TEXT].text),
                            .origin = loader_origin(loader, row)};
    if (remark.municipality != NONE && remark.group != NONE) {
        g_array_append_val(loader->remark_array, remark);
    }
}

void load_forms_finish(struct loader *loader)
{
    forms_keep_newest(loader, "needs", loader->need_form_array, loader->need_array, sizeof(struct need));
    forms_keep_newest(loader, "need_counts", loader->need_count_form_array, loader->need_count_array,
                      sizeof(struct need_count));
    forms_keep_newest(loader, "use_counts", loader->use_count_form_array, loader->use_count_array,
                      sizeof(struct use_count));
    forms_keep_newest(loader, "demands", loader->demand_form_array, loader->demand_array,
                      sizeof(struct demand));
    forms_check_duplicates(loader);
    deliveries_check_forms(loader);
}

void forms_new(struct loader *loader)
{
    loader->need_form_array = g_array_new(FALSE, FALSE, sizeof(struct form));
    loader->need_count_form_array = g_array_new(FALSE, FALSE, sizeof(struct form));
    loader->use_count_form_array = g_array_new(FALSE, FALSE, sizeof(struct form));
    loader->demand_form_array = g_array_new(FALSE, FALSE, sizeof(struct form));
}
