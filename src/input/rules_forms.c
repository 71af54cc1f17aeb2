/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rules of the field about forms: figures of one sender that cannot both be right, or would be rare. What is
 * asked is what a caseworker would be asked on the telephone; nothing is changed.
 */
#include "forms.h"

#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define JUMP_TIMES 3  /* from one year to the next ... */
#define JUMP_LEAST 10 /* ... and at least so many citizens */

static const struct need *need_at(const struct loader *loader, guint i)
{
    return &g_array_index(loader->need_array, struct need, i);
}

static bool given(struct quantity quantity)
{
    return quantity.state == CELL_VALUE;
}

static const char *group_label(const struct loader *loader, uint32_t group)
{
    return loader->project->groups[group].name.label;
}

static const char *municipality_label(const struct loader *loader, uint32_t municipality)
{
    return loader->model->municipalities[municipality].name.label;
}

static void tell_need(struct loader *loader, const struct need *need, size_t column, const char *name,
                      const char *message)
{
    struct pos pos = loader_pos(loader, "needs", need->origin, column);
    loader_tell(loader, &FINDING_IMPLAUSIBLE, &pos, name, _("ask the sender"), "%s, %s %d: %s",
                municipality_label(loader, need->municipality), group_label(loader, need->group), need->year,
                message);
}

/* --- what belongs together --- */

/* The citizens of one breakdown of a form. */
struct breakdown {
    const struct need_count *first; /* its first row; NULL = the form has no such breakdown */
    double sum;
    bool hidden; /* a number is missing */
};

struct index {
    GHashTable *forms; /* form_key() -> struct need */
    GHashTable *sums;  /* form_key() -> struct breakdown by dimension */
};

static char *form_key(uint32_t municipality, uint32_t group, int year, enum basis basis,
                      const char *department)
{
    return g_strdup_printf("%u %u %d %d %s", municipality, group, year, (int)basis, department);
}

static void add_count(GHashTable *sums, const struct need_count *count)
{
    char *key =
        form_key(count->municipality, count->group, count->year, count->basis, count->department.code);
    struct breakdown *all = g_hash_table_lookup(sums, key);
    if (all == NULL) {
        all = g_new0(struct breakdown, DIMENSION_EFFORT + 1);
        g_hash_table_insert(sums, g_strdup(key), all);
    }
    struct breakdown *breakdown = &all[count->dimension];
    bool first = breakdown->first == NULL || count->origin.line < breakdown->first->origin.line;
    breakdown->first = first ? count : breakdown->first;
    breakdown->sum += given(count->citizens) ? count->citizens.number : 0;
    breakdown->hidden = breakdown->hidden || !given(count->citizens);
    g_free(key);
}

static struct index index_forms(const struct loader *loader)
{
    struct index index = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                          g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
    for (guint i = 0; i < loader->need_array->len; i++) {
        const struct need *need = need_at(loader, i);
        g_hash_table_insert(
            index.forms,
            form_key(need->municipality, need->group, need->year, need->basis, need->department.code),
            (void *)need);
    }
    for (guint i = 0; i < loader->need_count_array->len; i++) {
        add_count(index.sums, &g_array_index(loader->need_count_array, struct need_count, i));
    }
    return index;
}

/* --- one row --- */

static void check_row(struct loader *loader, const struct need *need)
{
    bool count = given(need->citizens);
    double citizens = need->citizens.number;
    double without = given(need->without_offer) ? need->without_offer.number : 0;
    if (count && without > citizens) {
        tell_need(loader, need, IN_NEEDS_WITHOUT_OFFER, "without_offer",
                  _("more citizens without an offer than citizens in the group"));
    } else if (count && given(need->waiting) && need->waiting.number > citizens + without) {
        tell_need(loader, need, IN_NEEDS_WAITING, "waiting", _("more citizens wait than are in the group"));
    }
    if (count && given(need->expected_1y) && need->direction == DIRECTION_MORE &&
        need->expected_1y.number < citizens) {
        tell_need(loader, need, IN_NEEDS_DIRECTION, "direction",
                  _("more citizens are expected, but fewer in a year than now"));
    }
    if (count && given(need->expected_1y) && need->direction == DIRECTION_FEWER &&
        need->expected_1y.number > citizens) {
        tell_need(loader, need, IN_NEEDS_DIRECTION, "direction",
                  _("fewer citizens are expected, but more in a year than now"));
    }
}

static void check_jump(struct loader *loader, const struct index *index, const struct need *need)
{
    char *key = form_key(need->municipality, need->group, need->year - 1, need->basis, need->department.code);
    const struct need *before = given(need->citizens) ? g_hash_table_lookup(index->forms, key) : NULL;
    g_free(key);
    if (before == NULL || !given(before->citizens)) {
        return;
    }
    double now = need->citizens.number, then = before->citizens.number;
    if (fabs(now - then) >= JUMP_LEAST && (now >= JUMP_TIMES * then || then >= JUMP_TIMES * now)) {
        struct pos pos = loader_pos(loader, "needs", need->origin, IN_NEEDS_CITIZENS);
        loader_tell(loader, &FINDING_JUMP, &pos, "citizens", _("ask the sender"),
                    _("%s, %s: %.0f citizens in %d, %.0f the year before"),
                    municipality_label(loader, need->municipality), group_label(loader, need->group), now,
                    need->year, then);
    }
}

/* --- one basis for a group and year --- */

struct bases {
    guint n[BASIS_DURING_YEAR + 1];
    const struct need *first[BASIS_DURING_YEAR + 1];
};

static char *place_key(uint32_t municipality, uint32_t group, int year)
{
    return g_strdup_printf("%u %u %d", municipality, group, year);
}

/* Who gives citizens on which bases: place_key() -> bits. */
static GHashTable *collect_given_bases(const struct loader *loader)
{
    GHashTable *places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < loader->need_array->len; i++) {
        const struct need *need = need_at(loader, i);
        if (given(need->citizens)) {
            char *key = place_key(need->municipality, need->group, need->year);
            guint bits = GPOINTER_TO_UINT(g_hash_table_lookup(places, key)) | 1U << need->basis;
            g_hash_table_insert(places, key, GUINT_TO_POINTER(bits));
        }
    }
    return places;
}

/* Forms on one known basis alone: who gives both is on neither side. Keyed by group and year. */
static GHashTable *count_bases(const struct loader *loader)
{
    GHashTable *places = collect_given_bases(loader);
    GHashTable *groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; i < loader->need_array->len; i++) {
        const struct need *need = need_at(loader, i);
        char *place = place_key(need->municipality, need->group, need->year);
        bool alone = GPOINTER_TO_UINT(g_hash_table_lookup(places, place)) == 1U << need->basis;
        g_free(place);
        if (!alone || need->basis == BASIS_UNKNOWN || !given(need->citizens)) {
            continue;
        }
        char *key = place_key(NONE, need->group, need->year);
        struct bases *bases = g_hash_table_lookup(groups, key);
        if (bases == NULL) {
            bases = g_new0(struct bases, 1);
            g_hash_table_insert(groups, g_strdup(key), bases);
        }
        const struct need **first = &bases->first[need->basis];
        *first = bases->n[need->basis]++ == 0 || need->origin.line < (*first)->origin.line ? need : *first;
        g_free(key);
    }
    g_hash_table_unref(places);
    return groups;
}

static void report_bases(struct loader *loader, const struct bases *bases, uint32_t group, int year)
{
    guint on_day = bases->n[BASIS_31_DECEMBER], during = bases->n[BASIS_DURING_YEAR];
    if (on_day == 0 || during == 0) {
        return;
    }
    const struct need *rarer = bases->first[on_day < during ? BASIS_31_DECEMBER : BASIS_DURING_YEAR];
    struct pos pos = loader_pos(loader, "needs", rarer->origin, IN_NEEDS_BASIS);
    loader_tell(
        loader, &FINDING_MIXED_BASIS, &pos, "basis", _("ask for the same basis from all"),
        _("%s %d: %u forms count citizens on 31 December, %u during the year; this is one of the fewer"),
        group_label(loader, group), year, on_day, during);
}

static void check_bases(struct loader *loader)
{
    GHashTable *groups = count_bases(loader);
    for (uint32_t group = 0; group < loader->project->n_groups; group++) {
        for (int year = loader->project->from_year; year <= loader->project->to_year; year++) {
            char *key = place_key(NONE, group, year);
            const struct bases *bases = g_hash_table_lookup(groups, key);
            if (bases != NULL) {
                report_bases(loader, bases, group, year);
            }
            g_free(key);
        }
    }
    g_hash_table_unref(groups);
}

/* --- breakdowns against the form --- */

/* Ages, sexes and severities divide the citizens; sections and efforts may overlap. */
static void check_breakdown(struct loader *loader, const struct need *need, const struct breakdown *breakdown,
                            const char *what)
{
    if (breakdown->first == NULL || breakdown->hidden || breakdown->sum == need->citizens.number) {
        return;
    }
    struct pos pos = loader_pos(loader, "need_counts", breakdown->first->origin, IN_NEED_COUNTS_CITIZENS);
    loader_tell(loader, &FINDING_IMPLAUSIBLE, &pos, "citizens", _("ask the sender"),
                _("%s, %s %d: %s add up to %.0f citizens, the form says %.0f"),
                municipality_label(loader, need->municipality), group_label(loader, need->group), need->year,
                what, breakdown->sum, need->citizens.number);
}

static void check_breakdowns(struct loader *loader, const struct index *index, const struct need *need)
{
    char *key = form_key(need->municipality, need->group, need->year, need->basis, need->department.code);
    const struct breakdown *sums = given(need->citizens) ? g_hash_table_lookup(index->sums, key) : NULL;
    if (sums != NULL) {
        check_breakdown(loader, need, &sums[DIMENSION_AGE], _("the ages"));
        check_breakdown(loader, need, &sums[DIMENSION_SEX], _("the sexes"));
        check_breakdown(loader, need, &sums[DIMENSION_SEVERITY], _("the severities"));
    }
    g_free(key);
}

/* More citizens in one offer than in the whole group during the same year. */
static void check_uses(struct loader *loader, const struct index *index)
{
    for (guint i = 0; i < loader->use_count_array->len; i++) {
        const struct use_count *count = &g_array_index(loader->use_count_array, struct use_count, i);
        char *key = form_key(count->municipality, count->group, count->year, BASIS_DURING_YEAR, "");
        const struct need *need = g_hash_table_lookup(index->forms, key);
        if (need != NULL && given(need->citizens) && given(count->citizens) &&
            count->citizens.number > need->citizens.number) {
            struct pos pos = loader_pos(loader, "use_counts", count->origin, IN_USE_COUNTS_CITIZENS);
            loader_tell(
                loader, &FINDING_IMPLAUSIBLE, &pos, "citizens", _("ask the sender"),
                _("%s, %s %d: %.0f citizens in %s, but %.0f in the group"),
                municipality_label(loader, need->municipality), group_label(loader, need->group), need->year,
                count->citizens.number,
                loader_offer_shown(loader, &g_array_index(loader->offer_array, struct offer, count->offer)),
                need->citizens.number);
        }
        g_free(key);
    }
}

void rules_forms(struct loader *loader)
{
    struct index index = index_forms(loader);
    for (guint i = 0; i < loader->need_array->len; i++) {
        check_row(loader, need_at(loader, i));
        check_jump(loader, &index, need_at(loader, i));
    }
    check_bases(loader);
    diag_set_touches(loader->diag, loader_touches("need_counts"));
    for (guint i = 0; i < loader->need_array->len; i++) {
        check_breakdowns(loader, &index, need_at(loader, i));
    }
    rules_sections_forms(loader);
    diag_set_touches(loader->diag, loader_touches("use_counts"));
    check_uses(loader, &index);
    g_hash_table_unref(index.sums);
    g_hash_table_unref(index.forms);
}
