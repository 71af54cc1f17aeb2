/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one place that writes the XML of Word files: it makes every text and attribute safe, and closes what
 * was opened.
 *
 * Element and attribute names are our own constants; texts may come from anywhere (markup.h).
 */
#ifndef VIFTE_XML_H
#define VIFTE_XML_H

#include <glib.h>

struct xml;

/* Begins with the XML declaration; nothing is open. */
struct xml *xml_new(void);
/* Closes what is open; the text is newly allocated, the writer is gone. */
char *xml_finish(struct xml *xml);

/* Pairs of attribute name and value follow, then NULL. A pair whose value is NULL is left out. */
void xml_open(struct xml *xml, const char *element, ...) G_GNUC_NULL_TERMINATED;
void xml_close(struct xml *xml);
void xml_empty(struct xml *xml, const char *element, ...) G_GNUC_NULL_TERMINATED;
/* An element that holds nothing but text. */
void xml_leaf(struct xml *xml, const char *element, const char *text, ...) G_GNUC_NULL_TERMINATED;
void xml_text(struct xml *xml, const char *text);
/* An empty element with one attribute that is a number. */
void xml_number(struct xml *xml, const char *element, const char *attribute, long number);
/* Our own constant XML, as it stands. */
void xml_raw(struct xml *xml, const char *constant);

#endif
