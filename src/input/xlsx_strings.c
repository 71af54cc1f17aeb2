/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared and inline strings: runs of rich text put together, phonetic readings left out. */
#include "xlsx_private.h"

#include "vifte/value.h"

#include <string.h>

void xlsx_runs_start(struct xlsx_runs *runs, const char *name, const char **attributes)
{
    if (strcmp(name, "r") == 0) {
        runs->level = XLSX_LINE;
    } else if (strcmp(name, "vertAlign") == 0) {
        const char *level = package_attribute(attributes, "val");
        runs->level = g_strcmp0(level, "superscript") == 0 ? XLSX_RAISED
                      : g_strcmp0(level, "subscript") == 0 ? XLSX_LOWERED
                                                           : XLSX_LINE;
    }
    if (strcmp(name, "rPh") == 0) {
        runs->phonetic++;
    }
    runs->in_text = strcmp(name, "t") == 0 && runs->phonetic == 0;
}

void xlsx_runs_end(struct xlsx_runs *runs, const char *name)
{
    if (strcmp(name, "rPh") == 0 && runs->phonetic > 0) {
        runs->phonetic--;
    } else if (strcmp(name, "r") == 0) {
        runs->level = XLSX_LINE;
    }
    runs->in_text = false;
}

/* A footnote's raised 1 behind 12 must not make 121 of it. */
static void append_off_line(struct xlsx_runs *runs, const char *text, int length)
{
    static const gunichar RAISED[] = {0x2070, 0xB9,   0xB2,   0xB3,   0x2074,
                                      0x2075, 0x2076, 0x2077, 0x2078, 0x2079};
    const gunichar lowered_zero = 0x2080;
    for (int i = 0; i < length; i++) {
        if (!g_ascii_isdigit(text[i])) {
            g_string_append_c(runs->out, text[i]);
            continue;
        }
        int digit = g_ascii_digit_value(text[i]);
        bool raised = runs->level == XLSX_RAISED;
        g_string_append_unichar(runs->out, raised ? RAISED[digit] : lowered_zero + (gunichar)digit);
    }
}

void xlsx_runs_text(struct xlsx_runs *runs, const char *text, int length)
{
    if (runs->in_text && runs->level == XLSX_LINE) {
        g_string_append_len(runs->out, text, length);
    } else if (runs->in_text) {
        append_off_line(runs, text, length);
    }
}

/* The character that "_x000D_" at `p` stands for, 0 when it is none. */
static gunichar escaped_at(const char *p, const char *end)
{
    gunichar c = 0;
    if (end - p < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_') {
        return 0;
    }
    for (int i = 2; i < 6; i++) {
        if (!g_ascii_isxdigit(p[i])) {
            return 0;
        }
        c = c * 16 + (gunichar)g_ascii_xdigit_value(p[i]);
    }
    return g_unichar_validate(c) ? c : 0;
}

static void resolve_escapes(GString *text)
{
    if (strstr(text->str, "_x") == NULL) {
        return;
    }
    GString *out = g_string_sized_new(text->len);
    const char *end = text->str + text->len;
    for (const char *p = text->str; p < end;) {
        gunichar c = escaped_at(p, end);
        if (c != 0) {
            g_string_append_unichar(out, c);
            p += 7;
        } else {
            g_string_append_c(out, *p++);
        }
    }
    g_string_assign(text, out->str);
    g_string_free(out, TRUE);
}

struct xlsx_text xlsx_text_keep(GString *raw, GStringChunk *chunk)
{
    resolve_escapes(raw);
    struct field field = {.text = raw->str, .length = MIN(raw->len, (gsize)INT32_MAX)};
    value_trim(&field);
    return (struct xlsx_text){g_string_chunk_insert_len(chunk, field.text, (gssize)field.length),
                              (uint32_t)field.length};
}

struct string_reader {
    struct xlsx_runs runs;
    GStringChunk *chunk;
    GArray *strings;
    bool in_item;
};

static void start(void *context, const char *name, const char **attributes)
{
    struct string_reader *reader = context;
    if (strcmp(name, "si") == 0) {
        reader->in_item = true;
        reader->runs.phonetic = 0;
        reader->runs.level = XLSX_LINE;
        g_string_truncate(reader->runs.out, 0);
    } else if (reader->in_item) {
        xlsx_runs_start(&reader->runs, name, attributes);
    }
}

static void end(void *context, const char *name)
{
    struct string_reader *reader = context;
    if (strcmp(name, "si") == 0) {
        struct xlsx_text text = xlsx_text_keep(reader->runs.out, reader->chunk);
        g_array_append_val(reader->strings, text);
        reader->in_item = false;
    } else if (reader->in_item) {
        xlsx_runs_end(&reader->runs, name);
    }
}

static void text(void *context, const char *characters, int length)
{
    struct string_reader *reader = context;
    if (reader->in_item) {
        xlsx_runs_text(&reader->runs, characters, length);
    }
}

bool xlsx_strings_read(struct package *zip, const char *part, GStringChunk *chunk, GArray *strings)
{
    struct string_reader reader = {.runs = {.out = g_string_new(NULL)}, .chunk = chunk, .strings = strings};
    struct package_handlers handlers = {start, end, text, &reader};
    bool good = package_read(zip, part, &handlers);
    g_string_free(reader.runs.out, TRUE);
    return good;
}
