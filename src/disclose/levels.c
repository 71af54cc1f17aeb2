/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levels of groups by size, setting and what was sent out before. */
#include "levels.h"

#include "vifte/area_code.h"
#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/releases.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

/* A public group is shown by municipality only when the region has this many thresholds of citizens. */
#define THRESHOLDS_BY_MUNICIPALITY 10

/* What the table need says of one group. */
struct size {
    double fewest, most;   /* citizens of the region, over the years */
    size_t filled, enough; /* clusters' counts that are not 0; of them at the threshold */
};

static size_t group_index(const struct project *project, const char *code)
{
    size_t i = 0;
    while (i < project->n_groups && strcmp(project->groups[i].name.code, code) != 0) {
        i++;
    }
    return i;
}

/* A cluster's contributors are what it leaves for a municipality in it that knows its own. */
static struct size *size_groups(const struct project *project, const struct table *need, int threshold)
{
    struct size *sizes = g_new0(struct size, project->n_groups + 1);
    for (size_t i = 0; i <= project->n_groups; i++) {
        sizes[i].fewest = INFINITY;
    }
    for (size_t row = 0; need != NULL && row < table_rows(need); row++) {
        const struct cell *cells = table_row(need, row);
        const struct cell *citizens = &cells[NEED_CITIZENS];
        const char *area = cells[NEED_MUNICIPALITY].name->code;
        struct size *size = &sizes[group_index(project, cells[NEED_GROUP].name->code)];
        if (!cell_has_number(citizens)) {
            continue;
        }
        if (area_is_region(area)) {
            size->fewest = MIN(size->fewest, citizens->number);
            size->most = MAX(size->most, citizens->number);
        } else if (area_is_cluster(area)) {
            size->filled += citizens->number > 0;
            size->enough += citizens->number > 0 && citizens->contributors >= threshold;
        }
    }
    return sizes;
}

/* Clusters that would mostly be hidden themselves serve nobody. */
static bool clusters_serve(const struct size *size)
{
    return size->filled > 0 && 2 * size->enough >= size->filled;
}

static enum level level_of_word(const char *word)
{
    return strcmp(word, "region") == 0     ? LEVEL_REGION
           : strcmp(word, "clusters") == 0 ? LEVEL_CLUSTERS
                                           : LEVEL_MUNICIPALITIES;
}

/* `coarsen.need = clusters`, for all groups. */
static enum level level_of_setting(const struct project *project)
{
    enum level level = LEVEL_MUNICIPALITIES;
    for (guint i = 0; project->coarsenings != NULL && i < project->coarsenings->len; i++) {
        const struct coarsening *coarsening = g_ptr_array_index(project->coarsenings, i);
        bool need = strcmp(coarsening->table, "need") == 0;
        for (char **word = coarsening->words; need && *word != NULL; word++) {
            level = MAX(level, level_of_word(*word));
        }
    }
    return level;
}

static enum level level_of_releases(const struct model *model, const char *group)
{
    enum level level = LEVEL_MUNICIPALITIES;
    for (guint i = 0; model->releases != NULL && i < model->releases->len; i++) {
        const struct release *release = g_ptr_array_index(model->releases, i);
        for (guint k = 0; release->audience == AUDIENCE_PUBLIC && k < release->patterns->len; k++) {
            const struct release_pattern *pattern =
                &g_array_index(release->patterns, struct release_pattern, k);
            if (strcmp(pattern->table, "need") == 0 && strcmp(pattern->group, group) == 0) {
                level = MAX(level, level_of_word(pattern->words));
            }
        }
    }
    return level;
}

static bool is_small(const struct group *group, const struct size *size, int threshold)
{
    return group->clusters_only == CLUSTERS_YES || (group->clusters_only == CLUSTERS_BY_RULE &&
                                                    size->fewest < THRESHOLDS_BY_MUNICIPALITY * threshold);
}

enum level *levels_public(const struct model *model, const struct table *need, int threshold)
{
    const struct project *project = model->project;
    /* cppcheck-suppress AssignmentIntegerToAddress ; it cannot read the macro with an enum */
    enum level *levels = g_new0(enum level, project->n_groups + 1);
    struct size *sizes = size_groups(project, need, threshold);
    enum level setting = level_of_setting(project);
    for (size_t i = 0; i < project->n_groups; i++) {
        const struct size *size = &sizes[i];
        enum level level =
            is_small(&project->groups[i], size, threshold) ? LEVEL_CLUSTERS : LEVEL_MUNICIPALITIES;
        level = MAX(level, MAX(setting, level_of_releases(model, project->groups[i].name.code)));
        if (level == LEVEL_CLUSTERS && !clusters_serve(size)) {
            level = LEVEL_REGION;
        }
        levels[i] = isfinite(size->fewest) && size->most < threshold ? LEVEL_SENTENCE : level;
    }
    g_free(sizes);
    return levels;
}

/* --- bands of age --- */

/* One band of a group's ages: its bounds, and who is in it by year. */
struct band {
    int from, to;     /* AGE_OPEN = no upper end */
    GArray *citizens; /* double, by year of the group */
};

static bool read_band(const char *code, struct band *band)
{
    char *end;
    band->from = (int)g_ascii_strtoll(code, &end, 10);
    band->to = AGE_OPEN;
    if (end == code || *end != '-') {
        return false;
    }
    if (end[1] != '\0') {
        band->to = (int)g_ascii_strtoll(end + 1, &end, 10);
    }
    return *end == '\0' || end[1] == '\0';
}

static bool is_age(const struct cell *cells)
{
    return strcmp(cells[NEED_PROFILE_DIMENSION].name->code, "age") == 0;
}

static bool same_group(const struct cell *a, const struct cell *b)
{
    return strcmp(a[NEED_PROFILE_GROUP].name->code, b[NEED_PROFILE_GROUP].name->code) == 0;
}

static void free_band(gpointer data)
{
    struct band *band = data;
    g_array_unref(band->citizens);
    g_free(band);
}

static gint compare_bands(gconstpointer a, gconstpointer b)
{
    const struct band *x = *(const struct band *const *)a;
    const struct band *y = *(const struct band *const *)b;
    return (x->from > y->from) - (x->from < y->from);
}

static struct band *band_of(GPtrArray *bands, const struct band *wanted, guint n_years)
{
    for (guint i = 0; i < bands->len; i++) {
        struct band *band = g_ptr_array_index(bands, i);
        if (band->from == wanted->from && band->to == wanted->to) {
            return band;
        }
    }
    struct band *band = g_new0(struct band, 1);
    *band = *wanted;
    band->citizens = g_array_new(FALSE, TRUE, sizeof(double));
    g_array_set_size(band->citizens, n_years);
    g_ptr_array_add(bands, band);
    return band;
}

/* Rows [first, end) are one group's. */
static GPtrArray *collect_bands(const struct project *project, const struct table *profile, size_t first,
                                size_t end)
{
    GPtrArray *bands = g_ptr_array_new_with_free_func(free_band);
    guint n_years = (guint)(project->to_year - project->from_year + 1);
    for (size_t row = first; row < end; row++) {
        const struct cell *cells = table_row(profile, row);
        struct band wanted;
        int year = (int)cells[NEED_PROFILE_YEAR].number - project->from_year;
        if (is_age(cells) && read_band(cells[NEED_PROFILE_VALUE].name->code, &wanted) && year >= 0 &&
            (guint)year < n_years) {
            struct band *band = band_of(bands, &wanted, n_years);
            if (cell_has_number(&cells[NEED_PROFILE_CITIZENS])) {
                g_array_index(band->citizens, double, year) += cells[NEED_PROFILE_CITIZENS].number;
            }
        }
    }
    g_ptr_array_sort(bands, compare_bands);
    return bands;
}

static bool is_small_band(const struct band *band, int threshold)
{
    for (guint year = 0; year < band->citizens->len; year++) {
        double citizens = g_array_index(band->citizens, double, year);
        if (citizens > 0 && citizens < threshold) {
            return true;
        }
    }
    return false;
}

static double total(const struct band *band)
{
    double sum = 0;
    for (guint year = 0; year < band->citizens->len; year++) {
        sum += g_array_index(band->citizens, double, year);
    }
    return sum;
}

/* Bands i and i + 1 become one. */
static void join(GPtrArray *bands, guint i)
{
    struct band *band = g_ptr_array_index(bands, i);
    const struct band *next = g_ptr_array_index(bands, i + 1);
    band->to = next->to;
    for (guint year = 0; year < band->citizens->len; year++) {
        g_array_index(band->citizens, double, year) += g_array_index(next->citizens, double, year);
    }
    g_ptr_array_remove_index(bands, i + 1);
}

/* The youngest band that is too small joins the smaller of its neighbours, the younger one in a tie. */
static void join_small(GPtrArray *bands, int threshold)
{
    guint i = 0;
    while (bands->len > 1 && i < bands->len) {
        if (!is_small_band(g_ptr_array_index(bands, i), threshold)) {
            i++;
            continue;
        }
        bool younger = i + 1 == bands->len || (i > 0 && total(g_ptr_array_index(bands, i - 1)) <=
                                                            total(g_ptr_array_index(bands, i + 1)));
        join(bands, younger ? i - 1 : i);
        i = 0;
    }
}

/* Bands that a list of bands ("0-17;18-") lays together: none may begin inside one of these, for what two
 * bands have apart from each other can be few. */
static void join_as(GPtrArray *bands, const char *words)
{
    char **codes = g_strsplit(words, ";", -1);
    for (char **code = codes; *code != NULL; code++) {
        struct band wide;
        for (guint i = 0; read_band(*code, &wide) && i + 1 < bands->len;) {
            const struct band *next = g_ptr_array_index(bands, i + 1);
            if (wide.from < next->from && next->from <= wide.to) {
                join(bands, i);
            } else {
                i++;
            }
        }
    }
    g_strfreev(codes);
}

/* What the project asks for, and what was chosen for the group before. */
static void join_as_chosen(const struct model *model, const char *group, GPtrArray *bands)
{
    const struct project *project = model->project;
    for (guint i = 0; project->coarsenings != NULL && i < project->coarsenings->len; i++) {
        const struct coarsening *coarsening = g_ptr_array_index(project->coarsenings, i);
        if (strcmp(coarsening->table, "need_profile") == 0) {
            char *words = g_strjoinv(";", coarsening->words);
            join_as(bands, words);
            g_free(words);
        }
    }
    for (guint i = 0; model->releases != NULL && i < model->releases->len; i++) {
        const struct release *release = g_ptr_array_index(model->releases, i);
        for (guint k = 0; release->audience == AUDIENCE_PUBLIC && k < release->patterns->len; k++) {
            const struct release_pattern *pattern =
                &g_array_index(release->patterns, struct release_pattern, k);
            if (strcmp(pattern->table, "need_profile") == 0 && strcmp(pattern->group, group) == 0 &&
                strcmp(pattern->dimension, "age") == 0) {
                join_as(bands, pattern->words);
            }
        }
    }
}

static const struct name *band_name(const struct band *band)
{
    bool open = band->to == AGE_OPEN;
    char *code = open ? g_strdup_printf("%d-", band->from) : g_strdup_printf("%d-%d", band->from, band->to);
    char *label = open ? g_strdup_printf(_("%d years and over"), band->from)
                       : g_strdup_printf(_("%d-%d years"), band->from, band->to);
    const struct name *name = names_intern(code, label);
    g_free(code);
    g_free(label);
    return name;
}

/* How many a municipality can learn of at least, from both together. That two bands are of one municipality
 * does not say that it is the same. */
static int64_t resting_on_both(const struct cell *a, const struct cell *b)
{
    bool one_a = (a->marks & MARK_ONE_AREA) != 0, one_b = (b->marks & MARK_ONE_AREA) != 0;
    bool many_a = !one_a && a->contributors == (int32_t)a->number;
    bool many_b = !one_b && b->contributors == (int32_t)b->number;
    if (many_a || many_b) {
        return (int64_t)(a->number + b->number);
    }
    return one_a && one_b ? MIN(a->contributors, b->contributors)
           : one_a        ? b->contributors
           : one_b        ? a->contributors
                          : (int64_t)a->contributors + b->contributors;
}

static void add_cell(struct cell *sum, const struct cell *cell)
{
    if (cell->state == CELL_SUPPRESSED || sum->state == CELL_SUPPRESSED) {
        *sum = cell_empty(CELL_SUPPRESSED, REASON_NONE); /* a sender wrote <5: the sum would be too small */
    } else if (cell_has_number(cell) && cell_has_number(sum)) {
        *sum = cell_number(sum->number + cell->number, resting_on_both(sum, cell));
    } else if (cell_has_number(cell)) {
        *sum = *cell;
    }
}

/* The row of a band; rows of one year stand behind `from`. */
static struct cell *row_of(struct table *out, size_t from, const struct cell *cells, const struct name *band)
{
    for (size_t row = from; row < table_rows(out); row++) {
        struct cell *other = table_row_mutable(out, row);
        if (other[NEED_PROFILE_VALUE].name == band && is_age(other) &&
            other[NEED_PROFILE_YEAR].number == cells[NEED_PROFILE_YEAR].number) {
            return other;
        }
    }
    struct cell *row = table_add(out);
    row[NEED_PROFILE_GROUP] = cells[NEED_PROFILE_GROUP];
    row[NEED_PROFILE_YEAR] = cells[NEED_PROFILE_YEAR];
    row[NEED_PROFILE_DIMENSION] = cells[NEED_PROFILE_DIMENSION];
    row[NEED_PROFILE_VALUE] = cell_name(band);
    return row;
}

static void copy_group(struct table *out, const struct table *profile, size_t first, size_t end,
                       const GPtrArray *bands, const struct name *const *band_names)
{
    size_t from = table_rows(out);
    for (size_t row = first; row < end; row++) {
        const struct cell *cells = table_row(profile, row);
        const struct name *name = NULL;
        struct band narrow;
        bool age = is_age(cells) && read_band(cells[NEED_PROFILE_VALUE].name->code, &narrow);
        for (guint i = 0; age && i < bands->len && name == NULL; i++) {
            const struct band *band = g_ptr_array_index(bands, i);
            name = band->from <= narrow.from && narrow.to <= band->to ? band_names[i] : NULL;
        }
        if (name != NULL) {
            struct cell *sum = row_of(out, from, cells, name);
            add_cell(&sum[NEED_PROFILE_CITIZENS], &cells[NEED_PROFILE_CITIZENS]);
            add_cell(&sum[NEED_PROFILE_SERVICES], &cells[NEED_PROFILE_SERVICES]);
        } else {
            memcpy(table_add(out), cells, profile->def->n_columns * sizeof *cells);
        }
    }
}

static void merge_group(struct table *out, const struct model *model, const struct table *profile,
                        size_t first, size_t end, int threshold)
{
    GPtrArray *bands = collect_bands(model->project, profile, first, end);
    join_as_chosen(model, table_row(profile, first)[NEED_PROFILE_GROUP].name->code, bands);
    join_small(bands, threshold);
    const struct name **band_names = g_new0(const struct name *, bands->len + 1);
    for (guint i = 0; i < bands->len; i++) {
        band_names[i] = band_name(g_ptr_array_index(bands, i));
    }
    copy_group(out, profile, first, end, bands, band_names);
    g_free(band_names);
    g_ptr_array_unref(bands);
}

struct table *levels_merge_ages(const struct model *model, const struct table *profile, int threshold)
{
    struct table *out = table_new(profile->def);
    size_t end;
    for (size_t first = 0; first < table_rows(profile); first = end) {
        end = first + 1;
        while (end < table_rows(profile) && same_group(table_row(profile, first), table_row(profile, end))) {
            end++;
        }
        merge_group(out, model, profile, first, end, threshold);
    }
    table_sort(out);
    return out;
}
