/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One digest of everything an edition shows: run.json and the documents made from the edition carry it, so
 * that a document and its numbers can be matched. It says nothing that the released tables do not say.
 */
#ifndef VIFTE_RUN_DIGEST_H
#define VIFTE_RUN_DIGEST_H

struct released;

/* SHA-256 in hexadecimal digits, newly allocated. */
char *run_digest(const struct released *released);

#endif
