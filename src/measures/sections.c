/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections of the law of stays and offers under one numbering. */
#include "vifte/sections.h"

#include "vifte/citizen_words.h"
#include "vifte/model.h"

#include <stdlib.h>
#include <string.h>

static int compare_codes(const void *a, const void *b)
{
    const struct name *const *x = a;
    const struct name *const *y = b;
    return strcmp((*x)->code, (*y)->code);
}

static const struct name *or_unknown(const struct name *section)
{
    return section->code == NULL || *section->code == '\0' ? words_name(&WORD_UNKNOWN) : section;
}

/* Every name once by code. */
static void set_names(struct sections *sections, const struct model *model)
{
    size_t n = 0;
    sections->names = g_new(const struct name *, model->n_sections + model->n_offers + 1);
    for (size_t i = 0; i < model->n_sections; i++) {
        sections->names[n++] = or_unknown(&model->sections[i]);
    }
    for (size_t i = 0; i < model->n_offers; i++) {
        sections->names[n++] = or_unknown(&model->offers[i].section);
    }
    qsort(sections->names, n, sizeof(const struct name *), compare_codes);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(sections->names[i]->code, sections->names[sections->n - 1]->code) != 0) {
            sections->names[sections->n++] = sections->names[i];
        }
    }
}

static uint32_t find(const struct sections *sections, const struct name *section)
{
    const struct name *wanted = or_unknown(section);
    const struct name **found =
        bsearch(&wanted, sections->names, sections->n, sizeof(const struct name *), compare_codes);
    return (uint32_t)(found - sections->names);
}

static const char *successor_of(const struct model *model, const char *code)
{
    for (size_t i = 0; i < model->n_successions; i++) {
        if (strcmp(model->successions[i].from, code) == 0) {
            return model->successions[i].to;
        }
    }
    return NULL;
}

static void set_successors(struct sections *sections, const struct model *model)
{
    sections->successor = g_new(uint32_t, sections->n + 1);
    for (size_t i = 0; i < sections->n; i++) {
        const char *to = successor_of(model, sections->names[i]->code);
        sections->successor[i] = NONE;
        for (uint32_t k = 0; to != NULL && k < sections->n; k++) {
            if (strcmp(sections->names[k]->code, to) == 0) {
                sections->successor[i] = k;
            }
        }
    }
}

struct sections *sections_new(const struct model *model)
{
    struct sections *sections = g_new0(struct sections, 1);
    set_names(sections, model);
    set_successors(sections, model);
    sections->of_stays = g_new(uint32_t, model->n_sections + 1);
    for (size_t i = 0; i < model->n_sections; i++) {
        sections->of_stays[i] = find(sections, &model->sections[i]);
    }
    sections->of_offers = g_new(uint32_t, model->n_offers + 1);
    for (size_t i = 0; i < model->n_offers; i++) {
        sections->of_offers[i] = find(sections, &model->offers[i].section);
    }
    return sections;
}

void sections_free(struct sections *sections)
{
    g_free(sections->names);
    g_free(sections->of_stays);
    g_free(sections->of_offers);
    g_free(sections->successor);
    g_free(sections);
}

uint32_t sections_of(const struct sections *sections, const struct stay *stay)
{
    return stay->section == UINT16_MAX ? sections->of_offers[stay->offer] : sections->of_stays[stay->section];
}

bool sections_are_one(const struct sections *sections, uint32_t from, uint32_t to)
{
    return from == to || sections->successor[from] == to;
}
