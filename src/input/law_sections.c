/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections of the law as offices write them, found in the catalog. */
#include "vifte/catalog.h"

#include "vifte/catalog_csv.h"
#include "vifte/dates.h"
#include "vifte/findings.h"
#include "vifte/setting.h"
#include "vifte/text.h"

#include <string.h>

/* What a reference says: § 66, stk. 1, nr. 6 is {66, 0, {1, 6}}; § 85 a is {85, 'a', {0, 0}}. */
struct reference {
    const char *law; /* NULL = not said */
    int number;
    char letter; /* 0 = none */
    int parts[2];
    bool usable; /* names one section of a law we know */
};

struct row {
    struct law_section section;
    struct reference reference;
    int range_end; /* last section of a chapter, 0 where the row is one section */
};

struct law_sections {
    GArray *rows; /* struct row, in the catalog's order */
    GArray *eras; /* int32_t: days on which some section comes into force or ends, ascending, each once */
};

/* In the order in which a bare number is looked for; folded beginnings of their names. */
static const struct {
    const char *law;
    const char *names[4];
} LAWS[] = {
    {"SEL", {"sel", "servicelov", "service"}},
    {"BL", {"bl", "barnets"}},
    {"ABL", {"abl", "almenbolig", "almene"}},
    {"SUL", {"sul", "sundhedslov"}},
};

static const char *known_law(const char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(LAWS); i++) {
        for (const char *const *name = LAWS[i].names; *name != NULL; name++) {
            bool abbreviation = strlen(*name) <= 3;
            if (abbreviation ? strcmp(word, *name) == 0 : g_str_has_prefix(word, *name)) {
                return LAWS[i].law;
            }
        }
    }
    return NULL;
}

static bool is_one_of(const char *word, const char *const *words)
{
    return g_strv_contains(words, word);
}

/* State while the words and numbers of a reference are read from left to right. */
struct parser {
    struct reference result;
    int numbers;  /* so far */
    int pending;  /* 1 after stk., 2 after nr. */
    bool another; /* a number that comes next is another section */
};

static void take_word(struct parser *parser, const char *word)
{
    static const char *const AND[] = {"og", "eller", "samt", "til", NULL};
    static const char *const NEUTRAL[] = {"lov", "loven",    "om", "social",  "efter",
                                          "jf",  "paragraf", "i",  "boliger", NULL};
    const char *law = known_law(word);
    bool one_letter = word[1] == '\0' && parser->numbers == 1 && parser->result.letter == '\0';
    parser->another = is_one_of(word, AND);
    parser->pending = g_str_has_prefix(word, "stk") ? 1 : strcmp(word, "nr") == 0 ? 2 : 0;
    if (law != NULL) {
        parser->result.law = law;
    } else if (one_letter && *word != 'i') {
        parser->result.letter = *word;
    } else if (parser->numbers == 0 ? !is_one_of(word, NEUTRAL) : g_str_has_suffix(word, "sloven")) {
        parser->result.usable = false; /* some other law */
    }
}

static void take_number(struct parser *parser, int number)
{
    if (parser->another) {
        parser->result.usable = false;
    } else if (parser->numbers == 0) {
        parser->result.number = number;
    } else if (parser->pending > 0) {
        parser->result.parts[parser->pending - 1] = number;
    } else if (parser->numbers <= 2) {
        parser->result.parts[parser->numbers - 1] = number;
    }
    parser->numbers++;
    parser->pending = 0;
}

/* Reads "sel § 66, stk. 1, nr. 6", "85a", "66-1-6" ... of folded text. */
static struct reference parse(const char *folded)
{
    struct parser parser = {.result = {.usable = true}};
    const char *p = folded;
    while (*p != '\0') {
        size_t digits = strspn(p, "0123456789");
        size_t letters = strspn(p, "abcdefghijklmnopqrstuvwxyz");
        if (digits > 0) {
            take_number(&parser, digits <= 4 ? (int)g_ascii_strtoll(p, NULL, 10) : 0);
        } else if (letters > 0) {
            char *word = g_strndup(p, letters);
            take_word(&parser, word);
            g_free(word);
        } else if (strchr(",/&+", *p) != NULL) {
            parser.another = parser.numbers > 0;
        }
        p += MAX(1, digits + letters);
    }
    parser.result.usable = parser.result.usable && parser.result.number > 0;
    return parser.result;
}

/* A blank date is no limit; the catalog's last day is the last in force. */
static bool read_interval(const char *const *fields, struct law_section *section)
{
    section->valid_from = INT32_MIN;
    section->valid_to = DAY_OPEN;
    bool good = *fields[5] == '\0' || setting_parse_day(fields[5], &section->valid_from);
    if (*fields[6] != '\0') {
        good = setting_parse_day(fields[6], &section->valid_to) && good;
        section->valid_to += good;
    }
    return good;
}

struct sections_reader {
    struct law_sections *sections;
    struct diag *diag;
};

static bool read_row(const char *const *fields, const struct pos *pos, void *context)
{
    struct sections_reader *reader = context;
    bool danish = text_language() == LANGUAGE_DA;
    struct row row = {.section = {.key = g_intern_string(fields[0]),
                                  .law = g_intern_string(fields[1]),
                                  .number = g_intern_string(fields[2]),
                                  .title = g_intern_string(fields[danish ? 3 : 4]),
                                  .replaced_by = g_intern_string(fields[7])},
                      .reference = parse(fields[2])};
    if (!row.reference.usable) {
        return catalog_csv_wrong(reader->diag, &FINDING_SECTION, pos, "section", fields[2]);
    }
    if (!read_interval(fields, &row.section)) {
        return catalog_csv_wrong(reader->diag, &FINDING_DATE, pos, "valid_from", fields[5]);
    }
    if (strchr(fields[2], '-') != NULL) {
        row.range_end = row.reference.parts[0];
    }
    g_array_append_val(reader->sections->rows, row);
    return true;
}

static void add_era(GArray *eras, int32_t day)
{
    guint at = 0;
    while (at < eras->len && g_array_index(eras, int32_t, at) < day) {
        at++;
    }
    if (at == eras->len || g_array_index(eras, int32_t, at) != day) {
        g_array_insert_val(eras, at, day);
    }
}

static void list_eras(struct law_sections *sections)
{
    for (guint i = 0; i < sections->rows->len; i++) {
        const struct law_section *section = &g_array_index(sections->rows, struct row, i).section;
        add_era(sections->eras, section->valid_from);
        add_era(sections->eras, section->valid_to);
    }
}

struct law_sections *law_sections_read(const char *share_dir, struct diag *diag)
{
    static const char *const COLUMNS[] = {"key",      "law",        "section",  "title_da",
                                          "title_en", "valid_from", "valid_to", "replaced_by"};
    struct law_sections *sections = g_new0(struct law_sections, 1);
    sections->rows = g_array_new(FALSE, FALSE, sizeof(struct row));
    sections->eras = g_array_new(FALSE, FALSE, sizeof(int32_t));
    struct sections_reader reader = {sections, diag};
    if (!catalog_csv_read(share_dir, "law_sections.csv", COLUMNS, G_N_ELEMENTS(COLUMNS), read_row, &reader,
                          diag)) {
        law_sections_free(sections);
        return NULL;
    }
    list_eras(sections);
    return sections;
}

void law_sections_free(struct law_sections *sections)
{
    if (sections != NULL) {
        g_array_unref(sections->rows);
        g_array_unref(sections->eras);
        g_free(sections);
    }
}

static bool in_force(const struct law_section *section, int32_t day)
{
    return section->valid_from <= day && day < section->valid_to;
}

static bool same_section(const struct reference *a, const struct reference *b)
{
    return a->number == b->number && a->letter == b->letter && a->parts[0] == b->parts[0] &&
           a->parts[1] == b->parts[1];
}

/* A chapter holds a section only when the law is said: a bare number far more often means an older law's. */
static bool holds(const struct row *row, const struct reference *wanted)
{
    return wanted->law != NULL && wanted->letter == '\0' && row->range_end > 0 &&
           row->reference.number <= wanted->number && wanted->number <= row->range_end;
}

typedef bool row_test_fn(const struct row *row, const struct reference *wanted);

static bool is_section(const struct row *row, const struct reference *wanted)
{
    return same_section(&row->reference, wanted);
}

static const struct law_section *find_row(const struct law_sections *sections, const struct reference *wanted,
                                          const char *law, row_test_fn *test, const int32_t *day)
{
    for (guint i = 0; i < sections->rows->len; i++) {
        const struct row *row = &g_array_index(sections->rows, struct row, i);
        if (strcmp(row->section.law, law) == 0 && test(row, wanted) &&
            (day == NULL || in_force(&row->section, *day))) {
            return &row->section;
        }
    }
    return NULL;
}

/* From the finest division to the whole section: stk. and nr., stk., section. */
static const struct law_section *find_level(const struct law_sections *sections, struct reference wanted,
                                            const int32_t *day)
{
    for (int level = 2; level >= 0; level--) {
        if (level < 2) {
            wanted.parts[level] = 0;
        }
        for (size_t i = 0; i < G_N_ELEMENTS(LAWS); i++) {
            if (wanted.law == NULL || strcmp(wanted.law, LAWS[i].law) == 0) {
                const struct law_section *found = find_row(sections, &wanted, LAWS[i].law, is_section, day);
                if (found != NULL) {
                    return found;
                }
            }
        }
    }
    return wanted.law != NULL ? find_row(sections, &wanted, wanted.law, holds, day) : NULL;
}

const struct law_section *law_sections_find(const struct law_sections *sections, const char *text,
                                            int32_t day)
{
    char *folded = text_fold(text);
    struct reference wanted = parse(folded);
    g_free(folded);
    if (!wanted.usable) {
        return NULL;
    }
    const struct law_section *found = find_level(sections, wanted, &day);
    return found != NULL ? found : find_level(sections, wanted, NULL);
}

size_t law_sections_era(const struct law_sections *sections, int32_t day)
{
    size_t era = 0;
    while (era < sections->eras->len && g_array_index(sections->eras, int32_t, era) <= day) {
        era++;
    }
    return era;
}

size_t law_sections_size(const struct law_sections *sections)
{
    return sections->rows->len;
}

const struct law_section *law_sections_at(const struct law_sections *sections, size_t i)
{
    return &g_array_index(sections->rows, struct row, i).section;
}
