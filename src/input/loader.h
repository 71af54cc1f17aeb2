/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the loaders of single tables share: the model under construction, look-ups by name, and one way to
 * report a problem of a row. For the files of this folder alone.
 */
#ifndef VIFTE_LOADER_H
#define VIFTE_LOADER_H

#include "row_digest.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/input_table.h"
#include "vifte/model.h"
#include "vifte/schemas.h"

struct areas;
struct law_sections;
struct person_key;
struct stays;

/* An offer that rows name and the offers table does not have. */
struct unlisted_offer {
    struct pos pos; /* of the first row */
    const char *quoted;
    uint32_t rows;
};

struct loader {
    struct project *project;
    struct model *model;
    struct diag *diag;
    const char *share_dir;
    struct areas *areas;
    struct law_sections *sections;
    const struct input_schema *schema; /* of the file being read */
    const struct input_file *file;
    uint32_t file_index;
    uint32_t rows_outside; /* of the file, outside the project's years */
    struct pos first_outside;
    uint32_t rows_elsewhere; /* of the file, of municipalities outside the region */
    struct pos first_elsewhere;
    GHashTable *elsewhere; /* their indexes */
    bool later_in_year; /* population of other days than 1 January was left out, in a year of the project */
    GPtrArray *file_fields; /* per file: uint32_t * field of each column; NULL = not the same for all rows */
    GHashTable *groups;     /* folded name -> index + 1 */
    GHashTable *offers;     /* folded id, name or alias -> index + 1, or AMBIGUOUS */
    GHashTable *group_sets; /* "1,4" -> index + 1 */
    GHashTable *area_texts; /* municipality as written -> index + 1 */
    GHashTable *group_set_texts;   /* groups as written -> set + 1 */
    GHashTable *section_texts;     /* era and section as written -> struct name */
    GHashTable *stay_sections;     /* code -> index + 1 */
    GHashTable *areas_left_out;    /* regions and the like, named once each */
    GHashTable *foreign_rows;      /* file and municipality, of rows that come from another sender */
    GHashTable *unread_forms;      /* deliveries_key() of rows that could not be read, and of no rows */
    GHashTable *unknown_offers;    /* folded -> struct unlisted_offer */
    struct row_digest digest;      /* of all rows, whatever their order */
    struct person_key *person_key; /* NULL: nobody asks for the persons' hashes */
    struct stays *stays;           /* NULL before the first file of them */
    struct stay *stay_rows;        /* all of them, in the model's order, once they are read */
    size_t n_stay_rows, n_persons;
    struct stay_tallies *stay_tallies; /* of them */
    GArray *municipality_array, *group_set_array, *group_ref_array, *offer_row_array, *offer_array,
        *period_array, *report_array, *section_array, *need_array, *need_form_array, *need_count_array,
        *need_count_form_array, *use_count_array, *use_count_form_array, *remark_array, *population_row_array,
        *population_array, *demand_array, *demand_form_array, *capacity_note_array, *rate_array,
        *price_index_array, *travel_array, *delivery_array, *file_array;
};

/* Text that lives as long as the model. */
const char *loader_string(struct loader *loader, const char *text);
struct name loader_name(struct loader *loader, const char *code, const char *label);
struct origin loader_origin(const struct loader *loader, const struct input_row *row);

/* Reports a problem of one cell; `format` says what was expected and found. */
void loader_report(struct loader *loader, const struct diag_kind *kind, const struct input_row *row,
                   size_t column, const char *cure, const char *format, ...) G_GNUC_PRINTF(6, 7);
/* Where the cell of a row stood, of a file of `table`; SIZE_MAX = the row as a whole. */
struct pos loader_pos(const struct loader *loader, const char *table, struct origin origin, size_t column);
/* Reports a problem of a row that was read earlier, like loader_report(). */
void loader_tell(struct loader *loader, const struct diag_kind *kind, const struct pos *pos,
                 const char *column, const char *cure, const char *format, ...) G_GNUC_PRINTF(6, 7);
/* Reports that a row has the key of an earlier one. */
void loader_report_duplicate(struct loader *loader, const struct origin *first, const struct origin *second);
/* The cell's text as it may stand in a message, in quotes. Newly allocated. */
char *loader_quoted(const struct value *value);

/* Names of the output tables that rest on an input table, "" when none does. */
const char *loader_touches(const char *table);

/* A text of the input as it may stand in a message; lives as long as the model. */
const char *loader_shown(struct loader *loader, const char *text);
const char *loader_offer_shown(struct loader *loader, const struct offer *offer);

/* The key of `table` nearest to the folded text, for "did you mean"; NULL when none is near. */
const char *loader_nearest(GHashTable *table, const char *folded);

/* Look-ups; each reports an unknown name with the nearest known one and returns NONE. */
uint32_t loader_municipality(struct loader *loader, const struct input_row *row, size_t column);
uint32_t loader_group(struct loader *loader, const struct input_row *row, size_t column);
uint32_t loader_group_set(struct loader *loader, const struct input_row *row, size_t column);
/* NONE also for an offer that [conventions] unknown_offer leaves out; those are counted. */
uint32_t loader_offer(struct loader *loader, const struct input_row *row, size_t column);
/* The law section in force on `day` as code and printed form; unknown ones are kept as written, with a
 * warning. */
struct name loader_section(struct loader *loader, const struct input_row *row, size_t column, int32_t day);

/* Adds what a row says to the digest of all rows. */
void loader_digest(struct loader *loader, const struct input_row *row);
/* Adds rows of an offer that is not listed to those counted so far. */
void loader_add_unlisted(struct loader *loader, const char *folded, const struct unlisted_offer *more);

/* The cell as a quantity: given, missing, or hidden by the sender. */
struct quantity loader_quantity(const struct value *value);
struct quantity loader_money(const struct value *value); /* oere */
/* "17", "0-5 år", "65-": false for anything else, totals too. */
bool age_band_parse(const char *text, struct age_band *age);
/* Counts a row that no figure can use because its days or year lie outside the project's; told once a file.
 */
void loader_note_outside(struct loader *loader, const struct input_row *row, bool outside);
/* Does another municipality report for this one ([inputs] reports_for)? */
bool loader_is_reported_for(const struct loader *loader, int code);
/* Is the file being read one of partial sums of stays? */
bool loader_is_partial(const struct loader *loader);
/* Does every required value of the row read? */
bool loader_row_is_good(const struct loader *loader, const struct input_row *row);
/* Is nothing but its keys filled in? A prepared row that nobody has answered is no answer; `..` is one. */
bool loader_row_is_blank(const struct input_row *row, const size_t *answers, size_t n);

/* One function a table: the rows of a file, then what can be checked once all files are read. */
void load_offer_row(const struct input_row *row, void *loader);
void load_offers_finish(struct loader *loader);
void load_offers_unknown(struct loader *loader); /* rows of all tables that name an offer there is none of */
void load_occupancy_row(const struct input_row *row, void *loader);
void load_occupancy_finish(struct loader *loader);
void load_stays_finish(struct loader *loader);
void load_need_row(const struct input_row *row, void *loader);
void load_need_count_row(const struct input_row *row, void *loader);
void load_use_count_row(const struct input_row *row, void *loader);
void load_demand_row(const struct input_row *row, void *loader);
void load_remark_row(const struct input_row *row, void *loader);
void load_forms_finish(struct loader *loader);
void load_population_row(const struct input_row *row, void *loader);
void load_population_finish(struct loader *loader);
void load_rate_row(const struct input_row *row, void *loader);
void load_rates_finish(struct loader *loader);
void load_price_index_row(const struct input_row *row, void *loader);
void load_price_index_finish(struct loader *loader);
void load_travel_row(const struct input_row *row, void *loader);
void load_capacity_note_row(const struct input_row *row, void *loader);
/* Arrays of row types that only their own file knows. */
void offers_new(struct loader *loader);
void forms_new(struct loader *loader);
void population_new(struct loader *loader);
void load_municipality_row(const struct input_row *row, void *loader);
void load_municipalities_finish(struct loader *loader);

/* Rules of the field, one file a subject: what can be right or wrong is told, nothing is changed. */
void rules_offers(struct loader *loader);
void rules_stays(struct loader *loader);

/* What is counted of all stays while they are put in order, several threads each for itself: there can be
 * millions, and so they are seen while they are in the processor's cache. */
struct stay_tallies *stay_tallies_new(const struct loader *loader);
void stay_tallies_free(struct stay_tallies *tallies);
void stay_tallies_add(struct stay_tallies *tallies, const struct stay *stays, size_t n);
/* Frees `from`. */
void stay_tallies_merge(struct stay_tallies *into, struct stay_tallies *from);
/* How many each municipality sent, as the acting one. */
const uint32_t *stay_tallies_rows(const struct stay_tallies *tallies);
void rules_forms(struct loader *loader);
void rules_demands(struct loader *loader);
void rules_sections_offers(struct loader *loader);
void rules_sections_stays(struct loader *loader);
void rules_sections_forms(struct loader *loader);
void rules_rates(struct loader *loader);
/* A stay's claim for payment against the law's months; `stay` has its days. */
/* Days of the stay that lie too long before the claim, and how many months are allowed. */
int32_t rules_claim_late(const struct project *project, int32_t claimed, const struct stay *stay,
                         int *months);
void rules_claim(struct loader *loader, const struct input_row *row, const struct stay *stay);

#endif
