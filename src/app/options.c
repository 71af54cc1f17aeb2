/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GOption rows to struct options. */
#include "options.h"

#include "vifte/jobs.h"
#include "vifte/paths.h"
#include "vifte/registry.h"
#include "vifte/text.h"
#include "wrong_usage.h"

#include <stdio.h>
#include <string.h>

#define MUNICIPALITY "municipality:"

/* What GOption fills before it is understood. */
struct raw {
    char *output, *audience, *language, *only, *dialect, *seed, *jobs, *receiver, *note, *key, *heading;
    gboolean docx, pdf, no_charts, strict, force, quiet, verbose, json;
    char *group, *since;
    char **rest;
};

static bool wrong(const char *format, const char *value)
{
    GString *shown = g_string_new(NULL);
    text_mask(shown, value, strlen(value), 60);
    fprintf(stderr, "vifte: ");
    fprintf(stderr, format, shown->str);
    fprintf(stderr, "\n");
    g_string_free(shown, TRUE);
    return false;
}

static bool take_audience(const char *text, struct options *out)
{
    static const char *const NAMES[] = {"public", "cooperation", "internal"};
    if (g_str_has_prefix(text, MUNICIPALITY)) {
        const char *code = text + strlen(MUNICIPALITY);
        size_t digits = strspn(code, "0123456789");
        out->municipality =
            digits > 0 && digits < 9 && code[digits] == '\0' ? (int)g_ascii_strtoll(code, NULL, 10) : 0;
        out->audiences[out->n_audiences++] = AUDIENCE_PUBLIC;
        return out->municipality > 0 || wrong(_("a municipality is given by its code, not by '%s'"), code);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        if (strcmp(text, "all") == 0 || strcmp(text, NAMES[i]) == 0) {
            out->audiences[out->n_audiences++] = (enum audience)i;
        }
    }
    return out->n_audiences > 0 ||
           wrong(_("unknown audience '%s' (public, cooperation, internal, municipality:CODE or all)"), text);
}

static bool is_family(const char *text)
{
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        if (strcmp(registry_table(id)->family, text) == 0) {
            return true;
        }
    }
    return false;
}

static bool take_families(const char *text, struct options *out)
{
    out->only = g_strsplit(text, ",", -1);
    for (size_t i = 0; out->only[i] != NULL; i++) {
        if (!is_family(out->only[i])) {
            return wrong(
                _("unknown family '%s' (supply, occupancy, need, flows, citizens, forecast, quality)"),
                out->only[i]);
        }
    }
    return true;
}

static bool take_seed(const char *text, struct options *out)
{
    out->has_seed = true;
    return g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT64, &out->seed, NULL) ||
           wrong(_("a seed is a whole number from 0, not '%s'"), text);
}

static bool take_jobs(const char *text, struct options *out)
{
    guint64 jobs = 0;
    if (!g_ascii_string_to_unsigned(text, 10, 1, JOBS_MOST, &jobs, NULL)) {
        return wrong(_("the number of jobs is a whole number from 1, not '%s'"), text);
    }
    out->jobs = (unsigned)jobs;
    return true;
}

/* What stands on the command line beside the options: always a project, and perhaps something else. */
enum second { SECOND_NONE, SECOND_FOLDER, SECOND_SENT, SECOND_SCENARIO, SECOND_GROUP, SECOND_SLICES };

static bool take_arguments(const struct raw *raw, enum second second, struct options *out)
{
    static const char *const NEEDED[] = {
        [SECOND_NONE] = N_("one project is needed: a project.ini or a folder that holds one"),
        [SECOND_FOLDER] = N_("a project and a folder to write to are needed"),
        [SECOND_SENT] = N_("a project and the output folder that was sent are needed"),
        [SECOND_SCENARIO] = N_("a project and a scenario file are needed"),
        [SECOND_GROUP] = N_("a project and the id of one of its target groups are needed"),
        [SECOND_SLICES] =
            N_("a project is needed, then the files to reduce; none of them is standard input")};
    guint n = raw->rest != NULL ? g_strv_length(raw->rest) : 0;
    if (second == SECOND_SLICES ? n < 1 : n != (second != SECOND_NONE ? 2 : 1)) {
        fprintf(stderr, "vifte: %s\n", _(NEEDED[second]));
        return false;
    }
    if (raw->output != NULL && raw->output[0] == '\0') { /* $OUT of a script that did not set it */
        fprintf(stderr, "vifte: %s\n", _("the name after -o is empty"));
        return false;
    }
    out->project = g_strdup(raw->rest[0]);
    out->output = g_strdup(second == SECOND_FOLDER || second == SECOND_SENT ? raw->rest[1] : raw->output);
    out->scenario = second == SECOND_SCENARIO ? g_strdup(raw->rest[1]) : NULL;
    out->group = g_strdup(second == SECOND_GROUP ? raw->rest[1] : raw->group);
    out->since = g_strdup(raw->since);
    out->files = second == SECOND_SLICES ? g_strdupv(raw->rest + 1) : NULL;
    return true;
}

static bool understand(const struct raw *raw, enum second second, struct options *out)
{
    if (!take_arguments(raw, second, out)) {
        return false;
    }
    out->language = g_strdup(raw->language);
    out->docx = raw->docx;
    out->pdf = raw->pdf;
    out->receiver = g_strdup(raw->receiver);
    out->note = g_strdup(raw->note);
    out->key = g_strdup(raw->key);
    out->heading = g_strdup(raw->heading);
    out->no_charts = raw->no_charts;
    out->strict = raw->strict;
    out->force = raw->force;
    out->quiet = raw->quiet;
    out->verbose = raw->verbose;
    out->json = raw->json;
    if (raw->language != NULL && strcmp(raw->language, "da") != 0 && strcmp(raw->language, "en") != 0) {
        return wrong(_("unknown language '%s' (da or en)"), raw->language);
    }
    if (raw->dialect != NULL && strcmp(raw->dialect, "excel-da") != 0 &&
        strcmp(raw->dialect, "standard") != 0) {
        return wrong(_("unknown kind of CSV '%s' (standard or excel-da)"), raw->dialect);
    }
    out->dialect =
        raw->dialect != NULL && strcmp(raw->dialect, "excel-da") == 0 ? CSV_EXCEL_DA : CSV_STANDARD;
    return (raw->audience == NULL || take_audience(raw->audience, out)) &&
           (raw->seed == NULL || take_seed(raw->seed, out)) &&
           (raw->jobs == NULL || take_jobs(raw->jobs, out)) &&
           (raw->only == NULL || take_families(raw->only, out));
}

static void raw_clear(struct raw *raw)
{
    g_free(raw->output);
    g_free(raw->group);
    g_free(raw->since);
    g_free(raw->audience);
    g_free(raw->language);
    g_free(raw->only);
    g_free(raw->seed);
    g_free(raw->jobs);
    g_free(raw->dialect);
    g_free(raw->receiver);
    g_free(raw->note);
    g_free(raw->key);
    g_free(raw->heading);
    g_strfreev(raw->rest);
}

static enum options_result parse(int argc, char **argv, const GOptionEntry *entries, const char *summary,
                                 enum second second, struct raw *raw, struct options *out)
{
    gboolean help = FALSE;
    const GOptionEntry help_entry[] = {{"help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("this text"), NULL},
                                       {0}};
    static const char *const ARGUMENTS[] = {"PROJECT",       "PROJECT DIR",
                                            "PROJECT OUT",   "PROJECT SCENARIO.ini",
                                            "PROJECT GROUP", "PROJECT [FILE ...]"};
    const char *command = argv[0];
    char *parameters = g_strdup_printf("%s %s", command, ARGUMENTS[second]);
    GOptionContext *context = g_option_context_new(parameters);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_summary(context, summary);
    g_option_context_add_main_entries(context, entries, "vifte");
    g_option_context_add_main_entries(context, help_entry, "vifte");
    g_option_context_set_translation_domain(context, "vifte");
    GError *error = NULL;
    enum options_result result = OPTIONS_WRONG;
    g_set_prgname("vifte");
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        wrong_usage_option(error, command, entries);
        g_error_free(error);
    } else if (help) {
        if (raw->language != NULL && strcmp(raw->language, "en") == 0) {
            text_set_language(LANGUAGE_EN, paths_locale());
        }
        char *text = g_option_context_get_help(context, TRUE, NULL);
        fputs(text, stdout);
        g_free(text);
        result = OPTIONS_HELP;
    } else if (understand(raw, second, out)) {
        result = OPTIONS_GOOD;
    }
    g_option_context_free(context);
    g_free(parameters);
    raw_clear(raw);
    return result;
}

enum options_result options_run(int argc, char **argv, struct options *out)
{
    struct raw raw = {0};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw.output, N_("output folder (out/ beside the project)"),
         "DIR"},
        {"audience", 0, 0, G_OPTION_ARG_STRING, &raw.audience,
         N_("public, cooperation, internal, municipality:CODE, or all (the first three, in one subfolder "
            "each)"),
         "WHO"},
        {"lang", 0, 0, G_OPTION_ARG_STRING, &raw.language, N_("da or en"), "LANG"},
        {"seed", 0, 0, G_OPTION_ARG_STRING, &raw.seed, N_("start of the random draws of the forecast"), "N"},
        {"jobs", 0, 0, G_OPTION_ARG_STRING, &raw.jobs,
         N_("processors to work on (all); the output is the same for any number"), "N"},
        {"only", 0, 0, G_OPTION_ARG_STRING, &raw.only,
         N_("write only these families of tables, without report and charts"), "FAMILY,..."},
        {"csv", 0, 0, G_OPTION_ARG_STRING, &raw.dialect, N_("standard or excel-da"), "KIND"},
        {"docx", 0, 0, G_OPTION_ARG_NONE, &raw.docx, N_("also the report for Word, and figures.csv"), NULL},
        {"pdf", 0, 0, G_OPTION_ARG_NONE, &raw.pdf,
         N_("also the report as PDF, by LibreOffice or Chromium if one is installed; the same bytes only "
            "from the same version of LibreOffice"),
         NULL},
        {"no-charts", 0, 0, G_OPTION_ARG_NONE, &raw.no_charts, N_("draw no charts"), NULL},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &raw.strict, N_("warnings stop the run"), NULL},
        {"force", 0, 0, G_OPTION_ARG_NONE, &raw.force, N_("replace the output folder whatever it holds"),
         NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &raw.quiet, N_("only errors"), NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &raw.verbose, N_("also notes, times and memory"), NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw.rest, NULL, NULL},
        {0}};
    return parse(argc, argv, entries, _("Reads a project and writes its tables, charts and report."),
                 SECOND_NONE, &raw, out);
}

enum options_result options_check(int argc, char **argv, struct options *out)
{
    struct raw raw = {0};
    const GOptionEntry entries[] = {
        {"lang", 0, 0, G_OPTION_ARG_STRING, &raw.language, N_("da or en"), "LANG"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &raw.json, N_("findings as JSON"), NULL},
        {"jobs", 0, 0, G_OPTION_ARG_STRING, &raw.jobs,
         N_("processors to work on (all); the output is the same for any number"), "N"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &raw.strict, N_("warnings count as errors"), NULL},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw.output, N_("write quality.xlsx into this folder"),
         "DIR"},
        {"force", 0, 0, G_OPTION_ARG_NONE, &raw.force, N_("replace the output folder whatever it holds"),
         NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw.rest, NULL, NULL},
        {0}};
    return parse(argc, argv, entries, _("Reads and checks a project, and prints every problem."), SECOND_NONE,
                 &raw, out);
}

/* A scenario is about single offers: never public. */
static bool is_private(const struct options *out)
{
    for (size_t i = 0; i < out->n_audiences; i++) {
        if (out->audiences[i] == AUDIENCE_PUBLIC) {
            return wrong(_("a scenario is never public: --audience cooperation or internal, not '%s'"),
                         out->n_audiences > 1 ? "all" : "public");
        }
    }
    return true;
}

enum options_result options_scenario(int argc, char **argv, struct options *out)
{
    struct raw raw = {0};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw.output,
         N_("output folder (out/scenario beside the project)"), "DIR"},
        {"audience", 0, 0, G_OPTION_ARG_STRING, &raw.audience, N_("cooperation or internal"), "WHO"},
        {"lang", 0, 0, G_OPTION_ARG_STRING, &raw.language, N_("da or en"), "LANG"},
        {"seed", 0, 0, G_OPTION_ARG_STRING, &raw.seed, N_("start of the random draws of the forecast"), "N"},
        {"csv", 0, 0, G_OPTION_ARG_STRING, &raw.dialect, N_("standard or excel-da"), "KIND"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &raw.strict, N_("warnings stop the run"), NULL},
        {"force", 0, 0, G_OPTION_ARG_NONE, &raw.force, N_("replace the output folder whatever it holds"),
         NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &raw.quiet, N_("only errors"), NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &raw.verbose, N_("also notes, times and memory"), NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw.rest, NULL, NULL},
        {0}};
    enum options_result result =
        parse(argc, argv, entries,
              _("Computes the same tables as if something changed after the data, beside today's.\n\n"
                "SCENARIO.ini:\n"
                "  [close]         offer = date\n"
                "  [places]        offer = date;+4                (or -2, or 12)\n"
                "  [open]          id = name;groups;municipality;places;date;rate\n"
                "  [arrivals]      group = +10 % from 2026\n"
                "  [buyer_leaves]  offer = municipality;date"),
              SECOND_SCENARIO, &raw, out);
    return result == OPTIONS_GOOD && !is_private(out) ? OPTIONS_WRONG : result;
}

enum options_result options_template(int argc, char **argv, struct options *out)
{
    struct raw raw = {0};
    const GOptionEntry entries[] = {
        {"lang", 0, 0, G_OPTION_ARG_STRING, &raw.language, N_("da or en"), "LANG"},
        {"group", 0, 0, G_OPTION_ARG_STRING, &raw.group,
         N_("the form of this target group instead, one workbook a municipality"), "GROUP"},
        {"force", 0, 0, G_OPTION_ARG_NONE, &raw.force, N_("replace the output folder whatever it holds"),
         NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw.rest, NULL, NULL},
        {0}};
    return parse(argc, argv, entries,
                 _("Writes empty input files to send out: xlsx with drop-downs, and csv."), SECOND_FOLDER,
                 &raw, out);
}

enum options_result options_answer(int argc, char **argv, struct options *out)
{
    struct raw raw = {0};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw.output,
         N_("output folder (out/answer-GROUP beside the project)"), "DIR"},
        {"audience", 0, 0, G_OPTION_ARG_STRING, &raw.audience, N_("public, cooperation or internal"), "WHO"},
        {"since", 0, 0, G_OPTION_ARG_FILENAME, &raw.since,
         N_("folder of an earlier answer: what has changed, and why"), "OUT"},
        {"seed", 0, 0, G_OPTION_ARG_STRING, &raw.seed, N_("start of the random draws of the forecast"), "N"},
        {"pdf", 0, 0, G_OPTION_ARG_NONE, &raw.pdf,
         N_("also the answer as PDF, by LibreOffice or Chromium if one is installed"), NULL},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &raw.strict, N_("warnings stop the run"), NULL},
        {"force", 0, 0, G_OPTION_ARG_NONE, &raw.force, N_("replace the output folder whatever it holds"),
         NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &raw.quiet, N_("only errors"), NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &raw.verbose, N_("also notes"), NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw.rest, NULL, NULL},
        {0}};
    return parse(argc, argv, entries,
                 _("Writes the draft answer about one target group: for Word, as a page, a note, an e-mail."),
                 SECOND_GROUP, &raw, out);
}

enum options_result options_release(int argc, char **argv, struct options *out)
{
    struct raw raw = {0};
    const GOptionEntry entries[] = {
        {"to", 0, 0, G_OPTION_ARG_STRING, &raw.receiver, N_("who received it (needed)"), "NAME"},
        {"note", 0, 0, G_OPTION_ARG_STRING, &raw.note, N_("a note for the record"), "TEXT"},
        {"lang", 0, 0, G_OPTION_ARG_STRING, &raw.language, N_("da or en"), "LANG"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &raw.strict, N_("warnings stop the run"), NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &raw.quiet, N_("only errors"), NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw.rest, NULL, NULL},
        {0}};
    enum options_result result =
        parse(argc, argv, entries,
              _("Records that an output folder was sent out: what it shows and hides joins the audit of "
                "every later\n"
                "run for the same or a smaller circle of readers, and the groups keep their level and bands "
                "of age.\n"
                "The record lies in releases/ beside the project file and is internal."),
              SECOND_SENT, &raw, out);
    if (result == OPTIONS_GOOD && out->receiver == NULL) {
        fprintf(stderr, "vifte: %s\n", _("--to NAME is needed: who received it"));
        return OPTIONS_WRONG;
    }
    return result;
}

enum options_result options_reduce(int argc, char **argv, struct options *out)
{
    struct raw raw = {0};
    const GOptionEntry entries[] = {
        {"key", 0, 0, G_OPTION_ARG_FILENAME, &raw.key,
         N_("file with the key of the pseudonyms (needed): 16 bytes or more, the same for all slices"),
         "KEY"},
        {"heading", 0, 0, G_OPTION_ARG_FILENAME, &raw.heading,
         N_("file whose first line is the heading row that the slices lack"), "FILE"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw.output, N_("file to write (standard output)"), "FILE"},
        {"lang", 0, 0, G_OPTION_ARG_STRING, &raw.language, N_("da or en"), "LANG"},
        {"jobs", 0, 0, G_OPTION_ARG_STRING, &raw.jobs,
         N_("processors to work on (all); the output is the same for any number"), "N"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &raw.strict, N_("warnings stop the run"), NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &raw.quiet, N_("only errors"), NULL},
        {"verbose", 'v', 0, G_OPTION_ARG_NONE, &raw.verbose, N_("also notes"), NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw.rest, NULL, NULL},
        {0}};
    enum options_result result = parse(
        argc, argv, entries,
        _("Checks files of stays, or standard input, and writes them as partial sums: one CSV, persons as "
          "keyed\n"
          "hashes. Partials of all slices, in any number of files, stand for the stays under [inputs]: the "
          "tables\n"
          "are the same as from the stays themselves. They are internal: one row a stay."),
        SECOND_SLICES, &raw, out);
    if (result == OPTIONS_GOOD && out->key == NULL) {
        fprintf(stderr, "vifte: %s\n", _("--key KEY is needed; make one: head -c 32 /dev/urandom >KEY"));
        return OPTIONS_WRONG;
    }
    return result;
}

void options_clear(struct options *options)
{
    g_free(options->receiver);
    g_free(options->note);
    g_free(options->key);
    g_free(options->heading);
    g_strfreev(options->files);
    g_free(options->project);
    g_free(options->scenario);
    g_free(options->output);
    g_free(options->group);
    g_free(options->since);
    g_free(options->language);
    g_strfreev(options->only);
}
