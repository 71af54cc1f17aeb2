/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables about the offers that a target group uses. */
#include "answer_tables.h"

#include "answer_grid.h"
#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

#define MATRIX "matrix" /* anchor of the annex */

/* --- the offers of both report years --- */

struct used {
    struct part_row now, before;
};

static const struct cell *used_cell(const struct used *used, size_t column)
{
    return part_cell(used->now.table != NULL ? used->now : used->before, column);
}

static struct part_row used_row(const struct used *used)
{
    return used->now.table != NULL ? used->now : used->before;
}

/* Those in the region first, then by name. */
static int compare_used(const void *a, const void *b)
{
    const struct used *x = a;
    const struct used *y = b;
    const struct cell *region_x = used_cell(x, OFFERS_USED_REGION);
    const struct cell *region_y = used_cell(y, OFFERS_USED_REGION);
    int order = strcmp(cell_has_number(region_x) ? region_x->name->code : "~",
                       cell_has_number(region_y) ? region_y->name->code : "~");
    if (order != 0) {
        return order;
    }
    order = text_compare(used_cell(x, OFFERS_USED_NAME)->name->label,
                         used_cell(y, OFFERS_USED_NAME)->name->label);
    return order != 0 ? order
                      : strcmp(used_cell(x, OFFERS_USED_OFFER)->name->code,
                               used_cell(y, OFFERS_USED_OFFER)->name->code);
}

static struct used *find_used(GArray *list, const char *offer)
{
    for (guint i = 0; i < list->len; i++) {
        struct used *used = &g_array_index(list, struct used, i);
        if (strcmp(used_cell(used, OFFERS_USED_OFFER)->name->code, offer) == 0) {
            return used;
        }
    }
    return NULL;
}

static GArray *offers_of_both_years(const struct answer *answer, bool (*wanted)(struct part_row row))
{
    GArray *list = g_array_new(FALSE, TRUE, sizeof(struct used));
    for (int year = answer->before > 0 ? answer->before : answer->year; year <= answer->year; year++) {
        GArray *rows = part_rows(answer->released, "offers_used", answer->code, year);
        for (guint i = 0; i < rows->len; i++) {
            struct part_row row = g_array_index(rows, struct part_row, i);
            if (wanted != NULL && !wanted(row)) {
                continue;
            }
            struct used *known = find_used(list, part_cell(row, OFFERS_USED_OFFER)->name->code);
            struct used used = {.now = year == answer->year ? row : (struct part_row){0},
                                .before = year < answer->year ? row : (struct part_row){0}};
            if (known != NULL) {
                known->now = row;
            } else {
                g_array_append_val(list, used);
            }
        }
        g_array_unref(rows);
    }
    g_array_sort(list, compare_used);
    return list;
}

static void citizens_cells(struct answer *answer, const struct used *used)
{
    struct part_row rows[] = {used->before, used->now};
    for (size_t k = answer->before > 0 ? 0 : 1; k < 2; k++) {
        if (rows[k].table != NULL) {
            answer_grid_cell(answer, rows[k], "citizens");
        } else {
            answer_grid_nobody(answer);
        }
    }
}

/* Headings of `columns`, with the two years of citizens in place of "citizens". */
static void headings(struct answer *answer, const char *const *columns, size_t n)
{
    const struct released_table *table = released_find(answer->released, "offers_used");
    for (size_t i = 0; i < n; i++) {
        if (strcmp(columns[i], "citizens") != 0) {
            answer_grid_heading_of(answer, table, columns[i], 0);
            continue;
        }
        for (int year = answer->before > 0 ? answer->before : answer->year; year <= answer->year; year++) {
            answer_grid_heading_of(answer, table, "citizens", year);
        }
    }
}

static bool offers_table(struct answer *answer, bool (*wanted)(struct part_row row),
                         const char *const *columns, size_t n, char *caption, const char *note)
{
    if (released_find(answer->released, "offers_used") == NULL) {
        g_free(caption);
        return false;
    }
    GArray *offers = offers_of_both_years(answer, wanted);
    answer_grid_begin(answer, caption, false);
    headings(answer, columns, n);
    for (guint i = 0; i < offers->len; i++) {
        const struct used *used = &g_array_index(offers, struct used, i);
        for (size_t k = 0; k < n; k++) {
            if (strcmp(columns[k], "citizens") == 0) {
                citizens_cells(answer, used);
            } else {
                answer_grid_cell(answer, used_row(used), columns[k]);
            }
        }
    }
    g_array_unref(offers);
    return answer_grid_end(answer, GRID_CITIZENS, "use_counts", note);
}

/* What an offer is known for: words of the columns that say yes. */
static void features_cell(struct answer *answer, struct part_row row)
{
    const struct {
        size_t column;
        const char *word;
    } features[] = {{OFFERS_USED_SPECIALISED, _("highly specialised")},
                    {OFFERS_USED_COOPERATION, _("strengthened cooperation")}};
    const char *words[G_N_ELEMENTS(features)];
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(features); i++) {
        if (part_is_word(part_cell(row, features[i].column), "yes")) {
            words[n++] = features[i].word;
        }
    }
    char *list = text_list(words, n);
    if (n > 0) {
        answer_grid_text(answer, list);
    } else {
        answer_grid_nobody(answer);
    }
    g_free(list);
}

/* Since when an offer is closed stands with it. */
static void status_cell(struct answer *answer, struct part_row row)
{
    static const char *const COLUMNS[] = {"status", "status_date"};
    bool dated = cell_has_number(part_cell(row, OFFERS_USED_STATUS_DATE));
    answer_grid_stack(answer, row, COLUMNS, dated ? 2 : 1);
}

static void offer_line(struct answer *answer, const struct used *used)
{
    static const char *const NAME[] = {"name", "municipality"},
                             *const OPERATOR[] = {"operator", "operator_type"},
                             *const KIND[] = {"kind", "section"};
    struct part_row row = used_row(used);
    answer_grid_stack(answer, row, NAME, G_N_ELEMENTS(NAME));
    answer_grid_stack(answer, row, OPERATOR, G_N_ELEMENTS(OPERATOR));
    answer_grid_stack(answer, row, KIND, G_N_ELEMENTS(KIND));
    answer_grid_cell(answer, row, "places");
    citizens_cells(answer, used);
    answer_grid_cell(answer, row, "whole");
    features_cell(answer, row);
    status_cell(answer, row);
}

/* Two or three columns share one, so that the table stands upright in its text. */
bool answer_table_offers(struct answer *answer)
{
    static const char *const NUMBERS[] = {"places", "citizens", "whole"};
    if (released_find(answer->released, "offers_used") == NULL) {
        return false;
    }
    GArray *offers = offers_of_both_years(answer, NULL);
    char *years = answer_years(answer);
    answer_grid_begin(
        answer,
        g_strdup_printf(_("Offers that citizens in the target group used in %s; citizens during the year"),
                        years),
        false);
    answer_grid_heading(answer, _("Name and municipality"), false);
    answer_grid_heading(answer, _("Operator"), false);
    answer_grid_heading(answer, _("Kind of effort and section"), false);
    headings(answer, NUMBERS, G_N_ELEMENTS(NUMBERS));
    answer_grid_heading(answer, _("Features"), false);
    answer_grid_heading(answer, _("Status"), false);
    for (guint i = 0; i < offers->len; i++) {
        offer_line(answer, &g_array_index(offers, struct used, i));
    }
    g_array_unref(offers);
    g_free(years);
    return answer_grid_end(
        answer, GRID_CITIZENS, "use_counts",
        _("A citizen can use several offers, so citizens are not added up. An en dash means nobody, or none "
          "of the features. Places are the offer's approved places, for all its target groups. BL: Barnets "
          "lov, SEL: Serviceloven, ABL: Almenboligloven."));
}

static bool is_address_free(struct part_row row)
{
    return part_is_word(part_cell(row, OFFERS_USED_KIND), "address_free");
}

bool answer_table_address_free(struct answer *answer)
{
    static const char *const COLUMNS[] = {"name", "operator", "region", "section", "citizens", "specialised"};
    char *years = answer_years(answer);
    bool written =
        offers_table(answer, is_address_free, COLUMNS, G_N_ELEMENTS(COLUMNS),
                     g_strdup_printf(_("Address-free efforts used in %s; citizens during the year"), years),
                     _("An address-free effort has no places, so no occupancy is computed."));
    g_free(years);
    return written;
}

static bool is_national(struct part_row row)
{
    return part_is_word(part_cell(row, OFFERS_USED_REACH), "national") ||
           part_is_word(part_cell(row, OFFERS_USED_KIND), "secured");
}

bool answer_table_national(struct answer *answer)
{
    static const char *const COLUMNS[] = {"name",  "operator", "region",  "kind",
                                          "reach", "places",   "citizens"};
    char *years = answer_years(answer);
    bool written = offers_table(
        answer, is_national, COLUMNS, G_N_ELEMENTS(COLUMNS),
        g_strdup_printf(_("National offers and secured wards used in %s; citizens during the year"), years),
        _("An en dash means nobody."));
    g_free(years);
    return written;
}

/* --- who uses which --- */

static bool is_used_by(const struct answer *answer, const char *offer)
{
    for (size_t m = 0; m < answer->edition->n_municipalities; m++) {
        char *year = g_strdup_printf("%d", answer->year);
        const struct released_table *table = released_find(answer->released, "use_matrix");
        const char *const keys[] = {answer->code, year, answer->edition->municipalities[m].name.code, offer};
        bool found = released_row(table, 0, keys, 4) != SIZE_MAX;
        g_free(year);
        if (found) {
            return true;
        }
    }
    return false;
}

static void matrix_cells(struct answer *answer, const struct used *used)
{
    const struct released_table *table = released_find(answer->released, "use_matrix");
    const char *offer = used_cell(used, OFFERS_USED_OFFER)->name->code;
    char *year = g_strdup_printf("%d", answer->year);
    for (size_t m = 0; m < answer->edition->n_municipalities; m++) {
        const char *const keys[] = {answer->code, year, answer->edition->municipalities[m].name.code, offer};
        struct part_row row = {.table = table, .index = released_row(table, 0, keys, 4)};
        if (row.index == SIZE_MAX) {
            answer_grid_nobody(answer);
        } else {
            answer_grid_cell(answer, row, "citizens");
        }
    }
    answer_grid_cell(answer, used->now, "citizens");
    g_free(year);
}

/* Those of the newest year that any municipality uses. */
static GArray *offers_by_municipality(const struct answer *answer)
{
    GArray *offers = offers_of_both_years(answer, NULL);
    for (guint i = offers->len; i > 0; i--) {
        const struct used *used = &g_array_index(offers, struct used, i - 1);
        if (used->now.table == NULL || !is_used_by(answer, used_cell(used, OFFERS_USED_OFFER)->name->code)) {
            g_array_remove_index(offers, i - 1);
        }
    }
    return offers;
}

/* It lies across a page: an annex has it, and the text says where. */
bool answer_table_matrix(struct answer *answer)
{
    if (released_find(answer->released, "use_matrix") == NULL) {
        return false;
    }
    GArray *offers = offers_by_municipality(answer);
    answer->has_matrix = offers->len > 0;
    g_array_unref(offers);
    if (answer->has_matrix) {
        answer_flush(answer);
        document_open(answer->document, DOCUMENT_BODY);
        document_run(answer->document, RUN_PLAIN, _("How each municipality uses each offer stands in "));
        document_link(answer->document, _("the annex on citizens by offer and municipality"), "#" MATRIX);
        document_run(answer->document, RUN_PLAIN, ".");
    }
    return answer->has_matrix;
}

void answer_matrix_annex(struct answer *answer)
{
    GArray *offers = offers_by_municipality(answer);
    document_annex(answer->document, MATRIX, _("Annex: citizens by offer and municipality"));
    answer_grid_begin(
        answer,
        g_strdup_printf(_("Citizens by offer and municipality, %d; citizens during the year"), answer->year),
        true);
    answer_grid_heading(answer, _("Offer"), false);
    for (size_t m = 0; m < answer->edition->n_municipalities; m++) {
        const struct edition_municipality *municipality = &answer->edition->municipalities[m];
        answer_grid_heading(
            answer, *municipality->short_name != '\0' ? municipality->short_name : municipality->name.label,
            true);
    }
    answer_grid_heading(answer, _("All"), true);
    for (guint i = 0; i < offers->len; i++) {
        const struct used *used = &g_array_index(offers, struct used, i);
        answer_grid_cell(answer, used->now, "name");
        matrix_cells(answer, used);
    }
    g_array_unref(offers);
    answer_grid_end(answer, GRID_CITIZENS, "use_counts",
                    _("An en dash means nobody. A citizen can use several offers."));
}

/* --- capacity and occupancy --- */

static void occupancy_line(struct answer *answer, const char *level, const char *id, const char *label)
{
    struct part_row now = part_row_of_unit(answer->released, level, id, answer->year);
    struct part_row before = part_row_of_unit(answer->released, level, id, answer->before);
    if (now.table == NULL) {
        return;
    }
    answer_grid_text(answer, label);
    answer_grid_cell(answer, now, "place_days");
    if (answer->before > 0) {
        answer_grid_cell(answer, before, "occupancy");
    }
    answer_grid_cell(answer, now, "occupancy");
    answer_grid_cell(answer, now, "change_points");
    answer_grid_cell(answer, now, "budgeted");
    answer_grid_cell(answer, now, "gap_points");
}

/* Offers with a row in the year that the group uses, in Danish order. */
static GPtrArray *occupied_offers(const struct answer *answer)
{
    const struct released_table *table = released_find(answer->released, "occupancy_year");
    char *year = g_strdup_printf("%d", answer->year);
    const char *const keys[] = {"offer", NULL, year};
    GPtrArray *offers = g_ptr_array_new();
    for (size_t row = released_row(table, 0, keys, 3); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 3)) {
        const struct name *offer = released_cell(table, row, OCCUPANCY_YEAR_ID)->name;
        if (sentences_concerns(answer->released, answer->code, offer->code)) {
            g_ptr_array_add(offers, (void *)offer);
        }
    }
    g_free(year);
    return offers;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    const struct name *x = *(const struct name *const *)a;
    const struct name *y = *(const struct name *const *)b;
    int order = text_compare(x->label, y->label);
    return order != 0 ? order : strcmp(x->code, y->code);
}

/* "More days than places at: A, B." of shown figures; NULL where there are none. */
static char *over_capacity(const struct answer *answer, const GPtrArray *offers)
{
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < offers->len; i++) {
        const struct name *offer = g_ptr_array_index(offers, i);
        struct part_row row = part_row_of_unit(answer->released, "offer", offer->code, answer->year);
        const struct cell *occupancy = part_cell(row, OCCUPANCY_YEAR_OCCUPANCY);
        if (cell_has_number(occupancy) && text_round(occupancy->number, 2) > 1) {
            g_ptr_array_add(names, (void *)offer->label);
        }
    }
    bool any = names->len > 0;
    char *list = part_list(names);
    char *text = any ? g_strdup_printf(_(" Over 100 per cent in %d: %s."), answer->year, list) : g_strdup("");
    g_free(list);
    return text;
}

/* Does either year have a figure, or one that is hidden? */
static bool is_reported(const struct answer *answer, const char *level, const char *id)
{
    for (int year = answer->before > 0 ? answer->before : answer->year; year <= answer->year; year++) {
        struct part_row row = part_row_of_unit(answer->released, level, id, year);
        enum cell_state state = (enum cell_state)part_cell(row, OCCUPANCY_YEAR_OCCUPANCY)->state;
        if (state == CELL_VALUE || state == CELL_SUPPRESSED) {
            return true;
        }
    }
    return false;
}

static bool any_reported(const struct answer *answer, const GPtrArray *offers)
{
    bool any = is_reported(answer, "group", answer->code);
    for (guint i = 0; i < offers->len && !any; i++) {
        any = is_reported(answer, "offer", ((const struct name *)g_ptr_array_index(offers, i))->code);
    }
    return any;
}

/* Takes the names. */
static char *not_reported(GPtrArray *names)
{
    bool any = names->len > 0;
    char *list = part_list(names);
    char *text = any ? g_strdup_printf(_(" No occupancy is known for: %s."), list) : g_strdup("");
    g_free(list);
    return text;
}

bool answer_table_occupancy(struct answer *answer)
{
    const struct released_table *table = released_find(answer->released, "occupancy_year");
    if (table == NULL) {
        return false;
    }
    GPtrArray *offers = occupied_offers(answer);
    if (!any_reported(answer, offers)) { /* from the forms alone */
        g_ptr_array_unref(offers);
        return false;
    }
    g_ptr_array_sort(offers, compare_names);
    char *years = answer_years(answer);
    answer_grid_begin(
        answer,
        g_strdup_printf(_("Actual and budgeted occupancy of the offers that the target group uses, %s"),
                        years),
        false);
    answer_grid_heading(answer, _("Offer"), false);
    answer_grid_heading_of(answer, table, "place_days", answer->year);
    if (answer->before > 0) {
        answer_grid_heading_of(answer, table, "occupancy", answer->before);
    }
    answer_grid_heading_of(answer, table, "occupancy", answer->year);
    answer_grid_heading_of(answer, table, "change_points", 0);
    answer_grid_heading_of(answer, table, "budgeted", answer->year);
    answer_grid_heading_of(answer, table, "gap_points", 0);
    char *all = g_strdup_printf(_("The target group's offers in %s"), chart_place(answer->edition));
    occupancy_line(answer, "group", answer->code, all);
    g_free(all);
    GPtrArray *silent = g_ptr_array_new();
    for (guint i = 0; i < offers->len; i++) {
        const struct name *offer = g_ptr_array_index(offers, i);
        if (is_reported(answer, "offer", offer->code)) {
            occupancy_line(answer, "offer", offer->code, offer->label);
        } else {
            g_ptr_array_add(silent, (void *)offer->label);
        }
    }
    char *over = over_capacity(answer, offers);
    char *unreported = not_reported(silent);
    char *note =
        g_strconcat(_("Actual occupancy is occupied days of place-days, by all the offer's citizens, and "
                      "may exceed 100 per cent. The budgeted one is that of the daily rate."),
                    over, unreported, NULL);
    bool written = answer_grid_end(answer, GRID_REGISTER, NULL, note);
    g_free(note);
    g_free(unreported);
    g_free(over);
    g_free(years);
    g_ptr_array_unref(offers);
    return written;
}

/* --- changes, cooperation, money --- */

bool answer_table_capacity(struct answer *answer)
{
    static const char *const COLUMNS[] = {"date", "offer", "change", "places_before", "places_after", "note"};
    const struct released_table *log = released_find(answer->released, "capacity_log");
    if (log == NULL) {
        return false;
    }
    char *years = chart_years(answer->edition->from_year, answer->edition->to_year);
    answer_grid_begin(
        answer, g_strdup_printf(_("Changes in capacity in the offers that the target group uses, %s"), years),
        false);
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        answer_grid_heading_of(answer, log, COLUMNS[i], 0);
    }
    for (size_t index = 0; index < released_rows(log); index++) {
        struct part_row row = {.table = log, .index = index};
        const char *offer = part_cell(row, CAPACITY_LOG_OFFER)->name->code;
        for (size_t i = 0;
             i < G_N_ELEMENTS(COLUMNS) && sentences_concerns(answer->released, answer->code, offer); i++) {
            bool no_note = strcmp(COLUMNS[i], "note") == 0 &&
                           part_cell(row, grid_column_index(log, "note"))->state == CELL_NA;
            if (no_note) {
                answer_grid_nobody(answer);
            } else {
                answer_grid_cell(answer, row, COLUMNS[i]);
            }
        }
    }
    g_free(years);
    return answer_grid_end(answer, GRID_REGISTER, NULL, NULL);
}

/* Rows of tables keyed (offer, year) of the offers the group uses. */
bool answer_table_cooperation(struct answer *answer)
{
    static const char *const COLUMNS[] = {"offer",          "places",     "bought",     "committed",
                                          "expected_total", "expected_n", "break_even", "status"};
    const struct released_table *table = released_find(answer->released, "cooperation");
    if (table == NULL) {
        return false;
    }
    answer_grid_begin(answer, g_strdup_printf(_("Offers in the strengthened cooperation, %d"), answer->year),
                      false);
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        if (grid_column(table, COLUMNS[i]) != NULL) {
            answer_grid_heading_of(answer, table, COLUMNS[i], 0);
        }
    }
    char *year = g_strdup_printf("%d", answer->year);
    const char *const keys[] = {NULL, year};
    for (size_t index = released_row(table, 0, keys, 2); index != SIZE_MAX;
         index = released_row(table, index + 1, keys, 2)) {
        struct part_row row = {.table = table, .index = index};
        const char *offer = part_cell(row, 0)->name->code;
        for (size_t i = 0;
             i < G_N_ELEMENTS(COLUMNS) && sentences_concerns(answer->released, answer->code, offer); i++) {
            if (grid_column(table, COLUMNS[i]) != NULL) {
                answer_grid_cell(answer, row, COLUMNS[i]);
            }
        }
    }
    g_free(year);
    return answer_grid_end(answer, GRID_FORMS, "demands", NULL);
}

/* Does the row show any figure at all? */
static bool shows_anything(struct part_row row, const char *const *columns, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t column = grid_column_index(row.table, columns[i]);
        if (column != SIZE_MAX && cell_has_number(part_cell(row, column))) {
            return true;
        }
    }
    return false;
}

bool answer_table_economy(struct answer *answer)
{
    static const char *const COLUMNS[] = {"paying", "location", "citizens", "days", "expenditure"};
    const struct released_table *table = released_find(answer->released, "flows");
    if (table == NULL) {
        return false;
    }
    answer_grid_begin(
        answer,
        g_strdup_printf(_("Who pays and where the offers lie, %d; citizens during the year"), answer->year),
        false);
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        answer_grid_heading_of(answer, table, COLUMNS[i], 0);
    }
    GArray *rows = part_rows(answer->released, "flows", answer->code, answer->year);
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        for (size_t k = 0;
             k < G_N_ELEMENTS(COLUMNS) && shows_anything(row, COLUMNS + 2, G_N_ELEMENTS(COLUMNS) - 2); k++) {
            answer_grid_cell(answer, row, COLUMNS[k]);
        }
    }
    g_array_unref(rows);
    return answer_grid_end(
        answer, GRID_CITIZENS, "use_counts",
        _("Expenditure is days times daily rate. Citizens with stays in several places count in each. Rows "
          "without any figure to show are left out."));
}
