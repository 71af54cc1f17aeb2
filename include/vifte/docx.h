/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Word files as people send them back: their content controls with tag and text, whatever has become of them.
 *
 * A control's text is what the document says if all tracked changes are accepted: insertions count, deletions
 * and the old places of moved text do not. Runs, spelling marks and fields inside it do not matter; nested
 * controls each have all of their text. Controls in tables, text boxes, foot- and endnotes count; comments
 * and running heads do not.
 */
#ifndef VIFTE_DOCX_H
#define VIFTE_DOCX_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define DOCX_BYTES ((uint64_t)64 << 20) /* of a file; eight times as much when it is unpacked */

struct diag;
struct pos;

struct docx_control {
    char *tag;
    char *text;    /* with blanks as they come; "" where only Word's "click here to write" is left */
    char *chapter; /* the last heading before it, "" = none */
};

struct docx_file {
    GArray *controls; /* struct docx_control, in reading order */
    char *digest;     /* the property "vifte-digest", "" when the file has none */
    char *figures; /* "vifte-figures": the list of its figures beside it; "figures.csv" when it names none */
};

/* False when the file cannot be read, told at `pos`. `out` must be cleared in any case. */
bool docx_read(const char *path, const struct pos *pos, struct docx_file *out,
               struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;
void docx_clear(struct docx_file *file);

#endif
