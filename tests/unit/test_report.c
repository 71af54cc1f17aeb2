/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.html as a page: structure, escaping of hostile names, marks, hidden cells, pictures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/output/html.h"
#include "output_folder.h"
#include "report_fixture.h"
#include "vifte/output.h"
#include "vifte/show.h"

/* Pictures made by hand take the place of charts_write.c at link time. */
struct chart_set {
    struct chart charts[3];
    size_t n;
};

size_t chart_set_size(const struct chart_set *set)
{
    return set->n;
}

const struct chart *chart_set_at(const struct chart_set *set, size_t i)
{
    return &set->charts[i];
}

static struct fixture fixture;

static int setup(void **state)
{
    (void)state;
    text_set_language(LANGUAGE_EN, "build/locale");
    fixture_fill(&fixture);
    fixture_occupancy(&fixture, &LEVEL_OFFER, &OFFER_A, 0.951);
    fixture_places(&fixture, &AALBORG, 2024, cell_number(12, CONTRIBUTORS_NONE));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_clear(&fixture);
    return 0;
}

static char *write_page(enum audience audience, const struct chart_set *charts)
{
    struct folder folder = folder_begin();
    assert_true(report_html_write(fixture_release(&fixture, audience), charts, folder.dir, folder.diag));
    char *page = folder_read(&folder, "report.html", NULL);
    folder_end(&folder);
    return page;
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *p = strstr(text, part); p != NULL; p = strstr(p + 1, part)) {
        n++;
    }
    return n;
}

/* Everything that is opened is closed, in order; void elements are never closed. */
static void assert_balanced(const char *page)
{
    static const char *const VOID[] = {"meta", "img", NULL};
    GPtrArray *open = g_ptr_array_new_with_free_func(g_free);
    for (const char *p = strchr(page + 1, '<'); p != NULL; p = strchr(p + 1, '<')) {
        bool closing = p[1] == '/';
        size_t n = strcspn(p + 1 + closing, " >");
        char *name = g_strndup(p + 1 + closing, n);
        if (closing) {
            assert_true(open->len > 0);
            assert_string_equal(g_ptr_array_index(open, open->len - 1), name);
            g_ptr_array_remove_index(open, open->len - 1);
        } else if (!g_strv_contains(VOID, name)) {
            g_ptr_array_add(open, g_strdup(name));
        }
        g_free(name);
    }
    assert_int_equal(open->len, 0);
    g_ptr_array_unref(open);
}

/* Values of an attribute; GPtrArray of char *. */
static GPtrArray *values_of(const char *page, const char *attribute)
{
    GPtrArray *values = g_ptr_array_new_with_free_func(g_free);
    char *start = g_strdup_printf(" %s=\"", attribute);
    for (const char *p = strstr(page, start); p != NULL; p = strstr(p, start)) {
        p += strlen(start);
        g_ptr_array_add(values, g_strndup(p, strcspn(p, "\"")));
    }
    g_free(start);
    return values;
}

static void assert_links_alive(const char *page)
{
    GPtrArray *ids = values_of(page, "id");
    GPtrArray *targets = values_of(page, "href");
    for (guint i = 0; i < ids->len; i++) {
        guint found;
        assert_true(g_ptr_array_find_with_equal_func(ids, g_ptr_array_index(ids, i), g_str_equal, &found));
        assert_int_equal(found, i); /* each id once */
    }
    assert_true(targets->len > 5);
    for (guint i = 0; i < targets->len; i++) {
        const char *target = g_ptr_array_index(targets, i);
        assert_int_equal(target[0], '#');
        assert_true(g_ptr_array_find_with_equal_func(ids, target + 1, g_str_equal, NULL));
    }
    g_ptr_array_unref(targets);
    g_ptr_array_unref(ids);
}

static void assert_sound(const char *page)
{
    assert_int_equal(count(page, "<h1>"), 1);
    assert_int_equal(count(page, "<table>"), count(page, "<caption>"));
    assert_int_equal(count(page, "<script"), 0);
    assert_int_equal(count(page, "http"), 0);
    assert_balanced(page);
    assert_links_alive(page);
}

static void a_page_is_sound_in_every_edition(void **state)
{
    (void)state;
    for (int audience = AUDIENCE_PUBLIC; audience <= AUDIENCE_INTERNAL; audience++) {
        char *page = write_page((enum audience)audience, NULL);
        assert_sound(page);
        assert_non_null(strstr(page, "<html lang=\"en\">"));
        assert_non_null(strstr(page, "On 31 December 2024 there were 31 citizens in the target group"));
        char *mark = show_edition_line(released_edition(fixture.released));
        assert_true(count(page, mark) >= 2);
        g_free(mark);
        g_free(page);
    }
}

static void editions_for_others_carry_the_caution(void **state)
{
    (void)state;
    char *caution = show_caution(&(struct edition){.audience = AUDIENCE_PUBLIC});
    char *public_page = write_page(AUDIENCE_PUBLIC, NULL);
    char *internal_page = write_page(AUDIENCE_INTERNAL, NULL);
    assert_int_equal(count(public_page, caution), 1);
    assert_int_equal(count(internal_page, caution), 0);
    g_free(caution);
    g_free(public_page);
    g_free(internal_page);
}

static void the_logo_stands_on_the_first_page(void **state)
{
    (void)state;
    char *page = write_page(AUDIENCE_INTERNAL, NULL);
    assert_int_equal(count(page, "class=\"logo\""), 0);
    g_free(page);
    fixture.project.logo = g_bytes_new_static("png", 3);
    page = write_page(AUDIENCE_INTERNAL, NULL);
    assert_sound(page);
    assert_int_equal(
        count(page, "<img src=\"data:image/png;base64,cG5n\" alt=\"The secretariat\" class=\"logo\">"), 1);
    g_free(page);
    g_bytes_unref(fixture.project.logo);
    fixture.project.logo = NULL;
}

static void same_in_same_out(void **state)
{
    (void)state;
    char *once = write_page(AUDIENCE_COOPERATION, NULL);
    char *again = write_page(AUDIENCE_COOPERATION, NULL);
    assert_string_equal(once, again);
    g_free(once);
    g_free(again);
}

static void hostile_names_stay_text(void **state)
{
    (void)state;
    static const char HOSTILE[] = "<script>alert(1)</script>\"' onload=x & javascript:x\nline \xe2\x80\xae"
                                  "rtl</style>";
    static const struct name OFFER = {"\"><img src=x>", HOSTILE};
    fixture.groups[0].name.label = HOSTILE;
    fixture.groups[0].note = (char *)HOSTILE;
    fixture.project.title = (char *)HOSTILE;
    fixture.project.sender = (char *)HOSTILE;
    fixture.municipalities[1].name.label = HOSTILE;
    fixture_occupancy(&fixture, &LEVEL_OFFER, &OFFER, 1.2);
    char *page = write_page(AUDIENCE_INTERNAL, NULL);
    assert_sound(page);
    assert_int_equal(count(page, "\xe2\x80\xae"), 0);
    assert_int_equal(count(page, "onload=x &amp;"), count(page, "&#39; onload=x &amp;"));
    assert_int_equal(count(page, "</style>"), 1);
    assert_true(
        count(page,
              "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onload=x &amp; javascript:x line ?rtl") > 5);
    g_free(page);
}

static void hidden_cells_are_words(void **state)
{
    (void)state;
    fixture_now(&fixture)[NEED_CITIZENS] = hidden();
    fixture_now(&fixture)[NEED_CHANGE] = hidden();
    fixture_now(&fixture)[NEED_RATE] = hidden();
    char *page = write_page(AUDIENCE_INTERNAL, NULL);
    assert_non_null(strstr(page, "<dd class=\"value state\">confidential</dd>"));
    assert_non_null(strstr(page, "<td class=\"n state\">confidential</td>"));
    assert_int_equal(count(page, "nan"), 0);
    assert_null(strstr(page, "<td></td>"));
    assert_null(strstr(page, "<td class=\"n\"></td>"));
    assert_null(strstr(page, ">31<"));
    g_free(page);
}

static void a_group_below_the_threshold_has_one_sentence(void **state)
{
    (void)state;
    static const struct name TINY = {"tiny", "Tiny group"};
    fixture.project.n_groups = 2;
    struct cell *row = table_add(fixture.results.tables[TABLE_NEED]);
    row[NEED_GROUP] = cell_name(&TINY);
    row[NEED_MUNICIPALITY] = cell_name(&REGION);
    row[NEED_YEAR] = cell_year(2024);
    row[NEED_CITIZENS] = cell_number(2, 2);
    char *page = write_page(AUDIENCE_PUBLIC, NULL);
    const char *chapter = strstr(page, "<section id=\"group-2\"");
    assert_non_null(chapter);
    char *text = g_strndup(chapter, (gsize)(strstr(chapter, "</section>") - chapter));
    assert_int_equal(count(text, "<p>"), 1);
    assert_non_null(strstr(text, "<p>The figures for this target group are confidential.</p>"));
    assert_null(strstr(text, "<table"));
    assert_null(strstr(text, "<dl"));
    g_free(text);
    g_free(page);
}

static void what_nobody_reported_takes_no_room(void **state)
{
    (void)state;
    struct cell *forecast = table_add(fixture_table(&fixture, TABLE_FORECAST));
    forecast[FORECAST_GROUP] = cell_name(&AUTISM);
    forecast[FORECAST_YEAR] = cell_year(2025);
    forecast[FORECAST_MEAN] = cell_empty(CELL_NA, REASON_NONE);
    fixture_now(&fixture)[NEED_WAITING] = cell_empty(CELL_MISSING, REASON_NONE);
    char *page = write_page(AUDIENCE_INTERNAL, NULL);
    assert_null(strstr(page, "<dt>Waiting for an offer</dt>"));
    assert_null(strstr(page, "id=\"group-1-forecast\""));
    g_free(page);
    forecast[FORECAST_MEAN] = cell_number(31, 31);
    fixture_now(&fixture)[NEED_WAITING] = cell_number(5, 5);
    page = write_page(AUDIENCE_INTERNAL, NULL);
    assert_non_null(strstr(page, "<dt>Waiting for an offer</dt>"));
    assert_non_null(strstr(page, "id=\"group-1-forecast\""));
    g_free(page);
}

static void the_key_figures_say_on_how_many_they_rest(void **state)
{
    (void)state;
    static const struct name ONE_OF_TWO = {"1/2", "1 of 2 municipalities"};
    static const char NOTE[] = "The numbers of citizens rest on reports from 1 of 2 municipalities.";
    char *page = write_page(AUDIENCE_INTERNAL, NULL);
    assert_null(strstr(page, "The numbers of citizens rest on"));
    g_free(page);
    fixture_now(&fixture)[NEED_REPORTED_BY] = cell_name(&ONE_OF_TWO);
    page = write_page(AUDIENCE_INTERNAL, NULL);
    assert_int_equal(count(page, NOTE), 1);
    g_free(page);
}

static struct chart picture(const char *name, const char *kind, const char *group, const char *table)
{
    return (struct chart){.name = (char *)name,
                          .kind = (char *)kind,
                          .group = (char *)group,
                          .title = (char *)"A <title>",
                          .subtitle = (char *)"Where, when",
                          .alternative = (char *)"Bars of \"x\"",
                          .table = (char *)table,
                          .svg = (char *)"<svg><!-- picture --></svg>"};
}

static void pictures_stand_where_they_belong(void **state)
{
    (void)state;
    const struct chart_set set = {.charts = {picture("supply-demand", "supply_demand", "", "supply"),
                                             picture("citizens-autism", "citizens", "autism", "need"),
                                             picture("occupancy-2", "tile_map", "", "occupancy_year")},
                                  .n = 3};
    char *page = write_page(AUDIENCE_INTERNAL, &set);
    assert_sound(page);
    assert_int_equal(count(page, "<figure"), 3);
    assert_int_equal(count(page, "src=\"data:image/svg+xml;base64,PHN2Zz48IS0tIHBpY3R1cmUgLS0+PC9zdmc+\""),
                     3);
    assert_int_equal(count(page, "alt=\"Bars of &quot;x&quot;\""), 3);
    const char *front = strstr(page, "id=\"front\""), *group = strstr(page, "<section id=\"group-1\"");
    const char *offers = strstr(page, "<section id=\"offers\"");
    const char *key = strstr(page, "id=\"chart-supply-demand\"");
    const char *own = strstr(page, "id=\"chart-citizens-autism\"");
    assert_true(front < key && key < group && group < own && own < offers);
    assert_true(strstr(page, "id=\"chart-occupancy-2\"") > offers);
    assert_non_null(strstr(page, "<strong>Figure 3.</strong>"));
    g_free(page);
}

/* A picture of the first page leads to the chapter that says more, and to the numbers behind it. */
static void key_pictures_lead_to_their_detail(void **state)
{
    (void)state;
    struct cell *row = table_add(fixture_table(&fixture, TABLE_SELF_SUFFICIENCY));
    row[SELF_SUFFICIENCY_GROUP] = cell_name(&AUTISM);
    row[SELF_SUFFICIENCY_YEAR] = cell_number(2024, 0);
    const struct chart_set set = {
        .charts = {picture("supply-demand", "supply_demand", "", "supply"),
                   picture("inside-outside", "inside_outside", "", "self_sufficiency"),
                   picture("occupancy-autism", "occupancy", "autism", "occupancy_year")},
        .n = 3};
    char *page = write_page(AUDIENCE_INTERNAL, &set);
    assert_sound(page);
    assert_non_null(
        strstr(page, "href=\"#overview\">The numbers behind it</a> <a href=\"#groups\">Read more"));
    assert_non_null(strstr(page, "href=\"#groups-self_sufficiency\">The numbers behind it</a> <a "
                                 "href=\"#groups-self_sufficiency-section\">Read more"));
    assert_non_null(strstr(page, "<h3 id=\"groups-self_sufficiency-section\">"));
    assert_non_null(
        strstr(strstr(page, "id=\"chart-occupancy-autism\""), "href=\"#table-offers\">The numbers"));
    g_free(page);
}

/* The rest of the offers is not what the first page begins with. */
static void the_first_page_shows_who_has_room(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {{"occupancy-other", "chart-occupancy-change"},
                                           {"occupancy-cooperation", "chart-occupancy-cooperation"}};
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const struct chart_set set = {
            .charts = {picture(CASES[i][0], "occupancy", "", "occupancy_year"),
                       picture("occupancy-autism", "occupancy", "autism", "occupancy_year"),
                       picture("occupancy-change", "occupancy_change", "", "occupancy_year")},
            .n = 3};
        g_autofree char *page = write_page(AUDIENCE_INTERNAL, &set);
        assert_sound(page);
        assert_int_equal(count(page, "<figure"), 3);
        assert_true(strstr(page, CASES[i][1]) < strstr(page, "<section id=\"group-1\""));
    }
}

static void tables_kept_from_the_audience_are_named(void **state)
{
    (void)state;
    fixture_table(&fixture, TABLE_USE_MATRIX);
    char *page = write_page(AUDIENCE_PUBLIC, NULL);
    assert_non_null(strstr(page, "<li>Municipalities&#39; use of offers</li>"));
    assert_null(strstr(page, "use_matrix.csv"));
    g_free(page);
    page = write_page(AUDIENCE_COOPERATION, NULL);
    assert_non_null(strstr(page, "use_matrix.csv"));
    g_free(page);
}

static void the_writer_escapes_and_closes(void **state)
{
    (void)state;
    struct html *html = html_new();
    html_open(html, "p", "title", "a\"b'c<d>&\t", "class", NULL, "id", "i", NULL);
    html_leaf(html, "strong", "x<y", NULL);
    html_empty(html, "img", "alt", "", NULL);
    char *page = html_finish(html);
    assert_string_equal(
        page, "<!DOCTYPE html>\n<p title=\"a&quot;b&#39;c&lt;d&gt;&amp; \" id=\"i\"><strong>x&lt;y</strong>"
              "<img alt=\"\">\n</p>\n");
    g_free(page);
}

static void a_css_string_cannot_end_itself(void **state)
{
    (void)state;
    GString *css = g_string_new(NULL);
    html_css_string(css, "a\"\\</style>ø\n9");
    assert_string_equal(css->str, "\"a\\22 \\5c \\3c \\2f style\\3e \\f8 \\20 9\"");
    g_string_free(css, TRUE);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_key_figures_say_on_how_many_they_rest),
        TEST(what_nobody_reported_takes_no_room),
        TEST(a_page_is_sound_in_every_edition),
        TEST(editions_for_others_carry_the_caution),
        TEST(the_logo_stands_on_the_first_page),
        TEST(same_in_same_out),
        TEST(hostile_names_stay_text),
        TEST(hidden_cells_are_words),
        TEST(a_group_below_the_threshold_has_one_sentence),
        TEST(pictures_stand_where_they_belong),
        TEST(key_pictures_lead_to_their_detail),
        TEST(the_first_page_shows_who_has_room),
        TEST(tables_kept_from_the_audience_are_named),
        cmocka_unit_test(the_writer_escapes_and_closes),
        cmocka_unit_test(a_css_string_cannot_end_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
