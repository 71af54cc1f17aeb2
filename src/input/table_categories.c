/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns that are not used, in a table whose rows are all there is: Statistics Denmark leaves a variable out
 * when its total is meant. One that is there and says the same in every row tells that the rest is not. */
#include "table_reader.h"

#include "age_text.h"
#include "vifte/findings.h"
#include "vifte/heading.h"
#include "vifte/text.h"

#include <string.h>

struct category {
    char *text; /* of the first row, NULL = none so far */
    bool varies;
};

static void clear(void *data)
{
    g_free(((struct category *)data)->text);
}

GArray *table_categories_new(void)
{
    GArray *categories = g_array_new(FALSE, TRUE, sizeof(struct category));
    g_array_set_clear_func(categories, clear);
    return categories;
}

void table_note_categories(struct table_reader *t, const struct record *record)
{
    if (!t->schema->keeps_totals) {
        return;
    }
    g_array_set_size(t->categories, t->heading->n_fields);
    for (uint32_t i = 0; i < t->heading->n_fields; i++) {
        struct category *category = &g_array_index(t->categories, struct category, i);
        if (t->heading->uses[i] != HEADING_UNKNOWN || category->varies) {
            continue;
        }
        const char *text = i < record->n_fields ? record->fields[i].text : "";
        category->varies = category->text != NULL && strcmp(category->text, text) != 0;
        category->text = category->text != NULL ? category->text : g_strdup(text);
    }
}

static bool is_part(const struct category *category)
{
    if (category->text == NULL || category->varies || *category->text == '\0') {
        return false;
    }
    char *folded = text_fold(category->text);
    bool total = age_text_is_total(folded);
    g_free(folded);
    return !total;
}

void table_report_categories(const struct table_reader *t)
{
    for (uint32_t i = 0; i < t->categories->len; i++) {
        const struct category *category = &g_array_index(t->categories, struct category, i);
        if (!is_part(category)) {
            continue;
        }
        struct pos pos = table_at(t, t->heading->line, i + 1);
        struct field field = {category->text, strlen(category->text), false};
        struct field name = {t->heading->texts[i], strlen(t->heading->texts[i]), false};
        char *text = table_shown(&field), *heading = table_shown(&name);
        diag_add(t->diag, &FINDING_ONE_CATEGORY, &pos, NULL, "need",
                 _("if these are not all persons, get the table without this column"),
                 _("every row says '%s' under '%s', which is not read: are these all persons?"), text,
                 heading);
        g_free(heading);
        g_free(text);
    }
}
