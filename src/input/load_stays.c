/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stays: one row a person and stay. */
#include "loader.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <string.h>

#define OLDEST 115

/* Equal pseudonyms are one person within the scope; the sender is the file's, else the acting municipality.
 */
static uint32_t person_of(struct loader *loader, const char *pseudonym, uint32_t acting)
{
    char buffer[256];
    int sender =
        loader->file->sender != 0 ? loader->file->sender : loader->model->municipalities[acting].code;
    if (loader->project->person_scope == PERSONS_PER_REGION) {
        sender = 0;
    }
    g_snprintf(buffer, sizeof buffer, "%d\x1f%s", sender, pseudonym);
    uint32_t found = GPOINTER_TO_UINT(g_hash_table_lookup(loader->persons, buffer));
    if (found == 0) {
        found = g_hash_table_size(loader->persons) + 1;
        g_hash_table_insert(loader->persons, g_string_chunk_insert(loader->model->strings, buffer),
                            GUINT_TO_POINTER(found));
    }
    return found - 1;
}

static uint16_t section_of(struct loader *loader, const struct input_row *row, int32_t day)
{
    if (row->values[IN_STAYS_SECTION].state != VALUE_GIVEN) {
        return UINT16_MAX;
    }
    struct name name = loader_section(loader, row, IN_STAYS_SECTION, day);
    uint32_t found = GPOINTER_TO_UINT(g_hash_table_lookup(loader->stay_sections, name.code));
    if (found == 0) {
        g_array_append_val(loader->section_array, name);
        found = loader->section_array->len;
        g_hash_table_insert(loader->stay_sections, (char *)name.code, GUINT_TO_POINTER(found));
    }
    return (uint16_t)(found - 1);
}

static bool days_are_good(struct loader *loader, const struct input_row *row, struct stay *stay)
{
    const struct value *v = row->values;
    stay->start = v[IN_STAYS_START].day;
    stay->end = DAY_OPEN;
    if (v[IN_STAYS_END].state == VALUE_GIVEN) {
        stay->end = v[IN_STAYS_END].day + (loader->project->stay_end == STAY_END_INCLUSIVE);
    }
    /* With exclusive ends a stay of no days is legal and counts nowhere. */
    bool good = stay->end > stay->start ||
                (stay->end == stay->start && loader->project->stay_end == STAY_END_EXCLUSIVE);
    if (!good) {
        loader_report(loader, &FINDING_END_BEFORE_START, row, IN_STAYS_END, _("check both dates of the stay"),
                      _("the stay ends before it starts"));
    }
    return good;
}

static bool details_are_good(struct loader *loader, const struct input_row *row, struct stay *stay)
{
    const struct value *v = row->values;
    stay->rate_oere = -1;
    if (v[IN_STAYS_DAILY_RATE].state == VALUE_GIVEN) {
        if (v[IN_STAYS_DAILY_RATE].whole < 0) {
            loader_report(loader, &FINDING_RANGE, row, IN_STAYS_DAILY_RATE, NULL,
                          _("a daily rate is not negative"));
            return false;
        }
        if (v[IN_STAYS_DAILY_RATE].whole > INT32_MAX) {
            loader_report(loader, &FINDING_RANGE, row, IN_STAYS_DAILY_RATE, NULL,
                          _("no daily rate can be that large"));
            return false;
        }
        stay->rate_oere = (int32_t)v[IN_STAYS_DAILY_RATE].whole;
    }
    if (v[IN_STAYS_SEVERITY].state == VALUE_GIVEN && v[IN_STAYS_SEVERITY].whole > UINT8_MAX) {
        loader_report(loader, &FINDING_RANGE, row, IN_STAYS_SEVERITY, NULL,
                      _("severity is a number below 256"));
        return false;
    }
    bool born = v[IN_STAYS_BIRTH_YEAR].state == VALUE_GIVEN;
    if (born && v[IN_STAYS_START].state == VALUE_GIVEN &&
        (v[IN_STAYS_BIRTH_YEAR].whole > date_year(v[IN_STAYS_START].day) ||
         v[IN_STAYS_BIRTH_YEAR].whole < date_year(v[IN_STAYS_START].day) - OLDEST)) {
        loader_report(loader, &FINDING_RANGE, row, IN_STAYS_BIRTH_YEAR, NULL,
                      _("nobody in the stay can be born then"));
        return false;
    }
    stay->severity = (uint8_t)v[IN_STAYS_SEVERITY].whole;
    stay->sex = (uint8_t)v[IN_STAYS_SEX].whole;
    stay->birth_year = (uint16_t)v[IN_STAYS_BIRTH_YEAR].whole;
    return true;
}

/* A look-up of a cell that can be read; a cell with another problem has been reported already. */
static uint32_t look_up(struct loader *loader, const struct input_row *row, size_t column,
                        uint32_t (*find)(struct loader *, const struct input_row *, size_t))
{
    return row->values[column].state == VALUE_GIVEN ? find(loader, row, column) : NONE;
}

void load_stay_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    struct stay stay = {.line = (uint32_t)row->pos.line, .file = (uint16_t)loader->file_index};
    bool good = loader_row_is_good(loader, row);
    if (v[IN_STAYS_START].state == VALUE_GIVEN && v[IN_STAYS_END].state != VALUE_BAD) {
        good = days_are_good(loader, row, &stay) && good;
    }
    good = details_are_good(loader, row, &stay) && good;
    uint32_t set = look_up(loader, row, IN_STAYS_GROUP, loader_group_set);
    uint32_t acting = look_up(loader, row, IN_STAYS_ACTING, loader_municipality);
    uint32_t paying = v[IN_STAYS_PAYING].state == VALUE_MISSING
                          ? acting
                          : look_up(loader, row, IN_STAYS_PAYING, loader_municipality);
    stay.offer = look_up(loader, row, IN_STAYS_OFFER, loader_offer);
    if (!good || set == NONE || acting == NONE || paying == NONE || stay.offer == NONE) {
        return;
    }
    stay.section = section_of(loader, row, stay.start);
    stay.group_set = (uint16_t)set;
    stay.acting = (uint16_t)acting;
    stay.paying = (uint16_t)paying;
    stay.person = person_of(loader, v[IN_STAYS_PERSON].text, acting);
    rules_claim(loader, row, &stay);
    loader_note_outside(loader, row,
                        stay.end <= loader->project->from_day || stay.start >= loader->project->to_day);
    g_array_append_val(loader->stay_array, stay);
}

/* By content alone, so that nothing later depends on the order of rows. Lines and files come last: they only
 * decide between rows that are the same. */
static int compare_stays(const void *a, const void *b)
{
    const struct stay *x = a;
    const struct stay *y = b;
#define BY(field) \
    if (x->field != y->field) { \
        return x->field < y->field ? -1 : 1; \
    }
    BY(offer)
    BY(start)
    BY(end)
    BY(person)
    BY(group_set)
    BY(acting)
    BY(paying)
    BY(section)
    BY(birth_year)
    BY(sex)
    BY(severity)
    BY(rate_oere)
    BY(file)
    BY(line)
#undef BY
    return 0;
}

static struct pos stay_pos(const struct loader *loader, const struct stay *stay)
{
    const struct input_record *file = &g_array_index(loader->file_array, struct input_record, stay->file);
    return (struct pos){.file = file->display, .sheet = file->sheet, .line = stay->line};
}

static bool is_same_row(const struct stay *x, const struct stay *y)
{
    return x->offer == y->offer && x->start == y->start && x->end == y->end && x->person == y->person &&
           x->group_set == y->group_set && x->acting == y->acting && x->paying == y->paying &&
           x->section == y->section && x->birth_year == y->birth_year && x->sex == y->sex &&
           x->severity == y->severity && x->rate_oere == y->rate_oere;
}

static void drop_duplicates(struct loader *loader)
{
    GArray *stays = loader->stay_array;
    guint kept = 0;
    for (guint i = 0; i < stays->len; i++) {
        const struct stay *stay = &g_array_index(stays, struct stay, i);
        if (kept > 0 && is_same_row(stay, &g_array_index(stays, struct stay, kept - 1))) {
            struct pos pos = stay_pos(loader, stay);
            diag_add(loader->diag, &FINDING_DUPLICATE_SAME, &pos, NULL, "flows use_matrix",
                     _("remove one of the two rows"),
                     _("the same stay stands in another row; it counts once"));
            continue;
        }
        g_array_index(stays, struct stay, kept) = *stay;
        kept++;
    }
    g_array_set_size(stays, kept);
}

/* Days of the stay on which its offer is not in force, within the project's years. */
static int32_t days_outside(const struct loader *loader, const struct stay *stay)
{
    int32_t start = MAX(stay->start, loader->project->from_day);
    int32_t end = MIN(stay->end, loader->project->to_day);
    const struct offer *offer = &g_array_index(loader->offer_array, struct offer, stay->offer);
    int32_t outside = MAX(0, end - start);
    for (uint32_t i = offer->first_period; i < offer->first_period + offer->n_periods; i++) {
        const struct period *period = &g_array_index(loader->period_array, struct period, i);
        outside -= date_overlap(period->start, period->end, start, end);
    }
    return outside;
}

static void check_periods(struct loader *loader)
{
    for (guint i = 0; i < loader->stay_array->len; i++) {
        const struct stay *stay = &g_array_index(loader->stay_array, struct stay, i);
        int32_t outside = days_outside(loader, stay);
        if (outside > 0) {
            struct pos pos = stay_pos(loader, stay);
            diag_add(loader->diag, &FINDING_OUTSIDE_PERIOD, &pos, "offer", "occupancy_year occupancy_period",
                     _("end the stay when the offer ends, or correct the offer's validity"),
                     P_("the offer is not in force on %d day of the stay",
                        "the offer is not in force on %d days of the stay", outside),
                     outside);
        }
    }
}

static bool is_residential(const struct offer *offer)
{
    return offer->kind == KIND_PERMANENT || offer->kind == KIND_TEMPORARY || offer->kind == KIND_SECURED;
}

static int compare_by_person(const void *a, const void *b)
{
    const struct stay *x = *(const struct stay *const *)a;
    const struct stay *y = *(const struct stay *const *)b;
    if (x->person != y->person) {
        return x->person < y->person ? -1 : 1;
    }
    return compare_stays(x, y) == 0
               ? 0
               : (x->start != y->start ? (x->start < y->start ? -1 : 1) : compare_stays(x, y));
}

/* Overlaps of one person in residential offers: each stay against the one that reaches furthest before it. */
static void check_overlaps(struct loader *loader)
{
    GPtrArray *residential = g_ptr_array_new();
    for (guint i = 0; i < loader->stay_array->len; i++) {
        struct stay *stay = &g_array_index(loader->stay_array, struct stay, i);
        if (is_residential(&g_array_index(loader->offer_array, struct offer, stay->offer))) {
            g_ptr_array_add(residential, stay);
        }
    }
    g_ptr_array_sort(residential, compare_by_person);
    const struct stay *furthest = NULL;
    for (guint i = 0; i < residential->len; i++) {
        const struct stay *stay = g_ptr_array_index(residential, i);
        bool same_person = furthest != NULL && furthest->person == stay->person;
        if (same_person && furthest->end > stay->start && stay->end > stay->start) {
            struct pos pos = stay_pos(loader, stay);
            diag_add(loader->diag, &FINDING_OVERLAPPING_STAYS, &pos, "start", "flows occupancy_year",
                     _("end the earlier stay, or leave it if both places are paid"),
                     _("overlaps the same person's stay in line %u of %s"), furthest->line,
                     stay_pos(loader, furthest).file);
        }
        if (!same_person || stay->end > furthest->end) {
            furthest = stay;
        }
    }
    g_ptr_array_unref(residential);
}

void load_stays_finish(struct loader *loader)
{
    g_array_sort(loader->stay_array, compare_stays);
    drop_duplicates(loader);
    check_periods(loader);
    check_overlaps(loader);
}
