/* SPDX-License-Identifier: GPL-3.0-or-later */
/* figures.csv as rows; see figures_table.h. */
#include "vifte/figures_table.h"

#include "vifte/csv.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/record.h"
#include "vifte/text.h"
#include "vifte/text_source.h"

#include <stddef.h>
#include <string.h>

#define MOST_BYTES ((uint64_t)64 << 20)
#define BLOCK (1 << 16)

/* Texts of a row by their headings; the place is a number. */
static const struct heading_of {
    const char *heading;
    size_t offset;
} FIELDS[] = {
    {"id", offsetof(struct figure_row, id)},
    {"value", offsetof(struct figure_row, value)},
    {"chapter", offsetof(struct figure_row, chapter)},
    {"table", offsetof(struct figure_row, table)},
    {"keys", offsetof(struct figure_row, keys)},
    {"column", offsetof(struct figure_row, column)},
    {"label", offsetof(struct figure_row, label)},
    {"definition", offsetof(struct figure_row, definition)},
    {"method", offsetof(struct figure_row, method)},
    {"inputs", offsetof(struct figure_row, inputs)},
    {"state", offsetof(struct figure_row, state)},
};

#define N_FIELDS G_N_ELEMENTS(FIELDS)

struct layout_of_file {
    uint32_t at[N_FIELDS]; /* number of the field, from 0; UINT32_MAX = the file has none */
    uint32_t place;
};

static uint32_t find_heading(const struct record *record, const char *heading)
{
    for (uint32_t i = 0; i < record->n_fields; i++) {
        if (strcmp(record->fields[i].text, heading) == 0) {
            return i;
        }
    }
    return UINT32_MAX;
}

static bool understand(const struct record *record, struct layout_of_file *layout)
{
    for (size_t i = 0; i < N_FIELDS; i++) {
        layout->at[i] = find_heading(record, FIELDS[i].heading);
    }
    layout->place = find_heading(record, "place");
    return layout->at[0] != UINT32_MAX && layout->at[1] != UINT32_MAX && layout->place != UINT32_MAX;
}

/* The apostrophe before what a spreadsheet would run belongs to the file, not to the text. Fit to be shown,
 * whoever wrote it. */
static const char *keep(struct figures_table *table, const char *text)
{
    char *shown = text_shown(text_unguarded(text));
    const char *kept = g_string_chunk_insert_const(table->texts, shown);
    g_free(shown);
    return kept;
}

static void add_row(struct figures_table *table, const struct record *record,
                    const struct layout_of_file *layout)
{
    struct figure_row row = {0};
    for (size_t i = 0; i < N_FIELDS; i++) {
        uint32_t at = layout->at[i];
        *(const char **)(void *)((char *)&row + FIELDS[i].offset) =
            keep(table, at < record->n_fields ? record->fields[at].text : "");
    }
    if (layout->place < record->n_fields) {
        row.place = (unsigned)g_ascii_strtoull(record->fields[layout->place].text, NULL, 10);
    }
    g_array_append_val(table->rows, row);
}

static bool read_rows(struct record_reader *records, struct csv_reader *reader, struct figures_table *table,
                      struct diag *diag)
{
    struct record record;
    struct layout_of_file layout;
    records->rewind(records, diag);
    if (!records->next(records, &record) || !understand(&record, &layout)) {
        return false;
    }
    bool *free_text = g_new(bool, record.n_fields); /* definitions are long */
    memset(free_text, true, record.n_fields * sizeof *free_text);
    csv_reader_expect(reader, record.line, record.n_fields, free_text);
    while (records->next(records, &record)) {
        add_row(table, &record, &layout);
    }
    g_free(free_text);
    return true;
}

bool figures_table_read(const char *folder, const char *name, struct figures_table *out, struct diag *diag)
{
    char *path = g_build_filename(folder, name, NULL);
    const struct pos pos = {.file = g_intern_string(path)};
    *out = (struct figures_table){.rows = g_array_new(FALSE, FALSE, sizeof(struct figure_row)),
                                  .texts = g_string_chunk_new(1 << 14)};
    bool good = false;
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        struct text_source *source = text_source_open(path, MOST_BYTES, "UTF-8", &pos, diag);
        struct csv_reader *reader =
            source != NULL ? csv_reader_new(text_source_input(source), pos.file, ',', BLOCK) : NULL;
        good = reader != NULL && read_rows(csv_reader_records(reader), reader, out, diag);
        if (reader != NULL) {
            csv_reader_free(reader);
        }
        text_source_free(source);
    }
    if (!good && !diag_stopped(diag)) {
        diag_add(diag, &FINDING_NO_FIGURES, &pos, NULL, NULL,
                 _("give the folder that `vifte run --docx` or `vifte answer` wrote"),
                 _("there is no list of figures that can be read"));
    }
    g_free(path);
    return good;
}

void figures_table_clear(struct figures_table *table)
{
    g_array_unref(table->rows);
    g_string_chunk_free(table->texts);
    *table = (struct figures_table){0};
}
