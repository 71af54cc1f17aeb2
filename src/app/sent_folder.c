/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.json and tables/ of an output folder to a release. */
#include "sent_folder.h"

#include "vifte/diag.h"
#include "vifte/disclose.h"
#include "vifte/findings.h"
#include "vifte/outdir.h"
#include "vifte/own_csv.h"
#include "vifte/own_json.h"
#include "vifte/registry.h"
#include "vifte/releases.h"
#include "vifte/text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* The columns of one table that are read: its keys, then what is recorded, each with its status. */
struct plan {
    enum table_id id;
    const struct table_def *def;
    struct release *release;
    bool excel;
    GPtrArray *columns; /* const char * or owned by `names` */
    GPtrArray *names;   /* char *: of status columns */
    GArray *numbers;    /* size_t: the table's column of every second one after the keys */
};

static void refuse(struct diag *diag, const char *path, const char *cure, const char *why)
{
    diag_add(diag, &FINDING_NOT_SENT, &(struct pos){.file = g_intern_string(path)}, NULL, NULL, cure, "%s",
             why);
}

/* The guard against formulas, and the dash that keeps Excel from reading ages as dates. */
static char *unguarded(const struct plan *plan, const char *text)
{
    const char *start = text_unguarded(text);
    char **parts = g_strsplit(start, "\u2013", -1);
    char *plain = plan->excel && g_ascii_isdigit(*start) ? g_strjoinv("-", parts) : g_strdup(start);
    g_strfreev(parts);
    return plain;
}

static bool number_of(const struct plan *plan, const char *text, double *number)
{
    char *plain = g_strdup(text);
    char *end;
    if (plan->excel) {
        g_strdelimit(plain, ",", '.');
    }
    *number = g_ascii_strtod(plain, &end);
    bool good = end != plain && *end == '\0';
    g_free(plain);
    return good;
}

static char *row_name(const struct plan *plan, const char *const *fields)
{
    char **keys = g_new0(char *, plan->def->n_keys + 1);
    for (size_t k = 0; k < plan->def->n_keys; k++) {
        double number;
        bool name = plan->def->columns[k].kind == COLUMN_ID || plan->def->columns[k].kind == COLUMN_WORD;
        keys[k] =
            !name && number_of(plan, fields[k], &number) ? text_plain(number, 0) : unguarded(plan, fields[k]);
    }
    char *name = release_row_name((const char *const *)keys, plan->def->n_keys);
    g_strfreev(keys);
    return name;
}

/* Hidden figures of an edition are those with that status, and a municipality's own: nobody else has them. */
static void add_figure(struct plan *plan, const char *row, size_t column, const char *value,
                       const char *status)
{
    struct release *release = plan->release;
    struct release_figure figure = {.table = plan->def->name,
                                    .row = row,
                                    .column = plan->def->columns[column].name,
                                    .state = FIGURE_HIDDEN};
    if (plan->def->columns[column].kind == COLUMN_WORD) {
        figure.state = FIGURE_WORD;
        figure.word = release_text(release, value);
        if (*value == '\0') {
            return;
        }
    } else if (*status == '\0' && number_of(plan, value, &figure.number)) {
        figure.state = FIGURE_SHOWN;
    } else if (strcmp(status, "suppressed") != 0 && strcmp(status, "own") != 0) {
        return; /* not reported: nothing was said */
    }
    g_array_append_val(release->figures, figure);
}

static bool read_row(const char *const *fields, const struct pos *pos, void *context)
{
    (void)pos;
    struct plan *plan = context;
    char *name = row_name(plan, fields);
    const char *row = release_text(plan->release, name);
    for (guint i = 0; i < plan->numbers->len; i++) {
        const char *const *pair = fields + plan->def->n_keys + 2 * (size_t)i;
        add_figure(plan, row, g_array_index(plan->numbers, size_t, i), pair[0], pair[1]);
    }
    g_free(name);
    return true;
}

static struct plan plan_new(enum table_id id, bool excel, struct release *release)
{
    const struct table_def *def = registry_table(id);
    struct plan plan = {.id = id,
                        .def = def,
                        .release = release,
                        .excel = excel,
                        .columns = g_ptr_array_new(),
                        .names = g_ptr_array_new_with_free_func(g_free),
                        .numbers = g_array_new(FALSE, FALSE, sizeof(size_t))};
    for (size_t k = 0; k < def->n_columns; k++) {
        if (k < def->n_keys) {
            g_ptr_array_add(plan.columns, (gpointer)def->columns[k].name);
        } else if (disclose_is_recorded(id, k)) {
            char *status = g_strconcat(def->columns[k].name, "_status", NULL);
            g_ptr_array_add(plan.names, status);
            g_ptr_array_add(plan.columns, (gpointer)def->columns[k].name);
            g_ptr_array_add(plan.columns, status);
            g_array_append_val(plan.numbers, k);
        }
    }
    return plan;
}

static void plan_clear(struct plan *plan)
{
    g_ptr_array_unref(plan->columns);
    g_ptr_array_unref(plan->names);
    g_array_unref(plan->numbers);
}

static bool read_table(struct release *release, const char *folder, enum table_id id, bool excel,
                       struct diag *diag)
{
    struct plan plan = plan_new(id, excel, release);
    char *display = g_strdup_printf("tables/%s.csv", plan.def->name);
    char *path = g_build_filename(folder, display, NULL);
    struct own_csv file = {.path = path,
                           .display = display,
                           .cure = _("run again and send that"),
                           .separator = excel ? ';' : ',',
                           .lenient = true};
    bool good = plan.numbers->len == 0 || own_csv_read(&file, (const char *const *)plan.columns->pdata,
                                                       plan.columns->len, read_row, &plan, diag);
    g_free(path);
    g_free(display);
    plan_clear(&plan);
    return good;
}

static bool read_tables(struct release *release, const char *folder, const json_t *run, struct diag *diag)
{
    const char *dialect = json_string_value(json_object_get(json_object_get(run, "options"), "csv"));
    bool excel = g_strcmp0(dialect, "excel-da") == 0;
    bool good = true;
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        size_t i;
        json_t *name;
        json_array_foreach(json_object_get(run, "tables"), i, name)
        {
            if (g_strcmp0(json_string_value(name), registry_table(id)->name) == 0) {
                good = read_table(release, folder, id, excel, diag) && good;
            }
        }
    }
    return good;
}

static bool take_edition(struct release *release, const char *path, const json_t *edition, struct diag *diag)
{
    const char *audience = json_string_value(json_object_get(edition, "audience"));
    const char *title = json_string_value(json_object_get(edition, "title"));
    release->threshold = (int)json_integer_value(json_object_get(edition, "threshold"));
    release->edition = release_text(release, title != NULL ? title : "");
    bool known = audience != NULL && release_audience(audience, &release->audience);
    if (audience != NULL && g_str_has_prefix(audience, "municipality:")) {
        release->audience = AUDIENCE_PUBLIC;
        release->municipality = (int)g_ascii_strtoll(audience + strlen("municipality:"), NULL, 10);
        known = true;
    }
    if (!known || release->threshold < 1) {
        refuse(diag, path, _("give an output folder of `vifte run`"), _("its run.json names no audience"));
        return false;
    }
    if (release->audience == AUDIENCE_INTERNAL) {
        refuse(diag, path, _("send the public or the cooperation's edition"),
               _("it is the internal edition, which hides nothing"));
        return false;
    }
    return true;
}

static bool is_whole(const char *path, struct diag *diag)
{
    char *foreign = NULL;
    bool whole = outdir_is_whole(path, &foreign);
    if (!whole && foreign != NULL) {
        GString *why = g_string_new("'");
        text_mask(why, foreign, strlen(foreign), 80);
        g_string_append(why, _("' is not as vifte wrote it, or is not there any more"));
        refuse(diag, path, _("run again and send that"), why->str);
        g_string_free(why, TRUE);
    } else if (!whole) {
        refuse(diag, path, _("give an output folder of `vifte run`"),
               _("the folder has no run.json, so vifte did not write it"));
    }
    g_free(foreign);
    return whole;
}

static char *digest_of(const char *path)
{
    char *text = NULL;
    gsize length = 0;
    char *digest = g_file_get_contents(path, &text, &length, NULL)
                       ? g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length)
                       : NULL;
    g_free(text);
    return digest;
}

/* --- patterns --- */

static void add_pattern(struct release *release, const char *table, const char *group, const char *dimension,
                        const char *words)
{
    struct release_pattern pattern = {.table = table,
                                      .group = release_text(release, group),
                                      .dimension = dimension,
                                      .words = release_text(release, words)};
    g_array_append_val(release->patterns, pattern);
}

/* Municipalities have numbers for codes, clusters have names. */
static const char *level_of(const char *code)
{
    return g_ascii_isdigit(*code) ? "municipalities" : strcmp(code, "region") == 0 ? "region" : "clusters";
}

static void find_levels(struct release *release)
{
    static const char *const COARSER[] = {"municipalities", "clusters", "region"}; /* the finest counts */
    GPtrArray *groups = g_ptr_array_new_with_free_func(g_free);
    for (size_t level = 0; level < G_N_ELEMENTS(COARSER); level++) {
        for (guint i = 0; i < release->figures->len; i++) {
            const struct release_figure *figure = &g_array_index(release->figures, struct release_figure, i);
            if (strcmp(figure->table, "need") != 0) {
                continue;
            }
            char **keys = release_row_keys(figure->row);
            if (g_strv_length(keys) == 3 && strcmp(level_of(keys[1]), COARSER[level]) == 0 &&
                !g_ptr_array_find_with_equal_func(groups, keys[0], g_str_equal, NULL)) {
                g_ptr_array_add(groups, g_strdup(keys[0]));
                add_pattern(release, "need", keys[0], "", COARSER[level]);
            }
            g_strfreev(keys);
        }
    }
    g_ptr_array_unref(groups);
}

static gint compare_bands(gconstpointer a, gconstpointer b)
{
    gint64 x = g_ascii_strtoll(*(const char *const *)a, NULL, 10);
    gint64 y = g_ascii_strtoll(*(const char *const *)b, NULL, 10);
    return (x > y) - (x < y);
}

static void end_bands(struct release *release, const char *group, GPtrArray *bands)
{
    if (group != NULL && bands->len > 0) {
        g_ptr_array_sort(bands, compare_bands);
        g_ptr_array_add(bands, NULL);
        char *words = g_strjoinv(";", (char **)bands->pdata);
        add_pattern(release, "need_profile", group, "age", words);
        g_free(words);
    }
    g_ptr_array_set_size(bands, 0);
}

/* The bands of age that a group was broken down by, over all years. */
static void find_bands(struct release *release)
{
    GPtrArray *bands = g_ptr_array_new_with_free_func(g_free);
    char *group = NULL;
    for (guint i = 0; i < release->figures->len; i++) {
        const struct release_figure *figure = &g_array_index(release->figures, struct release_figure, i);
        char **keys = strcmp(figure->table, "need_profile") == 0 ? release_row_keys(figure->row) : NULL;
        if (keys != NULL && g_strv_length(keys) == 4 && strcmp(keys[2], "age") == 0 &&
            g_ascii_isdigit(*keys[3])) {
            if (g_strcmp0(group, keys[0]) != 0) {
                end_bands(release, group, bands);
                g_free(group);
                group = g_strdup(keys[0]);
            }
            if (!g_ptr_array_find_with_equal_func(bands, keys[3], g_str_equal, NULL)) {
                g_ptr_array_add(bands, g_strdup(keys[3]));
            }
        }
        g_strfreev(keys);
    }
    end_bands(release, group, bands);
    g_free(group);
    g_ptr_array_unref(bands);
}

struct release *sent_folder_read(const char *path, struct diag *diag)
{
    if (!is_whole(path, diag)) {
        return NULL;
    }
    char *file = g_build_filename(path, "run.json", NULL);
    json_t *run = own_json_read(path, "run.json");
    struct release *release = release_new();
    char *digest = digest_of(file);
    release->folder = release_text(release, digest != NULL ? digest : "");
    bool good = take_edition(release, path, json_object_get(run, "edition"), diag) &&
                read_tables(release, path, run, diag);
    if (good && json_array_size(json_object_get(run, "tables")) == 0) {
        refuse(diag, path, _("record the output folder that it was made with"), _("it holds no tables"));
        good = false;
    }
    if (good) {
        find_levels(release);
        find_bands(release);
    } else {
        release_free(release);
        release = NULL;
    }
    g_free(digest);
    json_decref(run);
    g_free(file);
    return release;
}
