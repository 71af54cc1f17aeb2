/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stays read in slices, on any number of processors and straight from their bytes, are the stays that the
 * reading of any other table gives, with the same findings at the same lines. Random files full of what files
 * are full of; each is also written with every field in quotation marks (then no record is plain), in
 * Windows-1252, and in UTF-16 (which is read in one piece).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../../src/input/stays.h"
#include "small_project.h"
#include "vifte/csv_marks.h"
#include "vifte/encoding.h"
#include "vifte/findings.h"
#include "vifte/key_sort.h"
#include "vifte/person_table.h"
#include "vifte/text_hash.h"

#define ROWS 2500

static uint64_t state;

static uint32_t draw(uint32_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((state >> 33) % below);
}

static bool one_in(uint32_t n)
{
    return draw(n) == 0;
}

/* What a file has beyond ordinary rows. */
struct mess {
    const char *line_end;
    bool bom, no_final_end, errors, odd, points;
};

struct file {
    const struct mess *mess;
    bool quoted; /* every field */
    GString *text;
};

static void put(struct file *file, const char *field, bool last)
{
    bool must = strpbrk(field, ";\n\r") != NULL;
    if (file->quoted || must) {
        char **parts = g_strsplit(field, "\"", -1);
        char *doubled = g_strjoinv("\"\"", parts);
        g_string_append_printf(file->text, "\"%s\"", doubled);
        g_free(doubled);
        g_strfreev(parts);
    } else {
        g_string_append(file->text, field);
    }
    g_string_append(file->text, last ? file->mess->line_end : ";");
}

static const char *pick(const char *const *texts, uint32_t n)
{
    return texts[draw(n)];
}
#define PICK(...) pick((const char *const[]){__VA_ARGS__}, G_N_ELEMENTS(((const char *const[]){__VA_ARGS__})))

static void put_person(struct file *file)
{
    char text[32];
    uint32_t who = draw(ROWS / 3);
    if (file->mess->odd && one_in(40)) {
        put(file,
            PICK(" P17", "P17 ", "\tP17", "P17\xC2\xA0", "S\xC3\xB8ren", "123456789", "12-345", "u123456"),
            false);
        return;
    }
    if (file->mess->errors && one_in(150)) {
        put(file, PICK("", "-", "uoplyst", "#N/A", "010190-1234", "#REF!"), false);
        return;
    }
    g_snprintf(text, sizeof text, one_in(2) ? "P%08u" : "%u-pseudonym-of-some-length", who * 7919);
    put(file, text, false);
}

static void put_day(struct file *file, int year)
{
    char text[32];
    int month = 1 + (int)draw(12), day = 1 + (int)draw(28);
    switch (draw(file->mess->odd ? 7 : 3)) {
    case 3:
        g_snprintf(text, sizeof text, "%d-%d-%d", day, month, year);
        break;
    case 4:
        g_snprintf(text, sizeof text, "%02d.%02d.%d", day, month, year);
        break;
    case 5:
        g_snprintf(text, sizeof text, "%02d-%02d-%02d", day, month, year % 100);
        break;
    case 6:
        g_snprintf(text, sizeof text, "ultimo %d", year);
        break;
    case 0:
        g_snprintf(text, sizeof text, "%02d-%02d-%d", day, month, year);
        break;
    default:
        g_snprintf(text, sizeof text, "%d-%02d-%02d", year, month, day);
    }
    if (file->mess->errors && one_in(200)) {
        g_strlcpy(text, PICK("30-02-2023", "2023-13-01", "i morgen", "2023-1-1x"), sizeof text);
    }
    put(file, text, false);
}

static void put_rate(struct file *file)
{
    char text[32];
    char mark = file->mess->points ? '.' : ',';
    g_snprintf(text, sizeof text, "%u%c%02u", 100 + draw(4000), mark, draw(100));
    if (one_in(10)) {
        g_snprintf(text, sizeof text, "%u", 100 + draw(4000));
    } else if (one_in(20)) {
        text[0] = '\0';
    } else if (file->mess->odd && !file->mess->points && one_in(20)) {
        g_strlcpy(text, PICK("1.234,50", "kr. 900", "2 310,5", "850,-", "1.234"), sizeof text);
    } else if (file->mess->errors && one_in(150)) {
        g_strlcpy(text, PICK("mange", "-5", "99999999999", "12,5,5"), sizeof text);
    }
    put(file, text, false);
}

static void put_row(struct file *file)
{
    const struct mess *mess = file->mess;
    put_person(file);
    put(file, mess->errors && one_in(100) ? PICK("T3", "Ukendt", "") : PICK("T1", "T2", "t1", "To"), false);
    put(file,
        mess->errors && one_in(100) ? "ukendt"
                                    : PICK("autisme", "hjerneskade", "autisme|hjerneskade", "Autisme"),
        false);
    put(file,
        mess->errors && one_in(100) ? PICK("Atlantis", "999")
                                    : PICK("851", "Aalborg", "787", "810", "Thisted"),
        false);
    put(file, one_in(3) ? "" : PICK("851", "813", "Br\xC3\xB8nderslev"), false);
    put_day(file, 2021 + (int)draw(2));
    if (one_in(5)) {
        put(file, PICK("", "31-12-9999", "9999-12-31", "", "-"), false);
    } else {
        put_day(file, one_in(300) && mess->errors ? 2019 : 2023 + (int)draw(2));
    }
    put(file, PICK("", "\xC2\xA7 107", "SEL \xC2\xA7 108", "BL \xC2\xA7 43", "SEL \xC2\xA7 66"), false);
    put(file, PICK("", "2008", "2009", "2010", "uoplyst"), false);
    put(file, PICK("", "M", "K", "mand", "kvinde"), false);
    put(file, PICK("", "1", "2", "3"), false);
    put_rate(file);
    put(file,
        one_in(30) ? PICK("forl\xC3\xA6nget; se sag\naf 2023", "to\nlinjer", "a;b;c",
                          "han sagde \"nej\"; s\xC3\xA5 ja")
                   : PICK("", "akut", "se brev"),
        true);
}

static void put_other_line(struct file *file)
{
    static const char *const LINES[] = {"",
                                        "   ",
                                        ";;;;;;;;;;;;",
                                        "P1;T1",
                                        "P1;T1;autisme;851;;2023-01-01;;;;;;;;x;y",
                                        "Kilde: systemet",
                                        ";T1;autisme;851;;2023-01-01;;;;;;;"};
    uint32_t n = file->mess->errors ? G_N_ELEMENTS(LINES) : 3;
    g_string_append(file->text, LINES[draw(n)]);
    g_string_append(file->text, file->mess->line_end);
}

static GString *file_text(const struct mess *mess, uint64_t seed, bool quoted)
{
    struct file file = {
        .mess = mess, .quoted = quoted, .text = g_string_new(mess->bom ? "\xEF\xBB\xBF" : "")};
    state = seed;
    g_string_append_printf(file.text, "Udtr\xC3\xA6k fra systemet%s%s", mess->line_end, mess->line_end);
    g_string_append_printf(
        file.text,
        "Borger;Tilbud;M\xC3\xA5lgruppe;Handlekommune;Betalingskommune;Start;Slut;Paragraf;F\xC3\xB8"
        "dsels\xC3\xA5r;K\xC3\xB8n;Sv\xC3\xA6rhedsgrad;Takst;Bem\xC3\xA6rkning%s",
        mess->line_end);
    for (size_t i = 0; i < ROWS; i++) {
        if (mess->odd && one_in(50)) {
            put_other_line(&file);
        } else {
            put_row(&file);
        }
    }
    if (mess->no_final_end) {
        g_string_truncate(file.text, file.text->len - strlen(mess->line_end));
    }
    return file.text;
}

/* Everything that came of the file, as text. */
static char *read_dump(const char *settings, const char *bytes, size_t length, unsigned jobs)
{
    struct small_project *project = small_new(settings);
    char *path = g_build_filename(project->folder, "s.csv", NULL);
    GString *out = g_string_new(NULL);
    struct options options = {.project = project->folder, .jobs = jobs, .quiet = true};
    small_file(project, "o.csv", SMALL_OFFERS);
    assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
    project->diag = diag_new();
    project->model = pipeline_read(&options, project->diag);
    diag_sort(project->diag);
    const struct model *model = project->model;
    for (size_t i = 0; i < model->n_stays; i++) {
        const struct stay *s = &model->stays[i];
        g_string_append_printf(out, "%u %u %d %d %d %u %u %u %u %u %s %u %u %u\n", s->person, s->offer,
                               s->start, s->end, s->rate_oere, s->line, s->file,
                               model->group_sets[s->group_set].n, s->acting, s->paying,
                               s->section == UINT16_MAX ? "-" : model->sections[s->section].code,
                               s->birth_year, s->sex, s->severity);
    }
    g_string_append_printf(out, "%zu persons, digest %s, %u rows\n", model->n_persons, model->fingerprint,
                           (unsigned)model->files[model->n_files - 1].rows);
    for (size_t i = 0; i < diag_size(project->diag); i++) {
        const struct finding *finding = diag_get(project->diag, i);
        char *line = diag_format(finding);
        if (finding->kind != &FINDING_DECIDED) {
            g_string_append_printf(out, "%s\n", line);
        }
        g_free(line);
    }
    g_string_append_printf(out, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n",
                           diag_count(project->diag, DIAG_STOP), diag_count(project->diag, DIAG_WARN),
                           diag_count(project->diag, DIAG_NOTE));
    g_free(path);
    small_free(project);
    return g_string_free(out, FALSE);
}

static void expect_same(const char *what, char *dump, const char *expected)
{
    if (strcmp(dump, expected) != 0) {
        size_t i = 0;
        while (dump[i] == expected[i]) {
            i++;
        }
        while (i > 0 && dump[i - 1] != '\n') {
            i--;
        }
        fail_msg("%s: '%.160s' instead of '%.160s'", what, dump + i, expected + i);
    }
    g_free(dump);
}

static void expect_converted(const char *settings, const GString *text, const char *encoding,
                             const char *expected)
{
    gsize length;
    const char *body = g_str_has_prefix(text->str, "\xEF\xBB\xBF") ? text->str + 3 : text->str;
    char *bytes = g_convert(body, -1, encoding, "UTF-8", NULL, &length, NULL);
    assert_non_null(bytes);
    for (unsigned jobs = 1; jobs <= 2; jobs++) {
        expect_same(encoding, read_dump(settings, bytes, length, jobs), expected);
    }
    g_free(bytes);
}

static void slices_give_what_one_piece_gives(void **unused)
{
    (void)unused;
    static const struct mess MESSES[] = {
        {.line_end = "\n"},
        {.line_end = "\r\n", .bom = true, .no_final_end = true, .odd = true},
        {.line_end = "\n", .odd = true, .errors = true, .no_final_end = true},
        {.line_end = "\r\n", .odd = true, .errors = true},
        {.line_end = "\r", .odd = true},
        {.line_end = "\n", .points = true, .bom = true},
    };
    static const char *const SETTINGS[] = {
        "[inputs]\noffers=o.csv\nstays=s.csv\n",
        "[inputs]\noffers=o.csv\nstays=s.csv\n[conventions]\nunknown_offer=leave_out\nstay_end=exclusive\n"
        "person_scope=region\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(MESSES); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(SETTINGS); k++) {
            GString *text = file_text(&MESSES[i], 17 * i + k, false);
            GString *quoted = file_text(&MESSES[i], 17 * i + k, true);
            char *expected = read_dump(SETTINGS[k], text->str, text->len, 1);
            expect_same("2 jobs", read_dump(SETTINGS[k], text->str, text->len, 2), expected);
            expect_same("7 jobs", read_dump(SETTINGS[k], text->str, text->len, 7), expected);
            expect_same("in quotation marks", read_dump(SETTINGS[k], quoted->str, quoted->len, 2), expected);
            expect_converted(SETTINGS[k], text, "WINDOWS-1252", expected);
            expect_converted(SETTINGS[k], text, "UTF-16LE", expected);
            g_free(expected);
            g_string_free(quoted, TRUE);
            g_string_free(text, TRUE);
        }
    }
}

/* What the first slices look like is not what the file is. */
static void the_whole_file_decides(void **unused)
{
    (void)unused;
    static const char SETTINGS[] = "[inputs]\noffers=o.csv\nstays=s.csv\n";
    static const struct mess PLAIN = {.line_end = "\n"};
    static const char *const LAST[] = {
        "P1;T1;autisme;851;;2023-01-01;;;;;;1.5;\n",           /* the other decimal mark */
        "I alt;T1;autisme;851;;2023-01-01;;;;;3;;\n",          /* a total row */
        "10-12;T1;autisme;851;;2023-01-01;;;;;;;\n",           /* an age group among the persons */
        "P1;T1;autisme;851;;2023-01-01;;;;;;;\xF8\n",          /* another encoding */
        "P1;T1;autisme;851;;2023-01-01;;;;;;;\xEF\xBF\xBD\n",  /* a letter lost earlier */
        "P1;T1;autisme;851;;2023-01-01;;;;;;;\"open\n;;;;;\n", /* a quotation mark that never closes */
        "123456789;T1;autisme;851;;2023-01-01;;;;;;;\n",       /* nine digits */
        "P1;T1;autisme;851;;2023-01-01;;;;;;;x\x1A",           /* Ctrl-Z at the end */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(LAST); i++) {
        GString *text = file_text(&PLAIN, i, false);
        g_string_append(text, LAST[i]);
        char *expected = read_dump(SETTINGS, text->str, text->len, 1);
        expect_same(LAST[i], read_dump(SETTINGS, text->str, text->len, 2), expected);
        expect_same(LAST[i], read_dump(SETTINGS, text->str, text->len, 7), expected);
        if (g_utf8_validate(text->str, -1, NULL) && strchr(LAST[i], '\x1A') == NULL && i != 4) {
            expect_converted(SETTINGS, text, "UTF-16LE", expected);
        }
        g_free(expected);
        g_string_free(text, TRUE);
    }
}

/* Bytes at random, with quotation marks where a record may have them and where it may not. UTF-16 is read in
 * one piece, every record by libcsv. */
static void random_bytes_are_cut_as_libcsv_cuts_them(void **unused)
{
    (void)unused;
    static const char SETTINGS[] =
        "[inputs]\noffers=o.csv\nstays=s.csv\n[conventions]\nunknown_offer=leave_out\n";
    static const char BYTES[] = ";;;;\n\r\"  \tabP123-.,|\xC3\xA5\xC3\xA6";
    static const struct mess PLAIN = {.line_end = "\n"};
    for (uint64_t round = 0; round < 12; round++) {
        GString *text = file_text(&PLAIN, round, false);
        GString *mixed = g_string_new(NULL);
        char **lines = g_strsplit(text->str, "\n", 700);
        for (guint i = 0; i + 1 < g_strv_length(lines); i++) {
            g_string_append_printf(mixed, "%s\n", lines[i]);
            for (uint32_t n = i > 3 && one_in(8) ? draw(60) : 0; n > 0; n--) {
                uint32_t at = draw(sizeof BYTES - 1);
                bool letter = (unsigned char)BYTES[at] >= 0x80;
                bool quote = BYTES[at] == '"' && round % 3 != 0;
                g_string_append_len(mixed, letter ? "\xC3\xA5" : quote ? "x" : BYTES + at, letter ? 2 : 1);
            }
        }
        char *expected = read_dump(SETTINGS, mixed->str, mixed->len, 1);
        expect_same("7 jobs", read_dump(SETTINGS, mixed->str, mixed->len, 7), expected);
        expect_converted(SETTINGS, mixed, "UTF-16LE", expected);
        g_free(expected);
        g_strfreev(lines);
        g_string_free(mixed, TRUE);
        g_string_free(text, TRUE);
    }
}

static void marks_are_where_they_stand(void **unused)
{
    (void)unused;
    static const char BYTES[] = ";\n\r\"abc\xC3\xA5 ,\t|";
    char text[700];
    uint32_t found[sizeof text + CSV_MARKS_SPARE];
    for (uint64_t round = 0; round < 2000; round++) {
        state = round;
        uint32_t length = draw(sizeof text), expected = 0;
        bool sparse = one_in(2);
        for (uint32_t i = 0; i < length; i++) {
            text[i] = sparse && !one_in(40) ? 'x' : BYTES[draw(sizeof BYTES - 1)];
        }
        size_t n = csv_marks_find(text, length, ';', found);
        for (uint32_t i = 0; i < length; i++) {
            if (strchr(";\n\r\"", text[i]) != NULL) {
                assert_true(expected < n);
                assert_int_equal(found[expected++], i);
            }
        }
        assert_int_equal(n, expected);
    }
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void keys_are_sorted(void **unused)
{
    (void)unused;
    for (uint64_t round = 0; round < 300; round++) {
        state = round;
        size_t n = draw(2000);
        uint64_t *keys = g_new(uint64_t, n + 1), *spare = g_new(uint64_t, n + 1),
                 *expected = g_new(uint64_t, n + 1);
        uint64_t mask = UINT64_MAX >> draw(64);
        for (size_t i = 0; i < n; i++) {
            expected[i] = keys[i] = (((uint64_t)draw(UINT32_MAX) << 32) ^ draw(UINT32_MAX)) & mask;
        }
        qsort(expected, n, sizeof *expected, compare_keys);
        const uint64_t *sorted = key_sort(keys, spare, n, 0);
        assert_memory_equal(sorted, expected, n * sizeof *expected);
        g_free(keys);
        g_free(spare);
        g_free(expected);
    }
}

/* Bits below the low one keep the order in which they came. */
static void equal_keys_keep_their_order(void **unused)
{
    (void)unused;
    uint64_t keys[500], spare[500];
    for (uint64_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        keys[i] = (i * 37 % 5) << 16 | (G_N_ELEMENTS(keys) - i);
    }
    const uint64_t *sorted = key_sort(keys, spare, G_N_ELEMENTS(keys), 16);
    for (size_t i = 1; i < G_N_ELEMENTS(keys); i++) {
        assert_true(sorted[i - 1] >> 16 <= sorted[i] >> 16);
        assert_true(sorted[i - 1] >> 16 != sorted[i] >> 16 ||
                    (sorted[i - 1] & 0xFFFF) > (sorted[i] & 0xFFFF));
    }
}

static void persons_are_told_apart(void **unused)
{
    (void)unused;
    struct person_table *table = person_table_new();
    static const char *const NAMES[] = {"p%u", "person %u", "a person of many letters %u"};
    char texts[3000][40];
    struct person_query queries[3000];
    for (size_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 3000; i++) {
            g_snprintf(texts[i], sizeof texts[i], NAMES[i % 1000 % 3], i % 1000);
            queries[i] = (struct person_query){.text = texts[i],
                                               .hash = text_hash(texts[i], strlen(texts[i])),
                                               .length = (uint32_t)strlen(texts[i]),
                                               .sender = i / 1000};
        }
        person_table_add(table, queries, 3000);
        for (uint32_t i = 0; i < 3000; i++) {
            assert_int_equal(person_table_number(table, queries[i].handle), i);
        }
    }
    assert_int_equal(person_table_size(table), 3000);
    uint32_t sender;
    size_t length;
    const char *text = person_table_text(table, 1234, &sender, &length);
    assert_int_equal(sender, 1);
    assert_int_equal(length, 4);
    assert_memory_equal(text, "p234", 4);
    assert_null(person_table_text(table, 3000, &sender, &length));
    person_table_free(table);
}

#define OFFERS 300
#define DEALT (3 * STAY_BINS * STAY_BLOCK_ROWS / 2)

/* The rows of all bins, which hold the offers they should: how many, and the sum of their lines. */
static void count_dealt(struct stays *stays, size_t *n, uint64_t *lines)
{
    *n = *lines = 0;
    for (size_t bin = 0; bin < STAY_BINS; bin++) {
        GPtrArray *blocks = stay_bins_take(stays, bin);
        for (guint k = 0; k < blocks->len; k++) {
            struct stay_block *block = g_ptr_array_index(blocks, k);
            for (size_t i = 0; i < block->n; i++, (*n)++) {
                assert_int_equal(block->rows[i].offer >> stays->bin_bits, bin);
                *lines += block->rows[i].line;
            }
            g_free(block);
        }
        g_ptr_array_unref(blocks);
    }
}

/* A file that is read once more takes its own rows back, and no others. */
static void bins_forget_a_file(void **unused)
{
    (void)unused;
    struct stays stays = {.n_memories = 1};
    struct stay *rows = g_new0(struct stay, DEALT);
    uint64_t sum = 0, found;
    size_t n;
    for (uint32_t i = 0; i < DEALT; i++) {
        rows[i].offer = draw(OFFERS);
        rows[i].line = i;
        sum += i;
    }
    stay_bins_init(&stays);
    stay_bins_divide(&stays, OFFERS);
    stay_bins_deal(&stays, rows, DEALT);
    stay_bins_keep(&stays);
    stay_bins_deal(&stays, rows, DEALT);
    stay_bins_restore(&stays);
    count_dealt(&stays, &n, &found);
    assert_int_equal(n, DEALT);
    assert_int_equal(found, sum);
    stay_bins_clear(&stays);
    g_free(rows);
}

static void hashes_near_and_far_are_the_same(void **unused)
{
    (void)unused;
    char text[80];
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (char)(i * 31 + 7);
    }
    for (size_t n = 0; n <= 40; n++) {
        uint64_t hash = text_hash(text, n);
        assert_true(hash == text_hash_near(text, n));
        char other[80];
        memcpy(other, text, sizeof text);
        other[n]++; /* behind the text */
        assert_true(hash == text_hash_near(other, n));
        if (n > 0) {
            other[n / 2] ^= 1;
            assert_true(hash != text_hash(other, n));
        }
    }
}

/* The short way of looking at the encoding and the long one. */
static void whole_text_is_seen_alike(void **unused)
{
    (void)unused;
    static const char *const PIECES[] = {
        "abc",  "\xC3\xA6", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xEF\xBF\xBD",
        "\xC3", "\x80",     "\xED\xA0\x80", "\xC0\xAF",         "0123456789012345"};
    for (uint64_t round = 0; round < 3000; round++) {
        state = round;
        GString *text = g_string_new(NULL);
        size_t n = draw(40), good = one_in(2) ? 5 : G_N_ELEMENTS(PIECES);
        for (size_t i = 0; i < n; i++) {
            g_string_append(text, PIECES[draw((uint32_t)good)]);
        }
        struct encoding_evidence slow = {0}, fast = {0};
        encoding_observe(&slow, (const unsigned char *)text->str, text->len);
        bool whole = encoding_observe_whole(&fast, (const unsigned char *)text->str, text->len);
        assert_int_equal(whole, slow.broken + slow.n_pending == 0);
        if (whole) {
            assert_true(fast.whole == slow.whole && fast.lost == slow.lost && fast.n_bytes == slow.n_bytes);
            assert_memory_equal(fast.head, slow.head, sizeof slow.head);
        }
        g_string_free(text, TRUE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_give_what_one_piece_gives),
        cmocka_unit_test(the_whole_file_decides),
        cmocka_unit_test(random_bytes_are_cut_as_libcsv_cuts_them),
        cmocka_unit_test(marks_are_where_they_stand),
        cmocka_unit_test(keys_are_sorted),
        cmocka_unit_test(equal_keys_keep_their_order),
        cmocka_unit_test(persons_are_told_apart),
        cmocka_unit_test(bins_forget_a_file),
        cmocka_unit_test(hashes_near_and_far_are_the_same),
        cmocka_unit_test(whole_text_is_seen_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
