/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pocket calculator: cases in by CSV, a method of src/stats over them, the same cases and the results
 * out. */
#include "vifte/calc.h"

#include "calc_csv.h"
#include "vifte/method.h"
#include "vifte/method_value.h"
#include "vifte/sdc_methods.h"
#include "vifte/tails.h"
#include "vifte/text.h"
#include "vifte/yearly.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

#define SHOWN_BYTES 32

enum exit_status { DONE = 0, USAGE = 64, BAD_DATA = 65, NO_INPUT = 66, CANNOT_WRITE = 73 };

struct calc {
    const struct method *method;
    struct calc_messages errors;
    struct calc_messages notes;
    GPtrArray *records; /* struct calc_record *, the header first */
    size_t n_inputs;
    size_t n_results;
    size_t column[METHOD_INPUTS];
    size_t year;           /* column of the year that missing parameters are looked up by, or SIZE_MAX */
    struct yearly *yearly; /* the catalog, when some input comes from it */
    size_t key;            /* column of the key, or SIZE_MAX */
    struct method_value *values;
    struct method_result *results;
    GPtrArray *companion_records[METHOD_COMPANIONS]; /* as `records` */
    struct method_table companions[METHOD_COMPANIONS];
};

static const struct calc_record *record_at(const struct calc *c, size_t row)
{
    return g_ptr_array_index(c->records, row + 1);
}

static size_t n_rows(const struct calc *c)
{
    return c->records->len > 0 ? c->records->len - 1 : 0;
}

static const char *field_at(const struct calc_record *r, size_t field)
{
    return g_ptr_array_index(r->fields, field);
}

/* ----------------------------------------------------------------- checking */

static bool is_result(const struct method *m, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(m->results[i], name) == 0)
            return true;
    return false;
}

/* Number of the column with this heading, SIZE_MAX if there is none; twice is an error. */
static size_t find_column(struct calc *c, const char *name)
{
    const struct calc_record *header = g_ptr_array_index(c->records, 0);
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < header->fields->len; i++) {
        g_autofree char *heading = g_strstrip(g_strdup(field_at(header, i)));
        if (strcmp(heading, name) != 0)
            continue;
        if (found != SIZE_MAX)
            calc_report(&c->errors, header->line, i + 1, _("column '%s' stands here for the second time"),
                        name);
        found = i;
    }
    return found;
}

static void find_key(struct calc *c)
{
    c->key = SIZE_MAX;
    if (c->method->keys == NULL)
        return;
    char **names = g_strsplit(c->method->keys, " ", -1);
    for (size_t i = 0; names[i] != NULL && c->key == SIZE_MAX; i++)
        c->key = find_column(c, names[i]);
    g_strfreev(names);
}

/* A parameter whose column is missing comes from the catalog where the cases have a year. */
static bool comes_from_catalog(struct calc *c, size_t input)
{
    if (c->year == SIZE_MAX || yearly_key(c->method->name, c->method->inputs[input].name) == NULL)
        return false;
    if (c->yearly == NULL)
        c->yearly = yearly_new();
    return c->yearly != NULL;
}

static bool check_header(struct calc *c)
{
    if (c->records->len == 0) {
        calc_report(&c->errors, 1, 0, _("the file is empty; the first line must name the columns"));
        return false;
    }
    const struct calc_record *header = g_ptr_array_index(c->records, 0);
    c->year = find_column(c, "year");
    for (size_t i = 0; i < c->n_inputs; i++) {
        c->column[i] = find_column(c, c->method->inputs[i].name);
        if (c->column[i] == SIZE_MAX && !comes_from_catalog(c, i))
            calc_report(&c->errors, header->line, 0, _("column '%s' is missing"), c->method->inputs[i].name);
    }
    find_key(c);
    for (size_t row = 0; row < n_rows(c); row++) {
        const struct calc_record *r = record_at(c, row);
        if (r->fields->len != header->fields->len)
            calc_report(&c->errors, r->line, 0, _("expected %u fields as in the header, got %u"),
                        header->fields->len, r->fields->len);
    }
    return c->errors.n == 0;
}

static void report_value(struct calc *c, size_t row, size_t input, const char *expected)
{
    const struct calc_record *r = record_at(c, row);
    const char *text = field_at(r, c->column[input]);
    GString *masked = g_string_new(NULL);
    text_mask(masked, text, strlen(text), SHOWN_BYTES);
    calc_report(&c->errors, r->line, c->column[input] + 1, _("%s: expected %s, got '%s'"),
                c->method->inputs[input].name, expected, masked->str);
    g_string_free(masked, TRUE);
}

static void check_at_most(struct calc *c, size_t row, size_t input)
{
    const char *other = c->method->inputs[input].at_most;
    const struct method_value *values = c->values + row * c->n_inputs;
    for (size_t i = 0; other != NULL && i < c->n_inputs; i++) {
        bool is_it = strcmp(c->method->inputs[i].name, other) == 0;
        if (is_it && !values[i].is_missing && !values[input].is_missing &&
            values[input].number > values[i].number) {
            g_autofree char *expected = g_strdup_printf(_("no more than %s"), other);
            report_value(c, row, input, expected);
        }
    }
}

static void look_up(struct calc *c, size_t row, size_t input, struct method_value *value)
{
    const struct calc_record *r = record_at(c, row);
    const char *name = c->method->inputs[input].name;
    const char *text = field_at(r, c->year);
    gint64 year = 0;
    if (!g_ascii_string_to_signed(text, 10, 1900, 2200, &year, NULL))
        calc_report(&c->errors, r->line, c->year + 1, _("year: expected four digits"));
    else if (!yearly_value(c->yearly, yearly_key(c->method->name, name), (int)year, &value->number))
        calc_report(&c->errors, r->line, c->year + 1,
                    _("%s: the catalog has no value for %d; give it as a column"), name, (int)year);
}

static bool check_values(struct calc *c)
{
    c->values = g_new0(struct method_value, n_rows(c) * c->n_inputs + 1);
    for (size_t row = 0; row < n_rows(c); row++) {
        size_t errors_before = c->errors.n;
        for (size_t i = 0; i < c->n_inputs; i++) {
            const struct method_input *input = &c->method->inputs[i];
            struct method_value *value = &c->values[row * c->n_inputs + i];
            const char *expected = "";
            if (c->column[i] == SIZE_MAX) {
                look_up(c, row, i, value);
                continue;
            }
            bool ok = method_value_parse(input, field_at(record_at(c, row), c->column[i]), value, &expected);
            if (!ok)
                report_value(c, row, i, _(expected));
            else if (value->is_missing && c->method->keys != NULL && !input->sees_missing)
                report_value(c, row, i, _("a value; a set with a gap has no estimate"));
        }
        for (size_t i = 0; i < c->n_inputs && c->errors.n == errors_before; i++)
            check_at_most(c, row, i);
    }
    return c->errors.n == 0;
}

/* ---------------------------------------------------------------- computing */

static bool has_gap(const struct calc *c, size_t row)
{
    for (size_t i = 0; i < c->n_inputs; i++)
        if (c->values[row * c->n_inputs + i].is_missing && !c->method->inputs[i].sees_missing)
            return true;
    return false;
}

static void compute_rows(struct calc *c)
{
    for (size_t row = 0; row < n_rows(c); row++) {
        struct method_case one = {.rows = 1,
                                  .in = c->values + row * c->n_inputs,
                                  .inputs = c->n_inputs,
                                  .out = c->results + row * c->n_results,
                                  .results = c->n_results,
                                  .companions = c->companions};
        if (!has_gap(c, row))
            c->method->compute(&one);
    }
}

/* The rows of a set are brought together, computed, and their results put back where the rows stand. */
static void compute_set(struct calc *c, const GArray *rows)
{
    struct method_value *in = g_new(struct method_value, rows->len * c->n_inputs);
    struct method_result *out = g_new0(struct method_result, rows->len * c->n_results);
    for (size_t i = 0; i < rows->len; i++) {
        size_t row = g_array_index(rows, size_t, i);
        memcpy(in + i * c->n_inputs, c->values + row * c->n_inputs, c->n_inputs * sizeof *in);
    }
    struct method_case set = {.rows = rows->len,
                              .keyed = c->key != SIZE_MAX,
                              .in = in,
                              .inputs = c->n_inputs,
                              .out = out,
                              .results = c->n_results,
                              .companions = c->companions};
    c->method->compute(&set);
    for (size_t i = 0; i < rows->len; i++) {
        size_t row = g_array_index(rows, size_t, i);
        memcpy(c->results + row * c->n_results, out + i * c->n_results, c->n_results * sizeof *out);
    }
    g_free(in);
    g_free(out);
}

static void free_rows(gpointer rows)
{
    g_array_free(rows, TRUE);
}

static void compute_sets(struct calc *c)
{
    GPtrArray *sets = g_ptr_array_new_with_free_func(free_rows);
    GHashTable *by_key = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t row = 0; row < n_rows(c); row++) {
        const char *key = c->key == SIZE_MAX ? "" : field_at(record_at(c, row), c->key);
        GArray *rows = g_hash_table_lookup(by_key, key);
        if (rows == NULL) {
            rows = g_array_new(FALSE, FALSE, sizeof(size_t));
            g_hash_table_insert(by_key, (gpointer)key, rows);
            g_ptr_array_add(sets, rows);
        }
        g_array_append_val(rows, row);
    }
    for (size_t i = 0; i < sets->len; i++)
        compute_set(c, g_ptr_array_index(sets, i));
    g_hash_table_destroy(by_key);
    g_ptr_array_free(sets, TRUE);
}

static void compute(struct calc *c)
{
    c->results = g_new0(struct method_result, n_rows(c) * c->n_results + 1);
    for (size_t i = 0; i < n_rows(c) * c->n_results; i++)
        c->results[i].number = stat_undefined(STAT_MISSING);
    if (c->method->keys == NULL)
        compute_rows(c);
    else
        compute_sets(c);
}

/* ------------------------------------------------------------------ writing */

static void append_result(GString *line, const struct method_result *result)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    if (result->text != NULL)
        calc_csv_append(line, result->text);
    else if (result->number.state == STAT_OK)
        g_string_append(line, g_ascii_formatd(digits, sizeof digits, "%.15g", result->number.value));
    else
        g_string_append(line, result->number.state == STAT_UNBOUNDED ? "Inf" : "NA");
}

static void append_copied(GString *line, const struct calc *c, const struct calc_record *r)
{
    const struct calc_record *header = g_ptr_array_index(c->records, 0);
    for (size_t i = 0; i < r->fields->len; i++) {
        if (is_result(c->method, c->n_results, field_at(header, i)))
            continue;
        calc_csv_append(line, field_at(r, i));
        g_string_append_c(line, ',');
    }
}

static bool is_refusal(const struct method_result *r)
{
    enum stat_state state = r->number.state;
    return r->text == NULL && state != STAT_OK && state != STAT_UNBOUNDED && state != STAT_MISSING;
}

/* One note a row and reason, naming all results it holds for. */
static void note_refusals(struct calc *c, size_t row)
{
    const struct method_result *results = c->results + row * c->n_results;
    for (int state = 0; state < STAT_STATES; state++) {
        GString *names = g_string_new(NULL);
        for (size_t i = 0; i < c->n_results; i++)
            if (is_refusal(&results[i]) && (int)results[i].number.state == state)
                g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", c->method->results[i]);
        if (names->len > 0)
            calc_report(&c->notes, record_at(c, row)->line, 0, _("%s: undefined: %s"), names->str,
                        _(stat_state_text((enum stat_state)state)));
        g_string_free(names, TRUE);
    }
}

static void write_results(struct calc *c, FILE *out)
{
    GString *line = g_string_new(NULL);
    append_copied(line, c, g_ptr_array_index(c->records, 0));
    for (size_t i = 0; i < c->n_results; i++)
        g_string_append_printf(line, "%s%c", c->method->results[i], i + 1 < c->n_results ? ',' : '\n');
    for (size_t row = 0; row < n_rows(c); row++) {
        append_copied(line, c, record_at(c, row));
        for (size_t i = 0; i < c->n_results; i++) {
            append_result(line, &c->results[row * c->n_results + i]);
            g_string_append_c(line, i + 1 < c->n_results ? ',' : '\n');
        }
        note_refusals(c, row);
        (void)fwrite(line->str, 1, line->len, out);
        g_string_truncate(line, 0);
    }
    (void)fwrite(line->str, 1, line->len, out);
    g_string_free(line, TRUE);
    calc_report_rest(&c->notes);
}

/* ------------------------------------------------------- files beside the cases */

static bool lay_out(struct calc_messages *errors, GPtrArray *records, struct method_table *table)
{
    const struct calc_record *header = records->len > 0 ? g_ptr_array_index(records, 0) : NULL;
    GPtrArray *fields = g_ptr_array_new();
    for (guint i = 1; i < records->len; i++) {
        const struct calc_record *r = g_ptr_array_index(records, i);
        if (r->fields->len != header->fields->len)
            calc_report(errors, r->line, 0, _("expected %u fields as in the header, got %u"),
                        header->fields->len, r->fields->len);
        g_ptr_array_extend(fields, r->fields, NULL, NULL);
    }
    table->rows = records->len > 0 ? records->len - 1 : 0;
    table->columns = header != NULL ? header->fields->len : 0;
    table->heading = header != NULL ? (const char *const *)header->fields->pdata : NULL;
    table->fields = (const char *const *)g_ptr_array_free(fields, FALSE);
    return errors->n == 0;
}

static int read_companion(struct calc *c, size_t k, const char *folder)
{
    g_autofree char *path = g_build_filename(folder, c->method->companions[k], NULL);
    struct calc_messages errors = {.name = path, .err = c->errors.err};
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        fprintf(c->errors.err, "%s: %s\n", path, g_strerror(errno));
        return NO_INPUT;
    }
    c->companion_records[k] = calc_csv_records();
    bool good = calc_csv_read(in, c->companion_records[k], &errors) &&
                lay_out(&errors, c->companion_records[k], &c->companions[k]);
    calc_report_rest(&errors);
    fclose(in);
    return good ? DONE : BAD_DATA;
}

static int read_companions(struct calc *c, const char *file)
{
    g_autofree char *folder = file != NULL ? g_path_get_dirname(file) : g_strdup(".");
    int status = DONE;
    for (size_t k = 0; k < METHOD_COMPANIONS && c->method->companions[k] != NULL && status == DONE; k++)
        status = read_companion(c, k, folder);
    return status;
}

static const struct method *find_method(const char *name)
{
    const struct method *found = method_find(name);
    for (const struct method *m = sdc_methods; found == NULL && m->name != NULL; m++)
        found = strcmp(m->name, name) == 0 ? m : NULL;
    return found;
}

static void list_method(const struct method *m, FILE *out)
{
    fprintf(out, "%s\n    %s\n   ", m->name, _(m->summary));
    for (size_t j = 0; j < method_n_inputs(m); j++)
        fprintf(out, " %s", m->inputs[j].name);
    for (size_t j = 0; j < METHOD_COMPANIONS && m->companions[j] != NULL; j++)
        fprintf(out, " (%s)", m->companions[j]);
    fprintf(out, " ->");
    for (size_t j = 0; j < method_n_results(m); j++)
        fprintf(out, " %s", m->results[j]);
    fprintf(out, "\n");
}

/* A column list as `x n conf -> lower upper`, files beside it in brackets. */
static void list_methods(FILE *out)
{
    size_t n;
    const struct method *const *methods = method_all(&n);
    for (size_t i = 0; i < n; i++)
        list_method(methods[i], out);
    for (const struct method *m = sdc_methods; m->name != NULL; m++)
        list_method(m, out);
}

static int finish(struct calc *c, FILE *out)
{
    if (fflush(out) == 0 && !ferror(out))
        return DONE;
    fprintf(c->errors.err, _("cannot write: %s\n"), g_strerror(errno));
    return CANNOT_WRITE;
}

static void clear(struct calc *c)
{
    for (size_t i = 0; c->values != NULL && i < n_rows(c) * c->n_inputs; i++)
        method_value_clear(&c->values[i]);
    for (size_t i = 0; c->results != NULL && i < n_rows(c) * c->n_results; i++)
        g_free(c->results[i].text);
    g_free(c->values);
    g_free(c->results);
    for (size_t k = 0; k < METHOD_COMPANIONS; k++) {
        g_free((gpointer)c->companions[k].fields);
        g_clear_pointer(&c->companion_records[k], g_ptr_array_unref);
    }
    yearly_free(c->yearly);
    g_ptr_array_free(c->records, TRUE);
}

static int run(struct calc *c, FILE *in, FILE *out)
{
    if (!calc_csv_read(in, c->records, &c->errors) || !check_header(c) || !check_values(c)) {
        calc_report_rest(&c->errors);
        return BAD_DATA;
    }
    compute(c);
    write_results(c, out);
    return finish(c, out);
}

int calc_run(const char *method, const char *file, FILE *in, FILE *out, FILE *err)
{
    tails_init();
    const struct calc_messages none = {.name = file != NULL ? file : "stdin", .err = err};
    struct calc c = {.errors = none, .notes = none, .key = SIZE_MAX};
    if (method == NULL) {
        list_methods(out);
        return finish(&c, out);
    }
    c.method = find_method(method);
    if (c.method == NULL) {
        fprintf(err, _("unknown method '%s'; the methods are:\n"), method);
        list_methods(err);
        return USAGE;
    }
    FILE *opened = file != NULL ? fopen(file, "rb") : NULL;
    if (file != NULL && opened == NULL) {
        fprintf(err, "%s: %s\n", file, g_strerror(errno));
        return NO_INPUT;
    }
    c.n_inputs = method_n_inputs(c.method);
    c.n_results = method_n_results(c.method);
    c.records = calc_csv_records();
    int status = read_companions(&c, file);
    if (status == DONE)
        status = run(&c, opened != NULL ? opened : in, out);
    clear(&c);
    if (opened != NULL)
        (void)fclose(opened);
    return status;
}
