/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Released cells and the edition's mark in words; see show.h. */
#include "vifte/show.h"

#include "vifte/edition.h"
#include "vifte/text.h"

#include <glib.h>
#include <string.h>

const char *show_text(const char *text)
{
    /* gettext("") is the catalog's header, not an empty text. */
    return text == NULL || *text == '\0' ? "" : _(text);
}

const char *show_state(enum cell_state state)
{
    switch (state) {
    case CELL_SUPPRESSED:
        return _("confidential");
    case CELL_MISSING:
        return _("not reported");
    case CELL_NA:
        return _("not applicable");
    case CELL_UNDEFINED:
        return _("undefined");
    case CELL_VALUE:
        break;
    }
    return "";
}

/* Letters, digits and marks of ASCII: nothing to clean, and by far the most common. */
static bool is_clean(const char *text)
{
    while (*text >= ' ' && *text <= '~') {
        text++;
    }
    return *text == '\0';
}

char *show_line(const char *text)
{
    if (is_clean(text)) {
        return g_strdup(text);
    }
    char *flat = g_strdup(text);
    for (char *p = flat; *p != '\0'; p++) {
        *p = g_ascii_isspace(*p) ? ' ' : *p;
    }
    char *shown = text_shown(flat);
    g_free(flat);
    return shown;
}

char *show_chance(double chance)
{
    if (chance >= 0.995) {
        return g_strdup(_("over 99%"));
    }
    return chance < 0.005 ? g_strdup(_("under 1%")) : text_percent(chance, 0);
}

static char *show_value(const struct column *column, const struct cell *cell)
{
    switch (column->kind) {
    case COLUMN_WORD:
        return show_line(show_text(cell->name->label));
    case COLUMN_ID:
    case COLUMN_TEXT:
        return show_line(cell->name->label);
    case COLUMN_YEAR:
        return text_plain(cell->number, 0);
    case COLUMN_DATE:
        return text_date((int32_t)cell->number);
    case COLUMN_RATIO:
        return text_percent(cell->number, column->decimals);
    case COLUMN_CHANCE:
        return show_chance(cell->number);
    case COLUMN_MONEY:
        return text_number(cell->number / 100.0, column->decimals);
    case COLUMN_COUNT:
    case COLUMN_DECIMAL:
    case COLUMN_POINTS:
        break;
    }
    return text_number(cell->number, column->decimals);
}

char *show_cell(const struct column *column, const struct cell *cell)
{
    if (!cell_has_number(cell)) {
        return g_strdup(show_state(cell->state));
    }
    char *value = show_value(column, cell);
    if ((cell->marks & MARK_OWN) == 0) {
        return value;
    }
    char *marked = g_strconcat(value, SHOW_OWN, NULL);
    g_free(value);
    return marked;
}

/* Judged on the English texts, so that all languages have the same headings. */
static bool heading_says_unit(const struct column *column)
{
    if (column->unit == NULL || column->kind == COLUMN_COUNT) {
        return true;
    }
    bool sign_says_it = (column->kind == COLUMN_RATIO || column->kind == COLUMN_CHANCE) &&
                        strcmp(column->unit, "per cent") == 0;
    return sign_says_it || strcasestr(column->label, column->unit) != NULL;
}

char *show_heading(const struct column *column)
{
    const char *label = show_text(column->label);
    return heading_says_unit(column) ? g_strdup(label)
                                     : g_strdup_printf("%s (%s)", label, show_text(column->unit));
}

static const char *municipality_name(const struct edition *edition)
{
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        if (g_ascii_strtoll(edition->municipalities[i].name.code, NULL, 10) == edition->municipality) {
            return edition->municipalities[i].name.label;
        }
    }
    return NULL;
}

char *show_edition_line(const struct edition *edition)
{
    const char *municipality = edition->municipality != 0 ? municipality_name(edition) : NULL;
    if (municipality != NULL) {
        return g_strdup_printf(_("Confidential – only for the municipality's own hearing (%s)"),
                               municipality);
    }
    switch (edition->audience) {
    case AUDIENCE_PUBLIC:
        return g_strdup(_("Public edition"));
    case AUDIENCE_COOPERATION:
        return g_strdup(_("Confidential – for the cooperation only"));
    case AUDIENCE_INTERNAL:
        break;
    }
    return g_strdup(_("Contains small numbers – not for publication"));
}

char *show_caution(const struct edition *edition)
{
    if (edition->audience == AUDIENCE_INTERNAL) {
        return g_strdup("");
    }
    GString *text =
        g_string_new(_("Small counts, what is computed from them, and figures from which they would "
                       "follow are hidden. All figures of this edition were examined together"));
    if (edition->releases > 0) {
        g_string_append_printf(text,
                               P_(", and with %zu edition sent out before.",
                                  ", and with %zu editions sent out before.", edition->releases),
                               edition->releases);
    } else {
        g_string_append(text, _("; no edition sent out before is recorded."));
    }
    if (edition->municipality != 0) {
        g_string_append_printf(
            text, " %s",
            _("Figures marked * are the municipality's own: they are not public, and this edition "
              "is for its hearing alone."));
    }
    return g_string_free(text, FALSE);
}
