/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text in pictures: how wide it comes out, where it breaks, and how it is quoted. Text from files is drawn
 * only when it has passed one of the quoting functions here; there is no other way into a script.
 */
#ifndef VIFTE_CHART_TEXT_H
#define VIFTE_CHART_TEXT_H

#include <glib.h>

/* Sizes in points as the scripts use them; a picture is 720 px wide and stands 16 cm wide in a document,
 * where 11 points come out as 9. */
#define CHART_WIDTH 720
#define CHART_SIZE_TITLE 16.0
#define CHART_SIZE_BODY 11.0
#define CHART_SIZE_PANEL 10.5 /* names of panels, bold */
#define CHART_SIZE_SMALL 9.5
#define CHART_BOLD 1.07 /* bold letters are this much wider */

/* One line of valid UTF-8 that XML and people can take: control characters and marks that turn the direction
 * of writing become blanks. */
char *chart_text_clean(const char *text);

/* Width in px in Arial (Liberation Sans has the same widths). Letters outside Latin-1 are taken as wide. */
double chart_text_width(const char *text, double points);

/* Breaks at blanks into lines of at most `px`, the last with an ellipsis where more than `max_lines` would be
 * needed; a short last word stays behind it ("Kystkomm… 7"). A word wider than a line is cut the same way.
 * NULL-terminated, at least one line. */
char **chart_text_wrap(const char *text, double points, double px, int max_lines);

/* The same as one line. */
char *chart_text_fit(const char *text, double points, double px);

/* Appends 'text' as gnuplot reads a string without evaluating anything in it, with the letters escaped that
 * its markup would take for commands. Control characters become blanks. */
void chart_text_quote(GString *out, const char *text);

/* Appends "text" as a field of a data file, drawn as it is by `with labels noenhanced`. */
void chart_text_field(GString *out, const char *text);

#endif
