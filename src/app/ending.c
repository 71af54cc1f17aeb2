/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the end of a run; see ending.h. */
#include "ending.h"

#include "vifte/output.h"
#include "vifte/text.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDEST 100 /* letters a line; longer ones are hard to read */
#define INDENT 2

struct ending {
    struct front_words *words; /* NULL = none heard */
    GPtrArray *labels, *paths;
};

/* What a terminal is told; empty where there is none. */
struct colours {
    const char *bold, *public_mark, *warning, *path, *off;
};

struct ending *ending_new(void)
{
    struct ending *ending = g_new0(struct ending, 1);
    ending->labels = g_ptr_array_new_with_free_func(g_free);
    ending->paths = g_ptr_array_new_with_free_func(g_free);
    return ending;
}

void ending_free(struct ending *ending)
{
    front_words_free(ending->words);
    g_ptr_array_unref(ending->labels);
    g_ptr_array_unref(ending->paths);
    g_free(ending);
}

void ending_hear(struct ending *ending, const struct released *released)
{
    if (ending->words == NULL) {
        ending->words = front_words_new(released);
    }
}

void ending_add(struct ending *ending, const char *label, const char *folder, const char *name)
{
    char *path = g_build_filename(folder, name, NULL);
    g_ptr_array_add(ending->labels, g_strdup(label));
    g_ptr_array_add(ending->paths, text_shown(path));
    g_free(path);
}

static struct colours choose_colours(bool terminal)
{
    const char *refused = g_getenv("NO_COLOR");
    const char *kind = g_getenv("TERM");
    if (!terminal || (refused != NULL && *refused != '\0') || kind == NULL || strcmp(kind, "dumb") == 0) {
        return (struct colours){"", "", "", "", ""};
    }
    return (struct colours){"\033[1m", "\033[32m", "\033[1;35m", "\033[36m", "\033[0m"};
}

/* Letters on a line; in a file a sentence is one line. */
static long line_width(bool terminal)
{
    struct winsize size = {0};
    if (!terminal) {
        return G_MAXLONG;
    }
    bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 2 * INDENT;
    return known ? MIN(size.ws_col, WIDEST) : 80;
}

/* "- text", its further lines under the first letter. */
static void print_item(const char *text, long width)
{
    char **words = g_strsplit(text, " ", -1);
    long at = INDENT;
    fputs("- ", stdout);
    for (size_t i = 0; words[i] != NULL; i++) {
        long letters = g_utf8_strlen(words[i], -1);
        if (i > 0 && at + 1 + letters > width) {
            printf("\n%*s", INDENT, "");
            at = INDENT;
        } else if (i > 0) {
            putchar(' ');
            at++;
        }
        fputs(words[i], stdout);
        at += letters;
    }
    putchar('\n');
    g_strfreev(words);
}

static void print_words(const struct front_words *words, const struct colours *colours, long width)
{
    printf("\n%s%s%s\n%s%s%s\n", colours->bold, words->title, colours->off,
           words->is_public ? colours->public_mark : colours->warning, words->mark, colours->off);
    for (guint i = 0; i < words->sentences->len; i++) {
        print_item(g_ptr_array_index(words->sentences, i), width);
    }
    putchar('\n');
}

void ending_print(const struct ending *ending)
{
    bool terminal = isatty(STDOUT_FILENO) == 1;
    struct colours colours = choose_colours(terminal);
    if (ending->paths->len > 0 && ending->words != NULL && ending->words->sentences->len > 0) {
        print_words(ending->words, &colours, line_width(terminal));
    }
    for (guint i = 0; i < ending->paths->len; i++) {
        const char *label = g_ptr_array_index(ending->labels, i);
        const char *path = g_ptr_array_index(ending->paths, i);
        printf("%s: %s%s%s\n", label, colours.path, path, colours.off);
    }
}
