/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project file: defaults, every key with good and bad values, and what is said about wrong lines. */
#include "vifte/project_file.h"

#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/project.h"
#include "vifte/project_keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SHARE "tests/data/good-catalog"
#define HEAD "[project]\ntitle = T\nregion = 81\nfrom = 2019-01-01\nto = 2024-12-31\n"
#define GROUP "[group a]\nname.en = A\n"

/* A folder of its own for every test that needs files. */
struct place {
    char *folder;
};

static int set_up(void **state)
{
    struct place *place = g_new0(struct place, 1);
    place->folder = g_dir_make_tmp("vifte-project-XXXXXX", NULL);
    *state = place;
    return place->folder == NULL;
}

static void remove_all(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        char *inside = g_build_filename(path, name, NULL);
        remove_all(inside);
        g_free(inside);
    }
    if (dir != NULL) {
        g_dir_close(dir);
    }
    (void)g_remove(path);
}

static int tear_down(void **state)
{
    struct place *place = *state;
    remove_all(place->folder);
    g_free(place->folder);
    g_free(place);
    return 0;
}

static void write_file(const struct place *place, const char *name, const char *bytes, gssize length)
{
    char *path = g_build_filename(place->folder, name, NULL);
    char *folder = g_path_get_dirname(path);
    assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
    assert_true(g_file_set_contents(path, bytes, length, NULL));
    g_free(folder);
    g_free(path);
}

static struct project *read_text(const struct place *place, const char *text, struct diag *diag)
{
    write_file(place, "project.ini", text, -1);
    return project_read(place->folder, SHARE, diag);
}

/* "E403 3 regoin|E404 ..." in reading order. */
static char *summary(struct diag *diag)
{
    GString *out = g_string_new(NULL);
    diag_sort(diag);
    for (size_t i = 0; i < diag_size(diag); i++) {
        const struct finding *finding = diag_get(diag, i);
        g_string_append_printf(out, "%s%s %d %s", i > 0 ? "|" : "", finding->kind->code,
                               (int)finding->pos.line, finding->column != NULL ? finding->column : "-");
    }
    return g_string_free(out, FALSE);
}

static void assert_findings(struct diag *diag, const char *expected)
{
    char *found = summary(diag);
    assert_string_equal(found, expected);
    g_free(found);
}

/* The cure of the first finding of a line; "" when there is none. */
static const char *cure_at(const struct diag *diag, uint64_t line)
{
    for (size_t i = 0; i < diag_size(diag); i++) {
        if (diag_get(diag, i)->pos.line == line && diag_get(diag, i)->cure != NULL) {
            return diag_get(diag, i)->cure;
        }
    }
    return "";
}

static void test_defaults(void **state)
{
    struct diag *diag = diag_new();
    struct project *project = read_text(*state, HEAD GROUP, diag);
    assert_non_null(project);
    assert_int_equal(diag_size(diag), 0);
    assert_string_equal(project->title, "T");
    assert_int_equal(project->region, 81);
    assert_int_equal(project->from_year, 2019);
    assert_int_equal(project->to_year, 2024);
    assert_int_equal(project->from_day, date_from_ymd(2019, 1, 1));
    assert_int_equal(project->to_day, date_from_ymd(2025, 1, 1));
    assert_int_equal(project->language, LANGUAGE_DA);
    assert_int_equal(project->audience, AUDIENCE_PUBLIC);
    assert_int_equal(project->freeze, DAY_OPEN);
    assert_int_equal(project->threshold, 5);
    assert_int_equal(project->cooperation_threshold, 3);
    assert_int_equal(project->zero, ZERO_SHOW);
    assert_int_equal(project->offer_occupancy, OFFER_OCCUPANCY_PERCENT);
    assert_int_equal(project->dominance_n, 2);
    assert_true(project->dominance_k == 85.0 && project->p_percent == 10.0);
    assert_int_equal(project->stay_end, STAY_END_INCLUSIVE);
    assert_int_equal(project->occupancy_basis, OCCUPANCY_PAID);
    assert_int_equal(project->person_scope, PERSONS_PER_SENDER);
    assert_int_equal(project->unknown_offer, UNKNOWN_OFFER_ERROR);
    assert_int_equal(project->age_at, AGE_AT_31_DECEMBER);
    assert_int_equal(project->episode_gap_days, 14);
    assert_int_equal(project->n_age_bands, 7);
    assert_int_equal(project->age_bands[1].from, 6);
    assert_int_equal(project->age_bands[1].to, 11);
    assert_int_equal(project->age_bands[6].to, AGE_OPEN);
    assert_false(project->stays_complete_all);
    assert_true(project->low_limit == 0.0 && project->service_level == 0.95);
    assert_int_equal(project->forecast_years, 5);
    assert_int_equal(project->forecast_draws, 10000);
    assert_true(project->false_alarms_per_year == 1.0 && project->follow_below_pct_of_break_even == 100.0);
    assert_int_equal(project->dialogue_buyers_lost, 1);
    assert_true(project->largest_share == 0.5);
    assert_int_equal(project->groups[0].age.from, 0);
    assert_int_equal(project->groups[0].age.to, AGE_OPEN);
    assert_int_equal(project->groups[0].clusters_only, CLUSTERS_BY_RULE);
    assert_false(project->groups[0].age_filters_citizens);
    project_free(project);
    diag_free(diag);
}

/* Good and bad values of every key, apart from the names of inputs, which share one setter. */
static const struct {
    const char *section, *key, *good, *bad;
} VALUES[] = {
    {"project", "title", "Små målgrupper", ""},
    {"project", "region", "1081", "Nordjylland"},
    {"project", "region", "all", "-1"},
    {"project", "from", "01.01.2019", "2019-01-02"},
    {"project", "from", "2019-01-01", "2019"},
    {"project", "to", "31/12/2024", "2024-12-30"},
    {"project", "to", "31-12-2024", "31-12-24"},
    {"project", "language", "en", "sv"},
    {"project", "audience", "Cooperation", "all"},
    {"project", "freeze", "2024-02-29", "2023-02-29"},
    {"project", "sender", "X", ""},
    {"project", "logo", "logo.png", "project.ini"},
    {"inputs", "offers", "project.ini", "no.csv"},
    {"inputs", "reports_for.0813", "825", "Læsø"},
    {"columns stays", "person", "Løbenr", ""},
    {"format stays", "encoding", "windows-1252", "klingon-8"},
    {"format stays", "separator", "tab", "semicolon"},
    {"format stays", "separator", ";", ":"},
    {"format stays", "decimal", ",", "'"},
    {"format stays", "thousands", "space", "5"},
    {"format stays", "sheet", "2024", ""},
    {"format stays", "header_row", "4", "0"},
    {"format stays", "date", "mdy", "american"},
    {"group a", "name.da", "A", ""},
    {"group a", "name.en", "A", ""},
    {"group a", "match", "x;y", ""},
    {"group a", "age", "65-", "17-0"},
    {"group a", "age", "18", "18+"},
    {"group a", "age_filters_citizens", "yes", "maybe"},
    {"group a", "theme", "autisme", ""},
    {"group a", "clusters_only", "By  rule", "rule"},
    {"group a", "note", "N", ""},
    {"clusters", "Thy, Mors", "787;0773", "787;Morsø"},
    {"clusters", "Thy, Mors", "787;0773", "787,773"},
    {"clusters", "Thy, Mors", "787;0773", "787;0787"},
    {"disclosure", "threshold", "10", "0"},
    {"disclosure", "cooperation_threshold", "1", "3.5"},
    {"disclosure", "zero", "hide", "no"},
    {"disclosure", "offer_occupancy", "hide", "95"},
    {"disclosure", "dominance_n", "1", "-1"},
    {"disclosure", "dominance_k", "82,5", "101"},
    {"disclosure", "p_percent", "12.5", "12.500"},
    {"disclosure", "coarsen.need_profile", "age", ""},
    {"conventions", "stay_end", "exclusive", "half-open"},
    {"conventions", "occupancy_basis", "present", "days"},
    {"conventions", "person_scope", "region", "country"},
    {"conventions", "episode_gap_days", "0", "14 days"},
    {"conventions", "unknown_offer", "leave_out", "leave out"},
    {"conventions", "age_at", "1 january", "1 July"},
    {"conventions", "age_bands", "0-17;18-", "0-17;17-"},
    {"occupancy", "stays_complete", "T1;T2", ""},
    {"occupancy", "low_limit", "85 %", "85"},
    {"rates", "floor", "96,5", "965"},
    {"rates", "floor_short", "90", "x"},
    {"rates", "recommended_max", "98", "-1"},
    {"rates", "set_aside_pct", "5", "5 %"},
    {"rates", "days", "366", "367"},
    {"rates", "overhead", "4.5", "1e2"},
    {"rates", "refund_limit_1.2023", "870000", "870.000"},
    {"balance", "service_level", "0,99", "1.2"},
    {"forecast", "years", "10", "0"},
    {"forecast", "draws", "1000", "10.000"},
    {"cooperation", "false_alarms_per_year", "0.5", "-0.5"},
    {"cooperation", "follow_below_pct_of_break_even", "95", "low"},
    {"cooperation", "dialogue_buyers_lost", "2", "two"},
    {"cooperation", "largest_share", "0.4", "150 %"},
    {"texts", "approved", "a", "b"},
    {"initiatives", "Fælles, tidlig", "I gang; drøftes", "I gang"},
};

/* A project with `value` for the key; whatever else must be there comes from HEAD and GROUP. */
static char *project_with(const char *section, const char *key, const char *value, uint64_t *line)
{
    GString *text = g_string_new(NULL);
    static const char *const HEADS[] = {"title = T", "region = 81", "from = 2019-01-01", "to = 2024-12-31"};
    g_string_append(text, "[project]\n");
    *line = 1;
    for (size_t i = 0; i < G_N_ELEMENTS(HEADS); i++) {
        bool same = strcmp(section, "project") == 0 && strncmp(HEADS[i], key, strlen(key)) == 0;
        if (!same) {
            g_string_append_printf(text, "%s\n", HEADS[i]);
            ++*line;
        }
    }
    if (strcmp(section, "group a") != 0) {
        g_string_append(text, strcmp(section, "project") != 0 ? "[group a]\n" : "");
        *line += strcmp(section, "project") != 0;
    }
    if (strcmp(section, "project") != 0) {
        g_string_append_printf(text, "[%s]\n", section);
        ++*line;
    }
    g_string_append_printf(text, "%s = %s\n", key, value);
    ++*line;
    g_string_append(text, strcmp(section, "project") == 0 ? "[group a]\n" : "");
    return g_string_free(text, FALSE);
}

static void test_values(void **state)
{
    write_file(*state, "logo.png", "\x89PNG\r\n\x1a\n....", -1);
    for (size_t i = 0; i < G_N_ELEMENTS(VALUES); i++) {
        uint64_t line;
        struct diag *diag = diag_new();
        char *good = project_with(VALUES[i].section, VALUES[i].key, VALUES[i].good, &line);
        struct project *project = read_text(*state, good, diag);
        if (project == NULL || diag_size(diag) != 0) {
            fail_msg("[%s] %s = %s refused: %s", VALUES[i].section, VALUES[i].key, VALUES[i].good,
                     summary(diag));
        }
        project_free(project);
        diag_free(diag);
        g_free(good);

        diag = diag_new();
        char *bad = project_with(VALUES[i].section, VALUES[i].key, VALUES[i].bad, &line);
        project = read_text(*state, bad, diag);
        if (diag_size(diag) != 1 || diag_get(diag, 0)->pos.line != line ||
            strcmp(diag_get(diag, 0)->column, VALUES[i].key) != 0 ||
            strcmp(diag_get(diag, 0)->pos.file, "project.ini") != 0) {
            fail_msg("[%s] %s = %s at %d: %s", VALUES[i].section, VALUES[i].key, VALUES[i].bad, (int)line,
                     summary(diag));
        }
        project_free(project);
        diag_free(diag);
        g_free(bad);
    }
}

static void test_every_key_is_documented_and_tested(void **state)
{
    (void)state;
    const struct project_key *keys;
    size_t n = project_keys(&keys);
    assert_true(n > 60);
    for (size_t i = 0; i < n; i++) {
        assert_true(keys[i].values != NULL && *keys[i].values != '\0');
        assert_true(keys[i].meaning != NULL && *keys[i].meaning != '\0');
        assert_non_null(keys[i].set);
        bool tested = strcmp(keys[i].section, "inputs") == 0; /* one setter; senders below */
        for (size_t j = 0; j < G_N_ELEMENTS(VALUES) && !tested; j++) {
            char *argument = NULL;
            tested = project_keys_find(VALUES[j].section, VALUES[j].key, &argument) == &keys[i];
            g_free(argument);
        }
        if (!tested) {
            fail_msg("[%s] %s has no test", keys[i].section, keys[i].key);
        }
    }
}

static void test_encodings(void **state)
{
    (void)state;
    static const char *const FILES[] = {"tests/data/good-project-windows-1252.ini",
                                        "tests/data/good-project-bom.ini"};
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        struct diag *diag = diag_new();
        struct project *project = project_read(FILES[i], SHARE, diag);
        assert_int_equal(diag_size(diag), 0);
        assert_non_null(project);
        assert_string_equal(project->title, "Små målgrupper");
        assert_string_equal(project->folder, "tests/data");
        assert_int_equal(project->region, 81);
        const struct group *group = &project->groups[0];
        assert_string_equal(group->name.label, "Børn med autisme");
        assert_string_equal(group->match[0], "autisme");
        assert_string_equal(group->match[1], "asf");
        assert_string_equal(group->match[2], "dobbelt; diagnose");
        assert_string_equal(group->match[3], "boern med autisme"); /* the name; the id is there already */
        assert_null(group->match[4]);
        const struct cluster *cluster = g_ptr_array_index(project->clusters, 0);
        assert_string_equal(cluster->name.code, "Læsø og Vendsyssel");
        assert_int_equal(cluster->n_codes, 2);
        assert_int_equal(cluster->codes[1], 860);
        project_free(project);
        diag_free(diag);
    }
}

/* Known before the file is read: its own errors are told in it. */
static void test_language_first(void **state)
{
    static const char ENGLISH[] = "[project]\nbogus = 1\nlanguage = en\n",
                      DANISH[] = "[project]\nbogus = 1\n";
    const char *folder = ((struct place *)*state)->folder;
    write_file(*state, "project.ini", ENGLISH, sizeof ENGLISH - 1);
    assert_int_equal(project_language(folder), LANGUAGE_EN);
    write_file(*state, "project.ini", DANISH, sizeof DANISH - 1);
    assert_int_equal(project_language(folder), LANGUAGE_DA);
    assert_int_equal(project_language("tests/data/no-such-folder"), LANGUAGE_DA);
}

static void test_not_text(void **state)
{
    struct diag *diag = diag_new();
    static const char DAMAGED[] = HEAD GROUP "note = a\0b\nage = 0-17\nname.da = \xEF\xBF\xBD\n";
    write_file(*state, "project.ini", DAMAGED, sizeof DAMAGED - 1);
    assert_null(project_read(((struct place *)*state)->folder, SHARE, diag));
    assert_findings(diag, "E103 8 -|E102 10 -");
    diag_free(diag);

    diag = diag_new();
    assert_null(project_read("tests/data/no-such-folder", SHARE, diag));
    assert_findings(diag, "E101 0 -");
    assert_int_equal(diag_exit_status(diag, false), 66);
    diag_free(diag);
}

static void test_given_twice(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    assert_null(project_read("tests/data/bad-project-key-twice.ini", SHARE, diag));
    assert_findings(diag, "E404 6 title|E404 14 project");
    assert_int_equal(diag_exit_status(diag, false), 78);
    char *text = diag_format(diag_get(diag, 0));
    assert_non_null(strstr(text, "bad-project-key-twice.ini:6: title: given already on line 2"));
    g_free(text);
    diag_free(diag);
}

static void test_malformed(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    assert_null(project_read("tests/data/bad-project-malformed.ini", SHARE, diag));
    assert_findings(diag, "E401 1 -|E401 2 -|E401 3 -|E401 9 -|E401 10 -");
    diag_free(diag);
}

static void test_unknown_names(void **state)
{
    (void)state;
    static const struct {
        uint64_t line;
        const char *nearest;
    } PROPOSALS[] = {{3, "'region'"},       {7, "[disclosure] threshold"},
                     {9, "'inputs'"},       {14, "'stays'"},
                     {15, "'sender.FILE'"}, {17, "'stays'"},
                     {21, "'person'"},      {27, "'name.da'"},
                     {30, "'floor'"},       {31, "'overhead'"}};
    struct diag *diag = diag_new();
    assert_null(project_read("tests/data/bad-project-unknown.ini", SHARE, diag));
    assert_findings(diag, "E403 3 regoin|E403 7 threshold|E402 9 inptus|E403 14 stay|E403 15 sendr.x.csv|"
                          "E402 17 columns stayz|E403 21 persom|E402 23 group Big|E403 27 name|E403 30 flor|"
                          "E403 31 overheat.2024|E403 32 floor.then");
    for (size_t i = 0; i < G_N_ELEMENTS(PROPOSALS); i++) {
        assert_non_null(strstr(cure_at(diag, PROPOSALS[i].line), PROPOSALS[i].nearest));
    }
    diag_free(diag);
}

static void test_missing_keys(void **state)
{
    struct diag *diag = diag_new();
    assert_null(read_text(*state, "\n[project]\nlanguage = en\n", diag));
    assert_findings(diag, "E406 0 -|E406 2 from|E406 2 region|E406 2 title|E406 2 to");
    diag_free(diag);

    diag = diag_new();
    assert_null(read_text(
        *state, "[project]\ntitle = T\nregion = 81\nfrom = 2024-01-01\nto = 2023-12-31\n" GROUP, diag));
    assert_findings(diag, "E405 5 to");
    diag_free(diag);
}

static void test_masking(void **state)
{
    struct diag *diag = diag_new();
    assert_null(read_text(*state,
                          HEAD "language = \x1b[2J"
                               "0123456789012345678901234567890123456789\n" GROUP,
                          diag));
    assert_findings(diag, "E405 6 language");
    assert_null(strchr(diag_get(diag, 0)->message, '\x1b'));
    assert_null(strstr(diag_get(diag, 0)->message, "0123456789012345678901234567890"));
    diag_free(diag);
}

static void test_groups(void **state)
{
    struct diag *diag = diag_new();
    struct project *project =
        read_text(*state,
                  HEAD "[group b]\nmatch = A Name;ÅBEN\n[group a]\nname.da = Å\nname.en = a name\n"
                       "[texts]\napproved = a\n",
                  diag);
    assert_int_equal(diag_size(diag), 0);
    assert_int_equal(project->n_groups, 2);
    const struct group *b = &project->groups[0], *a = &project->groups[1];
    assert_string_equal(b->name.code, "b"); /* the order of the file */
    assert_string_equal(b->name.label, "b");
    assert_string_equal(b->match[0], "a name");
    assert_string_equal(b->match[1], "aaben");
    assert_string_equal(b->match[2], "b");
    assert_null(b->match[3]);
    assert_string_equal(a->match[0], "a");
    assert_string_equal(a->match[1], "aa");
    assert_null(a->match[2]); /* "a name" is the other group's */
    assert_string_equal(a->name.label, "Å");
    project_set_language(project, LANGUAGE_EN);
    assert_string_equal(a->name.label, "a name");
    assert_string_equal(b->name.label, "b");
    assert_true(project_text_approved(project, "a"));
    assert_false(project_text_approved(project, "b"));
    project_free(project);
    diag_free(diag);

    diag = diag_new();
    assert_null(read_text(*state, HEAD "[group a]\nmatch = x\n[group b]\nmatch = y;X\n", diag));
    assert_findings(diag, "E405 9 match");
    diag_free(diag);
}

static void test_lists_and_formats(void **state)
{
    struct diag *diag = diag_new();
    struct project *project =
        read_text(*state,
                  HEAD GROUP "[format stays]\nseparator = ;\ndecimal = ,\nthousands = space\n"
                             "[initiatives]\nN = a\\; b ; c\n[inputs]\nreports_for.813 = 825\n"
                             "[occupancy]\nstays_complete = T1; T2;\nlow_limit = 85 %\n"
                             "[disclosure]\ncoarsen.need_profile = age;sex\n",
                  diag);
    assert_int_equal(diag_size(diag), 0);
    const struct format_rule *format = project_format(project, "stays");
    assert_int_equal(format->separator, ';');
    assert_int_equal(format->decimal, ',');
    assert_int_equal(format->thousands, ' ');
    assert_null(project_format(project, "offers"));
    const struct initiative *initiative = g_ptr_array_index(project->initiatives, 0);
    assert_string_equal(initiative->status, "a; b");
    assert_string_equal(initiative->handling, "c");
    assert_int_equal(GPOINTER_TO_INT(g_hash_table_lookup(project->reports_for, GINT_TO_POINTER(813))), 825);
    assert_int_equal(project->stays_complete->len, 2);
    assert_string_equal(g_ptr_array_index(project->stays_complete, 1), "T2");
    assert_true(project->low_limit == 0.85);
    const struct coarsening *coarsening = g_ptr_array_index(project->coarsenings, 0);
    assert_string_equal(coarsening->table, "need_profile");
    assert_string_equal(coarsening->words[1], "sex");
    project_free(project);
    diag_free(diag);
}

static void test_inputs(void **state)
{
    struct place *place = *state;
    static const char *const FILES[] = {"forløb/b.csv", "forløb/a.csv",    "forløb/~$a.xlsx", "forløb/a.xlsx",
                                        "andre/a.csv",  "andre/x [1].csv", "tilbud.csv"};
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        write_file(place, FILES[i], "x", 1);
    }
    struct diag *diag = diag_new();
    struct project *project =
        read_text(place,
                  HEAD GROUP "[inputs]\noffers = tilbud.csv\n"
                             "stays = forløb/*.csv; forløb/*.xlsx;forløb/a*;andre/a.csv\n"
                             "needs = andre/x [1].csv\n"
                             "sender.forløb/a.csv = 851\nsender.a.csv = 810\n",
                  diag);
    assert_int_equal(diag_size(diag), 0);
    static const struct {
        const char *table, *display;
        int sender;
    } EXPECTED[] = {{"needs", "andre/x [1].csv", 0}, {"offers", "tilbud.csv", 0},
                    {"stays", "andre/a.csv", 810},   {"stays", "forløb/a.csv", 851},
                    {"stays", "forløb/a.xlsx", 0},   {"stays", "forløb/b.csv", 0}};
    assert_int_equal(project->inputs->len, G_N_ELEMENTS(EXPECTED));
    for (guint i = 0; i < project->inputs->len; i++) {
        const struct input_file *input = g_ptr_array_index(project->inputs, i);
        assert_string_equal(input->table, EXPECTED[i].table);
        assert_string_equal(input->display, EXPECTED[i].display);
        assert_int_equal(input->sender, EXPECTED[i].sender);
        assert_true(g_file_test(input->path, G_FILE_TEST_IS_REGULAR));
    }
    project_free(project);
    diag_free(diag);
}

/* Comments and names of sections, too. */
static void test_registration_numbers(void **state)
{
    struct diag *diag = diag_new();
    struct project *project = read_text(
        *state, HEAD GROUP "# ring til 010190-1234\n[group 0101901234]\nnote = om 010190-1234\n", diag);
    assert_findings(diag, "E201 8 -|E201 9 -|E201 10 -");
    project_free(project);
    diag_free(diag);
}

static void test_inputs_that_are_not_there(void **state)
{
    write_file(*state, "a.csv", "x", 1);
    write_file(*state, "c/x.txt", "x", 1);
    struct diag *diag = diag_new();
    struct project *project = read_text(
        *state, HEAD GROUP "[inputs]\noffers = a.csv;b.csv\nstays = c/*.csv\nneeds = c\nsender.x.csv = 851\n",
        diag);
    assert_findings(diag, "E405 12 sender.x.csv|E101 9 offers|E101 10 stays|E101 11 needs");
    assert_non_null(strstr(cure_at(diag, 12), "'a.csv'"));
    assert_non_null(strstr(cure_at(diag, 11), "c/*.csv")); /* a folder is no file */
    assert_non_null(project);                              /* the other inputs can be checked */
    assert_int_equal(project->inputs->len, 1);
    project_free(project);
    diag_free(diag);
}

/* The characters of a glob in the project's own folder mean themselves, as do decomposed letters. */
static void test_odd_names(void **state)
{
    struct place *place = *state;
    write_file(place, "a [b]*/ma\xCC\x8Al.csv", "x", 1); /* a and a combining ring */
    write_file(place, "a [b]*/project.ini", HEAD GROUP "[inputs]\noffers = m\xC3\xA5*.csv\n", -1);
    char *folder = g_build_filename(place->folder, "a [b]*", NULL);
    struct diag *diag = diag_new();
    struct project *project = project_read(folder, SHARE, diag);
    assert_int_equal(diag_size(diag), 0);
    assert_int_equal(project->inputs->len, 1);
    project_free(project);
    diag_free(diag);
    g_free(folder);
}

static double parameter(const struct project *project, const char *key, int year)
{
    const struct parameter *found = project_parameter(project, key, year);
    assert_non_null(found);
    return found->value;
}

static void test_parameters(void **state)
{
    struct diag *diag = diag_new();
    struct project *project = read_text(*state, HEAD GROUP, diag);
    assert_null(project_parameter(project, "floor", 2012));
    assert_true(parameter(project, "floor", 2013) == 95.5);
    assert_true(parameter(project, "floor", 2016) == 95.5);
    assert_true(parameter(project, "floor", 2024) == 95.0);
    assert_string_equal(project_parameter(project, "floor", 2024)->status, "I");
    assert_true(parameter(project, "overhead", 2024) == 6.0);
    assert_null(project_parameter(project, "overhead", 2025)); /* looked for, not found */
    assert_null(project_parameter(project, "overhead", 2026));
    assert_null(project_parameter(project, "no_such", 2024));
    project_free(project);

    project =
        read_text(*state, HEAD GROUP "[rates]\nfloor.2020 = 97\nfloor = 96\noverhead.2025 = 4,5\n", diag);
    assert_int_equal(diag_size(diag), 0);
    assert_true(parameter(project, "floor", 2010) == 96.0);
    assert_true(parameter(project, "floor", 2020) == 97.0);
    assert_true(parameter(project, "floor", 2021) == 96.0);
    assert_string_equal(project_parameter(project, "floor", 2021)->status, "project");
    assert_string_equal(project_parameter(project, "floor", 2021)->unit, "percent");
    assert_true(parameter(project, "overhead", 2024) == 6.0);
    assert_true(parameter(project, "overhead", 2026) == 4.5);
    project_free(project);
    diag_free(diag);
}

static void test_broken_share(void **state)
{
    struct place *place = *state;
    struct diag *diag = diag_new();
    write_file(place, "project.ini", HEAD GROUP, -1);
    assert_null(project_read(place->folder, place->folder, diag));
    assert_findings(diag, "E101 0 -");
    assert_string_equal(diag_get(diag, 0)->pos.file, "catalog/parameters.csv");
    diag_free(diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_defaults, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_values, set_up, tear_down),
        cmocka_unit_test(test_every_key_is_documented_and_tested),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test_setup_teardown(test_language_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_not_text, set_up, tear_down),
        cmocka_unit_test(test_given_twice),
        cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_unknown_names),
        cmocka_unit_test_setup_teardown(test_missing_keys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_masking, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_groups, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_lists_and_formats, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_inputs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_registration_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_inputs_that_are_not_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_odd_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_parameters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_broken_share, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
