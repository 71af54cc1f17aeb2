/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Served inside and outside the region: the table self_sufficiency, a part of the family flows. */
#ifndef VIFTE_SELF_SUFFICIENCY_H
#define VIFTE_SELF_SUFFICIENCY_H

struct frame;
struct table;

/* The finished table; groups without any stay have no row. */
struct table *self_sufficiency_table(const struct frame *frame);

#endif
