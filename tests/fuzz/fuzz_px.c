/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics Denmark's .px as population. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char HEAD[] = "CHARSET=\"ANSI\";\n"; /* by which a .px file is known */
    char path[32];
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, (const guint8 *)HEAD, sizeof HEAD - 1);
    g_byte_array_append(bytes, data, (guint)size);
    int file = fuzz_file(bytes->data, bytes->len, path);
    fuzz_read_table("population", path);
    close(file);
    g_byte_array_unref(bytes);
    return 0;
}
