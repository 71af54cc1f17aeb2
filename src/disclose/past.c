/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Releases to rows. */
#include "past.h"

#include "record.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/releases.h"
#include "vifte/table.h"

#include <string.h>

struct past {
    const struct results *today;
    struct results all; /* today's own tables where no release has a row */
    size_t first_row[TABLE_COUNT];
    GArray *sources[TABLE_COUNT]; /* size_t by row of a release */
    GArray *thresholds;           /* int by source; [0] unused */
    GArray *audiences;            /* enum audience by source; [0] is today's */
    GPtrArray *names;             /* struct name *: keys and words of the releases */
};

static const struct name *name_of(struct past *past, const char *text)
{
    struct name *name = g_new0(struct name, 1);
    name->code = name->label = text;
    g_ptr_array_add(past->names, name);
    return name;
}

/* A copy to which rows can be added. */
static struct table *own_table(struct past *past, enum table_id id)
{
    if (past->sources[id] == NULL) {
        const struct table *today = past->today->tables[id];
        struct table *copy = table_new(registry_table(id));
        if (today != NULL) {
            g_array_append_vals(copy->cells, today->cells->data, today->cells->len);
        }
        past->all.tables[id] = copy;
        past->sources[id] = g_array_new(FALSE, FALSE, sizeof(size_t));
    }
    return past->all.tables[id];
}

static bool fill_keys(struct past *past, const struct table_def *def, const char *row_name,
                      struct cell *cells)
{
    char **keys = release_row_keys(row_name);
    bool good = g_strv_length(keys) == def->n_keys;
    for (size_t k = 0; good && k < def->n_keys; k++) {
        enum column_kind kind = def->columns[k].kind;
        if (*keys[k] == '\0') {
            cells[k] = cell_empty(CELL_MISSING, REASON_NONE);
        } else if (kind == COLUMN_ID || kind == COLUMN_WORD || kind == COLUMN_TEXT) {
            cells[k] = cell_name(name_of(past, g_intern_string(keys[k])));
        } else {
            cells[k] = cell_number(g_ascii_strtod(keys[k], NULL), CONTRIBUTORS_NONE);
        }
    }
    g_strfreev(keys);
    return good;
}

static void fill_figure(struct past *past, const struct table_def *def, const struct release_figure *figure,
                        struct cell *cells)
{
    size_t column = record_column(def, figure->column);
    if (column < def->n_keys || column >= def->n_columns) {
        return; /* of a program with other columns */
    }
    if (figure->state == FIGURE_WORD) {
        cells[column] = cell_name(name_of(past, figure->word));
    } else {
        cells[column] = cell_number(figure->number, CONTRIBUTORS_NONE);
        cells[column].marks = figure->state == FIGURE_SHOWN    ? MARK_SHOWN
                              : figure->state == FIGURE_COARSE ? MARK_COARSE
                                                               : 0;
    }
}

/* Figures of one row follow each other. */
static void add_release(struct past *past, const struct release *release, size_t source)
{
    const struct release_figure *before = NULL;
    struct cell *cells = NULL;
    const struct table_def *def = NULL;
    for (guint i = 0; i < release->figures->len; i++) {
        const struct release_figure *figure = &g_array_index(release->figures, struct release_figure, i);
        if (before == NULL || before->table != figure->table || before->row != figure->row) {
            enum table_id id = record_table(figure->table);
            def = id < TABLE_COUNT ? registry_table(id) : NULL;
            cells = NULL;
            if (def != NULL) {
                struct table *table = own_table(past, id);
                cells = table_add(table);
                if (fill_keys(past, def, figure->row, cells)) {
                    g_array_append_val(past->sources[id], source);
                } else {
                    g_array_set_size(table->cells, table->cells->len - (guint)def->n_columns);
                    cells = NULL;
                }
            }
        }
        if (cells != NULL) {
            fill_figure(past, def, figure, cells);
        }
        before = figure;
    }
}

/* The same folder sent to several is one release. */
static bool is_repeated(const GPtrArray *releases, guint i)
{
    const struct release *release = g_ptr_array_index(releases, i);
    for (guint k = 0; k < i; k++) {
        const struct release *other = g_ptr_array_index(releases, k);
        if (strcmp(other->folder, release->folder) == 0 && other->audience == release->audience) {
            return true;
        }
    }
    return false;
}

struct past *past_new(const struct results *today, const struct model *model, enum audience audience,
                      bool empty)
{
    struct past *past = g_new0(struct past, 1);
    int none = 0;
    past->today = today;
    past->all = *today;
    past->thresholds = g_array_new(FALSE, FALSE, sizeof(int));
    past->names = g_ptr_array_new_with_free_func(g_free);
    past->audiences = g_array_new(FALSE, FALSE, sizeof(enum audience));
    g_array_append_val(past->thresholds, none);
    g_array_append_val(past->audiences, audience);
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        past->first_row[id] = today->tables[id] != NULL ? table_rows(today->tables[id]) : 0;
    }
    /* The more public ones first: then the rows of one audience's past begin like those of another's. */
    for (enum audience of = AUDIENCE_PUBLIC; !empty && model->releases != NULL && of <= audience; of++) {
        for (guint i = 0; i < model->releases->len; i++) {
            const struct release *release = g_ptr_array_index(model->releases, i);
            if (release->audience == of && !is_repeated(model->releases, i)) {
                g_array_append_val(past->thresholds, release->threshold);
                g_array_append_val(past->audiences, of);
                add_release(past, release, past_size(past));
            }
        }
    }
    return past;
}

void past_free(struct past *past)
{
    if (past == NULL) {
        return;
    }
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        if (past->sources[id] != NULL) {
            table_free(past->all.tables[id]);
            g_array_unref(past->sources[id]);
        }
    }
    g_array_unref(past->thresholds);
    g_array_unref(past->audiences);
    g_ptr_array_unref(past->names);
    g_free(past);
}

const struct results *past_results(const struct past *past)
{
    return &past->all;
}

size_t past_size(const struct past *past)
{
    return past->thresholds->len - 1;
}

size_t past_first_row(const struct past *past, enum table_id id)
{
    return past->first_row[id];
}

size_t past_source(const struct past *past, enum table_id id, size_t row)
{
    return row < past->first_row[id] ? 0
                                     : g_array_index(past->sources[id], size_t, row - past->first_row[id]);
}

enum audience past_audience(const struct past *past, size_t source)
{
    return g_array_index(past->audiences, enum audience, source);
}

int past_threshold(const struct past *past, size_t source)
{
    return g_array_index(past->thresholds, int, source);
}
