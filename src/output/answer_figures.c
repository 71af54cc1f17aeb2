/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `{{figure NAME}}`: names to the pictures that were drawn. */
#include "answer_private.h"

#include "vifte/output.h"
#include "vifte/text.h"

#include <string.h>

/* A picture's name begins with this, and goes on with the group. */
static const struct figure_name {
    const char *name;
    const char *begins;
} FIGURES[] = {
    {"citizens_years", "citizens-years-"},
    {"citizens", "citizens-"},
    {"map", "tile-map-"},
    {"age", "ages-"},
    {"effort", "efforts-"},
    {"locations", "locations-"},
    {"offers", "offers-"},
    {"places", "places-"},
    {"occupancy", "occupancy-"},
    {"capacity", "capacity-"},
    {"fit", "fit-"},
    {"expected", "expected-"},
    {"flow_matrix", "flow-matrix-"},
};

const char *const *answer_figure_names(void)
{
    static const char *names[G_N_ELEMENTS(FIGURES) + 1];
    for (size_t i = 0; i < G_N_ELEMENTS(FIGURES); i++) {
        names[i] = FIGURES[i].name;
    }
    return names;
}

/* The picture that begins so, but not with a longer name of the list ("citizens-years-" is not "citizens-").
 */
static bool is_named(const struct chart *chart, const char *begins)
{
    size_t longest = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(FIGURES); i++) {
        if (g_str_has_prefix(chart->name, FIGURES[i].begins)) {
            longest = MAX(longest, strlen(FIGURES[i].begins));
        }
    }
    return g_str_has_prefix(chart->name, begins) && strlen(begins) == longest;
}

const struct chart *answer_chart(const struct answer *answer, const char *name)
{
    const struct chart_set *charts = answer->request->charts;
    for (size_t k = 0; charts != NULL && k < G_N_ELEMENTS(FIGURES); k++) {
        for (size_t i = 0; strcmp(FIGURES[k].name, name) == 0 && i < chart_set_size(charts); i++) {
            const struct chart *chart = chart_set_at(charts, i);
            if (strcmp(chart->group, answer->code) == 0 && !chart->empty &&
                is_named(chart, FIGURES[k].begins)) {
                return chart;
            }
        }
    }
    return NULL;
}

void answer_picture(struct answer *answer, const struct chart *chart)
{
    GBytes *png = chart_png(answer->request->dir, chart->name);
    answer_flush(answer);
    document_picture(answer->document, chart->title, chart->alternative, png, chart->svg);
    if (png != NULL) {
        g_bytes_unref(png);
    }
    answer_rests_on(answer, chart->table);
    answer_marks_alone(answer);
}
