/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `{{value NAME}}` and `{{sentence NAME}}`: names to texts. */
#include "answer_private.h"

#include "chart_data.h"
#include "sentence_parts.h"
#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"
#include "vifte/theme.h"

#include <string.h>

/* --- values --- */

static char *given(const char *text)
{
    return text != NULL && *text != '\0' ? g_strdup(text) : NULL;
}

static char *value_group(const struct answer *answer)
{
    return g_strdup(answer->group->name.label);
}

static char *value_place(const struct answer *answer)
{
    return g_strdup(chart_place(answer->edition));
}

static char *value_year(const struct answer *answer)
{
    return g_strdup_printf("%d", answer->year);
}

static char *value_period(const struct answer *answer)
{
    return chart_years(answer->edition->from_year, answer->edition->to_year);
}

static char *value_date(const struct answer *answer)
{
    return text_date(answer->edition->date);
}

static char *value_sender(const struct answer *answer)
{
    return given(answer->edition->sender);
}

static char *value_municipalities(const struct answer *answer)
{
    return g_strdup_printf("%zu", answer->edition->n_municipalities);
}

static char *value_agency(const struct answer *answer)
{
    return given(answer->theme->head.agency);
}

static char *value_legal_basis(const struct answer *answer)
{
    return given(answer->theme->head.legal_basis);
}

static char *value_issued(const struct answer *answer)
{
    return given(answer->theme->head.issued);
}

static char *value_due(const struct answer *answer)
{
    return given(answer->theme->head.due);
}

static char *value_delimitation(const struct answer *answer)
{
    return given(answer->theme->head.delimitation);
}

static const struct value {
    const char *name;
    char *(*get)(const struct answer *answer);
} VALUES[] = {
    {"group", value_group},
    {"place", value_place},
    {"year", value_year},
    {"years", answer_years},
    {"period", value_period},
    {"date", value_date},
    {"sender", value_sender},
    {"municipalities", value_municipalities},
    {"agency", value_agency},
    {"legal_basis", value_legal_basis},
    {"issued", value_issued},
    {"due", value_due},
    {"delimitation", value_delimitation},
};

const char *const *answer_value_names(void)
{
    static const char *names[G_N_ELEMENTS(VALUES) + 1];
    for (size_t i = 0; i < G_N_ELEMENTS(VALUES); i++) {
        names[i] = VALUES[i].name;
    }
    return names;
}

static char *figure_value(const struct answer *answer, const char *id)
{
    struct figure_cell cell;
    return figure_id_find(answer->released, id, &cell) ? figure_show(cell.table, cell.row, cell.column)
                                                       : NULL;
}

char *answer_value(const struct answer *answer, const char *name)
{
    if (strchr(name, '/') != NULL) {
        return figure_value(answer, name);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(VALUES); i++) {
        if (strcmp(VALUES[i].name, name) == 0) {
            return VALUES[i].get(answer);
        }
    }
    return NULL;
}

char *answer_years(const struct answer *answer)
{
    return answer->before > 0 ? g_strdup_printf(_("%d and %d"), answer->before, answer->year)
                              : g_strdup_printf("%d", answer->year);
}

/* --- sentences --- */

#define OF_GROUP(name, function) \
    static char *name(const struct answer *answer) \
    { \
        return function(answer->released, answer->code, answer->year); \
    }
#define OF_PROFILE(name, dimension) \
    static char *name(const struct answer *answer) \
    { \
        return sentences_profile(answer->released, answer->code, answer->year, dimension, \
                                 answer->theme->head.severity); \
    }

OF_GROUP(say_citizens, sentences_citizens)
OF_GROUP(say_rate, sentences_rate)
OF_GROUP(say_forms, sentences_of_forms)
OF_GROUP(say_largest, sentences_largest)
OF_GROUP(say_waiting, sentences_waiting)
OF_GROUP(say_supply, sentences_supply)
OF_GROUP(say_inside, sentences_inside)
OF_GROUP(say_offers, sentences_offers_used)
OF_GROUP(say_offer_kinds, sentences_offer_kinds)
OF_GROUP(say_locations, sentences_locations)
OF_GROUP(say_address_free, sentences_address_free)
OF_GROUP(say_fit, sentences_fit)
OF_GROUP(say_expected, sentences_expected)
OF_GROUP(say_basis, sentences_basis)
OF_PROFILE(say_age, "age")
OF_PROFILE(say_sex, "sex")
OF_PROFILE(say_severity, "severity")
OF_PROFILE(say_section, "section")
OF_PROFILE(say_effort, "effort")

static char *say_before(const struct answer *answer)
{
    return answer->before > 0 ? sentences_citizens(answer->released, answer->code, answer->before) : NULL;
}

static char *say_occupancy(const struct answer *answer)
{
    return sentences_occupancy(answer->released, "group", answer->code, answer->year);
}

static char *say_capacity(const struct answer *answer)
{
    return sentences_capacity(answer->released, answer->code);
}

static char *say_forecast(const struct answer *answer)
{
    return sentences_forecast(answer->released, answer->code);
}

static char *say_coverage(const struct answer *answer)
{
    return sentences_coverage(answer->released, answer->code, answer->year);
}

static char *say_disclosure(const struct answer *answer)
{
    return sentences_disclosure(answer->released);
}

/* What the project says about the group. */
static char *say_note(const struct answer *answer)
{
    return *answer->group->note != '\0'
               ? g_strdup_printf(_("As applied in %s: %s"), chart_place(answer->edition), answer->group->note)
               : NULL;
}

static char *say_rounding(const struct answer *answer)
{
    (void)answer;
    return sentences_rounding();
}

/* Sentences that rest on persons are not for a group below the threshold. */
static const struct sentence_name {
    const char *name;
    char *(*say)(const struct answer *answer);
    bool about_persons;
} SENTENCES[] = {
    {"citizens", say_citizens, true},
    {"citizens_before", say_before, true},
    {"rate", say_rate, true},
    {"forms", say_forms, true},
    {"largest", say_largest, true},
    {"age", say_age, true},
    {"sex", say_sex, true},
    {"severity", say_severity, true},
    {"section", say_section, true},
    {"effort", say_effort, true},
    {"offers", say_offers, true},
    {"offer_kinds", say_offer_kinds, true},
    {"specialised", NULL, true},
    {"locations", say_locations, true},
    {"inside", say_inside, true},
    {"address_free", say_address_free, true},
    {"supply", say_supply, false},
    {"occupancy", say_occupancy, true},
    {"waiting", say_waiting, true},
    {"fit", say_fit, false},
    {"expected", say_expected, true},
    {"forecast", say_forecast, true},
    {"capacity", say_capacity, true},
    {"coverage", say_coverage, false},
    {"basis", say_basis, true},
    {"note", say_note, false},
    {"disclosure", say_disclosure, false},
    {"rounding", say_rounding, false},
};

const char *const *answer_sentence_names(void)
{
    static const char *names[G_N_ELEMENTS(SENTENCES) + 1];
    for (size_t i = 0; i < G_N_ELEMENTS(SENTENCES); i++) {
        names[i] = SENTENCES[i].name;
    }
    return names;
}

bool answer_sentence_is_list(const char *name)
{
    return strcmp(name, "specialised") == 0;
}

static const struct sentence_name *find_sentence(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(SENTENCES); i++) {
        if (strcmp(SENTENCES[i].name, name) == 0) {
            return &SENTENCES[i];
        }
    }
    return NULL;
}

GPtrArray *answer_sentences(const struct answer *answer, const char *name)
{
    const struct sentence_name *sentence = find_sentence(name);
    bool below = answer->group->below_threshold && sentence != NULL && sentence->about_persons;
    if (sentence != NULL && !below && sentence->say == NULL) {
        return sentences_specialised(answer->released, answer->code, answer->year);
    }
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    char *text = sentence == NULL ? NULL : !below ? sentence->say(answer) : NULL;
    if (below && strcmp(name, "citizens") == 0) { /* the one sentence that such a group gets */
        text = sentences_below_threshold();
    }
    if (text != NULL) {
        g_ptr_array_add(list, text);
    }
    return list;
}
