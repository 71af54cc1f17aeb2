/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of the field about stays: counted while these are put in order, and told when every table is there.
 */
#include "loader.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <string.h>

static struct pos stay_pos(const struct loader *loader, const struct stay *stay, size_t column)
{
    return loader_pos(loader, "stays", (struct origin){stay->file, stay->line}, column);
}

/* Is the stay's row before the other's in the order of files and lines? */
static bool is_earlier(const struct stay *x, const struct stay *y)
{
    return x->file != y->file ? x->file < y->file : x->line < y->line;
}

/* Rows of one kind: how many, and the first of them. */
struct tally {
    struct stay first;
    guint n;
};

static void count_stay(struct tally *tally, const struct stay *stay)
{
    if (tally->n++ == 0 || is_earlier(stay, &tally->first)) {
        tally->first = *stay;
    }
}

static void merge_tally(struct tally *into, const struct tally *from)
{
    if (from->n > 0) {
        guint n = into->n + from->n;
        count_stay(into, &from->first);
        into->n = n;
    }
}

struct stay_tallies {
    const struct loader *loader;
    uint32_t *rows;     /* by acting municipality */
    GHashTable *payers; /* acting and paying municipality -> struct tally */
    struct tally late;
    struct tally *ages; /* by offer */
    bool any_person;    /* a stay gives a year of birth or a sex */
};

struct stay_tallies *stay_tallies_new(const struct loader *loader)
{
    struct stay_tallies *tallies = g_new0(struct stay_tallies, 1);
    tallies->loader = loader;
    tallies->rows = g_new0(uint32_t, loader->model->n_municipalities + 1);
    tallies->payers = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    tallies->ages = g_new0(struct tally, (gsize)loader->offer_array->len + 1);
    return tallies;
}

void stay_tallies_free(struct stay_tallies *tallies)
{
    if (tallies != NULL) {
        g_hash_table_unref(tallies->payers);
        g_free(tallies->rows);
        g_free(tallies->ages);
        g_free(tallies);
    }
}

const uint32_t *stay_tallies_rows(const struct stay_tallies *tallies)
{
    return tallies->rows;
}

static struct tally *payer_tally(const struct stay_tallies *tallies, gpointer key)
{
    struct tally *tally = g_hash_table_lookup(tallies->payers, key);
    if (tally == NULL) {
        tally = g_new0(struct tally, 1);
        g_hash_table_insert(tallies->payers, key, tally);
    }
    return tally;
}

/* By year of birth alone: a year either way may be the birthday. */
static void take_age(struct stay_tallies *tallies, const struct stay *stay)
{
    const struct offer *offer = &g_array_index(tallies->loader->offer_array, struct offer, stay->offer);
    if (stay->birth_year == 0 || (offer->age_from == 0 && offer->age_to == AGE_OPEN)) {
        return;
    }
    int age = date_year(stay->start) - stay->birth_year;
    if (age < offer->age_from || (offer->age_to != AGE_OPEN && age > offer->age_to + 1)) {
        count_stay(&tallies->ages[stay->offer], stay);
    }
}

void stay_tallies_add(struct stay_tallies *tallies, const struct stay *stays, size_t n)
{
    const int32_t freeze = tallies->loader->project->freeze; /* DAY_OPEN: none is later */
    for (const struct stay *stay = stays; stay < stays + n; stay++) {
        tallies->rows[stay->acting]++;
        if (stay->acting != stay->paying) {
            uint32_t key = (uint32_t)stay->acting << 16 | stay->paying;
            count_stay(payer_tally(tallies, GUINT_TO_POINTER(key)), stay);
        }
        if (stay->birth_year != 0 || stay->sex != 0) {
            tallies->any_person = true;
            take_age(tallies, stay);
        }
        if (stay->start > freeze) {
            count_stay(&tallies->late, stay);
        }
    }
}

void stay_tallies_merge(struct stay_tallies *into, struct stay_tallies *from)
{
    GHashTableIter iterator;
    void *key, *tally;
    for (size_t i = 0; i < into->loader->model->n_municipalities; i++) {
        into->rows[i] += from->rows[i];
    }
    g_hash_table_iter_init(&iterator, from->payers);
    while (g_hash_table_iter_next(&iterator, &key, &tally)) {
        merge_tally(payer_tally(into, key), tally);
    }
    merge_tally(&into->late, &from->late);
    for (guint i = 0; i < into->loader->offer_array->len; i++) {
        merge_tally(&into->ages[i], &from->ages[i]);
    }
    into->any_person = into->any_person || from->any_person;
    stay_tallies_free(from);
}

/* --- persons --- */

/* Pseudonyms under which two years of birth or two sexes stand. The stays that differ are told, never the
 * pseudonym. */
struct person {
    uint16_t birth_year;
    uint8_t sex;
};

struct differing {
    struct tally births, sexes;
};

static void take_person(struct differing *differing, struct person *person, const struct stay *stay)
{
    if (person->birth_year != 0 && stay->birth_year != 0 && person->birth_year != stay->birth_year) {
        count_stay(&differing->births, stay);
    }
    if (person->sex != 0 && stay->sex != 0 && person->sex != stay->sex) {
        count_stay(&differing->sexes, stay);
    }
    person->birth_year = person->birth_year != 0 ? person->birth_year : stay->birth_year;
    person->sex = person->sex != 0 ? person->sex : stay->sex;
}

/* --- what is told --- */

static int compare_codes(const void *a, const void *b)
{
    const uint32_t x = GPOINTER_TO_UINT(*(void *const *)a), y = GPOINTER_TO_UINT(*(void *const *)b);
    return (x > y) - (x < y);
}

static void report_payers(struct loader *loader)
{
    const struct municipality *municipalities = loader->model->municipalities;
    GHashTable *payers = loader->stay_tallies->payers;
    guint n = 0;
    gpointer *keys = g_hash_table_get_keys_as_array(payers, &n);
    if (n > 0) {
        qsort(keys, n, sizeof *keys, compare_codes);
    }
    for (guint i = 0; i < n; i++) {
        const struct tally *tally = g_hash_table_lookup(payers, keys[i]);
        struct pos pos = stay_pos(loader, &tally->first, IN_STAYS_PAYING);
        loader_tell(loader, &FINDING_OTHER_PAYER, &pos, "paying", NULL,
                    P_("%s acts and %s pays in %u stay", "%s acts and %s pays in %u stays; this is the first",
                       tally->n),
                    municipalities[tally->first.acting].name.label,
                    municipalities[tally->first.paying].name.label, tally->n);
    }
    g_free(keys);
}

static void report_person(struct loader *loader, const struct tally *tally, size_t column, const char *name,
                          const char *what)
{
    if (tally->n > 0) {
        struct pos pos = stay_pos(loader, &tally->first, column);
        loader_tell(loader, &FINDING_PERSON_DIFFERS, &pos, name,
                    _("check the pseudonyms, or set person_scope = sender under [conventions]"),
                    P_("%u stay gives %s than another stay of the same person",
                       "%u stays give %s than other stays of the same persons; this is the first", tally->n),
                    tally->n, what);
    }
}

static void report_persons(struct loader *loader)
{
    struct differing differing = {.births = {.n = 0}, .sexes = {.n = 0}};
    struct person *persons = g_new0(struct person, loader->n_persons + 1);
    for (size_t i = 0; loader->stay_tallies->any_person && i < loader->n_stay_rows; i++) {
        const struct stay *stay = &loader->stay_rows[i];
        take_person(&differing, &persons[stay->person], stay);
    }
    g_free(persons);
    report_person(loader, &differing.births, IN_STAYS_BIRTH_YEAR, "birth_year", _("another year of birth"));
    report_person(loader, &differing.sexes, IN_STAYS_SEX, "sex", _("another sex"));
}

static void report_ages(struct loader *loader)
{
    for (guint i = 0; i < loader->offer_array->len; i++) {
        const struct tally *tally = &loader->stay_tallies->ages[i];
        if (tally->n > 0) {
            struct pos pos = stay_pos(loader, &tally->first, IN_STAYS_BIRTH_YEAR);
            loader_tell(loader, &FINDING_OUTSIDE_AGES, &pos, "birth_year", NULL,
                        P_("%s: %u stay begins outside the offer's ages",
                           "%s: %u stays begin outside the offer's ages; this is the first", tally->n),
                        loader_offer_shown(loader, &g_array_index(loader->offer_array, struct offer, i)),
                        tally->n);
        }
    }
}

static void report_late(struct loader *loader)
{
    const struct tally *late = &loader->stay_tallies->late;
    if (late->n > 0) {
        struct pos pos = stay_pos(loader, &late->first, IN_STAYS_START);
        loader_tell(loader, &FINDING_AFTER_FREEZE, &pos, "start", _("check the year"),
                    P_("%u stay begins after the freeze date",
                       "%u stays begin after the freeze date; this is the first", late->n),
                    late->n);
    }
}

void rules_stays(struct loader *loader)
{
    report_payers(loader);
    report_persons(loader);
    report_ages(loader);
    report_late(loader);
    rules_sections_stays(loader);
}

/* The same day `months` later; of a shorter month the last. */
static int32_t months_later(int32_t day, int months)
{
    int year, month, day_of_month;
    date_to_ymd(day, &year, &month, &day_of_month);
    int all = year * 12 + month - 1 + months;
    while (!date_is_valid(all / 12, all % 12 + 1, day_of_month)) {
        day_of_month--;
    }
    return date_from_ymd(all / 12, all % 12 + 1, day_of_month);
}

int32_t rules_claim_late(const struct project *project, int32_t claimed, const struct stay *stay, int *months)
{
    const struct parameter *allowed = project_parameter(project, "claim_months", date_year(claimed));
    if (allowed == NULL) {
        *months = 0;
        return 0; /* no law is known for that year */
    }
    *months = (int)allowed->value;
    return MIN(stay->end, months_later(claimed, -*months)) - stay->start;
}

void rules_claim(struct loader *loader, const struct input_row *row, const struct stay *stay)
{
    const struct value *claimed = &row->values[IN_STAYS_CLAIMED];
    if (claimed->state != VALUE_GIVEN) {
        return;
    }
    int months;
    int32_t late = rules_claim_late(loader->project, claimed->day, stay, &months);
    if (late > 0) {
        loader_report(loader, &FINDING_LATE_CLAIM, row, IN_STAYS_CLAIMED,
                      _("check the date; the claim for these days may have lapsed"),
                      P_("%d day of the stay lies more than %d months before the claim",
                         "%d days of the stay lie more than %d months before the claim", late),
                      late, months);
    }
}
