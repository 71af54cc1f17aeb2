/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of input tables for people; see template_tables.h. */
#include "template_tables.h"

#include "pipeline.h"
#include "vifte/model.h"
#include "vifte/project.h"
#include "vifte/schemas.h"
#include "vifte/text.h"

#include <string.h>

/* The alternative of "english|dansk|..." in the run's language; the first alone when there is no other. */
char *template_word(const char *alternatives)
{
    char **names = g_strsplit(alternatives, "|", -1);
    guint wanted = text_language() == LANGUAGE_DA && g_strv_length(names) > 1 ? 1 : 0;
    char *name = g_strdup(names[wanted]);
    g_strfreev(names);
    return name;
}

/* "valid_from" in English, "gyldig_fra" in Danish: as people write headings. */
static char *heading_of(const struct input_column *column)
{
    bool danish = text_language() == LANGUAGE_DA && column->aliases != NULL && *column->aliases != '\0';
    char **names = g_strsplit(danish ? column->aliases : column->name, "|", 2);
    char *words = g_strdelimit(g_strdup(names[0]), "_", ' ');
    char *heading = text_capital(words);
    g_free(words);
    g_strfreev(names);
    return heading;
}

static const char *takes(const struct input_column *column)
{
    switch (column->kind) {
    case VALUE_TEXT:
        return _("text");
    case VALUE_COUNT:
        return _("a whole number of zero or more");
    case VALUE_DECIMAL:
    case VALUE_PLACES:
        return _("a number");
    case VALUE_PERCENT:
        return _("per cent: 97,5 means 97,5 %");
    case VALUE_MONEY:
        return _("kroner");
    case VALUE_DATE:
        return _("a date: 31-12-2024");
    case VALUE_PERIOD:
        return _("a year, quarter or month (2024, 2024K1, 2024M01), or a date for a count on that day");
    case VALUE_YEAR:
        return _("a year of four digits");
    case VALUE_YES_NO:
    case VALUE_WORD:
        return _("one of the choices");
    }
    return "";
}

static enum template_kind kind_of(const struct input_column *column)
{
    switch (column->kind) {
    case VALUE_COUNT:
    case VALUE_YEAR:
        return TEMPLATE_WHOLE;
    case VALUE_DECIMAL:
    case VALUE_PLACES:
    case VALUE_PERCENT:
    case VALUE_MONEY:
        return TEMPLATE_NUMBER;
    case VALUE_DATE:
        return TEMPLATE_DATE;
    case VALUE_TEXT:
    case VALUE_PERIOD:
    case VALUE_YES_NO:
    case VALUE_WORD:
        break;
    }
    return TEMPLATE_TEXT;
}

/* --- choices --- */

static char **end_list(GPtrArray *list)
{
    bool empty = list->len == 0;
    g_ptr_array_add(list, NULL);
    char **choices = (char **)g_ptr_array_free(list, FALSE);
    if (empty) {
        g_strfreev(choices);
        return NULL;
    }
    return choices;
}

static char **word_choices(const struct input_column *column)
{
    static const char *const YES_NO[] = {"yes|ja", "no|nej", NULL};
    const char *const *words = column->kind == VALUE_YES_NO ? YES_NO : column->words;
    GPtrArray *list = g_ptr_array_new();
    for (; words != NULL && *words != NULL; words++) {
        g_ptr_array_add(list, template_word(*words));
    }
    return end_list(list);
}

static char **group_choices(const struct model *model)
{
    GPtrArray *list = g_ptr_array_new();
    for (size_t i = 0; i < model->project->n_groups; i++) {
        g_ptr_array_add(list, g_strdup(model->project->groups[i].name.label));
    }
    return end_list(list);
}

static char **municipality_choices(const struct model *model)
{
    GPtrArray *list = g_ptr_array_new();
    for (size_t i = 0; i < model->n_region; i++) {
        g_ptr_array_add(list, g_strdup(model->municipalities[model->region_order[i]].name.label));
    }
    return end_list(list);
}

static char **offer_choices(const struct model *model)
{
    GPtrArray *list = g_ptr_array_new();
    for (size_t i = 0; i < model->n_offers; i++) {
        g_ptr_array_add(list, g_strdup(model->offers[i].name.code));
    }
    return end_list(list);
}

static bool is_one_of(const char *name, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (strcmp(name, *list) == 0) {
            return true;
        }
    }
    return false;
}

static char **choices_of(const struct model *model, const char *table, const struct input_column *column)
{
    static const char *const MUNICIPALITIES[] = {"municipality", "acting", "paying", NULL};
    static const char *const GROUPS[] = {"group", "groups", NULL};
    if (column->kind == VALUE_WORD || column->kind == VALUE_YES_NO) {
        return word_choices(column);
    }
    if (is_one_of(column->name, GROUPS)) {
        return group_choices(model);
    }
    if (is_one_of(column->name, MUNICIPALITIES)) {
        return municipality_choices(model);
    }
    bool names_offer = strcmp(column->name, "offer") == 0 && strcmp(table, "offers") != 0;
    return names_offer ? offer_choices(model) : NULL;
}

struct template_table template_table_of(const struct model *model, const char *name, const char *title)
{
    const struct input_schema *schema = schemas_find(name);
    const struct project *project = model->project;
    struct template_table table = {.name = name,
                                   .title = title,
                                   .n_columns = schema->n_columns,
                                   .project = project->title != NULL ? project->title : "",
                                   .sender = project->sender != NULL ? project->sender : "vifte",
                                   .date = pipeline_date(project)};
    table.columns = g_new0(struct template_column, schema->n_columns);
    for (size_t i = 0; i < schema->n_columns; i++) {
        const struct input_column *column = &schema->columns[i];
        table.columns[i] = (struct template_column){.name = column->name,
                                                    .heading = heading_of(column),
                                                    .takes = takes(column),
                                                    .kind = kind_of(column),
                                                    .required = column->required && !column->may_be_blank,
                                                    .choices = choices_of(model, name, column)};
    }
    return table;
}

void template_table_clear(struct template_table *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        g_free(table->columns[i].heading);
        g_strfreev(table->columns[i].choices);
    }
    g_free(table->columns);
}
