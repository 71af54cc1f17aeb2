/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table is read more than once, so what comes by a pipe, or needs a heading first, goes into a temporary
 * file that has no name: it is gone with the program, however that ends.
 */
#include "slices.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)1 << 18)

static bool write_all(int file, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t n = write(file, data, length);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        data += n > 0 ? n : 0;
        length -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

static bool copy(int from, int to)
{
    char *block = g_malloc(BLOCK_BYTES);
    bool good = true;
    ssize_t n = 1;
    while (good && n != 0) {
        n = read(from, block, BLOCK_BYTES);
        good = n >= 0 ? write_all(to, block, (size_t)n) : errno == EINTR;
    }
    g_free(block);
    return good;
}

static int unnamed_file(void)
{
    int file = open(g_get_tmp_dir(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) { /* a file system that has none without a name */
        char *name = NULL;
        file = g_file_open_tmp(NULL, &name, NULL);
        if (file >= 0) {
            unlink(name);
        }
        g_free(name);
    }
    return file;
}

/* The first line of a file with its end; NULL with errno when it cannot be read. */
static char *first_line(const char *path, size_t *length)
{
    char *text = NULL;
    if (!g_file_get_contents(path, &text, length, NULL)) {
        return NULL;
    }
    const char *end = memchr(text, '\n', *length);
    if (end != NULL) {
        *length = (size_t)(end - text) + 1;
        return text;
    }
    char *whole = g_malloc(*length + 1);
    memcpy(whole, text, *length);
    whole[(*length)++] = '\n';
    g_free(text);
    return whole;
}

static bool fail(const char *display, struct diag *diag)
{
    struct pos pos = {.file = g_intern_string(display)};
    diag_add(diag, &FINDING_NO_FILE, &pos, NULL, NULL, NULL, _("cannot be read: %s"), g_strerror(errno));
    return false;
}

/* Slice `i` into a file of its own. */
static bool spool(struct slices *slices, size_t i, const char *name, const char *heading, size_t length)
{
    int from = name == NULL ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    int to = slices->files[i] = from >= 0 ? unnamed_file() : -1;
    bool good = to >= 0 && write_all(to, heading, length) && copy(from, to);
    if (from >= 0 && name != NULL) {
        close(from);
    }
    slices->paths[i] = g_strdup_printf("/proc/self/fd/%d", to);
    return good;
}

static bool open_slice(struct slices *slices, size_t i, const char *name, const char *heading, size_t length,
                       struct diag *diag)
{
    bool piped = strcmp(name, "-") == 0;
    slices->list[i].display = piped ? _("standard input") : name;
    if (piped || heading != NULL) {
        if (!spool(slices, i, piped ? NULL : name, heading != NULL ? heading : "", length)) {
            return fail(slices->list[i].display, diag);
        }
    } else {
        slices->paths[i] = g_strdup(name);
    }
    slices->list[i].path = slices->paths[i];
    return true;
}

bool slices_open(struct slices *slices, char *const *names, const char *heading, struct diag *diag)
{
    static char STANDARD_INPUT[] = "-";
    static char *const PIPED[] = {STANDARD_INPUT, NULL};
    char *const *all = names != NULL && names[0] != NULL ? names : PIPED;
    size_t length = 0;
    char *line = heading != NULL ? first_line(heading, &length) : NULL;
    bool good = heading == NULL || line != NULL || fail(heading, diag);
    *slices = (struct slices){.n = g_strv_length((char **)all)};
    slices->list = g_new0(struct project_slice, slices->n);
    slices->files = g_new(int, slices->n);
    slices->paths = g_new0(char *, slices->n + 1);
    memset(slices->files, 0xFF, slices->n * sizeof *slices->files);
    for (size_t i = 0; i < slices->n && good; i++) {
        good = open_slice(slices, i, all[i], line, length, diag);
    }
    g_free(line);
    return good;
}

void slices_close(struct slices *slices)
{
    for (size_t i = 0; i < slices->n; i++) {
        if (slices->files[i] >= 0) {
            close(slices->files[i]);
        }
        g_free(slices->paths[i]);
    }
    g_free(slices->list);
    g_free(slices->files);
    g_free(slices->paths);
}
