/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From released tables to charts/: scripts, data, alternative texts, then the pictures by gnuplot. */
#include "vifte/output.h"

#include "chart_answer.h"
#include "chart_kinds.h"
#include "chart_private.h"
#include "vifte/chart_svg.h"
#include "vifte/edition.h"
#include "vifte/findings.h"
#include "vifte/gnuplot.h"
#include "vifte/jobs.h"
#include "vifte/outdir.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <glib/gstdio.h>
#include <string.h>

#define SECONDS_TO_START 20
#define SECONDS_A_CHART 2
#define CHARTS_A_PROCESS 6

struct chart_set {
    GPtrArray *charts; /* struct chart * */
};

static void chart_free(void *data)
{
    struct chart *chart = data;
    g_free(chart->name);
    g_free(chart->kind);
    g_free(chart->group);
    g_free(chart->offer);
    g_free(chart->title);
    g_free(chart->subtitle);
    g_free(chart->alternative);
    g_free(chart->table);
    g_free(chart->svg);
    g_free(chart);
}

size_t chart_set_size(const struct chart_set *set)
{
    return set->charts->len;
}

const struct chart *chart_set_at(const struct chart_set *set, size_t i)
{
    return g_ptr_array_index(set->charts, i);
}

void chart_set_free(struct chart_set *set)
{
    if (set != NULL) {
        g_ptr_array_unref(set->charts);
        g_free(set);
    }
}

static bool write_text(struct outdir *dir, const char *name, const char *ending, const char *text,
                       struct diag *diag)
{
    char *path = g_strconcat("charts/", name, ending, NULL);
    bool good = outdir_write(dir, path, text, strlen(text), diag);
    g_free(path);
    return good;
}

static bool copy_script(const char *plots_dir, const char *name, struct outdir *dir, struct diag *diag)
{
    char *file = g_strconcat(name, ".gp", NULL);
    char *path = g_build_filename(plots_dir, file, NULL);
    char *script = NULL;
    bool good = g_file_get_contents(path, &script, NULL, NULL);
    if (!good) {
        diag_add(diag, &FINDING_GNUPLOT, NULL, NULL, NULL, _("install vifte again"),
                 _("the drawing script %s is missing"), file);
    }
    good = good && write_text(dir, name, ".gp", script, diag);
    g_free(script);
    g_free(path);
    g_free(file);
    return good;
}

/* style.gp and each script in use, once. */
static bool copy_scripts(const struct chart_batch *batch, const char *plots_dir, struct outdir *dir,
                         struct diag *diag)
{
    GPtrArray *copied = g_ptr_array_new();
    bool good = copy_script(plots_dir, "style", dir, diag);
    for (guint i = 0; i < batch->drafts->len && good; i++) {
        const struct chart_draft *draft = g_ptr_array_index(batch->drafts, i);
        const char *script = draft->empty != NULL ? "empty" : draft->kind;
        if (!g_ptr_array_find_with_equal_func(copied, script, g_str_equal, NULL)) {
            g_ptr_array_add(copied, (void *)script);
            good = copy_script(plots_dir, script, dir, diag);
        }
    }
    g_ptr_array_unref(copied);
    return good;
}

static bool write_draft(const struct chart_draft *draft, const char *mark, struct outdir *dir,
                        struct diag *diag)
{
    char *script = chart_script(draft, mark);
    char *alternative = g_strconcat(draft->alternative->str, "\n", NULL);
    const char *data = draft->data->len > 0 ? draft->data->str : "# -\n";
    bool good = write_text(dir, draft->name, ".gp", script, diag) &&
                write_text(dir, draft->name, ".dat", data, diag) &&
                write_text(dir, draft->name, ".txt", alternative, diag);
    if (draft->empty != NULL) {
        diag_add(diag, &FINDING_CHART_EMPTY, NULL, NULL, NULL, NULL, "charts/%s: %s", draft->name,
                 draft->empty);
    }
    g_free(alternative);
    g_free(script);
    return good;
}

/* A public edition says what it is on its pages; a picture must only warn when it travels alone. */
static char *edition_mark(const struct edition *edition)
{
    bool is_public = edition->audience == AUDIENCE_PUBLIC && edition->municipality == 0;
    return is_public ? g_strdup("") : show_edition_line(edition);
}

static bool write_drafts(const struct chart_batch *batch, const struct edition *edition, struct outdir *dir,
                         struct diag *diag)
{
    char *mark = edition_mark(edition);
    bool good = true;
    for (guint i = 0; i < batch->drafts->len && good; i++) {
        good = write_draft(g_ptr_array_index(batch->drafts, i), mark, dir, diag);
    }
    g_free(mark);
    return good;
}

/* Higher pictures take longer. */
static gint compare_heights(gconstpointer a, gconstpointer b)
{
    const struct chart_draft *x = *(struct chart_draft *const *)a, *y = *(struct chart_draft *const *)b;
    return (x->body < y->body) - (x->body > y->body);
}

/* Every n-th picture from `first` on. */
static struct gnuplot_part new_part(const GPtrArray *drafts, guint first, guint n)
{
    GString *commands = g_string_new(NULL);
    GPtrArray *outputs = g_ptr_array_new();
    for (guint i = first; i < drafts->len; i += n) {
        const struct chart_draft *draft = g_ptr_array_index(drafts, i);
        /* From a pipe gnuplot would go on after an error. */
        g_string_append_printf(commands, "load '%s.gp'\nif (GPVAL_ERRNO != 0) { exit status 1 }\n",
                               draft->name);
        g_ptr_array_add(outputs, g_strconcat(draft->name, ".svg", NULL));
        g_ptr_array_add(outputs, g_strconcat(draft->name, ".png", NULL));
    }
    g_string_append(commands, "unset output\n");
    g_ptr_array_add(outputs, NULL);
    return (struct gnuplot_part){.commands = g_string_free(commands, FALSE),
                                 .outputs = (const char *const *)g_ptr_array_free(outputs, FALSE),
                                 .seconds = SECONDS_TO_START + SECONDS_A_CHART * drafts->len};
}

/* Each process begins with the fonts, so it is to have some pictures to draw; all are to be done at about the
 * same time. */
static bool draw(const struct chart_batch *batch, struct outdir *dir, struct diag *diag)
{
    guint n = MIN(jobs_count(), (batch->drafts->len + CHARTS_A_PROCESS - 1) / CHARTS_A_PROCESS);
    struct gnuplot_part *parts = g_new(struct gnuplot_part, n);
    GPtrArray *drafts = g_ptr_array_new();
    g_ptr_array_extend(drafts, batch->drafts, NULL, NULL);
    g_ptr_array_sort(drafts, compare_heights);
    for (guint i = 0; i < n; i++) {
        parts[i] = new_part(drafts, i, n);
    }
    char *folder = outdir_path(dir, "charts");
    bool good = gnuplot_run(folder, parts, n, diag);
    g_free(folder);
    g_ptr_array_unref(drafts);
    for (guint i = 0; i < n; i++) {
        g_free((char *)parts[i].commands);
        g_strfreev((char **)parts[i].outputs);
    }
    g_free(parts);
    return good;
}

/* gnuplot's file becomes the page's: read, finished, written again. */
static char *finish_svg(const struct chart_draft *draft, struct outdir *dir, struct diag *diag)
{
    char *file = g_strconcat("charts/", draft->name, ".svg", NULL);
    char *path = outdir_path(dir, file);
    char *drawn = NULL;
    char *svg = NULL;
    if (g_file_get_contents(path, &drawn, NULL, NULL)) {
        svg = chart_svg_finish(drawn, draft->name, draft->title, draft->alternative->str,
                               text_language() == LANGUAGE_DA ? "da" : "en");
    }
    if (svg == NULL) {
        diag_add(diag, &FINDING_GNUPLOT, NULL, NULL, NULL, NULL, _("gnuplot did not draw %s"), file);
    } else if (!outdir_write(dir, file, svg, strlen(svg), diag)) {
        g_clear_pointer(&svg, g_free);
    }
    g_free(drawn);
    g_free(path);
    g_free(file);
    return svg;
}

static bool adopt_png(const struct chart_draft *draft, struct outdir *dir, struct diag *diag)
{
    char *file = g_strconcat("charts/", draft->name, ".png", NULL);
    bool good = outdir_adopt(dir, file, diag);
    g_free(file);
    return good;
}

static struct chart *finish(const struct chart_draft *draft, char *svg)
{
    struct chart *chart = g_new0(struct chart, 1);
    chart->name = g_strdup(draft->name);
    chart->kind = g_strdup(draft->kind);
    chart->group = g_strdup(draft->group);
    chart->offer = g_strdup(draft->offer);
    chart->title = g_strdup(draft->title);
    chart->subtitle = g_strdup(draft->subtitle);
    chart->alternative = g_strdup(draft->alternative->str);
    chart->table = g_strdup(draft->table);
    chart->svg = svg;
    chart->empty = draft->empty != NULL;
    return chart;
}

static struct chart_set *collect(const struct chart_batch *batch, struct outdir *dir, struct diag *diag)
{
    struct chart_set *set = g_new0(struct chart_set, 1);
    set->charts = g_ptr_array_new_with_free_func(chart_free);
    for (guint i = 0; i < batch->drafts->len; i++) {
        const struct chart_draft *draft = g_ptr_array_index(batch->drafts, i);
        char *svg = finish_svg(draft, dir, diag);
        if (svg == NULL || !adopt_png(draft, dir, diag)) {
            g_free(svg);
            chart_set_free(set);
            return NULL;
        }
        g_ptr_array_add(set->charts, finish(draft, svg));
    }
    return set;
}

/* Draws what is in the batch and frees it. */
static struct chart_set *write_batch(struct chart_batch *batch, const struct released *released,
                                     const char *plots_dir, struct outdir *dir, struct diag *diag)
{
    bool good = batch->drafts->len == 0 ||
                (copy_scripts(batch, plots_dir, dir, diag) &&
                 write_drafts(batch, released_edition(released), dir, diag) && draw(batch, dir, diag));
    struct chart_set *set = good ? collect(batch, dir, diag) : NULL;
    chart_batch_free(batch);
    return set;
}

struct chart_set *charts_write_answer(const struct released *released, const char *group,
                                      const char *plots_dir, struct outdir *dir, struct diag *diag)
{
    const struct edition *edition = released_edition(released);
    struct chart_batch *batch = chart_batch_new();
    chart_kinds_draft(released, batch);
    for (guint i = batch->drafts->len; i > 0; i--) {
        const struct chart_draft *draft = g_ptr_array_index(batch->drafts, i - 1);
        if (strcmp(draft->group, group) != 0 || draft->empty != NULL) {
            g_ptr_array_remove_index(batch->drafts, i - 1);
        }
    }
    for (size_t i = 0; i < edition->n_groups; i++) {
        if (strcmp(edition->groups[i].name.code, group) == 0) {
            chart_answer(released, i, batch);
        }
    }
    return write_batch(batch, released, plots_dir, dir, diag);
}

struct chart_set *charts_write(const struct released *released, const char *plots_dir, struct outdir *dir,
                               struct diag *diag)
{
    struct chart_batch *batch = chart_batch_new();
    chart_kinds_draft(released, batch);
    return write_batch(batch, released, plots_dir, dir, diag);
}

char *chart_png_path(const struct outdir *dir, const char *name)
{
    char *file = g_strdup_printf("charts/%s.png", name);
    char *path = outdir_path(dir, file);
    g_free(file);
    return path;
}

GBytes *chart_png(const struct outdir *dir, const char *name)
{
    char *path = chart_png_path(dir, name);
    char *data = NULL;
    gsize length = 0;
    bool read = g_file_get_contents(path, &data, &length, NULL);
    g_free(path);
    return read ? g_bytes_new_take(data, length) : NULL;
}
