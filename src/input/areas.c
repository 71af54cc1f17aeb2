/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Index of municipalities by code and by folded name. */
#include "vifte/areas.h"

#include "vifte/model.h"
#include "vifte/text.h"

#include <string.h>

struct areas {
    const struct model *model;
    GHashTable *names; /* folded name -> index + 1, or AMBIGUOUS */
};

#define AMBIGUOUS GUINT_TO_POINTER(NONE)

struct areas *areas_new(const struct model *model)
{
    struct areas *areas = g_new0(struct areas, 1);
    areas->model = model;
    areas->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < model->n_municipalities; i++) {
        areas_add_alias(areas, model->municipalities[i].name.label, (uint32_t)i);
    }
    return areas;
}

void areas_free(struct areas *areas)
{
    if (areas != NULL) {
        g_hash_table_unref(areas->names);
        g_free(areas);
    }
}

void areas_add_alias(struct areas *areas, const char *alias, uint32_t municipality)
{
    char *folded = text_fold(alias);
    gpointer own = GUINT_TO_POINTER(municipality + 1);
    gpointer known = g_hash_table_lookup(areas->names, folded);
    if (*folded == '\0') {
        g_free(folded);
    } else {
        g_hash_table_insert(areas->names, folded, known == NULL || known == own ? own : AMBIGUOUS);
    }
}

static uint32_t find_name(const struct areas *areas, const char *folded)
{
    gpointer known = g_hash_table_lookup(areas->names, folded);
    return known == NULL || known == AMBIGUOUS ? NONE : GPOINTER_TO_UINT(known) - 1;
}

static uint32_t find_code(const struct areas *areas, const char *digits, size_t length)
{
    return length <= 9 ? model_municipality(areas->model, (int)g_ascii_strtoll(digits, NULL, 10)) : NONE;
}

/* "vesthimmerland" and "vesthimmerlands" are one name: offices write both, with and without "kommune" behind.
 */
static uint32_t find_with_genitive(const struct areas *areas, char *folded)
{
    uint32_t found = find_name(areas, folded);
    size_t length = strlen(folded);
    if (found == NONE && length > 1 && folded[length - 1] == 's') {
        folded[length - 1] = '\0';
        return find_name(areas, folded);
    }
    if (found == NONE) {
        char *genitive = g_strconcat(folded, "s", NULL);
        found = find_name(areas, genitive);
        g_free(genitive);
    }
    return found;
}

static uint32_t find_folded(const struct areas *areas, char *folded)
{
    static const char SUFFIX[] = " kommune";
    uint32_t found = find_name(areas, folded);
    if (found != NONE) {
        return found;
    }
    size_t length = strlen(folded);
    if (g_str_has_suffix(folded, SUFFIX)) {
        folded[length - strlen(SUFFIX)] = '\0';
    }
    return find_with_genitive(areas, folded);
}

/* "851 Aalborg": code and name must mean the same. */
static uint32_t find_code_and_name(const struct areas *areas, char *folded, size_t digits)
{
    uint32_t found = find_code(areas, folded, digits);
    return found != NONE && find_folded(areas, folded + digits + 1) == found ? found : NONE;
}

uint32_t areas_find(const struct areas *areas, const char *text)
{
    char *folded = text_fold(text);
    size_t digits = strspn(folded, "0123456789");
    uint32_t found;
    if (digits > 0 && folded[digits] == '\0') {
        found = find_code(areas, folded, digits);
    } else if (digits > 0 && folded[digits] == ' ') {
        found = find_code_and_name(areas, folded, digits);
    } else {
        found = find_folded(areas, folded);
    }
    g_free(folded);
    return found;
}

const char *areas_nearest(const struct areas *areas, const char *text)
{
    char *folded = text_fold(text);
    size_t limit = MAX(2, strlen(folded) / 3);
    const char *best = NULL;
    for (size_t i = 0; i < areas->model->n_municipalities; i++) {
        const char *label = areas->model->municipalities[i].name.label;
        char *name = text_fold(label);
        size_t distance = text_distance(name, folded);
        if (distance <= limit) {
            limit = distance - (distance > 0);
            best = label;
        }
        g_free(name);
    }
    g_free(folded);
    return best;
}
