/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collector of findings. */
#include "vifte/diag.h"

#include "vifte/findings.h"
#include "vifte/text.h"

#include <string.h>

struct diag {
    GPtrArray *findings;  /* struct finding * */
    GHashTable *per_file; /* file name -> findings of stop and warn level, kept or not */
    GHashTable *dropped;  /* file name -> those that are not kept */
    GHashTable *kinds;    /* file and code of what is kept */
    GHashTable *told;     /* what is kept, as text */
    GHashTable *unkept;   /* what is not kept of the last line that such things were told of */
    uint64_t unkept_line;
    const char *touches; /* of findings that do not say it themselves */
    uint64_t counts[DIAG_NOTE + 1];
    int first_stop_status;
};

static void finding_free(void *data)
{
    struct finding *finding = data;
    g_free(finding->column);
    g_free(finding->message);
    g_free(finding->cure);
    g_free(finding);
}

struct diag *diag_new(void)
{
    struct diag *diag = g_new0(struct diag, 1);
    diag->findings = g_ptr_array_new_with_free_func(finding_free);
    diag->per_file = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    diag->dropped = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    diag->kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    diag->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    diag->unkept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    diag->touches = "";
    return diag;
}

void diag_free(struct diag *diag)
{
    if (diag == NULL) {
        return;
    }
    g_ptr_array_unref(diag->findings);
    g_hash_table_unref(diag->per_file);
    g_hash_table_unref(diag->dropped);
    g_hash_table_unref(diag->kinds);
    g_hash_table_unref(diag->told);
    g_hash_table_unref(diag->unkept);
    g_free(diag);
}

static const char *file_key(const struct pos *pos)
{
    return pos != NULL && pos->file != NULL ? pos->file : "";
}

static size_t count_one(GHashTable *counts, const char *file)
{
    size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, file)) + 1;
    g_hash_table_insert(counts, g_strdup(file), GSIZE_TO_POINTER(n));
    return n;
}

/* Counts one more finding of the file and says whether it is kept. The first of a kind always is: what it
 * touches carries a mark that leads to it. */
static bool keep(struct diag *diag, const struct diag_kind *kind, const char *file)
{
    if (kind->level == DIAG_NOTE || file[0] == '\0') {
        return true; /* what is about no file is told once each, never a row at a time */
    }
    bool kept = count_one(diag->per_file, file) <= DIAG_PER_FILE;
    kept = g_hash_table_add(diag->kinds, g_strjoin("\n", kind->code, file, NULL)) || kept;
    if (!kept) {
        count_one(diag->dropped, file);
    }
    return kept;
}

static void count(struct diag *diag, const struct diag_kind *kind)
{
    diag->counts[kind->level]++;
    if (kind->level == DIAG_STOP && diag->first_stop_status == 0) {
        diag->first_stop_status = kind->exit_status;
    }
}

/* Has the same been said in the same words of the same place? Rows of a wide table share their cells. */
static bool is_told(const struct diag *diag, const struct diag_kind *kind, const struct pos *pos,
                    const char *column, const char *message, char **key)
{
    char *place = pos != NULL ? diag_position(pos) : NULL;
    *key =
        g_strjoin("\n", kind->code, place != NULL ? place : "", column != NULL ? column : "", message, NULL);
    g_free(place);
    return pos != NULL && pos->line > 0 &&
           (g_hash_table_contains(diag->told, *key) || g_hash_table_contains(diag->unkept, *key));
}

void diag_set_touches(struct diag *diag, const char *touches)
{
    diag->touches = touches;
}

static void add(struct diag *diag, const struct diag_kind *kind, const struct pos *pos, const char *column,
                const char *touches, const char *cure, const char *message)
{
    struct finding *finding = g_new0(struct finding, 1);
    finding->kind = kind;
    if (pos != NULL) {
        finding->pos = *pos;
        finding->pos.file = g_intern_string(pos->file); /* findings outlive the project that named the file */
        finding->pos.sheet = g_intern_string(pos->sheet);
    }
    finding->column = g_strdup(column);
    finding->cure = g_strdup(cure);
    finding->touches = touches != NULL ? touches : diag->touches;
    finding->message = g_strdup(message);
    g_ptr_array_add(diag->findings, finding);
}

/* So that it counts once, as if it were kept. */
static void remember_unkept(struct diag *diag, const struct pos *pos, char *key)
{
    if (pos->line != diag->unkept_line) {
        g_hash_table_remove_all(diag->unkept);
        diag->unkept_line = pos->line;
    }
    g_hash_table_add(diag->unkept, key);
}

void diag_add(struct diag *diag, const struct diag_kind *kind, const struct pos *pos, const char *column,
              const char *touches, const char *cure, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    char *key = NULL;
    if (!is_told(diag, kind, pos, column, message, &key)) {
        count(diag, kind);
        if (keep(diag, kind, file_key(pos))) {
            g_hash_table_add(diag->told, g_steal_pointer(&key));
            add(diag, kind, pos, column, touches, cure, message);
        } else {
            remember_unkept(diag, pos, g_steal_pointer(&key)); /* of a file, so there is a place */
        }
    }
    g_free(key);
    g_free(message);
}

/* As many findings of the file more that are not kept. */
static void count_dropped(struct diag *diag, const char *file, size_t n)
{
    GHashTable *tables[] = {diag->per_file, diag->dropped};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        size_t sum = GPOINTER_TO_SIZE(g_hash_table_lookup(tables[i], file)) + n;
        g_hash_table_insert(tables[i], g_strdup(file), GSIZE_TO_POINTER(sum));
    }
}

bool diag_is_full(const struct diag *diag, const struct diag_kind *kind, const char *file)
{
    char *key = g_strjoin("\n", kind->code, file, NULL);
    bool full = kind->level != DIAG_NOTE && g_hash_table_contains(diag->kinds, key) &&
                GPOINTER_TO_SIZE(g_hash_table_lookup(diag->per_file, file)) >= DIAG_PER_FILE;
    g_free(key);
    return full;
}

void diag_count_more(struct diag *diag, const struct diag_kind *kind, const char *file, uint64_t n)
{
    diag->counts[kind->level] += n;
    count_dropped(diag, file, n);
}

/* Findings that `from` has counted but not kept. */
static void merge_dropped(struct diag *diag, const struct diag *from)
{
    GHashTableIter iterator;
    void *file, *n;
    uint64_t kept[DIAG_NOTE + 1] = {0};
    g_hash_table_iter_init(&iterator, from->dropped);
    while (g_hash_table_iter_next(&iterator, &file, &n)) {
        count_dropped(diag, file, GPOINTER_TO_SIZE(n));
    }
    for (guint i = 0; i < from->findings->len; i++) {
        kept[diag_get(from, i)->kind->level]++;
    }
    for (int level = DIAG_STOP; level <= DIAG_NOTE; level++) {
        diag->counts[level] += from->counts[level] - kept[level];
    }
    if (diag->first_stop_status == 0) {
        diag->first_stop_status = from->first_stop_status;
    }
}

struct diag *diag_new_part(const struct diag *whole)
{
    struct diag *part = diag_new();
    part->touches = whole->touches;
    return part;
}

void diag_merge(struct diag *diag, const struct diag *from, uint64_t lines)
{
    for (guint i = 0; i < from->findings->len; i++) {
        const struct finding *finding = diag_get(from, i);
        struct pos pos = finding->pos;
        pos.line += pos.line > 0 ? lines : 0;
        diag_add(diag, finding->kind, &pos, finding->column, finding->touches, finding->cure, "%s",
                 finding->message);
    }
    merge_dropped(diag, from);
}

bool diag_stopped(const struct diag *diag)
{
    return diag->counts[DIAG_STOP] > 0;
}

uint64_t diag_count(const struct diag *diag, enum diag_level level)
{
    return diag->counts[level];
}

int diag_exit_status(const struct diag *diag, bool strict)
{
    if (diag_stopped(diag)) {
        return diag->first_stop_status;
    }
    return strict && diag->counts[DIAG_WARN] > 0 ? 65 : 0;
}

size_t diag_size(const struct diag *diag)
{
    return diag->findings->len;
}

const struct finding *diag_get(const struct diag *diag, size_t i)
{
    return g_ptr_array_index(diag->findings, i);
}

/* Structural kinds (1xx, 4xx) are what the rest of a file's problems may come from. How a file was read is
 * nothing to mend, and comes last. */
static int rank(const struct finding *finding)
{
    if (finding->kind == &FINDING_DECIDED) {
        return 3;
    }
    return finding->kind->code[1] == '4' ? 0 : finding->kind->code[1] == '1' ? 1 : 2;
}

static int compare(const void *a, const void *b)
{
    const struct finding *x = *(const struct finding *const *)a;
    const struct finding *y = *(const struct finding *const *)b;
    int order = (int)x->kind->level - (int)y->kind->level;
    if (order == 0) {
        order = rank(x) - rank(y);
    }
    if (order == 0) {
        order = g_strcmp0(x->pos.file, y->pos.file);
    }
    if (order == 0) {
        order = g_strcmp0(x->pos.sheet, y->pos.sheet);
    }
    if (order == 0 && x->pos.line != y->pos.line) {
        order = x->pos.line < y->pos.line ? -1 : 1;
    }
    if (order == 0 && x->pos.field != y->pos.field) {
        order = x->pos.field < y->pos.field ? -1 : 1;
    }
    if (order == 0) {
        order = strcmp(x->kind->code, y->kind->code);
    }
    return order != 0 ? order : strcmp(x->message, y->message);
}

void diag_sort(struct diag *diag)
{
    g_ptr_array_sort(diag->findings, compare);
}

uint64_t diag_dropped(const struct diag *diag, const char *file)
{
    return GPOINTER_TO_SIZE(g_hash_table_lookup(diag->dropped, file));
}

/* 3 -> "C" */
static void append_column_letters(GString *out, uint32_t column)
{
    char letters[8];
    size_t n = 0;
    for (; column > 0 && n < sizeof letters; column = (column - 1) / 26) {
        letters[n++] = (char)('A' + (column - 1) % 26);
    }
    while (n > 0) {
        g_string_append_c(out, letters[--n]);
    }
}

char *diag_position(const struct pos *pos)
{
    GString *out = g_string_new(NULL);
    if (pos->file == NULL) {
        return g_string_free(out, FALSE);
    }
    text_mask(out, pos->file, strlen(pos->file), 200);
    if (pos->sheet != NULL) {
        g_string_append_c(out, '!');
        text_mask(out, pos->sheet, strlen(pos->sheet), 40);
        if (pos->field > 0 || pos->line > 0) {
            g_string_append_c(out, '!');
        }
        append_column_letters(out, pos->field);
        if (pos->line > 0) {
            g_string_append_printf(out, "%" G_GUINT64_FORMAT, pos->line);
        }
    } else if (pos->line > 0) {
        g_string_append_printf(out, ":%" G_GUINT64_FORMAT, pos->line);
        if (pos->field > 0) {
            g_string_append_printf(out, ":%u", pos->field);
        }
    }
    return g_string_free(out, FALSE);
}

char *diag_format(const struct finding *finding)
{
    char *position = diag_position(&finding->pos);
    GString *out = g_string_new(position);
    if (out->len > 0) {
        g_string_append(out, ": ");
    }
    if (finding->column != NULL) {
        g_string_append_printf(out, "%s: ", finding->column);
    }
    text_mask(out, finding->message, strlen(finding->message), SIZE_MAX); /* it may name what a file holds */
    if (finding->cure != NULL) {
        g_string_append(out, " (");
        text_mask(out, finding->cure, strlen(finding->cure), SIZE_MAX);
        g_string_append_c(out, ')');
    }
    g_string_append_printf(out, " [%s]", finding->kind->code);
    g_free(position);
    return g_string_free(out, FALSE);
}

static int compare_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **diag_files(const struct diag *diag)
{
    guint n = 0;
    gpointer *keys = g_hash_table_get_keys_as_array(diag->per_file, &n);
    qsort(keys, n, sizeof *keys, compare_text);
    char **files = g_new0(char *, n + 1);
    for (guint i = 0; i < n; i++) {
        files[i] = g_strdup(keys[i]);
    }
    g_free(keys);
    return files;
}

/* "stays.csv: 120 more" for every file with more findings than are kept. */
static void print_dropped(const struct diag *diag, FILE *out)
{
    char **files = diag_files(diag);
    for (size_t i = 0; files[i] != NULL; i++) {
        uint64_t dropped = diag_dropped(diag, files[i]);
        if (dropped > 0) {
            fprintf(out, P_("%s: %lu more finding\n", "%s: %lu more findings\n", dropped), files[i],
                    (unsigned long)dropped);
        }
    }
    g_strfreev(files);
}

void diag_print(const struct diag *diag, FILE *out, enum diag_level down_to)
{
    static const char *const LEVELS[] = {N_("error"), N_("warning"), N_("note")};
    for (guint i = 0; i < diag->findings->len; i++) {
        const struct finding *finding = g_ptr_array_index(diag->findings, i);
        if (finding->kind->level <= down_to) {
            char *line = diag_format(finding);
            fprintf(out, "%s: %s\n", _(LEVELS[finding->kind->level]), line);
            g_free(line);
        }
    }
    if (down_to >= DIAG_WARN || diag_stopped(diag)) {
        print_dropped(diag, out);
    }
}

void diag_print_counts(const struct diag *diag, FILE *out)
{
    unsigned long n[] = {diag_count(diag, DIAG_STOP), diag_count(diag, DIAG_WARN),
                         diag_count(diag, DIAG_NOTE)};
    fprintf(out, P_("%lu error, ", "%lu errors, ", n[0]), n[0]);
    fprintf(out, P_("%lu warning, ", "%lu warnings, ", n[1]), n[1]);
    fprintf(out, P_("%lu note\n", "%lu notes\n", n[2]), n[2]);
}
