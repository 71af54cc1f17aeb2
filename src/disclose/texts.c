/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Free texts: who may read them, and which hold numbers. */
#include "vifte/released_texts.h"

#include "vifte/findings.h"
#include "vifte/model.h"
#include "vifte/text.h"
#include "vifte/theme.h"

#include <string.h>

struct released_texts {
    bool approved;
    const struct theme *own;
    GArray *remarks; /* struct released_remark */
};

/* A digit, or a numeral written out, that is no part of a section of the law: "§ 107" counts nobody. */
static bool holds_number(const char *text)
{
    static const char *const NUMERALS[] = {"to",  "tre",  "fire", "fem", "seks",
                                           "syv", "otte", "ni",   "ti",  NULL};
    bool found = false;
    char **words = g_strsplit_set(text, " \t\n.,;:!?()\"'", -1);
    const char *before = "";
    for (char **word = words; *word != NULL && !found; word++) {
        char *folded = text_fold(*word);
        bool digit = strpbrk(*word, "0123456789") != NULL && strstr(before, "\u00a7") == NULL &&
                     strstr(*word, "\u00a7") == NULL;
        found = digit || g_strv_contains(NUMERALS, folded);
        before = **word != '\0' ? *word : before;
        g_free(folded);
    }
    g_strfreev(words);
    return found;
}

static void report_number(struct diag *diag, const struct pos *pos)
{
    diag_add(diag, &FINDING_TEXT_NUMBERS, pos, NULL, NULL,
             _("see that it betrays nobody and that it is right"),
             _("a text that goes out holds a number that is in no table"));
}

static void check_remark(const struct model *model, const struct remark *remark, struct diag *diag)
{
    const struct input_record *file = &model->files[remark->origin.file];
    if (holds_number(remark->text)) {
        report_number(
            diag, &(struct pos){.file = file->display, .sheet = file->sheet, .line = remark->origin.line});
    }
}

static void check_own(const struct theme *own, struct diag *diag)
{
    for (guint i = 0; i < own->blocks->len; i++) {
        const struct theme_block *block = g_ptr_array_index(own->blocks, i);
        if (block->kind != THEME_HEADING && block->text != NULL && holds_number(block->text)) {
            report_number(diag, &(struct pos){.file = g_intern_string(own->file), .line = block->line});
        }
    }
}

static size_t order_in_region(const struct model *model, uint32_t municipality)
{
    size_t i = 0;
    while (i < model->n_region && model->region_order[i] != municipality) {
        i++;
    }
    return i;
}

struct ordered_remark {
    const struct remark *remark;
    size_t order;
};

static int compare_remarks(const void *a, const void *b)
{
    const struct ordered_remark *x = a;
    const struct ordered_remark *y = b;
    int question = strcmp(x->remark->question.code, y->remark->question.code);
    if (question != 0) {
        return question;
    }
    if (x->order != y->order) {
        return x->order < y->order ? -1 : 1;
    }
    int department = text_compare(x->remark->department.label, y->remark->department.label);
    return department != 0 ? department : strcmp(x->remark->text, y->remark->text);
}

static void take_remarks(struct released_texts *texts, const struct model *model, const char *group,
                         struct diag *diag)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(struct ordered_remark));
    for (size_t i = 0; i < model->n_remarks; i++) {
        const struct remark *remark = &model->remarks[i];
        if (strcmp(model->project->groups[remark->group].name.code, group) == 0) {
            struct ordered_remark one = {remark, order_in_region(model, remark->municipality)};
            g_array_append_val(found, one);
        }
    }
    g_array_sort(found, compare_remarks);
    for (guint i = 0; i < found->len; i++) {
        const struct remark *remark = g_array_index(found, struct ordered_remark, i).remark;
        struct released_remark out = {.question = remark->question.code,
                                      .municipality = model->municipalities[remark->municipality].name.label,
                                      .department = remark->department.label,
                                      .text = remark->text,
                                      .holds_number = holds_number(remark->text)};
        if (out.holds_number) {
            check_remark(model, remark, diag);
        }
        g_array_append_val(texts->remarks, out);
    }
    g_array_unref(found);
}

struct released_texts *disclose_texts(const struct model *model, const char *group, enum audience audience,
                                      const struct theme *own, struct diag *diag)
{
    struct released_texts *texts = g_new0(struct released_texts, 1);
    texts->remarks = g_array_new(FALSE, FALSE, sizeof(struct released_remark));
    texts->approved = audience != AUDIENCE_PUBLIC || project_text_approved(model->project, group);
    if (texts->approved) {
        texts->own = own;
        take_remarks(texts, model, group, diag);
        if (own != NULL) {
            check_own(own, diag);
        }
    }
    return texts;
}

void released_texts_free(struct released_texts *texts)
{
    if (texts != NULL) {
        g_array_unref(texts->remarks);
        g_free(texts);
    }
}

bool released_texts_approved(const struct released_texts *texts)
{
    return texts->approved;
}

const struct theme *released_texts_own(const struct released_texts *texts)
{
    return texts->own;
}

size_t released_texts_size(const struct released_texts *texts)
{
    return texts->remarks->len;
}

const struct released_remark *released_texts_at(const struct released_texts *texts, size_t i)
{
    return &g_array_index(texts->remarks, struct released_remark, i);
}
