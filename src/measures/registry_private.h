/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the registry's tables are written down: shorthand for columns, used by registry*.c alone.
 */
#ifndef VIFTE_REGISTRY_PRIVATE_H
#define VIFTE_REGISTRY_PRIVATE_H

#include "vifte/registry.h"
#include "vifte/text.h"

#include <glib.h>

/* clang-format off */
#define KEY(n, k, l, d)            {.name = n, .kind = k, .label = l, .definition = d, .key = true}
#define WORDS(n, l, d)             {.name = n, .kind = COLUMN_WORD, .label = l, .definition = d}
#define IDENTIFIER(n, l, d)        {.name = n, .kind = COLUMN_ID, .label = l, .definition = d}
#define TEXT(n, l, d)              {.name = n, .kind = COLUMN_TEXT, .label = l, .definition = d}
#define MEASURE(n, k, dec, u, l, d, f, s) \
    {.name = n, .kind = k, .decimals = dec, .unit = u, .label = l, .definition = d, .formula = f, .source = s, .has_status = true}
#define GUARDED(n, k, dec, u, l, d, f, s, a) \
    {.name = n, .kind = k, .decimals = dec, .unit = u, .label = l, .definition = d, .formula = f, .source = s, .least = a, .has_status = true}
#define PERSONS N_("persons")
#define DAYS N_("days")
#define PLACES N_("places")
#define POINTS N_("percentage points")
#define KEY_GROUP KEY("group", COLUMN_ID, N_("Target group"), N_("The target group as the project delimits it."))
#define KEY_YEAR KEY("year", COLUMN_YEAR, N_("Year"), N_("Calendar year."))
#define KEY_OFFER KEY("offer", COLUMN_ID, N_("Offer"), N_("The offer's identifier in the offers table."))
#define DEFINE(array, file_name, fam, keys, who, heading, remark) \
    {.name = file_name, .family = fam, .title = heading, .note = remark, .columns = array, \
     .n_columns = G_N_ELEMENTS(array), .n_keys = keys, .least = who}
/* clang-format on */

/* The tables of balance, rates, cooperation and resilience; NULL for all others. */
const struct table_def *registry_cooperation(enum table_id id);

#endif
