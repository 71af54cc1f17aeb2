/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte compare: which figures of an edited document are no longer what the tables say. */
#include "commands.h"
#include "options_in.h"
#include "vifte/compare.h"
#include "vifte/diag.h"
#include "vifte/docx.h"
#include "vifte/figures_table.h"
#include "vifte/findings.h"
#include "vifte/run_file.h"
#include "vifte/text.h"

#include <stdio.h>
#include <string.h>

#define EXIT_DIFFERENT 65
#define LONGEST_SHOWN 200

static char *masked(const char *text)
{
    GString *out = g_string_new(NULL);
    text_mask(out, text, strlen(text), LONGEST_SHOWN);
    return g_string_free(out, FALSE);
}

static const char *kind_word(enum compare_kind kind)
{
    switch (kind) {
    case COMPARE_STALE:
        return _("stale");
    case COMPARE_ALTERED:
        return _("altered");
    case COMPARE_BOTH:
        return _("altered, and stale");
    case COMPARE_GONE:
        return _("gone from the tables");
    case COMPARE_DELETED:
        break;
    }
    return _("deleted");
}

static void print_difference(const struct difference *difference)
{
    char *now = masked(difference->now);
    char *text = masked(difference->text);
    char *chapter = masked(difference->chapter);
    char *id = masked(difference->id);
    printf("%s: %s", kind_word(difference->kind), id);
    if (*chapter != '\0') {
        printf(" (%s)", chapter);
    }
    printf("\n  ");
    if (difference->kind == COMPARE_DELETED) {
        printf(_("the tables say '%s'; the document does not have it, occurrence %u"), now,
               difference->place);
    } else if (difference->kind == COMPARE_GONE) {
        printf(_("the document says '%s'; the tables no longer have the figure"), text);
    } else {
        printf(_("the document says '%s', the tables say '%s'"), text, now);
    }
    printf("\n");
    g_free(id);
    g_free(chapter);
    g_free(text);
    g_free(now);
}

static void print_sum(const struct comparison *comparison)
{
    if (comparison->differences->len == 0) {
        printf(P_("%zu figure, as in the tables\n", "%zu figures, all as in the tables\n",
                  comparison->n_figures),
               comparison->n_figures);
        return;
    }
    size_t counts[COMPARE_DELETED + 1] = {0};
    for (guint i = 0; i < comparison->differences->len; i++) {
        counts[g_array_index(comparison->differences, struct difference, i).kind]++;
    }
    printf(_("%zu figures in the document: %zu stale, %zu altered, %zu both, %zu gone from the tables, %zu "
             "deleted\n"),
           comparison->n_figures, counts[COMPARE_STALE], counts[COMPARE_ALTERED], counts[COMPARE_BOTH],
           counts[COMPARE_GONE], counts[COMPARE_DELETED]);
}

static void print_comparison(const struct comparison *comparison)
{
    for (guint i = 0; i < comparison->differences->len; i++) {
        print_difference(&g_array_index(comparison->differences, struct difference, i));
    }
    print_sum(comparison);
}

/* Without this a figure that is new in the folder would look like one that somebody deleted. */
static void warn_of_other_run(const struct docx_file *edited, const char *folder)
{
    char *digest = run_file_digest(folder);
    if (*edited->digest != '\0' && digest != NULL && strcmp(edited->digest, digest) != 0) {
        printf(
            "%s\n",
            _("The document was written from an earlier version of the figures: what is said to be deleted "
              "may be new."));
    }
    g_free(digest);
}

static int compare(const char *path, const char *folder, struct diag *diag)
{
    struct docx_file edited;
    struct figures_table figures;
    const struct pos pos = {.file = g_intern_string(path)};
    int status = 0;
    bool readable = docx_read(path, &pos, &edited, diag);
    const char *list = readable ? edited.figures : "figures.csv";
    if (figures_table_read(folder, list, &figures, diag) && readable) {
        struct comparison comparison = compare_figures(&edited, &figures);
        if (comparison.n_figures == 0) {
            diag_add(diag, &FINDING_NO_TAGS, &pos, NULL, NULL,
                     _("edit the document in Word, and compare that file"),
                     _("no figure in it has a content control that names it"));
            g_array_set_size(comparison.differences, 0);
        } else {
            print_comparison(&comparison);
        }
        if (comparison.differences->len > 0) {
            warn_of_other_run(&edited, folder);
            status = EXIT_DIFFERENT;
        }
        comparison_clear(&comparison);
    }
    figures_table_clear(&figures);
    docx_clear(&edited);
    return status;
}

int command_compare(int argc, char **argv)
{
    struct options_in options = {0};
    enum options_result result = options_in(
        argc, argv, "compare EDITED.docx --in OUT",
        _("Lists every figure of an edited document that is stale, altered or deleted, against the output "
          "folder it came from or a newer one. Tracked changes count as accepted. Exit 0 when there is "
          "none, 65 when there are some."),
        true, &options);
    int status = result == OPTIONS_WRONG ? 64 : 0;
    if (result == OPTIONS_GOOD) {
        struct diag *diag = diag_new();
        status = compare(options.what, options.folder, diag);
        diag_print(diag, stderr, DIAG_WARN);
        status = diag_stopped(diag) ? diag_exit_status(diag, false) : status;
        diag_free(diag);
    }
    options_in_clear(&options);
    return status;
}
