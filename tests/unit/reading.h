/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one file as a table and keeps what came of it as text: rows, findings as "CODE line:field". */
#ifndef READING_H
#define READING_H

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/input_table.h"
#include "vifte/model.h"
#include "vifte/project.h"

#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>

struct reading {
    struct project project;
    struct diag *diag;
    GString *rows;
    struct input_record record;
    const struct input_schema *schema;
    bool good;
    char *path; /* of read_bytes() */
};

static inline void reading_append(GString *out, enum value_kind kind, const struct value *value)
{
    static const char *const STATES[] = {[VALUE_MISSING] = "-", [VALUE_SUPPRESSED] = "*", [VALUE_BAD] = "!"};
    if (value->state != VALUE_GIVEN) {
        g_string_append(out, STATES[value->state]);
    } else if (kind == VALUE_TEXT) {
        g_string_append_len(out, value->text, (gssize)value->length);
    } else if (kind == VALUE_DECIMAL || kind == VALUE_PLACES || kind == VALUE_PERCENT) {
        g_string_append_printf(out, "%.6g", value->number);
    } else if (kind == VALUE_DATE) {
        g_string_append_printf(out, "%d", value->day);
    } else if (kind == VALUE_PERIOD) {
        g_string_append_printf(out, "%s[%d,%d)", value->text, value->day, value->end);
    } else {
        g_string_append_printf(out, "%" PRId64, value->whole);
    }
}

static inline void reading_take(const struct input_row *row, void *context)
{
    struct reading *reading = context;
    g_string_append_printf(reading->rows, "%u:", (unsigned)row->pos.line);
    for (size_t i = 0; i < reading->schema->n_columns; i++) {
        g_string_append(reading->rows, i > 0 ? " " : "");
        reading_append(reading->rows, reading->schema->columns[i].kind, &row->values[i]);
    }
    g_string_append_c(reading->rows, '\n');
}

static inline struct reading *reading_new(const struct input_schema *schema)
{
    struct reading *reading = g_new0(struct reading, 1);
    reading->schema = schema;
    reading->project.mappings = g_ptr_array_new_with_free_func(g_free);
    reading->project.formats = g_ptr_array_new_with_free_func(g_free);
    reading->diag = diag_new();
    reading->rows = g_string_new(NULL);
    return reading;
}

static inline void map_column(struct reading *reading, const char *column, const char *heading)
{
    struct column_mapping *mapping = g_new0(struct column_mapping, 1);
    *mapping = (struct column_mapping){(char *)reading->schema->table, (char *)column, (char *)heading};
    g_ptr_array_add(reading->project.mappings, mapping);
}

static inline struct format_rule *set_format(struct reading *reading)
{
    struct format_rule *format = g_new0(struct format_rule, 1);
    format->table = (char *)reading->schema->table;
    g_ptr_array_add(reading->project.formats, format);
    return format;
}

static inline void read_path(struct reading *reading, const char *path)
{
    static char display[] = "f";
    struct input_file file = {
        .table = (char *)reading->schema->table, .path = (char *)path, .display = display};
    reading->good = input_table_read(&reading->project, &file, reading->schema, reading_take, reading,
                                     &reading->record, reading->diag);
}

static inline void read_bytes(struct reading *reading, const char *bytes, size_t length)
{
    int fd = g_file_open_tmp("vifte-XXXXXX.csv", &reading->path, NULL);
    assert_true(fd >= 0);
    g_close(fd, NULL);
    assert_true(g_file_set_contents(reading->path, bytes, (gssize)length, NULL));
    read_path(reading, reading->path);
}

/* No message may show what a civil registration number cell holds. */
static inline void assert_unseen(const struct reading *reading, const char *secret)
{
    for (size_t i = 0; i < diag_size(reading->diag); i++) {
        char *line = diag_format(diag_get(reading->diag, i));
        assert_null(strstr(line, secret));
        g_free(line);
    }
}

/* "E203 5:2|E205 5:4": without the notes on how the file was read. */
static inline void expect(const struct reading *reading, const char *rows, const char *findings)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < diag_size(reading->diag); i++) {
        const struct finding *finding = diag_get(reading->diag, i);
        if (finding->kind != &FINDING_DECIDED) {
            g_string_append_printf(out, "%s%s %u:%u", out->len > 0 ? "|" : "", finding->kind->code,
                                   (unsigned)finding->pos.line, finding->pos.field);
        }
    }
    assert_string_equal(out->str, findings);
    g_string_free(out, TRUE);
    if (rows != NULL) {
        assert_string_equal(reading->rows->str, rows);
    }
}

static inline void reading_free(struct reading *reading)
{
    if (reading->path != NULL) {
        g_unlink(reading->path);
        g_free(reading->path);
    }
    diag_free(reading->diag);
    g_string_free(reading->rows, TRUE);
    g_ptr_array_unref(reading->project.mappings);
    g_ptr_array_unref(reading->project.formats);
    g_free(reading);
}

#endif
