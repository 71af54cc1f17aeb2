/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as UTF-8 text: one pass over the bytes for digest and evidence, then as many over the text as wanted.
 */
#include "vifte/text_source.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)1 << 18)
#define HEAD_BYTES ((uint64_t)1 << 20) /* what a large file's encoding is guessed from */
#define LONGEST_LINE ((size_t)1 << 16) /* behind which no line end is looked for */

struct text_source {
    struct text_input input; /* first: the reader's handle is the source itself */
    int fd;
    uint64_t end;    /* offset behind the last byte of text */
    uint64_t offset; /* of the next byte to read */
    struct encoding_evidence evidence;
    struct encoding_choice choice;
    struct decoder *decoder;
    uint64_t size;           /* of the file */
    struct timespec written; /* when it was last */
    uint64_t observed;       /* bytes that the evidence is from */
    bool direct;             /* the bytes are the text */
    bool loses, failed;
    unsigned char *block; /* raw bytes, unless direct */
    GString *text;        /* decoded and not yet handed out from `taken` on */
    size_t taken;
    char sha256[65];
};

/* read(2) that goes on after signals; 0 at the end, -1 on failure. */
static ssize_t read_some(int fd, void *buffer, size_t size)
{
    ssize_t n;
    do {
        n = read(fd, buffer, size);
    } while (n < 0 && errno == EINTR);
    return n;
}

static ssize_t pread_some(int fd, void *buffer, size_t size, uint64_t offset)
{
    ssize_t n;
    do {
        n = pread(fd, buffer, size, (off_t)offset);
    } while (n < 0 && errno == EINTR);
    return n;
}

static void write_hex(const unsigned char *digest, size_t length, char *out)
{
    static const char HEX[] = "0123456789abcdef";
    for (size_t i = 0; i < length; i++) {
        out[2 * i] = HEX[digest[i] >> 4];
        out[2 * i + 1] = HEX[digest[i] & 15];
    }
    out[2 * length] = '\0';
}

/* The pass over the raw bytes, for the digest or the evidence or both. errno tells why it failed. */
static bool pass_over(struct text_source *source, bool digest, struct encoding_evidence *evidence,
                      uint64_t limit)
{
    unsigned char *block = g_malloc(BLOCK_BYTES);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1;
    ssize_t n = 0;
    uint64_t done = 0;
    while (good && done < limit &&
           (n = pread_some(source->fd, block, (size_t)MIN(limit - done, BLOCK_BYTES), done)) > 0) {
        good = !digest || EVP_DigestUpdate(context, block, (size_t)n) == 1;
        if (evidence != NULL) {
            encoding_observe(evidence, block, (size_t)n);
        }
        done += (uint64_t)n;
    }
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    good = good && n >= 0 && EVP_DigestFinal_ex(context, sum, &length) == 1 && length == 32;
    if (good && digest) {
        write_hex(sum, length, source->sha256);
    }
    if (good && evidence != NULL) {
        if (done == limit) {
            evidence->n_pending = 0; /* the limit may cut a character */
        }
        encoding_finish(evidence);
        source->observed = done;
    }
    EVP_MD_CTX_free(context);
    g_free(block);
    return good;
}

static bool open_file(struct text_source *source, const char *path, uint64_t max_bytes, uint64_t look_at,
                      const struct pos *file, struct diag *diag)
{
    struct stat status;
    source->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe is not waited for */
    if (source->fd < 0 || fstat(source->fd, &status) != 0) {
        diag_add(diag, &FINDING_NO_FILE, file, NULL, NULL, NULL, _("cannot be opened: %s"),
                 g_strerror(errno));
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        diag_add(diag, &FINDING_NO_FILE, file, NULL, NULL, NULL, _("is no file"));
        return false;
    }
    if (max_bytes > 0 && (uint64_t)status.st_size > max_bytes) {
        diag_add(diag, &FINDING_FILE_TOO_LARGE, file, NULL, NULL, NULL,
                 _("%u MB are more than the %u MB that are read for this table"),
                 (unsigned)(status.st_size >> 20), (unsigned)(max_bytes >> 20));
        return false;
    }
    source->size = (uint64_t)status.st_size;
    source->written = status.st_mtim;
    if (!pass_over(source, look_at == UINT64_MAX, &source->evidence, look_at)) {
        diag_add(diag, &FINDING_NO_FILE, file, NULL, NULL, NULL, _("cannot be read: %s"), g_strerror(errno));
        return false;
    }
    return true;
}

/* What follows from the choice of an encoding and from what was observed. */
static void apply_choice(struct text_source *source)
{
    uint64_t unit =
        source->choice.encoding == ENCODING_UTF16LE || source->choice.encoding == ENCODING_UTF16BE ? 2 : 1;
    bool whole = source->observed >= source->size;
    uint64_t ctrl_z = unit == 1 && whole ? source->evidence.trailing_ctrl_z : 0;
    source->end = MAX(MAX(source->size, source->observed) - ctrl_z, source->choice.bom_length);
    source->loses = decoder_loses(source->decoder, &source->evidence);
    source->direct = source->choice.encoding == ENCODING_UTF8 && source->evidence.broken == 0;
}

static bool choose_encoding(struct text_source *source, const char *encoding, const struct pos *file,
                            struct diag *diag)
{
    if (encoding == NULL) {
        source->choice = encoding_decide(&source->evidence);
    } else if (!encoding_by_name(encoding, &source->evidence, &source->choice)) {
        diag_add(diag, &FINDING_KEY_VALUE, file, "encoding", NULL,
                 _("use UTF-8, UTF-16LE, UTF-16BE, Windows-1252, CP850 or Macintosh"),
                 _("the encoding named under [format] is not known: '%s'"), encoding);
        return false;
    }
    source->decoder = decoder_new(&source->choice);
    apply_choice(source);
    return true;
}

static size_t read_block(struct text_source *source, void *buffer, size_t size)
{
    size_t wanted = (size_t)MIN((uint64_t)size, source->end - source->offset);
    ssize_t n = wanted > 0 ? read_some(source->fd, buffer, wanted) : 0;
    if (n < (wanted > 0 ? 1 : 0)) {
        source->failed = true;
        source->offset = source->end;
        return 0;
    }
    source->offset += (uint64_t)n;
    return (size_t)n;
}

/* UTF-16 ends its text with Ctrl-Z as a whole unit; by then it is an ordinary character. */
static void drop_ctrl_z(struct text_source *source)
{
    while (source->offset == source->end && source->text->len > 0 &&
           source->text->str[source->text->len - 1] == 0x1A) {
        g_string_truncate(source->text, source->text->len - 1);
    }
}

static size_t source_read(struct text_input *input, char *buffer, size_t size)
{
    struct text_source *source = (struct text_source *)input;
    if (source->direct) {
        return read_block(source, buffer, size);
    }
    while (source->taken == source->text->len && source->offset < source->end) {
        g_string_truncate(source->text, 0);
        source->taken = 0;
        size_t n = read_block(source, source->block, BLOCK_BYTES);
        decoder_feed(source->decoder, source->block, n, source->offset == source->end, source->text);
        drop_ctrl_z(source);
    }
    size_t n = MIN(size, source->text->len - source->taken);
    memcpy(buffer, source->text->str + source->taken, n);
    source->taken += n;
    return n;
}

static void source_rewind(struct text_input *input)
{
    struct text_source *source = (struct text_source *)input;
    source->offset = source->choice.bom_length;
    source->failed = lseek(source->fd, (off_t)source->offset, SEEK_SET) < 0;
    decoder_reset(source->decoder);
    g_string_truncate(source->text, 0);
    source->taken = 0;
}

static struct text_source *open_source(const char *path, uint64_t max_bytes, uint64_t look_at,
                                       const char *encoding, const struct pos *file, struct diag *diag)
{
    struct text_source *source = g_new0(struct text_source, 1);
    source->input = (struct text_input){source_read, source_rewind};
    source->block = g_malloc(BLOCK_BYTES);
    source->text = g_string_new(NULL);
    if (!open_file(source, path, max_bytes, look_at, file, diag) ||
        !choose_encoding(source, encoding, file, diag)) {
        text_source_free(source);
        return NULL;
    }
    source_rewind(&source->input);
    return source;
}

struct text_source *text_source_open(const char *path, uint64_t max_bytes, const char *encoding,
                                     const struct pos *file, struct diag *diag)
{
    return open_source(path, max_bytes, UINT64_MAX, encoding, file, diag);
}

/* --- slices --- */

struct text_source *text_source_open_head(const char *path, const char *encoding, const struct pos *file,
                                          struct diag *diag)
{
    return open_source(path, 0, HEAD_BYTES, encoding, file, diag);
}

uint64_t text_source_size(const struct text_source *source)
{
    return source->size;
}

/* Text that ends with Ctrl-Z is left to the reading in one piece. */
static bool ends_plainly(const struct text_source *source)
{
    char last = 0;
    return source->size == 0 || (pread_some(source->fd, &last, 1, source->size - 1) == 1 && last != 0x1A);
}

bool text_source_can_slice(const struct text_source *source)
{
    bool one_byte = source->choice.encoding > ENCODING_UTF16BE;
    return (source->direct || one_byte) && !text_source_is_damaged(source) && ends_plainly(source);
}

uint64_t text_source_skip(const struct text_source *source, uint64_t begin, uint64_t text_bytes)
{
    struct text_slice slice = {0};
    uint64_t offset = begin + text_bytes;
    if (!source->direct && text_slice_read(source, begin, MIN(begin + text_bytes, source->size), &slice)) {
        offset = text_slice_offset(source, &slice, (size_t)text_bytes);
    }
    text_slice_clear(&slice);
    return offset;
}

uint64_t text_source_begin(const struct text_source *source)
{
    return source->choice.bom_length;
}

uint64_t text_source_line_at(const struct text_source *source, uint64_t offset)
{
    char *block = g_malloc(LONGEST_LINE);
    uint64_t from = offset > 0 ? offset - 1 : 0;
    ssize_t n = from < source->size ? pread_some(source->fd, block, LONGEST_LINE, from) : 0;
    const char *found = n > 0 ? memchr(block, '\n', (size_t)n) : NULL;
    uint64_t next = found != NULL ? from + (uint64_t)(found - block) + 1 : source->size;
    bool none = found == NULL && n == (ssize_t)LONGEST_LINE;
    g_free(block);
    return none ? UINT64_MAX : MIN(next, source->size);
}

/* Room for so many bytes more; what is there stays, and so does the buffer that it stood in. */
static void make_room(struct text_slice *slice, size_t more)
{
    if (slice->text != NULL && slice->capacity - slice->length >= more) {
        return;
    }
    slice->capacity = MAX(slice->length + more, slice->capacity + slice->capacity / 2);
    char *text = g_malloc0(slice->capacity + TEXT_SLICE_SPARE);
    if (slice->text != NULL) {
        memcpy(text, slice->text, slice->length);
        g_ptr_array_add(slice->retired, slice->text);
    }
    slice->text = text;
}

/* One block of the file, decoded. */
static ssize_t read_decoded(const struct text_source *source, struct text_slice *slice, size_t wanted)
{
    unsigned char block[1 << 14];
    ssize_t n = pread_some(source->fd, block, MIN(wanted, sizeof block), slice->end);
    if (n > 0) {
        GString *text = g_string_sized_new(2 * sizeof block);
        decoder_feed(source->decoder, block, (size_t)n, false, text);
        make_room(slice, text->len);
        memcpy(slice->text + slice->length, text->str, text->len);
        slice->length += text->len;
        g_string_free(text, TRUE);
    }
    return n;
}

static ssize_t read_direct(const struct text_source *source, struct text_slice *slice, size_t wanted)
{
    make_room(slice, wanted);
    ssize_t n = pread_some(source->fd, slice->text + slice->length, wanted, slice->end);
    slice->length += n > 0 ? (size_t)n : 0;
    return n;
}

/* Appends the text of the file's bytes up to `end`. */
static bool read_to(const struct text_source *source, struct text_slice *slice, uint64_t end)
{
    while (slice->end < end) {
        size_t wanted = (size_t)(end - slice->end);
        ssize_t n = source->direct ? read_direct(source, slice, wanted) : read_decoded(source, slice, wanted);
        if (n <= 0) {
            return false;
        }
        slice->end += (uint64_t)n;
    }
    return true;
}

bool text_slice_read(const struct text_source *source, uint64_t begin, uint64_t end, struct text_slice *slice)
{
    if (slice->retired == NULL) {
        slice->retired = g_ptr_array_new_with_free_func(g_free);
    }
    g_ptr_array_set_size(slice->retired, 0);
    slice->begin = slice->end = begin;
    slice->length = 0;
    return read_to(source, slice, end);
}

bool text_slice_extend(const struct text_source *source, struct text_slice *slice)
{
    return slice->end < source->size && read_to(source, slice, MIN(slice->end + LONGEST_LINE, source->size));
}

uint64_t text_slice_offset(const struct text_source *source, const struct text_slice *slice, size_t at)
{
    if (source->direct) {
        return slice->begin + at;
    }
    uint64_t characters = 0;
    size_t n = slice->text != NULL ? MIN(at, slice->length) : 0;
    for (size_t i = 0; i < n; i++) {
        characters += ((unsigned char)slice->text[i] & 0xC0) != 0x80;
    }
    return slice->begin + characters;
}

void text_slice_clear(struct text_slice *slice)
{
    if (slice->retired != NULL) {
        g_ptr_array_unref(slice->retired);
    }
    g_free(slice->text);
    *slice = (struct text_slice){0};
}

bool text_slice_observe(const struct text_source *source, const struct text_slice *slice,
                        struct encoding_evidence *evidence)
{
    if (!source->direct) {
        return text_source_observe(source, slice->begin, slice->end, evidence);
    }
    *evidence = (struct encoding_evidence){.n_bytes = slice->begin};
    const unsigned char *bytes = (const unsigned char *)slice->text;
    if (!encoding_observe_whole(evidence, bytes, slice->length)) {
        encoding_observe(evidence, bytes, slice->length);
    }
    return true;
}

bool text_source_observe(const struct text_source *source, uint64_t begin, uint64_t end,
                         struct encoding_evidence *evidence)
{
    unsigned char *block = g_malloc(BLOCK_BYTES);
    ssize_t n = 1;
    *evidence = (struct encoding_evidence){.n_bytes = begin};
    for (uint64_t at = begin; at < end && n > 0; at += (uint64_t)n) {
        n = pread_some(source->fd, block, (size_t)MIN(end - at, BLOCK_BYTES), at);
        encoding_observe(evidence, block, n > 0 ? (size_t)n : 0);
    }
    g_free(block);
    return n > 0;
}

bool text_source_digest(struct text_source *source)
{
    return pass_over(source, true, NULL, UINT64_MAX);
}

bool text_source_settle(struct text_source *source, struct encoding_evidence *evidence)
{
    struct encoding_choice before = source->choice;
    evidence->n_bytes = source->size;
    encoding_finish(evidence);
    if (before.reason != ENCODING_BY_SETTING) {
        source->choice = encoding_decide(evidence);
    }
    source->evidence = *evidence;
    source->observed = source->size;
    bool direct = source->direct;
    apply_choice(source);
    return source->choice.encoding == before.encoding && source->choice.bom_length == before.bom_length &&
           source->direct == direct && !text_source_is_damaged(source);
}

void text_source_free(struct text_source *source)
{
    if (source == NULL) {
        return;
    }
    if (source->fd >= 0) {
        close(source->fd);
    }
    decoder_free(source->decoder);
    g_string_free(source->text, TRUE);
    g_free(source->block);
    g_free(source);
}

struct text_input *text_source_input(struct text_source *source)
{
    return &source->input;
}

const char *text_source_sha256(const struct text_source *source)
{
    return source->sha256;
}

const struct encoding_choice *text_source_encoding(const struct text_source *source)
{
    return &source->choice;
}

bool text_source_is_damaged(const struct text_source *source)
{
    return source->loses || source->evidence.nul_even + source->evidence.nul_odd > 0;
}

bool text_source_lost_earlier(const struct text_source *source)
{
    return source->choice.encoding == ENCODING_UTF8 && source->evidence.broken == 0;
}

bool text_source_failed(const struct text_source *source)
{
    struct stat now;
    return source->failed || fstat(source->fd, &now) != 0 || (uint64_t)now.st_size != source->size ||
           now.st_mtim.tv_sec != source->written.tv_sec || now.st_mtim.tv_nsec != source->written.tv_nsec;
}
