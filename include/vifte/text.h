/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text: the language of the run, folding for comparison, masking for terminals, and numbers as people read
 * them. Nothing here depends on the process's locale; only the messages' language does (gettext).
 */
#ifndef VIFTE_TEXT_H
#define VIFTE_TEXT_H

#include <glib.h>
#include <libintl.h>
#include <stdbool.h>
#include <stdint.h>

#define _(text) gettext(text)
#define N_(text) (text)
#define P_(one, many, n) ngettext(one, many, (unsigned long)(n))

enum language { LANGUAGE_DA, LANGUAGE_EN };

/* Chooses the language of all translated text from here on. `locale_dir` holds LANG/LC_MESSAGES/vifte.mo. */
void text_set_language(enum language language, const char *locale_dir);
enum language text_language(void);

/* With a capital letter first, as a sentence or a heading begins. Newly allocated. */
char *text_capital(const char *text);

/* Upper and lower case, composed and decomposed letters, inner runs of blanks, and ae/oe/aa against the
 * Danish letters all compare equal after folding. The result is newly allocated. */
char *text_fold(const char *text);

/* Number of single-character edits between two folded texts, for "did you mean". */
size_t text_distance(const char *a, const char *b);

/* Not so controls, and the marks that change the direction of writing. */
bool text_is_shown(gunichar c);
/* Appends at most `max_bytes` of outside text for a message: control characters, broken UTF-8 and characters
 * that change the direction of writing become '?'; a cut is marked by an ellipsis. */
void text_mask(GString *out, const char *text, size_t length, size_t max_bytes);
/* The same of a whole text; newly allocated. */
char *text_shown(const char *text);

/* Would a spreadsheet take the text for a formula? In CSV it then gets an apostrophe in front, and so does a
 * text that looks as if it had got one; text_unguarded() is the text without it. */
bool text_wants_guard(const char *text);
const char *text_unguarded(const char *text);

/* Half up at `decimals`. Exact for every ratio of whole numbers up to 10^7: such a ratio is either a tie or
 * at least 5e-9 from one, far more than a double's error. */
double text_round(double number, int decimals);

/* As people of the run's language read it: 1.234,5 or 1,234.5; minus sign as U+2212 in documents. */
char *text_number(double number, int decimals);
/* 0.9466 -> "94,7 %" in Danish (no-break space), "94.7%" in English. */
char *text_percent(double fraction, int decimals);
/* Plain digits for files: decimal point, no grouping, -0 printed as 0. */
char *text_plain(double number, int decimals);
void text_append_plain(GString *out, double number, int decimals);
/* As g_string_append_len(), which takes longer than the digits of a number do. */
void text_append_bytes(GString *out, const char *text, size_t n);
/* 31. december 2024 / 31 December 2024 */
char *text_date(int32_t day);

/* "a, b og c" in the run's language. */
char *text_list(const char *const *items, size_t n);

/* Danish alphabetical order (AE, OE, AA last; "Aa" counts as the letter). */
int text_compare(const char *a, const char *b);

#endif
