/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks: what every kind of cell becomes, which sheet is read, and what a hostile file cannot do. */
#include "vifte/xlsx.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/input_table.h"
#include "vifte/model.h"
#include "vifte/project.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../../src/input/xlsx_private.h"
#include "reading.h"
#include "xlsx_builder.h"

static const struct input_column OCCUPANCY[] = {
    {.name = "offer", .aliases = "tilbud", .kind = VALUE_TEXT, .required = true},
    {.name = "period", .aliases = "periode", .kind = VALUE_PERIOD, .required = true},
    {.name = "places", .aliases = "pladser", .kind = VALUE_DECIMAL},
    {.name = "share", .aliases = "belægning", .kind = VALUE_PERCENT},
    {.name = "from", .aliases = "fra", .kind = VALUE_DATE},
    {.name = "open", .aliases = "åben", .kind = VALUE_YES_NO},
};
static const struct input_schema SCHEMA = {
    .table = "occupancy", .columns = OCCUPANCY, .n_columns = G_N_ELEMENTS(OCCUPANCY)};

#define TEXT(ref, text) "<c r=\"" ref "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(ref, number) "<c r=\"" ref "\"><v>" number "</v></c>"
#define STYLED(ref, style, number) "<c r=\"" ref "\" s=\"" style "\"><v>" number "</v></c>"
#define ROW(n, cells) "<row r=\"" n "\">" cells "</row>"
#define HEADINGS(n) \
    ROW(n, TEXT("A" n, "Tilbud") TEXT("B" n, "Periode") TEXT("C" n, "Pladser") TEXT("D" n, "Belægning (%)") \
               TEXT("E" n, "Fra") TEXT("F" n, "Åben"))

/* One sheet of this XML, read as the table: rows and findings. */
static void check_book(struct builder *builder, const char *sheet, const char *rows, const char *findings)
{
    struct reading *reading = reading_new(&SCHEMA);
    if (sheet != NULL) {
        set_format(reading)->sheet = (char *)sheet;
    }
    read_path(reading, builder_close(builder));
    expect(reading, rows, findings);
    reading_free(reading);
    builder_free(builder);
}

static void check_sheet(const char *xml, const char *rows, const char *findings)
{
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "2024", "", xml);
    check_book(builder, NULL, rows, findings);
}

/* --- numbers --- */

static void test_number_text(void **state)
{
    (void)state;
    static const struct {
        const char *raw;
        const char *code;
        bool date1904;
        const char *text;
    } CASES[] = {
        {"12", "General", false, "12"},
        {"-12.5", "General", false, "-12.5"},
        {"0.97499999999999998", "General", false, "0.975"},
        {"0.97499999999999998", "0.0%", false, "97.5%"},
        {"1", "0%", false, "100%"},
        {"0", "0%", false, "0%"},
        {"1E-3", "0.00%", false, "0.1%"},
        {"5.0000000000000001E-5", "General", false, "0.00005"},
        {"1.2E+5", "General", false, "120000"},
        {"-0", "0.0%", false, "0%"},
        {"1E+20", "General", false, "100000000000000000000"},
        {"1234.5", "#,##0.00\\ \"kr.\"", false, "1234.5"},
        {"1234.5", "_-* #,##0.00\\ _k_r_._-;\\-* #,##0.00", false, "1234.5"},
        {"45322", "yyyy\\-mm\\-dd", false, "2024-01-31"},
        {"45322", "dd/mm/åååå", false, "2024-01-31"},
        {"45322", "[$-406]d\\.\\ mmmm\\ yyyy;@", false, "2024-01-31"},
        {"45322.75", "dd-mm-yyyy hh:mm", false, "2024-01-31T18:00:00"},
        {"43860", "dd-mm-yyyy", true, "2024-01-31"},
        {"45292", "mmm\\-yy", false, "2024-01"},
        {"45322", "mmm\\-yy", false, "2024-01-31"},
        {"45292", "yyyy", false, "2024"},
        {"2024", "yyyy", false, "1905-07-16"},
        {"0.5", "hh:mm", false, "12:00:00"},
        {"1.5", "[h]:mm:ss", false, "1900-01-01T12:00:00"},
        {"1", "dd-mm-yyyy", false, "1900-01-01"},
        {"59", "dd-mm-yyyy", false, "1900-02-28"},
        {"60", "dd-mm-yyyy", false, "1900-02-29"},
        {"61", "dd-mm-yyyy", false, "1900-03-01"},
        {"-1", "dd-mm-yyyy", false, "#####"},
        {"1E+300", "dd-mm-yyyy", false, "#####"},
        {"851", "0000", false, "0851"},
        {"101901234", "000000\\-0000", false, "010190-1234"},
        {"12345", "0000", false, "12345"},
        {"12.5", "0000", false, "12.5"},
        {"3", "[Red]0;[Blue]-0", false, "3"},
        {"3", "0.0 \"dage\"", false, "3"},
        {"12x", "General", false, NULL},
        {"1e", "General", false, NULL},
        {"", "0.0", false, NULL},
        {"1E+999", "General", false, NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        struct xlsx_style style = xlsx_style_of(CASES[i].code);
        GString *out = g_string_new(NULL);
        bool good = xlsx_number_text(CASES[i].raw, &style, CASES[i].date1904, out);
        assert_int_equal(good, CASES[i].text != NULL);
        assert_string_equal(out->str, CASES[i].text != NULL ? CASES[i].text : "");
        g_string_free(out, TRUE);
        g_free(style.mask);
    }
}

/* --- cells --- */

static void test_every_cell_type(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_strings(builder, "<si><t>Tilbud</t></si>"
                             "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">Peri</t></r><r><t>ode </t></r>"
                             "<rPh sb=\"0\" eb=\"1\"><t>kana</t></rPh></si>"
                             "<si><t>Pladser_x000D_</t></si><si><t/></si>");
    builder_styles(builder, "<numFmt numFmtId=\"164\" formatCode=\"dd\\-mm\\-yyyy\"/>",
                   "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/><xf numFmtId=\"164\"/>"
                   "<xf numFmtId=\"17\"/>");
    builder_sheet(
        builder, "Ark1", "",
        "<sheetData>" ROW("1", TEXT("A1", "Belægning i 2024"))
            ROW("3", "<c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"C3\" "
                     "t=\"s\"><v>2</v></c>" TEXT("D3", "Belægning (%)") TEXT("E3", "Fra") TEXT("F3", "Åben"))
        /* a number as id, a month format, a decimal, a percentage, a date, a boolean */
        ROW("4", NUMBER("A4", "851") STYLED("B4", "4", "45292") NUMBER("C4", "2.310")
                     STYLED("D4", "2", "0.97499999999999998")
                         STYLED("E4", "1", "45322") "<c r=\"F4\" t=\"b\"><v>1</v></c>")
        /* formulas with values, an empty shared string, text numbers in Danish */
        ROW("6", "<c r=\"A6\" t=\"str\"><f>A4</f><v>T2</v></c><c r=\"B6\"><f>2000+24</f><v>2024</v></c>" TEXT(
                     "C6", "1.234,5") TEXT("D6", "95 %")
                     STYLED("E6", "3", "45323") "<c r=\"F6\" t=\"s\"><v>3</v></c>")
        /* no references: one after another */
        "<row><c t=\"inlineStr\"><is><t>T3</t></is></c><c><v>2023</v></c><c/><c s=\"2\"/></row>"
        "</sheetData>");
    check_book(builder, NULL,
               "4:851 2024M01[19723,19754) 2.31 0.975 19753 1\n6:T2 2024[19723,20089) 1234.5 0.95 19754 -\n"
               "7:T3 2023[19358,19723) - - - -\n",
               "");
}

static void test_strict(void **state)
{
    (void)state;
    struct builder *builder = builder_new(STRICT);
    builder_sheet(
        builder, "Ark1", "",
        "<sheetData>" HEADINGS("1")
            ROW("2", TEXT("A2", "T1") "<c r=\"B2\" t=\"d\"><v>2024-12-31</v></c>"
                                      "<c r=\"E2\" t=\"d\"><v>2024-01-31T00:00:00</v></c>") "</sheetData>");
    check_book(builder, NULL, "2:T1 2024-12-31[20088,20089) - - 19753 -\n", "");
}

static void test_prefixed_elements(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Ark1", "",
                  "<x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>Tilbud</x:t></x:is></x:c>"
                  "<x:c t=\"inlineStr\"><x:is><x:t>Periode</x:t></x:is></x:c></x:row>"
                  "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2024</x:v></x:c></x:row></x:sheetData>");
    check_book(builder, NULL, "2:1 2024[19723,20089) - - - -\n", "");
}

static void test_1904(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder->date1904 = true;
    builder_styles(builder, "", "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>");
    builder_sheet(builder, "Ark1", "",
                  "<sheetData>" HEADINGS("1") ROW("2", TEXT("A2", "T1") NUMBER("B2", "2024")
                                                           STYLED("E2", "1", "43860")) "</sheetData>");
    check_book(builder, NULL, "2:T1 2024[19723,20089) - - 19753 -\n", "");
}

static void test_problems_of_cells(void **state)
{
    (void)state;
    check_sheet(
        "<sheetData>" HEADINGS("2")
        /* an error value, a formula without value, a fraction that is no percentage */
        ROW("3", TEXT("A3", "T1")
                     NUMBER("B3", "2024") "<c r=\"C3\" t=\"e\"><v>#DIVISION/0!</v></c>" NUMBER("D3", "95"))
            ROW("4", TEXT("A4", "T2") NUMBER("B4", "2024") "<c r=\"C4\"><f>SUM(C1:C2)</f><v></v></c>" TEXT(
                         "H4", "ring til os"))
                ROW("5", TEXT("A5", "#I/T") NUMBER("B5", "2024") "<c r=\"C5\"><f>1/0</f></c>" NUMBER(
                             "E5", "45322")) "</sheetData>",
        "3:T1 2024[19723,20089) ! 0.95 - -\n4:T2 2024[19723,20089) - - - -\n5:! 2024[19723,20089) - - ! -\n",
        "W215 4:3|E214 3:3|N112 4:8|E214 5:1|E203 5:5");
}

/* A letter that an earlier conversion lost, and a file that is not there. */
static void test_lost_letters(void **state)
{
    (void)state;
    check_sheet("<sheetData>" HEADINGS("1") ROW("2", TEXT("A2", "\xEF\xBF\xBD"
                                                                "dalen") NUMBER("B2", "2024")) "</sheetData>",
                "2:! 2024[19723,20089) - - - -\n", "E102 2:1");
    struct reading *reading = reading_new(&SCHEMA);
    read_path(reading, "/nonexistent/x.xlsx");
    expect(reading, "", "E101 0:0");
    reading_free(reading);
}

/* `header_row` reaches beyond the rows that are looked at without it, and is named when it is wrong. */
static void test_heading_row_as_set(void **state)
{
    (void)state;
    for (int row = 150; row <= 151; row++) {
        GString *xml = g_string_new("<sheetData>");
        for (int i = 1; i < 150; i++) {
            g_string_append_printf(xml, "<row r=\"%d\">" TEXT("A%d", "Linje") "</row>", i, i);
        }
        g_string_append(xml,
                        HEADINGS("150") ROW("151", TEXT("A151", "T1") NUMBER("B151", "2024")) "</sheetData>");
        struct builder *builder = builder_new(TRANSITIONAL);
        builder_sheet(builder, "Ark1", "", xml->str);
        struct reading *reading = reading_new(&SCHEMA);
        set_format(reading)->header_row = row;
        read_path(reading, builder_close(builder));
        expect(reading, row == 150 ? "151:T1 2024[19723,20089) - - - -\n" : "",
               row == 150 ? "" : "E105 151:0");
        reading_free(reading);
        builder_free(builder);
        g_string_free(xml, TRUE);
    }
}

static void test_fractions(void **state)
{
    (void)state;
    check_sheet("<sheetData>" HEADINGS("1")
                    ROW("2", TEXT("A2", "T1") NUMBER("B2", "2024") NUMBER("D2", "0.975"))
                        ROW("3", TEXT("A3", "T2") NUMBER("B3", "2024") NUMBER("D3", "0.9")) "</sheetData>",
                NULL, "E207 2:4");
}

/* 97.5 %, then 0.985 without the format; 1 beside 100 %; the format on 97.5. */
static void test_mixed_percent(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_styles(builder, "", "<xf numFmtId=\"0\"/><xf numFmtId=\"10\"/>");
    builder_sheet(
        builder, "Ark1", "",
        "<sheetData>" HEADINGS("1") ROW("2", TEXT("A2", "T1") NUMBER("B2", "2024") STYLED("D2", "1", "0.975"))
            ROW("3", TEXT("A3", "T2") NUMBER("B3", "2024") NUMBER("D3", "0.985"))
                ROW("4", TEXT("A4", "T3") NUMBER("B4", "2024") NUMBER("D4", "1"))
                    ROW("5", TEXT("A5", "T4") NUMBER("B5", "2024") STYLED("D5", "1", "97.5")) "</sheetData>");
    check_book(builder, NULL,
               "2:T1 2024[19723,20089) - 0.975 - -\n3:T2 2024[19723,20089) - ! - -\n"
               "4:T3 2024[19723,20089) - ! - -\n5:T4 2024[19723,20089) - ! - -\n",
               "E207 3:4|E207 4:4|E211 5:4");
}

#define RAISED(text) \
    "<r><rPr><vertAlign val=\"superscript\"/></rPr><t xml:space=\"preserve\">" text "</t></r>"
#define RICH(ref, runs) "<c r=\"" ref "\" t=\"inlineStr\"><is>" runs "</is></c>"

/* A raised 1 behind 12 is a footnote and never 121; a lowered one is refused. Runs end with their own. */
static void test_raised_digits(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_strings(builder, "<si><r><t>12</t></r>" RAISED("1") "</si><si><r><t>7</t></r>" RAISED(
                                 "1) 2") "</si><si><t>31</t></si><si>" RAISED("") "<r><t>42</t></r></si>");
    builder_sheet(
        builder, "Ark1", "",
        "<sheetData><row r=\"1\">" TEXT("A1", "Tilbud") TEXT("B1", "Periode")
            RICH("C1", "<r><t>Pladser</t></r>" RAISED("4")) "</row>" ROW(
                "2", TEXT("A2", "T1") NUMBER("B2", "2024") "<c r=\"C2\" t=\"s\"><v>0</v></c>")
                ROW("3", TEXT("A3", "T2") NUMBER("B3", "2024") RICH("C3", "<r><t>13</t></r>" RAISED("1)")))
                    ROW("4", TEXT("A4", "T3") NUMBER("B4", "2024")
                                 RICH("C4", "<r><t>12</t></r><r><rPr><vertAlign val=\"subscript\"/></rPr>"
                                            "<t>1</t></r>"))
                        ROW("5", TEXT("A5", "T4") NUMBER("B5", "2024") "<c r=\"C5\" t=\"s\"><v>2</v></c>")
                            ROW("6", TEXT("A6", "T5") NUMBER(
                                         "B6", "2024") "<c r=\"C6\" t=\"s\"><v>3</v></c>") "</sheetData>");
    check_book(builder, NULL,
               "2:T1 2024[19723,20089) 12 - - -\n3:T2 2024[19723,20089) 13 - - -\n"
               "4:T3 2024[19723,20089) ! - - -\n5:T4 2024[19723,20089) 31 - - -\n"
               "6:T5 2024[19723,20089) 42 - - -\n",
               "E204 4:3|W213 2:3");
}

/* --- layout --- */

static void test_merged_and_hidden(void **state)
{
    (void)state;
    check_sheet(
        "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/><col min=\"40\" max=\"16384\" "
        "hidden=\"1\"/></cols><sheetData>"
        /* Tilbud and Periode reach over two heading rows, the upper one has a wide heading */
        ROW("1", TEXT("A1", "Tilbud") TEXT("B1", "Periode") TEXT("C1", "Tal"))
            ROW("2", TEXT("C2", "Pladser") TEXT("D2", "Belægning"))
                ROW("3", TEXT("A3", "T1") NUMBER("B3", "2023")
                             NUMBER("C3", "4")) "<row r=\"4\" hidden=\"1\">" TEXT("A4", "T1")
                    NUMBER("B4", "2024") NUMBER("C4", "5") "</row></sheetData>"
                                                           "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell "
                                                           "ref=\"B1:B2\"/><mergeCell ref=\"C1:D1\"/>"
                                                           "<mergeCell ref=\"F3:F4\"/></mergeCells>",
        "3:T1 2023[19358,19723) 4 - - -\n4:T1 2024[19723,20089) 5 - - -\n", "N122 0:0|N122 0:3|N123 3:6");
}

/* Years over what they count, each merged over its columns; "Tilbud" merged over both rows. */
static void test_years_above(void **state)
{
    (void)state;
    check_sheet("<sheetData>" ROW("2", TEXT("A2", "Tilbud") NUMBER("B2", "2023") NUMBER("D2", "2024"))
                    ROW("3", TEXT("B3", "Pladser") TEXT("C3", "Belægning") TEXT("D3", "Pladser")
                                 TEXT("E3", "Belægning"))
                        ROW("4", TEXT("A4", "T1") NUMBER("B4", "4")
                                     NUMBER("D4", "5")) "</sheetData>"
                                                        "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell "
                                                        "ref=\"B2:C2\"/><mergeCell ref=\"D2:E2\"/>"
                                                        "</mergeCells>",
                "4:T1 2023[19358,19723) 4 - - -\n4:T1 2024[19723,20089) 5 - - -\n", "");
}

static const char TABLE[] =
    "<sheetData>" HEADINGS("1") ROW("2", TEXT("A2", "T1") NUMBER("B2", "2024")) "</sheetData>";
static const char ROWS[] = "2:T1 2024[19723,20089) - - - -\n";
static const char LETTER[] = "<sheetData>" ROW("1", TEXT("A1", "Kære kommune")) "</sheetData>";

static void test_sheet_by_headings(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Vejledning", "", LETTER);
    builder_sheet(builder, "Svar", "", TABLE);
    builder_sheet(builder, "Gammel", "state=\"hidden\"", TABLE);
    check_book(builder, NULL, ROWS, "N121 0:0|N121 0:0");
}

/* The form that `vifte template` sends out: its other sheets are read in their turn; what somebody adds is
 * told. */
static void test_sheets_of_our_form(void **state)
{
    (void)state;
    for (int own = 0; own < 2; own++) {
        struct builder *builder = builder_new(TRANSITIONAL);
        builder_sheet(builder, own ? "Read first" : "Guide", "", LETTER);
        builder_sheet(builder, "1 Citizens", "", TABLE);
        builder_sheet(builder, "2 Breakdowns", "", LETTER);
        builder_sheet(builder, "Choices", "state=\"hidden\"", LETTER);
        check_book(builder, NULL, ROWS, own ? "" : "N121 0:0|N121 0:0");
    }
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Read first", "", LETTER);
    builder_sheet(builder, "1 Citizens", "", TABLE);
    builder_sheet(builder, "Ark1", "", LETTER);
    check_book(builder, NULL, ROWS, "N121 0:0");
}

static void test_sheet_by_name(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "2023", "", TABLE);
    builder_sheet(builder, "2024", "state=\"veryHidden\"", TABLE);
    check_book(builder, "2024", ROWS, "N121 0:0");
}

static void test_sheets_that_cannot_be_settled(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "2023", "", TABLE);
    builder_sheet(builder, "2024", "", TABLE);
    check_book(builder, NULL, "", "E120 0:0");
    builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "2023", "state=\"hidden\"", TABLE);
    builder_sheet(builder, "Vejledning", "", LETTER);
    check_book(builder, NULL, "", "E120 0:0");
    builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "2023", "", TABLE);
    check_book(builder, "2025", "", "E120 0:0");
    builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Vejledning", "", LETTER);
    check_book(builder, NULL, "", "E105 0:0");
}

/* --- personal data --- */

static void test_civil_registration_numbers(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Svar", "", TABLE);
    builder_sheet(builder, "Gammel", "state=\"hidden\"",
                  "<sheetData>" ROW("7", TEXT("C7", "født 010190-1234")) "</sheetData>");
    check_book(builder, NULL, ROWS, "N121 0:0|E201 7:3");
    builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Svar", "", TABLE);
    builder_text_part(builder, "xl/comments1.xml",
                      g_strdup("<comments><text><r><t>0101</t></r><r><t>901234</t></r></text></comments>"));
    check_book(builder, NULL, ROWS, "E201 0:0");
    builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Svar", "", TABLE);
    builder_text_part(builder, "xl/pivotCache/pivotCacheRecords1.xml",
                      g_strdup("<r><s v=\"010190-1234\"/></r>"));
    check_book(builder, NULL, ROWS, "E201 0:0");
    builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Svar", "", TABLE);
    g_string_append(builder->sheets,
                    "</sheets><definedNames><definedName name=\"a\">Svar!$A$1-010190</definedName>"
                    "<definedName name=\"b\">\"010190-1234\"</definedName></definedNames>"
                    "<sheets>");
    check_book(builder, NULL, ROWS, "E201 0:0");
}

static void check_around(const char *name, const char *cell, const char *behind, const char *rows,
                         const char *findings)
{
    struct builder *builder = builder_new(TRANSITIONAL);
    char *xml = g_strconcat("<sheetData>" HEADINGS("1") "<row r=\"2\">" TEXT("A2", "T1") NUMBER("B2", "2024"),
                            cell, "</row></sheetData>", behind, NULL);
    builder_sheet(builder, name, "", xml);
    g_free(xml);
    struct reading *reading = reading_new(&SCHEMA);
    read_path(reading, builder_close(builder));
    expect(reading, rows, findings);
    assert_unseen(reading, "1234");
    reading_free(reading);
    builder_free(builder);
}

/* The name of the sheet, a line break in the cell, a formula, a link, a list, a page heading. */
static void test_numbers_around_the_cells(void **state)
{
    (void)state;
    check_around("010190-1234", "", "", ROWS, "E201 0:0");
    check_around("Ark1", TEXT("C2", "010190-\n1234"), "", NULL, "E201 2:3");
    check_around("Ark1", "<c r=\"C2\"><f>IF(A2=\"010190-1234\",4,5)</f><v>4</v></c>", "",
                 "2:T1 2024[19723,20089) 4 - - -\n", "E201 2:3");
    check_around("Ark1", "<c r=\"C2\"><f>250124-1234</f><v>248890</v></c>", "", NULL, "");
    check_around("Ark1", "",
                 "<hyperlinks><hyperlink ref=\"A1\" location=\"x\" tooltip=\"010190-1234\"/></hyperlinks>",
                 ROWS, "E201 0:0");
    check_around("Ark1", "",
                 "<dataValidations><dataValidation prompt=\"Vælg\"><formula1>\"a,010190-1234\"</formula1>"
                 "</dataValidation></dataValidations>",
                 ROWS, "E201 0:0");
    check_around("Ark1", "", "<headerFooter><oddHeader>&amp;LBorger 010190-1234</oddHeader></headerFooter>",
                 ROWS, "E201 0:0");
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Svar", "", TABLE);
    builder_text_part(
        builder, "xl/worksheets/_rels/sheet1.xml.rels",
        g_strdup("<Relationships><Relationship Id=\"rId1\" Target=\"https://sag.dk/010190-1234\"/>"
                 "</Relationships>"));
    check_book(builder, NULL, ROWS, "E201 0:0");
}

/* Excel keeps numbers, and 0101901203 loses its zero: told where the check digit of the column's numbers is
 * right. */
static void test_lost_zero(void **state)
{
    (void)state;
    static const char NINE[] =
        "<sheetData>" HEADINGS("1") ROW("2", NUMBER("A2", "101901203") NUMBER("B2", "2024"))
            ROW("3", NUMBER("A3", "202801218") NUMBER("B3", "2024")) "</sheetData>";
    static const char OTHERS[] = "<sheetData>" HEADINGS("1")
        ROW("2", NUMBER("A2", "101901204") NUMBER("B2", "2024") NUMBER("C2", "101901203"))
            ROW("3", NUMBER("A3", "202801218") NUMBER("B3", "2024"))
                ROW("4", NUMBER("A4", "999999999") NUMBER("B4", "2024")) "</sheetData>";
    check_sheet(NINE, NULL, "E201 2:1|E201 3:1");
    check_sheet(OTHERS, NULL,
                ""); /* an id that is no date speaks for the others; 101,901,203 places are places */
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Svar", "", TABLE);
    builder_sheet(builder, "Gammel", "state=\"hidden\"",
                  "<sheetData>" ROW("7", NUMBER("C7", "101901203")) "</sheetData>");
    check_book(builder, NULL, ROWS, "N121 0:0|E201 7:3");
}

/* --- files that are none, or hostile --- */

static void check_bytes(const char *bytes, size_t length, const char *name, const char *findings)
{
    struct reading *reading = reading_new(&SCHEMA);
    char *path = g_build_filename(g_get_tmp_dir(), name, NULL);
    assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
    read_path(reading, path);
    expect(reading, "", findings);
    reading_free(reading);
    g_unlink(path);
    g_free(path);
}

static void test_no_workbook(void **state)
{
    (void)state;
    check_bytes("offer;period\n", 13, "vifte-test-csv.xlsx", "E119 0:0");
    check_bytes("", 0, "vifte-test-empty.xlsx", "E119 0:0");
    check_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "vifte-test-old.csv", "E119 0:0");
    check_bytes("PK\3\4 and no more", 16, "vifte-test-cut.xlsx", "E119 0:0");
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_text_part(builder, "mimetype", g_strdup("application/vnd.oasis.opendocument.spreadsheet"));
    assert_int_equal(zipClose(builder->zip, NULL), ZIP_OK);
    struct reading *reading = reading_new(&SCHEMA);
    read_path(reading, builder->path);
    expect(reading, "", "E119 0:0");
    reading_free(reading);
    builder_free(builder);
}

static void test_damaged(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Svar", "", TABLE);
    char *bytes = NULL;
    gsize length = 0;
    assert_true(g_file_get_contents(builder_close(builder), &bytes, &length, NULL));
    /* No cut is read as if it were whole; the last two bytes are the length of an empty comment. */
    for (size_t cut = 0; cut < length - 2; cut += 7) {
        struct reading *reading = reading_new(&SCHEMA);
        assert_true(g_file_set_contents(builder->path, bytes, (gssize)cut, NULL));
        read_path(reading, builder->path);
        assert_false(reading->good);
        assert_int_equal(diag_exit_status(reading->diag, false), 65);
        reading_free(reading);
    }
    g_free(bytes);
    builder_free(builder);
}

static void test_hostile_xml(void **state)
{
    (void)state;
    check_sheet("<sheetData><row r=\"2\"/><row r=\"1\"/></sheetData>", "", "E119 0:0");
    check_sheet("<sheetData><row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row></sheetData>", "", "E119 0:0");
    check_sheet("<sheetData><row r=\"1\"><c r=\"A2\"/></row></sheetData>", "", "E119 0:0");
    check_sheet("<sheetData><row r=\"1\"><c r=\"ZZZZ1\"/></row></sheetData>", "", "E119 0:0");
    check_sheet("<sheetData><row r=\"99999999\"/></sheetData>", "", "E119 0:0");
    check_sheet("<sheetData><row r=\"1\"><c t=\"s\"><v>0</v></c></row></sheetData>", "", "E119 0:0");
    check_sheet("<sheetData><row r=\"1\"><c t=\"s\"><v>-1</v></c></row></sheetData>", "", "E119 0:0");
    check_sheet("<sheetData><row r=\"1\"><c><v>12x</v></c></row></sheetData>", "", "E119 0:0");
    check_sheet("<sheetData><row r=\"1\"></sheetData>", "", "E119 0:0");
}

static void test_doctype_and_depth(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Svar", "", TABLE);
    builder_strings(builder, "");
    builder_text_part(
        builder, "xl/comments1.xml",
        g_strdup("<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>"));
    check_book(builder, NULL, "", "E119 0:0");
    GString *deep = g_string_new(NULL);
    for (int i = 0; i < 100000; i++) {
        g_string_append(deep, "<a>");
    }
    check_sheet(deep->str, "", "E119 0:0");
    g_string_free(deep, TRUE);
}

static void start_element(void *context, const char *name, const char **attributes)
{
    (void)name;
    (void)attributes;
    ++*(unsigned *)context;
}

static void test_bombs(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    char *blanks = g_strnfill(1 << 20, ' ');
    builder_text_part(builder, "a.xml", g_strdup_printf("<a>%s</a>", blanks));
    g_free(blanks);
    builder_text_part(builder, "b.xml", g_strdup("<b/>"));
    char *bytes = NULL;
    gsize length = 0;
    assert_true(g_file_get_contents(builder_close(builder), &bytes, &length, NULL));
    assert_true(length < 10000);
    struct pos file = {.file = "f"};
    struct diag *diag = diag_new();
    struct package *zip = package_open((unsigned char *)bytes, length, 1 << 20, &XLSX_WORDS, &file, diag);
    unsigned n = 0;
    struct package_handlers handlers = {.start = start_element, .context = &n};
    assert_int_equal(package_parse(zip, "B.XML", &handlers), PACKAGE_PART_GOOD);
    assert_int_equal(n, 1);
    assert_int_equal(package_parse(zip, "c.xml", &handlers), PACKAGE_PART_ABSENT);
    assert_int_equal(package_parse(zip, "a.xml", &handlers), PACKAGE_PART_BAD);
    assert_string_equal(diag_get(diag, 0)->kind->code, "E111");
    package_free(zip);
    diag_free(diag);
    g_free(bytes);
    builder_free(builder);
}

static void test_too_many_entries(void **state)
{
    (void)state;
    struct builder *builder = builder_new(TRANSITIONAL);
    builder_sheet(builder, "Svar", "", TABLE);
    for (int i = 0; i < PACKAGE_ENTRIES; i++) {
        builder_text_part(builder, "x", g_strdup(""));
    }
    check_book(builder, NULL, "", "E111 0:0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number_text),
        cmocka_unit_test(test_every_cell_type),
        cmocka_unit_test(test_strict),
        cmocka_unit_test(test_prefixed_elements),
        cmocka_unit_test(test_1904),
        cmocka_unit_test(test_problems_of_cells),
        cmocka_unit_test(test_heading_row_as_set),
        cmocka_unit_test(test_fractions),
        cmocka_unit_test(test_mixed_percent),
        cmocka_unit_test(test_raised_digits),
        cmocka_unit_test(test_lost_letters),
        cmocka_unit_test(test_merged_and_hidden),
        cmocka_unit_test(test_years_above),
        cmocka_unit_test(test_sheet_by_headings),
        cmocka_unit_test(test_sheets_of_our_form),
        cmocka_unit_test(test_sheet_by_name),
        cmocka_unit_test(test_sheets_that_cannot_be_settled),
        cmocka_unit_test(test_civil_registration_numbers),
        cmocka_unit_test(test_numbers_around_the_cells),
        cmocka_unit_test(test_lost_zero),
        cmocka_unit_test(test_no_workbook),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_hostile_xml),
        cmocka_unit_test(test_doctype_and_depth),
        cmocka_unit_test(test_bombs),
        cmocka_unit_test(test_too_many_entries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
