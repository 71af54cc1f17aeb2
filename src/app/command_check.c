/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte check: every finding on standard output, for a person or as JSON. */
#include "commands.h"
#include "options.h"
#include "pipeline.h"
#include "reminders.h"
#include "vifte/diag.h"
#include "vifte/findings_book.h"
#include "vifte/model.h"
#include "vifte/outdir.h"
#include "vifte/own_json.h"
#include "vifte/project.h"
#include "vifte/text.h"

#include <jansson.h>
#include <stdio.h>

static const char *const LEVELS[] = {"stop", "warn", "note"};

static json_t *optional_text(const char *text)
{
    return text != NULL ? json_string(text) : json_null();
}

/* [{"file": "stays.csv", "findings": 120}]: what was counted only, after the first of each file. */
static json_t *left_out_json(const struct diag *diag)
{
    json_t *items = json_array();
    char **files = diag_files(diag);
    for (size_t i = 0; files[i] != NULL; i++) {
        uint64_t dropped = diag_dropped(diag, files[i]);
        if (dropped > 0) {
            json_array_append_new(items,
                                  json_pack("{s:s, s:I}", "file", files[i], "findings", (json_int_t)dropped));
        }
    }
    g_strfreev(files);
    return items;
}

/* All findings, listed or left out. */
static json_t *counts_json(const struct diag *diag)
{
    return json_pack("{s:I, s:I, s:I}", LEVELS[DIAG_STOP], (json_int_t)diag_count(diag, DIAG_STOP),
                     LEVELS[DIAG_WARN], (json_int_t)diag_count(diag, DIAG_WARN), LEVELS[DIAG_NOTE],
                     (json_int_t)diag_count(diag, DIAG_NOTE));
}

/* {"findings": [...], "left_out": [...], "counts": {...}, "reminders": [...]} */
static void print_json(const struct diag *diag, const struct model *model)
{
    json_t *findings = json_array();
    json_t *reminders = model != NULL ? reminders_json(model) : json_array();
    for (size_t i = 0; i < diag_size(diag); i++) {
        const struct finding *finding = diag_get(diag, i);
        json_t *item = json_pack(
            "{s:s, s:s, s:o, s:o, s:I, s:I, s:o, s:s, s:o, s:s}", "code", finding->kind->code, "level",
            LEVELS[finding->kind->level], "file", optional_text(finding->pos.file), "sheet",
            optional_text(finding->pos.sheet), "line", (json_int_t)finding->pos.line, "field",
            (json_int_t)finding->pos.field, "column", optional_text(finding->column), "message",
            finding->message, "cure", optional_text(finding->cure), "touches", finding->touches);
        json_array_append_new(findings, item);
    }
    json_t *all = json_pack("{s:o, s:o, s:o, s:o}", "findings", findings, "left_out", left_out_json(diag),
                            "counts", counts_json(diag), "reminders", reminders);
    char *text = own_json_text(all, JSON_INDENT(2));
    fputs(text, stdout);
    g_free(text);
    json_decref(all);
}

static void print_for_person(const struct diag *diag, const struct model *model)
{
    diag_print(diag, stdout, DIAG_NOTE);
    if (model != NULL) {
        reminders_print(model, stdout);
    }
    diag_print_counts(diag, stdout);
}

/* quality.xlsx and the workbooks to mail back. */
static void write_workbooks(const struct options *options, const struct model *model, struct diag *diag)
{
    const struct project *project = model != NULL ? model->project : NULL;
    const char *title = project != NULL && project->title != NULL ? project->title : "";
    struct outdir *dir = outdir_begin(options->output, options->force, diag);
    if (dir == NULL) {
        return;
    }
    bool written = findings_book_write(diag, title, pipeline_date(project), dir, diag) &&
                   run_json_write_files("check", dir, diag);
    if (!written || !outdir_commit(dir, diag)) {
        diag_sort(diag);
    }
    if (!written) {
        outdir_abort(dir);
    }
}

int command_check(int argc, char **argv)
{
    struct options options = {0};
    enum options_result result = options_check(argc, argv, &options);
    int status = result == OPTIONS_WRONG ? 64 : 0;
    if (result == OPTIONS_GOOD) {
        struct diag *diag = diag_new();
        struct model *model = pipeline_read(&options, diag);
        diag_sort(diag);
        if (options.output != NULL) {
            write_workbooks(&options, model, diag);
        }
        if (options.json) {
            print_json(diag, model);
        } else {
            print_for_person(diag, model);
        }
        status = diag_exit_status(diag, options.strict);
        model_free(model);
        diag_free(diag);
    }
    options_clear(&options);
    return status;
}
