/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of what was sent out: their files, and what they do to a later edition. */
#include "../../src/app/release_file.h"
#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/disclose.h"
#include "vifte/edition.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/released.h"
#include "vifte/releases.h"
#include "vifte/releases_read.h"
#include "vifte/table.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct release *sample(const char *to)
{
    struct release *release = release_new();
    release->to = to;
    release->note = "=1+1 \"citat\"; og, komma";
    release->edition = "Titel";
    release->folder = "abc";
    release->sent = date_from_ymd(2025, 3, 1);
    release->threshold = 5;
    struct release_figure figures[] = {
        {.table = "need", .row = "a|851|2024", .column = "citizens", .state = FIGURE_SHOWN, .number = 45},
        {.table = "need", .row = "a|851|2024", .column = "basis", .word = "31_december"},
        {.table = "need", .row = "a|787|2024", .column = "citizens", .state = FIGURE_HIDDEN, .number = 3},
        {.table = "need", .row = "=a|773|2024", .column = "change", .state = FIGURE_SHOWN, .number = -3},
        {.table = "need", .row = "a|773|2024", .column = "waiting", .state = FIGURE_COARSE, .number = 0},
        {.table = "self_sufficiency", .row = "a|2024", .column = "in_region_share", .number = 0.8543209877}};
    figures[5].state = FIGURE_SHOWN;
    g_array_append_vals(release->figures, figures, G_N_ELEMENTS(figures));
    struct release_pattern pattern = {
        .table = "need_profile", .group = "a", .dimension = "age", .words = "0-5;6-17"};
    g_array_append_val(release->patterns, pattern);
    return release;
}

static void rows_are_named_and_found_again(void **state)
{
    (void)state;
    static const char *const KEYS[] = {"a|b", "c\\d", "", "2024"};
    char *name = release_row_name(KEYS, 4);
    assert_string_equal(name, "a\\|b|c\\\\d||2024");
    char **keys = release_row_keys(name);
    assert_int_equal(g_strv_length(keys), 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(keys[i], KEYS[i]);
    }
    g_strfreev(keys);
    g_free(name);
}

static char *fresh_folder(void)
{
    return g_dir_make_tmp("vifte-releases-XXXXXX", NULL);
}

/* Clusters as in struct project; NULL = none. */
static GPtrArray *read_in(const char *folder, struct cluster *cluster, struct diag *diag)
{
    struct project project = {.folder = (char *)folder, .clusters = g_ptr_array_new()};
    if (cluster != NULL) {
        g_ptr_array_add(project.clusters, cluster);
    }
    GPtrArray *releases = releases_read(&project, diag);
    g_ptr_array_unref(project.clusters);
    return releases;
}

static char *write_sample(const char *folder, const char *to)
{
    struct diag *diag = diag_new();
    struct release *release = sample(to);
    char *path = NULL;
    assert_true(release_file_write(folder, release, &path, diag));
    release_free(release);
    diag_free(diag);
    return path;
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    char *folder = fresh_folder();
    char *path = write_sample(folder, "Social- og Boligstyrelsen");
    struct diag *diag = diag_new();
    char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_non_null(strstr(text, ",note,,\"'=1+1 "));
    assert_non_null(strstr(text, ",'=a|773|2024,change,shown,-3\n"));
    g_free(text);
    GPtrArray *releases = read_in(folder, NULL, diag);
    assert_int_equal(diag_size(diag), 0);
    assert_int_equal(releases->len, 1);
    const struct release *read = g_ptr_array_index(releases, 0);
    struct release *written = sample("Social- og Boligstyrelsen");
    assert_string_equal(read->to, written->to);
    assert_string_equal(read->note, written->note);
    assert_int_equal(read->sent, written->sent);
    assert_int_equal(read->threshold, 5);
    assert_int_equal(read->figures->len, written->figures->len);
    for (guint i = 0; i < read->figures->len; i++) {
        const struct release_figure *a = &g_array_index(read->figures, struct release_figure, i);
        const struct release_figure *b = &g_array_index(written->figures, struct release_figure, i);
        assert_string_equal(a->table, b->table);
        assert_string_equal(a->row, b->row);
        assert_string_equal(a->column, b->column);
        assert_int_equal(a->state, b->state);
        if (a->state == FIGURE_WORD) {
            assert_string_equal(a->word, b->word);
        } else {
            assert_true(a->number == b->number);
        }
    }
    assert_string_equal(g_array_index(read->patterns, struct release_pattern, 0).words, "0-5;6-17");
    release_free(written);
    g_ptr_array_unref(releases);
    diag_free(diag);
    g_free(path);
    g_free(folder);
}

/* Whatever a receiver is called, the file lies in releases/ and nothing is written over. */
static void receivers_name_files_safely(void **state)
{
    (void)state;
    char *folder = fresh_folder();
    char *inside = g_build_filename(folder, "releases", NULL);
    static const char *const TO[] = {"../../etc/passwd",
                                     "../../etc/passwd",
                                     "Æblegård & Søn: \n\t<x>",
                                     "/root/.ssh",
                                     "con",
                                     "en meget lang modtager som aldrig får ende fordi den fortsætter"};
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(TO); i++) {
        assert_true(release_file_can_name(TO[i]));
        char *path = write_sample(folder, TO[i]);
        char *parent = g_path_get_dirname(path);
        char *base = g_path_get_basename(path);
        assert_string_equal(parent, inside);
        assert_int_equal(strspn(base, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                         strlen(base) - strlen(".csv"));
        assert_true(strlen(base) < 80);
        GStatBuf status;
        assert_int_equal(g_stat(path, &status), 0);
        assert_int_equal(status.st_mode & 077, 0); /* holds hidden figures */
        g_free(base);
        g_free(parent);
        assert_true(g_hash_table_add(seen, path));
    }
    assert_false(release_file_can_name("../.."));
    assert_false(release_file_can_name(""));
    g_hash_table_unref(seen);
    g_free(inside);
    g_free(folder);
}

static unsigned findings_of(const char *text)
{
    char *folder = fresh_folder();
    char *releases = g_build_filename(folder, "releases", NULL);
    char *path = g_build_filename(releases, "x.csv", NULL);
    assert_int_equal(g_mkdir(releases, 0700), 0);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    struct diag *diag = diag_new();
    GPtrArray *read = read_in(folder, NULL, diag);
    unsigned n = (unsigned)diag_size(diag);
    assert_true(n == 0 || diag_stopped(diag));
    assert_int_equal(read->len, n == 0);
    g_ptr_array_unref(read);
    diag_free(diag);
    g_free(path);
    g_free(releases);
    g_free(folder);
    return n;
}

#define HEAD \
    "kind,table,row,column,state,value\nabout,,,format,,1\nabout,,,audience,,public\nabout,,,threshold,,5\n"

/* A record that cannot be used stops the run: nobody knows what would be uncovered. */
static void a_damaged_record_stops(void **state)
{
    (void)state;
    assert_int_equal(findings_of(HEAD), 0);
    assert_int_equal(findings_of(HEAD "figure,need,a|b,citizens,shown,4\n"), 0);
    assert_true(findings_of(HEAD "figure,need,a|b,citizens,shown,four\n") > 0);
    assert_true(findings_of(HEAD "figure,need,a|b,citizens,whispered,4\n") > 0);
    assert_true(findings_of(HEAD "figure,need,a|b\n") > 0);
    assert_true(findings_of(HEAD "secret,,,,,\n") > 0);
    assert_true(findings_of("kind,table,row,column,state,value\nabout,,,format,,2\n") > 0);
    assert_true(findings_of("kind,table,row,column,state,value\n") > 0);
    assert_true(findings_of("") > 0);
}

/* Sent out as Mors and Thy: with another municipality too, the difference would be that one's figure. */
static void clusters_stay_as_they_were_sent_out(void **state)
{
    (void)state;
    int codes[] = {787, 773, 820};
    struct cluster cluster = {.name = {"Vest", "Vest"}, .codes = codes, .n_codes = 2};
    char *folder = fresh_folder(), *path = NULL;
    struct release *release = sample("x");
    struct release_figure figure = {.table = "need", .row = "a|Vest|2024", .column = "citizens"};
    figure.state = FIGURE_SHOWN;
    g_array_append_val(release->figures, figure);
    struct project project = {.clusters = g_ptr_array_new()};
    struct model model = {.project = &project};
    struct results results = {0};
    g_ptr_array_add(project.clusters, &cluster);
    disclose_fill_release(release, &results, &model);
    struct diag *diag = diag_new();
    assert_true(release_file_write(folder, release, &path, diag));
    for (size_t n = 1; n <= G_N_ELEMENTS(codes); n++) {
        cluster.n_codes = n;
        struct diag *reading = diag_new();
        g_ptr_array_unref(read_in(folder, &cluster, reading));
        assert_true(diag_stopped(reading) == (n != 2));
        diag_free(reading);
    }
    g_ptr_array_unref(read_in(folder, NULL, diag));
    assert_true(diag_stopped(diag));
    g_ptr_array_unref(project.clusters);
    release_free(release);
    diag_free(diag);
    g_free(path);
    g_free(folder);
}

/* --- what a record does --- */

static const struct name REGION = {"region", "Nordjylland"};
static const struct name TOWNS[] = {
    {"773", "Mors\u00f8"}, {"787", "Thisted"}, {"851", "Aalborg"}, {"860", "Hj\u00f8rring"}};
static const struct name GROUP = {"big", "Big"};

struct world {
    struct project project;
    struct model model;
    struct results results;
    struct release *release;
};

static void add_need(struct world *world, const struct name *who, int year, int citizens)
{
    struct cell *row = table_add(world->results.tables[TABLE_NEED]);
    row[NEED_GROUP] = cell_name(&GROUP);
    row[NEED_MUNICIPALITY] = cell_name(who);
    row[NEED_YEAR] = cell_year(year);
    row[NEED_CITIZENS] = cell_number(citizens, citizens);
}

/* Year 2024 of a region of four: 3 + 10 + 47 + 60 = 120. */
static int setup(void **state)
{
    static struct group groups[] = {{.name = {"big", "Big"}}};
    struct world *world = g_new0(struct world, 1);
    world->project = (struct project){.title = (char *)"Test",
                                      .threshold = 5,
                                      .cooperation_threshold = 3,
                                      .groups = groups,
                                      .n_groups = 1,
                                      .from_year = 2024,
                                      .to_year = 2024};
    world->model.project = &world->project;
    world->model.releases = g_ptr_array_new();
    world->results.tables[TABLE_NEED] = table_new(registry_table(TABLE_NEED));
    *state = world;
    return 0;
}

static int teardown(void **state)
{
    struct world *world = *state;
    table_free(world->results.tables[TABLE_NEED]);
    for (guint i = 0; i < world->model.releases->len; i++) {
        release_free(g_ptr_array_index(world->model.releases, i));
    }
    g_ptr_array_unref(world->model.releases);
    g_free(world);
    return 0;
}

static void fill(struct world *world, const int citizens[4])
{
    int sum = 0;
    for (size_t i = 0; i < 4; i++) {
        add_need(world, &TOWNS[i], 2024, citizens[i]);
        sum += citizens[i];
    }
    add_need(world, &REGION, 2024, sum);
    table_sort(world->results.tables[TABLE_NEED]);
}

/* What was sent out: `hidden` are the municipalities that were. */
static struct release *send_out(struct world *world, const int citizens[4], const bool hidden[4])
{
    struct release *release = release_new();
    release->folder = "x";
    release->threshold = 5;
    int sum = 0;
    for (size_t i = 0; i < 5; i++) {
        char *row = g_strdup_printf("big|%s|2024", i < 4 ? TOWNS[i].code : "region");
        sum += i < 4 ? citizens[i] : 0;
        struct release_figure figure = {.table = release_text(release, "need"),
                                        .row = release_text(release, row),
                                        .column = "citizens",
                                        .state = i < 4 && hidden[i] ? FIGURE_HIDDEN : FIGURE_SHOWN,
                                        .number = i < 4 ? citizens[i] : sum};
        g_array_append_val(release->figures, figure);
        g_free(row);
    }
    g_ptr_array_add(world->model.releases, release);
    return release;
}

static struct released *publish(struct world *world, enum audience audience, int municipality,
                                struct diag *diag)
{
    struct release_request request = {.audience = audience, .municipality = municipality};
    return disclose_release(&world->results, &world->model, &request, diag);
}

static bool is_shown(const struct released *released, const struct name *who)
{
    const struct released_table *need = released_find(released, "need");
    const char *const keys[] = {"big", who->code, "2024"};
    size_t row = released_row(need, 0, keys, 3);
    return row != SIZE_MAX && released_cell(need, row, NEED_CITIZENS)->state == CELL_VALUE;
}

/* Sent out: 3, 10 and 47 hidden, 60 and the sum 120 shown. Now the 3 is corrected to 20. Alone, nothing would
 * be hidden; but who learns the 10 and the 47, or what they are together (the new sum less 20 and 60), knows
 * that there were 3. */
static void a_figure_that_uncovers_an_old_one_is_hidden(void **state)
{
    struct world *world = *state;
    fill(world, (const int[]){20, 10, 47, 60});
    struct released *alone = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    for (size_t i = 0; i < 4; i++) {
        assert_true(is_shown(alone, &TOWNS[i]));
    }
    assert_int_equal(released_edition(alone)->releases, 0);
    released_free(alone);
    send_out(world, (const int[]){3, 10, 47, 60}, (const bool[]){true, true, true, false});
    struct diag *diag = diag_new();
    struct released *after = publish(world, AUDIENCE_PUBLIC, 0, diag);
    assert_false(is_shown(after, &TOWNS[1]));
    assert_false(is_shown(after, &TOWNS[2]));
    assert_false(is_shown(after, &TOWNS[0]) && is_shown(after, &TOWNS[3]) && is_shown(after, &REGION));
    assert_int_equal(released_edition(after)->releases, 1);
    assert_int_equal(diag_size(diag), 0);
    diag_free(diag);
    released_free(after);
}

/* The reason stands in the internal list. */
static void the_internal_list_says_why(void **state)
{
    struct world *world = *state;
    fill(world, (const int[]){20, 10, 47, 60});
    send_out(world, (const int[]){3, 10, 47, 60}, (const bool[]){true, true, true, false});
    struct released *internal = publish(world, AUDIENCE_INTERNAL, 0, NULL);
    const struct released_table *list = released_find(internal, "disclosure");
    const char *const keys[] = {"need", "big|787|2024|citizens", "public"};
    size_t row = released_row(list, 0, keys, 3);
    assert_true(row != SIZE_MAX);
    assert_string_equal(released_cell(list, row, DISCLOSURE_REASON)->name->code, "earlier_release");
    const struct cell *lower = released_cell(list, row, DISCLOSURE_FEASIBLE_LOWER);
    const struct cell *upper = released_cell(list, row, DISCLOSURE_FEASIBLE_UPPER);
    assert_true(lower->number <= 10 && upper->number >= 10 && upper->number - lower->number >= 5);
    released_free(internal);
}

/* Who may see more is not asked to hide what the public record hid and its own did not. */
static void a_more_private_release_does_not_bind_the_public(void **state)
{
    struct world *world = *state;
    fill(world, (const int[]){20, 10, 47, 60});
    struct release *release =
        send_out(world, (const int[]){3, 10, 47, 60}, (const bool[]){true, true, true, false});
    release->audience = AUDIENCE_COOPERATION;
    struct released *public = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    assert_true(is_shown(public, &TOWNS[1]));
    released_free(public);
}

/* Sent out with the 3 hidden alone: it follows from the sum. Told, and the run goes on. */
static void an_old_leak_is_told(void **state)
{
    struct world *world = *state;
    fill(world, (const int[]){3, 10, 47, 60});
    send_out(world, (const int[]){3, 10, 47, 60}, (const bool[]){true, false, false, false});
    struct diag *diag = diag_new();
    struct released *after = publish(world, AUDIENCE_PUBLIC, 0, diag);
    assert_non_null(after);
    assert_int_equal(diag_size(diag), 1);
    assert_string_equal(diag_get(diag, 0)->kind->code, "W513");
    assert_false(is_shown(after, &TOWNS[0]));
    diag_free(diag);
    released_free(after);
}

static void add_figure(struct release *release, const char *table, const char *row, double number)
{
    struct release_figure figure = {.table = release_text(release, table),
                                    .row = release_text(release, row),
                                    .column = "citizens",
                                    .state = FIGURE_SHOWN,
                                    .number = number};
    g_array_append_val(release->figures, figure);
}

static void add_sex(struct world *world, const struct name *sex, int citizens)
{
    static const struct name DIMENSION = {"sex", "Sex"};
    struct cell *row = table_add(world->results.tables[TABLE_NEED_PROFILE]);
    row[NEED_PROFILE_GROUP] = cell_name(&GROUP);
    row[NEED_PROFILE_YEAR] = cell_year(2024);
    row[NEED_PROFILE_DIMENSION] = cell_name(&DIMENSION);
    row[NEED_PROFILE_VALUE] = cell_name(sex);
    row[NEED_PROFILE_CITIZENS] = cell_number(citizens, citizens);
}

/* What was sent out before the first of four had answered. */
static struct release *sent_without_the_first(void)
{
    struct release *release = release_new();
    release->folder = "x";
    release->threshold = 5;
    add_figure(release, "need", "big|787|2024", 10);
    add_figure(release, "need", "big|851|2024", 47);
    add_figure(release, "need", "big|860|2024", 60);
    add_figure(release, "need", "big|region|2024", 117);
    return release;
}

/* Sent out before the first of four had answered: 10, 47, 60, their sum and its breakdown. Now the first says
 * 3, which is the new sum less the old one: so that sum is not given, and all else stays as it was. */
static void who_answers_after_a_release_does_not_follow_from_the_sum(void **state)
{
    static const struct name MEN = {"man", "Men"}, WOMEN = {"woman", "Women"};
    struct world *world = *state;
    fill(world, (const int[]){3, 10, 47, 60});
    world->results.tables[TABLE_NEED_PROFILE] = table_new(registry_table(TABLE_NEED_PROFILE));
    add_sex(world, &MEN, 57);
    add_sex(world, &WOMEN, 60);
    struct release *release = sent_without_the_first();
    add_figure(release, "need_profile", "big|2024|sex|man", 57);
    add_figure(release, "need_profile", "big|2024|sex|woman", 60);
    g_ptr_array_add(world->model.releases, release);
    struct released *after = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    assert_false(is_shown(after, &TOWNS[0]));
    assert_false(is_shown(after, &REGION));
    for (size_t i = 1; i < 4; i++) {
        assert_true(is_shown(after, &TOWNS[i]));
    }
    released_free(after);
    table_free(world->results.tables[TABLE_NEED_PROFILE]);
}

/* The group is given for the region alone from now on: what its municipalities were sent out with stands
 * beside today's sum all the same. */
static void coarser_than_a_release(struct world *world)
{
    static struct group small[] = {{.name = {"big", "Big"}, .clusters_only = CLUSTERS_YES}};
    world->project.groups = small;
}

/* The largest municipality knows its own: the region's figure must not tell it that few live elsewhere, nor a
 * breakdown who these are. */
static void the_region_alone_leaves_enough_beside_the_largest(void **state)
{
    static const struct name MEN = {"man", "Men"}, WOMEN = {"woman", "Women"};
    struct world *world = *state;
    coarser_than_a_release(world);
    world->results.tables[TABLE_NEED_PROFILE] = table_new(registry_table(TABLE_NEED_PROFILE));
    add_sex(world, &MEN, 40);
    add_sex(world, &WOMEN, 20);
    fill(world, (const int[]){3, 0, 1, 60});
    struct released *released = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    assert_false(is_shown(released, &REGION));
    assert_int_equal(released_rows(released_find(released, "need_profile")), 0);
    released_free(released);
    table_row_mutable(world->results.tables[TABLE_NEED], 0)[NEED_CITIZENS] = cell_number(4, 4);
    table_row_mutable(world->results.tables[TABLE_NEED], 4)[NEED_CITIZENS] = cell_number(65, 65);
    released = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    assert_true(is_shown(released, &REGION));
    assert_int_equal(released_rows(released_find(released, "need_profile")), 2);
    released_free(released);
    table_free(world->results.tables[TABLE_NEED_PROFILE]);
}

/* Persons of one municipality alone tell it of nobody. */
static void a_group_of_one_municipality_is_no_rest(void **state)
{
    struct world *world = *state;
    coarser_than_a_release(world);
    fill(world, (const int[]){0, 0, 0, 60});
    struct released *released = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    assert_true(is_shown(released, &REGION));
    released_free(released);
}

/* The same in a cluster, and of the region beside clusters. */
static void a_cluster_leaves_enough_beside_each_of_its_members(void **state)
{
    static int west[] = {773, 787}, east[] = {851, 860};
    static struct cluster clusters[] = {{.name = {"Vest", "Vest"}, .codes = west, .n_codes = 2},
                                        {.name = {"\u00d8st", "\u00d8st"}, .codes = east, .n_codes = 2}};
    struct world *world = *state;
    coarser_than_a_release(world);
    world->project.clusters = g_ptr_array_new();
    g_ptr_array_add(world->project.clusters, &clusters[0]);
    g_ptr_array_add(world->project.clusters, &clusters[1]);
    fill(world, (const int[]){30, 9, 2, 60});
    add_need(world, &clusters[0].name, 2024, 39);
    add_need(world, &clusters[1].name, 2024, 62);
    table_sort(world->results.tables[TABLE_NEED]);
    struct released *released = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    assert_false(is_shown(released, &clusters[1].name)); /* 60 of 62 */
    assert_false(is_shown(released, &clusters[0].name) && is_shown(released, &REGION));
    released_free(released);
    g_ptr_array_unref(world->project.clusters);
}

/* A release gave the region 61 of a group of which one municipality had 57; today the same, so it is out:
 * told, and no reason to stop. */
static void a_rest_that_is_out_stops_nothing(void **state)
{
    struct world *world = *state;
    struct diag *diag = diag_new();
    coarser_than_a_release(world);
    fill(world, (const int[]){3, 0, 1, 57});
    struct release *release = release_new();
    release->folder = "z";
    release->threshold = 5;
    add_figure(release, "need", "big|region|2024", 61);
    g_ptr_array_add(world->model.releases, release);
    struct released *after = publish(world, AUDIENCE_PUBLIC, 0, diag);
    assert_non_null(after);
    assert_true(is_shown(after, &REGION));
    assert_int_equal(diag_size(diag), 1);
    released_free(after);
    diag_free(diag);
}

/* Sent out before the first had answered: 10, 47, 60 and their sum. Now the first says 4. The new sum less
 * what the others were would tell it, so the sum goes. */
static void what_is_laid_together_does_not_follow_from_its_parts(void **state)
{
    struct world *world = *state;
    coarser_than_a_release(world);
    fill(world, (const int[]){4, 10, 47, 60});
    struct released *alone = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    assert_true(is_shown(alone, &REGION));
    assert_false(is_shown(alone, &TOWNS[3]));
    released_free(alone);
    struct release *release = sent_without_the_first();
    g_ptr_array_add(world->model.releases, release);
    struct released *after = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    assert_non_null(after);
    assert_false(is_shown(after, &REGION));
    released_free(after);
}

/* ... but the same sum again tells nothing new, and one that leaves room for two is given. */
static void what_is_laid_together_is_given_where_it_tells_nothing(void **state)
{
    struct world *world = *state;
    coarser_than_a_release(world);
    fill(world, (const int[]){4, 10, 47, 62});
    send_out(world, (const int[]){3, 10, 47, 60}, (const bool[]){true, true, true, false});
    struct released *after = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    assert_true(is_shown(after, &REGION));
    released_free(after);
}

/* The same data again: the same pattern, whatever other patterns would do. */
static void the_same_figures_are_hidden_again(void **state)
{
    struct world *world = *state;
    const int citizens[] = {3, 10, 47, 60};
    fill(world, citizens);
    send_out(world, citizens, (const bool[]){true, true, false, true}); /* not the cheapest */
    struct released *after = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    assert_false(is_shown(after, &TOWNS[0]));
    assert_false(is_shown(after, &TOWNS[1]));
    assert_true(is_shown(after, &TOWNS[2]));
    assert_false(is_shown(after, &TOWNS[3]));
    released_free(after);
}

static void levels_are_kept(void **state)
{
    struct world *world = *state;
    fill(world, (const int[]){20, 10, 47, 60});
    struct release *release = release_new();
    struct release_pattern pattern = {.table = "need", .group = "big", .dimension = "", .words = "region"};
    release->threshold = 5;
    release->folder = "y";
    g_array_append_val(release->patterns, pattern);
    g_ptr_array_add(world->model.releases, release);
    struct released *after = publish(world, AUDIENCE_PUBLIC, 0, NULL);
    assert_true(is_shown(after, &REGION));
    assert_false(is_shown(after, &TOWNS[3]));
    released_free(after);
}

/* A municipality's own edition has its own figures, marked, and nobody else's. */
static void own_figures_are_marked(void **state)
{
    struct world *world = *state;
    fill(world, (const int[]){3, 4, 47, 60});
    struct released *own = publish(world, AUDIENCE_PUBLIC, 773, NULL);
    const struct released_table *need = released_find(own, "need");
    for (size_t i = 0; i < 4; i++) {
        const char *const keys[] = {"big", TOWNS[i].code, "2024"};
        const struct cell *cell = released_cell(need, released_row(need, 0, keys, 3), NEED_CITIZENS);
        assert_int_equal(cell->state == CELL_VALUE && (cell->marks & MARK_OWN) != 0, i == 0);
    }
    assert_false(is_shown(own, &TOWNS[1]));
    assert_int_equal(released_edition(own)->municipality, 773);
    released_free(own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_named_and_found_again),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(receivers_name_files_safely),
        cmocka_unit_test(clusters_stay_as_they_were_sent_out),
        cmocka_unit_test(a_damaged_record_stops),
        cmocka_unit_test_setup_teardown(a_figure_that_uncovers_an_old_one_is_hidden, setup, teardown),
        cmocka_unit_test_setup_teardown(the_internal_list_says_why, setup, teardown),
        cmocka_unit_test_setup_teardown(a_more_private_release_does_not_bind_the_public, setup, teardown),
        cmocka_unit_test_setup_teardown(an_old_leak_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(who_answers_after_a_release_does_not_follow_from_the_sum, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_region_alone_leaves_enough_beside_the_largest, setup, teardown),
        cmocka_unit_test_setup_teardown(a_group_of_one_municipality_is_no_rest, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cluster_leaves_enough_beside_each_of_its_members, setup, teardown),
        cmocka_unit_test_setup_teardown(a_rest_that_is_out_stops_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_laid_together_does_not_follow_from_its_parts, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_laid_together_is_given_where_it_tells_nothing, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_same_figures_are_hidden_again, setup, teardown),
        cmocka_unit_test_setup_teardown(levels_are_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(own_figures_are_marked, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
