/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CSV file as a table: headings, wide columns, totals, values. The first byte chooses the table. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    if (size < 1) {
        return 0;
    }
    int file = fuzz_file(data + 1, size - 1, path);
    fuzz_read_table(FUZZ_TABLES[data[0] % G_N_ELEMENTS(FUZZ_TABLES)], path);
    close(file);
    return 0;
}
