/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zip entries in memory to expat, with bounds on everything a hostile file could grow. */
#include "package.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"

#include <expat.h>
#include <string.h>
#include <unzip.h>

#define BLOCK_BYTES (1 << 16)
#define NAME_BYTES 512
#define ANY_CASE 2

struct memory {
    const unsigned char *bytes;
    size_t length, offset;
};

struct package {
    struct memory memory;
    unzFile archive;
    GPtrArray *names;
    uint64_t inflated, max_inflated;
    const struct package_words *words;
    const struct pos *file;
    struct diag *diag;

    XML_Parser parser; /* of the part being read */
    const struct package_handlers *handlers;
    unsigned depth;
    const char *fault; /* why a handler ended the reading */
    bool too_large;
};

/* --- the archive as a file in memory, for minizip --- */

static void *memory_open(void *opaque, const void *name, int mode)
{
    (void)name;
    struct memory *memory = opaque;
    memory->offset = 0;
    return (mode & ZLIB_FILEFUNC_MODE_WRITE) != 0 ? NULL : memory;
}

static uLong memory_read(void *opaque, void *stream, void *buffer, uLong size)
{
    (void)stream;
    struct memory *memory = opaque;
    size_t n = MIN((size_t)size, memory->length - memory->offset);
    memcpy(buffer, memory->bytes + memory->offset, n);
    memory->offset += n;
    return (uLong)n;
}

static uLong memory_write(void *opaque, void *stream, const void *buffer, uLong size)
{
    (void)opaque;
    (void)stream;
    (void)buffer;
    (void)size;
    return 0;
}

static ZPOS64_T memory_tell(void *opaque, void *stream)
{
    (void)stream;
    return ((struct memory *)opaque)->offset;
}

static long memory_seek(void *opaque, void *stream, ZPOS64_T offset, int origin)
{
    (void)stream;
    struct memory *memory = opaque;
    uint64_t from = origin == ZLIB_FILEFUNC_SEEK_END   ? memory->length
                    : origin == ZLIB_FILEFUNC_SEEK_CUR ? memory->offset
                                                       : 0;
    if (offset > memory->length - from) {
        return -1;
    }
    memory->offset = (size_t)(from + offset);
    return 0;
}

static int memory_close(void *opaque, void *stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

static void refuse_file(const struct package *zip, const struct diag_kind *kind, const char *message)
{
    diag_add(zip->diag, kind, zip->file, NULL, NULL, _(zip->words->cure), "%s", message);
}

/* False when there are too many entries or one cannot be read. */
static bool list_names(struct package *zip)
{
    unz_global_info64 info;
    if (unzGetGlobalInfo64(zip->archive, &info) != UNZ_OK) {
        refuse_file(zip, zip->words->kind, _(zip->words->damaged));
        return false;
    }
    if (info.number_entry > PACKAGE_ENTRIES) {
        refuse_file(zip, &FINDING_FILE_TOO_LARGE, _(zip->words->too_many));
        return false;
    }
    int status = unzGoToFirstFile(zip->archive);
    for (; status == UNZ_OK; status = unzGoToNextFile(zip->archive)) {
        char name[NAME_BYTES] = "";
        if (unzGetCurrentFileInfo64(zip->archive, NULL, name, sizeof name - 1, NULL, 0, NULL, 0) != UNZ_OK) {
            break;
        }
        g_ptr_array_add(zip->names, g_strdup(name));
    }
    if (status != UNZ_END_OF_LIST_OF_FILE) {
        refuse_file(zip, zip->words->kind, _(zip->words->damaged));
        return false;
    }
    return true;
}

struct package *package_open(const unsigned char *bytes, size_t length, uint64_t max_inflated,
                             const struct package_words *words, const struct pos *file, struct diag *diag)
{
    struct package *zip = g_new0(struct package, 1);
    *zip = (struct package){.memory = {bytes, length, 0},
                            .max_inflated = max_inflated,
                            .words = words,
                            .file = file,
                            .diag = diag};
    zip->names = g_ptr_array_new_with_free_func(g_free);
    zlib_filefunc64_def functions = {.zopen64_file = memory_open,
                                     .zread_file = memory_read,
                                     .zwrite_file = memory_write,
                                     .ztell64_file = memory_tell,
                                     .zseek64_file = memory_seek,
                                     .zclose_file = memory_close,
                                     .zerror_file = memory_close,
                                     .opaque = &zip->memory};
    zip->archive = unzOpen2_64("", &functions);
    if (zip->archive == NULL) {
        refuse_file(zip, zip->words->kind, _(zip->words->damaged));
    }
    if (zip->archive == NULL || !list_names(zip)) {
        package_free(zip);
        return NULL;
    }
    return zip;
}

void package_free(struct package *zip)
{
    if (zip == NULL) {
        return;
    }
    if (zip->archive != NULL) {
        unzClose(zip->archive);
    }
    g_ptr_array_unref(zip->names);
    g_free(zip);
}

const GPtrArray *package_names(const struct package *zip)
{
    return zip->names;
}

/* --- XML --- */

void package_refuse(struct package *zip, const char *reason)
{
    if (zip->fault == NULL) {
        zip->fault = reason;
        XML_StopParser(zip->parser, XML_FALSE);
    }
}

static const char *without_prefix(const char *name)
{
    if (name[1] == '\0') { /* c, v, t: nearly all of them */
        return name;
    }
    const char *colon = strchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

static void start_element(void *data, const char *name, const char **attributes)
{
    struct package *zip = data;
    if (++zip->depth > PACKAGE_DEPTH) {
        package_refuse(zip, _("elements stand too deep in each other"));
    } else if (zip->fault == NULL) {
        zip->handlers->start(zip->handlers->context, without_prefix(name), attributes);
    }
}

static void end_element(void *data, const char *name)
{
    struct package *zip = data;
    zip->depth--;
    if (zip->fault == NULL && zip->handlers->end != NULL) {
        zip->handlers->end(zip->handlers->context, without_prefix(name));
    }
}

static void characters(void *data, const char *text, int length)
{
    struct package *zip = data;
    if (zip->fault == NULL && zip->handlers->text != NULL) {
        zip->handlers->text(zip->handlers->context, text, length);
    }
}

static void refuse_doctype(void *data, const char *name, const char *system, const char *public, int internal)
{
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    package_refuse(data, _(((struct package *)data)->words->doctype));
}

/* Inflates the open entry into the parser. */
static bool feed(struct package *zip)
{
    int n;
    do {
        void *buffer = XML_GetBuffer(zip->parser, BLOCK_BYTES);
        n = buffer != NULL ? unzReadCurrentFile(zip->archive, buffer, BLOCK_BYTES) : -1;
        if (n < 0) {
            return false;
        }
        zip->inflated += (uint64_t)n;
        if (zip->inflated > zip->max_inflated) {
            zip->too_large = true;
            return false;
        }
        if (XML_ParseBuffer(zip->parser, n, n == 0) != XML_STATUS_OK) {
            return false;
        }
    } while (n > 0);
    return true;
}

static void report_part(const struct package *zip, const char *part)
{
    char *message;
    if (zip->too_large) {
        message = g_strdup_printf(_(zip->words->too_large), (unsigned)(zip->max_inflated >> 20));
        refuse_file(zip, &FINDING_FILE_TOO_LARGE, message);
    } else {
        GString *name = g_string_new(NULL);
        text_mask(name, part, strlen(part), 60);
        message = g_strdup_printf(_("its part %s cannot be read: %s"), name->str,
                                  zip->fault != NULL ? zip->fault : _("it is damaged"));
        refuse_file(zip, zip->words->kind, message);
        g_string_free(name, TRUE);
    }
    g_free(message);
}

enum package_part package_parse(struct package *zip, const char *part,
                                const struct package_handlers *handlers)
{
    if (unzLocateFile(zip->archive, part, ANY_CASE) != UNZ_OK) {
        return PACKAGE_PART_ABSENT;
    }
    zip->handlers = handlers;
    zip->depth = 0;
    zip->fault = NULL;
    zip->parser = XML_ParserCreate(NULL);
    XML_SetUserData(zip->parser, zip);
    XML_SetElementHandler(zip->parser, start_element, end_element);
    XML_SetCharacterDataHandler(zip->parser, characters);
    XML_SetStartDoctypeDeclHandler(zip->parser, refuse_doctype);
    bool good = unzOpenCurrentFile(zip->archive) == UNZ_OK;
    if (good) {
        good = feed(zip);
        good = unzCloseCurrentFile(zip->archive) == UNZ_OK && good;
    }
    if (!good) {
        report_part(zip, part);
    }
    XML_ParserFree(zip->parser);
    zip->parser = NULL;
    return good ? PACKAGE_PART_GOOD : PACKAGE_PART_BAD;
}

bool package_read(struct package *zip, const char *part, const struct package_handlers *handlers)
{
    enum package_part result = package_parse(zip, part, handlers);
    if (result == PACKAGE_PART_ABSENT) {
        zip->fault = _("it is not there");
        report_part(zip, part);
    }
    return result == PACKAGE_PART_GOOD;
}

const char *package_attribute(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2) {
        if (strcmp(attributes[0], name) == 0) {
            return attributes[1];
        }
    }
    return NULL;
}
