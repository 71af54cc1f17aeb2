/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The links between tables hold with the true figures of the demonstration project; each has equations there.
 */
#include "../../src/disclose/columns.h"
#include "../../src/disclose/gate.h"
#include "../../src/disclose/items.h"
#include "../../src/disclose/links.h"
#include "vifte/diag.h"
#include "vifte/load.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/paths.h"
#include "vifte/project_file.h"
#include "vifte/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static GArray *check_demo(enum audience audience, bool with_stays)
{
    struct diag *diag = diag_new();
    struct project *project = project_read("datasets/nordjylland", paths_share(), diag);
    struct model *model = load_model(project, paths_share(), diag);
    assert_non_null(model);
    model->n_stays = with_stays ? model->n_stays : 0;
    struct results *results = measures_run(model, diag, NULL);
    struct gate *gate = gate_new(results, model, audience);
    struct item_setting setting = {.results = results, .model = model, .audience = audience, .threshold = 1};
    memcpy(setting.kept, gate->kept, sizeof setting.kept);
    struct items *items = items_new(&setting);
    GArray *checks = g_array_new(FALSE, FALSE, sizeof(struct link_check));
    links_add(items, checks);
    items_free(items);
    gate_free(gate);
    results_free(results);
    model_free(model);
    diag_free(diag);
    return checks;
}

#define OF_FORMS "citizens by kind of place"

/* Without stays the places are added up from the forms, as the offers are. */
static void links_of_forms_hold(void **state)
{
    (void)state;
    GArray *checks = check_demo(AUDIENCE_INTERNAL, false);
    unsigned n = 0;
    for (guint i = 0; i < checks->len; i++) {
        const struct link_check *check = &g_array_index(checks, struct link_check, i);
        if (g_str_has_prefix(check->name, OF_FORMS)) {
            assert_true(check->n > 0);
            assert_int_equal(check->largest, 0);
            n++;
        }
    }
    assert_int_equal(n, 2);
    g_array_unref(checks);
}

static void every_link_holds(void **state)
{
    (void)state;
    GArray *checks = check_demo(AUDIENCE_INTERNAL, true);
    for (guint i = 0; i < checks->len; i++) {
        const struct link_check *check = &g_array_index(checks, struct link_check, i);
        /* nobody pays from elsewhere in the demonstration, and no group stands in forms alone */
        bool occurs = check->n > 0 || strcmp(check->name, "days paid from elsewhere") == 0 ||
                      g_str_has_prefix(check->name, OF_FORMS) ||
                      strcmp(check->name, "citizens of forms stand in two tables") == 0;
        if (!occurs || check->wrong > 0) {
            print_error("%s: %u equations, %u wrong\n", check->name, check->n, check->wrong);
        }
        assert_true(occurs);
        assert_int_equal(check->wrong, 0);
    }
    g_array_unref(checks);
}

/* What is taken for known is small: hardly anybody has two acting municipalities, and days are days. */
static void known_overlaps_are_small(void **state)
{
    (void)state;
    GArray *checks = check_demo(AUDIENCE_INTERNAL, true);
    for (guint i = 0; i < checks->len; i++) {
        const struct link_check *check = &g_array_index(checks, struct link_check, i);
        bool of_citizens = strstr(check->name, "the region's citizens") != NULL ||
                           strstr(check->name, "region and municipalities") != NULL;
        if (of_citizens) {
            assert_true(check->largest <= 3);
        }
    }
    g_array_unref(checks);
}

/* A figure that rests on persons and is not on the list would be shown to nobody: add its line to columns.c.
 */
static void every_figure_of_persons_is_on_the_list(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    struct project *project = project_read("datasets/nordjylland", paths_share(), diag);
    struct model *model = load_model(project, paths_share(), diag);
    struct results *results = measures_run(model, diag, NULL);
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table *table = results->tables[id];
        for (size_t k = 0; table != NULL && table->def->least < AUDIENCE_INTERNAL && k < table->cells->len;
             k++) {
            size_t column = k % table->def->n_columns;
            const struct cell *cell = &g_array_index(table->cells, struct cell, k);
            if (cell->state == CELL_VALUE && cell->contributors >= 0 &&
                column_rule(id, column)->kind == ITEM_UNLISTED) {
                fail_msg("%s.%s", table->def->name, table->def->columns[column].name);
            }
        }
    }
    results_free(results);
    model_free(model);
    diag_free(diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_link_holds),
        cmocka_unit_test(links_of_forms_hold),
        cmocka_unit_test(known_overlaps_are_small),
        cmocka_unit_test(every_figure_of_persons_is_on_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
