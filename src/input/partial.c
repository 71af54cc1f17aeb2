/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partial sums of stays; see partial.h. */
#include "vifte/partial.h"

#include "partial_sums.h"
#include "vifte/dates.h"
#include "vifte/model.h"
#include "vifte/person_key.h"
#include "vifte/schemas.h"

#include <string.h>

/* In the order of the file; `claimed` is nothing that sums rest on. */
static const unsigned COLUMNS[] = {
    IN_PARTIALS_VERSION, IN_STAYS_PERSON,   IN_STAYS_OFFER,      IN_STAYS_GROUP,   IN_STAYS_ACTING,
    IN_STAYS_PAYING,     IN_STAYS_START,    IN_STAYS_END,        IN_STAYS_SECTION, IN_STAYS_BIRTH_YEAR,
    IN_STAYS_SEX,        IN_STAYS_SEVERITY, IN_STAYS_DAILY_RATE, IN_PARTIALS_DAYS, IN_PARTIALS_EXPENDITURE};

static const char *column_name(unsigned column)
{
    return schemas_partials()->columns[column].name;
}

bool partial_is_file(const char *path)
{
    const char *mark = column_name(IN_PARTIALS_VERSION);
    char begin[32] = {0};
    FILE *file = fopen(path, "rbe");
    size_t n = file != NULL ? fread(begin, 1, sizeof begin - 1, file) : 0;
    if (file != NULL) {
        fclose(file);
    }
    return n > strlen(mark) && g_str_has_prefix(begin, mark) && begin[strlen(mark)] == ',';
}

struct partial_sums partial_sums(const struct project *project, const struct stay *stay)
{
    struct partial_sums sums = {
        .days = MAX(0, MIN(stay->end, project->to_day) - MAX(stay->start, project->from_day)), .oere = -1};
    if (stay->rate_oere >= 0) {
        sums.oere = (int64_t)sums.days * stay->rate_oere;
    }
    return sums;
}

size_t partial_put_days(char *out, int32_t days)
{
    char digits[PARTIAL_SUM_BYTES];
    size_t n = 0, length;
    do {
        digits[n++] = (char)('0' + days % 10);
        days /= 10;
    } while (days > 0);
    for (length = 0; n > 0; length++) {
        out[length] = digits[--n];
    }
    out[length] = '\0';
    return length;
}

size_t partial_put_oere(char *out, int64_t oere)
{
    size_t n = PARTIAL_SUM_BYTES, length;
    char digits[PARTIAL_SUM_BYTES];
    if (oere < 0) {
        out[0] = '\0';
        return 0;
    }
    for (int place = 0; place < 3 || oere > 0; place++, oere /= 10) {
        if (place == 2) {
            digits[--n] = '.';
        }
        digits[--n] = (char)('0' + oere % 10);
    }
    length = PARTIAL_SUM_BYTES - n;
    memcpy(out, digits + n, length);
    out[length] = '\0';
    return length;
}

/* --- writing --- */

/* What the rows name, as text that needs no more quoting. */
struct names {
    char **offers, **group_sets, **municipalities, **sections;
};

static char *quoted(const char *text)
{
    if (strpbrk(text, "\",\r\n") == NULL) {
        return g_strdup(text);
    }
    char **parts = g_strsplit(text, "\"", -1);
    char *doubled = g_strjoinv("\"\"", parts);
    char *whole = g_strconcat("\"", doubled, "\"", NULL);
    g_free(doubled);
    g_strfreev(parts);
    return whole;
}

static char *group_names(const struct model *model, const struct group_set *set)
{
    GString *out = g_string_new(NULL);
    for (uint32_t i = set->first; i < set->first + set->n; i++) {
        const struct group *group = &model->project->groups[model->group_refs[i]];
        g_string_append_printf(out, "%s%s", out->len > 0 ? "|" : "", group->name.code);
    }
    return g_string_free(out, FALSE); /* an id holds nothing to quote */
}

static struct names names_new(const struct model *model)
{
    struct names names = {.offers = g_new0(char *, model->n_offers + 1),
                          .group_sets = g_new0(char *, model->n_group_sets + 1),
                          .municipalities = g_new0(char *, model->n_municipalities + 1),
                          .sections = g_new0(char *, model->n_sections + 1)};
    for (size_t i = 0; i < model->n_offers; i++) {
        names.offers[i] = quoted(model->offers[i].name.code);
    }
    for (size_t i = 0; i < model->n_group_sets; i++) {
        names.group_sets[i] = group_names(model, &model->group_sets[i]);
    }
    for (size_t i = 0; i < model->n_municipalities; i++) {
        names.municipalities[i] = quoted(model->municipalities[i].name.code);
    }
    for (size_t i = 0; i < model->n_sections; i++) {
        names.sections[i] = quoted(model->sections[i].code);
    }
    return names;
}

static void names_clear(struct names *names)
{
    g_strfreev(names->offers);
    g_strfreev(names->group_sets);
    g_strfreev(names->municipalities);
    g_strfreev(names->sections);
}

static void put_text(GString *line, const char *text)
{
    g_string_append_c(line, ',');
    g_string_append(line, text);
}

static void put_day(GString *line, int32_t day)
{
    g_string_append_c(line, ',');
    if (day != DAY_OPEN) {
        int year, month, day_of_month;
        date_to_ymd(day, &year, &month, &day_of_month);
        g_string_append_printf(line, "%04d-%02d-%02d", year, month, day_of_month);
    }
}

static void put_number(GString *line, int number)
{
    g_string_append_c(line, ',');
    if (number > 0) {
        g_string_append_printf(line, "%d", number);
    }
}

static void put_row(GString *line, const struct model *model, const struct names *names,
                    const struct stay *stay)
{
    static const char *const SEXES[] = {"", "man", "woman"};
    char sum[PARTIAL_SUM_BYTES];
    struct partial_sums sums = partial_sums(model->project, stay);
    g_string_append_printf(line, "%d,", PARTIAL_VERSION);
    g_string_append_len(line, model->person_hashes + (size_t)stay->person * PERSON_KEY_LETTERS,
                        PERSON_KEY_LETTERS);
    put_text(line, names->offers[stay->offer]);
    put_text(line, names->group_sets[stay->group_set]);
    put_text(line, names->municipalities[stay->acting]);
    put_text(line, names->municipalities[stay->paying]);
    put_day(line, stay->start);
    put_day(line, stay->end);
    put_text(line, stay->section != UINT16_MAX ? names->sections[stay->section] : "");
    put_number(line, stay->birth_year);
    put_text(line, SEXES[stay->sex]);
    put_number(line, stay->severity);
    partial_put_oere(sum, stay->rate_oere);
    put_text(line, sum);
    partial_put_days(sum, sums.days);
    put_text(line, sum);
    partial_put_oere(sum, sums.oere);
    put_text(line, sum);
    g_string_append_c(line, '\n');
}

/* The model has stays on the same days in an order that depends on which pseudonym came first. */
static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool same_days(const struct stay *a, const struct stay *b)
{
    return a->offer == b->offer && a->start == b->start && a->end == b->end;
}

static bool write_heading(FILE *file)
{
    GString *line = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        g_string_append_printf(line, "%s%s", i > 0 ? "," : "", column_name(COLUMNS[i]));
    }
    g_string_append_c(line, '\n');
    bool good = fwrite(line->str, 1, line->len, file) == line->len;
    g_string_free(line, TRUE);
    return good;
}

bool partial_write(const struct model *model, FILE *file)
{
    bool good = write_heading(file);
    if (model == NULL) {
        return good && fflush(file) == 0;
    }
    struct names names = names_new(model);
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0, end; i < model->n_stays && good; i = end) {
        for (end = i; end < model->n_stays && same_days(&model->stays[i], &model->stays[end]); end++) {
            GString *line = g_string_sized_new(160);
            put_row(line, model, &names, &model->stays[end]);
            g_ptr_array_add(lines, g_string_free(line, FALSE));
        }
        g_ptr_array_sort(lines, compare_lines);
        for (guint k = 0; k < lines->len && good; k++) {
            good = fputs(g_ptr_array_index(lines, k), file) != EOF;
        }
        g_ptr_array_set_size(lines, 0);
    }
    g_ptr_array_unref(lines);
    names_clear(&names);
    return good && fflush(file) == 0;
}
