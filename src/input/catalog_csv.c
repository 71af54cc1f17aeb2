/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our own well-formed CSV, strictly, by libcsv. */
#include "vifte/catalog_csv.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"

#include <csv.h>
#include <string.h>

struct reader {
    const char *const *columns;
    size_t n_columns;
    catalog_row_fn *row;
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

bool catalog_csv_wrong(struct diag *diag, const struct diag_kind *kind, const struct pos *pos,
                       const char *column, const char *text)
{
    GString *shown = g_string_new(NULL);
    text_mask(shown, text, strlen(text), 32);
    diag_add(diag, kind, pos, column, NULL, _("install the program again"), _("cannot use '%s'"), shown->str);
    g_string_free(shown, TRUE);
    return false;
}

bool catalog_csv_whole(const char *text, int *number)
{
    size_t n = strspn(text, "0123456789");
    if (n == 0 || n > 9 || text[n] != '\0') {
        return false;
    }
    *number = (int)g_ascii_strtoll(text, NULL, 10);
    return true;
}

bool catalog_csv_decimal(const char *text, double *number)
{
    const char *p = text + (*text == '-');
    size_t whole = strspn(p, "0123456789");
    size_t decimals = p[whole] == '.' ? strspn(p + whole + 1, "0123456789") + 1 : 0;
    if (whole == 0 || whole > 15 || decimals == 1 || p[whole + decimals] != '\0') {
        return false;
    }
    *number = g_ascii_strtod(text, NULL);
    return true;
}

static void broken(struct reader *reader, const struct diag_kind *kind, const char *what)
{
    diag_add(reader->diag, kind, &reader->pos, NULL, NULL, _("install the program again"), "%s", what);
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
        } else {
            diag_add(reader->diag, &FINDING_NO_COLUMN, &reader->pos, reader->columns[i], NULL,
                     _("install the program again"), _("the column is missing"));
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
        reader->values[i] = g_ptr_array_index(reader->fields, reader->places[i]);
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

/* libcsv counts no lines: it gets one at a time. No record of the catalog goes over several. */
static void parse(struct reader *reader, const char *text)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) {
        broken(reader, &FINDING_NO_FILE, _("the reader cannot be started"));
        return;
    }
    bool open = true;
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

bool catalog_csv_read(const char *share_dir, const char *name, const char *const *columns, size_t n_columns,
                      catalog_row_fn *row, void *context, struct diag *diag)
{
    char *display = g_strconcat("catalog/", name, NULL);
    char *path = g_build_filename(share_dir, "datasets", "catalog", name, NULL);
    struct reader reader = {.columns = columns,
                            .n_columns = n_columns,
                            .row = row,
                            .context = context,
                            .diag = diag,
                            .pos = {.file = g_intern_string(display)},
                            .fields = g_ptr_array_new_with_free_func(g_free),
                            .values = g_new0(const char *, n_columns),
                            .good = true};
    char *text = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &text, &length, NULL)) {
        broken(&reader, &FINDING_NO_FILE, _("the file is not there or may not be read"));
    } else if (!g_utf8_validate(text, (gssize)length, NULL)) { /* refuses NUL too */
        broken(&reader, &FINDING_ENCODING, _("the text is not UTF-8"));
    } else {
        parse(&reader, text);
    }
    g_free(text);
    g_free(path);
    g_free(display);
    g_ptr_array_unref(reader.fields);
    g_free(reader.places);
    g_free(reader.values);
    return reader.good;
}
