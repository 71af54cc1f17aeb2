/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look-ups and messages shared by the loaders of single tables. */
#include "loader.h"

#include "vifte/areas.h"
#include "vifte/catalog.h"
#include "vifte/cpr.h"
#include "vifte/text.h"

#include <string.h>

#define AMBIGUOUS GUINT_TO_POINTER(UINT32_MAX)
#define SHOWN_BYTES 32
#define MOST_REMEMBERED 100000
#define LETTERS_PER_EDIT 4 /* a known name is proposed up to one edit for so many letters */

const char *loader_string(struct loader *loader, const char *text)
{
    return g_string_chunk_insert_const(loader->model->strings, text);
}

struct name loader_name(struct loader *loader, const char *code, const char *label)
{
    return (struct name){.code = loader_string(loader, code), .label = loader_string(loader, label)};
}

struct origin loader_origin(const struct loader *loader, const struct input_row *row)
{
    return (struct origin){.file = loader->file_index, .line = (uint32_t)row->pos.line};
}

void loader_report(struct loader *loader, const struct diag_kind *kind, const struct input_row *row,
                   size_t column, const char *cure, const char *format, ...)
{
    struct pos pos = row->pos;
    pos.field = row->fields[column];
    va_list arguments;
    va_start(arguments, format);
    char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    diag_add(loader->diag, kind, &pos, loader->schema->columns[column].name, NULL, cure, "%s", message);
    g_free(message);
}

const char *loader_shown(struct loader *loader, const char *text)
{
    GString *out = g_string_new(NULL);
    cpr_mask(out, text, strlen(text), SHOWN_BYTES);
    const char *kept = loader_string(loader, out->str);
    g_string_free(out, TRUE);
    return kept;
}

const char *loader_offer_shown(struct loader *loader, const struct offer *offer)
{
    return loader_shown(loader, offer->name.label);
}

struct pos loader_pos(const struct loader *loader, const char *table, struct origin origin, size_t column)
{
    const struct input_record *file = &g_array_index(loader->file_array, struct input_record, origin.file);
    struct pos pos = {.file = file->display, .sheet = file->sheet, .line = origin.line};
    const uint32_t *fields = g_ptr_array_index(loader->file_fields, origin.file);
    if (column != SIZE_MAX && fields != NULL && strcmp(file->table, table) == 0) {
        pos.field = fields[column];
    }
    return pos;
}

void loader_tell(struct loader *loader, const struct diag_kind *kind, const struct pos *pos,
                 const char *column, const char *cure, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    diag_add(loader->diag, kind, pos, column, NULL, cure, "%s", message);
    g_free(message);
}

void loader_report_duplicate(struct loader *loader, const struct origin *first, const struct origin *second)
{
    const struct input_record *file = &g_array_index(loader->file_array, struct input_record, second->file);
    struct pos pos = {.file = file->display, .sheet = file->sheet, .line = second->line};
    diag_add(loader->diag, &FINDING_DUPLICATE, &pos, NULL, NULL,
             _("remove one, or tell the versions apart with `version` and `received`"),
             _("the same key also stands in line %u of %s"), first->line,
             g_array_index(loader->file_array, struct input_record, first->file).display);
}

char *loader_quoted(const struct value *value)
{
    GString *out = g_string_new("'");
    cpr_mask(out, value->text, value->length, SHOWN_BYTES);
    g_string_append_c(out, '\'');
    return g_string_free(out, FALSE);
}

/* The same few texts stand in every row: what they mean is looked up once, by the text as written. */
static bool recall(GHashTable *known, const char *text, uint32_t *meaning)
{
    void *found = g_hash_table_lookup(known, text);
    *meaning = GPOINTER_TO_UINT(found) - 1;
    return found != NULL;
}

static uint32_t remember(GHashTable *known, const char *text, uint32_t meaning)
{
    if (meaning != NONE && g_hash_table_size(known) < MOST_REMEMBERED) {
        g_hash_table_insert(known, g_strdup(text), GUINT_TO_POINTER(meaning + 1));
    }
    return meaning;
}

uint32_t loader_municipality(struct loader *loader, const struct input_row *row, size_t column)
{
    const struct value *value = &row->values[column];
    uint32_t found;
    if (recall(loader->area_texts, value->text, &found)) {
        return found;
    }
    found = areas_find(loader->areas, value->text);
    if (found != NONE) {
        return remember(loader->area_texts, value->text, found);
    }
    char *quoted = loader_quoted(value);
    const char *nearest = areas_nearest(loader->areas, value->text);
    char *cure = nearest != NULL ? g_strdup_printf(_("did you mean '%s'?"), nearest)
                                 : g_strdup(_("write the municipality's name or its code of three digits"));
    loader_report(loader, &FINDING_MUNICIPALITY, row, column, cure, _("no municipality is called %s"),
                  quoted);
    g_free(cure);
    g_free(quoted);
    return NONE;
}

/* Which letters a text has, a bit each. */
static uint64_t letters_of(const char *text)
{
    uint64_t letters = 0;
    for (; *text != '\0'; text++) {
        letters |= UINT64_C(1) << (*text & 63);
    }
    return letters;
}

/* Never more than there are: every letter that only one of them has costs an edit. */
static size_t fewest_edits(const char *key, uint64_t letters)
{
    uint64_t own = letters_of(key);
    return (size_t)MAX(__builtin_popcountll(own & ~letters), __builtin_popcountll(letters & ~own));
}

const char *loader_nearest(GHashTable *table, const char *folded)
{
    const char *best = NULL;
    size_t length = strlen(folded);
    uint64_t letters = letters_of(folded);
    size_t best_distance = length / LETTERS_PER_EDIT + 1;
    GHashTableIter iterator;
    void *key;
    g_hash_table_iter_init(&iterator, table);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        size_t longer = MAX(strlen(key), length), shorter = MIN(strlen(key), length);
        if (longer - shorter > best_distance || fewest_edits(key, letters) > best_distance) {
            continue;
        }
        size_t distance = text_distance(key, folded);
        if (distance < best_distance ||
            (distance == best_distance && best != NULL && strcmp(key, best) < 0)) { /* order decides ties */
            best = key;
            best_distance = distance;
        }
    }
    return best;
}

static void report_unknown(struct loader *loader, const struct diag_kind *kind, const struct input_row *row,
                           size_t column, GHashTable *known, const char *folded, const char *cure)
{
    char *quoted = loader_quoted(&row->values[column]);
    const char *nearest = loader_nearest(known, folded);
    char *full =
        nearest != NULL ? g_strdup_printf(_("did you mean '%s'? %s"), nearest, cure) : g_strdup(cure);
    loader_report(loader, kind, row, column, full, _("unknown: %s"), quoted);
    g_free(full);
    g_free(quoted);
}

static uint32_t group_of(struct loader *loader, const struct input_row *row, size_t column, const char *text)
{
    char *folded = text_fold(text);
    uint32_t found = GPOINTER_TO_UINT(g_hash_table_lookup(loader->groups, folded));
    if (found == 0) {
        report_unknown(loader, &FINDING_GROUP, row, column, loader->groups, folded,
                       _("add the word to `match` of its [group ID] in the project file"));
    }
    g_free(folded);
    return found > 0 ? found - 1 : NONE;
}

uint32_t loader_group(struct loader *loader, const struct input_row *row, size_t column)
{
    return group_of(loader, row, column, row->values[column].text);
}

static int compare_index(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static uint32_t intern_set(struct loader *loader, GArray *members)
{
    g_array_sort(members, compare_index);
    GString *key = g_string_new(NULL);
    for (guint i = 0; i < members->len; i++) {
        g_string_append_printf(key, "%u,", g_array_index(members, uint32_t, i));
    }
    uint32_t found = GPOINTER_TO_UINT(g_hash_table_lookup(loader->group_sets, key->str));
    if (found == 0) {
        struct group_set set = {.first = loader->group_ref_array->len, .n = members->len};
        g_array_append_vals(loader->group_ref_array, members->data, members->len);
        g_array_append_val(loader->group_set_array, set);
        found = loader->group_set_array->len;
        g_hash_table_insert(loader->group_sets, g_strdup(key->str), GUINT_TO_POINTER(found));
    }
    g_string_free(key, TRUE);
    return found - 1;
}

static void add_member(GArray *members, uint32_t group)
{
    for (guint i = 0; i < members->len; i++) {
        if (g_array_index(members, uint32_t, i) == group) {
            return;
        }
    }
    g_array_append_val(members, group);
}

uint32_t loader_group_set(struct loader *loader, const struct input_row *row, size_t column)
{
    const char *text = row->values[column].text;
    uint32_t recalled;
    if (recall(loader->group_set_texts, text, &recalled)) {
        return recalled;
    }
    GArray *members = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    bool good = true;
    char *whole = text_fold(text);
    uint32_t known = GPOINTER_TO_UINT(g_hash_table_lookup(loader->groups, whole));
    g_free(whole);
    if (known > 0) { /* a name may itself hold the separator */
        add_member(members, known - 1);
    } else {
        char **parts = g_strsplit(text, "|", -1);
        for (size_t i = 0; parts[i] != NULL; i++) {
            if (*g_strstrip(parts[i]) == '\0') {
                continue; /* a doubled or trailing separator */
            }
            uint32_t group = group_of(loader, row, column, parts[i]);
            if (group != NONE) {
                add_member(members, group);
            }
            good = good && group != NONE;
        }
        g_strfreev(parts);
    }
    if (good && members->len == 0) {
        loader_report(loader, &FINDING_EMPTY, row, column, _("fill it in"), _("the field names no group"));
        good = false;
    }
    uint32_t set = good ? intern_set(loader, members) : NONE;
    g_array_unref(members);
    return remember(loader->group_set_texts, text, set);
}

/* An unknown offer is reported once, with its rows, when all files are read. */
static void count_unknown_offer(struct loader *loader, const struct input_row *row, size_t column,
                                const char *folded)
{
    struct unlisted_offer *unknown = g_hash_table_lookup(loader->unknown_offers, folded);
    if (unknown == NULL) {
        unknown = g_new0(struct unlisted_offer, 1);
        unknown->pos = row->pos;
        unknown->pos.field = row->fields[column];
        char *quoted = loader_quoted(&row->values[column]);
        unknown->quoted = loader_string(loader, quoted);
        g_hash_table_insert(loader->unknown_offers, g_strdup(folded), unknown);
        g_free(quoted);
    }
    unknown->rows++;
}

void loader_add_unlisted(struct loader *loader, const char *folded, const struct unlisted_offer *more)
{
    struct unlisted_offer *known = g_hash_table_lookup(loader->unknown_offers, folded);
    if (known != NULL) {
        known->rows += more->rows;
    } else {
        g_hash_table_insert(loader->unknown_offers, g_strdup(folded), g_memdup2(more, sizeof *more));
    }
}

uint32_t loader_offer(struct loader *loader, const struct input_row *row, size_t column)
{
    /* Ids as written are the common case and need no folding. */
    void *found = g_hash_table_lookup(loader->offers, row->values[column].text);
    if (found != NULL && found != AMBIGUOUS) {
        return GPOINTER_TO_UINT(found) - 1;
    }
    char *folded = text_fold(row->values[column].text);
    found = g_hash_table_lookup(loader->offers, folded);
    if (found == AMBIGUOUS) {
        loader_report(loader, &FINDING_OFFER, row, column, _("use the offer's id"),
                      _("several offers have this name"));
        found = NULL;
    } else if (found == NULL) {
        count_unknown_offer(loader, row, column, folded);
    }
    g_free(folded);
    return found != NULL ? GPOINTER_TO_UINT(found) - 1 : NONE;
}

/* The name under which a known section is written; `key` is remembered. NULL when the section is unknown. */
static const struct name *find_section(struct loader *loader, const char *key, const char *text, int32_t day)
{
    const struct law_section *section = law_sections_find(loader->sections, text, day);
    if (section == NULL) {
        return NULL;
    }
    char *label = g_strdup_printf("%s § %s", section->law, section->number);
    struct name *name = g_new(struct name, 1);
    *name = loader_name(loader, section->key, label);
    g_hash_table_insert(loader->section_texts, g_strdup(key), name);
    g_free(label);
    return name;
}

struct name loader_section(struct loader *loader, const struct input_row *row, size_t column, int32_t day)
{
    const struct value *value = &row->values[column];
    if (value->state != VALUE_GIVEN) {
        return (struct name){.code = "unspecified", .label = N_("not stated")};
    }
    char era[8];
    g_snprintf(era, sizeof era, "%u.", (unsigned)law_sections_era(loader->sections, day));
    char *key = g_strconcat(era, value->text, NULL);
    const struct name *known = g_hash_table_lookup(loader->section_texts, key);
    known = known != NULL ? known : find_section(loader, key, value->text, day);
    g_free(key);
    if (known != NULL) {
        return *known;
    }
    char *quoted = loader_quoted(value);
    loader_report(loader, &FINDING_SECTION, row, column, _("write for example § 107 or BL § 43"),
                  _("no known section of the law: %s"), quoted);
    g_free(quoted);
    return loader_name(loader, value->text, value->text);
}

void loader_digest(struct loader *loader, const struct input_row *row)
{
    uint64_t digest = 0;
    for (size_t i = 0; i < loader->schema->n_columns; i++) {
        const struct value *value = &row->values[i];
        if (value->state != VALUE_MISSING) {
            uint64_t hash = text_hash(value->text, value->state == VALUE_BAD ? 0 : value->length);
            row_digest_value(&digest, (uint32_t)i, value->state, hash);
        }
    }
    row_digest_add_row(&loader->digest, digest);
}

bool loader_is_partial(const struct loader *loader)
{
    return loader->schema == schemas_partials();
}

struct quantity loader_quantity(const struct value *value)
{
    switch (value->state) {
    case VALUE_GIVEN:
        return (struct quantity){.number = value->number, .state = CELL_VALUE};
    case VALUE_SUPPRESSED:
        return (struct quantity){.state = CELL_SUPPRESSED};
    default:
        return (struct quantity){.state = CELL_MISSING};
    }
}

struct quantity loader_money(const struct value *value)
{
    struct quantity quantity = loader_quantity(value);
    if (quantity.state == CELL_VALUE) {
        quantity.number = (double)value->whole;
    }
    return quantity;
}

bool loader_row_is_good(const struct loader *loader, const struct input_row *row)
{
    for (size_t i = 0; i < loader->schema->n_columns; i++) {
        if (row->values[i].state == VALUE_BAD) {
            return false;
        }
        const struct input_column *column = &loader->schema->columns[i];
        if (column->required && !column->may_be_blank && row->values[i].state == VALUE_MISSING) {
            return false;
        }
    }
    return true;
}

bool loader_row_is_blank(const struct input_row *row, const size_t *answers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct value *value = &row->values[answers[i]];
        if (value->state != VALUE_MISSING || value->length > 0) {
            return false;
        }
    }
    return true;
}

bool loader_is_reported_for(const struct loader *loader, int code)
{
    GHashTableIter iterator;
    void *value;
    g_hash_table_iter_init(&iterator, loader->project->reports_for);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        if (GPOINTER_TO_INT(value) == code) {
            return true;
        }
    }
    return false;
}

void loader_note_outside(struct loader *loader, const struct input_row *row, bool outside)
{
    if (outside && loader->rows_outside++ == 0) {
        loader->first_outside = row->pos;
    }
}
