/* SPDX-License-Identifier: GPL-3.0-or-later */
/* offers and capacity_notes: one row an offer and validity period, and notes on them. */
#include "loader.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <string.h>

#define DAY_FIRST (-1000000) /* before anything that is reported: an offer without valid_from */
#define AMBIGUOUS GUINT_TO_POINTER(UINT32_MAX)

/* Rows arrive in any order and files; load_offers_finish() joins those of one id. */
struct offer_row {
    struct offer offer;
    struct period period;
    const char *aliases, *merged_into; /* "" = none */
    struct pos pos;
};

static const char *text_or_empty(struct loader *loader, const struct value *value)
{
    return value->state == VALUE_GIVEN ? loader_string(loader, value->text) : "";
}

static struct offer offer_of(struct loader *loader, const struct input_row *row)
{
    const struct value *v = row->values;
    const char *agreement = text_or_empty(loader, &v[IN_OFFERS_AGREEMENT]);
    struct offer offer = {
        .name = loader_name(loader, v[IN_OFFERS_OFFER].text, v[IN_OFFERS_NAME].text),
        .operator_name = loader_name(loader, v[IN_OFFERS_OPERATOR].text, v[IN_OFFERS_OPERATOR].text),
        .agreement = loader_name(loader, agreement, agreement),
        .operator_type = (enum operator_type)v[IN_OFFERS_OPERATOR_TYPE].whole,
        .kind = (enum offer_kind)v[IN_OFFERS_KIND].whole,
        .reach = (enum reach)v[IN_OFFERS_REACH].whole,
        .unit = v[IN_OFFERS_CAPACITY_UNIT].state == VALUE_GIVEN
                    ? (enum capacity_unit)(v[IN_OFFERS_CAPACITY_UNIT].whole - 1)
                    : UNIT_PLACES,
        .merged_into = NONE,
        .age_from = v[IN_OFFERS_AGE_FROM].state == VALUE_GIVEN ? (int)v[IN_OFFERS_AGE_FROM].whole : 0,
        .age_to = v[IN_OFFERS_AGE_TO].state == VALUE_GIVEN ? (int)v[IN_OFFERS_AGE_TO].whole : AGE_OPEN,
        .cooperation = v[IN_OFFERS_COOPERATION].whole == 1,
        .specialised = v[IN_OFFERS_SPECIALISED].whole == 1,
        .n_periods = 1,
    };
    return offer;
}

static struct quantity places_of(struct loader *loader, const struct input_row *row,
                                 const struct offer *offer)
{
    struct quantity places = loader_quantity(&row->values[IN_OFFERS_PLACES]);
    if (places.state == CELL_VALUE || !model_in_places(offer)) {
        return model_in_places(offer) ? places : (struct quantity){.state = CELL_NA};
    }
    loader_report(loader, &FINDING_EMPTY, row, IN_OFFERS_PLACES,
                  _("only offers without places may leave it blank: set kind or capacity_unit"),
                  _("places are missing"));
    return places;
}

/* "Udlandet" has no code among the municipalities. */
static bool is_abroad(const char *text)
{
    char *folded = text_fold(text);
    bool abroad =
        strcmp(folded, "udlandet") == 0 || strcmp(folded, "abroad") == 0 || strcmp(folded, "udland") == 0;
    g_free(folded);
    return abroad;
}

void load_offer_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    struct offer offer = offer_of(loader, row);
    struct period period = {.start = DAY_FIRST, .end = DAY_OPEN, .origin = loader_origin(loader, row)};
    period.places = places_of(loader, row, &offer);
    if (v[IN_OFFERS_VALID_FROM].state == VALUE_GIVEN) {
        period.start = v[IN_OFFERS_VALID_FROM].day;
    }
    if (v[IN_OFFERS_VALID_TO].state == VALUE_GIVEN) {
        period.end = v[IN_OFFERS_VALID_TO].day + (loader->project->stay_end == STAY_END_INCLUSIVE);
    }
    if (period.end <= period.start) {
        loader_report(loader, &FINDING_END_BEFORE_START, row, IN_OFFERS_VALID_TO, NULL,
                      _("ends before it starts"));
        return;
    }
    int32_t in_force = MAX(period.start, loader->project->from_day);
    period.section = loader_section(loader, row, IN_OFFERS_SECTION, in_force);
    offer.section = period.section;
    offer.group_set = loader_group_set(loader, row, IN_OFFERS_GROUPS);
    offer.municipality = is_abroad(v[IN_OFFERS_MUNICIPALITY].text)
                             ? NONE
                             : loader_municipality(loader, row, IN_OFFERS_MUNICIPALITY);
    if (offer.group_set == NONE) {
        return;
    }
    struct offer_row kept = {.offer = offer, .period = period, .pos = row->pos};
    kept.aliases = text_or_empty(loader, &v[IN_OFFERS_ALIAS]);
    kept.merged_into = text_or_empty(loader, &v[IN_OFFERS_MERGED_INTO]);
    g_array_append_val(loader->offer_row_array, kept);
}

static int compare_rows(const void *a, const void *b)
{
    const struct offer_row *x = a;
    const struct offer_row *y = b;
    int order = strcmp(x->offer.name.code, y->offer.name.code);
    if (order == 0) {
        order = (x->period.start > y->period.start) - (x->period.start < y->period.start);
    }
    return order != 0 ? order : (x->period.end > y->period.end) - (x->period.end < y->period.end);
}

static void register_name(struct loader *loader, const char *text, uint32_t offer)
{
    char *folded = text_fold(text);
    void *known = g_hash_table_lookup(loader->offers, folded);
    void *mine = GUINT_TO_POINTER(offer + 1);
    if (folded[0] != '\0') {
        g_hash_table_insert(loader->offers, g_strdup(folded),
                            known == NULL || known == mine ? mine : AMBIGUOUS);
    }
    g_free(folded);
}

static void register_aliases(struct loader *loader, const struct offer_row *row, uint32_t offer)
{
    register_name(loader, row->offer.name.label, offer);
    char **aliases = g_strsplit(row->aliases, "|", -1);
    for (size_t i = 0; aliases[i] != NULL; i++) {
        register_name(loader, aliases[i], offer);
    }
    g_strfreev(aliases);
}

/* Rows of one id become one offer, described as in its newest period. */
static void join_rows(struct loader *loader)
{
    GArray *rows = loader->offer_row_array;
    for (guint i = 0; i < rows->len; i++) {
        struct offer_row *row = &g_array_index(rows, struct offer_row, i);
        struct offer_row *before = i > 0 ? &g_array_index(rows, struct offer_row, i - 1) : NULL;
        bool same = before != NULL && strcmp(before->offer.name.code, row->offer.name.code) == 0;
        if (same && before->period.end > row->period.start) {
            diag_add(loader->diag, &FINDING_PERIODS_OVERLAP, &row->pos, "valid_from", NULL,
                     _("let the earlier row end before this one starts"),
                     _("the days are also covered by line %u of '%s'"), before->period.origin.line,
                     before->pos.file);
        }
        if (same && before->period.end == row->period.start - 1) {
            diag_add(loader->diag, &FINDING_DAY_GAP, &row->pos, "valid_from",
                     "supply occupancy_year capacity_log",
                     _("if the earlier row's last day counts, set stay_end = inclusive under [conventions]"),
                     _("one day between this row and line %u of '%s' has no places"),
                     before->period.origin.line, before->pos.file);
        }
        uint32_t first =
            same ? g_array_index(loader->offer_array, struct offer, loader->offer_array->len - 1).first_period
                 : loader->period_array->len;
        if (same) {
            g_array_set_size(loader->offer_array, loader->offer_array->len - 1);
        }
        row->offer.first_period = first;
        row->offer.n_periods = loader->period_array->len - first + 1;
        row->period.offer = loader->offer_array->len;
        g_array_append_val(loader->period_array, row->period);
        g_array_append_val(loader->offer_array, row->offer);
    }
}

/* Ids win over names: an id is found even where another offer has it as its name. */
static void register_offers(struct loader *loader)
{
    GArray *rows = loader->offer_row_array;
    for (guint i = 0; i < rows->len; i++) {
        const struct offer_row *row = &g_array_index(rows, struct offer_row, i);
        register_aliases(loader, row, g_array_index(loader->period_array, struct period, i).offer);
    }
    for (guint i = 0; i < loader->offer_array->len; i++) {
        const char *id = g_array_index(loader->offer_array, struct offer, i).name.code;
        g_hash_table_insert(loader->offers, text_fold(id), GUINT_TO_POINTER(i + 1));
        g_hash_table_insert(loader->offers, g_strdup(id), GUINT_TO_POINTER(i + 1));
    }
}

static void resolve_merges(struct loader *loader)
{
    GArray *rows = loader->offer_row_array;
    for (guint i = 0; i < rows->len; i++) {
        const struct offer_row *row = &g_array_index(rows, struct offer_row, i);
        if (row->merged_into[0] == '\0') {
            continue;
        }
        char *folded = text_fold(row->merged_into);
        void *found = g_hash_table_lookup(loader->offers, folded);
        if (found == NULL || found == AMBIGUOUS) {
            diag_add(loader->diag, &FINDING_OFFER, &row->pos, "merged_into", NULL,
                     _("use the id of the offer that went on"), _("no offer has this id"));
        } else {
            uint32_t offer = g_array_index(loader->period_array, struct period, i).offer;
            g_array_index(loader->offer_array, struct offer, offer).merged_into = GPOINTER_TO_UINT(found) - 1;
        }
        g_free(folded);
    }
}

void load_offers_finish(struct loader *loader)
{
    g_array_sort(loader->offer_row_array, compare_rows);
    join_rows(loader);
    register_offers(loader);
    resolve_merges(loader);
}

void load_capacity_note_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    struct capacity_note note = {.offer = loader_offer(loader, row, IN_CAPACITY_NOTES_OFFER),
                                 .day = v[IN_CAPACITY_NOTES_DATE].day,
                                 .note = loader_string(loader, v[IN_CAPACITY_NOTES_NOTE].text),
                                 .origin = loader_origin(loader, row)};
    if (note.offer != NONE) {
        g_array_append_val(loader->capacity_note_array, note);
    }
}

void offers_new(struct loader *loader)
{
    loader->offer_row_array = g_array_new(FALSE, FALSE, sizeof(struct offer_row));
}

static int compare_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The offer whose name or alias comes nearest to the folded text, as its sender writes it; NULL when none
 * does. */
static const char *nearest_offer(struct loader *loader, const char *folded)
{
    const char *key = loader_nearest(loader->offers, folded);
    if (key == NULL) {
        return NULL;
    }
    guint offer = GPOINTER_TO_UINT(g_hash_table_lookup(loader->offers, key)) - 1;
    return loader_offer_shown(loader, &g_array_index(loader->offer_array, struct offer, offer));
}

/* Unknown offers with the nearest known name, ready to become an alias. Where the offers table could not be
 * read at all, that is the one problem. */
void load_offers_unknown(struct loader *loader)
{
    if (loader->offer_array->len == 0) {
        return;
    }
    bool leave_out = loader->project->unknown_offer == UNKNOWN_OFFER_LEAVE_OUT;
    guint n = 0;
    gpointer *offers = g_hash_table_get_keys_as_array(loader->unknown_offers, &n);
    qsort(offers, n, sizeof *offers, compare_text);
    for (guint i = 0; i < n; i++) {
        const struct unlisted_offer *unknown = g_hash_table_lookup(loader->unknown_offers, offers[i]);
        const char *nearest = i < DIAG_PER_FILE ? nearest_offer(loader, offers[i]) : NULL;
        const char *advice = _("add the offer, or write this name under `alias` of the offer it means");
        char *cure =
            nearest != NULL ? g_strdup_printf(_("did you mean '%s'? %s"), nearest, advice) : g_strdup(advice);
        diag_add(loader->diag, leave_out ? &FINDING_OFFER_LEFT_OUT : &FINDING_OFFER, &unknown->pos, "offer",
                 "flows use_matrix offers_used occupancy_year", cure,
                 P_("no offer is called %s: %u row", "no offer is called %s: %u rows", unknown->rows),
                 unknown->quoted, unknown->rows);
        g_free(cure);
    }
    g_free(offers);
}
