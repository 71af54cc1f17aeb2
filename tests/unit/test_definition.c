/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who belongs to a group, as text and back. */
#include "vifte/definition.h"

#include "vifte/project.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants these four before it */
#include <cmocka.h>

static struct project *two_groups(void)
{
    struct project *project = project_new();
    project->groups = g_new0(struct group, 2);
    project->n_groups = 2;
    project->groups[0] = (struct group){.id = g_strdup("autism"),
                                        .name_da = g_strdup("Autisme"),
                                        .match = g_strsplit("asf;aspergers;autism;autisme", ";", -1),
                                        .age = {.from = 0, .to = 17},
                                        .age_filters_citizens = true};
    project->groups[1] = (struct group){
        .id = g_strdup("dom"), .match = g_strsplit("adhd;dom", ";", -1), .age = {.from = 18, .to = AGE_OPEN}};
    project->stay_end = STAY_END_EXCLUSIVE;
    project->episode_gap_days = 14;
    project_set_language(project, LANGUAGE_DA);
    return project;
}

static GHashTable *settings(const char *definition, const char *stay_end, const char *gap)
{
    GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);
    const char *const pairs[][2] = {
        {"definition", definition}, {"stay_end", stay_end}, {"episode_gap_days", gap}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        if (pairs[i][1] != NULL) {
            g_hash_table_insert(table, (void *)pairs[i][0], (void *)pairs[i][1]);
        }
    }
    return table;
}

static void what_it_is_today(void **state)
{
    (void)state;
    struct project *project = two_groups();
    char *text = definition_text(project, &project->groups[1]);
    assert_string_equal(text, "match adhd;dom, age 18-, age_filters_citizens no, age_at 31 December");
    GHashTable *same = settings(text, "exclusive", "14");
    GHashTable *silent = settings(NULL, NULL, "a few");
    GHashTable *other = settings(text, "inclusive", "14");
    GHashTable *gap = settings(text, "exclusive", "30");
    assert_true(definition_is(project, &project->groups[1], same));
    assert_true(definition_is(project, &project->groups[1], silent));
    assert_false(definition_is(project, &project->groups[1], other));
    assert_false(definition_is(project, &project->groups[1], gap));
    assert_false(definition_is(project, &project->groups[0], same));
    GHashTable *tables[] = {same, silent, other, gap};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_hash_table_unref(tables[i]);
    }
    g_free(text);
    project_free(project);
}

static void what_it_was(void **state)
{
    (void)state;
    static const char THEN[] = "match asf;adhd, age 5-, age_filters_citizens no, age_at 1 January";
    struct project *project = two_groups();
    GHashTable *then = settings(THEN, "inclusive", "30");
    assert_true(definition_restore(project, "autism", then));
    const struct group *autism = &project->groups[0];
    const char *const words[] = {"asf", "adhd", "autism", "autisme", NULL}; /* its names stay its own */
    assert_true(g_strv_equal((const char *const *)autism->match, words));
    assert_int_equal(autism->age.from, 5);
    assert_int_equal(autism->age.to, AGE_OPEN);
    assert_false(autism->age_filters_citizens);
    assert_int_equal(project->age_at, AGE_AT_1_JANUARY);
    assert_int_equal(project->stay_end, STAY_END_INCLUSIVE);
    assert_int_equal(project->episode_gap_days, 30);
    assert_string_equal(project->groups[1].match[0], "dom"); /* the word that was autism's is no longer its */
    assert_null(project->groups[1].match[1]);
    assert_int_equal(project->n_groups, 3); /* what is autism's today, and was nobody's */
    assert_string_equal(project->groups[2].match[0], "aspergers");
    assert_null(project->groups[2].match[1]);
    g_hash_table_unref(then);
    project_free(project);
}

static void what_cannot_be_read(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"", "match a, age 5",
                                        "match a, age 5-x, age_filters_citizens no, age_at 1 January",
                                        "match a, age 5-7, age_filters_citizens maybe, age_at 1 January",
                                        "match a, age 55555-, age_filters_citizens no, age_at 1 January"};
    for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        struct project *project = two_groups();
        GHashTable *then = settings(TEXTS[i], NULL, NULL);
        assert_false(definition_restore(project, "autism", then));
        assert_int_equal(project->n_groups, 2);
        g_hash_table_unref(then);
        then = settings(NULL, "exclusive", NULL);
        assert_false(definition_restore(project, "autism", then));
        assert_false(definition_restore(project, "nobody knows it", then));
        g_hash_table_unref(then);
        project_free(project);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_is_today),
        cmocka_unit_test(what_it_was),
        cmocka_unit_test(what_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
