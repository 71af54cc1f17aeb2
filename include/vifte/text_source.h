/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text file as UTF-8, block by block, as often as needed. Opening it reads all bytes once: SHA-256,
 * evidence for the encoding, NUL bytes. Ctrl-Z at the end (old DOS programs) is no text.
 */
#ifndef VIFTE_TEXT_SOURCE_H
#define VIFTE_TEXT_SOURCE_H

#include "vifte/encoding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diag;
struct pos;
struct text_source;

/* What a reader of text needs: `read` gives at most `size` bytes of UTF-8 and 0 at the end. */
struct text_input {
    size_t (*read)(struct text_input *input, char *buffer, size_t size);
    void (*rewind)(struct text_input *input);
};

/* NULL when the file cannot be read or is larger than `max_bytes` (0 = no limit), told at `file`.
 * `encoding` is the user's choice or NULL. */
struct text_source *text_source_open(const char *path, uint64_t max_bytes, const char *encoding,
                                     const struct pos *file, struct diag *diag);
void text_source_free(struct text_source *source);

struct text_input *text_source_input(struct text_source *source);
const char *text_source_sha256(const struct text_source *source);
const struct encoding_choice *text_source_encoding(const struct text_source *source);
/* May a field hold U+FFFD or NUL? Mostly not, and then nobody has to look. */
bool text_source_is_damaged(const struct text_source *source);
/* Is every U+FFFD one that stands in the file itself? */
bool text_source_lost_earlier(const struct text_source *source);
/* Did a block that was there on opening fail to come again, or was the file written to since? */
bool text_source_failed(const struct text_source *source);

/*
 * A large file in slices, read on several processors at a time. Only its head is looked at on opening; that
 * the rest is encoded in the same way is found out on the way and settled at the end.
 */
struct text_source *text_source_open_head(const char *path, const char *encoding, const struct pos *file,
                                          struct diag *diag);
/* Does the head look as if any line could be read by itself? (Not UTF-16, nothing broken.) */
bool text_source_can_slice(const struct text_source *source);
uint64_t text_source_size(const struct text_source *source);
/* First byte of text. */
uint64_t text_source_begin(const struct text_source *source);
/* The file's offset of what stands `text_bytes` of text behind offset `begin`. */
uint64_t text_source_skip(const struct text_source *source, uint64_t begin, uint64_t text_bytes);
/* First byte behind a LF at or behind `offset`; the end of the file when there is none, UINT64_MAX when none
 * is near.
 */
uint64_t text_source_line_at(const struct text_source *source, uint64_t offset);

/* The text of a part of the file. Starts as {0} and can be read again and again; buffers are used again. Some
 * bytes more may be read behind the text, whatever stands there. */
#define TEXT_SLICE_SPARE 64
struct text_slice {
    char *text;
    size_t length;
    uint64_t begin, end; /* in the file */
    size_t capacity;
    GPtrArray *retired; /* earlier buffers of the same slice */
};
bool text_slice_read(const struct text_source *source, uint64_t begin, uint64_t end,
                     struct text_slice *slice) G_GNUC_WARN_UNUSED_RESULT;
/* Some more behind the end; what pointed into the text may go on doing so. False at the end of the file. */
bool text_slice_extend(const struct text_source *source, struct text_slice *slice) G_GNUC_WARN_UNUSED_RESULT;
/* The file's offset of a place in the text. */
uint64_t text_slice_offset(const struct text_source *source, const struct text_slice *slice, size_t at);
void text_slice_clear(struct text_slice *slice);

/* What a part of the file says about the encoding; parts are put together by encoding_merge(). */
bool text_source_observe(const struct text_source *source, uint64_t begin, uint64_t end,
                         struct encoding_evidence *evidence) G_GNUC_WARN_UNUSED_RESULT;
/* The same of a slice that has just been read. */
bool text_slice_observe(const struct text_source *source, const struct text_slice *slice,
                        struct encoding_evidence *evidence) G_GNUC_WARN_UNUSED_RESULT;
/* The digest of the whole file, as text_source_open() makes it. */
bool text_source_digest(struct text_source *source) G_GNUC_WARN_UNUSED_RESULT;
/* With the evidence of the whole file: false when it does not bear the head out, and the slices read so far
 * say nothing. */
bool text_source_settle(struct text_source *source,
                        struct encoding_evidence *evidence) G_GNUC_WARN_UNUSED_RESULT;

#endif
