/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input tables behind output tables; every table of the registry has its line. */
#include "vifte/figure_inputs.h"

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
