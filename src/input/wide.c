/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wide tables turned long. */
#include "vifte/wide.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/input_table.h"
#include "vifte/text.h"
#include "vifte/value.h"

#include <glib.h>
#include <string.h>

#define NO_COLUMN SIZE_MAX
#define FEWEST_PERIODS 2
#define SHOWN_BYTES 32

enum evidence { BY_NAME, BY_SETTING, BY_REQUIRED, BY_ONLY };

/* A heading that is a period. */
struct wide_field {
    uint32_t field;
    guint period;  /* index into `periods` */
    size_t column; /* what it measures; NO_COLUMN until settled */
};

struct wide {
    struct record_reader reader; /* first: the handle is the table itself */
    struct record_reader *base;
    uint64_t heading_line;
    uint32_t *field_of;

    size_t period_column;
    size_t measure;     /* of headings that are periods alone */
    GArray *fields;     /* struct wide_field, from left to right */
    GPtrArray *periods; /* char *: canonical, in order of appearance */
    char *first, *last; /* headings, as written */
    enum evidence evidence;
    bool settled;

    struct record record; /* the base's current one */
    guint next_period;
    bool in_record;
    uint32_t part;
    struct field period; /* of the current part */
};

/* --- headings --- */

/* "januar", "jan." or "jan": 1; 0 = no month. */
static int month_of(const char *folded)
{
    static const char *const NAMES[][2] = {
        {"januar", "january"},  {"februar", "february"},  {"marts", "march"},
        {"april", "april"},     {"maj", "may"},           {"juni", "june"},
        {"juli", "july"},       {"august", "august"},     {"september", "september"},
        {"oktober", "october"}, {"november", "november"}, {"december", "december"}};
    size_t n = strlen(folded);
    n -= n == 4 && folded[3] == '.';
    for (int i = 0; i < 12; i++) {
        for (int k = 0; k < 2; k++) {
            const char *name = NAMES[i][k];
            if (strcmp(folded, name) == 0 || (n == 3 && strncmp(folded, name, 3) == 0)) {
                return i + 1;
            }
        }
    }
    return 0;
}

/* "januar 2024", "jan-24", "2024 januar": as 2024-01; NULL when it is no month with a year. */
static char *named_month(const char *text)
{
    char *folded = text_fold(text);
    char **parts = g_strsplit_set(folded, " -", -1);
    char *period = NULL;
    if (g_strv_length(parts) == 2) {
        int first = month_of(parts[0]);
        const char *year = first > 0 ? parts[1] : parts[0];
        int month = first > 0 ? first : month_of(parts[1]);
        size_t digits = strspn(year, "0123456789");
        if (month > 0 && year[digits] == '\0' && (digits == 4 || digits == 2)) {
            period = g_strdup_printf("%s%s-%02d", digits == 2 ? "20" : "", year, month);
        }
    }
    g_strfreev(parts);
    g_free(folded);
    return period;
}

/* The period as the table's column would read it, in canonical form; NULL when it is none. */
static char *read_period(enum value_kind kind, const char *text)
{
    struct input_column column = {.name = "", .kind = kind};
    struct value_rule rule;
    struct value value;
    char *month = named_month(text);
    char *copy = month != NULL ? month : g_strdup(text);
    struct field field = {.text = copy, .length = strlen(copy)};
    value_rule_init(&rule, &column);
    struct value_complaint complaint = value_parse(&rule, &field, &value);
    bool good = value.state == VALUE_GIVEN && complaint.kind == NULL;
    char *period = !good                ? NULL
                   : kind == VALUE_YEAR ? g_strdup_printf("%d", (int)value.whole)
                                        : g_strdup(value.text);
    value_rule_clear(&rule);
    g_free(copy);
    return period;
}

/* A heading as period and the name beside it: "2024", "Pladser 2024", "2024 Pladser". NULL = no period. */
static char *take_apart(enum value_kind kind, const char *heading, char **name)
{
    *name = NULL;
    char *period = read_period(kind, heading);
    if (period != NULL) {
        return period;
    }
    const char *last = strrchr(heading, ' ');
    const char *first = strpbrk(heading, " \n");
    last = last != NULL || first == NULL ? last : strrchr(heading, '\n');
    if (last != NULL && (period = read_period(kind, last + 1)) != NULL) {
        *name = g_strndup(heading, (gsize)(last - heading));
    } else if (first != NULL) {
        char *start = g_strndup(heading, (gsize)(first - heading));
        period = read_period(kind, start);
        *name = period != NULL ? g_strdup(first + 1) : NULL;
        g_free(start);
    }
    return period;
}

static guint period_index(struct wide *wide, const char *period)
{
    for (guint i = 0; i < wide->periods->len; i++) {
        if (strcmp(g_ptr_array_index(wide->periods, i), period) == 0) {
            return i;
        }
    }
    g_ptr_array_add(wide->periods, g_strdup(period));
    return wide->periods->len - 1;
}

static void add_field(struct wide *wide, uint32_t field, const char *heading, const char *period,
                      size_t column)
{
    struct wide_field found = {field, period_index(wide, period), column};
    g_array_append_val(wide->fields, found);
    if (wide->first == NULL) {
        wide->first = g_strdup(heading);
    }
    g_free(wide->last);
    wide->last = g_strdup(heading);
}

/* --- what the periods measure --- */

static size_t period_column(const struct input_schema *schema)
{
    for (size_t i = 0; i < schema->n_columns; i++) {
        enum value_kind kind = schema->columns[i].kind;
        if (schema->columns[i].required && (kind == VALUE_PERIOD || kind == VALUE_YEAR)) {
            return i;
        }
    }
    return NO_COLUMN;
}

bool wide_is_period(const struct input_schema *schema, const char *text)
{
    size_t column = period_column(schema);
    char *period = column != NO_COLUMN ? read_period(schema->columns[column].kind, text) : NULL;
    bool found = period != NULL;
    g_free(period);
    return found;
}

/* The only column of numbers that is not found, of all or of the required ones; NO_COLUMN = none or several.
 */
static size_t only_missing(const struct input_schema *schema, const uint32_t *field_of, bool required)
{
    size_t found = NO_COLUMN;
    for (size_t i = 0; i < schema->n_columns; i++) {
        const struct input_column *column = &schema->columns[i];
        if (field_of[i] > 0 || !value_is_number(column->kind) || (required && !column->required)) {
            continue;
        }
        if (found != NO_COLUMN) {
            return NO_COLUMN;
        }
        found = i;
    }
    return found;
}

/* The column that the project maps to one of the periods. */
static size_t mapped_measure(const struct wide *wide, const struct input_schema *schema,
                             const uint32_t *field_of)
{
    for (size_t i = 0; i < schema->n_columns; i++) {
        if (value_is_number(schema->columns[i].kind) && wide_has_field(wide, field_of[i])) {
            return i;
        }
    }
    return NO_COLUMN;
}

static size_t settle_measure(struct wide *wide, const struct input_schema *schema, const uint32_t *field_of)
{
    size_t measure = mapped_measure(wide, schema, field_of);
    wide->evidence = BY_SETTING;
    if (measure == NO_COLUMN) {
        measure = only_missing(schema, field_of, true);
        wide->evidence = BY_REQUIRED;
    }
    if (measure == NO_COLUMN) {
        measure = only_missing(schema, field_of, false);
        wide->evidence = BY_ONLY;
    }
    return measure;
}

static void settle(struct wide *wide, const struct input_schema *schema, const uint32_t *field_of)
{
    bool bare = false;
    wide->settled = true;
    wide->evidence = BY_NAME;
    for (guint i = 0; i < wide->fields->len; i++) {
        bare = bare || g_array_index(wide->fields, struct wide_field, i).column == NO_COLUMN;
    }
    if (!bare) {
        return;
    }
    wide->measure = settle_measure(wide, schema, field_of);
    wide->settled = wide->measure != NO_COLUMN;
    for (guint i = 0; i < wide->fields->len; i++) {
        struct wide_field *field = &g_array_index(wide->fields, struct wide_field, i);
        field->column = field->column == NO_COLUMN ? wide->measure : field->column;
    }
}

static void show_period(struct wide *wide, guint period)
{
    for (guint i = 0; i < wide->fields->len; i++) {
        const struct wide_field *field = &g_array_index(wide->fields, struct wide_field, i);
        if (field->column != NO_COLUMN) {
            wide->field_of[field->column] = 0;
        }
    }
    for (guint i = wide->fields->len; i-- > 0;) {
        const struct wide_field *field = &g_array_index(wide->fields, struct wide_field, i);
        if (field->period == period && field->column != NO_COLUMN) {
            wide->field_of[field->column] = wide->field_of[wide->period_column] = field->field;
        } else if (field->period == period) {
            wide->field_of[wide->period_column] = field->field;
        }
    }
    char *text = g_ptr_array_index(wide->periods, period);
    wide->period = (struct field){text, strlen(text), true};
}

struct wide *wide_find(const struct input_schema *schema, char *const *headings, uint32_t n_fields,
                       uint32_t *field_of, wide_column_fn *column_of, const void *context)
{
    size_t missing = period_column(schema);
    if (missing == NO_COLUMN || field_of[missing] > 0) {
        return NULL;
    }
    struct wide *wide = g_new0(struct wide, 1);
    wide->period_column = missing;
    wide->measure = NO_COLUMN;
    wide->fields = g_array_new(FALSE, FALSE, sizeof(struct wide_field));
    wide->periods = g_ptr_array_new_with_free_func(g_free);
    for (uint32_t i = 0; i < n_fields; i++) {
        char *name;
        char *period = take_apart(schema->columns[missing].kind, headings[i], &name);
        size_t column = name != NULL ? column_of(name, context) : NO_COLUMN;
        if (period != NULL &&
            (name == NULL || (column != NO_COLUMN && value_is_number(schema->columns[column].kind)))) {
            add_field(wide, i + 1, headings[i], period, column);
        }
        g_free(name);
        g_free(period);
    }
    if (wide->periods->len < FEWEST_PERIODS) {
        wide_free(wide);
        return NULL;
    }
    settle(wide, schema, field_of);
    wide->field_of = field_of;
    show_period(wide, 0);
    return wide;
}

void wide_free(struct wide *wide)
{
    if (wide != NULL) {
        g_array_unref(wide->fields);
        g_ptr_array_unref(wide->periods);
        g_free(wide->first);
        g_free(wide->last);
        g_free(wide);
    }
}

bool wide_is_settled(const struct wide *wide)
{
    return wide->settled;
}

bool wide_has_field(const struct wide *wide, uint32_t field)
{
    for (guint i = 0; i < wide->fields->len; i++) {
        if (g_array_index(wide->fields, struct wide_field, i).field == field) {
            return true;
        }
    }
    return false;
}

/* --- messages --- */

static char *shown(const char *text)
{
    GString *out = g_string_new(NULL);
    text_mask(out, text, strlen(text), SHOWN_BYTES);
    return g_string_free(out, FALSE);
}

static const char *example_measure(const struct input_schema *schema)
{
    for (size_t i = 0; i < schema->n_columns; i++) {
        if (value_is_number(schema->columns[i].kind)) {
            return schema->columns[i].name;
        }
    }
    return "...";
}

static const char *reason(enum evidence evidence)
{
    switch (evidence) {
    case BY_NAME:
        return _("the headings name what they measure");
    case BY_SETTING:
        return _("as set under [columns]");
    case BY_REQUIRED:
        return _("the only required column of numbers that is missing");
    case BY_ONLY:
        return _("the only column of numbers that is missing");
    }
    return "";
}

void wide_report(const struct wide *wide, const struct input_schema *schema, struct pos heading,
                 struct diag *diag)
{
    const char *period = schema->columns[wide->period_column].name;
    char *first = shown(wide->first), *last = shown(wide->last);
    heading.field = g_array_index(wide->fields, struct wide_field, 0).field;
    if (!wide->settled) {
        const char *example = example_measure(schema);
        char *cure = g_strdup_printf(_("write under [columns %s] which column it is, for example: %s = %s"),
                                     schema->table, example, first);
        diag_add(diag, &FINDING_WIDE, &heading, period, NULL, cure,
                 _("the headings '%s' to '%s' are periods, but nothing says what their numbers count"), first,
                 last);
        g_free(cure);
    } else {
        const char *measure = schema->columns[g_array_index(wide->fields, struct wide_field, 0).column].name;
        diag_add(
            diag, &FINDING_DECIDED, &heading, period, NULL, NULL,
            _("a wide table: %u headings from '%s' to '%s' are periods of %s (%s); each is read as a row"),
            wide->fields->len, first, last, measure, reason(wide->evidence));
    }
    g_free(first);
    g_free(last);
}

/* --- rows --- */

const struct field *wide_cell(const struct wide *wide, size_t column)
{
    return column == wide->period_column ? &wide->period : NULL;
}

static bool has_something(const struct wide *wide, guint period)
{
    for (guint i = 0; i < wide->fields->len; i++) {
        const struct wide_field *field = &g_array_index(wide->fields, struct wide_field, i);
        if (field->period == period && field->field <= wide->record.n_fields &&
            wide->record.fields[field->field - 1].length > 0) {
            return true;
        }
    }
    return false;
}

/* The next part of the current record. A record with nothing in any period has one part all the same: it may
 * be a note, and what it lacks has to be told. */
static bool next_part(struct wide *wide, struct record *record)
{
    while (wide->next_period < wide->periods->len) {
        guint period = wide->next_period++;
        bool only = wide->next_period == wide->periods->len && wide->part == 0;
        if (has_something(wide, period) || only) {
            show_period(wide, period);
            *record = wide->record;
            record->part = wide->part++;
            return true;
        }
    }
    wide->in_record = false;
    return false;
}

static bool next_record(struct record_reader *reader, struct record *record)
{
    struct wide *wide = (struct wide *)reader;
    for (;;) {
        if (wide->in_record && next_part(wide, record)) {
            return true;
        }
        if (!wide->base->next(wide->base, &wide->record)) {
            return false;
        }
        if (wide->record.line <= wide->heading_line) {
            *record = wide->record;
            return true;
        }
        wide->in_record = true;
        wide->next_period = 0;
        wide->part = 0;
    }
}

static void rewind_records(struct record_reader *reader, struct diag *diag)
{
    struct wide *wide = (struct wide *)reader;
    wide->in_record = false;
    wide->base->rewind(wide->base, diag);
}

struct record_reader *wide_records(struct wide *wide, struct record_reader *base, uint64_t heading_line,
                                   uint32_t *field_of)
{
    wide->reader = (struct record_reader){next_record, rewind_records};
    wide->base = base;
    wide->heading_line = heading_line;
    wide->field_of = field_of;
    return &wide->reader;
}
