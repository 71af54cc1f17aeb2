/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms and who delivered them: what the files load_forms.c, form_versions.c and deliveries.c share.
 */
#ifndef VIFTE_FORMS_H
#define VIFTE_FORMS_H

#include "loader.h"

enum form_status { FORM_NOT_SAID, FORM_DRAFT, FORM_APPROVED, FORM_CORRECTED };

/* What identifies a form and its version; rows of one table in the order of that table's array. */
struct form {
    uint32_t municipality, group, offer; /* NONE where the table has no such column */
    int year;
    const char *department;
    int version;
    int32_t received;
    enum form_status status;
    uint32_t file;
    struct pos pos;
    guint row; /* in the table's array */
};

/* form_versions.c: of every form of one table only the rows of the version that counts stay in `rows`, whose
 * elements have `row_size` bytes; `forms` (struct form) says what they are. The deliveries are recorded. */
void forms_keep_newest(struct loader *loader, const char *table, GArray *forms, GArray *rows, guint row_size);
/* Two rows of the version that counts with the same key: they would be added up, and one of them is wrong. */
void forms_check_duplicates(struct loader *loader);

/* deliveries.c. The key of one delivery, newly allocated. */
char *deliveries_key(const char *table, uint32_t municipality, int year);
#define OFFER_REPORT "report of offer" /* in place of the table: the number is an offer's */
void deliveries_add(struct loader *loader, const char *table, const struct form *form,
                    enum delivery_status status);
/* Who of those that are expected has not delivered, and who came late. */
void deliveries_check_forms(struct loader *loader);
void deliveries_list_stays(struct loader *loader);
/* Operators that reported the occupancy of their offers, and those that did not, year by year. */
void deliveries_list_occupancy(struct loader *loader);
/* An earlier version of a whole file. */
void deliveries_add_earlier(struct loader *loader, const struct input_file *file, uint64_t rows);

#endif
