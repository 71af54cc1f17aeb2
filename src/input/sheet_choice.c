/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of a workbook that holds a table. */
#include "vifte/sheet_choice.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/heading.h"
#include "vifte/project.h"
#include "vifte/text.h"
#include "vifte/xlsx.h"

#include <string.h>

#define SHOWN_BYTES 40
#define FORM_COLUMNS 3 /* municipality, year, group: what the tables of a form share */

/* What all sheets have to say. */
struct survey {
    struct xlsx *book;
    uint64_t line;             /* of the headings as the project says, 0 = not said */
    struct heading **headings; /* of each sheet, NULL = none */
    size_t n;
    size_t n_complete; /* visible sheets with all required headings */
    size_t complete;   /* the first of them */
    size_t best;       /* the visible one with most headings, SHEET_NONE = none or several */
    size_t hidden;     /* a hidden one with all of them */
};

static bool is_complete(const struct heading *heading)
{
    return heading != NULL && heading->n_missing == 0;
}

static void find_best(struct survey *survey)
{
    uint32_t most = 0, n_most = 0;
    for (size_t i = 0; i < survey->n; i++) {
        bool counts = survey->headings[i] != NULL && !xlsx_sheet_is_hidden(survey->book, i);
        uint32_t matched = counts ? survey->headings[i]->n_matched : 0;
        if (matched > most) {
            most = matched;
            n_most = 1;
            survey->best = i;
        } else {
            n_most += matched > 0 && matched == most;
        }
    }
    survey->best = n_most == 1 ? survey->best : SHEET_NONE;
}

static struct survey survey_sheets(struct xlsx *book, const struct heading_names *names, uint64_t line)
{
    struct survey survey = {.book = book,
                            .line = line,
                            .n = xlsx_sheets(book),
                            .complete = SHEET_NONE,
                            .best = SHEET_NONE,
                            .hidden = SHEET_NONE};
    survey.headings = g_new0(struct heading *, survey.n + 1);
    for (size_t i = 0; i < survey.n; i++) {
        size_t n_records = 0;
        const struct record *head = xlsx_head(book, i, line, &n_records);
        survey.headings[i] = heading_find(names, head, n_records, line);
        if (!is_complete(survey.headings[i])) {
            continue;
        }
        if (xlsx_sheet_is_hidden(book, i)) {
            survey.hidden = i;
        } else if (survey.n_complete++ == 0) {
            survey.complete = i;
        }
    }
    find_best(&survey);
    return survey;
}

/* A form's workbook has a sheet a table: the others have the table's headings too, and more of their own. The
 * one that has nothing foreign is meant; SHEET_NONE = none or several. */
static size_t pure_sheet(const struct survey *survey)
{
    size_t found = SHEET_NONE;
    for (size_t i = 0; i < survey->n; i++) {
        const struct heading *heading = survey->headings[i];
        if (!is_complete(heading) || xlsx_sheet_is_hidden(survey->book, i)) {
            continue;
        }
        bool pure = true;
        for (uint32_t k = 0; k < heading->n_fields; k++) {
            pure = pure && (heading->uses[k] == HEADING_COLUMN || heading->uses[k] == HEADING_EMPTY);
        }
        if (pure && found != SHEET_NONE) {
            return SHEET_NONE;
        }
        found = pure ? i : found;
    }
    return found;
}

/* The sheet's name as it may stand in a message. Newly allocated. */
static char *shown_name(const struct survey *survey, size_t sheet)
{
    const char *name = xlsx_sheet_name(survey->book, sheet);
    GString *out = g_string_new(NULL);
    text_mask(out, name, strlen(name), SHOWN_BYTES);
    return g_string_free(out, FALSE);
}

/* "'2023', '2024'": sheets that `wanted` lets through. */
static char *list_sheets(const struct survey *survey, bool (*wanted)(const struct survey *, size_t, size_t),
                         size_t chosen)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < survey->n; i++) {
        if (wanted(survey, i, chosen)) {
            char *name = shown_name(survey, i);
            g_string_append_printf(out, "%s'%s'", out->len > 0 ? ", " : "", name);
            g_free(name);
        }
    }
    return g_string_free(out, FALSE);
}

static bool any_sheet(const struct survey *survey, size_t sheet, size_t chosen)
{
    (void)survey;
    (void)sheet;
    (void)chosen;
    return true;
}

static bool fitting_sheet(const struct survey *survey, size_t sheet, size_t chosen)
{
    (void)chosen;
    return is_complete(survey->headings[sheet]) && !xlsx_sheet_is_hidden(survey->book, sheet);
}

/* The form that `vifte template` sends out has these sheets, and each of its tables is read in its turn. */
static const char *const FORM_FRONT = N_("Read first");
static const char *const FORM_SHEETS[] = {N_("Citizens"), N_("Breakdowns"), N_("Offers used"), N_("Remarks")};
static const char *const FORM_LISTS = N_("Choices");

static bool is_called(const struct survey *survey, size_t sheet, const char *name)
{
    return strcmp(xlsx_sheet_name(survey->book, sheet), name) == 0;
}

static bool is_form(const struct survey *survey)
{
    bool found = false;
    for (size_t i = 0; i < survey->n; i++) {
        found = found || is_called(survey, i, _(FORM_FRONT));
    }
    return found;
}

static bool is_of_form(const struct survey *survey, size_t sheet)
{
    bool found = is_called(survey, sheet, _(FORM_FRONT)) || is_called(survey, sheet, _(FORM_LISTS));
    for (size_t i = 0; i < G_N_ELEMENTS(FORM_SHEETS); i++) {
        char *name = g_strdup_printf("%zu %s", i + 1, _(FORM_SHEETS[i]));
        found = found || is_called(survey, sheet, name);
        g_free(name);
    }
    return found && is_form(survey);
}

static bool left_out(const struct survey *survey, size_t sheet, size_t chosen)
{
    return sheet != chosen && xlsx_rows(survey->book, sheet) > 0 &&
           !xlsx_sheet_is_hidden(survey->book, sheet) && !is_of_form(survey, sheet);
}

static bool hidden_and_left_out(const struct survey *survey, size_t sheet, size_t chosen)
{
    return sheet != chosen && xlsx_rows(survey->book, sheet) > 0 &&
           xlsx_sheet_is_hidden(survey->book, sheet) && !is_of_form(survey, sheet);
}

static void report_left_out(const struct survey *survey, size_t chosen, const struct pos *file,
                            struct diag *diag)
{
    char *others = list_sheets(survey, left_out, chosen);
    char *hidden = list_sheets(survey, hidden_and_left_out, chosen);
    if (*others != '\0') {
        diag_add(diag, &FINDING_SHEET_LEFT_OUT, file, NULL, NULL, NULL, _("sheets that are not read: %s"),
                 others);
    }
    if (*hidden != '\0') {
        diag_add(diag, &FINDING_SHEET_LEFT_OUT, file, NULL, NULL, NULL,
                 _("hidden sheets that are not read: %s"), hidden);
    }
    g_free(others);
    g_free(hidden);
}

static size_t named_sheet(const struct survey *survey, const char *name, const struct pos *file,
                          struct diag *diag)
{
    char *folded = text_fold(name);
    size_t found = SHEET_NONE;
    for (size_t i = 0; i < survey->n && found == SHEET_NONE; i++) {
        char *other = text_fold(xlsx_sheet_name(survey->book, i));
        found = strcmp(folded, other) == 0 ? i : SHEET_NONE;
        g_free(other);
    }
    g_free(folded);
    if (found == SHEET_NONE) {
        char *sheets = list_sheets(survey, any_sheet, SHEET_NONE);
        char *cure = g_strdup_printf(_("the sheets are %s"), sheets);
        diag_add(diag, &FINDING_SHEET, file, "sheet", NULL, cure,
                 _("[format] names a sheet that is not there"));
        g_free(cure);
        g_free(sheets);
    }
    return found;
}

static void report_several(const struct survey *survey, const char *table, const struct pos *file,
                           struct diag *diag)
{
    char *sheets = list_sheets(survey, fitting_sheet, SHEET_NONE);
    char *name = shown_name(survey, survey->complete);
    char *cure = g_strdup_printf(_("write under [format %s]: sheet = %s"), table, name);
    diag_add(diag, &FINDING_SHEET, file, "sheet", NULL, cure,
             _("several sheets have the headings of the table: %s"), sheets);
    g_free(cure);
    g_free(name);
    g_free(sheets);
}

static void report_none(const struct survey *survey, const char *table, const struct pos *file,
                        struct diag *diag)
{
    if (survey->hidden != SHEET_NONE) {
        char *name = shown_name(survey, survey->hidden);
        char *cure = g_strdup_printf(_("unhide it, or write under [format %s]: sheet = %s"), table, name);
        diag_add(diag, &FINDING_SHEET, file, "sheet", NULL, cure,
                 _("the only sheet with the headings of the table is hidden"));
        g_free(cure);
        g_free(name);
        return;
    }
    if (survey->line > 0) {
        struct pos pos = *file;
        pos.line = survey->line;
        diag_add(diag, &FINDING_NO_HEADING, &pos, NULL, NULL,
                 _("correct or remove `header_row` under [format TABLE]"),
                 _("the row that `header_row` names does not hold the names of the columns"));
        return;
    }
    char *cure = g_strdup_printf(_("name the columns as in the manual, or map them under [columns %s]; "
                                   "`sheet` under [format %s] names "
                                   "the sheet"),
                                 table, table);
    diag_add(diag, &FINDING_NO_HEADING, file, NULL, NULL, cure,
             _("no sheet has the names of the columns in its first %u rows"), HEADING_RECORDS);
    g_free(cure);
}

static size_t choose(const struct survey *survey, const char *table, const struct format_rule *format,
                     const struct pos *file, struct diag *diag)
{
    if (format != NULL && format->sheet != NULL) {
        size_t named = named_sheet(survey, format->sheet, file, diag);
        if (named != SHEET_NONE && survey->headings[named] == NULL) {
            report_none(survey, table, file, diag);
            return SHEET_NONE;
        }
        return named;
    }
    if (survey->n_complete > 1) {
        size_t pure = pure_sheet(survey);
        if (pure != SHEET_NONE) {
            return pure;
        }
        report_several(survey, table, file, diag);
        return SHEET_NONE;
    }
    size_t found = survey->n_complete == 1        ? survey->complete
                   : survey->hidden != SHEET_NONE ? SHEET_NONE
                                                  : survey->best;
    if (found == SHEET_NONE) {
        report_none(survey, table, file, diag);
    }
    return found;
}

struct sheet_choice sheet_choice_find(struct xlsx *book, const struct heading_names *names, const char *table,
                                      const struct format_rule *format, const struct pos *file,
                                      struct diag *diag)
{
    uint64_t line = format != NULL && format->header_row > 0 ? (uint64_t)format->header_row : 0;
    struct survey survey = survey_sheets(book, names, line);
    struct sheet_choice choice = {.sheet = choose(&survey, table, format, file, diag)};
    if (choice.sheet != SHEET_NONE) {
        report_left_out(&survey, choice.sheet, file, diag);
        choice.heading = survey.headings[choice.sheet];
        for (size_t i = 0; i < survey.n; i++) {
            choice.of_form = choice.of_form || (i != choice.sheet && survey.headings[i] != NULL &&
                                                survey.headings[i]->n_matched >= FORM_COLUMNS);
        }
        survey.headings[choice.sheet] = NULL;
    }
    for (size_t i = 0; i < survey.n; i++) {
        choice.n_candidates += xlsx_rows(book, i) > 0 && !xlsx_sheet_is_hidden(book, i);
        heading_free(survey.headings[i]);
    }
    g_free(survey.headings);
    return choice;
}
