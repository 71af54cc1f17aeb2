/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables about the citizens: how many, who, where they are helped; and the list of all tables' names. */
#include "answer_tables.h"

#include "answer_grid.h"
#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"
#include "vifte/theme.h"

#include <string.h>

/* --- size of the group --- */

static struct part_row area_row(const struct answer *answer, const char *area, int year)
{
    return part_row_of_area(answer->released, "need", answer->code, area, year);
}

static bool has_municipalities(const struct answer *answer, const char *table)
{
    for (size_t i = 0; i < answer->edition->n_municipalities; i++) {
        const char *code = answer->edition->municipalities[i].name.code;
        if (part_row_of_area(answer->released, table, answer->code, code, answer->year).table != NULL) {
            return true;
        }
    }
    return false;
}

/* "on 31 December" in the words of the basis. */
static char *basis_words(const struct answer *answer)
{
    struct part_row row = area_row(answer, CHART_REGION, answer->year);
    const struct cell *basis = part_cell(row, NEED_BASIS);
    return part_is_word(basis, "31_december")   ? g_strdup(_("on 31 December"))
           : part_is_word(basis, "during_year") ? g_strdup(_("during the year"))
                                                : g_strdup(_("day of counting not stated"));
}

static void citizens_row(struct answer *answer, const char *name, const char *area)
{
    struct part_row now = area_row(answer, area, answer->year);
    answer_grid_text(answer, name);
    if (answer->before > 0) {
        answer_grid_cell(answer, area_row(answer, area, answer->before), "citizens");
    }
    answer_grid_cell(answer, now, "citizens");
    answer_grid_cell(answer, now, "change");
}

/* "In Nordjylland the change is 4 per cent of the 137 citizens of 2023." */
static char *change_note(const struct answer *answer)
{
    struct part_row now = area_row(answer, CHART_REGION, answer->year);
    struct part_row then = area_row(answer, CHART_REGION, answer->before);
    const struct cell *pct = part_cell(now, NEED_CHANGE_PCT);
    const struct cell *base = part_cell(then, NEED_CITIZENS);
    if (!cell_has_number(pct) || !cell_has_number(base) || base->number < 10) {
        return NULL;
    }
    char *percent = part_mark(now, NEED_CHANGE_PCT);
    char *citizens = part_mark(then, NEED_CITIZENS);
    char *text = g_strdup_printf(_("The change in %s is %s per cent of the %s citizens of %d."),
                                 chart_place(answer->edition), percent, citizens, answer->before);
    g_free(citizens);
    g_free(percent);
    return text;
}

static bool table_citizens_years(struct answer *answer);

static bool table_citizens(struct answer *answer)
{
    if (!has_municipalities(answer, "need")) {
        return table_citizens_years(answer);
    }
    char *basis = basis_words(answer);
    char *years = answer_years(answer);
    answer_grid_begin(
        answer,
        g_strdup_printf(_("Citizens in the target group by acting municipality, %s, %s (number)"), years,
                        basis),
        false);
    answer_grid_heading(answer, _("Municipality"), false);
    for (int year = answer->before > 0 ? answer->before : answer->year; year <= answer->year; year++) {
        char *heading = g_strdup_printf("%d", year);
        answer_grid_heading(answer, heading, true);
        g_free(heading);
    }
    answer_grid_heading(answer, _("Change"), true);
    citizens_row(answer, chart_place(answer->edition), CHART_REGION);
    for (size_t i = 0; i < answer->edition->n_municipalities; i++) {
        const struct edition_municipality *municipality = &answer->edition->municipalities[i];
        citizens_row(answer, municipality->name.label, municipality->name.code);
    }
    char *note = change_note(answer);
    bool written = answer_grid_end(answer, GRID_CITIZENS, "needs", note);
    g_free(note);
    g_free(years);
    g_free(basis);
    return written;
}

static bool table_citizens_years(struct answer *answer)
{
    const struct released_table *need = released_find(answer->released, "need");
    if (need == NULL) {
        return false;
    }
    char *basis = basis_words(answer);
    char *years = chart_years(answer_first_year(answer), answer->edition->to_year);
    answer_grid_begin(answer,
                      g_strdup_printf(_("Citizens in the target group in %s, %s, %s (number)"),
                                      chart_place(answer->edition), years, basis),
                      false);
    answer_grid_heading(answer, _("Year"), false);
    static const char *const COLUMNS[] = {"citizens", "change", "change_pct", "reported_by"};
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        answer_grid_heading_of(answer, need, COLUMNS[i], 0);
    }
    for (int year = answer_first_year(answer); year <= answer->edition->to_year; year++) {
        struct part_row row = area_row(answer, CHART_REGION, year);
        if (row.table != NULL) {
            char *heading = g_strdup_printf("%d", year);
            answer_grid_text(answer, heading);
            g_free(heading);
            for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
                answer_grid_cell(answer, row, COLUMNS[i]);
            }
        }
    }
    g_free(years);
    g_free(basis);
    return answer_grid_end(answer, GRID_CITIZENS, "needs",
                           _("A change is given where the same municipalities have reported in both years."));
}

static bool table_rate(struct answer *answer)
{
    static const char *const COLUMNS[] = {"population", "citizens", "rate"};
    const struct released_table *need = released_find(answer->released, "need");
    struct part_row region = area_row(answer, CHART_REGION, answer->year);
    if (!cell_has_number(part_cell(region, NEED_RATE))) {
        return false;
    }
    answer_grid_begin(answer,
                      g_strdup_printf(_("Citizens in the target group per 10,000 inhabitants of the target "
                                        "group's ages, %d"),
                                      answer->year),
                      false);
    answer_grid_heading(answer, _("Municipality"), false);
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        answer_grid_heading_of(answer, need, COLUMNS[i], 0);
    }
    for (size_t m = 0; m <= answer->edition->n_municipalities; m++) {
        const struct name *name = m == 0 ? NULL : &answer->edition->municipalities[m - 1].name;
        struct part_row row = area_row(answer, m == 0 ? CHART_REGION : name->code, answer->year);
        if (row.table != NULL) {
            answer_grid_text(answer, m == 0 ? chart_place(answer->edition) : name->label);
            for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
                answer_grid_cell(answer, row, COLUMNS[i]);
            }
        }
    }
    return answer_grid_end(answer, GRID_CITIZENS, "needs",
                           _("Inhabitants: Statistics Denmark. The municipalities are small, so chance alone "
                             "makes their figures differ much."));
}

/* --- who they are --- */

/* Categories of both report years, each once, in reading order. */
static GPtrArray *category_codes(const struct answer *answer, const char *dimension)
{
    GPtrArray *codes = g_ptr_array_new();
    GArray *both = g_array_new(FALSE, FALSE, sizeof(struct part_row));
    for (int year = answer->before > 0 ? answer->before : answer->year; year <= answer->year; year++) {
        GArray *rows = part_profile_rows(answer->released, answer->code, year, dimension);
        g_array_append_vals(both, rows->data, rows->len);
        g_array_unref(rows);
    }
    part_sort_profile(both);
    for (guint i = 0; i < both->len; i++) {
        const char *code = part_cell(g_array_index(both, struct part_row, i), NEED_PROFILE_VALUE)->name->code;
        if (!g_ptr_array_find_with_equal_func(codes, code, g_str_equal, NULL)) {
            g_ptr_array_add(codes, (void *)code);
        }
    }
    g_array_unref(both);
    return codes;
}

static struct part_row category_row(const struct answer *answer, int year, const char *dimension,
                                    const char *code)
{
    char *key = g_strdup_printf("%d", year);
    const struct released_table *table = released_find(answer->released, "need_profile");
    struct part_row row = {.table = table};
    row.index = released_row(table, 0, (const char *const[]){answer->code, key, dimension, code}, 4);
    g_free(key);
    if (row.index == SIZE_MAX) {
        row.table = NULL;
        row.index = 0;
    }
    return row;
}

/* A category that stands in the other year alone holds nobody, if this year is broken down at all. */
static void category_cell(struct answer *answer, int year, const char *dimension, const char *code,
                          const char *column)
{
    struct part_row row = category_row(answer, year, dimension, code);
    GArray *rows = part_profile_rows(answer->released, answer->code, year, dimension);
    if (row.table == NULL && rows->len > 0) {
        answer_grid_nobody(answer);
    } else {
        answer_grid_cell(answer, row, column);
    }
    g_array_unref(rows);
}

static void category_line(struct answer *answer, const char *dimension, const char *code, bool services)
{
    struct part_row row = category_row(answer, answer->year, dimension, code);
    if (row.table == NULL) {
        row = category_row(answer, answer->before, dimension, code);
    }
    char *label =
        show_cell(&released_def(row.table)->columns[NEED_PROFILE_VALUE], part_cell(row, NEED_PROFILE_VALUE));
    answer_grid_text(answer, label);
    g_free(label);
    for (int year = answer->before > 0 ? answer->before : answer->year; year <= answer->year; year++) {
        category_cell(answer, year, dimension, code, "citizens");
    }
    for (int year = answer->before > 0 ? answer->before : answer->year; services && year <= answer->year;
         year++) {
        category_cell(answer, year, dimension, code, "services");
    }
}

static bool only_unknown(const GPtrArray *codes)
{
    return codes->len == 0 || (codes->len == 1 && strcmp(g_ptr_array_index(codes, 0), "unknown") == 0);
}

static bool profile(struct answer *answer, const char *dimension, const char *heading, bool services,
                    const char *note)
{
    const struct released_table *table = released_find(answer->released, "need_profile");
    GPtrArray *codes = category_codes(answer, dimension);
    if (table == NULL || only_unknown(codes)) {
        g_ptr_array_unref(codes);
        return false;
    }
    char *years = answer_years(answer);
    char *lower = g_utf8_strdown(heading, -1);
    answer_grid_begin(answer,
                      services ? g_strdup_printf(_("Citizens and efforts by %s, %s (number)"), lower, years)
                               : g_strdup_printf(_("Citizens by %s, %s (number)"), lower, years),
                      false);
    answer_grid_heading(answer, heading, false);
    for (int k = 0; k < (services ? 2 : 1); k++) {
        for (int year = answer->before > 0 ? answer->before : answer->year; year <= answer->year; year++) {
            answer_grid_heading_of(answer, table, k == 0 ? "citizens" : "services", year);
        }
    }
    for (guint i = 0; i < codes->len; i++) {
        category_line(answer, dimension, g_ptr_array_index(codes, i), services);
    }
    bool written = answer_grid_end(answer, GRID_CITIZENS, "need_counts", note);
    g_free(lower);
    g_free(years);
    g_ptr_array_unref(codes);
    return written;
}

static bool table_age(struct answer *answer)
{
    return profile(answer, "age", _("Age"), false, NULL);
}

static bool table_sex(struct answer *answer)
{
    return profile(answer, "sex", _("Sex"), false, NULL);
}

static bool table_severity(struct answer *answer)
{
    const char *label = answer->theme->head.severity;
    return profile(answer, "severity", label != NULL ? label : _("Severity"), false, NULL);
}

static bool table_section(struct answer *answer)
{
    return profile(answer, "section", _("Section of the law"), true,
                   _("BL: Barnets lov, SEL: Serviceloven, ABL: Almenboligloven. A citizen can get several "
                     "efforts; citizens and efforts are counted separately. An en dash means nobody."));
}

static bool table_effort(struct answer *answer)
{
    return profile(answer, "effort", _("Kind of effort"), true,
                   _("A citizen can get several efforts; citizens and efforts are counted separately. An en "
                     "dash means nobody."));
}

/* --- where they are helped --- */

static bool locations_from_forms(struct answer *answer)
{
    static const char *const PLACES[] = {"own_municipality", "other_municipality", "other_region", "abroad",
                                         "address_free"};
    const struct released_table *table = released_find(answer->released, "locations");
    char *years = answer_years(answer);
    answer_grid_begin(
        answer, g_strdup_printf(_("Citizens by where they were helped, %s, during the year (number)"), years),
        false);
    g_free(years);
    answer_grid_heading(answer, _("Where"), false);
    for (int year = answer->before > 0 ? answer->before : answer->year; year <= answer->year; year++) {
        answer_grid_heading_of(answer, table, "citizens", year);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(PLACES); i++) {
        struct part_row rows[2] = {{0}, {0}};
        int years_of[2] = {answer->before, answer->year};
        for (size_t k = 0; k < 2; k++) {
            char *key = g_strdup_printf("%d", years_of[k]);
            size_t row = released_row(table, 0, (const char *const[]){answer->code, key, PLACES[i]}, 3);
            if (row != SIZE_MAX) {
                rows[k].table = table;
                rows[k].index = row;
            }
            g_free(key);
        }
        struct part_row any = rows[1].table != NULL ? rows[1] : rows[0];
        if (any.table == NULL) {
            continue;
        }
        char *label = chart_location_name(answer->edition, part_cell(any, LOCATIONS_LOCATION));
        answer_grid_text(answer, label);
        g_free(label);
        for (size_t k = answer->before > 0 ? 0 : 1; k < 2; k++) {
            if (rows[k].table != NULL) {
                answer_grid_cell(answer, rows[k], "citizens");
            } else {
                answer_grid_nobody(answer);
            }
        }
    }
    return answer_grid_end(
        answer, GRID_CITIZENS, "use_counts",
        _("A citizen who was helped in several places counts in each. An en dash means nobody."));
}

/* Rows of (group, year) tables, year by year. */
static bool series(struct answer *answer, const char *name, const char *const *columns, size_t n, int from,
                   int to, char *caption, enum grid_base base, const char *input, const char *note)
{
    const struct released_table *table = released_find(answer->released, name);
    if (table == NULL) {
        g_free(caption);
        return false;
    }
    answer_grid_begin(answer, caption, false);
    answer_grid_heading(answer, _("Year"), false);
    for (size_t i = 0; i < n; i++) {
        if (grid_column(table, columns[i]) != NULL) {
            answer_grid_heading_of(answer, table, columns[i], 0);
        }
    }
    for (int year = from; year <= to; year++) {
        struct part_row row = part_row_of_group(answer->released, name, answer->code, year);
        if (row.table == NULL) {
            continue;
        }
        char *heading = g_strdup_printf("%d", year);
        answer_grid_text(answer, heading);
        g_free(heading);
        for (size_t i = 0; i < n; i++) {
            if (grid_column(table, columns[i]) != NULL) {
                answer_grid_cell(answer, row, columns[i]);
            }
        }
    }
    return answer_grid_end(answer, base, input, note);
}

static bool table_locations(struct answer *answer)
{
    static const char *const COLUMNS[] = {
        "citizens",           "days",         "own_municipality_share", "in_region_share",
        "in_region_citizens", "imported_days"};
    const struct released_table *forms = released_find(answer->released, "locations");
    if (forms != NULL && chart_has_group(forms, answer->code)) {
        return locations_from_forms(answer);
    }
    return series(
        answer, "self_sufficiency", COLUMNS, G_N_ELEMENTS(COLUMNS), answer_first_year(answer),
        answer->edition->to_year,
        g_strdup_printf(_("Citizens and days inside and outside %s, during the year"),
                        chart_place(answer->edition)),
        GRID_CITIZENS, "use_counts",
        _("Shares are per cent of the year's days. Days of citizens from elsewhere are known for offers "
          "whose stays are all reported."));
}

static bool table_forecast(struct answer *answer)
{
    static const char *const COLUMNS[] = {"mean",    "lower80", "upper80",
                                          "lower95", "upper95", "municipalities_expect"};
    int last = answer->edition->to_year;
    return series(
        answer, "forecast", COLUMNS, G_N_ELEMENTS(COLUMNS), last + 1, last + 30,
        g_strdup(_("Citizens expected on 31 December if people come and leave as before, beside what "
                   "the municipalities expect")),
        GRID_CITIZENS, "needs",
        _("A calculation, no assessment of need. The limits show how much the number would swing by "
          "chance."));
}

/* Places needed and places there are: from the balance where it is computed. */
static bool table_balance(struct answer *answer)
{
    static const char *const BALANCE[] = {"places",         "mean_occupied", "waiting", "without_offer",
                                          "outside_region", "places_needed", "gap",     "verdict"};
    if (series(answer, "balance", BALANCE, G_N_ELEMENTS(BALANCE),
               answer->before > 0 ? answer->before : answer->year, answer->year,
               g_strdup_printf(_("Supply and demand, %s"), chart_place(answer->edition)), GRID_CITIZENS,
               "needs", _("Places needed are a model's figure, no assessment of need."))) {
        return true;
    }
    return answer_table_key_figures(answer);
}

static const struct table_name {
    const char *name;
    bool (*write)(struct answer *answer);
    bool about_persons; /* not for a group below the threshold */
} TABLES[] = {
    {"citizens", table_citizens, true},
    {"citizens_years", table_citizens_years, true},
    {"rate", table_rate, true},
    {"age", table_age, true},
    {"sex", table_sex, true},
    {"severity", table_severity, true},
    {"section", table_section, true},
    {"effort", table_effort, true},
    {"offers", answer_table_offers, true},
    {"matrix", answer_table_matrix, true},
    {"locations", table_locations, true},
    {"address_free", answer_table_address_free, true},
    {"occupancy", answer_table_occupancy, true},
    {"national", answer_table_national, true},
    {"expected", answer_table_expected, true},
    {"fit", answer_table_fit, false},
    {"balance", table_balance, true},
    {"cooperation", answer_table_cooperation, true},
    {"capacity", answer_table_capacity, true},
    {"economy", answer_table_economy, true},
    {"coverage", answer_table_coverage, false},
    {"key_figures", answer_table_key_figures, true},
    {"moves", answer_table_moves, true},
    {"forecast", table_forecast, true},
    {"initiatives", answer_table_initiatives, false},
};

const char *const *answer_table_names(void)
{
    static const char *names[G_N_ELEMENTS(TABLES) + 1];
    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        names[i] = TABLES[i].name;
    }
    return names;
}

bool answer_table(struct answer *answer, const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        if (strcmp(TABLES[i].name, name) == 0) {
            return !(TABLES[i].about_persons && answer->group->below_threshold) && TABLES[i].write(answer);
        }
    }
    return false;
}
