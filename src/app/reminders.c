/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See reminders.h. */
#include "reminders.h"

#include "vifte/dates.h"
#include "vifte/model.h"
#include "vifte/text.h"

#include <string.h>

#define SHOWN_BYTES 60

static const char *sender_of(const struct model *model, const struct delivery *delivery)
{
    if (delivery->municipality != NONE) {
        return model->municipalities[delivery->municipality].name.label;
    }
    return delivery->sender != NULL ? delivery->sender : _("Operators and secretariat");
}

static bool same_delivery(const struct delivery *a, const struct delivery *b)
{
    return strcmp(a->table, b->table) == 0 && a->municipality == b->municipality && a->year == b->year &&
           g_strcmp0(a->sender, b->sender) == 0;
}

/* A draft says more than that something is missing, and less than what has come. */
static bool says_more(const struct delivery *other, const struct delivery *delivery)
{
    return delivery->status == DELIVERY_MISSING
               ? other->status == DELIVERY_DRAFT
               : other->status != DELIVERY_DRAFT && other->status != DELIVERY_MISSING;
}

static bool is_wanted(const struct model *model, const struct delivery *delivery)
{
    bool wanted = delivery->status == DELIVERY_MISSING || delivery->status == DELIVERY_DRAFT;
    for (size_t i = 0; wanted && i < model->n_deliveries; i++) {
        const struct delivery *other = &model->deliveries[i];
        wanted = !(same_delivery(delivery, other) && says_more(other, delivery));
    }
    return wanted || delivery->status == DELIVERY_LATE;
}

static int compare(const void *a, const void *b, void *data)
{
    const struct model *model = data;
    const struct delivery *x = *(const struct delivery *const *)a;
    const struct delivery *y = *(const struct delivery *const *)b;
    int order = text_compare(sender_of(model, x), sender_of(model, y));
    order = order != 0 ? order : strcmp(sender_of(model, x), sender_of(model, y));
    order = order != 0 ? order : (int)(x->status == DELIVERY_LATE) - (int)(y->status == DELIVERY_LATE);
    order = order != 0 ? order : strcmp(x->table, y->table);
    return order != 0 ? order : x->year - y->year;
}

/* struct delivery *, by sender in Danish order. */
static GPtrArray *list(const struct model *model)
{
    GPtrArray *wanted = g_ptr_array_new();
    for (size_t i = 0; i < model->n_deliveries; i++) {
        if (is_wanted(model, &model->deliveries[i])) {
            g_ptr_array_add(wanted, &model->deliveries[i]);
        }
    }
    g_ptr_array_sort_with_data(wanted, compare, (void *)model);
    return wanted;
}

static int days_late(const struct model *model, const struct delivery *delivery)
{
    return delivery->status == DELIVERY_LATE ? delivery->received - model->project->freeze : 0;
}

/* "Needs 2024 (draft only)" */
static void append_item(GString *out, const struct model *model, const struct delivery *delivery)
{
    int late = days_late(model, delivery);
    const struct name *name = model_input_name(delivery->table);
    g_string_append(out, name != NULL ? _(name->label) : delivery->table);
    if (delivery->year != 0) {
        g_string_append_printf(out, " %d", delivery->year);
    }
    if (delivery->status == DELIVERY_DRAFT) {
        g_string_append_printf(out, " (%s)", _("draft only"));
    } else if (delivery->what != NULL) {
        g_string_append_printf(out, " (%s)", delivery->what);
    } else if (late > 0) {
        g_string_append(out, " (");
        g_string_append_printf(out, P_("came %d day late", "came %d days late", late), late);
        g_string_append_c(out, ')');
    }
}

void reminders_print(const struct model *model, FILE *out)
{
    GPtrArray *wanted = list(model);
    if (wanted->len > 0) {
        fprintf(out, "%s\n", _("Reminders:"));
    }
    for (guint i = 0; i < wanted->len;) {
        const char *sender = sender_of(model, g_ptr_array_index(wanted, i));
        GString *line = g_string_new("  ");
        text_mask(line, sender, strlen(sender), SHOWN_BYTES);
        for (guint first = i; i < wanted->len && sender == sender_of(model, g_ptr_array_index(wanted, i));
             i++) {
            g_string_append(line, i == first ? ": " : "; ");
            append_item(line, model, g_ptr_array_index(wanted, i));
        }
        fprintf(out, "%s\n", line->str);
        g_string_free(line, TRUE);
    }
    g_ptr_array_unref(wanted);
}

static json_t *item_json(const struct model *model, const struct delivery *delivery)
{
    const char *status = delivery->status == DELIVERY_MISSING ? "missing"
                         : delivery->status == DELIVERY_DRAFT ? "draft"
                                                              : "late";
    json_t *item = json_object();
    json_object_set_new(item, "sender", json_string(sender_of(model, delivery)));
    json_object_set_new(item, "code",
                        delivery->municipality != NONE
                            ? json_integer(model->municipalities[delivery->municipality].code)
                            : json_null());
    json_object_set_new(item, "table", json_string(delivery->table));
    json_object_set_new(item, "year", delivery->year != 0 ? json_integer(delivery->year) : json_null());
    json_object_set_new(item, "status", json_string(status));
    json_object_set_new(item, "days_late",
                        delivery->status == DELIVERY_LATE ? json_integer(days_late(model, delivery))
                                                          : json_null());
    json_object_set_new(item, "what", delivery->what != NULL ? json_string(delivery->what) : json_null());
    return item;
}

json_t *reminders_json(const struct model *model)
{
    json_t *items = json_array();
    GPtrArray *wanted = list(model);
    for (guint i = 0; i < wanted->len; i++) {
        json_array_append_new(items, item_json(model, g_ptr_array_index(wanted, i)));
    }
    g_ptr_array_unref(wanted);
    return items;
}
