/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files: rows, positions of every finding, and what may not be read wrongly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "reading.h"

static const char *const SEXES[] = {"female|kvinde|k", "male|mand|m", NULL};
static const struct input_column STAYS[] = {
    {.name = "person", .aliases = "borger", .kind = VALUE_TEXT, .required = true},
    {.name = "offer", .aliases = "tilbud", .kind = VALUE_TEXT, .required = true},
    {.name = "start", .kind = VALUE_DATE, .required = true},
    {.name = "end", .aliases = "slut", .kind = VALUE_DATE},
    {.name = "sex", .aliases = "køn", .kind = VALUE_WORD, .words = SEXES},
    {.name = "daily_rate", .aliases = "takst", .kind = VALUE_MONEY},
};
static const struct input_schema STAYS_SCHEMA = {
    .table = "stays", .columns = STAYS, .n_columns = G_N_ELEMENTS(STAYS)};

static const struct input_column OCCUPANCY[] = {
    {.name = "offer", .aliases = "tilbud", .kind = VALUE_TEXT, .required = true},
    {.name = "period", .aliases = "periode", .kind = VALUE_PERIOD, .required = true},
    {.name = "places", .aliases = "pladser", .kind = VALUE_DECIMAL},
    {.name = "occupied_days", .aliases = "belagte dage", .kind = VALUE_COUNT},
    {.name = "share", .aliases = "belægning", .kind = VALUE_PERCENT},
    {.name = "note", .aliases = "bemærkning", .kind = VALUE_TEXT},
};
static const struct input_schema OCCUPANCY_SCHEMA = {
    .table = "occupancy", .columns = OCCUPANCY, .n_columns = G_N_ELEMENTS(OCCUPANCY)};

static void check(const struct input_schema *schema, const char *text, const char *rows,
                  const char *expected_findings)
{
    struct reading *reading = reading_new(schema);
    read_bytes(reading, text, strlen(text));
    expect(reading, rows, expected_findings);
    reading_free(reading);
}

static void test_plain(void **state)
{
    (void)state;
    check(&STAYS_SCHEMA,
          "Borger;Tilbud;Start;Slut;Køn;Takst\nP1;T1;01-01-2024;;k;2.310,50\nP2;T1;2024-01-02;3/1/"
          "2024;Mand;1000\n",
          "2:P1 T1 19723 - 1 231050\n3:P2 T1 19724 19725 2 100000\n", "");
}

/* Five different errors in one file, with a quoted newline, a blank line and a preamble before them. */
static void test_five_errors(void **state)
{
    (void)state;
    check(&STAYS_SCHEMA,
          "Udtrukket 01-02-2025;;;;;\r\n"
          "\r\n"
          "person;offer;start;end;sex;takst\r\n"
          "\"P\r\n1\";T1;01-01-2024;;m;10\r\n"
          "\r\n"
          "P2;T1;32-13-2024;;m;10\r\n"
          "P3;;01-01-2024;;m;10\r\n"
          "P4;T1;01-01-2024;;x;12 pladser\r\n"
          "P5;T1;01-01-2024;;m;10;too;much\r\n",
          "4:P\r\n1 T1 19723 - 2 1000\n7:P2 T1 ! - 2 1000\n8:P3 ! 19723 - 2 1000\n9:P4 T1 19723 - ! !\n",
          "E203 7:3|E202 8:2|E208 9:5|E204 9:6|E109 10:7");
}

static void test_cpr(void **state)
{
    (void)state;
    struct reading *reading = reading_new(&STAYS_SCHEMA);
    const char *text = "Liste 010190-1234\nperson;offer;start;Bemærkning;P-nummer\n"
                       "0101901234;T1;01-01-2024;;1012345678\nP2;T1;010190 1234;se 311299-0123 her;\n";
    read_bytes(reading, text, strlen(text));
    expect(reading, "3:! T1 19723 - - -\n4:P2 T1 ! - - -\n",
           "N112 2:4|N112 2:5|E201 1:1|E201 3:1|E201 4:3|E201 4:4");
    assert_unseen(reading, "1234");
    assert_unseen(reading, "0123");
    reading_free(reading);
}

static void test_headings(void **state)
{
    (void)state;
    check(&STAYS_SCHEMA, "BORGER ;tilbud:;Start (dato);daily-rate\nP;T;01-01-2024;1\n",
          "2:P T 19723 - - 100\n", "");
    check(&STAYS_SCHEMA, "person;tilbudd;start\nP;T;32-13-2024\n", "", "E106 1:0|N112 1:2");
    check(&STAYS_SCHEMA, "person;offer;tilbud;start\nP;T;T;01-01-2024\n", "", "E107 1:3|N112 1:3");
    check(&STAYS_SCHEMA, "person;offer;start;Fornavn\nP;T;01-01-2024;Ib\n", NULL, "E116 1:4");
    check(&STAYS_SCHEMA, "a;b;c\n1;2;3\n4;5;6\n", "", "E105 0:0");
    check(&STAYS_SCHEMA, "Kære alle\nhermed svar, som aftalt\nhilsen Ib\n", "", "E104 0:0");
    check(&STAYS_SCHEMA, "", "", "E110 0:0");
    check(&STAYS_SCHEMA, "person;offer;start\n\n", "", "E110 0:0");
}

/* `header_row` reaches beyond the rows that are looked at without it, and is named when it is wrong. */
static void test_heading_row_as_set(void **state)
{
    (void)state;
    for (int row = 61; row <= 62; row++) {
        struct reading *reading = reading_new(&STAYS_SCHEMA);
        GString *text = g_string_new(NULL);
        for (int i = 0; i < 60; i++) {
            g_string_append_printf(text, "Linje %d\n", i);
        }
        g_string_append(text, "person;offer;start\nP;T;01-01-2024\n");
        set_format(reading)->header_row = row;
        read_bytes(reading, text->str, text->len);
        expect(reading, row == 61 ? "62:P T 19723 - - -\n" : "", row == 61 ? "" : "E105 62:0");
        g_string_free(text, TRUE);
        reading_free(reading);
    }
}

/* The warning says both numbers. */
static void test_total_says_numbers(void **state)
{
    (void)state;
    struct reading *reading = reading_new(&OCCUPANCY_SCHEMA);
    const char *text = "offer;period;places\na;2024;12,5\nb;2024;3\nI alt;;16,5\n";
    read_bytes(reading, text, strlen(text));
    expect(reading, NULL, "W115 4:3");
    for (size_t i = 0; i < diag_size(reading->diag); i++) {
        const struct finding *finding = diag_get(reading->diag, i);
        if (finding->kind == &FINDING_TOTAL_DIFFERS) {
            assert_non_null(strstr(finding->message, "16.5"));
            assert_non_null(strstr(finding->message, "15.5"));
        }
    }
    reading_free(reading);
}

static void test_mapping(void **state)
{
    (void)state;
    struct reading *reading = reading_new(&STAYS_SCHEMA);
    map_column(reading, "person", "Løbenr");
    map_column(reading, "offer", "Løbenr");
    map_column(reading, "sex", "Navn");
    const char *text = "loebenr.;person;start;navn\nA;B;01-01-2024;k\n";
    read_bytes(reading, text, strlen(text));
    expect(reading, "2:A A 19723 - 1 -\n", "N112 1:2");
    reading_free(reading);
}

static void test_decimal_marks(void **state)
{
    (void)state;
    const char *head = "offer;period;places;occupied days;share\n";
    static const struct {
        const char *rows, *values, *findings;
    } CASES[] = {
        {"a;2024;12,5;1.234;97,5 %\nb;2024;1.234;12,0;98\n",
         "2:a 2024[19723,20089) 12.5 1234 0.975 -\n3:b 2024[19723,20089) 1234 12 0.98 -\n", ""},
        {"a;2024;12.5;1,234;97.5\nb;2024;1.234;;98\n",
         "2:a 2024[19723,20089) 12.5 1234 0.975 -\n3:b 2024[19723,20089) 1.234 - 0.98 -\n", ""},
        {"a;2024;2.310;;\nb;2024;1.000;;\nc;2024;7;;\n",
         "2:a 2024[19723,20089) ! - - -\n3:b 2024[19723,20089) ! - - -\n4:c 2024[19723,20089) 7 - - -\n",
         "E206 2:3"},
        {"a;2024;1,5;;\nb;2024;2,5;;\nc;2024;3.5;;\n", NULL, "E204 4:3"},
        {"a;2024;;;0,97\nb;2024;;;1\n", "2:a 2024[19723,20089) - - ! -\n3:b 2024[19723,20089) - - ! -\n",
         "E207 2:5"},
        {"a;2024;;;0,97 %\nb;2024;;;1\n",
         "2:a 2024[19723,20089) - - 0.0097 -\n3:b 2024[19723,20089) - - ! -\n", "E207 3:5"},
        {"a;2024;;;97,5\nb;2024;;;0,985\nc;2024;;;0\nd;2024;;;300,1\n",
         "2:a 2024[19723,20089) - - 0.975 -\n3:b 2024[19723,20089) - - ! -\n4:c 2024[19723,20089) - - 0 -\n"
         "5:d 2024[19723,20089) - - ! -\n",
         "E207 3:5|E211 5:5"},
        /* whole numbers: 1.200 and 12,000 alone; grouped twice; beside decimals of the other kind, of the
           same */
        {"a;2024;;1.200;\nb;2024;;7;\n", "2:a 2024[19723,20089) - ! - -\n3:b 2024[19723,20089) - 7 - -\n",
         "E206 2:4"},
        {"a;2024;;12,000;\n", "2:a 2024[19723,20089) - ! - -\n", "E206 2:4"},
        {"a;2024;;1.200;\nb;2024;;1.234.567;\n",
         "2:a 2024[19723,20089) - 1200 - -\n3:b 2024[19723,20089) - 1234567 - -\n", ""},
        {"a;2024;11,5;12,000;\n", "2:a 2024[19723,20089) 11.5 ! - -\n", "E206 2:4"},
        /* 11,500 beside 7.9 is no eleven thousand, unless commas group elsewhere */
        {"a;2024;11,500;;\nb;2024;7.9;;\n",
         "2:a 2024[19723,20089) ! - - -\n3:b 2024[19723,20089) 7.9 - - -\n", "E206 2:3"},
        {"a;2024;11,500;;\nb;2024;1,007.9;;\n",
         "2:a 2024[19723,20089) 11500 - - -\n3:b 2024[19723,20089) 1007.9 - - -\n", ""},
        {"a;2024;12 1);12*;\nb;2024;;<5;*\nc;2024;..;uoplyst;-\n",
         "2:a 2024[19723,20089) 12 12 - -\n3:b 2024[19723,20089) - * * -\n4:c 2024[19723,20089) - - - -\n",
         "W213 2:3|W213 2:4|N219 3:4|N219 3:5"},
        {"a;2024;ca. 12;12,5;-3\n", "2:a 2024[19723,20089) ! ! -0.03 -\n", "E204 2:3|E205 2:4"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *text = g_strconcat(head, CASES[i].rows, NULL);
        check(&OCCUPANCY_SCHEMA, text, CASES[i].values, CASES[i].findings);
        g_free(text);
    }
}

static void test_format_settles(void **state)
{
    (void)state;
    struct reading *reading = reading_new(&OCCUPANCY_SCHEMA);
    struct format_rule *format = set_format(reading);
    format->decimal = ',';
    const char *text = "offer;period;places\na;2024K2;2.310\n";
    read_bytes(reading, text, strlen(text));
    expect(reading, "2:a 2024K2[19814,19905) 2310 - - -\n", "");
    reading_free(reading);
    reading = reading_new(&OCCUPANCY_SCHEMA);
    format = set_format(reading);
    format->decimal = '.';
    format->thousands = '\'';
    const char *swiss = "offer;period;places\na;2024K2;2'310.5\nb;2024K2;2,310.5\n";
    read_bytes(reading, swiss, strlen(swiss));
    expect(reading, NULL, "E204 3:3");
    reading_free(reading);
}

static void test_separators(void **state)
{
    (void)state;
    static const char *const FILES[] = {
        "offer;period;places;note\na;2024;1,5;x,y\nb;2024;2,5;x,y\n",
        "offer\tperiod\tplaces\tnote\na\t2024\t1,5\tx,y\nb\t2024\t2,5\tx,y\n",
        "offer,period,places,note\na,2024,\"1,5\",\"x,y\"\nb,2024,\"2,5\",\"x,y\"\n",
        "offer|period|places|note\na|2024|1,5|x,y\nb|2024|2,5|x,y\n",
        "sep=;\noffer;period;places;note\na;2024;1,5;x,y\nb;2024;2,5;x,y\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        struct reading *reading = reading_new(&OCCUPANCY_SCHEMA);
        read_bytes(reading, FILES[i], strlen(FILES[i]));
        expect(reading,
               i == 4 ? "3:a 2024[19723,20089) 1.5 - - x,y\n4:b 2024[19723,20089) 2.5 - - x,y\n"
                      : "2:a 2024[19723,20089) 1.5 - - x,y\n3:b 2024[19723,20089) 2.5 - - x,y\n",
               "");
        assert_int_equal(reading->record.separator, ";\t,|;"[i]);
        reading_free(reading);
    }
}

static void test_totals(void **state)
{
    (void)state;
    const char *head = "offer;period;places;occupied days\n";
    static const struct {
        const char *rows, *findings;
        unsigned n_rows;
    } CASES[] = {
        {"a;2024;1,5;10\nb;2024;2,5;20\nI alt;;4,0;30\n", "N114 4:0", 2},
        {"a;2024;1,5;10\nb;2024;2,5;20\nI ALT:;;4,0;31\n", "W115 4:4", 2},
        {"a;2024;1,5;10\nb;2024;2,5;20\nI\xC2\xA0"
         "alt:;;4,0;30\n",
         "N114 4:0", 2},
        {"Total;;4,0;30\na;2024;1,5;10\nb;2024;2,5;20\n", "N114 2:0", 2},
        {"a;2024;1;10\nSum;;1;10\nb;2024;2;20\nSum;;2;20\nHele landet;;3;30\n", "N114 3:0|N114 5:0|N114 6:0",
         2},
        {"a;2023;1;10\na;2024;2;20\nI alt;2023;1;10\nI alt;2024;2;20\n", "N114 4:0|N114 5:0", 2},
        {"a;2024;1;<5\nb;2024;2;20\nI alt;;3;99\n", "N114 4:0|N219 2:4", 2},
        {"a;2024;1;10\nKilde: Danmarks Statistik;;;\n", "N118 3:0", 1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *text = g_strconcat(head, CASES[i].rows, NULL);
        struct reading *reading = reading_new(&OCCUPANCY_SCHEMA);
        read_bytes(reading, text, strlen(text));
        expect(reading, NULL, CASES[i].findings);
        assert_int_equal(reading->record.rows, CASES[i].n_rows);
        reading_free(reading);
        g_free(text);
    }
}

static void test_short_and_long_rows(void **state)
{
    (void)state;
    check(&STAYS_SCHEMA,
          "person;offer;start;end;;\nP;T;01-01-2024;;;\nP;T;01-01-2024\nP;T\nP;T;01-01-2024;;;;x\n;;;;;\n",
          "2:P T 19723 - - -\n3:P T 19723 - - -\n4:P T ! - - -\n", "E202 4:3|E109 5:7|W128 4:3");
}

static void test_damage(void **state)
{
    (void)state;
    static const char NUL[] = "person;offer;start\nP1;T;01-01-2024\nP\0;T;01-01-2024\n";
    struct reading *reading = reading_new(&STAYS_SCHEMA);
    read_bytes(reading, NUL, sizeof NUL - 1);
    expect(reading, "2:P1 T 19723 - - -\n3:! T 19723 - - -\n", "E103 3:1");
    reading_free(reading);
    check(&STAYS_SCHEMA, "person;offer;start\nP1;S\xF8\x81;01-01-2024\nP2;S\xF8;01-13-2024\n",
          "2:P1 ! 19723 - - -\n3:P2 Sø ! - - -\n", "E102 2:2|E203 3:3");
    check(&STAYS_SCHEMA, "person;offer;start\nP1;Sø\xF8;01-01-2024\nP2;SøÅ;01-13-2024\n",
          "2:P1 ! 19723 - - -\n3:P2 SøÅ ! - - -\n", "E102 2:2|E203 3:3");
    check(&STAYS_SCHEMA, "person;offer;start\nP1;S\xEF\xBF\xBD;01-01-2024\n", NULL, "E102 2:2");
    check(&STAYS_SCHEMA, "person;offer;start\nP1;S\xF8;01-01-2024\n\x1A", "2:P1 Sø 19723 - - -\n", "");
}

/* Far into a file of several blocks: the bad byte has its line and field, and what stands behind it is told
 * too. */
static void test_byte_far_in(void **state)
{
    (void)state;
    GString *text = g_string_new("person;offer;start\n");
    for (int i = 2; i <= 40000; i++) {
        const char *offer = i == 30001 ? "S\x81"
                                       : "S\xF8"
                                         "en";
        g_string_append_printf(text, "P%06d;%s;%s\n", i, offer, i == 39999 ? "32-13-2024" : "01-01-2024");
    }
    struct reading *reading = reading_new(&STAYS_SCHEMA);
    read_bytes(reading, text->str, text->len);
    expect(reading, NULL, "E102 30001:2|E203 39999:3");
    assert_int_equal(reading->record.rows, 39999);
    reading_free(reading);
    g_string_free(text, TRUE);
}

static void test_quotes(void **state)
{
    (void)state;
    const char *head = "offer;period;places;occupied_days;share;note\n";
    static const struct {
        const char *rows, *values, *findings;
    } CASES[] = {
        {"5\" skærm;2024;1;;;a \"b\" c\n", "2:5\" skærm 2024[19723,20089) 1 - - a \"b\" c\n", ""},
        {"a;2024;1;;;\"x;\"\"y\"\"\n\n\n\nz\"\nb;2024;2;;;\n",
         "2:a 2024[19723,20089) 1 - - x;\"y\"\n\n\n\nz\n7:b 2024[19723,20089) 2 - - -\n", ""},
        {"a;2024;1;;;\"x\"y\nb;2024;2;;;\n", "3:b 2024[19723,20089) 2 - - -\n", "E108 2:6"},
        {"a;2024;1;;;\"x\nb;2024;2;;;\nc;2024;x;;;\n",
         "3:b 2024[19723,20089) 2 - - -\n4:c 2024[19723,20089) ! - - -\n", "E108 2:6|E204 4:3"},
        {"a;2024;\"1;;;\nb;2024;2;;;\nc;2024;2;;;\nd;2024;2\";;;\n", NULL, "E108 2:3|E204 5:3"},
        {"a;2024;1;;;\"x\nb;2024;2;;;y\"\nc;2024;2;;;\n", NULL, "E108 2:6"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *text = g_strconcat(head, CASES[i].rows, NULL);
        check(&OCCUPANCY_SCHEMA, text, CASES[i].values, CASES[i].findings);
        g_free(text);
    }
}

static void test_warnings_once(void **state)
{
    (void)state;
    GString *text = g_string_new("person;offer;start\n");
    for (int i = 0; i < 200; i++) {
        g_string_append(text, "P;T;31/12/21\n");
    }
    g_string_append(text, "P;T;31/13/21\n");
    check(&STAYS_SCHEMA, text->str, NULL, "E203 202:3|W212 2:3");
    g_string_free(text, TRUE);
}

/* The files of tests/data, each with its fault in tests/data/README.md. */
static void test_files(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const struct input_schema *schema;
        unsigned n_rows;
        const char *findings;
    } FILES[] = {
        {"good-table-preamble-total.csv", &OCCUPANCY_SCHEMA, 2, "N118 8:0|N114 7:0"},
        {"good-table-inch-mark.csv", &OCCUPANCY_SCHEMA, 2, ""},
        {"good-table-comma-separated.csv", &OCCUPANCY_SCHEMA, 2, ""},
        {"good-table-sep-line.csv", &OCCUPANCY_SCHEMA, 1, ""},
        {"good-table-trailing.csv", &OCCUPANCY_SCHEMA, 2, ""},
        {"good-table-marks.csv", &OCCUPANCY_SCHEMA, 4, "W213 2:3|N219 2:4|W213 3:4"},
        {"good-table-two-lines.csv", &OCCUPANCY_SCHEMA, 1, ""},
        {"bad-table-five-errors.csv", &STAYS_SCHEMA, 6, "E203 6:3|E202 7:2|E208 8:5|E204 9:6|E109 10:7"},
        {"bad-table-cpr.csv", &STAYS_SCHEMA, 2, "N112 2:4|N112 2:5|E201 1:1|E201 3:1|E201 4:4"},
        {"bad-table-quote-open.csv", &OCCUPANCY_SCHEMA, 2, "E108 2:4|E204 4:3"},
        {"bad-table-quote-pair.csv", &OCCUPANCY_SCHEMA, 2, "E108 2:4"},
        {"bad-table-quote-text.csv", &OCCUPANCY_SCHEMA, 1, "E108 2:4"},
        {"bad-table-ambiguous.csv", &OCCUPANCY_SCHEMA, 2, "E206 2:3"},
        {"bad-table-mixed-marks.csv", &OCCUPANCY_SCHEMA, 3, "E204 4:3"},
        {"bad-table-fractions.csv", &OCCUPANCY_SCHEMA, 2, "E207 2:3"},
        {"bad-table-ambiguous-count.csv", &OCCUPANCY_SCHEMA, 2, "E206 2:3"},
        {"bad-table-mixed-percent.csv", &OCCUPANCY_SCHEMA, 3, "E207 3:3|E211 4:3"},
        {"bad-table-missing-column.csv", &STAYS_SCHEMA, 0, "E106 1:0|N112 1:2"},
        {"bad-table-two-columns.csv", &STAYS_SCHEMA, 0, "E107 1:3|N112 1:3"},
        {"bad-table-personal.csv", &STAYS_SCHEMA, 1, "E116 1:4|E116 1:5"},
        {"bad-table-citizens.csv", &STAYS_SCHEMA, 1, "E116 1:4|E116 1:5|E116 1:6|E116 1:7|E116 1:8|N112 1:9"},
        {"bad-table-ragged.csv", &OCCUPANCY_SCHEMA, 1, "E109 2:5"},
        {"bad-table-total.csv", &OCCUPANCY_SCHEMA, 2, "W115 4:3"},
        {"bad-table-no-heading.csv", &OCCUPANCY_SCHEMA, 0, "E105 0:0"},
        {"bad-table-prose.csv", &OCCUPANCY_SCHEMA, 0, "E104 0:0"},
        {"bad-table-byte.csv", &OCCUPANCY_SCHEMA, 3, "E102 3:1|E209 4:2"},
        {"bad-table-nul.csv", &OCCUPANCY_SCHEMA, 2, "E103 3:1"},
        {"bad-table-excel-error.csv", &OCCUPANCY_SCHEMA, 9,
         "E214 2:3|E214 3:3|E214 4:3|E214 5:3|E214 6:3|E214 7:3|E214 8:3|E214 9:3|E214 10:3"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        char *path = g_build_filename("tests", "data", FILES[i].name, NULL);
        char *bytes = NULL;
        gsize length = 0;
        assert_true(g_file_get_contents(path, &bytes, &length, NULL));
        struct reading *reading = reading_new(FILES[i].schema);
        read_bytes(reading, bytes, length);
        expect(reading, NULL, FILES[i].findings);
        assert_int_equal(reading->record.rows, FILES[i].n_rows);
        assert_int_equal(diag_exit_status(reading->diag, false),
                         FILES[i].name[0] == 'b' && strchr(FILES[i].findings, 'E') ? 65 : 0);
        assert_unseen(reading, "0101");
        reading_free(reading);
        g_free(bytes);
        g_free(path);
    }
}

/* Random bytes and mutilated files: no crash, no failure without a reason, every position inside the file. */
static void test_hostile(void **state)
{
    (void)state;
    static const char SEED[] =
        "sep=;\nTilbud;Periode;Pladser;Belagte dage;Bel\xC3\xA6gning;Note\r\n"
        "\"S\n1\";2024K1;1.234,5;<5;97,5 %;\"x;\"\"y\"\n\xF8\x81;31/12/21;12 1);*;1;\nI alt;;2;;;\n";
    GRand *random = g_rand_new_with_seed(7);
    for (int round = 0; round < 400; round++) {
        GByteArray *bytes = g_byte_array_new();
        g_byte_array_append(bytes, (const guint8 *)SEED, sizeof SEED - 1);
        for (int n = g_rand_int_range(random, 1, 30); n > 0; n--) {
            bytes->data[g_rand_int_range(random, 0, (gint32)bytes->len)] =
                (guint8)g_rand_int_range(random, 0, 256);
        }
        if (round % 4 == 0) {
            g_byte_array_set_size(bytes, (guint)g_rand_int_range(random, 0, (gint32)bytes->len));
        }
        guint n_lines = 2;
        for (guint i = 0; i < bytes->len; i++) { /* whatever the encoding, no more lines than such bytes */
            n_lines += bytes->data[i] == '\n' || bytes->data[i] == '\r';
        }
        struct reading *reading = reading_new(&OCCUPANCY_SCHEMA);
        read_bytes(reading, (const char *)bytes->data, bytes->len);
        for (size_t i = 0; i < diag_size(reading->diag); i++) {
            assert_in_range(diag_get(reading->diag, i)->pos.line, 0, n_lines);
        }
        assert_true(reading->good || diag_stopped(reading->diag));
        reading_free(reading);
        g_byte_array_unref(bytes);
    }
    g_rand_free(random);
}

static void test_no_file(void **state)
{
    (void)state;
    struct reading *reading = reading_new(&STAYS_SCHEMA);
    char table[] = "stays", path[] = "/nonexistent/x.csv";
    struct input_file file = {.table = table, .path = path, .display = path};
    struct diag *diag = diag_new();
    assert_false(input_table_read(&reading->project, &file, &STAYS_SCHEMA, reading_take, reading,
                                  &reading->record, diag));
    assert_int_equal(diag_exit_status(diag, false), 66);
    diag_free(diag);
    reading_free(reading);
}

static void write_meanwhile(const struct reading *reading)
{
    FILE *file = fopen(reading->path, "a");
    assert_non_null(file);
    assert_true(fputs("P9;T1;autisme;851;01-01-2024\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void take_and_write(const struct input_row *row, void *context)
{
    reading_take(row, context);
    write_meanwhile(context);
}

/* Slices that keep nothing; somebody writes before the first. */
static void slices_heading(const uint32_t *field_of, uint32_t n_fields, void *context)
{
    (void)field_of, (void)n_fields;
    write_meanwhile(context);
}

static void *slices_begin(void *context, struct diag *diag)
{
    (void)diag;
    return context;
}

static void slices_expect(const struct input_plain *record, const void *slice)
{
    (void)record, (void)slice;
}

static bool slices_plain(const struct input_plain *record, void *slice)
{
    (void)record, (void)slice;
    return true;
}

static void slices_commit(void *slice, uint64_t lines, void *context)
{
    (void)slice, (void)lines, (void)context;
}

static void slices_nothing(void *slice)
{
    (void)slice;
}

static bool read_in_slices(struct reading *reading, const struct input_file *file)
{
    const struct input_slicer slicer = {.heading = slices_heading,
                                        .begin = slices_begin,
                                        .expect = slices_expect,
                                        .plain = slices_plain,
                                        .row = reading_take,
                                        .end = slices_nothing,
                                        .commit = slices_commit,
                                        .settle = slices_nothing,
                                        .drop = slices_nothing,
                                        .restart = slices_nothing};
    return input_table_read_slices(&reading->project, file, &STAYS_SCHEMA, &slicer, reading, &reading->record,
                                   reading->diag);
}

/* Somebody writes to it meanwhile: the digest would be another file's. */
static void test_changed_while_read(void **state)
{
    (void)state;
    static const char TEXT[] = "person;offer;group;acting;start\nP1;T1;autisme;851;01-01-2024\n";
    char table[] = "stays", display[] = "f.csv";
    for (int writes = 0; writes < 2; writes++) {
        struct reading *reading = reading_new(&STAYS_SCHEMA);
        read_bytes(reading, TEXT, strlen(TEXT));
        assert_true(reading->good);
        struct input_file file = {.table = table, .path = reading->path, .display = display};
        bool good =
            input_table_read(&reading->project, &file, &STAYS_SCHEMA, writes ? take_and_write : reading_take,
                             reading, &reading->record, reading->diag);
        assert_int_equal(good, writes == 0);
        assert_int_equal(diag_exit_status(reading->diag, false), writes != 0 ? 66 : 0);
        assert_false(read_in_slices(reading, &file));
        assert_int_equal(diag_exit_status(reading->diag, false), 66);
        reading_free(reading);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_five_errors),
        cmocka_unit_test(test_cpr),
        cmocka_unit_test(test_headings),
        cmocka_unit_test(test_mapping),
        cmocka_unit_test(test_heading_row_as_set),
        cmocka_unit_test(test_total_says_numbers),
        cmocka_unit_test(test_decimal_marks),
        cmocka_unit_test(test_format_settles),
        cmocka_unit_test(test_separators),
        cmocka_unit_test(test_totals),
        cmocka_unit_test(test_short_and_long_rows),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_byte_far_in),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_warnings_once),
        cmocka_unit_test(test_no_file),
        cmocka_unit_test(test_changed_while_read),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
