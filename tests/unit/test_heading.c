/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings to columns: folding, the heading row among others, mappings, and what is reported. */
#include "vifte/heading.h"

#include "vifte/diag.h"
#include "vifte/input_table.h"
#include "vifte/project.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

static const struct input_column COLUMNS[] = {
    {.name = "offer", .aliases = "tilbud", .kind = VALUE_TEXT, .required = true},
    {.name = "valid_from", .aliases = "gyldig_fra", .kind = VALUE_DATE, .required = true},
    {.name = "places", .aliases = "pladser|antal pladser", .kind = VALUE_DECIMAL},
    {.name = "municipality", .aliases = "kommune|beliggenhedskommune", .kind = VALUE_TEXT},
};
static const struct input_schema SCHEMA = {
    .table = "t", .columns = COLUMNS, .n_columns = G_N_ELEMENTS(COLUMNS)};

/* Rows of a file as text, cells divided by '|'. */
struct rows {
    struct record records[60];
    size_t n;
};

static struct rows make_rows(const char *const *lines)
{
    struct rows rows = {.n = 0};
    for (; lines[rows.n] != NULL; rows.n++) {
        char **cells = g_strsplit(lines[rows.n], "|", -1);
        uint32_t n = g_strv_length(cells);
        struct field *fields = g_new0(struct field, n);
        for (uint32_t i = 0; i < n; i++) {
            fields[i] = (struct field){cells[i], strlen(cells[i]), false};
        }
        rows.records[rows.n] = (struct record){.line = rows.n + 1, .n_fields = n, .fields = fields};
        g_free(cells);
    }
    return rows;
}

static void free_rows(struct rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        for (uint32_t k = 0; k < rows->records[i].n_fields; k++) {
            g_free(rows->records[i].fields[k].text);
        }
        g_free(rows->records[i].fields);
    }
}

/* "line: field field field field!findings" */
static char *find(const struct project *project, const char *const *lines, uint64_t line)
{
    struct heading_names *names = heading_names_new(project, &SCHEMA, false);
    struct rows rows = make_rows(lines);
    struct heading *heading = heading_find(names, rows.records, rows.n, line);
    GString *out = g_string_new(NULL);
    if (heading != NULL) {
        struct diag *diag = diag_new();
        g_string_append_printf(out, "%u:", (unsigned)heading->line);
        for (size_t i = 0; i < SCHEMA.n_columns; i++) {
            g_string_append_printf(out, " %u", heading->field_of[i]);
        }
        bool good = heading_report(names, heading, "f", NULL, diag);
        assert_true(good == !diag_stopped(diag) || diag_get(diag, 0)->kind->code[3] == '6');
        for (size_t i = 0; i < diag_size(diag); i++) {
            const struct finding *finding = diag_get(diag, i);
            g_string_append_printf(out, " %s:%u", finding->kind->code, finding->pos.field);
            if (finding->cure != NULL && strstr(finding->cure, "meant") != NULL) {
                g_string_append(out, "?");
            }
        }
        diag_free(diag);
    }
    heading_free(heading);
    free_rows(&rows);
    heading_names_free(names);
    return g_string_free(out, FALSE);
}

static void test_fold(void **state)
{
    (void)state;
    static const char *const SAME[][2] = {
        {"Gyldig fra", "gyldigfra"},
        {"GYLDIG-FRA:", "gyldigfra"},
        {"Belægning (%)", "belaegning"},
        {"Pladser [antal].", "pladser"},
        {"  Antal\n pladser ", "antalpladser"},
        {"Pladser*", "pladser"},
        {"Pladser \u00B9\u2075", "pladser"},
        {"Pladser\u00B9)", "pladser"},
        {"Kom.", "kom"},
        {"(%)", "("},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(SAME); i++) {
        char *folded = heading_fold(SAME[i][0]);
        if (i < G_N_ELEMENTS(SAME) - 1) { /* the last only must not read outside */
            assert_string_equal(folded, SAME[i][1]);
        }
        g_free(folded);
    }
}

static void test_rows(void **state)
{
    (void)state;
    static const struct {
        const char *lines[5];
        uint64_t line;
        const char *expected;
    } CASES[] = {
        {{"Tilbud|Gyldig fra|Pladser|Kommune"}, 0, "1: 1 2 3 4"},
        {{"KOMMUNE|antal pladser|valid-from|OFFER"}, 0, "1: 4 3 2 1"},
        {{"Oversigt|", "|", "Tilbud|Gyldig fra", "x|y"}, 0, "3: 1 2 0 0"},
        /* a row with many names but not all required ones stands behind one with all */
        {{"Pladser|Kommune|Tilbud", "Tilbud|Gyldig fra"}, 0, "2: 1 2 0 0"},
        {{"Tilbud|Gyldig fra|Pladser", "Tilbud|Gyldig fra|Kommune"}, 2, "2: 1 2 0 3"},
        {{"Pladser|Kommune|Tilbudd"}, 0, "1: 0 0 1 2 E106:0? E106:0 N112:3"},
        {{"Tilbud|Gyldig fra|Farve|"}, 0, "1: 1 2 0 0 N112:3"},
        {{"Tilbud|Gyldig fra||Farve"}, 0, "1: 1 2 0 0 N112:3 N112:4"},
        {{"Tilbud|offer|Gyldig fra"}, 0, "1: 1 3 0 0 E107:2 N112:2"},
        {{"Tilbud|Gyldig fra|Efternavn"}, 0, "1: 1 2 0 0 E116:3"},
        {{"a|b", "c|d"}, 0, ""},
        {{"Pladser|b", "c|d"}, 0, ""},
        /* one heading over two rows */
        {{"Tilbud|Gyldig|Antal|Belig|", "|fra|pladser||Kommune", "T|1|2"}, 0, "2: 1 2 3 5 N112:4"},
        {{"Tilbud|Gyldig fra|Antal|", "||pladser|kommune"}, 0, "2: 1 2 3 4"},
        {{"Tilbud|Gyldig fra|Antal|", "T|1|pladser|kommune"}, 0, "1: 1 2 0 0 N112:3"}, /* a row of values */
        {{"Tilbud", "Tilbud|Gyldig fra|Pladser"}, 0, "2: 1 2 3 0"},                    /* a title above */
    };
    struct project project = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *found = find(&project, CASES[i].lines, CASES[i].line);
        assert_string_equal(found, CASES[i].expected);
        g_free(found);
    }
}

/* Names, addresses and dates of birth in the words of case systems; offers and authorities have theirs. */
static void test_personal(void **state)
{
    (void)state;
    static const char *const PERSONAL[] = {"Navn",
                                           "Borgerens adresse",
                                           "Folkeregisteradresse",
                                           "Hjemadresse",
                                           "Adresse 1",
                                           "Adr.",
                                           "Bopæl",
                                           "Vej",
                                           "Gade",
                                           "Postnr",
                                           "Postnr.",
                                           "By",
                                           "c/o",
                                           "Navn på borger",
                                           "Mors navn",
                                           "Initialer",
                                           "Pårørende",
                                           "Værge",
                                           "Værges telefon",
                                           "Fødselsdato",
                                           "Borgers fødselsdato",
                                           "Født",
                                           "CPR-nr.",
                                           "CPR/personnr",
                                           "Barnets navn",
                                           "Borger navn",
                                           "E-mail",
                                           "Date of birth"};
    static const char *const OTHERS[] = {"Bemærkning",     "Tilbuddets adresse", "Afdelingsnavn",
                                         "Navn på tilbud", "Leverandørens navn", "Borgers kommunenavn",
                                         "Opholdskommune", "Byrådsbeslutning",   "Vejledning",
                                         "Fødselsår",      "Målgruppenavn",      "Gadeteam",
                                         "Postnote"};
    struct project project = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(PERSONAL) + G_N_ELEMENTS(OTHERS); i++) {
        bool personal = i < G_N_ELEMENTS(PERSONAL);
        const char *heading = personal ? PERSONAL[i] : OTHERS[i - G_N_ELEMENTS(PERSONAL)];
        char *line = g_strconcat("Tilbud|Gyldig fra|", heading, NULL);
        const char *lines[] = {line, NULL};
        char *found = find(&project, lines, 0);
        char *told = g_strconcat(personal ? "" : "not ", heading, NULL);
        char *expected = g_strconcat(strstr(found, "E116:3") != NULL ? "" : "not ", heading, NULL);
        assert_string_equal(told, expected);
        g_free(expected);
        g_free(told);
        g_free(found);
        g_free(line);
    }
}

static void test_mappings(void **state)
{
    (void)state;
    char table[] = "t", other[] = "u", offer[] = "offer", municipality[] = "municipality",
         start[] = "valid_from";
    char id[] = "Afd. nr.", name[] = "Tilbud", date[] = "Oprettet";
    struct column_mapping mappings[] = {
        {table, offer, id}, {table, municipality, name}, {other, start, date}};
    struct project project = {.mappings = g_ptr_array_new()};
    for (size_t i = 0; i < G_N_ELEMENTS(mappings); i++) {
        g_ptr_array_add(project.mappings, &mappings[i]);
    }
    static const char *const LINES[] = {"Tilbud|afd nr|Gyldig fra|Oprettet", NULL};
    char *found = find(&project, LINES, 0);
    assert_string_equal(found, "1: 2 3 0 1 N112:4"); /* the mapping takes Tilbud away from `offer` */
    g_free(found);
    static const char *const WITHOUT[] = {"offer|Gyldig fra",
                                          NULL}; /* a file with other headings: the names count */
    found = find(&project, WITHOUT, 0);
    assert_string_equal(found, "1: 1 2 0 0");
    g_free(found);
    g_ptr_array_unref(project.mappings);
}

/* A heading with a civil registration number in it is not repeated in a message. */
static void test_secret(void **state)
{
    (void)state;
    struct project project = {0};
    static const char *const LINES[] = {"Tilbud|Gyldig fra|se 010190-1234", NULL};
    struct heading_names *names = heading_names_new(&project, &SCHEMA, false);
    struct rows rows = make_rows(LINES);
    struct heading *heading = heading_find(names, rows.records, rows.n, 0);
    struct diag *diag = diag_new();
    assert_true(heading_report(names, heading, "f", NULL, diag));
    assert_int_equal(diag_size(diag), 1);
    assert_null(strstr(diag_get(diag, 0)->message, "1234"));
    diag_free(diag);
    heading_free(heading);
    free_rows(&rows);
    heading_names_free(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold),     cmocka_unit_test(test_rows),   cmocka_unit_test(test_personal),
        cmocka_unit_test(test_mappings), cmocka_unit_test(test_secret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
