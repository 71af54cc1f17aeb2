/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tag of a figure's content control in Word: which figure it is, and what it said when it was written.
 *
 *   need/autism/region/2024/citizens#2.3f2a91     ID # PLACE . SUM
 *
 * Word takes at most 64 characters. An id that is longer than its share is cut and gets "~" and ten
 * hexadecimal digits of its SHA-256 (over UTF-8), so that it is still stable and still readable. SUM is the
 * first six digits of the SHA-256 of the text as figure_tag_text() sees it: with it alone a copied or moved
 * control tells whether somebody wrote in it.
 */
#ifndef VIFTE_FIGURE_TAG_H
#define VIFTE_FIGURE_TAG_H

#include <glib.h>
#include <stdbool.h>

#define FIGURE_TAG_MOST 64 /* characters */
#define FIGURE_TAG_SUM 6

struct figure_tag {
    char *id; /* short form */
    unsigned place;
    char sum[FIGURE_TAG_SUM + 1];
};

/* Newly allocated. */
char *figure_tag_make(const char *id, unsigned place, const char *text);
/* The id as it stands in a tag: itself, or its short form. Newly allocated. */
char *figure_tag_id(const char *id);
/* False for tags that are not ours. `out->id` is newly allocated. */
bool figure_tag_read(const char *tag, struct figure_tag *out);

/* A text as it counts: blanks of every kind as one space and none at the ends, one kind of hyphen and minus.
 * What Word and people change without changing the figure. Newly allocated. */
char *figure_tag_text(const char *text);
void figure_tag_sum(const char *text, char out[FIGURE_TAG_SUM + 1]);

#endif
