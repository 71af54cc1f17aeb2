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

/* The same form a year earlier. */
static const struct need *year_before(const struct loader *loader, const struct need *need)
{
    for (guint i = 0; i < loader->need_array->len; i++) {
        const struct need *other = need_at(loader, i);
        if (other->municipality == need->municipality && other->group == need->group &&
            other->year == need->year - 1 && other->basis == need->basis &&
            strcmp(other->department.code, need->department.code) == 0) {
            return other;
        }
    }
    return NULL;
}

static void check_jump(struct loader *loader, const struct need *need)
{
    const struct need *before = given(need->citizens) ? year_before(loader, need) : NULL;
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

static bool has_other_basis(const struct loader *loader, const struct need *need)
{
    for (guint i = 0; i < loader->need_array->len; i++) {
        const struct need *other = need_at(loader, i);
        if (other->municipality == need->municipality && other->group == need->group &&
            other->year == need->year && other->basis != need->basis && given(other->citizens)) {
            return true;
        }
    }
    return false;
}

static struct bases count_bases(const struct loader *loader, uint32_t group, int year)
{
    struct bases bases = {0};
    for (guint i = 0; i < loader->need_array->len; i++) {
        const struct need *need = need_at(loader, i);
        if (need->group == group && need->year == year && given(need->citizens) &&
            need->basis != BASIS_UNKNOWN && !has_other_basis(loader, need)) {
            if (bases.n[need->basis]++ == 0 || need->origin.line < bases.first[need->basis]->origin.line) {
                bases.first[need->basis] = need;
            }
        }
    }
    return bases;
}

/* Who gives both is on neither side. */
static void check_bases(struct loader *loader)
{
    for (uint32_t group = 0; group < loader->project->n_groups; group++) {
        for (int year = loader->project->from_year; year <= loader->project->to_year; year++) {
            struct bases bases = count_bases(loader, group, year);
            guint on_day = bases.n[BASIS_31_DECEMBER], during = bases.n[BASIS_DURING_YEAR];
            if (on_day > 0 && during > 0) {
                const struct need *rarer =
                    bases.first[on_day < during ? BASIS_31_DECEMBER : BASIS_DURING_YEAR];
                struct pos pos = loader_pos(loader, "needs", rarer->origin, IN_NEEDS_BASIS);
                loader_tell(
                    loader, &FINDING_MIXED_BASIS, &pos, "basis", _("ask for the same basis from all"),
                    _("%s %d: %u forms count citizens on 31 December, %u during the year; this is one of "
                      "the fewer"),
                    group_label(loader, group), year, on_day, during);
            }
        }
    }
}

/* --- breakdowns against the form --- */

static bool is_same_form(const struct need_count *count, const struct need *need)
{
    return count->municipality == need->municipality && count->group == need->group &&
           count->year == need->year && count->basis == need->basis &&
           strcmp(count->department.code, need->department.code) == 0;
}

/* Ages, sexes and severities divide the citizens; sections and efforts may overlap. */
static void check_breakdown(struct loader *loader, const struct need *need, enum dimension dimension,
                            const char *what)
{
    const struct need_count *first = NULL;
    double sum = 0;
    bool whole = true;
    for (guint i = 0; i < loader->need_count_array->len; i++) {
        const struct need_count *count = &g_array_index(loader->need_count_array, struct need_count, i);
        if (count->dimension == dimension && is_same_form(count, need)) {
            first = first == NULL || count->origin.line < first->origin.line ? count : first;
            whole = whole && given(count->citizens);
            sum += given(count->citizens) ? count->citizens.number : 0;
        }
    }
    if (first != NULL && whole && sum != need->citizens.number) {
        struct pos pos = loader_pos(loader, "need_counts", first->origin, IN_NEED_COUNTS_CITIZENS);
        loader_tell(loader, &FINDING_IMPLAUSIBLE, &pos, "citizens", _("ask the sender"),
                    _("%s, %s %d: %s add up to %.0f citizens, the form says %.0f"),
                    municipality_label(loader, need->municipality), group_label(loader, need->group),
                    need->year, what, sum, need->citizens.number);
    }
}

/* More citizens in one offer than in the whole group during the same year. */
static void check_uses(struct loader *loader, const struct need *need)
{
    for (guint i = 0; i < loader->use_count_array->len; i++) {
        const struct use_count *count = &g_array_index(loader->use_count_array, struct use_count, i);
        if (count->municipality == need->municipality && count->group == need->group &&
            count->year == need->year && given(count->citizens) &&
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
    }
}

static void check_against_form(struct loader *loader, const struct need *need)
{
    if (!given(need->citizens)) {
        return;
    }
    diag_set_touches(loader->diag, loader_touches("need_counts"));
    check_breakdown(loader, need, DIMENSION_AGE, _("the ages"));
    check_breakdown(loader, need, DIMENSION_SEX, _("the sexes"));
    check_breakdown(loader, need, DIMENSION_SEVERITY, _("the severities"));
    diag_set_touches(loader->diag, loader_touches("use_counts"));
    if (need->basis == BASIS_DURING_YEAR && need->department.code[0] == '\0') {
        check_uses(loader, need);
    }
    diag_set_touches(loader->diag, loader_touches("needs"));
}

void rules_forms(struct loader *loader)
{
    for (guint i = 0; i < loader->need_array->len; i++) {
        check_row(loader, need_at(loader, i));
        check_jump(loader, need_at(loader, i));
        check_against_form(loader, need_at(loader, i));
    }
    check_bases(loader);
    diag_set_touches(loader->diag, loader_touches("need_counts"));
    rules_sections_forms(loader);
}
