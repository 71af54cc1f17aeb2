/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a CSV file is laid out: separator and heading row, settled together. Of ; tab , and | the one wins
 * whose records hold a row with the most columns of the table; how many fields the other records have only
 * breaks ties. (The most frequent character would be the decimal comma.) What the project or a line `sep=;`
 * says is taken.
 */
#ifndef VIFTE_LAYOUT_H
#define VIFTE_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

struct diag;
struct format_rule;
struct heading;
struct heading_names;
struct text_input;

struct layout {
    char separator;
    bool given;              /* by the project or the file itself */
    struct heading *heading; /* NULL = none found */
    uint32_t n_records;      /* looked at, from the heading row on (all when there is none) */
    uint32_t n_equal;        /* those with as many fields as the heading row */
    uint32_t n_fields;       /* that number */
    bool empty;              /* no record at all */
    uint64_t header_row;     /* as the project says, 0 = not said */
};

/* `format` may be NULL. */
struct layout layout_find(struct text_input *input, const struct heading_names *names,
                          const struct format_rule *format);
/* False when there is no heading row; says so in `diag`. */
bool layout_report(const struct layout *layout, const char *file, struct diag *diag);
void layout_clear(struct layout *layout);

/* "';'", "tab": for messages. */
const char *layout_separator_name(char separator);

#endif
