/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who and what is behind a changed figure: forms and settings that are not those of then. */
#include "answer_changed.h"

#include "sentence_parts.h"
#include "vifte/earlier.h"
#include "vifte/edition.h"
#include "vifte/figure_inputs.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

static const char *figure_table(const char *id)
{
    char *name = g_strndup(id, strcspn(id, "/"));
    const struct table_def *def = registry_find(name);
    g_free(name);
    return def != NULL ? def->name : "";
}

/* Does a year stand among the id's keys? */
static bool id_has_year(const char *id, const char *year)
{
    char **parts = g_strsplit_set(id, "/ ", -1);
    bool found = g_strv_contains((const char *const *)parts, year);
    g_strfreev(parts);
    return found;
}

static bool is_input_of(const char *table, const char *input)
{
    char **inputs = g_strsplit(figure_inputs(table), " ", -1);
    bool found = g_strv_contains((const char *const *)inputs, input);
    g_strfreev(inputs);
    return found;
}

/* Does it count, and is it about the answer's group? A form can be corrected for one group alone. */
static bool counts(const struct changes *changes, const struct earlier_delivery *delivery)
{
    char **groups = g_strsplit(delivery->groups, "|", -1);
    bool about =
        *delivery->groups == '\0' || g_strv_contains((const char *const *)groups, changes->answer.code);
    g_strfreev(groups);
    return about && (strcmp(delivery->status, "received") == 0 || strcmp(delivery->status, "late") == 0);
}

/* The delivery of the same form that counted then; NULL = none did. Of several, which an older output does
 * not tell apart by group, one of the same version. */
static const struct earlier_delivery *counted_then(const struct changes *changes,
                                                   const struct earlier_delivery *now)
{
    const struct earlier_delivery *found = NULL;
    for (guint i = 0; i < changes->then->deliveries->len; i++) {
        const struct earlier_delivery *then =
            &g_array_index(changes->then->deliveries, struct earlier_delivery, i);
        if (counts(changes, then) && strcmp(then->table, now->table) == 0 &&
            strcmp(then->sender, now->sender) == 0 && strcmp(then->period, now->period) == 0 &&
            (found == NULL || strcmp(then->version, now->version) == 0)) {
            found = then;
        }
    }
    return found;
}

static const char *sender_name(const struct changes *changes, const char *code)
{
    const struct edition *edition = changes->answer.edition;
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        if (strcmp(edition->municipalities[i].name.code, code) == 0) {
            return edition->municipalities[i].name.label;
        }
    }
    return code;
}

/* The municipality that the figure is about; NULL = none. */
static const struct name *municipality_of(const struct changes *changes, const char *id)
{
    const struct edition *edition = changes->answer.edition;
    char **parts = g_strsplit_set(id, "/ ", -1);
    const struct name *found = NULL;
    for (size_t i = 0; i < edition->n_municipalities && found == NULL; i++) {
        const struct name *name = &edition->municipalities[i].name;
        found = g_strv_contains((const char *const *)parts, name->code) ? name : NULL;
    }
    g_strfreev(parts);
    return found;
}

/* Was the municipality's number not reported then, and is it now? A form may leave a group out. */
static bool has_come(const struct changes *changes, const struct name *municipality, const char *year)
{
    char *id = g_strdup_printf("need/%s/%s/%s/citizens", changes->answer.code, municipality->code, year);
    const char *then = g_hash_table_lookup(changes->then->figures, id);
    const char *now = g_hash_table_lookup(changes->today->figures, id);
    bool come = g_strcmp0(then, show_state(CELL_MISSING)) == 0 && now != NULL && strcmp(then, now) != 0;
    g_free(id);
    return come;
}

/* Those who are in the group's figures now and were not then, though their form had come. */
static void add_latecomers(const struct changes *changes, const struct change *change,
                           const struct name *about, GPtrArray *names)
{
    const struct edition *edition = changes->answer.edition;
    for (int year = edition->from_year; year <= edition->to_year; year++) {
        char *key = g_strdup_printf("%d", year);
        for (size_t i = 0; id_has_year(change->id, key) && i < edition->n_municipalities; i++) {
            const struct name *name = &edition->municipalities[i].name;
            if ((about == NULL || about == name) && has_come(changes, name, key) &&
                !g_ptr_array_find_with_equal_func(names, name->label, g_str_equal, NULL)) {
                g_ptr_array_add(names, (void *)name->label);
            }
        }
        g_free(key);
    }
}

/* Stays are delivered for all years at once. */
static bool is_behind(const struct changes *changes, const struct change *change, const struct name *about,
                      const struct earlier_delivery *now)
{
    bool stays = strcmp(now->table, "stays") == 0;
    return counts(changes, now) && is_input_of(figure_table(change->id), now->table) &&
           (stays || id_has_year(change->id, now->period)) &&
           (about == NULL || strcmp(about->code, now->sender) == 0);
}

static bool is_cause(const struct changes *changes, const struct earlier_delivery *now, enum cause cause)
{
    const struct earlier_delivery *then = counted_then(changes, now);
    bool stays = strcmp(now->table, "stays") == 0;
    switch (cause) {
    case CAUSE_ARRIVED:
        return then == NULL && !stays;
    case CAUSE_STAYS:
        return then == NULL && stays;
    case CAUSE_NEW_VERSION:
        return then != NULL && strcmp(then->version, now->version) != 0;
    case CAUSES:
        break;
    }
    return false;
}

GPtrArray *changes_senders(const struct changes *changes, const struct change *change, enum cause cause)
{
    const struct name *about = municipality_of(changes, change->id);
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < changes->today->deliveries->len; i++) {
        const struct earlier_delivery *now =
            &g_array_index(changes->today->deliveries, struct earlier_delivery, i);
        const char *name = sender_name(changes, now->sender);
        if (is_behind(changes, change, about, now) && is_cause(changes, now, cause) &&
            !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL)) {
            g_ptr_array_add(names, (void *)name);
        }
    }
    if (cause == CAUSE_ARRIVED && is_input_of(figure_table(change->id), "needs")) {
        add_latecomers(changes, change, about, names);
    }
    return names;
}

char *changes_joined(GPtrArray *names)
{
    return names->len > 0 ? part_list(names) : (g_ptr_array_unref(names), NULL);
}

/* "definition" and "theme" are no keys that an analyst knows. */
static const char *setting_name(const char *key)
{
    return strcmp(key, "definition") == 0 ? _("who belongs to the group")
           : strcmp(key, "theme") == 0    ? _("the theme")
                                          : key;
}

/* Settings that are not what they were. */
GPtrArray *changes_settings(const struct changes *changes)
{
    GPtrArray *keys = g_ptr_array_new();
    GList *all = g_list_sort(g_hash_table_get_keys(changes->today->settings), (GCompareFunc)strcmp);
    for (GList *at = all; at != NULL; at = at->next) {
        const char *then = g_hash_table_lookup(changes->then->settings, at->data);
        const char *now = g_hash_table_lookup(changes->today->settings, at->data);
        if (then != NULL && strcmp(then, now) != 0) {
            g_ptr_array_add(keys, (void *)setting_name(at->data));
        }
    }
    g_list_free(all);
    return keys;
}

/* --- what may be told of then --- */

static bool is_told_then(const struct changes *changes, const char *code, int year, size_t column)
{
    g_autofree char *id = g_strdup_printf("need/%s/%s/%d/%s", changes->answer.code, code, year,
                                          registry_table(TABLE_NEED)->columns[column].name);
    const char *text = g_hash_table_lookup(changes->then->figures, id);
    return text != NULL && g_ascii_isdigit(*text);
}

/* Of a count the municipality's own one, of others its number of citizens; of a form that was there, both
 * then and now: else the difference would tell what it was. */
static bool own_is_shown(const struct changes *changes, const struct change *change, const char *code,
                         int year, enum cause cause)
{
    const struct table_def *def = registry_table(TABLE_NEED);
    struct part_row row =
        part_row_of_area(changes->answer.released, "need", changes->answer.code, code, year);
    const char *last = strrchr(change->id, '/');
    bool shown = true;
    for (size_t i = 0; i < def->n_columns; i++) {
        bool its_own = last != NULL && def->columns[i].kind == COLUMN_COUNT &&
                       strcmp(def->columns[i].name, last + 1) == 0 && i != NEED_POPULATION;
        if (i == NEED_CITIZENS || its_own) {
            shown = shown && cell_has_number(part_cell(row, i)) &&
                    (cause != CAUSE_NEW_VERSION || is_told_then(changes, code, year, i));
        }
    }
    return shown;
}

/* Are the figures of all whose form is another one shown anyway? */
static bool all_shown(const struct changes *changes, const struct change *change, enum cause cause)
{
    GPtrArray *names = changes_senders(changes, change, cause);
    const struct edition *edition = changes->answer.edition;
    bool shown = true;
    for (int year = edition->from_year; year <= edition->to_year; year++) {
        char *key = g_strdup_printf("%d", year);
        for (size_t i = 0; id_has_year(change->id, key) && i < edition->n_municipalities; i++) {
            const struct name *name = &edition->municipalities[i].name;
            shown = shown && (!g_ptr_array_find_with_equal_func(names, name->label, g_str_equal, NULL) ||
                              own_is_shown(changes, change, name->code, year, cause));
        }
        g_free(key);
    }
    g_ptr_array_unref(names);
    return shown;
}

/* The earlier figure beside the new one: their difference is what a single municipality reported. It may be
 * told where that municipality's own figure is shown anyway, where the figure does not rest on persons, and
 * to those who may see everything. */
bool changes_may_tell(const struct changes *changes, const struct change *change)
{
    static const char *const NO_PERSONS[] = {"supply", "fit", "coverage", "capacity_log", NULL};
    const char *table = figure_table(change->id);
    if (changes->answer.edition->audience == AUDIENCE_INTERNAL || g_strv_contains(NO_PERSONS, table) ||
        g_str_has_suffix(change->id, "/reported_by") || g_str_has_suffix(change->id, "/population")) {
        return true;
    }
    bool shown = strcmp(table, "need") == 0;
    for (int cause = 0; cause < CAUSES; cause++) {
        shown = shown && all_shown(changes, change, (enum cause)cause);
    }
    return shown;
}
