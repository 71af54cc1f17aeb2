/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only people can write: the analysts' texts, or a gap where there are none, and the municipalities'
 * remarks. */
#include "answer_private.h"

#include "vifte/edition.h"
#include "vifte/released_texts.h"
#include "vifte/show.h"
#include "vifte/text.h"
#include "vifte/theme.h"

#include <string.h>

static bool was_asked(const struct answer *answer, const char *question)
{
    return g_ptr_array_find_with_equal_func(answer->asked, question, g_str_equal, NULL);
}

/* "Aalborg, Senior og Omsorg: ..." */
static void write_remark(struct answer *answer, const struct released_remark *remark)
{
    char *who = *remark->department != '\0'
                    ? g_strdup_printf("%s, %s: ", remark->municipality, remark->department)
                    : g_strdup_printf("%s: ", remark->municipality);
    char *text = show_line(remark->text);
    document_open(answer->document, DOCUMENT_QUOTE);
    document_run(answer->document, RUN_STRONG, who);
    document_run(answer->document, RUN_PLAIN, text);
    g_free(text);
    g_free(who);
}

static bool write_remarks(struct answer *answer, const char *question)
{
    const struct released_texts *texts = answer->request->texts;
    bool any = false;
    for (size_t i = 0; i < released_texts_size(texts); i++) {
        const struct released_remark *remark = released_texts_at(texts, i);
        if (strcmp(remark->question, question) == 0) {
            if (!any) {
                answer_flush(answer);
                document_paragraph(answer->document, DOCUMENT_NOTE, _("The municipalities' remarks"));
            }
            write_remark(answer, remark);
            any = true;
        }
    }
    return any;
}

/* The gap: the question itself, where to write, and why nothing stands here. */
static void write_gap(struct answer *answer, const struct theme_block *ask)
{
    const char *question = *ask->question != '\0' ? ask->question : ask->name;
    char *text;
    if (released_texts_approved(answer->request->texts)) {
        text = g_strdup_printf(_("To be written: %s"), question);
        answer_point(answer, ask, _("To be written in %s under the heading %s: %s"),
                     answer->request->texts_file, ask->name, question);
    } else {
        text = g_strdup_printf(_("Free texts about this target group are not approved for this edition: %s"),
                               question);
        answer_point(answer, ask, _("The free texts are not approved ([texts] approved): %s"), question);
    }
    answer_flush(answer);
    document_paragraph_take(answer->document, DOCUMENT_TO_WRITE, text);
}

void answer_ask(struct answer *answer, const struct theme_block *ask)
{
    const struct theme *own = released_texts_own(answer->request->texts);
    struct theme_span span;
    bool written = theme_answer_to(own, answer->theme, ask->name, &span);
    if (written) {
        size_t before = document_size(answer->document);
        answer_blocks(answer, own, span.first, span.end, 1);
        written = document_size(answer->document) > before;
    }
    if (!written) {
        write_gap(answer, ask);
    }
    answer->after_ask = written ? NULL : ask->name;
}

void answer_ask_remarks(struct answer *answer, const struct theme_block *ask)
{
    write_remarks(answer, ask->name);
    g_ptr_array_add(answer->asked, ask->name);
    answer->after_ask = NULL;
}

/* What the question is called: the ask's text where the theme has it. */
static const char *question_text(const struct answer *answer, const char *question)
{
    const struct theme_block *ask = theme_ask(answer->theme, question);
    return ask != NULL && *ask->question != '\0' ? ask->question : question;
}

bool answer_remarks(struct answer *answer, bool all)
{
    const struct released_texts *texts = answer->request->texts;
    const char *last = NULL;
    for (size_t i = 0; i < released_texts_size(texts); i++) {
        const struct released_remark *remark = released_texts_at(texts, i);
        if (!all && was_asked(answer, remark->question)) {
            continue;
        }
        if (last == NULL) {
            answer_flush(answer);
            document_paragraph(
                answer->document, DOCUMENT_BODY,
                all ? _("Here stand all remarks from the municipalities' forms, question by question.")
                    : _("Here stand the remarks from the municipalities' forms that are not given "
                        "under the questions above."));
        }
        if (last == NULL || strcmp(last, remark->question) != 0) {
            document_heading(answer->document, 3, question_text(answer, remark->question));
        }
        write_remark(answer, remark);
        last = remark->question;
    }
    return last != NULL;
}

char *answer_texts_proposal(const struct theme *theme, const struct theme *own)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < theme->blocks->len; i++) {
        const struct theme_block *ask = g_ptr_array_index(theme->blocks, i);
        struct theme_span span;
        if (ask->kind != THEME_ASK || theme_answer_to(own, theme, ask->name, &span)) {
            continue;
        }
        g_string_append_printf(out, "## %s\n\n<!-- %s -->\n", ask->name,
                               *ask->question != '\0' ? ask->question : ask->name);
        for (guint k = i + 1; k < theme->blocks->len; k++) {
            const struct theme_block *guidance = g_ptr_array_index(theme->blocks, k);
            if (guidance->kind != THEME_GUIDANCE) {
                break;
            }
            g_string_append_printf(out, "<!-- %s -->\n", guidance->text);
        }
        g_string_append_c(out, '\n');
    }
    return out->len > 0 ? g_string_free(out, FALSE) : g_string_free(out, TRUE);
}
