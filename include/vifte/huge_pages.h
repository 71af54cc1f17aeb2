/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Large arrays in huge pages, where the system has them: there are fewer pages to ask the system for and to
 * find again, one by one, which takes longer than what is done with them.
 */
#ifndef VIFTE_HUGE_PAGES_H
#define VIFTE_HUGE_PAGES_H

#include <stddef.h>

/* For memory just allocated. What is not large is left as it is. */
void huge_pages_ask(void *memory, size_t bytes);

#endif
