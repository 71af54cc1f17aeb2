/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A stay straight from the bytes of a record. Takes only what is written in one of the usual ways and what
 * has been met before in a row that was read with every check; anything else is left to that reading. So both
 * must come to the same stay, and a property test holds them to it.
 */
#include "stays.h"

#include "partial_sums.h"
#include "vifte/catalog.h"
#include "vifte/cpr.h"
#include "vifte/dates.h"
#include "vifte/excel_damage.h"
#include "vifte/number.h"
#include "vifte/record.h"
#include "vifte/text_hash.h"
#include "vifte/totals.h"
#include "vifte/value.h"

#define OPEN_YEAR 9999
#define FIRST_YEAR 1800
#define LAST_YEAR 2200
#define DATE_LENGTH 10
#define MOST_KRONER_DIGITS 7

/* The texts of a record, as they are taken one after another. */
struct reading {
    const struct input_plain *record;
    struct stay_slice *slice;
    uint64_t digest; /* of the row */
    uint64_t hash;   /* of the text recalled last */
    uint64_t nine;   /* fields that may be a civil registration number without its zero, a bit each */
};

struct span {
    const char *text;
    uint32_t length;
};

static struct span field_of(const struct input_plain *record, uint32_t field)
{
    struct input_span span = record->fields[field - 1];
    return (struct span){record->text + span.begin, span.end - span.begin};
}

static const char NOTHING[TEXT_HASH_NEAR] = "";

/* Empty when the column is not in the file. */
static struct span cell(const struct input_plain *record, uint32_t column)
{
    uint32_t field = record->field_of[column];
    return field > 0 ? field_of(record, field) : (struct span){NOTHING, 0};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_visible(char c)
{
    return c > ' ' && c < 0x7F;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void note_nine_digits(struct reading *reading, uint32_t field, struct span span)
{
    bool may_be = (span.length == CPR_SHORT || span.length == CPR_SHORT_PARTED) && is_digit(span.text[0]);
    if (may_be && field > 0) {
        reading->nine |= UINT64_C(1) << (field - 1);
    }
}

/* A text if it has been met in the column, and its part of the digest. */
static const struct memo_entry *recall(struct reading *reading, size_t memo, uint32_t column,
                                       struct span span)
{
    note_nine_digits(reading, reading->record->field_of[column], span);
    const struct memo_entry *entry =
        text_memo_find(&reading->slice->memory->memos[memo], span.text, span.length, &reading->hash);
    if (entry != NULL && entry->state != VALUE_MISSING) {
        row_digest_value(&reading->digest, column, entry->state, reading->hash);
    }
    return entry;
}

/* The same where the cell may be empty or the column missing. */
static const struct memo_entry *recall_optional(struct reading *reading, size_t memo, uint32_t column)
{
    static const struct memo_entry MISSING = {.text = "", .state = VALUE_MISSING};
    struct span span = cell(reading->record, column);
    return span.length == 0 ? &MISSING : recall(reading, memo, column, span);
}

/* The file's sender stands for a column of senders that it does not have. */
static struct span acting_cell(const struct reading *reading)
{
    const struct stays *stays = reading->slice->stays;
    bool sender = reading->record->field_of[IN_STAYS_ACTING] == 0 && reading->slice->loader.file->sender != 0;
    return sender ? (struct span){stays->sender, (uint32_t)strlen(stays->sender)}
                  : cell(reading->record, IN_STAYS_ACTING);
}

/* The bytes of a word as numbers 0 .. 9, zero where the mask is; false when one is no digit. */
static bool take_digits(uint64_t word, uint64_t mask, uint64_t *digits)
{
    *digits = (word ^ UINT64_C(0x3030303030303030)) & mask;
    uint64_t above = *digits + (UINT64_C(0x7676767676767676) & mask); /* 10 and more reach the high bit */
    return ((*digits | above) & UINT64_C(0x8080808080808080)) == 0;
}

/* Each byte becomes the number that its digit and the next one write. */
static uint64_t pair_digits(uint64_t digits)
{
    return digits * 10 + (digits >> 8);
}

static int byte_of(uint64_t word, unsigned n)
{
    return (int)(word >> 8 * n & 0xFF);
}

static bool is_joint(char c)
{
    return c == '-' || c == '.' || c == '/';
}

struct date {
    int year, month, day;
};

/* 2024-12-31 and 31-12-2024, also with . or /, from the words of the first eight bytes and of the last. */
static bool cut_date(uint64_t first, uint64_t last, bool american, struct date *date)
{
    uint64_t digits, last_digits;
    bool year_first = is_joint((char)byte_of(first, 4)) && byte_of(first, 4) == byte_of(first, 7);
    bool year_last = is_joint((char)byte_of(first, 2)) && byte_of(first, 2) == byte_of(first, 5);
    uint64_t mask = year_first ? UINT64_C(0x00FFFF00FFFFFFFF) : UINT64_C(0xFFFF00FFFF00FFFF);
    if (!(year_first || year_last) || !take_digits(first, mask, &digits) ||
        !take_digits(last, UINT64_C(0xFFFF000000000000), &last_digits)) {
        return false;
    }
    uint64_t numbers = pair_digits(digits);
    int behind = byte_of(pair_digits(last_digits), 6);
    if (year_first) {
        *date = (struct date){byte_of(numbers, 0) * 100 + byte_of(numbers, 2), byte_of(numbers, 5), behind};
    } else {
        *date = (struct date){byte_of(numbers, 6) * 100 + behind, byte_of(numbers, american ? 0 : 3),
                              byte_of(numbers, american ? 3 : 0)};
    }
    return true;
}

/* The year that stands for no end gives DAY_OPEN. */
static bool take_date(struct reading *reading, uint32_t column, int32_t *day)
{
    struct span span = cell(reading->record, column);
    bool american = reading->record->rules[column].order == DATE_MDY;
    struct date date;
    if (span.length != DATE_LENGTH) {
        return false;
    }
    uint64_t first = text_hash_word(span.text);
    uint64_t last = text_hash_word(span.text + DATE_LENGTH - sizeof first);
    if (!cut_date(first, last, american, &date) || !date_is_valid(date.year, date.month, date.day) ||
        (date.year != OPEN_YEAR && (date.year < FIRST_YEAR || date.year > LAST_YEAR))) {
        return false;
    }
    *day = DAY_OPEN;
    if (date.year != OPEN_YEAR) {
        const uint64_t words[2] = {first, last >> 48};
        *day = date_from_ymd(date.year, date.month, date.day);
        row_digest_value(&reading->digest, column, VALUE_GIVEN, text_hash_fold(words, DATE_LENGTH));
    }
    return true;
}

/* When the claim came; not when it came too late. */
static bool take_claim(struct reading *reading, const struct stay *stay)
{
    int32_t claimed;
    int months;
    if (cell(reading->record, IN_STAYS_CLAIMED).length == 0) {
        return true;
    }
    return take_date(reading, IN_STAYS_CLAIMED, &claimed) && claimed != DAY_OPEN &&
           rules_claim_late(reading->slice->loader.project, claimed, stay, &months) <= 0;
}

static bool take_days(struct reading *reading, struct stay *stay)
{
    const struct project *project = reading->slice->loader.project;
    if (!take_date(reading, IN_STAYS_START, &stay->start) || stay->start == DAY_OPEN) {
        return false;
    }
    stay->end = DAY_OPEN;
    if (cell(reading->record, IN_STAYS_END).length > 0 && !take_date(reading, IN_STAYS_END, &stay->end)) {
        return false;
    }
    if (stay->end != DAY_OPEN) {
        stay->end += stay_end_adds(&reading->slice->loader);
    }
    return stay_days_are_good(project, stay);
}

/* The number that up to seven digits at the begin of a word write, and how many they are. */
static uint32_t leading_number(uint64_t word, uint32_t *n_digits)
{
    uint64_t digits = word ^ UINT64_C(0x3030303030303030);
    uint64_t others = (digits | (digits + UINT64_C(0x7676767676767676))) & UINT64_C(0x8080808080808080);
    *n_digits = others == 0 ? sizeof word : (uint32_t)__builtin_ctzll(others) / 8;
    if (*n_digits == 0 || *n_digits > MOST_KRONER_DIGITS) {
        return 0;
    }
    uint64_t pairs = pair_digits(digits << 8 * (sizeof word - *n_digits)) & UINT64_C(0x00FF00FF00FF00FF);
    uint64_t fours = (pairs * 100 + (pairs >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
    return (uint32_t)(fours * 10000 + (fours >> 32));
}

/* Digits, then the column's mark and one or two more. `mark` becomes the mark, 0 when there is none. */
static bool take_rate(struct reading *reading, int32_t *oere, char *mark)
{
    struct span span = cell(reading->record, IN_STAYS_DAILY_RATE);
    uint32_t n_digits;
    int32_t part = 0;
    *mark = '\0';
    *oere = -1;
    if (span.length == 0) {
        return true;
    }
    uint64_t words[2];
    text_hash_words_near(span.text, MIN(span.length, TEXT_HASH_NEAR), words);
    int32_t whole = (int32_t)leading_number(words[0], &n_digits);
    if (n_digits == 0 || n_digits > MOST_KRONER_DIGITS) {
        return false;
    }
    const char *behind = span.text + n_digits;
    uint32_t n_behind = span.length - n_digits;
    if (n_behind > 0) {
        *mark = *behind;
        bool good = *mark == reading->record->rules[IN_STAYS_DAILY_RATE].mark &&
                    (n_behind == 2 || n_behind == 3) && is_digit(behind[1]) && is_digit(behind[n_behind - 1]);
        if (!good) {
            return false;
        }
        part = (behind[1] - '0') * 10 + (n_behind == 3 ? behind[2] - '0' : 0);
    }
    *oere = whole * 100 + part;
    row_digest_value(&reading->digest, IN_STAYS_DAILY_RATE, VALUE_GIVEN, text_hash_fold(words, span.length));
    return true;
}

/* One sum, if it is written as it would be written here. */
static bool take_sum(struct reading *reading, uint32_t column, const char *text, size_t length)
{
    struct span span = cell(reading->record, column);
    if (span.length != length || memcmp(span.text, text, length) != 0) {
        return false;
    }
    if (length > 0) {
        row_digest_value(&reading->digest, column, VALUE_GIVEN, text_hash_near(span.text, span.length));
    }
    return true;
}

/* What only partials have. */
static bool take_sums(struct reading *reading, const struct stay *stay)
{
    char version[PARTIAL_SUM_BYTES] = "", days[PARTIAL_SUM_BYTES] = "", oere[PARTIAL_SUM_BYTES] = "";
    struct partial_sums sums = partial_sums(reading->slice->loader.project, stay);
    bool good = take_sum(reading, IN_PARTIALS_VERSION, version, partial_put_days(version, PARTIAL_VERSION)) &&
                take_sum(reading, IN_PARTIALS_DAYS, days, partial_put_days(days, sums.days)) &&
                take_sum(reading, IN_PARTIALS_EXPENDITURE, oere, partial_put_oere(oere, sums.oere));
    reading->record->evidence[IN_PARTIALS_EXPENDITURE].point += good && sums.oere >= 0;
    return good;
}

/* A pseudonym that is nothing else: no mark for missing, no total, no age group, no error value. */
static bool is_pseudonym(struct span span)
{
    if (span.length == 0 || !is_visible(span.text[span.length - 1]) ||
        !(is_letter(span.text[0]) || is_digit(span.text[0])) ||
        totals_may_be(span.text, span.length, false)) {
        return false;
    }
    uint32_t digits = 0;
    while (digits < MIN(span.length, 4) && is_digit(span.text[digits])) {
        digits++;
    }
    bool band = digits > 0 && digits <= 3 && digits < span.length &&
                (span.text[digits] == '-' || span.text[digits] == '+');
    return !band && !(span.length == 7 && (span.text[0] == 'u' || span.text[0] == 'U'));
}

struct field_sets stay_field_sets(const struct input_schema *schema, const uint32_t *field_of,
                                  uint32_t n_fields)
{
    struct field_sets sets = {.names = ~UINT64_C(0)};
    sets.all = n_fields >= STAY_FIELDS ? ~UINT64_C(0) : (UINT64_C(1) << n_fields) - 1;
    for (uint32_t column = 0; column < schema->n_columns; column++) {
        if (field_of[column] > 0 && field_of[column] <= STAY_FIELDS) {
            uint64_t bit = UINT64_C(1) << (field_of[column] - 1);
            sets.remembered |= column != IN_STAYS_PERSON ? bit : 0;
            sets.names &= schema->columns[column].kind != VALUE_TEXT ? ~bit : ~UINT64_C(0);
        }
    }
    return sets;
}

/* Cells that no memo knows: the pseudonym's, which is no total, and those of columns that are not used. */
static bool cells_are_good(struct reading *reading, const struct field_sets *sets)
{
    const struct input_plain *record = reading->record;
    uint32_t first = 1;
    for (uint64_t left = ~sets->remembered & sets->all; left != 0; left &= left - 1) {
        uint32_t field = (uint32_t)__builtin_ctzll(left) + 1;
        struct span span = field_of(record, field);
        note_nine_digits(reading, field, span);
        if (!record->cpr_exempt[field - 1] && cpr_may_be_in_near(span.text, span.length) &&
            cpr_is_in(span.text, span.length)) {
            return false;
        }
    }
    while (first < record->n_fields && field_of(record, first).length == 0) {
        first++;
    }
    struct span span = field_of(record, first);
    bool seen = (sets->remembered >> (first - 1) & 1) != 0 || first == record->field_of[IN_STAYS_PERSON];
    return seen || !totals_may_be(span.text, span.length, false);
}

static void see_nine_digits(const struct input_plain *record, uint64_t fields)
{
    for (; fields != 0; fields &= fields - 1) {
        uint32_t field = (uint32_t)__builtin_ctzll(fields) + 1;
        struct span span = field_of(record, field);
        if (!record->cpr_exempt[field - 1]) {
            cpr_columns_see(record->nine_digits, record->line, field, span.text, span.length);
        }
    }
}

static bool take_texts(struct reading *reading, struct stay *stay)
{
    const struct input_plain *record = reading->record;
    const struct memo_entry *offer =
        recall(reading, MEMO_OFFER, IN_STAYS_OFFER, cell(record, IN_STAYS_OFFER));
    const struct memo_entry *group =
        recall(reading, MEMO_GROUP, IN_STAYS_GROUP, cell(record, IN_STAYS_GROUP));
    const struct memo_entry *acting = recall(reading, MEMO_ACTING, IN_STAYS_ACTING, acting_cell(reading));
    if (offer == NULL || group == NULL || acting == NULL) {
        return false;
    }
    stay->offer = offer->meaning;
    stay->group_set = (uint16_t)group->meaning;
    stay->acting = stay->paying = (uint16_t)acting->meaning;
    if (record->field_of[IN_STAYS_PAYING] == record->field_of[IN_STAYS_ACTING]) { /* one heading for both */
        if (record->field_of[IN_STAYS_PAYING] > 0) {
            row_digest_value(&reading->digest, IN_STAYS_PAYING, acting->state, reading->hash);
        }
        return true;
    }
    const struct memo_entry *paying = recall_optional(reading, MEMO_PAYING, IN_STAYS_PAYING);
    if (paying != NULL && paying->state != VALUE_MISSING) {
        stay->paying = (uint16_t)paying->meaning;
    }
    return paying != NULL;
}

static bool take_details(struct reading *reading, struct stay *stay)
{
    const uint32_t *field_of = reading->record->field_of;
    stay->section = UINT16_MAX;
    if ((field_of[IN_STAYS_SECTION] | field_of[IN_STAYS_BIRTH_YEAR] | field_of[IN_STAYS_SEX] |
         field_of[IN_STAYS_SEVERITY]) == 0) {
        return true;
    }
    size_t era = law_sections_era(reading->slice->loader.sections, stay->start);
    const struct memo_entry *section = recall_optional(reading, MEMO_SECTION + era, IN_STAYS_SECTION);
    const struct memo_entry *birth_year = recall_optional(reading, MEMO_BIRTH_YEAR, IN_STAYS_BIRTH_YEAR);
    const struct memo_entry *sex = recall_optional(reading, MEMO_SEX, IN_STAYS_SEX);
    const struct memo_entry *severity = recall_optional(reading, MEMO_SEVERITY, IN_STAYS_SEVERITY);
    if (section == NULL || birth_year == NULL || sex == NULL || severity == NULL) {
        return false;
    }
    stay->section = section->state == VALUE_MISSING ? UINT16_MAX : (uint16_t)section->meaning;
    stay->birth_year = (uint16_t)birth_year->meaning;
    stay->sex = (uint8_t)sex->meaning;
    stay->severity = (uint8_t)severity->meaning;
    return stay_birth_is_good(stay);
}

void stay_expect(const struct input_plain *record, const void *context)
{
    const struct stay_slice *slice = context;
    struct span offer = cell(record, IN_STAYS_OFFER);
    text_memo_prepare(&slice->memory->memos[MEMO_OFFER], offer.text, offer.length);
}

bool stay_plain(const struct input_plain *record, void *context)
{
    struct stay_slice *slice = context;
    struct loader *loader = &slice->loader;
    struct reading reading = {.record = record, .slice = slice};
    struct span person = cell(record, IN_STAYS_PERSON);
    char mark;
    const struct field_sets *sets = &slice->stays->sets;
    if (record->n_fields > STAY_FIELDS || !is_pseudonym(person) || !cells_are_good(&reading, sets)) {
        return false;
    }
    struct person_query *query;
    struct stay *stay = stay_slice_room(slice, &query);
    *stay = (struct stay){.line = (uint32_t)record->line, .file = (uint16_t)loader->file_index};
    uint64_t hash = text_hash_near(person.text, person.length);
    row_digest_value(&reading.digest, IN_STAYS_PERSON, VALUE_GIVEN, hash);
    if (!take_texts(&reading, stay) || !take_days(&reading, stay) || !take_details(&reading, stay) ||
        !take_rate(&reading, &stay->rate_oere, &mark) || !take_claim(&reading, stay) ||
        (loader_is_partial(loader) && !take_sums(&reading, stay))) {
        return false;
    }
    see_nine_digits(record, reading.nine & sets->names);
    struct number_evidence *evidence = &record->evidence[IN_STAYS_DAILY_RATE];
    evidence->comma += mark == ',';
    evidence->point += mark == '.';
    row_digest_add_row(&loader->digest, reading.digest);
    if (stay_is_outside(loader->project, stay) && loader->rows_outside++ == 0) {
        loader->first_outside = (struct pos){.file = loader->file->display, .line = record->line};
    }
    query->text = record->passing
                      ? g_string_chunk_insert_len(slice->memory->texts, person.text, person.length)
                      : person.text;
    query->hash = hash;
    query->length = person.length;
    query->sender = stay_sender(loader, stay->acting);
    stay_slice_add(slice);
    return true;
}

/* --- learning --- */

static void learn(struct stay_slice *slice, const struct input_row *row, uint32_t column, size_t memo,
                  uint32_t meaning)
{
    const struct value *value = &row->values[column];
    struct text_memo *known = &slice->memory->memos[memo];
    struct field field = {.text = (char *)value->text, .length = value->length};
    char text[MEMO_MOST_BYTES + TEXT_HASH_NEAR];
    uint64_t hash;
    if (value->length == 0 || value->length > MEMO_MOST_BYTES) {
        return;
    }
    memcpy(text, value->text, value->length);
    memset(text + value->length, 0, TEXT_HASH_NEAR);
    if (text_memo_find(known, text, value->length, &hash) == NULL && !excel_damage_is_band(&field) &&
        !totals_is_word(&field, slice->loader.schema->columns[column].sender)) {
        text_memo_add(known, text, value->length, meaning, value->state);
    }
}

static bool all_digits(const struct value *value)
{
    size_t n = 0;
    while (n < value->length && is_digit(value->text[n])) {
        n++;
    }
    return n == value->length;
}

void stay_learn(struct stay_slice *slice, const struct input_row *row, const struct stay *stay)
{
    size_t era = law_sections_era(slice->loader.sections, stay->start);
    learn(slice, row, IN_STAYS_OFFER, MEMO_OFFER, stay->offer);
    learn(slice, row, IN_STAYS_GROUP, MEMO_GROUP, stay->group_set);
    learn(slice, row, IN_STAYS_ACTING, MEMO_ACTING, stay->acting);
    learn(slice, row, IN_STAYS_PAYING, MEMO_PAYING, stay->paying);
    learn(slice, row, IN_STAYS_BIRTH_YEAR, MEMO_BIRTH_YEAR, stay->birth_year);
    learn(slice, row, IN_STAYS_SEX, MEMO_SEX, stay->sex);
    learn(slice, row, IN_STAYS_SECTION, MEMO_SECTION + era, stay->section);
    if (all_digits(
            &row->values[IN_STAYS_SEVERITY])) { /* other numbers say something of their marks each time */
        learn(slice, row, IN_STAYS_SEVERITY, MEMO_SEVERITY, stay->severity);
    }
}
