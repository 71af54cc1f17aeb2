/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole run: files -> model -> tables -> released tables -> files. */
#ifndef VIFTE_PIPELINE_H
#define VIFTE_PIPELINE_H

#include "vifte/text.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct diag;
struct ending;
struct model;
struct options;
struct outdir;
struct project;

/* The command line's language, else the project file's; all messages are in it from here on, also those about
 * the project file. */
enum language pipeline_language(const struct options *options);
/* Reads the project with the command line's language and share folder; NULL with findings. */
struct model *pipeline_read(const struct options *options, struct diag *diag);
/* The same without the forms that came after that day. */
struct model *pipeline_read_as_of(const struct options *options, int32_t day, struct diag *diag);
/* The same with the group defined as the settings say (definition.h); NULL also when they do not say. */
struct model *pipeline_read_defined(const struct options *options, const char *group, GHashTable *settings,
                                    struct diag *diag);
/* The day that outputs say they were made: SOURCE_DATE_EPOCH where it is a number, else the project's freeze
 * date, else today. `project` may be NULL. */
int32_t pipeline_date(const struct project *project);
/* "W310 3": every kind of warning that was told, with how often; for g_strfreev(). */
char **pipeline_warnings(const struct diag *diag);
/* Findings and their counts to standard error, and that nothing was written where `status` is not 0. */
void pipeline_tell(const struct options *options, const struct diag *diag, int status);
/* STEM.pdf of STEM.docx in `dir`; a machine without the programs is told so. False = stopped. */
bool pipeline_pdf(const struct options *options, const char *stem, int32_t date, struct outdir *dir,
                  struct diag *diag);
/* Returns the exit status; findings are in `diag`, what to say at the end in `ending`. */
int pipeline_run(const struct options *options, struct ending *ending, struct diag *diag);

#endif
