/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks of a CSV text, sixteen bytes at a time where the processor can compare so many at once. */
#include "vifte/csv_marks.h"

#include <stdbool.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static bool is_mark(char c, char separator)
{
    return c == separator || c == '\n' || c == '\r' || c == '"';
}

static size_t find_slowly(const char *text, uint32_t from, uint32_t length, char separator, uint32_t *at)
{
    size_t n = 0;
    for (uint32_t i = from; i < length; i++) {
        at[n] = i;
        n += is_mark(text[i], separator);
    }
    return n;
}

#ifdef __SSE2__
#define STEP 64

static uint64_t mask_of(const char *text, __m128i separator)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
    const __m128i ends =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
    const __m128i cuts =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, separator), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    return (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(ends, cuts));
}

/* Writes eight offsets whether they are there or not and goes on by as many as there are: no branch to miss.
 */
size_t csv_marks_find(const char *text, uint32_t length, char separator, uint32_t *at)
{
    const __m128i wanted = _mm_set1_epi8(separator);
    size_t n = 0;
    uint32_t i = 0;
    for (; i + STEP <= length; i += STEP) {
        uint64_t mask = mask_of(text + i, wanted) | mask_of(text + i + 16, wanted) << 16 |
                        mask_of(text + i + 32, wanted) << 32 | mask_of(text + i + 48, wanted) << 48;
        size_t found = (size_t)__builtin_popcountll(mask);
        for (size_t written = 0; written < found; written += 8) {
            for (size_t k = 0; k < 8; k++) {
                at[n + written + k] = i + (uint32_t)__builtin_ctzll(mask | UINT64_C(1) << 63);
                mask &= mask - 1;
            }
        }
        n += found;
    }
    return n + find_slowly(text, i, length, separator, at + n);
}
#else
size_t csv_marks_find(const char *text, uint32_t length, char separator, uint32_t *at)
{
    return find_slowly(text, 0, length, separator, at);
}
#endif
