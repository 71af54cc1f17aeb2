/* SPDX-License-Identifier: GPL-3.0-or-later */
/* System calls alone: opendir() allocates, and may not be called when memory is gone or in a handler. */
#include "vifte/remove_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define DEPTH_MAX 16   /* an output folder has three levels */
#define ROUNDS_MAX 200 /* somebody else may be writing into it, for a last moment of */
#define MOMENT (&(struct timespec){.tv_nsec = 1000000})

/* What SYS_getdents64 fills in (getdents64(2)). */
struct dirent_head {
    uint64_t inode;
    int64_t offset;
    uint16_t length;
    uint8_t type;
    char name[];
};

static void remove_at(int parent, const char *name, int depth);

static bool is_self_or_parent(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Removes what one reading of the folder shows. */
static void empty(int folder, int depth)
{
    _Alignas(struct dirent_head) char buffer[2048];
    long n;
    while ((n = syscall(SYS_getdents64, folder, buffer, sizeof buffer)) > 0) {
        for (long at = 0; at < n;) {
            const struct dirent_head *head = (const struct dirent_head *)(const void *)(buffer + at);
            if (!is_self_or_parent(head->name)) {
                remove_at(folder, head->name, depth + 1);
            }
            at += head->length;
        }
    }
}

static void remove_at(int parent, const char *name, int depth)
{
    if (unlinkat(parent, name, 0) == 0) {
        return; /* no folder */
    }
    int folder =
        depth < DEPTH_MAX ? openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
    if (folder < 0) {
        return;
    }
    for (int round = 0; round < ROUNDS_MAX; round++) {
        lseek(folder, 0, SEEK_SET);
        empty(folder, depth);
        if (unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno != ENOTEMPTY) {
            break;
        }
        nanosleep(MOMENT, NULL);
    }
    close(folder);
}

void remove_tree(const char *path)
{
    remove_at(AT_FDCWD, path, 0);
}
