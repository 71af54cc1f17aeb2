/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Office files (xlsx, docx) are zip packages of XML parts: the only user of minizip's reader and of expat.
 * What a package can do to its reader is bounded: inflated bytes, entries, depth of elements; a document type
 * definition ends the reading, so there are no entities. Names of entries are never used as paths.
 */
#ifndef VIFTE_PACKAGE_H
#define VIFTE_PACKAGE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diag;
struct diag_kind;
struct package;
struct pos;

#define PACKAGE_ENTRIES 2000 /* each is looked up from the first */
#define PACKAGE_DEPTH 64     /* of elements */

/* How a kind of file is spoken of: all but `kind` are N_(). */
struct package_words {
    const struct diag_kind *kind;
    const char *cure;
    const char *damaged;
    const char *too_many;  /* parts */
    const char *too_large; /* "... %u MB ..." */
    const char *doctype;   /* "it holds a document type definition, ..." */
};

/* Element names come without their prefix; attributes as expat gives them. */
struct package_handlers {
    void (*start)(void *context, const char *name, const char **attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *text, int length);
    void *context;
};

enum package_part { PACKAGE_PART_GOOD, PACKAGE_PART_ABSENT, PACKAGE_PART_BAD };

/* NULL when the bytes are no zip archive within the bounds. The bytes stay with the caller. */
struct package *package_open(const unsigned char *bytes, size_t length, uint64_t max_inflated,
                             const struct package_words *words, const struct pos *file, struct diag *diag);
void package_free(struct package *zip);
/* Bad parts are told. */
enum package_part package_parse(struct package *zip, const char *part,
                                const struct package_handlers *handlers);
/* The same for a part that must be there: its absence is told too. */
bool package_read(struct package *zip, const char *part, const struct package_handlers *handlers);
/* For handlers: ends the parsing; the part is bad for this (translated) reason. */
void package_refuse(struct package *zip, const char *reason);
/* Names of all entries, in the archive's order; owned by the package. */
const GPtrArray *package_names(const struct package *zip);

/* The value of an attribute, NULL when absent. */
const char *package_attribute(const char **attributes, const char *name);

#endif
