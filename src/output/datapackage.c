/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/datapackage.json from the registry; see datapackage.h and
 * https://datapackage.org/standard/data-package/ */
#include "vifte/datapackage.h"

#include "vifte/dates.h"
#include "vifte/edition.h"
#include "vifte/outdir.h"
#include "vifte/own_json.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/remarks.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <jansson.h>

#define PROFILES "https://datapackage.org/profiles/2.0/"

const char *datapackage_state(enum cell_state state)
{
    switch (state) {
    case CELL_MISSING:
        return "missing";
    case CELL_NA:
        return "na";
    case CELL_UNDEFINED:
        return "undefined";
    case CELL_SUPPRESSED:
        return "suppressed";
    case CELL_VALUE:
        break;
    }
    return "";
}

int datapackage_decimals(enum column_kind kind)
{
    switch (kind) {
    case COLUMN_RATIO:
    case COLUMN_CHANCE:
        return 10;
    case COLUMN_DECIMAL:
    case COLUMN_POINTS:
        return 6;
    case COLUMN_MONEY:
        return 2;
    default:
        return 0;
    }
}

static double in_kroner(enum column_kind kind, double number)
{
    return kind == COLUMN_MONEY ? number / 100.0 : number;
}

double datapackage_number(enum column_kind kind, double number)
{
    return text_round(in_kroner(kind, number), datapackage_decimals(kind));
}

/* text_append_plain() rounds as text_round() does. */
void datapackage_append(GString *out, enum column_kind kind, double number)
{
    text_append_plain(out, in_kroner(kind, number), datapackage_decimals(kind));
}

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text != NULL && *text != '\0') {
        char *line = show_line(text);
        json_object_set_new(object, key, json_string(line));
        g_free(line);
    }
}

static json_t *profiled(const char *profile)
{
    char *address = g_strconcat(PROFILES, profile, ".json", NULL);
    json_t *object = json_object();
    json_object_set_new(object, "$schema", json_string(address));
    g_free(address);
    return object;
}

static json_t *dialect_json(enum csv_dialect dialect)
{
    json_t *object = profiled("tabledialect");
    set_text(object, "delimiter", dialect == CSV_EXCEL_DA ? ";" : ",");
    json_object_set_new(object, "lineTerminator", json_string(dialect == CSV_EXCEL_DA ? "\r\n" : "\n"));
    set_text(object, "quoteChar", "\"");
    json_object_set_new(object, "doubleQuote", json_true());
    json_object_set_new(object, "header", json_true());
    return object;
}

static json_t *missing_value(const char *value, const char *label)
{
    json_t *object = json_object();
    json_object_set_new(object, "value", json_string(value));
    set_text(object, "label", label);
    return object;
}

static json_t *field_json(const struct column *column, enum csv_dialect dialect)
{
    json_t *field = json_object();
    const char *type = registry_kind_name(column->kind);
    set_text(field, "name", column->name);
    set_text(field, "type", type);
    set_text(field, "title", show_text(column->label));
    set_text(field, "description", show_text(column->definition));
    /* Files have fractions and kroner, whatever people are shown. */
    set_text(field, "unit",
             column->kind == COLUMN_RATIO || column->kind == COLUMN_CHANCE ? _("fraction")
                                                                           : show_text(column->unit));
    set_text(field, "formula", column->formula);
    set_text(field, "source", show_text(column->source));
    if (dialect == CSV_EXCEL_DA && g_str_equal(type, "number")) {
        set_text(field, "decimalChar", ",");
    }
    if (!column->has_status && !column->key) {
        json_object_set_new(
            field, "missingValues",
            json_pack("[o, o]", missing_value("", show_state(CELL_MISSING)),
                      missing_value(datapackage_state(CELL_SUPPRESSED), show_state(CELL_SUPPRESSED))));
    }
    return field;
}

static json_t *status_json(const struct column *column, bool own)
{
    char *name = g_strconcat(column->name, "_status", NULL);
    char *title = g_strdup_printf(_("%s: status"), show_text(column->label));
    json_t *states = json_array();
    for (enum cell_state state = CELL_MISSING; state <= CELL_SUPPRESSED; state++) {
        if (state != CELL_VALUE) {
            json_array_append_new(states, json_string(datapackage_state(state)));
        }
    }
    if (own) {
        json_array_append_new(states, json_string(DATAPACKAGE_OWN));
    }
    json_t *field = json_object();
    set_text(field, "name", name);
    set_text(field, "type", "string");
    set_text(field, "title", title);
    set_text(
        field, "description",
        own ? _("Why there is no number, or `own` when it is the municipality's own and not public; empty "
                "when there is one that all may see.")
            : _("Why there is no number; empty when there is one."));
    json_object_set_new(field, "constraints", json_pack("{s:o}", "enum", states));
    g_free(title);
    g_free(name);
    return field;
}

/* The last key first: it changes most often. */
static bool same_key(const struct released_table *table, size_t a, size_t b)
{
    const struct table_def *def = released_def(table);
    for (size_t i = def->n_keys; i-- > 0;) {
        const struct cell *x = released_cell(table, a, i);
        const struct cell *y = released_cell(table, b, i);
        bool named = def->columns[i].kind <= COLUMN_TEXT;
        if (named ? g_strcmp0(x->name->code, y->name->code) != 0 : x->number != y->number) {
            return false;
        }
    }
    return true;
}

/* Do the keys tell all rows apart? Findings without a line, or two of a kind in one field, do not. Rows are
 * sorted. */
static bool keys_are_unique(const struct released_table *table)
{
    size_t n_keys = released_def(table)->n_keys;
    for (size_t row = 0; row < released_rows(table); row++) {
        for (size_t i = 0; i < n_keys; i++) {
            if (released_cell(table, row, i)->state != CELL_VALUE) {
                return false;
            }
        }
        if (row > 0 && same_key(table, row - 1, row)) {
            return false;
        }
    }
    return true;
}

static json_t *schema_json(const struct released_table *table, enum csv_dialect dialect, bool own)
{
    const struct table_def *def = released_def(table);
    json_t *schema = profiled("tableschema");
    json_t *fields = json_array();
    json_t *keys = json_array();
    for (size_t i = 0; i < def->n_columns; i++) {
        json_array_append_new(fields, field_json(&def->columns[i], dialect));
        if (def->columns[i].has_status) {
            json_array_append_new(fields, status_json(&def->columns[i], own));
        }
        if (i < def->n_keys) {
            json_array_append_new(keys, json_string(def->columns[i].name));
        }
    }
    json_object_set_new(schema, "fields", fields);
    json_object_set_new(schema, "missingValues", json_pack("[s]", ""));
    if (keys_are_unique(table)) {
        json_object_set(schema, "primaryKey", keys);
    }
    json_decref(keys);
    return schema;
}

/* Codes of what was found in the input that the table rests on; `vifte explain CODE` says more. */
static json_t *remarks_json(const struct edition *edition, const char *table)
{
    json_t *codes = json_array();
    for (size_t i = 0; i < edition->n_remarks; i++) {
        if (remarks_touch(&edition->remarks[i], table)) {
            json_array_append_new(codes, json_string(edition->remarks[i].code));
        }
    }
    return codes;
}

static json_t *resource_json(const struct edition *edition, const struct released_table *table,
                             enum csv_dialect dialect, bool own)
{
    const struct table_def *def = released_def(table);
    char *path = g_strconcat(def->name, ".csv", NULL);
    json_t *resource = profiled("dataresource");
    set_text(resource, "name", def->name);
    set_text(resource, "type", "table");
    set_text(resource, "path", path);
    set_text(resource, "title", show_text(def->title));
    set_text(resource, "description", show_text(def->note));
    set_text(resource, "format", "csv");
    set_text(resource, "mediatype", "text/csv");
    set_text(resource, "encoding", "utf-8");
    json_object_set_new(resource, "dialect", dialect_json(dialect));
    json_object_set_new(resource, "schema", schema_json(table, dialect, own));
    json_object_set_new(resource, "remarks", remarks_json(edition, def->name));
    g_free(path);
    return resource;
}

static json_t *package_json(const struct released *released, enum csv_dialect dialect)
{
    const struct edition *edition = released_edition(released);
    char *mark = show_edition_line(edition);
    char *period = g_strdup_printf("%d/%d", edition->from_year, edition->to_year);
    char day[11];
    date_iso(edition->date, day);
    char *created = g_strconcat(day, "T00:00:00Z", NULL);
    json_t *package = profiled("datapackage");
    json_t *resources = json_array();
    for (size_t i = 0; i < released_size(released); i++) {
        json_array_append_new(
            resources, resource_json(edition, released_at(released, i), dialect, edition->municipality != 0));
    }
    set_text(package, "name", "vifte-tables");
    set_text(package, "title", edition->title);
    set_text(package, "description", mark);
    set_text(package, "created", created);
    set_text(package, "language", edition->language == LANGUAGE_DA ? "da" : "en");
    set_text(package, "region", edition->region);
    set_text(package, "temporal", period);
    json_object_set_new(package, "resources", resources);
    g_free(created);
    g_free(period);
    g_free(mark);
    return package;
}

bool datapackage_write(const struct released *released, enum csv_dialect dialect, const char *folder,
                       struct outdir *dir, struct diag *diag)
{
    json_t *package = package_json(released, dialect);
    char *text = own_json_text(package, JSON_SORT_KEYS | JSON_INDENT(1));
    char *name = g_strconcat(folder, "/datapackage.json", NULL);
    bool good = outdir_write(dir, name, text, strlen(text), diag);
    g_free(name);
    g_free(text);
    json_decref(package);
    return good;
}
