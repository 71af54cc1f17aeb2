/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as one web page: the same blocks as in Word, in the look of the report. No JavaScript, nothing
 * from outside. */
#include "vifte/document.h"

#include "report.h"
#include "vifte/outdir.h"

#include <string.h>

static const char *const STYLE_DOCUMENT =
    ".guidance{border-left:4px solid #f46a25;background:var(--soft);padding:.6rem .9rem;font-style:italic}\n"
    ".write{border:2px dashed var(--accent);padding:.6rem .9rem}\n"
    ".source{font-size:.88rem;color:var(--quiet);margin:-.6rem 0 1.2rem}\n"
    "blockquote{border-left:4px solid var(--line);margin:1rem 0;padding:.1rem 1rem}\n"
    ".big{font-size:1.1rem}\n"
    "@media print{.guidance,.write{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";

struct page {
    const struct document *document;
    const struct document_head *head;
    struct html *html;
    bool in_chapter;
    unsigned n_lists; /* open ones */
    unsigned list;    /* number of the innermost */
};

/* --- runs --- */

static void write_figure(struct html *html, const struct run *run)
{
    html_leaf(html, "span", run->text, "data-figure", run->id, "class",
              (run->flags & RUN_STATE) != 0 ? "state" : NULL, NULL);
}

static bool is_link(const struct run *run)
{
    return run->target != NULL &&
           (run->target[0] == '#' || g_str_has_prefix(run->target, "https://") ||
            g_str_has_prefix(run->target, "http://") || g_str_has_prefix(run->target, "mailto:"));
}

static void write_run(struct html *html, const struct run *run)
{
    if (strcmp(run->text, "\n") == 0) {
        html_empty(html, "br", NULL);
    } else if (run->id != NULL) {
        write_figure(html, run);
    } else if (is_link(run)) {
        html_leaf(html, "a", run->text, "href", run->target, NULL);
    } else if ((run->flags & RUN_STATE) != 0) {
        html_leaf(html, "span", run->text, "class", "state", NULL);
    } else {
        html_text(html, run->text);
    }
}

static void write_runs(struct html *html, const GArray *runs)
{
    for (guint i = 0; i < runs->len; i++) {
        const struct run *run = &g_array_index(runs, struct run, i);
        bool strong = (run->flags & RUN_STRONG) != 0;
        bool emphasis = (run->flags & RUN_EMPHASIS) != 0;
        if (strong) {
            html_open(html, "strong", NULL);
        }
        if (emphasis) {
            html_open(html, "em", NULL);
        }
        write_run(html, run);
        if (emphasis) {
            html_close(html);
        }
        if (strong) {
            html_close(html);
        }
    }
}

/* --- blocks --- */

static void write_heading(struct page *page, const struct block *block)
{
    static const char *const ELEMENTS[] = {"h2", "h3", "h4"};
    if (block->level == 1) {
        if (page->in_chapter) {
            html_close(page->html);
        }
        html_open(page->html, "section", "class", "chapter", "aria-labelledby", block->anchor, NULL);
        page->in_chapter = true;
    }
    html_open(page->html, ELEMENTS[block->level - 1], "id", block->anchor, NULL);
    write_runs(page->html, block->runs);
    html_close(page->html);
}

static void write_paragraph(struct page *page, const struct block *block)
{
    static const char *const CLASSES[] = {
        [DOCUMENT_BODY] = NULL,        [DOCUMENT_LEAD] = "big", [DOCUMENT_NOTE] = "note",
        [DOCUMENT_SOURCE] = "source",  [DOCUMENT_QUOTE] = NULL, [DOCUMENT_GUIDANCE] = "guidance",
        [DOCUMENT_TO_WRITE] = "write",
    };
    bool quote = block->style == DOCUMENT_QUOTE;
    if (quote) {
        html_open(page->html, "blockquote", NULL);
    }
    html_open(page->html, "p", "class", CLASSES[block->style], NULL);
    write_runs(page->html, block->runs);
    html_close(page->html);
    if (quote) {
        html_close(page->html);
    }
}

/* Items stand flat in the document; a list stands inside the item before it. */
static void close_lists(struct page *page, unsigned down_to)
{
    while (page->n_lists > down_to) {
        html_close(page->html); /* item */
        html_close(page->html); /* list */
        page->n_lists--;
    }
}

static void write_item(struct page *page, const struct block *block)
{
    close_lists(page, block->level);
    if (page->n_lists == block->level && page->list == block->list) {
        html_close(page->html);
    } else if (page->n_lists == block->level) {
        close_lists(page, block->level - 1);
    }
    while (page->n_lists < block->level) {
        html_open(page->html, block->ordered ? "ol" : "ul", NULL);
        page->n_lists++;
        if (page->n_lists < block->level) {
            html_open(page->html, "li", NULL);
        }
    }
    page->list = block->list;
    html_open(page->html, "li", NULL);
    write_runs(page->html, block->runs);
}

/* "Table 3. ..." */
static void write_caption(struct html *html, const char *label, unsigned number, const GArray *caption)
{
    char *text = g_strdup_printf("%s\u00a0%u.", label, number);
    html_leaf(html, "strong", text, NULL);
    html_text(html, " ");
    write_runs(html, caption);
    g_free(text);
}

static void write_cell(struct html *html, const struct document_table *table, size_t row, size_t column)
{
    const struct document_column_def *def =
        &g_array_index(table->columns, struct document_column_def, column);
    if (column == 0) {
        html_open(html, "th", "scope", "row", NULL);
    } else {
        html_open(html, "td", "class", def->align == DOCUMENT_RIGHT ? "n" : NULL, NULL);
    }
    write_runs(html, document_table_cell(table, row, column));
    html_close(html);
}

static void write_headings(struct html *html, const struct document_table *table)
{
    html_open(html, "thead", NULL);
    html_open(html, "tr", NULL);
    for (guint c = 0; c < table->columns->len; c++) {
        const struct document_column_def *column =
            &g_array_index(table->columns, struct document_column_def, c);
        html_open(html, "th", "scope", "col", "class", column->align == DOCUMENT_RIGHT ? "n" : NULL, NULL);
        write_runs(html, column->heading);
        html_close(html);
    }
    html_close(html);
    html_close(html);
}

#define MANY_COLUMNS 6 /* from here on smaller on paper, where nobody can scroll */

static void write_table(struct html *html, const struct document_table *table)
{
    char *label = document_plain(table->caption);
    html_open(html, "div", "class", table->columns->len > MANY_COLUMNS ? "wide many" : "wide", "role",
              "region", "tabindex", "0", "aria-label", label, NULL);
    html_open(html, "table", NULL);
    html_open(html, "caption", NULL);
    write_caption(html, _("Table"), table->number, table->caption);
    html_close(html);
    write_headings(html, table);
    html_open(html, "tbody", NULL);
    for (size_t row = 0; row < document_table_rows(table); row++) {
        html_open(html, "tr", NULL);
        for (guint c = 0; c < table->columns->len; c++) {
            write_cell(html, table, row, c);
        }
        html_close(html);
    }
    html_close(html);
    html_close(html);
    html_close(html);
    g_free(label);
}

static void write_picture(struct html *html, const struct document_picture *picture)
{
    gsize length = picture->svg != NULL ? strlen(picture->svg) : 0;
    const guchar *bytes = (const guchar *)picture->svg;
    if (bytes == NULL && picture->png != NULL) {
        bytes = g_bytes_get_data(picture->png, &length);
    }
    if (bytes == NULL) {
        return;
    }
    char *data = g_base64_encode(bytes, length);
    char *source =
        g_strconcat("data:image/", picture->svg != NULL ? "svg+xml" : "png", ";base64,", data, NULL);
    html_open(html, "figure", NULL);
    html_empty(html, "img", "src", source, "alt", picture->alternative, NULL);
    html_open(html, "figcaption", NULL);
    write_caption(html, _("Figure"), picture->number, picture->caption);
    html_close(html);
    html_close(html);
    g_free(source);
    g_free(data);
}

static void write_block(struct page *page, const struct block *block)
{
    if (block->kind != BLOCK_ITEM) {
        close_lists(page, 0);
    }
    switch (block->kind) {
    case BLOCK_HEADING:
        write_heading(page, block);
        break;
    case BLOCK_PARAGRAPH:
        write_paragraph(page, block);
        break;
    case BLOCK_ITEM:
        write_item(page, block);
        break;
    case BLOCK_TABLE:
        write_table(page->html, block->table);
        break;
    case BLOCK_PICTURE:
        write_picture(page->html, block->picture);
        break;
    case BLOCK_PAGE_BREAK:
    case BLOCK_CONTENTS: /* stand beside the text */
        break;
    }
}

/* --- the page --- */

static void write_head(struct page *page)
{
    const struct document_head *head = page->head;
    char *rule = report_page_rule(head->title, head->mark);
    char *style =
        g_strconcat(REPORT_STYLE_PAGE, REPORT_STYLE_PARTS, STYLE_DOCUMENT, REPORT_STYLE_PRINT, rule, NULL);
    html_open(page->html, "html", "lang", head->language == LANGUAGE_DA ? "da" : "en", NULL);
    html_open(page->html, "head", NULL);
    html_empty(page->html, "meta", "charset", "utf-8", NULL);
    html_empty(page->html, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1",
               NULL);
    html_empty(page->html, "meta", "name", "generator", "content", "vifte " VIFTE_VERSION, NULL);
    if (*head->digest != '\0') {
        html_empty(page->html, "meta", "name", "vifte-digest", "content", head->digest, NULL);
    }
    html_leaf(page->html, "title", head->title, NULL);
    html_style(page->html, style);
    html_close(page->html);
    g_free(style);
    g_free(rule);
}

static void write_about(struct page *page, const char *text, const char *class)
{
    if (*text != '\0') {
        html_leaf(page->html, "p", text, "class", class, NULL);
    }
}

static void write_header(struct page *page)
{
    const struct document_head *head = page->head;
    char *date = text_date(head->date);
    char *made = *head->sender != '\0' ? g_strdup_printf(_("%s, as of %s"), head->sender, date)
                                       : g_strdup_printf(_("As of %s"), date);
    html_open(page->html, "header", NULL);
    if (head->logo != NULL) {
        html_png(page->html, head->logo, *head->sender != '\0' ? head->sender : _("Logo"), "logo");
    }
    html_leaf(page->html, "h1", head->title, NULL);
    write_about(page, head->subtitle, "about");
    write_about(page, head->place, "about");
    write_about(page, made, "about");
    write_about(page, head->status, "about");
    write_about(page, head->caution, "caution");
    html_close(page->html);
    g_free(made);
    g_free(date);
}

static bool has_contents(const struct document *document)
{
    for (size_t i = 0; i < document_size(document); i++) {
        if (document_at(document, i)->kind == BLOCK_CONTENTS) {
            return true;
        }
    }
    return false;
}

static void write_entry(struct page *page, const struct block *heading)
{
    char *target = g_strconcat("#", heading->anchor, NULL);
    char *text = document_plain(heading->runs);
    html_open(page->html, "li", NULL);
    html_leaf(page->html, "a", text, "href", target, NULL);
    html_close(page->html);
    g_free(text);
    g_free(target);
}

/* Only chapters: the page has no numbers to look up. */
static void write_contents(struct page *page)
{
    html_open(page->html, "nav", "id", "contents", "aria-label", _("Contents"), NULL);
    html_leaf(page->html, "p", _("Contents"), NULL);
    html_open(page->html, "ol", NULL);
    for (size_t i = 0; i < document_size(page->document); i++) {
        const struct block *block = document_at(page->document, i);
        if (block->kind == BLOCK_HEADING && block->level == 1) {
            write_entry(page, block);
        }
    }
    html_close(page->html);
    html_close(page->html);
}

static void write_body(struct page *page)
{
    struct html *html = page->html;
    bool contents = has_contents(page->document);
    html_open(html, "body", NULL);
    html_leaf(html, "a", _("Skip to the content"), "class", "skip", "href", "#main", NULL);
    html_leaf(html, "section", page->head->mark, "class", page->head->public ? "mark public" : "mark",
              "aria-label", _("Who may see it"), NULL);
    write_header(page);
    html_open(html, "div", "class", "page", NULL);
    if (contents) {
        write_contents(page);
    }
    html_open(html, "main", "id", "main", NULL);
    for (size_t i = 0; i < document_size(page->document); i++) {
        write_block(page, document_at(page->document, i));
    }
    close_lists(page, 0);
    if (page->in_chapter) {
        html_close(html);
    }
    html_close(html);
    html_close(html);
    html_leaf(html, "footer", page->head->mark, NULL);
    html_close(html);
}

bool document_html_write(const struct document *document, const char *name, struct outdir *dir,
                         struct diag *diag)
{
    struct page page = {.document = document, .head = document_about(document), .html = html_new()};
    write_head(&page);
    write_body(&page);
    char *text = html_finish(page.html);
    bool good = outdir_write(dir, name, text, strlen(text), diag);
    g_free(text);
    return good;
}
