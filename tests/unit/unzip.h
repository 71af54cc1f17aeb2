/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the parts of a zip file that xlsx and docx use: no encryption, no zip64. Broken files fail the test.
 */
#ifndef UNZIP_H
#define UNZIP_H

#include <gio/gio.h>
#include <string.h>

static size_t little_endian(const unsigned char *p, int bytes)
{
    size_t value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | p[i];
    }
    return value;
}

static char *inflate_part(const unsigned char *data, size_t packed, size_t size)
{
    GConverter *inflater = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_RAW));
    char *out = g_malloc0(size + 1);
    size_t read = 0, written = 0;
    GConverterResult result = g_converter_convert(inflater, data, packed, out, size + 1,
                                                  G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
    assert_int_equal(result, G_CONVERTER_FINISHED);
    assert_int_equal(written, size);
    g_object_unref(inflater);
    return out;
}

/* The part's text, newly allocated; NULL when there is no such part. `each` may be NULL. */
static char *unzip(const char *file, size_t length, const char *part,
                   void (*each)(const char *name, const char *text))
{
    const unsigned char *start = (const unsigned char *)file;
    const unsigned char *end = start + length - 22; /* no comment at the end of the file */
    assert_memory_equal(end, "PK\5\6", 4);
    size_t n = little_endian(end + 10, 2);
    const unsigned char *entry = start + little_endian(end + 16, 4);
    char *found = NULL;
    for (size_t i = 0; i < n; i++) {
        assert_memory_equal(entry, "PK\1\2", 4);
        size_t name_length = little_endian(entry + 28, 2);
        char *name = g_strndup((const char *)entry + 46, name_length);
        const unsigned char *local = start + little_endian(entry + 42, 4);
        const unsigned char *data = local + 30 + little_endian(local + 26, 2) + little_endian(local + 28, 2);
        char *text = inflate_part(data, little_endian(entry + 20, 4), little_endian(entry + 24, 4));
        if (each != NULL) {
            each(name, text);
        }
        if (part != NULL && strcmp(name, part) == 0) {
            found = g_strdup(text);
        }
        g_free(text);
        g_free(name);
        entry += 46 + name_length + little_endian(entry + 30, 2) + little_endian(entry + 32, 2);
    }
    return found;
}

#endif
