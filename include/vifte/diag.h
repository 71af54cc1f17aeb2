/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings about input and environment: collected through a whole run, printed once, and the only thing that
 * decides the exit status. A finding is a kind (stable code, level), a position, a message, a cure and the
 * outputs it touches.
 *
 * At most DIAG_PER_FILE stop or warn findings of one file are kept, and the first of every kind; the rest are
 * counted. Nothing here prints a computed figure, and values from files pass text_mask() before they come in.
 */
#ifndef VIFTE_DIAG_H
#define VIFTE_DIAG_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define DIAG_PER_FILE 50

enum diag_level { DIAG_STOP, DIAG_WARN, DIAG_NOTE };

struct diag_kind {
    const char *code; /* "E203": stays the same for ever */
    enum diag_level level;
    int exit_status;         /* of a stop: 65 bad data, 66 no input, 69, 73 ...; 0 for the rest */
    const char *title;       /* N_() */
    const char *explanation; /* N_(): what `vifte explain CODE` prints */
};

/* Where: line and field count from 1, 0 = not known. With a sheet, `line` is the row and `field` the column.
 */
struct pos {
    const char *file; /* relative to the project */
    const char *sheet;
    uint64_t line;
    uint32_t field;
};

struct finding {
    const struct diag_kind *kind;
    struct pos pos;
    char *column;        /* canonical column name or NULL */
    char *message;       /* translated, one sentence without full stop */
    char *cure;          /* translated, or NULL */
    const char *touches; /* names of tables it touches, separated by blanks, or "" */
};

struct diag;

struct diag *diag_new(void);
void diag_free(struct diag *diag);

/* What findings touch that do not say it themselves: static, "" at first. */
void diag_set_touches(struct diag *diag, const char *touches);
/* `column`, `cure` and `touches` may be NULL. The same words about the same line are kept once. */
void diag_add(struct diag *diag, const struct diag_kind *kind, const struct pos *pos, const char *column,
              const char *touches, const char *cure, const char *format, ...) G_GNUC_PRINTF(7, 8);

/* For what may be found in every row: would a finding be counted only, so that its words need not be made?
 * Then the caller counts, and says in the end how many there were. */
bool diag_is_full(const struct diag *diag, const struct diag_kind *kind, const char *file);
void diag_count_more(struct diag *diag, const struct diag_kind *kind, const char *file, uint64_t n);
/* A collector for a part of the work, and all its findings as if they had been found here now, `lines` lines
 * further down their files. */
struct diag *diag_new_part(const struct diag *whole);
void diag_merge(struct diag *diag, const struct diag *part, uint64_t lines);

bool diag_stopped(const struct diag *diag); /* is there a stop? */
uint64_t diag_count(const struct diag *diag, enum diag_level level);
/* 0, or the exit status of the first stop; 65 for warnings when `strict`. */
int diag_exit_status(const struct diag *diag, bool strict);

/* The kept findings in reading order of files: structural ones first, then by file and position. */
size_t diag_size(const struct diag *diag);
const struct finding *diag_get(const struct diag *diag, size_t i);
void diag_sort(struct diag *diag);
/* Findings of `file` that were counted but not kept. */
uint64_t diag_dropped(const struct diag *diag, const char *file);

/* The files that stop or warn findings were counted of, in order of name; newly allocated. */
char **diag_files(const struct diag *diag);

/* "file:17:4: start: expected ..." or "file!sheet!C7: ...". The result is newly allocated. */
char *diag_format(const struct finding *finding);
char *diag_position(const struct pos *pos);
void diag_print(const struct diag *diag, FILE *out, enum diag_level down_to);
/* "3 errors, 12 warnings, 4 notes" */
void diag_print_counts(const struct diag *diag, FILE *out);

#endif
