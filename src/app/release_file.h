/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a record into releases/ (format: releases.h). */
#ifndef VIFTE_RELEASE_FILE_H
#define VIFTE_RELEASE_FILE_H

#include <stdbool.h>

struct diag;
struct release;

/* Writes FOLDER/releases/DAY-RECEIVER-AUDIENCE.csv whole or not at all, never over another file. `path` gets
 * its name, newly allocated. Letters, digits and `-` alone make the name, whatever the receiver is called. */
bool release_file_write(const char *folder, const struct release *release, char **path, struct diag *diag)
    __attribute__((warn_unused_result));

/* Is there a letter or digit in it that a file could be named by? */
bool release_file_can_name(const char *to);

#endif
