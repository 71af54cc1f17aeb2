/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte explain: columns from the registry, messages from the findings, settings from the table of keys. */
#include "commands.h"
#include "explain_figure.h"
#include "options_in.h"
#include "vifte/findings.h"
#include "vifte/project_file.h"
#include "vifte/registry.h"
#include "vifte/text.h"

#include <stdio.h>
#include <string.h>

static void print_column(const struct table_def *table, const struct column *column)
{
    printf("%s.%s: %s", table->name, column->name, _(column->label));
    if (column->unit != NULL) {
        printf(" (%s)", _(column->unit));
    }
    printf("\n  %s\n", _(column->definition));
    if (column->formula != NULL) {
        printf("  %s = %s\n", column->name, _(column->formula));
    }
    if (column->source != NULL) {
        printf("  %s %s\n", _("Source:"), _(column->source));
    }
}

/* NAME, TABLE or TABLE.NAME */
static bool explain_columns(const char *name)
{
    bool found = false;
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table_def *table = registry_table(id);
        for (size_t i = 0; i < table->n_columns; i++) {
            char *full = g_strdup_printf("%s.%s", table->name, table->columns[i].name);
            if (strcmp(name, table->columns[i].name) == 0 || strcmp(name, full) == 0 ||
                strcmp(name, table->name) == 0) {
                print_column(table, &table->columns[i]);
                found = true;
            }
            g_free(full);
        }
    }
    return found;
}

static bool explain_code(const char *code)
{
    const struct diag_kind *kind = findings_find(code);
    if (kind != NULL) {
        printf("%s: %s\n  %s\n", kind->code, _(kind->title), _(kind->explanation));
    }
    return kind != NULL;
}

static bool explain_key(const char *name)
{
    const struct project_key *keys;
    size_t n = project_keys(&keys);
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(keys[i].key, name) == 0) {
            printf("[%s] %s = %s\n  %s\n", keys[i].section, keys[i].key, _(keys[i].values),
                   _(keys[i].meaning));
            found = true;
        }
    }
    return found;
}

static int explain_name(const char *name)
{
    bool columns = explain_columns(name);
    bool code = explain_code(name);
    bool key = explain_key(name);
    if (columns || code || key) {
        return 0;
    }
    GString *shown = g_string_new(NULL);
    text_mask(shown, name, strlen(name), 60);
    fprintf(stderr, _("vifte: nothing is called '%s'; `vifte explain` lists what there is\n"), shown->str);
    g_string_free(shown, TRUE);
    return 64;
}

static void list_everything(void)
{
    printf("%s\n", _("Tables and their columns:"));
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table_def *table = registry_table(id);
        printf("  %s: %s\n   ", table->name, _(table->title));
        for (size_t i = 0; i < table->n_columns; i++) {
            printf(" %s", table->columns[i].name);
        }
        printf("\n");
    }
    printf("\n%s\n", _("Settings of project.ini:"));
    const struct project_key *keys;
    size_t n = project_keys(&keys);
    for (size_t i = 0; i < n; i++) {
        printf("  [%s] %s: %s\n", keys[i].section, keys[i].key, _(keys[i].values));
    }
    printf("\n%s\n", _("Messages:"));
    for (size_t i = 0; i < findings_size(); i++) {
        printf("  %s %s\n", findings_at(i)->code, _(findings_at(i)->title));
    }
}

int command_explain(int argc, char **argv)
{
    struct options_in options = {0};
    enum options_result result = options_in(argc, argv, "explain [MEASURE|CODE|KEY|ID --in OUT]",
                                            _("Says what a column, a message, a setting of the project file "
                                              "or, with an output folder, one figure "
                                              "of its documents means."),
                                            false, &options);
    int status = result == OPTIONS_WRONG ? 64 : 0;
    if (result == OPTIONS_GOOD && options.what == NULL) {
        list_everything();
    } else if (result == OPTIONS_GOOD) {
        status = options.folder != NULL ? explain_figure(options.what, options.folder)
                                        : explain_name(options.what);
    }
    options_in_clear(&options);
    return status;
}
