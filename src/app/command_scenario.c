/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte scenario: the model as it is and as a scenario changes it, measured, released and written together.
 */
#include "commands.h"
#include "edition_folder.h"
#include "giving_up.h"
#include "log.h"
#include "options.h"
#include "pipeline.h"
#include "vifte/diag.h"
#include "vifte/disclose.h"
#include "vifte/disclose_scenario.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/outdir.h"
#include "vifte/scenario.h"
#include "vifte/scenario_file.h"
#include "vifte/scenario_model.h"
#include "vifte/text.h"

#include <math.h>
#include <stdio.h>

/* --- what is changed, in words --- */

static char *offer_words(const struct model *model, uint32_t offer)
{
    const struct name *name = &model->offers[offer].name;
    return g_strdup_printf("%s (%s)", name->label, name->code);
}

static char *places_words(const struct model *model, const struct scenario_change *change, const char *day)
{
    g_autofree char *offer = offer_words(model, change->offer);
    g_autofree char *number =
        text_number(fabs(change->places), change->places == floor(change->places) ? 0 : 1);
    if (!change->relative) {
        return g_strdup_printf(_("%s has %s places from %s"), offer, number, day);
    }
    return g_strdup_printf(change->places < 0 ? _("%s has %s places fewer from %s")
                                              : _("%s has %s places more from %s"),
                           offer, number, day);
}

static char *open_words(const struct model *model, const struct scenario_change *change, const char *day)
{
    g_autofree char *number = text_number(change->places, change->places == floor(change->places) ? 0 : 1);
    GString *groups = g_string_new(NULL);
    for (guint i = 0; i < change->groups->len; i++) {
        uint32_t group = g_array_index(change->groups, uint32_t, i);
        g_string_append_printf(groups, "%s%s", i > 0 ? ", " : "", model->project->groups[group].name.label);
    }
    char *words =
        g_strdup_printf(_("%s (%s) opens in %s on %s with %s places for: %s"), change->name, change->id,
                        model->municipalities[change->municipality].name.label, day, number, groups->str);
    g_string_free(groups, TRUE);
    return words;
}

static char *arrivals_words(const struct model *model, const struct scenario_change *change)
{
    g_autofree char *percent = text_number(100 * fabs(change->factor - 1), 0);
    const char *group = model->project->groups[change->group].name.label;
    return g_strdup_printf(change->factor < 1 ? _("%s: %s per cent fewer arrivals from %d")
                                              : _("%s: %s per cent more arrivals from %d"),
                           group, percent, change->from_year);
}

static char *change_words(const struct model *model, const struct scenario_change *change)
{
    g_autofree char *day = text_date(change->day);
    g_autofree char *offer = change->offer != NONE ? offer_words(model, change->offer) : NULL;
    switch (change->kind) {
    case SCENARIO_CLOSE:
        return g_strdup_printf(_("%s closes on %s"), offer, day);
    case SCENARIO_PLACES:
        return places_words(model, change, day);
    case SCENARIO_OPEN:
        return open_words(model, change, day);
    case SCENARIO_ARRIVALS:
        return arrivals_words(model, change);
    default:
        return g_strdup_printf(_("%s leaves %s on %s"),
                               model->municipalities[change->municipality].name.label, offer, day);
    }
}

static char **all_words(const struct model *model, const struct scenario *scenario)
{
    char **words = g_new0(char *, scenario->changes->len + 1);
    for (guint i = 0; i < scenario->changes->len; i++) {
        words[i] = change_words(model, g_ptr_array_index(scenario->changes, i));
    }
    return words;
}

/* --- the run --- */

static enum audience audience_of(const struct options *options, const struct model *model)
{
    enum audience audience = options->n_audiences > 0 ? options->audiences[0] : model->project->audience;
    return audience == AUDIENCE_PUBLIC ? AUDIENCE_COOPERATION : audience;
}

static bool write_run(const struct options *options, const struct model *model, const char *const *changes,
                      const struct released *released, enum audience audience, struct outdir *dir,
                      struct diag *diag)
{
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, model->project->seed);
    g_autofree char *lines = g_strjoinv("\n", (char **)changes);
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, lines, -1);
    g_autofree char *scenario = g_strdup_printf("scenario=%s", digest);
    g_autofree char *language =
        g_strdup_printf("lang=%s", model->project->language == LANGUAGE_DA ? "da" : "en");
    const char *const list[] = {audience == AUDIENCE_INTERNAL ? "audience=internal" : "audience=cooperation",
                                language,
                                options->dialect == CSV_EXCEL_DA ? "csv=excel-da" : "csv=standard",
                                "command=scenario",
                                scenario,
                                NULL};
    char **warnings = pipeline_warnings(diag);
    struct run_info info = {.options = list,
                            .input_digest = model->fingerprint,
                            .warnings = (const char *const *)warnings,
                            .seed = seed};
    bool good = run_json_write(released, &info, dir, diag);
    g_strfreev(warnings);
    return good;
}

/* Both sides measured and released; written as one folder. */
static bool write_sides(const struct options *options, const struct model *model,
                        const struct scenario *scenario, struct outdir *dir, struct log *log,
                        struct diag *diag)
{
    int32_t as_of = scenario_last_day(scenario, model);
    struct scenario_model *now = scenario_model_new(model, NULL, as_of);
    struct scenario_model *then = scenario_model_new(model, scenario, as_of);
    log_stage(log, "measures");
    struct results *results[] = {measures_run(scenario_model_get(now), diag, NULL),
                                 measures_run(scenario_model_get(then), diag, NULL)};
    struct scenario_side today = {scenario_model_get(now), results[0]};
    struct scenario_side changed = {scenario_model_get(then), results[1]};
    struct release_request request = {.audience = audience_of(options, model),
                                      .date = pipeline_date(model->project)};
    struct released *released[2];
    log_stage(log, "disclose");
    bool good = disclose_scenario(&today, &changed, &request, &released[0], &released[1], diag);
    log_stage(log, "output");
    if (good) {
        char **words = all_words(model, scenario);
        struct scenario_pages pages = {.title = scenario->title,
                                       .changes = (const char *const *)words,
                                       .as_of = as_of,
                                       .today = released[0],
                                       .scenario = released[1]};
        good = scenario_write(&pages, options->dialect, dir, diag) &&
               write_run(options, model, pages.changes, released[1], request.audience, dir, diag);
        g_strfreev(words);
        released_free(released[0]);
        released_free(released[1]);
    }
    log_stage(log, NULL);
    results_free(results[0]);
    results_free(results[1]);
    scenario_model_free(now);
    scenario_model_free(then);
    return good && log_write(log, model, dir, diag);
}

static char *place_of(const struct options *options, const struct model *model)
{
    return options->output != NULL ? g_strdup(options->output)
                                   : g_build_filename(model->project->folder, "out", "scenario", NULL);
}

static void write_folder(const struct options *options, const struct model *model,
                         const struct scenario *scenario, struct log *log, struct diag *diag)
{
    g_autofree char *place = place_of(options, model);
    struct outdir *dir = edition_folder_begin(place, audience_of(options, model), 0, options->force, diag);
    if (dir == NULL || !write_sides(options, model, scenario, dir, log, diag)) {
        outdir_abort(dir);
    } else if (outdir_commit(dir, diag) && !options->quiet) {
        g_autofree char *shown = text_shown(place);
        printf(_("Report: %s/report.html\n"), shown);
    }
}

static int run(const struct options *options, struct diag *diag)
{
    struct log *log = log_new();
    log_stage(log, "input");
    struct model *model = pipeline_read(options, diag);
    struct scenario *scenario =
        model != NULL && !diag_stopped(diag) ? scenario_read(options->scenario, model, diag) : NULL;
    diag_sort(diag);
    if (scenario != NULL && diag_exit_status(diag, options->strict) == 0) {
        write_folder(options, model, scenario, log, diag);
    }
    if (options->verbose) {
        log_print(log);
    }
    log_free(log);
    scenario_free(scenario);
    model_free(model);
    return diag_exit_status(diag, options->strict);
}

int command_scenario(int argc, char **argv)
{
    struct options options = {0};
    wipe_what_is_freed(true);
    enum options_result result = options_scenario(argc, argv, &options);
    int status = result == OPTIONS_WRONG ? 64 : 0;
    if (result == OPTIONS_GOOD) {
        struct diag *diag = diag_new();
        status = run(&options, diag);
        pipeline_tell(&options, diag, status);
        diag_free(diag);
    }
    options_clear(&options);
    return status;
}
