/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings as workbooks. */
#include "vifte/findings_book.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/outdir.h"
#include "vifte/sheet.h"
#include "vifte/text.h"

#include <string.h>

enum { LEVEL, CODE, FILE_NAME, SHEET_NAME, PLACE, COLUMN, MESSAGE, CURE, TOUCHES, N_COLUMNS };

static bool cannot_write(struct diag *diag, const char *name, const char *reason)
{
    struct pos pos = {.file = g_intern_string(name)};
    diag_add(diag, &FINDING_CANNOT_WRITE, &pos, NULL, NULL, NULL, "%s", reason);
    return false;
}

/* "C7" in a sheet, "17:4" (line and field) in a text file, "" = the file as a whole. */
static char *place_of(const struct pos *pos)
{
    if (pos->line == 0) {
        return g_strdup("");
    }
    struct pos bare = {
        .file = "f", .sheet = pos->sheet != NULL ? "s" : NULL, .line = pos->line, .field = pos->field};
    char *position = diag_position(&bare);
    char *place = g_strdup(position + strlen(pos->sheet != NULL ? "f!s!" : "f:"));
    g_free(position);
    return place;
}

static const char *base_name(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash != NULL ? slash + 1 : file;
}

static void write_finding(struct sheet *sheet, const struct finding *finding)
{
    static const char *const LEVELS[] = {N_("error"), N_("warning"), N_("note")};
    const struct pos *pos = &finding->pos;
    char *place = place_of(pos);
    sheet_text(sheet, LEVEL, _(LEVELS[finding->kind->level]));
    sheet_text(sheet, CODE, finding->kind->code);
    sheet_text(sheet, FILE_NAME, pos->file != NULL ? pos->file : "");
    sheet_text(sheet, SHEET_NAME, pos->sheet != NULL ? pos->sheet : "");
    if (*place != '\0' && pos->file != NULL) {
        bool cell = pos->sheet != NULL && pos->field > 0;
        sheet_link_file(sheet, PLACE, place, base_name(pos->file), pos->sheet, cell ? place : NULL);
    } else {
        sheet_text(sheet, PLACE, place);
    }
    sheet_text(sheet, COLUMN, finding->column != NULL ? finding->column : "");
    sheet_text(sheet, MESSAGE, finding->message);
    sheet_text(sheet, CURE, finding->cure != NULL ? finding->cure : "");
    sheet_text(sheet, TOUCHES, finding->touches);
    sheet_next_row(sheet);
    g_free(place);
}

static bool is_wanted(const struct finding *finding, const char *file)
{
    return file == NULL || g_strcmp0(finding->pos.file, file) == 0;
}

static void write_findings(struct sheet *sheet, const struct diag *findings, const char *file,
                           const char *project)
{
    const struct sheet_column columns[N_COLUMNS] = {[LEVEL] = {_("Level"), NULL, true},
                                                    [CODE] = {_("Code"), NULL, true},
                                                    [FILE_NAME] = {_("File"), NULL, false},
                                                    [SHEET_NAME] = {_("Sheet"), NULL, false},
                                                    [PLACE] = {_("Cell"), NULL, false},
                                                    [COLUMN] = {_("Column"), NULL, false},
                                                    [MESSAGE] = {_("What is wrong"), NULL, false},
                                                    [CURE] = {_("How to mend it"), NULL, false},
                                                    [TOUCHES] = {_("Touches"), NULL, false}};
    size_t n = 0;
    sheet_line(sheet, SHEET_TITLE, _("What the check of the input found"));
    sheet_line(sheet, SHEET_NOTE, project);
    sheet_line(sheet, SHEET_NOTE,
               _("The links work when this workbook lies in the same folder as the file."));
    sheet_table_begin(sheet, "findings", columns, N_COLUMNS);
    for (size_t i = 0; i < diag_size(findings); i++) {
        const struct finding *finding = diag_get(findings, i);
        if (is_wanted(finding, file)) {
            write_finding(sheet, finding);
            n++;
        }
    }
    if (n == 0) {
        sheet_text(sheet, MESSAGE, _("nothing"));
        sheet_next_row(sheet);
    }
    sheet_table_end(sheet);
}

static bool write_book(const struct diag *findings, const char *file, const char *project, int32_t date,
                       const char *name, struct outdir *dir, struct diag *diag)
{
    struct sheet_properties properties = {.title = _("What the check of the input found"),
                                          .subject = project,
                                          .author = "vifte",
                                          .keywords = file != NULL ? file : "",
                                          .language = text_language() == LANGUAGE_DA ? "da-DK" : "en-GB",
                                          .date = date};
    char *path = outdir_path(dir, name);
    const char *reason = NULL;
    struct sheet_book *book = sheet_book_new(path, &properties);
    bool good = book != NULL;
    if (good) {
        write_findings(sheet_add(book, sheet_book_reserve(book, _("Findings"))), findings, file, project);
        good = sheet_book_close(book, &reason);
    }
    g_free(path);
    return good ? outdir_adopt(dir, name, diag)
                : cannot_write(diag, name, reason != NULL ? reason : _("the file cannot be made"));
}

/* Input files with a stop or a warning, in order of name. */
static GPtrArray *files_to_mend(const struct diag *findings)
{
    GPtrArray *files = g_ptr_array_new();
    for (size_t i = 0; i < diag_size(findings); i++) {
        const struct finding *finding = diag_get(findings, i);
        bool known = finding->pos.file == NULL || finding->kind->level == DIAG_NOTE ||
                     finding->kind->code[1] > '3'; /* settings and outputs are nobody else's */
        for (guint k = 0; !known && k < files->len; k++) {
            known = strcmp(g_ptr_array_index(files, k), finding->pos.file) == 0;
        }
        if (!known) {
            g_ptr_array_add(files, (char *)finding->pos.file);
        }
    }
    return files;
}

bool findings_book_write(const struct diag *findings, const char *project, int32_t date, struct outdir *dir,
                         struct diag *diag)
{
    bool good = write_book(findings, NULL, project, date, "quality.xlsx", dir, diag);
    GPtrArray *files = files_to_mend(findings);
    for (guint i = 0; good && i < files->len; i++) {
        const char *file = g_ptr_array_index(files, i);
        char *flat = g_strdelimit(g_strdup(file), "/", '-');
        char *name = g_strconcat("send/", flat, ".xlsx", NULL);
        good = write_book(findings, file, project, date, name, dir, diag);
        g_free(name);
        g_free(flat);
    }
    g_ptr_array_unref(files);
    return good;
}
