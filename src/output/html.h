/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one place that writes HTML: it makes every text and attribute safe, and closes what was opened. Nothing
 * else in the program may put a `<` into a page.
 *
 * Element and attribute names are our own constants; texts and values may come from anywhere (markup.h).
 */
#ifndef VIFTE_HTML_H
#define VIFTE_HTML_H

#include <glib.h>

struct cell;
struct html;

/* Somebody to whom a page is told instead of being written: the same chapters can then become another kind of
 * document. Attributes are pairs of name and value, then NULL. */
struct html_listener {
    void (*open)(void *context, const char *element, const char *const *attributes);
    void (*text)(void *context, const char *text);
    void (*close)(void *context, const char *element);
    char *(*figure)(void *context, const struct cell *cell); /* the id of a released cell, or NULL */
    void *context;
};

/* The listener is borrowed. html_finish() gives NULL. */
struct html *html_new_told(const struct html_listener *listener);
/* What the listener knows a cell by, for the attribute "data-figure"; NULL when a page is written. Newly
 * allocated. */
char *html_figure(const struct html *html, const struct cell *cell);

/* A page that begins with its document type; nothing is open. */
struct html *html_new(void);
/* Closes what is open. The page is newly allocated; the writer is gone. */
char *html_finish(struct html *html);

/* Pairs of attribute name and value follow, then NULL. A pair whose value is NULL is left out. */
void html_open(struct html *html, const char *element, ...) G_GNUC_NULL_TERMINATED;
void html_close(struct html *html);
void html_text(struct html *html, const char *text);
/* An element that holds nothing but text. */
void html_leaf(struct html *html, const char *element, const char *text, ...) G_GNUC_NULL_TERMINATED;
/* The same; the text is freed. */
void html_leaf_take(struct html *html, const char *element, char *text, ...) G_GNUC_NULL_TERMINATED;
/* An element without content: meta, img. */
void html_empty(struct html *html, const char *element, ...) G_GNUC_NULL_TERMINATED;
/* A picture inside the page. */
void html_png(struct html *html, GBytes *png, const char *alternative, const char *class);
/* A style sheet of our own; texts in it have passed html_css_string(). */
void html_style(struct html *html, const char *css);

/* The text as a CSS string with its quotes: whatever is not a letter or digit of ASCII is written as a code,
 * so it can neither end the string nor the style element. */
void html_css_string(GString *out, const char *text);

#endif
