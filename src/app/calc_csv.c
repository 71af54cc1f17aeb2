/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading cases by libcsv, one physical line at a time; see calc_csv.h. */
#include "calc_csv.h"

#include "vifte/text.h"

#include <csv.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_MESSAGES 50

void calc_report(struct calc_messages *messages, size_t line, size_t field, const char *format, ...)
{
    if (messages->n++ >= SHOWN_MESSAGES)
        return;
    GString *text = g_string_new(messages->name);
    if (line > 0)
        g_string_append_printf(text, ":%zu", line);
    if (field > 0)
        g_string_append_printf(text, ":%zu", field);
    g_string_append(text, ": ");
    va_list arguments;
    va_start(arguments, format);
    g_string_append_vprintf(text, format, arguments);
    va_end(arguments);
    fprintf(messages->err, "%s\n", text->str);
    g_string_free(text, TRUE);
}

void calc_report_rest(const struct calc_messages *messages)
{
    if (messages->n <= SHOWN_MESSAGES)
        return;
    size_t more = messages->n - SHOWN_MESSAGES;
    fprintf(messages->err, P_("%s: and %zu more\n", "%s: and %zu more\n", more), messages->name, more);
}

static void free_record(gpointer data)
{
    struct calc_record *r = data;
    g_ptr_array_free(r->fields, TRUE);
    g_free(r);
}

GPtrArray *calc_csv_records(void)
{
    return g_ptr_array_new_with_free_func(free_record);
}

struct reading {
    GPtrArray *records;
    struct calc_messages *errors;
    GPtrArray *fields; /* of the record that is being read */
    size_t line;       /* now */
    size_t first_line; /* where that record began */
    bool ended;        /* a record ended on this line */
};

static void on_field(void *field, size_t length, void *data)
{
    struct reading *r = data;
    g_ptr_array_add(r->fields, g_strndup(field != NULL ? field : "", length));
}

static void on_record(int terminator, void *data)
{
    (void)terminator;
    struct reading *r = data;
    struct calc_record *record = g_new(struct calc_record, 1);
    *record = (struct calc_record){.line = r->first_line, .fields = r->fields};
    g_ptr_array_add(r->records, record);
    r->fields = g_ptr_array_new_with_free_func(g_free);
    r->ended = true;
}

/* libcsv trims fields otherwise; blanks are the values' own matter. */
static int is_space(unsigned char byte)
{
    (void)byte;
    return 0;
}

static bool is_blank(const char *line, size_t length)
{
    return length == strspn(line, "\r\n");
}

/* One physical line at a time, so that every record knows the line it began on. */
static bool read_line(struct reading *r, struct csv_parser *parser, char *line, size_t length)
{
    r->line++;
    if (r->line == 1 && length >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) {
        line += 3;
        length -= 3;
    }
    bool starts = r->ended;
    if (starts && is_blank(line, length))
        return true;
    if (starts)
        r->first_line = r->line;
    r->ended = false;
    if (memchr(line, '\0', length) != NULL) {
        calc_report(r->errors, r->line, 0, _("a NUL byte; this is no text file"));
        return false;
    }
    if (csv_parse(parser, line, length, on_field, on_record, r) == length)
        return true;
    calc_report(r->errors, r->line, r->fields->len + 1,
                _("a quotation mark inside a field; double it and put the field in quotation marks"));
    return false;
}

bool calc_csv_read(FILE *in, GPtrArray *records, struct calc_messages *errors)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL) != 0)
        return false;
    csv_set_space_func(&parser, is_space);
    struct reading r = {.records = records,
                        .errors = errors,
                        .fields = g_ptr_array_new_with_free_func(g_free),
                        .ended = true};
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    bool ok = true;
    while (ok && (length = getline(&line, &room, in)) >= 0)
        ok = read_line(&r, &parser, line, (size_t)length);
    if (ok && ferror(in)) {
        calc_report(errors, 0, 0, "%s", g_strerror(errno));
        ok = false;
    }
    if (ok && csv_fini(&parser, on_field, on_record, &r) != 0)
        calc_report(errors, r.first_line, 0, _("a quotation mark is opened and never closed"));
    free(line);
    csv_free(&parser);
    g_ptr_array_free(r.fields, TRUE);
    return errors->n == 0;
}

void calc_csv_append(GString *line, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        g_string_append(line, text);
        return;
    }
    g_string_append_c(line, '"');
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"')
            g_string_append_c(line, '"');
        g_string_append_c(line, *p);
    }
    g_string_append_c(line, '"');
}
