/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who belongs to a target group, as text and back; see definition.h. */
#include "vifte/definition.h"

#include "vifte/project.h"
#include "vifte/text.h"

#include <stddef.h>
#include <string.h>

#define NOBODY "nobody"

/* Conventions that move the number of citizens; their words in the order of the enums. */
static const struct convention {
    const char *key;
    const char *words[2];
    size_t offset;
} CONVENTIONS[] = {
    {"stay_end", {"inclusive", "exclusive"}, offsetof(struct project, stay_end)},
    {"occupancy_basis", {"paid", "present"}, offsetof(struct project, occupancy_basis)},
    {"person_scope", {"sender", "region"}, offsetof(struct project, person_scope)},
};

static const char *const AGE_AT[] = {[AGE_AT_31_DECEMBER] = "31 December", [AGE_AT_1_JANUARY] = "1 January"};

char *definition_text(const struct project *project, const struct group *group)
{
    char *words = group->match != NULL ? g_strjoinv(";", group->match) : g_strdup("");
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "match %s, age %d-", words, group->age.from);
    if (group->age.to != AGE_OPEN) {
        g_string_append_printf(text, "%d", group->age.to);
    }
    g_string_append_printf(text, ", age_filters_citizens %s, age_at %s",
                           group->age_filters_citizens ? "yes" : "no", AGE_AT[project->age_at]);
    g_free(words);
    return g_string_free(text, FALSE);
}

static unsigned word_of_now(const struct convention *convention, const struct project *project)
{
    unsigned word;
    memcpy(&word, (const char *)project + convention->offset, sizeof word);
    return word;
}

static void set_word(const struct convention *convention, struct project *project, unsigned word)
{
    memcpy((char *)project + convention->offset, &word, sizeof word);
}

/* The convention's word of then, SIZE_MAX when the settings do not say. */
static size_t word_of_then(const struct convention *convention, GHashTable *settings)
{
    const char *then = g_hash_table_lookup(settings, convention->key);
    for (size_t i = 0; i < G_N_ELEMENTS(convention->words); i++) {
        if (g_strcmp0(then, convention->words[i]) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* -1 when the settings do not say. */
static int gap_of_then(GHashTable *settings)
{
    guint64 days = 0;
    const char *then = g_hash_table_lookup(settings, "episode_gap_days");
    return then != NULL && g_ascii_string_to_unsigned(then, 10, 0, 9999, &days, NULL) ? (int)days : -1;
}

bool definition_is(const struct project *project, const struct group *group, GHashTable *settings)
{
    char *now = definition_text(project, group);
    const char *then = g_hash_table_lookup(settings, "definition");
    bool same = then == NULL || strcmp(then, now) == 0;
    for (size_t i = 0; i < G_N_ELEMENTS(CONVENTIONS); i++) {
        size_t word = word_of_then(&CONVENTIONS[i], settings);
        same = same && (word == SIZE_MAX || word_of_now(&CONVENTIONS[i], project) == word);
    }
    int gap = gap_of_then(settings);
    same = same && (gap < 0 || gap == project->episode_gap_days);
    g_free(now);
    return same;
}

static bool has(char **words, const char *word)
{
    return words != NULL && g_strv_contains((const char *const *)words, word);
}

/* Takes the texts out of `words` and frees them. */
static void remove_words(char **words, char **unwanted)
{
    char **kept = words;
    for (char **word = words; words != NULL && *word != NULL; word++) {
        if (has(unwanted, *word)) {
            g_free(*word);
        } else {
            *kept++ = *word;
        }
    }
    if (words != NULL) {
        *kept = NULL;
    }
}

static bool is_own_name(const struct group *group, const char *word)
{
    const char *const names[] = {group->id, group->name_da, group->name_en};
    bool own = false;
    for (size_t i = 0; i < G_N_ELEMENTS(names) && !own; i++) {
        char *folded = names[i] != NULL ? text_fold(names[i]) : g_strdup("");
        own = strcmp(folded, word) == 0;
        g_free(folded);
    }
    return own;
}

/* Today's words that were not the group's then, its names aside: rows with them are nobody's. */
static void give_away(struct project *project, size_t index, char **then)
{
    GPtrArray *left = g_ptr_array_new();
    const struct group *group = &project->groups[index];
    for (char **word = group->match; word != NULL && *word != NULL; word++) {
        if (!has(then, *word) && !is_own_name(group, *word)) {
            g_ptr_array_add(left, g_strdup(*word));
        }
    }
    g_ptr_array_add(left, NULL);
    project->groups = g_renew(struct group, project->groups, project->n_groups + 1);
    project->groups[project->n_groups++] = (struct group){.id = g_strdup(NOBODY),
                                                          .match = (char **)g_ptr_array_free(left, FALSE),
                                                          .age = {.from = 0, .to = AGE_OPEN}};
    project_set_language(project, project->language);
}

static void restore_words(struct project *project, size_t index, char **then)
{
    give_away(project, index, then);
    for (size_t i = 0; i < project->n_groups; i++) {
        if (i != index) {
            remove_words(project->groups[i].match, then);
        }
    }
    struct group *group = &project->groups[index];
    GPtrArray *words = g_ptr_array_new();
    for (char **word = then; *word != NULL; word++) {
        g_ptr_array_add(words, g_strdup(*word));
    }
    for (char **word = group->match; word != NULL && *word != NULL; word++) {
        if (!has(then, *word) && is_own_name(group, *word)) {
            g_ptr_array_add(words, g_strdup(*word));
        }
    }
    g_ptr_array_add(words, NULL);
    g_strfreev(group->match);
    group->match = (char **)g_ptr_array_free(words, FALSE);
}

static void restore_conventions(struct project *project, GHashTable *settings)
{
    for (size_t i = 0; i < G_N_ELEMENTS(CONVENTIONS); i++) {
        size_t word = word_of_then(&CONVENTIONS[i], settings);
        if (word != SIZE_MAX) {
            set_word(&CONVENTIONS[i], project, (unsigned)word);
        }
    }
    int gap = gap_of_then(settings);
    project->episode_gap_days = gap >= 0 ? gap : project->episode_gap_days;
}

/* What the text says, read by definition_text()'s own form. */
static bool restore_text(struct project *project, size_t index, const char *text)
{
    GRegex *form = g_regex_new("^match (.*), age (\\d{1,3})-(\\d{0,3}), age_filters_citizens (yes|no), "
                               "age_at (31 December|1 January)$",
                               0, 0, NULL);
    GMatchInfo *found = NULL;
    bool good = g_regex_match(form, text, 0, &found);
    if (good) {
        char **parts = g_regex_split(form, text, 0);
        char **words = g_strsplit(parts[1], ";", -1);
        struct group *group = &project->groups[index];
        group->age.from = (int)g_ascii_strtoll(parts[2], NULL, 10);
        group->age.to = *parts[3] != '\0' ? (int)g_ascii_strtoll(parts[3], NULL, 10) : AGE_OPEN;
        group->age_filters_citizens = strcmp(parts[4], "yes") == 0;
        project->age_at = strcmp(parts[5], "1 January") == 0 ? AGE_AT_1_JANUARY : AGE_AT_31_DECEMBER;
        restore_words(project, index, words);
        g_strfreev(words);
        g_strfreev(parts);
    }
    g_match_info_free(found);
    g_regex_unref(form);
    return good;
}

bool definition_restore(struct project *project, const char *group, GHashTable *settings)
{
    const char *text = g_hash_table_lookup(settings, "definition");
    for (size_t i = 0; i < project->n_groups && text != NULL; i++) {
        if (strcmp(project->groups[i].id, group) == 0) {
            restore_conventions(project, settings);
            return restore_text(project, i, text);
        }
    }
    return false;
}
