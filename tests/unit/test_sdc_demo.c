/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public edition of the demonstration project: proved from nothing, and hiding hardly more than must be.
 */
#include "../../src/disclose/protection.h"
#include "vifte/diag.h"
#include "vifte/load.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/paths.h"
#include "vifte/project_file.h"
#include "vifte/sdc_suppress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define MOST_OVER_LEAST 1.3

struct demo {
    struct diag *diag;
    struct model *model;
    struct results *results;
    struct protection *protection;
    struct sdc_problem *problem;
};

static int setup(void **state)
{
    struct demo *demo = g_new0(struct demo, 1);
    demo->diag = diag_new();
    struct project *project = project_read("datasets/nordjylland", paths_share(), demo->diag);
    demo->model = load_model(project, paths_share(), demo->diag);
    demo->results = measures_run(demo->model, demo->diag, NULL);
    demo->protection = protection_new(demo->results, demo->model, AUDIENCE_PUBLIC, NULL, false);
    demo->problem = (struct sdc_problem *)items_problem(demo->protection->items);
    *state = demo;
    return 0;
}

static int teardown(void **state)
{
    struct demo *demo = *state;
    protection_free(demo->protection);
    results_free(demo->results);
    model_free(demo->model);
    diag_free(demo->diag);
    g_free(demo);
    return 0;
}

static bool is_secondary(const struct sdc_unit *unit)
{
    return unit->hidden && !unit->primary && !unit->fixed && unit->weight > 0;
}

static void the_audit_holds_without_any_help(void **state)
{
    struct demo *demo = *state;
    struct sdc_rules rules = SDC_RULES;
    GArray *failed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    assert_true(demo->protection->good);
    assert_true(sdc_audit(demo->problem, &rules, failed));
    g_array_unref(failed);
}

/* Printing any hidden figure that is not small would do harm: that is what `hidden to protect others` means.
 * Each is printed by itself, and the audit must see it; a few are needed in twos and so cannot be seen alone.
 */
static void what_is_hidden_is_needed(void **state)
{
    struct demo *demo = *state;
    struct sdc_rules rules = SDC_RULES;
    GArray *failed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    unsigned hidden = 0, needed = 0;
    for (uint32_t u = 0; u < demo->problem->units->len && hidden < 6; u++) {
        struct sdc_unit *unit = sdc_unit_at(demo->problem, u);
        if (is_secondary(unit)) {
            unit->hidden = false;
            hidden++;
            needed += !sdc_audit(demo->problem, &rules, failed);
            unit->hidden = true;
        }
    }
    assert_int_equal(hidden, 6);
    assert_true(needed >= 5);
    g_array_unref(failed);
}

static int64_t begin_again(struct sdc_problem *problem)
{
    int64_t weight = 0;
    for (uint32_t u = 0; u < problem->units->len; u++) {
        struct sdc_unit *unit = sdc_unit_at(problem, u);
        if (is_secondary(unit)) {
            weight += unit->weight;
            unit->hidden = false;
        }
    }
    return weight;
}

/* The search is let run where a run of the program gives up; what it then proves to be the least is compared.
 */
static void hardly_more_than_the_least_is_hidden(void **state)
{
    struct demo *demo = *state;
    struct sdc_effort effort = {0};
    struct sdc_rules rules = SDC_RULES;
    rules.exact_units = 300;
    rules.exact_solves = 3000;
    rules.effort = &effort;
    int64_t weight = begin_again(demo->problem);
    GArray *failed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    assert_true(sdc_suppress(demo->problem, &rules, failed));
    print_message("hidden to protect others: %d printed figures; at least %d must be\n", (int)weight,
                  (int)effort.least);
    assert_true(effort.least > 0 && effort.least <= effort.weight && effort.weight <= weight);
    assert_true((double)weight <= MOST_OVER_LEAST * (double)effort.least);
    g_array_unref(failed);
}

/* With a memory: the same pattern, twice, and the audit of it. */
static void the_memory_changes_nothing(void **state)
{
    struct demo *demo = *state;
    struct sdc_rules rules = SDC_RULES;
    GArray *failed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t units = demo->problem->units->len;
    bool *before = g_new(bool, units);
    for (uint32_t u = 0; u < units; u++) {
        before[u] = sdc_unit_at(demo->problem, u)->hidden;
    }
    rules.memory = sdc_memory_new();
    for (int round = 0; round < 2; round++) {
        begin_again(demo->problem);
        assert_true(sdc_suppress(demo->problem, &rules, failed));
        for (uint32_t u = 0; u < units; u++) {
            assert_int_equal(before[u], sdc_unit_at(demo->problem, u)->hidden);
        }
        assert_true(sdc_audit(demo->problem, &rules, failed));
    }
    for (uint32_t u = 0; u < units; u++) { /* remembered proofs change printed figures now */
        struct sdc_unit *unit = sdc_unit_at(demo->problem, u);
        unit->hidden = unit->hidden && !is_secondary(unit);
    }
    assert_false(sdc_audit(demo->problem, &rules, failed));
    sdc_memory_free(rules.memory);
    g_free(before);
    g_array_unref(failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_audit_holds_without_any_help, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_hidden_is_needed, setup, teardown),
        cmocka_unit_test_setup_teardown(the_memory_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(hardly_more_than_the_least_is_hidden, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
