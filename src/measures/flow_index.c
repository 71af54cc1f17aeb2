/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of flow_of_citizens by group, area and year. */
#include "vifte/flow_index.h"

#include "vifte/frame.h"
#include "vifte/model.h"
#include "vifte/registry.h"
#include "vifte/table.h"

struct flow_index {
    const struct frame *frame;
    const struct cell **rows; /* over the frame */
};

/* Names are compared as pointers: every table of a run points to the model's. */
static GHashTable *number_names(const struct frame *frame)
{
    GHashTable *numbers = g_hash_table_new(NULL, NULL);
    for (size_t group = 0; group < frame->n_groups; group++) {
        g_hash_table_insert(numbers, (void *)&frame->model->project->groups[group].name,
                            GSIZE_TO_POINTER(group));
    }
    for (size_t area = 0; area < frame_areas(frame); area++) {
        g_hash_table_insert(numbers, (void *)frame->area_names[area], GSIZE_TO_POINTER(area));
    }
    return numbers;
}

static size_t number_of(GHashTable *numbers, const struct cell *cell)
{
    return GPOINTER_TO_SIZE(g_hash_table_lookup(numbers, cell->name));
}

struct flow_index *flow_index_new(const struct frame *frame, const struct table *table)
{
    struct flow_index *index = g_new0(struct flow_index, 1);
    index->frame = frame;
    index->rows = g_new0(const struct cell *, frame_size(frame) + 1);
    GHashTable *numbers = number_names(frame);
    for (size_t i = 0; table != NULL && i < table_rows(table); i++) {
        const struct cell *row = table_row(table, i);
        size_t group = number_of(numbers, &row[FLOW_OF_CITIZENS_GROUP]);
        size_t area = number_of(numbers, &row[FLOW_OF_CITIZENS_MUNICIPALITY]);
        size_t year = (size_t)row[FLOW_OF_CITIZENS_YEAR].number - (size_t)frame->from_year;
        index->rows[frame_at(frame, group, area, year)] = row;
    }
    g_hash_table_unref(numbers);
    return index;
}

void flow_index_free(struct flow_index *index)
{
    g_free(index->rows);
    g_free(index);
}

const struct cell *flow_index_get(const struct flow_index *index, size_t group, size_t area, size_t year)
{
    return index->rows[frame_at(index->frame, group, area, year)];
}
