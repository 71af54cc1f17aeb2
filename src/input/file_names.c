/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See file_names.h. */
#include "file_names.h"

#include "loader.h"
#include "vifte/areas.h"
#include "vifte/text.h"

#include <string.h>

#define MOST_WORDS 3 /* of a municipality's name in a file's name */

static const char *base_of(const char *display)
{
    const char *slash = strrchr(display, '/');
    return slash != NULL ? slash + 1 : display;
}

/* The name up to its ending. */
static char *stem_of(const char *display)
{
    const char *dot = strrchr(base_of(display), '.');
    return dot != NULL ? g_strndup(display, (gsize)(dot - display)) : g_strdup(display);
}

/* --- versions --- */

static bool ends_in_word(const char *text, size_t length, const char *word)
{
    size_t n = strlen(word);
    return length > n && g_ascii_strncasecmp(text + length - n, word, n) == 0 &&
           strchr("-_. (", text[length - n - 1]) != NULL;
}

/* "forløb-851-v2": 2, and *length becomes that of "forløb-851". */
static int cut_version(const char *stem, size_t *length)
{
    static const char *const WORDS[] = {"v", "ver", "version"};
    size_t end = strlen(stem);
    end -= end > 0 && stem[end - 1] == ')';
    size_t digits = end;
    while (digits > 0 && g_ascii_isdigit(stem[digits - 1])) {
        digits--;
    }
    if (digits == end || end - digits > 3) {
        return 0;
    }
    size_t word = digits;
    while (word > 0 && strchr(" -_.", stem[word - 1]) != NULL) {
        word--;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        if (ends_in_word(stem, word, WORDS[i])) {
            *length = word - strlen(WORDS[i]);
            while (*length > 0 && strchr("-_. (", stem[*length - 1]) != NULL) {
                (*length)--;
            }
            return (int)g_ascii_strtoll(stem + digits, NULL, 10);
        }
    }
    return 0;
}

int file_version(const char *display)
{
    char *stem = stem_of(display);
    size_t length = 0;
    int version = cut_version(stem, &length);
    g_free(stem);
    return version;
}

/* The name without version and ending: the same for all versions of one file. Newly allocated. */
static char *family_of(const char *display)
{
    char *stem = stem_of(display);
    size_t length = strlen(stem);
    cut_version(stem, &length);
    stem[length] = '\0';
    char *folded = text_fold(stem);
    g_free(stem);
    return folded;
}

static bool has_versions_in_rows(const char *table)
{
    const struct input_schema *schema = schemas_find(table);
    for (size_t i = 0; schema != NULL && i < schema->n_columns; i++) {
        if (strcmp(schema->columns[i].name, "version") == 0) {
            return true;
        }
    }
    return false;
}

const struct input_file *file_version_newest(const GPtrArray *inputs, const struct input_file *file)
{
    const struct input_file *newest = file;
    char *family = family_of(file->display);
    for (guint i = 0; i < inputs->len && !has_versions_in_rows(file->table); i++) {
        const struct input_file *other = g_ptr_array_index(inputs, i);
        if (strcmp(other->table, file->table) != 0 ||
            file_version(other->display) <= file_version(newest->display)) {
            continue;
        }
        char *its = family_of(other->display);
        newest = strcmp(its, family) == 0 ? other : newest;
        g_free(its);
    }
    g_free(family);
    return newest;
}

/* --- senders --- */

static uint32_t sender_of_words(const struct areas *areas, const struct model *model, char **words, size_t n)
{
    char *next = words[n];
    words[n] = NULL;
    char *name = g_strjoinv("-", words), *spaced = g_strjoinv(" ", words);
    words[n] = next;
    bool code = n == 1 && strspn(name, "0123456789") == strlen(name);
    uint32_t found = code && (strlen(name) < 3 || strlen(name) > 4) ? NONE : areas_find(areas, name);
    found = found == NONE && n > 1 ? areas_find(areas, spaced) : found;
    g_free(spaced);
    g_free(name);
    return found != NONE && model->municipalities[found].in_region ? found : NONE;
}

uint32_t file_sender(const struct areas *areas, const struct model *model, const char *display)
{
    char *stem = stem_of(base_of(display));
    char **words = g_strsplit_set(stem, " -_.,()+", -1);
    uint32_t sender = NONE;
    bool several = false;
    size_t n_words = g_strv_length(words);
    for (size_t i = 0; i < n_words; i++) {
        for (size_t n = 1; n <= MOST_WORDS && i + n <= n_words && *words[i] != '\0'; n++) {
            uint32_t found = sender_of_words(areas, model, words + i, n);
            several = several || (found != NONE && sender != NONE && found != sender);
            sender = found != NONE ? found : sender;
        }
    }
    g_strfreev(words);
    g_free(stem);
    return several ? NONE : sender;
}

void senders_from_names(struct loader *loader)
{
    for (guint i = 0; i < loader->project->inputs->len; i++) {
        struct input_file *file = g_ptr_array_index(loader->project->inputs, i);
        uint32_t sender = file->sender == 0 ? file_sender(loader->areas, loader->model, file->display) : NONE;
        if (sender != NONE) {
            file->sender = loader->model->municipalities[sender].code;
            file->sender_by_name = true;
        }
    }
}
