/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a municipality and year to ages that follow one another, each person in one of them. Files hold
 * totals beside their parts, single ages beside bands, men beside women, and sometimes the same twice:
 *
 *   rows -> sexes of one band added up -> bands that others add up to left out -> model
 *
 * What is neither a part nor a total of the rest leaves a question that only the sender can answer. Then the
 * municipality and year is told and has no population, for a wrong one would never be noticed.
 */
#include "population.h"

#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define ROUNDING \
    12.0          /* persons that the rounded cells of one municipality and year can miss their total by \
                   */
#define OLDEST 99 /* a list that goes so far without an open end is whole: nobody is left out of it */

/* One band of ages with its sexes added up. */
struct band {
    struct age_band age;
    enum part part;
    double persons;
    bool projection;
    const char *only_sex; /* NULL = both, or not broken down */
    const struct population_row *row;
};

/* Municipalities and years with the same fault: told once, at the first. */
struct tally {
    guint n;
    const struct population_row *first;
    struct age_band with;       /* of an overlap: the other ages */
    double band_sum, parts_sum; /* of one whose parts add up to something else; both 0 when they do not fill
                                   it */
};

struct years {
    struct loader *loader;
    struct tally one_sex, overlap, left_out, hidden;
    GHashTable *divided; /* files whose rows differ in a column that is not read */
};

gpointer population_key(uint32_t municipality, int year)
{
    return GUINT_TO_POINTER(municipality << 14 | (uint32_t)(year & 0x3FFF));
}

bool population_is_used(const struct loader *loader, int year)
{
    return year >= loader->project->from_year && year <= loader->project->to_year;
}

static bool count_row(const struct years *years, struct tally *tally, const struct population_row *row)
{
    bool first = population_is_used(years->loader, row->year) && tally->n++ == 0;
    if (first) {
        tally->first = row;
    }
    return first;
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

static bool same_band(const struct population_row *x, const struct population_row *y)
{
    return x->age_part == y->age_part && x->age.from == y->age.from && x->age.to == y->age.to;
}

static bool same_cell(const struct population_row *x, const struct population_row *y)
{
    return x->municipality == y->municipality && x->year == y->year && same_band(x, y) &&
           x->sex_part == y->sex_part && strcmp(x->sex, y->sex) == 0;
}

static struct pos row_pos(const struct loader *loader, const struct population_row *row, size_t column)
{
    return loader_pos(loader, "population", (struct origin){row->file, row->line}, column);
}

static const char *row_municipality(const struct loader *loader, const struct population_row *row)
{
    return loader->model->municipalities[row->municipality].name.label;
}

/* --- the same cell twice --- */

/* The first heading of the file that no column of the table has, as its finding shows it; NULL when there is
 * none. */
static char *unread_heading(const struct loader *loader, uint32_t file, struct pos *pos)
{
    const char *display = g_array_index(loader->file_array, struct input_record, file).display;
    for (size_t i = 0; i < diag_size(loader->diag); i++) {
        const struct finding *finding = diag_get(loader->diag, i);
        const char *begin = strchr(finding->message, '\'');
        if (finding->kind == &FINDING_UNKNOWN_COLUMN && begin != NULL &&
            g_strcmp0(finding->pos.file, display) == 0) {
            *pos = finding->pos;
            return g_strndup(begin + 1, strcspn(begin + 1, "'"));
        }
    }
    return NULL;
}

/* Rows of one file about the same persons, which differ in a column that the table does not know (civil
 * status, origin): neither adding them up nor taking one is right. */
static bool is_divided(struct years *years, const struct population_row *x, const struct population_row *y)
{
    struct pos pos;
    if (x->file != y->file) {
        return false;
    }
    char *heading = unread_heading(years->loader, x->file, &pos);
    if (heading != NULL && g_hash_table_add(years->divided, GUINT_TO_POINTER(x->file + 1))) {
        uint32_t first = MIN(x->line, y->line), second = MAX(x->line, y->line);
        diag_add(years->loader->diag, &FINDING_POPULATION_DIVIDED, &pos, heading, "need",
                 _("download the table without this column, so that its total is all there is"),
                 _("lines %u and %u are about the same municipality, year, ages and sex; this column is not "
                   "read and may tell them apart"),
                 first, second);
    }
    g_free(heading);
    return heading != NULL;
}

/* Does any row of the year's block conflict with another? A projection gives way to an observed figure. */
static bool has_conflict(struct years *years, const struct population_row *rows, size_t n)
{
    struct loader *loader = years->loader;
    for (size_t i = 1; i < n; i++) {
        if (!same_cell(&rows[i - 1], &rows[i]) || rows[i - 1].projection != rows[i].projection) {
            continue;
        }
        if (is_divided(years, &rows[i - 1], &rows[i])) {
            return true;
        }
        if (rows[i - 1].persons == rows[i].persons) {
            continue;
        }
        if (population_is_used(loader, rows[i].year)) { /* in other years nobody will miss it */
            struct pos pos = row_pos(loader, &rows[i], SIZE_MAX);
            diag_add(loader->diag, &FINDING_POPULATION_CONFLICT, &pos, "persons", "need",
                     _("keep the row that Statistics Denmark publishes, remove the other"),
                     _("%s %d: %.0f here, but %.0f in line %u"), row_municipality(loader, &rows[i]),
                     rows[i].year, rows[i].persons, rows[i - 1].persons, rows[i - 1].line);
        }
        return true;
    }
    return false;
}

static bool has_hidden(struct years *years, const struct population_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (rows[i].hidden) {
            count_row(years, &years->hidden, &rows[i]);
            return true;
        }
    }
    return false;
}

/* --- sexes --- */

/* The rows of one band over the sexes: both are added up, one alone gives way to the total. The total sorts
 * behind the sexes. */
static struct band add_sexes(const struct population_row *rows, size_t n)
{
    struct band band = {
        .age = rows[0].age, .part = rows[0].age_part, .projection = rows[0].projection, .row = &rows[0]};
    guint sexes = 0;
    const struct population_row *total = NULL;
    for (size_t i = 0; i < n; i++) {
        bool repeated = i > 0 && same_cell(&rows[i - 1], &rows[i]);
        if (rows[i].sex_part == PART_TOTAL) {
            total = total != NULL ? total : &rows[i];
        } else if (!repeated) {
            band.persons += rows[i].persons;
            sexes++;
        }
    }
    if (sexes < 2 && total != NULL) {
        band.persons = total->persons;
    } else if (sexes == 1) {
        band.only_sex = rows[0].sex;
    }
    return band;
}

static GArray *make_bands(const struct population_row *rows, size_t n)
{
    GArray *bands = g_array_new(FALSE, FALSE, sizeof(struct band));
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && same_band(&rows[end], &rows[first]);) {
            end++;
        }
        struct band band = add_sexes(rows + first, end - first);
        g_array_append_val(bands, band);
    }
    return bands;
}

static bool has_one_sex(struct years *years, const GArray *bands)
{
    for (guint i = 0; i < bands->len; i++) {
        const struct band *band = &g_array_index(bands, struct band, i);
        if (band->only_sex != NULL) {
            count_row(years, &years->one_sex, band->row);
            return true;
        }
    }
    return false;
}

/* --- ages --- */

/* What can be trusted most first: observed figures, then the narrowest bands. */
static int compare_bands(const void *a, const void *b)
{
    const struct band *x = a, *y = b;
    int order = (int)x->projection - (int)y->projection;
    order = order != 0 ? order : (x->age.to - x->age.from) - (y->age.to - y->age.from);
    return order != 0 ? order : x->age.from - y->age.from;
}

static int compare_ages(const void *a, const void *b)
{
    const struct band *x = a, *y = b;
    return (x->age.from > y->age.from) - (x->age.from < y->age.from);
}

static bool is_whole_life(int next_age)
{
    return next_age > OLDEST;
}

/* Do the kept bands, in order of age, fill the wider one without a gap? Their sum. */
static bool fills(const GArray *kept, const struct band *wide, double *sum)
{
    int next_age = wide->age.from;
    *sum = 0;
    for (guint i = 0; i < kept->len; i++) {
        const struct band *band = &g_array_index(kept, struct band, i);
        if (band->age.from == next_age && band->age.to <= wide->age.to) {
            *sum += band->persons;
            next_age = band->age.to + 1;
        }
    }
    return next_age == wide->age.to + 1 || (wide->age.to == AGE_OPEN && is_whole_life(next_age));
}

static const struct band *overlapping(const GArray *kept, const struct band *wide)
{
    for (guint i = 0; i < kept->len; i++) {
        const struct band *band = &g_array_index(kept, struct band, i);
        if (band->age.from <= wide->age.to && wide->age.from <= band->age.to) {
            return band;
        }
    }
    return NULL;
}

/* False when the band and those kept so far cannot both be right. */
static bool take_band(struct years *years, GArray *kept, const struct band *band)
{
    const struct band *other = overlapping(kept, band);
    double sum;
    if (other == NULL) {
        g_array_append_vals(kept, band, 1);
        g_array_sort(kept, compare_ages);
        return true;
    }
    bool filled = fills(kept, band, &sum);
    if (filled && sum == band->persons) {
        count_row(years, &years->left_out, band->row);
        return true;
    }
    if (band->projection && !other->projection) {
        return true; /* the observed figures count */
    }
    if (count_row(years, &years->overlap, band->row)) {
        years->overlap.with = other->age;
        years->overlap.band_sum = filled ? band->persons : 0;
        years->overlap.parts_sum = filled ? sum : 0;
    }
    return false;
}

/* The bands that follow one another, NULL when some overlap. The last of a list that ends at 99 or later is
 * open: there is nobody else. */
static GArray *disjoint_bands(struct years *years, GArray *bands)
{
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(struct band));
    g_array_sort(bands, compare_bands);
    for (guint i = 0; i < bands->len; i++) {
        const struct band *band = &g_array_index(bands, struct band, i);
        if (band->part == PART_SINGLE && !take_band(years, kept, band)) {
            g_array_unref(kept);
            return NULL;
        }
    }
    struct band *last = kept->len > 0 ? &g_array_index(kept, struct band, kept->len - 1) : NULL;
    if (last != NULL && is_whole_life(last->age.to + 1)) {
        last->age.to = AGE_OPEN;
    }
    return kept;
}

static const struct band *total_band(const GArray *bands)
{
    for (guint i = 0; i < bands->len; i++) {
        const struct band *band = &g_array_index(bands, struct band, i);
        if (band->part == PART_TOTAL) {
            return band;
        }
    }
    return NULL;
}

/* The ages of a municipality and year against the total that the file gives for them: FRKM rounds its cells,
 * and the sums miss by up to a dozen. */
static void check_sum(const struct years *years, const GArray *kept, const struct band *total)
{
    struct loader *loader = years->loader;
    double ages;
    if (!population_is_used(loader, total->row->year) || !fills(kept, total, &ages) ||
        fabs(ages - total->persons) <= MAX(ROUNDING, 0.001 * total->persons)) {
        return;
    }
    struct pos pos = row_pos(loader, total->row, SIZE_MAX);
    char *sum = text_number(ages, 0), *said = text_number(total->persons, 0);
    loader_tell(loader, &FINDING_POPULATION_SUM, &pos, "persons", _("download the table again"),
                _("%s %d: the ages add up to %s, the total says %s"), row_municipality(loader, total->row),
                total->row->year, sum, said);
    g_free(said);
    g_free(sum);
}

static void hand_over(struct loader *loader, const struct band *band)
{
    struct population out = {.municipality = band->row->municipality,
                             .year = band->row->year,
                             .age = band->age,
                             .projection = band->projection,
                             .persons = band->persons};
    g_array_append_val(loader->population_array, out);
}

/* The bands of one municipality and year, or the total over ages where there is nothing else. */
static void add_bands(struct years *years, GArray *bands)
{
    GArray *kept = disjoint_bands(years, bands);
    const struct band *total = total_band(bands);
    if (kept == NULL) {
        return;
    }
    if (kept->len == 0) {
        hand_over(years->loader, total);
    } else if (total != NULL) {
        check_sum(years, kept, total);
    }
    for (guint i = 0; i < kept->len; i++) {
        hand_over(years->loader, &g_array_index(kept, struct band, i));
    }
    g_array_unref(kept);
}

static void add_year(struct years *years, const struct population_row *rows, size_t n)
{
    if (has_conflict(years, rows, n) || has_hidden(years, rows, n)) {
        return;
    }
    GArray *bands = make_bands(rows, n);
    if (!has_one_sex(years, bands)) {
        add_bands(years, bands);
    }
    g_array_unref(bands);
}

/* --- what was told once for all --- */

static char *age_label(struct age_band age)
{
    return age.to == AGE_OPEN   ? g_strdup_printf("%d-", age.from)
           : age.to == age.from ? g_strdup_printf("%d", age.from)
                                : g_strdup_printf("%d-%d", age.from, age.to);
}

static void tell_overlap(struct loader *loader, const struct tally *tally)
{
    struct pos pos = row_pos(loader, tally->first, IN_POPULATION_AGE);
    char *ages = age_label(tally->first->age), *with = age_label(tally->with);
    const char *who = row_municipality(loader, tally->first);
    const char *cure = _("give single ages or bands, each person once");
    if (tally->band_sum != tally->parts_sum) {
        char *said = text_number(tally->band_sum, 0), *sum = text_number(tally->parts_sum, 0);
        loader_tell(loader, &FINDING_POPULATION_OVERLAP, &pos, "age", cure,
                    P_("%s %d: the ages %s are %s persons, but those within them (%s and more) are %s; no "
                       "population is used for %u municipality and year",
                       "%s %d: the ages %s are %s persons, but those within them (%s and more) are %s; no "
                       "population is used for %u municipalities and years",
                       tally->n),
                    who, tally->first->year, ages, said, with, sum, tally->n);
        g_free(sum);
        g_free(said);
    } else {
        loader_tell(
            loader, &FINDING_POPULATION_OVERLAP, &pos, "age", cure,
            P_("%s %d: the ages %s and %s overlap; no population is used for %u municipality and year",
               "%s %d: the ages %s and %s overlap; no population is used for %u municipalities and "
               "years",
               tally->n),
            who, tally->first->year, ages, with, tally->n);
    }
    g_free(with);
    g_free(ages);
}

static void tell_one_sex(struct loader *loader, const struct tally *tally)
{
    struct pos pos = row_pos(loader, tally->first, IN_POPULATION_SEX);
    const char *sex = strcmp(tally->first->sex, "1") == 0   ? _("men")
                      : strcmp(tally->first->sex, "2") == 0 ? _("women")
                                                            : _("one sex");
    loader_tell(loader, &FINDING_POPULATION_ONE_SEX, &pos, "sex",
                _("download the table with both sexes, or without the column"),
                P_("the file has %s only for %u municipality and year: %s %d; no population is used there",
                   "the file has %s only for %u municipalities and years, the first is %s %d; no population "
                   "is used there",
                   tally->n),
                sex, tally->n, row_municipality(loader, tally->first), tally->first->year);
}

static void tell_left_out(struct loader *loader, const struct tally *tally)
{
    struct pos pos = row_pos(loader, tally->first, IN_POPULATION_AGE);
    char *ages = age_label(tally->first->age);
    loader_tell(loader, &FINDING_TOTAL_AGES_LEFT_OUT, &pos, "age", NULL,
                P_("the ages %s are the sum of those within them, which count; %u row like it is left out",
                   "the ages %s are the sum of those within them, which count; %u rows like it are left out",
                   tally->n),
                ages, tally->n);
    g_free(ages);
}

static void tell_hidden(struct loader *loader, const struct tally *tally)
{
    struct pos pos = row_pos(loader, tally->first, IN_POPULATION_PERSONS);
    loader_tell(loader, &FINDING_POPULATION_INCOMPLETE, &pos, "persons",
                _("ask for the numbers, or download the table from Statistics Denmark"),
                P_("a number is hidden; no population is used for %u municipality and year: %s %d",
                   "numbers are hidden; no population is used for %u municipalities and years, the first is "
                   "%s %d",
                   tally->n),
                tally->n, row_municipality(loader, tally->first), tally->first->year);
}

static void tell(const struct years *years)
{
    const struct {
        const struct tally *tally;
        void (*tell)(struct loader *loader, const struct tally *tally);
    } FAULTS[] = {{&years->hidden, tell_hidden},
                  {&years->one_sex, tell_one_sex},
                  {&years->overlap, tell_overlap},
                  {&years->left_out, tell_left_out}};
    for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
        if (FAULTS[i].tally->n > 0) {
            FAULTS[i].tell(years->loader, FAULTS[i].tally);
        }
    }
}

GHashTable *population_years(struct loader *loader)
{
    GHashTable *known = g_hash_table_new(NULL, NULL);
    struct years years = {.loader = loader, .divided = g_hash_table_new(NULL, NULL)};
    GArray *rows = loader->population_row_array;
    g_array_sort(rows, compare_rows);
    const struct population_row *all = (const struct population_row *)rows->data;
    for (size_t first = 0, end; first < rows->len; first = end) {
        for (end = first + 1; end < rows->len && all[end].municipality == all[first].municipality &&
                              all[end].year == all[first].year;) {
            end++;
        }
        g_hash_table_add(known, population_key(all[first].municipality, all[first].year));
        add_year(&years, all + first, end - first);
    }
    tell(&years);
    g_hash_table_unref(years.divided);
    return known;
}
