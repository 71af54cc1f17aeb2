/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Population rows on their way to the model: load_population.c reads them, population_years.c makes the ages
 * of every municipality and year of them, rules_population.c says what is missing.
 */
#ifndef VIFTE_POPULATION_H
#define VIFTE_POPULATION_H

#include "age_text.h"
#include "loader.h"

struct population_row {
    uint32_t municipality;
    int year;
    struct age_band age;
    enum part age_part, sex_part;
    const char *sex; /* "1", "2" or folded; "" of a total, and where nothing is broken down by sex */
    double persons;
    bool hidden; /* the sender hid the number */
    bool projection;
    uint32_t file, line;
};

/* Rows to the model's populations, disjoint in age; what cannot be made so is told and left out. The keys of
 * the municipalities and years that rows were about, used or told of: population_key(). */
GHashTable *population_years(struct loader *loader);
gpointer population_key(uint32_t municipality, int year);
/* Does the project ask about the year? */
bool population_is_used(const struct loader *loader, int year);

/* What is missing; `known` is what population_years() gave. */
void rules_population(struct loader *loader, GHashTable *known);

#endif
