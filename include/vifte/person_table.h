/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pseudonyms to persons: equal texts of one sender are one person. Several threads may add at the same time;
 * the numbers of the persons are given afterwards, one call at a time in the order of the rows, so that they
 * depend on nothing else.
 *
 * A pseudonym is kept once, as text (no hash stands for it): about 30 bytes a person.
 */
#ifndef VIFTE_PERSON_TABLE_H
#define VIFTE_PERSON_TABLE_H

#include <stddef.h>
#include <stdint.h>

#define PERSON_BYTES 1024

struct person_table;

struct person_table *person_table_new(void);
void person_table_free(struct person_table *table);

/* A pseudonym to look up, filled by the caller but for `handle`. The text need not end with NUL. */
struct person_query {
    const char *text; /* not empty */
    uint64_t hash;    /* text_hash() */
    uint32_t length;  /* beyond PERSON_BYTES the text does not count */
    uint32_t sender;  /* whose pseudonyms these are, 0 = everybody's */
    uint32_t handle;  /* result: which pseudonym it is, until it has a number */
};

/* Adds what is not there yet. Asking for many at once hides the time that memory takes. */
void person_table_add(struct person_table *table, struct person_query *queries, size_t n);

/* The number of a pseudonym, from 0 in the order of the first calls for each. Not at the same time as another
 * call; at the same time as person_table_add() is fine. */
uint32_t person_table_number(struct person_table *table, uint32_t handle);
/* Says that person_table_number() will soon be asked for it. */
void person_table_prepare(const struct person_table *table, uint32_t handle);

size_t person_table_size(const struct person_table *table); /* numbers given */

/* The pseudonym with a number, with its sender; NULL when nobody has it. Slow on the first call. */
const char *person_table_text(struct person_table *table, uint32_t number, uint32_t *sender, size_t *length);

#endif
