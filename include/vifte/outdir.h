/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder that appears whole or not at all: written under a temporary name beside its place, renamed at the
 * end.
 *
 * A subfolder with a run.json of its own (an answer) is left out of all this: it is in the new folder as it
 * was. An existing folder is replaced only when it is empty or vifte wrote it (it has a run.json) and every
 * file in it still has the digest that run.json records; anything else is a finding that names the file,
 * unless forced.
 */
#ifndef VIFTE_OUTDIR_H
#define VIFTE_OUTDIR_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct diag;
struct outdir;

/* NULL with a finding when the place may not be taken or nothing can be written there. */
struct outdir *outdir_begin(const char *path, bool force, struct diag *diag);

/* Writes one file; `name` is relative with '/' and must stay inside the folder. */
bool outdir_write(struct outdir *dir, const char *name, const void *data, size_t length,
                  struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* For libraries and processes that write themselves: the path to write to (newly allocated); after writing,
 * outdir_adopt() checks that the file is there and not empty and records its digest. */
char *outdir_path(const struct outdir *dir, const char *name);
bool outdir_adopt(struct outdir *dir, const char *name, struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* Files written so far in order of name; digest is SHA-256 in hex. */
size_t outdir_size(const struct outdir *dir);
const char *outdir_name(const struct outdir *dir, size_t i);
const char *outdir_digest(const struct outdir *dir, size_t i);

/* Puts folders in their places, all or none. Frees them in any case; on failure the earlier ones are still
 * there. */
bool outdir_commit(struct outdir *dir, struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;
bool outdir_commit_all(struct outdir **dirs, size_t n, struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;
void outdir_abort(struct outdir *dir); /* removes what was written; NULL is fine */

/* Is the folder one that vifte wrote, with every file as run.json records it, and none more or less? If not,
 * *foreign is the first file that is not (newly allocated), or NULL where there is no run.json. */
bool outdir_is_whole(const char *place, char **foreign) G_GNUC_WARN_UNUSED_RESULT;

#endif
