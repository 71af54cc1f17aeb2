/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped reference data in datasets/catalog: municipalities, regions, law sections, yearly parameters.
 */
#ifndef VIFTE_CATALOG_H
#define VIFTE_CATALOG_H

#include <glib.h>
#include <stdbool.h>

struct diag;
struct model;
struct parameter;

/* Fills regions and municipalities of the model from the catalog (aliases too, for catalog_municipality()).
 */
bool catalog_read_areas(const char *share_dir, struct model *model,
                        struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* Yearly parameters, sorted by key and year; strings live as long as the process (interned). */
bool catalog_read_parameters(const char *share_dir, GArray *parameters,
                             struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

struct law_section {
    const char *key;    /* "SEL-107" */
    const char *law;    /* "SEL", "BL", "ABL", "SUL" */
    const char *number; /* "107", "66-1-6" */
    const char *title;  /* in the run's language */
    int32_t valid_from, valid_to;
    const char *replaced_by; /* key or "" */
};
struct law_sections;
struct law_sections *law_sections_read(const char *share_dir, struct diag *diag);
void law_sections_free(struct law_sections *sections);
/* "§ 107", "SEL § 107, stk. 1", "Serviceloven § 107", "BL § 43", "107" -> the section in force on `day`; NULL
 * when unknown. */
const struct law_section *law_sections_find(const struct law_sections *sections, const char *text,
                                            int32_t day);

#endif
