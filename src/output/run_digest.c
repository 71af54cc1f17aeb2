/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digest of an edition; see run_digest.h. An edition can have millions of cells: numbers go in as their bits.
 */
#include "vifte/run_digest.h"

#include "vifte/edition.h"
#include "vifte/released.h"

#include <glib.h>
#include <openssl/evp.h>
#include <string.h>

#define BUFFER_BYTES 16384
#define SUM_BYTES 32

struct sum {
    EVP_MD_CTX *context;
    size_t n;
    bool good;
    char buffer[BUFFER_BYTES];
};

static void flush(struct sum *sum)
{
    sum->good = sum->good && EVP_DigestUpdate(sum->context, sum->buffer, sum->n) == 1;
    sum->n = 0;
}

static inline void add(struct sum *sum, const void *data, size_t length)
{
    if (length > BUFFER_BYTES - sum->n) {
        flush(sum);
    }
    if (length > BUFFER_BYTES) {
        sum->good = sum->good && EVP_DigestUpdate(sum->context, data, length) == 1;
    } else {
        memcpy(sum->buffer + sum->n, data, length);
        sum->n += length;
    }
}

static void add_text(struct sum *sum, const char *text)
{
    add(sum, text, strlen(text) + 1); /* with its end */
}

static bool is_name(const struct column *column)
{
    return column->kind == COLUMN_ID || column->kind == COLUMN_WORD || column->kind == COLUMN_TEXT;
}

static void add_cell(struct sum *sum, const struct column *column, const struct cell *cell)
{
    const char state = (char)cell->state;
    uint64_t bits;
    add(sum, &state, 1);
    if (cell->state != CELL_VALUE) {
        return;
    }
    if (is_name(column)) {
        add_text(sum, cell->name->code);
    } else {
        memcpy(&bits, &cell->number, sizeof bits);
        bits = GUINT64_TO_LE(bits);
        add(sum, &bits, sizeof bits);
    }
}

static void add_table(struct sum *sum, const struct released_table *table)
{
    const struct table_def *def = released_def(table);
    add_text(sum, def->name);
    for (size_t row = 0; row < released_rows(table); row++) {
        const struct cell *cells = released_cell(table, row, 0);
        for (size_t column = 0; column < def->n_columns; column++) {
            add_cell(sum, &def->columns[column], &cells[column]);
        }
    }
}

char *run_digest(const struct released *released)
{
    struct sum sum = {.context = EVP_MD_CTX_new()};
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    sum.good = sum.context != NULL && EVP_DigestInit_ex(sum.context, EVP_sha256(), NULL) == 1;
    add_text(&sum, released_edition(released)->title);
    for (size_t i = 0; i < released_size(released); i++) {
        add_table(&sum, released_at(released, i));
    }
    flush(&sum);
    if (!sum.good || EVP_DigestFinal_ex(sum.context, bytes, &length) != 1 || length != SUM_BYTES) {
        g_error("libcrypto's SHA-256 failed");
    }
    EVP_MD_CTX_free(sum.context);
    GString *digest = g_string_new(NULL);
    for (size_t i = 0; i < SUM_BYTES; i++) {
        g_string_append_printf(digest, "%02x", bytes[i]);
    }
    return g_string_free(digest, FALSE);
}
