/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What run.json and log.json of an output folder say, read again. Texts are newly allocated. */
#ifndef VIFTE_RUN_FILE_H
#define VIFTE_RUN_FILE_H

#include <glib.h>

/* The digest of the released tables; NULL when the folder has no run.json that says it. */
char *run_file_digest(const char *folder);
/* "vifte 0.1.0, public, 2025-03-01": the program, for whom and as of when; NULL when there is no run.json. */
char *run_file_about(const char *folder);

/* The input files of a table, from log.json. */
struct run_file_input {
    char *file, *sha256;
    gint64 rows;
};
/* GArray with clear function; empty when the folder has no log.json, as public editions have none. */
GArray *run_file_inputs(const char *folder, const char *table);

#endif
