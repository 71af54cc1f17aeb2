/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading stays, of which there can be ten million: slices of a file on several threads, each with its own
 * rows, then all rows to their offers.
 *
 *   load_stays.c   one row as any table has it, with every message
 *   stay_plain.c   the same from the bytes of a record that nothing is wrong with
 *   stay_slices.c  slices and what is put together of them
 *   stay_bins.c    rows of all slices by ranges of offers
 *   stay_order.c   the model's order, and what only all rows together can tell
 */
#ifndef VIFTE_STAYS_H
#define VIFTE_STAYS_H

#include "loader.h"
#include "text_memo.h"
#include "vifte/person_table.h"

#define STAY_QUERIES 4096

/* Columns whose texts are looked up as they stand. */
enum stay_memo {
    MEMO_OFFER,
    MEMO_GROUP,
    MEMO_ACTING,
    MEMO_PAYING,
    MEMO_BIRTH_YEAR,
    MEMO_SEX,
    MEMO_SEVERITY,
    MEMO_SECTION, /* and on, one for each era of the law */
};

/* What one thread remembers, from rows that nothing was wrong with. */
struct stay_memory {
    struct text_memo *memos;
    size_t n_memos;
    struct person_query *queries; /* of the last rows of the slice being read, STAY_QUERIES at most */
    GStringChunk *texts;          /* pseudonyms among them whose own text goes with their row */
};

/* Fields of a file, one bit each, by what has to be known of them. */
#define STAY_FIELDS 64
struct field_sets {
    uint64_t remembered; /* texts in memos, dates, numbers: nothing is wrong with them once they are taken */
    uint64_t names;      /* texts, and columns that are not used */
    uint64_t all;
};

/* Room for the rows of a slice while they come. */
struct stay_room {
    struct stay *rows;
    size_t capacity;
};

/*
 * Rows on their way to the model's order. A bin is a range of offers, which is put in order by itself: so
 * small that this happens in the processor's cache. A block is so large that its memory goes back to the
 * system when it is freed; pages not used take none.
 */
#define STAY_BINS 256
#define STAY_BLOCK_ROWS 8192
struct stay_block {
    struct stay_block *below;
    size_t n;
    struct stay rows[STAY_BLOCK_ROWS];
};

/* What one thread has dealt into a bin: the block on top is being filled. */
struct stay_bin {
    struct stay_block *top, *kept;
    size_t n_kept; /* of the block that was on top before the file */
};

/* All stays while they are read. */
struct stays {
    struct loader *loader;
    struct stay_bin *bins;           /* thread x bin: the rows taken over, in no order */
    unsigned bin_bits;               /* an offer's bin is its number without them */
    char sender[8 + TEXT_HASH_NEAR]; /* of the file, as a code; "0" = not known */
    uint32_t **fields;               /* field of each column in the file, when known */
    bool fields_known;
    struct field_sets sets;
    uint32_t rows_outside; /* of the file, as all that follows */
    struct pos first_outside;
    struct row_digest digest;
    GHashTable *unlisted;         /* as the loader's unknown_offers */
    struct stay_memory *memories; /* per thread */
    unsigned n_memories;
    struct person_table *persons;
    GMutex room_lock;
    GArray *rooms; /* struct stay_room: to be used again */
};

struct stay_slice {
    struct stays *stays;
    struct loader loader; /* the whole's, with its own collectors */
    struct stay_memory *memory;
    struct stay *rows; /* in the order of the file; `person` is a handle until the slice is taken over */
    size_t n_rows, capacity;
    size_t n_queries;
};

struct stays *stays_new(struct loader *loader);
void stays_free(struct stays *stays);
/* person_key_hash() of every person, in the order of their numbers. */
char *stays_hash_persons(struct stays *stays, struct person_key *key);
void stays_forget_persons(struct stays *stays); /* who is who, and rooms, once all is read */
/* Reads one file; false as input_table_read(). `fields` becomes the field of each column, NULL when rows
 * differ. */
bool stays_read(struct stays *stays, const struct input_file *file, uint32_t **fields,
                struct input_record *record) G_GNUC_WARN_UNUSED_RESULT;

void stay_bins_init(struct stays *stays);
/* Once all offers are known, and before the first stay. */
void stay_bins_divide(struct stays *stays, uint32_t n_offers);
void stay_bins_clear(struct stays *stays);
/* Several threads may deal at the same time. */
void stay_bins_deal(struct stays *stays, const struct stay *rows, size_t n);
/* What has been dealt so far stays at stay_bins_restore(); nobody may be dealing. */
void stay_bins_keep(struct stays *stays);
void stay_bins_restore(struct stays *stays);
/* The blocks of a bin, each the caller's to g_free(). */
GPtrArray *stay_bins_take(struct stays *stays, size_t number) G_GNUC_WARN_UNUSED_RESULT;

/* Room for one more row, and for the query of its person. Both are written there and then added, or not. */
struct stay *stay_slice_room(struct stay_slice *slice, struct person_query **query);
void stay_slice_add(struct stay_slice *slice);
/* Whose pseudonyms the acting municipality's rows hold. */
uint32_t stay_sender(const struct loader *loader, uint32_t acting);

/* One row with messages. True when the stay counts; `person` is for the caller to add. */
bool stay_from_row(struct loader *loader, const struct input_row *row, struct stay *stay);
/* The same for a plain record; false when it is better read as a row, and nothing was done. */
bool stay_plain(const struct input_plain *record, void *slice);
/* Asks memory for what stay_plain() will look up for it: of offers there are thousands. */
void stay_expect(const struct input_plain *record, const void *slice);
struct field_sets stay_field_sets(const struct input_schema *schema, const uint32_t *field_of,
                                  uint32_t n_fields);
/* Remembers the texts of a row that made a stay without a message. */
void stay_learn(struct stay_slice *slice, const struct input_row *row, const struct stay *stay);

/* Are the days of a stay in order, by the project's convention? */
bool stay_days_are_good(const struct project *project, const struct stay *stay);
/* Days to add to an end as written. */
int stay_end_adds(const struct loader *loader);
bool stay_birth_is_good(const struct stay *stay);
bool stay_is_outside(const struct project *project, const struct stay *stay);

#endif
