/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hash table in shards, each with its own lock: pseudonyms are sorted by shard first, so that a lock is
 * taken once for many of them. Entries lie in chunks that never move; a handle is a shard and a place in it.
 *
 * What takes time is memory, two hundred nanoseconds for whatever lies far away. So a slot holds some bits of
 * the hash beside the place: the entry of another pseudonym is hardly ever looked at.
 */
#include "vifte/person_table.h"

#include "vifte/text_hash.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>

#define SHARD_BITS 4
#define SHARDS (1u << SHARD_BITS)
#define PLACE_BITS 24 /* in units of eight bytes: 128 MB a shard */
#define TAG_BITS (32 - PLACE_BITS)
#define CHUNK_BITS 14 /* units in a chunk */
#define CHUNK_UNITS (1u << CHUNK_BITS)
#define CHUNKS (1u << (PLACE_BITS - CHUNK_BITS))
#define FIRST_SLOTS 64
#define GROWTH 4 /* a free slot costs less than putting every entry into its slot once more */
#define BLOCK_BYTES ((size_t)4 << 20) /* of memory for entries and large arrays of slots */
#define HUGE_PAGE ((size_t)2 << 20)
#define SMALLEST_IN_BLOCK ((size_t)1 << 16)
#define NO_NUMBER UINT32_MAX
#define BATCH 4096
#define AHEAD 14 /* queries that memory is asked for at a time */

/* Followed by the text. */
struct entry {
    uint32_t number;
    uint32_t sender;
    uint16_t length;
};
#define TEXT_OFFSET (offsetof(struct entry, length) + sizeof(uint16_t))

/* A slot is the tag above the place, 0 = free: places begin at 1. */
struct shard {
    GMutex lock;
    uint32_t *slots; /* a power of two */
    uint32_t n_slots, n_entries;
    uint32_t next; /* place of the next entry */
    uint64_t *chunks[CHUNKS];
};

struct person_table {
    struct shard shards[SHARDS];
    GMutex block_lock;
    GPtrArray *blocks; /* as the system gave them */
    char *free, *end;  /* of the last block */
    uint32_t n_numbers;
    uint32_t *by_number; /* handles; NULL until asked */
};

/* Large arrays of slots lie in blocks; one that is outgrown stays there unused. */
static bool slots_in_block(uint32_t n_slots)
{
    size_t bytes = n_slots * sizeof(uint32_t);
    return bytes >= SMALLEST_IN_BLOCK && bytes <= BLOCK_BYTES;
}

struct person_table *person_table_new(void)
{
    struct person_table *table = g_new0(struct person_table, 1);
    table->blocks = g_ptr_array_new();
    g_mutex_init(&table->block_lock);
    for (size_t i = 0; i < SHARDS; i++) {
        g_mutex_init(&table->shards[i].lock);
        table->shards[i].n_slots = FIRST_SLOTS;
        table->shards[i].slots = g_new0(uint32_t, FIRST_SLOTS);
        table->shards[i].next = 1;
    }
    return table;
}

void person_table_free(struct person_table *table)
{
    if (table == NULL) {
        return;
    }
    for (size_t i = 0; i < SHARDS; i++) {
        if (!slots_in_block(table->shards[i].n_slots)) {
            g_free(table->shards[i].slots);
        }
        g_mutex_clear(&table->shards[i].lock);
    }
    for (guint i = 0; i < table->blocks->len; i++) {
        munmap(g_ptr_array_index(table->blocks, i), BLOCK_BYTES + HUGE_PAGE);
    }
    g_ptr_array_unref(table->blocks);
    g_mutex_clear(&table->block_lock);
    g_free(table->by_number);
    g_free(table);
}

/* Memory in huge pages, where the system has them: with small ones, finding the page takes longer than what
 * is read from it. Zeros, and it lives as long as the table. */
static void *take_memory(struct person_table *table, size_t bytes)
{
    g_mutex_lock(&table->block_lock);
    if ((size_t)(table->end - table->free) < bytes) {
        char *block =
            mmap(NULL, BLOCK_BYTES + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED) {
            g_error("out of memory");
        }
        g_ptr_array_add(table->blocks, block);
        table->free = (char *)(((uintptr_t)block + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE);
        table->end = table->free + BLOCK_BYTES;
        (void)madvise(table->free, BLOCK_BYTES, MADV_HUGEPAGE);
    }
    void *memory = table->free;
    table->free += bytes;
    g_mutex_unlock(&table->block_lock);
    return memory;
}

static struct entry *entry_at(const struct shard *shard, uint32_t place)
{
    return (struct entry *)(void *)(shard->chunks[place >> CHUNK_BITS] + (place & (CHUNK_UNITS - 1)));
}

static char *entry_text(struct entry *entry)
{
    return (char *)entry + TEXT_OFFSET;
}

/* The sender is mixed in here, so that a caller can use the hash of the text for more than this. */
static uint64_t key_of(uint64_t hash, uint32_t sender)
{
    return text_hash_mix(hash ^ sender, TEXT_HASH_2);
}

static uint32_t shard_of(uint64_t key)
{
    return (uint32_t)(key >> (64 - SHARD_BITS));
}

static uint32_t tag_of(uint64_t key)
{
    return (uint32_t)(key >> (64 - SHARD_BITS - TAG_BITS)) << PLACE_BITS;
}

static uint32_t place_in(uint32_t slot)
{
    return slot & ((1u << PLACE_BITS) - 1);
}

static void put(uint32_t *slots, uint32_t n_slots, uint64_t key, uint32_t place)
{
    uint32_t at = (uint32_t)key & (n_slots - 1);
    while (slots[at] != 0) {
        at = (at + 1) & (n_slots - 1);
    }
    slots[at] = tag_of(key) | place;
}

static uint32_t units_of(size_t length)
{
    return (uint32_t)((TEXT_OFFSET + length + sizeof(uint64_t) - 1) / sizeof(uint64_t));
}

/* Goes through the entries as they lie in memory, not as the slots have them. */
static void grow(struct person_table *table, struct shard *shard)
{
    uint32_t n = shard->n_slots * GROWTH;
    uint32_t *slots = slots_in_block(n) ? take_memory(table, n * sizeof *slots) : g_new0(uint32_t, n);
    for (uint32_t place = 1; place < shard->next;) {
        struct entry *entry = entry_at(shard, place);
        if ((place & (CHUNK_UNITS - 1)) + units_of(0) > CHUNK_UNITS || entry->length == 0) {
            place = (place | (CHUNK_UNITS - 1)) + 1; /* the rest of a chunk that had no room for the next */
            continue;
        }
        put(slots, n, key_of(text_hash(entry_text(entry), entry->length), entry->sender), place);
        place += units_of(entry->length);
    }
    if (!slots_in_block(shard->n_slots)) {
        g_free(shard->slots);
    }
    shard->slots = slots;
    shard->n_slots = n;
}

/* A place for an entry of so many units; an entry lies in one chunk. */
static uint32_t take_place(struct person_table *table, struct shard *shard, uint32_t units)
{
    if ((shard->next & (CHUNK_UNITS - 1)) + units > CHUNK_UNITS) {
        shard->next = (shard->next | (CHUNK_UNITS - 1)) + 1;
    }
    uint32_t place = shard->next;
    if (place >> PLACE_BITS != 0) {
        g_error("more pseudonyms than can be told apart"); /* some 80 million */
    }
    uint64_t **chunk = &shard->chunks[place >> CHUNK_BITS];
    if (*chunk == NULL) {
        *chunk = take_memory(table, CHUNK_UNITS * sizeof **chunk);
    }
    shard->next += units;
    return place;
}

/* Most pseudonyms have eight to sixteen bytes: two words, which overlap, hold all of them. */
#define WORD sizeof(uint64_t)

static bool is_two_words(size_t length)
{
    return length >= WORD && length <= 2 * WORD;
}

static bool is_same_text(const char *a, const char *b, size_t length)
{
    if (!is_two_words(length)) {
        return memcmp(a, b, length) == 0;
    }
    return text_hash_word(a) == text_hash_word(b) &&
           text_hash_word(a + length - WORD) == text_hash_word(b + length - WORD);
}

/* For a length that it does not know, memcpy() takes several times as long. */
static void copy_text(char *to, const char *from, size_t length)
{
    if (!is_two_words(length)) {
        memcpy(to, from, length);
        return;
    }
    memcpy(to, from, WORD);
    memcpy(to + length - WORD, from + length - WORD, WORD);
}

static uint32_t insert(struct person_table *table, struct shard *shard, const struct person_query *query)
{
    uint16_t length = (uint16_t)MIN(query->length, PERSON_BYTES);
    uint32_t place = take_place(table, shard, units_of(length));
    struct entry *entry = entry_at(shard, place);
    entry->number = NO_NUMBER;
    entry->sender = query->sender;
    entry->length = length;
    copy_text(entry_text(entry), query->text, length);
    shard->n_entries++;
    return place;
}

static bool is_entry(struct entry *entry, const struct person_query *query)
{
    return entry->length == MIN(query->length, PERSON_BYTES) && entry->sender == query->sender &&
           is_same_text(entry_text(entry), query->text, entry->length);
}

static uint32_t find_or_insert(struct person_table *table, struct shard *shard,
                               const struct person_query *query, uint64_t key)
{
    if (shard->n_entries * 4 >= shard->n_slots * 3) {
        grow(table, shard);
    }
    uint32_t tag = tag_of(key);
    for (uint32_t at = (uint32_t)key & (shard->n_slots - 1); shard->slots[at] != 0;
         at = (at + 1) & (shard->n_slots - 1)) {
        uint32_t place = place_in(shard->slots[at]);
        if ((shard->slots[at] ^ tag) == place && is_entry(entry_at(shard, place), query)) {
            return place;
        }
    }
    uint32_t place = insert(table, shard, query);
    put(shard->slots, shard->n_slots, key, place);
    return place;
}

/* Asks memory for the entry that the query will probably find, which may lie on two lines of it; its slot
 * should be there by now. */
static void prepare(const struct shard *shard, uint64_t key)
{
    uint32_t tag = tag_of(key);
    for (uint32_t at = (uint32_t)key & (shard->n_slots - 1); shard->slots[at] != 0;
         at = (at + 1) & (shard->n_slots - 1)) {
        if ((shard->slots[at] ^ tag) == place_in(shard->slots[at])) {
            const struct entry *entry = entry_at(shard, place_in(shard->slots[at]));
            __builtin_prefetch(entry);
            __builtin_prefetch((const char *)entry + TEXT_OFFSET + WORD);
            return;
        }
    }
}

/* All queries of one shard under its lock. While one is looked up, memory is already asked for the entry of
 * one a few places ahead, and for the slot of one further on. */
static void add_to_shard(struct person_table *table, uint32_t number, struct person_query *const *queries,
                         const uint64_t *keys, size_t n)
{
    struct shard *shard = &table->shards[number];
    g_mutex_lock(&shard->lock);
    for (size_t i = 0; i < n + 2UL * AHEAD; i++) {
        if (i < n) {
            __builtin_prefetch(&shard->slots[(uint32_t)keys[i] & (shard->n_slots - 1)]);
        }
        if (i >= AHEAD && i < n + AHEAD) {
            prepare(shard, keys[i - AHEAD]);
        }
        if (i >= 2UL * AHEAD) {
            struct person_query *query = queries[i - 2UL * AHEAD];
            query->handle = number << PLACE_BITS | find_or_insert(table, shard, query, keys[i - 2UL * AHEAD]);
        }
    }
    g_mutex_unlock(&shard->lock);
}

static void add_batch(struct person_table *table, struct person_query *queries, size_t n)
{
    struct person_query *sorted[BATCH];
    uint64_t keys[BATCH], sorted_keys[BATCH];
    uint32_t first[SHARDS + 1] = {0};
    for (size_t i = 0; i < n; i++) {
        bool cut = queries[i].length > PERSON_BYTES;
        uint64_t hash = cut ? text_hash(queries[i].text, PERSON_BYTES) : queries[i].hash;
        keys[i] = key_of(hash, queries[i].sender);
        first[shard_of(keys[i]) + 1]++;
    }
    for (uint32_t i = 0; i < SHARDS; i++) {
        first[i + 1] += first[i];
    }
    uint32_t at[SHARDS];
    memcpy(at, first, sizeof at);
    for (size_t i = 0; i < n; i++) {
        uint32_t place = at[shard_of(keys[i])]++;
        sorted[place] = &queries[i];
        sorted_keys[place] = keys[i];
    }
    for (uint32_t i = 0; i < SHARDS; i++) {
        if (first[i] < first[i + 1]) {
            add_to_shard(table, i, sorted + first[i], sorted_keys + first[i], first[i + 1] - first[i]);
        }
    }
}

void person_table_add(struct person_table *table, struct person_query *queries, size_t n)
{
    for (size_t i = 0; i < n; i += BATCH) {
        add_batch(table, queries + i, MIN(n - i, BATCH));
    }
}

static struct entry *entry_of(const struct person_table *table, uint32_t handle)
{
    return entry_at(&table->shards[handle >> PLACE_BITS], handle & ((1u << PLACE_BITS) - 1));
}

uint32_t person_table_number(struct person_table *table, uint32_t handle)
{
    struct entry *entry = entry_of(table, handle);
    if (entry->number == NO_NUMBER) {
        entry->number = table->n_numbers++;
    }
    return entry->number;
}

void person_table_prepare(const struct person_table *table, uint32_t handle)
{
    __builtin_prefetch(entry_of(table, handle), 1);
}

size_t person_table_size(const struct person_table *table)
{
    return table->n_numbers;
}

static void list_numbers(struct person_table *table)
{
    table->by_number = g_new0(uint32_t, table->n_numbers + 1);
    for (uint32_t i = 0; i < SHARDS; i++) {
        const struct shard *shard = &table->shards[i];
        for (uint32_t k = 0; k < shard->n_slots; k++) {
            uint32_t place = place_in(shard->slots[k]);
            const struct entry *entry = place != 0 ? entry_at(shard, place) : NULL;
            if (entry != NULL && entry->number != NO_NUMBER) {
                table->by_number[entry->number] = i << PLACE_BITS | place;
            }
        }
    }
}

const char *person_table_text(struct person_table *table, uint32_t number, uint32_t *sender, size_t *length)
{
    if (table->by_number == NULL) {
        list_numbers(table);
    }
    if (number >= table->n_numbers) {
        return NULL;
    }
    struct entry *entry = entry_of(table, table->by_number[number]);
    *sender = entry->sender;
    *length = entry->length;
    return entry_text(entry);
}
