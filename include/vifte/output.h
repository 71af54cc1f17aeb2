/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writers: released tables to files in an output folder. Each returns false with a finding when a file
 * could not be written; the folder is then given up as a whole.
 */
#ifndef VIFTE_OUTPUT_H
#define VIFTE_OUTPUT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct chart_set; /* owns its charts */
struct diag;
struct document;
struct outdir;
struct released;

enum csv_dialect { CSV_STANDARD, CSV_EXCEL_DA };

/* All files of tables, at the same time: workbook.xlsx, tables/NAME.csv and tables/datapackage.json. `digest`
 * becomes run_digest(), newly allocated. */
bool table_files_write(const struct released *released, const struct chart_set *charts,
                       enum csv_dialect dialect, char **digest, struct outdir *dir,
                       struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;
/* tables/NAME.csv and tables/datapackage.json */
bool tables_csv_write(const struct released *released, enum csv_dialect dialect, struct outdir *dir,
                      struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;
/* One of the files alone, all but the last; several at the same time are fine. */
bool tables_csv_write_table(const struct released *released, size_t i, enum csv_dialect dialect,
                            const char *folder, struct outdir *dir,
                            struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;
/* The same into another folder. */
bool tables_csv_write_to(const struct released *released, enum csv_dialect dialect, const char *folder,
                         struct outdir *dir, struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;
/* One picture: charts/NAME.{svg,png,gp,dat,txt}. */
struct chart {
    char *name;
    char *kind;        /* the script's name in plots/ */
    char *group;       /* code of the group it is about, "" = all */
    char *offer;       /* code of the offer it is about, "" = none */
    char *title;       /* states the finding */
    char *subtitle;    /* measure, place, period, unit */
    char *alternative; /* text for those who do not see it, from the same numbers */
    char *table;       /* the table its numbers are in */
    char *svg;         /* the finished picture, for embedding */
    bool empty;        /* says why there is nothing to show */
};
size_t chart_set_size(const struct chart_set *set);
const struct chart *chart_set_at(const struct chart_set *set, size_t i);
void chart_set_free(struct chart_set *set);
/* Draws all charts through one gnuplot process. `plots_dir` holds style.gp and the scripts. NULL with a
 * finding on failure. */
struct chart_set *charts_write(const struct released *released, const char *plots_dir, struct outdir *dir,
                               struct diag *diag);

/* The same for an answer about one group: the report's pictures of it, and an answer's own. */
struct chart_set *charts_write_answer(const struct released *released, const char *group,
                                      const char *plots_dir, struct outdir *dir, struct diag *diag);

/* The picture of that name among those drawn into `dir`: where it lies (newly allocated), and its bytes, NULL
 * when it cannot be read. */
char *chart_png_path(const struct outdir *dir, const char *name);
GBytes *chart_png(const struct outdir *dir, const char *name);

/* workbook.xlsx; `charts` may be NULL, else they lie in `dir`. */
bool workbook_write(const struct released *released, const struct chart_set *charts, struct outdir *dir,
                    struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* report.html; `charts` may be NULL (--no-charts). */
bool report_html_write(const struct released *released, const struct chart_set *charts, struct outdir *dir,
                       struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* profiles.html, where an offer of the strengthened cooperation may be shown; no file otherwise. */
bool profiles_html_write(const struct released *released, const struct chart_set *charts, struct outdir *dir,
                         struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* The first page as plain text, in the language of the run. */
struct front_words {
    char *title, *mark; /* mark: which edition it is */
    bool is_public;
    GPtrArray *sentences; /* char *, one line each */
};
struct front_words *front_words_new(const struct released *released);
void front_words_free(struct front_words *words);

/* A scenario beside today: tables/today/, tables/scenario/, tables/differences.csv and report.html. */
struct scenario_pages {
    const char *title;
    const char *const *changes; /* what it changes, a sentence each; NULL-terminated */
    int32_t as_of;              /* the day on which who lives where is compared */
    const struct released *today, *scenario;
};
bool scenario_write(const struct scenario_pages *pages, enum csv_dialect dialect, struct outdir *dir,
                    struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* The report as a document: the same chapters, with the pictures that charts_write() drew into `dir`. */
struct document *report_document(const struct released *released, const struct chart_set *charts,
                                 const struct outdir *dir);

/* run.json (the same for the same input) with the digests of all files written so far. */
struct run_info {
    const char *const *options; /* canonical options, NULL-terminated "key=value" */
    const char *input_digest;   /* of the parsed rows */
    const char *seed;
    const char *const *warnings; /* codes with counts, NULL-terminated */
    const char *released_digest; /* run_digest() where it is known already, else NULL */
};
bool run_json_write(const struct released *released, const struct run_info *info, struct outdir *dir,
                    struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;
/* run.json of a folder without released tables (check -o, template): the command and the digests, by which a
 * later call knows the folder for vifte's own. */
bool run_json_write_files(const char *command, struct outdir *dir,
                          struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

#endif
