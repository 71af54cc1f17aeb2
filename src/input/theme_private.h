/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of a theme's head, directives and Markdown share. For the files of this folder alone. */
#ifndef VIFTE_THEME_PRIVATE_H
#define VIFTE_THEME_PRIVATE_H

#include "vifte/diag.h"
#include "vifte/theme_file.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct theme;
struct theme_head;

struct theme_reader {
    const char *file; /* lives as long as the process */
    const struct theme_names *names;
    struct diag *diag;
    bool texts; /* what analysts wrote: no blocks of figures, no asks */
};

/* A finding with line and column; `format` takes no outside text. */
void theme_report(const struct theme_reader *reader, const struct diag_kind *kind, uint32_t line,
                  uint32_t column, const char *cure, const char *message);
/* A word that is none of `known`, with the nearest of them; `format` has one %s. */
void theme_unknown(const struct theme_reader *reader, uint32_t line, uint32_t column,
                   const char *const *known, const char *word, const char *format);

/* Reads the head, if the text begins with one; returns what follows, and how many lines came before. */
const char *theme_head_read(const char *text, struct theme_head *head, const struct theme_reader *reader,
                            uint32_t *lines);

/* Directives leave the text before the Markdown is read, so that neither `_` nor `*` in them can mean
 * anything; in their place stands one private character each. */
enum directive_kind {
    DIRECTIVE_TABLE,
    DIRECTIVE_FIGURE,
    DIRECTIVE_SENTENCE,
    DIRECTIVE_VALUE,
    DIRECTIVE_ASK,
    DIRECTIVE_WRITE,
    DIRECTIVE_REMARKS
};

struct directive {
    enum directive_kind kind;
    char *name, *rest;
    uint32_t line, column;
};

/* The text with private characters; `directives` gets one struct directive each, wrong ones too (kind and
 * name as far as they were understood). `line` = number of the text's first line. */
char *theme_directives_take(const char *text, uint32_t line, const struct theme_reader *reader,
                            GArray *directives);
/* The directive behind a private character, NULL for every other character. */
const struct directive *theme_directive_of(gunichar c, const GArray *directives);
/* Does it stand alone in its paragraph? */
bool theme_directive_is_block(const struct directive *directive);

#endif
