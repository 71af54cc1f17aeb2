/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building a document block by block; see document.h. */
#include "vifte/document.h"

#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/released.h"
#include "vifte/show.h"

#include <string.h>

#define MOST_LEVELS 3

struct document {
    struct document_head head; /* texts owned */
    GPtrArray *blocks;         /* struct block * */
    GArray *open;              /* runs that the next run joins; borrowed, NULL = none */
    GHashTable *places;        /* id of a figure -> how often it stands so far */
    GHashTable *anchors;       /* those taken */
    struct {
        bool ordered;
        unsigned list;
    } lists[MOST_LEVELS];
    unsigned n_open_lists, n_lists, n_tables, n_pictures;
    struct document_table *table; /* being filled */
};

/* --- runs --- */

static GArray *runs_new(void)
{
    return g_array_new(FALSE, TRUE, sizeof(struct run));
}

static void runs_free(void *data)
{
    GArray *runs = data;
    for (guint i = 0; runs != NULL && i < runs->len; i++) {
        struct run *run = &g_array_index(runs, struct run, i);
        g_free(run->text);
        g_free(run->id);
        g_free(run->target);
    }
    if (runs != NULL) {
        g_array_unref(runs);
    }
}

static unsigned next_place(struct document *document, const char *id)
{
    gpointer known = g_hash_table_lookup(document->places, id);
    unsigned place = GPOINTER_TO_UINT(known) + 1;
    g_hash_table_insert(document->places, g_strdup(id), GUINT_TO_POINTER(place));
    return place;
}

/* Takes the texts. */
static void append_run(struct document *document, GArray *runs, struct run run)
{
    run.place = run.id != NULL ? next_place(document, run.id) : 0;
    g_array_append_val(runs, run);
}

/* A text with marked figures as runs. */
static void append_text(struct document *document, GArray *runs, unsigned flags, const char *text)
{
    struct figure_piece piece;
    while (figure_next(&text, &piece)) {
        append_run(document, runs, (struct run){.text = piece.text, .id = piece.id, .flags = flags});
    }
}

char *document_plain(const GArray *runs)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < runs->len; i++) {
        g_string_append(out, g_array_index(runs, struct run, i).text);
    }
    return g_string_free(out, FALSE);
}

/* --- the document --- */

static void table_free(struct document_table *table)
{
    if (table == NULL) {
        return;
    }
    for (guint i = 0; i < table->columns->len; i++) {
        runs_free(g_array_index(table->columns, struct document_column_def, i).heading);
    }
    g_array_unref(table->columns);
    g_ptr_array_unref(table->cells);
    runs_free(table->caption);
    g_free(table->description);
    g_free(table);
}

static void picture_free(struct document_picture *picture)
{
    if (picture == NULL) {
        return;
    }
    runs_free(picture->caption);
    g_free(picture->alternative);
    g_free(picture->svg);
    if (picture->png != NULL) {
        g_bytes_unref(picture->png);
    }
    g_free(picture);
}

static void block_free(void *data)
{
    struct block *block = data;
    runs_free(block->runs);
    table_free(block->table);
    picture_free(block->picture);
    g_free(block->anchor);
    g_free(block);
}

static const char **head_texts(struct document_head *head, size_t i)
{
    const char **const texts[] = {&head->title,  &head->subtitle, &head->place,
                                  &head->sender, &head->mark,     &head->caution,
                                  &head->status, &head->keywords, &head->digest};
    return i < G_N_ELEMENTS(texts) ? texts[i] : NULL;
}

void document_head_clear(struct document_head *head)
{
    const char **text;
    for (size_t i = 0; (text = head_texts(head, i)) != NULL; i++) {
        g_free((char *)*text);
        *text = NULL;
    }
}

struct document_head document_head_of(const struct edition *edition)
{
    char *place = text_capital(*edition->region != '\0' ? edition->region : _("the country"));
    char *years = edition->from_year == edition->to_year
                      ? g_strdup_printf("%d", edition->to_year)
                      : g_strdup_printf("%d–%d", edition->from_year, edition->to_year);
    struct document_head head = {
        .title = g_strdup(edition->title),
        .place = g_strdup_printf("%s, %s", place, years),
        .sender = g_strdup(edition->sender),
        .mark = show_edition_line(edition),
        .caution = show_caution(edition),
        .logo = edition->logo,
        .date = edition->date,
        .language = edition->language,
        .public = edition->audience == AUDIENCE_PUBLIC && edition->municipality == 0,
    };
    g_free(years);
    g_free(place);
    return head;
}

struct document *document_new(const struct document_head *head)
{
    struct document *document = g_new0(struct document, 1);
    document->head = *head;
    const char **text;
    for (size_t i = 0; (text = head_texts(&document->head, i)) != NULL; i++) {
        *text = g_strdup(*text != NULL ? *text : "");
    }
    document->blocks = g_ptr_array_new_with_free_func(block_free);
    document->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    document->anchors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return document;
}

void document_free(struct document *document)
{
    if (document == NULL) {
        return;
    }
    table_free(document->table);
    g_ptr_array_unref(document->blocks);
    g_hash_table_unref(document->places);
    g_hash_table_unref(document->anchors);
    document_head_clear(&document->head);
    g_free(document);
}

static struct block *add_block(struct document *document, enum block_kind kind)
{
    struct block *block = g_new0(struct block, 1);
    block->kind = kind;
    block->runs = runs_new();
    g_ptr_array_add(document->blocks, block);
    document->open = block->runs;
    return block;
}

/* --- headings, paragraphs, lists --- */

/* ASCII letters, digits and hyphens of what is wanted, with a number where it is taken. */
static char *free_anchor(struct document *document, const char *wanted)
{
    GString *anchor = g_string_new(NULL);
    for (const char *p = wanted; *p != '\0'; p++) {
        if (g_ascii_isalnum(*p)) {
            g_string_append_c(anchor, g_ascii_tolower(*p));
        } else if (anchor->len > 0 && anchor->str[anchor->len - 1] != '-') {
            g_string_append_c(anchor, '-');
        }
    }
    const size_t stem = MIN(anchor->len, 28);
    g_string_truncate(anchor, stem);
    for (unsigned n = 2; anchor->len == 0 || g_hash_table_contains(document->anchors, anchor->str); n++) {
        g_string_truncate(anchor, stem);
        g_string_append_printf(anchor, stem == 0 ? "section-%u" : "-%u", n);
    }
    g_hash_table_add(document->anchors, g_strdup(anchor->str));
    return g_string_free(anchor, FALSE);
}

/* Is there one before the last block? */
static bool has_chapter(const struct document *document)
{
    bool any = false;
    for (guint i = 0; i + 1 < document->blocks->len && !any; i++) {
        const struct block *block = g_ptr_array_index(document->blocks, i);
        any = block->kind == BLOCK_HEADING && block->level == 1;
    }
    return any;
}

void document_heading_at(struct document *document, unsigned level, const char *anchor, const char *text)
{
    struct block *block = add_block(document, BLOCK_HEADING);
    block->level = CLAMP(level, 1, MOST_LEVELS);
    append_text(document, block->runs, RUN_PLAIN, text);
    char *plain = document_plain(block->runs);
    block->anchor = free_anchor(document, anchor != NULL ? anchor : plain);
    block->begins_page = block->level == 1 && !document->head.short_note &&
                         (!document->head.flowing || !has_chapter(document));
    g_free(plain);
}

void document_annex(struct document *document, const char *anchor, const char *text)
{
    document_heading_at(document, 1, anchor, text);
    ((struct block *)g_ptr_array_index(document->blocks, document->blocks->len - 1))->begins_page = true;
}

void document_heading(struct document *document, unsigned level, const char *text)
{
    document_heading_at(document, level, NULL, text);
}

void document_open(struct document *document, enum document_style style)
{
    add_block(document, BLOCK_PARAGRAPH)->style = style;
}

void document_paragraph(struct document *document, enum document_style style, const char *text)
{
    document_open(document, style);
    document_run(document, RUN_PLAIN, text);
}

void document_paragraph_take(struct document *document, enum document_style style, char *text)
{
    document_paragraph(document, style, text);
    g_free(text);
}

void document_list_begin(struct document *document, bool ordered)
{
    unsigned level = MIN(document->n_open_lists, MOST_LEVELS - 1);
    document->lists[level].ordered = ordered;
    document->lists[level].list = ++document->n_lists;
    document->n_open_lists++;
}

void document_item(struct document *document)
{
    unsigned level = CLAMP(document->n_open_lists, 1, MOST_LEVELS);
    struct block *block = add_block(document, BLOCK_ITEM);
    block->level = level;
    block->ordered = document->lists[level - 1].ordered;
    block->list = document->lists[level - 1].list;
}

void document_list_end(struct document *document)
{
    document->n_open_lists -= document->n_open_lists > 0;
    document->open = NULL;
}

void document_run(struct document *document, unsigned flags, const char *text)
{
    append_text(document, document->open, flags, text);
}

void document_figure(struct document *document, unsigned flags, const char *id, const char *text)
{
    append_run(document, document->open,
               (struct run){.text = g_strdup(text), .id = g_strdup(id), .flags = flags});
}

void document_link(struct document *document, const char *text, const char *target)
{
    append_run(document, document->open, (struct run){.text = g_strdup(text), .target = g_strdup(target)});
}

void document_break(struct document *document)
{
    append_run(document, document->open, (struct run){.text = g_strdup("\n")});
}

/* --- tables --- */

void document_table_begin(struct document *document, const struct document_table_about *about)
{
    struct document_table *table = g_new0(struct document_table, 1);
    table->caption = runs_new();
    append_text(document, table->caption, RUN_PLAIN, about->caption);
    table->description = about->description != NULL ? figure_unmark(about->description) : NULL;
    table->landscape = about->landscape;
    table->columns = g_array_new(FALSE, TRUE, sizeof(struct document_column_def));
    table->cells = g_ptr_array_new_with_free_func(runs_free);
    document->table = table;
    document->open = NULL;
}

void document_column(struct document *document, const char *heading, enum document_align align)
{
    struct document_column_def column = {.heading = runs_new(), .align = align};
    append_text(document, column.heading, RUN_PLAIN, heading);
    g_array_append_val(document->table->columns, column);
}

void document_cell_open(struct document *document)
{
    document->open = runs_new();
    g_ptr_array_add(document->table->cells, document->open);
}

void document_cell(struct document *document, const char *text)
{
    document_cell_open(document);
    document_run(document, RUN_PLAIN, text);
}

void document_cell_take(struct document *document, char *text)
{
    document_cell(document, text);
    g_free(text);
}

void document_cell_state(struct document *document, const char *text)
{
    document_cell_open(document);
    document_run(document, RUN_STATE, text);
}

void document_cell_of(struct document *document, const struct released_table *table, size_t row,
                      size_t column, const struct column *as)
{
    const struct cell *cell = released_cell(table, row, column);
    char *id = figure_id(table, row, column);
    char *text = show_cell(as, cell);
    document_cell_open(document);
    document_figure(document, cell_has_number(cell) ? RUN_PLAIN : RUN_STATE, id, text);
    g_free(text);
    g_free(id);
}

size_t document_table_rows(const struct document_table *table)
{
    return table->columns->len == 0 ? 0 : table->cells->len / table->columns->len;
}

const GArray *document_table_cell(const struct document_table *table, size_t row, size_t column)
{
    return g_ptr_array_index(table->cells, row * table->columns->len + column);
}

void document_table_turn(struct document *document, bool landscape)
{
    document->table->landscape = landscape;
}

bool document_table_is_empty(const struct document *document)
{
    return document_table_rows(document->table) == 0;
}

void document_table_end(struct document *document)
{
    struct document_table *table = document->table;
    document->table = NULL;
    document->open = NULL;
    if (document_table_rows(table) == 0) {
        table_free(table);
        return;
    }
    struct block *block = add_block(document, BLOCK_TABLE);
    table->number = ++document->n_tables;
    block->table = table;
    document->open = NULL;
}

/* --- pictures, breaks --- */

void document_picture(struct document *document, const char *caption, const char *alternative, GBytes *png,
                      const char *svg)
{
    struct document_picture *picture = g_new0(struct document_picture, 1);
    picture->caption = runs_new();
    append_text(document, picture->caption, RUN_PLAIN, caption);
    picture->alternative = figure_unmark(alternative);
    picture->png = png != NULL ? g_bytes_ref(png) : NULL;
    picture->svg = g_strdup(svg);
    picture->number = ++document->n_pictures;
    add_block(document, BLOCK_PICTURE)->picture = picture;
    document->open = NULL;
}

void document_page_break(struct document *document)
{
    add_block(document, BLOCK_PAGE_BREAK);
    document->open = NULL;
}

void document_contents(struct document *document, unsigned levels)
{
    add_block(document, BLOCK_CONTENTS)->level = CLAMP(levels, 1, MOST_LEVELS);
    document->open = NULL;
}

/* --- for writers --- */

const struct document_head *document_about(const struct document *document)
{
    return &document->head;
}

size_t document_size(const struct document *document)
{
    return document->blocks->len;
}

const struct block *document_at(const struct document *document, size_t i)
{
    return g_ptr_array_index(document->blocks, i);
}

static void collect(GArray *figures, const GArray *runs, const struct block *chapter)
{
    for (guint i = 0; i < runs->len; i++) {
        const struct run *run = &g_array_index(runs, struct run, i);
        if (run->id != NULL) {
            const struct document_figure figure = {.run = run, .chapter = chapter};
            g_array_append_val(figures, figure);
        }
    }
}

static void collect_table(GArray *figures, const struct document_table *table, const struct block *chapter)
{
    collect(figures, table->caption, chapter);
    for (guint i = 0; i < table->columns->len; i++) {
        collect(figures, g_array_index(table->columns, struct document_column_def, i).heading, chapter);
    }
    for (guint i = 0; i < table->cells->len; i++) {
        collect(figures, g_ptr_array_index(table->cells, i), chapter);
    }
}

GArray *document_figures(const struct document *document)
{
    GArray *figures = g_array_new(FALSE, FALSE, sizeof(struct document_figure));
    const struct block *chapter = NULL;
    for (guint i = 0; i < document->blocks->len; i++) {
        const struct block *block = g_ptr_array_index(document->blocks, i);
        chapter = block->kind == BLOCK_HEADING ? block : chapter;
        collect(figures, block->runs, chapter);
        if (block->table != NULL) {
            collect_table(figures, block->table, chapter);
        }
        if (block->picture != NULL) {
            collect(figures, block->picture->caption, chapter);
        }
    }
    return figures;
}
