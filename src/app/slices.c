/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table is read more than once, so what comes by a pipe, or needs a heading first, goes into a temporary
 * file that has no name: it is gone with the program, however that ends.
 */
#include "slices.h"

#include "vifte/diag.h"
#include "vifte/file_head.h"
#include "vifte/findings.h"
#include "vifte/text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)1 << 18)
#define HEADING_MOST ((size_t)1 << 20)

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

enum copying { COPIED, NOT_READ, NOT_WRITTEN };

/* `any` = was there a byte? */
static enum copying copy(int from, int to, bool *any)
{
    char *block = g_malloc(BLOCK_BYTES);
    enum copying end = COPIED;
    ssize_t n = 1;
    while (end == COPIED && n != 0) {
        n = read(from, block, BLOCK_BYTES);
        if (n < 0 && errno != EINTR) {
            end = NOT_READ;
        } else if (n > 0 && !write_all(to, block, (size_t)n)) {
            end = NOT_WRITTEN;
        }
        *any = *any || n > 0;
    }
    g_free(block);
    return end;
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
    char *text = file_head(path, HEADING_MOST, length);
    if (text == NULL) {
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

static bool fail_to_write(struct diag *diag)
{
    const char *reason = g_strerror(errno);
    struct pos pos = {.file = g_intern_string(g_get_tmp_dir())};
    diag_add(diag, &FINDING_CANNOT_WRITE, &pos, NULL, NULL, _("set TMPDIR to a folder with room"), "%s",
             reason);
    return false;
}

struct heading_line {
    char *text; /* NULL = slices have their own */
    size_t length;
};

/* A slice into a file of its own, with its path. */
static enum copying spool(struct slices *slices, const char *name, const struct heading_line *heading,
                          bool *any, char **path)
{
    int from = name == NULL ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    if (from < 0) {
        return NOT_READ;
    }
    int to = unnamed_file();
    bool begun = to >= 0 && (heading->text == NULL || write_all(to, heading->text, heading->length));
    enum copying end = begun ? copy(from, to, any) : NOT_WRITTEN;
    if (name != NULL) {
        close(from);
    }
    if (to >= 0) {
        g_array_append_val(slices->files, to);
        *path = g_strdup_printf("/proc/self/fd/%d", to);
    }
    return end;
}

static bool open_slice(struct slices *slices, const char *name, const struct heading_line *heading,
                       struct diag *diag)
{
    bool piped = strcmp(name, "-") == 0, any = heading->text == NULL;
    const char *display = piped ? _("standard input") : name;
    char *path = NULL;
    enum copying end = COPIED;
    if (piped || heading->text != NULL) {
        end = spool(slices, piped ? NULL : name, heading, &any, &path);
    } else {
        path = g_strdup(name);
    }
    g_ptr_array_add(slices->paths, path);
    if (end != COPIED) {
        return end == NOT_READ ? fail(display, diag) : fail_to_write(diag);
    }
    if (any) {
        slices->list[slices->n++] = (struct project_slice){path, display};
    }
    return true;
}

bool slices_open(struct slices *slices, char *const *names, const char *heading, struct diag *diag)
{
    static char STANDARD_INPUT[] = "-";
    static char *const PIPED[] = {STANDARD_INPUT, NULL};
    char *const *all = names != NULL && names[0] != NULL ? names : PIPED;
    struct heading_line line = {NULL, 0};
    line.text = heading != NULL ? first_line(heading, &line.length) : NULL;
    bool good = heading == NULL || line.text != NULL || fail(heading, diag);
    *slices = (struct slices){.list = g_new0(struct project_slice, g_strv_length((char **)all)),
                              .paths = g_ptr_array_new_with_free_func(g_free),
                              .files = g_array_new(FALSE, FALSE, sizeof(int))};
    for (size_t i = 0; all[i] != NULL && good; i++) {
        good = open_slice(slices, all[i], &line, diag);
    }
    g_free(line.text);
    return good;
}

void slices_close(struct slices *slices)
{
    if (slices->list == NULL) {
        return;
    }
    for (guint i = 0; i < slices->files->len; i++) {
        close(g_array_index(slices->files, int, i));
    }
    g_array_unref(slices->files);
    g_ptr_array_unref(slices->paths);
    g_free(slices->list);
}
