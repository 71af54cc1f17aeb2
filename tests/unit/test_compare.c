/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An edited document against its figures: what Word and people do to content controls, and ten planted edits
 * that are found while nothing else is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report_fixture.h"
#include "unzip.h"
#include "vifte/compare.h"
#include "vifte/diag.h"
#include "vifte/document.h"
#include "vifte/docx.h"
#include "vifte/figures_csv.h"
#include "vifte/figures_table.h"
#include "vifte/outdir.h"

#include <glib/gstdio.h>
#include <string.h>
#include <zip.h>

#define RUN(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define PROPERTIES "<w:sdtPr><w:alias w:val=\"x\"/><w:tag w:val=\"@TAG@\"/><w:id w:val=\"7\"/></w:sdtPr>"
#define CONTROL(content) "<w:sdt>" PROPERTIES "<w:sdtContent>" content "</w:sdtContent></w:sdt>"
#define DELETED(text) "<w:del w:id=\"1\" w:author=\"K\"><w:r><w:delText>" text "</w:delText></w:r></w:del>"
#define INSERTED(text) "<w:ins w:id=\"2\" w:author=\"K\">" RUN(text) "</w:ins>"

/* A figure: what the document was written with, what the tables print now, what has become of its control,
 * and what must be said of it. */
static const struct plan {
    const char *before, *now, *control;
    int said; /* enum compare_kind, -1 = nothing */
} PLANS[] = {
    /* the ten */
    {"31", "31", CONTROL(RUN("35")), COMPARE_ALTERED},
    {"41", "41", CONTROL("<w:r><w:t>4</w:t></w:r><w:proofErr w:type=\"spellStart\"/>" RUN("4")),
     COMPARE_ALTERED},
    {"12", "12", CONTROL(DELETED("12") INSERTED("13")), COMPARE_ALTERED},
    {"17", "17", "", COMPARE_DELETED},
    {"18", "18", CONTROL(DELETED("18")), COMPARE_DELETED},
    {"19", "19",
     "<w:sdt><w:sdtPr><w:tag w:val=\"@TAG@\"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" RUN(
         "Klik her for at skrive") "</w:sdtContent></w:sdt>",
     COMPARE_DELETED},
    {"20", "20", "<w:del w:id=\"3\">" CONTROL(RUN("20")) "</w:del>", COMPARE_DELETED},
    {"21", "22", NULL, COMPARE_STALE},
    {"94,5\u00a0%", "fortroligt", CONTROL("<w:r><w:t>94</w:t></w:r>" RUN(",5 %")), COMPARE_STALE},
    {"51", "52", CONTROL(RUN("53")), COMPARE_BOTH},
    /* nothing */
    {"61", "61", NULL, -1},
    {"1.234", "1.234", CONTROL("<w:r><w:rPr><w:b/></w:rPr><w:t>1</w:t></w:r>" RUN(".23") RUN("4")), -1},
    {"62\u00a0%", "62\u00a0%", CONTROL(RUN("62 %")), -1},
    {"\u22124,0", "\u22124,0", CONTROL(RUN("-4,0")), -1},
    {"63", "63",
     "<w:moveFrom w:id=\"4\">" CONTROL(RUN("63")) "</w:moveFrom>" RUN("her") "<w:moveTo w:id=\"5\">" CONTROL(
         RUN("63")) "</w:moveTo>",
     -1},
    {"64", "64", CONTROL(RUN("64")) RUN(" og igen ") CONTROL(RUN("64")), -1},
    {"65", "66", CONTROL(DELETED("65") INSERTED("66")), -1}, /* mended by hand */
    {"67", "67",
     "<w:sdt><w:sdtPr><w:tag w:val=\"min egen\"/></w:sdtPr><w:sdtContent>" RUN("Der er ") CONTROL(RUN("67"))
         RUN(" i alt") "</w:sdtContent></w:sdt>",
     -1},
    {"68", "68",
     "<w:r><mc:AlternateContent><mc:Choice>" CONTROL(RUN("68")) "</mc:Choice><mc:Fallback>" CONTROL(
         RUN("gammelt")) "</mc:Fallback></mc:AlternateContent></w:r>",
     -1},
    {"69", "69", CONTROL("<w:fldSimple w:instr=\" QUOTE 69 \">" RUN("69") "</w:fldSimple>"), -1},
    {"70", "70", CONTROL(INSERTED("70") DELETED("71")), -1},
};

#define N_PLANS G_N_ELEMENTS(PLANS)

static char *plan_id(size_t i)
{
    return g_strdup_printf("need/autism/%zu/2024/citizens", 800 + i);
}

/* Each figure in a sentence of its own, under a heading. */
static struct document *planned_document(bool now, const char *digest)
{
    const struct document_head head = {.title = "Svar", .digest = digest, .date = 20148};
    struct document *document = document_new(&head);
    document_heading(document, 1, "Målgruppen");
    for (size_t i = 0; i < N_PLANS; i++) {
        char *id = plan_id(i);
        document_open(document, DOCUMENT_BODY);
        document_run(document, RUN_PLAIN, "Der er ");
        document_figure(document, RUN_PLAIN, id, now ? PLANS[i].now : PLANS[i].before);
        document_run(document, RUN_PLAIN, " borgere.");
        g_free(id);
    }
    return document;
}

/* An output folder with the document and its figures; the path is newly allocated. */
static char *write_output(bool now, const char *digest)
{
    struct fixture fixture;
    fixture_fill(&fixture);
    struct diag *diag = diag_new();
    char *path = g_dir_make_tmp("vifte-compare-XXXXXX", NULL);
    struct outdir *dir = outdir_begin(path, false, diag);
    struct document *document = planned_document(now, digest);
    assert_true(document_docx_write(document, "svar.docx", dir, diag));
    assert_true(
        figures_csv_write(document, fixture_release(&fixture, AUDIENCE_PUBLIC), "figures.csv", dir, diag));
    assert_true(outdir_commit(dir, diag));
    document_free(document);
    diag_free(diag);
    fixture_clear(&fixture);
    return path;
}

static void remove_output(char *path)
{
    static const char *const NAMES[] = {"svar.docx", "figures.csv", "edited.docx"};
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        char *file = g_build_filename(path, NAMES[i], NULL);
        g_remove(file);
        g_free(file);
    }
    assert_int_equal(g_rmdir(path), 0);
    g_free(path);
}

/* --- editing --- */

static char *body_of(const char *folder)
{
    char *path = g_build_filename(folder, "svar.docx", NULL);
    char *file;
    gsize length;
    assert_true(g_file_get_contents(path, &file, &length, NULL));
    char *body = unzip(file, length, "word/document.xml", NULL);
    g_free(file);
    g_free(path);
    return body;
}

/* Puts `control` in the place of the id's control, with its tag. */
static void replace_control(GString *body, const char *id, const char *control)
{
    char *mark = g_strdup_printf("<w:tag w:val=\"%s#", id);
    const char *tag = strstr(body->str, mark);
    assert_non_null(tag);
    const char *value = tag + strlen("<w:tag w:val=\"");
    char *own = g_strndup(value, strcspn(value, "\""));
    const char *from = g_strrstr_len(body->str, tag - body->str, "<w:sdt>");
    const char *to = strstr(tag, "</w:sdt>") + strlen("</w:sdt>");
    char **parts = g_strsplit(control, "@TAG@", -1);
    char *with_tag = g_strjoinv(own, parts);
    gssize at = from - body->str;
    g_string_erase(body, at, to - from);
    g_string_insert(body, at, with_tag);
    g_free(with_tag);
    g_strfreev(parts);
    g_free(own);
    g_free(mark);
}

static void add_part(zipFile zip, const char *name, const char *text)
{
    const zip_fileinfo info = {0};
    assert_int_equal(zipOpenNewFileInZip(zip, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6), ZIP_OK);
    assert_int_equal(zipWriteInFileInZip(zip, text, (unsigned)strlen(text)), ZIP_OK);
    assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
}

/* As Word's web edition names its main part. */
static char *write_edited(const char *folder, const char *body, const char *digest)
{
    char *path = g_build_filename(folder, "edited.docx", NULL);
    zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
    char *custom = g_strdup_printf(
        "<Properties><property name=\"vifte-digest\"><v>%s</v></property></Properties>", digest);
    add_part(
        zip, "_rels/.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
        "relationships/officeDocument\" Target=\"word/document2.xml\"/></Relationships>");
    add_part(zip, "word/document2.xml", body);
    add_part(zip, "docProps/custom.xml", custom);
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
    g_free(custom);
    return path;
}

/* --- tests --- */

static void check_difference(const struct difference *difference, int *said)
{
    for (size_t i = 0; i < N_PLANS; i++) {
        char *id = plan_id(i);
        if (strcmp(id, difference->id) == 0) {
            assert_int_equal(said[i], -1); /* once */
            said[i] = (int)difference->kind;
            assert_string_equal(difference->now, PLANS[i].now);
            assert_string_equal(difference->chapter, "Målgruppen");
        }
        g_free(id);
    }
}

static void ten_planted_edits_are_found_and_nothing_else(void **state)
{
    (void)state;
    char *before = write_output(false, "old");
    char *now = write_output(true, "new");
    char *original = body_of(before);
    GString *body = g_string_new(original);
    for (size_t i = 0; i < N_PLANS; i++) {
        char *id = plan_id(i);
        if (PLANS[i].control != NULL) {
            replace_control(body, id, PLANS[i].control);
        }
        g_free(id);
    }
    char *path = write_edited(before, body->str, "old");
    struct diag *diag = diag_new();
    struct docx_file edited;
    struct figures_table figures;
    const struct pos pos = {.file = "edited.docx"};
    assert_true(docx_read(path, &pos, &edited, diag));
    assert_string_equal(edited.digest, "old");
    assert_true(figures_table_read(now, "figures.csv", &figures, diag));
    assert_int_equal(figures.rows->len, N_PLANS);
    struct comparison comparison = compare_figures(&edited, &figures);
    int said[N_PLANS];
    memset(said, -1, sizeof said);
    for (guint i = 0; i < comparison.differences->len; i++) {
        check_difference(&g_array_index(comparison.differences, struct difference, i), said);
    }
    for (size_t i = 0; i < N_PLANS; i++) {
        if (said[i] != PLANS[i].said) {
            fail_msg("figure %zu (%s): %d instead of %d", i, PLANS[i].before, said[i], PLANS[i].said);
        }
    }
    assert_int_equal(comparison.differences->len, 10);
    comparison_clear(&comparison);
    figures_table_clear(&figures);
    docx_clear(&edited);
    diag_free(diag);
    g_string_free(body, TRUE);
    g_free(original);
    g_free(path);
    remove_output(now);
    remove_output(before);
}

static void an_untouched_document_has_no_difference(void **state)
{
    (void)state;
    char *folder = write_output(true, "same");
    char *path = g_build_filename(folder, "svar.docx", NULL);
    struct diag *diag = diag_new();
    struct docx_file edited;
    struct figures_table figures;
    const struct pos pos = {.file = "svar.docx"};
    assert_true(docx_read(path, &pos, &edited, diag));
    assert_true(figures_table_read(folder, "figures.csv", &figures, diag));
    struct comparison comparison = compare_figures(&edited, &figures);
    assert_int_equal(comparison.differences->len, 0);
    assert_int_equal(comparison.n_figures, N_PLANS);
    assert_string_equal(edited.digest, "same");
    comparison_clear(&comparison);
    figures_table_clear(&figures);
    docx_clear(&edited);
    diag_free(diag);
    g_free(path);
    remove_output(folder);
}

/* A figure that the tables no longer have must not look up to date. */
static void a_figure_without_table_is_gone(void **state)
{
    (void)state;
    struct docx_control control = {
        .tag = (char *)"need/autism/999/2024/citizens#1.3f2a91", .text = (char *)"7", .chapter = (char *)""};
    GArray *controls = g_array_new(FALSE, FALSE, sizeof control);
    g_array_append_val(controls, control);
    const struct docx_file edited = {.controls = controls};
    const struct figures_table figures = {.rows = g_array_new(FALSE, FALSE, sizeof(struct figure_row))};
    struct comparison comparison = compare_figures(&edited, &figures);
    assert_int_equal(comparison.differences->len, 1);
    assert_int_equal(g_array_index(comparison.differences, struct difference, 0).kind, COMPARE_GONE);
    comparison_clear(&comparison);
    g_array_unref(figures.rows);
    g_array_unref(controls);
}

/* --- files that are not as they should be --- */

static void assert_refused(const char *bytes, size_t length, const char *code)
{
    char *path;
    int fd = g_file_open_tmp("vifte-XXXXXX.docx", &path, NULL);
    g_close(fd, NULL);
    assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
    struct diag *diag = diag_new();
    struct docx_file file;
    const struct pos pos = {.file = "x.docx"};
    assert_false(docx_read(path, &pos, &file, diag));
    assert_int_equal(diag_size(diag), 1);
    assert_string_equal(diag_get(diag, 0)->kind->code, code);
    docx_clear(&file);
    diag_free(diag);
    g_remove(path);
    g_free(path);
}

static void assert_body_refused(const char *body)
{
    char *folder = g_dir_make_tmp("vifte-compare-XXXXXX", NULL);
    char *path = write_edited(folder, body, "x");
    char *bytes;
    gsize length;
    assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    assert_refused(bytes, length, "E450");
    g_free(bytes);
    g_free(path);
    remove_output(folder);
}

static void broken_files_are_refused(void **state)
{
    (void)state;
    assert_refused("", 0, "E450");
    assert_refused("PK\3\4 and no more", 16, "E450");
    assert_body_refused("<w:document><w:sdt><w:p>");
    assert_body_refused("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><w:document>&a;</w:document>");
    GString *deep = g_string_new(NULL);
    for (int i = 0; i < 200; i++) {
        g_string_append(deep, "<w:sdt>");
    }
    assert_body_refused(deep->str);
    g_string_free(deep, TRUE);
}

/* A file that ends early is refused, or has all it had. */
static void cut_files_do_no_harm(void **state)
{
    (void)state;
    char *folder = write_output(true, "x");
    char *path = g_build_filename(folder, "svar.docx", NULL);
    char *cut_path = g_build_filename(folder, "edited.docx", NULL);
    char *bytes;
    gsize length;
    assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    for (gsize cut = 1; cut < length; cut += 97) {
        struct diag *diag = diag_new();
        struct docx_file file;
        const struct pos pos = {.file = "x.docx"};
        assert_true(g_file_set_contents(cut_path, bytes, (gssize)(length - cut), NULL));
        if (docx_read(cut_path, &pos, &file, diag)) {
            assert_int_equal(file.controls->len, N_PLANS);
        } else {
            assert_true(diag_stopped(diag));
        }
        docx_clear(&file);
        diag_free(diag);
    }
    g_free(bytes);
    g_free(cut_path);
    g_free(path);
    remove_output(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_planted_edits_are_found_and_nothing_else),
        cmocka_unit_test(an_untouched_document_has_no_difference),
        cmocka_unit_test(a_figure_without_table_is_gone),
        cmocka_unit_test(broken_files_are_refused),
        cmocka_unit_test(cut_files_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
