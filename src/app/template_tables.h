/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input tables as files to fill in: headings in the project's language, and as choices what the project
 * knows. For the files of this folder alone. */
#ifndef VIFTE_TEMPLATE_TABLES_H
#define VIFTE_TEMPLATE_TABLES_H

#include "vifte/template.h"

struct input_column;
struct model;

/* `title` is translated and borrowed. */
struct template_table template_table_of(const struct model *model, const char *name, const char *title);
void template_table_clear(struct template_table *table);

/* The alternative of "english|dansk|..." in the run's language; the first alone when there is no other. */
char *template_word(const char *alternatives);

#endif
