/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `{{WORD NAME ...}}` out of a theme's text, before its Markdown is read. */
#include "theme_private.h"

#include "vifte/findings.h"
#include "vifte/text.h"
#include "vifte/theme.h"

#include <string.h>

#define PRIVATE 0xF0000 /* a plane of characters that mean nothing */
#define MOST_DIRECTIVES 4096
#define SHOWN_BYTES 32

static const char *const WORDS[] = {"table", "figure", "sentence", "value", "ask", "write", "remarks", NULL};

void theme_report(const struct theme_reader *reader, const struct diag_kind *kind, uint32_t line,
                  uint32_t column, const char *cure, const char *message)
{
    struct pos pos = {.file = reader->file, .line = line, .field = column};
    diag_add(reader->diag, kind, &pos, NULL, NULL, cure, "%s", message);
}

static const char *nearest(const char *const *known, const char *word)
{
    const char *best = NULL;
    size_t least = strlen(word) / 2 + 2;
    char *folded = text_fold(word);
    for (; *known != NULL; known++) {
        char *other = text_fold(*known);
        size_t distance = text_distance(folded, other);
        if (distance < least) {
            least = distance;
            best = *known;
        }
        g_free(other);
    }
    g_free(folded);
    return best;
}

void theme_unknown(const struct theme_reader *reader, uint32_t line, uint32_t column,
                   const char *const *known, const char *word, const char *format)
{
    const char *near = nearest(known, word);
    char *all = g_strjoinv(", ", (char **)known);
    char *cure = near != NULL ? g_strdup_printf(_("did you mean '%s'? %s"), near, "")
                              : g_strdup_printf(_("there are: %s"), all);
    GString *shown = g_string_new(NULL);
    text_mask(shown, word, strlen(word), SHOWN_BYTES);
    char *message = g_strdup_printf(format, shown->str);
    theme_report(reader, &FINDING_THEME_NAME, line, column, g_strchomp(cure), message);
    g_free(message);
    g_string_free(shown, TRUE);
    g_free(cure);
    g_free(all);
}

bool theme_directive_is_block(const struct directive *directive)
{
    return directive->kind != DIRECTIVE_SENTENCE && directive->kind != DIRECTIVE_VALUE;
}

const struct directive *theme_directive_of(gunichar c, const GArray *directives)
{
    return c >= PRIVATE && c - PRIVATE < directives->len
               ? &g_array_index(directives, struct directive, c - PRIVATE)
               : NULL;
}

static void check_name(const struct theme_reader *reader, const struct directive *directive)
{
    const struct theme_names *names = reader->names;
    const char *name = directive->name;
    const char *const *known = directive->kind == DIRECTIVE_TABLE      ? names->tables
                               : directive->kind == DIRECTIVE_FIGURE   ? names->figures
                               : directive->kind == DIRECTIVE_SENTENCE ? names->sentences
                               : directive->kind == DIRECTIVE_VALUE    ? names->values
                                                                       : NULL;
    if (known == NULL || (directive->kind == DIRECTIVE_VALUE && strchr(name, '/') != NULL)) {
        return; /* the id of a figure: only the tables know */
    }
    const char *formats[] = {_("there is no table called '%s'"), _("there is no figure called '%s'"),
                             _("there is no sentence called '%s'"), _("there is no value called '%s'")};
    if (!g_strv_contains(known, name)) {
        theme_unknown(reader, directive->line, directive->column, known, name, formats[directive->kind]);
    }
}

static bool is_id(const char *text)
{
    return *text != '\0' && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

static void check(const struct theme_reader *reader, const struct directive *directive)
{
    if (reader->texts && theme_directive_is_block(directive)) {
        theme_report(reader, &FINDING_THEME_DIRECTIVE, directive->line, directive->column,
                     _("put it into the theme"), _("texts may hold sentences and values alone"));
    } else if (directive->kind == DIRECTIVE_ASK || directive->kind == DIRECTIVE_WRITE) {
        if (!is_id(directive->name)) {
            theme_report(reader, &FINDING_THEME_DIRECTIVE, directive->line, directive->column,
                         _("write {{ask ID question}} or {{write ID question}}"),
                         _("an id holds small letters from a to z, digits and hyphens"));
        }
    } else if (directive->kind != DIRECTIVE_REMARKS && *directive->name == '\0') {
        theme_report(reader, &FINDING_THEME_DIRECTIVE, directive->line, directive->column, NULL,
                     _("the directive needs a name"));
    } else {
        check_name(reader, directive);
    }
}

/* What stands between the braces. */
static void take_directive(const char *inside, size_t length, uint32_t line, uint32_t column,
                           const struct theme_reader *reader, GArray *directives)
{
    char *text = g_strstrip(g_strndup(inside, length));
    char **parts = g_strsplit_set(text, " \t", 3);
    struct directive directive = {.kind = DIRECTIVE_SENTENCE, .line = line, .column = column};
    const char *word = parts[0] != NULL ? parts[0] : "";
    size_t kind = 0;
    while (WORDS[kind] != NULL && strcmp(WORDS[kind], word) != 0) {
        kind++;
    }
    directive.name = g_strdup(parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
    directive.rest =
        g_strdup(parts[0] != NULL && parts[1] != NULL && parts[2] != NULL ? g_strstrip(parts[2]) : "");
    if (WORDS[kind] == NULL) {
        theme_unknown(reader, line, column, WORDS, word, _("there is no directive called '%s'"));
    } else {
        directive.kind = (enum directive_kind)kind;
        check(reader, &directive);
    }
    g_array_append_val(directives, directive);
    g_strfreev(parts);
    g_free(text);
}

static bool is_private(gunichar c)
{
    return g_unichar_type(c) == G_UNICODE_PRIVATE_USE;
}

/* One line: copies it, with a private character for each directive. False: no room for another one. */
static bool take_line(const char *text, size_t length, uint32_t line, const struct theme_reader *reader,
                      GArray *directives, GString *out)
{
    const char *end = text + length;
    uint32_t column = 1;
    for (const char *p = text; p < end; column++) {
        const char *close = p[0] == '{' && p[1] == '{' ? g_strstr_len(p, end - p, "}}") : NULL;
        if (close != NULL && directives->len == MOST_DIRECTIVES) {
            theme_report(reader, &FINDING_THEME_DIRECTIVE, line, column, _("divide it into several"),
                         _("a theme holds at most 4096 directives"));
            return false;
        }
        if (close != NULL) {
            g_string_append_unichar(out, PRIVATE + directives->len);
            take_directive(p + 2, (size_t)(close - p - 2), line, column, reader, directives);
            column += (uint32_t)g_utf8_strlen(p, close + 1 - p);
            p = close + 2;
            continue;
        }
        if (p[0] == '{' && p[1] == '{') {
            theme_report(reader, &FINDING_THEME_DIRECTIVE, line, column, _("end it on the same line with }}"),
                         _("a directive without an end"));
        }
        gunichar c = g_utf8_get_char(p);
        if (!is_private(c)) {
            g_string_append_unichar(out, c);
        }
        p = g_utf8_next_char(p);
    }
    return true;
}

char *theme_directives_take(const char *text, uint32_t line, const struct theme_reader *reader,
                            GArray *directives)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; line++) {
        size_t length = strcspn(p, "\n");
        if (!take_line(p, length, line, reader, directives, out)) {
            break;
        }
        p += length;
        if (*p == '\n') {
            g_string_append_c(out, '\n');
            p++;
        }
    }
    return g_string_free(out, FALSE);
}
