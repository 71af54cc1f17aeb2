/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What heading.c, heading_rows.c and heading_report.c share. */
#ifndef VIFTE_HEADING_PRIVATE_H
#define VIFTE_HEADING_PRIVATE_H

#include "vifte/heading.h"

struct heading_names {
    const struct input_schema *schema;
    GHashTable *columns; /* folded name or alias -> column + 1 */
    GPtrArray **mapped;  /* per column: folded headings that stand for it by the project's word, or NULL */
    GHashTable *taken;   /* folded headings that the project maps */
    bool sender_known;   /* columns of the sender may be missing */
    bool names_are_data; /* the table has names of its own: offers, municipalities */
};

/* The column (from 1) that a folded heading names by itself, 0 = none. */
size_t heading_natural_column(const struct heading_names *names, const char *folded);
/* Must the column be there, and is it not? */
bool heading_is_missing(const struct heading_names *names, const uint32_t *field_of, size_t column);

/* The texts of a heading row. */
char **heading_texts(const struct record *record);
/* The texts of two rows that may be one heading, and whether periods stand in the upper one. NULL when the
 * lower row holds values. */
char **heading_texts_of_two(const struct heading_names *names, const struct record *upper,
                            const struct record *lower, bool *periods);

#endif
