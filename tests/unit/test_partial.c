/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partial sums: what they say of a stay, that any union of them gives the stays back, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "small_project.h"
#include "vifte/load.h"
#include "vifte/partial.h"
#include "vifte/paths.h"
#include "vifte/person_key.h"
#include "vifte/project_file.h"

#define KEY "0123456789abcdef"
#define HEADING \
    "Borger;Tilbud;Målgruppe;Handlekommune;Betalingskommune;Start;Slut;Paragraf;Fødselsår;Køn;Sværhedsgrad;" \
    "Takst\n"
#define FIRST "P1;T1;autisme;851;787;2022-01-01;2022-01-31;SEL § 66;2010;mand;2;1.000,50\n"
#define SECOND "P1;To;hjerneskade|autisme;Aalborg;;2021-12-01;;;;;;\n"
#define THIRD "Q;T2;autisme;787;;2020-01-01;2020-05-01;;2009;K;;900\n"
#define STAYS "[inputs]\noffers=o.csv\nstays=s.csv\n"
#define PARTIALS \
    "[inputs]\noffers=o.csv\nstays=p*.csv\n[columns stays]\nperson = Løbenr\n[format stays]\ndecimal = " \
    ",\nseparator = ;\n"

static struct person_key *key_of(struct small_project *project, const char *bytes, struct diag *diag)
{
    small_file(project, "key", bytes);
    char *path = g_build_filename(project->folder, "key", NULL);
    struct person_key *key = person_key_read(path, diag);
    g_free(path);
    return key;
}

/* The partial of rows below HEADING. */
static char *reduce(const char *settings, const char *rows)
{
    struct small_project *project = small_new(settings);
    char *text = g_strconcat(HEADING, rows, NULL), *path = g_build_filename(project->folder, "slice", NULL);
    project->diag = diag_new();
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(project, "slice", text);
    struct project_slice slice = {path, "slice"};
    struct person_key *key = key_of(project, KEY, project->diag);
    struct project *read = project_read_slices(project->folder, paths_share(), &slice, 1, project->diag);
    assert_non_null(read);
    project->model = load_slice(read, paths_share(), key, project->diag);
    assert_int_equal(diag_count(project->diag, DIAG_STOP), 0);
    char *out = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&out, &length);
    assert_true(partial_write(project->model, file));
    fclose(file);
    char *copy = g_strdup(out);
    free(out);
    g_free(path);
    g_free(text);
    person_key_free(key);
    small_free(project);
    return copy;
}

static struct small_project *read_files(const char *settings, const char *first, const char *second)
{
    struct small_project *project = small_new(settings);
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(project, strstr(settings, "p*.csv") != NULL ? "p1.csv" : "s.csv", first);
    if (second != NULL) {
        small_file(project, "p2.csv", second);
    }
    small_read(project);
    return project;
}

/* What measures see of the stays. */
static char *dump(const struct small_project *project)
{
    GString *out = g_string_new(NULL);
    const struct model *model = project->model;
    for (size_t i = 0; i < model->n_stays; i++) {
        const struct stay *s = &model->stays[i];
        const struct group_set *set = &model->group_sets[s->group_set];
        g_string_append_printf(out, "%u %d %d %d %u/%u %u %u %s %u %u %u\n", s->offer, s->start, s->end,
                               s->rate_oere, model->group_refs[set->first], set->n, s->acting, s->paying,
                               s->section == UINT16_MAX ? "-" : model->sections[s->section].code,
                               s->birth_year, s->sex, s->severity);
    }
    g_string_append_printf(out, "%zu persons", model->n_persons);
    return g_string_free(out, FALSE);
}

static void a_row_is_a_stay_with_its_sums(void **unused)
{
    (void)unused;
    char *partial = reduce(STAYS, FIRST THIRD);
    assert_string_equal(partial, "vifte_partial,person,offer,group,acting,paying,start,end,section,birth_"
                                 "year,sex,severity,daily_rate,days,"
                                 "expenditure\n"
                                 "1,okmkacppjipoiobipadinpfbgokidkdo,T1,autism,851,787,2022-01-01,2022-02-01,"
                                 "SEL-66,2010,man,2,1000.50,31,31015.50\n"
                                 "1,obaoaiholbgojlakgggmmejefmhccoah,T2,autism,787,787,2020-01-01,2020-05-02,"
                                 ",2009,woman,,900.00,0,0.00\n");
    g_free(partial);
}

/* Whatever the conventions, and whatever [columns] and [format] say of the stays themselves. */
static void a_union_gives_the_stays_back(void **unused)
{
    (void)unused;
    static const char *const CONVENTIONS[] = {"", "[conventions]\nstay_end=exclusive\nperson_scope=region\n",
                                              "[conventions]\nperson_scope=region\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(CONVENTIONS); i++) {
        char *stays = g_strconcat(STAYS, CONVENTIONS[i], NULL),
             *partials = g_strconcat(PARTIALS, CONVENTIONS[i], NULL);
        char *first = reduce(stays, FIRST THIRD), *second = reduce(stays, SECOND);
        char *joined = g_strconcat(second, first, NULL);
        struct small_project *single = read_files(stays, HEADING FIRST SECOND THIRD, NULL);
        struct small_project *several = read_files(partials, first, second),
                             *one = read_files(partials, joined, NULL);
        char *expected = dump(single), *of_several = dump(several), *of_one = dump(one);
        assert_int_equal(single->model->n_stays, 3);
        assert_string_equal(of_several, expected);
        assert_string_equal(of_one, expected);
        assert_string_equal(one->model->fingerprint, several->model->fingerprint);
        g_free(expected);
        g_free(of_several);
        g_free(of_one);
        small_free(single);
        small_free(several);
        small_free(one);
        g_free(joined);
        g_free(first);
        g_free(second);
        g_free(stays);
        g_free(partials);
    }
}

static void the_order_of_rows_does_not_matter(void **unused)
{
    (void)unused;
    char *one = reduce(STAYS, FIRST "P2;T1;autisme;851;;2022-01-01;2022-01-31;;;;;1\n" THIRD);
    char *other = reduce(STAYS, THIRD "P2;T1;autisme;851;;2022-01-01;2022-01-31;;;;;1\n" FIRST);
    assert_string_equal(one, other);
    g_free(one);
    g_free(other);
}

static void expect_finding(const char *partial, const char *from, const char *to, const char *code,
                           const char *place)
{
    char **parts = g_strsplit(partial, from, 2);
    char *changed = g_strjoinv(to, parts);
    assert_int_equal(g_strv_length(parts), 2);
    struct small_project *project = read_files(PARTIALS, changed, NULL);
    small_expect(project, code, place);
    small_free(project);
    g_free(changed);
    g_strfreev(parts);
}

static void what_does_not_add_up_is_refused(void **unused)
{
    (void)unused;
    char *partial = reduce(STAYS, FIRST);
    expect_finding(partial, "\n1,", "\n2,", "E371", "p1.csv:2:1");
    expect_finding(partial, ",31,31015.50", ",30,31015.50", "E372", "p1.csv:2:14");
    expect_finding(partial, ",31015.50", ",31015.51", "E372", "p1.csv:2:15");
    expect_finding(partial, ",31015.50", ",", "E372", "p1.csv:2:15");
    expect_finding(partial, "2022-02-01", "2022-02-02", "E372", "p1.csv:2:14");
    g_free(partial);
}

static void a_key_needs_sixteen_bytes(void **unused)
{
    (void)unused;
    struct small_project *project = small_new(STAYS);
    project->diag = diag_new();
    assert_null(key_of(project, "0123456789abcde", project->diag));
    small_expect(project, "E370", "key");
    assert_null(person_key_read("/nowhere/key", project->diag));
    small_expect(project, "E101", "key");
    small_free(project);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_a_stay_with_its_sums), cmocka_unit_test(a_union_gives_the_stays_back),
        cmocka_unit_test(the_order_of_rows_does_not_matter),
        cmocka_unit_test(what_does_not_add_up_is_refused), cmocka_unit_test(a_key_needs_sixteen_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
