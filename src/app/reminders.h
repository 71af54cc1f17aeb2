/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has to be reminded of what: deliveries that are missing, that are drafts alone, or that came late. */
#ifndef VIFTE_REMINDERS_H
#define VIFTE_REMINDERS_H

#include <jansson.h>
#include <stdio.h>

struct model;

/* "Morsø: needs 2024; use_counts 2024", a line a sender; nothing when nobody is late. */
void reminders_print(const struct model *model, FILE *out);
/* [{"sender", "code", "table", "year", "status": "missing" | "draft" | "late", "days_late", "what"}]; owned
 * by the caller. */
json_t *reminders_json(const struct model *model);

#endif
