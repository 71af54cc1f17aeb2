/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics Denmark's .px as population. It is known by its name, so this one has a name. */
#include "fuzz.h"

#include <fcntl.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    g_snprintf(path, sizeof path, "%s/vifte-fuzz-%d.px", g_get_tmp_dir(), (int)getpid());
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || write(file, data, size) != (ssize_t)size) {
        abort();
    }
    close(file);
    fuzz_read_table("population", path);
    unlink(path);
    return 0;
}
