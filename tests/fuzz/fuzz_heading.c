/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of headings, cells apart by ';': the first byte chooses the table. */
#include "fuzz.h"
#include "vifte/heading.h"

/* Those of a table are made once. */
static struct heading_names *names_of(size_t table, bool sender_known)
{
    static struct heading_names *made[G_N_ELEMENTS(FUZZ_TABLES)][2];
    static const struct project PROJECT;
    struct heading_names **names = &made[table][sender_known];
    if (*names == NULL) {
        *names = heading_names_new(&PROJECT, schemas_find(FUZZ_TABLES[table]), sender_known);
    }
    return *names;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    char *text = g_strndup((const char *)data + 1, size - 1); /* up to the first NUL */
    char *valid = g_utf8_make_valid(text, -1);
    char **cells = g_strsplit(valid, ";", 200);
    struct record record = {.line = 1, .n_fields = g_strv_length(cells)};
    record.fields = g_new0(struct field, record.n_fields + 1);
    for (uint32_t i = 0; i < record.n_fields; i++) {
        record.fields[i] = (struct field){.text = cells[i], .length = strlen(cells[i])};
        char *folded = heading_fold(cells[i]);
        size_t n = strlen(folded);
        if (strpbrk(folded, " _-.\n") != NULL || (n > 1 && strchr(":*%", folded[n - 1]) != NULL)) {
            abort(); /* marks and blanks are gone */
        }
        g_free(folded);
    }
    struct diag *diag = diag_new();
    struct heading_names *names = names_of(data[0] % G_N_ELEMENTS(FUZZ_TABLES), data[0] >= 128);
    struct heading *heading = heading_find(names, &record, 1, 0);
    if (heading != NULL && heading->line != 0 && !heading_report(names, heading, "f", NULL, diag) &&
        !diag_stopped(diag)) {
        abort(); /* refused without a reason */
    }
    if (heading != NULL) {
        heading_free(heading);
    }
    diag_free(diag);
    g_free(record.fields);
    g_strfreev(cells);
    g_free(valid);
    g_free(text);
    return 0;
}
