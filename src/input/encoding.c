/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is encoded in, and its text as UTF-8. */
#include "vifte/encoding.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { WINDOWS, DOS, MAC };

static const struct {
    enum encoding encoding;
    const char *name;         /* as people know it */
    const char *iconv_name;   /* as iconv does */
    unsigned char letters[6]; /* ae oe aa AE OE AA */
} LEGACY[] = {
    [WINDOWS] = {ENCODING_WINDOWS_1252, "Windows-1252", "WINDOWS-1252", {0xE6, 0xF8, 0xE5, 0xC6, 0xD8, 0xC5}},
    [DOS] = {ENCODING_CP850, "CP850", "CP850", {0x91, 0x9B, 0x86, 0x92, 0x9D, 0x8F}},
    [MAC] = {ENCODING_MACINTOSH, "Macintosh", "MACINTOSH", {0xBE, 0xBF, 0x8C, 0xAE, 0xAF, 0x81}},
};

/* Bytes that a sequence of UTF-8 with this first byte has; 0 = none starts so. */
static size_t sequence_length(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
}

static bool is_whole(const unsigned char *bytes, size_t length)
{
    return length == 1 ? bytes[0] < 0x80 : g_utf8_validate((const char *)bytes, (gssize)length, NULL);
}

/* Could these bytes still become a character when more follow? */
static bool may_continue(const unsigned char *bytes, size_t length)
{
    return sequence_length(bytes[0]) > length &&
           g_utf8_get_char_validated((const char *)bytes, (gssize)length) == (gunichar)-2;
}

static void observe_nul(struct encoding_evidence *evidence, const unsigned char *bytes, size_t length)
{
    const unsigned char *p = memchr(bytes, 0, length);
    while (p != NULL) {
        if ((evidence->n_bytes + (uint64_t)(p - bytes)) % 2 == 0) {
            evidence->nul_even++;
        } else {
            evidence->nul_odd++;
        }
        p++;
        p = memchr(p, 0, length - (size_t)(p - bytes));
    }
}

/* First byte from 0x80 on. */
static size_t skip_ascii(const unsigned char *bytes, size_t i, size_t length)
{
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
    }
    while (i < length && bytes[i] < 0x80) {
        i++;
    }
    return i;
}

static void count_sequence(struct encoding_evidence *evidence, const unsigned char *bytes, size_t length)
{
    evidence->whole++;
    if (length == 3 && memcmp(bytes, REPLACEMENT_CHARACTER, 3) == 0) {
        evidence->lost++;
    }
}

/* Takes the sequence that was cut at the end of the block before; returns how many bytes of this one it used.
 */
static size_t finish_pending(struct encoding_evidence *evidence, const unsigned char *bytes, size_t length)
{
    size_t used = 0;
    while (evidence->n_pending > 0) {
        if (may_continue(evidence->pending, evidence->n_pending)) {
            if (used == length) {
                break;
            }
            evidence->pending[evidence->n_pending++] = bytes[used++];
        } else if (is_whole(evidence->pending, evidence->n_pending)) {
            if (evidence->pending[0] >= 0x80) {
                count_sequence(evidence, evidence->pending, evidence->n_pending);
            }
            evidence->n_pending = 0;
        } else { /* the first byte is broken; the others get another chance */
            evidence->broken++;
            evidence->n_pending--;
            memmove(evidence->pending, evidence->pending + 1, evidence->n_pending);
        }
    }
    return used;
}

static void observe_utf8(struct encoding_evidence *evidence, const unsigned char *bytes, size_t length)
{
    size_t i = finish_pending(evidence, bytes, length);
    while ((i = skip_ascii(bytes, i, length)) < length) {
        size_t n = sequence_length(bytes[i]);
        if (n > 0 && i + n <= length && is_whole(bytes + i, n)) {
            count_sequence(evidence, bytes + i, n);
            i += n;
        } else if (n > 0 && i + n > length && may_continue(bytes + i, length - i)) {
            evidence->n_pending = length - i;
            memcpy(evidence->pending, bytes + i, length - i);
            return;
        } else {
            evidence->broken++;
            i++;
        }
    }
}

static void observe_ctrl_z(struct encoding_evidence *evidence, const unsigned char *bytes, size_t length)
{
    uint64_t n = 0;
    while (n < length && bytes[length - 1 - n] == 0x1A) {
        n++;
    }
    evidence->trailing_ctrl_z = n == length ? evidence->trailing_ctrl_z + n : n;
}

void encoding_observe(struct encoding_evidence *evidence, const unsigned char *bytes, size_t length)
{
    if (length == 0) {
        return;
    }
    for (size_t i = 0; evidence->n_bytes + i < sizeof evidence->head && i < length; i++) {
        evidence->head[evidence->n_bytes + i] = bytes[i];
    }
    observe_nul(evidence, bytes, length);
    observe_utf8(evidence, bytes, length);
    observe_ctrl_z(evidence, bytes, length);
    for (size_t i = skip_ascii(bytes, 0, length); i < length; i = skip_ascii(bytes, i + 1, length)) {
        evidence->high[bytes[i]]++;
    }
    evidence->n_bytes += length;
}

/* One whole sequence beyond ASCII at `p`; 0 when there is none. */
static size_t whole_sequence(const unsigned char *p, size_t length)
{
    size_t n = sequence_length(*p);
    bool good = n >= 2 && n <= length;
    for (size_t i = 1; good && i < n; i++) {
        good = (p[i] & 0xC0) == 0x80;
    }
    if (!good || (n > 2 && !is_whole(p, n))) {
        return 0;
    }
    return n;
}

#ifdef __SSE2__
/* Behind blocks of 64 bytes that are ASCII and letters of two bytes alone, which are counted without asking
 * each byte what it is; then to the first byte from 0x80 on. */
static size_t skip_letters(const unsigned char *bytes, size_t i, size_t length, uint64_t *letters)
{
    enum { BLOCK = 64, STEP = sizeof(__m128i) };
    uint64_t open = 0; /* 1 = a letter's second byte comes next */
    for (; i + BLOCK <= length; i += BLOCK) {
        uint64_t high = 0, first = 0, second = 0;
        for (unsigned k = 0; k < BLOCK; k += STEP) { /* as signed bytes, 0x80 is the lowest */
            const __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i + k));
            const __m128i begins = _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8((char)0xC1)),
                                                 _mm_cmplt_epi8(x, _mm_set1_epi8((char)0xE0)));
            const __m128i continues = _mm_cmplt_epi8(x, _mm_set1_epi8((char)0xC0));
            high |= (uint64_t)_mm_movemask_epi8(x) << k;
            first |= (uint64_t)_mm_movemask_epi8(begins) << k;
            second |= (uint64_t)_mm_movemask_epi8(continues) << k;
        }
        if (high != (first | second) || second != (first << 1 | open)) {
            break;
        }
        *letters += (uint64_t)__builtin_popcountll(first);
        open = first >> (BLOCK - 1);
    }
    *letters -= open; /* not all of it was seen */
    return skip_ascii(bytes, i - open, length);
}
#else
static size_t skip_letters(const unsigned char *bytes, size_t i, size_t length, uint64_t *letters)
{
    (void)letters;
    return skip_ascii(bytes, i, length);
}
#endif

bool encoding_observe_whole(struct encoding_evidence *evidence, const unsigned char *bytes, size_t length)
{
    uint64_t whole = 0, lost = 0;
    for (size_t i = skip_letters(bytes, 0, length, &whole); i < length;
         i = skip_letters(bytes, i, length, &whole)) {
        size_t n = whole_sequence(bytes + i, length - i);
        if (n == 0) {
            return false;
        }
        lost += n == 3 && memcmp(bytes + i, REPLACEMENT_CHARACTER, 3) == 0;
        whole++;
        i += n;
    }
    if (memchr(bytes, 0, length) != NULL || (length > 0 && bytes[length - 1] == 0x1A)) {
        return false;
    }
    for (size_t i = 0; evidence->n_bytes + i < sizeof evidence->head && i < length; i++) {
        evidence->head[evidence->n_bytes + i] = bytes[i];
    }
    evidence->whole += whole;
    evidence->lost += lost;
    evidence->n_bytes += length;
    return true;
}

void encoding_merge(struct encoding_evidence *evidence, const struct encoding_evidence *part)
{
    evidence->nul_even += part->nul_even;
    evidence->nul_odd += part->nul_odd;
    evidence->whole += part->whole;
    evidence->broken += part->broken + part->n_pending;
    evidence->lost += part->lost;
    for (size_t i = 0; i < G_N_ELEMENTS(part->high); i++) {
        evidence->high[i] += part->high[i];
    }
    for (uint64_t i = evidence->n_bytes; i < MIN(part->n_bytes, sizeof evidence->head); i++) {
        evidence->head[i] = part->head[i];
    }
    evidence->n_bytes = part->n_bytes;
    evidence->trailing_ctrl_z = part->trailing_ctrl_z;
}

void encoding_finish(struct encoding_evidence *evidence)
{
    evidence->broken += evidence->n_pending;
    evidence->n_pending = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(LEGACY); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(LEGACY[i].letters); k++) {
            evidence->danish[i] += evidence->high[LEGACY[i].letters[k]];
        }
    }
}

static bool has_bom(const struct encoding_evidence *evidence, struct encoding_choice *choice)
{
    static const struct {
        const char *bytes;
        size_t length;
        enum encoding encoding;
        const char *name;
    } MARKS[] = {{"\xEF\xBB\xBF", 3, ENCODING_UTF8, "UTF-8"},
                 {"\xFF\xFE", 2, ENCODING_UTF16LE, "UTF-16LE"},
                 {"\xFE\xFF", 2, ENCODING_UTF16BE, "UTF-16BE"}};
    for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        if (evidence->n_bytes >= MARKS[i].length &&
            memcmp(evidence->head, MARKS[i].bytes, MARKS[i].length) == 0) {
            *choice = (struct encoding_choice){.encoding = MARKS[i].encoding,
                                               .reason = ENCODING_BY_MARK,
                                               .name = MARKS[i].name,
                                               .bom_length = MARKS[i].length};
            return true;
        }
    }
    return false;
}

/* Text with Danish letters has a NUL in nearly every pair, always in the same half of it. */
static bool is_utf16(uint64_t high_half, uint64_t low_half, uint64_t n_bytes)
{
    return n_bytes >= 4 && high_half * 4 > n_bytes && low_half * 20 <= high_half;
}

static struct encoding_choice decide_legacy(const struct encoding_evidence *evidence)
{
    size_t best = WINDOWS;
    for (size_t i = 0; i < G_N_ELEMENTS(LEGACY); i++) {
        if (evidence->danish[i] > evidence->danish[best]) {
            best = i;
        }
    }
    return (struct encoding_choice){.encoding = LEGACY[best].encoding,
                                    .reason = evidence->danish[best] > 0 ? ENCODING_BY_LETTERS
                                                                         : ENCODING_BY_DEFAULT,
                                    .name = LEGACY[best].name,
                                    .letters = evidence->danish[best]};
}

struct encoding_choice encoding_decide(const struct encoding_evidence *evidence)
{
    struct encoding_choice choice = {.encoding = ENCODING_UTF8, .name = "UTF-8"};
    if (has_bom(evidence, &choice)) {
        return choice;
    }
    if (is_utf16(evidence->nul_odd, evidence->nul_even, evidence->n_bytes)) {
        return (struct encoding_choice){ENCODING_UTF16LE, ENCODING_BY_NULS, "UTF-16LE", 0, 0};
    }
    if (is_utf16(evidence->nul_even, evidence->nul_odd, evidence->n_bytes)) {
        return (struct encoding_choice){ENCODING_UTF16BE, ENCODING_BY_NULS, "UTF-16BE", 0, 0};
    }
    if (evidence->broken == 0) {
        choice.reason = evidence->whole > 0 ? ENCODING_BY_VALIDITY : ENCODING_BY_ASCII;
        return choice;
    }
    if (evidence->whole > evidence->broken) {
        choice.reason = ENCODING_BY_MAJORITY;
        return choice;
    }
    return decide_legacy(evidence);
}

/* The characters of one byte each, as iconv knows them; an empty string where there is none. */
/* The text of one byte, at most four bytes; empty when it has none. */
static void convert_byte(GIConv converter, unsigned char byte, char text[5])
{
    char in = (char)byte;
    char *from = &in, *to = text;
    gsize left = 1, room = 4;
    memset(text, 0, 5);
    (void)g_iconv(converter, NULL, NULL, NULL, NULL); /* nothing is left of the byte before */
    if (g_iconv(converter, &from, &left, &to, &room) != 0) {
        memset(text, 0, 5);
    }
}

static bool fill_table(const char *iconv_name, char table[256][5])
{
    size_t known = 0;
    GIConv converter = g_iconv_open("UTF-8", iconv_name);
    if (converter == (GIConv)-1) {
        return false;
    }
    for (unsigned i = 0; i < 256; i++) {
        convert_byte(converter, (unsigned char)i, table[i]);
        known += i == 0 || *table[i] != '\0';
    }
    (void)g_iconv_close(converter);
    return known >= 128 && strcmp(table['A'], "A") == 0 && strcmp(table[';'], ";") == 0;
}

bool encoding_by_name(const char *name, const struct encoding_evidence *evidence,
                      struct encoding_choice *choice)
{
    static const struct {
        const char *name;
        enum encoding encoding;
    } WIDE[] = {{"UTF-8", ENCODING_UTF8},
                {"UTF8", ENCODING_UTF8},
                {"UTF-16LE", ENCODING_UTF16LE},
                {"UTF-16", ENCODING_UTF16LE},
                {"UTF-16BE", ENCODING_UTF16BE}};
    struct encoding_choice mark = {0};
    bool marked = has_bom(evidence, &mark);
    *choice = (struct encoding_choice){.reason = ENCODING_BY_SETTING, .name = g_intern_string(name)};
    for (size_t i = 0; i < G_N_ELEMENTS(WIDE); i++) {
        if (g_ascii_strcasecmp(name, WIDE[i].name) == 0) {
            choice->encoding =
                marked && g_str_equal(WIDE[i].name, "UTF-16") ? mark.encoding : WIDE[i].encoding;
            choice->bom_length = marked && mark.encoding == choice->encoding ? mark.bom_length : 0;
            return true;
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(LEGACY); i++) {
        if (g_ascii_strcasecmp(name, LEGACY[i].name) == 0) {
            choice->encoding = LEGACY[i].encoding;
            return true;
        }
    }
    char table[256][5];
    choice->encoding = ENCODING_OTHER;
    return fill_table(name, table);
}

struct decoder {
    enum encoding encoding;
    char table[256][5]; /* single-byte encodings */
    unsigned char pending[4];
    size_t n_pending;
};

static const char *table_name(const struct encoding_choice *choice)
{
    for (size_t i = 0; i < G_N_ELEMENTS(LEGACY); i++) {
        if (LEGACY[i].encoding == choice->encoding) {
            return LEGACY[i].iconv_name;
        }
    }
    return choice->name;
}

struct decoder *decoder_new(const struct encoding_choice *choice)
{
    struct decoder *decoder = g_new0(struct decoder, 1);
    decoder->encoding = choice->encoding;
    if (choice->encoding > ENCODING_UTF16BE) {
        fill_table(table_name(choice), decoder->table);
    }
    return decoder;
}

void decoder_free(struct decoder *decoder)
{
    g_free(decoder);
}

void decoder_reset(struct decoder *decoder)
{
    decoder->n_pending = 0;
}

static void decode_table(const struct decoder *decoder, const unsigned char *bytes, size_t length,
                         GString *out)
{
    for (size_t i = 0; i < length;) {
        size_t high = skip_ascii(bytes, i, length);
        g_string_append_len(out, (const char *)bytes + i, (gssize)(high - i));
        if (high < length) {
            const char *text = decoder->table[bytes[high]];
            g_string_append(out, *text != '\0' ? text : REPLACEMENT_CHARACTER);
            high++;
        }
        i = high;
    }
}

/* One unit or pair of units; returns the bytes taken, 0 when more are needed. */
static size_t decode_utf16_one(bool big, const unsigned char *p, size_t length, GString *out)
{
    if (length < 2) {
        return 0;
    }
    unsigned unit = big ? (unsigned)p[0] << 8 | p[1] : (unsigned)p[1] << 8 | p[0];
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        if (length < 4) {
            return 0;
        }
        unsigned low = big ? (unsigned)p[2] << 8 | p[3] : (unsigned)p[3] << 8 | p[2];
        if (low >= 0xDC00 && low <= 0xDFFF) {
            g_string_append_unichar(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            return 4;
        }
    }
    if (unit >= 0xD800 && unit <= 0xDFFF) {
        g_string_append(out, REPLACEMENT_CHARACTER);
    } else if (unit < 0x80) {
        g_string_append_c(out, (char)unit);
    } else {
        g_string_append_unichar(out, unit);
    }
    return 2;
}

static size_t decode_utf8_one(const unsigned char *p, size_t length, GString *out)
{
    size_t n = sequence_length(*p);
    if (n > 0 && n <= length && is_whole(p, n)) {
        g_string_append_len(out, (const char *)p, (gssize)n);
        return n;
    }
    if (n > length && may_continue(p, length)) {
        return 0;
    }
    g_string_append(out, REPLACEMENT_CHARACTER);
    return 1;
}

static size_t decode_one(const struct decoder *decoder, const unsigned char *p, size_t length, GString *out)
{
    return decoder->encoding == ENCODING_UTF8
               ? decode_utf8_one(p, length, out)
               : decode_utf16_one(decoder->encoding == ENCODING_UTF16BE, p, length, out);
}

/* Completes a character that was cut between two calls; returns the bytes of this call it used. */
static size_t decode_pending(struct decoder *decoder, const unsigned char *bytes, size_t length, GString *out)
{
    size_t used = 0;
    while (decoder->n_pending > 0) {
        size_t n = decode_one(decoder, decoder->pending, decoder->n_pending, out);
        if (n > 0) {
            decoder->n_pending -= n;
            memmove(decoder->pending, decoder->pending + n, decoder->n_pending);
        } else if (used == length) {
            break;
        } else {
            decoder->pending[decoder->n_pending++] = bytes[used++];
        }
    }
    return used;
}

void decoder_feed(struct decoder *decoder, const unsigned char *bytes, size_t length, bool last, GString *out)
{
    if (decoder->encoding > ENCODING_UTF16BE) {
        decode_table(decoder, bytes, length, out);
        return;
    }
    size_t i = decode_pending(decoder, bytes, length, out);
    while (i < length) {
        if (decoder->encoding == ENCODING_UTF8) {
            size_t high = skip_ascii(bytes, i, length);
            g_string_append_len(out, (const char *)bytes + i, (gssize)(high - i));
            i = high;
            if (i == length) {
                break;
            }
        }
        size_t n = decode_one(decoder, bytes + i, length - i, out);
        if (n == 0) {
            break;
        }
        i += n;
    }
    if (i < length) {
        decoder->n_pending = length - i;
        memcpy(decoder->pending, bytes + i, length - i);
    }
    if (last && decoder->n_pending > 0) {
        g_string_append(out, REPLACEMENT_CHARACTER);
        decoder->n_pending = 0;
    }
}

bool decoder_loses(const struct decoder *decoder, const struct encoding_evidence *evidence)
{
    if (decoder->encoding == ENCODING_UTF8) {
        return evidence->broken > 0 || evidence->lost > 0;
    }
    if (decoder->encoding <= ENCODING_UTF16BE) {
        return true; /* lone surrogates are not counted */
    }
    for (unsigned i = 0x80; i < 256; i++) {
        if (evidence->high[i] > 0 && decoder->table[i][0] == '\0') {
            return true;
        }
    }
    return false;
}
