/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped reference data in datasets/catalog: municipalities, regions, law sections, yearly parameters.
 */
#ifndef VIFTE_CATALOG_H
#define VIFTE_CATALOG_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct areas;
struct diag;
struct model;
struct parameter;

/* Every file is read strictly (catalog_csv.h): false after any finding, and the run cannot go on. */

/* Fills regions and municipalities of the model from the catalog, with in_region for the project's region. */
bool catalog_read_areas(const char *share_dir, struct model *model,
                        struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* Other names of the municipalities that model and catalog share (same code, same name). */
bool catalog_add_aliases(const char *share_dir, const struct model *model, struct areas *areas,
                         struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* Yearly parameters, sorted by key and year; strings live as long as the process (interned). Status X: no
 * value. */
bool catalog_read_parameters(const char *share_dir, GArray *parameters,
                             struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

struct law_section {
    const char *key;              /* "SEL-107" */
    const char *law;              /* "SEL", "BL", "ABL", "SUL" */
    const char *number;           /* "107", "66, stk. 1, nr. 6" */
    const char *title;            /* in the run's language */
    int32_t valid_from, valid_to; /* half-open; INT32_MIN and DAY_OPEN where the catalog says nothing */
    const char *replaced_by;      /* key or "" */
};
struct law_sections;
struct law_sections *law_sections_read(const char *share_dir, struct diag *diag); /* NULL after any finding */
void law_sections_free(struct law_sections *sections);
size_t law_sections_size(const struct law_sections *sections);
const struct law_section *law_sections_at(const struct law_sections *sections, size_t i);
/* Days with the same number have the same sections in force. From 0. */
size_t law_sections_era(const struct law_sections *sections, int32_t day);
/* "§ 107", "SEL § 107, stk. 1", "Serviceloven § 107", "BL § 43", "107" -> the section in force on `day`;
 * where none was in force then, the section all the same: compare the day with valid_from and valid_to. Of a
 * paragraph that the catalog does not split, the whole one. A number without a law is the first of SEL, BL,
 * ABL, SUL that has it, those in force first. NULL when unknown, and of texts that name several sections. */
const struct law_section *law_sections_find(const struct law_sections *sections, const char *text,
                                            int32_t day);

#endif
