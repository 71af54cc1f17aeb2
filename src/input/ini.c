/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of an INI file to sections and entries. */
#include "vifte/ini.h"

#include "vifte/cpr.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"
#include "vifte/text_source.h"

#include <string.h>

#define INI_BYTES_MAX ((uint64_t)4 << 20)

struct ini_reader {
    struct ini *ini;
    struct ini_section *section; /* of the current line; NULL before the first */
    struct diag *diag;
    struct pos pos;
};

static void entry_free(void *data)
{
    struct ini_entry *entry = data;
    g_free(entry->key);
    g_free(entry->value);
    g_free(entry);
}

static void section_free(void *data)
{
    struct ini_section *section = data;
    g_hash_table_unref(section->by_key);
    g_ptr_array_unref(section->entries);
    g_free(section->name);
    g_free(section);
}

void ini_free(struct ini *ini)
{
    if (ini != NULL) {
        g_hash_table_unref(ini->by_name);
        g_ptr_array_unref(ini->sections);
        g_free(ini);
    }
}

const struct ini_section *ini_section(const struct ini *ini, const char *name)
{
    return g_hash_table_lookup(ini->by_name, name);
}

const struct ini_entry *ini_entry(const struct ini *ini, const char *section, const char *key)
{
    const struct ini_section *in = ini_section(ini, section);
    return in != NULL ? g_hash_table_lookup(in->by_key, key) : NULL;
}

/* Also blanks of other alphabets than ASCII's: values are pasted from documents. */
static char *trimmed(const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end && g_unichar_isspace(g_utf8_get_char(text))) {
        text = g_utf8_next_char(text);
    }
    while (text < end && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end)))) {
        end = g_utf8_prev_char(end);
    }
    return g_strndup(text, (gsize)(end - text));
}

char **ini_list(const char *value)
{
    GPtrArray *items = g_ptr_array_new();
    GString *item = g_string_new(NULL);
    for (const char *p = value;; p++) {
        if (*p == '\\' && p[1] == ';') {
            g_string_append_c(item, *++p);
        } else if (*p != ';' && *p != '\0') {
            g_string_append_c(item, *p);
        } else {
            char *text = trimmed(item->str, item->len);
            if (*text != '\0') {
                g_ptr_array_add(items, text);
            } else {
                g_free(text);
            }
            g_string_truncate(item, 0);
            if (*p == '\0') {
                break;
            }
        }
    }
    g_string_free(item, TRUE);
    g_ptr_array_add(items, NULL);
    return (char **)g_ptr_array_free(items, FALSE);
}

static void malformed(const struct ini_reader *reader, const char *line)
{
    GString *shown = g_string_new(NULL);
    text_mask(shown, line, strlen(line), 32);
    diag_add(reader->diag, &FINDING_PROJECT, &reader->pos, NULL, NULL,
             _("write [section], key = value, or a comment that starts with #"),
             _("neither a section nor a key and a value: '%s'"), shown->str);
    g_string_free(shown, TRUE);
}

static void twice(const struct ini_reader *reader, const char *name, uint64_t first)
{
    GString *shown = g_string_new(NULL);
    text_mask(shown, name, strlen(name), 32);
    diag_add(reader->diag, &FINDING_KEY_TWICE, &reader->pos, shown->str, NULL, _("keep one of them"),
             _("given already on line %u"), (unsigned)first);
    g_string_free(shown, TRUE);
}

/* "[ group   autism ]" -> "group autism"; NULL when there is no name or something after the bracket. */
static char *section_name(const char *line)
{
    const char *close = strrchr(line, ']');
    if (close == NULL || close[1] != '\0') {
        return NULL;
    }
    char *inside = trimmed(line + 1, (size_t)(close - line - 1));
    GString *name = g_string_new(NULL);
    for (const char *p = inside; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isspace(c)) {
            g_string_append_unichar(name, c);
        } else if (name->str[name->len - 1] != ' ') {
            g_string_append_c(name, ' ');
        }
    }
    g_free(inside);
    bool usable = name->len > 0;
    char *result = g_string_free(name, !usable);
    return usable ? result : NULL;
}

static void read_section(struct ini_reader *reader, const char *line)
{
    char *name = section_name(line);
    if (name == NULL) {
        malformed(reader, line);
        return;
    }
    struct ini_section *section = g_new0(struct ini_section, 1);
    section->name = name;
    section->line = reader->pos.line;
    section->entries = g_ptr_array_new_with_free_func(entry_free);
    section->by_key = g_hash_table_new(g_str_hash, g_str_equal);
    g_ptr_array_add(reader->ini->sections, section);
    const struct ini_section *earlier = ini_section(reader->ini, name);
    if (earlier != NULL) {
        twice(reader, name, earlier->line);
    } else {
        g_hash_table_insert(reader->ini->by_name, name, section);
    }
    reader->section = section;
}

static void read_entry(struct ini_reader *reader, const char *line)
{
    const char *equals = strchr(line, '=');
    if (equals == NULL || equals == line || reader->section == NULL) {
        malformed(reader, line);
        return;
    }
    char *key = trimmed(line, (size_t)(equals - line));
    const struct ini_entry *earlier = g_hash_table_lookup(reader->section->by_key, key);
    if (earlier != NULL) {
        twice(reader, key, earlier->line);
        g_free(key);
        return;
    }
    struct ini_entry *entry = g_new0(struct ini_entry, 1);
    entry->key = key;
    entry->value = trimmed(equals + 1, strlen(equals + 1));
    entry->line = reader->pos.line;
    g_ptr_array_add(reader->section->entries, entry);
    g_hash_table_insert(reader->section->by_key, key, entry);
}

/* A character that got lost makes the line useless, not the file; so does what may not be shown. */
static bool is_usable(const struct ini_reader *reader, const char *line, size_t length)
{
    const char *cure = _("save the file as UTF-8");
    if (memchr(line, '\0', length) != NULL) {
        diag_add(reader->diag, &FINDING_NUL, &reader->pos, NULL, NULL, cure,
                 _("there is a NUL byte in the line"));
        return false;
    }
    if (g_strstr_len(line, (gssize)length, REPLACEMENT_CHARACTER) != NULL) {
        diag_add(reader->diag, &FINDING_ENCODING, &reader->pos, NULL, NULL, cure,
                 _("the line holds bytes that are no text"));
        return false;
    }
    if (cpr_is_in(line, length)) { /* comments and names of sections, too */
        diag_add(reader->diag, &FINDING_CPR, &reader->pos, NULL, NULL, _("take the number out of the file"),
                 _("the line holds a civil registration number; it is not shown"));
        return false;
    }
    return true;
}

static void read_line(struct ini_reader *reader, const char *start, size_t length)
{
    reader->pos.line++;
    if (!is_usable(reader, start, length)) {
        return;
    }
    char *line = trimmed(start, length);
    if (*line == '[') {
        read_section(reader, line);
    } else if (*line != '\0' && *line != '#' && *line != ';') {
        read_entry(reader, line);
    }
    g_free(line);
}

/* Lines end with LF, CRLF or CR. */
static void read_lines(struct ini_reader *reader, const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end) {
        const char *stop = text;
        while (stop < end && *stop != '\r' && *stop != '\n') {
            stop++;
        }
        read_line(reader, text, (size_t)(stop - text));
        bool pair = end - stop >= 2 && stop[0] == '\r' && stop[1] == '\n';
        text = stop + (pair ? 2 : 1);
    }
}

static GString *read_text(struct text_source *source)
{
    GString *text = g_string_new(NULL);
    char block[4096];
    size_t n;
    struct text_input *input = text_source_input(source);
    while ((n = input->read(input, block, sizeof block)) > 0) {
        g_string_append_len(text, block, (gssize)n);
    }
    return text;
}

struct ini *ini_read(const char *path, struct diag *diag)
{
    char *base = g_path_get_basename(path);
    struct pos pos = {.file = g_intern_string(base)};
    g_free(base);
    struct text_source *source = text_source_open(path, INI_BYTES_MAX, NULL, &pos, diag);
    if (source == NULL) {
        return NULL;
    }
    struct ini *ini = g_new0(struct ini, 1);
    ini->file = pos.file;
    ini->sections = g_ptr_array_new_with_free_func(section_free);
    ini->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    struct ini_reader reader = {.ini = ini, .diag = diag, .pos = pos};
    GString *text = read_text(source);
    read_lines(&reader, text->str, text->len);
    g_string_free(text, TRUE);
    text_source_free(source);
    return ini;
}
