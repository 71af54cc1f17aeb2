/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an edition says of the findings in the input: marks that lead to them, and nothing that betrays
 * anybody. */
#include "vifte/disclose.h"
#include "vifte/edition.h"
#include "vifte/measures.h"
#include "vifte/released.h"
#include "vifte/remarks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "small_project.h"

struct edition_case {
    struct small_project *project;
    struct results *results;
    struct released *released;
};

/* A project with a note on reading (N113), a warning on forms (W330) and one on single stays (W337). */
static struct edition_case open_edition(enum audience audience)
{
    struct edition_case out = {.project = small_new("[inputs]\noffers=o.csv\nneeds=n.csv\nstays=s.csv\n")};
    small_file(out.project, "o.csv", SMALL_OFFERS);
    small_file(
        out.project, "n.csv",
        "Kommune;År;Målgruppe;Borgere;Opgjort\n851;2024;autisme;12;pr. 31.12\n787;2024;autisme;5;i løbet af "
        "året\n");
    small_file(
        out.project, "s.csv",
        "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut;Fødselsår\nP1;T1;autisme;851;01-01-2023;31-01-2023;"
        "2010\nP1;T1;autisme;851;01-03-2023;31-05-2023;2011\n");
    small_read(out.project);
    out.results = measures_run(out.project->model, out.project->diag, NULL);
    struct release_request request = {.audience = audience, .date = 20000};
    out.released = disclose_release(out.results, out.project->model, &request, out.project->diag);
    assert_non_null(out.released);
    return out;
}

static void close_edition(struct edition_case *edition)
{
    released_free(edition->released);
    results_free(edition->results);
    small_free(edition->project);
}

static const struct edition_remark *find(const struct edition *edition, const char *code)
{
    for (size_t i = 0; i < edition->n_remarks; i++) {
        if (strcmp(edition->remarks[i].code, code) == 0) {
            return &edition->remarks[i];
        }
    }
    return NULL;
}

static void test_internal(void **state)
{
    (void)state;
    struct edition_case internal = open_edition(AUDIENCE_INTERNAL);
    const struct edition *edition = released_edition(internal.released);
    assert_non_null(find(edition, "N113"));
    assert_non_null(find(edition, "W330"));
    assert_non_null(find(edition, "W337"));
    assert_null(find(edition, EDITION_REMARK_PERSONS));
    assert_true(remarks_touch(find(edition, "W330"), "need"));
    assert_false(remarks_touch(find(edition, "W330"), "flows"));
    assert_false(remarks_touch(find(edition, "W330"), "needs need_")); /* whole names alone */
    char *line = remarks_line(edition, "flows");
    assert_non_null(strstr(line, "W337"));
    assert_null(strstr(line, "W330"));
    g_free(line);
    assert_null(remarks_line(edition, "no_such_table"));
    close_edition(&internal);
}

static void test_others(void **state)
{
    (void)state;
    static const enum audience OTHERS[] = {AUDIENCE_PUBLIC, AUDIENCE_COOPERATION};
    for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++) {
        struct edition_case other = open_edition(OTHERS[i]);
        const struct edition *edition = released_edition(other.released);
        assert_null(find(edition, "N113"));
        assert_non_null(find(edition, "W330"));
        assert_null(find(edition, "W337"));
        assert_non_null(find(edition, EDITION_REMARK_PERSONS));
        assert_true(remarks_touch(find(edition, EDITION_REMARK_PERSONS), "flows"));
        close_edition(&other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_internal), cmocka_unit_test(test_others)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
