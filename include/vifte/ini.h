/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * INI text to sections and entries, each with its line: `[section]`, `key = value`, whole-line comments that
 * start with `#` or `;`. Values are raw; lists are cut by ini_list(). GKeyFile is not used: it knows no
 * lines, merges repeated keys in silence and takes `;` lines for errors.
 *
 * A malformed line, and a section or key given twice, is a finding at its line; the rest is still read.
 */
#ifndef VIFTE_INI_H
#define VIFTE_INI_H

#include <glib.h>
#include <stdint.h>

struct diag;

struct ini_entry {
    char *key;
    char *value; /* trimmed; may be empty */
    uint64_t line;
};

struct ini_section {
    char *name; /* runs of blanks are one blank: "group autism" */
    uint64_t line;
    GPtrArray *entries; /* struct ini_entry *, in the order of the file */
    GHashTable *by_key; /* of the same entries */
};

struct ini {
    const char *file;    /* base name, for messages; lives as long as the process */
    GPtrArray *sections; /* struct ini_section *, in the order of the file */
    GHashTable *by_name; /* of the same sections, the first of a name */
};

/* The file in UTF-8, Windows-1252 or with a BOM. NULL with a finding when it cannot be read as text at all.
 */
struct ini *ini_read(const char *path, struct diag *diag);
void ini_free(struct ini *ini);

const struct ini_section *ini_section(const struct ini *ini, const char *name);
/* NULL when the section or the key is not there. */
const struct ini_entry *ini_entry(const struct ini *ini, const char *section, const char *key);

/* Items between `;`, trimmed, empty ones left out; `\;` is a literal semicolon. For g_strfreev(). */
char **ini_list(const char *value);

#endif
