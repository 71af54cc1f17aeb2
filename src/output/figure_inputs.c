/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input tables behind output tables; every table of the registry has its line. */
#include "vifte/figure_inputs.h"

#include "vifte/text.h"

#include <glib.h>
#include <string.h>

static const struct line {
    const char *table, *inputs;
} LINES[] = {
    {"supply", "offers"},
    {"occupancy_period", "offers occupancy stays"},
    {"occupancy_year", "offers occupancy stays rates"},
    {"occupancy_limits", "offers occupancy stays"},
    {"need", "needs stays population"},
    {"need_profile", "need_counts stays"},
    {"use_matrix", "use_counts stays offers"},
    {"address_free", "use_counts stays offers"},
    {"offers_used", "use_counts stays offers"},
    {"flows", "stays offers"},
    {"self_sufficiency", "stays offers"},
    {"locations", "use_counts offers"},
    {"buyers", "demands rates"},
    {"balance", "offers occupancy stays needs rates"},
    {"balance_ahead", "offers stays needs"},
    {"pooling", "stays offers"},
    {"rates", "rates offers occupancy price_index"},
    {"cooperation", "offers occupancy stays demands rates"},
    {"detection", "demands stays"},
    {"resilience", "offers occupancy stays rates travel"},
    {"flow_of_citizens", "stays"},
    {"moves", "stays"},
    {"stay_lengths", "stays"},
    {"forecast", "stays needs"},
    {"capacity_log", "offers capacity_notes"},
    {"fit", "needs"},
    {"expected", "needs"},
    {"coverage", "needs need_counts use_counts remarks stays occupancy"},
    {"reconciliation", "offers occupancy stays needs use_counts"},
    {"disclosure", "offers occupancy stays needs need_counts use_counts demands rates"},
    {"quality", "offers occupancy stays needs need_counts use_counts population rates"},
};

const char *figure_inputs(const char *table)
{
    for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
        if (strcmp(LINES[i].table, table) == 0) {
            return LINES[i].inputs;
        }
    }
    return "";
}

static const struct label {
    const char *input, *label;
} LABELS[] = {
    {"offers", N_("offers")},
    {"occupancy", N_("the operators' reports on occupancy")},
    {"stays", N_("stays")},
    {"needs", N_("the municipalities' forms: citizens")},
    {"need_counts", N_("the municipalities' forms: breakdowns")},
    {"use_counts", N_("the municipalities' forms: offers used")},
    {"remarks", N_("the municipalities' forms: remarks")},
    {"population", N_("population")},
    {"rates", N_("daily rates")},
    {"demands", N_("the cooperation's yearly reports")},
    {"capacity_notes", N_("notes on capacity")},
    {"price_index", N_("price index")},
    {"travel", N_("travel times")},
};

const char *figure_input_label(const char *input)
{
    for (size_t i = 0; i < G_N_ELEMENTS(LABELS); i++) {
        if (strcmp(LABELS[i].input, input) == 0) {
            return _(LABELS[i].label);
        }
    }
    return "";
}

char *figure_inputs_text(const char *table)
{
    char **inputs = g_strsplit(figure_inputs(table), " ", -1);
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; inputs[i] != NULL; i++) {
        g_ptr_array_add(list, g_strdup_printf("%s (%s)", figure_input_label(inputs[i]), inputs[i]));
    }
    char *text = text_list((const char *const *)list->pdata, list->len);
    g_ptr_array_unref(list);
    g_strfreev(inputs);
    return text;
}
