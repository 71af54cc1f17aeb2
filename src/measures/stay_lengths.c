/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long citizens stay: the table stay_lengths, from the region's episodes.
 *
 * Episodes are followed over the project's years: one that began before them is seen from their first day
 * on, one that goes on after them until their last. So neither the long stays of today's residents nor the
 * time before the records are lost, and completed stays alone are never used.
 */
#include "vifte/episodes.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/persons.h"
#include "vifte/reporters.h"
#include "vifte/stay_length.h"
#include "vifte/table.h"

#define FEWEST_AT_RISK 5
#define CONFIDENCE 0.95

static const int MONTHS[] = {3, 6, 12, 18, 24, 36, 48, 60, 72, 84, 96, 108, 120};

struct follow {
    const struct frame *frame;
    int gap_days;
    GArray **spans;   /* struct followed_stay, by group */
    GArray *episodes; /* struct day_span: room for one case */
};

/* Half-open: an episode that ends on the day after the last one is still going on. */
static void add_episode(struct follow *follow, size_t group, struct day_span episode)
{
    int32_t from = follow->frame->year_start[0];
    int32_t to = follow->frame->year_start[follow->frame->n_years];
    if (episode.start >= to || episode.end <= from) {
        return;
    }
    struct followed_stay span = {.from = MAX(from - episode.start, 0),
                                 .to = MIN(episode.end, to) - (double)episode.start,
                                 .ended = episode.end < to};
    g_array_append_val(follow->spans[group], span);
}

static void add_case(const struct person_case *person_case, void *data)
{
    struct follow *follow = data;
    g_array_set_size(follow->episodes, MAX(follow->episodes->len, (guint)person_case->n));
    struct day_span *episodes = (struct day_span *)follow->episodes->data;
    size_t n = episodes_join(person_case, EPISODES_REGION, follow->gap_days, episodes);
    for (size_t i = 0; i < n; i++) {
        add_episode(follow, person_case->group, episodes[i]);
    }
}

/* A step of the curve shows how many left since the row before. */
static struct cell share(struct stat_value value, const struct stay_survival *now, int64_t ends_before)
{
    bool worth =
        now->at_risk >= FEWEST_AT_RISK && (now->fewest_at_risk == 0 || now->fewest_at_risk >= FEWEST_AT_RISK);
    if (!worth || value.state != STAT_OK) {
        return cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    return cell_resting_on(cell_number(value.value, now->at_risk), now->all_ends - ends_before);
}

static void add_rows(const struct follow *follow, size_t group, struct table *table)
{
    double times[G_N_ELEMENTS(MONTHS)];
    struct stay_survival curve[G_N_ELEMENTS(MONTHS)];
    for (size_t i = 0; i < G_N_ELEMENTS(MONTHS); i++) {
        times[i] = MONTHS[i] * STAY_DAYS_PER_YEAR / 12;
    }
    const GArray *spans = follow->spans[group];
    stay_curve((const struct followed_stay *)spans->data, spans->len, times, G_N_ELEMENTS(MONTHS), curve);
    for (size_t i = 0; i < G_N_ELEMENTS(MONTHS); i++) {
        int64_t ends_before = i > 0 ? curve[i - 1].all_ends : 0;
        struct stat_interval limits = stay_survival_limits(&curve[i], CONFIDENCE);
        struct cell *row = table_add(table);
        row[STAY_LENGTHS_GROUP] = cell_name(&follow->frame->model->project->groups[group].name);
        row[STAY_LENGTHS_MONTHS] = cell_number(MONTHS[i], CONTRIBUTORS_NONE);
        row[STAY_LENGTHS_AT_RISK] = cell_number((double)curve[i].at_risk, curve[i].at_risk);
        row[STAY_LENGTHS_REMAINING] = share(curve[i].survival, &curve[i], ends_before);
        row[STAY_LENGTHS_LOWER] = share(limits.lower, &curve[i], ends_before);
        row[STAY_LENGTHS_UPPER] = share(limits.upper, &curve[i], ends_before);
    }
}

void measures_stay_lengths(const struct model *model, struct results *results)
{
    if (model->n_stays == 0) {
        return;
    }
    struct frame *frame = frame_new(model);
    struct reporters *reporters = reporters_new(frame);
    struct follow follow = {.frame = frame,
                            .gap_days = model->project->episode_gap_days,
                            .spans = g_new(GArray *, frame->n_groups + 1),
                            .episodes = g_array_new(FALSE, FALSE, sizeof(struct day_span))};
    for (size_t group = 0; group < frame->n_groups; group++) {
        follow.spans[group] = g_array_new(FALSE, FALSE, sizeof(struct followed_stay));
    }
    persons_each_case(frame, PERSONS_ACTING, add_case, &follow);
    struct table *table = table_new(registry_table(TABLE_STAY_LENGTHS));
    for (size_t group = 0; group < frame->n_groups; group++) {
        if (reporters->from_stays[group]) {
            add_rows(&follow, group, table);
        }
        g_array_unref(follow.spans[group]);
    }
    table_sort(table);
    results->tables[TABLE_STAY_LENGTHS] = table;
    g_array_unref(follow.episodes);
    g_free(follow.spans);
    reporters_free(reporters);
    frame_free(frame);
}
