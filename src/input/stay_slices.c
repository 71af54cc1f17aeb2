/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slices of stays: each with its own rows, counts and findings until it is taken over. */
#include "stays.h"

#include "vifte/catalog.h"
#include "vifte/dates.h"
#include "vifte/jobs.h"
#include "vifte/person_key.h"
#include "vifte/project.h"

#include <string.h>

#define FIRST_ROWS 1024
#define PREPARED 16 /* rows ahead whose persons are asked for */

/* --- a slice --- */

static void unlisted_free(void *data)
{
    g_free(data);
}

static struct stay_room take_room(struct stays *stays)
{
    struct stay_room room = {NULL, 0};
    g_mutex_lock(&stays->room_lock);
    if (stays->rooms->len > 0) {
        room = g_array_index(stays->rooms, struct stay_room, stays->rooms->len - 1);
        g_array_set_size(stays->rooms, stays->rooms->len - 1);
    }
    g_mutex_unlock(&stays->room_lock);
    return room;
}

static void give_room(struct stays *stays, struct stay *rows, size_t capacity)
{
    struct stay_room room = {rows, capacity};
    g_mutex_lock(&stays->room_lock);
    g_array_append_val(stays->rooms, room);
    g_mutex_unlock(&stays->room_lock);
}

static void *slice_begin(void *context, struct diag *diag)
{
    struct stays *stays = context;
    struct stay_slice *slice = g_new(struct stay_slice, 1);
    slice->stays = stays;
    slice->loader = *stays->loader;
    slice->loader.diag = diag;
    slice->loader.digest = (struct row_digest){{0}};
    slice->loader.rows_outside = 0;
    slice->loader.unknown_offers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unlisted_free);
    slice->memory = &stays->memories[jobs_thread()];
    struct stay_room room = take_room(stays);
    slice->rows = room.rows;
    slice->capacity = room.capacity;
    slice->n_rows = slice->n_queries = 0;
    return slice;
}

static void slice_free(void *data)
{
    struct stay_slice *slice = data;
    g_clear_pointer(&slice->loader.unknown_offers, g_hash_table_unref);
    g_free(slice->rows);
    g_free(slice);
}

/* The persons of the last rows, all at once. */
static void ask(struct stay_slice *slice)
{
    if (slice->n_queries == 0) {
        return; /* and no rows to count from, perhaps */
    }
    struct stay *rows = slice->rows + slice->n_rows - slice->n_queries;
    person_table_add(slice->stays->persons, slice->memory->queries, slice->n_queries);
    for (size_t i = 0; i < slice->n_queries; i++) {
        rows[i].person = slice->memory->queries[i].handle;
    }
    slice->n_queries = 0;
    g_string_chunk_clear(slice->memory->texts);
}

struct stay *stay_slice_room(struct stay_slice *slice, struct person_query **query)
{
    if (slice->n_rows == slice->capacity) {
        slice->capacity = MAX(2 * slice->capacity, FIRST_ROWS);
        slice->rows = g_renew(struct stay, slice->rows, slice->capacity);
    }
    *query = &slice->memory->queries[slice->n_queries];
    return &slice->rows[slice->n_rows];
}

void stay_slice_add(struct stay_slice *slice)
{
    slice->n_rows++;
    if (++slice->n_queries == STAY_QUERIES) {
        ask(slice);
    }
}

uint32_t stay_sender(const struct loader *loader, uint32_t acting)
{
    if (loader->project->person_scope == PERSONS_PER_REGION || loader_is_partial(loader)) {
        return 0;
    }
    return (uint32_t)(loader->file->sender != 0 ? loader->file->sender
                                                : loader->model->municipalities[acting].code);
}

/* Where each column stands; NULL once it is not the same for all rows. */
static void remember_fields(struct stays *stays, const uint32_t *fields)
{
    size_t size = stays->loader->schema->n_columns * sizeof *fields;
    if (!stays->fields_known) {
        stays->fields_known = true;
        *stays->fields = g_memdup2(fields, size);
    } else if (*stays->fields != NULL && memcmp(*stays->fields, fields, size) != 0) {
        g_clear_pointer(stays->fields, g_free);
    }
}

static void file_heading(const uint32_t *field_of, uint32_t n_fields, void *context)
{
    struct stays *stays = context;
    remember_fields(stays, field_of);
    stays->sets = stay_field_sets(stays->loader->schema, field_of, n_fields);
}

static uint64_t told(const struct diag *diag)
{
    return diag_count(diag, DIAG_STOP) + diag_count(diag, DIAG_WARN) + diag_count(diag, DIAG_NOTE);
}

static void slice_row(const struct input_row *row, void *context)
{
    struct stay_slice *slice = context;
    struct person_query *query;
    struct stay *stay = stay_slice_room(slice, &query);
    uint64_t before = told(slice->loader.diag);
    remember_fields(slice->stays, row->fields);
    loader_digest(&slice->loader, row);
    if (!stay_from_row(&slice->loader, row, stay)) {
        return;
    }
    const struct value *person = &row->values[IN_STAYS_PERSON];
    *query = (struct person_query){
        .text = g_string_chunk_insert_len(slice->memory->texts, person->text, (gssize)person->length),
        .hash = text_hash(person->text, person->length),
        .length = (uint32_t)person->length,
        .sender = stay_sender(&slice->loader, stay->acting)};
    if (row->clean && told(slice->loader.diag) == before) {
        stay_learn(slice, row, stay);
    }
    stay_slice_add(slice);
}

static void slice_end(void *context)
{
    struct stay_slice *slice = context;
    ask(slice);
}

/* --- all slices of a file --- */

static void take_unlisted(struct stays *stays, struct stay_slice *slice, uint64_t lines)
{
    GHashTableIter iterator;
    void *folded, *data;
    g_hash_table_iter_init(&iterator, slice->loader.unknown_offers);
    while (g_hash_table_iter_next(&iterator, &folded, &data)) {
        struct unlisted_offer *more = data;
        struct unlisted_offer *known = g_hash_table_lookup(stays->unlisted, folded);
        if (known != NULL) {
            known->rows += more->rows;
        } else {
            known = g_memdup2(more, sizeof *more);
            known->pos.line += lines;
            g_hash_table_insert(stays->unlisted, g_strdup(folded), known);
        }
    }
    g_clear_pointer(&slice->loader.unknown_offers, g_hash_table_unref);
}

static void slice_commit(void *context, uint64_t lines, void *whole)
{
    struct stay_slice *slice = context;
    struct stays *stays = whole;
    for (size_t i = 0; i < slice->n_rows; i++) {
        if (i + PREPARED < slice->n_rows) {
            person_table_prepare(stays->persons, slice->rows[i + PREPARED].person);
        }
        slice->rows[i].person = person_table_number(stays->persons, slice->rows[i].person);
        slice->rows[i].line += (uint32_t)lines;
    }
    if (stays->rows_outside == 0 && slice->loader.rows_outside > 0) {
        stays->first_outside = slice->loader.first_outside;
        stays->first_outside.line += lines;
    }
    stays->rows_outside += slice->loader.rows_outside;
    row_digest_add(&stays->digest, &slice->loader.digest);
    take_unlisted(stays, slice, lines);
}

static void slice_settle(void *context)
{
    struct stay_slice *slice = context;
    stay_bins_deal(slice->stays, slice->rows, slice->n_rows);
    give_room(slice->stays, g_steal_pointer(&slice->rows), slice->capacity);
    slice_free(slice);
}

static void forget(struct stays *stays)
{
    for (unsigned i = 0; i < stays->n_memories; i++) {
        for (size_t k = 0; k < stays->memories[i].n_memos; k++) {
            text_memo_clear(&stays->memories[i].memos[k]);
        }
    }
}

static void file_begin(void *context)
{
    struct stays *stays = context;
    stay_bins_restore(stays);
    g_hash_table_remove_all(stays->unlisted);
    stays->rows_outside = 0;
    stays->digest = (struct row_digest){{0}};
    forget(stays); /* what a text means is the same in all files, but not whether it may stand there */
}

static void file_end(struct stays *stays)
{
    struct loader *loader = stays->loader;
    GHashTableIter iterator;
    void *folded, *data;
    loader->rows_outside = stays->rows_outside;
    loader->first_outside = stays->first_outside;
    row_digest_add(&loader->digest, &stays->digest);
    g_hash_table_iter_init(&iterator, stays->unlisted);
    while (g_hash_table_iter_next(&iterator, &folded, &data)) {
        loader_add_unlisted(loader, folded, data);
    }
}

static const struct input_slicer SLICER = {.heading = file_heading,
                                           .begin = slice_begin,
                                           .expect = stay_expect,
                                           .plain = stay_plain,
                                           .row = slice_row,
                                           .end = slice_end,
                                           .commit = slice_commit,
                                           .settle = slice_settle,
                                           .drop = slice_free,
                                           .restart = file_begin};

bool stays_read(struct stays *stays, const struct input_file *file, uint32_t **fields,
                struct input_record *record)
{
    struct loader *loader = stays->loader;
    stay_bins_divide(stays, loader->offer_array->len);
    stay_bins_keep(stays);
    stays->fields = fields;
    stays->fields_known = false;
    g_snprintf(stays->sender, sizeof stays->sender, "%d", file->sender);
    file_begin(stays);
    bool good =
        input_table_read_slices(loader->project, file, loader->schema, &SLICER, stays, record, loader->diag);
    file_end(stays);
    return good;
}

struct stays *stays_new(struct loader *loader)
{
    struct stays *stays = g_new0(struct stays, 1);
    stays->loader = loader;
    stays->rooms = g_array_new(FALSE, FALSE, sizeof(struct stay_room));
    g_mutex_init(&stays->room_lock);
    stays->persons = person_table_new();
    stays->unlisted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unlisted_free);
    stays->n_memories = jobs_count();
    stay_bins_init(stays);
    stays->memories = g_new0(struct stay_memory, stays->n_memories);
    for (unsigned i = 0; i < stays->n_memories; i++) {
        stays->memories[i].n_memos = MEMO_SECTION + law_sections_era(loader->sections, DAY_OPEN) + 1;
        stays->memories[i].memos = g_new0(struct text_memo, stays->memories[i].n_memos);
        stays->memories[i].queries = g_new(struct person_query, STAY_QUERIES);
        stays->memories[i].texts = g_string_chunk_new(4096);
    }
    return stays;
}

char *stays_hash_persons(struct stays *stays, struct person_key *key)
{
    size_t n = person_table_size(stays->persons);
    char *hashes = g_new(char, n *PERSON_KEY_LETTERS + 1);
    for (uint32_t person = 0; person < n; person++) {
        uint32_t sender;
        size_t length;
        const char *text = person_table_text(stays->persons, person, &sender, &length);
        person_key_hash(key, text, length, sender, hashes + (size_t)person * PERSON_KEY_LETTERS);
    }
    return hashes;
}

void stays_forget_persons(struct stays *stays)
{
    g_clear_pointer(&stays->persons, person_table_free);
    for (guint i = 0; i < stays->rooms->len; i++) {
        g_free(g_array_index(stays->rooms, struct stay_room, i).rows);
    }
    g_array_set_size(stays->rooms, 0);
}

void stays_free(struct stays *stays)
{
    if (stays == NULL) {
        return;
    }
    forget(stays);
    stays_forget_persons(stays);
    g_array_unref(stays->rooms);
    g_mutex_clear(&stays->room_lock);
    for (unsigned i = 0; i < stays->n_memories; i++) {
        g_free(stays->memories[i].memos);
        g_free(stays->memories[i].queries);
        g_string_chunk_free(stays->memories[i].texts);
    }
    g_free(stays->memories);
    stay_bins_clear(stays);
    g_hash_table_unref(stays->unlisted);
    g_free(stays);
}
