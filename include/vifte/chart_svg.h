/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From gnuplot's SVG to one for a page: title and description for those who do not see it, identifiers that
 * belong to this picture alone, and no tooltips with script lines.
 */
#ifndef VIFTE_CHART_SVG_H
#define VIFTE_CHART_SVG_H

/* `name` is [a-z0-9-] and becomes the prefix of all identifiers; title and description are plain text,
 * `language` a tag as "da". The result is newly allocated; NULL when `svg` is not a whole picture. */
char *chart_svg_finish(const char *svg, const char *name, const char *title, const char *description,
                       const char *language);

#endif
