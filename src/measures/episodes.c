/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stays to episodes. */
#include "vifte/episodes.h"

#include "vifte/model.h"
#include "vifte/persons.h"

size_t episodes_join(const struct person_case *person_case, uint32_t acting, int gap_days,
                     struct day_span *out)
{
    size_t n = 0;
    for (size_t i = 0; i < person_case->n; i++) {
        const struct spell *spell = &person_case->spells[i];
        if (acting != EPISODES_REGION && spell->stay->acting != acting) {
            continue;
        }
        if (n > 0 && (int64_t)spell->start - out[n - 1].end <= gap_days) {
            out[n - 1].end = MAX(out[n - 1].end, spell->end);
        } else {
            out[n++] = (struct day_span){spell->start, spell->end};
        }
    }
    return n;
}
