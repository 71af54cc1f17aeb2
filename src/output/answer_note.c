/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes to the meeting beside the answer: a note of two pages, and the lines of an e-mail. */
#include "answer_private.h"

#include "chart_data.h"
#include "sentence_parts.h"
#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/output.h"
#include "vifte/released.h"
#include "vifte/text.h"
#include "vifte/theme.h"

#include <string.h>

#define FIGURES 3
#define MOST_LINES 10
/* What the sentences of the finding and of the e-mail are made of. */
#define FINDING_TABLES "need offers_used self_sufficiency locations supply occupancy_year fit expected"

/* The sentences on these subjects as one text; NULL where there is nothing to say. */
static char *say(const struct answer *answer, const char *const *names)
{
    GString *text = g_string_new(NULL);
    for (; *names != NULL; names++) {
        GPtrArray *list = answer_sentences(answer, *names);
        for (guint i = 0; i < list->len; i++) {
            g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "",
                                   (char *)g_ptr_array_index(list, i));
        }
        g_ptr_array_unref(list);
    }
    return g_string_free(text, text->len == 0);
}

static void write_finding(struct answer *answer)
{
    static const char *const SIZE[] = {"citizens", "rate", NULL};
    static const char *const HELP[] = {"offers", "offer_kinds", "inside", "locations", NULL};
    static const char *const ROOM[] = {"supply", "occupancy", "waiting", NULL};
    static const char *const VIEW[] = {"fit", "expected", NULL};
    static const char *const *const SUBJECTS[] = {SIZE, HELP, ROOM, VIEW};
    document_list_begin(answer->document, false);
    for (size_t i = 0; i < G_N_ELEMENTS(SUBJECTS); i++) {
        char *text = say(answer, SUBJECTS[i]);
        if (text != NULL) {
            document_item(answer->document);
            document_run(answer->document, RUN_PLAIN, text);
        }
        g_free(text);
    }
    document_list_end(answer->document);
}

/* Three of those that there are: size first, then where people are helped, then how it fits. */
static void write_figures(struct answer *answer)
{
    static const char *const WANTED[] = {"citizens_years", "offers",   "fit",    "locations",
                                         "places",         "expected", "effort", "age"};
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(WANTED) && n < FIGURES; i++) {
        const struct chart *chart = answer_chart(answer, WANTED[i]);
        if (chart != NULL) {
            answer_picture(answer, chart);
            n++;
        }
    }
}

/* On the first page: the pictures fill the second. */
static void write_remarks(struct answer *answer)
{
    answer_rests_on(answer, FINDING_TABLES);
    answer_marks(answer);
    char *marks = answer_marks_named(answer);
    if (marks != NULL) {
        document_paragraph(answer->document, DOCUMENT_NOTE, marks);
    }
    g_free(marks);
}

struct document *answer_note(const struct answer_request *request)
{
    struct answer answer = answer_begin(request);
    char *title = g_strdup_printf(_("Note: %s"), answer.group->name.label);
    struct document_head head = answer_head(&answer, title);
    g_free((char *)head.subtitle);
    head.subtitle = g_strdup(_("To the steering group"));
    head.short_note = true;
    head.figures = "notat-figures.csv";
    answer.marks_apart = true;
    answer.document = document_new(&head);
    document_heading(answer.document, 2, _("The finding"));
    write_finding(&answer);
    char *basis = say(&answer, (const char *const[]){"coverage", "disclosure", NULL});
    if (basis != NULL) {
        document_paragraph(answer.document, DOCUMENT_NOTE, basis);
    }
    write_remarks(&answer);
    if (request->n_initiatives > 0) { /* before the pictures, which fill the second page */
        document_heading(answer.document, 2, _("Initiatives"));
        answer_table(&answer, "initiatives");
    }
    write_figures(&answer);
    answer_end(&answer);
    g_free(basis);
    g_free(title);
    document_head_clear(&head);
    return answer.document;
}

/* --- the e-mail --- */

/* Takes the line; a mail has few. */
static void add_line(GPtrArray *lines, char *line)
{
    if (line != NULL && lines->len < MOST_LINES - 1) {
        g_ptr_array_add(lines, figure_unmark(line));
    }
    g_free(line);
}

static char *last_line(struct answer *answer)
{
    char *date = text_date(answer->edition->date);
    char *line = g_strdup_printf(_("The draft, the note and the figures are attached; made up on %s."), date);
    answer->marks_apart = true;
    answer_rests_on(answer, FINDING_TABLES);
    answer_marks(answer);
    g_free(date);
    return part_join(line, answer_marks_named(answer));
}

char *answer_mail(const struct answer_request *request)
{
    static const char *const SUBJECTS[][3] = {{"citizens", NULL, NULL},      {"offers", NULL, NULL},
                                              {"locations", "inside", NULL}, {"supply", "occupancy", NULL},
                                              {"waiting", NULL, NULL},       {"fit", NULL, NULL},
                                              {"expected", NULL, NULL},      {"coverage", NULL, NULL}};
    struct answer answer = answer_begin(request);
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    add_line(lines, g_strdup_printf(_("Subject: Draft: %s"), request->theme->head.title));
    for (size_t i = 0; i < G_N_ELEMENTS(SUBJECTS); i++) {
        add_line(lines, say(&answer, SUBJECTS[i]));
    }
    g_ptr_array_add(lines, last_line(&answer));
    answer_end(&answer);
    g_ptr_array_add(lines, NULL);
    char *text = g_strjoinv("\n", (char **)lines->pdata);
    char *mail = g_strconcat(text, "\n", NULL);
    g_free(text);
    g_ptr_array_unref(lines);
    return mail;
}
