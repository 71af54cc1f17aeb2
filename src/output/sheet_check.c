/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a workbook back (minizip) and counts. A workbook of a region has a hundred thousand elements, and
 * what they mean matters to nobody here: so tags are only followed, not parsed.
 */
#include "vifte/sheet_check.h"

#include <glib.h>
#include <minizip/unzip.h>
#include <string.h>

struct counts {
    size_t texts;    /* <si> that are there */
    size_t promised; /* what the list of texts says it holds */
    size_t rows;
    size_t relationships; /* to other parts */
    size_t related;       /* parts that something must point to */
};

static bool is_markup(const char *name)
{
    return g_str_has_suffix(name, ".xml") || g_str_has_suffix(name, ".rels");
}

/* Does the tag [tag, end) have the name? */
static bool is_named(const char *tag, const char *end, const char *name)
{
    size_t length = strlen(name);
    return (size_t)(end - tag) >= length && memcmp(tag, name, length) == 0 &&
           (tag + length == end || tag[length] == ' ' || tag[length] == '/');
}

/* The tag up to its '>', which is `end`; the text behind it ends with NUL. */
static void count_tag(const char *tag, const char *end, struct counts *counts)
{
    static const char PROMISED[] = "uniqueCount=\"";
    if (is_named(tag, end, "row")) {
        counts->rows++;
    } else if (is_named(tag, end, "si")) {
        counts->texts++;
    } else if (is_named(tag, end, "Relationship")) {
        counts->relationships += g_strstr_len(tag, end - tag, "TargetMode=") == NULL;
    } else if (is_named(tag, end, "sst")) {
        const char *promised = g_strstr_len(tag, end - tag, PROMISED);
        counts->promised =
            promised != NULL ? (size_t)g_ascii_strtoull(promised + strlen(PROMISED), NULL, 10) : 0;
    }
}

/* From the declaration to the end of the root element. libxlsxwriter writes < and > for tags alone, so there
 * is one > between any two <; where something of a temporary file was lost, there is not, or a tag is
 * missing. */
static bool read_markup(const char *text, struct counts *counts)
{
    int64_t depth = 0;
    const char *at = strchr(text, '<');
    if (!g_str_has_prefix(text, "<?xml ")) {
        return false;
    }
    while (at != NULL) {
        const char *next = strchr(at + 1, '<');
        const char *behind = next != NULL ? next : at + strlen(at);
        const char *end = memchr(at, '>', (size_t)(behind - at));
        if (end == NULL || memchr(end + 1, '>', (size_t)(behind - end - 1)) != NULL) {
            return false;
        }
        if (at[1] == '/') {
            depth--;
        } else if (at[1] != '?') {
            count_tag(at + 1, end, counts);
            depth += end[-1] != '/';
        }
        if (depth < 0 || (depth == 0 && next != NULL && at[1] != '?')) {
            return false;
        }
        at = next;
    }
    return depth == 0;
}

/* The part that is open: minizip compares the checksum when the last byte is read and the part closed. */
static bool read_part(unzFile archive, size_t size, bool markup, struct counts *counts)
{
    char *text = g_malloc(size + 1);
    size_t length = 0;
    int n = 0;
    while (length < size &&
           (n = unzReadCurrentFile(archive, text + length, (unsigned)MIN(size - length, G_MAXINT))) > 0) {
        length += (size_t)n;
    }
    text[length] = '\0';
    bool good = length == size && (!markup || (strlen(text) == size && read_markup(text, counts)));
    g_free(text);
    return unzCloseCurrentFile(archive) == UNZ_OK && good;
}

bool sheet_check(const char *path, size_t rows)
{
    unzFile archive = unzOpen64(path);
    struct counts counts = {0};
    unz_file_info64 info;
    char name[256];
    int at = archive != NULL ? unzGoToFirstFile(archive) : UNZ_ERRNO;
    bool good = at == UNZ_OK;
    while (good && at == UNZ_OK) {
        good = unzGetCurrentFileInfo64(archive, &info, name, sizeof name, NULL, 0, NULL, 0) == UNZ_OK &&
               unzOpenCurrentFile(archive) == UNZ_OK &&
               read_part(archive, info.uncompressed_size, is_markup(name), &counts);
        counts.related += !g_str_has_suffix(name, ".rels") && strcmp(name, "[Content_Types].xml") != 0;
        at = unzGoToNextFile(archive);
    }
    if (archive != NULL) {
        unzClose(archive);
    }
    return good && at == UNZ_END_OF_LIST_OF_FILE && counts.texts == counts.promised &&
           counts.relationships >= counts.related && counts.rows >= rows;
}
