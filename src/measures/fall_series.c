/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series to watch; see fall_series.h. */
#include "vifte/fall_series.h"

#include "vifte/dates.h"
#include "vifte/demand_reports.h"
#include "vifte/tenure.h"

#include <math.h>

/* Municipalities that gave referrals in each of the years: only they can be compared over time. */
static GArray *steady_reporters(const struct demand_reports *reports, int from_year, int to_year)
{
    GArray *steady = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t i = 0; i < reports->model->n_municipalities; i++) {
        bool always = true;
        for (int year = from_year; year <= to_year && always; year++) {
            const struct demand *demand = demand_reports_find(reports, i, year);
            always = demand != NULL && demand->referrals.state == CELL_VALUE;
        }
        if (always) {
            g_array_append_val(steady, i);
        }
    }
    return steady;
}

static void add_year(struct fall_series *series, int64_t count)
{
    struct fall_year year = {.count = count};
    g_array_append_val(series->years, year);
}

/* The latest years that follow each other and have referrals from somebody. */
static bool fill_referrals(struct fall_series *series, const struct demand_reports *reports)
{
    const struct project *project = reports->model->project;
    int from_year = project->to_year + 1;
    while (from_year > project->from_year &&
           demand_reports_sum(reports, from_year - 1, demand_referrals).n > 0) {
        from_year--;
    }
    GArray *steady = steady_reporters(reports, from_year, project->to_year);
    bool any = from_year <= project->to_year && steady->len > 0;
    for (int year = from_year; any && year <= project->to_year; year++) {
        int64_t count = 0;
        for (guint i = 0; i < steady->len; i++) {
            uint32_t municipality = g_array_index(steady, uint32_t, i);
            count += (int64_t)demand_reports_find(reports, municipality, year)->referrals.number;
        }
        add_year(series, count);
    }
    series->from_year = from_year;
    series->source = any ? FALL_REFERRALS : FALL_NOTHING;
    g_array_unref(steady);
    return any;
}

/* The whole years that the offer is there. */
static void fill_arrivals(struct fall_series *series, const struct model *model, uint32_t index)
{
    const struct offer *offer = &model->offers[index];
    GArray *tenures = tenures_of(model, index);
    int from_year = model->project->from_year;
    const struct period *periods = model->periods + offer->first_period;
    int32_t opened = offer->n_periods > 0 ? periods[0].start : DAY_OPEN;
    int32_t closed = offer->n_periods > 0 ? periods[offer->n_periods - 1].end : DAY_OPEN;
    while (from_year <= model->project->to_year && date_year_start(from_year) < opened) {
        from_year++;
    }
    for (int year = from_year;
         tenures->len > 0 && year <= model->project->to_year && date_year_start(year + 1) <= closed; year++) {
        add_year(series, tenures_begun(tenures, date_year_start(year), date_year_start(year + 1)));
    }
    series->from_year = from_year;
    series->source = series->years->len > 0 ? FALL_ARRIVALS : FALL_NOTHING;
    g_array_unref(tenures);
}

static double mean_of(const struct fall_series *series)
{
    double sum = 0;
    for (guint i = 0; i < series->years->len; i++) {
        sum += (double)g_array_index(series->years, struct fall_year, i).count;
    }
    return series->years->len > 0 ? sum / series->years->len : 0;
}

static bool can_be_watched(const struct fall_series *series, double promised)
{
    double mean = mean_of(series);
    return promised > 0 && series->years->len > FALL_LEARN_YEARS && mean > 0 && mean <= FALL_LARGEST_MEAN &&
           series->years->len + FALL_AHEAD_YEARS <= FALL_MOST_YEARS;
}

/* How long a fall to half of the level so far would take to be seen, after so many years. */
static struct stat_value years_to_detect(const struct fall_watch *watch, double level, size_t baseline)
{
    double within[FALL_AHEAD_YEARS];
    fall_watch_detected(watch, level, level / 2, baseline, FALL_AHEAD_YEARS, within);
    return fall_watch_years(within, FALL_AHEAD_YEARS);
}

/* Watches made so far. The limits do not know the level, only how far totals are followed does: series of
 * about the same level and length share one. */
struct shared_watch {
    size_t years;
    double level;
    struct fall_watch *watch;
};

static const struct fall_watch *shared_watch(GArray *shared, size_t years, double mean, double alarm_rate)
{
    struct shared_watch wanted = {.years = years, .level = mean < 1 ? mean : round(mean)};
    for (guint i = 0; i < shared->len; i++) {
        const struct shared_watch *made = &g_array_index(shared, struct shared_watch, i);
        if (made->years == wanted.years && made->level == wanted.level) {
            return made->watch;
        }
    }
    wanted.watch = fall_watch_new(years, wanted.level, alarm_rate);
    g_array_append_val(shared, wanted);
    return wanted.watch;
}

static void clear_shared(gpointer data)
{
    fall_watch_free(((struct shared_watch *)data)->watch);
}

static void watch(struct fall_series *series, GArray *shared)
{
    double mean = mean_of(series);
    const struct fall_watch *watch =
        shared_watch(shared, series->years->len + FALL_AHEAD_YEARS, mean, series->alarm_rate);
    struct fall_state state = {0};
    for (guint i = 0; i < series->years->len; i++) {
        struct fall_year *year = &g_array_index(series->years, struct fall_year, i);
        year->step = fall_watch_step(watch, &state, year->count);
        year->years_to_detect =
            i < FALL_LEARN_YEARS ? stat_undefined(STAT_TOO_FEW) : years_to_detect(watch, mean, i + 1);
    }
}

struct fall_series **fall_series_new(const struct model *model)
{
    struct fall_series **all = g_new0(struct fall_series *, model->n_offers + 1);
    double promised = model->project->false_alarms_per_year;
    GArray *shared = g_array_new(FALSE, FALSE, sizeof(struct shared_watch));
    g_array_set_clear_func(shared, clear_shared);
    size_t watched = 0;
    for (uint32_t i = 0; i < model->n_offers; i++) {
        if (!model->offers[i].cooperation) {
            continue;
        }
        struct demand_reports reports = demand_reports_of(model, i);
        all[i] = g_new0(struct fall_series, 1);
        all[i]->years = g_array_new(FALSE, FALSE, sizeof(struct fall_year));
        if (!fill_referrals(all[i], &reports)) {
            fill_arrivals(all[i], model, i);
        }
        all[i]->watched = can_be_watched(all[i], promised);
        watched += all[i]->watched;
    }
    for (uint32_t i = 0; i < model->n_offers; i++) {
        if (all[i] != NULL && all[i]->watched) {
            all[i]->alarm_rate = MIN(promised / (double)watched, FALL_MOST_ALARM_RATE);
            all[i]->false_alarms = all[i]->alarm_rate * (double)watched;
            watch(all[i], shared);
        }
    }
    g_array_unref(shared);
    return all;
}

void fall_series_free(struct fall_series **series, const struct model *model)
{
    for (uint32_t i = 0; i < model->n_offers; i++) {
        if (series[i] != NULL) {
            g_array_unref(series[i]->years);
            g_free(series[i]);
        }
    }
    g_free(series);
}

const struct fall_year *fall_series_year(const struct fall_series *series, int year)
{
    int i = year - series->from_year;
    return i >= 0 && (guint)i < series->years->len ? &g_array_index(series->years, struct fall_year, (guint)i)
                                                   : NULL;
}

size_t fall_series_watched(struct fall_series *const *series, const struct model *model)
{
    size_t n = 0;
    for (uint32_t i = 0; i < model->n_offers; i++) {
        n += series[i] != NULL && series[i]->watched;
    }
    return n;
}
