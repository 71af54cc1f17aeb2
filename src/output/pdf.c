/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PDF by LibreOffice or Chromium; see pdf.h. */
#include "vifte/pdf.h"

#include "vifte/dates.h"
#include "vifte/helper.h"
#include "vifte/outdir.h"
#include "vifte/remove_tree.h"

#include <glib/gstdio.h>
#include <stdbool.h>
#include <string.h>

#define CHECKSUM_DIGITS 32
#define FILTER \
    "pdf:writer_pdf_Export:{\"PDFUACompliance\":{\"type\":\"boolean\",\"value\":\"true\"}," \
    "\"ExportBookmarks\":{\"type\":\"boolean\",\"value\":\"true\"}," \
    "\"UseReferenceXObject\":{\"type\":\"boolean\",\"value\":\"false\"}}"

/* --- the two programs --- */

struct job {
    char *docx, *html, *pdf; /* paths */
    char *folder;            /* theirs */
    char *home;              /* profile, removed afterwards */
    unsigned seconds;
};

static bool run(const struct job *job, const char *const *arguments)
{
    const struct helper helper = {.arguments = arguments,
                                  .folder = job->home,
                                  .home = job->home,
                                  .input = "",
                                  .complaints = -1,
                                  .seconds = job->seconds};
    return helper_run(&helper, NULL) == HELPER_WELL;
}

static bool by_libreoffice(const char *program, const struct job *job)
{
    char *uri = g_filename_to_uri(job->home, NULL, NULL);
    char *profile = g_strconcat("-env:UserInstallation=", uri, NULL);
    const char *const arguments[] = {program,    "--headless", "--norestore",  "--nolockcheck",
                                     "--nologo", profile,      "--convert-to", (FILTER),
                                     "--outdir", job->folder,  job->docx,      NULL};
    bool good = run(job, arguments);
    g_free(profile);
    g_free(uri);
    return good;
}

static bool by_chromium(const char *program, const struct job *job)
{
    char *page = g_filename_to_uri(job->html, NULL, NULL);
    char *profile = g_strconcat("--user-data-dir=", job->home, NULL);
    char *target = g_strconcat("--print-to-pdf=", job->pdf, NULL);
    const char *const arguments[] = {
        program,
        "--headless",
        "--no-sandbox", /* it opens no page but ours, and runs as root in containers */
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--export-tagged-pdf",
        "--no-pdf-header-footer",
        profile,
        target,
        page,
        NULL};
    bool good = run(job, arguments);
    g_free(target);
    g_free(profile);
    g_free(page);
    return good;
}

static char *find(const char *const *names)
{
    char *program = NULL;
    for (size_t i = 0; names[i] != NULL && program == NULL; i++) {
        program = g_find_program_in_path(names[i]);
    }
    return program;
}

static enum pdf_result make(const struct job *job, int32_t date)
{
    char *office = find((const char *const[]){"soffice", "libreoffice", NULL});
    char *browser = find((const char *const[]){"chromium", "chromium-browser", "google-chrome", NULL});
    bool tried = office != NULL || browser != NULL;
    bool good =
        office != NULL && by_libreoffice(office, job) && g_file_test(job->pdf, G_FILE_TEST_IS_REGULAR);
    if (good) {
        char *bytes = NULL;
        gsize length = 0;
        good = g_file_get_contents(job->pdf, &bytes, &length, NULL);
        if (good) {
            pdf_settle(bytes, length, date);
            good = g_file_set_contents(job->pdf, bytes, (gssize)length, NULL);
        }
        g_free(bytes);
    } else if (browser != NULL && g_file_test(job->html, G_FILE_TEST_IS_REGULAR)) {
        g_remove(job->pdf);
        good = by_chromium(browser, job) && g_file_test(job->pdf, G_FILE_TEST_IS_REGULAR);
    }
    g_free(browser);
    g_free(office);
    return good ? PDF_WRITTEN : tried ? PDF_FAILED : PDF_NO_PROGRAM;
}

static char *path_of(const struct outdir *dir, const char *stem, const char *ending)
{
    char *name = g_strconcat(stem, ending, NULL);
    char *path = outdir_path(dir, name);
    g_free(name);
    return path;
}

enum pdf_result pdf_write(struct outdir *dir, const char *stem, int32_t date, unsigned seconds,
                          struct diag *diag)
{
    struct job job = {.docx = path_of(dir, stem, ".docx"),
                      .html = path_of(dir, stem, ".html"),
                      .pdf = path_of(dir, stem, ".pdf"),
                      .home = g_dir_make_tmp("vifte-pdf-XXXXXX", NULL),
                      .seconds = seconds};
    job.folder = g_path_get_dirname(job.pdf);
    enum pdf_result result = job.home != NULL ? make(&job, date) : PDF_FAILED;
    char *name = g_strconcat(stem, ".pdf", NULL);
    if (result == PDF_WRITTEN && !outdir_adopt(dir, name, diag)) {
        result = PDF_FAILED;
    } else if (result != PDF_WRITTEN) {
        g_remove(job.pdf); /* half a file */
    }
    if (job.home != NULL) {
        remove_tree(job.home);
    }
    g_free(name);
    g_free(job.folder);
    g_free(job.home);
    g_free(job.pdf);
    g_free(job.html);
    g_free(job.docx);
    return result;
}

/* --- what differs between two runs --- */

static char *find_bytes(char *from, const char *end, const char *what)
{
    return memmem(from, (size_t)(end - from), what, strlen(what));
}

/* Writes over what follows each `mark`, whose length does not change. */
static void put_after(char *bytes, gsize length, const char *mark, const char *text)
{
    const char *end = bytes + length;
    for (char *at = bytes; (at = find_bytes(at, end, mark)) != NULL;) {
        at += strlen(mark);
        if ((size_t)(end - at) >= strlen(text)) {
            /* NOLINTNEXTLINE(bugprone-not-null-terminated-result): bytes, no string */
            memcpy(at, text, strlen(text));
        }
    }
}

/* "/ID [ <32 digits>\n<32 digits> ]": in the trailer, the last thing of the file. */
static void put_identifiers(char *bytes, gsize length, const char *digits)
{
    char *end = bytes + length;
    char *trailer = bytes;
    for (char *at = bytes; (at = find_bytes(at, end, "trailer")) != NULL; at++) {
        trailer = at;
    }
    char *id = find_bytes(trailer, end, "/ID [");
    for (int i = 0; id != NULL && i < 2; i++) {
        char *open = memchr(id, '<', (size_t)(end - id));
        bool whole = open != NULL && end - open > CHECKSUM_DIGITS + 1 && open[CHECKSUM_DIGITS + 1] == '>';
        if (whole) {
            memcpy(open + 1, digits, CHECKSUM_DIGITS);
        }
        id = whole ? open + CHECKSUM_DIGITS : NULL;
    }
}

void pdf_settle(char *bytes, gsize length, int32_t date)
{
    static const char NOTHING[] = "00000000000000000000000000000000";
    char day[11];
    date_iso(date, day);
    char *compact = g_strdup_printf("%.4s%.2s%.2s000000", day, day + 5, day + 8);
    char *iso = g_strdup_printf("%sT00:00:00Z", day);
    put_after(bytes, length, "/CreationDate(D:", compact);
    put_after(bytes, length, "<xmp:CreateDate>", iso);
    put_after(bytes, length, "/DocChecksum /", NOTHING);
    put_identifiers(bytes, length, NOTHING);
    char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
    char *upper = g_ascii_strup(digest, CHECKSUM_DIGITS);
    put_after(bytes, length, "/DocChecksum /", upper);
    put_identifiers(bytes, length, upper);
    g_free(upper);
    g_free(digest);
    g_free(iso);
    g_free(compact);
}
