/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What this run did, when and with how much memory: log.json and -v. Lies outside the promise "same in, same
 * out", names input files, and is therefore written into internal and cooperation folders only.
 */
#ifndef VIFTE_LOG_H
#define VIFTE_LOG_H

#include <stdbool.h>

struct diag;
struct log;
struct model;
struct outdir;

struct log *log_new(void);
void log_free(struct log *log);
/* Ends the stage that is under way and begins `stage`; NULL only ends. */
void log_stage(struct log *log, const char *stage);
void log_print(const struct log *log);
bool log_write(const struct log *log, const struct model *model, struct outdir *dir, struct diag *diag)
    __attribute__((warn_unused_result));

#endif
