/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An earlier answer from the files of its folder. */
#include "vifte/earlier_file.h"

#include "vifte/csv.h"
#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/earlier.h"
#include "vifte/figures_table.h"
#include "vifte/findings.h"
#include "vifte/own_json.h"
#include "vifte/text.h"
#include "vifte/text_source.h"

#include <jansson.h>
#include <string.h>

#define MOST_BYTES ((uint64_t)64 << 20)
#define BLOCK (1 << 16)

static void take_figures(struct earlier *earlier, const struct figures_table *figures)
{
    for (guint i = 0; i < figures->rows->len; i++) {
        const struct figure_row *row = &g_array_index(figures->rows, struct figure_row, i);
        earlier_add_figure(earlier, row->id, row->value);
    }
}

/* Fields of the coverage table by their headings. */
enum { TABLE, SENDER, PERIOD, STATUS, VERSION, GROUPS, N_FIELDS };

static const char *const HEADINGS[N_FIELDS] = {"table", "sender", "period", "status", "version", "groups"};

static bool find_fields(const struct record *record, uint32_t at[N_FIELDS])
{
    for (size_t k = 0; k < N_FIELDS; k++) {
        at[k] = UINT32_MAX;
        for (uint32_t i = 0; i < record->n_fields; i++) {
            at[k] = strcmp(record->fields[i].text, HEADINGS[k]) == 0 ? i : at[k];
        }
        if (at[k] == UINT32_MAX && k != GROUPS) { /* older outputs have none */
            return false;
        }
    }
    return true;
}

static void take_coverage(struct earlier *earlier, struct record_reader *records, struct diag *diag)
{
    struct record record;
    uint32_t at[N_FIELDS];
    records->rewind(records, diag);
    if (!records->next(records, &record) || !find_fields(&record, at)) {
        return;
    }
    while (records->next(records, &record)) {
        char *fields[N_FIELDS];
        for (size_t k = 0; k < N_FIELDS; k++) {
            fields[k] = (char *)(at[k] < record.n_fields ? record.fields[at[k]].text : "");
        }
        const struct earlier_delivery delivery = {.table = fields[TABLE],
                                                  .sender = fields[SENDER],
                                                  .period = fields[PERIOD],
                                                  .status = fields[STATUS],
                                                  .version = fields[VERSION],
                                                  .groups = fields[GROUPS]};
        earlier_add_delivery(earlier, &delivery);
    }
}

/* An edition without a coverage table says nothing of who had delivered. */
static void read_coverage(struct earlier *earlier, const char *folder, struct diag *diag)
{
    char *path = g_build_filename(folder, "tables", "coverage.csv", NULL);
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        const struct pos pos = {.file = g_intern_string(path)};
        struct text_source *source = text_source_open(path, MOST_BYTES, "UTF-8", &pos, diag);
        struct csv_reader *reader =
            source != NULL ? csv_reader_new(text_source_input(source), pos.file, ',', BLOCK) : NULL;
        if (reader != NULL) {
            take_coverage(earlier, csv_reader_records(reader), diag);
            csv_reader_free(reader);
        }
        text_source_free(source);
    }
    g_free(path);
}

static void take_settings(struct earlier *earlier, const json_t *root)
{
    size_t i;
    json_t *parameter;
    json_array_foreach(json_object_get(root, "parameters"), i, parameter)
    {
        const char *key = json_string_value(json_object_get(parameter, "key"));
        const char *value = json_string_value(json_object_get(parameter, "value"));
        if (key != NULL && value != NULL) {
            earlier_add_setting(earlier, key, value);
        }
    }
    static const char *const OPTIONS[] = {"theme", "definition"};
    for (size_t k = 0; k < G_N_ELEMENTS(OPTIONS); k++) {
        const char *value = json_string_value(json_object_get(json_object_get(root, "options"), OPTIONS[k]));
        if (value != NULL) {
            earlier_add_setting(earlier, OPTIONS[k], value);
        }
    }
}

/* "2025-03-01" in the reader's words; what is no date as it stands, masked. */
static char *date_in_words(const char *iso)
{
    GDateTime *date = NULL;
    if (strlen(iso) == strlen("2025-03-01")) {
        char *time = g_strconcat(iso, "T00:00:00Z", NULL);
        date = g_date_time_new_from_iso8601(time, NULL);
        g_free(time);
    }
    if (date == NULL) {
        GString *shown = g_string_new(NULL);
        text_mask(shown, iso, strlen(iso), 16);
        return g_string_free(shown, FALSE);
    }
    char *words = text_date(date_from_ymd(g_date_time_get_year(date), g_date_time_get_month(date),
                                          g_date_time_get_day_of_month(date)));
    g_date_time_unref(date);
    return words;
}

static void name_it(struct earlier *earlier, const json_t *root)
{
    const char *audience = json_string_value(json_object_get(json_object_get(root, "edition"), "audience"));
    earlier->audience = g_strdup(audience != NULL ? audience : "");
    const char *date = json_string_value(json_object_get(json_object_get(root, "edition"), "date"));
    if (date != NULL) {
        char *words = date_in_words(date);
        g_free(earlier->called);
        earlier->called = g_strdup_printf(_("the answer of %s"), words);
        g_free(words);
    }
}

static void read_settings(struct earlier *earlier, const char *folder)
{
    json_t *root = own_json_read(folder, "run.json");
    if (root != NULL) {
        take_settings(earlier, root);
        name_it(earlier, root);
        json_decref(root);
    }
}

struct earlier *earlier_read(const char *folder, struct diag *diag)
{
    struct figures_table figures;
    struct earlier *earlier = NULL;
    if (figures_table_read(folder, "figures.csv", &figures, diag)) {
        earlier = earlier_new(_("the earlier answer"));
        take_figures(earlier, &figures);
        read_coverage(earlier, folder, diag);
        read_settings(earlier, folder);
    }
    figures_table_clear(&figures);
    return earlier;
}
