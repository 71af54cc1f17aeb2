/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON that the program itself wrote into an output folder, read again: whatever stands there by now. */
#ifndef VIFTE_OWN_JSON_H
#define VIFTE_OWN_JSON_H

struct json_t;

/* The file `name` of the folder; NULL where it is no plain file of its own (a link, a pipe, a device), is too
 * large to be ours, or is no JSON. For json_decref(). */
struct json_t *own_json_read(const char *folder, const char *name);

#endif
