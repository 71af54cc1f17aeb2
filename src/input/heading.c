/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings to columns. */
#include "heading_private.h"

#include "vifte/cpr.h"
#include "vifte/findings.h"
#include "vifte/input_table.h"
#include "vifte/project.h"
#include "vifte/text.h"
#include "vifte/wide.h"

#include <string.h>

/* --- folding --- */

/* "(%)", "[pr. dag]" at the end. */
static void cut_unit(char *text)
{
    size_t n = strlen(text);
    char close = n > 0 ? text[n - 1] : '\0';
    if (close != ')' && close != ']') {
        return;
    }
    char *open = strrchr(text, close == ')' ? '(' : '[');
    if (open != NULL && open > text) {
        *open = '\0';
    }
}

static bool is_ornament(char c)
{
    return c != '\0' && strchr(".:* %-_\n", c) != NULL;
}

/* Bytes of the raised digit that ends a text, 0 = none. */
static size_t raised_digit(const char *text, size_t n)
{
    static const char *const SHORT[] = {"\xC2\xB9", "\xC2\xB2", "\xC2\xB3"};
    for (size_t i = 0; n > 2 && i < G_N_ELEMENTS(SHORT); i++) {
        if (memcmp(text + n - 2, SHORT[i], 2) == 0) {
            return 2;
        }
    }
    bool is_long = n > 3 && memcmp(text + n - 3, "\xE2\x81", 2) == 0;
    return is_long && (unsigned char)text[n - 1] >= 0xB0 && (unsigned char)text[n - 1] <= 0xB9 ? 3 : 0;
}

/* Also footnotes: a raised 1, with a parenthesis behind it or not. */
static void cut_ornaments(char *text)
{
    size_t n = strlen(text), raised;
    if (n > 1 && text[n - 1] == ')' && raised_digit(text, n - 1) > 0) {
        n--;
    }
    while ((raised = raised_digit(text, n)) > 0 || (n > 1 && is_ornament(text[n - 1]))) {
        n -= MAX(raised, (size_t)1);
    }
    text[n] = '\0';
}

char *heading_fold(const char *text)
{
    char *folded = text_fold(text);
    cut_ornaments(folded);
    cut_unit(folded);
    cut_ornaments(folded);
    char *out = folded;
    for (const char *p = folded; *p != '\0'; p++) {
        if (strchr(" _-.\n", *p) == NULL) {
            *out++ = *p;
        }
    }
    *out = '\0';
    return folded;
}

/* --- names --- */

static void add_name(struct heading_names *names, const char *name, size_t column)
{
    char *folded = heading_fold(name);
    if (*folded == '\0' ||
        g_hash_table_contains(names->columns, folded)) { /* the first column keeps a name */
        g_free(folded);
        return;
    }
    g_hash_table_insert(names->columns, folded, GSIZE_TO_POINTER(column + 1));
}

static void add_aliases(struct heading_names *names, const char *aliases, size_t column)
{
    char **list = g_strsplit(aliases, "|", -1);
    for (char **alias = list; *alias != NULL; alias++) {
        add_name(names, *alias, column);
    }
    g_strfreev(list);
}

static void add_mapping(struct heading_names *names, const struct column_mapping *mapping)
{
    for (size_t i = 0; i < names->schema->n_columns; i++) {
        if (!g_str_equal(names->schema->columns[i].name, mapping->column)) {
            continue;
        }
        if (names->mapped[i] == NULL) {
            names->mapped[i] = g_ptr_array_new_with_free_func(g_free);
        }
        g_ptr_array_add(names->mapped[i], heading_fold(mapping->heading));
        g_hash_table_add(names->taken, heading_fold(mapping->heading));
    }
}

struct heading_names *heading_names_new(const struct project *project, const struct input_schema *schema,
                                        bool sender_known)
{
    struct heading_names *names = g_new0(struct heading_names, 1);
    names->schema = schema;
    names->sender_known = sender_known;
    names->columns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    names->taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    names->mapped = g_new0(GPtrArray *, schema->n_columns);
    for (size_t i = 0; i < schema->n_columns; i++) {
        add_name(names, schema->columns[i].name, i);
        names->names_are_data = names->names_are_data || g_str_equal(schema->columns[i].name, "name");
    }
    for (size_t i = 0; i < schema->n_columns; i++) {
        if (schema->columns[i].aliases != NULL) {
            add_aliases(names, schema->columns[i].aliases, i);
        }
    }
    for (guint i = 0; project->mappings != NULL && i < project->mappings->len; i++) {
        const struct column_mapping *mapping = g_ptr_array_index(project->mappings, i);
        if (g_str_equal(mapping->table, schema->table)) {
            add_mapping(names, mapping);
        }
    }
    return names;
}

void heading_names_free(struct heading_names *names)
{
    if (names == NULL) {
        return;
    }
    for (size_t i = 0; i < names->schema->n_columns; i++) {
        g_clear_pointer(&names->mapped[i], g_ptr_array_unref);
    }
    g_free(names->mapped);
    g_hash_table_unref(names->columns);
    g_hash_table_unref(names->taken);
    g_free(names);
}

/* --- matching one row --- */

static bool maps_to(const struct heading_names *names, size_t column, const char *folded)
{
    const GPtrArray *headings = names->mapped[column];
    for (guint i = 0; headings != NULL && i < headings->len; i++) {
        if (g_str_equal(g_ptr_array_index(headings, i), folded)) {
            return true;
        }
    }
    return false;
}

static void match_mapped(const struct heading_names *names, uint32_t *field_of, const char *folded,
                         uint32_t field)
{
    for (size_t i = 0; i < names->schema->n_columns; i++) {
        if (field_of[i] == 0 && maps_to(names, i, folded)) {
            field_of[i] = field;
        }
    }
}

/* The column that a heading names by itself, 0 = none. */
size_t heading_natural_column(const struct heading_names *names, const char *folded)
{
    if (g_hash_table_contains(names->taken, folded)) {
        return 0;
    }
    return GPOINTER_TO_SIZE(g_hash_table_lookup(names->columns, folded));
}

/* A heading that the project maps to another column still serves the required column that it names by itself:
 * two columns may share a heading. */
static void match_shared(const struct heading_names *names, uint32_t *field_of, const char *folded,
                         uint32_t field)
{
    size_t column = GPOINTER_TO_SIZE(g_hash_table_lookup(names->columns, folded));
    if (column > 0 && field_of[column - 1] == 0 && names->schema->columns[column - 1].required) {
        field_of[column - 1] = field;
    }
}

/* Mapped headings first, then the names. Folded headings come as `keys`. */
static void match(const struct heading_names *names, char *const *keys, uint32_t n, uint32_t *field_of)
{
    for (uint32_t i = 0; i < n; i++) {
        match_mapped(names, field_of, keys[i], i + 1);
    }
    for (uint32_t i = 0; i < n; i++) {
        size_t column = heading_natural_column(names, keys[i]);
        if (column > 0 && field_of[column - 1] == 0) {
            field_of[column - 1] = i + 1;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        match_shared(names, field_of, keys[i], i + 1);
    }
}

bool heading_is_missing(const struct heading_names *names, const uint32_t *field_of, size_t column)
{
    const struct input_column *wanted = &names->schema->columns[column];
    return field_of[column] == 0 && wanted->required && !(wanted->sender && names->sender_known);
}

static void count_columns(const struct heading_names *names, const uint32_t *field_of, uint32_t *matched,
                          uint32_t *missing)
{
    *matched = *missing = 0;
    for (size_t i = 0; i < names->schema->n_columns; i++) {
        *matched += field_of[i] > 0;
        *missing += heading_is_missing(names, field_of, i);
    }
}

/* --- the heading row --- */

static bool is_one_of(const char *key, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (g_str_equal(key, *list)) {
            return true;
        }
    }
    return false;
}

static bool holds_one_of(const char *key, const char *const *parts)
{
    for (; *parts != NULL; parts++) {
        if (strstr(key, *parts) != NULL) {
            return true;
        }
    }
    return false;
}

/* What belongs to an offer or an authority is nobody's. */
static bool is_of_place(const char *key)
{
    static const char *const PLACES[] = {"tilbud",      "afdeling", "institution",  "leverandoer",
                                         "driftsherre", "kommune",  "matrikel",     "offer",
                                         "operator",    "provider", "municipality", NULL};
    return holds_one_of(key, PLACES);
}

/* A citizen's, whatever the table. */
static bool is_of_citizen(const char *key)
{
    static const char *const WORDS[] = {
        "personnr",      "personnummer",  "fornavn",       "efternavn",
        "mellemnavn",    "personnavn",    "fuldenavn",     "sagnavn",
        "morsnavn",      "farsnavn",      "moderensnavn",  "faderensnavn",
        "paaroerende",   "paaroerendes",  "vaerge",        "vaerger",
        "foraeldre",     "foraeldrenavn", "foedt",         "bopaelsadresse",
        "privatadresse", "hjemadresse",   "hjemmeadresse", "folkeregisteradresse",
        "firstname",     "lastname",      "surname",       "fullname",
        "birthdate",     "guardian",      "nextofkin",     NULL};
    static const char *const PARTS[] = {"cpr",          "foedselsdato",      "foedselsdag", "dateofbirth",
                                        "personnummer", "civilregistration", NULL};
    static const char *const CITIZENS[] = {"borger", "barn",        "klient", "patient",
                                           "vaerge", "paaroerende", NULL};
    static const char *const THEIRS[] = {"navn", "adresse", "telefon", "tlf", "mobil", "mail", NULL};
    return is_one_of(key, WORDS) || holds_one_of(key, PARTS) ||
           (holds_one_of(key, CITIZENS) && holds_one_of(key, THEIRS) && !is_of_place(key));
}

/* In tables of offers and municipalities names and addresses are theirs. */
static bool is_personal(const struct heading_names *names, const char *key)
{
    static const char *const OF_ANYBODY[] = {
        "navn",          "adr",    "vej",        "vejnavn",      "gade",     "husnr",
        "husnummer",     "postnr", "postnummer", "postdistrikt", "by",       "bynavn",
        "bopael",        "c/o",    "co",         "initialer",    "telefon",  "telefonnr",
        "telefonnummer", "tlf",    "tlfnr",      "mobil",        "mobilnr",  "mobilnummer",
        "mobiltelefon",  "email",  "mail",       "name",         "phone",    "phonenumber",
        "street",        "city",   "postcode",   "zipcode",      "initials", NULL};
    static const char *const ADDRESSES[] = {"adresse", "address", NULL};
    bool of_anybody =
        is_one_of(key, OF_ANYBODY) || g_str_has_prefix(key, "navnpaa") || holds_one_of(key, ADDRESSES);
    return is_of_citizen(key) || (of_anybody && !names->names_are_data && !is_of_place(key));
}

static bool is_production_unit(const char *key)
{
    static const char *const NAMES[] = {"pnummer", "pnr", "produktionsenhedsnummer", "produktionsnummer",
                                        NULL};
    return is_one_of(key, NAMES);
}

static bool is_column(const struct heading_names *names, const struct heading *heading, uint32_t field)
{
    for (size_t i = 0; i < names->schema->n_columns; i++) {
        if (heading->field_of[i] == field) {
            return true;
        }
    }
    return false;
}

static bool holds_free_text(const struct heading_names *names, const struct heading *heading, uint32_t field)
{
    for (size_t i = 0; i < names->schema->n_columns; i++) {
        if (heading->field_of[i] == field && names->schema->columns[i].kind != VALUE_TEXT) {
            return false;
        }
    }
    return true;
}

static void describe_field(const struct heading_names *names, struct heading *heading, const char *key,
                           uint32_t field)
{
    size_t i = field - 1;
    heading->cpr_exempt[i] = is_production_unit(key);
    heading->free_text[i] = holds_free_text(names, heading, field);
    if (is_column(names, heading, field) || (heading->wide != NULL && wide_has_field(heading->wide, field))) {
        heading->uses[i] = HEADING_COLUMN;
    } else if (*key == '\0') {
        heading->uses[i] = HEADING_EMPTY;
    } else {
        bool named =
            heading_natural_column(names, key) > 0; /* a second heading of the same column: told as such */
        heading->uses[i] = !named && is_personal(names, key) ? HEADING_PERSONAL : HEADING_UNKNOWN;
    }
}

static size_t wide_column(const char *name, const void *context)
{
    char *key = heading_fold(name);
    size_t column = heading_natural_column(context, key);
    g_free(key);
    return column > 0 ? column - 1 : SIZE_MAX;
}

/* Takes over the texts. */
static struct heading *heading_from(const struct heading_names *names, uint64_t line, char **texts)
{
    struct heading *heading = g_new0(struct heading, 1);
    uint32_t n = g_strv_length(texts);
    char **keys = g_new0(char *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        keys[i] = heading_fold(texts[i]);
    }
    while (n > 0 && *keys[n - 1] == '\0') {
        n--;
    }
    heading->line = line;
    heading->n_fields = n;
    heading->field_of = g_new0(uint32_t, names->schema->n_columns);
    heading->texts = texts;
    heading->uses = g_malloc0_n(n + 1, sizeof *heading->uses);
    heading->cpr_exempt = g_new0(bool, n + 1);
    heading->free_text = g_new0(bool, n + 1);
    match(names, keys, n, heading->field_of);
    count_columns(names, heading->field_of, &heading->n_matched, &heading->n_missing);
    if (heading->n_matched > 0 && heading->n_missing > 0) {
        heading->wide = wide_find(names->schema, heading->texts, n, heading->field_of, wide_column, names);
        count_columns(names, heading->field_of, &heading->n_matched, &heading->n_missing);
    }
    for (uint32_t i = 0; i < n; i++) {
        describe_field(names, heading, keys[i], i + 1);
    }
    g_strfreev(keys);
    return heading;
}

static bool is_whole(const struct heading *heading)
{
    return heading->n_missing == 0 && heading->n_matched > 0 &&
           (heading->wide == NULL || wide_is_settled(heading->wide));
}

/* Do the two rows make more of a heading than either does? */
static bool is_more(const struct heading_names *names, const struct heading *both,
                    const struct heading *upper, const struct record *lower)
{
    if (both->n_matched <= upper->n_matched) {
        return false;
    }
    struct heading *below = heading_from(names, lower->line, heading_texts(lower));
    bool more = both->n_matched > below->n_matched;
    heading_free(below);
    return more;
}

/* The row's headings, by themselves, as a row of periods with the headings below them, or as the upper half
 * of headings over two rows. */
static struct heading *heading_at(const struct heading_names *names, const struct record *records,
                                  size_t n_records, size_t i)
{
    struct heading *heading = heading_from(names, records[i].line, heading_texts(&records[i]));
    bool periods = false;
    bool parted = i + 1 < n_records && MAX(records[i].n_fields, records[i + 1].n_fields) > 1;
    char **texts = parted ? heading_texts_of_two(names, &records[i], &records[i + 1], &periods) : NULL;
    struct heading *both = texts != NULL ? heading_from(names, records[i + 1].line, texts) : NULL;
    bool taken = both != NULL && is_whole(both) &&
                 (periods ? !is_whole(heading) : is_more(names, both, heading, &records[i + 1]));
    heading_free(taken ? heading : both);
    return taken ? both : heading;
}

struct heading *heading_find(const struct heading_names *names, const struct record *records,
                             size_t n_records, uint64_t line)
{
    struct heading *best = NULL;
    for (size_t i = 0; i < n_records && (line > 0 || i < HEADING_RECORDS); i++) {
        if (line > 0 && records[i].line != line) {
            continue;
        }
        struct heading *heading = heading_at(names, records, n_records, i);
        if (heading->n_missing == 0 && heading->n_matched > 0) {
            heading_free(best);
            return heading;
        }
        if (heading->n_matched >= 2 && (best == NULL || heading->n_matched > best->n_matched)) {
            heading_free(best);
            best = heading;
        } else {
            heading_free(heading);
        }
    }
    return best;
}

void heading_free(struct heading *heading)
{
    if (heading == NULL) {
        return;
    }
    g_free(heading->field_of);
    g_strfreev(heading->texts);
    g_free(heading->uses);
    g_free(heading->cpr_exempt);
    g_free(heading->free_text);
    wide_free(heading->wide);
    g_free(heading);
}

const struct field *heading_cell(const struct heading *heading, const struct record *record, size_t column)
{
    const struct field *period = heading->wide != NULL ? wide_cell(heading->wide, column) : NULL;
    uint32_t field = heading->field_of[column];
    if (period != NULL) {
        return period;
    }
    return field > 0 && field <= record->n_fields ? &record->fields[field - 1] : NULL;
}
