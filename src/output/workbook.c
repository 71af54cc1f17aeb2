/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * workbook.xlsx: contents, definitions, notes and settings, then a sheet a released table. Numbers are
 * numbers, names are labels, and where there is no number a word says why.
 */
#include "vifte/output.h"

#include "workbook_figures.h"

#include "vifte/datapackage.h"
#include "vifte/edition.h"
#include "vifte/findings.h"
#include "vifte/outdir.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/remarks.h"
#include "vifte/sheet.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

#define EXCEL_EPOCH 25569 /* 1970-01-01 in Excel's days */
#define DATE_WIDTH 10

struct workbook {
    const struct released *released;
    const struct edition *edition;
    struct sheet_book *book;
    char *mark;  /* the edition's line */
    char *scope; /* region and years */
    const char *contents, *definitions, *notes, *settings;
    const char **tables; /* names of the tables' sheets, as released_at() */
    const struct chart_set *charts;
    const struct outdir *dir;
    struct workbook_figures figures;
};

/* ---- one released table ---- */

static char *number_format(const struct column *column)
{
    char zeros[16] = "0.000000000000";
    zeros[column->decimals > 0 ? MIN(column->decimals + 2u, 14u) : 1] = '\0';
    switch (column->kind) {
    case COLUMN_YEAR:
        return g_strdup("0");
    case COLUMN_DATE:
        return g_strdup(text_language() == LANGUAGE_DA ? "dd-mm-yyyy" : "yyyy-mm-dd");
    case COLUMN_RATIO:
        return g_strconcat(zeros, text_language() == LANGUAGE_DA ? " %" : "%", NULL);
    case COLUMN_CHANCE:
        return g_strdup_printf("[>=0.995]\"%s\";[<0.005]\"%s\";0%s", _("over 99%"), _("under 1%"),
                               text_language() == LANGUAGE_DA ? " %" : "%");
    case COLUMN_COUNT:
    case COLUMN_DECIMAL:
    case COLUMN_POINTS:
    case COLUMN_MONEY:
        return g_strconcat("#,##", zeros, NULL);
    default:
        return NULL;
    }
}

static double excel_number(enum column_kind kind, double number)
{
    return kind == COLUMN_DATE ? number + EXCEL_EPOCH : datapackage_number(kind, number);
}

/* Labels of a column that stand for more than one identifier: those get the code beside them. */
static GHashTable *ambiguous_labels(const struct released_table *table, size_t column)
{
    GHashTable *codes = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTable *ambiguous = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t row = 0; row < released_rows(table); row++) {
        const struct cell *cell = released_cell(table, row, column);
        if (cell->state == CELL_VALUE) {
            const char *known = g_hash_table_lookup(codes, cell->name->label);
            if (known == NULL) {
                g_hash_table_insert(codes, (void *)cell->name->label, (void *)cell->name->code);
            } else if (strcmp(known, cell->name->code) != 0) {
                g_hash_table_add(ambiguous, (void *)cell->name->label);
            }
        }
    }
    g_hash_table_unref(codes);
    return ambiguous;
}

/* A table that has a column for the name needs no second one: its key is the code. */
static bool has_name_column(const struct table_def *def)
{
    for (size_t i = def->n_keys; i < def->n_columns; i++) {
        if (strcmp(def->columns[i].name, "name") == 0) {
            return true;
        }
    }
    return false;
}

struct writer {
    const struct released_table *table;
    const struct table_def *def;
    size_t *
        shown; /* columns that this audience can have at all; the others would be one word all the way down */
    size_t n_shown;
    GHashTable **ambiguous; /* a set of labels for every identifier column, else NULL */
    size_t coded;           /* the key column that shows codes, or SIZE_MAX */
    double *largest;        /* number of each shown column so far, and how wide it is */
    size_t *width;
};

/* A number from zero on that is no larger than another is no wider. */
static size_t number_width(const struct writer *writer, size_t at, const struct column *column,
                           const struct cell *cell)
{
    if (cell->number >= 0 && cell->number <= writer->largest[at]) {
        return writer->width[at];
    }
    char *shown = show_cell(column, cell);
    size_t width = (size_t)g_utf8_strlen(shown, -1);
    if (cell->number >= 0) {
        writer->largest[at] = cell->number;
        writer->width[at] = width;
    }
    g_free(shown);
    return width;
}

static void write_name(struct sheet *sheet, const struct writer *writer, size_t at, const struct cell *cell)
{
    size_t i = writer->shown[at];
    char *label = show_cell(&writer->def->columns[i], cell);
    if (i == writer->coded) {
        sheet_text(sheet, at, cell->name->code);
    } else if (writer->ambiguous[i] != NULL &&
               g_hash_table_contains(writer->ambiguous[i], cell->name->label)) {
        char *both = g_strdup_printf("%s (%s)", label, cell->name->code);
        sheet_text(sheet, at, both);
        g_free(both);
    } else {
        sheet_text(sheet, at, label);
    }
    g_free(label);
}

static void write_cell(struct sheet *sheet, const struct writer *writer, size_t row, size_t at)
{
    const struct column *column = &writer->def->columns[writer->shown[at]];
    const struct cell *cell = released_cell(writer->table, row, writer->shown[at]);
    if (cell->state != CELL_VALUE) {
        sheet_word(sheet, at, show_state(cell->state));
    } else if (column->kind <= COLUMN_TEXT) {
        write_name(sheet, writer, at, cell);
    } else {
        size_t width = column->kind == COLUMN_DATE ? DATE_WIDTH : number_width(writer, at, column, cell);
        double number = excel_number(column->kind, cell->number);
        if ((cell->marks & MARK_OWN) != 0) {
            sheet_number_marked(sheet, at, number, width);
        } else {
            sheet_number(sheet, at, number, width);
        }
    }
}

/* Does anybody who has this edition have the column? A municipality has some for its own row. */
static bool has_column(const struct released_table *table, size_t column, enum audience audience)
{
    bool has = released_def(table)->columns[column].least <= audience;
    for (size_t row = 0; !has && row < released_rows(table); row++) {
        has = (released_cell(table, row, column)->marks & MARK_OWN) != 0;
    }
    return has;
}

static struct writer writer_for(const struct released_table *table, enum audience audience)
{
    const struct table_def *def = released_def(table);
    struct writer writer = {.table = table, .def = def, .coded = SIZE_MAX};
    writer.shown = g_new(size_t, def->n_columns);
    writer.ambiguous = g_new0(GHashTable *, def->n_columns);
    writer.largest = g_new(double, def->n_columns);
    writer.width = g_new0(size_t, def->n_columns);
    for (size_t i = 0; i < def->n_columns; i++) {
        writer.largest[i] = -1;
    }
    for (size_t i = 0; i < def->n_columns; i++) {
        if (has_column(table, i, audience)) {
            writer.shown[writer.n_shown++] = i;
        }
        if (def->columns[i].kind == COLUMN_ID) {
            writer.ambiguous[i] = ambiguous_labels(table, i);
            writer.coded = i < def->n_keys && has_name_column(def) ? i : writer.coded;
        }
    }
    return writer;
}

static void writer_clear(struct writer *writer)
{
    for (size_t i = 0; i < writer->def->n_columns; i++) {
        if (writer->ambiguous[i] != NULL) {
            g_hash_table_unref(writer->ambiguous[i]);
        }
    }
    g_free(writer->largest);
    g_free(writer->width);
    g_free(writer->ambiguous);
    g_free(writer->shown);
}

static void write_rows(struct sheet *sheet, const struct writer *writer)
{
    size_t n = writer->n_shown;
    struct sheet_column *columns = g_new0(struct sheet_column, n);
    for (size_t at = 0; at < n; at++) {
        columns[at].heading = show_heading(&writer->def->columns[writer->shown[at]]);
        columns[at].number_format = number_format(&writer->def->columns[writer->shown[at]]);
        columns[at].key = writer->shown[at] < writer->def->n_keys;
    }
    sheet_table_begin(sheet, writer->def->name, columns, n);
    for (size_t row = 0; row < released_rows(writer->table); row++) {
        for (size_t at = 0; at < n; at++) {
            write_cell(sheet, writer, row, at);
        }
        sheet_next_row(sheet);
    }
    sheet_table_end(sheet);
    for (size_t at = 0; at < n; at++) {
        g_free((char *)columns[at].heading);
        g_free((char *)columns[at].number_format);
    }
    g_free(columns);
}

/* The sheet of findings where the edition has one, else the notes, which say what the codes mean. */
static const char *remarks_sheet(const struct workbook *workbook)
{
    for (size_t i = 0; i < released_size(workbook->released); i++) {
        if (released_def(released_at(workbook->released, i)) == registry_table(TABLE_QUALITY)) {
            return workbook->tables[i];
        }
    }
    return workbook->notes;
}

static void write_marks(const struct workbook *workbook, struct sheet *sheet, const char *table)
{
    char *line = remarks_line(workbook->edition, table);
    if (line != NULL) {
        sheet_line_link(sheet, line, remarks_sheet(workbook));
        g_free(line);
    }
}

/* How many tables, and where they come from. */
static char *source_line(const struct edition *edition)
{
    char *date = text_date(edition->date);
    char *line = g_strdup_printf(
        _("The sheet has one table. Source: reports from municipalities and offers, as of %s."), date);
    g_free(date);
    return line;
}

static void write_table(const struct workbook *workbook, size_t i)
{
    const struct released_table *table = released_at(workbook->released, i);
    const struct table_def *def = released_def(table);
    struct sheet *sheet = sheet_add(workbook->book, workbook->tables[i]);
    char *mark = g_strdup_printf("%s · %s", workbook->mark, workbook->scope);
    sheet_line(sheet, SHEET_TITLE, show_text(def->title));
    sheet_line(sheet, SHEET_MARK, mark);
    if (def->note != NULL) {
        sheet_line(sheet, SHEET_NOTE, show_text(def->note));
    }
    if (released_rows(table) == 0) {
        sheet_line(sheet, SHEET_NOTE, _("There are no rows in this edition."));
    } else if (released_rows(table) > SHEET_MAX_ROWS) {
        sheet_line(sheet, SHEET_NOTE, _("The table is too long for a sheet; the CSV file has all rows."));
    } else {
        write_marks(workbook, sheet, def->name);
        char *source = source_line(workbook->edition);
        sheet_line(sheet, SHEET_NOTE, source);
        sheet_line_link(sheet, _("Words in place of numbers are explained on the sheet of notes."),
                        workbook->notes);
        g_free(source);
        struct writer writer = writer_for(table, workbook->edition->audience);
        write_rows(sheet, &writer);
        writer_clear(&writer);
    }
    g_free(mark);
}

/* ---- the sheets in front ---- */

static struct sheet *front_sheet(const struct workbook *workbook, const char *name, const char *title)
{
    struct sheet *sheet = sheet_add(workbook->book, name);
    sheet_line(sheet, SHEET_TITLE, title);
    sheet_line(sheet, SHEET_MARK, workbook->mark);
    return sheet;
}

static void write_contents(const struct workbook *workbook)
{
    const struct edition *edition = workbook->edition;
    struct sheet *sheet = front_sheet(workbook, workbook->contents, edition->title);
    char *date = text_date(edition->date);
    sheet_line(sheet, SHEET_NOTE, workbook->scope);
    sheet_line(sheet, SHEET_NOTE, date);
    if (*edition->sender != '\0') {
        sheet_line(sheet, SHEET_NOTE, edition->sender);
    }
    char *caution = show_caution(edition);
    if (*caution != '\0') {
        sheet_line(sheet, SHEET_NOTE, caution);
    }
    g_free(caution);
    const struct sheet_column columns[] = {{.heading = _("Sheet")}, {.heading = _("What it holds")}};
    const struct {
        const char *name, *what;
    } front[] = {{workbook->definitions, _("What every column means, its unit, formula and source")},
                 {workbook->notes, _("What words in place of numbers mean, and what is left out")},
                 {workbook->settings, _("Settings of the project that shape the figures")}};
    sheet_table_begin(sheet, "contents", columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < G_N_ELEMENTS(front); i++) {
        sheet_link(sheet, 0, front[i].name, front[i].name);
        sheet_text(sheet, 1, front[i].what);
        sheet_next_row(sheet);
    }
    workbook_figures_list(&workbook->figures, sheet);
    for (size_t i = 0; i < released_size(workbook->released); i++) {
        const struct table_def *def = released_def(released_at(workbook->released, i));
        sheet_link(sheet, 0, workbook->tables[i], workbook->tables[i]);
        sheet_text(sheet, 1, show_text(def->title));
        sheet_next_row(sheet);
    }
    sheet_table_end(sheet);
    g_free(date);
}

/* A cell without anything in it says so. */
static const char *or_dash(const char *text)
{
    return *text != '\0' ? text : "-";
}

static void write_definition(struct sheet *sheet, const char *sheet_name, const struct column *column)
{
    sheet_text(sheet, 0, sheet_name);
    sheet_text(sheet, 1, show_text(column->label));
    sheet_text(sheet, 2, or_dash(show_text(column->unit)));
    sheet_text(sheet, 3, or_dash(show_text(column->definition)));
    sheet_text(sheet, 4, or_dash(show_text(column->formula)));
    sheet_text(sheet, 5, or_dash(show_text(column->source)));
    sheet_text(sheet, 6, column->name);
    sheet_next_row(sheet);
}

static void write_definitions(const struct workbook *workbook)
{
    const struct sheet_column columns[] = {{.heading = _("Sheet")},
                                           {.heading = _("Column")},
                                           {.heading = _("Unit")},
                                           {.heading = _("Definition")},
                                           {.heading = _("Formula")},
                                           {.heading = _("Source")},
                                           {.heading = _("Name in CSV files")}};
    struct sheet *sheet = front_sheet(workbook, workbook->definitions, _("Definitions"));
    if (released_size(workbook->released) == 0) {
        sheet_line(sheet, SHEET_NOTE, _("There are no rows in this edition."));
        return;
    }
    sheet_table_begin(sheet, "definitions", columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < released_size(workbook->released); i++) {
        const struct table_def *def = released_def(released_at(workbook->released, i));
        for (size_t k = 0; k < def->n_columns; k++) {
            if (def->columns[k].least <= workbook->edition->audience) {
                write_definition(sheet, workbook->tables[i], &def->columns[k]);
            }
        }
    }
    sheet_table_end(sheet);
}

static void write_note(struct sheet *sheet, const char *about, const char *note)
{
    sheet_text(sheet, 0, about);
    sheet_text(sheet, 1, note);
    sheet_next_row(sheet);
}

static void write_state_notes(struct sheet *sheet)
{
    write_note(
        sheet, show_state(CELL_SUPPRESSED),
        _("Hidden so that nobody can be recognised. Where the figures of all municipalities are hidden, some "
          "of them may be 0."));
    write_note(sheet, show_state(CELL_MISSING),
               _("Nobody reported the figure. It is never the same as zero."));
    write_note(sheet, show_state(CELL_NA), _("The question makes no sense here."));
    write_note(sheet, show_state(CELL_UNDEFINED), _("There are data, but too few for this figure."));
}

/* How much was hidden, not why. */
static void write_hidden_note(struct sheet *sheet, const struct released *released)
{
    size_t hidden, cells;
    released_hidden(released, &hidden, &cells);
    char *n = text_number((double)hidden, 0);
    char *of = text_number((double)cells, 0);
    char *note = hidden == 0 ? g_strdup(_("No figure is hidden in this edition."))
                             : g_strdup_printf(_("%s of %s figures are hidden in this edition."), n, of);
    write_note(sheet, _("Hidden figures"), note);
    g_free(note);
    g_free(of);
    g_free(n);
}

static void write_group_notes(struct sheet *sheet, const struct edition *edition)
{
    for (size_t i = 0; i < edition->n_groups; i++) {
        const struct edition_group *group = &edition->groups[i];
        if (*group->note != '\0') {
            write_note(sheet, group->name.label, group->note);
        }
        if (group->below_threshold) {
            write_note(sheet, group->name.label, _("The edition shows no figures for this target group."));
        }
    }
}

static void write_remark_notes(struct sheet *sheet, const struct edition *edition)
{
    for (size_t i = 0; i < edition->n_remarks; i++) {
        const struct edition_remark *remark = &edition->remarks[i];
        char *note = g_strdup_printf("%s. %s", show_text(remark->title), show_text(remark->explanation));
        write_note(sheet, remark->code, note);
        g_free(note);
    }
}

static void write_notes(const struct workbook *workbook)
{
    const struct released *released = workbook->released;
    const struct sheet_column columns[] = {{.heading = _("About")}, {.heading = _("Note")}};
    struct sheet *sheet = front_sheet(workbook, workbook->notes, _("Notes"));
    sheet_table_begin(sheet, "notes", columns, G_N_ELEMENTS(columns));
    write_state_notes(sheet);
    write_hidden_note(sheet, released);
    for (size_t i = 0; i < released_n_absent(released); i++) {
        const struct table_def *def = registry_find(released_absent(released, i));
        const char *title = def != NULL ? show_text(def->title) : released_absent(released, i);
        write_note(sheet, title, _("The table is not for this edition's readers."));
    }
    write_group_notes(sheet, workbook->edition);
    write_remark_notes(sheet, workbook->edition);
    for (size_t i = 0; i < released_size(released); i++) {
        const struct table_def *def = released_def(released_at(released, i));
        if (def->note != NULL) {
            write_note(sheet, show_text(def->title), show_text(def->note));
        }
    }
    sheet_table_end(sheet);
}

static void write_settings(const struct workbook *workbook)
{
    const struct edition *edition = workbook->edition;
    const struct sheet_column columns[] = {
        {.heading = _("Setting")}, {.heading = _("Key")}, {.heading = _("Value")}, {.heading = _("Source")}};
    struct sheet *sheet = front_sheet(workbook, workbook->settings, _("Settings"));
    if (edition->n_parameters == 0) {
        sheet_line(sheet, SHEET_NOTE, _("The project sets nothing that shapes the figures."));
        return;
    }
    sheet_table_begin(sheet, "settings", columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < edition->n_parameters; i++) {
        const struct edition_parameter *parameter = &edition->parameters[i];
        g_autofree char *value = show_setting_value(parameter->value);
        sheet_text(sheet, 0, show_setting_meaning(parameter->key));
        sheet_text(sheet, 1, parameter->key);
        sheet_text(sheet, 2, value);
        sheet_text(sheet, 3, show_setting_source(parameter->source));
        sheet_next_row(sheet);
    }
    sheet_table_end(sheet);
}

/* ---- the file ---- */

static void reserve_names(struct workbook *workbook)
{
    size_t n = released_size(workbook->released);
    workbook->contents = sheet_book_reserve(workbook->book, _("Contents"));
    workbook->definitions = sheet_book_reserve(workbook->book, _("Definitions"));
    workbook->notes = sheet_book_reserve(workbook->book, _("Notes"));
    workbook->settings = sheet_book_reserve(workbook->book, _("Settings"));
    workbook->figures =
        workbook_figures_of(workbook->released, workbook->charts, workbook->mark, workbook->book);
    workbook->tables = g_new0(const char *, n);
    for (size_t i = 0; i < n; i++) {
        const struct table_def *def = released_def(released_at(workbook->released, i));
        workbook->tables[i] = sheet_book_reserve(workbook->book, show_text(def->title));
    }
}

static void write_sheets(struct workbook *workbook)
{
    reserve_names(workbook);
    write_contents(workbook);
    write_definitions(workbook);
    write_notes(workbook);
    write_settings(workbook);
    workbook_figures_write(&workbook->figures, workbook->tables, workbook->dir, workbook->book);
    for (size_t i = 0; i < released_size(workbook->released); i++) {
        write_table(workbook, i);
    }
    g_free(workbook->tables);
}

static struct sheet_book *open_book(const struct workbook *workbook, const char *path)
{
    const struct edition *edition = workbook->edition;
    struct sheet_properties properties = {.title = edition->title,
                                          .subject = workbook->mark,
                                          .author = *edition->sender != '\0' ? edition->sender : "vifte",
                                          .keywords = workbook->scope,
                                          .language = text_language() == LANGUAGE_DA ? "da-DK" : "en-GB",
                                          .date = edition->date,
                                          .published = edition->audience == AUDIENCE_PUBLIC &&
                                                       edition->municipality == 0};
    return sheet_book_new(path, &properties);
}

static bool cannot_write(struct diag *diag, const char *reason)
{
    struct pos pos = {.file = "workbook.xlsx"};
    diag_add(diag, &FINDING_CANNOT_WRITE, &pos, NULL, NULL, NULL, "%s", reason);
    return false;
}

bool workbook_write(const struct released *released, const struct chart_set *charts, struct outdir *dir,
                    struct diag *diag)
{
    const struct edition *edition = released_edition(released);
    bool one_year = edition->from_year == edition->to_year;
    char *years = one_year ? g_strdup_printf("%d", edition->from_year)
                           : g_strdup_printf("%d–%d", edition->from_year, edition->to_year);
    struct workbook workbook = {.released = released,
                                .edition = edition,
                                .mark = show_edition_line(edition),
                                .charts = charts,
                                .dir = dir};
    workbook.scope =
        *edition->region != '\0' ? g_strdup_printf("%s, %s", edition->region, years) : g_strdup(years);
    char *path = outdir_path(dir, "workbook.xlsx");
    const char *reason = NULL;
    workbook.book = open_book(&workbook, path);
    bool good = workbook.book != NULL;
    if (good) {
        write_sheets(&workbook);
        good = sheet_book_close(workbook.book, &reason);
    }
    g_free(path);
    g_free(workbook.scope);
    g_free(workbook.mark);
    g_free(years);
    return good ? outdir_adopt(dir, "workbook.xlsx", diag)
                : cannot_write(diag, reason != NULL ? reason : _("the file cannot be made"));
}
