/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Huge pages by madvise(2). */
#include "vifte/huge_pages.h"

#include <stdint.h>
#include <sys/mman.h>

#define HUGE_PAGE ((uintptr_t)2 << 20)

void huge_pages_ask(void *memory, size_t bytes)
{
    uintptr_t from = ((uintptr_t)memory + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    uintptr_t to = ((uintptr_t)memory + bytes) / HUGE_PAGE * HUGE_PAGE;
    if (from < to) {
        (void)madvise((void *)from, to - from, MADV_HUGEPAGE); /* not to get them costs time only */
    }
}
