/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pseudonyms under a key that the user holds: the same person gets the same text from everybody who has the
 * key, and nobody without it can try out who it is. HMAC-SHA256 over the sender's code as digits ("0" where
 * pseudonyms are common to all), a NUL and the pseudonym; of that the first 128 bits, four a letter from a to
 * p: no run of digits that could be taken for a civil registration number.
 */
#ifndef VIFTE_PERSON_KEY_H
#define VIFTE_PERSON_KEY_H

#include <stddef.h>
#include <stdint.h>

#define PERSON_KEY_LETTERS 32
#define PERSON_KEY_LEAST 16 /* bytes */

struct diag;
struct person_key;

/* The bytes of a file, all of them. NULL with a finding when it cannot be read or is too short. */
struct person_key *person_key_read(const char *path, struct diag *diag);
void person_key_free(struct person_key *key);

/* Writes PERSON_KEY_LETTERS letters, without a NUL. */
void person_key_hash(struct person_key *key, const char *text, size_t length, uint32_t sender, char *out);

#endif
