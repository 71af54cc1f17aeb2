/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The C library's allocator behind a door that does not let NULL out. */
#include "giving_up.h"

#include "vifte/at_work.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXIT_BUG 70

void give_up(int signal_number)
{
    (void)signal_number;
    static const char SENTENCE[] =
        "vifte: cannot go on (out of memory, or a bug); earlier output is as it was\n";
    at_work_abandon_all();
    ssize_t written = write(STDERR_FILENO, SENTENCE, sizeof SENTENCE - 1);
    (void)written; /* nobody is left to tell */
    _exit(EXIT_BUG);
}

static atomic_bool wiping;

void wipe_what_is_freed(bool wipe)
{
    atomic_store_explicit(&wiping, wipe, memory_order_relaxed);
}

/* A sanitizer has an allocator of its own. */
#if defined(__SANITIZE_ADDRESS__)
#define OTHER_ALLOCATOR
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OTHER_ALLOCATOR
#endif
#endif

#ifndef OTHER_ALLOCATOR

/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): glibc's names for its own */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t n);
void __libc_free(void *block);

static void *there(void *block)
{
    if (block == NULL) {
        give_up(0);
    }
    return block;
}

void *malloc(size_t n)
{
    return there(__libc_malloc(n));
}

void *calloc(size_t n, size_t size)
{
    return there(__libc_calloc(n, size));
}

static bool is_wiping(void)
{
    return atomic_load_explicit(&wiping, memory_order_relaxed);
}

void free(void *block)
{
    if (block != NULL && is_wiping()) {
        explicit_bzero(block, malloc_usable_size(block));
    }
    __libc_free(block);
}

/* The C library would leave the old place as it was. */
static void *move(void *old, size_t n)
{
    void *block = malloc(n);
    memcpy(block, old, malloc_usable_size(old)); /* less than n */
    free(old);
    return block;
}

/* realloc(old, 0) frees. */
void *realloc(void *old, size_t n)
{
    if (old != NULL && n > malloc_usable_size(old) && is_wiping()) {
        return move(old, n);
    }
    void *block = __libc_realloc(old, n);
    return n == 0 ? block : there(block);
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

#endif
