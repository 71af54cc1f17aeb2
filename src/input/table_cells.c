/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What no cell of any file may hold, whether it is read or not. */
#include "table_reader.h"

#include "vifte/cpr.h"
#include "vifte/findings.h"
#include "vifte/heading.h"
#include "vifte/text.h"
#include "vifte/text_source.h"

#include <string.h>

static const char *column_of_field(const struct table_reader *t, uint32_t field)
{
    for (size_t i = 0; t->heading != NULL && i < t->schema->n_columns; i++) {
        if (t->heading->field_of[i] == field) {
            return t->schema->columns[i].name;
        }
    }
    return NULL;
}

/* Numbers, dates and years are what their column says. */
static bool holds_names(const struct table_reader *t, uint32_t field)
{
    for (size_t i = 0; t->heading != NULL && i < t->schema->n_columns; i++) {
        if (t->heading->field_of[i] == field && t->schema->columns[i].kind != VALUE_TEXT) {
            return false;
        }
    }
    return true;
}

static bool is_exempt(const struct table_reader *t, const struct record *record, uint32_t field)
{
    return t->heading != NULL && record->line > t->heading->line && field <= t->heading->n_fields &&
           t->heading->cpr_exempt[field - 1];
}

static void mark_bad(struct table_reader *t, const struct record *record, uint32_t field)
{
    if (t->bad_fields->len == 0) {
        g_byte_array_set_size(t->bad_fields, record->n_fields);
        memset(t->bad_fields->data, 0, record->n_fields);
    }
    t->bad_fields->data[field - 1] = 1;
}

bool table_is_bad(const struct table_reader *t, uint32_t field)
{
    return t->bad_fields->len > 0 && field <= t->bad_fields->len && t->bad_fields->data[field - 1] != 0;
}

static void check_damage(struct table_reader *t, const struct record *record, uint32_t i)
{
    const struct field *field = &record->fields[i - 1];
    struct pos pos = table_at(t, record->line, i);
    const char *column = column_of_field(t, i);
    if (memchr(field->text, '\0', field->length) != NULL) {
        diag_add(t->diag, &FINDING_NUL, &pos, column, NULL, _("export the file again"),
                 _("a NUL byte stands in this field"));
        mark_bad(t, record, i);
    }
    if (g_strstr_len(field->text, (gssize)field->length, REPLACEMENT_CHARACTER) == NULL) {
        return;
    }
    if (t->lost_earlier) {
        diag_add(t->diag, &FINDING_ENCODING, &pos, column, NULL, _("write the letter that stood there"),
                 _("a letter was lost here in an earlier conversion (U+FFFD)"));
    } else {
        diag_add(t->diag, &FINDING_ENCODING, &pos, column, NULL,
                 _("save the file as UTF-8, or name its encoding under [format]"),
                 _("bytes stand here that are no character in %s"), t->encoding);
    }
    mark_bad(t, record, i);
}

/* What no cell of any file may hold, whether it is read or not. */
void table_check_cells(struct table_reader *t, const struct record *record)
{
    g_byte_array_set_size(t->bad_fields, 0);
    for (uint32_t i = 1; i <= record->n_fields; i++) {
        const struct field *field = &record->fields[i - 1];
        if (cpr_is_in(field->text, field->length) && !is_exempt(t, record, i)) {
            struct pos pos = table_at(t, record->line, i);
            diag_add(t->diag, &FINDING_CPR, &pos, column_of_field(t, i), NULL,
                     _("replace the numbers by pseudonyms and delete the file you were sent"),
                     _("the field holds a civil registration number; it is not shown"));
            mark_bad(t, record, i);
        }
        if ((field->length == CPR_SHORT || field->length == CPR_SHORT_PARTED) && !is_exempt(t, record, i) &&
            holds_names(t, i)) {
            cpr_columns_see(t->nine_digits, record->line, i, field->text, field->length);
        }
        if (t->damaged) {
            check_damage(t, record, i);
        }
    }
}
