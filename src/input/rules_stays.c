/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of the field about stays. */
#include "loader.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <string.h>

static const struct stay *stay_at(const struct loader *loader, size_t i)
{
    return &loader->stay_rows[i];
}

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
    const struct stay *first;
    guint n;
};

static void count_stay(struct tally *tally, const struct stay *stay)
{
    tally->first = tally->n++ == 0 || is_earlier(stay, tally->first) ? stay : tally->first;
}

/* Everything that is counted in one pass over the stays: there can be millions. */
struct pass {
    struct loader *loader;
    GHashTable *payers;     /* acting and paying municipality -> struct tally */
    struct person *persons; /* by the stays' ids */
    struct tally births, sexes, late;
    struct tally *ages; /* by offer */
};

struct person {
    uint16_t birth_year;
    uint8_t sex;
};

static void take_payer(struct pass *pass, const struct stay *stay)
{
    if (stay->acting == stay->paying) {
        return;
    }
    gpointer key = GUINT_TO_POINTER((uint32_t)stay->acting << 16 | stay->paying);
    struct tally *tally = g_hash_table_lookup(pass->payers, key);
    if (tally == NULL) {
        tally = g_new0(struct tally, 1);
        g_hash_table_insert(pass->payers, key, tally);
    }
    count_stay(tally, stay);
}

/* Pseudonyms under which two years of birth or two sexes stand. The stays that differ are told, never the
 * pseudonym. */
static void take_person(struct pass *pass, const struct stay *stay)
{
    if (stay->birth_year == 0 && stay->sex == 0) {
        return;
    }
    struct person *person = &pass->persons[stay->person];
    if (person->birth_year != 0 && stay->birth_year != 0 && person->birth_year != stay->birth_year) {
        count_stay(&pass->births, stay);
    }
    if (person->sex != 0 && stay->sex != 0 && person->sex != stay->sex) {
        count_stay(&pass->sexes, stay);
    }
    person->birth_year = person->birth_year != 0 ? person->birth_year : stay->birth_year;
    person->sex = person->sex != 0 ? person->sex : stay->sex;
}

/* By year of birth alone: a year either way may be the birthday. */
static void take_age(struct pass *pass, const struct stay *stay)
{
    const struct offer *offer = &g_array_index(pass->loader->offer_array, struct offer, stay->offer);
    if (stay->birth_year == 0 || (offer->age_from == 0 && offer->age_to == AGE_OPEN)) {
        return;
    }
    int age = date_year(stay->start) - stay->birth_year;
    if (age < offer->age_from || (offer->age_to != AGE_OPEN && age > offer->age_to + 1)) {
        count_stay(&pass->ages[stay->offer], stay);
    }
}

static int compare_codes(const void *a, const void *b)
{
    const uint32_t x = GPOINTER_TO_UINT(*(void *const *)a), y = GPOINTER_TO_UINT(*(void *const *)b);
    return (x > y) - (x < y);
}

static void report_payers(const struct pass *pass)
{
    const struct municipality *municipalities = pass->loader->model->municipalities;
    guint n = 0;
    gpointer *keys = g_hash_table_get_keys_as_array(pass->payers, &n);
    if (n > 0) {
        qsort(keys, n, sizeof *keys, compare_codes);
    }
    for (guint i = 0; i < n; i++) {
        const struct tally *tally = g_hash_table_lookup(pass->payers, keys[i]);
        struct pos pos = stay_pos(pass->loader, tally->first, IN_STAYS_PAYING);
        loader_tell(pass->loader, &FINDING_OTHER_PAYER, &pos, "paying", NULL,
                    P_("%s acts and %s pays in %u stay", "%s acts and %s pays in %u stays; this is the first",
                       tally->n),
                    municipalities[tally->first->acting].name.label,
                    municipalities[tally->first->paying].name.label, tally->n);
    }
    g_free(keys);
}

static void report_person(const struct pass *pass, const struct tally *tally, size_t column, const char *name,
                          const char *what)
{
    if (tally->n > 0) {
        struct pos pos = stay_pos(pass->loader, tally->first, column);
        loader_tell(pass->loader, &FINDING_PERSON_DIFFERS, &pos, name,
                    _("check the pseudonyms, or set person_scope = sender under [conventions]"),
                    P_("%u stay gives %s than another stay of the same person",
                       "%u stays give %s than other stays of the same persons; this is the first", tally->n),
                    tally->n, what);
    }
}

static void report_ages(const struct pass *pass)
{
    for (guint i = 0; i < pass->loader->offer_array->len; i++) {
        const struct tally *tally = &pass->ages[i];
        if (tally->n > 0) {
            struct pos pos = stay_pos(pass->loader, tally->first, IN_STAYS_BIRTH_YEAR);
            loader_tell(
                pass->loader, &FINDING_OUTSIDE_AGES, &pos, "birth_year", NULL,
                P_("%s: %u stay begins outside the offer's ages",
                   "%s: %u stays begin outside the offer's ages; this is the first", tally->n),
                loader_offer_shown(pass->loader, &g_array_index(pass->loader->offer_array, struct offer, i)),
                tally->n);
        }
    }
}

static void report_late(const struct pass *pass)
{
    if (pass->late.n > 0) {
        struct pos pos = stay_pos(pass->loader, pass->late.first, IN_STAYS_START);
        loader_tell(pass->loader, &FINDING_AFTER_FREEZE, &pos, "start", _("check the year"),
                    P_("%u stay begins after the freeze date",
                       "%u stays begin after the freeze date; this is the first", pass->late.n),
                    pass->late.n);
    }
}

void rules_stays(struct loader *loader)
{
    struct pass pass = {.loader = loader,
                        .payers = g_hash_table_new_full(NULL, NULL, NULL, g_free),
                        .persons = g_new0(struct person, loader->n_persons + 1),
                        .ages = g_new0(struct tally, (gsize)loader->offer_array->len + 1)};
    for (size_t i = 0; i < loader->n_stay_rows; i++) {
        const struct stay *stay = stay_at(loader, i);
        take_payer(&pass, stay);
        take_person(&pass, stay);
        take_age(&pass, stay);
        if (loader->project->freeze != DAY_OPEN && stay->start > loader->project->freeze) {
            count_stay(&pass.late, stay);
        }
    }
    report_payers(&pass);
    report_person(&pass, &pass.births, IN_STAYS_BIRTH_YEAR, "birth_year", _("another year of birth"));
    report_person(&pass, &pass.sexes, IN_STAYS_SEX, "sex", _("another sex"));
    report_ages(&pass);
    report_late(&pass);
    g_free(pass.ages);
    g_free(pass.persons);
    g_hash_table_unref(pass.payers);
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
