/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * population: the contract's table, or Statistics Denmark's files as downloaded (one row an area, sex, age
 * and quarter; codes, texts or both). Areas above municipalities and totals over ages or sexes are never
 * added up with their parts; quarters other than the first are left out, since the population is that of 1
 * January.
 */
#include "loader.h"

#include "vifte/areas.h"
#include "vifte/dates.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define ROUNDING \
    12.0 /* persons that the rounded cells of one municipality and year can miss their total by */

enum part { PART_SINGLE, PART_TOTAL };

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

struct leading_number {
    long number;
    const char *rest; /* after blanks */
};

/* "851 Aalborg", "0 år", "085": the digits an area or age begins with. */
static bool leading_number(const char *text, struct leading_number *out)
{
    char *end = NULL;
    if (!g_ascii_isdigit(text[0])) {
        return false;
    }
    out->number = (long)g_ascii_strtoull(text, &end, 10);
    while (*end == ' ') {
        end++;
    }
    out->rest = end;
    return true;
}

/* Whole country, regions in their three code styles, provinces, and Christiansoe, which is no municipality.
 */
static bool is_other_area(const char *text)
{
    struct leading_number code;
    if (leading_number(text, &code)) {
        return code.number <= 99 || code.number == 411 || (code.number >= 1081 && code.number <= 1085);
    }
    char *folded = text_fold(text);
    bool other = g_str_has_prefix(folded, "region ") || g_str_has_prefix(folded, "landsdel ") ||
                 strcmp(folded, "hele landet") == 0 || strcmp(folded, "all denmark") == 0 ||
                 strcmp(folded, "christiansoe") == 0 || strcmp(folded, "i alt") == 0;
    g_free(folded);
    return other;
}

/* Also with its code before it: "tot i alt". */
static bool is_total(const char *folded)
{
    folded += g_str_has_prefix(folded, "tot ") ? 4 : 0;
    static const char *const TOTALS[] = {"i alt",       "ialt",  "tot",       "total",
                                         "alder i alt", "begge", "koen i alt"};
    for (size_t i = 0; i < G_N_ELEMENTS(TOTALS); i++) {
        if (strcmp(folded, TOTALS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_unit(const char *text)
{
    return text[0] == '\0' || strcmp(text, "aar") == 0 || strcmp(text, "years") == 0 ||
           strcmp(text, "year") == 0;
}

/* "-", an en dash, "til": what stands between two ages, with the blanks around it; NULL for anything else. */
static const char *skip_to(const char *text)
{
    static const char *const MARKS[] = {"-", "\u2013", "til ", "to "};
    for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        if (g_str_has_prefix(text, MARKS[i])) {
            text += strlen(MARKS[i]);
            return text + strspn(text, " ");
        }
    }
    return NULL;
}

static bool parse_age_from(const char *folded, struct age_band *age)
{
    struct leading_number from, to;
    if (!leading_number(folded, &from)) {
        return false;
    }
    *age = (struct age_band){(int)from.number, (int)from.number};
    if (is_unit(from.rest)) {
        return true;
    }
    const char *behind = skip_to(from.rest);
    if (behind != NULL && leading_number(behind, &to)) {
        age->to = (int)to.number;
        return is_unit(to.rest);
    }
    age->to = AGE_OPEN;
    bool over = strcmp(from.rest, "+") == 0 || g_str_has_suffix(from.rest, "derover") ||
                g_str_has_suffix(from.rest, "and over");
    return over || (behind != NULL && is_unit(behind));
}

static bool parse_folded_age(const char *folded, struct age_band *age, enum part *part)
{
    *part = is_total(folded) ? PART_TOTAL : PART_SINGLE;
    if (*part == PART_TOTAL) {
        *age = (struct age_band){0, AGE_OPEN};
        return true;
    }
    return parse_age_from(folded, age) && age->from <= age->to && age->from < 150;
}

/* "1-99 1-99 år", "ialt i alt": StatBank's code and text beside each other must mean the same. */
static bool parse_code_and_text(char *folded, struct age_band *age, enum part *part)
{
    struct age_band text_age;
    enum part text_part;
    char *blank = strchr(folded, ' ');
    if (blank == NULL) {
        return false;
    }
    *blank = '\0';
    return parse_folded_age(folded, age, part) && parse_folded_age(blank + 1, &text_age, &text_part) &&
           *part == text_part && age->from == text_age.from && age->to == text_age.to;
}

/* "17", "17 år", "0-5", "0 - 5 år", "100-", "100+", "100 år og derover", "IALT", and code and text together.
 */
static bool parse_age(const char *text, struct age_band *age, enum part *part)
{
    char *folded = text_fold(text);
    bool good = parse_folded_age(folded, age, part) || parse_code_and_text(folded, age, part);
    g_free(folded);
    return good;
}

bool age_band_parse(const char *text, struct age_band *age)
{
    enum part part;
    return parse_age(text, age, &part) && part == PART_SINGLE;
}

static bool age_of(struct loader *loader, const struct input_row *row, struct population_row *out)
{
    const struct value *v = row->values;
    if (v[IN_POPULATION_AGE].state == VALUE_GIVEN) {
        if (!parse_age(v[IN_POPULATION_AGE].text, &out->age, &out->age_part)) {
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
        out.sex_part = is_total(folded) ? PART_TOTAL : PART_SINGLE;
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

static int compare_gaps(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "31" or "80 and over" -> municipality-years in which those ages are missing; one finding each. */
static void report_gaps(struct loader *loader, GHashTable *gaps)
{
    guint n = 0;
    gpointer *keys = g_hash_table_get_keys_as_array(gaps, &n);
    qsort(keys, n, sizeof *keys, compare_gaps);
    for (guint i = 0; i < n; i++) {
        guint years = GPOINTER_TO_UINT(g_hash_table_lookup(gaps, keys[i]));
        diag_add(loader->diag, &FINDING_POPULATION_INCOMPLETE, NULL, "population", "need",
                 _("download the table again with every age"),
                 P_("ages %s are missing for %u municipality and year",
                    "ages %s are missing for %u municipalities and years", years),
                 (const char *)keys[i], years);
    }
    g_free(keys);
}

static void add_gap(GHashTable *gaps, int from, int to)
{
    char *key = to >= AGE_OPEN ? g_strdup_printf("%d-", from)
                : to == from   ? g_strdup_printf("%d", from)
                               : g_strdup_printf("%d-%d", from, to);
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(gaps, key));
    g_hash_table_insert(gaps, key, GUINT_TO_POINTER(n + 1));
}

static void check_bands(struct loader *loader)
{
    GHashTable *gaps = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GArray *rows = loader->population_array;
    int next_age = 0;
    for (guint i = 0; i < rows->len; i++) {
        const struct population *row = &g_array_index(rows, struct population, i);
        const struct population *after = i + 1 < rows->len ? row + 1 : NULL;
        bool last = after == NULL || after->municipality != row->municipality || after->year != row->year;
        if (row->age.from > next_age && is_used(loader, row->year)) {
            add_gap(gaps, next_age, row->age.from - 1);
        }
        next_age = row->age.to == AGE_OPEN ? AGE_OPEN : row->age.to + 1;
        if (last && next_age < AGE_OPEN && is_used(loader, row->year)) {
            add_gap(gaps, next_age, AGE_OPEN);
        }
        next_age = last ? 0 : next_age;
    }
    report_gaps(loader, gaps);
    g_hash_table_unref(gaps);
}

static bool has_ages(const struct project *project)
{
    for (size_t i = 0; i < project->n_groups; i++) {
        if (project->groups[i].age.from > 0 || project->groups[i].age.to < AGE_OPEN) {
            return true;
        }
    }
    return false;
}

/* A total over all ages says nothing of a group that has ages. */
static void check_totals(struct loader *loader)
{
    guint totals = 0;
    for (guint i = 0; i < loader->population_array->len; i++) {
        const struct population *row = &g_array_index(loader->population_array, struct population, i);
        totals += row->age.from == 0 && row->age.to == AGE_OPEN && is_used(loader, row->year);
    }
    if (totals > 0 && has_ages(loader->project)) {
        diag_add(
            loader->diag, &FINDING_POPULATION_INCOMPLETE, NULL, "population", "need",
            _("download the table with ages"),
            P_("%u municipality and year has a total over all ages only: no rate for groups with ages",
               "%u municipalities and years have a total over all ages only: no rate for groups with ages",
               totals),
            totals);
    }
}

static bool has_population(const struct loader *loader, uint32_t municipality, int year)
{
    for (guint i = 0; i < loader->population_array->len; i++) {
        const struct population *row = &g_array_index(loader->population_array, struct population, i);
        if (row->municipality == municipality && row->year == year) {
            return true;
        }
    }
    return false;
}

/* Municipalities of the region that no row is about, in the project's last year. */
static void check_municipalities(struct loader *loader)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < loader->model->n_region && loader->population_array->len > 0; i++) {
        uint32_t index = loader->model->region_order[i];
        if (!has_population(loader, index, loader->project->to_year)) {
            g_ptr_array_add(names, (void *)loader->model->municipalities[index].name.label);
        }
    }
    if (names->len > 0) {
        char *list = text_list((const char *const *)names->pdata, names->len);
        diag_add(loader->diag, &FINDING_POPULATION_INCOMPLETE, NULL, "population", "need",
                 _("download the table again with every municipality and year"),
                 _("no population in %d for %s"), loader->project->to_year, list);
        g_free(list);
    }
    g_ptr_array_unref(names);
}

static void check_complete(struct loader *loader)
{
    check_bands(loader);
    check_totals(loader);
    check_municipalities(loader);
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
    check_complete(loader);
}

void population_new(struct loader *loader)
{
    loader->population_row_array = g_array_new(FALSE, FALSE, sizeof(struct population_row));
}
