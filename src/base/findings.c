/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of findings.def as objects. */
#include "vifte/findings.h"

#include "vifte/text.h"

#include <string.h>

#define FINDING(identifier, code, level, status, title, explanation) \
    const struct diag_kind identifier = {code, level, status, title, explanation};
#include "vifte/findings.def"
#undef FINDING

static const struct diag_kind *const KINDS[] = {
#define FINDING(identifier, code, level, status, title, explanation) &identifier,
#include "vifte/findings.def"
#undef FINDING
};

size_t findings_size(void)
{
    return G_N_ELEMENTS(KINDS);
}

const struct diag_kind *findings_at(size_t i)
{
    return KINDS[i];
}

const struct diag_kind *findings_find(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        if (g_ascii_strcasecmp(KINDS[i]->code, code) == 0) {
            return KINDS[i];
        }
    }
    return NULL;
}
