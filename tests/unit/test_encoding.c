/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sixty small Danish files (six texts in ten encodings), broken bytes, and every block size. */
#include "vifte/encoding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

static const char *const TEXTS[] = {
    "Tilbud;Målgruppe;Pladser\nSøgården;Udviklingshæmning;12\n",
    "kommune;borgere\nBrønderslev;7\nHjørring;4\nLæsø;1\n",
    "Ærø Strand;Åkandevej;Østergård\n",
    "Fødselsår\n1987\n",
    "Bemærkning: forløbet er forlænget, og botræningen går godt. Spørgsmål besvares på mødet.\r\n",
    "id;navn\r\n1;Frederikshavn\r\n2;Rebild\r\n3;Ålborg\r\n",
};

static const struct {
    const char *iconv_name, *mark, *expected;
} ENCODINGS[] = {
    {"UTF-8", "", "UTF-8"},
    {"UTF-8", "\xEF\xBB\xBF", "UTF-8"},
    {"UTF-16LE", "\xFF\xFE", "UTF-16LE"},
    {"UTF-16BE", "\xFE\xFF", "UTF-16BE"},
    {"UTF-16LE", "", "UTF-16LE"},
    {"UTF-16BE", "", "UTF-16BE"},
    {"WINDOWS-1252", "", "Windows-1252"},
    {"ISO-8859-1", "", "Windows-1252"},
    {"CP850", "", "CP850"},
    {"MACINTOSH", "", "Macintosh"},
};

static struct encoding_evidence observe(const unsigned char *bytes, size_t length, size_t block)
{
    struct encoding_evidence evidence = {0};
    for (size_t i = 0; i < length; i += block) {
        encoding_observe(&evidence, bytes + i, MIN(block, length - i));
    }
    encoding_finish(&evidence);
    return evidence;
}

static char *decode(const struct encoding_choice *choice, const unsigned char *bytes, size_t length,
                    size_t block)
{
    struct decoder *decoder = decoder_new(choice);
    GString *out = g_string_new(NULL);
    size_t start = choice->bom_length;
    for (size_t i = start; i < length; i += block) {
        size_t n = MIN(block, length - i);
        decoder_feed(decoder, bytes + i, n, i + n == length, out);
    }
    decoder_free(decoder);
    return g_string_free(out, FALSE);
}

static GByteArray *encode(const char *text, size_t i)
{
    gsize written = 0;
    char *bytes = g_convert(text, -1, ENCODINGS[i].iconv_name, "UTF-8", NULL, &written, NULL);
    assert_non_null(bytes);
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, (const guint8 *)ENCODINGS[i].mark, (guint)strlen(ENCODINGS[i].mark));
    g_byte_array_append(out, (const guint8 *)bytes, (guint)written);
    g_free(bytes);
    return out;
}

static void test_sixty(void **state)
{
    (void)state;
    for (size_t t = 0; t < G_N_ELEMENTS(TEXTS); t++) {
        for (size_t e = 0; e < G_N_ELEMENTS(ENCODINGS); e++) {
            GByteArray *file = encode(TEXTS[t], e);
            for (size_t block = 1; block <= file->len; block += block < 8 ? 1 : 13) {
                struct encoding_evidence evidence = observe(file->data, file->len, block);
                struct encoding_choice choice = encoding_decide(&evidence);
                assert_string_equal(choice.name, ENCODINGS[e].expected);
                char *text = decode(&choice, file->data, file->len, block);
                assert_string_equal(text, TEXTS[t]);
                g_free(text);
            }
            g_byte_array_unref(file);
        }
    }
}

/* What is no character becomes U+FFFD, the rest is kept, whatever the block size. */
static void test_broken(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *encoding, *text;
    } CASES[] = {
        {"S\xF8 \x81.", 5, "Windows-1252", "Sø \xEF\xBF\xBD."},
        {"S\xC3\xB8 \xF8 \xC3\xA6", 8, "UTF-8", "Sø \xEF\xBF\xBD æ"},
        {"\xEF\xBB\xBF\xE2\x82z\xC3", 7, "UTF-8", "\xEF\xBF\xBD\xEF\xBF\xBDz\xEF\xBF\xBD"},
        {"\xFF\xFE"
         "a\0\x00\xD8"
         "b\0c",
         9, "UTF-16LE",
         "a\xEF\xBF\xBD"
         "b\xEF\xBF\xBD"},
        {"\xFE\xFF\xD8\x3D\xDE\x00", 6, "UTF-16BE", "\xF0\x9F\x98\x80"},
        {"\xED\xA0\x80 \xC3\xB8\xC3\xB8\xC3\xB8\xC3\xB8", 12, "UTF-8",
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD øøøø"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const unsigned char *bytes = (const unsigned char *)CASES[i].bytes;
        struct encoding_evidence whole = observe(bytes, CASES[i].length, CASES[i].length);
        for (size_t block = 1; block <= CASES[i].length; block++) {
            struct encoding_evidence evidence = observe(bytes, CASES[i].length, block);
            assert_memory_equal(&evidence.high, &whole.high, sizeof whole.high);
            assert_int_equal(evidence.whole, whole.whole);
            assert_int_equal(evidence.broken, whole.broken);
            struct encoding_choice choice = encoding_decide(&evidence);
            assert_string_equal(choice.name, CASES[i].encoding);
            char *text = decode(&choice, bytes, CASES[i].length, block);
            assert_string_equal(text, CASES[i].text);
            struct decoder *decoder = decoder_new(&choice);
            assert_true(decoder_loses(decoder, &evidence) || strstr(text, REPLACEMENT_CHARACTER) == NULL);
            decoder_free(decoder);
            g_free(text);
        }
    }
}

static void test_named(void **state)
{
    (void)state;
    struct encoding_evidence evidence = observe((const unsigned char *)"S\xF8", 2, 2);
    struct encoding_choice choice;
    assert_true(encoding_by_name("cp850", &evidence, &choice));
    char *text = decode(&choice, (const unsigned char *)"S\x9B", 2, 1);
    assert_string_equal(text, "Sø");
    g_free(text);
    assert_true(encoding_by_name("ISO-8859-15", &evidence, &choice));
    text = decode(&choice, (const unsigned char *)"\xA4", 1, 1);
    assert_string_equal(text, "€");
    g_free(text);
    assert_false(encoding_by_name("klingon", &evidence, &choice));
    assert_false(encoding_by_name("UTF-7", &evidence, &choice) && choice.encoding != ENCODING_OTHER);
}

static void test_nul_is_no_utf16(void **state)
{
    (void)state;
    static const char TEXT[] = "offer;period\nS\0;2024\nb;2024\nc;2024\n";
    struct encoding_evidence evidence = observe((const unsigned char *)TEXT, sizeof TEXT - 1, 5);
    assert_int_equal(evidence.nul_even + evidence.nul_odd, 1);
    assert_string_equal(encoding_decide(&evidence).name, "UTF-8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sixty),
        cmocka_unit_test(test_broken),
        cmocka_unit_test(test_named),
        cmocka_unit_test(test_nul_is_no_utf16),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
