/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vifte answer: the draft answer about one target group in a folder of its own. The same pipeline as `run`;
 * what it writes is one group's documents, their figures, and the released tables these rest on.
 */
#include "commands.h"
#include "edition_folder.h"
#include "giving_up.h"
#include "log.h"
#include "options.h"
#include "pipeline.h"
#include "vifte/answer.h"
#include "vifte/answer_changes.h"
#include "vifte/dates.h"
#include "vifte/definition.h"
#include "vifte/diag.h"
#include "vifte/disclose.h"
#include "vifte/document.h"
#include "vifte/earlier.h"
#include "vifte/earlier_file.h"
#include "vifte/figures_csv.h"
#include "vifte/findings.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/outdir.h"
#include "vifte/output.h"
#include "vifte/paths.h"
#include "vifte/released_texts.h"
#include "vifte/text.h"
#include "vifte/theme.h"
#include "vifte/theme_file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static const char *const AUDIENCE_NAMES[] = {"public", "cooperation", "internal"};

/* What one answer is made of, in the order it comes into being. */
struct job {
    const struct options *options;
    struct diag *diag;
    const struct model *model;
    struct log *log;
    const struct group *group;
    enum audience audience;
    struct theme *theme, *own;
    char *texts_file; /* as shown: texts/GROUP.md */
    char *definition; /* what makes a citizen one of the group, to compare with another answer's */
    struct results *results;
    struct released *released;
    struct released_texts *texts;
    struct outdir *dir;
    struct chart_set *charts;
    struct earlier *earlier; /* --since, or the freeze date; NULL = nothing to compare with */
    GArray *initiatives;     /* struct answer_initiative */
    GArray *files;           /* struct answer_file: for the internal edition alone */
    GArray *points;
};

static const struct group *find_group(const struct project *project, const char *id, struct diag *diag)
{
    GPtrArray *ids = g_ptr_array_new();
    const struct group *found = NULL;
    for (size_t i = 0; i < project->n_groups; i++) {
        g_ptr_array_add(ids, (void *)project->groups[i].name.code);
        found = strcmp(project->groups[i].name.code, id) == 0 ? &project->groups[i] : found;
    }
    if (found == NULL) {
        char *list = text_list((const char *const *)ids->pdata, ids->len);
        char *cure = g_strdup_printf(_("the groups are %s"), list);
        GString *shown = g_string_new(NULL);
        text_mask(shown, id, strlen(id), 40);
        diag_add(diag, &FINDING_ANSWER_GROUP, NULL, NULL, NULL, cure, _("the project has no group '%s'"),
                 shown->str);
        g_string_free(shown, TRUE);
        g_free(cure);
        g_free(list);
    }
    g_ptr_array_unref(ids);
    return found;
}

/* The path as messages and pages show it: inside the project, or the name alone. */
static char *shown_path(const struct project *project, const char *path)
{
    char *base = g_path_get_basename(path);
    bool own = g_str_has_prefix(path, project->folder);
    char *shown = own ? g_build_filename("themes", base, NULL) : g_strdup(base);
    g_free(base);
    return shown;
}

static bool read_theme(struct job *job)
{
    const struct project *project = job->model->project;
    char *path = theme_path(project->folder, paths_share(),
                            job->group->theme != NULL ? job->group->theme : "generel", job->diag);
    char *shown = path != NULL ? shown_path(project, path) : NULL;
    job->theme = path != NULL ? theme_read(path, shown, answer_names(), job->diag) : NULL;
    g_free(shown);
    g_free(path);
    return job->theme != NULL;
}

static bool read_texts(struct job *job)
{
    char *file = g_strconcat(job->group->name.code, ".md", NULL);
    char *path = g_build_filename(job->model->project->folder, "texts", file, NULL);
    job->texts_file = g_build_filename("texts", file, NULL);
    uint64_t stops = diag_count(job->diag, DIAG_STOP);
    GStatBuf status;
    if (g_stat(path, &status) == 0 || errno != ENOENT) { /* what cannot be read is not left out unsaid */
        job->own = theme_read_texts(path, job->texts_file, job->theme, answer_names(), job->diag);
    }
    g_free(path);
    g_free(file);
    return diag_count(job->diag, DIAG_STOP) == stops;
}

static bool release(struct job *job)
{
    struct release_request request = {.audience = job->audience, .date = pipeline_date(job->model->project)};
    job->results = measures_run(job->model, job->diag, NULL);
    job->released = disclose_release(job->results, job->model, &request, job->diag);
    if (job->released != NULL) {
        job->texts = disclose_texts(job->model, job->group->name.code, job->audience, job->own, job->diag);
    }
    return job->released != NULL;
}

static char *place(const struct job *job)
{
    if (job->options->output != NULL) {
        return g_strdup(job->options->output);
    }
    char *folder = g_strconcat("answer-", job->group->name.code, NULL);
    char *path = g_build_filename(job->model->project->folder, "out", folder, NULL);
    g_free(folder);
    return path;
}

static struct answer_request request_of(const struct job *job)
{
    return (struct answer_request){.released = job->released,
                                   .texts = job->texts,
                                   .theme = job->theme,
                                   .group = job->group->name.code,
                                   .definition = job->definition,
                                   .texts_file = job->texts_file,
                                   .charts = job->charts,
                                   .dir = job->dir,
                                   .initiatives = (const struct answer_initiative *)job->initiatives->data,
                                   .n_initiatives = job->initiatives->len,
                                   .files = (const struct answer_file *)job->files->data,
                                   .n_files = job->files->len};
}

static char *file_name(const struct job *job, const char *stem, const char *ending)
{
    return g_strdup_printf("%s-%s.%s", stem, job->group->name.code, ending);
}

static bool write_document(const struct job *job, const struct document *document, const char *stem,
                           bool page)
{
    char *word = file_name(job, stem, "docx");
    char *html = file_name(job, stem, "html");
    bool good = document_docx_write(document, word, job->dir, job->diag) &&
                (!page || document_html_write(document, html, job->dir, job->diag));
    g_free(html);
    g_free(word);
    return good;
}

static bool write_pdf(const struct job *job)
{
    if (!job->options->pdf) {
        return true;
    }
    char *stem = g_strconcat("answer-", job->group->name.code, NULL);
    bool good = pipeline_pdf(job->options, stem, pipeline_date(job->model->project), job->dir, job->diag);
    g_free(stem);
    return good;
}

/* Names come from files: what a terminal could take for more than letters is masked, line by line. */
static bool write_text(const struct job *job, const char *name, char *text)
{
    GString *shown = g_string_new(NULL);
    for (const char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        text_mask(shown, line, length, SIZE_MAX);
        line += length;
        if (*line == '\n') {
            g_string_append_c(shown, '\n');
            line++;
        }
    }
    bool good = outdir_write(job->dir, name, shown->str, shown->len, job->diag);
    g_string_free(shown, TRUE);
    g_free(text);
    return good;
}

/* What people still have to do or know, beside the files: never part of what is sent. */
static bool write_points(const struct job *job)
{
    GString *text = g_string_new(_("Before the answer is sent\n"));
    for (guint i = 0; i < job->points->len; i++) {
        const struct answer_point *point = &g_array_index(job->points, struct answer_point, i);
        g_string_append_printf(text, "\n- %s", point->text);
        if (point->line > 0) {
            g_string_append_printf(text, " (%s:%u:%u)", job->theme->file, point->line, point->column);
        }
    }
    for (size_t i = 0; i < released_texts_size(job->texts); i++) {
        const struct released_remark *remark = released_texts_at(job->texts, i);
        if (remark->holds_number) {
            g_string_append_printf(
                text,
                _("\n- The remark of %s on %s holds a number: see that it betrays nobody and "
                  "that it is right"),
                remark->municipality, remark->question);
        }
    }
    g_string_append_c(text, '\n');
    return write_text(job, "gennemsyn.txt", g_string_free(text, FALSE));
}

/* The analysts' file is never written; what it lacks is proposed here. */
static bool write_proposal(const struct job *job)
{
    char *proposal = answer_texts_proposal(job->theme, job->own);
    if (proposal == NULL) {
        return true;
    }
    char *name = file_name(job, "texts", "md");
    bool good = write_text(job, name, proposal);
    if (good && !job->options->quiet) {
        fprintf(stderr,
                _("vifte: texts that people must write: fill in %s and save it as %s in the project\n"), name,
                job->texts_file);
    }
    g_free(name);
    return good;
}

/* Names the input files, so that `vifte explain` can: not for the public. */
static bool write_log(const struct job *job)
{
    log_stage(job->log, NULL);
    return job->audience == AUDIENCE_PUBLIC || log_write(job->log, job->model, job->dir, job->diag);
}

static bool write_run_json(const struct job *job)
{
    char *audience = g_strdup_printf("audience=%s", AUDIENCE_NAMES[job->audience]);
    char *group = g_strdup_printf("group=%s", job->group->name.code);
    char *theme = g_strdup_printf("theme=%s", job->theme->id);
    char *definition = g_strdup_printf("definition=%s", job->definition);
    char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, job->model->project->seed);
    const char *const options[] = {"command=answer", audience, definition, group, theme, "lang=da", NULL};
    const char *const warnings[] = {NULL};
    struct run_info info = {.options = options,
                            .input_digest = job->audience == AUDIENCE_PUBLIC ? NULL : job->model->fingerprint,
                            .warnings = warnings,
                            .seed = seed};
    bool good = run_json_write(job->released, &info, job->dir, job->diag);
    g_free(seed);
    g_free(definition);
    g_free(theme);
    g_free(group);
    g_free(audience);
    return good;
}

/* --- what it is compared with --- */

static bool read_earlier(struct job *job)
{
    if (job->options->since == NULL) {
        return true;
    }
    job->earlier = earlier_read(job->options->since, job->diag);
    if (job->earlier != NULL && g_strcmp0(job->earlier->audience, AUDIENCE_NAMES[job->audience]) != 0) {
        diag_add(job->diag, &FINDING_SINCE_AUDIENCE, NULL, NULL, NULL,
                 _("compare with an answer to the same readers, or make this one for them with --audience"),
                 _("the earlier answer is not for the readers of this one"));
        return false;
    }
    return job->earlier != NULL;
}

static bool any_late(const struct model *model)
{
    bool late = false;
    for (size_t i = 0; i < model->n_deliveries; i++) {
        late = late || model->deliveries[i].status == DELIVERY_LATE;
    }
    return late;
}

/* Citizens counted in another way are not audited with the edition: they are left out where they would tell
 * how few the other way moves. */
static void leave_out_few(const struct job *job, const struct results *results, struct earlier *figures)
{
    const struct project *project = job->model->project;
    int threshold = job->audience == AUDIENCE_PUBLIC ? project->threshold : project->cooperation_threshold;
    for (int year = project->from_year; job->audience != AUDIENCE_INTERNAL && year <= project->to_year;
         year++) {
        if (disclose_differ_by_few(job->results, results, job->group->name.code, year, threshold)) {
            char *id = g_strdup_printf("need/%s/region/%d/citizens", job->group->name.code, year);
            g_hash_table_remove(figures->figures, id);
            g_free(id);
        }
    }
}

/* The figures of an answer from another reading of the same project, which is freed. NULL = it had none.
 * `same_day`: nothing but the way of counting is another. */
static struct earlier *figures_of(const struct job *job, struct model *model, const char *called,
                                  bool same_day, struct diag *diag)
{
    struct results *results = model != NULL && !diag_stopped(diag) ? measures_run(model, diag, NULL) : NULL;
    struct release_request wanted = {.audience = job->audience, .date = pipeline_date(job->model->project)};
    struct released *released = results != NULL ? disclose_release(results, model, &wanted, diag) : NULL;
    struct earlier *figures = NULL;
    if (released != NULL) {
        struct released_texts *texts =
            disclose_texts(model, job->group->name.code, job->audience, NULL, diag);
        struct answer_request request = {.released = released,
                                         .texts = texts,
                                         .theme = job->theme,
                                         .group = job->group->name.code,
                                         .definition = job->definition,
                                         .texts_file = job->texts_file};
        struct document *document = answer_document(&request, NULL);
        figures = answer_as_earlier(document, &request, called);
        if (same_day) {
            leave_out_few(job, results, figures);
        }
        document_free(document);
        released_texts_free(texts);
    }
    released_free(released);
    results_free(results);
    model_free(model);
    return figures;
}

/* The answer as it would have been on the freeze date: the same project without what came later. */
static void take_frozen(struct job *job)
{
    struct diag *diag = diag_new(); /* told already */
    char *date = text_date(job->model->project->freeze);
    char *called = g_strdup_printf(_("the figures of the freeze date, %s"), date);
    struct model *model = pipeline_read_as_of(job->options, job->model->project->freeze, diag);
    job->earlier = figures_of(job, model, called, false, diag);
    g_free(called);
    g_free(date);
    diag_free(diag);
}

/* Today's data counted by the definition of then: what another definition changed is the difference. */
static void take_definition_of_then(struct job *job)
{
    struct earlier *then = job->earlier;
    then->same_definition = definition_is(job->model->project, job->group, then->settings);
    if (!then->same_definition) {
        struct diag *diag = diag_new(); /* told already */
        struct model *model =
            pipeline_read_defined(job->options, job->group->name.code, then->settings, diag);
        then->redefined = figures_of(job, model, "", true, diag);
        diag_free(diag);
    }
}

static bool write_changes(struct job *job, const struct answer_request *request,
                          const struct document *answer)
{
    if (job->earlier == NULL && any_late(job->model)) {
        take_frozen(job);
    }
    if (job->earlier != NULL) {
        take_definition_of_then(job);
    }
    struct document *sheet = job->earlier != NULL ? answer_changes(request, answer, job->earlier) : NULL;
    bool good = sheet == NULL ||
                (document_docx_write(sheet, "rettelsesblad.docx", job->dir, job->diag) &&
                 figures_csv_write(sheet, job->released, "rettelsesblad-figures.csv", job->dir, job->diag));
    document_free(sheet);
    return good;
}

static bool write_files(struct job *job)
{
    job->charts =
        charts_write_answer(job->released, job->group->name.code, paths_plots(), job->dir, job->diag);
    if (job->charts == NULL) {
        return false;
    }
    struct answer_request request = request_of(job);
    struct document *answer = answer_document(&request, job->points);
    struct document *note = answer_note(&request);
    bool good = write_document(job, answer, "answer", true) && write_document(job, note, "notat", false) &&
                figures_csv_write(answer, job->released, "figures.csv", job->dir, job->diag) &&
                figures_csv_write(note, job->released, "notat-figures.csv", job->dir, job->diag) &&
                write_changes(job, &request, answer) && write_text(job, "mail.txt", answer_mail(&request)) &&
                tables_csv_write(job->released, CSV_STANDARD, job->dir, job->diag) && write_points(job) &&
                write_proposal(job) && write_pdf(job) && write_run_json(job) && write_log(job);
    document_free(answer);
    document_free(note);
    return good;
}

static void write_answer(struct job *job)
{
    char *path = place(job);
    job->dir = edition_folder_begin(path, job->audience, 0, job->options->force, job->diag);
    bool good = job->dir != NULL && write_files(job);
    if (good) {
        good = outdir_commit(job->dir, job->diag);
    } else {
        outdir_abort(job->dir);
    }
    if (good && !job->options->quiet) {
        char *shown = text_shown(path);
        printf(_("Answer: %s/answer-%s.docx\n"), shown, job->group->name.code);
        g_free(shown);
    }
    g_free(path);
}

static void take_initiatives(struct job *job)
{
    const GPtrArray *list = job->model->project->initiatives;
    job->initiatives = g_array_new(FALSE, FALSE, sizeof(struct answer_initiative));
    for (guint i = 0; i < list->len; i++) {
        const struct initiative *initiative = g_ptr_array_index(list, i);
        const struct answer_initiative one = {initiative->name, initiative->status, initiative->handling};
        g_array_append_val(job->initiatives, one);
    }
}

static void take_files(struct job *job)
{
    job->files = g_array_new(FALSE, FALSE, sizeof(struct answer_file));
    for (size_t i = 0; i < job->model->n_files && job->audience == AUDIENCE_INTERNAL; i++) {
        const struct input_record *file = &job->model->files[i];
        const struct answer_file one = {file->table, file->display, file->rows};
        g_array_append_val(job->files, one);
    }
}

static void make_answer(struct job *job)
{
    const struct project *project = job->model->project;
    job->audience = job->options->n_audiences > 0 ? job->options->audiences[0] : project->audience;
    job->points = answer_points_new();
    take_initiatives(job);
    take_files(job);
    job->group = find_group(project, job->options->group, job->diag);
    job->definition = job->group != NULL ? definition_text(project, job->group) : NULL;
    if (job->group != NULL && read_theme(job) && read_texts(job) && read_earlier(job) && release(job)) {
        write_answer(job);
    }
    earlier_free(job->earlier);
    chart_set_free(job->charts);
    released_texts_free(job->texts);
    released_free(job->released);
    results_free(job->results);
    theme_free(job->own);
    theme_free(job->theme);
    g_free(job->definition);
    g_free(job->texts_file);
    g_array_unref(job->initiatives);
    g_array_unref(job->files);
    g_array_unref(job->points);
}

int command_answer(int argc, char **argv)
{
    struct options options = {0};
    wipe_what_is_freed(true);
    enum options_result result = options_answer(argc, argv, &options);
    int status = result == OPTIONS_WRONG ? 64 : 0;
    if (result == OPTIONS_GOOD) {
        struct diag *diag = diag_new();
        options.language = g_strdup("da"); /* answers are in Danish */
        struct log *log = log_new();
        log_stage(log, "input");
        struct model *model = pipeline_read(&options, diag);
        log_stage(log, "answer");
        diag_sort(diag);
        if (model != NULL && diag_exit_status(diag, options.strict) == 0) {
            struct job job = {.options = &options, .diag = diag, .model = model, .log = log};
            make_answer(&job);
        }
        status = diag_exit_status(diag, options.strict);
        diag_print(diag, stderr, options.quiet ? DIAG_STOP : options.verbose ? DIAG_NOTE : DIAG_WARN);
        if (status != 0) {
            fprintf(stderr, "vifte: %s\n", _("nothing was written; earlier output is as it was"));
        }
        model_free(model);
        log_free(log);
        diag_free(diag);
    }
    options_clear(&options);
    return status;
}
