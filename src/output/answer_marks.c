/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Marks under an answer's tables and pictures that lead to what was found in the input they rest on: the
 * finding's code, explained in an annex. The codes are those of the report and of `vifte check`.
 */
#include "answer_private.h"

#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/remarks.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

#define ANNEX "remarks"

void answer_rests_on(struct answer *answer, const char *table)
{
    g_string_append_printf(answer->rests_on, " %s", table);
}

static void remember(struct answer *answer, const struct edition_remark *remark)
{
    if (!g_ptr_array_find(answer->marked, remark, NULL)) {
        g_ptr_array_add(answer->marked, (void *)remark);
    }
}

static void write_marks(struct answer *answer, bool own_line)
{
    bool any = false;
    for (size_t i = 0; i < answer->edition->n_remarks; i++) {
        const struct edition_remark *remark = &answer->edition->remarks[i];
        if (!remarks_touch(remark, answer->rests_on->str)) {
            continue;
        }
        remember(answer, remark);
        if (answer->marks_apart) {
            continue;
        }
        if (!any && own_line) {
            document_open(answer->document, DOCUMENT_SOURCE);
        }
        document_run(answer->document, RUN_PLAIN, any ? ", " : own_line ? "" : " ");
        document_run(answer->document, RUN_PLAIN, any ? "" : _("Remarks on the input: "));
        document_link(answer->document, remark->code, "#" ANNEX);
        any = true;
    }
    if (any) {
        document_run(answer->document, RUN_PLAIN, ".");
    }
    g_string_truncate(answer->rests_on, 0);
}

void answer_marks(struct answer *answer)
{
    write_marks(answer, false);
}

void answer_marks_alone(struct answer *answer)
{
    write_marks(answer, true);
}

static gint compare_codes(gconstpointer a, gconstpointer b)
{
    const struct edition_remark *x = *(const struct edition_remark *const *)a;
    const struct edition_remark *y = *(const struct edition_remark *const *)b;
    return strcmp(x->code, y->code);
}

void answer_marks_annex(struct answer *answer)
{
    if (answer->marked->len == 0) {
        return;
    }
    g_ptr_array_sort(answer->marked, compare_codes);
    document_annex(answer->document, ANNEX, _("Annex: remarks on the input"));
    document_paragraph(answer->document, DOCUMENT_BODY,
                       answer->edition->audience == AUDIENCE_INTERNAL
                           ? _("The codes stand under the tables and figures whose input they concern. The "
                               "findings themselves are in the file tables/quality.csv.")
                           : _("The codes stand under the tables and figures whose input they concern. "
                               "Files, rows and numbers are in the internal edition."));
    const struct document_table_about about = {.caption = _("Remarks on the input")};
    document_table_begin(answer->document, &about);
    document_column(answer->document, _("Code"), DOCUMENT_LEFT);
    document_column(answer->document, _("Remark"), DOCUMENT_LEFT);
    document_column(answer->document, _("Meaning"), DOCUMENT_LEFT);
    for (guint i = 0; i < answer->marked->len; i++) {
        const struct edition_remark *remark = g_ptr_array_index(answer->marked, i);
        document_cell(answer->document, remark->code);
        document_cell(answer->document, show_text(remark->title));
        document_cell(answer->document, show_text(remark->explanation));
    }
    document_table_end(answer->document);
}

char *answer_marks_named(const struct answer *answer)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < answer->marked->len; i++) {
        const struct edition_remark *remark = g_ptr_array_index(answer->marked, i);
        g_ptr_array_add(list, g_strdup_printf("%s (%s)", show_text(remark->title), remark->code));
    }
    char *names = text_list((const char *const *)list->pdata, list->len);
    char *line = list->len > 0 ? g_strconcat(_("Remarks on the input: "), names, ".", NULL) : NULL;
    g_free(names);
    g_ptr_array_unref(list);
    return line;
}
