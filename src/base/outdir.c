/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The output folder: beside its place (at_work.h) until outdir_commit() exchanges it with what stood there.
 */
#include "vifte/outdir.h"

#include "vifte/at_work.h"
#include "vifte/findings.h"
#include "vifte/own_json.h"
#include "vifte/remove_tree.h"
#include "vifte/spared.h"
#include "vifte/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Files that a run leaves outside the promise "same in, same out" and outside run.json. */
static const char *const UNRECORDED[] = {"run.json", "log.json"};

struct entry {
    char *name;
    char digest[65];
};

struct outdir {
    char *place;
    char *work;
    enum { NOT_PLACED, PLACED, EXCHANGED } state; /* EXCHANGED: `work` now holds what stood there before */
    GPtrArray *entries;                           /* struct entry *, sorted by name when asked */
};

static void entry_free(void *data)
{
    struct entry *entry = data;
    g_free(entry->name);
    g_free(entry);
}

static void cannot_write(struct diag *diag, const char *path)
{
    const char *reason = g_strerror(errno);
    struct pos pos = {.file = g_intern_string(path)};
    diag_add(diag, &FINDING_CANNOT_WRITE, &pos, NULL, NULL, NULL, "%s", reason);
}

static bool digest_file(const char *path, char out[65])
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) {
        return false;
    }
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    struct stat status; /* a device has no end */
    bool good = fstat(file, &status) == 0 && S_ISREG(status.st_mode) && context != NULL &&
                EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1;
    char buffer[1 << 16];
    ssize_t n;
    while (good && (n = read(file, buffer, sizeof buffer)) > 0) {
        good = EVP_DigestUpdate(context, buffer, (size_t)n) == 1;
    }
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    good = good && n == 0 && EVP_DigestFinal_ex(context, digest, &size) == 1;
    for (size_t i = 0; good && i < 32; i++) {
        g_snprintf(out + 2 * i, 3, "%02x", digest[i]);
    }
    EVP_MD_CTX_free(context);
    close(file);
    return good;
}

/* A folder in an output that has its own run.json is an output in its own right: an answer, say. */
static bool stands_alone(const char *root, const char *name)
{
    char *run = g_build_filename(root, name, "run.json", NULL);
    bool alone = g_file_test(run, G_FILE_TEST_IS_REGULAR);
    g_free(run);
    return alone;
}

/* Calls `visit` for every file below `root`, names relative to it; stops at the first false. Outputs that
 * stand alone in `root` are not entered. */
static bool walk(const char *root, const char *prefix, bool (*visit)(const char *name, void *data),
                 void *data)
{
    char *path = prefix[0] != '\0' ? g_build_filename(root, prefix, NULL) : g_strdup(root);
    DIR *folder = opendir(path);
    bool good = folder != NULL;
    for (struct dirent *item; good && (item = readdir(folder)) != NULL;) {
        if (strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0) {
            continue;
        }
        char *name =
            prefix[0] != '\0' ? g_strconcat(prefix, "/", item->d_name, NULL) : g_strdup(item->d_name);
        char *full = g_build_filename(root, name, NULL);
        struct stat status;
        bool folder_here = lstat(full, &status) == 0 && S_ISDIR(status.st_mode);
        if (!folder_here) {
            good = visit(name, data);
        } else if (prefix[0] != '\0' || !stands_alone(root, name)) {
            good = walk(root, name, visit, data);
        }
        g_free(full);
        g_free(name);
    }
    if (folder != NULL) {
        closedir(folder);
    }
    g_free(path);
    return good;
}

struct comparison {
    const char *root;
    json_t *recorded; /* name -> digest */
    char *foreign;    /* first file that is not as recorded */
};

static bool is_recorded(const char *name, void *data)
{
    struct comparison *comparison = data;
    if (g_strv_contains((const char *const[]){UNRECORDED[0], UNRECORDED[1], NULL}, name)) {
        return true;
    }
    char digest[65];
    char *path = g_build_filename(comparison->root, name, NULL);
    const char *recorded = json_string_value(json_object_get(comparison->recorded, name));
    bool same = recorded != NULL && digest_file(path, digest) && strcmp(recorded, digest) == 0;
    if (!same) {
        comparison->foreign = g_strdup(name);
    }
    g_free(path);
    return same;
}

/* Nothing but what stands alone. */
static bool is_empty_folder(const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    bool empty = folder != NULL;
    for (const char *name; empty && (name = g_dir_read_name(folder)) != NULL;) {
        empty = stands_alone(path, name);
    }
    if (folder != NULL) {
        g_dir_close(folder);
    }
    return empty;
}

bool outdir_is_whole(const char *place, char **foreign)
{
    json_t *root = own_json_read(place, "run.json");
    struct comparison comparison = {.root = place, .recorded = json_object_get(root, "files")};
    bool whole = comparison.recorded != NULL && walk(place, "", is_recorded, &comparison);
    *foreign = comparison.foreign;
    const char *name;
    json_t *digest;
    json_object_foreach(comparison.recorded, name, digest)
    {
        char *path = g_build_filename(place, name, NULL);
        if (whole && !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
            whole = false;
            *foreign = g_strdup(name);
        }
        g_free(path);
    }
    json_decref(root);
    return whole;
}

/* May the folder at `place` be replaced? A file that somebody took out of it is no reason against. */
static bool may_replace(const char *place, struct diag *diag)
{
    if (!g_file_test(place, G_FILE_TEST_EXISTS) || is_empty_folder(place)) {
        return true;
    }
    json_t *root = own_json_read(place, "run.json");
    struct comparison comparison = {.root = place, .recorded = json_object_get(root, "files")};
    struct pos pos = {.file = g_intern_string(place)};
    const char *cure = _("move it away, choose another folder with -o, or use --force");
    bool good = comparison.recorded != NULL && walk(place, "", is_recorded, &comparison);
    if (!good && comparison.foreign != NULL) {
        GString *name = g_string_new(NULL);
        text_mask(name, comparison.foreign, strlen(comparison.foreign), 80);
        diag_add(diag, &FINDING_FOLDER_FOREIGN, &pos, NULL, NULL, cure,
                 _("'%s' was edited, or vifte did not write it; the folder is left as it is"), name->str);
        g_string_free(name, TRUE);
    } else if (!good) {
        diag_add(diag, &FINDING_FOLDER_FOREIGN, &pos, NULL, NULL, cure,
                 _("the folder has no run.json, so vifte did not write it"));
    }
    g_free(comparison.foreign);
    json_decref(root);
    return good;
}

/* Where a link leads to: the link stays. NULL with errno where it leads nowhere. */
static char *real_place(const char *path)
{
    char *place = g_canonicalize_filename(path, NULL);
    if (g_file_test(place, G_FILE_TEST_IS_SYMLINK)) {
        char *real = realpath(place, NULL);
        g_free(place);
        place = g_strdup(real);
        free(real);
    }
    return place;
}

/* A file is never replaced by a folder, nor a folder that holds what is read, not with --force either. */
static bool may_ever_stand(const char *place, const char *path, struct diag *diag)
{
    const char *read = place != NULL ? spared_in(place) : NULL;
    struct pos pos = {.file = g_intern_string(path)};
    if (place == NULL ||
        (g_file_test(place, G_FILE_TEST_EXISTS) && !g_file_test(place, G_FILE_TEST_IS_DIR))) {
        errno = place != NULL ? ENOTDIR : errno;
        cannot_write(diag, path);
        return false;
    }
    if (read != NULL) {
        diag_add(diag, &FINDING_FOLDER_FOREIGN, &pos, NULL, NULL, _("choose another folder with -o"),
                 _("the project or its data lie in it, so no output takes its place"));
    }
    return read == NULL;
}

struct outdir *outdir_begin(const char *path, bool force, struct diag *diag)
{
    char *place = real_place(path);
    struct outdir *dir = NULL;
    if (place != NULL) {
        at_work_sweep(place);
    }
    if (may_ever_stand(place, path, diag) && (force || may_replace(place, diag))) {
        char *parent = g_path_get_dirname(place), *work = at_work_pattern(place);
        if (at_work_make_parents(parent, 0755) && at_work_make_folder(work)) {
            dir = g_new0(struct outdir, 1);
            dir->place = g_strdup(place);
            dir->work = g_steal_pointer(&work);
            dir->entries = g_ptr_array_new_with_free_func(entry_free);
        } else {
            cannot_write(diag, path);
            at_work_remove_parents();
        }
        g_free(work);
        g_free(parent);
    }
    g_free(place);
    return dir;
}

/* The folders of a name inside the work folder, and never that one again: where it is gone, another thread is
 * ending the program. */
static void make_folders(const struct outdir *dir, const char *name)
{
    for (const char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        char *folder = g_strdup_printf("%s/%.*s", dir->work, (int)(slash - name), name);
        (void)g_mkdir(folder, 0755); /* failing shows when the file is written */
        g_free(folder);
    }
}

char *outdir_path(const struct outdir *dir, const char *name)
{
    make_folders(dir, name);
    return g_build_filename(dir->work, name, NULL);
}

static bool stays_inside(const char *name)
{
    char **parts = g_strsplit(name, "/", -1);
    bool inside = name[0] != '/' && !g_strv_contains((const char *const *)parts, "..");
    g_strfreev(parts);
    return inside;
}

bool outdir_adopt(struct outdir *dir, const char *name, struct diag *diag)
{
    char *path = outdir_path(dir, name);
    struct stat status;
    struct entry *entry = g_new0(struct entry, 1);
    entry->name = g_strdup(name);
    errno = ENOENT;
    bool good = stays_inside(name) && stat(path, &status) == 0 && status.st_size > 0 &&
                digest_file(path, entry->digest);
    if (good) {
        static GMutex lock; /* writers may work at the same time */
        g_mutex_lock(&lock);
        g_ptr_array_add(dir->entries, entry);
        g_mutex_unlock(&lock);
    } else {
        cannot_write(diag, name);
        entry_free(entry);
    }
    g_free(path);
    return good;
}

static bool write_all(int file, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t n = write(file, data, length);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        data += n;
        length -= (size_t)n;
    }
    return true;
}

bool outdir_write(struct outdir *dir, const char *name, const void *data, size_t length, struct diag *diag)
{
    char *path = outdir_path(dir, name);
    int file = stays_inside(name) ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644) : -1;
    bool good = file >= 0 && write_all(file, data, length);
    if (file >= 0 && close(file) != 0) {
        good = false;
    }
    if (!good) {
        cannot_write(diag, name);
    }
    g_free(path);
    return good && outdir_adopt(dir, name, diag);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a;
    const struct entry *y = *(const struct entry *const *)b;
    return strcmp(x->name, y->name);
}

size_t outdir_size(const struct outdir *dir)
{
    g_ptr_array_sort(dir->entries, compare_entries);
    return dir->entries->len;
}

const char *outdir_name(const struct outdir *dir, size_t i)
{
    return ((const struct entry *)g_ptr_array_index(dir->entries, i))->name;
}

const char *outdir_digest(const struct outdir *dir, size_t i)
{
    return ((const struct entry *)g_ptr_array_index(dir->entries, i))->digest;
}

static bool copy_file(const char *name, void *data)
{
    struct outdir *dir = data;
    char *path = g_build_filename(dir->place, name, NULL), *copy = outdir_path(dir, name);
    GFile *from = g_file_new_for_path(path), *to = g_file_new_for_path(copy);
    const GFileCopyFlags flags = G_FILE_COPY_NOFOLLOW_SYMLINKS | G_FILE_COPY_ALL_METADATA;
    bool good = g_file_copy(from, to, flags, NULL, NULL, NULL, NULL);
    g_object_unref(to);
    g_object_unref(from);
    g_free(copy);
    g_free(path);
    return good;
}

/* What stands alone in the folder to be replaced, edited or not, is in the new one too. */
static bool carry(struct outdir *dir, struct diag *diag)
{
    GDir *folder = g_dir_open(dir->place, 0, NULL);
    bool good = folder != NULL || !g_file_test(dir->place, G_FILE_TEST_EXISTS);
    if (!good) {
        errno = EACCES;
        cannot_write(diag, dir->place);
    }
    for (const char *name; good && folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        if (stands_alone(dir->place, name) && !walk(dir->place, name, copy_file, dir)) {
            errno = EIO;
            cannot_write(diag, name);
            good = false;
        }
    }
    if (folder != NULL) {
        g_dir_close(folder);
    }
    return good;
}

/* What is left under the temporary name goes: the new folder, or the earlier one it replaced. */
static void discard(struct outdir *dir)
{
    remove_tree(dir->work);
    at_work_forget(dir->work);
    at_work_remove_parents();
    g_ptr_array_unref(dir->entries);
    g_free(dir->work);
    g_free(dir->place);
    g_free(dir);
}

/* Where the file system knows no exchange (shares on a network): a run that is killed in the middle leaves
 * the earlier folder aside, and the next one puts it back (at_work.h). */
static bool exchange_by_turns(const char *work, const char *place)
{
    char *aside = at_work_aside(work);
    bool good = rename(place, aside) == 0;
    if (good && rename(work, place) != 0) {
        int reason = errno;
        (void)!rename(aside, place);
        errno = reason;
        good = false;
    }
    if (good && rename(aside, work) != 0) {
        remove_tree(aside);
    }
    g_free(aside);
    return good;
}

/* The two folders change names, in one step where that can be, so that there is no moment without output. */
static bool exchange(const char *work, const char *place)
{
    return renameat2(AT_FDCWD, work, AT_FDCWD, place, RENAME_EXCHANGE) == 0 ||
           ((errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP) && exchange_by_turns(work, place));
}

static bool place(struct outdir *dir)
{
    if (rename(dir->work, dir->place) == 0) { /* nothing there, or an empty folder */
        dir->state = PLACED;
    } else if (exchange(dir->work, dir->place)) {
        dir->state = EXCHANGED;
    }
    return dir->state != NOT_PLACED;
}

static void take_back(const struct outdir *dir)
{
    if (dir->state == PLACED) {
        (void)!rename(dir->place, dir->work);
    } else if (dir->state == EXCHANGED) {
        (void)!exchange(dir->work, dir->place);
    }
}

/* To the disk before it has its name: a machine that loses its power then has the earlier output or this one.
 */
static bool settle(const struct outdir *dir, struct diag *diag)
{
    int folder = open(dir->work, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = folder >= 0 && syncfs(folder) == 0;
    if (!good) {
        cannot_write(diag, dir->place);
    }
    if (folder >= 0) {
        close(folder);
    }
    return good;
}

bool outdir_commit_all(struct outdir **dirs, size_t n, struct diag *diag)
{
    bool good = true;
    for (size_t i = 0; i < n && good; i++) {
        good = carry(dirs[i], diag) && settle(dirs[i], diag);
    }
    sigset_t before = at_work_hold_signals(); /* one comes before the first or after the last */
    for (size_t i = 0; i < n && good; i++) {
        good = place(dirs[i]);
        if (!good) {
            cannot_write(diag, dirs[i]->place);
        }
    }
    for (size_t i = n; i-- > 0;) {
        if (!good) {
            take_back(dirs[i]);
        }
        discard(dirs[i]);
    }
    at_work_let_signals(before);
    return good;
}

bool outdir_commit(struct outdir *dir, struct diag *diag)
{
    return outdir_commit_all(&dir, 1, diag);
}

void outdir_abort(struct outdir *dir)
{
    if (dir != NULL) {
        discard(dir);
    }
}
