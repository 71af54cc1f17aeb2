/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings that stand in two rows, one above the other. */
#include "heading_private.h"

#include "vifte/wide.h"

struct two_rows {
    const struct heading_names *names;
    char **upper, **lower;
    uint32_t n_upper, n_lower;
    const char *period; /* the last one at or left of the field, NULL when something else stands between */
    const char *spread; /* an upper text that the fields right of it may share, NULL = none */
    bool any_period;
    bool any_value; /* below a column's name stands something that is none: the lower row is no heading */
};

char **heading_texts(const struct record *record)
{
    char **texts = g_new0(char *, record->n_fields + 1);
    for (uint32_t i = 0; i < record->n_fields; i++) {
        texts[i] = g_strstrip(g_strdup(record->fields[i].text));
    }
    return texts;
}

static bool is_name(const struct heading_names *names, const char *text)
{
    char *key = heading_fold(text);
    bool named = g_hash_table_contains(names->columns, key) || g_hash_table_contains(names->taken, key);
    g_free(key);
    return named;
}

/* "Borgere i" over "målgruppen", "Belagte" over "dage" and "pladser": the two as one where they name a
 * column, else the lower one. */
static char *join(struct two_rows *rows, const char *text, const char *below)
{
    char *both = rows->spread != NULL ? g_strconcat(rows->spread, " ", below, NULL) : NULL;
    if (both != NULL && is_name(rows->names, both)) {
        return both;
    }
    g_free(both);
    rows->any_value = rows->any_value || (is_name(rows->names, text) && !is_name(rows->names, below));
    return g_strdup(below);
}

/* "2023" over "Pladser" and "Belagte dage": each of them with the period above it; "Tilbud" over nothing
 * stands for both rows. */
static char *text_at(struct two_rows *rows, uint32_t i)
{
    const char *text = i < rows->n_upper ? rows->upper[i] : "";
    const char *below = i < rows->n_lower ? rows->lower[i] : "";
    if (*text != '\0') {
        rows->period = wide_is_period(rows->names->schema, text) ? text : NULL;
        rows->spread = text;
    }
    if (*below == '\0') {
        rows->spread = NULL;
        return g_strdup(text);
    }
    if (rows->period == NULL) {
        return join(rows, text, below);
    }
    rows->any_period = true;
    return g_strconcat(below, " ", rows->period, NULL);
}

char **heading_texts_of_two(const struct heading_names *names, const struct record *upper,
                            const struct record *lower, bool *periods)
{
    struct two_rows rows = {.names = names,
                            .upper = heading_texts(upper),
                            .lower = heading_texts(lower),
                            .n_upper = upper->n_fields,
                            .n_lower = lower->n_fields};
    uint32_t n = MAX(upper->n_fields, lower->n_fields);
    char **texts = g_new0(char *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        texts[i] = text_at(&rows, i);
    }
    g_strfreev(rows.lower);
    g_strfreev(rows.upper);
    *periods = rows.any_period;
    if (!rows.any_period && rows.any_value) {
        g_clear_pointer(&texts, g_strfreev);
    }
    return texts;
}
