/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A release to its file. */
#include "release_file.h"

#include "vifte/at_work.h"
#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/outfile.h"
#include "vifte/releases.h"
#include "vifte/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define NAME_LETTERS 40
#define SAME_NAME_MOST 1000

/* "Social- og Boligstyrelsen" -> "social-og-boligstyrelsen" */
static char *slug(const char *text)
{
    char *folded = text_fold(text);
    char *ascii = g_str_to_ascii(folded, NULL);
    GString *name = g_string_new(NULL);
    for (const char *p = ascii; *p != '\0' && name->len < NAME_LETTERS; p++) {
        if (g_ascii_isalnum(*p)) {
            g_string_append_c(name, g_ascii_tolower(*p));
        } else if (name->len > 0 && name->str[name->len - 1] != '-') {
            g_string_append_c(name, '-');
        }
    }
    if (name->len > 0 && name->str[name->len - 1] == '-') {
        g_string_truncate(name, name->len - 1);
    }
    g_free(ascii);
    g_free(folded);
    return g_string_free(name, FALSE);
}

bool release_file_can_name(const char *to)
{
    char *name = slug(to);
    bool can = *name != '\0' && strcmp(name, "-") != 0;
    g_free(name);
    return can;
}

/* A number is no formula, whatever its sign. */
static void append_field(GString *out, const char *text, bool last)
{
    GString *line = g_string_new(NULL);
    text_mask(line, text, strlen(text), SIZE_MAX);
    bool number = text[strspn(text, "-0123456789.")] == '\0';
    bool quoted = strpbrk(line->str, ",;\"") != NULL;
    g_string_append(out, quoted ? "\"" : "");
    g_string_append(out, !number && text_wants_guard(line->str) ? "'" : "");
    for (const char *p = line->str; *p != '\0'; p++) {
        if (*p == '"') {
            g_string_append_c(out, '"');
        }
        g_string_append_c(out, *p);
    }
    g_string_append(out, quoted ? "\"" : "");
    g_string_append_c(out, last ? '\n' : ',');
    g_string_free(line, TRUE);
}

static void append_row(GString *out, const char *kind, const char *table, const char *row, const char *column,
                       const char *state, const char *value)
{
    const char *fields[] = {kind, table, row, column, state, value};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        append_field(out, fields[i], i + 1 == G_N_ELEMENTS(fields));
    }
}

static void append_about(GString *out, const char *name, const char *value)
{
    append_row(out, "about", "", "", name, "", value);
}

/* As many decimals as it has, at most ten. */
static char *digits(double number)
{
    char *text = text_plain(number, 10);
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == '0') {
        text[--length] = '\0';
    }
    if (length > 0 && text[length - 1] == '.') {
        text[length - 1] = '\0';
    }
    return text;
}

static void append_head(GString *out, const struct release *release)
{
    char day[11], number[24];
    g_snprintf(number, sizeof number, "%d", RELEASES_FORMAT);
    append_about(out, "format", number);
    append_about(out, "warning",
                 _("Holds figures that were hidden: as internal as the project's inputs. Not for editing."));
    append_about(out, "to", release->to);
    append_about(out, "note", release->note);
    char *audience = release->municipality != 0 ? g_strdup_printf("municipality:%d", release->municipality)
                                                : g_strdup(release_audience_name(release->audience));
    append_about(out, "audience", audience);
    g_free(audience);
    date_iso(release->sent, day);
    append_about(out, "sent", day);
    append_about(out, "edition", release->edition);
    append_about(out, "folder", release->folder);
    g_snprintf(number, sizeof number, "%d", release->threshold);
    append_about(out, "threshold", number);
    append_about(out, "program", "vifte " VIFTE_VERSION);
}

static void append_figure(GString *out, const struct release_figure *figure)
{
    static const char *const STATES[] = {
        [FIGURE_WORD] = "", [FIGURE_SHOWN] = "shown", [FIGURE_HIDDEN] = "hidden", [FIGURE_COARSE] = "coarse"};
    char *number = figure->state != FIGURE_WORD ? digits(figure->number) : NULL;
    append_row(out, "figure", figure->table, figure->row, figure->column, STATES[figure->state],
               number != NULL ? number : figure->word);
    g_free(number);
}

static char *release_csv(const struct release *release)
{
    GString *out = g_string_new("kind,table,row,column,state,value\n");
    append_head(out, release);
    for (guint i = 0; i < release->patterns->len; i++) {
        const struct release_pattern *pattern = &g_array_index(release->patterns, struct release_pattern, i);
        append_row(out, "pattern", pattern->table, pattern->group, pattern->dimension, "", pattern->words);
    }
    for (guint i = 0; i < release->figures->len; i++) {
        append_figure(out, &g_array_index(release->figures, struct release_figure, i));
    }
    return g_string_free(out, FALSE);
}

/* A free name: the day, the receiver, the audience, and a number from the second one on. */
static char *free_name(const char *folder, const struct release *release)
{
    char day[11];
    date_iso(release->sent, day);
    char *to = slug(release->to);
    char *audience = release->municipality != 0 ? g_strdup_printf("municipality-%d", release->municipality)
                                                : g_strdup(release_audience_name(release->audience));
    char *path = NULL;
    for (int n = 1; n < SAME_NAME_MOST && path == NULL; n++) {
        char *number = n > 1 ? g_strdup_printf("-%d", n) : g_strdup("");
        char *name = g_strdup_printf("%s-%s-%s%s.csv", day, to, audience, number);
        path = g_build_filename(folder, RELEASES_FOLDER, name, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            g_clear_pointer(&path, g_free);
        }
        g_free(name);
        g_free(number);
    }
    g_free(audience);
    g_free(to);
    return path;
}

static bool write_new(const char *path, const char *text)
{
    struct outfile *file = outfile_begin(path);
    bool good = file != NULL && fputs(text, outfile_stream(file)) >= 0;
    return file != NULL && outfile_end(file, good, OUTFILE_NEW);
}

bool release_file_write(const char *folder, const struct release *release, char **path, struct diag *diag)
{
    char *place = g_build_filename(folder, RELEASES_FOLDER, NULL);
    char *text = release_csv(release);
    bool good = at_work_make_parents(place, 0700);
    *path = good ? free_name(folder, release) : NULL;
    good = *path != NULL && write_new(*path, text);
    if (!good) {
        const char *reason = g_strerror(errno);
        diag_add(diag, &FINDING_CANNOT_WRITE, &(struct pos){.file = RELEASES_FOLDER}, NULL, NULL, NULL, "%s",
                 reason);
        at_work_remove_parents();
    }
    g_free(text);
    g_free(place);
    return good;
}
