/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of a project file on its way into a struct: the value types that keys share. A setter stores the
 * value or says at the line what the key takes instead.
 */
#ifndef VIFTE_SETTING_H
#define VIFTE_SETTING_H

#include "vifte/diag.h"

#include <stdbool.h>
#include <stdint.h>

struct project_key;
struct project_reader;

struct setting {
    const char *section_argument; /* "autism" of [group autism]; "" where the section has none */
    const char *key;              /* as written: "floor.2024" */
    const char *key_argument;     /* "2024"; "" where the key has none */
    const char *value;            /* never empty */
    void *target;                 /* the struct that key->offset counts from */
    struct pos pos;
    struct project_reader *reader;
    struct diag *diag;
};

typedef void setting_fn(const struct project_key *key, const struct setting *setting);

/* Reports that the value is not what the key takes. `expected` is translated: "a whole number". */
void setting_wrong(const struct setting *setting, const char *expected);
/* Any other finding at the line of the setting. `outside` is text of the file: it goes masked into the one %s
 * of `format`. */
void setting_finding(const struct setting *setting, const struct diag_kind *kind, const char *cure,
                     const char *format, const char *outside);
void setting_report(struct diag *diag, const struct diag_kind *kind, const struct pos *pos, const char *key,
                    const char *cure, const char *format, const char *outside);

setting_fn setting_text;     /* char * */
setting_fn setting_whole;    /* int, key->low .. key->high */
setting_fn setting_decimal;  /* double, key->low .. key->high */
setting_fn setting_fraction; /* double 0 .. 1, from a fraction (0.95) or per cent (95 %) */
setting_fn setting_word;     /* an enum in the order of key->values, "first; second" */
setting_fn setting_yes_no;   /* bool */
setting_fn setting_day;      /* int32_t */
setting_fn setting_png;      /* GBytes *: a picture, from its path relative to the project */

/* Digits only, at most nine. */
bool setting_parse_whole(const char *text, int *number);
/* Decimal point or comma and no thousands; refuses what can be read in two ways (870.000). */
bool setting_parse_decimal(const char *text, double *number);
/* 2024-12-31, 31-12-2024, 31.12.2024 or 31/12/2024. */
bool setting_parse_day(const char *text, int32_t *day);
/* "0-17", "65-", "18": first and last year of age, AGE_OPEN at the open end. */
struct age_band;
bool setting_parse_age(const char *text, struct age_band *band);
/* A code of up to four digits, leading zeros allowed, not zero: 851, 0851. */
bool setting_parse_code(const char *text, int *code);

#endif
