/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stacked bars and their headings; see chart_stacks.h. */
#include "chart_stacks.h"

#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

#define ROW_PX 56
#define YEAR_PX 76 /* room for a year before its bar */

struct stacks stacks_new(void)
{
    return (struct stacks){.parts = g_ptr_array_new_with_free_func(g_free),
                           .bars = g_array_new(FALSE, TRUE, sizeof(struct stack)),
                           .name_px = YEAR_PX};
}

void stacks_free(struct stacks *stacks)
{
    for (guint i = 0; i < stacks->bars->len; i++) {
        struct stack *stack = &g_array_index(stacks->bars, struct stack, i);
        g_free(stack->name);
        g_array_unref(stack->values);
    }
    g_array_unref(stacks->bars);
    g_ptr_array_unref(stacks->parts);
}

struct stack *stacks_add(struct stacks *stacks, const char *name)
{
    struct stack stack = {
        .name = g_strdup(name), .values = g_array_new(FALSE, TRUE, sizeof(double)), .state = CELL_VALUE};
    g_array_append_val(stacks->bars, stack);
    return &g_array_index(stacks->bars, struct stack, stacks->bars->len - 1);
}

struct stack *stacks_add_year(struct stacks *stacks, int year)
{
    char *name = g_strdup_printf("%d", year);
    struct stack *stack = stacks_add(stacks, name);
    g_free(name);
    return stack;
}

double stacks_sum(const struct stack *stack)
{
    double sum = 0;
    for (guint i = 0; i < stack->values->len; i++) {
        sum += g_array_index(stack->values, double, i);
    }
    return sum;
}

bool stacks_any(const struct stacks *stacks)
{
    for (guint i = 0; i < stacks->bars->len; i++) {
        const struct stack *stack = &g_array_index(stacks->bars, struct stack, i);
        if (stack->state == CELL_VALUE && stacks_sum(stack) > 0) {
            return true;
        }
    }
    return false;
}

/* Rectangles of one bar: per cent of its whole, or counts. */
static void write_stack(struct chart_draft *draft, const struct stacks *stacks, guint row, bool per_cent)
{
    const struct stack *stack = &g_array_index(stacks->bars, struct stack, row);
    double sum = stacks_sum(stack), at = 0;
    for (guint i = 0; stack->state == CELL_VALUE && sum > 0 && i < stack->values->len; i++) {
        double value = g_array_index(stack->values, double, i);
        double width = per_cent ? 100 * value / sum : value;
        at += i + 1 == stack->values->len ? stacks->gap : 0;
        if (value > 0) {
            char *text = per_cent ? text_percent(value / sum, 0) : text_number(value, 0);
            chart_field_number(draft, row, 0);
            chart_field_number(draft, at, 3);
            chart_field_number(draft, at + width, 3);
            chart_field_number(draft, i + 1, 0);
            chart_field_text(draft, per_cent && width < 6 ? "" : text);
            chart_end_row(draft);
            g_free(text);
        }
        at += width;
    }
}

void stacks_write(struct chart_draft *draft, const struct stacks *stacks, bool per_cent, double last)
{
    chart_number(draft, "ROWS", stacks->bars->len);
    chart_number(draft, "LAST", last);
    chart_number(draft, "SCALE", per_cent ? 0 : 1);
    chart_number(draft, "NAME_PX", stacks->name_px);
    int lines = chart_headings(draft, stacks->parts, 14);
    chart_number(draft, "HEAD", 20 * lines + 14);
    chart_set_body(draft, 20 * lines + 14 + ROW_PX * (int)stacks->bars->len);
    chart_head(draft, "row\tstart\tend\tpart\ttext");
    for (guint i = 0; i < stacks->bars->len; i++) {
        write_stack(draft, stacks, i, per_cent);
    }
    chart_next_block(draft);
    chart_head(draft, "row\tname");
    for (guint i = 0; i < stacks->bars->len; i++) {
        chart_label_rows(draft, i, 17.0 / ROW_PX, g_array_index(stacks->bars, struct stack, i).name,
                         CHART_SIZE_BODY, stacks->name_px - 8, 3);
    }
    chart_next_block(draft);
    chart_head(draft, "row\tword");
    for (guint i = 0; i < stacks->bars->len; i++) {
        const struct stack *stack = &g_array_index(stacks->bars, struct stack, i);
        chart_field_number(draft, i, 0);
        chart_field_text(draft, stack->state == CELL_VALUE ? "" : show_state(stack->state));
        chart_end_row(draft);
    }
}

void stacks_describe(struct chart_draft *draft, const struct stacks *stacks, char *what)
{
    chart_take_sentence(draft, what);
    for (guint i = 0; i < stacks->bars->len; i++) {
        const struct stack *stack = &g_array_index(stacks->bars, struct stack, i);
        GString *text = g_string_new(NULL);
        g_string_append_printf(text, "%s: ", stack->name);
        if (stack->state != CELL_VALUE) {
            g_string_append(text, show_state(stack->state));
        }
        for (guint k = 0; stack->state == CELL_VALUE && k < stack->values->len; k++) {
            char *number = text_number(g_array_index(stack->values, double, k), 0);
            g_string_append_printf(text, "%s%s %s", k > 0 ? "; " : "",
                                   (const char *)g_ptr_array_index(stacks->parts, k), number);
            g_free(number);
        }
        g_string_append_c(text, '.');
        chart_take_sentence(draft, g_string_free(text, FALSE));
    }
}

void stacks_put(struct stacks *stacks, struct stack *stack, const char *name, const struct cell *cell)
{
    guint part = 0;
    while (part < stacks->parts->len && strcmp(g_ptr_array_index(stacks->parts, part), name) != 0) {
        part++;
    }
    if (part == stacks->parts->len) {
        g_ptr_array_add(stacks->parts, g_strdup(name));
    }
    if (stack->values->len < part + 1) {
        g_array_set_size(stack->values, part + 1);
    }
    if (cell_has_number(cell)) {
        g_array_index(stack->values, double, part) = cell->number;
    } else {
        stack->state = (enum cell_state)cell->state;
    }
}

void stacks_level(struct stacks *stacks)
{
    for (guint i = 0; i < stacks->bars->len; i++) {
        g_array_set_size(g_array_index(stacks->bars, struct stack, i).values, stacks->parts->len);
    }
}

int chart_headings(struct chart_draft *draft, const GPtrArray *texts, double px)
{
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(double));
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(double));
    double at = px, line = 0;
    for (guint i = 0; i < texts->len; i++) {
        double width = chart_text_width(g_ptr_array_index(texts, i), CHART_SIZE_SMALL) + 40;
        if (at + width > CHART_WIDTH - 14 && at > px) {
            at = px;
            line++;
        }
        g_array_append_val(starts, at);
        g_array_append_val(lines, line);
        at += width;
    }
    chart_texts(draft, "PART", texts);
    chart_numbers(draft, "PART_PX", starts);
    chart_numbers(draft, "PART_LINE", lines);
    g_array_unref(starts);
    g_array_unref(lines);
    return (int)line + 1;
}
