/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario files (what is read, what is refused and where), the changed copy of the model, and that neither
 * side of a scenario shows what the other hides. */
#include "model_builder.h"
#include "table_check.h"
#include "vifte/diag.h"
#include "vifte/disclose.h"
#include "vifte/disclose_scenario.h"
#include "vifte/released.h"
#include "vifte/scenario.h"
#include "vifte/scenario_file.h"
#include "vifte/scenario_model.h"
#include "vifte/tails.h"
#include "vifte/text.h"

#include <glib/gstdio.h>

struct world {
    struct builder *builder;
    const struct model *model;
    uint32_t autism, elderly;
    uint32_t aalborg, hjoerring;
    uint32_t persons;
};

static void add_stays(struct world *world, int n, uint32_t offer, uint32_t set, uint32_t municipality)
{
    for (int i = 0; i < n; i++) {
        builder_stay(world->builder, world->persons++, offer, set, municipality, 0, DAY_OPEN);
    }
}

static void add_offer(struct world *world, const char *id, uint32_t municipality, uint32_t set, double places)
{
    builder_offer(world->builder, id, municipality, set);
    builder_period(world->builder, 0, DAY_OPEN, given(places));
    g_ptr_array_add(world->builder->project.stays_complete, (gpointer)id);
}

/* A: 6 of 6 taken; B: 4 of 6; C: 3 of 4, for another group. */
static struct world new_world(void)
{
    struct world world = {.builder = builder_new(2024, 2024)};
    world.builder->project.service_level = 0.95;
    world.builder->project.cooperation_threshold = 3;
    world.autism = builder_group(world.builder, "autism");
    world.elderly = builder_group(world.builder, "elderly");
    for (guint i = 0; i < world.builder->groups->len; i++) {
        struct group *group = &g_array_index(world.builder->groups, struct group, i);
        group->id = (char *)group->name.code;
    }
    world.aalborg = builder_municipality(world.builder, "851", "Aalborg", true);
    world.hjoerring = builder_municipality(world.builder, "860", "Hjørring", true);
    uint32_t a = builder_set(world.builder, world.autism, NONE);
    uint32_t e = builder_set(world.builder, world.elderly, NONE);
    add_offer(&world, "A", world.aalborg, a, 6);
    add_offer(&world, "B", world.hjoerring, a, 6);
    add_offer(&world, "D", world.hjoerring, e, 4);
    builder_offer(world.builder, "H", world.hjoerring, e); /* closed before the scenario */
    builder_period(world.builder, 0, date_from_ymd(2024, 7, 1), given(4));
    add_stays(&world, 4, 0, a, world.aalborg);
    add_stays(&world, 2, 0, a, world.hjoerring);
    add_stays(&world, 4, 1, a, world.hjoerring);
    add_stays(&world, 3, 2, e, world.hjoerring);
    builder_demand(world.builder, 0, world.aalborg, 2024, 4, 4, 4);
    struct rate *rate = builder_rate(world.builder, 0, 2025, COMPONENT_BASE, 3000, 0.95);
    rate->costs = given(6000000);
    rate->carried_result = given(60000);
    world.model = builder_model(world.builder);
    return world;
}

static void end_world(struct world *world)
{
    builder_free(world->builder);
}

static struct scenario *read_text(const struct world *world, const char *text, struct diag *diag)
{
    char *name = NULL;
    int file = g_file_open_tmp("scenario-XXXXXX.ini", &name, NULL);
    assert_true(file >= 0);
    assert_true(g_file_set_contents(name, text, -1, NULL));
    g_close(file, NULL);
    struct scenario *scenario = scenario_read(name, world->model, diag);
    g_unlink(name);
    g_free(name);
    return scenario;
}

static struct scenario *must_read(const struct world *world, const char *text)
{
    struct diag *diag = diag_new();
    struct scenario *scenario = read_text(world, text, diag);
    if (scenario == NULL) {
        diag_print(diag, stderr, DIAG_NOTE);
    }
    assert_non_null(scenario);
    diag_free(diag);
    return scenario;
}

/* --- the file --- */

static const struct scenario_change *change_at(const struct scenario *scenario, guint i)
{
    assert_true(i < scenario->changes->len);
    return g_ptr_array_index(scenario->changes, i);
}

static void all_sections_are_read(void **state)
{
    (void)state;
    struct world world = new_world();
    struct scenario *scenario = must_read(
        &world, "[scenario]\ntitle = Alt på en gang\n[close]\nA = 2025-07-01\n[places]\nB = 1.2.2025;+4\n"
                "D = 2025-01-01;2,5\n[open]\nE = Nyt hus;autism|elderly;Aalborg;8;2026-01-01;2650,50\n"
                "F = Uden takst;elderly;860;3;2025-03-01\n[arrivals]\nautism = +10 % from 2026;-5% fra "
                "2028\n[buyer_leaves]\nA = Aalborg;2025-02-01;Hjørring;2025-03-01\n");
    assert_string_equal(scenario->title, "Alt på en gang");
    assert_int_equal(scenario->changes->len, 9);
    assert_int_equal(change_at(scenario, 0)->kind, SCENARIO_CLOSE);
    assert_int_equal(change_at(scenario, 0)->day, date_from_ymd(2025, 7, 1));
    assert_true(change_at(scenario, 1)->relative && change_at(scenario, 1)->places == 4);
    assert_true(!change_at(scenario, 2)->relative && change_at(scenario, 2)->places == 2.5);
    const struct scenario_change *open = change_at(scenario, 3);
    assert_string_equal(open->id, "E");
    assert_string_equal(open->name, "Nyt hus");
    assert_int_equal(open->groups->len, 2);
    assert_int_equal(open->municipality, world.aalborg);
    assert_int_equal(open->rate_oere, 265050);
    assert_int_equal(change_at(scenario, 4)->rate_oere, -1);
    assert_true(fabs(change_at(scenario, 5)->factor - 1.1) < 1e-12);
    assert_int_equal(change_at(scenario, 5)->from_year, 2026);
    assert_true(fabs(change_at(scenario, 6)->factor - 0.95) < 1e-12);
    assert_int_equal(change_at(scenario, 8)->municipality, world.hjoerring);
    assert_int_equal(scenario_last_day(scenario, world.model), date_from_ymd(2026, 1, 1));
    scenario_free(scenario);
    end_world(&world);
}

/* Each bad line is a finding of its own, at its line. */
static void bad_lines_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *code;
        uint64_t line;
    } CASES[] = {
        {"[close]\nX = 2025-07-01\n", "E431", 2},
        {"[close]\nA = soon\n", "E432", 2},
        {"[close]\nA = 2024-12-31\n", "E433", 2},
        {"[close]\nA = 2025-07-01;now\n", "E432", 2},
        {"[places]\nA = 2025-07-01;many\n", "E432", 2},
        {"[places]\nA = 2025-07-01\n", "E432", 2},
        {"[open]\nA = Hus;autism;Aalborg;8;2026-01-01\n", "E432", 2},
        {"[open]\nE = Hus;cats;Aalborg;8;2026-01-01\n", "E431", 2},
        {"[open]\nE = Hus;autism;Atlantis;8;2026-01-01\n", "E431", 2},
        {"[open]\nE = Hus;autism;Aalborg;-8;2026-01-01\n", "E432", 2},
        {"[open]\nE = Hus;autism;Aalborg;8;2026-01-01;free\n", "E432", 2},
        {"[arrivals]\nautism = 10 % from 2026\n", "E432", 2},
        {"[arrivals]\nautism = +10 % from 2024\n", "E433", 2},
        {"[arrivals]\nautism = -200 % from 2026\n", "E432", 2},
        {"[arrivals]\ncats = +10 % from 2026\n", "E431", 2},
        {"[buyer_leaves]\nA = Aalborg;2025-02-01;Hjørring\n", "E432", 2},
        {"[close]\nH = 2025-07-01\n", "E436", 2},
        {"[places]\nH = 2025-07-01;+2\n", "E436", 2},
        {"[places]\nA = 2025-07-01;-7\n", "E436", 2},
        {"[buyer_leaves]\nB = Aalborg;2025-02-01\n", "E436", 2},
        {"[shut]\nA = 2025-07-01\n", "E402", 1},
        {"[scenario]\nname = x\n[close]\nA = 2025-07-01\n", "E403", 2},
        {"[scenario]\ntitle = Intet\n", "E434", 0},
    };
    struct world world = new_world();
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        struct diag *diag = diag_new();
        struct scenario *scenario = read_text(&world, CASES[i].text, diag);
        if (scenario != NULL || diag_size(diag) != 1) {
            diag_print(diag, stderr, DIAG_NOTE);
            fail_msg("%s: read, or not one finding", CASES[i].text);
        }
        assert_string_equal(diag_get(diag, 0)->kind->code, CASES[i].code);
        assert_int_equal(diag_get(diag, 0)->pos.line, CASES[i].line);
        diag_free(diag);
    }
    end_world(&world);
}

/* --- the changed copy --- */

static double places_on(const struct model *model, const char *id, int32_t day)
{
    uint32_t offer = model_offer(model, id);
    assert_true(offer != NONE);
    return model_place_days(model, &model->offers[offer], day, day + 1);
}

static unsigned residents_on(const struct model *model, const char *id, int32_t day)
{
    unsigned n = 0;
    uint32_t offer = model_offer(model, id);
    for (size_t i = model_first_stay(model, offer); i < model->n_stays && model->stays[i].offer == offer;
         i++) {
        n += model->stays[i].start <= day && model->stays[i].end > day;
    }
    return n;
}

/* A closes: two of its six find room in B at once, four in the house that opens half a year later (C, whose
 * number comes between those of others). */
static void residents_move_as_places_come(void **state)
{
    (void)state;
    struct world world = new_world();
    struct scenario *scenario =
        must_read(&world, "[close]\nA = 2025-07-01\n[open]\nC = Nyt hus;autism;Aalborg;3;2026-01-01;1000\n");
    struct scenario_model *copy = scenario_model_new(world.model, scenario, date_from_ymd(2026, 1, 1));
    const struct model *model = scenario_model_get(copy);
    assert_int_equal(model->n_offers, 5);
    assert_int_equal(model_offer(model, "C"), 2);
    assert_int_equal(model_offer(model, "D"), 3);
    assert_true(places_on(model, "A", date_from_ymd(2025, 6, 30)) == 6);
    assert_true(places_on(model, "A", date_from_ymd(2025, 7, 1)) == 0);
    assert_true(places_on(model, "C", date_from_ymd(2025, 12, 31)) == 0);
    assert_true(places_on(model, "C", date_from_ymd(2026, 1, 1)) == 3);
    assert_int_equal(residents_on(model, "A", date_from_ymd(2025, 6, 30)), 6);
    assert_int_equal(residents_on(model, "A", date_from_ymd(2025, 7, 1)), 4); /* without a place */
    assert_int_equal(residents_on(model, "B", date_from_ymd(2025, 7, 1)), 6);
    assert_int_equal(residents_on(model, "A", date_from_ymd(2026, 1, 1)), 1);
    assert_int_equal(residents_on(model, "C", date_from_ymd(2026, 1, 1)), 3);
    assert_int_equal(residents_on(model, "D", date_from_ymd(2026, 1, 1)), 3);
    assert_int_equal(model->n_moved, 6); /* each person once */
    unsigned unplaced = 0;
    for (size_t i = 0; i < model->n_moved; i++) {
        unplaced += model->moved[i].to == NONE;
    }
    assert_int_equal(unplaced, 1);
    /* The original is as it was. */
    assert_int_equal(residents_on(world.model, "A", date_from_ymd(2026, 1, 1)), 6);
    assert_true(places_on(world.model, "A", date_from_ymd(2026, 1, 1)) == 6);
    scenario_model_free(copy);
    scenario_free(scenario);
    end_world(&world);
}

static void a_buyer_leaves_with_its_citizens(void **state)
{
    (void)state;
    struct world world = new_world();
    struct scenario *scenario = must_read(
        &world, "[buyer_leaves]\nA = Hjørring;2025-02-01\n[places]\nB = 2025-01-15;-1\nA = 2025-06-01;8\n");
    struct scenario_model *copy = scenario_model_new(world.model, scenario, date_from_ymd(2025, 6, 1));
    const struct model *model = scenario_model_get(copy);
    assert_int_equal(residents_on(model, "A", date_from_ymd(2025, 2, 1)),
                     5); /* one finds a place: B has one */
    assert_int_equal(residents_on(model, "B", date_from_ymd(2025, 2, 1)), 5);
    assert_true(places_on(model, "B", date_from_ymd(2025, 2, 1)) == 5);
    assert_true(places_on(model, "A", date_from_ymd(2025, 6, 1)) == 8);
    /* Nobody goes back to the offer that the buyer left. */
    assert_int_equal(residents_on(model, "A", date_from_ymd(2025, 6, 1)), 5);
    assert_int_equal(model->n_demands, 2);
    const struct demand *demand = &model->demands[1];
    assert_int_equal(demand->municipality, world.hjoerring);
    assert_int_equal(demand->notice_day, date_from_ymd(2025, 2, 1));
    assert_int_equal(demand->bought.state, CELL_MISSING);
    assert_true(demand->expected.state == CELL_VALUE && demand->expected.number == 0);
    scenario_model_free(copy);
    scenario_free(scenario);
    end_world(&world);
}

/* Nothing of the project's own years differs. */
static void the_past_stays_as_it_was(void **state)
{
    (void)state;
    struct world world = new_world();
    struct scenario *scenario =
        must_read(&world, "[close]\nA = 2025-01-01\n[arrivals]\nautism = +50 % from 2025\n"
                          "[open]\nC = Nyt hus;autism;Aalborg;9;2025-01-01;1000\n");
    int32_t as_of = scenario_last_day(scenario, world.model);
    struct scenario_model *now = scenario_model_new(world.model, NULL, as_of);
    struct scenario_model *then = scenario_model_new(world.model, scenario, as_of);
    struct diag *diag = diag_new();
    struct results *a = measures_run(scenario_model_get(now), diag, NULL);
    struct results *b = measures_run(scenario_model_get(then), diag, NULL);
    static const enum table_id SAME[] = {
        TABLE_NEED,  TABLE_FLOW_OF_CITIZENS, TABLE_OFFERS_USED,     TABLE_USE_MATRIX,
        TABLE_FLOWS, TABLE_OCCUPANCY_YEAR,   TABLE_SELF_SUFFICIENCY};
    for (size_t i = 0; i < G_N_ELEMENTS(SAME); i++) {
        const struct table *x = a->tables[SAME[i]], *y = b->tables[SAME[i]];
        assert_int_equal(table_rows(x), table_rows(y));
        for (size_t k = 0; k < table_rows(x) * x->def->n_columns; k++) {
            const struct cell *p = table_row(x, 0) + k, *q = table_row(y, 0) + k;
            bool named = x->def->columns[k % x->def->n_columns].kind <= COLUMN_TEXT;
            assert_int_equal(p->state, q->state);
            assert_true(p->state != CELL_VALUE ||
                        (named ? strcmp(p->name->code, q->name->code) == 0 : p->number == q->number));
        }
    }
    const struct cell *plan = need_row(b->tables[TABLE_RESILIENCE], "autism scenario");
    assert_number(plan[RESILIENCE_DISPLACED], 6);
    assert_number(plan[RESILIENCE_ABSORBED], 6);
    assert_null(find_row(a->tables[TABLE_RESILIENCE], "autism scenario"));
    results_free(a);
    results_free(b);
    diag_free(diag);
    scenario_model_free(now);
    scenario_model_free(then);
    scenario_free(scenario);
    end_world(&world);
}

/* --- costs --- */

/* Closed at the end of June: half the places' days, half the costs, and the same rate. */
static void costs_follow_the_places(void **state)
{
    (void)state;
    struct world world = new_world();
    struct scenario *scenario = must_read(&world, "[close]\nA = 2025-07-01\n");
    int32_t as_of = scenario_last_day(scenario, world.model);
    struct scenario_model *then = scenario_model_new(world.model, scenario, as_of);
    const struct model *model = scenario_model_get(then);
    assert_int_equal(model->n_rates, 1);
    assert_true(fabs(model->rates[0].costs.number - 6000000 * 181.0 / 365) < 1e-6);
    assert_true(fabs(model->rates[0].carried_result.number - 60000 * 181.0 / 365) < 1e-6);
    assert_true(world.model->rates[0].costs.number == 6000000);
    scenario_model_free(then);
    scenario_free(scenario);
    end_world(&world);
}

/* --- what may be shown --- */

static bool is_hidden(const struct released *released, const char *table, size_t row, size_t column)
{
    return released_cell(released_find(released, table), row, column)->state == CELL_SUPPRESSED;
}

static void neither_side_shows_what_the_other_hides(void **state)
{
    (void)state;
    struct world world = new_world();
    struct scenario *scenario =
        must_read(&world, "[close]\nA = 2025-01-01\n"); /* two find a place, four do not */
    int32_t as_of = scenario_last_day(scenario, world.model);
    struct scenario_model *now = scenario_model_new(world.model, NULL, as_of);
    struct scenario_model *then = scenario_model_new(world.model, scenario, as_of);
    struct diag *diag = diag_new();
    struct scenario_side today = {scenario_model_get(now), measures_run(scenario_model_get(now), diag, NULL)};
    struct scenario_side changed = {scenario_model_get(then),
                                    measures_run(scenario_model_get(then), diag, NULL)};
    struct released *released[2];
    struct release_request request = {.audience = AUDIENCE_COOPERATION};
    assert_true(disclose_scenario(&today, &changed, &request, &released[0], &released[1], diag));
    for (size_t t = 0; t < released_size(released[1]); t++) {
        const struct released_table *table = released_at(released[1], t);
        const struct table_def *def = released_def(table);
        const struct released_table *before = released_find(released[0], def->name);
        for (size_t row = 0; def != registry_table(TABLE_RESILIENCE) && row < released_rows(table); row++) {
            for (size_t k = def->n_keys; k < def->n_columns; k++) { /* the same rows on both sides */
                assert_true(!is_hidden(released[0], def->name, row, k) ||
                            released_cell(table, row, k)->state != CELL_VALUE);
            }
        }
        assert_non_null(before);
    }
    /* Two persons: who moves and who does not is hidden, and B's two more as well. */
    const struct released_table *plan = released_find(released[1], "resilience");
    size_t row = released_row(plan, 0, (const char *const[]){"autism", "scenario"}, 2);
    assert_int_equal(released_cell(plan, row, RESILIENCE_DISPLACED)->number, 6);
    assert_true(is_hidden(released[1], "resilience", row, RESILIENCE_ABSORBED));
    assert_true(is_hidden(released[1], "resilience", row, RESILIENCE_UNPLACED));
    row = released_row(plan, 0, (const char *const[]){"autism", "B"}, 2);
    assert_true(is_hidden(released[1], "resilience", row, RESILIENCE_DISPLACED));
    released_free(released[0]);
    released_free(released[1]);
    request.audience = AUDIENCE_PUBLIC;
    assert_false(disclose_scenario(&today, &changed, &request, &released[0], &released[1], diag));
    assert_null(released[0]);
    assert_null(released[1]);
    results_free((struct results *)today.results);
    results_free((struct results *)changed.results);
    diag_free(diag);
    scenario_model_free(now);
    scenario_model_free(then);
    scenario_free(scenario);
    end_world(&world);
}

int main(void)
{
    tails_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_sections_are_read),
                                       cmocka_unit_test(bad_lines_are_refused),
                                       cmocka_unit_test(residents_move_as_places_come),
                                       cmocka_unit_test(a_buyer_leaves_with_its_citizens),
                                       cmocka_unit_test(the_past_stays_as_it_was),
                                       cmocka_unit_test(costs_follow_the_places),
                                       cmocka_unit_test(neither_side_shows_what_the_other_hides)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
