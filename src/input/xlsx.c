/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook: which part is what, by the relationships of the package, and all its sheets in memory. */
#include "xlsx_private.h"

#include "vifte/cpr.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define INFLATED_TIMES 8 /* a sheet of numbers packs to about a fifth */
#define MAGIC_BYTES 8

static const unsigned char ZIP_MAGIC[] = {'P', 'K', 3, 4};
static const unsigned char OLE_MAGIC[] = {0xD0, 0xCF, 0x11, 0xE0};

/* --- what kind of file it is --- */

static size_t read_magic(const char *path, unsigned char magic[MAGIC_BYTES])
{
    FILE *file = fopen(path, "rb");
    size_t n = 0;
    if (file != NULL) {
        n = fread(magic, 1, MAGIC_BYTES, file);
        (void)fclose(file);
    }
    return n;
}

static bool begins_with(const void *bytes, size_t length, const unsigned char magic[4])
{
    return length >= 4 && memcmp(bytes, magic, 4) == 0;
}

bool xlsx_is_workbook(const char *path)
{
    static const char *const ENDINGS[] = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"};
    unsigned char magic[MAGIC_BYTES];
    size_t n = read_magic(path, magic);
    if (begins_with(magic, n, ZIP_MAGIC) || begins_with(magic, n, OLE_MAGIC)) {
        return true;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(ENDINGS); i++) {
        size_t length = strlen(path), end = strlen(ENDINGS[i]);
        if (length > end && g_ascii_strcasecmp(path + length - end, ENDINGS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void refuse(const struct pos *file, struct diag *diag, const char *message)
{
    diag_add(diag, &FINDING_WORKBOOK, file, NULL, NULL, _("open it in Excel and save it again as .xlsx"),
             "%s", message);
}

const struct package_words XLSX_WORDS = {
    .kind = &FINDING_WORKBOOK,
    .cure = N_("open it in Excel and save it again as .xlsx"),
    .damaged = N_("the workbook is damaged"),
    .too_many = N_("no workbook has that many parts"),
    .too_large = N_("the workbook unpacks to more than %u MB, which are not read for this table"),
    .doctype = N_("it holds a document type definition, which no workbook has"),
};

static bool load_bytes(struct xlsx *book, const char *path, uint64_t max_bytes, const struct pos *file,
                       struct diag *diag)
{
    if (g_access(path, R_OK) != 0) {
        diag_add(diag, &FINDING_NO_FILE, file, NULL, NULL, NULL, _("cannot be opened: %s"),
                 g_strerror(errno));
        return false;
    }
    GMappedFile *mapped = g_mapped_file_new(path, FALSE, NULL);
    if (mapped == NULL) {
        diag_add(diag, &FINDING_NO_FILE, file, NULL, NULL, NULL, _("is no file"));
        return false;
    }
    book->length = g_mapped_file_get_length(mapped);
    bool fits = book->length <= max_bytes;
    if (fits) { /* a copy: the file may change while it is read */
        book->bytes = g_memdup2(g_mapped_file_get_contents(mapped), book->length);
    } else {
        diag_add(diag, &FINDING_FILE_TOO_LARGE, file, NULL, NULL, NULL,
                 _("%u MB are more than the %u MB that are read for this table"),
                 (unsigned)(book->length >> 20), (unsigned)(max_bytes >> 20));
    }
    g_mapped_file_unref(mapped);
    return fits;
}

static bool digest(struct xlsx *book)
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    if (EVP_Digest(book->bytes, book->length, hash, &n, EVP_sha256(), NULL) != 1 || n != 32) {
        return false;
    }
    for (unsigned i = 0; i < n; i++) {
        g_snprintf(book->sha256 + (size_t)2 * i, 3, "%02x", hash[i]);
    }
    return true;
}

static bool check_magic(const struct xlsx *book, const struct pos *file, struct diag *diag)
{
    if (book->length > 0 && begins_with(book->bytes, book->length, ZIP_MAGIC)) {
        return true;
    }
    if (book->length > 0 && begins_with(book->bytes, book->length, OLE_MAGIC)) {
        diag_add(diag, &FINDING_WORKBOOK, file, NULL, NULL,
                 _("open it in Excel and save it as .xlsx without a password"),
                 _("it is protected by a password, or a workbook of the old kind (.xls)"));
    } else {
        refuse(file, diag, _("its name says workbook, but it is none"));
    }
    return false;
}

/* --- relationships --- */

/* The last word of a relationship's type: the same in Transitional and Strict files. */
static const char *type_of(const char **attributes)
{
    const char *type = package_attribute(attributes, "Type");
    const char *slash = type != NULL ? strrchr(type, '/') : NULL;
    return slash != NULL ? slash + 1 : "";
}

/* A target as the name of an entry: "/xl/a.xml" or relative to the folder of `source`. */
static char *part_of(const char *source, const char *target)
{
    if (target[0] == '/') {
        return g_strdup(target + 1);
    }
    char *folder = g_path_get_dirname(source);
    char *joined = strcmp(folder, ".") == 0 ? g_strdup(target) : g_strconcat(folder, "/", target, NULL);
    char *whole = g_strconcat("/", joined, NULL);
    char *canonical = g_canonicalize_filename(whole, "/");
    char *part = g_strdup(canonical + 1);
    g_free(canonical);
    g_free(whole);
    g_free(joined);
    g_free(folder);
    return part;
}

static void package_relationship(void *context, const char *name, const char **attributes)
{
    struct xlsx *book = context;
    const char *target = package_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") == 0 && strcmp(type_of(attributes), "officeDocument") == 0 &&
        target != NULL && book->workbook == NULL) {
        book->workbook = part_of("", target);
    }
}

static void workbook_relationship(void *context, const char *name, const char **attributes)
{
    struct xlsx *book = context;
    const char *target = package_attribute(attributes, "Target");
    const char *id = package_attribute(attributes, "Id");
    if (strcmp(name, "Relationship") != 0 || target == NULL || id == NULL) {
        return;
    }
    const char *type = type_of(attributes);
    char *part = part_of(book->workbook, target);
    if (strcmp(type, "worksheet") == 0) {
        g_hash_table_insert(book->targets, g_strdup(id), g_strdup(part));
    } else if (strcmp(type, "sharedStrings") == 0 && book->strings_part == NULL) {
        book->strings_part = g_strdup(part);
    } else if (strcmp(type, "styles") == 0 && book->styles_part == NULL) {
        book->styles_part = g_strdup(part);
    }
    g_free(part);
}

/* The attribute whose name ends in ":id", whatever its prefix. */
static const char *relationship_id(const char **attributes)
{
    for (; *attributes != NULL; attributes += 2) {
        if (g_str_has_suffix(attributes[0], ":id")) {
            return attributes[1];
        }
    }
    return NULL;
}

static void workbook_element(void *context, const char *name, const char **attributes)
{
    struct xlsx *book = context;
    if (strcmp(name, "workbookPr") == 0) {
        const char *value = package_attribute(attributes, "date1904");
        book->date1904 = value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
    } else if (strcmp(name, "sheet") == 0) {
        const char *id = relationship_id(attributes);
        const char *part = id != NULL ? g_hash_table_lookup(book->targets, id) : NULL;
        const char *title = package_attribute(attributes, "name");
        const char *state = package_attribute(attributes, "state");
        if (part != NULL) { /* a sheet with a chart alone is none */
            struct xlsx_sheet sheet = {.name = g_intern_string(title != NULL ? title : "?"),
                                       .name_leaks = title != NULL && cpr_is_in(title, strlen(title)),
                                       .part = g_strdup(part),
                                       .hidden = state != NULL && strcmp(state, "visible") != 0};
            if (sheet.name_leaks) {
                char number[16];
                g_snprintf(number, sizeof number, "%u", book->sheets->len + 1);
                sheet.name = g_intern_string(number);
            }
            g_array_append_val(book->sheets, sheet);
        }
    }
}

static char *relationships_of(const char *part)
{
    char *folder = g_path_get_dirname(part);
    char *base = g_path_get_basename(part);
    char *name = g_strconcat(strcmp(folder, ".") == 0 ? "" : folder, strcmp(folder, ".") == 0 ? "" : "/",
                             "_rels/", base, ".rels", NULL);
    g_free(base);
    g_free(folder);
    return name;
}

/* Which parts there are. */
static bool read_package(struct xlsx *book, const struct pos *file, struct diag *diag)
{
    struct package_handlers handlers = {.start = package_relationship, .context = book};
    enum package_part result = package_parse(book->zip, "_rels/.rels", &handlers);
    if (result == PACKAGE_PART_BAD) {
        return false;
    }
    if (book->workbook == NULL || !g_str_has_suffix(book->workbook, ".xml")) {
        refuse(file, diag, _("it is a package of another kind (.ods, .xlsb or a document)"));
        return false;
    }
    char *relationships = relationships_of(book->workbook);
    handlers.start = workbook_relationship;
    result = package_parse(book->zip, relationships, &handlers);
    g_free(relationships);
    if (result == PACKAGE_PART_GOOD) {
        handlers.start = workbook_element;
        result = package_parse(book->zip, book->workbook, &handlers);
    }
    if (result == PACKAGE_PART_ABSENT || (result == PACKAGE_PART_GOOD && book->sheets->len == 0)) {
        refuse(file, diag, _("it holds no worksheets"));
    }
    return result == PACKAGE_PART_GOOD && book->sheets->len > 0;
}

/* --- opening --- */

static bool read_parts(struct xlsx *book, const struct pos *file, struct diag *diag)
{
    if (!read_package(book, file, diag) ||
        (book->strings_part != NULL &&
         !xlsx_strings_read(book->zip, book->strings_part, book->texts, book->strings)) ||
        (book->styles_part != NULL && !xlsx_styles_read(book->zip, book->styles_part, book->styles))) {
        return false;
    }
    struct xlsx_context context = {book->zip, book->strings, book->styles, book->date1904};
    for (guint i = 0; i < book->sheets->len; i++) {
        if (!xlsx_sheet_read(&g_array_index(book->sheets, struct xlsx_sheet, i), &context)) {
            return false;
        }
    }
    return xlsx_search_others(book);
}

static void style_clear(void *data)
{
    g_free(((struct xlsx_style *)data)->mask);
}

static void sheet_clear(void *data)
{
    xlsx_sheet_clear(data);
}

static struct xlsx *book_new(void)
{
    struct xlsx *book = g_new0(struct xlsx, 1);
    book->targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    book->strings = g_array_new(FALSE, FALSE, sizeof(struct xlsx_text));
    book->styles = g_array_new(FALSE, FALSE, sizeof(struct xlsx_style));
    g_array_set_clear_func(book->styles, style_clear);
    book->sheets = g_array_new(FALSE, FALSE, sizeof(struct xlsx_sheet));
    g_array_set_clear_func(book->sheets, sheet_clear);
    book->texts = g_string_chunk_new(1 << 16);
    book->fields = g_array_new(FALSE, FALSE, sizeof(struct field));
    return book;
}

struct xlsx *xlsx_open(const char *path, uint64_t max_bytes, const struct pos *file, struct diag *diag)
{
    struct xlsx *book = book_new();
    bool good =
        load_bytes(book, path, max_bytes, file, diag) && check_magic(book, file, diag) && digest(book);
    if (good) {
        book->zip = package_open((const unsigned char *)book->bytes, book->length, max_bytes * INFLATED_TIMES,
                                 &XLSX_WORDS, file, diag);
        good = book->zip != NULL && read_parts(book, file, diag);
    }
    package_free(book->zip);
    book->zip = NULL;
    g_clear_pointer(&book->bytes, g_free);
    if (!good) {
        xlsx_free(book);
        return NULL;
    }
    return book;
}

void xlsx_free(struct xlsx *book)
{
    if (book == NULL) {
        return;
    }
    xlsx_head_clear(book);
    package_free(book->zip);
    g_free(book->bytes);
    g_free(book->workbook);
    g_free(book->strings_part);
    g_free(book->styles_part);
    g_hash_table_unref(book->targets);
    g_array_unref(book->strings);
    g_array_unref(book->styles);
    g_array_unref(book->sheets);
    g_array_unref(book->fields);
    g_string_chunk_free(book->texts);
    g_free(book);
}

const char *xlsx_sha256(const struct xlsx *book)
{
    return book->sha256;
}
