/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A picture in the making. Each kind (chart_kinds.c) turns released cells into drafts: texts and layout for
 * charts/NAME.gp, numbers for charts/NAME.dat. `gnuplot NAME.gp` in that folder redraws the picture with
 * style.gp and KIND.gp, which lie beside it.
 *
 * Nothing but shown values may decide an axis, an order or a colour: a hidden cell is a word and leaves no
 * other trace. Every text passes chart_text.h's quoting on its way into a file.
 */
#ifndef VIFTE_CHART_H
#define VIFTE_CHART_H

#include "vifte/cell.h"

#include <glib.h>
#include <stdbool.h>

struct edition;
struct chart_draft;

/* Drafts of one run, in the order of the report. */
struct chart_batch;

/* `kind` is the script; the picture's name is made from kind, `group` (its code, "" = all) and `part` (0 =
 * the only one), is [a-z0-9-] whatever the code holds, and is no other picture's or script's. `table` is
 * where its numbers stand. Owned by the batch. */
struct chart_draft *chart_begin(struct chart_batch *batch, const char *kind, const char *group, unsigned part,
                                const char *table);
/* The same named by `what` it shows. */
struct chart_draft *chart_begin_as(struct chart_batch *batch, const char *kind, const char *what,
                                   const char *group, unsigned part, const char *table);
/* The same about one offer (its code) and no group. */
struct chart_draft *chart_begin_offer(struct chart_batch *batch, const char *kind, const char *offer,
                                      const char *table);
/* Instead of the kind's script: a panel that says why there is nothing to show. */
void chart_set_empty(struct chart_draft *draft, const char *why);

/* Texts; those that take ownership are marked so. Title and subtitle are broken into lines. */
void chart_take_title(struct chart_draft *draft, char *title);
void chart_take_subtitle(struct chart_draft *draft, char *subtitle);
void chart_take_note(struct chart_draft *draft, char *note);     /* one sentence or more under the picture */
void chart_take_sentence(struct chart_draft *draft, char *text); /* joins the alternative text */
void chart_set_body(struct chart_draft *draft, int px);          /* height between subtitle and notes */

/* Variables of the script. Arrays are never empty: gnuplot knows none. */
void chart_number(struct chart_draft *draft, const char *variable, double number);
void chart_text(struct chart_draft *draft, const char *variable, const char *text);
void chart_texts(struct chart_draft *draft, const char *variable, const GPtrArray *texts);
void chart_numbers(struct chart_draft *draft, const char *variable, const GArray *numbers); /* double */

/* The data file: fields of a row, then chart_end_row(). A block ends before the next begins. */
void chart_head(struct chart_draft *draft, const char *comment); /* "# comment" */
void chart_field_number(struct chart_draft *draft, double number, int decimals);
void chart_field_text(struct chart_draft *draft, const char *text);
void chart_field_take(struct chart_draft *draft, char *text); /* as chart_field_text(), frees the text */
/* The number where the cell has one, else the word for its state. */
void chart_field_cell(struct chart_draft *draft, const struct column *column, const struct cell *cell);
void chart_end_row(struct chart_draft *draft);
void chart_next_block(struct chart_draft *draft);

/* Rows "y, line" of a text broken to fit `px`, its lines `gap` apart and centred on y (downwards). */
void chart_label_rows(struct chart_draft *draft, double y, double gap, const char *text, double points,
                      double px, int max_lines);

/* An axis from zero that holds `largest`, with round steps: variables VARIABLE (positions), VARIABLE_TEXT and
 * VARIABLE_MAX. Returns the axis's end. */
double chart_axis(struct chart_draft *draft, const char *variable, double largest);
/* FROM, TO, and every n-th year up to the last: its position, moved by `shift` (0.5 = the middle of the
 * year), and its text as YEAR and YEAR_TEXT. */
void chart_set_years(struct chart_draft *draft, int from, int to, int every, double shift);
double chart_axis_step(double largest); /* about four round steps */

#endif
