/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fuzz targets share. Each target is one function on bytes; libFuzzer calls it with its own,
 * replay.c with files. Nothing is compared: the sanitizers and the assertions in a target judge. */
#ifndef FUZZ_H
#define FUZZ_H

#include "vifte/diag.h"
#include "vifte/input_table.h"
#include "vifte/model.h"
#include "vifte/project.h"
#include "vifte/schemas.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const FUZZ_TABLES[] = {"offers",         "stays",      "occupancy",      "needs",
                                          "population",     "remarks",    "rates",          "need_counts",
                                          "use_counts",     "demands",    "municipalities", "travel",
                                          "capacity_notes", "price_index"};

/* The bytes as a file without a name; path in `path`. Close the descriptor when done. */
static inline int fuzz_file(const uint8_t *data, size_t size, char path[32])
{
    int file = memfd_create("fuzz", 0);
    if (file < 0 || write(file, data, size) != (ssize_t)size) {
        abort();
    }
    g_snprintf(path, 32, "/proc/self/fd/%d", file);
    return file;
}

static inline void fuzz_count(const struct input_row *row, void *context)
{
    size_t *rows = context;
    *rows += row->values[0].state == VALUE_GIVEN;
}

/* Reads the file as table `name` with no project behind it. */
static inline void fuzz_read_table(const char *name, const char *path)
{
    static char display[] = "f";
    struct project project = {.mappings = g_ptr_array_new(), .formats = g_ptr_array_new()};
    struct input_file file = {.table = (char *)name, .path = (char *)path, .display = display};
    struct input_record record = {0};
    struct diag *diag = diag_new();
    size_t rows = 0;
    bool good = input_table_read(&project, &file, schemas_find(name), fuzz_count, &rows, &record, diag);
    if (!good && !diag_stopped(diag)) {
        abort(); /* refused without a reason */
    }
    diag_free(diag);
    g_ptr_array_unref(project.mappings);
    g_ptr_array_unref(project.formats);
}

#endif
