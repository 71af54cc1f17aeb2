/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and their lines: equal for every block size, and equal to libcsv where nothing is refused. */
#include "vifte/csv.h"

#include "vifte/diag.h"
#include "vifte/text_source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <csv.h>
#include <glib.h>
#include <string.h>

/* A text in memory, handed out at most `chunk` bytes at a time. */
struct memory_input {
    struct text_input input;
    const char *text;
    size_t length, offset, chunk;
};

static size_t memory_read(struct text_input *input, char *buffer, size_t size)
{
    struct memory_input *memory = (struct memory_input *)input;
    size_t n = MIN(MIN(size, memory->chunk), memory->length - memory->offset);
    memcpy(buffer, memory->text + memory->offset, n);
    memory->offset += n;
    return n;
}

static void memory_rewind(struct text_input *input)
{
    ((struct memory_input *)input)->offset = 0;
}

static struct memory_input memory_input(const char *text, size_t length, size_t chunk)
{
    return (struct memory_input){{memory_read, memory_rewind}, text, length, 0, chunk};
}

static void append_record(GString *out, const struct record *record)
{
    g_string_append_printf(out, "%u", (unsigned)record->line);
    for (uint32_t i = 0; i < record->n_fields; i++) {
        g_string_append_c(out, '[');
        g_string_append_len(out, record->fields[i].text, (gssize)record->fields[i].length);
        g_string_append_c(out, ']');
        assert_int_equal(record->fields[i].text[record->fields[i].length], '\0');
    }
    g_string_append_c(out, '\n');
}

static const bool FREE_TEXT[] = {false, false, true};

/* All records as "line[field][field]", then the findings as "code line:field". */
static char *read_all(const char *text, size_t length, size_t chunk, char separator, uint64_t heading_line)
{
    struct memory_input memory = memory_input(text, length, chunk);
    struct csv_reader *reader = csv_reader_new(&memory.input, "f.csv", separator, chunk);
    struct record_reader *records = csv_reader_records(reader);
    struct diag *diag = diag_new();
    GString *out = g_string_new(NULL);
    struct record record;
    if (heading_line > 0) {
        csv_reader_expect(reader, heading_line, 3, FREE_TEXT);
    }
    records->rewind(records, diag);
    while (records->next(records, &record)) {
        append_record(out, &record);
    }
    for (size_t i = 0; i < diag_size(diag); i++) {
        const struct finding *finding = diag_get(diag, i);
        g_string_append_printf(out, "%s %u:%u\n", finding->kind->code, (unsigned)finding->pos.line,
                               finding->pos.field);
    }
    diag_free(diag);
    csv_reader_free(reader);
    return g_string_free(out, FALSE);
}

static const struct {
    const char *text, *expected;
    uint64_t heading_line;
} CASES[] = {
    {"a;b\nc;d", "1[a][b]\n2[c][d]\n", 0},
    {"a;b\r\nc;d\re;f\n", "1[a][b]\n2[c][d]\n3[e][f]\n", 0},
    {"\n\r\n \r\ra\n", "5[a]\n", 0},
    {" a ;\tb\t; c d \n", "1[a][b][c d]\n", 0},
    {";\n;;\n", "1[][]\n2[][][]\n", 0},
    {"\"a;b\";\"c\"\"d\"; \"e\" \n", "1[a;b][c\"d][e]\n", 0},
    {"\"a\r\nb\";c\n\nd;e\n", "1[a\r\nb][c]\n4[d][e]\n", 0},
    {"\"a\rb\";c\rd;e\r", "1[a\rb][c]\n3[d][e]\n", 0},
    {"5\" x;y\"z;\"\"\n", "1[5\" x][y\"z][]\n", 0},
    {"sep=;\na;b\n", "2[a][b]\n", 0},
    {"\"sep=;\"\r\na;b\n", "2[a][b]\n", 0},
    {"a;\"b\"c\nd;e\n", "2[d][e]\nE108 1:2\n", 0},
    {"a;\"b\" \"c\nd;e\n", "2[d][e]\nE108 1:2\n", 0},
    {"a;\"b\nc;d\n", "2[c][d]\nE108 1:2\n", 0},
    {"a;\"b\n\n\n\nc\";d\ne;f\n", "5[c\"][d]\n6[e][f]\nE108 1:2\n", 0},
    /* below a heading of three columns, of which the third is free text */
    {"h;h;h\na;b;\"x\n\n\n\ny\"\nc;d;e\n", "1[h][h][h]\n2[a][b][x\n\n\n\ny]\n7[c][d][e]\n", 1},
    {"h;h;h\na;\"b\n\n\n\ny\";z\nc;d;e\n", "1[h][h][h]\n6[y\"][z]\n7[c][d][e]\nE108 2:2\n", 1},
    {"h;h;h\na;b;\"x\nc;d;y\"\ne;f;g\n", "1[h][h][h]\n3[c][d][y\"]\n4[e][f][g]\nE108 2:3\n", 1},
    {"h;h;h\na;\"b;x\nc;d\";e\nf;g;h\n", "1[h][h][h]\n3[c][d\"][e]\n4[f][g][h]\nE108 2:2\n", 1},
    {"h;h;h\na;\"b;x\nc\";d;y\ne;f;g\n", NULL, 1},
};

static void test_records(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        size_t length = strlen(CASES[i].text);
        char *whole = read_all(CASES[i].text, length, length + 1, ';', CASES[i].heading_line);
        if (CASES[i].expected != NULL) {
            assert_string_equal(whole, CASES[i].expected);
        }
        for (size_t chunk = 1; chunk <= length; chunk++) {
            char *parts = read_all(CASES[i].text, length, chunk, ';', CASES[i].heading_line);
            assert_string_equal(parts, whole);
            g_free(parts);
        }
        g_free(whole);
    }
}

static void test_nul_stays(void **state)
{
    (void)state;
    static const char TEXT[] = "a\0b;\"c\0d\"\n";
    struct memory_input memory = memory_input(TEXT, sizeof TEXT - 1, 3);
    struct csv_reader *reader = csv_reader_new(&memory.input, "f", ';', 3);
    struct record record;
    assert_true(csv_reader_records(reader)->next(csv_reader_records(reader), &record));
    assert_int_equal(record.n_fields, 2);
    assert_int_equal(record.fields[0].length, 3);
    assert_memory_equal(record.fields[1].text, "c\0d", 4);
    csv_reader_free(reader);
}

static void test_gives_up(void **state)
{
    (void)state;
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 100; i++) {
        g_string_append(text, "a;\"b\"c\n");
    }
    char *out = read_all(text->str, text->len, 64, ';', 0);
    char **lines = g_strsplit(out, "\n", -1);
    assert_int_equal(g_strv_length(lines) - 1, CSV_QUOTE_ERRORS);
    g_strfreev(lines);
    g_free(out);
    g_string_free(text, TRUE);
}

static void take_field(void *text, size_t length, void *context)
{
    GString *out = context;
    g_string_append_c(out, '[');
    g_string_append_len(out, text, (gssize)length);
    g_string_append_c(out, ']');
}

static void take_row(int terminator, void *context)
{
    (void)terminator;
    g_string_append_c(context, '\n');
}

static char *by_libcsv(const char *text, size_t length, char separator)
{
    struct csv_parser parser;
    GString *out = g_string_new(NULL);
    csv_init(&parser, 0);
    csv_set_delim(&parser, (unsigned char)separator);
    assert_int_equal(csv_parse(&parser, text, length, take_field, take_row, out), length);
    csv_fini(&parser, take_field, take_row, out);
    csv_free(&parser);
    return g_string_free(out, FALSE);
}

/* Without the line numbers, and without records of which libcsv has none: "\n" after nothing. */
static char *without_lines(const char *text)
{
    GString *out = g_string_new(NULL);
    bool at_line = true;
    int depth = 0;
    for (const char *p = text; *p != '\0'; p++) {
        depth += *p == '[' ? 1 : *p == ']' ? -1 : 0;
        if (!(at_line && g_ascii_isdigit(*p))) {
            g_string_append_c(out, *p);
        }
        at_line = depth == 0 && (*p == '\n' || (at_line && g_ascii_isdigit(*p)));
    }
    return g_string_free(out, FALSE);
}

/* Random bytes from the alphabet of CSV: what this reader accepts, libcsv reads the same. */
static void test_equals_libcsv(void **state)
{
    (void)state;
    static const char ALPHABET[] = "ab;;,\"\"  \n\n\r\t";
    GRand *random = g_rand_new_with_seed(1);
    unsigned compared = 0;
    for (int round = 0; round < 20000; round++) {
        char text[40];
        size_t length = (size_t)g_rand_int_range(random, 1, (int)sizeof text);
        for (size_t i = 0; i < length; i++) {
            text[i] = ALPHABET[g_rand_int_range(random, 0, sizeof ALPHABET - 1)];
        }
        char separator = round % 2 == 0 ? ';' : '\t';
        char *ours = read_all(text, length, 7, separator, 0);
        char *whole = read_all(text, length, 100, separator, 0);
        assert_string_equal(ours, whole);
        if (strstr(ours, "E108") == NULL) {
            char *theirs = by_libcsv(text, length, separator);
            char *plain = without_lines(ours);
            assert_string_equal(plain, theirs);
            g_free(theirs);
            g_free(plain);
            compared++;
        }
        g_free(ours);
        g_free(whole);
    }
    assert_true(compared > 5000);
    g_rand_free(random);
}

static void test_declared_separator(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char separator;
    } DECLARED[] = {{"sep=;\na", ';'}, {"SEP=\t\r\na", '\t'}, {"\"sep=,\"\na", ','},
                    {"sep=\na", 0},    {"a;b\n", 0},          {"", 0}};
    for (size_t i = 0; i < G_N_ELEMENTS(DECLARED); i++) {
        struct memory_input memory = memory_input(DECLARED[i].text, strlen(DECLARED[i].text), 2);
        assert_int_equal(csv_declared_separator(&memory.input), DECLARED[i].separator);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_nul_stays),
        cmocka_unit_test(test_gives_up),
        cmocka_unit_test(test_equals_libcsv),
        cmocka_unit_test(test_declared_separator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
