/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes: Markdown and directives to blocks, and what is said of wrong ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vifte/answer.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"
#include "vifte/theme.h"
#include "vifte/theme_file.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const TABLES[] = {"citizens", "offers", NULL};
static const char *const FIGURES[] = {"citizens_years", NULL};
static const char *const SENTENCES[] = {"citizens", "rate", NULL};
static const char *const VALUES[] = {"place", "year", NULL};
static const struct theme_names NAMES = {TABLES, FIGURES, SENTENCES, VALUES};

#define HEAD "---\ntitle: Et tema\nkind: analysis\nlevels: 3; 4\n---\n"

static char *write_file(const char *text)
{
    char *path = NULL;
    gint file = g_file_open_tmp("theme-XXXXXX.md", &path, NULL);
    assert_true(file >= 0);
    g_close(file, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static struct theme *read_text(const char *text, struct diag *diag)
{
    char *path = write_file(text);
    struct theme *theme = theme_read(path, "tema.md", &NAMES, diag);
    g_unlink(path);
    g_free(path);
    return theme;
}

static struct theme *read_good(const char *text)
{
    struct diag *diag = diag_new();
    struct theme *theme = read_text(text, diag);
    assert_int_equal(diag_size(diag), 0);
    assert_non_null(theme);
    diag_free(diag);
    return theme;
}

static const struct theme_block *block_at(const struct theme *theme, guint i)
{
    assert_true(i < theme->blocks->len);
    return g_ptr_array_index(theme->blocks, i);
}

static const struct theme_run *run_at(const struct theme_block *block, guint i)
{
    assert_true(i < block->runs->len);
    return &g_array_index(block->runs, struct theme_run, i);
}

static void blocks_come_in_their_order(void **state)
{
    (void)state;
    struct theme *theme =
        read_good(HEAD "\n# Målgruppen\n\n{{sentence citizens}} Og **fed** tekst i {{value place}}.\n\n"
                       "{{table offers}}\n\n{{figure citizens_years}}\n\n"
                       "{{ask fremad Hvad nu?}}\n\n> Skriv kort.\n\n- en\n- to\n\n"
                       "| a | b |\n|---|---|\n| 1 | {{sentence rate}} |\n\n{{remarks}}\n");
    static const enum theme_block_kind KINDS[] = {THEME_HEADING, THEME_PARAGRAPH, THEME_TABLE, THEME_FIGURE,
                                                  THEME_ASK,     THEME_GUIDANCE,  THEME_ITEM,  THEME_ITEM,
                                                  THEME_GRID,    THEME_REMARKS};
    assert_int_equal(theme->blocks->len, G_N_ELEMENTS(KINDS));
    for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        assert_int_equal(block_at(theme, i)->kind, KINDS[i]);
    }
    assert_string_equal(block_at(theme, 0)->text, "Målgruppen");
    const struct theme_block *paragraph = block_at(theme, 1);
    assert_int_equal(run_at(paragraph, 0)->kind, THEME_SENTENCE);
    assert_string_equal(run_at(paragraph, 0)->text, "citizens");
    assert_true(run_at(paragraph, 2)->strong);
    assert_int_equal(run_at(paragraph, 4)->kind, THEME_VALUE);
    assert_string_equal(block_at(theme, 2)->name, "offers");
    assert_string_equal(block_at(theme, 4)->name, "fremad");
    assert_string_equal(block_at(theme, 4)->question, "Hvad nu?");
    const struct theme_block *grid = block_at(theme, 8);
    assert_int_equal(grid->n_columns, 2);
    assert_int_equal(grid->cells->len, 4);
    assert_int_equal(theme->head.kind, THEME_ANALYSIS);
    assert_string_equal(theme->head.levels[1], "4");
    theme_free(theme);
}

/* Markdown must not eat what a directive says. */
static void directives_are_no_markdown(void **state)
{
    (void)state;
    struct theme *theme =
        read_good(HEAD "Se {{value need/a_b/*/2024/citizens_x}} og {{value supply/*/*/2024/places}}.\n");
    const struct theme_block *block = block_at(theme, 0);
    assert_string_equal(run_at(block, 1)->text, "need/a_b/*/2024/citizens_x");
    assert_string_equal(run_at(block, 3)->text, "supply/*/*/2024/places");
    assert_false(run_at(block, 2)->emphasis);
    theme_free(theme);
}

static void assert_finding(const char *text, const struct diag_kind *kind, uint64_t line, uint32_t column,
                           const char *said)
{
    struct diag *diag = diag_new();
    assert_null(read_text(text, diag));
    assert_true(diag_size(diag) >= 1);
    const struct finding *finding = diag_get(diag, 0);
    assert_ptr_equal(finding->kind, kind);
    assert_string_equal(finding->pos.file, "tema.md");
    assert_int_equal(finding->pos.line, line);
    assert_int_equal(finding->pos.field, column);
    char *whole = g_strconcat(finding->message, " / ", finding->cure != NULL ? finding->cure : "", NULL);
    if (strstr(whole, said) == NULL) {
        fail_msg("'%s' is not in '%s'", said, whole);
    }
    g_free(whole);
    diag_free(diag);
}

static void wrong_directives_have_line_column_and_the_nearest_name(void **state)
{
    (void)state;
    assert_finding(HEAD "\nTekst\n\n{{table citizen}}\n", &FINDING_THEME_NAME, 9, 1,
                   "did you mean 'citizens'?");
    assert_finding(HEAD "Æble {{sentence rates}} {{sentence rate}}\n", &FINDING_THEME_NAME, 6, 6, "'rate'");
    assert_finding(HEAD "{{tabel offers}}\n", &FINDING_THEME_NAME, 6, 1, "did you mean 'table'?");
    assert_finding(HEAD "{{figure zebra}}\n", &FINDING_THEME_NAME, 6, 1, "there are: citizens_years");
    assert_finding(HEAD "{{value zebra}}\n", &FINDING_THEME_NAME, 6, 1, "zebra");
    assert_finding(HEAD "Se {{table offers}} her.\n", &FINDING_THEME_DIRECTIVE, 6, 4,
                   "alone in its paragraph");
    assert_finding(HEAD "Se {{sentence rate her.\n", &FINDING_THEME_DIRECTIVE, 6, 4, "without an end");
    assert_finding(HEAD "{{ask Fremad Hvad?}}\n", &FINDING_THEME_DIRECTIVE, 6, 1, "small letters");
    assert_finding(HEAD "{{ask a x}}\n\n{{ask a y}}\n", &FINDING_THEME_DIRECTIVE, 8, 1, "stands twice");
    assert_finding("---\ntitel: X\n---\n", &FINDING_THEME_NAME, 2, 1, "did you mean 'title'?");
    assert_finding("---\nkind: central\n---\n", &FINDING_THEME_DIRECTIVE, 1, 1, "no title");
    assert_finding(HEAD "Borger 010190-1234 er\n", &FINDING_CPR, 6, 0, "not shown");
}

static char *run_text(const struct theme_block *block)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < block->runs->len; i++) {
        const struct theme_run *run = run_at(block, i);
        g_string_append(text, run->kind == THEME_BREAK ? "/" : run->text);
    }
    return g_string_free(text, FALSE);
}

/* HTML, code and quotations are text; comments alone are left out. */
static void nothing_that_is_written_is_left_out_but_comments(void **state)
{
    (void)state;
    static const struct {
        const char *written;
        enum theme_block_kind kind;
        const char *read;
    } CASES[] = {
        {"<div>\nEt\nTo\n</div>\n", THEME_PARAGRAPH, "<div>/Et/To/</div>"},
        {"Fra <kommunens navn> og <b>fed</b>", THEME_PARAGRAPH, "Fra <kommunens navn> og <b>fed</b>"},
        {"    Fire blanke\n", THEME_PARAGRAPH, "Fire blanke"},
        {"```\na\nb\n```\n", THEME_PARAGRAPH, "a/b"},
        {"<!-- et -->Her<!-- to --> og her <!-- tre -->", THEME_PARAGRAPH, "Her og her"},
        {"Et <!-- to --> tre <!-- fire", THEME_PARAGRAPH, "Et  tre <!-- fire"},
        {"- > Citat\n", THEME_ITEM, "Citat"},
        {"-     Kode\n", THEME_ITEM, "Kode"},
        {"- # Overskrift\n", THEME_ITEM, "Overskrift"},
        {"- <div>\n", THEME_ITEM, "<div>"},
        {"> <div>\n", THEME_GUIDANCE, "<div>"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *text = g_strconcat(HEAD "<!-- {{table offers}}\n\n -->\n\n", CASES[i].written, NULL);
        struct theme *theme = read_good(text);
        assert_int_equal(theme->blocks->len, 1);
        assert_int_equal(block_at(theme, 0)->kind, CASES[i].kind);
        char *read = run_text(block_at(theme, 0));
        assert_string_equal(read, CASES[i].read);
        g_free(read);
        theme_free(theme);
        g_free(text);
    }
}

static void a_comment_without_an_end_is_an_error(void **state)
{
    (void)state;
    assert_finding(HEAD "Et\n\n<!-- To\n\n# Tre\n", &FINDING_THEME_COMMENT, 8, 1, "end it with -->");
    assert_finding(HEAD "<!-- a\n--><!--\n\nTre\n", &FINDING_THEME_COMMENT, 7, 4, "does not end");
    assert_finding(HEAD "> <!--\n", &FINDING_THEME_COMMENT, 6, 1, "does not end");
    assert_finding(HEAD "- <!--\n", &FINDING_THEME_COMMENT, 6, 1, "does not end");
    assert_finding(HEAD "<div>\n{{table offers}}\n</div>\n", &FINDING_THEME_DIRECTIVE, 7, 1, "alone");
}

static void too_many_directives_are_told_once(void **state)
{
    (void)state;
    GString *text = g_string_new(HEAD);
    for (int i = 0; i < 4100; i++) {
        g_string_append(text, "{{value place}}\n");
    }
    assert_finding(text->str, &FINDING_THEME_DIRECTIVE, 6 + 4096, 1, "at most 4096 directives");
    struct diag *diag = diag_new();
    assert_null(read_text(text->str, diag));
    assert_int_equal(diag_size(diag), 1);
    diag_free(diag);
    g_string_free(text, TRUE);
}

static void what_analysts_write_belongs_to_its_ask(void **state)
{
    (void)state;
    struct theme *theme =
        read_good(HEAD "{{ask maalgruppe Hvem?}}\n\n{{ask fremad Hvad?}}\n\n{{write konklusion Nå?}}\n");
    char *path =
        write_file("# Vores tekster\n\n## maalgruppe Hvem er de?\n\nBørn.\n\n### Mere\n\nOg unge.\n\n"
                   "## fremad\n\n<!-- Hvad? -->\n\n## ukendt\n\nTabt.\n");
    struct diag *diag = diag_new();
    struct theme *own = theme_read_texts(path, "texts/a.md", theme, &NAMES, diag);
    assert_non_null(own);
    struct theme_span span;
    assert_true(theme_answer_to(own, theme, "maalgruppe", &span));
    assert_int_equal(span.end - span.first, 3);
    assert_true(!theme_answer_to(own, theme, "konklusion", &span));
    assert_int_equal(diag_size(diag), 1);
    assert_ptr_equal(diag_get(diag, 0)->kind, &FINDING_TEXT_HEADING);
    assert_int_equal(diag_get(diag, 0)->pos.line, 15);
    char *proposal = answer_texts_proposal(theme, own);
    assert_null(strstr(proposal, "## maalgruppe"));
    assert_non_null(strstr(proposal, "## konklusion\n\n<!-- Nå? -->"));
    g_free(proposal);
    theme_free(own);
    theme_free(theme);
    diag_free(diag);
    g_unlink(path);
    g_free(path);
}

static void texts_hold_no_tables(void **state)
{
    (void)state;
    struct theme *theme = read_good(HEAD "{{ask fremad Hvad?}}\n");
    char *path = write_file("## fremad\n\n{{table offers}}\n");
    struct diag *diag = diag_new();
    assert_null(theme_read_texts(path, "texts/a.md", theme, &NAMES, diag));
    assert_ptr_equal(diag_get(diag, 0)->kind, &FINDING_THEME_DIRECTIVE);
    diag_free(diag);
    theme_free(theme);
    g_unlink(path);
    g_free(path);
}

static void analysts_may_quote_and_must_end_comments(void **state)
{
    (void)state;
    struct theme *theme = read_good(HEAD "{{ask fremad Hvad?}}\n");
    struct diag *diag = diag_new();
    char *path = write_file("## fremad\n\n> Et citat.\n");
    struct theme *own = theme_read_texts(path, "texts/a.md", theme, &NAMES, diag);
    assert_int_equal(block_at(own, 1)->kind, THEME_PARAGRAPH);
    theme_free(own);
    assert_true(g_file_set_contents(path, "## fremad\n\n<!-- Hvad?\n\nTabt.\n", -1, NULL));
    assert_null(theme_read_texts(path, "texts/a.md", theme, &NAMES, diag));
    assert_ptr_equal(diag_get(diag, 0)->kind, &FINDING_THEME_COMMENT);
    assert_int_equal(diag_get(diag, 0)->pos.line, 3);
    diag_free(diag);
    theme_free(theme);
    g_unlink(path);
    g_free(path);
}

/* Every shipped theme reads with the names the program has; the two analyses say what they are. */
static void shipped_themes_read(void **state)
{
    (void)state;
    static const char *const THEMES[] = {"spiseforstyrrelser",
                                         "udviklingshaemning-dom-sikret",
                                         "gravide-rusmiddelbrug",
                                         "udviklingshaemning-dom-aabent",
                                         "generel",
                                         "autisme",
                                         "aeldre-udviklingshaemning-demens"};
    static const char *const ASKS[] = {"maalgruppe",   "indsatser",    "tilbud",
                                       "kvalitet",     "udfordringer", "fremad",
                                       "koordinering", "konklusion",   "politisk-proces"};
    for (size_t i = 0; i < G_N_ELEMENTS(THEMES); i++) {
        struct diag *diag = diag_new();
        char *path = theme_path("/nowhere", ".", THEMES[i], diag);
        struct theme *theme = theme_read(path, THEMES[i], answer_names(), diag);
        assert_int_equal(diag_size(diag), 0);
        assert_non_null(theme);
        for (size_t k = 0; k < G_N_ELEMENTS(ASKS); k++) {
            const struct theme_block *ask = theme_ask(theme, ASKS[k]);
            assert_non_null(ask);
            bool region = strcmp(ASKS[k], "konklusion") == 0 || strcmp(ASKS[k], "politisk-proces") == 0;
            assert_int_equal(theme_asks_municipalities(ask), !region);
        }
        bool analysis = i >= 5;
        assert_int_equal(theme->head.kind, analysis ? THEME_ANALYSIS : THEME_CENTRAL);
        assert_int_equal(g_str_has_prefix(theme->head.title, "Analyse:"), analysis);
        theme_free(theme);
        g_free(path);
        diag_free(diag);
    }
}

/* The manual beside the themes names everything a theme may use. */
static void every_name_is_in_the_manual(void **state)
{
    (void)state;
    char *manual = NULL;
    assert_true(g_file_get_contents("datasets/catalog/themes/README.md", &manual, NULL, NULL));
    const struct theme_names *names = answer_names();
    const char *const *const lists[] = {names->tables, names->figures, names->sentences, names->values};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        for (const char *const *name = lists[i]; *name != NULL; name++) {
            char *quoted = g_strdup_printf("`%s`", *name);
            if (strstr(manual, quoted) == NULL) {
                fail_msg("%s is missing", quoted);
            }
            g_free(quoted);
        }
    }
    g_free(manual);
}

static void a_project_s_own_theme_wins(void **state)
{
    (void)state;
    char *folder = g_dir_make_tmp("project-XXXXXX", NULL);
    char *themes = g_build_filename(folder, "themes", NULL);
    char *own = g_build_filename(themes, "autisme.md", NULL);
    struct diag *diag = diag_new();
    g_mkdir(themes, 0700);
    assert_true(g_file_set_contents(own, HEAD, -1, NULL));
    char *found = theme_path(folder, ".", "autisme", diag);
    assert_string_equal(found, own);
    assert_null(theme_path(folder, ".", "zebra", diag));
    assert_ptr_equal(diag_get(diag, 0)->kind, &FINDING_THEME);
    assert_null(theme_path(folder, ".", "../themes/autisme", diag));
    g_unlink(own);
    g_rmdir(themes);
    g_rmdir(folder);
    g_free(found);
    g_free(own);
    g_free(themes);
    g_free(folder);
    diag_free(diag);
}

static int setup(void **state)
{
    (void)state;
    text_set_language(LANGUAGE_EN, "build/locale");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_come_in_their_order),
        cmocka_unit_test(directives_are_no_markdown),
        cmocka_unit_test(wrong_directives_have_line_column_and_the_nearest_name),
        cmocka_unit_test(nothing_that_is_written_is_left_out_but_comments),
        cmocka_unit_test(a_comment_without_an_end_is_an_error),
        cmocka_unit_test(too_many_directives_are_told_once),
        cmocka_unit_test(what_analysts_write_belongs_to_its_ask),
        cmocka_unit_test(texts_hold_no_tables),
        cmocka_unit_test(analysts_may_quote_and_must_end_comments),
        cmocka_unit_test(shipped_themes_read),
        cmocka_unit_test(every_name_is_in_the_manual),
        cmocka_unit_test(a_project_s_own_theme_wins),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
