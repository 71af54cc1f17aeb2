/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's own JSON: how it is written, and read again from an output folder, whatever stands there by
 * now. */
#ifndef VIFTE_OWN_JSON_H
#define VIFTE_OWN_JSON_H

#include <stddef.h>

struct json_t;

/* With a line's end, and in ASCII what a terminal or an editor would not show as it is, marks of direction
 * say; `flags` are jansson's. Newly allocated (GLib). */
char *own_json_text(const struct json_t *root, size_t flags);

/* The file `name` of the folder; NULL where it is no plain file of its own (a link, a pipe, a device), is too
 * large to be ours, or is no JSON. For json_decref(). */
struct json_t *own_json_read(const char *folder, const char *name);

#endif
