/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of partials as this folder reads them; see vifte/partial.h for the format. */
#ifndef VIFTE_PARTIAL_SUMS_H
#define VIFTE_PARTIAL_SUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct project;
struct stay;

#define PARTIAL_VERSION 1
#define PARTIAL_SUM_BYTES 24 /* of a sum as text, with its NUL */

/* A stay's days in the project's years, and what they cost. */
struct partial_sums {
    int32_t days;
    int64_t oere; /* -1 = no rate is given */
};
struct partial_sums partial_sums(const struct project *project, const struct stay *stay);

/* As partials have them; the length. */
size_t partial_put_days(char *out, int32_t days);
size_t partial_put_oere(char *out, int64_t oere); /* "1234.50", "" for -1 */

/* Does the file begin as a partial does? */
bool partial_is_file(const char *path);

#endif
