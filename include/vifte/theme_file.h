/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Themes and texts from Markdown files (CommonMark with GitHub's tables). An unknown directive, or a name
 * that the writer does not know, is a finding with line and column and the nearest known name.
 */
#ifndef VIFTE_THEME_FILE_H
#define VIFTE_THEME_FILE_H

#include <glib.h>
#include <stdbool.h>

struct diag;
struct theme;
struct theme_names;

/* The file of a project's theme: its own themes/ folder wins over the catalog. Newly allocated; NULL with a
 * finding at `pos_file` when neither has it. */
char *theme_path(const char *project_folder, const char *share_dir, const char *id, struct diag *diag);

/* NULL with findings when it cannot be read or a directive is wrong. */
struct theme *theme_read(const char *path, const char *shown_path, const struct theme_names *names,
                         struct diag *diag);
/* What the analysts wrote (texts/GROUP.md): may hold sentences and values; no head. A heading that looks like
 * an ask and is none of the theme's is a warning. */
struct theme *theme_read_texts(const char *path, const char *shown_path, const struct theme *theme,
                               const struct theme_names *names, struct diag *diag);

#endif
