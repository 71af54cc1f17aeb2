/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Charts from released tables: nothing that comes from a file can run or break a script, a hidden figure
 * leaves no trace, and the titles say what the cells do. Draws with the real gnuplot, from plots/ in the
 * working folder.
 */
#include "../../src/output/chart_kinds.h"
#include "../../src/output/chart_private.h"
#include "vifte/chart_svg.h"
#include "vifte/chart_text.h"
#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/disclose.h"
#include "vifte/gnuplot.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/outdir.h"
#include "vifte/output.h"
#include "vifte/released.h"
#include "vifte/table.h"

#include <glib/gstdio.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define HOSTILE "`touch CANARY` {/:Bold x}' system(\"touch CANARY\") @m \"q\" <b>&amp; #%s \\n\n\x01$x"

/* --- text --- */

static char *quoted(const char *text)
{
    GString *out = g_string_new(NULL);
    chart_text_quote(out, text);
    return g_string_free(out, FALSE);
}

static void quoting_leaves_nothing_to_evaluate(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Brønderslev", "'Brønderslev'"},   {"d'Orange", "'d'.\"'\".'Orange'"},
        {"''x", "''.\"'\".''.\"'\".'x'"},   {"a_b^c@d&e~f", "'a\\_b\\^c\\@d\\&e\\~f'"},
        {"{/:Bold x}", "'\\{/:Bold x\\}'"}, {"a\\nb", "'a\\\\nb{}'"},
        {"`id` \"$x\"", "'`id` \"$x\"'"},   {"one\ntwo\x01", "'one two '"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *got = quoted(CASES[i][0]);
        assert_string_equal(got, CASES[i][1]);
        g_free(got);
    }
}

static void a_field_ends_where_it_should(void **state)
{
    (void)state;
    GString *out = g_string_new(NULL);
    chart_text_field(out, "a \"b\" \\n #c\td\n");
    assert_string_equal(out->str, "\"a ”b” \\\\n #c d \"");
    g_string_free(out, TRUE);
}

static void clean_text_is_one_line_of_xml(void **state)
{
    (void)state;
    char *clean = chart_text_clean("a\nb\x01\u202ec\uFFFE\xff");
    assert_string_equal(clean, "a b  c \uFFFD");
    g_free(clean);
}

static void lines_break_where_they_are_full(void **state)
{
    (void)state;
    /* 8 letters of 556/1000 em and 12 points (16 px) are 71.2 px. */
    assert_true(fabs(chart_text_width("abdeghno", 12) - 71.168) < 1e-9);
    char **two = chart_text_wrap("abdeghno abdeghno", 12, 75, 3);
    assert_int_equal(g_strv_length(two), 2);
    assert_string_equal(two[1], "abdeghno");
    g_strfreev(two);
    char **cut = chart_text_wrap("abdeghno abdeghno abdeghno", 12, 75, 2);
    assert_int_equal(g_strv_length(cut), 2);
    assert_true(g_str_has_suffix(cut[1], "…"));
    assert_true(chart_text_width(cut[1], 12) <= 75);
    g_strfreev(cut);
    char **none = chart_text_wrap("", 12, 75, 2);
    assert_int_equal(g_strv_length(none), 1);
    assert_string_equal(none[0], "");
    g_strfreev(none);
}

/* One letter after another: not all of them again for each that is cut off. */
static void a_very_long_word_is_cut_at_once(void **state)
{
    (void)state;
    char *word = g_strnfill(100000, '[');
    clock_t start = clock();
    char *line = chart_text_fit(word, 12, 75);
    assert_true(clock() - start < CLOCKS_PER_SEC);
    assert_string_equal(line, "[[[[[[[[[[[[[…"); /* 13 of 4.448 px and an ellipsis of 16 */
    g_free(line);
    g_free(word);
}

/* --- svg --- */

static void svg_is_named_and_described(void **state)
{
    (void)state;
    const char *drawn =
        "<?xml version=\"1.0\"?>\n<svg width=\"7\">\n<title>f</title>\n<desc>by gnuplot</desc>\n"
        "<g id=\"c\" ><title>'x.dat' using 1</title><use xlink:href='#gpPt0'/><path id='gpPt0'/>"
        "<text> id=\"c\" &lt;  > &#x41</text><g filter=\"url(#box)\"/></g></svg>\n";
    char *svg = chart_svg_finish(drawn, "a-b", "T <1>", "D & e", "da");
    assert_string_equal(svg,
                        "<?xml version=\"1.0\"?>\n<svg width=\"7\" font-family=\"Arial\" role=\"img\" "
                        "aria-labelledby=\"a-b-title "
                        "a-b-desc\" xml:lang=\"da\">\n<title id=\"a-b-title\">T &lt;1&gt;</title>\n"
                        "<desc id=\"a-b-desc\">D &amp; e</desc>\n\n\n\n"
                        "<use xlink:href='#a-b-gpPt0'/><path id='a-b-gpPt0'/>"
                        "<text> id=\"c\" &lt;  &gt; &amp;#x41</text><g filter=\"url(#a-b-box)\"/></svg>\n");
    g_free(svg);
    assert_null(chart_svg_finish("<svg width=\"7\"><g>", "a", "", "", "da"));
    assert_null(chart_svg_finish("", "a", "", "", "da"));
}

static void svg_joins_what_is_alike(void **state)
{
    (void)state;
    const char *drawn = "<svg width=\"7\"><title>f</title><desc>d</desc>\n<defs>\n\t<path id='a' d='h1'/>\n"
                        "\t<path id='b' d='h2'/>\n</defs>\n<g x=\"1\">\n\t<path d='M0,0 L1,1'/>\n</g>\n"
                        "<g x=\"1\">\n</g>\n<g x=\"1\">\n\t<use xlink:href='#b'/>\n</g>\n<g x=\"2\">"
                        "<path d='M5,5  '/></g>\n<g filter=\"url(#b)\"><text>a b</text></g>\n"
                        "<g filter=\"url(#b)\"><text>c</text></g>\n</svg>\n";
    char *svg = chart_svg_finish(drawn, "n", "t", "e", "da");
    assert_non_null(svg);
    assert_non_null(strstr(svg, "<defs><path id='n-b' d='h2'/></defs><g x=\"1\"><path d='M0,0 L1,1'/>"
                                "<use xlink:href='#n-b'/></g><g filter=\"url(#n-b)\"><text>a b</text></g>"
                                "<g filter=\"url(#n-b)\"><text>c</text></g></svg>\n"));
    g_free(svg);
}

/* What gnuplot draws, in as few letters as draw the same. */
static void svg_is_short(void **state)
{
    (void)state;
    static const struct {
        const char *drawn, *kept;
    } CASES[] = {
        {"<g transform=\"translate(48.31,243.00)\" fill=\"rgb(89,  9,255)\" font-family=\"Arial\" >\n\t"
         "<text><tspan font-family=\"Arial\" >60 %</tspan></text></g>\n"
         "<g transform=\"translate(9.96,0.05)\" fill=\"rgb(89,  9,255)\" font-family=\"Arial\" ><text>b  "
         "c</text></g>",
         "<g fill=\"#5909ff\"><text x=\"48.3\" y=\"243\">60 %</text><text x=\"10\" y=\"0.1\">b  "
         "c</text></g>"},
        {"<g transform=\"translate(1.00,2.00) rotate(9.00)\"><text>r</text></g>",
         "<g transform=\"translate(1,2) rotate(9)\"><text>r</text></g>"},
        {"<g transform=\"translate(1.00,2.00)\" x=\"1\"><text><tspan font-family=\"Arial\"  "
         "font-weight=\"bold\" "
         ">B</tspan><tspan font-family=\"Arial\" >n</tspan></text></g>",
         "<g x=\"1\"><text x=\"1\" y=\"2\"><tspan font-weight=\"bold\">B</tspan>n</text></g>"},
        {"<g transform=\"translate(1.00,2.00)\" x=\"1\"><text></text></g>", ""},
        {"<g x=\"1\" stroke-linecap=\"butt\" stroke-linejoin=\"miter\"><path stroke='rgb( 18,  67, 109)' "
         "class=\"gridline\"  d='M653.17,-643.21\n\t\tL655.53,1.333  '/></g>",
         "<g x=\"1\"><path stroke='#12436d' d='M653.2,-643.2 L655.5,1.333'/></g>"},
        {"<g transform=\"translate(5)\"><text>r</text></g>",
         "<g transform=\"translate(5)\"><text>r</text></g>"},
        {"<g id=\"f_plot_1\" ><g x=\"1\"><rect/></g></g><g id=\"f_plot_2\" ><g x=\"1\"><rect/></g></g>",
         "<g x=\"1\"><rect/><rect/></g>"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *drawn =
            g_strconcat("<svg width=\"7\"><desc>d</desc>", CASES[i].drawn, "</svg>", NULL);
        g_autofree char *svg = chart_svg_finish(drawn, "n", "t", "e", "da");
        assert_non_null(svg);
        g_autofree char *body = g_strconcat("</desc>\n", CASES[i].kept, "</svg>\n", NULL);
        assert_string_equal(strstr(svg, "</desc>"), body);
    }
}

/* --- names of files --- */

/* Codes that look like another kind, another part, a script or nothing at all. */
static void no_two_pictures_share_a_file(void **state)
{
    (void)state;
    static const char *const CODES[] = {
        "",    "over-time", "Over Time", "cooperation", "other",
        "1",   "a-1",       "a",         "--",          "\xE6\x97\xA5\xE6\x9C\xAC",
        "no2", "occupancy"};
    struct chart_batch *batch = chart_batch_new();
    GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
    static const char *const SCRIPTS[] = {"citizens", "citizens_over_time", "occupancy", "profile",
                                          "tile_map"};
    for (size_t i = 0; i < G_N_ELEMENTS(SCRIPTS); i++) {
        g_hash_table_add(names, (void *)SCRIPTS[i]);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(CODES); i++) {
        struct chart_draft *drafts[] = {
            chart_begin(batch, "citizens", CODES[i], 0, "need"),
            chart_begin(batch, "citizens", CODES[i], 1, "need"),
            chart_begin(batch, "citizens_over_time", "", (unsigned)i, "need"),
            chart_begin(batch, "occupancy", CODES[i], 0, "need"),
            chart_begin_as(batch, "occupancy", "occupancy_other", "", 0, "need"),
            chart_begin_as(batch, "tile_map", "tile_map_occupancy", CODES[i], 0, "need"),
            chart_begin(batch, "tile_map", CODES[i], 0, "need"),
            chart_begin_offer(batch, "profile", CODES[i], "cooperation"),
        };
        for (size_t k = 0; k < G_N_ELEMENTS(drafts); k++) {
            if (!g_hash_table_add(names, drafts[k]->name)) {
                fail_msg("'%s' is used twice (code '%s')", drafts[k]->name, CODES[i]);
            }
        }
        assert_string_equal(drafts[0]->group, CODES[i]);
        assert_string_equal(drafts[4]->group, "");
        assert_string_equal(drafts[7]->group, ""); /* a group may have an offer's code */
        assert_string_equal(drafts[7]->offer, CODES[i]);
    }
    g_hash_table_unref(names);
    chart_batch_free(batch);
}

/* --- the process --- */

struct place {
    char *folder;
    struct diag *diag;
};

static struct place open_place(void)
{
    return (struct place){.folder = g_dir_make_tmp("vifte-chart-XXXXXX", NULL), .diag = diag_new()};
}

static void remove_files(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            remove_files(path);
        }
        g_remove(path);
        g_free(path);
    }
    if (dir != NULL) {
        g_dir_close(dir);
    }
}

static void close_place(struct place *place)
{
    remove_files(place->folder);
    g_rmdir(place->folder);
    g_free(place->folder);
    diag_free(place->diag);
}

static bool run_in(struct place *place, const char *commands, unsigned seconds)
{
    static const char *const OUTPUTS[] = {"o.svg", NULL};
    const struct gnuplot_part part = {commands, OUTPUTS, seconds};
    return gnuplot_run(place->folder, &part, 1, place->diag);
}

static const char *first_code(const struct place *place)
{
    return diag_size(place->diag) > 0 ? diag_get(place->diag, 0)->kind->code : "";
}

static void gnuplot_draws_in_its_folder(void **state)
{
    (void)state;
    struct place place = open_place();
    assert_true(run_in(&place, "set terminal svg\nset output 'o.svg'\nplot x\nunset output\n", 20));
    assert_int_equal(diag_size(place.diag), 0);
    close_place(&place);
}

static void gnuplot_fails_with_a_finding(void **state)
{
    (void)state;
    static const char *const COMMANDS[] = {
        "nonsense\n",                                           /* complains, exit status 1 */
        "",                                                     /* draws nothing */
        "set terminal svg\nset output 'o.svg'\nunset output\n", /* an empty file */
        "pause 60\n",                                           /* never ends */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++) {
        struct place place = open_place();
        gint64 start = g_get_monotonic_time();
        assert_false(run_in(&place, COMMANDS[i], 1));
        assert_true(g_get_monotonic_time() - start < 10 * G_USEC_PER_SEC);
        assert_string_equal(first_code(&place), "E503");
        close_place(&place);
    }
}

/* Another program in gnuplot's place: missing, deaf to its input, and talking without end. */
static void a_wrong_gnuplot_harms_nobody(void **state)
{
    (void)state;
    static const char *const PROGRAMS[] = {NULL, "#!/bin/sh\nexec <&-\nexit 0\n",
                                           "#!/bin/sh\nwhile :; do echo noise >&2; done\n"};
    char *path = g_strdup(g_getenv("PATH"));
    GString *long_script = g_string_new(NULL);
    for (int i = 0; i < 20000; i++) {
        g_string_append(long_script, "print 1 # a pipe holds 64 KiB\n");
    }
    for (size_t i = 0; i < G_N_ELEMENTS(PROGRAMS); i++) {
        struct place place = open_place();
        char *program = g_build_filename(place.folder, "gnuplot", NULL);
        if (PROGRAMS[i] != NULL) {
            assert_true(g_file_set_contents(program, PROGRAMS[i], -1, NULL));
            assert_int_equal(g_chmod(program, 0755), 0);
        }
        g_setenv("PATH", place.folder, TRUE);
        assert_false(run_in(&place, long_script->str, 2));
        assert_string_equal(first_code(&place), "E503");
        g_setenv("PATH", path, TRUE);
        g_free(program);
        close_place(&place);
    }
    g_string_free(long_script, TRUE);
    g_free(path);
}

/* --- pictures --- */

#define N_MUNICIPALITIES 4
#define MOST_GROUPS 13 /* one more than a picture of small panels holds */
#define FIRST_YEAR 2022
#define LAST_YEAR 2024

struct world {
    struct project project;
    struct group groups[MOST_GROUPS];
    struct region region;
    struct municipality municipalities[N_MUNICIPALITIES];
    uint32_t order[N_MUNICIPALITIES];
    struct model model;
    struct results results;
};

static struct world *make_world(const char *group_name)
{
    static const struct name AREAS[N_MUNICIPALITIES] = {
        {"810", "Brønderslev"}, {"825", "Læsø"}, {"860", "Hjørring"}, {"851", "Aalborg"}};
    struct world *world = g_new0(struct world, 1);
    world->groups[0].name = (struct name){"../x'`1`", group_name};
    world->groups[1].name = (struct name){"../X \"1\"", "Another"};
    world->groups[0].note = world->groups[1].note = (char *)"";
    world->project = (struct project){.title = (char *)group_name,
                                      .sender = (char *)"",
                                      .region = 81,
                                      .from_year = FIRST_YEAR,
                                      .to_year = LAST_YEAR,
                                      .threshold = 5,
                                      .cooperation_threshold = 3,
                                      .groups = world->groups,
                                      .n_groups = 2,
                                      .approved_texts = g_ptr_array_new()};
    world->region.name = (struct name){"81", "Nordjylland"};
    for (uint32_t i = 0; i < N_MUNICIPALITIES; i++) {
        world->order[i] = i;
        world->municipalities[i] = (struct municipality){
            .name = AREAS[i], .region = 81, .tile_col = (int)i, .short_name = "", .in_region = true};
    }
    world->model = (struct model){.project = &world->project,
                                  .regions = &world->region,
                                  .n_regions = 1,
                                  .municipalities = world->municipalities,
                                  .n_municipalities = N_MUNICIPALITIES,
                                  .region_order = world->order,
                                  .n_region = N_MUNICIPALITIES};
    return world;
}

static void free_world(struct world *world)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        if (world->results.tables[i] != NULL) {
            table_free(world->results.tables[i]);
        }
    }
    g_ptr_array_unref(world->project.approved_texts);
    g_free(world);
}

static struct table *add_table(struct world *world, enum table_id id)
{
    return world->results.tables[id] = table_new(registry_table(id));
}

static void add_need(struct table *need, const struct name *group, const struct name *area, int year,
                     int citizens, double rate)
{
    struct cell *row = table_add(need);
    row[NEED_GROUP] = cell_name(group);
    row[NEED_MUNICIPALITY] = cell_name(area);
    row[NEED_YEAR] = cell_year(year);
    row[NEED_CITIZENS] = cell_number(citizens, citizens);
    row[NEED_RATE] = cell_number(rate, citizens);
}

static void fill_need(struct world *world, struct table *need, int year, int small)
{
    static const struct name REGION = {"region", "Nordjylland"};
    for (int g = 0; g < 2; g++) {
        const struct name *group = &world->groups[g].name;
        for (int i = 0; i < N_MUNICIPALITIES; i++) {
            int citizens = i == 1 ? small : 20 + 10 * i;
            add_need(need, group, &world->municipalities[i].name, year, citizens, citizens / 2.0);
        }
        add_need(need, group, &REGION, year, 100 + 40 * (year - FIRST_YEAR), 15);
    }
}

/* Two offers, which borrow the groups' names; the second has `small` persons. */
static void fill_occupancy(struct world *world, struct table *occupancy, int year, int small)
{
    static const struct name OFFER = {"offer", "Offer"};
    for (int i = 0; i < 2; i++) {
        struct cell *row = table_add(occupancy);
        row[OCCUPANCY_YEAR_LEVEL] = cell_name(&OFFER);
        row[OCCUPANCY_YEAR_ID] = cell_name(&world->groups[i].name);
        row[OCCUPANCY_YEAR_YEAR] = cell_year(year);
        row[OCCUPANCY_YEAR_PLACE_DAYS] = cell_number(3650, CONTRIBUTORS_NONE);
        row[OCCUPANCY_YEAR_OCCUPANCY] = i == 0 ? cell_number(0.8, 8) : cell_number(small / 10.0, small);
        row[OCCUPANCY_YEAR_BUDGETED] = cell_number(0.95, CONTRIBUTORS_NONE);
        row[OCCUPANCY_YEAR_GAP_POINTS] = i == 0 ? cell_number(-15, 8) : cell_number(small, small);
    }
}

static void fill_offer(struct world *world, int year)
{
    static const struct name YES = {"yes", "yes"}, SECTION = {"SEL-107", "SEL § 107"};
    const struct name *group = &world->groups[0].name;
    struct cell *use = table_add(world->results.tables[TABLE_OFFERS_USED]);
    use[OFFERS_USED_GROUP] = cell_name(group);
    use[OFFERS_USED_YEAR] = cell_year(year);
    use[OFFERS_USED_OFFER] = cell_name(group);
    use[OFFERS_USED_COOPERATION] = cell_name(&YES);
    struct cell *places = table_add(world->results.tables[TABLE_SUPPLY]);
    places[SUPPLY_GROUP] = cell_name(group);
    places[SUPPLY_SECTION] = cell_name(&SECTION);
    places[SUPPLY_MUNICIPALITY] = cell_name(&world->municipalities[0].name);
    places[SUPPLY_YEAR] = cell_year(year);
    places[SUPPLY_PLACES] = cell_number(50, CONTRIBUTORS_NONE);
}

static void fill_shares(struct world *world, struct table *shares, int year)
{
    struct cell *row = table_add(shares);
    row[SELF_SUFFICIENCY_GROUP] = cell_name(&world->groups[0].name);
    row[SELF_SUFFICIENCY_YEAR] = cell_year(year);
    row[SELF_SUFFICIENCY_DAYS] = cell_number(1000, 100);
    row[SELF_SUFFICIENCY_OWN_MUNICIPALITY_SHARE] = cell_number(0.305, 100);
    row[SELF_SUFFICIENCY_IN_REGION_SHARE] = cell_number(0.604, 100);
    struct cell *whole = table_add(shares);
    whole[SELF_SUFFICIENCY_GROUP] = cell_name(&world->groups[1].name);
    whole[SELF_SUFFICIENCY_YEAR] = cell_year(year);
    whole[SELF_SUFFICIENCY_DAYS] = cell_number(1000, 100);
    whole[SELF_SUFFICIENCY_OWN_MUNICIPALITY_SHARE] = cell_empty(CELL_MISSING, REASON_NONE);
    whole[SELF_SUFFICIENCY_IN_REGION_SHARE] = cell_number(0.174, 100);
}

/* Læsø and one offer have `small` citizens; totals are given, not summed, so that nothing else varies with
 * it. */
static void fill(struct world *world, int small)
{
    static const enum table_id TABLES[] = {TABLE_NEED, TABLE_OCCUPANCY_YEAR, TABLE_OFFERS_USED, TABLE_SUPPLY,
                                           TABLE_SELF_SUFFICIENCY};
    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        add_table(world, TABLES[i]);
    }
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        fill_need(world, world->results.tables[TABLE_NEED], year, small);
        fill_occupancy(world, world->results.tables[TABLE_OCCUPANCY_YEAR], year, small);
        fill_offer(world, year);
        fill_shares(world, world->results.tables[TABLE_SELF_SUFFICIENCY], year);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        table_sort(world->results.tables[TABLES[i]]);
    }
}

static struct chart_set *draw(const struct world *world, enum audience audience, const char *out,
                              struct diag *diag)
{
    struct release_request request = {.audience = audience, .date = date_from_ymd(2025, 3, 1)};
    struct released *released = disclose_release(&world->results, &world->model, &request, diag);
    struct outdir *dir = outdir_begin(out, true, diag);
    struct chart_set *set = charts_write(released, "plots", dir, diag);
    assert_true(outdir_commit(dir, diag));
    released_free(released);
    return set;
}

static const struct chart *find_chart(const struct chart_set *set, const char *name)
{
    for (size_t i = 0; i < chart_set_size(set); i++) {
        if (strcmp(chart_set_at(set, i)->name, name) == 0) {
            return chart_set_at(set, i);
        }
    }
    fail_msg("no chart %s", name);
    return NULL;
}

static char *read_chart_file(const char *out, const char *file, gsize *length)
{
    char *path = g_build_filename(out, "charts", file, NULL);
    char *text = NULL;
    if (!g_file_get_contents(path, &text, length, NULL)) {
        fail_msg("no file %s", path);
    }
    g_free(path);
    return text;
}

static void titles_say_what_the_cells_do(void **state)
{
    (void)state;
    struct place place = open_place();
    struct world *world = make_world("Group");
    fill(world, 2);
    char *out = g_build_filename(place.folder, "out", NULL);
    struct chart_set *set = draw(world, AUDIENCE_INTERNAL, out, place.diag);
    assert_non_null(set);
    assert_string_equal(find_chart(set, "supply-demand")->title,
                        "More citizens than places in 1 of 1 target group");
    assert_string_equal(find_chart(set, "occupancy-cooperation")->title,
                        "Group: at least 5 percentage points under the budgeted occupancy");
    assert_string_equal(find_chart(set, "citizens-x-1")->title, "Most citizens per inhabitant in Aalborg");
    assert_string_equal(find_chart(set, "inside-outside")->title,
                        "Another: 83% of the days are spent outside Nordjylland");
    assert_string_equal(find_chart(set, "citizens-over-time")->title,
                        "Markedly more citizens in 2 of 2 target groups since 2022");
    assert_string_equal(find_chart(set, "citizens-x-1")->group, "../x'`1`");
    assert_non_null(strstr(find_chart(set, "citizens-x-1")->alternative, "smallest: Læsø (2)"));
    char *shares = read_chart_file(out, "inside-outside.dat", NULL);
    assert_non_null(
        strstr(shares, "0\t\"Group\"\t31\t29\t40\t\"\"\t60\n")); /* 30.5 and 60.4 per cent, to 100 */
    assert_non_null(strstr(shares, "\t\"not reported\"\t\"not reported\"\t83\t\"\"\t17\n"));
    assert_non_null(strstr(find_chart(set, "citizens-x-1")->svg, "Contains small numbers"));
    char *bars = read_chart_file(out, "supply-demand.gp", NULL);
    assert_non_null(strstr(bars, "END = 181.8\n")); /* more than the longest bar's 180 */
    g_free(bars);
    g_free(shares);
    g_free(out);
    chart_set_free(set);
    free_world(world);
    close_place(&place);
}

/* The title of a picture that is not drawn. */
static char *title_of(const struct world *world, const char *name)
{
    struct release_request request = {.audience = AUDIENCE_INTERNAL, .date = date_from_ymd(2025, 3, 1)};
    struct diag *diag = diag_new();
    struct released *released = disclose_release(&world->results, &world->model, &request, diag);
    struct chart_batch *batch = chart_batch_new();
    char *title = NULL;
    chart_kinds_draft(released, batch);
    for (guint i = 0; i < batch->drafts->len; i++) {
        const struct chart_draft *draft = g_ptr_array_index(batch->drafts, i);
        title = strcmp(draft->name, name) == 0 ? g_strdup(draft->title) : title;
    }
    chart_batch_free(batch);
    released_free(released);
    diag_free(diag);
    return title;
}

static void assert_title(const struct world *world, const char *name, const char *expected)
{
    g_autofree char *title = title_of(world, name);
    assert_non_null(title);
    assert_string_equal(title, expected);
}

/* Between 95 and 99.8 per cent nobody is named, but nor is it said that nobody stands out; and of numbers
 * that stand in forms nobody knows what chance would bring. */
static void titles_claim_no_more_than_is_known(void **state)
{
    (void)state;
    static const struct name HIGH = {"high95", "above 95 per cent"}, IN = {"in", "within 95 per cent"};
    static const struct name FORMS = {"forms_sum", "forms"};
    struct world *world = make_world("Group");
    fill(world, 2);
    struct table *need = world->results.tables[TABLE_NEED];
    for (size_t i = 0; i < table_rows(need); i++) {
        struct cell *row = table_row_mutable(need, i);
        bool high = row[NEED_MUNICIPALITY].name == &world->municipalities[0].name;
        bool region = strcmp(row[NEED_MUNICIPALITY].name->code, "region") == 0;
        row[NEED_SOURCE] = cell_name(&FORMS);
        row[NEED_FUNNEL] = region ? row[NEED_FUNNEL] : cell_name(high ? &HIGH : &IN);
    }
    assert_title(
        world, "citizens-x-1",
        "1 of the municipalities shown lies outside the 95 per cent limits around Nordjylland as a whole");
    assert_title(world, "citizens-over-time", "Citizens in the target groups, 2022\u20132024");
    free_world(world);
}

/* One citizen in a small municipality is a high rate and no news. The region's rate is 15. */
static void a_rate_is_named_when_its_interval_says_so(void **state)
{
    (void)state;
    static const struct {
        double lower;
        const char *title;
    } CASES[] = {{14, "No clear difference between the municipalities"},
                 {16, "Most citizens per inhabitant in Aalborg"}};
    struct world *world = make_world("Group");
    fill(world, 2);
    struct table *need = world->results.tables[TABLE_NEED];
    for (size_t k = 0; k < G_N_ELEMENTS(CASES); k++) {
        for (size_t i = 0; i < table_rows(need); i++) {
            table_row_mutable(need, i)[NEED_RATE_LOWER] = cell_number(CASES[k].lower, 9);
        }
        assert_title(world, "citizens-x-1", CASES[k].title);
    }
    free_world(world);
}

/* The last group stands on a picture of its own, for which the others' findings do not hold. */
static void a_part_has_a_title_of_its_own(void **state)
{
    (void)state;
    static const struct name REGION = {"region", "Nordjylland"}, EMPTY = {"y", "Empty"}, LAST = {"z", "Last"};
    struct world *world = make_world("Group");
    fill(world, 2);
    for (int i = 2; i < MOST_GROUPS; i++) {
        world->groups[i] = (struct group){.name = i < MOST_GROUPS - 1 ? EMPTY : LAST, .note = (char *)""};
    }
    world->project.n_groups = MOST_GROUPS;
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        add_need(world->results.tables[TABLE_NEED], &LAST, &REGION, year, 50, 5);
    }
    table_sort(world->results.tables[TABLE_NEED]);
    assert_title(world, "citizens-over-time-1", "Markedly more citizens in 2 of 2 target groups since 2022");
    assert_title(world, "citizens-over-time-2", "No clear change in the number of citizens, 2022\u20132024");
    free_world(world);
}

/* What an offer was when it was last seen is no finding about today. */
static void an_offer_unseen_in_the_last_year_is_no_finding(void **state)
{
    (void)state;
    struct world *world = make_world("Group");
    fill(world, 2);
    struct table *occupancy = world->results.tables[TABLE_OCCUPANCY_YEAR];
    for (size_t i = 0; i < table_rows(occupancy); i++) {
        struct cell *row = table_row_mutable(occupancy, i);
        if (row[OCCUPANCY_YEAR_ID].name == &world->groups[0].name &&
            row[OCCUPANCY_YEAR_YEAR].number == LAST_YEAR) {
            row[OCCUPANCY_YEAR_OCCUPANCY] = cell_empty(CELL_MISSING, REASON_NONE);
        }
    }
    assert_title(world, "occupancy-cooperation",
                 "The occupancy in 2024 is not shown for any of these offers");
    free_world(world);
}

/* From a year on other municipalities report than before: the curve is marked, and a note says why. */
static void a_series_that_rests_on_others_is_marked(void **state)
{
    (void)state;
    static const struct name SOME = {"2/3", "2 of 3"}, ALL = {"3/3", "3 of 3"};
    struct place place = open_place();
    struct world *world = make_world("Group");
    fill(world, 2);
    struct table *need = world->results.tables[TABLE_NEED];
    for (size_t i = 0; i < table_rows(need); i++) {
        struct cell *row = table_row_mutable(need, i);
        row[NEED_REPORTED_BY] = cell_name(row[NEED_YEAR].number > FIRST_YEAR ? &ALL : &SOME);
    }
    char *out = g_build_filename(place.folder, "out", NULL);
    struct chart_set *set = draw(world, AUDIENCE_INTERNAL, out, place.diag);
    assert_non_null(set);
    assert_non_null(
        strstr(find_chart(set, "citizens-over-time")->alternative, "another number of municipalities"));
    char *script = read_chart_file(out, "citizens-over-time.gp", NULL);
    assert_non_null(strstr(script, "array BREAK_SIGN[2] = [13, 13]"));
    g_free(script);
    g_free(out);
    chart_set_free(set);
    free_world(world);
    close_place(&place);
}

static void a_chart_is_five_files_and_its_scripts(void **state)
{
    (void)state;
    static const char *const FILES[] = {"citizens-x-1.gp",  "citizens-x-1.dat", "citizens-x-1.txt",
                                        "citizens-x-1.svg", "citizens-x-1.png", "citizens-x-1-no2.svg",
                                        "style.gp",         "citizens.gp"};
    struct place place = open_place();
    struct world *world = make_world("Group");
    fill(world, 2);
    char *out = g_build_filename(place.folder, "out", NULL);
    struct chart_set *set = draw(world, AUDIENCE_INTERNAL, out, place.diag);
    assert_non_null(set);
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        gsize length;
        char *text = read_chart_file(out, FILES[i], &length);
        assert_true(length > 0);
        g_free(text);
    }
    char *svg = read_chart_file(out, "citizens-x-1.svg", NULL);
    assert_string_equal(svg, find_chart(set, "citizens-x-1")->svg);
    g_free(svg);
    g_free(out);
    chart_set_free(set);
    free_world(world);
    close_place(&place);
}

static void assert_same_folders(const char *a, const char *b)
{
    GDir *dir = g_dir_open(a, 0, NULL);
    size_t n = 0;
    for (const char *name; (name = g_dir_read_name(dir)) != NULL; n++) {
        gsize length_a, length_b;
        char *path_a = g_build_filename(a, name, NULL);
        char *path_b = g_build_filename(b, name, NULL);
        char *text_a, *text_b;
        assert_true(g_file_get_contents(path_a, &text_a, &length_a, NULL));
        if (!g_file_get_contents(path_b, &text_b, &length_b, NULL)) {
            fail_msg("%s is not in both", name);
        }
        if (length_a != length_b || memcmp(text_a, text_b, length_a) != 0) {
            fail_msg("%s differs", name);
        }
        g_free(text_a);
        g_free(text_b);
        g_free(path_a);
        g_free(path_b);
    }
    g_dir_close(dir);
    assert_true(n > 20);
}

/* Whatever number under the threshold is hidden, every byte of every picture is the same. */
static void a_hidden_figure_leaves_no_trace(void **state)
{
    (void)state;
    struct place place = open_place();
    char *outs[2];
    for (int k = 0; k < 2; k++) {
        struct world *world = make_world("Group");
        fill(world, k == 0 ? 1 : 4);
        outs[k] = g_build_filename(place.folder, k == 0 ? "a" : "b", NULL);
        struct chart_set *set = draw(world, AUDIENCE_PUBLIC, outs[k], place.diag);
        assert_non_null(set);
        const struct chart *chart = find_chart(set, "citizens-x-1");
        assert_string_equal(chart->title, "Of those shown, most citizens per inhabitant in Aalborg");
        assert_non_null(strstr(chart->alternative, "1 figure is confidential"));
        assert_null(strstr(chart->svg, "not for publication"));
        chart_set_free(set);
        free_world(world);
    }
    char *data = read_chart_file(outs[0], "citizens-x-1.dat", NULL);
    assert_non_null(strstr(
        data, "1\t\"Læsø\"\t\"confidential\"\t\"confidential\"\t\"confidential\"\t\"confidential\"\t"));
    g_free(data);
    char *a = g_build_filename(outs[0], "charts", NULL);
    char *b = g_build_filename(outs[1], "charts", NULL);
    assert_same_folders(a, b);
    g_free(a);
    g_free(b);
    g_free(outs[0]);
    g_free(outs[1]);
    close_place(&place);
}

static void hostile_names_are_only_text(void **state)
{
    (void)state;
    struct place place = open_place();
    struct world *world = make_world(HOSTILE);
    for (int i = 0; i < N_MUNICIPALITIES; i++) {
        world->municipalities[i].name.label = HOSTILE;
    }
    fill(world, 2);
    char *out = g_build_filename(place.folder, "out", NULL);
    struct chart_set *set = draw(world, AUDIENCE_INTERNAL, out, place.diag);
    assert_non_null(set);
    for (size_t i = 0; i < chart_set_size(set); i++) {
        const struct chart *chart = chart_set_at(set, i);
        for (const char *p = chart->name; *p != '\0'; p++) {
            assert_true(g_ascii_islower(*p) || g_ascii_isdigit(*p) || *p == '-');
        }
        /* A well-formed picture: GLib's parser is strict enough to notice a stray mark. */
        static const GMarkupParser NOTHING = {NULL, NULL, NULL, NULL, NULL};
        GMarkupParseContext *context = g_markup_parse_context_new(&NOTHING, 0, NULL, NULL);
        assert_true(g_markup_parse_context_parse(context, chart->svg, -1, NULL));
        assert_true(g_markup_parse_context_end_parse(context, NULL));
        g_markup_parse_context_free(context);
        assert_null(strchr(chart->title, '\n'));
    }
    const char *drawn = find_chart(set, "citizens-x-1")->svg;
    assert_non_null(strstr(drawn, "`touch CANARY`"));
    assert_null(strstr(drawn, "<b>"));
    char *canary = g_build_filename(out, "charts", "CANARY", NULL);
    assert_false(g_file_test(canary, G_FILE_TEST_EXISTS));
    assert_false(g_file_test("CANARY", G_FILE_TEST_EXISTS));
    g_free(canary);
    g_free(out);
    chart_set_free(set);
    free_world(world);
    close_place(&place);
}

static void nothing_to_show_is_said(void **state)
{
    (void)state;
    struct place place = open_place();
    struct world *world = make_world("Group");
    add_table(world, TABLE_NEED);
    add_table(world, TABLE_SUPPLY);
    char *out = g_build_filename(place.folder, "out", NULL);
    struct chart_set *set = draw(world, AUDIENCE_PUBLIC, out, place.diag);
    assert_non_null(set);
    assert_int_equal(chart_set_size(set), 2);
    assert_non_null(strstr(find_chart(set, "citizens-over-time")->svg,
                           "No number of citizens can be shown for any target group."));
    assert_string_equal(first_code(&place), "N504");
    g_free(out);
    chart_set_free(set);
    free_world(world);
    close_place(&place);
}

static void no_tables_need_no_gnuplot(void **state)
{
    (void)state;
    struct place place = open_place();
    struct world *world = make_world("Group");
    char *path = g_strdup(g_getenv("PATH"));
    char *out = g_build_filename(place.folder, "out", NULL);
    g_setenv("PATH", place.folder, TRUE);
    struct chart_set *set = draw(world, AUDIENCE_PUBLIC, out, place.diag);
    g_setenv("PATH", path, TRUE);
    assert_non_null(set);
    assert_int_equal(chart_set_size(set), 0);
    assert_int_equal(diag_size(place.diag), 0);
    g_free(out);
    g_free(path);
    chart_set_free(set);
    free_world(world);
    close_place(&place);
}

int main(void)
{
    (void)signal(SIGPIPE, SIG_IGN); /* as in the program */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quoting_leaves_nothing_to_evaluate),
        cmocka_unit_test(a_field_ends_where_it_should),
        cmocka_unit_test(clean_text_is_one_line_of_xml),
        cmocka_unit_test(lines_break_where_they_are_full),
        cmocka_unit_test(a_very_long_word_is_cut_at_once),
        cmocka_unit_test(svg_is_named_and_described),
        cmocka_unit_test(svg_joins_what_is_alike),
        cmocka_unit_test(svg_is_short),
        cmocka_unit_test(no_two_pictures_share_a_file),
        cmocka_unit_test(gnuplot_draws_in_its_folder),
        cmocka_unit_test(gnuplot_fails_with_a_finding),
        cmocka_unit_test(a_wrong_gnuplot_harms_nobody),
        cmocka_unit_test(titles_say_what_the_cells_do),
        cmocka_unit_test(titles_claim_no_more_than_is_known),
        cmocka_unit_test(a_rate_is_named_when_its_interval_says_so),
        cmocka_unit_test(a_part_has_a_title_of_its_own),
        cmocka_unit_test(an_offer_unseen_in_the_last_year_is_no_finding),
        cmocka_unit_test(a_series_that_rests_on_others_is_marked),
        cmocka_unit_test(a_chart_is_five_files_and_its_scripts),
        cmocka_unit_test(a_hidden_figure_leaves_no_trace),
        cmocka_unit_test(hostile_names_are_only_text),
        cmocka_unit_test(nothing_to_show_is_said),
        cmocka_unit_test(no_tables_need_no_gnuplot),
    };
    text_set_language(LANGUAGE_EN, "");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
