/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with the headings of a file, and which of them are not used. */
#include "heading_private.h"

#include "vifte/cpr.h"
#include "vifte/findings.h"
#include "vifte/input_table.h"
#include "vifte/text.h"
#include "vifte/wide.h"

#include <string.h>

#define SHOWN_BYTES 32

static char *shown(const char *text)
{
    GString *out = g_string_new(NULL);
    if (!cpr_is_in(text, strlen(text))) { /* told on its own, and never shown */
        text_mask(out, text, strlen(text), SHOWN_BYTES);
    }
    return g_string_free(out, FALSE);
}

/* How far a folded heading is from one name of a column; 0 where one begins or ends with the other, which
 * counts for `parts` alone. SIZE_MAX = not near. */
static size_t distance_to_name(const char *name, const char *key, bool parts)
{
    const size_t shortest_part = 6;
    size_t n = strlen(name), k = strlen(key);
    const char *longer = n > k ? name : key, *shorter = n > k ? key : name;
    if (parts && MIN(n, k) >= shortest_part &&
        (g_str_has_prefix(longer, shorter) || g_str_has_suffix(longer, shorter))) {
        return 0;
    }
    size_t distance = text_distance(name, key);
    return n > 0 && distance <= MAX((size_t)2, k / 3) && distance < k ? distance : SIZE_MAX;
}

static size_t distance_to_column(const struct input_column *column, const char *key, bool parts)
{
    char *name = heading_fold(column->name);
    size_t best = distance_to_name(name, key, parts);
    g_free(name);
    char **aliases = g_strsplit(column->aliases != NULL ? column->aliases : "", "|", -1);
    for (char **alias = aliases; *alias != NULL; alias++) {
        char *folded = heading_fold(*alias);
        best = MIN(best, distance_to_name(folded, key, parts));
        g_free(folded);
    }
    g_strfreev(aliases);
    return best;
}

/* The unused heading that looks most like the column; NULL when none comes near. */
static const char *nearest_heading(const struct heading_names *names, const struct heading *heading,
                                   size_t column)
{
    const char *nearest = NULL;
    size_t best = SIZE_MAX;
    for (uint32_t i = 0; i < heading->n_fields; i++) {
        if (heading->uses[i] != HEADING_UNKNOWN) {
            continue;
        }
        char *key = heading_fold(heading->texts[i]);
        size_t distance = distance_to_column(&names->schema->columns[column], key, false);
        if (distance < best) {
            best = distance;
            nearest = heading->texts[i];
        }
        g_free(key);
    }
    return nearest;
}

/* The column that the file does not have and that a heading looks most like; NULL when none comes near. */
static const struct input_column *nearest_column(const struct heading_names *names,
                                                 const struct heading *heading, const char *text)
{
    const struct input_column *nearest = NULL;
    size_t best = SIZE_MAX;
    char *key = heading_fold(text);
    for (size_t i = 0; i < names->schema->n_columns && strlen(key) > 3; i++) {
        const struct input_column *column = &names->schema->columns[i];
        bool wanted = heading->field_of[i] == 0 && !column->required && names->mapped[i] == NULL;
        size_t distance = wanted ? distance_to_column(column, key, column->measure) : SIZE_MAX;
        if (distance < best && distance <= MAX((size_t)1, strlen(key) / 4)) {
            best = distance;
            nearest = column;
        }
    }
    g_free(key);
    return nearest;
}

static void report_missing(const struct heading_names *names, const struct heading *heading, size_t column,
                           const struct pos *pos, struct diag *diag)
{
    const struct input_column *wanted = &names->schema->columns[column];
    const char *nearest = nearest_heading(names, heading, column);
    char *heading_text = shown(nearest != NULL ? nearest : "");
    char *cure = nearest != NULL
                     ? g_strdup_printf(_("if '%s' is meant, write under [columns %s]: %s = %s"), heading_text,
                                       names->schema->table, wanted->name, heading_text)
                     : g_strdup_printf(_("add the column, or name its heading under [columns %s]: %s = ..."),
                                       names->schema->table, wanted->name);
    if (names->mapped[column] != NULL) {
        diag_add(diag, &FINDING_NO_COLUMN, pos, wanted->name, NULL, cure,
                 _("the heading that [columns %s] names for it is not in the file"), names->schema->table);
    } else {
        diag_add(diag, &FINDING_NO_COLUMN, pos, wanted->name, NULL, cure, _("no heading names this column"));
    }
    g_free(cure);
    g_free(heading_text);
}

/* Headings that name the same column by themselves, without the project having chosen. */
static bool report_doubled(const struct heading_names *names, const struct heading *heading, struct pos pos,
                           struct diag *diag)
{
    bool doubled = false;
    for (uint32_t i = 0; i < heading->n_fields; i++) {
        char *key = heading_fold(heading->texts[i]);
        size_t column = heading_natural_column(names, key);
        g_free(key);
        uint32_t first = column > 0 ? heading->field_of[column - 1] : i + 1;
        if (first == i + 1 || names->mapped[column - 1] != NULL) {
            continue;
        }
        pos.field = i + 1;
        char *text = shown(heading->texts[i]);
        char *other = shown(heading->texts[first - 1]);
        diag_add(diag, &FINDING_TWO_COLUMNS, &pos, names->schema->columns[column - 1].name, NULL,
                 _("remove one, or name the right one under [columns]"),
                 _("'%s' and '%s' in field %u stand for the same column"), text, other, first);
        g_free(text);
        g_free(other);
        doubled = true;
    }
    return doubled;
}

/* A heading that is none of the table's, and the column it may be meant for. */
static void report_unknown(const struct heading_names *names, const struct heading *heading, uint32_t i,
                           const char *text, const struct pos *pos, struct diag *diag)
{
    const struct input_column *near = heading->wide == NULL && heading->n_missing == 0
                                          ? nearest_column(names, heading, heading->texts[i])
                                          : NULL;
    if (near == NULL) {
        diag_add(diag, &FINDING_UNKNOWN_COLUMN, pos, NULL, NULL, NULL,
                 _("the heading '%s' is none of the table's; the column is not used"), text);
        return;
    }
    char *cure = g_strdup_printf(_("if it is, write under [columns %s]: %s = %s"), names->schema->table,
                                 near->name, text);
    diag_add(diag, &FINDING_NEAR_COLUMN, pos, near->name, NULL, cure,
             _("is the heading '%s' meant for this column? It is none of the table's and is not used"), text);
    g_free(cure);
}

static void report_unused(const struct heading_names *names, const struct heading *heading, struct pos pos,
                          struct diag *diag)
{
    for (uint32_t i = 0; i < heading->n_fields; i++) {
        pos.field = i + 1;
        char *text = shown(heading->texts[i]);
        if (heading->uses[i] == HEADING_PERSONAL) {
            diag_add(diag, &FINDING_PERSONAL_COLUMN, &pos, NULL, NULL,
                     _("remove the column, or map it under [columns] if it holds something else"),
                     _("the heading '%s' names personal data"), text);
        } else if (heading->uses[i] == HEADING_UNKNOWN) {
            report_unknown(names, heading, i, text, &pos, diag);
        } else if (heading->uses[i] == HEADING_EMPTY) {
            diag_add(diag, &FINDING_UNKNOWN_COLUMN, &pos, NULL, NULL, NULL,
                     _("the column has no heading and is not used"));
        }
        g_free(text);
    }
}

/* "occupied_days, occupied, waiting": all that the table is sent for, and not one of them in the file. */
static void report_no_measure(const struct heading_names *names, const struct heading *heading,
                              const struct pos *pos, struct diag *diag)
{
    GString *list = g_string_new(NULL);
    bool any = false;
    for (size_t i = 0; i < names->schema->n_columns; i++) {
        const struct input_column *column = &names->schema->columns[i];
        any = any || (column->measure && heading->field_of[i] > 0);
        if (column->measure) {
            g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", column->name);
        }
    }
    if (list->len > 0 && !any) {
        diag_add(diag, &FINDING_NO_MEASURE, pos, NULL, NULL,
                 _("name the columns as in the manual, or map them under [columns TABLE]"),
                 _("the file has none of the columns %s"), list->str);
    }
    g_string_free(list, TRUE);
}

bool heading_report(const struct heading_names *names, const struct heading *heading, const char *file,
                    const char *sheet, struct diag *diag)
{
    struct pos pos = {.file = file, .sheet = sheet, .line = heading->line};
    for (size_t i = 0; i < names->schema->n_columns; i++) {
        if (heading_is_missing(names, heading->field_of, i)) {
            report_missing(names, heading, i, &pos, diag);
        }
    }
    bool doubled = report_doubled(names, heading, pos, diag);
    report_unused(names, heading, pos, diag);
    if (heading->wide == NULL && heading->n_missing == 0) {
        report_no_measure(names, heading, &pos, diag);
    }
    if (heading->wide != NULL && heading->n_missing == 0) {
        wide_report(heading->wide, names->schema, pos, diag);
    }
    return heading->n_missing == 0 && !doubled && (heading->wide == NULL || wide_is_settled(heading->wide));
}
