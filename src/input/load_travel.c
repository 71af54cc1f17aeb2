/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The travel table: minutes or kilometres between municipalities. */
#include "loader.h"
#include "vifte/text.h"

static bool is_length(const struct value *value)
{
    return value->state == VALUE_GIVEN && value->number >= 0;
}

/* The same way given twice must be the same length. */
static void add_way(struct loader *loader, const struct input_row *row, const struct travel *travel)
{
    for (guint i = 0; i < loader->travel_array->len; i++) {
        const struct travel *known = &g_array_index(loader->travel_array, struct travel, i);
        if (known->from == travel->from && known->to == travel->to && known->minutes == travel->minutes) {
            if (known->amount != travel->amount) {
                loader_report(loader, &FINDING_DUPLICATE, row, IN_TRAVEL_FROM, NULL,
                              _("the way is given twice, with different lengths"));
            }
            return;
        }
    }
    g_array_append_vals(loader->travel_array, travel, 1);
}

void load_travel_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    struct travel travel = {.from = loader_municipality(loader, row, IN_TRAVEL_FROM),
                            .to = loader_municipality(loader, row, IN_TRAVEL_TO)};
    bool km = is_length(&v[IN_TRAVEL_KM]), minutes = is_length(&v[IN_TRAVEL_MINUTES]);
    if (!km && !minutes) {
        loader_report(loader, &FINDING_TRAVEL_LENGTH, row, IN_TRAVEL_MINUTES,
                      _("give minutes, or kilometres, from 0"),
                      _("the way has neither minutes nor kilometres"));
        return;
    }
    if (travel.from == NONE || travel.to == NONE) {
        return; /* reported */
    }
    if (km) {
        travel.amount = v[IN_TRAVEL_KM].number;
        add_way(loader, row, &travel);
    }
    if (minutes) {
        travel.amount = v[IN_TRAVEL_MINUTES].number;
        travel.minutes = true;
        add_way(loader, row, &travel);
    }
}
