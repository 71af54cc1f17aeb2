/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Separator and heading row of a CSV file. */
#include "vifte/layout.h"

#include "vifte/csv.h"
#include "vifte/findings.h"
#include "vifte/heading.h"
#include "vifte/project.h"
#include "vifte/text.h"

#include <string.h>

#define HEAD_BLOCK ((size_t)1 << 14)
#define ROWS_BEHIND_HEADING 50

/* Copies of the first records; they outlive the reader's buffer. */
struct head {
    struct record *records;
    size_t n_records;
};

static struct record copy_record(const struct record *record)
{
    struct record copy = *record;
    copy.fields = g_new(struct field, record->n_fields);
    for (uint32_t i = 0; i < record->n_fields; i++) {
        copy.fields[i] = record->fields[i];
        copy.fields[i].text = g_strndup(record->fields[i].text, record->fields[i].length);
    }
    return copy;
}

static struct head read_head(struct text_input *input, char separator, uint64_t until_line)
{
    struct csv_reader *reader = csv_reader_new(input, "", separator, HEAD_BLOCK);
    struct record_reader *records = csv_reader_records(reader);
    GArray *head = g_array_new(FALSE, FALSE, sizeof(struct record));
    struct record record;
    while (records->next(records, &record)) {
        struct record copy = copy_record(&record);
        g_array_append_val(head, copy);
        if (head->len >= HEADING_RECORDS + ROWS_BEHIND_HEADING && record.line > until_line) {
            break;
        }
    }
    csv_reader_free(reader);
    size_t n = head->len;
    return (struct head){(struct record *)(void *)g_array_free(head, FALSE), n};
}

static void head_clear(struct head *head)
{
    for (size_t i = 0; i < head->n_records; i++) {
        for (uint32_t k = 0; k < head->records[i].n_fields; k++) {
            g_free(head->records[i].fields[k].text);
        }
        g_free(head->records[i].fields);
    }
    g_free(head->records);
}

/* The number of fields that most of the divided records have; titles and notes are not divided. */
static uint32_t usual_fields(const struct head *head)
{
    uint32_t usual = head->n_records > 0 ? 1 : 0;
    size_t most = 0;
    for (size_t i = 0; i < head->n_records; i++) {
        size_t n = 0;
        for (size_t k = 0; k < head->n_records; k++) {
            n += head->records[k].n_fields == head->records[i].n_fields;
        }
        if (n > most && head->records[i].n_fields > 1) {
            most = n;
            usual = head->records[i].n_fields;
        }
    }
    return usual;
}

static void count_equal(struct layout *layout, const struct head *head)
{
    layout->n_fields = layout->heading != NULL ? layout->heading->n_fields : usual_fields(head);
    uint64_t from = layout->heading != NULL ? layout->heading->line : 0;
    for (size_t i = 0; i < head->n_records; i++) {
        if (head->records[i].line >= from) {
            layout->n_records++;
            layout->n_equal += head->records[i].n_fields == layout->n_fields;
        }
    }
}

static bool is_divided(const struct head *head)
{
    for (size_t i = 0; i < head->n_records; i++) {
        if (head->records[i].n_fields > 1) {
            return true;
        }
    }
    return false;
}

static struct layout judge(const struct head *head, const struct heading_names *names, char separator,
                           uint64_t heading_line)
{
    struct layout layout = {
        .separator = separator, .empty = head->n_records == 0, .header_row = heading_line};
    layout.heading = heading_find(names, head->records, head->n_records, heading_line);
    count_equal(&layout, head);
    return layout;
}

static struct layout try_separator(struct text_input *input, const struct heading_names *names,
                                   char separator, uint64_t heading_line)
{
    struct head head = read_head(input, separator, heading_line);
    struct layout layout = judge(&head, names, separator, heading_line);
    head_clear(&head);
    return layout;
}

/* Does `a` explain the file better than `b`? */
static bool is_better(const struct layout *a, const struct layout *b)
{
    uint32_t matched_a = a->heading != NULL ? a->heading->n_matched : 0;
    uint32_t matched_b = b->heading != NULL ? b->heading->n_matched : 0;
    if (matched_a != matched_b) {
        return matched_a > matched_b;
    }
    if ((a->n_fields > 1) != (b->n_fields > 1)) {
        return a->n_fields > 1;
    }
    return (uint64_t)a->n_equal * b->n_records > (uint64_t)b->n_equal * a->n_records;
}

static void keep_better(struct layout *best, struct layout *layout)
{
    bool better = best->separator == '\0' || is_better(layout, best);
    layout_clear(better ? best : layout);
    *best = better ? *layout : *best;
}

/* Every heading is known, none is wanting and all rows are as wide: no other separator explains more. */
static bool is_settled(const struct layout *layout)
{
    const struct heading *heading = layout->heading;
    return heading != NULL && heading->n_missing == 0 && heading->n_matched > 1 &&
           heading->n_matched == heading->n_fields && layout->n_equal == layout->n_records;
}

/* What no separator divides is the same for all of them, and names one column at the most: it is looked at
 * once, where nothing else names any. */
static struct layout best_separator(struct text_input *input, const struct heading_names *names,
                                    uint64_t heading_line)
{
    static const char CANDIDATES[] = {';', '\t', ',', '|'};
    struct layout best = {.separator = '\0'};
    char undivided = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(CANDIDATES) && !is_settled(&best); i++) {
        struct head head = read_head(input, CANDIDATES[i], heading_line);
        if (is_divided(&head)) {
            struct layout layout = judge(&head, names, CANDIDATES[i], heading_line);
            keep_better(&best, &layout);
        } else if (undivided == '\0') {
            undivided = CANDIDATES[i];
        }
        head_clear(&head);
    }
    if (undivided != '\0' && (best.heading == NULL || best.heading->n_matched == 0)) {
        struct layout layout = try_separator(input, names, undivided, heading_line);
        keep_better(&best, &layout);
    }
    return best;
}

struct layout layout_find(struct text_input *input, const struct heading_names *names,
                          const struct format_rule *format)
{
    uint64_t heading_line = format != NULL && format->header_row > 0 ? (uint64_t)format->header_row : 0;
    char separator = format != NULL ? format->separator : '\0';
    if (separator == '\0') {
        separator = csv_declared_separator(input);
    }
    if (separator != '\0') {
        struct layout layout = try_separator(input, names, separator, heading_line);
        layout.given = true;
        return layout;
    }
    return best_separator(input, names, heading_line);
}

const char *layout_separator_name(char separator)
{
    switch (separator) {
    case '\t':
        return _("tab");
    case ';':
        return "';'";
    case ',':
        return "','";
    case '|':
        return "'|'";
    default:
        return _("as set");
    }
}

bool layout_report(const struct layout *layout, const char *file, struct diag *diag)
{
    struct pos pos = {.file = file};
    if (layout->empty) {
        diag_add(diag, &FINDING_EMPTY_FILE, &pos, NULL, NULL, NULL, _("the file is empty"));
        return false;
    }
    if (layout->heading != NULL) {
        return true;
    }
    if (layout->header_row > 0) {
        pos.line = layout->header_row;
        diag_add(diag, &FINDING_NO_HEADING, &pos, NULL, NULL,
                 _("correct or remove `header_row` under [format TABLE]"),
                 _("the row that `header_row` names does not hold the names of the columns"));
        return false;
    }
    bool regular = layout->given || (layout->n_fields > 1 && layout->n_equal * 2 >= layout->n_records);
    if (!regular) {
        diag_add(diag, &FINDING_SEPARATOR, &pos, NULL, NULL, _("set `separator` under [format TABLE]"),
                 _("neither ; nor tab, comma or | divides the lines evenly under headings that are known"));
        return false;
    }
    diag_add(diag, &FINDING_NO_HEADING, &pos, NULL, NULL,
             _("name the columns as in the manual, map them under [columns TABLE], or set `header_row` under "
               "[format TABLE]"),
             _("none of the first %u rows holds the names of the columns (separator %s)"), HEADING_RECORDS,
             layout_separator_name(layout->separator));
    return false;
}

void layout_clear(struct layout *layout)
{
    heading_free(layout->heading);
    layout->heading = NULL;
}
