/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an edition says of the findings in the input: the kind and the tables it touches, from which a reader
 * finds the findings themselves in the table of quality of the internal edition. Rows, files, senders and
 * numbers stay there.
 *
 * Editions for others leave out how files were read, and put what concerns single rows about persons together
 * under one remark: in a small project even the kind could say something of somebody.
 */
#include "edition_private.h"

#include "vifte/findings.h"
#include "vifte/measures.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <string.h>

static bool is_about_few(const struct diag_kind *kind)
{
    const struct diag_kind *const KINDS[] = {
        &FINDING_DUPLICATE_SAME, &FINDING_OUTSIDE_PERIOD, &FINDING_OVERLAPPING_STAYS,
        &FINDING_RATE_MISSING,   &FINDING_LATE_CLAIM,     &FINDING_OTHER_PAYER,
        &FINDING_PERSON_DIFFERS, &FINDING_OUTSIDE_AGES,   &FINDING_AFTER_FREEZE,
        &FINDING_OUTSIDE_WINDOW, &FINDING_SECTION_DATE,   &FINDING_SECTION,
        &FINDING_OVER_CAPACITY,  &FINDING_IMPLAUSIBLE,    &FINDING_JUMP,
        &FINDING_MORE_BOUGHT,
    };
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        if (KINDS[i] == kind) {
            return true;
        }
    }
    return false;
}

/* Notes on how files were read (N1xx, N2xx) take nothing from a figure. */
static bool is_for_others(const struct diag_kind *kind)
{
    return kind->level == DIAG_WARN || kind->code[1] == '3';
}

static const char *remark_code(const struct diag_kind *kind, enum audience audience)
{
    if (audience == AUDIENCE_INTERNAL) {
        return kind->code;
    }
    return !is_for_others(kind) ? NULL : is_about_few(kind) ? EDITION_REMARK_PERSONS : kind->code;
}

static int compare_codes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The keys of a set in order, joined by blanks; newly allocated. */
static char *join_set(GHashTable *set)
{
    guint n = 0;
    gpointer *keys = g_hash_table_get_keys_as_array(set, &n);
    if (n > 0) {
        qsort(keys, n, sizeof *keys, compare_codes);
    }
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        g_string_append_printf(out, "%s%s", i > 0 ? " " : "", (const char *)keys[i]);
    }
    g_free(keys);
    return g_string_free(out, FALSE);
}

static void add_tables(GHashTable *remarks, const char *code, const char *touches)
{
    GHashTable *tables = g_hash_table_lookup(remarks, code);
    if (tables == NULL) {
        tables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_insert(remarks, (void *)code, tables);
    }
    char **names = g_strsplit(touches, " ", -1);
    for (size_t i = 0; names[i] != NULL; i++) {
        if (*names[i] != '\0') {
            g_hash_table_add(tables, g_strdup(names[i]));
        }
    }
    g_strfreev(names);
}

/* Code -> set of tables. */
static GHashTable *collect(const struct table *quality, enum audience audience)
{
    GHashTable *remarks =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_hash_table_unref);
    for (size_t row = 0; quality != NULL && row < table_rows(quality); row++) {
        const struct cell *cells = table_row(quality, row);
        const struct diag_kind *kind = findings_find(cells[QUALITY_CODE].name->code);
        const char *code = kind != NULL ? remark_code(kind, audience) : NULL;
        if (code != NULL && cells[QUALITY_TOUCHES].state == CELL_VALUE) {
            add_tables(remarks, code, cells[QUALITY_TOUCHES].name->label);
        }
    }
    return remarks;
}

static struct edition_remark remark_of(const char *code, GHashTable *tables)
{
    const struct diag_kind *kind = findings_find(code);
    struct edition_remark remark = {.code = code, .tables = join_set(tables)};
    remark.title = kind != NULL ? kind->title : N_("remarks on single rows of the input");
    remark.explanation = kind != NULL ? kind->explanation : N_("The internal edition says which.");
    return remark;
}

void edition_add_remarks(struct released *released, const struct results *results, enum audience audience)
{
    GHashTable *remarks = collect(results->tables[TABLE_QUALITY], audience);
    released->remarks = g_array_new(FALSE, FALSE, sizeof(struct edition_remark));
    guint n = 0;
    gpointer *codes = g_hash_table_get_keys_as_array(remarks, &n);
    if (n > 0) {
        qsort(codes, n, sizeof *codes, compare_codes);
    }
    for (guint i = 0; i < n; i++) {
        struct edition_remark remark = remark_of(codes[i], g_hash_table_lookup(remarks, codes[i]));
        g_array_append_val(released->remarks, remark);
    }
    released->edition.remarks = (const struct edition_remark *)(const void *)released->remarks->data;
    released->edition.n_remarks = n;
    g_free(codes);
    g_hash_table_unref(remarks);
}
