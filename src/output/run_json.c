/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * run.json: what made this folder, and the digest of every file in it, by which a later run sees whether
 * somebody edited one. Nothing in it depends on time, place or machine; those stand in log.json.
 */
#include "vifte/output.h"

#include "vifte/dates.h"
#include "vifte/edition.h"
#include "vifte/outdir.h"
#include "vifte/own_json.h"
#include "vifte/released.h"
#include "vifte/run_digest.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <jansson.h>
#include <string.h>

static json_t *text_json(const char *text)
{
    char *line = show_line(text != NULL ? text : "");
    json_t *string = json_string(line);
    g_free(line);
    return string;
}

static const char *audience_name(enum audience audience)
{
    switch (audience) {
    case AUDIENCE_PUBLIC:
        return "public";
    case AUDIENCE_COOPERATION:
        return "cooperation";
    case AUDIENCE_INTERNAL:
        break;
    }
    return "internal";
}

static json_t *edition_json(const struct edition *edition)
{
    char day[11];
    date_iso(edition->date, day);
    char *audience = edition->municipality != 0 ? g_strdup_printf("municipality:%d", edition->municipality)
                                                : g_strdup(audience_name(edition->audience));
    json_t *object =
        json_pack("{s:o, s:o, s:o, s:s, s:s, s:s, s:i, s:i, s:i}", "title", text_json(edition->title),
                  "region", text_json(edition->region), "sender", text_json(edition->sender), "audience",
                  audience, "language", edition->language == LANGUAGE_DA ? "da" : "en", "date", day, "from",
                  edition->from_year, "to", edition->to_year, "threshold", edition->threshold);
    g_free(audience);
    return object;
}

static json_t *parameters_json(const struct edition *edition)
{
    json_t *list = json_array();
    for (size_t i = 0; i < edition->n_parameters; i++) {
        const struct edition_parameter *parameter = &edition->parameters[i];
        json_array_append_new(list,
                              json_pack("{s:o, s:o, s:o}", "key", text_json(parameter->key), "value",
                                        text_json(parameter->value), "source", text_json(parameter->source)));
    }
    return list;
}

/* "key=value" to an object. */
static json_t *options_json(const char *const *options)
{
    json_t *object = json_object();
    for (size_t i = 0; options != NULL && options[i] != NULL; i++) {
        char **pair = g_strsplit(options[i], "=", 2);
        json_object_set_new(object, pair[0], text_json(pair[1]));
        g_strfreev(pair);
    }
    return object;
}

/* How often something is odd with single persons is itself a small number: only the internal edition has
 * counts. */
static json_t *warnings_json(const char *const *warnings, enum audience audience)
{
    json_t *list = json_array();
    for (size_t i = 0; warnings != NULL && warnings[i] != NULL; i++) {
        size_t code = strspn(warnings[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
        char *shown = audience == AUDIENCE_INTERNAL ? g_strdup(warnings[i]) : g_strndup(warnings[i], code);
        json_array_append_new(list, text_json(shown));
        g_free(shown);
    }
    return list;
}

static json_t *tables_json(const struct released *released)
{
    json_t *list = json_array();
    for (size_t i = 0; i < released_size(released); i++) {
        json_array_append_new(list, json_string(released_def(released_at(released, i))->name));
    }
    return list;
}

static json_t *absent_json(const struct released *released)
{
    json_t *list = json_array();
    for (size_t i = 0; i < released_n_absent(released); i++) {
        json_array_append_new(list, json_string(released_absent(released, i)));
    }
    return list;
}

static json_t *files_json(const struct outdir *dir)
{
    json_t *object = json_object();
    for (size_t i = 0; i < outdir_size(dir); i++) {
        const char *name = outdir_name(dir, i);
        if (strcmp(name, "log.json") != 0) { /* holds times: outside the promise "same in, same out" */
            json_object_set_new(object, name, json_string(outdir_digest(dir, i)));
        }
    }
    return object;
}

static bool write_json(json_t *run, struct outdir *dir, struct diag *diag)
{
    char *text = own_json_text(run, JSON_SORT_KEYS | JSON_INDENT(1));
    bool good = outdir_write(dir, "run.json", text, strlen(text), diag);
    g_free(text);
    json_decref(run);
    return good;
}

bool run_json_write_files(const char *command, struct outdir *dir, struct diag *diag)
{
    json_t *run = json_pack("{s:{s:s, s:s}, s:s, s:o}", "program", "name", "vifte", "version", VIFTE_VERSION,
                            "command", command, "files", files_json(dir));
    return write_json(run, dir, diag);
}

bool run_json_write(const struct released *released, const struct run_info *info, struct outdir *dir,
                    struct diag *diag)
{
    const struct edition *edition = released_edition(released);
    char *digest = info->released_digest != NULL ? g_strdup(info->released_digest) : run_digest(released);
    json_t *run = json_pack("{s:{s:s, s:s}, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:o, s:o}", "program",
                            "name", "vifte", "version", VIFTE_VERSION, "edition", edition_json(edition),
                            "parameters", parameters_json(edition), "options", options_json(info->options),
                            "input_digest", text_json(info->input_digest), "released_digest", digest, "seed",
                            text_json(info->seed), "warnings",
                            warnings_json(info->warnings, edition->audience), "tables", tables_json(released),
                            "tables_not_for_this_audience", absent_json(released), "files", files_json(dir));
    g_free(digest);
    return write_json(run, dir, diag);
}
