/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An earlier answer in memory; see earlier.h. */
#include "vifte/earlier.h"

#include <stdbool.h>
#include <string.h>

static void delivery_clear(void *data)
{
    struct earlier_delivery *delivery = data;
    g_free(delivery->table);
    g_free(delivery->sender);
    g_free(delivery->period);
    g_free(delivery->status);
    g_free(delivery->version);
    g_free(delivery->groups);
}

struct earlier *earlier_new(const char *called)
{
    struct earlier *earlier = g_new(struct earlier, 1);
    *earlier = (struct earlier){.called = g_strdup(called),
                                .figures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                                .deliveries = g_array_new(FALSE, FALSE, sizeof(struct earlier_delivery)),
                                .settings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
    g_array_set_clear_func(earlier->deliveries, delivery_clear);
    return earlier;
}

void earlier_free(struct earlier *earlier)
{
    if (earlier != NULL) {
        g_free(earlier->called);
        g_free(earlier->audience);
        g_hash_table_unref(earlier->figures);
        g_array_unref(earlier->deliveries);
        g_hash_table_unref(earlier->settings);
        earlier_free(earlier->redefined);
        g_free(earlier);
    }
}

/* "5 fewer" in a sentence is "−5" in a table. */
static bool adds_the_sign(const char *known, const char *text)
{
    return g_str_has_prefix(text, "\u2212") && g_str_equal(text + strlen("\u2212"), known);
}

void earlier_add_figure(struct earlier *earlier, const char *id, const char *text)
{
    const char *known = g_hash_table_lookup(earlier->figures, id);
    if (known == NULL || adds_the_sign(known, text)) {
        g_hash_table_insert(earlier->figures, g_strdup(id), g_strdup(text));
    }
}

void earlier_add_delivery(struct earlier *earlier, const struct earlier_delivery *delivery)
{
    struct earlier_delivery copy = {.table = g_strdup(delivery->table),
                                    .sender = g_strdup(delivery->sender),
                                    .period = g_strdup(delivery->period),
                                    .status = g_strdup(delivery->status),
                                    .version = g_strdup(delivery->version),
                                    .groups = g_strdup(delivery->groups)};
    g_array_append_val(earlier->deliveries, copy);
}

void earlier_add_setting(struct earlier *earlier, const char *key, const char *value)
{
    g_hash_table_insert(earlier->settings, g_strdup(key), g_strdup(value));
}
