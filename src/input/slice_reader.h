/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The records of one slice of a large CSV file: those that are plain are cut where their marks stand and
 * offered to the slicer as they are, all others are read by libcsv with every check. For one thread at a
 * time.
 */
#ifndef VIFTE_SLICE_READER_H
#define VIFTE_SLICE_READER_H

#include "table_reader.h"
#include "vifte/encoding.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct text_source;
struct slice_reader;

/* What is the same for all slices of a file while they are read. */
struct sliced_file {
    struct table_reader *t;
    const struct input_slicer *slicer;
    struct text_source *source;
    char separator;
    bool all_rows;                 /* no record may be taken as plain */
    bool first_time;               /* digest and evidence of the encoding are still to be made */
    struct slice_reader **readers; /* by thread: what each uses again and again; NULL until it reads */
    GMutex row_lock;               /* of what slicer->row() shares */
};

/* A slice, and what was found in it. */
struct file_slice {
    uint64_t begin, end; /* in the file; the begin may turn out to be wrong */
    bool read;
    bool observed;         /* the encoding, at the first reading */
    bool in_one_piece;     /* something that only a reading from the beginning can settle */
    struct table_reader t; /* what was found */
    void *data;            /* the slicer's */
    uint64_t reached;      /* where the next slice begins */
    uint64_t lines;
    unsigned quote_errors;
    struct encoding_evidence encoding;
};

/* The readers of all threads; the file's heading, separator and source must be there. */
void slice_readers_init(struct sliced_file *file);
void slice_readers_clear(struct sliced_file *file);

/* Reads the slice that begins at slice->begin; slice->t is made, and is the caller's to clear. */
void slice_read(struct sliced_file *file, struct file_slice *slice);

#endif
