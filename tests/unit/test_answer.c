/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer's parts on the demonstration: who may read free texts, the e-mail, the proposal of texts,
 * changes. */
#include "vifte/answer.h"
#include "vifte/answer_changes.h"
#include "vifte/diag.h"
#include "vifte/disclose.h"
#include "vifte/document.h"
#include "vifte/earlier.h"
#include "vifte/findings.h"
#include "vifte/load.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/paths.h"
#include "vifte/project_file.h"
#include "vifte/released.h"
#include "vifte/released_texts.h"
#include "vifte/text.h"
#include "vifte/theme.h"
#include "vifte/theme_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

static struct diag *diag;
static struct model *model;

static int set_up(void **state)
{
    (void)state;
    text_set_language(LANGUAGE_DA, "build/locale");
    diag = diag_new();
    struct project *project = project_read("datasets/nordjylland", paths_share(), diag);
    model = load_model(project, paths_share(), diag);
    return model == NULL;
}

static int tear_down(void **state)
{
    (void)state;
    model_free(model);
    diag_free(diag);
    text_set_language(LANGUAGE_EN, NULL);
    return 0;
}

struct made {
    struct theme *theme;
    struct released *released;
    struct released_texts *texts;
    struct answer_request request;
};

static struct made make(const char *group, const char *theme, enum audience audience, const struct theme *own)
{
    struct made made = {0};
    char *path = theme_path(model->project->folder, ".", theme, diag);
    made.theme = theme_read(path, theme, answer_names(), diag);
    assert_non_null(made.theme);
    struct release_request request = {.audience = audience, .date = model->project->freeze};
    struct results *results = measures_run(model, diag, NULL);
    made.released = disclose_release(results, model, &request, diag);
    assert_non_null(made.released);
    made.texts = disclose_texts(model, group, audience, own, diag);
    made.request = (struct answer_request){.released = made.released,
                                           .texts = made.texts,
                                           .theme = made.theme,
                                           .group = group,
                                           .texts_file = "texts/x.md"};
    results_free(results);
    g_free(path);
    return made;
}

static void made_clear(struct made *made)
{
    released_texts_free(made->texts);
    released_free(made->released);
    theme_free(made->theme);
}

static unsigned count_findings(const struct diag_kind *kind)
{
    unsigned n = 0;
    for (size_t i = 0; i < diag_size(diag); i++) {
        n += diag_get(diag, i)->kind == kind;
    }
    return n;
}

static void texts_need_approval_to_be_public(void **state)
{
    (void)state;
    struct released_texts *hidden = disclose_texts(model, "pregnant", AUDIENCE_PUBLIC, NULL, diag);
    assert_false(released_texts_approved(hidden));
    assert_int_equal(released_texts_size(hidden), 0);
    released_texts_free(hidden);
    struct released_texts *inside = disclose_texts(model, "pregnant", AUDIENCE_INTERNAL, NULL, diag);
    assert_true(released_texts_approved(inside));
    released_texts_free(inside);
    struct released_texts *shown = disclose_texts(model, "autism", AUDIENCE_PUBLIC, NULL, diag);
    assert_true(released_texts_size(shown) > 0);
    for (size_t i = 0; i < released_texts_size(shown); i++) {
        const struct released_remark *remark = released_texts_at(shown, i);
        assert_true(*remark->text != '\0' && *remark->municipality != '\0');
        assert_true(!remark->holds_number || strpbrk(remark->text, "0123456789") != NULL);
    }
    released_texts_free(shown);
}

static char *text_of(const struct document *document)
{
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < document_size(document); i++) {
        const struct block *block = document_at(document, i);
        if (block->runs != NULL) {
            char *text = document_plain(block->runs);
            g_string_append_printf(all, "%s\n", text);
            g_free(text);
        }
    }
    return g_string_free(all, FALSE);
}

/* The analysts' own words need approval as well: in their place stands that they are not approved. */
static void own_words_need_it_too(void **state)
{
    (void)state;
    char *path = g_build_filename(g_get_tmp_dir(), "vifte-test-texts.md", NULL);
    assert_true(g_file_set_contents(path, "## konklusion\n\nKun til indvortes brug.\n", -1, NULL));
    char *theme_file = theme_path(".", ".", "gravide-rusmiddelbrug", diag);
    struct theme *theme = theme_read(theme_file, "theme", answer_names(), diag);
    struct theme *own = theme_read_texts(path, "texts/pregnant.md", theme, answer_names(), diag);
    assert_non_null(own);
    static const enum audience AUDIENCES[] = {AUDIENCE_PUBLIC, AUDIENCE_INTERNAL};
    for (size_t i = 0; i < G_N_ELEMENTS(AUDIENCES); i++) {
        struct made made = make("pregnant", "gravide-rusmiddelbrug", AUDIENCES[i], own);
        struct document *document = answer_document(&made.request, NULL);
        char *text = text_of(document);
        assert_int_equal(strstr(text, "indvortes") != NULL, AUDIENCES[i] == AUDIENCE_INTERNAL);
        g_free(text);
        document_free(document);
        made_clear(&made);
    }
    char *proposal = answer_texts_proposal(theme, own);
    assert_non_null(strstr(proposal, "## udfordringer"));
    assert_null(strstr(proposal, "## konklusion"));
    g_free(proposal);
    theme_free(own);
    theme_free(theme);
    g_free(theme_file);
    g_unlink(path);
    g_free(path);
}

static void the_mail_has_ten_lines(void **state)
{
    (void)state;
    struct made made = make("eating_disorders", "spiseforstyrrelser", AUDIENCE_PUBLIC, NULL);
    char *mail = answer_mail(&made.request);
    char **lines = g_strsplit(mail, "\n", -1);
    unsigned n = 0;
    for (size_t i = 0; lines[i] != NULL; i++) {
        n += *lines[i] != '\0';
    }
    assert_true(n > 4 && n <= 10);
    assert_true(g_str_has_prefix(mail, "Emne: "));
    assert_null(strpbrk(mail, "\x01\x02\x03"));
    g_strfreev(lines);
    g_free(mail);
    made_clear(&made);
}

static void a_directive_without_figures_leaves_a_point(void **state)
{
    (void)state;
    struct made made = make("pregnant", "gravide-rusmiddelbrug", AUDIENCE_PUBLIC, NULL);
    GArray *points = answer_points_new();
    struct document *document = answer_document(&made.request, points);
    bool said = false;
    for (guint i = 0; i < points->len; i++) {
        said = said || g_str_has_prefix(g_array_index(points, struct answer_point, i).text, "Udeladt: ");
    }
    assert_true(said);
    document_free(document);
    g_array_unref(points);
    made_clear(&made);
}

static void the_same_answer_has_no_changes(void **state)
{
    (void)state;
    struct made made = make("autism", "autisme", AUDIENCE_COOPERATION, NULL);
    struct document *document = answer_document(&made.request, NULL);
    struct earlier *earlier = answer_as_earlier(document, &made.request, "svaret af i dag");
    assert_null(answer_changes(&made.request, document, earlier));
    earlier_free(earlier);
    document_free(document);
    made_clear(&made);
}

/* Half the stays of then: the sheet says old and new, and the sentences touched. */
static void a_change_is_told(void **state)
{
    (void)state;
    struct made then = make("autism", "autisme", AUDIENCE_INTERNAL, NULL);
    struct document *old = answer_document(&then.request, NULL);
    struct earlier *earlier = answer_as_earlier(old, &then.request, "svaret af i dag");
    size_t n_stays = model->n_stays;
    model->n_stays = n_stays / 2;
    struct made now = make("autism", "autisme", AUDIENCE_INTERNAL, NULL);
    model->n_stays = n_stays;
    struct document *answer = answer_document(&now.request, NULL);
    struct document *sheet = answer_changes(&now.request, answer, earlier);
    assert_non_null(sheet);
    char *text = text_of(sheet);
    assert_non_null(strstr(text, "svaret af i dag"));
    g_free(text);
    document_free(sheet);
    document_free(answer);
    earlier_free(earlier);
    document_free(old);
    made_clear(&now);
    made_clear(&then);
}

static void numbers_in_texts_are_told(void **state)
{
    (void)state;
    unsigned before = count_findings(&FINDING_TEXT_NUMBERS);
    struct released_texts *texts = disclose_texts(model, "autism", AUDIENCE_INTERNAL, NULL, diag);
    unsigned with_number = 0;
    for (size_t i = 0; i < released_texts_size(texts); i++) {
        with_number += released_texts_at(texts, i)->holds_number;
    }
    assert_int_equal(count_findings(&FINDING_TEXT_NUMBERS) - before, with_number);
    released_texts_free(texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_need_approval_to_be_public),
        cmocka_unit_test(own_words_need_it_too),
        cmocka_unit_test(the_mail_has_ten_lines),
        cmocka_unit_test(a_directive_without_figures_leaves_a_point),
        cmocka_unit_test(the_same_answer_has_no_changes),
        cmocka_unit_test(a_change_is_told),
        cmocka_unit_test(numbers_in_texts_are_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
