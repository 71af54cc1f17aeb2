/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a theme: `key: value` lines between two lines of `---`. */
#include "theme_private.h"

#include "vifte/findings.h"
#include "vifte/ini.h"
#include "vifte/text.h"
#include "vifte/theme.h"

#include <string.h>

static const char *const KEYS[] = {"title",        "kind",     "agency", "legal_basis", "issued", "due",
                                   "delimitation", "severity", "levels", "dimensions",  NULL};

static char **text_of(struct theme_head *head, const char *key)
{
    struct {
        const char *key;
        char **place;
    } texts[] = {{"title", &head->title},      {"agency", &head->agency},
                 {"issued", &head->issued},    {"legal_basis", &head->legal_basis},
                 {"due", &head->due},          {"delimitation", &head->delimitation},
                 {"severity", &head->severity}};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        if (strcmp(texts[i].key, key) == 0) {
            return texts[i].place;
        }
    }
    return NULL;
}

static void take_list(char ***place, const char *value)
{
    g_strfreev(*place);
    *place = ini_list(value);
}

static void take_kind(struct theme_head *head, const char *value, const struct theme_reader *reader,
                      uint32_t line)
{
    static const char *const KINDS[] = {"central", "analysis", NULL};
    if (!g_strv_contains(KINDS, value)) {
        theme_unknown(reader, line, 1, KINDS, value, _("there is no kind of theme called '%s'"));
    }
    head->kind = strcmp(value, "analysis") == 0 ? THEME_ANALYSIS : THEME_CENTRAL;
}

static void take(struct theme_head *head, const char *key, const char *value,
                 const struct theme_reader *reader, uint32_t line)
{
    char **text = text_of(head, key);
    if (text != NULL) {
        g_free(*text);
        *text = g_strdup(value);
    } else if (strcmp(key, "kind") == 0) {
        take_kind(head, value, reader, line);
    } else if (strcmp(key, "levels") == 0) {
        take_list(&head->levels, value);
    } else if (strcmp(key, "dimensions") == 0) {
        take_list(&head->dimensions, value);
    } else {
        theme_unknown(reader, line, 1, KEYS, key, _("the head of a theme has no key '%s'"));
    }
}

static void take_line(struct theme_head *head, char *text, const struct theme_reader *reader, uint32_t line)
{
    g_strstrip(text);
    char *colon = strchr(text, ':');
    if (*text == '\0' || *text == '#') {
        return;
    }
    if (colon == NULL) {
        theme_report(reader, &FINDING_THEME_DIRECTIVE, line, 1, _("write key: value"),
                     _("a line of the head without a colon"));
        return;
    }
    *colon = '\0';
    take(head, g_strchomp(text), g_strchug(colon + 1), reader, line);
}

static bool is_fence(const char *line, size_t length)
{
    while (length > 0 && g_ascii_isspace(line[length - 1])) {
        length--;
    }
    return length == 3 && strncmp(line, "---", 3) == 0;
}

const char *theme_head_read(const char *text, struct theme_head *head, const struct theme_reader *reader,
                            uint32_t *lines)
{
    *lines = 0;
    size_t length = strcspn(text, "\n");
    if (!is_fence(text, length)) {
        return text;
    }
    for (const char *p = text + length; *p == '\n';) {
        p++;
        *lines += 1;
        length = strcspn(p, "\n");
        if (is_fence(p, length)) {
            *lines += 1;
            return p + length + (p[length] == '\n');
        }
        char *line = g_strndup(p, length);
        take_line(head, line, reader, *lines + 1);
        g_free(line);
        p += length;
    }
    theme_report(reader, &FINDING_THEME_DIRECTIVE, 1, 1, _("end it with a line of ---"),
                 _("the head of the theme has no end"));
    *lines = 0;
    return text;
}
