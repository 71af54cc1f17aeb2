/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Total rows and the rows they stand for. */
#include "vifte/totals.h"

#include "vifte/findings.h"
#include "vifte/heading.h"
#include "vifte/input_table.h"
#include "vifte/record.h"
#include "vifte/text.h"
#include "vifte/value.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define LONGEST_WORD 40    /* bytes */
#define TOTALS_CHECKED 200 /* every data row meets every total row; the others are left out unchecked */

struct sum {
    double value;
    uint64_t n;      /* cells with a number */
    uint64_t hidden; /* suppressed or bad cells: nothing can be said about the sum */
};

struct total {
    uint64_t line;
    uint32_t part;             /* of a wide row */
    char **keys;               /* per column: what the rows it stands for have there, NULL = anything */
    struct sum *sums;          /* per column, so far */
    struct sum *mark;          /* as it was at the total row before */
    struct sum *above, *block; /* when the row was met */
    double *numbers;           /* what the row says; NAN = nothing */
    double *tolerances;
};

struct totals {
    const struct input_schema *schema;
    const struct heading *heading;
    GPtrArray *rows;  /* struct total */
    bool has_numbers; /* is there a column to add up? */
};

static void total_free(void *data)
{
    struct total *total = data;
    g_free(total->sums);
    g_free(total->mark);
    g_free(total->above);
    g_free(total->block);
    g_free(total->numbers);
    g_free(total->tolerances);
    g_free(total->keys);
    g_free(total);
}

static bool adds_up(enum value_kind kind)
{
    return kind == VALUE_COUNT || kind == VALUE_DECIMAL || kind == VALUE_PLACES;
}

struct totals *totals_new(const struct input_schema *schema, const struct heading *heading)
{
    struct totals *totals = g_new0(struct totals, 1);
    totals->schema = schema;
    totals->heading = heading;
    totals->rows = g_ptr_array_new_with_free_func(total_free);
    for (size_t i = 0; i < schema->n_columns; i++) {
        totals->has_numbers =
            totals->has_numbers || (heading->field_of[i] > 0 && adds_up(schema->columns[i].kind));
    }
    return totals;
}

void totals_free(struct totals *totals)
{
    if (totals == NULL) {
        return;
    }
    for (guint i = 0; i < totals->rows->len; i++) {
        struct total *total = g_ptr_array_index(totals->rows, i);
        for (size_t k = 0; k < totals->schema->n_columns; k++) {
            g_free(total->keys[k]);
        }
    }
    g_ptr_array_unref(totals->rows);
    g_free(totals);
}

/* By its first two letters, with a small or a large one: "i alt" with a blank of any kind, total, sum ... */
static bool begins_so(unsigned char first, unsigned char second, bool area)
{
    enum { SMALL = 0x20, NO_BREAK = 0xC2 /* the first byte of such a blank */ };
    second |= SMALL;
    switch (first | SMALL) {
    case 'i':
        return second == ' ' || second == 'a' || second == (NO_BREAK | SMALL);
    case 't':
        return second == 'o';
    case 's':
        return second == 'u';
    case 'h':
        return second == 'e';
    case 'r':
        return area && second == 'e';
    case 'a':
        return area && second == 'l';
    case 'k':
        return area && second == 'o';
    default:
        return false;
    }
}

/* Most cells are no such word by their first letters, and folding is slow. */
bool totals_may_be(const char *text, size_t length, bool area)
{
    if (length < 3 || length > LONGEST_WORD) {
        return false;
    }
    return begins_so((unsigned char)text[0], (unsigned char)text[1], area) ||
           ((text[length - 1] | 0x20) == 't' &&
            g_ascii_strncasecmp(text + length - 3, "alt", 3) == 0); /* Aalborg i alt */
}

static bool is_one_of(const char *folded, const char *const *words)
{
    return g_strv_contains(words, folded);
}

/* `area`: in a column of municipalities their region and all of them together are totals too. */
bool totals_is_word(const struct field *field, bool area)
{
    static const char *const WORDS[] = {"i alt", "ialt", "total", "totalt", "sum", "hele landet", NULL};
    static const char *const AREAS[] = {"regionen", "hele regionen", "alle kommuner", "kommuner i alt", NULL};
    if (!totals_may_be(field->text, field->length, area)) {
        return false;
    }
    char *folded = text_fold(field->text);
    size_t n = strlen(folded);
    if (n > 0 && (folded[n - 1] == ':' || folded[n - 1] == '.')) {
        folded[n - 1] = '\0';
    }
    bool found =
        is_one_of(folded, WORDS) || g_str_has_prefix(folded, "i alt ") || g_str_has_suffix(folded, " i alt");
    found = found || (area && (is_one_of(folded, AREAS) || g_str_has_prefix(folded, "region ")));
    g_free(folded);
    return found;
}

static const struct field *cell(const struct totals *totals, const struct record *record, size_t column)
{
    return heading_cell(totals->heading, record, column);
}

/* Is the field that of a column of municipalities? */
static bool is_area(const struct totals *totals, uint32_t field)
{
    for (size_t i = 0; i < totals->schema->n_columns; i++) {
        if (totals->schema->columns[i].sender && totals->heading->field_of[i] == field) {
            return true;
        }
    }
    return false;
}

bool totals_match(const struct totals *totals, const struct record *record)
{
    for (uint32_t i = 0; i < record->n_fields; i++) {
        if (record->fields[i].length > 0) {
            if (totals_is_word(&record->fields[i], is_area(totals, i + 1))) {
                return true;
            }
            break;
        }
    }
    for (size_t i = 0; totals->has_numbers && i < totals->schema->n_columns; i++) {
        const struct input_column *column = &totals->schema->columns[i];
        const struct field *field = column->kind == VALUE_TEXT ? cell(totals, record, i) : NULL;
        if (field != NULL && totals_is_word(field, column->sender)) {
            return true;
        }
    }
    return false;
}

/* "Aalborg i alt" and "I alt Aalborg" are the total of Aalborg's rows: the name, newly allocated; NULL = of
 * all. */
static char *name_in_total(const char *text)
{
    size_t n = strlen(text);
    if (g_ascii_strncasecmp(text, "kommuner", 8) == 0) {
        return NULL;
    }
    if (n > 6 && g_ascii_strcasecmp(text + n - 6, " i alt") == 0) {
        return g_strndup(text, n - 6);
    }
    return n > 6 && g_ascii_strncasecmp(text, "i alt ", 6) == 0 ? g_strdup(text + 6) : NULL;
}

void totals_expect(struct totals *totals, const struct record *record)
{
    size_t n = totals->schema->n_columns;
    struct total *total = g_new0(struct total, 1);
    total->line = record->line;
    total->part = record->part;
    total->keys = g_new0(char *, n);
    total->sums = g_new0(struct sum, n);
    total->mark = g_new0(struct sum, n);
    total->above = g_new0(struct sum, n);
    total->block = g_new0(struct sum, n);
    total->numbers = g_new0(double, n);
    total->tolerances = g_new0(double, n);
    for (size_t i = 0; i < n; i++) {
        const struct field *field = cell(totals, record, i);
        bool key =
            field != NULL && !value_is_number(totals->schema->columns[i].kind) && !value_is_missing(field);
        if (key) {
            total->keys[i] = totals_is_word(field, totals->schema->columns[i].sender)
                                 ? name_in_total(field->text)
                                 : g_strdup(field->text);
        }
    }
    g_ptr_array_add(totals->rows, total);
}

static bool stands_for(const struct totals *totals, const struct total *total, const struct record *record)
{
    for (size_t i = 0; i < totals->schema->n_columns; i++) {
        const struct field *field = cell(totals, record, i);
        if (total->keys[i] != NULL && (field == NULL || !g_str_equal(field->text, total->keys[i]))) {
            return false;
        }
    }
    return true;
}

void totals_add(struct totals *totals, const struct record *record, const struct value *values)
{
    for (guint t = 0; t < MIN(totals->rows->len, TOTALS_CHECKED); t++) {
        struct total *total = g_ptr_array_index(totals->rows, t);
        if (!stands_for(totals, total, record)) {
            continue;
        }
        for (size_t i = 0; i < totals->schema->n_columns; i++) {
            total->sums[i].n += values[i].state == VALUE_GIVEN;
            total->sums[i].hidden += values[i].state == VALUE_SUPPRESSED || values[i].state == VALUE_BAD;
            total->sums[i].value += values[i].state == VALUE_GIVEN ? values[i].number : 0.0;
        }
    }
}

/* Half a unit of the last place that is written. */
static double tolerance(const struct value *value)
{
    size_t behind = 0;
    while (behind < value->length && g_ascii_isdigit(value->text[value->length - 1 - behind])) {
        behind++;
    }
    return behind < value->length && behind > 0 ? 0.5 * pow(10.0, -(double)behind) : 0.5;
}

void totals_meet(struct totals *totals, const struct record *record, const struct value *values)
{
    for (guint t = 0; t < totals->rows->len; t++) {
        struct total *total = g_ptr_array_index(totals->rows, t);
        bool itself = total->line == record->line && total->part == record->part;
        if (t >= TOTALS_CHECKED && !itself) {
            continue;
        }
        for (size_t i = 0; i < totals->schema->n_columns; i++) {
            enum value_kind kind = totals->schema->columns[i].kind;
            struct sum now = total->sums[i];
            if (itself) {
                total->above[i] = now;
                total->block[i] = (struct sum){now.value - total->mark[i].value, now.n - total->mark[i].n, 0};
                bool given = adds_up(kind) && values[i].state == VALUE_GIVEN;
                total->numbers[i] = given ? values[i].number : NAN;
                total->tolerances[i] = given && kind != VALUE_COUNT ? tolerance(&values[i]) : 0.0;
            }
            total->mark[i] = now;
        }
    }
}

static bool agrees(const struct total *total, size_t column, const struct sum *sum)
{
    double slack = total->tolerances[column] + 1e-9 * fabs(total->numbers[column]);
    return sum->n > 0 && fabs(sum->value - total->numbers[column]) <= slack;
}

static bool can_check(const struct total *total, size_t column)
{
    return !isnan(total->numbers[column]) && total->sums[column].hidden == 0 && total->sums[column].n > 0;
}

/* The first column in which `sums` does not give the total; n_columns = all agree. */
static size_t first_difference(const struct totals *totals, const struct total *total, const struct sum *sums)
{
    size_t i = 0;
    while (i < totals->schema->n_columns && (!can_check(total, i) || agrees(total, i, &sums[i]))) {
        i++;
    }
    return i;
}

/* As many as the total is written with. */
static int decimals_of(const struct total *total, size_t column)
{
    double slack = total->tolerances[column];
    return slack > 0 && slack < 0.5 ? (int)lround(-log10(2 * slack)) : 0;
}

static void report_total(const struct totals *totals, const struct total *total, struct pos pos,
                         struct diag *diag)
{
    size_t n = totals->schema->n_columns;
    size_t checked = 0, hidden = 0;
    for (size_t i = 0; i < n; i++) {
        checked += can_check(total, i);
        hidden += !isnan(total->numbers[i]) && total->sums[i].hidden > 0;
    }
    size_t differs = first_difference(totals, total, total->above);
    bool agree = differs == n || first_difference(totals, total, total->block) == n ||
                 first_difference(totals, total, total->sums) == n;
    pos.line = total->line;
    if (checked == 0) {
        diag_add(diag, &FINDING_TOTAL_ROW, &pos, NULL, NULL, NULL,
                 _("a total row; it is left out and there is nothing to compare it with"));
    } else if (agree && hidden > 0) {
        diag_add(diag, &FINDING_TOTAL_ROW, &pos, NULL, NULL, NULL,
                 _("a total row; it is left out, and agrees with the sum of its rows in the columns where "
                   "none of them is hidden"));
    } else if (agree) {
        diag_add(diag, &FINDING_TOTAL_ROW, &pos, NULL, NULL, NULL,
                 _("a total row; it agrees with the sum of its rows and is left out"));
    } else {
        pos.field = totals->heading->field_of[differs];
        char *said = text_number(total->numbers[differs], decimals_of(total, differs));
        char *sum = text_number(total->above[differs].value, decimals_of(total, differs));
        diag_add(diag, &FINDING_TOTAL_DIFFERS, &pos, totals->schema->columns[differs].name, NULL,
                 _("check whether rows are missing or counted twice"),
                 _("the total row says %s, and its rows are %s together; it is left out and the rows count"),
                 said, sum);
        g_free(sum);
        g_free(said);
    }
}

void totals_report(const struct totals *totals, const char *file, const char *sheet, struct diag *diag)
{
    struct pos pos = {.file = file, .sheet = sheet};
    for (guint i = 0; i < totals->rows->len; i++) {
        report_total(totals, g_ptr_array_index(totals->rows, i), pos, diag);
    }
}
