/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown to a theme's blocks; the only user of cmark-gfm. */
#include "vifte/theme_file.h"

#include "theme_private.h"
#include "vifte/cpr.h"
#include "vifte/findings.h"
#include "vifte/text.h"
#include "vifte/text_source.h"
#include "vifte/theme.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

#define THEME_BYTES_MAX ((uint64_t)4 << 20)
#define DEEPEST_HEADING 3u
#define COMMENT_BEGIN "<!--"
#define COMMENT_END "-->"

struct builder {
    const struct theme_reader *reader;
    struct theme *theme;
    const GArray *directives;
    uint32_t lines_before; /* of the head */
    unsigned lists, depth;
    bool guidance;
};

static uint32_t line_of(const struct builder *builder, cmark_node *node)
{
    return builder->lines_before + (uint32_t)cmark_node_get_start_line(node);
}

/* --- runs --- */

static void flush_text(GArray *runs, GString *text, struct theme_run style)
{
    if (text->len > 0) {
        style.kind = THEME_TEXT;
        style.text = g_strndup(text->str, text->len);
        style.target = g_strdup(style.target);
        g_array_append_val(runs, style);
        g_string_truncate(text, 0);
    }
}

static void add_directive(const struct builder *builder, const struct directive *directive, GArray *runs,
                          struct theme_run style)
{
    if (theme_directive_is_block(directive)) {
        theme_report(builder->reader, &FINDING_THEME_DIRECTIVE, directive->line, directive->column,
                     _("put a blank line before and after it"),
                     _("the directive must stand alone in its paragraph"));
        return;
    }
    style.kind = directive->kind == DIRECTIVE_SENTENCE ? THEME_SENTENCE : THEME_VALUE;
    style.text = g_strdup(directive->name);
    style.target = NULL;
    style.line = directive->line;
    style.column = directive->column;
    g_array_append_val(runs, style);
}

static void add_text(const struct builder *builder, const char *literal, GArray *runs, struct theme_run style)
{
    GString *text = g_string_new(NULL);
    for (const char *p = literal; p != NULL && *p != '\0'; p = g_utf8_next_char(p)) {
        const struct directive *directive = theme_directive_of(g_utf8_get_char(p), builder->directives);
        if (directive != NULL) {
            flush_text(runs, text, style);
            add_directive(builder, directive, runs, style);
        } else {
            g_string_append_len(text, p, g_utf8_next_char(p) - p);
        }
    }
    flush_text(runs, text, style);
    g_string_free(text, TRUE);
}

static void add_runs(const struct builder *builder, cmark_node *parent, GArray *runs, struct theme_run style)
{
    for (cmark_node *node = cmark_node_first_child(parent); node != NULL; node = cmark_node_next(node)) {
        cmark_node_type type = cmark_node_get_type(node);
        struct theme_run inner = style;
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
            add_text(builder, cmark_node_get_literal(node), runs, style);
        } else if (type == CMARK_NODE_SOFTBREAK) {
            add_text(builder, " ", runs, style);
        } else if (type == CMARK_NODE_LINEBREAK) {
            inner.kind = THEME_BREAK;
            g_array_append_val(runs, inner);
        } else if (type == CMARK_NODE_HTML_INLINE) {
            const char *literal = cmark_node_get_literal(node);
            add_text(builder, g_str_has_prefix(literal, COMMENT_BEGIN) ? "" : literal, runs, style);
        } else {
            inner.strong = style.strong || type == CMARK_NODE_STRONG;
            inner.emphasis = style.emphasis || type == CMARK_NODE_EMPH;
            inner.target = type == CMARK_NODE_LINK ? (char *)cmark_node_get_url(node) : style.target;
            add_runs(builder, node, runs, inner);
        }
    }
}

static char *plain_text(const GArray *runs)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < runs->len; i++) {
        const struct theme_run *run = &g_array_index(runs, struct theme_run, i);
        g_string_append(text, run->kind == THEME_TEXT ? run->text : run->kind == THEME_BREAK ? " " : "");
    }
    return g_strstrip(g_string_free(text, FALSE));
}

/* --- blocks --- */

/* The directive that is all a paragraph holds, NULL where it holds more. */
static const struct directive *lonely_directive(const struct builder *builder, cmark_node *paragraph)
{
    cmark_node *node = cmark_node_first_child(paragraph);
    if (node == NULL || cmark_node_next(node) != NULL || cmark_node_get_type(node) != CMARK_NODE_TEXT) {
        return NULL;
    }
    const char *literal = cmark_node_get_literal(node);
    bool single = *literal != '\0' && *g_utf8_next_char(literal) == '\0';
    const struct directive *directive =
        single ? theme_directive_of(g_utf8_get_char(literal), builder->directives) : NULL;
    return directive != NULL && theme_directive_is_block(directive) ? directive : NULL;
}

static void add_block_directive(const struct builder *builder, const struct directive *directive)
{
    static const enum theme_block_kind KINDS[] = {[DIRECTIVE_TABLE] = THEME_TABLE,
                                                  [DIRECTIVE_FIGURE] = THEME_FIGURE,
                                                  [DIRECTIVE_ASK] = THEME_ASK,
                                                  [DIRECTIVE_WRITE] = THEME_ASK,
                                                  [DIRECTIVE_REMARKS] = THEME_REMARKS};
    if (KINDS[directive->kind] == THEME_ASK && theme_ask(builder->theme, directive->name) != NULL) {
        theme_report(builder->reader, &FINDING_THEME_DIRECTIVE, directive->line, directive->column, NULL,
                     _("the same ask stands twice"));
        return;
    }
    struct theme_block *block = theme_add(builder->theme, KINDS[directive->kind]);
    block->name = g_strdup(directive->name);
    block->question = g_strdup(directive->rest);
    block->region_alone = directive->kind == DIRECTIVE_WRITE;
    block->line = directive->line;
    block->column = directive->column;
}

static struct theme_block *begin_block(const struct builder *builder, enum theme_block_kind kind,
                                       cmark_node *node)
{
    struct theme_block *block = theme_add(builder->theme, kind);
    block->line = line_of(builder, node);
    block->column = 1;
    return block;
}

static struct theme_block *add_block(const struct builder *builder, enum theme_block_kind kind,
                                     cmark_node *node)
{
    struct theme_block *block = begin_block(builder, kind, node);
    add_runs(builder, node, block->runs, (struct theme_run){0});
    block->text = plain_text(block->runs);
    return block;
}

/* A comment without an end has taken all that follows it. */
static void report_comment(const struct builder *builder, cmark_node *node, const char *begin)
{
    uint32_t line = line_of(builder, node), column = 1;
    for (const char *p = cmark_node_get_literal(node); p < begin; p = g_utf8_next_char(p)) {
        line += *p == '\n';
        column = *p == '\n' ? 1 : column + 1;
    }
    theme_report(builder->reader, &FINDING_THEME_COMMENT, line, column, _("end it with -->"),
                 _("a comment that does not end; all that follows would be left out"));
}

static char *without_comments(const struct builder *builder, cmark_node *node)
{
    GString *text = g_string_new(NULL);
    const char *p = cmark_node_get_literal(node);
    for (const char *begin; (begin = strstr(p, COMMENT_BEGIN)) != NULL;) {
        const char *end =
            strstr(begin + strlen("<!"), COMMENT_END); /* as Markdown has it: <!--> is a whole one */
        g_string_append_len(text, p, begin - p);
        if (end == NULL) {
            report_comment(builder, node, begin);
        }
        p = end != NULL ? end + strlen(COMMENT_END) : "";
    }
    g_string_append(text, p);
    return g_strstrip(g_string_free(text, FALSE));
}

static bool is_verbatim(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_CODE_BLOCK;
}

/* What is no Markdown is text like any other, line by line; comments alone are left out. NULL = nothing else.
 */
static struct theme_block *add_verbatim(const struct builder *builder, enum theme_block_kind kind,
                                        cmark_node *node)
{
    bool html = cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK;
    char *text = html ? without_comments(builder, node) : g_strchomp(g_strdup(cmark_node_get_literal(node)));
    char **lines = g_strsplit(text, "\n", -1); /* none of an empty text */
    struct theme_block *block = lines[0] != NULL ? begin_block(builder, kind, node) : NULL;
    for (size_t i = 0; lines[i] != NULL; i++) {
        struct theme_run run = {.kind = THEME_BREAK};
        if (i > 0) {
            g_array_append_val(block->runs, run);
        }
        add_text(builder, lines[i], block->runs, run);
    }
    if (block != NULL) {
        block->text = plain_text(block->runs);
    }
    g_strfreev(lines);
    g_free(text);
    return block;
}

static void add_grid(const struct builder *builder, cmark_node *table)
{
    struct theme_block *block = begin_block(builder, THEME_GRID, table);
    block->n_columns = cmark_gfm_extensions_get_table_columns(table);
    for (cmark_node *row = cmark_node_first_child(table); row != NULL; row = cmark_node_next(row)) {
        unsigned n = 0;
        for (cmark_node *cell = cmark_node_first_child(row); cell != NULL && n < block->n_columns;
             cell = cmark_node_next(cell), n++) {
            GArray *runs = theme_runs_new();
            add_runs(builder, cell, runs, (struct theme_run){0});
            g_ptr_array_add(block->cells, runs);
        }
        for (; n < block->n_columns; n++) {
            g_ptr_array_add(block->cells, theme_runs_new());
        }
    }
}

static void add_list(struct builder *builder, cmark_node *list);

/* One of the blocks of an item, or of a quotation in it: an item of its own. */
static void add_item_part(struct builder *builder, cmark_node *node, bool ordered, unsigned list)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LIST) {
        add_list(builder, node);
    } else if (type == CMARK_NODE_BLOCK_QUOTE) {
        for (cmark_node *part = cmark_node_first_child(node); part != NULL; part = cmark_node_next(part)) {
            add_item_part(builder, part, ordered, list);
        }
    } else {
        struct theme_block *block = is_verbatim(node) ? add_verbatim(builder, THEME_ITEM, node)
                                                      : add_block(builder, THEME_ITEM, node);
        if (block != NULL) {
            block->ordered = ordered;
            block->level = builder->depth;
            block->list = list;
        }
    }
}

static void add_list(struct builder *builder, cmark_node *list)
{
    bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    unsigned number = ++builder->lists;
    builder->depth++;
    for (cmark_node *item = cmark_node_first_child(list); item != NULL; item = cmark_node_next(item)) {
        for (cmark_node *part = cmark_node_first_child(item); part != NULL; part = cmark_node_next(part)) {
            add_item_part(builder, part, ordered, number);
        }
    }
    builder->depth--;
}

/* A quotation is guidance in a theme, and a text like any other in what analysts write. */
static enum theme_block_kind text_kind(const struct builder *builder)
{
    return builder->guidance ? THEME_GUIDANCE : THEME_PARAGRAPH;
}

static void add_paragraph(const struct builder *builder, cmark_node *node)
{
    const struct directive *directive = lonely_directive(builder, node);
    if (directive != NULL) {
        add_block_directive(builder, directive);
    } else {
        add_block(builder, text_kind(builder), node);
    }
}

static void add_children(struct builder *builder, cmark_node *parent);

static void add_node(struct builder *builder, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LIST) {
        add_list(builder, node);
    } else if (type == CMARK_NODE_PARAGRAPH) {
        add_paragraph(builder, node);
    } else if (is_verbatim(node)) {
        add_verbatim(builder, text_kind(builder), node);
    } else if (type == CMARK_NODE_HEADING) {
        struct theme_block *block = add_block(builder, THEME_HEADING, node);
        block->level = MIN((unsigned)cmark_node_get_heading_level(node), DEEPEST_HEADING);
    } else if (type == CMARK_NODE_BLOCK_QUOTE) {
        builder->guidance = !builder->reader->texts;
        add_children(builder, node);
        builder->guidance = false;
    } else if (strcmp(cmark_node_get_type_string(node), "table") == 0) {
        add_grid(builder, node);
    }
}

static void add_children(struct builder *builder, cmark_node *parent)
{
    for (cmark_node *node = cmark_node_first_child(parent); node != NULL; node = cmark_node_next(node)) {
        add_node(builder, node);
    }
}

/* --- files --- */

static cmark_node *parse(const char *text)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, text, strlen(text));
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

static void directive_clear(void *data)
{
    struct directive *directive = data;
    g_free(directive->name);
    g_free(directive->rest);
}

static void build(struct theme *theme, const char *text, const struct theme_reader *reader)
{
    struct builder builder = {.reader = reader, .theme = theme};
    const char *body =
        reader->texts ? text : theme_head_read(text, &theme->head, reader, &builder.lines_before);
    GArray *directives = g_array_new(FALSE, TRUE, sizeof(struct directive));
    g_array_set_clear_func(directives, directive_clear);
    char *marked = theme_directives_take(body, builder.lines_before + 1, reader, directives);
    builder.directives = directives;
    cmark_node *document = parse(marked);
    add_children(&builder, document);
    cmark_node_free(document);
    g_free(marked);
    g_array_unref(directives);
}

static char *read_text(const char *path, const char *shown_path, struct diag *diag)
{
    struct pos pos = {.file = g_intern_string(shown_path)};
    struct text_source *source = text_source_open(path, THEME_BYTES_MAX, NULL, &pos, diag);
    if (source == NULL) {
        return NULL;
    }
    struct text_input *input = text_source_input(source);
    GString *text = g_string_new(NULL);
    char buffer[4096];
    for (size_t n = input->read(input, buffer, sizeof buffer); n > 0;
         n = input->read(input, buffer, sizeof buffer)) {
        for (size_t i = 0; i < n; i++) {
            if (buffer[i] != '\r' && buffer[i] != '\0') {
                g_string_append_c(text, buffer[i]);
            }
        }
    }
    text_source_free(source);
    return g_string_free(text, FALSE);
}

static struct theme *read_theme(const char *path, const struct theme_reader *reader)
{
    char *text = read_text(path, reader->file, reader->diag);
    struct pos pos = {.file = reader->file};
    if (text == NULL ||
        cpr_report_lines(text, strlen(text), pos, _("take the number out of the text"), reader->diag)) {
        g_free(text);
        return NULL;
    }
    char *base = g_path_get_basename(path);
    char *id = g_strndup(base, strcspn(base, "."));
    struct theme *theme = theme_new(reader->file, id);
    uint64_t stops = diag_count(reader->diag, DIAG_STOP);
    build(theme, text, reader);
    if (diag_count(reader->diag, DIAG_STOP) > stops) {
        theme_free(theme);
        theme = NULL;
    }
    g_free(id);
    g_free(base);
    g_free(text);
    return theme;
}

char *theme_path(const char *project_folder, const char *share_dir, const char *id, struct diag *diag)
{
    char *file = g_strconcat(id, ".md", NULL);
    char *own = g_build_filename(project_folder, "themes", file, NULL);
    char *shipped = g_build_filename(share_dir, "datasets", "catalog", "themes", file, NULL);
    char *found = NULL;
    bool plain = strchr(id, G_DIR_SEPARATOR) == NULL;
    if (plain && g_file_test(own, G_FILE_TEST_IS_REGULAR)) {
        found = g_steal_pointer(&own);
    } else if (plain && g_file_test(shipped, G_FILE_TEST_IS_REGULAR)) {
        found = g_steal_pointer(&shipped);
    } else {
        GString *shown = g_string_new(NULL);
        text_mask(shown, id, strlen(id), 40);
        diag_add(diag, &FINDING_THEME, NULL, "theme", NULL,
                 _("write the file, or name one of datasets/catalog/themes"),
                 _("neither the project's folder themes/ nor the catalog has the theme '%s'"), shown->str);
        g_string_free(shown, TRUE);
    }
    g_free(file);
    g_free(own);
    g_free(shipped);
    return found;
}

struct theme *theme_read(const char *path, const char *shown_path, const struct theme_names *names,
                         struct diag *diag)
{
    struct theme_reader reader = {.file = g_intern_string(shown_path), .names = names, .diag = diag};
    struct theme *theme = read_theme(path, &reader);
    if (theme != NULL && theme->head.title == NULL) {
        theme_report(&reader, &FINDING_THEME_DIRECTIVE, 1, 1, _("begin the file with ---, title: ..., ---"),
                     _("the theme has no title"));
        theme_free(theme);
        return NULL;
    }
    return theme;
}

/* A heading of the level that names asks, whose first word is none. */
static void check_heading(const struct theme_reader *reader, const struct theme *theme,
                          const struct theme_block *block)
{
    GPtrArray *ids = g_ptr_array_new();
    for (guint i = 0; i < theme->blocks->len; i++) {
        const struct theme_block *ask = g_ptr_array_index(theme->blocks, i);
        if (ask->kind == THEME_ASK) {
            g_ptr_array_add(ids, ask->name);
        }
    }
    char *all = text_list((const char *const *)ids->pdata, ids->len);
    char *cure = g_strdup_printf(_("the theme's asks are %s"), all);
    theme_report(reader, &FINDING_TEXT_HEADING, block->line, 1, cure,
                 _("the heading does not begin with the id of an ask; the text under it belongs to nothing"));
    g_free(cure);
    g_free(all);
    g_ptr_array_unref(ids);
}

struct theme *theme_read_texts(const char *path, const char *shown_path, const struct theme *theme,
                               const struct theme_names *names, struct diag *diag)
{
    struct theme_reader reader = {
        .file = g_intern_string(shown_path), .names = names, .diag = diag, .texts = true};
    struct theme *texts = read_theme(path, &reader);
    for (guint i = 0; texts != NULL && i < texts->blocks->len; i++) {
        const struct theme_block *block = g_ptr_array_index(texts->blocks, i);
        if (block->kind == THEME_HEADING && block->level == 2 && theme_heading_ask(theme, block) == NULL) {
            check_heading(&reader, theme, block);
        }
    }
    return texts;
}
