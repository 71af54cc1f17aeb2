/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids of released cells, and figures marked inside texts; see figure_id.h. */
#include "vifte/figure_id.h"

#include "vifte/dates.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

#define MARK_ID "\x01"
#define MARK_TEXT "\x02"
#define MARK_END "\x03"
#define ALL "*"
#define DIFFERENCE " - "
#define SUM " + "
#define MOST_KEYS 6

/* --- ids --- */

static void append_part(GString *out, const char *part)
{
    g_string_append_c(out, '/');
    for (const char *p = part; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalnum(c) || (c < 128 && strchr("._+-", (int)c) != NULL)) {
            g_string_append_unichar(out, c);
        } else {
            for (const char *byte = p; byte < g_utf8_next_char(p); byte++) {
                g_string_append_printf(out, "%%%02X", (unsigned char)*byte);
            }
        }
    }
}

/* As the key stands in tables/NAME.csv, and as released_row() takes it. */
static char *key_text(const struct column *column, const struct cell *cell)
{
    if (cell->state != CELL_VALUE) {
        return g_strdup("");
    }
    if (column->kind == COLUMN_ID || column->kind == COLUMN_WORD || column->kind == COLUMN_TEXT) {
        return g_utf8_make_valid(cell->name->code, -1);
    }
    if (column->kind == COLUMN_DATE) {
        char day[11];
        date_iso((int32_t)cell->number, day);
        return g_strdup(day);
    }
    return text_plain(cell->number, 0);
}

char *figure_id(const struct released_table *table, size_t row, size_t column)
{
    const struct table_def *def = released_def(table);
    GString *id = g_string_new(def->name);
    for (size_t k = 0; k < def->n_keys; k++) {
        char *key = key_text(&def->columns[k], released_cell(table, row, k));
        append_part(id, key);
        g_free(key);
    }
    append_part(id, def->columns[column].name);
    return g_string_free(id, FALSE);
}

char *figure_id_sum(const struct table_def *def, const char *const *keys, size_t column)
{
    GString *id = g_string_new(def->name);
    for (size_t k = 0; k < def->n_keys; k++) {
        if (keys[k] == NULL) {
            g_string_append(id, "/" ALL);
        } else {
            append_part(id, keys[k]);
        }
    }
    append_part(id, def->columns[column].name);
    return g_string_free(id, FALSE);
}

char *figure_id_difference(const char *id, const char *minus)
{
    return g_strconcat(id, DIFFERENCE, minus, NULL);
}

char *figure_id_plus(const char *id, const char *plus)
{
    return g_strconcat(id, SUM, plus, NULL);
}

/* --- and back --- */

struct parsed_id {
    char **parts; /* table, keys ..., column */
    const struct released_table *table;
    size_t column;
    const char *keys[MOST_KEYS]; /* NULL = all */
    size_t n_keys;
    bool is_sum;
};

static bool find_column(struct parsed_id *id)
{
    const struct table_def *def = released_def(id->table);
    const char *name = id->parts[def->n_keys + 1];
    for (id->column = 0; id->column < def->n_columns; id->column++) {
        if (strcmp(def->columns[id->column].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* %XX back to bytes; a key that is no text of ours matches nothing. */
static void unescape_keys(struct parsed_id *id)
{
    for (size_t k = 0; k < id->n_keys; k++) {
        char *part = id->parts[k + 1];
        if (strcmp(part, ALL) == 0) {
            id->is_sum = true;
            id->keys[k] = NULL;
            continue;
        }
        char *key = g_uri_unescape_string(part, NULL);
        g_free(part);
        id->parts[k + 1] = key != NULL ? key : g_strdup("");
        id->keys[k] = id->parts[k + 1];
    }
}

/* False when the edition has no such table or column. id->parts must be freed in any case. */
static bool parse_id(const struct released *released, const char *text, struct parsed_id *id)
{
    *id = (struct parsed_id){.parts = g_strsplit(text, "/", -1)};
    guint n = g_strv_length(id->parts);
    id->table = n > 2 ? released_find(released, id->parts[0]) : NULL;
    if (id->table == NULL) {
        return false;
    }
    id->n_keys = released_def(id->table)->n_keys;
    if (id->n_keys > MOST_KEYS || n != id->n_keys + 2 || !find_column(id)) {
        return false;
    }
    unescape_keys(id);
    return true;
}

static void append_cells(const struct released *released, const char *text, GArray *out, bool *is_sum)
{
    struct parsed_id id;
    if (parse_id(released, text, &id)) {
        for (size_t row = released_row(id.table, 0, id.keys, id.n_keys); row != SIZE_MAX;
             row = released_row(id.table, row + 1, id.keys, id.n_keys)) {
            const struct figure_cell cell = {.table = id.table, .row = row, .column = id.column};
            g_array_append_val(out, cell);
        }
        *is_sum = *is_sum || id.is_sum;
    }
    g_strfreev(id.parts);
}

static GArray *cells_of(const struct released *released, const char *id, bool *is_single)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(struct figure_cell));
    char **sides = g_strsplit(id, DIFFERENCE, -1);
    bool is_sum = sides[0] != NULL && (sides[1] != NULL || strstr(id, SUM) != NULL);
    for (size_t k = 0; sides[k] != NULL; k++) {
        char **terms = g_strsplit(sides[k], SUM, -1);
        for (size_t i = 0; terms[i] != NULL; i++) {
            append_cells(released, terms[i], cells, &is_sum);
        }
        g_strfreev(terms);
    }
    *is_single = !is_sum;
    g_strfreev(sides);
    return cells;
}

GArray *figure_id_cells(const struct released *released, const char *id)
{
    bool is_single;
    return cells_of(released, id, &is_single);
}

bool figure_id_find(const struct released *released, const char *id, struct figure_cell *out)
{
    bool is_single;
    GArray *cells = cells_of(released, id, &is_single);
    bool found = is_single && cells->len > 0;
    if (found) {
        *out = g_array_index(cells, struct figure_cell, 0);
    }
    g_array_unref(cells);
    return found;
}

char *figure_id_label(const char *id)
{
    size_t table_length = strcspn(id, "/");
    char *table = g_strndup(id, table_length);
    const struct table_def *def = registry_find(table);
    const char *last = strrchr(id, '/');
    char *label = NULL;
    for (size_t i = 0; def != NULL && last != NULL && label == NULL && i < def->n_columns; i++) {
        label = strcmp(def->columns[i].name, last + 1) == 0 ? show_heading(&def->columns[i]) : NULL;
    }
    g_free(table);
    return label != NULL ? label : g_strdup("");
}

/* --- figures in texts --- */

char *figure_mark(const char *id, const char *text)
{
    return g_strconcat(MARK_ID, id, MARK_TEXT, text, MARK_END, NULL);
}

char *figure_mark_take(char *id, char *text)
{
    char *marked = figure_mark(id, text);
    g_free(id);
    g_free(text);
    return marked;
}

char *figure_show_as(const struct released_table *table, size_t row, size_t column, const struct column *as)
{
    return figure_mark_take(figure_id(table, row, column), show_cell(as, released_cell(table, row, column)));
}

char *figure_show(const struct released_table *table, size_t row, size_t column)
{
    return figure_show_as(table, row, column, &released_def(table)->columns[column]);
}

/* The figure that begins at `text`, or NULL when what stands there is no whole mark. */
static const char *figure_end(const char *text, const char **middle)
{
    if (*text != *MARK_ID) {
        return NULL;
    }
    const char *end = strchr(text, *MARK_END);
    *middle = end == NULL ? NULL : memchr(text, *MARK_TEXT, (size_t)(end - text));
    return *middle == NULL ? NULL : end;
}

bool figure_next(const char **text, struct figure_piece *out)
{
    const char *start = *text;
    if (*start == '\0') {
        return false;
    }
    const char *middle;
    const char *end = figure_end(start, &middle);
    if (end != NULL) {
        *out = (struct figure_piece){.id = g_strndup(start + 1, (size_t)(middle - start - 1)),
                                     .text = g_strndup(middle + 1, (size_t)(end - middle - 1))};
        *text = end + 1;
        return true;
    }
    size_t length = 1 + strcspn(start + 1, MARK_ID);
    *out = (struct figure_piece){.text = g_strndup(start, length)};
    *text = start + length;
    return true;
}

char *figure_unmark(const char *text)
{
    GString *out = g_string_new(NULL);
    struct figure_piece piece;
    while (figure_next(&text, &piece)) {
        g_string_append(out, piece.text);
        g_free(piece.id);
        g_free(piece.text);
    }
    return g_string_free(out, FALSE);
}
