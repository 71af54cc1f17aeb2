/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loaded before the C library (LD_PRELOAD): lets one call fail, the FAULT_AT'th of those that can fail in
 * practice (writing, closing, renaming, making folders, pipes, threads and processes; with FAULT_MEMORY=1
 * allocations instead), or with FAULT_ONWARDS=1 that one and all that need room on the disk after it.
 * FAULT_COUNT names a file that gets the number of such calls at the end.
 * Standard error is spared: the sentence must come out. Closing fails after closing, as close(2) has it.
 * FAULT_STOP=1: nothing fails, but SIGTERM comes when the FAULT_AT'th name on the disk was made or changed.
 * FAULT_SHARE=1 is a file system as networks have it, without exchange of names and without links;
 * FAULT_GLIB=1 lets GLib's own threads fail, which have all signals blocked; FAULT_HURRY=50 lets time pass
 * fifty times as quickly. FAULT_PIPE=1: no write to a pipe succeeds.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
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
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&(name)))(intptr_t)dlsym(RTLD_NEXT, #name))

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t n);

static atomic_long calls;
static long fail_at = -1;
static bool memory, onwards, share, glib, stop, pipes;
static int hurry;
static int count_file = -1;

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAULT_AT");
    const char *file = getenv("FAULT_COUNT");
    memory = getenv("FAULT_MEMORY") != NULL;
    onwards = getenv("FAULT_ONWARDS") != NULL;
    share = getenv("FAULT_SHARE") != NULL;
    glib = getenv("FAULT_GLIB") != NULL;
    stop = getenv("FAULT_STOP") != NULL;
    pipes = getenv("FAULT_PIPE") != NULL;
    hurry = getenv("FAULT_HURRY") != NULL ? atoi(getenv("FAULT_HURRY")) : 1;
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

/* Does this call fail? Calls about memory and others are counted in different runs. */
static bool due(bool about_memory, int error)
{
    if (fail_at < 0 || about_memory != memory || stop) {
        return false;
    }
    long number = atomic_fetch_add(&calls, 1) + 1;
    bool failing = number == fail_at || (onwards && fail_at > 0 && number > fail_at && error == ENOSPC);
    if (failing) {
        errno = error;
    }
    return failing;
}

static bool fails(int error)
{
    return due(false, error);
}

/* The result of a call that makes or changes a name. */
static int named(int result)
{
    if (stop && result >= 0 && atomic_fetch_add(&calls, 1) + 1 == fail_at) {
        (void)raise(SIGTERM);
    }
    return result;
}

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
        if (!writes(flags)) { \
            return REAL(name)(path, flags, mode); \
        } \
        return fails(ENOSPC) ? -1 : named(REAL(name)(path, flags, mode)); \
    }
OPENER(open)
OPENER(open64)

/* To a file or a pipe; what a thread wakes another with (eventfd) cannot fail. */
ssize_t write(int file, const void *data, size_t n)
{
    struct stat status = {0};
    (void)fstat(file, &status);
    if (pipes && S_ISFIFO(status.st_mode)) {
        errno = EPIPE;
        return -1;
    }
    bool can_fail = file != STDERR_FILENO && (status.st_mode & S_IFMT) != 0;
    return can_fail && fails(S_ISFIFO(status.st_mode) ? EPIPE : ENOSPC) ? -1 : REAL(write)(file, data, n);
}

int close(int file)
{
    int result = REAL(close)(file);
    return fails(EIO) ? -1 : result;
}

int rename(const char *from, const char *to)
{
    return fails(EXDEV) ? -1 : named(REAL(rename)(from, to));
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    bool refused = fails(EINVAL);
    if (share && (flags & RENAME_EXCHANGE) != 0) {
        errno = EINVAL;
        refused = true;
    }
    return refused ? -1 : named(REAL(renameat2)(from_folder, from, to_folder, to, flags));
}

int link(const char *from, const char *to)
{
    bool refused = fails(EPERM);
    if (share) {
        errno = EPERM;
        refused = true;
    }
    return refused ? -1 : named(REAL(link)(from, to));
}

int fsync(int file)
{
    return fails(EIO) ? -1 : REAL(fsync)(file);
}

int ftruncate64(int file, off64_t length)
{
    return fails(EFBIG) ? -1 : REAL(ftruncate64)(file, length);
}

int mkdir(const char *path, mode_t mode)
{
    return fails(ENOSPC) ? -1 : named(REAL(mkdir)(path, mode));
}

pid_t fork(void)
{
    return fails(EAGAIN) ? -1 : REAL(fork)();
}

int posix_spawn(pid_t *process, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[])
{
    return fails(EAGAIN) ? EAGAIN
                         : REAL(posix_spawn)(process, path, actions, attributes, arguments, environment);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *), void *data)
{
    sigset_t blocked;
    pthread_sigmask(SIG_BLOCK, NULL, &blocked);
    bool refused = fails(EAGAIN) || (glib && sigismember(&blocked, SIGTRAP) == 1);
    return refused ? EAGAIN : REAL(pthread_create)(thread, attributes, routine, data);
}

int clock_gettime(clockid_t clock, struct timespec *out)
{
    int result = REAL(clock_gettime)(clock, out);
    if (hurry > 1 && clock == CLOCK_MONOTONIC) {
        out->tv_sec *= hurry;
    }
    return result;
}

int poll(struct pollfd *files, nfds_t n, int milliseconds)
{
    return REAL(poll)(files, n, hurry > 1 && milliseconds > hurry ? milliseconds / hurry : milliseconds);
}

int pipe(int ends[2])
{
    return fails(EMFILE) ? -1 : REAL(pipe)(ends);
}

int pipe2(int ends[2], int flags)
{
    return fails(EMFILE) ? -1 : REAL(pipe2)(ends, flags);
}

int memfd_create(const char *name, unsigned flags)
{
    return fails(EMFILE) ? -1 : REAL(memfd_create)(name, flags);
}

#define STREAM_OPENER(name) \
    FILE *name(const char *path, const char *mode) \
    { \
        return mode[0] != 'r' && fails(ENOSPC) ? NULL : REAL(name)(path, mode); \
    }
STREAM_OPENER(fopen)
STREAM_OPENER(fopen64)

FILE *tmpfile(void)
{
    return fails(ENOSPC) ? NULL : REAL(tmpfile)();
}

FILE *tmpfile64(void)
{
    return fails(ENOSPC) ? NULL : REAL(tmpfile64)();
}

/*
 * A stream remembers that a write failed, as glibc's does (ferror(3)), and whoever writes into it either asks
 * it in the end or looks at each write. So a write counts where it is the first into its stream or the first
 * from its place in the program: streams and places that were seen.
 */
#define MOST_SEEN 2048
static const void *seen[MOST_SEEN];
static pthread_mutex_t seen_lock = PTHREAD_MUTEX_INITIALIZER;

/* Where a thing stands; an empty place where it does not. */
static size_t find_seen(const void *thing)
{
    size_t empty = MOST_SEEN - 1;
    for (size_t i = 0; i < MOST_SEEN - 1; i++) {
        if (seen[i] == thing) {
            return i;
        }
        empty = seen[i] == NULL && i < empty ? i : empty;
    }
    return empty;
}

static bool is_new(const void *thing)
{
    pthread_mutex_lock(&seen_lock);
    size_t i = find_seen(thing);
    bool new = seen[i] != thing;
    seen[i] = thing;
    pthread_mutex_unlock(&seen_lock);
    return new;
}

static void forget(const void *thing)
{
    pthread_mutex_lock(&seen_lock);
    seen[find_seen(thing)] = NULL;
    pthread_mutex_unlock(&seen_lock);
}

static bool stream_fails(FILE *file, const void *caller)
{
    bool new_file = is_new(file), new_place = is_new(caller);
    bool failing = file != stderr && (new_file || new_place) && fails(ENOSPC);
    if (failing) {
        file->_flags |= _IO_ERR_SEEN;
    }
    return failing;
}

#define CALLER __builtin_return_address(0)

size_t fwrite(const void *data, size_t size, size_t n, FILE *file)
{
    return stream_fails(file, CALLER) ? 0 : REAL(fwrite)(data, size, n, file);
}

int fputs(const char *text, FILE *file)
{
    return stream_fails(file, CALLER) ? EOF : REAL(fputs)(text, file);
}

int puts(const char *text)
{
    return stream_fails(stdout, CALLER) ? EOF : REAL(puts)(text);
}

#define CHARACTER_WRITER(name) \
    int name(int c, FILE *file) \
    { \
        return stream_fails(file, CALLER) ? EOF : REAL(fputc)(c, file); \
    }
CHARACTER_WRITER(fputc)
CHARACTER_WRITER(putc)

int putchar(int c)
{
    return stream_fails(stdout, CALLER) ? EOF : REAL(fputc)(c, stdout);
}

/* What printf() and fprintf() are where library calls are checked (FORTIFY). */
int __vfprintf_chk(FILE *file, int flag, const char *format, va_list list);

int __fprintf_chk(FILE *file, int flag, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int n = stream_fails(file, CALLER) ? -1 : __vfprintf_chk(file, flag, format, list);
    va_end(list);
    return n;
}

int __printf_chk(int flag, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int n = stream_fails(stdout, CALLER) ? -1 : __vfprintf_chk(stdout, flag, format, list);
    va_end(list);
    return n;
}

int fclose(FILE *file)
{
    forget(file); /* the next may lie at the same place */
    int result = REAL(fclose)(file);
    return fails(EIO) ? EOF : result;
}

int fflush(FILE *file)
{
    return file != stderr && fails(ENOSPC) ? EOF : REAL(fflush)(file);
}

/* The program's own malloc() stands before this one and asks for glibc's by its name. */
void *__libc_malloc(size_t n)
{
    static __typeof__(&__libc_malloc) real;
    real = real != NULL ? real : REAL(__libc_malloc);
    return due(true, ENOMEM) ? NULL : real(n);
}

void *__libc_calloc(size_t n, size_t size)
{
    static __typeof__(&__libc_calloc) real;
    real = real != NULL ? real : REAL(__libc_calloc);
    return due(true, ENOMEM) ? NULL : real(n, size);
}

void *__libc_realloc(void *old, size_t n)
{
    static __typeof__(&__libc_realloc) real;
    real = real != NULL ? real : REAL(__libc_realloc);
    return due(true, ENOMEM) ? NULL : real(old, n);
}
