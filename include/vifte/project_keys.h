/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look-ups in the table of project keys (project_file.h). Results of char * are newly allocated. */
#ifndef VIFTE_PROJECT_KEYS_H
#define VIFTE_PROJECT_KEYS_H

#include <stdbool.h>

struct project_key;

/* Is it a section of project.ini? *argument is what its second word holds, "" where it takes none. */
bool project_keys_section(const char *section, char **argument);
/* The key's row, NULL when the section has no such key. *argument as above: "2024" of floor.2024. */
const struct project_key *project_keys_find(const char *section, const char *key, char **argument);

/* The nearest known name to a wrong one, as the manual writes it; of a key also "[section] key" when the very
 * same key belongs elsewhere. */
char *project_keys_nearest_section(const char *section);
char *project_keys_nearest(const char *section, const char *key);

/* Is it an input table? */
bool project_keys_is_table(const char *name);
char *project_keys_nearest_table(const char *name);

#endif
