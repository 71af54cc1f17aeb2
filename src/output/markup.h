/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one place that makes a text safe inside HTML and XML, as content and between quotes of either kind.
 *
 * The text comes from anywhere. It stands on one line; broken UTF-8, characters that markup cannot hold and
 * marks that change the direction of writing become '?' (show.h), and & < > " ' become entities.
 */
#ifndef VIFTE_MARKUP_H
#define VIFTE_MARKUP_H

#include <glib.h>

/* Appends the text to `out`. */
void markup_append(GString *out, const char *text);

#endif
