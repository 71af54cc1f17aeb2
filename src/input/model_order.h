/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which the model keeps its arrays: by content alone, so that nothing depends on the order of
 * rows and files. */
#ifndef VIFTE_MODEL_ORDER_H
#define VIFTE_MODEL_ORDER_H

int model_order_reports(const void *a, const void *b);
int model_order_needs(const void *a, const void *b);
int model_order_need_counts(const void *a, const void *b);
int model_order_use_counts(const void *a, const void *b);
int model_order_remarks(const void *a, const void *b);
int model_order_demands(const void *a, const void *b);
int model_order_notes(const void *a, const void *b);
int model_order_rates(const void *a, const void *b);
int model_order_travels(const void *a, const void *b);
int model_order_price_indexes(const void *a, const void *b);
int model_order_deliveries(const void *a, const void *b);

#endif
