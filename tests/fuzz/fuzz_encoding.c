/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes become text of some encoding, and the text is valid UTF-8 whatever the blocks. The first byte is
 * the size of a block. */
#include "fuzz.h"
#include "vifte/encoding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    struct encoding_evidence evidence = {0};
    size_t block = (size_t)data[0] + 1;
    data++;
    size--;
    for (size_t at = 0; at < size; at += block) {
        encoding_observe(&evidence, data + at, MIN(block, size - at));
    }
    encoding_finish(&evidence);
    struct encoding_choice choice = encoding_decide(&evidence);
    struct decoder *decoder = decoder_new(&choice);
    GString *out = g_string_new(NULL);
    size_t at = MIN(choice.bom_length, size);
    for (; at < size; at += block) {
        decoder_feed(decoder, data + at, MIN(block, size - at), at + block >= size, out);
    }
    for (size_t i = 0; i < out->len; i += strlen(out->str + i) + 1) { /* NUL is refused elsewhere */
        if (!g_utf8_validate(out->str + i, -1, NULL)) {
            abort();
        }
    }
    g_string_free(out, TRUE);
    decoder_free(decoder);
    return 0;
}
