/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the chapters of the report share; see report.h. */
#include "report.h"

#include "vifte/edition.h"
#include "vifte/output.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/remarks.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

struct grid_item {
    char *text;
    bool numeric;            /* headings: the column holds numbers */
    bool is_state;           /* cells: a word in place of a number */
    const struct cell *cell; /* cells: whose figure it may be; only its place counts, it may be gone */
};

struct grid {
    char *caption;
    GArray *headings, *cells; /* struct grid_item */
};

void report_chapter(struct report *report, const char *id, const char *title)
{
    char *heading = g_strconcat(id, "-title", NULL);
    html_open(report->html, "section", "id", id, "class", "chapter", "aria-labelledby", heading, NULL);
    html_leaf(report->html, "h2", title, "id", heading, NULL);
    g_free(heading);
}

void report_paragraphs(struct report *report, GPtrArray *texts)
{
    for (guint i = 0; i < texts->len; i++) {
        html_leaf(report->html, "p", g_ptr_array_index(texts, i), NULL);
    }
    g_ptr_array_unref(texts);
}

void report_fold(struct report *report, const char *summary)
{
    html_open(report->html, "details", NULL);
    html_leaf(report->html, "summary", summary, NULL);
}

void report_fold_table(struct report *report, const char *summary)
{
    html_open(report->html, "details", NULL);
    html_leaf(report->html, "summary", summary, "class", "screen", NULL);
}

int report_first_year(const struct report *report, int most)
{
    return MAX(report->edition->from_year, report->edition->to_year - most + 1);
}

char *report_group_id(size_t group)
{
    return g_strdup_printf("group-%zu", group + 1);
}

/* Codes that are no group's stand for all offers or those of the cooperation. */
bool report_chart_is_general(const struct report *report, const struct chart *chart)
{
    for (size_t i = 0; i < report->edition->n_groups; i++) {
        if (strcmp(report->edition->groups[i].name.code, chart->group) == 0) {
            return false;
        }
    }
    return true;
}

static const struct chart *first_of_kind(const struct report *report, const char *kind)
{
    for (size_t k = 0; k < chart_set_size(report->charts); k++) {
        const struct chart *chart = chart_set_at(report->charts, k);
        if (strcmp(chart->kind, kind) == 0 && report_chart_is_general(report, chart)) {
            return chart;
        }
    }
    return NULL;
}

/* Where neither the cooperation's offers nor all together stand on one picture, the municipalities do: the
 * offers that nobody's citizens use are not the ones to begin with. */
static const struct chart *occupancy_chart(const struct report *report)
{
    const struct chart *chart = first_of_kind(report, "occupancy");
    const struct chart *change = first_of_kind(report, "occupancy_change");
    bool by_group = false;
    for (size_t k = 0; k < chart_set_size(report->charts); k++) {
        const struct chart *other = chart_set_at(report->charts, k);
        by_group = by_group || (strcmp(other->kind, "occupancy") == 0 && *other->group != '\0');
    }
    bool is_of_the_rest = chart == NULL || strcmp(chart->name, "occupancy-other") == 0;
    return is_of_the_rest && by_group && change != NULL ? change : chart;
}

const struct chart *report_key_chart(const struct report *report, size_t i)
{
    static const char *const KINDS[REPORT_KEY_CHARTS] = {"supply_demand", "occupancy", "inside_outside",
                                                         "forecast_fan"};
    const struct chart *chart =
        strcmp(KINDS[i], "occupancy") == 0 ? occupancy_chart(report) : first_of_kind(report, KINDS[i]);
    bool last = i + 1 == REPORT_KEY_CHARTS;
    return chart == NULL && last ? first_of_kind(report, "citizens_over_time") : chart;
}

bool report_is_key_chart(const struct report *report, const struct chart *chart)
{
    for (size_t i = 0; i < REPORT_KEY_CHARTS; i++) {
        if (report_key_chart(report, i) == chart) {
            return true;
        }
    }
    return false;
}

static void write_picture(struct report *report, const struct chart *chart)
{
    char *data = g_base64_encode((const guchar *)chart->svg, strlen(chart->svg));
    char *source = g_strconcat("data:image/svg+xml;base64,", data, NULL);
    html_empty(report->html, "img", "src", source, "alt", chart->alternative, NULL);
    g_free(source);
    g_free(data);
}

void report_marks(struct report *report, const char *tables)
{
    const struct edition *edition = report->edition;
    bool any = false;
    for (size_t i = 0; i < edition->n_remarks; i++) {
        const struct edition_remark *remark = &edition->remarks[i];
        if (!remarks_touch(remark, tables)) {
            continue;
        }
        char *target = g_strconcat("#remark-", remark->code, NULL);
        html_text(report->html, any ? ", " : _("Remarks on the input: "));
        html_leaf(report->html, "a", remark->code, "href", target, "title", show_text(remark->title), NULL);
        g_free(target);
        any = true;
    }
    if (any) {
        html_text(report->html, ".");
    }
}

static bool has_marks(const struct report *report, const char *tables)
{
    char *line = remarks_line(report->edition, tables);
    g_free(line);
    return line != NULL;
}

void report_grid(struct report *report, struct grid *grid, const char *id, const char *tables)
{
    grid_write(grid, report->html, id);
    if (has_marks(report, tables)) {
        html_open(report->html, "p", "class", "note remarks", NULL);
        report_marks(report, tables);
        html_close(report->html);
    }
}

static void write_link(struct report *report, const char *anchor, const char *text)
{
    if (anchor != NULL) {
        char *target = g_strconcat("#", anchor, NULL);
        html_text(report->html, " ");
        html_leaf(report->html, "a", text, "href", target, NULL);
        g_free(target);
    }
}

void report_figure(struct report *report, const struct chart *chart, const char *numbers, const char *more)
{
    struct html *html = report->html;
    char *id = g_strconcat("chart-", chart->name, NULL);
    html_open(html, "figure", "id", id, NULL);
    write_picture(report, chart);
    html_open(html, "figcaption", NULL);
    html_leaf_take(html, "strong", g_strdup_printf(_("Figure %u."), ++report->n_figures), NULL);
    char *caption = g_strdup_printf(" %s. %s.", chart->title, chart->subtitle);
    html_text(html, caption);
    write_link(report, numbers, _("The numbers behind it"));
    write_link(report, more, _("Read more"));
    if (has_marks(report, chart->table)) {
        html_text(report->html, " ");
        report_marks(report, chart->table);
    }
    html_close(html);
    html_close(html);
    g_free(caption);
    g_free(id);
}

struct column report_column(const struct report *report, const struct released_table *table, size_t column)
{
    struct column out = released_def(table)->columns[column];
    bool whole = report->edition->audience == AUDIENCE_PUBLIC &&
                 released_def(table) == registry_table(TABLE_OCCUPANCY_YEAR) &&
                 (column == OCCUPANCY_YEAR_OCCUPANCY || column == OCCUPANCY_YEAR_CHANGE_POINTS);
    out.decimals = whole ? 0 : out.decimals;
    return out;
}

static GArray *items_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(struct grid_item));
}

struct grid *grid_new(char *caption)
{
    struct grid *grid = g_new(struct grid, 1);
    *grid = (struct grid){.caption = caption, .headings = items_new(), .cells = items_new()};
    return grid;
}

static void add_item(GArray *items, struct grid_item item)
{
    g_array_append_val(items, item);
}

void grid_heading(struct grid *grid, char *text, bool numeric)
{
    add_item(grid->headings, (struct grid_item){.text = text, .numeric = numeric});
}

void grid_text(struct grid *grid, char *text)
{
    add_item(grid->cells, (struct grid_item){.text = text});
}

void grid_word(struct grid *grid, const char *text)
{
    grid_text(grid, g_strdup(text));
}

void grid_state(struct grid *grid, const char *text)
{
    add_item(grid->cells, (struct grid_item){.text = g_strdup(text), .is_state = true});
}

void grid_cell(struct grid *grid, const struct column *column, const struct cell *cell)
{
    const struct grid_item item = {
        .text = show_cell(column, cell), .is_state = !cell_has_number(cell), .cell = cell};
    add_item(grid->cells, item);
}

size_t grid_rows(const struct grid *grid)
{
    return grid->cells->len / grid->headings->len;
}

static void write_headings(const struct grid *grid, struct html *html)
{
    html_open(html, "thead", NULL);
    html_open(html, "tr", NULL);
    for (guint i = 0; i < grid->headings->len; i++) {
        const struct grid_item *heading = &g_array_index(grid->headings, struct grid_item, i);
        html_leaf(html, "th", heading->text, "scope", "col", "class", heading->numeric ? "n" : NULL, NULL);
    }
    html_close(html);
    html_close(html);
}

static const char *cell_class(const struct grid_item *cell, const struct grid_item *heading)
{
    if (cell->is_state) {
        return heading->numeric ? "n state" : "state";
    }
    return heading->numeric ? "n" : NULL;
}

static void write_rows(const struct grid *grid, struct html *html)
{
    html_open(html, "tbody", NULL);
    for (guint i = 0; i < grid->cells->len; i++) {
        const struct grid_item *cell = &g_array_index(grid->cells, struct grid_item, i);
        guint column = i % grid->headings->len;
        const struct grid_item *heading = &g_array_index(grid->headings, struct grid_item, column);
        if (column == 0) {
            html_open(html, "tr", NULL);
            html_leaf(html, "th", cell->text, "scope", "row", NULL);
        } else {
            char *figure = cell->cell != NULL ? html_figure(html, cell->cell) : NULL;
            html_leaf(html, "td", cell->text, "class", cell_class(cell, heading), "data-figure", figure,
                      NULL);
            g_free(figure);
        }
        if (column + 1 == grid->headings->len) {
            html_close(html);
        }
    }
    html_close(html);
}

#define MANY_COLUMNS 6     /* from here on smaller on paper, where nobody can scroll */
#define CROWDED_COLUMNS 12 /* from here on words break where they must */
#define MOST_LETTERS 125   /* and where these many do not fit side by side */

static void hold_words(glong *longest, const char *text)
{
    char **words = g_strsplit_set(text, " -", -1);
    for (size_t i = 0; words[i] != NULL; i++) {
        *longest = MAX(*longest, g_utf8_strlen(words[i], -1));
    }
    g_strfreev(words);
}

/* Letters of the longest words of all columns, side by side. */
static glong words_across(const struct grid *grid)
{
    glong sum = 0;
    for (guint k = 0; k < grid->headings->len; k++) {
        glong longest = 0;
        hold_words(&longest, g_array_index(grid->headings, struct grid_item, k).text);
        for (guint i = k; i < grid->cells->len; i += grid->headings->len) {
            hold_words(&longest, g_array_index(grid->cells, struct grid_item, i).text);
        }
        sum += longest;
    }
    return sum;
}

void grid_write(struct grid *grid, struct html *html, const char *id)
{
    guint n = grid->headings->len;
    bool crowded = n > CROWDED_COLUMNS || (n > MANY_COLUMNS && words_across(grid) > MOST_LETTERS);
    const char *width = crowded ? "wide many" : n > MANY_COLUMNS ? "wide many whole" : "wide";
    html_open(html, "div", "class", width, "role", "group", "tabindex", "0", "aria-label", grid->caption,
              "id", id, NULL);
    html_open(html, "table", NULL);
    html_leaf(html, "caption", grid->caption, NULL);
    write_headings(grid, html);
    write_rows(grid, html);
    html_close(html);
    html_close(html);
    grid_free(grid);
}

static void free_items(GArray *items)
{
    for (guint i = 0; i < items->len; i++) {
        g_free(g_array_index(items, struct grid_item, i).text);
    }
    g_array_unref(items);
}

void grid_free(struct grid *grid)
{
    free_items(grid->headings);
    free_items(grid->cells);
    g_free(grid->caption);
    g_free(grid);
}
