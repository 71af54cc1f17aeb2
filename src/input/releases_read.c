/* SPDX-License-Identifier: GPL-3.0-or-later */
/* releases/NAME.csv to struct release. */
#include "vifte/releases_read.h"

#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/own_csv.h"
#include "vifte/project.h"
#include "vifte/releases.h"
#include "vifte/text.h"

#include <stdio.h>
#include <string.h>

struct reader {
    struct release *release;
    struct diag *diag;
    bool has_format, has_audience;
};

static bool wrong(const struct reader *reader, const struct pos *pos, const char *text)
{
    GString *shown = g_string_new(NULL);
    text_mask(shown, text, strlen(text), 32);
    diag_add(reader->diag, &FINDING_RELEASE, pos, NULL, NULL,
             _("take the file from a backup, or record the release again"), _("cannot use '%s'"), shown->str);
    g_string_free(shown, TRUE);
    return false;
}

/* "public", or "municipality:851". */
static bool read_audience(struct reader *reader, const char *value)
{
    struct release *release = reader->release;
    if (g_str_has_prefix(value, "municipality:")) {
        release->audience = AUDIENCE_PUBLIC;
        release->municipality = (int)g_ascii_strtoll(value + strlen("municipality:"), NULL, 10);
        return release->municipality > 0;
    }
    return release_audience(value, &release->audience);
}

static bool read_day(const char *value, int32_t *day)
{
    int year, month, day_of_month, end = 0;
    /* NOLINTNEXTLINE(cert-err34-c): four digits cannot be too many */
    if (sscanf(value, "%4d-%2d-%2d%n", &year, &month, &day_of_month, &end) != 3 || value[end] != '\0' ||
        !date_is_valid(year, month, day_of_month)) {
        return false;
    }
    *day = date_from_ymd(year, month, day_of_month);
    return true;
}

static bool read_about(struct reader *reader, const char *name, const char *value)
{
    struct release *release = reader->release;
    if (strcmp(name, "format") == 0) {
        reader->has_format = true;
        return g_ascii_strtoll(value, NULL, 10) == RELEASES_FORMAT;
    }
    if (strcmp(name, "audience") == 0) {
        reader->has_audience = true;
        return read_audience(reader, value);
    }
    if (strcmp(name, "sent") == 0) {
        return read_day(value, &release->sent);
    }
    if (strcmp(name, "threshold") == 0) {
        release->threshold = (int)g_ascii_strtoll(value, NULL, 10);
        return release->threshold > 0;
    }
    const struct {
        const char *name;
        const char **text;
    } texts[] = {{"to", &release->to},
                 {"note", &release->note},
                 {"edition", &release->edition},
                 {"folder", &release->folder}};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (strcmp(name, texts[i].name) == 0) {
            *texts[i].text = release_text(release, value);
        }
    }
    return true;
}

static bool read_figure(struct reader *reader, const char *const *fields)
{
    struct release *release = reader->release;
    const char *state = fields[RELEASES_STATE], *value = fields[RELEASES_VALUE];
    struct release_figure figure = {.table = release_text(release, fields[RELEASES_TABLE]),
                                    .row = release_text(release, fields[RELEASES_ROW]),
                                    .column = release_text(release, fields[RELEASES_COLUMN])};
    if (*state == '\0') {
        figure.word = release_text(release, value);
    } else {
        char *end;
        figure.state = strcmp(state, "shown") == 0    ? FIGURE_SHOWN
                       : strcmp(state, "hidden") == 0 ? FIGURE_HIDDEN
                                                      : FIGURE_COARSE;
        figure.number = g_ascii_strtod(value, &end);
        if ((figure.state == FIGURE_COARSE && strcmp(state, "coarse") != 0) || end == value || *end != '\0') {
            return false;
        }
    }
    g_array_append_val(release->figures, figure);
    return true;
}

static bool read_row(const char *const *guarded, const struct pos *pos, void *context)
{
    struct reader *reader = context;
    const char *fields[RELEASES_VALUE + 1];
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        fields[i] = text_unguarded(guarded[i]);
    }
    const char *kind = fields[RELEASES_KIND];
    if (strcmp(kind, "about") == 0) {
        return read_about(reader, fields[RELEASES_COLUMN], fields[RELEASES_VALUE]) ||
               wrong(reader, pos, fields[RELEASES_VALUE]);
    }
    if (strcmp(kind, "pattern") == 0) {
        struct release *release = reader->release;
        struct release_pattern pattern = {.table = release_text(release, fields[RELEASES_TABLE]),
                                          .group = release_text(release, fields[RELEASES_ROW]),
                                          .dimension = release_text(release, fields[RELEASES_COLUMN]),
                                          .words = release_text(release, fields[RELEASES_VALUE])};
        g_array_append_val(release->patterns, pattern);
        return true;
    }
    return (strcmp(kind, "figure") == 0 && read_figure(reader, fields)) || wrong(reader, pos, kind);
}

static void read_file(const char *folder, const char *name, GPtrArray *releases, struct diag *diag)
{
    static const char *const COLUMNS[] = RELEASES_COLUMNS;
    char *path = g_build_filename(folder, name, NULL);
    char *display = g_strconcat(RELEASES_FOLDER "/", name, NULL);
    struct own_csv file = {.path = path,
                           .display = display,
                           .cure = _("take the file from a backup, or record the release again")};
    struct reader reader = {.release = release_new(), .diag = diag};
    reader.release->file = release_text(reader.release, name);
    if (!own_csv_read(&file, COLUMNS, G_N_ELEMENTS(COLUMNS), read_row, &reader, diag)) {
        release_free(reader.release);
    } else if (!reader.has_format || !reader.has_audience || reader.release->threshold == 0) {
        wrong(&reader, &(struct pos){.file = g_intern_string(display)}, name);
        release_free(reader.release);
    } else {
        g_ptr_array_add(releases, reader.release);
    }
    g_free(display);
    g_free(path);
}

static void free_release(gpointer data)
{
    release_free(data);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* --- clusters --- */

static bool is_as_sent(const struct project *project, const struct release_pattern *pattern)
{
    bool same = false;
    for (guint i = 0; i < project->clusters->len; i++) {
        const struct cluster *cluster = g_ptr_array_index(project->clusters, i);
        g_autofree char *codes = project_cluster_codes(cluster);
        same =
            same || (g_str_equal(cluster->name.code, pattern->group) && g_str_equal(codes, pattern->words));
    }
    return same;
}

static void check_clusters(const struct project *project, const struct release *release, struct diag *diag)
{
    for (guint k = 0; k < release->patterns->len; k++) {
        const struct release_pattern *pattern = &g_array_index(release->patterns, struct release_pattern, k);
        if (g_str_equal(pattern->table, RELEASES_CLUSTERS) && !is_as_sent(project, pattern)) {
            g_autofree char *cure = g_strdup_printf(
                _("keep it as it was sent out; under [clusters]: %s = %s"), pattern->group, pattern->words);
            diag_add(diag, &FINDING_KEY_VALUE, NULL, pattern->group, "need", cure,
                     _("the cluster has other municipalities now than in the release %s"), release->file);
        }
    }
}

GPtrArray *releases_read(const struct project *project, struct diag *diag)
{
    GPtrArray *releases = g_ptr_array_new_with_free_func(free_release);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    char *path = g_build_filename(project->folder, RELEASES_FOLDER, NULL);
    GDir *dir = g_dir_open(path, 0, NULL);
    if (dir == NULL && g_file_test(path, G_FILE_TEST_EXISTS)) {
        diag_add(diag, &FINDING_RELEASE, &(struct pos){.file = RELEASES_FOLDER}, NULL, NULL, NULL,
                 _("the folder cannot be read"));
    }
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        if (g_str_has_suffix(name, ".csv") && name[0] != '.') {
            g_ptr_array_add(names, g_strdup(name));
        }
    }
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        read_file(path, g_ptr_array_index(names, i), releases, diag);
    }
    for (guint i = 0; i < releases->len; i++) {
        check_clusters(project, g_ptr_array_index(releases, i), diag);
    }
    if (dir != NULL) {
        g_dir_close(dir);
    }
    g_ptr_array_unref(names);
    g_free(path);
    return releases;
}
