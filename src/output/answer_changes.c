/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of corrections; see answer_changes.h. */
#include "vifte/answer_changes.h"

#include "answer_private.h"
#include "chart_data.h"
#include "sentence_parts.h"
#include "vifte/earlier.h"
#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/figure_inputs.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"
#include "vifte/theme.h"

#include <math.h>
#include <string.h>

#define MOST_PLACES 3 /* sentences named for one figure */

/* --- one answer as the earlier one --- */

static void take_coverage(struct earlier *earlier, const struct released *released)
{
    const struct released_table *coverage = released_find(released, "coverage");
    for (size_t row = 0; coverage != NULL && row < released_rows(coverage); row++) {
        const struct cell *cells = released_cell(coverage, row, 0);
        const struct column *columns = released_def(coverage)->columns;
        char *period = show_cell(&columns[COVERAGE_PERIOD], &cells[COVERAGE_PERIOD]);
        char *version = cell_has_number(&cells[COVERAGE_VERSION])
                            ? text_plain(cells[COVERAGE_VERSION].number, 0)
                            : g_strdup("");
        earlier_add_delivery(
            earlier, cells[COVERAGE_TABLE].name->code, cells[COVERAGE_SENDER].name->code, period,
            cell_has_number(&cells[COVERAGE_STATUS]) ? cells[COVERAGE_STATUS].name->code : "", version);
        g_free(version);
        g_free(period);
    }
}

struct earlier *answer_as_earlier(const struct document *answer, const struct released *released,
                                  const char *theme, const char *called)
{
    struct earlier *earlier = earlier_new(called);
    const struct edition *edition = released_edition(released);
    GArray *figures = document_figures(answer);
    for (guint i = 0; i < figures->len; i++) {
        const struct run *run = g_array_index(figures, struct document_figure, i).run;
        earlier_add_figure(earlier, run->id, run->text);
    }
    g_array_unref(figures);
    take_coverage(earlier, released);
    for (size_t i = 0; i < edition->n_parameters; i++) {
        earlier_add_setting(earlier, edition->parameters[i].key, edition->parameters[i].value);
    }
    earlier_add_setting(earlier, "theme", theme);
    return earlier;
}

/* --- what differs --- */

struct changes {
    struct answer answer; /* about the new one; its document is the sheet */
    const struct document *now;
    const struct earlier *then, *today;
    GArray *list; /* struct change */
};

struct change {
    const char *id, *before, *after;
};

static void find_changes(struct changes *changes)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    GArray *figures = document_figures(changes->now);
    for (guint i = 0; i < figures->len; i++) {
        const struct run *run = g_array_index(figures, struct document_figure, i).run;
        const char *before = g_hash_table_lookup(changes->then->figures, run->id);
        const char *after = g_hash_table_lookup(changes->today->figures, run->id);
        if (before != NULL && strcmp(before, after) != 0 && g_hash_table_add(seen, (void *)run->id)) {
            struct change change = {.id = run->id, .before = before, .after = after};
            g_array_append_val(changes->list, change);
        }
    }
    g_array_unref(figures);
    g_hash_table_unref(seen);
}

static const char *figure_table(const char *id)
{
    char *name = g_strndup(id, strcspn(id, "/"));
    const struct table_def *def = registry_find(name);
    g_free(name);
    return def != NULL ? def->name : "";
}

/* Does a year stand among the id's keys? */
static bool id_has_year(const char *id, const char *year)
{
    char **parts = g_strsplit_set(id, "/ ", -1);
    bool found = g_strv_contains((const char *const *)parts, year);
    g_strfreev(parts);
    return found;
}

static bool is_input_of(const char *table, const char *input)
{
    char **inputs = g_strsplit(figure_inputs(table), " ", -1);
    bool found = g_strv_contains((const char *const *)inputs, input);
    g_strfreev(inputs);
    return found;
}

static bool counts(const struct earlier_delivery *delivery)
{
    return strcmp(delivery->status, "received") == 0 || strcmp(delivery->status, "late") == 0;
}

/* The delivery of the same form that counted then; NULL = none did. */
static const struct earlier_delivery *counted_then(const struct changes *changes,
                                                   const struct earlier_delivery *now)
{
    for (guint i = 0; i < changes->then->deliveries->len; i++) {
        const struct earlier_delivery *then =
            &g_array_index(changes->then->deliveries, struct earlier_delivery, i);
        if (counts(then) && strcmp(then->table, now->table) == 0 && strcmp(then->sender, now->sender) == 0 &&
            strcmp(then->period, now->period) == 0) {
            return then;
        }
    }
    return NULL;
}

enum cause { CAUSE_ARRIVED, CAUSE_NEW_VERSION };

static const char *sender_name(const struct changes *changes, const char *code)
{
    const struct edition *edition = changes->answer.edition;
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        if (strcmp(edition->municipalities[i].name.code, code) == 0) {
            return edition->municipalities[i].name.label;
        }
    }
    return code;
}

/* Names of those whose form behind the figure is another one than then. */
static GPtrArray *senders(const struct changes *changes, const struct change *change, enum cause cause)
{
    const char *table = figure_table(change->id);
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < changes->today->deliveries->len; i++) {
        const struct earlier_delivery *now =
            &g_array_index(changes->today->deliveries, struct earlier_delivery, i);
        if (!counts(now) || !is_input_of(table, now->table) || !id_has_year(change->id, now->period)) {
            continue;
        }
        const struct earlier_delivery *then = counted_then(changes, now);
        bool arrived = then == NULL;
        bool newer = then != NULL && strcmp(then->version, now->version) != 0;
        const char *name = sender_name(changes, now->sender);
        if ((cause == CAUSE_ARRIVED ? arrived : newer) &&
            !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL)) {
            g_ptr_array_add(names, (void *)name);
        }
    }
    return names;
}

static char *joined(GPtrArray *names)
{
    return names->len > 0 ? part_list(names) : (g_ptr_array_unref(names), NULL);
}

/* Settings that are not what they were: their keys. */
static GPtrArray *changed_settings(const struct changes *changes)
{
    GPtrArray *keys = g_ptr_array_new();
    GList *all = g_list_sort(g_hash_table_get_keys(changes->today->settings), (GCompareFunc)strcmp);
    for (GList *at = all; at != NULL; at = at->next) {
        const char *then = g_hash_table_lookup(changes->then->settings, at->data);
        const char *now = g_hash_table_lookup(changes->today->settings, at->data);
        if (then != NULL && strcmp(then, now) != 0) {
            g_ptr_array_add(keys, at->data);
        }
    }
    g_list_free(all);
    return keys;
}

static void write_who_and_why(struct changes *changes, const struct change *change)
{
    char *arrived = joined(senders(changes, change, CAUSE_ARRIVED));
    char *newer = joined(senders(changes, change, CAUSE_NEW_VERSION));
    char *settings = joined(changed_settings(changes));
    char *who = arrived != NULL && newer != NULL ? g_strdup_printf("%s; %s", arrived, newer)
                : arrived != NULL                ? g_strdup(arrived)
                : newer != NULL                  ? g_strdup(newer)
                                                 : g_strdup("\u2013");
    GString *why = g_string_new(NULL);
    if (arrived != NULL) {
        g_string_append(why, _("form received since"));
    }
    if (newer != NULL) {
        g_string_append_printf(why, "%s%s", why->len > 0 ? "; " : "", _("corrected form"));
    }
    if (settings != NULL) {
        g_string_append_printf(why, "%s%s (%s)", why->len > 0 ? "; " : "", _("changed setting"), settings);
    }
    if (why->len == 0) {
        g_string_append(why, _("revised data"));
    }
    document_cell(changes->answer.document, who);
    document_cell(changes->answer.document, why->str);
    g_string_free(why, TRUE);
    g_free(who);
    g_free(settings);
    g_free(newer);
    g_free(arrived);
}

/* --- where it stands --- */

static bool holds(const GArray *runs, const char *id)
{
    for (guint i = 0; i < runs->len; i++) {
        const struct run *run = &g_array_index(runs, struct run, i);
        if (run->id != NULL && strcmp(run->id, id) == 0) {
            return true;
        }
    }
    return false;
}

static bool table_holds(const struct document_table *table, const char *id)
{
    bool found = holds(table->caption, id);
    for (guint i = 0; i < table->cells->len && !found; i++) {
        found = holds(g_ptr_array_index(table->cells, i), id);
    }
    return found;
}

/* After a full stop and a blank before a capital: "31. december" and "pr. 10.000" end nothing. NULL =
 * nowhere. */
static const char *sentence_end(const char *text)
{
    for (const char *p = strstr(text, ". "); p != NULL; p = strstr(p + 2, ". ")) {
        if (g_unichar_isupper(g_utf8_get_char(p + 2))) {
            return p + 2;
        }
    }
    return NULL;
}

/* The sentence around the figure. */
static char *sentence_around(const GArray *runs, const char *id)
{
    GString *before = g_string_new(NULL);
    GString *after = g_string_new(NULL);
    bool met = false;
    for (guint i = 0; i < runs->len; i++) {
        const struct run *run = &g_array_index(runs, struct run, i);
        bool is_it = !met && run->id != NULL && strcmp(run->id, id) == 0;
        g_string_append(met || is_it ? after : before, run->text);
        met = met || is_it;
    }
    const char *start = before->str;
    for (const char *p = sentence_end(before->str); p != NULL; p = sentence_end(p)) {
        start = p;
    }
    const char *end = sentence_end(after->str);
    char *text = g_strdup_printf("%s%.*s", start, end != NULL ? (int)(end - after->str - 1) : (int)after->len,
                                 after->str);
    g_string_free(before, TRUE);
    g_string_free(after, TRUE);
    return text;
}

/* "Table 2; »On 31 December ...«" */
static char *touched(const struct document *document, const char *id)
{
    GPtrArray *places = g_ptr_array_new_with_free_func(g_free);
    guint more = 0;
    for (size_t i = 0; i < document_size(document); i++) {
        const struct block *block = document_at(document, i);
        char *place = NULL;
        if (block->kind == BLOCK_TABLE && table_holds(block->table, id)) {
            place = g_strdup_printf(_("Table %u"), block->table->number);
        } else if ((block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM) && block->runs != NULL &&
                   holds(block->runs, id)) {
            char *sentence = sentence_around(block->runs, id);
            place = g_strdup_printf(_("“%s”"), sentence);
            g_free(sentence);
        }
        bool known = place != NULL && g_ptr_array_find_with_equal_func(places, place, g_str_equal, NULL);
        if (place != NULL && !known && places->len < MOST_PLACES) {
            g_ptr_array_add(places, place);
        } else {
            more += place != NULL && !known;
            g_free(place);
        }
    }
    if (more > 0) {
        g_ptr_array_add(places, g_strdup_printf(P_("%u more place", "%u more places", more), more));
    }
    g_ptr_array_add(places, NULL);
    char *text = g_strjoinv("; ", (char **)places->pdata);
    g_ptr_array_unref(places);
    return text;
}

/* --- the sheet --- */

/* A figure that was never given out may not be told beside the one that is: the difference is what a single
 * municipality reported. It may where that municipality's own figure is shown anyway, where the figure does
 * not rest on persons, and to those who may see everything. */
static bool all_shown(const struct changes *changes, const struct change *change, enum cause cause)
{
    GPtrArray *names = senders(changes, change, cause);
    const struct edition *edition = changes->answer.edition;
    bool shown = true;
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        const struct name *name = &edition->municipalities[i].name;
        if (g_ptr_array_find_with_equal_func(names, name->label, g_str_equal, NULL)) {
            for (int year = edition->from_year; year <= edition->to_year; year++) {
                char *key = g_strdup_printf("%d", year);
                struct part_row row = part_row_of_area(changes->answer.released, "need", changes->answer.code,
                                                       name->code, year);
                shown = shown &&
                        (!id_has_year(change->id, key) || cell_has_number(part_cell(row, NEED_CITIZENS)));
                g_free(key);
            }
        }
    }
    g_ptr_array_unref(names);
    return shown;
}

static bool may_tell_before(const struct changes *changes, const struct change *change)
{
    static const char *const NO_PERSONS[] = {"supply", "fit", "coverage", "capacity_log", NULL};
    const char *table = figure_table(change->id);
    if (changes->then->audience != NULL || changes->answer.edition->audience == AUDIENCE_INTERNAL ||
        g_strv_contains(NO_PERSONS, table)) {
        return true;
    }
    return strcmp(table, "need") == 0 && all_shown(changes, change, CAUSE_ARRIVED) &&
           all_shown(changes, change, CAUSE_NEW_VERSION);
}

static void write_corrections(struct changes *changes)
{
    struct document *document = changes->answer.document;
    document_heading(document, 2, _("Corrected figures"));
    const struct document_table_about about = {.caption = _("Figures that are not what they were"),
                                               .landscape = true};
    document_table_begin(document, &about);
    const char *headings[] = {_("Figure"), _("Before"), _("Now"), _("Who"), _("Why"), _("Sentences touched")};
    for (size_t i = 0; i < G_N_ELEMENTS(headings); i++) {
        document_column(document, headings[i], i == 1 || i == 2 ? DOCUMENT_RIGHT : DOCUMENT_LEFT);
    }
    char *last = g_strdup("");
    for (guint i = 0; i < changes->list->len; i++) {
        const struct change *change = &g_array_index(changes->list, struct change, i);
        char *places = touched(changes->now, change->id);
        char *label = figure_id_label(change->id);
        document_cell_open(document);
        document_run(document, RUN_PLAIN, label);
        document_break(document);
        document_run(document, RUN_EMPHASIS, change->id);
        g_free(label);
        if (may_tell_before(changes, change)) {
            document_cell(document, change->before);
        } else {
            document_cell_state(document, show_state(CELL_SUPPRESSED));
        }
        document_cell_open(document);
        document_figure(document, RUN_PLAIN, change->id, change->after);
        write_who_and_why(changes, change);
        document_cell(document, strcmp(places, last) == 0 ? _("as above") : places);
        g_free(last);
        last = places;
    }
    g_free(last);
    document_table_end(document);
}

/* The newest year of the group that the earlier answer had citizens for; 0 = none. */
static int year_then(const struct changes *changes)
{
    for (int year = changes->answer.edition->to_year; year >= changes->answer.edition->from_year; year--) {
        char *id = g_strdup_printf("need/%s/region/%d/citizens", changes->answer.code, year);
        const char *text = g_hash_table_lookup(changes->then->figures, id);
        bool shown = text != NULL && g_ascii_isdigit(*text);
        g_free(id);
        if (shown) {
            return year;
        }
    }
    return 0;
}

/* A whole number as printed ("1.234"), -1 for words. */
static double number_of(const char *text)
{
    double number = 0;
    if (text == NULL || !g_ascii_isdigit(*text)) {
        return -1;
    }
    for (; *text != '\0'; text++) {
        number = g_ascii_isdigit(*text) ? 10 * number + (*text - '0') : number;
    }
    return number;
}

/* Citizens of municipalities that are in the region's figure of the year now and were not then: the sum, and
 * whether all of them are shown. */
static double of_new_reporters(const struct changes *changes, int year, bool *shown, GPtrArray *names)
{
    double sum = 0;
    *shown = true;
    char *id = g_strdup_printf("need/%s/region/%d/citizens", changes->answer.code, year);
    struct change change = {.id = id};
    GPtrArray *arrived = senders(changes, &change, CAUSE_ARRIVED);
    const struct edition *edition = changes->answer.edition;
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        const struct name *name = &edition->municipalities[i].name;
        struct part_row row =
            part_row_of_area(changes->answer.released, "need", changes->answer.code, name->code, year);
        struct part_row region =
            part_row_of_region(changes->answer.released, "need", changes->answer.code, year);
        bool from_forms = part_is_word(part_cell(region, NEED_SOURCE), "forms_sum");
        if (!from_forms || !g_ptr_array_find_with_equal_func(arrived, name->label, g_str_equal, NULL)) {
            continue;
        }
        const struct cell *citizens = part_cell(row, NEED_CITIZENS);
        *shown = *shown && cell_has_number(citizens);
        sum += cell_has_number(citizens) ? citizens->number : 0;
        g_ptr_array_add(names, (void *)name->label);
    }
    g_ptr_array_unref(arrived);
    g_free(id);
    return sum;
}

static void part_line(struct changes *changes, const char *what, char *number, const char *remark)
{
    document_cell(changes->answer.document, what);
    document_cell_take(changes->answer.document, number);
    document_cell(changes->answer.document, remark);
}

static char *signed_text(double number)
{
    char *size = text_number(fabs(number), 0);
    char *text = number == 0 ? g_strdup("0") : g_strdup_printf("%s%s", number > 0 ? "+" : "\u2212", size);
    g_free(size);
    return text;
}

/* What the same year says today against then: settings, reporters, data. */
static void write_revision(struct changes *changes, int year, double before, double today)
{
    GPtrArray *names = g_ptr_array_new();
    bool shown = true;
    double reporters = of_new_reporters(changes, year, &shown, names);
    char *who = joined(names);
    char *settings = joined(changed_settings(changes));
    bool definition = settings != NULL && today != before;
    char *definition_remark =
        definition ? g_strdup_printf(_("changed: %s; cannot be told apart from revised data"), settings)
                   : g_strdup(_("unchanged"));
    char *who_remark = who != NULL ? g_strdup_printf(_("reported now, not then: %s"), who)
                                   : g_strdup(_("the same municipalities"));
    part_line(changes, _("Another definition"), definition ? g_strdup("") : g_strdup("0"), definition_remark);
    part_line(changes, _("Other municipalities that reported"),
              shown ? signed_text(reporters) : g_strdup(show_state(CELL_SUPPRESSED)), who_remark);
    part_line(changes, _("Revised data"),
              shown ? signed_text(today - before - reporters) : g_strdup(show_state(CELL_SUPPRESSED)),
              definition ? _("with the changed definition") : "");
    g_free(who_remark);
    g_free(definition_remark);
    g_free(settings);
    g_free(who);
}

static void write_parts(struct changes *changes)
{
    struct answer *answer = &changes->answer;
    int then = year_then(changes);
    struct part_row old_year = part_row_of_region(answer->released, "need", answer->code, then);
    struct part_row new_year = part_row_of_region(answer->released, "need", answer->code, answer->year);
    char *id = g_strdup_printf("need/%s/region/%d/citizens", answer->code, then);
    double before = number_of(g_hash_table_lookup(changes->then->figures, id));
    const struct cell *today = part_cell(old_year, NEED_CITIZENS);
    const struct cell *newest = part_cell(new_year, NEED_CITIZENS);
    struct change change = {.id = id};
    bool may_tell = then > 0 && may_tell_before(changes, &change);
    g_free(id);
    if (!may_tell || before < 0 || !cell_has_number(today) || !cell_has_number(newest)) {
        return;
    }
    char *caption =
        g_strdup_printf(_("The change in citizens taken apart, %s"), chart_place(answer->edition));
    char *first = g_strdup_printf(_("Citizens of %d according to %s"), then, changes->then->called);
    char *same = g_strdup_printf(_("Citizens of %d today"), then);
    char *last = g_strdup_printf(_("Citizens of %d today"), answer->year);
    const struct document_table_about about = {.caption = caption, .landscape = true};
    document_heading(answer->document, 2, _("What has changed since"));
    document_table_begin(answer->document, &about);
    document_column(answer->document, _("Part"), DOCUMENT_LEFT);
    document_column(answer->document, _("Citizens"), DOCUMENT_RIGHT);
    document_column(answer->document, _("Remark"), DOCUMENT_LEFT);
    part_line(changes, first, text_number(before, 0), "");
    write_revision(changes, then, before, today->number);
    part_line(changes, same, part_mark(old_year, NEED_CITIZENS), "");
    if (answer->year != then) {
        part_line(changes, _("Change in persons"), signed_text(newest->number - today->number),
                  _("those who came less those who left"));
        part_line(changes, last, part_mark(new_year, NEED_CITIZENS), "");
    }
    document_table_end(answer->document);
    g_free(last);
    g_free(same);
    g_free(first);
    g_free(caption);
}

/* What was found in the input that the changed figures rest on. */
static void write_marks(struct changes *changes)
{
    struct answer *answer = &changes->answer;
    for (guint i = 0; i < changes->list->len; i++) {
        const char *id = g_array_index(changes->list, struct change, i).id;
        char *table = g_strndup(id, strcspn(id, "/"));
        answer_rests_on(answer, table);
        g_free(table);
    }
    answer->marks_apart = true;
    answer_marks(answer);
    char *line = answer_marks_named(answer);
    if (line != NULL) {
        document_paragraph(answer->document, DOCUMENT_NOTE, line);
    }
    g_free(line);
}

static void write_sheet(struct changes *changes)
{
    struct document *document = changes->answer.document;
    char *lead =
        g_strdup_printf(P_("%u figure of the answer is not what it was in %s.",
                           "%u figures of the answer are not what they were in %s.", changes->list->len),
                        changes->list->len, changes->then->called);
    document_paragraph_take(document, DOCUMENT_LEAD, lead);
    write_parts(changes);
    if (changes->list->len > 0) {
        write_corrections(changes);
    }
    document_paragraph(
        document, DOCUMENT_NOTE,
        _("Figures that stand in both versions are compared. An earlier figure is called confidential where "
          "it beside the new one would tell what a single municipality reported. The newest approved "
          "version of a form counts."));
    write_marks(changes);
}

struct document *answer_changes(const struct answer_request *request, const struct document *answer,
                                const struct earlier *earlier)
{
    struct changes changes = {.answer = answer_begin(request),
                              .now = answer,
                              .then = earlier,
                              .list = g_array_new(FALSE, FALSE, sizeof(struct change))};
    struct earlier *today = answer_as_earlier(answer, request->released, request->theme->id, "");
    changes.today = today;
    find_changes(&changes);
    struct document *sheet = NULL;
    if (changes.list->len > 0) {
        char *title = g_strdup_printf(_("Corrections: %s"), changes.answer.group->name.label);
        struct document_head head = answer_head(&changes.answer, title);
        g_free((char *)head.subtitle);
        head.subtitle = g_strdup_printf(_("Against %s"), earlier->called);
        head.short_note = true;
        head.landscape = true;
        sheet = document_new(&head);
        changes.answer.document = sheet;
        write_sheet(&changes);
        document_head_clear(&head);
        g_free(title);
    }
    g_array_unref(changes.list);
    answer_end(&changes.answer);
    earlier_free(today);
    return sheet;
}
