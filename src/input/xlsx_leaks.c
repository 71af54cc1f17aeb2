/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil registration numbers in the parts of a workbook that are no cells' values. */
#include "xlsx_private.h"

#include "vifte/cpr.h"

#include <string.h>

bool xlsx_attributes_leak(const char **attributes)
{
    static const char *const WRITTEN[] = {"v",      "Target",      "tooltip", "display",    "location",
                                          "prompt", "promptTitle", "error",   "errorTitle", "descr",
                                          "title",  "name",        NULL};
    for (; *attributes != NULL; attributes += 2) {
        if (g_strv_contains(WRITTEN, attributes[0]) && cpr_is_in(attributes[1], strlen(attributes[1]))) {
            return true;
        }
    }
    return false;
}

bool xlsx_formula_leaks(const char *formula, size_t length)
{
    char *texts = g_strndup(formula, length);
    bool quoted = false;
    for (char *p = texts; *p != '\0'; p++) {
        quoted = *p == '"' ? !quoted : quoted;
        if (!quoted && strchr("-/ \t\n\r._", *p) != NULL) {
            *p = ';';
        }
    }
    bool leaks = cpr_is_in(texts, strlen(texts));
    g_free(texts);
    return leaks;
}

/* --- everything besides the sheets --- */

struct text_search {
    GString *text; /* of the element being read */
    bool names;    /* the workbook's own part: formulas under names; those of sheets are told on their own */
    bool found;
};

static void search_text(struct text_search *search)
{
    bool leaks = search->names ? xlsx_formula_leaks(search->text->str, search->text->len)
                               : cpr_is_in(search->text->str, search->text->len);
    search->found = search->found || leaks;
    g_string_truncate(search->text, 0);
}

/* Do runs of one text go on behind this element? */
static bool is_inside_text(const char *name)
{
    static const char *const NAMES[] = {"t",     "r",      "rPr",       "b",         "i",      "u",
                                        "sz",    "color",  "rFont",     "family",    "scheme", "charset",
                                        "latin", "strike", "vertAlign", "solidFill", "srgbClr"};
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        if (strcmp(name, NAMES[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void search_start(void *context, const char *name, const char **attributes)
{
    (void)name;
    struct text_search *search = context;
    search->found = search->found || (!search->names && xlsx_attributes_leak(attributes));
}

static void search_end(void *context, const char *name)
{
    struct text_search *search = context;
    if (!is_inside_text(name)) {
        search_text(search);
    }
}

static void search_characters(void *context, const char *text, int length)
{
    g_string_append_len(((struct text_search *)context)->text, text, length);
}

static bool may_hold_text(const struct xlsx *book, const char *part)
{
    static const char *const FOLDERS[] = {"comments",        "threadedComments", "drawings",
                                          "pivotCache",      "externalLinks",    "docProps",
                                          "worksheets/_rels"};
    if (g_str_equal(part, book->workbook)) {
        return true;
    }
    if (!g_str_has_suffix(part, ".xml") && !g_str_has_suffix(part, ".rels")) {
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
        if (strstr(part, FOLDERS[i]) != NULL) {
            return true;
        }
    }
    return false;
}

bool xlsx_search_others(struct xlsx *book)
{
    const GPtrArray *names = package_names(book->zip);
    struct text_search search = {.text = g_string_new(NULL)};
    struct package_handlers handlers = {search_start, search_end, search_characters, &search};
    bool good = true;
    for (guint i = 0; good && i < names->len; i++) {
        const char *part = g_ptr_array_index(names, i);
        search.names = g_str_equal(part, book->workbook);
        if (may_hold_text(book, part)) {
            good = package_parse(book->zip, part, &handlers) != PACKAGE_PART_BAD;
            search_text(&search);
            book->leak = search.found && book->leak == NULL ? g_intern_string(part) : book->leak;
        }
    }
    g_string_free(search.text, TRUE);
    return good;
}
