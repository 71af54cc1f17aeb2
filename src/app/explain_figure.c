/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One figure of an output: value, where it stands, definition, method, files behind it. */
#include "explain_figure.h"

#include "vifte/diag.h"
#include "vifte/figure_tag.h"
#include "vifte/figures_table.h"
#include "vifte/run_file.h"
#include "vifte/text.h"

#include <stdio.h>
#include <string.h>

#define MOST_SUGGESTIONS 5
#define LONGEST_ID 200

static void print_line(const char *label, const char *text)
{
    if (text != NULL && *text != '\0') {
        printf("  %s %s\n", label, text);
    }
}

static void print_places(const struct figures_table *figures, const char *id)
{
    for (guint i = 0; i < figures->rows->len; i++) {
        const struct figure_row *row = &g_array_index(figures->rows, struct figure_row, i);
        if (strcmp(row->id, id) == 0) {
            printf(_("  Printed: %s (%s)\n"), row->value, row->chapter);
        }
    }
}

static void print_files(const char *folder, const char *inputs)
{
    char **tables = g_strsplit(inputs, " ", -1);
    bool any = false;
    for (size_t t = 0; tables[t] != NULL; t++) {
        GArray *files = run_file_inputs(folder, tables[t]);
        for (guint i = 0; i < files->len; i++) {
            const struct run_file_input *file = &g_array_index(files, struct run_file_input, i);
            char *rows = text_number((double)file->rows, 0);
            printf(_("  File: %s (%s, rows: %s), SHA-256 %s\n"), file->file, tables[t], rows, file->sha256);
            g_free(rows);
            any = true;
        }
        g_array_unref(files);
    }
    if (!any) {
        printf(
            "  %s\n",
            _("The files behind it stand in log.json, which public editions do not have: run the edition for "
              "internal use with the same project."));
    }
    g_strfreev(tables);
}

static const char *state_text(const char *state)
{
    return strcmp(state, "value") == 0 ? _("shown")
           : strcmp(state, "suppressed") == 0
               ? _("hidden: the figure is known, but is not shown in this edition")
           : strcmp(state, "missing") == 0    ? _("nobody reported it")
           : strcmp(state, "na") == 0         ? _("the question makes no sense here")
           : strcmp(state, "undefined") == 0  ? _("too few data for this figure, or nothing to compare with")
           : strcmp(state, "sum") == 0        ? _("sum of shown figures; * stands for all rows")
           : strcmp(state, "difference") == 0 ? _("difference of two shown figures")
                                              : state;
}

static void print_figure(const struct figures_table *figures, const struct figure_row *row,
                         const char *folder)
{
    char *about = run_file_about(folder);
    printf("%s: %s\n", row->id, row->label);
    print_places(figures, row->id);
    if (*row->table != '\0') {
        printf(_("  Table: tables/%s.csv, row %s, column %s\n"), row->table, row->keys, row->column);
    }
    print_line(_("Definition:"), row->definition);
    print_line(_("Method:"), row->method);
    print_line(_("Disclosure:"), state_text(row->state));
    print_line(_("Input tables:"), row->inputs);
    print_files(folder, row->inputs);
    print_line(_("Edition:"), about);
    g_free(about);
}

/* As it stands, or as a tag in Word has it. */
static const struct figure_row *find(const struct figures_table *figures, const char *id)
{
    struct figure_tag tag;
    char *short_id = figure_tag_read(id, &tag) ? tag.id : g_strdup(id);
    const struct figure_row *found = NULL;
    for (guint i = 0; found == NULL && i < figures->rows->len; i++) {
        const struct figure_row *row = &g_array_index(figures->rows, struct figure_row, i);
        char *tag_id = figure_tag_id(row->id);
        if (strcmp(row->id, id) == 0 || strcmp(tag_id, short_id) == 0) {
            found = row;
        }
        g_free(tag_id);
    }
    g_free(short_id);
    return found;
}

struct suggestion {
    const char *id;
    size_t distance;
};

static int compare_suggestions(gconstpointer a, gconstpointer b)
{
    const struct suggestion *x = a;
    const struct suggestion *y = b;
    return (x->distance > y->distance) - (x->distance < y->distance);
}

/* The ids that look most like the one that was asked for. */
static void suggest(const struct figures_table *figures, const char *id)
{
    GString *shown = g_string_new(NULL);
    GArray *suggestions = g_array_new(FALSE, FALSE, sizeof(struct suggestion));
    text_mask(shown, id, strlen(id), LONGEST_ID);
    for (guint i = 0; i < figures->rows->len && strlen(id) < LONGEST_ID; i++) {
        const struct figure_row *row = &g_array_index(figures->rows, struct figure_row, i);
        const struct suggestion suggestion = {row->id, text_distance(row->id, id)};
        if (row->place == 1) {
            g_array_append_val(suggestions, suggestion);
        }
    }
    g_array_sort(suggestions, compare_suggestions);
    fprintf(stderr, _("vifte: the documents of the folder have no figure '%s'; the nearest:\n"), shown->str);
    for (guint i = 0; i < MIN(suggestions->len, MOST_SUGGESTIONS); i++) {
        fprintf(stderr, "  %s\n", g_array_index(suggestions, struct suggestion, i).id);
    }
    g_array_unref(suggestions);
    g_string_free(shown, TRUE);
}

int explain_figure(const char *id, const char *folder)
{
    struct diag *diag = diag_new();
    struct figures_table figures;
    int status = 0;
    if (figures_table_read(folder, "figures.csv", &figures, diag)) {
        const struct figure_row *row = find(&figures, id);
        if (row != NULL) {
            print_figure(&figures, row, folder);
        } else {
            suggest(&figures, id);
            status = 64;
        }
    }
    diag_print(diag, stderr, DIAG_WARN);
    status = diag_stopped(diag) ? diag_exit_status(diag, false) : status;
    figures_table_clear(&figures);
    diag_free(diag);
    return status;
}
