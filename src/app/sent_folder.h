/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finished output folder, read back to be recorded as sent. */
#ifndef VIFTE_SENT_FOLDER_H
#define VIFTE_SENT_FOLDER_H

#include <stdbool.h>

struct diag;
struct release;

/* Everything of the record that the folder itself says: audience, threshold, title, digest, figures (hidden
 * ones without their numbers) and patterns. NULL with a finding when the folder is not one of `vifte run`, a
 * file in it is not as run.json records it, or it is the internal edition. */
struct release *sent_folder_read(const char *path, struct diag *diag);

#endif
