/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number formats: which of them make a date, a percentage or leading zeros of a number. */
#include "xlsx_private.h"

#include <string.h>

/* What is left of a format's first section without literals, colours and conditions: 'dd"."mm' -> "ddmm". */
struct format_parts {
    char marks[64]; /* lower case; 'h' 'm' 's' also of elapsed times in brackets */
    size_t n;
};

static void add_mark(struct format_parts *parts, char c)
{
    if (parts->n + 1 < sizeof parts->marks) {
        parts->marks[parts->n++] = g_ascii_tolower(c);
        parts->marks[parts->n] = '\0';
    }
}

/* "[h]" is a time, "[Red]", "[>0]" and "[$-406]" say nothing about the number. */
static const char *skip_bracket(const char *p, struct format_parts *parts)
{
    const char *close = strchr(p, ']');
    if (close == NULL) {
        return p + strlen(p);
    }
    size_t n = (size_t)(close - p - 1);
    if (n > 0 && strspn(p + 1, "hHmMsS") == n) {
        add_mark(parts, p[1]);
    }
    return close + 1;
}

static const char *skip_quoted(const char *p)
{
    const char *close = strchr(p + 1, '"');
    return close != NULL ? close + 1 : p + strlen(p);
}

static struct format_parts take_apart(const char *code)
{
    struct format_parts parts = {.n = 0};
    for (const char *p = code; *p != '\0' && *p != ';';) {
        if (*p == '"') {
            p = skip_quoted(p);
        } else if (*p == '\\' || *p == '_' || *p == '*') { /* the next character is shown, or sets a width */
            p += p[1] != '\0' ? 1 + g_utf8_skip[(unsigned char)p[1]] : 1;
        } else if (*p == '[') {
            p = skip_bracket(p, &parts);
        } else if (g_str_has_prefix(p, "\xC3\xA5") || g_str_has_prefix(p, "\xC3\x85")) { /* a Danish year */
            add_mark(&parts, 'y');
            p += 2;
        } else {
            add_mark(&parts, *p++);
        }
    }
    return parts;
}

/* Zeros with hyphens and blanks between them and nothing else: "0000", "000000\-0000". NULL when it is none.
 */
static char *mask_of(const char *code)
{
    GString *mask = g_string_new(NULL);
    size_t zeros = 0;
    for (const char *p = code; *p != '\0' && *p != ';'; p++) {
        if (*p == '0' || *p == '-' || *p == ' ') {
            g_string_append_c(mask, *p);
            zeros += *p == '0';
        } else if (*p != '\\' && *p != '"') {
            zeros = 0;
            break;
        }
    }
    return g_string_free(mask, zeros < 2);
}

static bool is_general(const char *code)
{
    return g_ascii_strcasecmp(code, "General") == 0 || g_ascii_strcasecmp(code, "Standard") == 0;
}

static enum xlsx_show show_of(const struct format_parts *parts)
{
    const char *marks = parts->marks;
    bool day = strchr(marks, 'd') != NULL;
    bool year = strchr(marks, 'y') != NULL || (strchr(marks, 'e') != NULL && strchr(marks, '0') == NULL);
    bool month = strchr(marks, 'm') != NULL;
    bool time = strchr(marks, 'h') != NULL || strchr(marks, 's') != NULL;
    if (day || (year && time)) {
        return XLSX_DATE;
    }
    if (time) {
        return XLSX_TIME;
    }
    if (year) {
        return month ? XLSX_MONTH : XLSX_YEAR;
    }
    return month ? XLSX_DATE : strchr(marks, '%') != NULL ? XLSX_PERCENT : XLSX_NUMBER;
}

struct xlsx_style xlsx_style_of(const char *code)
{
    struct xlsx_style style = {.show = XLSX_NUMBER};
    if (is_general(code)) {
        return style;
    }
    style.mask = mask_of(code);
    if (style.mask != NULL) {
        style.show = XLSX_MASK;
        return style;
    }
    struct format_parts parts = take_apart(code);
    style.show = show_of(&parts);
    return style;
}

/* The formats that have a number and no code in the file. 27-36 and 50-58 are dates of East Asian editions.
 */
static enum xlsx_show built_in(unsigned id)
{
    if ((id >= 14 && id <= 16) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) {
        return XLSX_DATE;
    }
    if (id == 17) {
        return XLSX_MONTH;
    }
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) {
        return XLSX_TIME;
    }
    return id == 9 || id == 10 ? XLSX_PERCENT : XLSX_NUMBER;
}

struct style_reader {
    GHashTable *codes; /* id -> format code */
    GArray *styles;
    bool in_cells;
};

static unsigned id_of(const char **attributes)
{
    const char *id = package_attribute(attributes, "numFmtId");
    return id != NULL ? (unsigned)g_ascii_strtoull(id, NULL, 10) : 0;
}

static void start(void *context, const char *name, const char **attributes)
{
    struct style_reader *reader = context;
    if (strcmp(name, "numFmt") == 0) {
        const char *code = package_attribute(attributes, "formatCode");
        g_hash_table_insert(reader->codes, GUINT_TO_POINTER(id_of(attributes)),
                            g_strdup(code != NULL ? code : ""));
    } else if (strcmp(name, "cellXfs") == 0) {
        reader->in_cells = true;
    } else if (reader->in_cells && strcmp(name, "xf") == 0) {
        unsigned id = id_of(attributes);
        const char *code = g_hash_table_lookup(reader->codes, GUINT_TO_POINTER(id));
        struct xlsx_style style =
            code != NULL ? xlsx_style_of(code) : (struct xlsx_style){.show = built_in(id)};
        g_array_append_val(reader->styles, style);
    }
}

static void end(void *context, const char *name)
{
    if (strcmp(name, "cellXfs") == 0) {
        ((struct style_reader *)context)->in_cells = false;
    }
}

bool xlsx_styles_read(struct package *zip, const char *part, GArray *styles)
{
    struct style_reader reader = {.styles = styles};
    reader.codes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    struct package_handlers handlers = {start, end, NULL, &reader};
    bool good = package_read(zip, part, &handlers);
    g_hash_table_unref(reader.codes);
    return good;
}
