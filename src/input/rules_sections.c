/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections of the law against the days they are used for: Barnets lov took over from serviceloven in 2024. */
#include "loader.h"

#include "vifte/catalog.h"
#include "vifte/dates.h"
#include "vifte/text.h"

#include <string.h>

static const struct law_section *section_by_key(const struct loader *loader, const char *key)
{
    for (size_t i = 0; i < law_sections_size(loader->sections); i++) {
        if (strcmp(law_sections_at(loader->sections, i)->key, key) == 0) {
            return law_sections_at(loader->sections, i);
        }
    }
    return NULL;
}

/* The day on which the days stop being covered, DAY_OPEN when all of them are. */
static int32_t first_uncovered(const struct law_section *section, int32_t start, int32_t end)
{
    if (section->valid_from > start) {
        return start;
    }
    return section->valid_to < end ? MAX(start, section->valid_to) : DAY_OPEN;
}

/* "SEL § 66 was in force until 31 December 2023": what is wrong, newly allocated. */
static char *describe(const struct law_section *section, int32_t day)
{
    bool later = day < section->valid_from;
    char *date = text_date(later ? section->valid_from : section->valid_to - 1);
    char *text =
        g_strdup_printf(later ? _("%s § %s came into force on %s") : _("%s § %s was in force until %s"),
                        section->law, section->number, date);
    g_free(date);
    return text;
}

/* The section that took over, as a cure. Newly allocated, NULL when the catalog knows none. */
static char *cure_of(const struct loader *loader, const struct law_section *section, bool divide)
{
    const struct law_section *next = section_by_key(loader, section->replaced_by);
    if (next == NULL) {
        return NULL;
    }
    return g_strdup_printf(divide ? _("end the row there and go on in a row with %s § %s")
                                  : _("write %s § %s"),
                           next->law, next->number);
}

void rules_sections_offers(struct loader *loader)
{
    for (guint i = 0; i < loader->period_array->len; i++) {
        const struct period *period = &g_array_index(loader->period_array, struct period, i);
        int32_t start = MAX(period->start, loader->project->from_day);
        int32_t end = MIN(period->end, loader->project->to_day);
        const struct law_section *section = section_by_key(loader, period->section.code);
        int32_t day = section != NULL && start < end ? first_uncovered(section, start, end) : DAY_OPEN;
        if (day != DAY_OPEN) {
            struct pos pos = loader_pos(loader, "offers", period->origin, IN_OFFERS_SECTION);
            char *what = describe(section, day), *cure = cure_of(loader, section, day > start);
            loader_tell(loader, &FINDING_SECTION_DATE, &pos, "section", cure,
                        _("%s; the row is valid beyond it"), what);
            g_free(cure);
            g_free(what);
        }
    }
}

/* A stay keeps the section of its decision, and extracts may show all of them under the new one: only one
 * that was in force on no day of the stay is wrong. */
static bool never_in_force(const struct law_section *section, const struct stay *stay)
{
    return stay->end > stay->start &&
           date_overlap(section->valid_from, section->valid_to, stay->start, stay->end) == 0;
}

static void report_section(struct loader *loader, const struct law_section *section, const struct stay *first,
                           guint n)
{
    struct pos pos = loader_pos(loader, "stays", (struct origin){first->file, first->line}, IN_STAYS_SECTION);
    char *what = describe(section, first->start), *cure = cure_of(loader, section, false);
    loader_tell(
        loader, &FINDING_SECTION_DATE, &pos, "section", cure,
        P_("%s; %u stay under it lies outside", "%s; %u stays under it lie outside, this is one of them", n),
        what, n);
    g_free(cure);
    g_free(what);
}

void rules_sections_stays(struct loader *loader)
{
    guint n_sections = loader->section_array->len;
    const struct law_section **sections = g_new0(const struct law_section *, n_sections + 1);
    const struct stay **first = g_new0(const struct stay *, n_sections + 1);
    guint *n = g_new0(guint, n_sections + 1);
    for (guint s = 0; s < n_sections; s++) {
        sections[s] = section_by_key(loader, g_array_index(loader->section_array, struct name, s).code);
    }
    for (size_t i = 0; n_sections > 0 && i < loader->n_stay_rows; i++) {
        const struct stay *stay = &loader->stay_rows[i];
        uint16_t s = stay->section;
        if (s < n_sections && sections[s] != NULL && never_in_force(sections[s], stay)) {
            first[s] = n[s]++ == 0 ? stay : first[s];
        }
    }
    for (guint s = 0; s < n_sections; s++) {
        if (n[s] > 0) {
            report_section(loader, sections[s], first[s], n[s]);
        }
    }
    g_free(n);
    g_free(first);
    g_free(sections);
}

void rules_sections_forms(struct loader *loader)
{
    for (guint i = 0; i < loader->need_count_array->len; i++) {
        const struct need_count *count = &g_array_index(loader->need_count_array, struct need_count, i);
        const struct law_section *section =
            count->dimension == DIMENSION_SECTION ? section_by_key(loader, count->value.code) : NULL;
        int32_t start = date_year_start(count->year), end = date_year_start(count->year + 1);
        if (section != NULL && date_overlap(section->valid_from, section->valid_to, start, end) == 0) {
            struct pos pos = loader_pos(loader, "need_counts", count->origin, IN_NEED_COUNTS_VALUE);
            char *what = describe(section, start), *cure = cure_of(loader, section, false);
            loader_tell(loader, &FINDING_SECTION_DATE, &pos, "value", cure, _("%s; the row is about %d"),
                        what, count->year);
            g_free(cure);
            g_free(what);
        }
    }
}
