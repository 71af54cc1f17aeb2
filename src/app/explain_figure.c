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

/* The lists of a folder: of its answer or report, and of what stands beside an answer. */
static const char *const LISTS[] = {"figures.csv", "notat-figures.csv", "rettelsesblad-figures.csv"};

struct lists {
    struct figures_table figures[G_N_ELEMENTS(LISTS)];
    size_t n; /* how many the folder has */
    const char *names[G_N_ELEMENTS(LISTS)];
};

/* The first must be there. */
static bool read_lists(const char *folder, struct lists *lists, struct diag *diag)
{
    bool good = true;
    for (size_t i = 0; i < G_N_ELEMENTS(LISTS) && good; i++) {
        char *path = g_build_filename(folder, LISTS[i], NULL);
        if (i == 0 || g_file_test(path, G_FILE_TEST_EXISTS)) {
            lists->names[lists->n] = LISTS[i];
            good = figures_table_read(folder, LISTS[i], &lists->figures[lists->n++], diag);
        }
        g_free(path);
    }
    return good;
}

static void print_places(const struct lists *lists, const char *id)
{
    for (size_t k = 0; k < lists->n; k++) {
        const GArray *rows = lists->figures[k].rows;
        for (guint i = 0; i < rows->len; i++) {
            const struct figure_row *row = &g_array_index(rows, struct figure_row, i);
            if (strcmp(row->id, id) == 0) {
                printf(_("  Printed: %s (%s; %s)\n"), row->value, row->chapter, lists->names[k]);
            }
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

static void print_figure(const struct lists *lists, const struct figure_row *row, const char *folder)
{
    char *about = run_file_about(folder);
    printf("%s: %s\n", row->id, row->label);
    print_places(lists, row->id);
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
static const struct figure_row *find_in(const GArray *rows, const char *id, const char *short_id)
{
    const struct figure_row *found = NULL;
    for (guint i = 0; found == NULL && i < rows->len; i++) {
        const struct figure_row *row = &g_array_index(rows, struct figure_row, i);
        char *tag_id = figure_tag_id(row->id);
        if (strcmp(row->id, id) == 0 || strcmp(tag_id, short_id) == 0) {
            found = row;
        }
        g_free(tag_id);
    }
    return found;
}

static const struct figure_row *find(const struct lists *lists, const char *id)
{
    struct figure_tag tag;
    char *short_id = figure_tag_read(id, &tag) ? tag.id : g_strdup(id);
    const struct figure_row *found = NULL;
    for (size_t k = 0; found == NULL && k < lists->n; k++) {
        found = find_in(lists->figures[k].rows, id, short_id);
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

/* Once each, whatever document it stands in. */
static void suggest_from(const struct lists *lists, const char *id, GArray *suggestions)
{
    GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t k = 0; k < lists->n; k++) {
        const GArray *rows = lists->figures[k].rows;
        for (guint i = 0; i < rows->len; i++) {
            const struct figure_row *row = &g_array_index(rows, struct figure_row, i);
            if (g_hash_table_add(known, (void *)row->id)) {
                const struct suggestion suggestion = {row->id, text_distance(row->id, id)};
                g_array_append_val(suggestions, suggestion);
            }
        }
    }
    g_hash_table_unref(known);
}

/* The ids that look most like the one that was asked for. */
static void suggest(const struct lists *lists, const char *id)
{
    GString *shown = g_string_new(NULL);
    GArray *suggestions = g_array_new(FALSE, FALSE, sizeof(struct suggestion));
    text_mask(shown, id, strlen(id), LONGEST_ID);
    if (strlen(id) < LONGEST_ID) {
        suggest_from(lists, id, suggestions);
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
    struct lists lists = {0};
    int status = 0;
    if (read_lists(folder, &lists, diag)) {
        const struct figure_row *row = find(&lists, id);
        if (row != NULL) {
            print_figure(&lists, row, folder);
        } else {
            suggest(&lists, id);
            status = 64;
        }
    }
    diag_print(diag, stderr, DIAG_WARN);
    status = diag_stopped(diag) ? diag_exit_status(diag, false) : status;
    for (size_t i = 0; i < lists.n; i++) {
        figures_table_clear(&lists.figures[i]);
    }
    diag_free(diag);
    return status;
}
