/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PC-Axis: keywords with quoted values, then the numbers of a block of cells. */
#include "vifte/px.h"

#include "vifte/cpr.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"
#include "vifte/text_source.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)1 << 16)
#define HEAD_BYTES ((size_t)1 << 13) /* the keywords on encoding stand first */
#define MOST_VARIABLES 16
#define MOST_CELLS ((uint64_t)1 << 32)

struct variable {
    char *name;
    GPtrArray *values, *codes; /* char *; NULL = not given */
    guint at;                  /* of the current cell */
};

struct px {
    struct record_reader reader; /* first: the handle is the table itself */
    GString *text;
    uint64_t heading_line;
    GPtrArray *variables; /* struct variable *: stub, then heading */
    uint64_t n_cells;

    const char *data; /* first number */
    uint64_t data_line;
    const char *p; /* next number */
    uint64_t line;
    uint64_t n_read;
    bool heading_given;
    struct field fields[MOST_VARIABLES + 1];
    char number[64];
};

/* --- the encoding --- */

bool px_is_file(const char *path)
{
    size_t n = strlen(path);
    return n > 3 && g_ascii_strcasecmp(path + n - 3, ".px") == 0;
}

/* The quoted value of `KEYWORD="..."`, newly allocated, NULL when it is not there. */
static char *quoted_value(const char *text, const char *keyword)
{
    char *key = g_strconcat(keyword, "=\"", NULL);
    const char *found = strstr(text, key);
    const char *start = found != NULL ? found + strlen(key) : NULL;
    const char *end = start != NULL ? strchr(start, '"') : NULL;
    g_free(key);
    return end != NULL ? g_strndup(start, (gsize)(end - start)) : NULL;
}

char *px_encoding(const char *path)
{
    char head[HEAD_BYTES + 1];
    FILE *file = fopen(path, "rb");
    size_t n = file != NULL ? fread(head, 1, HEAD_BYTES, file) : 0;
    if (file != NULL) {
        (void)fclose(file);
    }
    head[n] = '\0';
    char *codepage = quoted_value(head, "CODEPAGE");
    if (codepage != NULL) {
        return codepage;
    }
    char *charset = quoted_value(head, "CHARSET");
    bool ansi = g_strcmp0(charset, "ANSI") == 0;
    g_free(charset);
    return ansi ? g_strdup("Windows-1252") : NULL;
}

/* --- keywords --- */

struct scan {
    const char *p;
    uint64_t line;
};

static void advance(struct scan *scan)
{
    scan->line += *scan->p == '\n';
    scan->p++;
}

static void skip_blanks(struct scan *scan)
{
    while (g_ascii_isspace(*scan->p)) {
        advance(scan);
    }
}

/* A quoted text, also in several pieces one after another; NULL when it is not closed. */
static char *take_quoted(struct scan *scan)
{
    GString *out = g_string_new(NULL);
    for (skip_blanks(scan); *scan->p == '"'; skip_blanks(scan)) {
        for (advance(scan); *scan->p != '"' && *scan->p != '\0'; advance(scan)) {
            g_string_append_c(out, *scan->p);
        }
        if (*scan->p == '\0') {
            return g_string_free(out, TRUE);
        }
        advance(scan);
    }
    return g_string_free(out, FALSE);
}

/* "a","b";  The list ends behind the semicolon; NULL when it is something else. */
static GPtrArray *take_list(struct scan *scan)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (;;) {
        char *text = take_quoted(scan);
        char c = *scan->p;
        if (text == NULL || (c != ',' && c != ';')) {
            g_free(text);
            g_ptr_array_unref(list);
            return NULL;
        }
        g_ptr_array_add(list, text);
        advance(scan);
        if (c == ';') {
            return list;
        }
    }
}

/* Behind the semicolon of a statement that is not needed. */
static void skip_statement(struct scan *scan)
{
    bool quoted = false;
    while (*scan->p != '\0' && (quoted || *scan->p != ';')) {
        quoted = quoted != (*scan->p == '"');
        advance(scan);
    }
    if (*scan->p == ';') {
        advance(scan);
    }
}

struct statement {
    char keyword[32];
    char *subject; /* of VALUES("alder"), or NULL */
    bool other_language;
};

/* KEYWORD[en]("subject")=  False when there is none. */
static bool take_keyword(struct scan *scan, struct statement *out)
{
    size_t n = 0;
    *out = (struct statement){.subject = NULL};
    skip_blanks(scan);
    for (; g_ascii_isalnum(*scan->p) || *scan->p == '-' || *scan->p == '_'; scan->p++) {
        if (n + 1 < sizeof out->keyword) {
            out->keyword[n++] = g_ascii_toupper(*scan->p);
        }
    }
    if (*scan->p == '[') {
        out->other_language = true;
        while (*scan->p != '\0' && *scan->p != ']') {
            advance(scan);
        }
        scan->p += *scan->p == ']';
    }
    if (*scan->p == '(') {
        scan->p++;
        out->subject = take_quoted(scan);
        while (*scan->p != '\0' && *scan->p != ')') { /* VALUENOTE("a","b") */
            advance(scan);
        }
        scan->p += *scan->p == ')';
    }
    skip_blanks(scan);
    if (n == 0 || *scan->p != '=') {
        g_free(out->subject);
        return false;
    }
    scan->p++;
    return true;
}

static void variable_free(void *data)
{
    struct variable *variable = data;
    g_free(variable->name);
    if (variable->values != NULL) {
        g_ptr_array_unref(variable->values);
    }
    if (variable->codes != NULL) {
        g_ptr_array_unref(variable->codes);
    }
    g_free(variable);
}

/* The variable of that name, made if it is new: VALUES may stand before STUB. */
static struct variable *variable_named(GPtrArray *variables, const char *name)
{
    for (guint i = 0; i < variables->len; i++) {
        struct variable *variable = g_ptr_array_index(variables, i);
        if (strcmp(variable->name, name) == 0) {
            return variable;
        }
    }
    struct variable *variable = g_new0(struct variable, 1);
    variable->name = g_strdup(name);
    g_ptr_array_add(variables, variable);
    return variable;
}

struct keywords {
    GPtrArray *stub, *heading; /* names, or NULL */
    GPtrArray *variables;
    uint64_t line;
    bool sparse, has_data;
};

static void keep_list(GPtrArray **place, GPtrArray *list)
{
    if (*place != NULL) {
        g_ptr_array_unref(*place);
    }
    *place = list;
}

/* False when the statement is broken. */
static bool take_statement(struct keywords *keywords, const struct statement *statement, struct scan *scan)
{
    bool values = strcmp(statement->keyword, "VALUES") == 0;
    bool codes = strcmp(statement->keyword, "CODES") == 0;
    bool stub = strcmp(statement->keyword, "STUB") == 0;
    bool heading = strcmp(statement->keyword, "HEADING") == 0;
    keywords->sparse = keywords->sparse || strcmp(statement->keyword, "KEYS") == 0;
    if (statement->other_language ||
        !(stub || heading || ((values || codes) && statement->subject != NULL))) {
        skip_statement(scan);
        return true;
    }
    keywords->line = scan->line;
    GPtrArray *list = take_list(scan);
    if (list == NULL) {
        return false;
    }
    if (stub || heading) {
        keep_list(stub ? &keywords->stub : &keywords->heading, list);
    } else {
        struct variable *variable = variable_named(keywords->variables, statement->subject);
        keep_list(values ? &variable->values : &variable->codes, list);
    }
    return true;
}

static bool read_keywords(struct keywords *keywords, struct scan *scan)
{
    struct statement statement;
    while (take_keyword(scan, &statement)) {
        keywords->has_data = strcmp(statement.keyword, "DATA") == 0;
        bool good = keywords->has_data || take_statement(keywords, &statement, scan);
        g_free(statement.subject);
        if (keywords->has_data || !good) {
            return keywords->has_data;
        }
    }
    return false;
}

/* --- the block of cells --- */

/* Moves the named variables in their order into the table; false when one has no values. */
static bool add_variables(struct px *px, const struct keywords *keywords, const GPtrArray *names)
{
    for (guint i = 0; names != NULL && i < names->len; i++) {
        struct variable *variable = variable_named(keywords->variables, g_ptr_array_index(names, i));
        if (variable->values == NULL) { /* some files give the codes alone */
            variable->values = variable->codes;
            variable->codes = NULL;
        }
        bool good = variable->values != NULL && px->variables->len < MOST_VARIABLES &&
                    !g_ptr_array_find(px->variables, variable, NULL) &&
                    (variable->codes == NULL || variable->codes->len == variable->values->len);
        if (!good || px->n_cells * variable->values->len > MOST_CELLS) {
            return false;
        }
        px->n_cells *= variable->values->len;
        g_ptr_array_add(px->variables, variable);
    }
    return true;
}

/* The next number or mark into `number`; false at the end. */
static bool next_number(struct px *px)
{
    struct scan scan = {px->p, px->line};
    skip_blanks(&scan);
    size_t n = 0;
    bool quoted = *scan.p == '"';
    scan.p += quoted;
    while (*scan.p != '\0' && *scan.p != (quoted ? '"' : ';') && (quoted || !g_ascii_isspace(*scan.p)) &&
           (quoted || *scan.p != ',')) {
        if (n + 1 < sizeof px->number) {
            px->number[n++] = *scan.p;
        }
        advance(&scan);
    }
    px->number[n] = '\0';
    px->line = scan.line;
    scan.p += (quoted && *scan.p == '"') || (!quoted && *scan.p == ',');
    px->p = scan.p;
    return n > 0;
}

static bool count_numbers(struct px *px)
{
    uint64_t n = 0;
    px->p = px->data;
    px->line = px->data_line;
    while (n <= px->n_cells && next_number(px)) {
        n++;
    }
    return n == px->n_cells;
}

static const char *code_of(const struct variable *variable)
{
    return g_ptr_array_index(variable->codes != NULL ? variable->codes : variable->values, variable->at);
}

static void set_field(struct px *px, guint i, const char *text)
{
    px->fields[i] = (struct field){(char *)text, strlen(text), false};
}

/* The number as our columns write it: a dash is zero, dots are "not available". */
static void put_number(struct px *px)
{
    if (strcmp(px->number, "-") == 0) {
        px->number[0] = '0';
    } else if (px->number[0] == '.' && strspn(px->number, ".") == strlen(px->number)) {
        g_strlcpy(px->number, "..", sizeof px->number);
    }
    px->fields[px->variables->len] = (struct field){px->number, strlen(px->number), true};
}

static void step(struct px *px)
{
    for (guint i = px->variables->len; i-- > 0;) {
        struct variable *variable = g_ptr_array_index(px->variables, i);
        if (++variable->at < variable->values->len) {
            return;
        }
        variable->at = 0;
    }
}

static bool next_cell(struct record_reader *reader, struct record *record)
{
    struct px *px = (struct px *)reader;
    guint n = px->variables->len;
    *record = (struct record){.line = px->heading_line, .n_fields = n + 1, .fields = px->fields};
    if (!px->heading_given) {
        px->heading_given = true;
        for (guint i = 0; i < n; i++) {
            set_field(px, i, ((struct variable *)g_ptr_array_index(px->variables, i))->name);
        }
        set_field(px, n, "INDHOLD");
        return true;
    }
    if (px->n_read == px->n_cells || !next_number(px)) {
        return false;
    }
    for (guint i = 0; i < n; i++) {
        set_field(px, i, code_of(g_ptr_array_index(px->variables, i)));
    }
    put_number(px);
    record->line = px->line;
    px->n_read++;
    step(px);
    return true;
}

static void rewind_cells(struct record_reader *reader, struct diag *diag)
{
    (void)diag;
    struct px *px = (struct px *)reader;
    px->p = px->data;
    px->line = px->data_line;
    px->n_read = 0;
    px->heading_given = false;
    for (guint i = 0; i < px->variables->len; i++) {
        ((struct variable *)g_ptr_array_index(px->variables, i))->at = 0;
    }
}

/* --- opening --- */

static void refuse(const struct pos *file, uint64_t line, struct diag *diag, const char *message)
{
    struct pos pos = *file;
    pos.line = line;
    diag_add(diag, &FINDING_PX, &pos, NULL, NULL, _("download the file again, or as CSV"), "%s", message);
}

/* Names and values are trimmed once, so that nothing is written to them later. */
static void trim_all(GPtrArray *texts)
{
    for (guint i = 0; texts != NULL && i < texts->len; i++) {
        g_strstrip(g_ptr_array_index(texts, i));
    }
}

static bool set_up(struct px *px, struct keywords *keywords, const struct scan *scan, const struct pos *file,
                   struct diag *diag)
{
    if (keywords->sparse) {
        refuse(file, 0, diag, _("its numbers are given by KEYS, which is not read"));
        return false;
    }
    px->n_cells = 1;
    px->heading_line = MAX(1, keywords->line);
    if (!add_variables(px, keywords, keywords->stub) || !add_variables(px, keywords, keywords->heading) ||
        px->variables->len == 0) {
        refuse(file, 0, diag, _("STUB, HEADING and VALUES do not fit each other"));
        return false;
    }
    for (guint i = 0; i < px->variables->len; i++) {
        struct variable *variable = g_ptr_array_index(px->variables, i);
        trim_all(variable->values);
        trim_all(variable->codes);
        g_strstrip(variable->name);
    }
    px->data = scan->p;
    px->data_line = scan->line;
    if (!count_numbers(px)) {
        refuse(file, px->line, diag, _("DATA does not hold one number for every cell"));
        return false;
    }
    return true;
}

static GString *read_all(struct text_input *input)
{
    GString *text = g_string_new(NULL);
    char *buffer = g_malloc(BLOCK_BYTES);
    size_t n;
    input->rewind(input);
    while ((n = input->read(input, buffer, BLOCK_BYTES)) > 0) {
        g_string_append_len(text, buffer, (gssize)n);
    }
    g_free(buffer);
    return text;
}

struct px *px_open(struct text_input *input, const struct pos *file, struct diag *diag)
{
    struct px *px = g_new0(struct px, 1);
    px->reader = (struct record_reader){next_cell, rewind_cells};
    px->text = read_all(input);
    px->variables = g_ptr_array_new();
    struct keywords keywords = {.variables = g_ptr_array_new_with_free_func(variable_free)};
    struct scan scan = {px->text->str, 1};
    bool good = read_keywords(&keywords, &scan);
    if (!good) {
        refuse(file, scan.line, diag, _("no PC-Axis statement stands here"));
    }
    good = good && set_up(px, &keywords, &scan, file, diag);
    cpr_report_lines(px->text->str, good ? (size_t)(px->data - px->text->str) : px->text->len, *file,
                     _("replace the numbers by pseudonyms and delete the file you were sent"),
                     diag); /* titles, notes and values; the numbers are looked at as cells are */
    keep_list(&keywords.stub, NULL);
    keep_list(&keywords.heading, NULL);
    g_ptr_array_set_free_func(keywords.variables, NULL); /* the table takes those it uses */
    for (guint i = 0; i < keywords.variables->len; i++) {
        void *variable = g_ptr_array_index(keywords.variables, i);
        if (!g_ptr_array_find(px->variables, variable, NULL)) {
            variable_free(variable);
        }
    }
    g_ptr_array_unref(keywords.variables);
    g_ptr_array_set_free_func(px->variables, variable_free);
    if (!good) {
        px_free(px);
        return NULL;
    }
    rewind_cells(&px->reader, NULL);
    return px;
}

void px_free(struct px *px)
{
    if (px != NULL) {
        g_string_free(px->text, TRUE);
        g_ptr_array_unref(px->variables);
        g_free(px);
    }
}

struct record_reader *px_records(struct px *px)
{
    return &px->reader;
}
