/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * population: the contract's table, or Statistics Denmark's files as downloaded (one row an area, sex, age
 * and quarter; codes, texts or both). Areas above municipalities and totals over ages or sexes are never
 * added up with their parts; quarters other than the first are left out, since the population is that of 1
 * January.
 */
#include "age_text.h"
#include "loader.h"

#include "vifte/areas.h"
#include "vifte/dates.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define ROUNDING \
    12.0 /* persons that the rounded cells of one municipality and year can miss their total by */

struct population_row {
    uint32_t municipality;
    int year;
    struct age_band age;
    enum part age_part, sex_part;
    const char *sex; /* folded, "" = not broken down */
    double persons;
    bool projection;
    uint32_t file, line;
};

/* Whole country, regions in their three code styles, provinces, and Christiansoe, which is no municipality.
 */
static bool is_other_area(const char *text)
{
    struct age_number code;
    if (age_text_number(text, &code)) {
        return code.number <= 99 || code.number == 411 || (code.number >= 1081 && code.number <= 1085);
    }
    char *folded = text_fold(text);
    bool other = g_str_has_prefix(folded, "region ") || g_str_has_prefix(folded, "landsdel ") ||
                 strcmp(folded, "hele landet") == 0 || strcmp(folded, "all denmark") == 0 ||
                 strcmp(folded, "christiansoe") == 0 || strcmp(folded, "i alt") == 0;
    g_free(folded);
    return other;
}

static bool age_of(struct loader *loader, const struct input_row *row, struct population_row *out)
{
    const struct value *v = row->values;
    if (v[IN_POPULATION_AGE].state == VALUE_GIVEN) {
        if (!age_text_parse(v[IN_POPULATION_AGE].text, &out->age, &out->age_part)) {
            char *quoted = loader_quoted(&v[IN_POPULATION_AGE]);
            loader_report(loader, &FINDING_RANGE, row, IN_POPULATION_AGE, _("write 17, 0-5 or 100-"),
                          _("expected an age or a band, got %s"), quoted);
            g_free(quoted);
            return false;
        }
        return true;
    }
    bool banded = row->fields[IN_POPULATION_AGE_FROM] > 0;
    out->age_part = banded ? PART_SINGLE : PART_TOTAL;
    out->age.from = v[IN_POPULATION_AGE_FROM].state == VALUE_GIVEN ? (int)v[IN_POPULATION_AGE_FROM].whole : 0;
    out->age.to =
        v[IN_POPULATION_AGE_TO].state == VALUE_GIVEN ? (int)v[IN_POPULATION_AGE_TO].whole : AGE_OPEN;
    return true;
}

static void area_left_out(struct loader *loader, const struct input_row *row)
{
    if (g_hash_table_add(loader->areas_left_out, g_strdup(row->values[IN_POPULATION_MUNICIPALITY].text))) {
        char *quoted = loader_quoted(&row->values[IN_POPULATION_MUNICIPALITY]);
        loader_report(loader, &FINDING_AREA_LEFT_OUT, row, IN_POPULATION_MUNICIPALITY, NULL,
                      _("%s is no municipality; its rows are left out"), quoted);
        g_free(quoted);
    }
}

void load_population_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    int year = date_year(v[IN_POPULATION_YEAR].day);
    if (v[IN_POPULATION_YEAR].day != date_year_start(year)) {
        return; /* a quarter or month later in the year */
    }
    if (is_other_area(v[IN_POPULATION_MUNICIPALITY].text)) {
        area_left_out(loader, row);
        return;
    }
    struct population_row out = {.year = year,
                                 .persons = v[IN_POPULATION_PERSONS].number,
                                 .projection = v[IN_POPULATION_PROJECTION].whole == 1,
                                 .sex = "",
                                 .file = loader->file_index,
                                 .line = (uint32_t)row->pos.line};
    out.municipality = loader_municipality(loader, row, IN_POPULATION_MUNICIPALITY);
    if (out.municipality == NONE || !age_of(loader, row, &out)) {
        return;
    }
    if (v[IN_POPULATION_SEX].state == VALUE_GIVEN) {
        char *folded = text_fold(v[IN_POPULATION_SEX].text);
        out.sex_part = age_text_is_total(folded) ? PART_TOTAL : PART_SINGLE;
        out.sex = loader_string(loader, folded);
        g_free(folded);
    }
    g_array_append_val(loader->population_row_array, out);
}

static int compare_rows(const void *a, const void *b)
{
    const struct population_row *x = a;
    const struct population_row *y = b;
#define BY(field) \
    if (x->field != y->field) { \
        return x->field < y->field ? -1 : 1; \
    }
    BY(municipality)
    BY(year)
    BY(age_part)
    BY(age.from)
    BY(age.to)
    BY(sex_part)
    int sex = strcmp(x->sex, y->sex);
    if (sex != 0) {
        return sex;
    }
    BY(projection)
    BY(persons)
    BY(file)
    BY(line)
#undef BY
    return 0;
}

static bool same_cell(const struct population_row *x, const struct population_row *y)
{
    return x->municipality == y->municipality && x->year == y->year && x->age.from == y->age.from &&
           x->age.to == y->age.to && x->age_part == y->age_part && x->sex_part == y->sex_part &&
           strcmp(x->sex, y->sex) == 0;
}

static struct pos row_pos(const struct loader *loader, const struct population_row *row)
{
    const struct input_record *file = &g_array_index(loader->file_array, struct input_record, row->file);
    return (struct pos){.file = file->display, .sheet = file->sheet, .line = row->line};
}

static bool is_used(const struct loader *loader, int year)
{
    return year >= loader->project->from_year && year <= loader->project->to_year;
}

/* Does any row of the year's block conflict with another? A projection gives way to an observed figure. */
static bool has_conflict(struct loader *loader, const struct population_row *rows, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (same_cell(&rows[i - 1], &rows[i]) && rows[i - 1].projection == rows[i].projection &&
            rows[i - 1].persons != rows[i].persons) {
            if (!is_used(loader, rows[i].year)) {
                return true; /* nobody will miss it */
            }
            struct pos pos = row_pos(loader, &rows[i]);
            diag_add(loader->diag, &FINDING_POPULATION_CONFLICT, &pos, "persons", "need",
                     _("keep the row that Statistics Denmark publishes, remove the other"),
                     _("%s %d: %.0f here, but %.0f in line %u"),
                     loader->model->municipalities[rows[i].municipality].name.label, rows[i].year,
                     rows[i].persons, rows[i - 1].persons, rows[i - 1].line);
            return true;
        }
    }
    return false;
}

/* The sum of rows [first, end) over sexes; single sexes sort before their total. */
static double sum_band(const struct population_row *rows, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        bool repeated = i > 0 && same_cell(&rows[i - 1], &rows[i]);
        sum += !repeated && rows[i].sex_part == rows[0].sex_part ? rows[i].persons : 0;
    }
    return sum;
}

static size_t band_end(const struct population_row *rows, size_t n, size_t first)
{
    size_t end = first + 1;
    while (end < n && rows[end].age_part == rows[first].age_part &&
           rows[end].age.from == rows[first].age.from && rows[end].age.to == rows[first].age.to) {
        end++;
    }
    return end;
}

/* The ages of a municipality and year against the total that the file gives for them: FRKM rounds its cells,
 * and the sums miss by up to a dozen. */
static void check_sum(struct loader *loader, const struct population_row *rows, size_t n)
{
    double ages = 0, total = 0;
    int next_age = 0;
    const struct population_row *total_row = NULL;
    for (size_t first = 0, end; first < n; first = end) {
        end = band_end(rows, n, first);
        if (rows[first].age_part == PART_TOTAL) {
            total = sum_band(rows + first, end - first);
            total_row = &rows[first];
        } else if (rows[first].age.from == next_age) {
            ages += sum_band(rows + first, end - first);
            next_age = rows[first].age.to == AGE_OPEN ? AGE_OPEN : rows[first].age.to + 1;
        }
    }
    if (total_row != NULL && next_age == AGE_OPEN && fabs(ages - total) > MAX(ROUNDING, 0.001 * total) &&
        is_used(loader, rows[0].year)) {
        struct pos pos = row_pos(loader, total_row);
        char *sum = text_number(ages, 0), *said = text_number(total, 0);
        loader_tell(loader, &FINDING_POPULATION_SUM, &pos, "persons", _("download the table again"),
                    _("%s %d: the ages add up to %s, the total says %s"),
                    loader->model->municipalities[rows[0].municipality].name.label, rows[0].year, sum, said);
        g_free(said);
        g_free(sum);
    }
}

/* Adds the rows of one municipality, year and age band over the sexes, or takes the total where there is
 * nothing else. */
static void add_band(struct loader *loader, const struct population_row *rows, size_t n)
{
    struct population out = {.municipality = rows[0].municipality,
                             .year = rows[0].year,
                             .age = rows[0].age,
                             .projection = rows[0].projection,
                             .persons = sum_band(rows, n)};
    g_array_append_val(loader->population_array, out);
}

/* One municipality and year: bands one after another; the total over ages only where there are no bands. */
static void add_year(struct loader *loader, const struct population_row *rows, size_t n)
{
    for (size_t first = 0, end; first < n; first = end) {
        end = band_end(rows, n, first);
        if (rows[first].age_part == rows[0].age_part) {
            add_band(loader, rows + first, end - first);
        }
    }
}

void load_population_finish(struct loader *loader)
{
    GArray *rows = loader->population_row_array;
    g_array_sort(rows, compare_rows);
    const struct population_row *all = (const struct population_row *)rows->data;
    for (size_t first = 0; first < rows->len;) {
        size_t end = first + 1;
        while (end < rows->len && all[end].municipality == all[first].municipality &&
               all[end].year == all[first].year) {
            end++;
        }
        if (!has_conflict(loader, all + first, end - first)) {
            check_sum(loader, all + first, end - first);
            add_year(loader, all + first, end - first);
        }
        first = end;
    }
    rules_population(loader);
}

void population_new(struct loader *loader)
{
    loader->population_row_array = g_array_new(FALSE, FALSE, sizeof(struct population_row));
}
