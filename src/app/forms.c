/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a theme and what a municipality has reported to its form; see forms.h. */
#include "forms.h"

#include "template_tables.h"
#include "vifte/answer.h"
#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/form.h"
#include "vifte/model.h"
#include "vifte/outdir.h"
#include "vifte/paths.h"
#include "vifte/schemas.h"
#include "vifte/text.h"
#include "vifte/theme.h"
#include "vifte/theme_file.h"

#include <stdio.h>
#include <string.h>

#define LONGEST_NAME 100 /* bytes of a municipality in the name of a file */

enum { SHEET_NEEDS, SHEET_COUNTS, SHEET_USES, SHEET_REMARKS, SHEETS };

static const char *const TABLES[SHEETS] = {"needs", "need_counts", "use_counts", "remarks"};

/* One form in the making. */
struct maker {
    const struct model *model;
    const struct theme *theme;
    uint32_t group;
    const struct municipality *municipality; /* the one it goes to */
    uint32_t index;
    struct form_sheet sheets[SHEETS];
};

/* --- cells --- */

static struct form_cell *cell_of(const struct form_sheet *sheet, struct form_cell *row, const char *column)
{
    for (size_t i = 0; i < sheet->table.n_columns; i++) {
        if (strcmp(sheet->table.columns[i].name, column) == 0) {
            return &row[i];
        }
    }
    return NULL;
}

static void put_text(const struct form_sheet *sheet, struct form_cell *row, const char *column,
                     const char *text)
{
    struct form_cell *cell = cell_of(sheet, row, column);
    if (cell != NULL && *text != '\0') {
        g_free(cell->text);
        cell->text = g_strdup(text);
    }
}

static void put_number(const struct form_sheet *sheet, struct form_cell *row, const char *column,
                       double number)
{
    struct form_cell *cell = cell_of(sheet, row, column);
    if (cell != NULL) {
        cell->has_number = true;
        cell->number = number;
    }
}

static void put_quantity(const struct form_sheet *sheet, struct form_cell *row, const char *column,
                         struct quantity quantity)
{
    if (quantity.state == CELL_VALUE) {
        put_number(sheet, row, column, quantity.number);
    } else if (quantity.state == CELL_SUPPRESSED) {
        put_text(sheet, row, column, "<5");
    }
}

/* The word of a closed list, numbered from 1 as the model's enums; 0 = none. */
static void put_word(const struct form_sheet *sheet, struct form_cell *row, const char *column, size_t word)
{
    const struct input_schema *schema = schemas_find(sheet->table.name);
    for (size_t i = 0; word > 0 && i < schema->n_columns; i++) {
        if (strcmp(schema->columns[i].name, column) == 0 && schema->columns[i].words != NULL) {
            char *text = template_word(schema->columns[i].words[word - 1]);
            put_text(sheet, row, column, text);
            g_free(text);
        }
    }
}

static int next_version(const struct maker *maker, const char *table, int year)
{
    int version = 0;
    for (size_t i = 0; i < maker->model->n_deliveries; i++) {
        const struct delivery *delivery = &maker->model->deliveries[i];
        if (strcmp(delivery->table, table) == 0 && delivery->municipality == maker->index &&
            delivery->year == year && delivery->file != NONE) {
            version = MAX(version, MAX(delivery->version, 1));
        }
    }
    return version + 1;
}

/* A row with its keys. */
static struct form_cell *start_row(struct maker *maker, size_t at, int year)
{
    struct form_sheet *sheet = &maker->sheets[at];
    struct form_cell *row = form_add_row(sheet);
    put_text(sheet, row, "municipality", maker->municipality->name.label);
    put_text(sheet, row, "group", maker->model->project->groups[maker->group].name.label);
    if (year > 0) {
        put_number(sheet, row, "year", year);
        put_number(sheet, row, "version", next_version(maker, TABLES[at], year));
    }
    return row;
}

/* --- needs --- */

static bool is_ours(const struct maker *maker, uint32_t municipality, uint32_t group, int year_of_row,
                    int year)
{
    return municipality == maker->index && group == maker->group && year_of_row == year;
}

static void need_row(struct maker *maker, const struct need *need)
{
    struct form_sheet *sheet = &maker->sheets[SHEET_NEEDS];
    struct form_cell *row = start_row(maker, SHEET_NEEDS, need->year);
    put_text(sheet, row, "department", need->department.label);
    put_word(sheet, row, "basis", need->basis);
    put_quantity(sheet, row, "citizens", need->citizens);
    put_quantity(sheet, row, "without_offer", need->without_offer);
    put_quantity(sheet, row, "waiting", need->waiting);
    put_quantity(sheet, row, "waiting_days", need->waiting_days);
    put_quantity(sheet, row, "referrals", need->referrals);
    put_quantity(sheet, row, "expected_1y", need->expected_1y);
    put_quantity(sheet, row, "expected_3y", need->expected_3y);
    put_word(sheet, row, "direction", need->direction);
    put_word(sheet, row, "fit", need->fit < 0 ? 0 : need->fit == 0 ? 6 : (size_t)need->fit);
}

static void need_rows(struct maker *maker, int year)
{
    bool any = false;
    for (size_t i = 0; i < maker->model->n_needs; i++) {
        const struct need *need = &maker->model->needs[i];
        if (is_ours(maker, need->municipality, need->group, need->year, year)) {
            need_row(maker, need);
            any = true;
        }
    }
    if (!any) {
        start_row(maker, SHEET_NEEDS, year);
    }
}

/* --- breakdowns --- */

static const char *const DIMENSIONS[] = {"age", "sex", "section", "severity", "effort"};

static void count_row(struct maker *maker, int year, size_t dimension, const char *value,
                      const struct need_count *known)
{
    struct form_sheet *sheet = &maker->sheets[SHEET_COUNTS];
    struct form_cell *row = start_row(maker, SHEET_COUNTS, year);
    put_word(sheet, row, "dimension", dimension + 1);
    put_text(sheet, row, "value", value);
    if (known != NULL) {
        put_text(sheet, row, "department", known->department.label);
        put_word(sheet, row, "basis", known->basis);
        put_quantity(sheet, row, "citizens", known->citizens);
        put_quantity(sheet, row, "services", known->services);
    }
}

static void add_category(GPtrArray *list, char *text)
{
    if (g_ptr_array_find_with_equal_func(list, text, g_str_equal, NULL)) {
        g_free(text);
    } else {
        g_ptr_array_add(list, text);
    }
}

static void add_words(GPtrArray *list, const char *const *words)
{
    for (; *words != NULL; words++) {
        add_category(list, template_word(*words));
    }
}

/* Bands that the group's ages touch. */
static void add_ages(GPtrArray *list, const struct project *project, const struct group *group)
{
    for (size_t i = 0; i < project->n_age_bands; i++) {
        const struct age_band *band = &project->age_bands[i];
        if (band->to >= group->age.from && band->from <= group->age.to) {
            add_category(list, band->to == AGE_OPEN ? g_strdup_printf("%d-", band->from)
                                                    : g_strdup_printf("%d-%d", band->from, band->to));
        }
    }
}

/* Sections and kinds of the offers to the group. */
static void add_from_offers(GPtrArray *list, const struct maker *maker, enum dimension dimension)
{
    const struct model *model = maker->model;
    for (size_t i = 0; i < model->n_offers; i++) {
        const struct offer *offer = &model->offers[i];
        if (!model_set_has(model, offer->group_set, maker->group)) {
            continue;
        }
        if (dimension == DIMENSION_SECTION && offer->section.label != NULL && *offer->section.label != '\0') {
            add_category(list, g_strdup(offer->section.label));
        } else if (dimension == DIMENSION_EFFORT && offer->kind != KIND_UNKNOWN) {
            add_category(list, template_word(schemas_kinds()[offer->kind - 1]));
        }
    }
}

static GPtrArray *categories(const struct maker *maker, size_t dimension)
{
    const struct project *project = maker->model->project;
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    char **levels = maker->theme->head.levels;
    switch ((enum dimension)dimension) {
    case DIMENSION_AGE:
        add_ages(list, project, &project->groups[maker->group]);
        break;
    case DIMENSION_SEX:
        add_words(list, schemas_sexes());
        break;
    case DIMENSION_SEVERITY:
        for (; levels != NULL && *levels != NULL; levels++) {
            add_category(list, g_strdup(*levels));
        }
        break;
    case DIMENSION_SECTION:
    case DIMENSION_EFFORT:
        add_from_offers(list, maker, (enum dimension)dimension);
        break;
    }
    return list;
}

/* What the municipality itself reported for the year in a category, one row a department. */
static bool known_rows(struct maker *maker, int year, size_t dimension, const char *value)
{
    bool any = false;
    for (size_t i = 0; i < maker->model->n_need_counts; i++) {
        const struct need_count *count = &maker->model->need_counts[i];
        if (is_ours(maker, count->municipality, count->group, count->year, year) &&
            count->dimension == (enum dimension)dimension && strcmp(count->value.label, value) == 0) {
            count_row(maker, year, dimension, value, count);
            any = true;
        }
    }
    return any;
}

/* The law, then the number of its section. */
static int compare_sections(gconstpointer a, gconstpointer b)
{
    const char *x = *(const char *const *)a;
    const char *y = *(const char *const *)b;
    size_t law = strcspn(x, "0123456789");
    int order = strncmp(x, y, law + 1);
    if (strncmp(x, y, law) == 0 && g_ascii_isdigit(x[law]) && g_ascii_isdigit(y[law])) {
        guint64 number_x = g_ascii_strtoull(x + law, NULL, 10);
        guint64 number_y = g_ascii_strtoull(y + law, NULL, 10);
        order = (number_x > number_y) - (number_x < number_y);
    }
    return order != 0 ? order : strcmp(x, y);
}

/* Categories that the municipality reported and nobody expects come after those in their order. */
static void count_rows(struct maker *maker, int year, size_t dimension)
{
    GPtrArray *list = categories(maker, dimension);
    for (size_t i = 0; i < maker->model->n_need_counts; i++) {
        const struct need_count *count = &maker->model->need_counts[i];
        if (is_ours(maker, count->municipality, count->group, count->year, year) &&
            count->dimension == (enum dimension)dimension) {
            add_category(list, g_strdup(count->value.label));
        }
    }
    if (dimension == DIMENSION_SECTION) {
        g_ptr_array_sort(list, compare_sections);
    }
    for (guint i = 0; i < list->len; i++) {
        const char *value = g_ptr_array_index(list, i);
        if (!known_rows(maker, year, dimension, value)) {
            count_row(maker, year, dimension, value, NULL);
        }
    }
    g_ptr_array_unref(list);
}

static void all_count_rows(struct maker *maker, int year)
{
    for (char **wanted = maker->theme->head.dimensions; wanted != NULL && *wanted != NULL; wanted++) {
        for (size_t i = 0; i < G_N_ELEMENTS(DIMENSIONS); i++) {
            if (strcmp(*wanted, DIMENSIONS[i]) == 0) {
                count_rows(maker, year, i);
            }
        }
    }
}

/* --- offers, remarks --- */

/* Its name, where only one offer has it; else its number. */
static const char *offer_word(const struct model *model, const struct offer *offer)
{
    bool shared = false;
    char *folded = text_fold(offer->name.label);
    for (size_t i = 0; i < model->n_offers; i++) {
        char *other = text_fold(model->offers[i].name.label);
        shared = shared || (&model->offers[i] != offer && strcmp(folded, other) == 0);
        g_free(other);
    }
    g_free(folded);
    return shared ? offer->name.code : offer->name.label;
}

static void use_rows(struct maker *maker, int year)
{
    struct form_sheet *sheet = &maker->sheets[SHEET_USES];
    for (size_t i = 0; i < maker->model->n_use_counts; i++) {
        const struct use_count *count = &maker->model->use_counts[i];
        if (is_ours(maker, count->municipality, count->group, count->year, year)) {
            struct form_cell *row = start_row(maker, SHEET_USES, year);
            put_text(sheet, row, "offer", offer_word(maker->model, &maker->model->offers[count->offer]));
            put_quantity(sheet, row, "citizens", count->citizens);
            put_quantity(sheet, row, "services", count->services);
            if (count->whole != WHOLE_UNKNOWN) {
                char *word = template_word(count->whole == WHOLE_YES ? "yes|ja" : "no|nej");
                put_text(sheet, row, "whole", word);
                g_free(word);
            }
        }
    }
}

static void remark_rows(struct maker *maker)
{
    struct form_sheet *sheet = &maker->sheets[SHEET_REMARKS];
    unsigned number = 0;
    for (guint i = 0; i < maker->theme->blocks->len; i++) {
        const struct theme_block *ask = g_ptr_array_index(maker->theme->blocks, i);
        if (theme_asks_municipalities(ask)) {
            char *question = g_strdup_printf("%s: %u. %s", ask->name, ++number, ask->question);
            struct form_cell *row = start_row(maker, SHEET_REMARKS, 0);
            put_text(sheet, row, "question", question);
            g_free(question);
        }
    }
}

/* --- the workbook --- */

/* Only what can be meant here: this municipality, this group, offers to it by id. */
static void narrow_choices(struct maker *maker, struct form_sheet *sheet)
{
    const struct model *model = maker->model;
    for (size_t i = 0; i < sheet->table.n_columns; i++) {
        struct template_column *column = &sheet->table.columns[i];
        GPtrArray *list = g_ptr_array_new();
        if (strcmp(column->name, "municipality") == 0) {
            g_ptr_array_add(list, g_strdup(maker->municipality->name.label));
        } else if (strcmp(column->name, "group") == 0) {
            g_ptr_array_add(list, g_strdup(model->project->groups[maker->group].name.label));
        } else if (strcmp(column->name, "offer") == 0) {
            for (size_t k = 0; k < model->n_offers; k++) {
                if (model_set_has(model, model->offers[k].group_set, maker->group)) {
                    g_ptr_array_add(list, g_strdup(offer_word(model, &model->offers[k])));
                }
            }
        }
        bool narrow = list->len > 0;
        g_ptr_array_add(list, NULL);
        char **choices = (char **)g_ptr_array_free(list, FALSE);
        if (narrow) {
            g_strfreev(column->choices);
            column->choices = choices;
        } else {
            g_strfreev(choices);
        }
    }
}

static void make_sheets(struct maker *maker)
{
    const char *titles[SHEETS] = {_("Citizens"), _("Breakdowns"), _("Offers used"), _("Remarks")};
    const char *intros[SHEETS] = {
        _("One row a year, and one a department where several answer. Figures from last time are filled in: "
          "confirm "
          "or correct them. Write .. for a number that is not known, and 0 for none."),
        _("Citizens by category. Figures from last time are filled in: confirm or correct them. A row "
          "without a "
          "number is not read."),
        _("One row for each offer that the municipality's citizens used during the year. Choose the offer "
          "from the list."),
        _("A remark to each question as you find it useful; there is no limit to its length. No names, no "
          "civil "
          "registration numbers.")};
    for (size_t i = 0; i < SHEETS; i++) {
        maker->sheets[i] = (struct form_sheet){.table = template_table_of(maker->model, TABLES[i], titles[i]),
                                               .intro = g_strdup(intros[i]),
                                               .rows = g_ptr_array_new()};
        narrow_choices(maker, &maker->sheets[i]);
    }
    int last = maker->model->project->to_year;
    for (int year = MAX(maker->model->project->from_year, last - 1); year <= last; year++) {
        need_rows(maker, year);
        all_count_rows(maker, year);
        use_rows(maker, year);
    }
    remark_rows(maker);
}

static GPtrArray *front_lines(const struct maker *maker)
{
    const struct project *project = maker->model->project;
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(lines, g_strdup_printf(_("Municipality: %s"), maker->municipality->name.label));
    g_ptr_array_add(lines, g_strdup_printf(_("Target group: %s"), project->groups[maker->group].name.label));
    if (maker->theme->head.delimitation != NULL) {
        g_ptr_array_add(lines, g_strdup_printf(_("Delimitation: %s"), maker->theme->head.delimitation));
    }
    if (project->groups[maker->group].note != NULL) {
        g_ptr_array_add(lines, g_strdup_printf(_("In this project: %s"), project->groups[maker->group].note));
    }
    char *date = project->freeze != DAY_OPEN ? text_date(project->freeze) : NULL;
    g_ptr_array_add(lines, date != NULL ? g_strdup_printf(_("Deadline: %s, to %s"), date,
                                                          project->sender != NULL ? project->sender : "-")
                                        : g_strdup(_("Deadline: as agreed with the secretariat")));
    g_free(date);
    g_ptr_array_add(lines, g_strdup(_("One coordinated answer a municipality, also where several departments "
                                      "contribute. Keep the name of the file. Contact:")));
    g_ptr_array_add(
        lines, g_strdup(_("Fill in the sheets that follow. Choose from the lists where there are any. When "
                          "the answer is approved, write so in the column of the status.")));
    return lines;
}

/* Letters as they are; nothing that a file name cannot hold, here or where it is sent, and not too much. */
static char *file_name(const struct maker *maker)
{
    char *folded = text_fold(maker->municipality->name.label);
    GString *plain = g_string_new(NULL);
    for (const char *p = folded; *p != '\0' && plain->len < LONGEST_NAME; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(plain, g_unichar_isalnum(c) || c == '.' ? c : '-');
    }
    char *name = g_strdup_printf("skema-%s-%s.xlsx", maker->model->project->groups[maker->group].name.code,
                                 plain->str);
    g_string_free(plain, TRUE);
    g_free(folded);
    return name;
}

static bool write_form(struct maker *maker, struct outdir *dir, struct diag *diag)
{
    make_sheets(maker);
    char *file = file_name(maker);
    struct form_book form = {.file = file,
                             .title = maker->theme->head.title,
                             .lines = front_lines(maker),
                             .numbers = g_ptr_array_new_with_free_func(g_free),
                             .questions = g_ptr_array_new(),
                             .sheets = g_array_new(FALSE, FALSE, sizeof(struct form_sheet))};
    for (guint i = 0; i < maker->theme->blocks->len; i++) {
        const struct theme_block *ask = g_ptr_array_index(maker->theme->blocks, i);
        if (theme_asks_municipalities(ask)) {
            g_ptr_array_add(form.numbers, g_strdup_printf("%u", form.questions->len + 1));
            g_ptr_array_add(form.questions, *ask->question != '\0' ? ask->question : ask->name);
        }
    }
    g_array_append_vals(form.sheets, maker->sheets, SHEETS);
    bool good = form_write(&form, dir, diag);
    for (size_t i = 0; i < SHEETS; i++) {
        form_sheet_clear(&maker->sheets[i]);
        template_table_clear(&maker->sheets[i].table);
    }
    g_array_unref(form.sheets);
    g_ptr_array_unref(form.questions);
    g_ptr_array_unref(form.numbers);
    g_ptr_array_unref(form.lines);
    g_free(file);
    return good;
}

/* --- all municipalities --- */

static bool find_group(const struct project *project, const char *id, uint32_t *group, struct diag *diag)
{
    for (uint32_t i = 0; i < project->n_groups; i++) {
        if (strcmp(project->groups[i].name.code, id) == 0) {
            *group = i;
            return true;
        }
    }
    GString *shown = g_string_new(NULL);
    text_mask(shown, id, strlen(id), 40);
    diag_add(diag, &FINDING_ANSWER_GROUP, NULL, NULL, NULL, NULL, _("the project has no group '%s'"),
             shown->str);
    g_string_free(shown, TRUE);
    return false;
}

static struct theme *read_theme(const struct project *project, const struct group *group, struct diag *diag)
{
    char *path =
        theme_path(project->folder, paths_share(), group->theme != NULL ? group->theme : "generel", diag);
    char *base = path != NULL ? g_path_get_basename(path) : NULL;
    struct theme *theme = path != NULL ? theme_read(path, base, answer_names(), diag) : NULL;
    g_free(base);
    g_free(path);
    return theme;
}

bool forms_write(const struct model *model, const char *group, struct outdir *dir, struct diag *diag)
{
    struct maker maker = {.model = model};
    if (!find_group(model->project, group, &maker.group, diag)) {
        return false;
    }
    struct theme *theme = read_theme(model->project, &model->project->groups[maker.group], diag);
    maker.theme = theme;
    bool good = theme != NULL;
    for (size_t i = 0; good && i < model->n_region; i++) {
        maker.index = model->region_order[i];
        maker.municipality = &model->municipalities[maker.index];
        good = write_form(&maker, dir, diag);
    }
    theme_free(theme);
    return good;
}

void forms_print_inputs(const char *folder)
{
    printf(
        _("Forms in %s. When they come back, put them into a folder of the project and write:\n\n[inputs]\n"),
        folder);
    for (size_t i = 0; i < SHEETS; i++) {
        printf("%s = skemaer/*.xlsx\n", TABLES[i]);
    }
}
