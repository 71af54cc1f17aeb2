/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the name of an input file says: which version it is and who sent it.
 *
 *   forløb-851-v2.csv    version 2 of forløb-851.csv, from 851
 *   Behov Aalborg.xlsx   from Aalborg
 */
#ifndef VIFTE_FILE_NAMES_H
#define VIFTE_FILE_NAMES_H

#include <glib.h>
#include <stdint.h>

struct areas;
struct input_file;
struct loader;
struct model;

/* The number behind `v`, `ver` or `version` at the end of the name, 0 = none. */
int file_version(const char *display);
/* The newest version of the same file in the same folder for the same table; the file itself when it is the
 * only one. Forms have their versions row by row: there a file is always its own newest. */
const struct input_file *file_version_newest(const GPtrArray *inputs, const struct input_file *file);

/* The one municipality whose name, or whose code in the project's region, stands in the file's name; NONE
 * when there is none or several. */
uint32_t file_sender(const struct areas *areas, const struct model *model, const char *display);
/* Gives every file that does not say who sent it the sender of its name. */
void senders_from_names(struct loader *loader);

#endif
