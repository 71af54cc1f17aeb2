/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the days of each group are spent: own municipality, elsewhere in the region, outside it. The three
 * shares are made from the two released ones after rounding to whole per cent, so that they add up to 100 and
 * each can be checked against the table. Where the own municipality's share is not shown, the bar has two
 * parts: in the region and outside it.
 */
#include "chart_data.h"
#include "chart_kinds.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#define ROW_PX 60
#define NAME_PX 215
#define HEAD_PX 28     /* room for the headings */
#define SECOND_HEAD 20 /* and for a second line of them */
/* A share outside the region below the first is no news, from the second on it is. */
#define LITTLE_OUTSIDE 0.10
#define MUCH_OUTSIDE 0.25

struct picture {
    const struct edition *edition;
    const struct released_table *table;
    int year;
    unsigned hidden, missing, shown;
    bool any_whole; /* a bar of two parts */
};

struct shares {
    bool known, split;                      /* split: own and elsewhere are known too */
    double own, elsewhere, inside, outside; /* fractions in whole per cent */
    enum cell_state state;                  /* where not split */
    const struct cell *days;
};

static struct shares read_shares(const struct picture *picture, const struct edition_group *group)
{
    size_t row = chart_row_by_group(picture->table, group->name.code, picture->year);
    const struct cell *own = chart_cell(picture->table, row, SELF_SUFFICIENCY_OWN_MUNICIPALITY_SHARE);
    const struct cell *inside = chart_cell(picture->table, row, SELF_SUFFICIENCY_IN_REGION_SHARE);
    struct shares shares = {.days = chart_cell(picture->table, row, SELF_SUFFICIENCY_DAYS)};
    shares.known = cell_has_number(inside) && !group->below_threshold;
    shares.split = shares.known && cell_has_number(own);
    shares.state = group->below_threshold    ? CELL_SUPPRESSED
                   : cell_has_number(inside) ? (enum cell_state)own->state
                                             : (enum cell_state)inside->state;
    if (shares.known) {
        shares.inside = text_round(inside->number, 2);
        shares.outside = 1 - shares.inside;
    }
    if (shares.split) {
        shares.own = text_round(own->number, 2);
        shares.elsewhere = MAX(0.0, 1 - shares.own - shares.outside);
    }
    return shares;
}

static void count_states(struct picture *picture)
{
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        struct shares shares = read_shares(picture, &picture->edition->groups[i]);
        picture->shown += shares.known;
        picture->hidden += !shares.split && shares.state == CELL_SUPPRESSED;
        picture->missing += !shares.split && shares.state == CELL_MISSING;
        picture->any_whole = picture->any_whole || (shares.known && !shares.split);
    }
}

static char *make_title(const struct picture *picture)
{
    const struct edition_group *most = NULL;
    double outside = 0;
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        struct shares shares = read_shares(picture, &picture->edition->groups[i]);
        if (shares.known && (most == NULL || shares.outside > outside)) {
            most = &picture->edition->groups[i];
            outside = shares.outside;
        }
    }
    const char *place = chart_place(picture->edition);
    char *percent = text_percent(outside < LITTLE_OUTSIDE ? 1 - outside : outside, 0);
    char *title;
    if (most != NULL && outside >= MUCH_OUTSIDE) {
        title =
            g_strdup_printf(_("%s: %s of the days are spent outside %s"), most->name.label, percent, place);
    } else if (most != NULL && outside < LITTLE_OUTSIDE) {
        title = g_strdup_printf(_("At least %s of the days are spent in %s in every group shown"), percent,
                                place);
    } else {
        title = g_strdup_printf(_("At most %s of the days are spent outside %s in any group shown"), percent,
                                place);
    }
    g_free(percent);
    return title;
}

static char *base_text(const struct shares *shares)
{
    if (!shares->known) {
        return g_strdup("");
    }
    if (!cell_has_number(shares->days)) {
        return g_strdup_printf(_("days: %s"), show_state(shares->days->state));
    }
    char *number = text_number(shares->days->number, 0);
    char *text = g_strdup_printf(P_("%s day", "%s days", shares->days->number), number);
    g_free(number);
    return text;
}

static void write_share(struct chart_draft *draft, const struct shares *shares, bool known, double share)
{
    if (known) {
        chart_field_number(draft, 100 * share, 0);
    } else {
        chart_field_text(draft, show_state(shares->state));
    }
}

static void write_data(struct chart_draft *draft, const struct picture *picture)
{
    size_t n = picture->edition->n_groups;
    chart_head(draft, "row\tgroup\town_municipality\telsewhere_in_region\toutside_region\tword\tin_region");
    for (size_t i = 0; i < n; i++) {
        struct shares shares = read_shares(picture, &picture->edition->groups[i]);
        chart_field_number(draft, (double)i, 0);
        chart_field_text(draft, picture->edition->groups[i].name.label);
        write_share(draft, &shares, shares.split, shares.own);
        write_share(draft, &shares, shares.split, shares.elsewhere);
        write_share(draft, &shares, shares.known, shares.outside);
        chart_field_text(draft, shares.known ? "" : show_state(shares.state));
        write_share(draft, &shares, shares.known, shares.inside);
        chart_end_row(draft);
    }
    chart_next_block(draft);
    chart_head(draft, "row\tname");
    for (size_t i = 0; i < n; i++) {
        chart_label_rows(draft, (double)i - 8.0 / ROW_PX, 17.0 / ROW_PX,
                         picture->edition->groups[i].name.label, CHART_SIZE_BODY, NAME_PX, 2);
    }
    chart_next_block(draft);
    chart_head(draft, "row\tbase");
    for (size_t i = 0; i < n; i++) {
        struct shares shares = read_shares(picture, &picture->edition->groups[i]);
        const char *label = picture->edition->groups[i].name.label;
        char **lines = chart_text_wrap(label, CHART_SIZE_BODY, NAME_PX, 2);
        chart_field_number(draft, (double)i + (g_strv_length(lines) > 1 ? 18.0 : 10.0) / ROW_PX, 3);
        chart_field_take(draft, base_text(&shares));
        chart_end_row(draft);
        g_strfreev(lines);
    }
}

/* The headings and where each begins: three one after the other as wide as they come out, and on a line of
 * its own the one for bars of two parts. */
static void set_parts(struct chart_draft *draft, const struct picture *picture)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(double));
    const char *place = chart_place(picture->edition);
    g_ptr_array_add(texts, g_strdup(_("Own municipality")));
    g_ptr_array_add(texts, g_strdup_printf(_("Other municipality in %s"), place));
    g_ptr_array_add(texts, g_strdup_printf(_("Outside %s"), place));
    double total = 0;
    for (guint i = 0; i < texts->len; i++) {
        total += chart_text_width(g_ptr_array_index(texts, i), CHART_SIZE_SMALL) + 44;
    }
    double px = MAX(14.0, MIN(240.0, CHART_WIDTH - 14 - total + 20));
    for (guint i = 0; i < texts->len; i++) {
        g_array_append_val(starts, px);
        px += chart_text_width(g_ptr_array_index(texts, i), CHART_SIZE_SMALL) + 44;
    }
    if (picture->any_whole) {
        double first = g_array_index(starts, double, 0);
        g_ptr_array_add(texts, g_strdup_printf(_("In %s, own municipality not shown by itself"), place));
        g_array_append_val(starts, first);
    }
    chart_number(draft, "HEAD", HEAD_PX + (picture->any_whole ? SECOND_HEAD : 0));
    chart_texts(draft, "PART", texts);
    chart_numbers(draft, "PART_PX", starts);
    chart_text(draft, "SHARE_FORMAT", text_language() == LANGUAGE_DA ? "%.0f %%" : "%.0f%%");
    g_ptr_array_unref(texts);
    g_array_unref(starts);
}

static void describe_whole(struct chart_draft *draft, const struct edition_group *group,
                           const struct shares *shares)
{
    char *inside = text_percent(shares->inside, 0);
    char *outside = text_percent(shares->outside, 0);
    chart_take_sentence(draft,
                        g_strdup_printf(_("%s: %s in the area, %s outside it; own municipality: %s."),
                                        group->name.label, inside, outside, show_state(shares->state)));
    g_free(inside);
    g_free(outside);
}

static void describe(struct chart_draft *draft, const struct picture *picture)
{
    chart_take_sentence(
        draft, g_strdup_printf(_("Stacked bars of where each target group's days were spent, %s, %d."),
                               chart_place(picture->edition), picture->year));
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        const struct edition_group *group = &picture->edition->groups[i];
        struct shares shares = read_shares(picture, group);
        if (!shares.known) {
            continue;
        }
        if (!shares.split) {
            describe_whole(draft, group, &shares);
            continue;
        }
        char *own = text_percent(shares.own, 0);
        char *elsewhere = text_percent(shares.elsewhere, 0);
        char *outside = text_percent(shares.outside, 0);
        chart_take_sentence(draft,
                            g_strdup_printf(_("%s: %s in the own municipality, %s elsewhere in the area, %s "
                                              "outside it."),
                                            group->name.label, own, elsewhere, outside));
        g_free(own);
        g_free(elsewhere);
        g_free(outside);
    }
    chart_add_states(draft, picture->hidden, picture->missing);
    chart_add_table(draft, picture->table);
}

void chart_inside_outside(const struct released *released, struct chart_batch *batch)
{
    struct picture picture = {.edition = released_edition(released),
                              .table = released_find(released, "self_sufficiency")};
    if (picture.table == NULL || released_rows(picture.table) == 0) {
        return;
    }
    for (size_t i = 0; i < picture.edition->n_groups; i++) {
        picture.year =
            MAX(picture.year, chart_latest_year(picture.table, picture.edition->groups[i].name.code,
                                                SELF_SUFFICIENCY_YEAR, SELF_SUFFICIENCY_IN_REGION_SHARE));
    }
    picture.year = picture.year > 0 ? picture.year : picture.edition->to_year;
    count_states(&picture);
    struct chart_draft *draft = chart_begin(batch, "inside_outside", "", 0, "self_sufficiency");
    chart_take_subtitle(
        draft, g_strdup_printf(_("Days by location of the offer, per cent of the days of citizens from "
                                 "%s, %d"),
                               chart_place(picture.edition), picture.year));
    chart_add_source(draft, picture.edition, false);
    if (picture.shown == 0) {
        const char *why = _("No share can be shown for any target group.");
        chart_take_title(draft, g_strdup(_("Where the days are spent is not shown")));
        chart_take_sentence(draft, g_strdup(why));
        chart_set_empty(draft, why);
        return;
    }
    chart_take_title(draft, make_title(&picture));
    describe(draft, &picture);
    chart_set_body(draft,
                   HEAD_PX + (picture.any_whole ? SECOND_HEAD : 0) + ROW_PX * (int)picture.edition->n_groups);
    chart_number(draft, "ROWS", (double)picture.edition->n_groups);
    set_parts(draft, &picture);
    write_data(draft, &picture);
}
