/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stays: one row a person and stay. */
#include "stays.h"

#include "partial_sums.h"
#include "vifte/dates.h"
#include "vifte/text.h"

#define OLDEST 115

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

/* With exclusive ends a stay of no days is legal and counts nowhere. */
bool stay_days_are_good(const struct project *project, const struct stay *stay)
{
    return stay->end > stay->start || (stay->end == stay->start && project->stay_end == STAY_END_EXCLUSIVE);
}

int stay_end_adds(const struct loader *loader)
{
    return loader->project->stay_end == STAY_END_INCLUSIVE && !loader_is_partial(loader);
}

bool stay_birth_is_good(const struct stay *stay)
{
    int year = stay->birth_year > 0 ? date_year(stay->start) : 0;
    return stay->birth_year == 0 || (stay->birth_year <= year && stay->birth_year >= year - OLDEST);
}

bool stay_is_outside(const struct project *project, const struct stay *stay)
{
    return stay->end <= project->from_day || stay->start >= project->to_day;
}

static bool days_are_good(struct loader *loader, const struct input_row *row, struct stay *stay)
{
    const struct value *v = row->values;
    stay->start = v[IN_STAYS_START].day;
    stay->end = DAY_OPEN;
    if (v[IN_STAYS_END].state == VALUE_GIVEN) {
        stay->end = v[IN_STAYS_END].day + stay_end_adds(loader);
    }
    bool good = stay_days_are_good(loader->project, stay);
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
    stay->birth_year = (uint16_t)v[IN_STAYS_BIRTH_YEAR].whole;
    bool dated = v[IN_STAYS_START].state == VALUE_GIVEN && v[IN_STAYS_END].state != VALUE_BAD;
    if (dated && !stay_birth_is_good(stay)) {
        loader_report(loader, &FINDING_RANGE, row, IN_STAYS_BIRTH_YEAR, NULL,
                      _("nobody in the stay can be born then"));
        return false;
    }
    stay->severity = (uint8_t)v[IN_STAYS_SEVERITY].whole;
    stay->sex = (uint8_t)v[IN_STAYS_SEX].whole;
    return true;
}

/* Of a partial's row, whose days, offer and details are good: its version, and whether it adds up. */
static bool sums_are_good(struct loader *loader, const struct input_row *row, const struct stay *stay)
{
    const struct value *v = row->values;
    if (v[IN_PARTIALS_VERSION].whole != PARTIAL_VERSION) {
        loader_report(loader, &FINDING_PARTIAL_VERSION, row, IN_PARTIALS_VERSION,
                      _("make it anew with this version's `vifte reduce`"),
                      _("this program reads partial sums of version %d"), PARTIAL_VERSION);
        return false;
    }
    struct partial_sums sums = partial_sums(loader->project, stay);
    int64_t oere = v[IN_PARTIALS_EXPENDITURE].state == VALUE_GIVEN ? v[IN_PARTIALS_EXPENDITURE].whole : -1;
    bool good = v[IN_PARTIALS_DAYS].whole == sums.days && oere == sums.oere;
    if (!good) {
        loader_report(loader, &FINDING_PARTIAL_SUMS, row,
                      v[IN_PARTIALS_DAYS].whole == sums.days ? IN_PARTIALS_EXPENDITURE : IN_PARTIALS_DAYS,
                      _("make it anew with `vifte reduce` and this project"),
                      _("the sums are not those of the days between start and end in the project's years"));
    }
    return good;
}

/* A look-up of a cell that can be read; a cell with another problem has been reported already. */
static uint32_t look_up(struct loader *loader, const struct input_row *row, size_t column,
                        uint32_t (*find)(struct loader *, const struct input_row *, size_t))
{
    return row->values[column].state == VALUE_GIVEN ? find(loader, row, column) : NONE;
}

bool stay_from_row(struct loader *loader, const struct input_row *row, struct stay *stay)
{
    const struct value *v = row->values;
    *stay = (struct stay){.line = (uint32_t)row->pos.line, .file = (uint16_t)loader->file_index};
    bool good = loader_row_is_good(loader, row);
    if (v[IN_STAYS_START].state == VALUE_GIVEN && v[IN_STAYS_END].state != VALUE_BAD) {
        good = days_are_good(loader, row, stay) && good;
    }
    good = details_are_good(loader, row, stay) && good;
    uint32_t set = look_up(loader, row, IN_STAYS_GROUP, loader_group_set);
    uint32_t acting = look_up(loader, row, IN_STAYS_ACTING, loader_municipality);
    uint32_t paying = v[IN_STAYS_PAYING].state == VALUE_MISSING
                          ? acting
                          : look_up(loader, row, IN_STAYS_PAYING, loader_municipality);
    stay->offer = look_up(loader, row, IN_STAYS_OFFER, loader_offer);
    if (!good || set == NONE || acting == NONE || paying == NONE || stay->offer == NONE) {
        return false;
    }
    if (loader_is_partial(loader) && !sums_are_good(loader, row, stay)) {
        return false;
    }
    stay->section = section_of(loader, row, stay->start);
    stay->group_set = (uint16_t)set;
    stay->acting = (uint16_t)acting;
    stay->paying = (uint16_t)paying;
    rules_claim(loader, row, stay);
    loader_note_outside(loader, row, stay_is_outside(loader->project, stay));
    return true;
}
