/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our own well-formed CSV, strictly, by libcsv. */
#include "vifte/own_csv.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"

#include <csv.h>
#include <string.h>

#define BOM "\xEF\xBB\xBF"

struct reader {
    const struct own_csv *file;
    const char *const *columns;
    size_t n_columns;
    own_csv_row_fn *row;
    void *context;
    struct diag *diag;
    struct pos pos;      /* of the current record */
    GPtrArray *fields;   /* char *: the record so far */
    size_t *places;      /* field of each column; NULL before the heading row */
    size_t width;        /* fields of the heading row */
    const char **values; /* of the columns, for the callback */
    bool lost;           /* the heading row is no use, so neither are the records */
    bool good;
};

static void broken(struct reader *reader, const struct diag_kind *kind, const char *what)
{
    diag_add(reader->diag, kind, &reader->pos, NULL, NULL, reader->file->cure, "%s", what);
    reader->good = false;
}

static void read_heading(struct reader *reader)
{
    reader->width = reader->fields->len;
    reader->places = g_new0(size_t, reader->n_columns);
    for (size_t i = 0; i < reader->n_columns; i++) {
        guint place = 0;
        if (g_ptr_array_find_with_equal_func(reader->fields, reader->columns[i], g_str_equal, &place)) {
            reader->places[i] = place;
        } else if (reader->file->lenient) {
            reader->places[i] = SIZE_MAX;
        } else {
            diag_add(reader->diag, &FINDING_NO_COLUMN, &reader->pos, reader->columns[i], NULL,
                     reader->file->cure, _("the column is missing"));
            reader->good = false;
            reader->lost = true;
        }
    }
}

static void read_record(struct reader *reader)
{
    if (reader->fields->len != reader->width) {
        broken(reader, &FINDING_RAGGED, _("the record is not as long as the heading row"));
        return;
    }
    for (size_t i = 0; i < reader->n_columns; i++) {
        reader->values[i] =
            reader->places[i] == SIZE_MAX ? "" : g_ptr_array_index(reader->fields, reader->places[i]);
    }
    reader->good = reader->row(reader->values, &reader->pos, reader->context) && reader->good;
}

static void on_field(void *text, size_t length, void *data)
{
    struct reader *reader = data;
    g_ptr_array_add(reader->fields, g_strndup(text, length));
}

static void on_record(int end, void *data)
{
    (void)end;
    struct reader *reader = data;
    if (reader->places == NULL) {
        read_heading(reader);
    } else if (!reader->lost) {
        read_record(reader);
    }
    g_ptr_array_set_size(reader->fields, 0);
}

/* libcsv counts no lines: it gets one at a time. */
static void parse(struct reader *reader, const char *text)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) {
        broken(reader, &FINDING_NO_FILE, _("the reader cannot be started"));
        return;
    }
    csv_set_delim(&parser, (unsigned char)(reader->file->separator != 0 ? reader->file->separator : ','));
    bool open = true;
    text += g_str_has_prefix(text, BOM) ? strlen(BOM) : 0;
    while (*text != '\0' && open) {
        size_t length = strcspn(text, "\n");
        length += text[length] == '\n';
        reader->pos.line++;
        open = csv_parse(&parser, text, length, on_field, on_record, reader) == length;
        text += length;
    }
    if (!open || csv_fini(&parser, on_field, on_record, reader) != 0) {
        broken(reader, &FINDING_QUOTE, _("a quotation mark is not closed or stands inside a field"));
    }
    csv_free(&parser);
}

bool own_csv_read(const struct own_csv *file, const char *const *columns, size_t n_columns,
                  own_csv_row_fn *row, void *context, struct diag *diag)
{
    struct reader reader = {.file = file,
                            .columns = columns,
                            .n_columns = n_columns,
                            .row = row,
                            .context = context,
                            .diag = diag,
                            .pos = {.file = g_intern_string(file->display)},
                            .fields = g_ptr_array_new_with_free_func(g_free),
                            .values = g_new0(const char *, n_columns),
                            .good = true};
    char *text = NULL;
    gsize length = 0;
    if (!g_file_test(file->path, G_FILE_TEST_IS_REGULAR) || /* a pipe could be waited for without end */
        !g_file_get_contents(file->path, &text, &length, NULL)) {
        broken(&reader, &FINDING_NO_FILE, _("the file is not there or may not be read"));
    } else if (!g_utf8_validate(text, (gssize)length, NULL)) { /* refuses NUL too */
        broken(&reader, &FINDING_ENCODING, _("the text is not UTF-8"));
    } else {
        parse(&reader, text);
    }
    g_free(text);
    g_ptr_array_unref(reader.fields);
    g_free(reader.places);
    g_free(reader.values);
    return reader.good;
}
