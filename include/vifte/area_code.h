/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a key of areas means by its code: a municipality (digits), the whole region (`region`), or one of the
 * project's clusters of municipalities (any other: its name).
 */
#ifndef VIFTE_AREA_CODE_H
#define VIFTE_AREA_CODE_H

#include <stdbool.h>
#include <string.h>

#define AREA_REGION "region"

static inline bool area_is_region(const char *code)
{
    return strcmp(code, AREA_REGION) == 0;
}

static inline bool area_is_municipality(const char *code)
{
    return *code != '\0' && code[strspn(code, "0123456789")] == '\0';
}

static inline bool area_is_cluster(const char *code)
{
    return *code != '\0' && !area_is_region(code) && !area_is_municipality(code);
}

#endif
