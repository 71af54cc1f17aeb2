/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digest of an edition; see run_digest.h. */
#include "vifte/run_digest.h"

#include "vifte/edition.h"
#include "vifte/released.h"

#include <glib.h>
#include <string.h>

static void add_text(GChecksum *sum, const char *text)
{
    g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1); /* with its end */
}

static bool is_name(const struct column *column)
{
    return column->kind == COLUMN_ID || column->kind == COLUMN_WORD || column->kind == COLUMN_TEXT;
}

static void add_cell(GChecksum *sum, const struct column *column, const struct cell *cell)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    const guchar state = cell->state;
    g_checksum_update(sum, &state, 1);
    if (cell->state == CELL_VALUE) {
        add_text(sum,
                 is_name(column) ? cell->name->code : g_ascii_dtostr(number, sizeof number, cell->number));
    }
}

static void add_table(GChecksum *sum, const struct released_table *table)
{
    const struct table_def *def = released_def(table);
    add_text(sum, def->name);
    for (size_t row = 0; row < released_rows(table); row++) {
        for (size_t column = 0; column < def->n_columns; column++) {
            add_cell(sum, &def->columns[column], released_cell(table, row, column));
        }
    }
}

char *run_digest(const struct released *released)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    add_text(sum, released_edition(released)->title);
    for (size_t i = 0; i < released_size(released); i++) {
        add_table(sum, released_at(released, i));
    }
    char *digest = g_strdup(g_checksum_get_string(sum));
    g_checksum_free(sum);
    return digest;
}
