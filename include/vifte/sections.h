/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sections of the law that stays rest on, numbered in the order of their codes. A stay that names none
 * rests on its offer's; where that is not known either it is `unknown`.
 */
#ifndef VIFTE_SECTIONS_H
#define VIFTE_SECTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct model;
struct name;
struct stay;

struct sections {
    const struct name **names;
    size_t n;
    uint32_t *of_stays;  /* by index into model.sections */
    uint32_t *of_offers; /* by offer */
    uint32_t *successor; /* the section that took over when the law changed, or NONE */
};

struct sections *sections_new(const struct model *model);
void sections_free(struct sections *sections);
uint32_t sections_of(const struct sections *sections, const struct stay *stay);
/* The same section, or its successor under a new law. */
bool sections_are_one(const struct sections *sections, uint32_t from, uint32_t to);

#endif
