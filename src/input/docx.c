/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content controls of a Word file; see docx.h. */
#include "vifte/docx.h"

#include "package.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define INFLATED_TIMES 8
#define MAIN_PART "/officeDocument"
#define DIGEST_PROPERTY "vifte-digest"
#define FIGURES_PROPERTY "vifte-figures"
#define FIGURES_ENDING "figures.csv"
#define MOST_OF_PROPERTY 200
#define MOST_CONTROLS 200000
#define MOST_TEXT 100000 /* bytes of one control: a figure has a few */

static const struct package_words WORD_FILE = {
    .kind = &FINDING_WORD_FILE,
    .cure = N_("open it in Word and save it again as .docx"),
    .damaged = N_("the Word file is damaged, or it is none"),
    .too_many = N_("no Word file has that many parts"),
    .too_large = N_("the Word file unpacks to more than %u MB, which are not read"),
    .doctype = N_("it holds a document type definition, which no Word file has"),
};

/* --- the text --- */

struct open_control {
    char *tag;
    GString *text;
    bool is_prompt; /* only Word's own "click here" is in it */
};

struct reading {
    struct package *package;
    struct docx_file *file;
    GArray *open;     /* struct open_control: those around the place that is read */
    GString *chapter; /* the heading so far */
    GString *heading; /* of the paragraph that is read, when it is a heading; NULL = it is none */
    unsigned hidden;  /* elements around it whose text does not count */
    bool in_text;
};

static const char *value_of(const char **attributes)
{
    for (; *attributes != NULL; attributes += 2) {
        const char *colon = strchr(attributes[0], ':');
        if (strcmp(colon != NULL ? colon + 1 : attributes[0], "val") == 0) {
            return attributes[1];
        }
    }
    return NULL;
}

/* Deleted text, the old places of moved text, and what is there for programs that know no text boxes. */
static bool hides(const char *name)
{
    return g_strv_contains((const char *const[]){"del", "moveFrom", "Fallback", NULL}, name);
}

static bool is_heading(const char *style)
{
    return g_str_has_prefix(style, "Heading") || g_str_has_prefix(style, "Overskrift");
}

static struct open_control *innermost(const struct reading *reading)
{
    return reading->open->len == 0
               ? NULL
               : &g_array_index(reading->open, struct open_control, reading->open->len - 1);
}

static void append(struct reading *reading, const char *text, size_t length)
{
    if (reading->hidden > 0) {
        return;
    }
    for (guint i = 0; i < reading->open->len; i++) {
        GString *out = g_array_index(reading->open, struct open_control, i).text;
        g_string_append_len(out, text, (gssize)MIN(length, MOST_TEXT - MIN(out->len, MOST_TEXT)));
    }
    if (reading->heading != NULL) {
        g_string_append_len(reading->heading, text,
                            (gssize)MIN(length, MOST_TEXT - MIN(reading->heading->len, MOST_TEXT)));
    }
}

static void start_control(struct reading *reading)
{
    const struct open_control control = {.text = g_string_new(NULL)};
    g_array_append_val(reading->open, control);
}

/* A control that was deleted, or stood where a text was moved from, is not in the document. */
static void end_control(struct reading *reading)
{
    struct open_control control = g_array_index(reading->open, struct open_control, reading->open->len - 1);
    g_array_set_size(reading->open, reading->open->len - 1);
    if (control.tag == NULL || reading->hidden > 0) {
        g_free(control.tag);
        g_string_free(control.text, TRUE);
        return;
    }
    if (control.is_prompt) {
        g_string_truncate(control.text, 0);
    }
    const struct docx_control found = {.tag = control.tag,
                                       .text = g_string_free(control.text, FALSE),
                                       .chapter = g_strdup(reading->chapter->str)};
    g_array_append_val(reading->file->controls, found);
    if (reading->file->controls->len > MOST_CONTROLS) {
        package_refuse(reading->package, _("no document has that many content controls"));
    }
}

static void start_element(void *context, const char *name, const char **attributes)
{
    struct reading *reading = context;
    struct open_control *control = innermost(reading);
    const char *value = value_of(attributes);
    reading->hidden += hides(name);
    if (strcmp(name, "t") == 0) {
        reading->in_text = true;
    } else if (strcmp(name, "sdt") == 0) {
        start_control(reading);
    } else if (strcmp(name, "tag") == 0 && control != NULL && control->tag == NULL && value != NULL) {
        control->tag = g_strdup(value);
    } else if (strcmp(name, "showingPlcHdr") == 0 && control != NULL) {
        control->is_prompt = value == NULL || (strcmp(value, "0") != 0 && strcmp(value, "false") != 0);
    } else if (strcmp(name, "pStyle") == 0 && value != NULL && is_heading(value) &&
               reading->heading == NULL) {
        reading->heading = g_string_new(NULL);
    } else if (strcmp(name, "tab") == 0 || strcmp(name, "br") == 0 || strcmp(name, "cr") == 0) {
        append(reading, " ", 1);
    } else if (strcmp(name, "noBreakHyphen") == 0) {
        append(reading, "-", 1);
    }
}

static void end_paragraph(struct reading *reading)
{
    append(reading, " ", 1);
    if (reading->heading != NULL) {
        g_string_assign(reading->chapter, g_strstrip(reading->heading->str));
        g_string_free(reading->heading, TRUE);
        reading->heading = NULL;
    }
}

static void end_element(void *context, const char *name)
{
    struct reading *reading = context;
    reading->hidden -= hides(name);
    if (strcmp(name, "t") == 0) {
        reading->in_text = false;
    } else if (strcmp(name, "p") == 0) {
        end_paragraph(reading);
    } else if (strcmp(name, "sdt") == 0) {
        end_control(reading);
    }
}

static void characters(void *context, const char *text, int length)
{
    struct reading *reading = context;
    if (reading->in_text) {
        append(reading, text, (size_t)length);
    }
}

static bool read_text(struct package *package, const char *part, bool needed, struct docx_file *file)
{
    struct reading reading = {.package = package, .file = file, .chapter = g_string_new(NULL)};
    reading.open = g_array_new(FALSE, FALSE, sizeof(struct open_control));
    const struct package_handlers handlers = {start_element, end_element, characters, &reading};
    bool good = needed ? package_read(package, part, &handlers)
                       : package_parse(package, part, &handlers) != PACKAGE_PART_BAD;
    for (guint i = 0; i < reading.open->len; i++) { /* of a broken part */
        g_free(g_array_index(reading.open, struct open_control, i).tag);
        g_string_free(g_array_index(reading.open, struct open_control, i).text, TRUE);
    }
    if (reading.heading != NULL) {
        g_string_free(reading.heading, TRUE);
    }
    g_array_unref(reading.open);
    g_string_free(reading.chapter, TRUE);
    return good;
}

/* --- which part is what --- */

static void find_main(void *context, const char *name, const char **attributes)
{
    char **main_part = context;
    const char *type = package_attribute(attributes, "Type");
    const char *target = package_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") == 0 && type != NULL && target != NULL &&
        g_str_has_suffix(type, MAIN_PART) && *main_part == NULL) {
        *main_part = g_strdup(target[0] == '/' ? target + 1 : target);
    }
}

struct properties {
    GString *digest, *figures;
    GString *open; /* the one that is read; NULL = another program's */
};

static void start_property(void *context, const char *name, const char **attributes)
{
    struct properties *properties = context;
    if (strcmp(name, "property") == 0) {
        const char *called = package_attribute(attributes, "name");
        properties->open = g_strcmp0(called, DIGEST_PROPERTY) == 0    ? properties->digest
                           : g_strcmp0(called, FIGURES_PROPERTY) == 0 ? properties->figures
                                                                      : NULL;
    }
}

static void property_text(void *context, const char *text, int length)
{
    struct properties *properties = context;
    if (properties->open != NULL && properties->open->len < MOST_OF_PROPERTY) {
        g_string_append_len(properties->open, text, length);
    }
}

/* The document was edited by others: it names a list of ours, or none, and never another place. */
static char *list_name(GString *property)
{
    char *name = g_strstrip(g_string_free(property, FALSE));
    if (g_str_has_suffix(name, FIGURES_ENDING) && strpbrk(name, "/\\") == NULL) {
        return name;
    }
    g_free(name);
    return g_strdup(FIGURES_ENDING);
}

/* A file without the properties is none of ours any more, but its controls still are. */
static bool read_properties(struct package *package, struct docx_file *file)
{
    struct properties properties = {.digest = g_string_new(NULL), .figures = g_string_new(NULL)};
    const struct package_handlers handlers = {start_property, NULL, property_text, &properties};
    enum package_part result = package_parse(package, "docProps/custom.xml", &handlers);
    file->digest = g_strstrip(g_string_free(properties.digest, FALSE));
    file->figures = list_name(properties.figures);
    return result != PACKAGE_PART_BAD;
}

/* Word calls it word/document.xml, its web edition also word/document2.xml. */
static bool read_parts(struct package *package, const struct pos *pos, struct docx_file *file,
                       struct diag *diag)
{
    g_autofree char *main_part = NULL;
    const struct package_handlers handlers = {find_main, NULL, NULL, &main_part};
    enum package_part relations = package_parse(package, "_rels/.rels", &handlers);
    if (relations != PACKAGE_PART_GOOD || main_part == NULL || !g_str_has_suffix(main_part, ".xml")) {
        if (relations != PACKAGE_PART_BAD) {
            diag_add(diag, &FINDING_WORD_FILE, pos, NULL, NULL, NULL, _("it holds no document"));
        }
        return false;
    }
    g_autofree char *folder = g_path_get_dirname(main_part);
    g_autofree char *footnotes = g_build_path("/", folder, "footnotes.xml", NULL);
    g_autofree char *endnotes = g_build_path("/", folder, "endnotes.xml", NULL);
    return read_text(package, main_part, true, file) && read_text(package, footnotes, false, file) &&
           read_text(package, endnotes, false, file) && read_properties(package, file);
}

/* --- the file --- */

static char *load(const char *path, const struct pos *pos, gsize *length, struct diag *diag)
{
    GStatBuf status;
    char *bytes = NULL;
    if (g_stat(path, &status) != 0) {
        diag_add(diag, &FINDING_NO_FILE, pos, NULL, NULL, NULL, "%s", g_strerror(errno));
    } else if (!S_ISREG(status.st_mode) || (uint64_t)status.st_size > DOCX_BYTES) {
        diag_add(diag, &FINDING_WORD_FILE, pos, NULL, NULL, NULL,
                 _("it is no file, or larger than the %u MB that are read"), (unsigned)(DOCX_BYTES >> 20));
    } else if (!g_file_get_contents(path, &bytes, length, NULL)) {
        diag_add(diag, &FINDING_NO_FILE, pos, NULL, NULL, NULL, _("it cannot be read"));
    }
    return bytes;
}

static void control_clear(void *data)
{
    struct docx_control *control = data;
    g_free(control->tag);
    g_free(control->text);
    g_free(control->chapter);
}

bool docx_read(const char *path, const struct pos *pos, struct docx_file *out, struct diag *diag)
{
    gsize length = 0;
    *out = (struct docx_file){.controls = g_array_new(FALSE, FALSE, sizeof(struct docx_control))};
    g_array_set_clear_func(out->controls, control_clear);
    char *bytes = load(path, pos, &length, diag);
    struct package *package = NULL;
    if (bytes != NULL) {
        package = package_open((const unsigned char *)bytes, length, DOCX_BYTES * INFLATED_TIMES, &WORD_FILE,
                               pos, diag);
    }
    bool good = package != NULL && read_parts(package, pos, out, diag);
    package_free(package);
    g_free(bytes);
    return good;
}

void docx_clear(struct docx_file *file)
{
    g_array_unref(file->controls);
    g_free(file->digest);
    g_free(file->figures);
    *file = (struct docx_file){0};
}
