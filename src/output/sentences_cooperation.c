/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about covered offers and rates; see sentences_cooperation.h. */
#include "vifte/sentences_cooperation.h"

#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define DAYS_A_MONTH 30.4375
#define LEADING_SIGNS 3

static const struct cell *row_of(const struct released *released, enum table_id id, const char *offer,
                                 int year)
{
    const struct released_table *table = released_find(released, registry_table(id)->name);
    char *text = g_strdup_printf("%d", year);
    size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, (const char *const[]){offer, text}, 2);
    g_free(text);
    return row == SIZE_MAX ? NULL : released_cell(table, row, 0);
}

static bool is_word(const struct cell *cell, const char *code)
{
    return cell->state == CELL_VALUE && strcmp(cell->name->code, code) == 0;
}

/* As people read it; where there is no number, the word for it. */
static char *shown(enum table_id id, const struct cell *row, size_t column)
{
    return show_cell(&registry_table(id)->columns[column], &row[column]);
}

char *sentences_kroner(double oere, int decimals, bool sign)
{
    char *number = text_number(fabs(oere) / 100, decimals);
    bool zero = text_round(fabs(oere) / 100, decimals) <= 0;
    char *text = g_strconcat(zero ? "" : oere < 0 ? "\u2212" : sign ? "+" : "", number, NULL);
    g_free(number);
    return text;
}

char *sentences_volume(const struct cell *volume, const struct cell *unit)
{
    if (!cell_has_number(volume)) {
        return g_strdup(show_state(volume->state));
    }
    char *number = sentences_places_text(volume->number);
    unsigned long n = (unsigned long)ceil(volume->number);
    const char *format = is_word(unit, "pupils")    ? P_("%s pupil", "%s pupils", n)
                         : is_word(unit, "courses") ? P_("%s course", "%s courses", n)
                         : is_word(unit, "hours")   ? P_("%s hour", "%s hours", n)
                                                    : P_("%s place", "%s places", n);
    GString *text = g_string_new(format);
    g_string_replace(text, "%s", number, 1);
    g_free(number);
    return g_string_free(text, FALSE);
}

static char *volume(const struct cell *row, size_t column)
{
    return sentences_volume(&row[column], &row[COOPERATION_UNIT]);
}

/* --- the overview --- */

static const struct name *name_of(const struct released_table *table, size_t row)
{
    return released_cell(table, row, COOPERATION_OFFER)->name;
}

/* Offers with this word in the year; labels. */
static GPtrArray *with_word(const struct released_table *table, const char *word, int year)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t row = 0; row < released_rows(table); row++) {
        if ((int)released_cell(table, row, COOPERATION_YEAR)->number == year &&
            (word == NULL || is_word(released_cell(table, row, COOPERATION_STATUS), word))) {
            g_ptr_array_add(names, (void *)name_of(table, row)->label);
        }
    }
    return names;
}

static char *list_of(const GPtrArray *names)
{
    return text_list((const char *const *)names->pdata, names->len);
}

GPtrArray *sentences_covered_offers(const struct released *released, int year)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    const struct released_table *table = released_find(released, registry_table(TABLE_COOPERATION)->name);
    if (table == NULL) {
        return texts;
    }
    GPtrArray *all = with_word(table, NULL, year);
    GPtrArray *dialogue = with_word(table, "dialogue", year);
    GPtrArray *follow = with_word(table, "follow", year);
    GPtrArray *none = with_word(table, "none", year);
    if (dialogue->len > 0) {
        char *list = list_of(dialogue);
        g_ptr_array_add(
            texts,
            g_strdup_printf(_("In %d there is occasion for dialogue about %u of %u covered offers: %s."),
                            year, dialogue->len, all->len, list));
        g_free(list);
    }
    if (follow->len > 0) {
        char *list = list_of(follow);
        g_ptr_array_add(texts, g_strdup_printf(_("Followed in %d: %s."), year, list));
        g_free(list);
    }
    if (none->len > 0) {
        g_ptr_array_add(texts, g_strdup_printf(P_("No remark is made on %u covered offer in %d.",
                                                  "No remark is made on %u covered offers in %d.", none->len),
                                               none->len, year));
    }
    g_ptr_array_unref(all);
    g_ptr_array_unref(dialogue);
    g_ptr_array_unref(follow);
    g_ptr_array_unref(none);
    return texts;
}

char *sentences_leading_signs(const struct cell *reason)
{
    char *words = show_cell(&registry_table(TABLE_COOPERATION)->columns[COOPERATION_REASON], reason);
    char **signs = g_strsplit(words, "; ", -1);
    guint n = g_strv_length(signs);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < MIN(n, LEADING_SIGNS); i++) {
        g_string_append_printf(text, "%s%s", i > 0 ? "; " : "", signs[i]);
    }
    if (n > LEADING_SIGNS) {
        g_string_append_printf(text, P_(" and %u more", " and %u more", n - LEADING_SIGNS),
                               n - LEADING_SIGNS);
    }
    g_strfreev(signs);
    g_free(words);
    return g_string_free(text, FALSE);
}

char *sentences_status(const struct released *released, const char *offer, int year)
{
    const struct cell *row = row_of(released, TABLE_COOPERATION, offer, year);
    if (row == NULL) {
        return NULL;
    }
    char *word = shown(TABLE_COOPERATION, row, COOPERATION_STATUS);
    char *reason = shown(TABLE_COOPERATION, row, COOPERATION_REASON);
    char *text = row[COOPERATION_REASON].state == CELL_VALUE
                     ? g_strdup_printf(_("%d: %s. Reason: %s."), year, word, reason)
                     : g_strdup_printf(_("%d: %s."), year, word);
    g_free(reason);
    g_free(word);
    return text;
}

/* --- one offer --- */

/* ", 5 fewer than the year before"; "" where nothing is known. */
static char *change_text(const struct cell *change)
{
    if (!cell_has_number(change)) {
        return g_strdup("");
    }
    if (fabs(change->number) < 0.05) {
        return g_strdup(_(", the same as the year before"));
    }
    char *size = sentences_places_text(fabs(change->number));
    char *text = g_strdup_printf(change->number > 0 ? P_(", %s more than the year before",
                                                         ", %s more than the year before", change->number)
                                                    : _(", %s fewer than the year before"),
                                 size);
    g_free(size);
    return text;
}

static char *on_commitments(const struct cell *row)
{
    const struct cell *notice = &row[COOPERATION_NOTICE];
    if (!cell_has_number(notice)) {
        return g_strdup(_("The municipalities have not reported what they buy."));
    }
    char *committed = volume(row, COOPERATION_COMMITTED);
    char *change = change_text(&row[COOPERATION_COMMITTED_CHANGE]);
    char *notices = notice->number > 0
                        ? g_strdup_printf(P_("%u municipality has given notice.",
                                             "%u municipalities have given notice.", notice->number),
                                          (unsigned)notice->number)
                        : g_strdup(_("Nobody has given notice."));
    char *text = g_strdup_printf(_("%s Committed: %s%s."), notices, committed, change);
    g_free(notices);
    g_free(change);
    g_free(committed);
    return text;
}

static char *on_expected(const struct cell *row, int year)
{
    const struct cell *expected = &row[COOPERATION_EXPECTED_TOTAL];
    const struct cell *break_even = &row[COOPERATION_BREAK_EVEN];
    if (expected->state == CELL_MISSING) {
        return NULL;
    }
    char *total = volume(row, COOPERATION_EXPECTED_TOTAL);
    char *reported = shown(TABLE_COOPERATION, row, COOPERATION_REPORTED_BY);
    char *bought = volume(row, COOPERATION_BOUGHT);
    char *text;
    if (cell_has_number(break_even)) {
        char *places = text_number(break_even->number, 1);
        text =
            g_strdup_printf(_("For %d the municipalities expect to buy %s (%s). %s places must be paid for "
                              "all year before the rate covers the costs."),
                            year + 1, total, reported, places);
        g_free(places);
    } else {
        text = g_strdup_printf(_("For %d the municipalities expect to buy %s (%s); in %d they bought %s."),
                               year + 1, total, reported, year, bought);
    }
    g_free(bought);
    g_free(reported);
    g_free(total);
    return text;
}

/* "Jammerbugt has left" from the table buyers; "" when nobody has. */
static char *who_changed(const struct cell *buyers)
{
    GString *text = g_string_new(NULL);
    if (buyers != NULL && buyers[BUYERS_WHO_LOST].state == CELL_VALUE) {
        g_string_append_printf(text, _(" No longer buying: %s."), buyers[BUYERS_WHO_LOST].name->label);
    }
    if (buyers != NULL && buyers[BUYERS_WHO_NEW].state == CELL_VALUE) {
        g_string_append_printf(text, _(" New: %s."), buyers[BUYERS_WHO_NEW].name->label);
    }
    return g_string_free(text, FALSE);
}

/* Whose leaving puts the offer below break-even; all of them is said shorter. */
static char *who_matters(const struct cell *buyers)
{
    const struct cell *who = buyers != NULL ? &buyers[BUYERS_FALLS_BELOW_WITHOUT] : NULL;
    if (who == NULL || (who->state != CELL_VALUE && who->state != CELL_NA)) {
        return g_strdup("");
    }
    if (who->state == CELL_NA && who->reason == REASON_BELOW_ALREADY) {
        return g_strdup(_(" The offer is below break-even already."));
    }
    if (who->state == CELL_NA) {
        return buyers[BUYERS_BREAK_EVEN_OCCUPANCY].state == CELL_VALUE
                   ? g_strdup(_(" No single buyer's leaving would put the offer below break-even."))
                   : g_strdup("");
    }
    size_t n = 1;
    for (const char *p = who->name->code; *p != '\0'; p++) {
        n += *p == '|';
    }
    return cell_has_number(&buyers[BUYERS_BUYERS]) && n > 1 && n == (size_t)buyers[BUYERS_BUYERS].number
               ? g_strdup(_(" Without any one of the buyers the offer is below break-even."))
               : g_strdup_printf(_(" The offer is below break-even without: %s."), who->name->label);
}

static char *on_buyers(const struct cell *row, const struct cell *buyers)
{
    const struct cell *n = &row[COOPERATION_BUYERS];
    if (!cell_has_number(n)) {
        return NULL;
    }
    char *bought = volume(row, COOPERATION_BOUGHT);
    char *share = shown(TABLE_COOPERATION, row, COOPERATION_LARGEST_SHARE);
    char *changed = who_changed(buyers);
    char *matters = who_matters(buyers);
    char *text =
        g_strdup_printf(P_("%u municipality buys %s; the largest buyer's share is %s.%s%s",
                           "%u municipalities buy %s; the largest buyer's share is %s.%s%s", n->number),
                        (unsigned)n->number, bought, share, changed, matters);
    g_free(matters);
    g_free(changed);
    g_free(share);
    g_free(bought);
    return text;
}

static char *on_exits(const struct cell *row)
{
    if (row[COOPERATION_KNOWN_EXITS_12M].state == CELL_MISSING) {
        return NULL;
    }
    char *first = shown(TABLE_COOPERATION, row, COOPERATION_KNOWN_EXITS_12M);
    char *second = shown(TABLE_COOPERATION, row, COOPERATION_KNOWN_EXITS_24M);
    char *arrivals = shown(TABLE_COOPERATION, row, COOPERATION_ARRIVALS);
    char *text = g_strdup_printf(_("Known exits (end dates, age limit, planned moves) within 12 months: %s, "
                                   "within 24 months: %s. Arrivals in the year: %s."),
                                 first, second, arrivals);
    g_free(arrivals);
    g_free(second);
    g_free(first);
    return text;
}

static char *on_referrals(const struct cell *row)
{
    if (row[COOPERATION_REFERRALS].state == CELL_MISSING && row[COOPERATION_WAITING].state == CELL_MISSING) {
        return NULL;
    }
    char *referrals = shown(TABLE_COOPERATION, row, COOPERATION_REFERRALS);
    char *waiting = shown(TABLE_COOPERATION, row, COOPERATION_WAITING);
    char *text =
        g_strdup_printf(_("Referrals in the year: %s. On the waiting list: %s."), referrals, waiting);
    g_free(waiting);
    g_free(referrals);
    return text;
}

/* 492 place-days are one place empty for 16 months; a few days are no months. */
static void add_months(GString *text, double days)
{
    if (days < DAYS_A_MONTH / 2) {
        return;
    }
    char *months = text_number(days / DAYS_A_MONTH, days < 10 * DAYS_A_MONTH ? 1 : 0);
    g_string_append_printf(text, _(" (as if one place were empty for %s months)"), months);
    g_free(months);
}

static char *on_empty_days(const struct cell *row)
{
    const struct cell *empty = &row[COOPERATION_EMPTY_PLACE_DAYS];
    if (row[COOPERATION_OCCUPANCY].state == CELL_NA) {
        return NULL;
    }
    char *occupancy = shown(TABLE_COOPERATION, row, COOPERATION_OCCUPANCY);
    char *budgeted = shown(TABLE_COOPERATION, row, COOPERATION_BUDGETED);
    GString *text = g_string_new(NULL);
    if (cell_has_number(&row[COOPERATION_BUDGETED])) {
        g_string_append_printf(text, _("Occupancy was %s against %s budgeted."), occupancy, budgeted);
    } else {
        g_string_append_printf(text, _("Occupancy was %s; budgeted occupancy: %s."), occupancy, budgeted);
    }
    if (cell_has_number(empty)) {
        char *days = shown(TABLE_COOPERATION, row, COOPERATION_EMPTY_PLACE_DAYS);
        char *allowed = shown(TABLE_COOPERATION, row, COOPERATION_BUDGETED_EMPTY_PLACE_DAYS);
        g_string_append_printf(text, _(" Empty place-days: %s"), days);
        add_months(text, empty->number);
        if (cell_has_number(&row[COOPERATION_BUDGETED_EMPTY_PLACE_DAYS])) {
            g_string_append_printf(text, _("; the budget allows %s"), allowed);
        }
        g_string_append_c(text, '.');
        g_free(allowed);
        g_free(days);
    }
    if (cell_has_number(&row[COOPERATION_REFILL_DAYS])) {
        char *refill = shown(TABLE_COOPERATION, row, COOPERATION_REFILL_DAYS);
        g_string_append_printf(text,
                               P_(" A place stood empty for %s day for each new resident.",
                                  " A place stood empty for %s days for each new resident.",
                                  text_round(row[COOPERATION_REFILL_DAYS].number, 0)),
                               refill);
        g_free(refill);
    }
    g_free(budgeted);
    g_free(occupancy);
    return g_string_free(text, FALSE);
}

static char *on_elsewhere(const struct cell *row)
{
    const struct cell *elsewhere = &row[COOPERATION_NEW_PLACES_ELSEWHERE];
    if (!cell_has_number(elsewhere) || elsewhere->number < 0.05) {
        return NULL;
    }
    char *places = sentences_places_text(elsewhere->number);
    char *text = g_strdup_printf(_("New places opened in the year in other offers to the same target groups: "
                                   "%s."),
                                 places);
    g_free(places);
    return text;
}

static char *on_fall(const struct cell *row)
{
    const struct cell *signal = &row[COOPERATION_CUSUM_SIGNAL];
    if (signal->state != CELL_VALUE) {
        return NULL;
    }
    bool referrals = is_word(&row[COOPERATION_CUSUM_SERIES], "referrals");
    const char *what = is_word(signal, "yes")
                           ? (referrals ? _("Referrals have fallen by more than chance explains; that alone "
                                            "would give no status.")
                                        : _("Arrivals have fallen by more than chance explains; that alone "
                                            "would give no status."))
                           : (referrals ? _("Referrals have not fallen by more than chance explains.")
                                        : _("Arrivals have not fallen by more than chance explains."));
    if (!cell_has_number(&row[COOPERATION_YEARS_TO_DETECT])) {
        return g_strdup(what);
    }
    unsigned years = (unsigned)row[COOPERATION_YEARS_TO_DETECT].number;
    return g_strdup_printf(P_("%s Half of all lasting halvings are seen within %u year here.",
                              "%s Half of all lasting halvings are seen within %u years here.", years),
                           what, years);
}

static void add(GPtrArray *texts, char *text)
{
    if (text != NULL) {
        g_ptr_array_add(texts, text);
    }
}

GPtrArray *sentences_covered_offer(const struct released *released, const char *offer, int year)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    const struct cell *row = row_of(released, TABLE_COOPERATION, offer, year);
    if (row == NULL) {
        return texts;
    }
    add(texts, on_commitments(row));
    add(texts, on_expected(row, year));
    add(texts, on_buyers(row, row_of(released, TABLE_BUYERS, offer, year)));
    add(texts, on_exits(row));
    add(texts, on_referrals(row));
    add(texts, on_empty_days(row));
    add(texts, on_elsewhere(row));
    add(texts, on_fall(row));
    return texts;
}

char *sentences_promise(const struct released *released)
{
    const struct released_table *table = released_find(released, registry_table(TABLE_DETECTION)->name);
    if (table == NULL || released_rows(table) == 0) {
        return NULL;
    }
    const struct cell *row = released_cell(table, 0, 0);
    char *alarms = sentences_places_text(row[DETECTION_FALSE_ALARMS_PER_YEAR].number);
    char *text = g_strdup_printf(
        P_("Referrals (else arrivals) of %u offer are watched. When nothing has changed, %s alarm a year is "
           "to be expected over all of them; the limits are set so, with the uncertainty of the years before "
           "in them.",
           "Referrals (else arrivals) of %u offers are watched. When nothing has changed, %s alarm a year is "
           "to be expected over all of them; the limits are set so, with the uncertainty of the years before "
           "in them.",
           row[DETECTION_OFFERS].number),
        (unsigned)row[DETECTION_OFFERS].number, alarms);
    g_free(alarms);
    return text;
}

char *sentences_rate_change(const struct released *released, const char *level, const char *id, int year)
{
    const struct released_table *table = released_find(released, registry_table(TABLE_RATES)->name);
    char *number = g_strdup_printf("%d", year);
    size_t at = table == NULL ? SIZE_MAX
                              : released_row(table, 0, (const char *const[]){level, id, number, "base"}, 4);
    g_free(number);
    if (at == SIZE_MAX || !cell_has_number(released_cell(table, at, RATES_DAILY_RATE))) {
        return NULL;
    }
    const struct cell *row = released_cell(table, at, 0);
    char *rate = sentences_kroner(row[RATES_DAILY_RATE].number, 2, false);
    char *text;
    if (cell_has_number(&row[RATES_CHANGE]) && cell_has_number(&row[RATES_PRICE_EFFECT]) &&
        cell_has_number(&row[RATES_MIX_EFFECT])) {
        char *change = sentences_kroner(row[RATES_CHANGE].number, 2, true);
        char *price = sentences_kroner(row[RATES_PRICE_EFFECT].number, 2, true);
        char *mix = sentences_kroner(row[RATES_MIX_EFFECT].number, 2, true);
        text =
            g_strdup_printf(_("The mean daily rate was %s kroner in %d, %s kroner from the year before: %s "
                              "by the offers' own rates, %s by the mix of places."),
                            rate, year, change, price, mix);
        g_free(mix);
        g_free(price);
        g_free(change);
    } else {
        text = g_strdup_printf(_("The mean daily rate was %s kroner in %d."), rate, year);
    }
    g_free(rate);
    return text;
}
