/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See data_package.h. */
#include "vifte/data_package.h"

#include "vifte/cpr.h"
#include "vifte/diag.h"
#include "vifte/encoding.h"
#include "vifte/findings.h"
#include "vifte/project.h"
#include "vifte/text.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <string.h>

#define MOST_BYTES ((gsize)4 << 20) /* a description of tables, not the tables */

/* --- the file --- */

static json_t *load(const char *path, const char *display, struct diag *diag)
{
    char *folder = g_path_get_dirname(path), *text = NULL;
    char *name = g_build_filename(folder, "datapackage.json", NULL);
    gsize length = 0;
    json_t *package = NULL;
    GStatBuf status;
    if (g_stat(name, &status) == 0 || errno != ENOENT) {
        json_error_t error;
        struct pos pos = {.file = "datapackage.json"};
        if (g_file_test(name, G_FILE_TEST_IS_REGULAR) && g_file_get_contents(name, &text, &length, NULL)) {
            cpr_report_lines(text, length, pos, _("take the number out of the file"), diag);
        }
        package = text != NULL && length <= MOST_BYTES
                      ? json_loadb(text, length, JSON_REJECT_DUPLICATES, &error)
                      : NULL;
        if (package == NULL) {
            pos.file = display;
            diag_add(diag, &FINDING_PACKAGE, &pos, NULL, NULL, _("mend it, or remove it"),
                     _("the datapackage.json beside it cannot be read and is left alone"));
        }
    }
    g_free(text);
    g_free(name);
    g_free(folder);
    return package;
}

/* Does the resource's path (a text, or a list of them) name the file? */
static bool names_file(const json_t *resource, const char *base)
{
    const json_t *path = json_object_get(resource, "path");
    path = json_is_array(path) ? json_array_get(path, 0) : path;
    return json_is_string(path) && strcmp(json_string_value(path), base) == 0;
}

static const json_t *resource_of(const json_t *package, const char *path)
{
    char *base = g_path_get_basename(path);
    const json_t *resources = json_object_get(package, "resources"), *found = NULL;
    for (size_t i = 0; i < json_array_size(resources) && found == NULL; i++) {
        const json_t *resource = json_array_get(resources, i);
        found = names_file(resource, base) ? resource : NULL;
    }
    g_free(base);
    return found;
}

/* --- what it says --- */

/* The only character of a text; 0 when it is none or several. */
static char one_character(const json_t *text)
{
    const char *value = json_string_value(text);
    return value != NULL && value[0] != '\0' && value[1] == '\0' ? value[0] : '\0';
}

/* The mark that the first field with one has: decimalChar, groupChar. */
static char mark_of_fields(const json_t *resource, const char *key)
{
    const json_t *fields = json_object_get(json_object_get(resource, "schema"), "fields");
    for (size_t i = 0; i < json_array_size(fields); i++) {
        char mark = one_character(json_object_get(json_array_get(fields, i), key));
        if (mark != '\0') {
            return mark;
        }
    }
    return '\0';
}

/* Version 2 lists the heading rows; the last of them has the names. */
static int header_row(const json_t *dialect)
{
    const json_t *rows = json_object_get(dialect, "headerRows");
    const json_t *last = json_array_size(rows) > 0 ? json_array_get(rows, json_array_size(rows) - 1) : NULL;
    json_int_t row = json_is_integer(last) ? json_integer_value(last) : 0;
    return row > 0 && row < 1000 ? (int)row : 0;
}

/* Texts, or in version 2 also {"value", "label"}. */
static char **missing_values(const json_t *resource)
{
    const json_t *values = json_object_get(json_object_get(resource, "schema"), "missingValues");
    GPtrArray *texts = g_ptr_array_new();
    for (size_t i = 0; i < json_array_size(values); i++) {
        const json_t *value = json_array_get(values, i);
        value = json_is_object(value) ? json_object_get(value, "value") : value;
        if (json_is_string(value) && json_string_length(value) > 0) {
            g_ptr_array_add(texts, g_strdup(json_string_value(value)));
        }
    }
    g_ptr_array_add(texts, NULL);
    return (char **)g_ptr_array_free(texts, FALSE);
}

static bool is_grouping(char mark)
{
    return mark == '.' || mark == ',' || mark == ' ' || mark == '\'';
}

static void take(struct data_package *out, const json_t *resource)
{
    struct format_rule *format = out->format;
    const json_t *dialect = json_object_get(resource, "dialect");
    const char *encoding = json_string_value(json_object_get(resource, "encoding"));
    char separator = one_character(json_object_get(dialect, "delimiter"));
    char decimal = mark_of_fields(resource, "decimalChar"), group = mark_of_fields(resource, "groupChar");
    struct encoding_choice known;
    if (format->encoding == NULL && encoding != NULL &&
        encoding_by_name(encoding, &(struct encoding_evidence){0}, &known)) {
        format->encoding = g_strdup(encoding);
    }
    format->separator = format->separator != '\0' ? format->separator : separator;
    if (format->decimal == '\0' && format->thousands == '\0') {
        format->decimal = decimal == ',' || decimal == '.' ? decimal : '\0';
        format->thousands = is_grouping(group) && group != format->decimal ? group : '\0';
    }
    format->header_row = format->header_row > 0 ? format->header_row : header_row(dialect);
    out->missing = missing_values(resource);
    out->found = true;
}

static struct format_rule *copy_rule(const struct format_rule *given)
{
    struct format_rule *rule = g_new0(struct format_rule, 1);
    if (given != NULL) {
        *rule = *given;
        rule->table = g_strdup(given->table);
        rule->encoding = g_strdup(given->encoding);
        rule->sheet = g_strdup(given->sheet);
        rule->date = g_strdup(given->date);
    }
    return rule;
}

struct data_package data_package_read(const char *path, const char *display, const struct format_rule *given,
                                      struct diag *diag)
{
    struct data_package out = {.format = copy_rule(given)};
    json_t *package = load(path, display, diag);
    const json_t *resource = package != NULL ? resource_of(package, path) : NULL;
    if (resource != NULL) {
        take(&out, resource);
    }
    json_decref(package);
    return out;
}

void data_package_clear(struct data_package *package)
{
    g_free(package->format->table);
    g_free(package->format->encoding);
    g_free(package->format->sheet);
    g_free(package->format->date);
    g_clear_pointer(&package->format, g_free);
    g_clear_pointer(&package->missing, g_strfreev);
}
