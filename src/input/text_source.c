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

struct text_source {
    struct text_input input; /* first: the reader's handle is the source itself */
    int fd;
    uint64_t end;    /* offset behind the last byte of text */
    uint64_t offset; /* of the next byte to read */
    struct encoding_evidence evidence;
    struct encoding_choice choice;
    struct decoder *decoder;
    bool direct; /* the bytes are the text */
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

static void write_hex(const unsigned char *digest, size_t length, char *out)
{
    static const char HEX[] = "0123456789abcdef";
    for (size_t i = 0; i < length; i++) {
        out[2 * i] = HEX[digest[i] >> 4];
        out[2 * i + 1] = HEX[digest[i] & 15];
    }
    out[2 * length] = '\0';
}

/* The pass over the raw bytes. errno tells why it failed. */
static bool observe_file(struct text_source *source)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1;
    ssize_t n = 0;
    while (good && (n = read_some(source->fd, source->block, BLOCK_BYTES)) > 0) {
        good = EVP_DigestUpdate(context, source->block, (size_t)n) == 1;
        encoding_observe(&source->evidence, source->block, (size_t)n);
    }
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    good = good && n == 0 && EVP_DigestFinal_ex(context, digest, &length) == 1 && length == 32;
    if (good) {
        write_hex(digest, length, source->sha256);
        encoding_finish(&source->evidence);
    }
    EVP_MD_CTX_free(context);
    return good;
}

static bool open_file(struct text_source *source, const char *path, uint64_t max_bytes,
                      const struct pos *file, struct diag *diag)
{
    struct stat status;
    source->fd = open(path, O_RDONLY | O_CLOEXEC);
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
    if (!observe_file(source)) {
        diag_add(diag, &FINDING_NO_FILE, file, NULL, NULL, NULL, _("cannot be read: %s"), g_strerror(errno));
        return false;
    }
    return true;
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
    uint64_t unit =
        source->choice.encoding == ENCODING_UTF16LE || source->choice.encoding == ENCODING_UTF16BE ? 2 : 1;
    uint64_t ctrl_z = unit == 1 ? source->evidence.trailing_ctrl_z : 0;
    source->end = MAX(source->evidence.n_bytes - ctrl_z, source->choice.bom_length);
    source->decoder = decoder_new(&source->choice);
    source->loses = decoder_loses(source->decoder, &source->evidence);
    source->direct = source->choice.encoding == ENCODING_UTF8 && source->evidence.broken == 0;
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

struct text_source *text_source_open(const char *path, uint64_t max_bytes, const char *encoding,
                                     const struct pos *file, struct diag *diag)
{
    struct text_source *source = g_new0(struct text_source, 1);
    source->input = (struct text_input){source_read, source_rewind};
    source->block = g_malloc(BLOCK_BYTES);
    source->text = g_string_new(NULL);
    if (!open_file(source, path, max_bytes, file, diag) || !choose_encoding(source, encoding, file, diag)) {
        text_source_free(source);
        return NULL;
    }
    source_rewind(&source->input);
    return source;
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
    return source->failed;
}
