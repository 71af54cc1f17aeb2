/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change in citizens taken apart: who reported, definition, revised data, persons. */
#include "answer_changed.h"

#include "chart_data.h"
#include "sentence_parts.h"
#include "vifte/earlier.h"
#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

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
    struct part_row region = part_row_of_region(changes->answer.released, "need", changes->answer.code, year);
    bool forms = part_is_word(part_cell(region, NEED_SOURCE), "forms_sum");
    GPtrArray *arrived = changes_senders(changes, &change, forms ? CAUSE_ARRIVED : CAUSE_STAYS);
    const struct edition *edition = changes->answer.edition;
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        const struct name *name = &edition->municipalities[i].name;
        struct part_row row =
            part_row_of_area(changes->answer.released, "need", changes->answer.code, name->code, year);
        if (!g_ptr_array_find_with_equal_func(arrived, name->label, g_str_equal, NULL)) {
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

static char *amount(bool shown, double number)
{
    return shown ? signed_text(number) : g_strdup(show_state(CELL_SUPPRESSED));
}

/* --- the definition --- */

static const char *redefined_text(const struct changes *changes, const char *area, int year)
{
    g_autofree char *id = g_strdup_printf("need/%s/%s/%d/citizens", changes->answer.code, area, year);
    return g_hash_table_lookup(changes->then->redefined->figures, id);
}

/* The year's citizens of an area by the definition of then; -1 where they are not told. */
static double redefined_citizens(const struct changes *changes, const char *area, int year)
{
    return number_of(redefined_text(changes, area, year));
}

/* Citizens of the new reporters by the definition of then; -1 where one of them is not told. */
static double redefined_reporters(const struct changes *changes, const GPtrArray *names, int year)
{
    const struct edition *edition = changes->answer.edition;
    double sum = 0;
    for (size_t i = 0; i < edition->n_municipalities && sum >= 0; i++) {
        const struct name *name = &edition->municipalities[i].name;
        if (g_ptr_array_find_with_equal_func((GPtrArray *)names, name->label, g_str_equal, NULL)) {
            double number = redefined_citizens(changes, name->code, year);
            sum = number >= 0 ? sum + number : -1;
        }
    }
    return sum;
}

/* What another definition changed of the year's citizens: today's data counted both ways. The parts are told
 * apart where that many citizens are shown as well, else why not. */
static const char *split_definition(const struct changes *changes, int year, double today, double reporters,
                                    const GPtrArray *names, double *definition)
{
    const struct edition *edition = changes->answer.edition;
    *definition = 0;
    if (changes->then->same_definition) {
        return NULL;
    }
    if (changes->then->redefined == NULL) {
        return _("today's data cannot be counted by the earlier definition");
    }
    double citizens = redefined_citizens(changes, "region", year);
    double of_new = redefined_reporters(changes, names, year);
    bool left_out = redefined_text(changes, "region", year) == NULL;
    if (!left_out && (citizens < 0 || of_new < 0)) {
        return _("the number by the earlier definition is confidential");
    }
    *definition = (today - reporters) - (citizens - of_new);
    /* What it changed of the new reporters would tell how much of the rest is whose. */
    bool few = (*definition != 0 && fabs(*definition) < edition->threshold) || reporters != of_new;
    return left_out || (few && edition->audience != AUDIENCE_INTERNAL)
               ? _("apart, one of them would tell of a few citizens")
               : NULL;
}

/* What is left when the reporters are taken away: the definition's, the data's, or of both together. */
static void write_rest(struct changes *changes, bool shown, double rest, double definition,
                       const char *why_not)
{
    char *settings = changes_joined(changes_settings(changes));
    char *changed = settings != NULL ? g_strdup_printf(_("changed: %s"), settings) : g_strdup(_("unchanged"));
    if (why_not != NULL) {
        char *remark = g_strdup_printf(_("%s; the two cannot be told apart: %s"), changed, why_not);
        part_line(changes, _("Another definition and revised data"), amount(shown, rest), remark);
        g_free(remark);
    } else {
        part_line(changes, _("Another definition"), amount(shown, definition), changed);
        part_line(changes, _("Revised data"), amount(shown, rest - definition), "");
    }
    g_free(changed);
    g_free(settings);
}

/* What the same year says today against then: reporters, settings, data. */
static void write_revision(struct changes *changes, int year, double before, double today)
{
    GPtrArray *names = g_ptr_array_new();
    bool shown = true;
    double definition;
    double reporters = of_new_reporters(changes, year, &shown, names);
    const char *why_not = split_definition(changes, year, today, reporters, names, &definition);
    char *who = changes_joined(names);
    char *remark = who != NULL ? g_strdup_printf(_("reported now, not then: %s"), who)
                               : g_strdup(_("the same municipalities"));
    part_line(changes, _("Other municipalities that reported"), amount(shown, reporters), remark);
    write_rest(changes, shown, today - before - reporters, definition, why_not);
    g_free(remark);
    g_free(who);
}

/* From the one year to the other, today. */
static void write_persons(struct changes *changes, struct part_row then, struct part_row now)
{
    double change = part_cell(now, NEED_CITIZENS)->number - part_cell(then, NEED_CITIZENS)->number;
    char *before = part_mark(then, NEED_REPORTED_BY);
    char *after = part_mark(now, NEED_REPORTED_BY);
    char *before_text = figure_unmark(before), *after_text = figure_unmark(after);
    if (strcmp(before_text, after_text) == 0) {
        part_line(changes, _("Change in persons"), signed_text(change),
                  _("those who came less those who left"));
    } else {
        char *remark = g_strdup_printf(_("reported by %s, and by %s before"), after, before);
        part_line(changes, _("Change in persons and in who reported"), signed_text(change), remark);
        g_free(remark);
    }
    g_free(after_text);
    g_free(before_text);
    g_free(after);
    g_free(before);
}

/* Nothing is left unsaid: why the change is not taken apart. */
static void write_untold(const struct changes *changes, bool confidential)
{
    document_heading(changes->answer.document, 2, _("What has changed since"));
    document_paragraph(
        changes->answer.document, DOCUMENT_BODY,
        confidential
            ? _("The change in citizens is not taken apart: a part of it rests on a confidential figure.")
            : _("The change in citizens is not taken apart: the two answers have no number of citizens "
                "for the same year that is shown in both."));
}

void changes_write_parts(struct changes *changes)
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
    bool may_tell = then > 0 && changes_may_tell(changes, &change);
    g_free(id);
    if (!may_tell || before < 0 || !cell_has_number(today) || !cell_has_number(newest)) {
        write_untold(changes, then > 0 && !may_tell);
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
        write_persons(changes, old_year, new_year);
        part_line(changes, last, part_mark(new_year, NEED_CITIZENS), "");
    }
    document_table_end(answer->document);
    g_free(last);
    g_free(same);
    g_free(first);
    g_free(caption);
}
