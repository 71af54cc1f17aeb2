/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook as a table. The first byte chooses the table, and whether the parts are deflated. */
#include "office.h"

static const char *const PARTS[] = {"_rels/.rels",
                                    "xl/_rels/workbook.xml.rels",
                                    "xl/workbook.xml",
                                    "xl/sharedStrings.xml",
                                    "xl/styles.xml",
                                    "xl/worksheets/sheet1.xml",
                                    "xl/worksheets/sheet2.xml",
                                    "docProps/core.xml",
                                    NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    if (size < 1) {
        return 0;
    }
    int file = office_file(PARTS, data + 1, size - 1, data[0] >= 128, path);
    fuzz_read_table(FUZZ_TABLES[data[0] % 128 % G_N_ELEMENTS(FUZZ_TABLES)], path);
    close(file);
    return 0;
}
