/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a workbook back (minizip, expat) and counts. */
#include "vifte/sheet_check.h"

#include <expat.h>
#include <glib.h>
#include <minizip/unzip.h>
#include <string.h>

struct counts {
    size_t texts;    /* <si> that are there */
    size_t promised; /* what the list of texts says it holds */
    size_t rows;
    size_t declarations;  /* <?xml ...?>, the first thing written of a part */
    size_t parts;         /* with markup */
    size_t relationships; /* to other parts */
    size_t related;       /* parts that something must point to */
};

static const XML_Char *attribute(const XML_Char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(attributes[i], name) == 0) {
            return attributes[i + 1];
        }
    }
    return NULL;
}

static void start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct counts *counts = data;
    counts->texts += strcmp(name, "si") == 0;
    counts->rows += strcmp(name, "row") == 0;
    counts->relationships += strcmp(name, "Relationship") == 0 && attribute(attributes, "TargetMode") == NULL;
    const XML_Char *promised = strcmp(name, "sst") == 0 ? attribute(attributes, "uniqueCount") : NULL;
    counts->promised = promised != NULL ? (size_t)g_ascii_strtoull(promised, NULL, 10) : counts->promised;
}

static void declare(void *data, const XML_Char *version, const XML_Char *encoding, int standalone)
{
    (void)version;
    (void)encoding;
    (void)standalone;
    struct counts *counts = data;
    counts->declarations++;
}

static bool is_markup(const char *name)
{
    return g_str_has_suffix(name, ".xml") || g_str_has_suffix(name, ".rels");
}

/* The part that is open: minizip compares the checksum when the last byte is read and the part closed. */
static bool read_part(unzFile archive, bool markup, struct counts *counts)
{
    char buffer[1 << 14];
    XML_Parser parser = markup ? XML_ParserCreate(NULL) : NULL;
    bool good = !markup || parser != NULL;
    if (parser != NULL) {
        XML_SetUserData(parser, counts);
        XML_SetStartElementHandler(parser, start);
        XML_SetXmlDeclHandler(parser, declare);
        counts->parts++;
    }
    int n = 0;
    while (good && (n = unzReadCurrentFile(archive, buffer, sizeof buffer)) > 0) {
        good = parser == NULL || XML_Parse(parser, buffer, n, 0) == XML_STATUS_OK;
    }
    good = good && n == 0 && (parser == NULL || XML_Parse(parser, "", 0, 1) == XML_STATUS_OK);
    XML_ParserFree(parser);
    return unzCloseCurrentFile(archive) == UNZ_OK && good;
}

bool sheet_check(const char *path, size_t rows)
{
    unzFile archive = unzOpen64(path);
    struct counts counts = {0};
    char name[256];
    int at = archive != NULL ? unzGoToFirstFile(archive) : UNZ_ERRNO;
    bool good = at == UNZ_OK;
    while (good && at == UNZ_OK) {
        good = unzGetCurrentFileInfo64(archive, NULL, name, sizeof name, NULL, 0, NULL, 0) == UNZ_OK &&
               unzOpenCurrentFile(archive) == UNZ_OK && read_part(archive, is_markup(name), &counts);
        counts.related += !g_str_has_suffix(name, ".rels") && strcmp(name, "[Content_Types].xml") != 0;
        at = unzGoToNextFile(archive);
    }
    if (archive != NULL) {
        unzClose(archive);
    }
    return good && at == UNZ_END_OF_LIST_OF_FILE && counts.declarations == counts.parts &&
           counts.texts == counts.promised && counts.relationships >= counts.related && counts.rows >= rows;
}
