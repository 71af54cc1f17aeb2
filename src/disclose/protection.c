/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From results to what one audience may be shown. */
#include "protection.h"

#include "links.h"
#include "vifte/sdc_suppress.h"

#include <string.h>

struct protection *protection_new(const struct results *results, const struct model *model,
                                  enum audience audience, const struct protection *out)
{
    struct protection *protection = g_new0(struct protection, 1);
    protection->gate = gate_new(results, model, audience);
    protection->good = true;
    if (audience == AUDIENCE_INTERNAL) {
        return protection;
    }
    struct item_setting setting = {.results = results,
                                   .model = model,
                                   .audience = audience,
                                   .threshold = protection->gate->threshold};
    memcpy(setting.kept, protection->gate->kept, sizeof setting.kept);
    protection->items = items_new(&setting);
    links_add(protection->items, NULL);
    struct sdc_problem *problem = items_close(protection->items, out != NULL ? out->items : NULL);
    protection->good = sdc_suppress(problem, &SDC_RULES);
    return protection;
}

void protection_free(struct protection *protection)
{
    if (protection == NULL) {
        return;
    }
    items_free(protection->items);
    gate_free(protection->gate);
    g_free(protection);
}
