/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other sources: Statistics Denmark's files in their forms, the register of offers, extracts from case
 * systems. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "small_project.h"

#include <sys/stat.h>

#define PROFILES "datasets/catalog/profiles/"
#define INPUTS "[inputs]\noffers=o.csv\nneeds=n.csv\n"

/* A project with a file of tests/data as its `table`, under a profile where one is given. */
static struct small_project *read_source(const char *fixture, const char *to, const char *table,
                                         const char *profile)
{
    size_t length = 0;
    char *columns = profile != NULL ? read_file(PROFILES, profile, &length) : g_strdup("");
    char *settings = g_strdup_printf(INPUTS "%s=%s\n%s", table, to, columns);
    struct small_project *project = small_new(settings);
    char *text = read_file("tests/data", fixture, &length);
    small_file(project, "o.csv", SMALL_OFFERS "1001-1;Birk;Aalborg Kommune;851;autisme;4;;;;;\n");
    small_file(project, "n.csv", "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12\n");
    char *path = g_build_filename(project->folder, to, NULL);
    assert_true(g_file_set_contents(path, text, (gssize)length, NULL));
    small_read(project);
    g_free(path);
    g_free(text);
    g_free(settings);
    g_free(columns);
    return project;
}

static double population(const struct small_project *project, int from, int to)
{
    double persons = 0;
    for (size_t i = 0; i < project->model->n_populations; i++) {
        const struct population *row = &project->model->populations[i];
        persons += row->year == 2024 && row->age.from >= from && row->age.to <= to ? row->persons : 0;
    }
    return persons;
}

/* Codes, texts or both: the same persons, nothing counted twice. */
static void test_statbank(void **state)
{
    (void)state;
    static const char *const FILES[] = {"good-statbank-codes.csv", "good-statbank-texts.csv",
                                        "good-statbank-both.csv"};
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        struct small_project *project = read_source(FILES[i], "f.csv", "population", NULL);
        print_message("%s\n", FILES[i]);
        assert_false(diag_stopped(project->diag));
        assert_int_equal(project->model->n_populations, 3);
        assert_int_equal((int)population(project, 0, 0), 21);
        assert_int_equal((int)population(project, 1, 99), 25);
        assert_int_equal((int)population(project, 0, AGE_OPEN), 49);
        small_expect(project, "W336", "");
        small_free(project);
    }
}

static void test_statbank_faults(void **state)
{
    (void)state;
    static const struct {
        const char *file, *code, *places;
    } FAULTS[] = {
        {"bad-statbank-missing-age.csv", "W317", "- - -"}, /* the age, two years, ten municipalities */
        {"bad-statbank-two-values.csv", "W318", "f.csv:3"},
        {"bad-statbank-sum.csv", "W336", "f.csv:4"},
        {"bad-statbank-matrix.csv", "E105", "f.csv"},
        {"bad-statbank-overlap.csv", "W347", "f.csv:3:2"},
        {"bad-statbank-band-sum.csv", "W347", "f.csv:4:2"},
        {"bad-statbank-one-sex.csv", "W346", "f.csv:2:2"},
        {"bad-statbank-civil-status.csv", "E348", "f.csv:1:2"},
        {"bad-statbank-one-category.csv", "W130", "f.csv:1:3"},
        {"bad-statbank-hidden.csv", "W317", "- - f.csv:2:4"}};
    for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
        struct small_project *project = read_source(FAULTS[i].file, "f.csv", "population", NULL);
        print_message("%s\n", FAULTS[i].file);
        small_expect(project, FAULTS[i].code, FAULTS[i].places);
        small_free(project);
    }
}

/* What cannot be right is no population, and neither is half of it. */
static void test_statbank_left_out(void **state)
{
    (void)state;
    static const char *const FILES[] = {"bad-statbank-overlap.csv", "bad-statbank-band-sum.csv",
                                        "bad-statbank-hidden.csv", "bad-statbank-civil-status.csv",
                                        "bad-statbank-second-quarter.csv"};
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        struct small_project *project = read_source(FILES[i], "f.csv", "population", NULL);
        print_message("%s\n", FILES[i]);
        assert_int_equal(project->model->n_populations, 0);
        small_free(project);
    }
    struct small_project *project = read_source("bad-statbank-civil-status.csv", "f.csv", "population", NULL);
    assert_string_equal(small_finding(project, "E348")->column, "CIVILSTAND");
    small_free(project);
    project = read_source("bad-statbank-one-sex.csv", "f.csv", "population", NULL);
    assert_int_equal((int)population(project, 0, AGE_OPEN), 60); /* of the municipality with both sexes */
    assert_non_null(strstr(small_finding(project, "W346")->message, "men only"));
    small_free(project);
}

/* A band over single ages is their total; a list that ends at 99 has nobody behind it. */
static void test_statbank_bands(void **state)
{
    (void)state;
    struct small_project *project =
        read_source("good-statbank-bands-beside-ages.csv", "f.csv", "population", NULL);
    assert_int_equal((int)population(project, 0, 1), 22);
    assert_int_equal((int)population(project, 0, AGE_OPEN), 92);
    small_expect(project, "N320", "f.csv:6:3");
    small_expect(project, "W317", "- -"); /* other years and municipalities, no ages */
    small_free(project);
}

/* Every year without population is named, with those that it misses, also when no row is about 1 January. */
static void test_statbank_years(void **state)
{
    (void)state;
    struct small_project *project =
        read_source("bad-statbank-second-quarter.csv", "f.csv", "population", NULL);
    small_expect(project, "W317", "-");
    const struct finding *finding = small_finding(project, "W317");
    assert_string_equal(finding->message, "no population in 2022-2024 for any municipality of the region");
    assert_non_null(strstr(finding->cure, "1 January"));
    small_free(project);
    project = read_source("bad-statbank-one-sex.csv", "f.csv", "population", NULL);
    finding = small_finding(project, "W317");
    assert_string_equal(finding->message, "no population in 2022-2023 for any municipality of the region");
    small_free(project);
}

/* Offers by afdeling; places of several sections in one cell are added up; the heads' names are not asked
 * about. */
static void test_tilbudsportalen(void **state)
{
    (void)state;
    struct small_project *project = small_new("");
    size_t length = 0;
    char *profile = read_file(PROFILES, "tilbudsportalen.ini", &length);
    char *text = read_file("tests/data", "good-tilbudsportalen.csv", &length);
    char *settings = g_strconcat(SMALL_HEAD, "[inputs]\noffers=o.csv\nneeds=n.csv\n", profile, NULL);
    small_file(project, "project.ini", settings);
    small_file(project, "o.csv", text);
    small_file(project, "n.csv", "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12\n");
    small_read(project);
    assert_false(diag_stopped(project->diag));
    assert_int_equal(project->model->n_offers, 2);
    assert_string_equal(project->model->offers[0].name.code, "1001-1");
    assert_true(project->model->periods[0].places.number == 12);
    assert_true(project->model->periods[1].places.number == 6);
    assert_string_equal(project->model->periods[1].section.code, "SEL-108");
    small_expect(project, "N217", "o.csv:2:11");
    g_free(settings);
    g_free(text);
    g_free(profile);
    small_free(project);
}

/* The file says nothing of municipalities: its name does. */
static void test_dubu(void **state)
{
    (void)state;
    struct small_project *project = read_source("good-dubu.csv", "dubu-aalborg.csv", "stays", "dubu.ini");
    assert_false(diag_stopped(project->diag));
    assert_int_equal(project->model->n_stays, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(project->model->municipalities[project->model->stays[i].acting].code, 851);
    }
    assert_int_equal(project->model->stays[0].rate_oere, 290000); /* "Pris pr dag", not "Takst" */
    small_expect(project, "N344", "dubu-aalborg.csv:1");
    small_free(project);
}

static void test_sensum(void **state)
{
    (void)state;
    struct small_project *project = read_source("good-sensum.csv", "s.csv", "stays", "sensum.ini");
    assert_false(diag_stopped(project->diag));
    assert_int_equal(project->model->n_stays, 2);
    small_expect(project, "N329", "s.csv:3:3");
    small_free(project);
    project = read_source("bad-sensum.csv", "s.csv", "stays", "sensum.ini");
    small_expect(project, "E116", "s.csv:1:1");
    for (size_t i = 0; i < diag_size(project->diag); i++) {
        assert_null(strstr(diag_get(project->diag, i)->message, "Hansen"));
    }
    small_free(project);
}

/* Names of municipalities as offices write them. */
static void test_municipalities(void **state)
{
    (void)state;
    static const int CODES[] = {773, 787, 820, 846, 851, 851, 860};
    struct small_project *project = small_new("[inputs]\noffers=o.csv\nneeds=n.csv\n");
    size_t length = 0;
    char *text = read_file("tests/data", "good-table-municipalities.csv", &length);
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(project, "n.csv", text);
    small_read(project);
    assert_int_equal(project->model->n_needs, G_N_ELEMENTS(CODES));
    for (size_t i = 0; i < G_N_ELEMENTS(CODES); i++) {
        assert_int_equal(project->model->municipalities[project->model->needs[i].municipality].code,
                         CODES[i]);
    }
    g_free(text);
    small_free(project);
    project = small_new("[inputs]\noffers=o.csv\nneeds=n.csv\n");
    text = read_file("tests/data", "bad-table-municipalities.csv", &length);
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(project, "n.csv", text);
    small_read(project);
    small_expect(project, "E301", "n.csv:2:1 n.csv:3:1 n.csv:4:1");
    g_free(text);
    small_free(project);
}

/* Pipes are not waited for, nor taken for a file without a description. */
static void test_pipes(void **state)
{
    (void)state;
    static const char *const TABLES[] = {"offers", "needs", "stays", "population"};
    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        char *settings = g_strdup_printf("[inputs]\n%s=pipe.csv\n", TABLES[i]);
        struct small_project *project = small_new(settings);
        char *path = g_build_filename(project->folder, "pipe.csv", NULL);
        assert_int_equal(mkfifo(path, 0600), 0);
        small_read(project);
        small_expect(project, "E101", "pipe.csv");
        g_free(path);
        g_free(settings);
        small_free(project);
    }
    struct small_project *project = small_new(INPUTS);
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(project, "n.csv", "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12\n");
    char *path = g_build_filename(project->folder, "datapackage.json", NULL);
    assert_int_equal(mkfifo(path, 0600), 0);
    small_read(project);
    small_expect(project, "W218", "n.csv o.csv");
    g_free(path);
    small_free(project);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statbank),
        cmocka_unit_test(test_statbank_faults),
        cmocka_unit_test(test_statbank_left_out),
        cmocka_unit_test(test_statbank_bands),
        cmocka_unit_test(test_statbank_years),
        cmocka_unit_test(test_tilbudsportalen),
        cmocka_unit_test(test_dubu),
        cmocka_unit_test(test_sensum),
        cmocka_unit_test(test_municipalities),
        cmocka_unit_test(test_pipes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
