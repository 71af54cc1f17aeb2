/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Municipalities, regions and yearly parameters of datasets/catalog. */
#include "vifte/catalog.h"

#include "vifte/areas.h"
#include "vifte/catalog_csv.h"
#include "vifte/findings.h"
#include "vifte/model.h"

#include <string.h>

struct areas_reader {
    struct model *model;
    GArray *rows;
    struct diag *diag;
};

static bool read_region(const char *const *fields, const struct pos *pos, void *context)
{
    (void)pos;
    struct areas_reader *reader = context;
    bool danish = reader->model->project->language == LANGUAGE_DA;
    struct region region = {
        .name = {.code = g_string_chunk_insert_const(reader->model->strings, fields[0]),
                 .label = g_string_chunk_insert_const(reader->model->strings, fields[danish ? 1 : 2])}};
    g_array_append_val(reader->rows, region);
    return true;
}

static int region_by_code(const void *a, const void *b)
{
    const struct region *x = a, *y = b;
    return strcmp(x->name.code, y->name.code);
}

static bool read_regions(const char *share_dir, struct model *model, struct diag *diag)
{
    static const char *const COLUMNS[] = {"code", "name", "name_en"};
    struct areas_reader reader = {model, g_array_new(FALSE, TRUE, sizeof(struct region)), diag};
    bool good = catalog_csv_read(share_dir, "regions.csv", COLUMNS, G_N_ELEMENTS(COLUMNS), read_region,
                                 &reader, diag);
    g_array_sort(reader.rows, region_by_code);
    model->n_regions = reader.rows->len;
    g_free(model->regions);
    model->regions = (struct region *)(void *)g_array_free(reader.rows, FALSE);
    return good;
}

/* Blank columns of a row: no position known, no tile on the map. */
static bool read_place(const char *const *fields, struct municipality *municipality)
{
    municipality->tile_col = -1;
    municipality->tile_row = -1;
    bool seat = *fields[3] == '\0' || (catalog_csv_decimal(fields[3], &municipality->latitude) &&
                                       catalog_csv_decimal(fields[4], &municipality->longitude));
    bool tile = *fields[5] == '\0' || (catalog_csv_whole(fields[5], &municipality->tile_col) &&
                                       catalog_csv_whole(fields[6], &municipality->tile_row));
    return seat && tile;
}

static bool read_municipality(const char *const *fields, const struct pos *pos, void *context)
{
    struct areas_reader *reader = context;
    GStringChunk *strings = reader->model->strings;
    int region = reader->model->project->region;
    struct municipality municipality = {.name = {.code = g_string_chunk_insert_const(strings, fields[0]),
                                                 .label = g_string_chunk_insert_const(strings, fields[1])},
                                        .short_name = g_string_chunk_insert_const(strings, fields[7])};
    if (!catalog_csv_whole(fields[0], &municipality.code) ||
        !catalog_csv_whole(fields[2], &municipality.region) || !read_place(fields, &municipality)) {
        return catalog_csv_wrong(reader->diag, &FINDING_NUMBER, pos, "code", fields[0]);
    }
    municipality.in_region = region == REGION_ALL || municipality.region == region;
    g_array_append_val(reader->rows, municipality);
    return true;
}

static int municipality_by_code(const void *a, const void *b)
{
    const struct municipality *x = a, *y = b;
    return (x->code > y->code) - (x->code < y->code);
}

bool catalog_read_areas(const char *share_dir, struct model *model, struct diag *diag)
{
    static const char *const COLUMNS[] = {"code",      "name",     "region",   "latitude",
                                          "longitude", "tile_col", "tile_row", "short"};
    if (model->strings == NULL) {
        model->strings = g_string_chunk_new(4096);
    }
    bool regions = read_regions(share_dir, model, diag);
    struct areas_reader reader = {model, g_array_new(FALSE, TRUE, sizeof(struct municipality)), diag};
    bool municipalities = catalog_csv_read(share_dir, "municipalities.csv", COLUMNS, G_N_ELEMENTS(COLUMNS),
                                           read_municipality, &reader, diag);
    g_array_sort(reader.rows, municipality_by_code);
    model->n_municipalities = reader.rows->len;
    g_free(model->municipalities);
    model->municipalities = (struct municipality *)(void *)g_array_free(reader.rows, FALSE);
    return regions && municipalities;
}

struct alias_reader {
    const struct model *model;
    struct areas *areas;
    struct diag *diag;
};

/* A code may mean another place in the project's own table: the aliases are for the catalog's name only. */
static bool read_aliases(const char *const *fields, const struct pos *pos, void *context)
{
    struct alias_reader *reader = context;
    int code;
    if (!catalog_csv_whole(fields[0], &code)) {
        return catalog_csv_wrong(reader->diag, &FINDING_NUMBER, pos, "code", fields[0]);
    }
    uint32_t municipality = areas_find(reader->areas, fields[1]);
    if (municipality == NONE || reader->model->municipalities[municipality].code != code) {
        return true;
    }
    char **aliases = g_strsplit(fields[2], "|", -1);
    for (char **alias = aliases; *alias != NULL; alias++) {
        areas_add_alias(reader->areas, *alias, municipality);
    }
    g_strfreev(aliases);
    return true;
}

bool catalog_add_aliases(const char *share_dir, const struct model *model, struct areas *areas,
                         struct diag *diag)
{
    static const char *const COLUMNS[] = {"code", "name", "aliases"};
    struct alias_reader reader = {model, areas, diag};
    return catalog_csv_read(share_dir, "municipalities.csv", COLUMNS, G_N_ELEMENTS(COLUMNS), read_aliases,
                            &reader, diag);
}

struct parameter_reader {
    GArray *parameters;
    struct diag *diag;
};

static bool read_parameter(const char *const *fields, const struct pos *pos, void *context)
{
    struct parameter_reader *reader = context;
    struct parameter parameter = {.key = g_intern_string(fields[0]),
                                  .unit = g_intern_string(fields[3]),
                                  .source = g_intern_string(fields[4]),
                                  .status = g_intern_string(fields[5])};
    bool unknown = strcmp(parameter.status, "X") == 0;
    if (*fields[1] != '\0' && !catalog_csv_whole(fields[1], &parameter.year)) {
        return catalog_csv_wrong(reader->diag, &FINDING_YEAR, pos, "year", fields[1]);
    }
    if (unknown ? *fields[2] != '\0' : !catalog_csv_decimal(fields[2], &parameter.value)) {
        return catalog_csv_wrong(reader->diag, &FINDING_NUMBER, pos, "value", fields[2]);
    }
    g_array_append_val(reader->parameters, parameter);
    return true;
}

static int parameter_by_key(const void *a, const void *b)
{
    const struct parameter *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : (x->year > y->year) - (x->year < y->year);
}

bool catalog_read_parameters(const char *share_dir, GArray *parameters, struct diag *diag)
{
    static const char *const COLUMNS[] = {"key", "year", "value", "unit", "source", "status"};
    struct parameter_reader reader = {parameters, diag};
    bool good = catalog_csv_read(share_dir, "parameters.csv", COLUMNS, G_N_ELEMENTS(COLUMNS), read_parameter,
                                 &reader, diag);
    g_array_sort(parameters, parameter_by_key);
    return good;
}
