/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Departments' answers to a municipality's. */
#include "vifte/form_sums.h"

#include "vifte/frame.h"
#include "vifte/table.h"

#include <string.h>

struct form_index {
    const struct frame *frame;
    struct form *forms; /* over the frame */
};

struct form_index *form_index_new(const struct frame *frame)
{
    const struct model *model = frame->model;
    struct form_index *index = g_new0(struct form_index, 1);
    index->frame = frame;
    index->forms = g_new0(struct form, frame_size(frame) + 1);
    for (size_t i = 0; i < model->n_needs; i++) {
        const struct need *need = &model->needs[i];
        uint32_t area = frame->area_of[need->municipality];
        int year = need->year - frame->from_year;
        if (area == NONE || year < 0 || (size_t)year >= frame->n_years) {
            continue;
        }
        struct form *form = &index->forms[frame_at(frame, need->group, area, (size_t)year)];
        form->rows = form->n == 0 ? need : form->rows;
        form->n++; /* model.needs is sorted so that the rows of a form follow each other */
    }
    return index;
}

void form_index_free(struct form_index *index)
{
    g_free(index->forms);
    g_free(index);
}

struct form form_index_get(const struct form_index *index, size_t group, size_t area, size_t year)
{
    return index->forms[frame_at(index->frame, group, area, year)];
}

static struct quantity field_of(const struct need *need, enum form_field field)
{
    switch (field) {
    case FORM_WITHOUT_OFFER:
        return need->without_offer;
    case FORM_WAITING:
        return need->waiting;
    case FORM_WAITING_DAYS:
        return need->waiting_days;
    case FORM_EXPECTED_1Y:
        return need->expected_1y;
    case FORM_EXPECTED_3Y:
        return need->expected_3y;
    default:
        return need->citizens;
    }
}

static bool same_department(const struct need *a, const struct need *b)
{
    return strcmp(a->department.code, b->department.code) == 0;
}

static int basis_rank(enum basis basis)
{
    return basis == BASIS_31_DECEMBER ? 0 : basis == BASIS_DURING_YEAR ? 1 : 2;
}

/* A department's answer: a number if any of its rows has one, by basis; else that it wrote `<5`; else
 * missing. */
static struct quantity department_answer(struct form department, enum form_field field)
{
    struct quantity answer = {.state = CELL_MISSING};
    int best = INT_MAX;
    for (size_t i = 0; i < department.n; i++) {
        struct quantity given = field_of(&department.rows[i], field);
        int rank = basis_rank(department.rows[i].basis) + (given.state == CELL_VALUE ? 0 : 10);
        bool says_something = given.state == CELL_VALUE || given.state == CELL_SUPPRESSED;
        if (says_something && rank < best) {
            best = rank;
            answer = given;
        }
    }
    return answer;
}

static struct quantity department_citizens(struct form department, enum basis basis)
{
    for (size_t i = 0; i < department.n; i++) {
        if (department.rows[i].basis == basis) {
            return department.rows[i].citizens;
        }
    }
    return (struct quantity){.state = CELL_MISSING};
}

/* The next department's rows at or after *at. */
static struct form next_department(struct form form, size_t *at)
{
    struct form department = {.rows = form.rows + *at};
    while (*at < form.n && same_department(department.rows, &form.rows[*at])) {
        department.n++;
        (*at)++;
    }
    return department;
}

static void add_department(struct quantity *sum, struct quantity answer)
{
    if (answer.state == CELL_VALUE && sum->state == CELL_VALUE) {
        sum->number += answer.number;
    } else if (answer.state == CELL_SUPPRESSED && sum->state == CELL_VALUE) {
        *sum = (struct quantity){.state = CELL_SUPPRESSED};
    } else if (answer.state != CELL_VALUE && answer.state != CELL_SUPPRESSED) {
        *sum = (struct quantity){.state = CELL_MISSING};
    }
}

static struct quantity empty_sum(struct form form)
{
    return (struct quantity){.state = form.n == 0 ? CELL_MISSING : CELL_VALUE};
}

struct quantity form_citizens(struct form form, enum basis basis)
{
    struct quantity sum = empty_sum(form);
    for (size_t at = 0; at < form.n;) {
        add_department(&sum, department_citizens(next_department(form, &at), basis));
    }
    return sum;
}

struct quantity form_sum(struct form form, enum form_field field)
{
    struct quantity sum = empty_sum(form);
    for (size_t at = 0; at < form.n;) {
        add_department(&sum, department_answer(next_department(form, &at), field));
    }
    return sum;
}

size_t form_departments(struct form form)
{
    size_t n = 0;
    for (size_t at = 0; at < form.n; n++) {
        next_department(form, &at);
    }
    return n;
}

enum basis form_index_basis(const struct form_index *index, size_t group)
{
    const struct frame *frame = index->frame;
    static const enum basis BASES[] = {BASIS_31_DECEMBER, BASIS_DURING_YEAR, BASIS_UNKNOWN};
    enum basis best = BASIS_31_DECEMBER;
    size_t most = 0;
    for (size_t k = 0; k < G_N_ELEMENTS(BASES); k++) {
        size_t n = 0;
        for (size_t area = 0; area < frame->n_areas; area++) {
            for (size_t year = 0; year < frame->n_years; year++) {
                struct form form = form_index_get(index, group, area, year);
                n += form_citizens(form, BASES[k]).state == CELL_VALUE;
            }
        }
        if (n > most) {
            most = n;
            best = BASES[k];
        }
    }
    return best;
}

void report_sum_add(struct report_sum *sum, struct quantity quantity)
{
    if (quantity.state == CELL_VALUE) {
        sum->sum += quantity.number;
        sum->n++;
    }
    sum->suppressed = sum->suppressed || quantity.state == CELL_SUPPRESSED;
}

struct cell report_sum_cell(const struct report_sum *sum)
{
    if (sum->suppressed) {
        return cell_empty(CELL_SUPPRESSED, REASON_NONE);
    }
    return sum->n == 0 ? cell_empty(CELL_MISSING, REASON_NONE) : cell_number(sum->sum, (int64_t)sum->sum);
}

struct cell report_cell(struct quantity quantity)
{
    struct report_sum sum = {0};
    report_sum_add(&sum, quantity);
    return report_sum_cell(&sum);
}

bool form_index_any(const struct form_index *index, size_t group, size_t area, size_t year)
{
    for (size_t k = 0; k < index->frame->n_areas; k++) {
        if (frame_holds(index->frame, area, k) && form_index_get(index, group, k, year).n > 0) {
            return true;
        }
    }
    return false;
}

struct cell form_index_sum(const struct form_index *index, size_t group, size_t area, size_t year,
                           enum form_field field)
{
    const struct frame *frame = index->frame;
    int64_t *parts = g_new0(int64_t, frame->n_areas + 1);
    struct report_sum sum = {0};
    for (size_t k = 0; k < frame->n_areas; k++) {
        if (frame_holds(frame, area, k)) {
            struct quantity answer = form_sum(form_index_get(index, group, k, year), field);
            parts[k] = answer.state == CELL_VALUE ? (int64_t)answer.number : 0;
            report_sum_add(&sum, answer);
        }
    }
    struct cell cell = report_sum_cell(&sum);
    if (cell_has_number(&cell)) {
        cell = cell_resting_on(cell, frame_seen_by_members(frame, area, (int64_t)sum.sum, parts));
    }
    g_free(parts);
    return cell;
}
