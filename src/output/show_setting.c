/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings that shape a run's figures, as people read them. */
#include "vifte/show.h"

#include "vifte/text.h"

#include <math.h>
#include <string.h>

struct meaning {
    const char *key, *text; /* N_() */
};

/* By the keys that edition.c prints. */
static const struct meaning MEANINGS[] = {
    {"threshold", N_("Counts of persons below this are hidden in public editions")},
    {"cooperation_threshold", N_("Counts of persons below this are hidden in editions for the cooperation")},
    {"zero", N_("Whether zeros are shown")},
    {"offer_occupancy", N_("Whether an offer's occupancy is public by year, in whole per cent")},
    {"stay_end", N_("Whether the end date of a stay is its last day or the day after")},
    {"occupancy_basis", N_("Whether paid days or days present are counted")},
    {"person_scope",
     N_("Whether a person is recognised across senders in the region or only within one sender")},
    {"episode_gap_days", N_("Stays of one person and group at most this many days apart are one")},
    {"false_alarms_per_year", N_("False alarms a year that the watch on referrals promises over all offers")},
    {"follow_below_pct_of_break_even", N_("Expected demand below so many per cent of break-even is a sign")},
    {"dialogue_buyers_lost", N_("So many lost buyers or notices are an occasion for dialogue")},
    {"largest_share", N_("A larger share of one buyer is a sign")},
    {"days", N_("Days of a year in the rate")},
    {"floor", N_("Lowest budgeted occupancy")},
    {"floor_short", N_("Lowest budgeted occupancy of respite and acute offers")},
    {"recommended_max", N_("Recommended highest budgeted occupancy")},
    {"max", N_("Highest budgeted occupancy")},
    {"occupancy_lag_first", N_("Budgeted occupancy: the earlier of the two years before")},
    {"occupancy_lag_last", N_("Budgeted occupancy: the later of the two years before")},
    {"set_aside_pct", N_("Share of the rate base that a surplus may be set aside up to")},
};

const char *show_setting_meaning(const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(MEANINGS); i++) {
        size_t length = strcspn(key, "."); /* "floor.2017": what holds from a year on */
        if (strlen(MEANINGS[i].key) == length && strncmp(MEANINGS[i].key, key, length) == 0) {
            return show_text(MEANINGS[i].text);
        }
    }
    return key;
}

static const char *unit_of(const char *unit)
{
    static const struct meaning UNITS[] = {
        {" days", N_("days")}, {" percent", N_("per cent")}, {" years", N_("years")}};
    for (size_t i = 0; i < G_N_ELEMENTS(UNITS); i++) {
        if (strcmp(UNITS[i].key, unit) == 0) {
            return show_text(UNITS[i].text);
        }
    }
    return unit;
}

char *show_setting_value(const char *value)
{
    char *rest;
    double number = g_ascii_strtod(value, &rest);
    if (rest == value || (*rest != '\0' && *rest != ' ')) {
        return g_strdup(value); /* a word, or a list */
    }
    g_autofree char *text = text_number(number, number == floor(number) ? 0 : 2);
    return *rest == '\0' ? g_steal_pointer(&text) : g_strdup_printf("%s %s", text, unit_of(rest));
}

const char *show_setting_source(const char *source)
{
    return source == NULL || strcmp(source, "project") == 0 ? _("the project") : source;
}
