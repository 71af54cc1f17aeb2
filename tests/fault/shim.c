/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loaded before the C library (LD_PRELOAD): lets one call fail, the FAULT_AT'th of those that can fail in
 * practice (writing, closing, renaming, making folders, pipes and processes; with FAULT_MEMORY=1 allocations
 * instead). FAULT_COUNT names a file that gets the number of such calls at the end. Standard error is spared:
 * the sentence must come out. Closing fails after closing, as close(2) has it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&(name)))(intptr_t)dlsym(RTLD_NEXT, #name))

/* Allocations come before and while a symbol is looked up, so these are called by name. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t n);

static atomic_long calls;
static long fail_at = -1;
static bool memory;
static int count_file = -1;

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAULT_AT");
    const char *file = getenv("FAULT_COUNT");
    memory = getenv("FAULT_MEMORY") != NULL;
    if (file != NULL) {
        count_file = REAL(open)(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    }
    fail_at = at != NULL ? atol(at) : 0;
}

__attribute__((destructor)) static void end(void)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%ld\n", atomic_load(&calls));
    if (count_file >= 0) {
        (void)!REAL(write)(count_file, text, (size_t)n);
    }
}

static bool due(bool about_memory, int error)
{
    if (fail_at < 0 || about_memory != memory || atomic_fetch_add(&calls, 1) + 1 != fail_at) {
        return false;
    }
    errno = error;
    return true;
}

#define FAILS(error) due(false, error)

static bool writes(int flags)
{
    return (flags & O_ACCMODE) != O_RDONLY;
}

#define OPENER(name) \
    int name(const char *path, int flags, ...) \
    { \
        va_list list; \
        va_start(list, flags); \
        mode_t mode = (flags & O_CREAT) != 0 ? va_arg(list, mode_t) : 0; \
        va_end(list); \
        return writes(flags) && FAILS(EACCES) ? -1 : REAL(name)(path, flags, mode); \
    }
OPENER(open)
OPENER(open64)

ssize_t write(int file, const void *data, size_t n)
{
    return file != STDERR_FILENO && FAILS(ENOSPC) ? -1 : REAL(write)(file, data, n);
}

int close(int file)
{
    int result = REAL(close)(file);
    return FAILS(EIO) ? -1 : result;
}

int rename(const char *from, const char *to)
{
    return FAILS(EXDEV) ? -1 : REAL(rename)(from, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    return FAILS(EINVAL) ? -1 : REAL(renameat2)(from_folder, from, to_folder, to, flags);
}

int mkdir(const char *path, mode_t mode)
{
    return FAILS(ENOSPC) ? -1 : REAL(mkdir)(path, mode);
}

pid_t fork(void)
{
    return FAILS(EAGAIN) ? -1 : REAL(fork)();
}

int pipe(int ends[2])
{
    return FAILS(EMFILE) ? -1 : REAL(pipe)(ends);
}

int pipe2(int ends[2], int flags)
{
    return FAILS(EMFILE) ? -1 : REAL(pipe2)(ends, flags);
}

int memfd_create(const char *name, unsigned flags)
{
    return FAILS(EMFILE) ? -1 : REAL(memfd_create)(name, flags);
}

#define STREAM_OPENER(name) \
    FILE *name(const char *path, const char *mode) \
    { \
        return mode[0] != 'r' && FAILS(EACCES) ? NULL : REAL(name)(path, mode); \
    }
STREAM_OPENER(fopen)
STREAM_OPENER(fopen64)

FILE *tmpfile(void)
{
    return FAILS(ENOSPC) ? NULL : REAL(tmpfile)();
}

FILE *tmpfile64(void)
{
    return FAILS(ENOSPC) ? NULL : REAL(tmpfile64)();
}

/* A stream remembers that a write failed, as glibc's does (ferror(3)). */
size_t fwrite(const void *data, size_t size, size_t n, FILE *file)
{
    if (file != stderr && FAILS(ENOSPC)) {
        file->_flags |= _IO_ERR_SEEN;
        return 0;
    }
    return REAL(fwrite)(data, size, n, file);
}

int fclose(FILE *file)
{
    int result = REAL(fclose)(file);
    return FAILS(EIO) ? EOF : result;
}

int fflush(FILE *file)
{
    return file != stderr && FAILS(ENOSPC) ? EOF : REAL(fflush)(file);
}

void *malloc(size_t n)
{
    return due(true, ENOMEM) ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return due(true, ENOMEM) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t n)
{
    return due(true, ENOMEM) ? NULL : __libc_realloc(old, n);
}
