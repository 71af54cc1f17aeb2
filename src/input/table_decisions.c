/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a file was read, in words. */
#include "table_reader.h"

#include "vifte/encoding.h"
#include "vifte/findings.h"
#include "vifte/heading.h"
#include "vifte/layout.h"
#include "vifte/project.h"
#include "vifte/text.h"
#include "vifte/text_source.h"

#include <string.h>

static char *encoding_evidence(const struct encoding_choice *choice)
{
    switch (choice->reason) {
    case ENCODING_BY_MARK:
        return g_strdup(_("byte order mark"));
    case ENCODING_BY_NULS:
        return g_strdup(_("NUL in every second byte"));
    case ENCODING_BY_ASCII:
        return g_strdup(_("no byte beyond ASCII"));
    case ENCODING_BY_VALIDITY:
        return g_strdup(_("all bytes are valid"));
    case ENCODING_BY_MAJORITY:
        return g_strdup(_("most sequences are valid"));
    case ENCODING_BY_LETTERS:
        return g_strdup_printf(P_("%u Danish letter", "%u Danish letters", choice->letters),
                               (unsigned)choice->letters);
    case ENCODING_BY_DEFAULT:
        return g_strdup(_("no Danish letters; assumed"));
    case ENCODING_BY_SETTING:
        return g_strdup(_("as set"));
    }
    return g_strdup("");
}

/* "; decimal comma in places (71 cells), rate (12 cells)": the cells that settle it; none = as set. */
static void append_marks(const struct table_reader *t, char mark, const char *label, GString *out)
{
    bool first = true;
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        const struct number_evidence *evidence = &t->evidence[i];
        bool decided = value_is_number(t->schema->columns[i].kind) && t->rules[i].mark == mark &&
                       evidence->comma + evidence->point + evidence->dot_group + evidence->comma_group > 0;
        if (decided) {
            guint cells = (guint)(mark == ',' ? evidence->comma : evidence->point);
            g_string_append(out, first ? label : ", ");
            g_string_append(out, t->schema->columns[i].name);
            if (cells > 0) {
                g_string_append(out, " (");
                g_string_append_printf(out, P_("%u cell", "%u cells", cells), cells);
                g_string_append_c(out, ')');
            }
            first = false;
        }
    }
}

static GString *describe_marks(const struct table_reader *t)
{
    GString *marks = g_string_new(NULL);
    append_marks(t, ',', _("; decimal comma in "), marks);
    append_marks(t, '.', _("; decimal point in "), marks);
    return marks;
}

bool table_report_changed(const struct table_reader *t, const struct text_source *source)
{
    bool changed = text_source_failed(source);
    if (changed) {
        struct pos pos = {.file = t->file->display};
        diag_add(t->diag, &FINDING_NO_FILE, &pos, NULL, NULL, NULL,
                 _("the file changed or failed while it was read"));
    }
    return changed;
}

void table_report_text(const struct table_reader *t, const struct encoding_choice *choice,
                       const struct layout *layout)
{
    struct pos pos = table_at(t, 0, 0);
    char *evidence = encoding_evidence(choice);
    GString *marks = describe_marks(t);
    diag_add(
        t->diag, &FINDING_DECIDED, &pos, NULL, NULL, NULL,
        _("read as %s (%s), separator %s (%u of the first %u lines have %u fields), heading in line %u%s"),
        choice->name, evidence, layout_separator_name(layout->separator), layout->n_equal, layout->n_records,
        layout->n_fields, (unsigned)t->heading->line, marks->str);
    g_string_free(marks, TRUE);
    g_free(evidence);
}

void table_report_px(const struct table_reader *t, const struct encoding_choice *choice)
{
    struct pos pos = table_at(t, 0, 0);
    diag_add(t->diag, &FINDING_DECIDED, &pos, NULL, NULL, NULL,
             _("read as a PC-Axis file in %s, a row for each of its cells"), choice->name);
}

void table_report_sheet(const struct table_reader *t, unsigned n_candidates)
{
    struct pos pos = table_at(t, 0, 0);
    pos.sheet = NULL;
    GString *name = g_string_new(NULL);
    text_mask(name, t->sheet, strlen(t->sheet), TABLE_SHOWN_BYTES);
    GString *marks = describe_marks(t);
    diag_add(t->diag, &FINDING_DECIDED, &pos, NULL, NULL, NULL,
             P_("read the sheet '%s' (%s; %u sheet with cells), heading in row %u%s",
                "read the sheet '%s' (%s; %u sheets with cells), heading in row %u%s", n_candidates),
             name->str, t->format != NULL && t->format->sheet != NULL ? _("as set") : _("by its headings"),
             n_candidates, (unsigned)t->heading->line, marks->str);
    g_string_free(marks, TRUE);
    g_string_free(name, TRUE);
}

void table_report_sender(const struct table_reader *t)
{
    for (size_t i = 0; i < t->schema->n_columns; i++) {
        if (t->heading->field_of[i] == 0 && t->schema->columns[i].sender && t->file->sender != 0) {
            struct pos pos = table_at(t, t->heading->line, 0);
            diag_add(t->diag, &FINDING_SENDER, &pos, t->schema->columns[i].name, NULL, NULL,
                     t->file->sender_by_name
                         ? _("the file has no such column; %d stands for it, by the file's name")
                         : _("the file has no such column; %d stands for it, as [inputs] says"),
                     t->file->sender);
        }
    }
}
