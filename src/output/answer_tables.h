/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of an answer by the file that makes them; all return false when there is nothing. For the files of
 * this folder alone. */
#ifndef VIFTE_ANSWER_TABLES_H
#define VIFTE_ANSWER_TABLES_H

#include <stdbool.h>

struct answer;

/* About offers (answer_tables_offers.c). */
bool answer_table_offers(struct answer *answer);
bool answer_table_matrix(struct answer *answer);
void answer_matrix_annex(struct answer *answer); /* what a page on its side holds */
bool answer_table_address_free(struct answer *answer);
bool answer_table_occupancy(struct answer *answer);
bool answer_table_national(struct answer *answer);
bool answer_table_capacity(struct answer *answer);
bool answer_table_cooperation(struct answer *answer);
bool answer_table_economy(struct answer *answer);

/* About what the municipalities say, and what all rests on (answer_tables_forms.c). */
bool answer_table_expected(struct answer *answer);
bool answer_table_fit(struct answer *answer);
bool answer_table_coverage(struct answer *answer);
bool answer_table_key_figures(struct answer *answer);
bool answer_table_moves(struct answer *answer);
bool answer_table_initiatives(struct answer *answer);

#endif
