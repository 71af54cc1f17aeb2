/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report as a document for Word and paper. The chapters are those of report.html: they are told a second
 * time, to a listener that makes blocks of what would have been elements. So whatever a chapter says, both
 * say.
 *
 * Left out are links to other places of the page, and what is folded away in the chapters on coverage and
 * method: lists for those who work with the numbers, which stand in the workbook.
 */
#include "vifte/output.h"

#include "report.h"
#include "vifte/document.h"
#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/released.h"
#include "vifte/run_digest.h"
#include "vifte/text.h"

#include <string.h>

#define COLUMNS_UPRIGHT 10 /* wider tables stand on a page on its side */

struct telling {
    const struct released *released;
    const struct chart_set *charts;
    const struct outdir *dir;
    struct document *document;
    GPtrArray *elements; /* const char *: open ones */
    char *chapter;       /* id of the open section */
    GString *heard;      /* text of a heading, caption ... while it is open; NULL = goes into the document */
    unsigned skipping;   /* elements deep inside something left out */
    char *heading;       /* of a part, until something stands under it, and the last one */
    unsigned heading_level; /* 0 = nothing waits */
    GPtrArray *left_out;    /* char *: headings of what is left out in this chapter */
    bool strong, state, right;
    char *figure;                /* id of the cell that is open */
    char *picture, *alternative; /* name of the chart; what it shows */
    char *caption;
    bool table_begun;
    unsigned n_columns;
};

static const char *attribute(const char *const *attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2) {
        if (strcmp(attributes[0], name) == 0) {
            return attributes[1];
        }
    }
    return "";
}

static bool has_class(const char *const *attributes, const char *class)
{
    char **classes = g_strsplit(attribute(attributes, "class"), " ", -1);
    bool has = g_strv_contains((const char *const *)classes, class);
    g_strfreev(classes);
    return has;
}

static bool is_inside(const struct telling *telling, const char *element)
{
    return g_ptr_array_find_with_equal_func(telling->elements, element, g_str_equal, NULL);
}

static void hear(struct telling *telling)
{
    telling->heard = g_string_new(NULL);
}

static char *heard(struct telling *telling)
{
    char *text = g_string_free(telling->heard, FALSE);
    telling->heard = NULL;
    return text;
}

static void replace(char **place, char *text)
{
    g_free(*place);
    *place = text;
}

/* --- what is left out --- */

static bool is_for_workers(const struct telling *telling)
{
    return telling->chapter != NULL &&
           (strcmp(telling->chapter, "coverage") == 0 || strcmp(telling->chapter, "method") == 0);
}

static bool leaves_out(struct telling *telling, const char *element)
{
    bool strong_of_caption = strcmp(element, "strong") == 0 && is_inside(telling, "figcaption");
    if (strcmp(element, "a") == 0 || strcmp(element, "summary") == 0 || strong_of_caption) {
        return true;
    }
    if (strcmp(element, "details") != 0 || !is_for_workers(telling)) {
        return false;
    }
    if (telling->heading != NULL &&
        !g_ptr_array_find_with_equal_func(telling->left_out, telling->heading, g_str_equal, NULL)) {
        g_ptr_array_add(telling->left_out, g_strdup(telling->heading));
    }
    telling->heading_level = 0; /* nothing will stand under it */
    return true;
}

static void close_chapter(struct telling *telling)
{
    if (telling->left_out->len > 0) {
        char *list = text_list((const char *const *)telling->left_out->pdata, telling->left_out->len);
        document_paragraph_take(
            telling->document, DOCUMENT_NOTE,
            g_strdup_printf(_("The full lists stand in the workbook (workbook.xlsx): %s."), list));
        g_free(list);
    }
    g_ptr_array_set_size(telling->left_out, 0);
    replace(&telling->heading, NULL);
    telling->heading_level = 0;
}

/* Something stands under the heading that waits. */
static void settle_heading(struct telling *telling)
{
    if (telling->heading_level > 0) {
        document_heading(telling->document, telling->heading_level, telling->heading);
        telling->heading_level = 0;
    }
}

/* --- tables --- */

/* Key figures are terms with a value and a remark each. */
static void open_terms(struct telling *telling, const char *const *attributes)
{
    if (has_class(attributes, "tiles")) {
        const struct document_table_about about = {.caption = _("Key figures")};
        document_table_begin(telling->document, &about);
        document_column(telling->document, _("Key figure"), DOCUMENT_LEFT);
        document_column(telling->document, _("Value"), DOCUMENT_RIGHT);
        document_column(telling->document, _("Base"), DOCUMENT_LEFT);
        telling->table_begun = true;
    }
}

static void close_terms(struct telling *telling)
{
    if (telling->table_begun) {
        document_table_end(telling->document);
        telling->table_begun = false;
    }
}

static void open_term(struct telling *telling, const char *element, const char *const *attributes)
{
    bool term = strcmp(element, "dt") == 0;
    if (telling->table_begun) {
        document_cell_open(telling->document);
        telling->strong = has_class(attributes, "value");
        telling->state = has_class(attributes, "state");
    } else if (term) {
        document_open(telling->document, DOCUMENT_BODY);
        telling->strong = true;
    } else {
        document_run(telling->document, RUN_PLAIN, ": ");
    }
}

/* The headings come before the first row; how many there are decides how the page lies. */
static void open_column(struct telling *telling, const char *const *attributes)
{
    telling->right = has_class(attributes, "n");
    hear(telling);
}

static void close_column(struct telling *telling)
{
    char *text = heard(telling);
    document_column(telling->document, text, telling->right ? DOCUMENT_RIGHT : DOCUMENT_LEFT);
    telling->n_columns++;
    g_free(text);
}

static void open_cell(struct telling *telling, const char *const *attributes)
{
    document_cell_open(telling->document);
    telling->state = has_class(attributes, "state");
    const char *figure = attribute(attributes, "data-figure");
    replace(&telling->figure, *figure != '\0' ? g_strdup(figure) : NULL);
}

static void begin_table(struct telling *telling)
{
    char *caption = heard(telling);
    const struct document_table_about about = {.caption = caption};
    document_table_begin(telling->document, &about);
    telling->n_columns = 0;
    g_free(caption);
}

/* --- pictures --- */

static void open_picture(struct telling *telling, const char *const *attributes)
{
    const char *id = attribute(attributes, "id");
    replace(&telling->picture, g_strdup(g_str_has_prefix(id, "chart-") ? id + strlen("chart-") : id));
}

/* The picture itself says below its title what it shows, so its caption need not. */
static const char *picture_title(const struct telling *telling)
{
    for (size_t i = 0; i < chart_set_size(telling->charts); i++) {
        const struct chart *chart = chart_set_at(telling->charts, i);
        if (strcmp(chart->name, telling->picture) == 0) {
            return chart->title;
        }
    }
    return telling->caption;
}

static void close_picture(struct telling *telling)
{
    GBytes *png = chart_png(telling->dir, telling->picture);
    document_picture(telling->document, picture_title(telling), telling->alternative, png, NULL);
    if (png != NULL) {
        g_bytes_unref(png);
    }
}

/* --- elements --- */

static void open_chapter(struct telling *telling, const char *const *attributes)
{
    replace(&telling->chapter, g_strdup(attribute(attributes, "id")));
}

static void close_heading(struct telling *telling, unsigned level)
{
    char *text = heard(telling);
    if (level == 1) {
        document_heading_at(telling->document, level, telling->chapter, text);
        g_free(text);
    } else {
        replace(&telling->heading, text);
        telling->heading_level = level;
    }
}

static void open_paragraph(struct telling *telling, const char *const *attributes)
{
    document_open(telling->document, has_class(attributes, "note") ? DOCUMENT_NOTE : DOCUMENT_BODY);
}

static bool is_heard(const char *element)
{
    return g_strv_contains((const char *const[]){"h2", "h3", "h4", "caption", "figcaption", NULL}, element);
}

static bool is_content(const char *element)
{
    return g_strv_contains((const char *const[]){"p", "ul", "ol", "dl", "table", "figure", NULL}, element);
}

static void open_element(struct telling *telling, const char *element, const char *const *attributes)
{
    if (is_content(element)) {
        settle_heading(telling);
    }
    if (is_heard(element)) {
        hear(telling);
    } else if (strcmp(element, "section") == 0) {
        open_chapter(telling, attributes);
    } else if (strcmp(element, "p") == 0) {
        open_paragraph(telling, attributes);
    } else if (strcmp(element, "ul") == 0 || strcmp(element, "ol") == 0) {
        document_list_begin(telling->document, false);
    } else if (strcmp(element, "li") == 0) {
        document_item(telling->document);
    } else if (strcmp(element, "strong") == 0) {
        telling->strong = true;
    } else if (strcmp(element, "dl") == 0) {
        open_terms(telling, attributes);
    } else if (strcmp(element, "dt") == 0 || strcmp(element, "dd") == 0) {
        open_term(telling, element, attributes);
    } else if (strcmp(element, "th") == 0 && is_inside(telling, "thead")) {
        open_column(telling, attributes);
    } else if (strcmp(element, "th") == 0 || strcmp(element, "td") == 0) {
        open_cell(telling, attributes);
    } else if (strcmp(element, "figure") == 0) {
        open_picture(telling, attributes);
    } else if (strcmp(element, "img") == 0) {
        replace(&telling->alternative, g_strdup(attribute(attributes, "alt")));
    }
}

static void close_element(struct telling *telling, const char *element)
{
    if (element[0] == 'h' && g_ascii_isdigit(element[1])) {
        close_heading(telling, (unsigned)(element[1] - '1'));
    } else if (strcmp(element, "caption") == 0) {
        begin_table(telling);
    } else if (strcmp(element, "figcaption") == 0) {
        replace(&telling->caption, g_strstrip(heard(telling)));
    } else if (strcmp(element, "ul") == 0 || strcmp(element, "ol") == 0) {
        document_list_end(telling->document);
    } else if (strcmp(element, "strong") == 0 || strcmp(element, "dt") == 0 || strcmp(element, "dd") == 0) {
        telling->strong = telling->state = false;
    } else if (strcmp(element, "dl") == 0) {
        close_terms(telling);
    } else if (strcmp(element, "th") == 0 && is_inside(telling, "thead")) {
        close_column(telling);
    } else if (strcmp(element, "th") == 0 || strcmp(element, "td") == 0) {
        telling->state = false;
        replace(&telling->figure, NULL);
    } else if (strcmp(element, "thead") == 0) {
        document_table_turn(telling->document, telling->n_columns > COLUMNS_UPRIGHT);
    } else if (strcmp(element, "table") == 0) {
        document_table_end(telling->document);
    } else if (strcmp(element, "figure") == 0) {
        close_picture(telling);
    } else if (strcmp(element, "section") == 0) {
        close_chapter(telling);
    }
}

/* --- the listener --- */

static bool is_empty_element(const char *element)
{
    return strcmp(element, "img") == 0;
}

static void told_open(void *context, const char *element, const char *const *attributes)
{
    struct telling *telling = context;
    if (telling->skipping > 0 || leaves_out(telling, element)) {
        telling->skipping += !is_empty_element(element);
        return;
    }
    open_element(telling, element, attributes);
    if (!is_empty_element(element)) {
        g_ptr_array_add(telling->elements, (void *)element);
    }
}

static void told_close(void *context, const char *element)
{
    struct telling *telling = context;
    if (telling->skipping > 0) {
        telling->skipping--;
        return;
    }
    g_ptr_array_remove_index(telling->elements, telling->elements->len - 1);
    close_element(telling, element);
}

static void told_text(void *context, const char *text)
{
    struct telling *telling = context;
    unsigned flags = (telling->strong ? RUN_STRONG : 0) | (telling->state ? RUN_STATE : 0);
    if (telling->skipping > 0) {
        return;
    }
    if (telling->heard != NULL) {
        g_string_append(telling->heard, text);
    } else if (telling->figure != NULL) {
        document_figure(telling->document, flags, telling->figure, text);
    } else {
        document_run(telling->document, flags, text);
    }
}

static char *told_figure(void *context, const struct cell *cell)
{
    struct telling *telling = context;
    size_t row, column;
    const struct released_table *table = released_locate(telling->released, cell, &row, &column);
    bool is_key = table != NULL && column < released_def(table)->n_keys;
    return table == NULL || is_key ? NULL : figure_id(table, row, column);
}

/* --- the document --- */

static char *keywords(const struct edition *edition)
{
    GString *words = g_string_new(_("supply; demand"));
    for (size_t i = 0; i < edition->n_groups; i++) {
        g_string_append_printf(words, "; %s", edition->groups[i].name.label);
    }
    return g_string_free(words, FALSE);
}

static struct document *begin_document(const struct released *released)
{
    struct document_head head = document_head_of(released_edition(released));
    head.keywords = keywords(released_edition(released));
    head.digest = run_digest(released);
    struct document *document = document_new(&head);
    document_head_clear(&head);
    document_contents(document, 1);
    return document;
}

struct document *report_document(const struct released *released, const struct chart_set *charts,
                                 const struct outdir *dir)
{
    struct telling telling = {.released = released,
                              .charts = charts,
                              .dir = dir,
                              .document = begin_document(released),
                              .elements = g_ptr_array_new(),
                              .left_out = g_ptr_array_new_with_free_func(g_free)};
    const struct html_listener listener = {.open = told_open,
                                           .text = told_text,
                                           .close = told_close,
                                           .figure = told_figure,
                                           .context = &telling};
    struct report report = {.released = released,
                            .edition = released_edition(released),
                            .charts = charts,
                            .html = html_new_told(&listener)};
    report_chapters(&report);
    html_finish(report.html);
    g_ptr_array_unref(telling.elements);
    g_ptr_array_unref(telling.left_out);
    g_free(telling.heading);
    g_free(telling.chapter);
    g_free(telling.figure);
    g_free(telling.picture);
    g_free(telling.alternative);
    g_free(telling.caption);
    return telling.document;
}
