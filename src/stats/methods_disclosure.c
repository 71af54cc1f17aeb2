/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods for disclosure control of one figure. */
#include "vifte/method.h"
#include "vifte/sdc_rules.h"
#include "vifte/text.h"

#include <glib.h>
#include <inttypes.h>

static const char *exactness(size_t n)
{
    return n == 0 ? "none" : n == 1 ? "exact" : "ambiguous";
}

static GString *percentage_sources(double published, int decimals, int64_t n, size_t *found)
{
    *found = sdc_percentage_sources(published, decimals, n, NULL, 0);
    int64_t *x = g_new(int64_t, *found);
    sdc_percentage_sources(published, decimals, n, x, *found);
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < *found; i++)
        g_string_append_printf(list, "%s%" PRId64, i > 0 ? " " : "", x[i]);
    g_free(x);
    return list;
}

static GString *mean_sources(double published, int decimals, int64_t fewest, int64_t most, size_t *found)
{
    *found = sdc_mean_sources(published, decimals, fewest, most, NULL, 0);
    struct sdc_mean_source *x = g_new(struct sdc_mean_source, *found);
    sdc_mean_sources(published, decimals, fewest, most, x, *found);
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < *found; i++)
        g_string_append_printf(list, "%s%" PRId64 "/%" PRId64, i > 0 ? " " : "", x[i].sum, x[i].count);
    g_free(x);
    return list;
}

/* One denominator: a percentage of so many. A range of them: a mean over a group of unknown size. */
static void derived_leak(const struct method_case *c)
{
    double published = c->in[0].number;
    int decimals = (int)MIN(c->in[1].number, 12);
    const struct method_value *base = &c->in[2];
    size_t found;
    GString *list = base->n == 1 ? percentage_sources(published, decimals, (int64_t)base->list[0], &found)
                                 : mean_sources(published, decimals, (int64_t)base->list[0],
                                                (int64_t)base->list[1], &found);
    c->out[0].text = g_string_free(list, FALSE);
    c->out[1].number = stat_ok((double)found);
    c->out[2].text = g_strdup(exactness(found));
}

static char *word(bool is_unsafe)
{
    return g_strdup(is_unsafe ? "unsafe" : "safe");
}

static void primary_rules(const struct method_case *c)
{
    struct sdc_cell cell = sdc_cell_of(c->in[0].list, c->in[0].n);
    c->out[0].number = stat_ok(cell.total);
    c->out[1].number = stat_ok((double)cell.n);
    c->out[2].text = word(sdc_is_below(&cell, 3));
    c->out[3].text = word(sdc_is_dominated(&cell, 1, 90));
    c->out[4].text = word(sdc_is_dominated(&cell, 2, 85));
    c->out[5].text = word(sdc_is_p_percent(&cell, 10));
    c->out[6].text = word(sdc_is_p_percent(&cell, 25));
    c->out[7].number = stat_ok(sdc_protection_p_percent(&cell, 10));
    c->out[8].number = stat_ok(sdc_protection_dominance(&cell, 85));
}

const struct method method_disclosure[] = {
    {.name = "sdc_derived_leak",
     .summary = N_("the counts that a rounded percentage or mean gives away"),
     .inputs = {{.name = "published", .kind = METHOD_AMOUNT},
                {.name = "decimals", .kind = METHOD_COUNT},
                {.name = "denominator", .kind = METHOD_RANGE}},
     .results = {"compatible_values", "n_compatible", "disclosure"},
     .compute = derived_leak},
    {.name = "sdc_primary_rules",
     .summary = N_("threshold, dominance and p per cent for the contributions to a cell"),
     .inputs = {{.name = "contributors", .kind = METHOD_AMOUNTS}},
     .results = {"total", "n", "minfreq3", "dom_1_90", "dom_2_85", "p10", "p25", "upper_protection_p10",
                 "upper_protection_2_85"},
     .compute = primary_rules},
    {.name = NULL},
};
