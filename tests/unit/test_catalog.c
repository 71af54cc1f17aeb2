/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped reference data: strict reading, municipalities and sections of the law as offices write them.
 */
#include "vifte/catalog.h"

#include "vifte/areas.h"
#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define SHARE "tests/data/good-catalog"

static struct model *catalog_model(int region, enum language language)
{
    struct diag *diag = diag_new();
    struct model *model = g_new0(struct model, 1);
    model->project = project_new();
    model->project->region = region;
    model->project->language = language;
    assert_true(catalog_read_areas(SHARE, model, diag));
    assert_int_equal(diag_size(diag), 0);
    diag_free(diag);
    return model;
}

static void test_areas_of_the_catalog(void **state)
{
    (void)state;
    struct model *model = catalog_model(81, LANGUAGE_EN);
    assert_int_equal(model->n_regions, 2);
    assert_string_equal(model->regions[0].name.code, "81");
    assert_string_equal(model->regions[0].name.label, "North Jutland");
    assert_int_equal(model->n_municipalities, 5);
    const struct municipality *bornholm = &model->municipalities[0]; /* by code, not in the file's order */
    assert_int_equal(bornholm->code, 400);
    assert_int_equal(bornholm->tile_col, -1);
    assert_int_equal(bornholm->tile_row, -1);
    assert_false(bornholm->in_region);
    const struct municipality *aalborg = &model->municipalities[4];
    assert_string_equal(aalborg->name.code, "851");
    assert_string_equal(aalborg->name.label, "Aalborg");
    assert_string_equal(aalborg->short_name, "Aal");
    assert_int_equal(aalborg->tile_col, 3);
    assert_int_equal(aalborg->tile_row, 2);
    assert_true(aalborg->latitude == 57.05 && aalborg->longitude == 9.92);
    assert_true(aalborg->in_region);
    model_free(model);

    model = catalog_model(REGION_ALL, LANGUAGE_DA);
    assert_string_equal(model->regions[0].name.label, "Nordjylland");
    assert_true(model->municipalities[0].in_region);
    model_free(model);
}

static int found_code(const struct model *model, const struct areas *areas, const char *text)
{
    uint32_t found = areas_find(areas, text);
    return found == NONE ? 0 : model->municipalities[found].code;
}

static void test_find_areas(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int code;
    } CASES[] = {
        {"851", 851},
        {"0851", 851},
        {" 851 ", 851},
        {"Aalborg", 851},
        {"AALBORG", 851},
        {"Ålborg", 851},
        {"aalborg kommune", 851},
        {"Aalborg  Kommune ", 851},
        {"Aalborgs", 851},
        {"851 Aalborg", 851},
        {"851 Aarhus", 0},
        {"Vesthimmerland", 820},
        {"Vesthimmerlands Kommune", 820},
        {"Vesthimmerland Kommune", 820},
        {"Læsø", 825},
        {"Laesoe Kommune", 825},
        {"Århus", 751},
        {"Smilets by", 751},
        {"Bornholms Regionskommune", 400},
        {"081", 0},
        {"99999999999", 0},
        {"", 0},
        {"s", 0},
        {"Kommune", 0},
        {"Region Nordjylland", 0},
    };
    struct model *model = catalog_model(81, LANGUAGE_DA);
    struct diag *diag = diag_new();
    struct areas *areas = areas_new(model);
    assert_int_equal(found_code(model, areas, "Smilets by"), 0); /* an alias, and they come now */
    assert_true(catalog_add_aliases(SHARE, model, areas, diag));
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        if (found_code(model, areas, CASES[i].text) != CASES[i].code) {
            fail_msg("'%s' is %d", CASES[i].text, found_code(model, areas, CASES[i].text));
        }
    }
    assert_string_equal(areas_nearest(areas, "Alborg"), "Aalborg");
    assert_string_equal(areas_nearest(areas, "vesthimerland"), "Vesthimmerlands");
    assert_null(areas_nearest(areas, "Somewhere else"));
    areas_free(areas);
    diag_free(diag);
    model_free(model);
}

/* Another country's table: the same codes mean other places, and two places may share a name. */
static void test_own_municipalities(void **state)
{
    (void)state;
    struct municipality own[] = {{.name = {"1", "S12000005"}, .code = 1},
                                 {.name = {"751", "Aalborg"}, .code = 751},
                                 {.name = {"820", "Newton"}, .code = 820},
                                 {.name = {"821", "Newton"}, .code = 821}};
    struct model model = {.municipalities = own, .n_municipalities = G_N_ELEMENTS(own)};
    struct diag *diag = diag_new();
    struct areas *areas = areas_new(&model);
    assert_true(catalog_add_aliases(SHARE, &model, areas, diag));
    assert_int_equal(found_code(&model, areas, "S12000005"), 1);
    assert_int_equal(found_code(&model, areas, "1"), 1);
    assert_int_equal(found_code(&model, areas, "Aalborg"), 751);
    assert_int_equal(found_code(&model, areas, "Smilets by"), 0); /* 751 is not the catalog's 751 */
    assert_int_equal(found_code(&model, areas, "Vesthimmerland"), 0);
    assert_int_equal(found_code(&model, areas, "Newton"), 0); /* which one? */
    assert_int_equal(found_code(&model, areas, "821"), 821);
    areas_free(areas);
    diag_free(diag);
}

static void test_find_sections(void **state)
{
    (void)state;
    int32_t before = date_from_ymd(2023, 12, 31), after = date_from_ymd(2024, 1, 1);
    const struct {
        const char *text;
        int32_t day;
        const char *key; /* NULL = unknown */
    } CASES[] = {
        {"107", after, "SEL-107"},
        {"§ 107", after, "SEL-107"},
        {"§107", after, "SEL-107"},
        {"SEL § 107, stk. 1", after, "SEL-107"},
        {"SEL-107", after, "SEL-107"},
        {"sel107", after, "SEL-107"},
        {"Serviceloven § 107", after, "SEL-107"},
        {"Servicelovens § 107, stk. 2, nr. 1", after, "SEL-107"},
        {"Lov om social service § 107", after, "SEL-107"},
        {"§ 107 i serviceloven", after, "SEL-107"},
        {"§ 107 Midlertidigt botilbud", after, "SEL-107"},
        {"§ 66, stk. 1, nr. 6", before, "SEL-66-1-6"},
        {"SEL-66-1-6", before, "SEL-66-1-6"},
        {"§ 66 stk 1 nr 6", before, "SEL-66-1-6"},
        {"§ 66(1) nr. 6", before, "SEL-66-1-6"},
        {"§ 66, stk. 1, nr. 2", before, "SEL-66"},
        {"§ 66, stk. 1, nr. 6", after, "SEL-66-1-6"}, /* no longer in force: the caller compares the days */
        {"§ 85 a", after, "SEL-85a"},
        {"85a", before, "SEL-85a"},
        {"§ 85", after, "SEL-85"},
        {"§ 85 b", after, NULL}, /* another section than § 85 */
        {"32", before, "SEL-32"},
        {"32", after, "BL-32"},
        {"SEL § 32", after, "SEL-32"},
        {"BL § 43", after, "BL-43"},
        {"Barnets lov § 43, stk. 1", after, "BL-43"},
        {"BL § 50", after, "BL-43-66"},
        {"BL §§ 43-66", after, "BL-43-66"},
        {"50", after, NULL}, /* a chapter only under its law */
        {"105", after, "ABL-105"},
        {"Almenboligloven § 105, stk. 2", after, "ABL-105"},
        {"ABL § 107", after, NULL},
        {"141", after, "SEL-141"},
        {"Sundhedsloven § 141", after, "SUL-141"},
        {"SUL § 141", after, "SUL-141"},
        {"Straffeloven § 107", after, NULL},
        {"RSL § 107", after, NULL},
        {"§ 107 og 108", after, NULL},
        {"§§ 107, 85", after, NULL},
        {"107/85", after, NULL},
        {"§ 999", after, NULL},
        {"", after, NULL},
        {"botilbud", after, NULL},
        {"99999999999", after, NULL},
    };
    struct diag *diag = diag_new();
    struct law_sections *sections = law_sections_read(SHARE, diag);
    assert_non_null(sections);
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const struct law_section *found = law_sections_find(sections, CASES[i].text, CASES[i].day);
        if (g_strcmp0(found != NULL ? found->key : NULL, CASES[i].key) != 0) {
            fail_msg("'%s' is %s", CASES[i].text, found != NULL ? found->key : "unknown");
        }
    }
    const struct law_section *placement = law_sections_find(sections, "SEL § 66", before);
    assert_string_equal(placement->law, "SEL");
    assert_string_equal(placement->number, "66");
    assert_string_equal(placement->replaced_by, "BL-43");
    assert_int_equal(placement->valid_from, INT32_MIN);
    assert_int_equal(placement->valid_to, after);
    assert_int_equal(law_sections_find(sections, "BL § 43", after)->valid_from, after);
    assert_int_equal(law_sections_find(sections, "BL § 43", after)->valid_to, DAY_OPEN);
    law_sections_free(sections);
    diag_free(diag);
}

/* One broken parameters.csv a row; each is a stop at its line. */
static void test_broken_catalog(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *code;
        uint64_t line;
        guint rows;
    } CASES[] = {
        {"key,year,value,unit,source,status\nfloor,2013,95,percent,x,S\n", NULL, 0, 1},
        {"status,key,year,value,unit,source,more\nS,floor,2013,95,percent,\"x, \"\"y\"\"\",z", NULL, 0, 1},
        {"key,year,value,unit,status\nfloor,2013,95,percent,S\n", "E106", 1, 0},
        {"key,year,value,unit,source,status\nfloor,2013,95,percent,x\n", "E109", 2, 0},
        {"key,year,value,unit,source,status\nfloor,2013,95,percent,x,S\nfloor,2014,95,percent,\"x,S\n",
         "E108", 3, 1},
        {"key,year,value,unit,source,status\nfloor,2013,9\"5,percent,x,S\n", "E108", 2, 0},
        {"key,year,value,unit,source,status\nfloor,13x,95,percent,x,S\nfloor,2014,95,percent,x,S\n", "E210",
         2, 1},
        {"key,year,value,unit,source,status\nfloor,2013,95 %,percent,x,S\n", "E204", 2, 0},
        {"key,year,value,unit,source,status\nfloor,2013,,percent,x,S\n", "E204", 2, 0},
        {"key,year,value,unit,source,status\nfloor,2013,95,percent,x,X\n", "E204", 2, 0},
        {"key,year,value,unit,source,status\nfloor,2013,95,\xE6,x,S\n", "E102", 0, 0},
    };
    char *share = g_dir_make_tmp("vifte-catalog-XXXXXX", NULL);
    char *folder = g_build_filename(share, "datasets", "catalog", NULL);
    char *path = g_build_filename(folder, "parameters.csv", NULL);
    assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        GArray *parameters = g_array_new(FALSE, TRUE, sizeof(struct parameter));
        struct diag *diag = diag_new();
        assert_true(g_file_set_contents(path, CASES[i].bytes, -1, NULL));
        assert_int_equal(catalog_read_parameters(share, parameters, diag), CASES[i].code == NULL);
        assert_int_equal(diag_size(diag), CASES[i].code != NULL);
        if (CASES[i].code != NULL) {
            assert_string_equal(diag_get(diag, 0)->kind->code, CASES[i].code);
            assert_int_equal(diag_get(diag, 0)->pos.line, CASES[i].line);
            assert_string_equal(diag_get(diag, 0)->pos.file, "catalog/parameters.csv");
        }
        assert_int_equal(parameters->len, CASES[i].rows);
        diag_free(diag);
        g_array_unref(parameters);
    }
    (void)g_remove(path);
    struct diag *diag = diag_new();
    GArray *parameters = g_array_new(FALSE, TRUE, sizeof(struct parameter));
    assert_false(catalog_read_parameters(share, parameters, diag));
    assert_int_equal(diag_exit_status(diag, false), 66);
    g_array_unref(parameters);
    diag_free(diag);
    (void)g_rmdir(folder);
    char *datasets = g_path_get_dirname(folder);
    (void)g_rmdir(datasets);
    (void)g_rmdir(share);
    g_free(datasets);
    g_free(path);
    g_free(folder);
    g_free(share);
}

/* The data that ships must itself be readable, all of it. */
static void test_shipped_catalog(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    struct model *model = g_new0(struct model, 1);
    model->project = project_new();
    model->project->region = 81;
    assert_true(catalog_read_areas(".", model, diag));
    assert_int_equal(model->n_regions, 5);
    assert_int_equal(model->n_municipalities, 98);
    int in_region = 0;
    for (size_t i = 0; i < model->n_municipalities; i++) {
        in_region += model->municipalities[i].in_region;
    }
    assert_int_equal(in_region, 11);
    struct areas *areas = areas_new(model);
    assert_true(catalog_add_aliases(".", model, areas, diag));
    for (size_t i = 0; i < model->n_municipalities; i++) {
        assert_int_equal(areas_find(areas, model->municipalities[i].name.label), i);
    }
    struct law_sections *sections = law_sections_read(".", diag);
    assert_non_null(sections);
    assert_string_equal(law_sections_find(sections, "SEL § 66, stk. 1, nr. 6", 0)->key, "SEL-66-1-6");
    assert_true(catalog_read_parameters(".", model->project->parameters, diag));
    assert_int_equal(diag_size(diag), 0);
    law_sections_free(sections);
    areas_free(areas);
    model_free(model);
    diag_free(diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_areas_of_the_catalog), cmocka_unit_test(test_find_areas),
        cmocka_unit_test(test_own_municipalities),   cmocka_unit_test(test_find_sections),
        cmocka_unit_test(test_broken_catalog),       cmocka_unit_test(test_shipped_catalog),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
