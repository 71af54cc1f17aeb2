/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which version of a form counts, and rows that stand in it twice. */
#include "forms.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <stddef.h>
#include <string.h>

static int compare_key(const struct form *x, const struct form *y)
{
    if (x->municipality != y->municipality) {
        return x->municipality < y->municipality ? -1 : 1;
    }
    if (x->year != y->year) {
        return x->year < y->year ? -1 : 1;
    }
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    if (x->offer != y->offer) {
        return x->offer < y->offer ? -1 : 1;
    }
    return strcmp(x->department, y->department);
}

/* Drafts before approved ones, then by version and day of receipt: the last of a form's versions counts. */
static int compare_version(const struct form *x, const struct form *y)
{
    if ((x->status == FORM_DRAFT) != (y->status == FORM_DRAFT)) {
        return x->status == FORM_DRAFT ? -1 : 1;
    }
    if (x->version != y->version) {
        return x->version < y->version ? -1 : 1;
    }
    int32_t a = x->received == DAY_OPEN ? INT32_MIN : x->received; /* a day beats none */
    int32_t b = y->received == DAY_OPEN ? INT32_MIN : y->received;
    return (a > b) - (a < b);
}

static int compare_forms(const void *a, const void *b)
{
    const struct form *x = a;
    const struct form *y = b;
    int order = compare_key(x, y);
    order = order != 0 ? order : compare_version(x, y);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static enum delivery_status delivery_status(const struct loader *loader, const struct form *form, bool counts)
{
    if (!counts) {
        return form->status == FORM_DRAFT ? DELIVERY_DRAFT : DELIVERY_SUPERSEDED;
    }
    bool late = form->received != DAY_OPEN && loader->project->freeze != DAY_OPEN &&
                form->received > loader->project->freeze;
    return late ? DELIVERY_LATE : DELIVERY_RECEIVED;
}

/* Forms that had not come yet on the day as of which the project is read. */
static void drop_later(const struct loader *loader, GArray *forms)
{
    for (guint i = forms->len; i > 0 && loader->project->received_until != DAY_OPEN; i--) {
        const struct form *form = &g_array_index(forms, struct form, i - 1);
        if (form->received != DAY_OPEN && form->received > loader->project->received_until) {
            g_array_remove_index(forms, i - 1);
        }
    }
}

/* Keeps the rows of `rows` whose form's version counts, and records every delivery. */
void forms_keep_newest(struct loader *loader, const char *table, GArray *forms, GArray *rows, guint row_size)
{
    drop_later(loader, forms);
    g_array_sort(forms, compare_forms);
    GArray *kept = g_array_new(FALSE, FALSE, row_size);
    for (guint first = 0; first < forms->len;) {
        guint end = first + 1;
        const struct form *head = &g_array_index(forms, struct form, first);
        while (end < forms->len && compare_key(head, &g_array_index(forms, struct form, end)) == 0) {
            end++;
        }
        const struct form *newest = &g_array_index(forms, struct form, end - 1);
        for (guint i = first; i < end; i++) {
            const struct form *form = &g_array_index(forms, struct form, i);
            bool counts = compare_version(form, newest) == 0 && form->status != FORM_DRAFT;
            if (counts) {
                g_array_append_vals(kept, rows->data + (size_t)form->row * row_size, 1);
            }
            deliveries_add(loader, table, form, delivery_status(loader, form, counts));
        }
        first = end;
    }
    g_array_set_size(rows, 0);
    g_array_append_vals(rows, kept->data, kept->len);
    g_array_unref(kept);
}

/* What the rows of one table are told apart by, as a text; NULL-separated parts never run together. */
static char *need_key(const void *row)
{
    const struct need *x = row;
    return g_strdup_printf("%u|%u|%d|%d|%s", x->municipality, x->group, x->year, (int)x->basis,
                           x->department.code);
}

static char *need_count_key(const void *row)
{
    const struct need_count *x = row;
    return g_strdup_printf("%u|%u|%d|%d|%d|%s|%s", x->municipality, x->group, x->year, (int)x->basis,
                           (int)x->dimension, x->value.code, x->department.code);
}

static char *use_count_key(const void *row)
{
    const struct use_count *x = row;
    return g_strdup_printf("%u|%u|%d|%u", x->municipality, x->group, x->year, x->offer);
}

static char *demand_key(const void *row)
{
    const struct demand *x = row;
    return g_strdup_printf("%u|%d|%u", x->municipality, x->year, x->offer);
}

/* Two rows of the version that counts with the same key: they would be added up, and one of them is wrong. */
static void check_rows(struct loader *loader, const GArray *rows, size_t row_size, size_t origin_offset,
                       char *(*key_of)(const void *row))
{
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < rows->len; i++) {
        const char *row = rows->data + i * row_size;
        const struct origin *origin = (const void *)(row + origin_offset);
        char *key = key_of(row);
        const struct origin *first = g_hash_table_lookup(seen, key);
        if (first != NULL) {
            loader_report_duplicate(loader, first, origin);
            g_free(key);
        } else {
            g_hash_table_insert(seen, key, (void *)origin);
        }
    }
    g_hash_table_unref(seen);
}

void forms_check_duplicates(struct loader *loader)
{
    check_rows(loader, loader->need_array, sizeof(struct need), offsetof(struct need, origin), need_key);
    check_rows(loader, loader->need_count_array, sizeof(struct need_count),
               offsetof(struct need_count, origin), need_count_key);
    check_rows(loader, loader->use_count_array, sizeof(struct use_count), offsetof(struct use_count, origin),
               use_count_key);
    check_rows(loader, loader->demand_array, sizeof(struct demand), offsetof(struct demand, origin),
               demand_key);
}
