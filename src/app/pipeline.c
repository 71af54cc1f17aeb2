/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole program on one screen. */
#include "pipeline.h"

#include "edition_folder.h"
#include "ending.h"
#include "giving_up.h"
#include "log.h"
#include "options.h"
#include "vifte/dates.h"
#include "vifte/definition.h"
#include "vifte/diag.h"
#include "vifte/disclose.h"
#include "vifte/document.h"
#include "vifte/figures_csv.h"
#include "vifte/findings.h"
#include "vifte/jobs.h"
#include "vifte/load.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/outdir.h"
#include "vifte/paths.h"
#include "vifte/pdf.h"
#include "vifte/progress.h"
#include "vifte/project_file.h"
#include "vifte/releases.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PDF_SECONDS 120
#define LAST_SECOND G_GUINT64_CONSTANT(253402300799) /* of the year 9999 */

int32_t pipeline_date(const struct project *project)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    guint64 second = 0;
    if (epoch != NULL && g_ascii_string_to_unsigned(epoch, 10, 0, LAST_SECOND, &second, NULL)) {
        return (int32_t)(second / 86400);
    }
    return project != NULL && project->freeze != DAY_OPEN ? project->freeze : (int32_t)(time(NULL) / 86400);
}

struct model *pipeline_read(const struct options *options, struct diag *diag)
{
    return pipeline_read_as_of(options, DAY_OPEN, diag);
}

enum language pipeline_language(const struct options *options)
{
    enum language language = options->language == NULL              ? project_language(options->project)
                             : strcmp(options->language, "en") == 0 ? LANGUAGE_EN
                                                                    : LANGUAGE_DA;
    text_set_language(language, paths_locale());
    return language;
}

static struct project *read_project(const struct options *options, struct diag *diag)
{
    jobs_set(options->jobs);
    progress_show(!options->quiet && isatty(STDERR_FILENO) == 1);
    enum language language = pipeline_language(options);
    struct project *project = project_read(options->project, paths_share(), diag);
    if (project != NULL) {
        project_set_language(project, language);
        project->seed = options->has_seed ? options->seed : project->seed;
    }
    return project;
}

struct model *pipeline_read_as_of(const struct options *options, int32_t day, struct diag *diag)
{
    struct project *project = read_project(options, diag);
    if (project == NULL) {
        return NULL;
    }
    project->received_until = day;
    return load_model(project, paths_share(), diag);
}

struct model *pipeline_read_defined(const struct options *options, const char *group, GHashTable *settings,
                                    struct diag *diag)
{
    struct project *project = read_project(options, diag);
    if (project == NULL || !definition_restore(project, group, settings)) {
        project_free(project);
        return NULL;
    }
    return load_model(project, paths_share(), diag);
}

/* What shaped the output, in one order whatever the command line's. */
static char **canonical_options(const struct options *options, const struct model *model,
                                enum audience audience)
{
    GPtrArray *list = g_ptr_array_new();
    g_ptr_array_add(list, options->municipality != 0
                              ? g_strdup_printf("audience=municipality:%d", options->municipality)
                              : g_strdup_printf("audience=%s", release_audience_name(audience)));
    g_ptr_array_add(list, g_strdup_printf("lang=%s", model->project->language == LANGUAGE_DA ? "da" : "en"));
    g_ptr_array_add(list, g_strdup_printf("charts=%s", options->no_charts ? "no" : "yes"));
    g_ptr_array_add(list,
                    g_strdup_printf("csv=%s", options->dialect == CSV_EXCEL_DA ? "excel-da" : "standard"));
    if (options->only != NULL) {
        char *only = g_strjoinv(",", options->only);
        g_ptr_array_add(list, g_strdup_printf("only=%s", only));
        g_free(only);
    }
    g_ptr_array_add(list, NULL);
    return (char **)g_ptr_array_free(list, FALSE);
}

/* "W310 3": every kind of warning that was told, with how often. */
char **pipeline_warnings(const struct diag *diag)
{
    GPtrArray *list = g_ptr_array_new();
    for (size_t k = 0; k < findings_size(); k++) {
        const struct diag_kind *kind = findings_at(k);
        unsigned n = 0;
        for (size_t i = 0; i < diag_size(diag); i++) {
            n += diag_get(diag, i)->kind == kind;
        }
        if (n > 0 && kind->level == DIAG_WARN) {
            g_ptr_array_add(list, g_strdup_printf("%s %u", kind->code, n));
        }
    }
    g_ptr_array_add(list, NULL);
    return (char **)g_ptr_array_free(list, FALSE);
}

static bool write_run_json(const struct options *options, const struct model *model,
                           const struct released *released, const char *digest, enum audience audience,
                           struct outdir *dir, struct diag *diag)
{
    /* The digest of the rows would let somebody who knows all rows but one try out what that one says. */
    char **canonical = canonical_options(options, model, audience);
    char **warnings = pipeline_warnings(diag);
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, model->project->seed);
    struct run_info info = {.options = (const char *const *)canonical,
                            .input_digest = audience == AUDIENCE_PUBLIC ? NULL : model->fingerprint,
                            .warnings = (const char *const *)warnings,
                            .seed = seed,
                            .released_digest = digest};
    bool good = run_json_write(released, &info, dir, diag);
    g_strfreev(warnings);
    g_strfreev(canonical);
    return good;
}

/* A machine without the programs is no fault of the run: Word makes the PDF as well. */
bool pipeline_pdf(const struct options *options, const char *stem, int32_t date, struct outdir *dir,
                  struct diag *diag)
{
    enum pdf_result result = pdf_write(dir, stem, date, PDF_SECONDS, diag);
    if (result != PDF_WRITTEN && !options->quiet) {
        char *advice = g_strdup_printf(_("Open %s.docx in Word and choose File, Save as, PDF: the PDF then "
                                         "has headings, alternative texts and language."),
                                       stem);
        fprintf(stderr, "%s %s\n",
                result == PDF_NO_PROGRAM
                    ? _("No PDF: neither LibreOffice nor Chromium is installed.")
                    : _("No PDF: the program that should make it failed or took too long."),
                advice);
        g_free(advice);
    }
    return !diag_stopped(diag);
}

/* report.docx and what goes with it. */
static bool write_document(const struct options *options, const struct released *released,
                           const struct chart_set *charts, int32_t date, struct outdir *dir,
                           struct diag *diag)
{
    if (!options->docx && !options->pdf) {
        return true;
    }
    struct document *document = report_document(released, charts, dir);
    bool good = document_docx_write(document, "report.docx", dir, diag) &&
                figures_csv_write(document, released, "figures.csv", dir, diag);
    document_free(document);
    return good && (!options->pdf || pipeline_pdf(options, "report", date, dir, diag));
}

/* `digest` becomes run_digest(), for the caller to free. */
static bool write_files(const struct options *options, const struct released *released, int32_t date,
                        char **digest, struct outdir *dir, struct diag *diag)
{
    if (options->only !=
        NULL) { /* a report on some of the tables would say of the rest that there is nothing */
        return table_files_write(released, NULL, options->dialect, digest, dir, diag);
    }
    struct chart_set *charts = NULL;
    if (!options->no_charts) {
        charts = charts_write(released, paths_plots(), dir, diag);
        if (charts == NULL) {
            return false;
        }
    }
    bool good = table_files_write(released, charts, options->dialect, digest, dir, diag) &&
                report_html_write(released, charts, dir, diag) &&
                profiles_html_write(released, charts, dir, diag) &&
                write_document(options, released, charts, date, dir, diag);
    chart_set_free(charts);
    return good;
}

/* What is to be computed: all of it when any of the editions hides something. */
static const char *const *families_for(const struct options *options, const enum audience *audiences,
                                       size_t n)
{
    bool internal = true;
    for (size_t i = 0; i < n; i++) {
        internal = internal && audiences[i] == AUDIENCE_INTERNAL;
    }
    return internal ? (const char *const *)options->only : NULL;
}

static struct released *release(const struct options *options, const struct model *model,
                                const struct results *results, struct editions *editions,
                                enum audience audience, struct diag *diag)
{
    struct release_request request = {.audience = audience,
                                      .municipality = options->municipality,
                                      .editions = editions,
                                      .date = pipeline_date(model->project),
                                      .families = (const char *const *)options->only};
    return disclose_release(results, model, &request, diag);
}

/* The editions of one run, NULL after one that cannot be. What they hide is gone from memory then. */
static void release_all(const struct options *options, struct model *model, const enum audience *audiences,
                        size_t n, struct released **released, struct log *log, struct diag *diag)
{
    log_stage(log, "measures");
    struct results *results = measures_run(model, diag, families_for(options, audiences, n));
    model_drop_stays(model);
    log_stage(log, "disclose");
    wipe_what_is_freed(n > 1 || audiences[0] != AUDIENCE_INTERNAL); /* which hides nothing */
    struct editions *editions = editions_new(results, model);
    for (size_t i = 0; i < n && (i == 0 || released[i - 1] != NULL); i++) {
        released[i] = release(options, model, results, editions, audiences[i], diag);
    }
    editions_free(editions);
    results_free(results);
    wipe_what_is_freed(false);
}

/* One edition into its folder; nothing is in its place before pipeline_run() commits. */
static bool write_edition(const struct options *options, const struct model *model,
                          const struct released *released, enum audience audience, struct outdir *dir,
                          struct log *log, struct ending *ending, struct diag *diag)
{
    log_stage(log, "output");
    g_autofree char *digest = NULL;
    bool good = write_files(options, released, pipeline_date(model->project), &digest, dir, diag) &&
                write_run_json(options, model, released, digest, audience, dir, diag);
    log_stage(log, NULL);
    if (good && audience != AUDIENCE_PUBLIC) {
        good = log_write(log, model, dir, diag);
    }
    if (good && options->only == NULL) {
        ending_hear(ending, released);
    }
    return good;
}

static char *edition_place(const struct options *options, const struct model *model, enum audience audience)
{
    char *name = options->municipality != 0 ? g_strdup_printf("out-municipality-%d", options->municipality)
                                            : g_strdup("out");
    char *place = options->output != NULL ? g_strdup(options->output)
                                          : g_build_filename(model->project->folder, name, NULL);
    g_free(name);
    if (options->n_audiences < 2) {
        return place;
    }
    char *folder = g_build_filename(place, release_audience_name(audience), NULL);
    g_free(place);
    return folder;
}

/* Where the edition's files are. */
static void tell_places(const struct options *options, const char *place, struct ending *ending)
{
    if (options->only == NULL) {
        ending_add(ending, _("Report"), place, "report.html");
    }
    if (options->only == NULL && (options->docx || options->pdf)) {
        ending_add(ending, _("Document"), place, "report.docx");
    }
    ending_add(ending, _("Workbook"), place, "workbook.xlsx");
    ending_add(ending, _("Tables"), place, "tables");
    if (options->only == NULL && !options->no_charts) {
        ending_add(ending, _("Charts"), place, "charts");
    }
}

/* The first one may have made the folder that they lie in: it goes last. */
static void abort_all(struct outdir **dirs, size_t n)
{
    for (size_t i = n; i-- > 0;) {
        outdir_abort(dirs[i]);
    }
}

/* All editions are written before the first takes its place, so a failure leaves every earlier folder as it
 * was. */
static void write_editions(const struct options *options, struct model *model, struct log *log,
                           struct ending *ending, struct diag *diag)
{
    enum audience only = model->project->audience;
    const enum audience *audiences = options->n_audiences > 0 ? options->audiences : &only;
    size_t n = MAX(options->n_audiences, 1);
    struct outdir *dirs[AUDIENCES_MAX] = {NULL};
    struct released *released[AUDIENCES_MAX] = {NULL};
    bool good = true;
    for (size_t i = 0; i < n && good; i++) {
        char *place = edition_place(options, model, audiences[i]);
        dirs[i] = edition_folder_begin(place, audiences[i], options->municipality, options->force, diag);
        good = dirs[i] != NULL;
        g_free(place);
    }
    if (good) {
        release_all(options, model, audiences, n, released, log, diag);
    }
    for (size_t i = 0; i < n && good; i++) {
        good = released[i] != NULL &&
               write_edition(options, model, released[i], audiences[i], dirs[i], log, ending, diag);
    }
    if (good) {
        good = outdir_commit_all(dirs, n, diag);
    } else {
        abort_all(dirs, n);
    }
    for (size_t i = 0; i < n && good; i++) {
        char *place = edition_place(options, model, audiences[i]);
        tell_places(options, place, ending);
        g_free(place);
    }
    for (size_t i = 0; i < n; i++) {
        released_free(released[i]);
    }
}

/* An edition for a municipality is for one of the region. */
static bool has_reader(const struct options *options, const struct model *model, struct diag *diag)
{
    uint32_t municipality =
        options->municipality != 0 ? model_municipality(model, options->municipality) : NONE;
    bool has = options->municipality == 0 ||
               (municipality != NONE &&
                (model->municipalities[municipality].in_region || model->project->region == REGION_ALL));
    if (!has) {
        diag_add(diag, &FINDING_EDITION_OF, &(struct pos){0}, NULL, NULL, NULL,
                 _("there is no municipality %d in the region"), options->municipality);
    }
    return has;
}

int pipeline_run(const struct options *options, struct ending *ending, struct diag *diag)
{
    struct log *log = log_new();
    log_stage(log, "input");
    struct model *model = pipeline_read(options, diag);
    diag_sort(diag);
    if (model != NULL && diag_exit_status(diag, options->strict) == 0 && has_reader(options, model, diag)) {
        write_editions(options, model, log, ending, diag);
    }
    log_stage(log, NULL);
    if (options->verbose) {
        log_print(log);
    }
    log_free(log);
    model_free(model);
    return diag_exit_status(diag, options->strict);
}

void pipeline_tell(const struct options *options, const struct diag *diag, int status)
{
    diag_print(diag, stderr, options->quiet ? DIAG_STOP : options->verbose ? DIAG_NOTE : DIAG_WARN);
    if (!options->quiet) {
        diag_print_counts(diag, stderr);
    }
    if (status != 0) {
        fprintf(stderr, "vifte: %s\n", _("nothing was written; earlier output is as it was"));
    }
}
