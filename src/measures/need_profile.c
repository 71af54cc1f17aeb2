/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who the citizens are on 31 December, by age, sex, section, severity and kind of effort.
 *
 * Persons in a gap of an episode on that day are present (they count in the table need) with the stay that
 * ended last. Age, sex and severity are the person's: everybody stands in one category. Section and effort
 * are the stays': a person can stand in several. Where stays of one person disagree, the earliest birth year,
 * the first sex given (in the order of the codes) and the highest severity present count, whatever the order
 * of rows.
 */
#include "vifte/need_profile.h"

#include "vifte/citizen_words.h"
#include "vifte/episodes.h"
#include "vifte/form_sums.h"
#include "vifte/names.h"
#include "vifte/persons.h"
#include "vifte/registry.h"
#include "vifte/reporters.h"
#include "vifte/sections.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <string.h>

#define N_SEXES 3
#define N_SEVERITIES 256
#define N_KINDS (KIND_OTHER + 1)

struct count {
    int64_t citizens, services;
    uint32_t n_areas, areas[2]; /* municipalities with citizens here, up to MANY; the first two */
    int64_t in_first;           /* citizens in the first */
};
#define MANY 3

/* Categories of all dimensions in one numbering: ages (bands, other, unknown), sexes, severities, kinds,
 * sections. */
struct categories {
    size_t sexes, severities, kinds, sections, n; /* where each begins; ages begin at 0 */
};

struct profile {
    const struct frame *frame;
    const struct sections *law;
    struct categories categories;
    int gap_days;
    struct count *counts; /* group x year x category */
    GArray *episodes;     /* struct day_span */
    GPtrArray *held;      /* const struct stay *: present on the day */
    bool *seen;           /* by category */
    uint32_t area;        /* where the person counts on the day */
};

static struct categories number_categories(const struct frame *frame, const struct sections *law)
{
    struct categories categories;
    categories.sexes = frame->model->project->n_age_bands + 2;
    categories.severities = categories.sexes + N_SEXES;
    categories.kinds = categories.severities + N_SEVERITIES;
    categories.sections = categories.kinds + N_KINDS;
    categories.n = categories.sections + law->n;
    return categories;
}

static struct count *counts_at(const struct profile *profile, size_t group, size_t year)
{
    return profile->counts + (group * profile->frame->n_years + year) * profile->categories.n;
}

static size_t age_category(const struct profile *profile, size_t year, int birth_year)
{
    const struct project *project = profile->frame->model->project;
    if (birth_year == 0) {
        return project->n_age_bands + 1;
    }
    int age = frame_age(profile->frame, profile->frame->from_year + (int)year, birth_year);
    size_t band = 0;
    while (band < project->n_age_bands &&
           (age < project->age_bands[band].from || age > project->age_bands[band].to)) {
        band++;
    }
    return band; /* n_age_bands: outside all bands */
}

static void find_person(const struct person_case *person_case, int *birth_year, int *sex)
{
    *birth_year = 0;
    *sex = 0;
    for (size_t i = 0; i < person_case->n; i++) {
        const struct stay *stay = person_case->spells[i].stay;
        if (stay->birth_year != 0 && (*birth_year == 0 || stay->birth_year < *birth_year)) {
            *birth_year = stay->birth_year;
        }
        if (stay->sex != 0 && stay->sex < N_SEXES && (*sex == 0 || stay->sex < *sex)) {
            *sex = stay->sex;
        }
    }
}

/* Stays on the day; in a gap those that ended last before it. */
static void find_held(const struct profile *profile, const struct person_case *person_case, int32_t day)
{
    int32_t last_end = INT32_MIN;
    g_ptr_array_set_size(profile->held, 0);
    for (size_t i = 0; i < person_case->n && person_case->spells[i].start <= day; i++) {
        last_end = MAX(last_end, person_case->spells[i].end);
    }
    int32_t end = MIN(last_end, day + 1);
    for (size_t i = 0; i < person_case->n && person_case->spells[i].start <= day; i++) {
        if (person_case->spells[i].end >= end) {
            g_ptr_array_add(profile->held, (void *)person_case->spells[i].stay);
        }
    }
}

static void add_citizens(struct count *count, uint32_t area, int64_t citizens)
{
    uint32_t k = 0;
    while (k < count->n_areas && k < G_N_ELEMENTS(count->areas) && count->areas[k] != area) {
        k++;
    }
    if (k == count->n_areas && citizens > 0) {
        count->n_areas = k + 1;
    }
    if (k < G_N_ELEMENTS(count->areas)) {
        count->areas[k] = area;
    }
    count->in_first += k == 0 ? citizens : 0;
    count->citizens += citizens;
}

/* Where two municipalities make up a count, each learns the other's part of it. One by itself is told
 * nothing, and of two or more others nobody is told which is which. */
static struct cell resting_on_areas(struct cell cell, const struct count *count)
{
    if (cell_has_number(&cell) && count->n_areas == 1) {
        cell.marks |= MARK_ONE_AREA;
    } else if (cell_has_number(&cell) && count->n_areas == 2) {
        cell = cell_resting_on(cell, count->in_first);
        cell = cell_resting_on(cell, count->citizens - count->in_first);
    }
    return cell;
}

static void add_person(const struct profile *profile, struct count *counts, size_t category, guint services)
{
    add_citizens(&counts[category], profile->area, 1);
    counts[category].services += services;
}

/* One stay in a category where the person counts once. */
static void add_service(const struct profile *profile, struct count *counts, size_t category)
{
    counts[category].services++;
    if (!profile->seen[category]) {
        add_citizens(&counts[category], profile->area, 1);
    }
    profile->seen[category] = true;
}

static void count_stays(const struct profile *profile, struct count *counts)
{
    const struct model *model = profile->frame->model;
    for (guint i = 0; i < profile->held->len; i++) {
        const struct stay *stay = g_ptr_array_index(profile->held, i);
        add_service(profile, counts, profile->categories.kinds + model->offers[stay->offer].kind);
        add_service(profile, counts, profile->categories.sections + sections_of(profile->law, stay));
    }
    for (guint i = 0; i < profile->held->len; i++) {
        const struct stay *stay = g_ptr_array_index(profile->held, i);
        profile->seen[profile->categories.kinds + model->offers[stay->offer].kind] = false;
        profile->seen[profile->categories.sections + sections_of(profile->law, stay)] = false;
    }
}

static void count_day(struct profile *profile, const struct person_case *person_case, size_t year)
{
    struct count *counts = counts_at(profile, person_case->group, year);
    int birth_year, sex;
    size_t severity = 0;
    find_person(person_case, &birth_year, &sex);
    find_held(profile, person_case, profile->frame->year_start[year + 1] - 1);
    for (guint i = 0; i < profile->held->len; i++) {
        const struct stay *stay = g_ptr_array_index(profile->held, i);
        severity = MAX(severity, stay->severity);
    }
    const struct stay *first = g_ptr_array_index(profile->held, 0);
    profile->area = profile->frame->area_of[first->acting];
    add_person(profile, counts, age_category(profile, year, birth_year), profile->held->len);
    add_person(profile, counts, profile->categories.sexes + (size_t)sex, profile->held->len);
    add_person(profile, counts, profile->categories.severities + severity, profile->held->len);
    count_stays(profile, counts);
}

static void count_case(const struct person_case *person_case, void *data)
{
    struct profile *profile = data;
    const struct frame *frame = profile->frame;
    g_array_set_size(profile->episodes, MAX(profile->episodes->len, (guint)person_case->n));
    struct day_span *episodes = (struct day_span *)profile->episodes->data;
    size_t n = episodes_join(person_case, EPISODES_REGION, profile->gap_days, episodes);
    for (size_t i = 0; i < n; i++) {
        for (size_t year = 0; year < frame->n_years; year++) {
            int32_t day = frame->year_start[year + 1] - 1;
            if (episodes[i].start <= day && day < episodes[i].end) {
                count_day(profile, person_case, year);
            }
        }
    }
}

static const struct name *age_name(const struct project *project, size_t band)
{
    static const struct name OTHER = {"other", N_("other ages")};
    if (band > project->n_age_bands) {
        return words_name(&WORD_UNKNOWN);
    }
    if (band == project->n_age_bands) {
        return words_name(&OTHER);
    }
    const struct age_band *age = &project->age_bands[band];
    bool open = age->to == AGE_OPEN;
    char *code = open ? g_strdup_printf("%d-", age->from) : g_strdup_printf("%d-%d", age->from, age->to);
    char *label = open ? g_strdup_printf(_("%d years and over"), age->from)
                       : g_strdup_printf(_("%d-%d years"), age->from, age->to);
    const struct name *name = names_intern(code, label);
    g_free(code);
    g_free(label);
    return name;
}

#define LAST_AGE_OF_CHILDREN 17

static const struct name *sex_name(size_t sex, const struct group *group)
{
    static const struct name SEXES[N_SEXES] = {
        {"unknown", N_("not stated")}, {"man", N_("men")}, {"woman", N_("women")}};
    static const struct name CHILDREN[N_SEXES] = {
        {"unknown", N_("not stated")}, {"man", N_("boys")}, {"woman", N_("girls")}};
    bool children = group->age.to != AGE_OPEN && group->age.to <= LAST_AGE_OF_CHILDREN;
    return words_name(children ? &CHILDREN[sex] : &SEXES[sex]);
}

static const struct name *severity_name(size_t severity)
{
    if (severity == 0) {
        return words_name(&WORD_UNKNOWN);
    }
    char *text = g_strdup_printf("%zu", severity);
    const struct name *name = names_intern_plain(text);
    g_free(text);
    return name;
}

static const struct name *category_name(const struct profile *profile, size_t group, size_t category,
                                        enum dimension *dimension)
{
    const struct categories *from = &profile->categories;
    if (category >= from->sections) {
        *dimension = DIMENSION_SECTION;
        return profile->law->names[category - from->sections];
    }
    if (category >= from->kinds) {
        *dimension = DIMENSION_EFFORT;
        return words_kind((enum offer_kind)(category - from->kinds));
    }
    if (category >= from->severities) {
        *dimension = DIMENSION_SEVERITY;
        return severity_name(category - from->severities);
    }
    if (category >= from->sexes) {
        *dimension = DIMENSION_SEX;
        return sex_name(category - from->sexes, &profile->frame->model->project->groups[group]);
    }
    *dimension = DIMENSION_AGE;
    return age_name(profile->frame->model->project, category);
}

static struct cell *add_row(struct table *table, const struct frame *frame, size_t group, size_t year)
{
    struct cell *row = table_add(table);
    row[NEED_PROFILE_GROUP] = cell_name(&frame->model->project->groups[group].name);
    row[NEED_PROFILE_YEAR] = cell_year(frame->from_year + (int)year);
    return row;
}

static void add_rows_of_stays(struct table *table, const struct profile *profile, size_t group, size_t year)
{
    const struct count *counts = counts_at(profile, group, year);
    for (size_t category = 0; category < profile->categories.n; category++) {
        if (counts[category].citizens == 0) {
            continue;
        }
        enum dimension dimension;
        const struct name *value = category_name(profile, group, category, &dimension);
        struct cell *row = add_row(table, profile->frame, group, year);
        row[NEED_PROFILE_DIMENSION] = cell_name(words_dimension(dimension));
        row[NEED_PROFILE_VALUE] = cell_name(value);
        row[NEED_PROFILE_CITIZENS] = resting_on_areas(
            cell_number((double)counts[category].citizens, counts[category].citizens), &counts[category]);
        row[NEED_PROFILE_SERVICES] =
            cell_number((double)counts[category].services, counts[category].citizens);
    }
}

static void profile_stays(struct table *table, const struct frame *frame, const struct reporters *reporters)
{
    struct sections *law = sections_new(frame->model);
    struct profile profile = {.frame = frame,
                              .law = law,
                              .categories = number_categories(frame, law),
                              .gap_days = frame->model->project->episode_gap_days,
                              .episodes = g_array_new(FALSE, FALSE, sizeof(struct day_span)),
                              .held = g_ptr_array_new()};
    profile.counts = g_new0(struct count, frame->n_groups * frame->n_years * profile.categories.n + 1);
    profile.seen = g_new0(bool, profile.categories.n + 1);
    persons_each_case(frame, PERSONS_ACTING, count_case, &profile);
    for (size_t group = 0; group < frame->n_groups; group++) {
        for (size_t year = 0; reporters->from_stays[group] && year < frame->n_years; year++) {
            add_rows_of_stays(table, &profile, group, year);
        }
    }
    g_free(profile.counts);
    g_free(profile.seen);
    g_array_unref(profile.episodes);
    g_ptr_array_unref(profile.held);
    sections_free(law);
}

/* By row of the table. */
static int compare_rows(const struct need_count *x, const struct need_count *y)
{
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    if (x->year != y->year) {
        return x->year < y->year ? -1 : 1;
    }
    if (x->dimension != y->dimension) {
        return x->dimension < y->dimension ? -1 : 1;
    }
    return strcmp(x->value.code, y->value.code);
}

static int compare_counts(const void *a, const void *b)
{
    const struct need_count *x = *(const struct need_count *const *)a;
    const struct need_count *y = *(const struct need_count *const *)b;
    int order = compare_rows(x, y);
    return order != 0 ? order : (x > y) - (x < y); /* else as in the model */
}

/* Like the count of citizens: the basis that most rows of the group have, in a tie 31 December. */
static enum basis usual_basis(const struct model *model, size_t group)
{
    size_t n[3] = {0};
    for (size_t i = 0; i < model->n_need_counts; i++) {
        if (model->need_counts[i].group == group) {
            n[model->need_counts[i].basis]++;
        }
    }
    enum basis best = n[BASIS_DURING_YEAR] > n[BASIS_31_DECEMBER] ? BASIS_DURING_YEAR : BASIS_31_DECEMBER;
    return n[BASIS_UNKNOWN] > n[best] ? BASIS_UNKNOWN : best;
}

/* The rows that count: of the region, in the project's years, on the group's basis. */
static GPtrArray *pick_counts(const struct frame *frame, const struct reporters *reporters)
{
    const struct model *model = frame->model;
    GPtrArray *picked = g_ptr_array_new();
    for (size_t group = 0; group < frame->n_groups; group++) {
        enum basis basis = usual_basis(model, group);
        for (size_t i = 0; !reporters->from_stays[group] && i < model->n_need_counts; i++) {
            const struct need_count *count = &model->need_counts[i];
            int year = count->year - frame->from_year;
            if (count->group == group && count->basis == basis && year >= 0 &&
                (size_t)year < frame->n_years && frame->area_of[count->municipality] != NONE) {
                g_ptr_array_add(picked, (void *)count);
            }
        }
    }
    g_ptr_array_sort(picked, compare_counts);
    return picked;
}

/* The forms' words are codes; here they get the labels that stays have. */
static const struct name *value_name(const struct frame *frame, const struct need_count *count)
{
    static const char *const SEXES[N_SEXES] = {"unknown", "man", "woman"};
    const char *code = count->value.code;
    for (size_t sex = 0; count->dimension == DIMENSION_SEX && sex < N_SEXES; sex++) {
        if (strcmp(code, SEXES[sex]) == 0) {
            return sex_name(sex, &frame->model->project->groups[count->group]);
        }
    }
    for (int kind = 0; count->dimension == DIMENSION_EFFORT && kind <= KIND_OTHER; kind++) {
        if (strcmp(code, words_kind((enum offer_kind)kind)->code) == 0) {
            return words_kind((enum offer_kind)kind);
        }
    }
    return strcmp(code, WORD_UNKNOWN.code) == 0 ? words_name(&WORD_UNKNOWN) : &count->value;
}

static void profile_forms(struct table *table, const struct frame *frame, const struct reporters *reporters)
{
    GPtrArray *counts = pick_counts(frame, reporters);
    for (guint i = 0; i < counts->len;) {
        const struct need_count *first = g_ptr_array_index(counts, i);
        struct report_sum citizens = {0}, services = {0};
        struct count by_area = {0};
        for (; i < counts->len && compare_rows(first, g_ptr_array_index(counts, i)) == 0; i++) {
            const struct need_count *count = g_ptr_array_index(counts, i);
            report_sum_add(&citizens, count->citizens);
            report_sum_add(&services, count->services);
            if (count->citizens.state == CELL_VALUE) {
                add_citizens(&by_area, count->municipality, (int64_t)count->citizens.number);
            }
        }
        struct cell *row = add_row(table, frame, first->group, (size_t)(first->year - frame->from_year));
        row[NEED_PROFILE_DIMENSION] = cell_name(words_dimension(first->dimension));
        row[NEED_PROFILE_VALUE] = cell_name(value_name(frame, first));
        row[NEED_PROFILE_CITIZENS] = resting_on_areas(report_sum_cell(&citizens), &by_area);
        row[NEED_PROFILE_SERVICES] = report_sum_cell(&services);
        row[NEED_PROFILE_SERVICES].contributors =
            cell_has_number(&row[NEED_PROFILE_CITIZENS]) ? row[NEED_PROFILE_CITIZENS].contributors : 1;
    }
    g_ptr_array_unref(counts);
}

struct table *need_profile_table(const struct frame *frame, const struct reporters *reporters)
{
    struct table *table = table_new(registry_table(TABLE_NEED_PROFILE));
    if (frame->model->n_stays > 0) {
        profile_stays(table, frame, reporters);
    }
    profile_forms(table, frame, reporters);
    table_sort(table);
    return table;
}
