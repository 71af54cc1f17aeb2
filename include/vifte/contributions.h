/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of money that few persons make up nearly alone: marked for the disclosure stage, by the project's
 * rules dominance_n, dominance_k and p_percent. */
#ifndef VIFTE_CONTRIBUTIONS_H
#define VIFTE_CONTRIBUTIONS_H

struct frame;
struct table;

/* Sets MARK_DOMINATED on the expenditure of rows of the table flows. */
void contributions_mark(const struct frame *frame, struct table *flows);

#endif
