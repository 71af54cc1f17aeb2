/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file that appears whole or not at all: written under another name beside its place, flushed to the disk,
 * then put there. Only the owner may read it: what is written this way holds persons. outdir.h is for
 * folders.
 */
#ifndef VIFTE_OUTFILE_H
#define VIFTE_OUTFILE_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

struct outfile;
enum outfile_place {
    OUTFILE_REPLACE, /* whatever stood there is gone */
    OUTFILE_NEW      /* nothing may stand there: EEXIST */
};

/* NULL with errno where nothing can be written. */
struct outfile *outfile_begin(const char *path);
FILE *outfile_stream(const struct outfile *file);
/* Puts it in its place where `good`, else removes it; frees it; false with errno unless it stands there. */
bool outfile_end(struct outfile *file, bool good, enum outfile_place place) G_GNUC_WARN_UNUSED_RESULT;

#endif
