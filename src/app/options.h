/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of `run` and `check`: option rows that parse and print --help. For the files of this
 * folder alone. */
#ifndef VIFTE_OPTIONS_H
#define VIFTE_OPTIONS_H

#include "vifte/cell.h"
#include "vifte/output.h"

#include <stdbool.h>

#define AUDIENCES_MAX 3

struct options {
    char *project;
    char *scenario;                         /* file, of the command of that name */
    char *output;                           /* NULL = out/ beside the project */
    char *group;                            /* of an answer or a form */
    char *since;                            /* folder of an earlier answer, or NULL */
    enum audience audiences[AUDIENCES_MAX]; /* n_audiences = 0: the project's */
    size_t n_audiences;
    int municipality;      /* code: `--audience municipality:CODE`, else 0 */
    char *key, *heading;   /* reduce: files, or NULL */
    char **files;          /* reduce: the slices; NULL = standard input */
    char *receiver, *note; /* release: --to, --note; NULL = not given */
    char *language;        /* "da", "en" or NULL = the project's */
    char **only;           /* families, or NULL */
    bool has_seed;
    uint64_t seed;
    unsigned jobs; /* 0 = as many as the machine has processors */
    enum csv_dialect dialect;
    bool docx, pdf;
    bool no_charts, strict, force, quiet, verbose, json;
};

enum options_result { OPTIONS_GOOD, OPTIONS_HELP, OPTIONS_WRONG };

/* `argv` begins with the command's name. Wrong usage is explained on stderr, help printed on stdout. */
enum options_result options_run(int argc, char **argv, struct options *out);
enum options_result options_check(int argc, char **argv, struct options *out);
/* The second argument is `scenario`. */
enum options_result options_scenario(int argc, char **argv, struct options *out);
/* The second argument is `output`. */
enum options_result options_template(int argc, char **argv, struct options *out);
/* The second argument is `group`. */
enum options_result options_answer(int argc, char **argv, struct options *out);
/* The second argument, a folder that is there, is `output`. */
enum options_result options_release(int argc, char **argv, struct options *out);
/* More arguments are `files`. */
enum options_result options_reduce(int argc, char **argv, struct options *out);
void options_clear(struct options *options);

#endif
