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
/* Did a block that was there on opening fail to come again? */
bool text_source_failed(const struct text_source *source);

#endif
