/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes in memory; see theme.h. */
#include "vifte/theme.h"

#include <string.h>

static void run_clear(void *data)
{
    struct theme_run *run = data;
    g_free(run->text);
    g_free(run->target);
}

GArray *theme_runs_new(void)
{
    GArray *runs = g_array_new(FALSE, TRUE, sizeof(struct theme_run));
    g_array_set_clear_func(runs, run_clear);
    return runs;
}

static void block_free(void *data)
{
    struct theme_block *block = data;
    g_array_unref(block->runs);
    g_ptr_array_unref(block->cells);
    g_free(block->name);
    g_free(block->question);
    g_free(block->text);
    g_free(block);
}

static void runs_unref(void *data)
{
    g_array_unref(data);
}

struct theme *theme_new(const char *file, const char *id)
{
    struct theme *theme = g_new0(struct theme, 1);
    theme->file = g_strdup(file);
    theme->id = g_strdup(id);
    theme->blocks = g_ptr_array_new_with_free_func(block_free);
    return theme;
}

void theme_free(struct theme *theme)
{
    if (theme == NULL) {
        return;
    }
    struct theme_head *head = &theme->head;
    g_free(head->title);
    g_free(head->agency);
    g_free(head->legal_basis);
    g_free(head->issued);
    g_free(head->due);
    g_free(head->delimitation);
    g_free(head->severity);
    g_strfreev(head->levels);
    g_strfreev(head->dimensions);
    g_ptr_array_unref(theme->blocks);
    g_free(theme->file);
    g_free(theme->id);
    g_free(theme);
}

struct theme_block *theme_add(struct theme *theme, enum theme_block_kind kind)
{
    struct theme_block *block = g_new0(struct theme_block, 1);
    block->kind = kind;
    block->runs = theme_runs_new();
    block->cells = g_ptr_array_new_with_free_func(runs_unref);
    g_ptr_array_add(theme->blocks, block);
    return block;
}

bool theme_asks_municipalities(const struct theme_block *block)
{
    return block->kind == THEME_ASK && !block->region_alone;
}

const struct theme_block *theme_ask(const struct theme *theme, const char *id)
{
    for (guint i = 0; i < theme->blocks->len; i++) {
        const struct theme_block *block = g_ptr_array_index(theme->blocks, i);
        if (block->kind == THEME_ASK && strcmp(block->name, id) == 0) {
            return block;
        }
    }
    return NULL;
}

const char *theme_heading_ask(const struct theme *theme, const struct theme_block *block)
{
    if (block->kind != THEME_HEADING || block->text == NULL) {
        return NULL;
    }
    char *word = g_strndup(block->text, strcspn(block->text, " \t"));
    const struct theme_block *ask = theme_ask(theme, word);
    g_free(word);
    return ask != NULL ? ask->name : NULL;
}

bool theme_answer_to(const struct theme *texts, const struct theme *theme, const char *ask,
                     struct theme_span *out)
{
    *out = (struct theme_span){0};
    for (guint i = 0; texts != NULL && i < texts->blocks->len; i++) {
        const char *named = theme_heading_ask(theme, g_ptr_array_index(texts->blocks, i));
        if (named == NULL || strcmp(named, ask) != 0) {
            continue;
        }
        out->first = i + 1;
        out->end = i + 1;
        while (out->end < texts->blocks->len &&
               theme_heading_ask(theme, g_ptr_array_index(texts->blocks, out->end)) == NULL) {
            out->end++;
        }
        return out->end > out->first;
    }
    return false;
}
