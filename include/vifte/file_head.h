/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The beginning of a file or pipe: for what has to be short, and may be a device without end. */
#ifndef VIFTE_FILE_HEAD_H
#define VIFTE_FILE_HEAD_H

#include <stddef.h>

/* At most `most` bytes, newly allocated; NULL with errno when it cannot be read. */
char *file_head(const char *path, size_t most, size_t *length);

#endif
