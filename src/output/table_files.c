/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of an edition's tables: CSV and workbook. */
#include "vifte/output.h"

#include "vifte/datapackage.h"
#include "vifte/diag.h"
#include "vifte/jobs.h"
#include "vifte/released.h"
#include "vifte/run_digest.h"

/* What takes time beside the files of the tables, all at the same time and each with its own findings. It
 * stands behind the two largest tables, so that nobody is left alone with one of these. */
enum { WRITE_WORKBOOK, WRITE_PACKAGE, WRITE_DIGEST, N_OTHERS };
#define LARGEST 2

struct writing {
    const struct released *released;
    const struct chart_set *charts;
    enum csv_dialect dialect;
    struct outdir *dir;
    char **digest;       /* run_digest() */
    const size_t *order; /* of the tables */
    struct written {
        bool good;
        struct diag *diag;
    } * written; /* by task */
};

static void write_one(size_t i, void *data)
{
    struct writing *writing = data;
    struct written *own = &writing->written[i];
    const size_t largest = MIN(LARGEST, released_size(writing->released));
    const size_t other = i >= largest && i < largest + N_OTHERS ? i - largest : N_OTHERS;
    own->diag = diag_new();
    if (other == WRITE_WORKBOOK) {
        own->good = workbook_write(writing->released, writing->charts, writing->dir, own->diag);
    } else if (other == WRITE_PACKAGE) {
        own->good = datapackage_write(writing->released, writing->dialect, "tables", writing->dir, own->diag);
    } else if (other == WRITE_DIGEST) {
        *writing->digest = run_digest(writing->released);
        own->good = true;
    } else {
        const size_t table = writing->order[i < largest ? i : i - N_OTHERS];
        own->good = tables_csv_write_table(writing->released, table, writing->dialect, "tables", writing->dir,
                                           own->diag);
    }
}

static int compare_sizes(const void *a, const void *b, void *data)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    const size_t rows_x = released_rows(released_at(data, x)), rows_y = released_rows(released_at(data, y));
    return rows_x != rows_y ? (rows_x < rows_y ? 1 : -1) : (x > y) - (x < y);
}

/* The largest first, so that nobody is left alone with it. */
static size_t *order_tables(const struct released *released)
{
    size_t n = released_size(released);
    size_t *order = g_new(size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
    }
    g_qsort_with_data(order, (gint)n, sizeof *order, compare_sizes, (void *)released);
    return order;
}

bool table_files_write(const struct released *released, const struct chart_set *charts,
                       enum csv_dialect dialect, char **digest, struct outdir *dir, struct diag *diag)
{
    size_t n = N_OTHERS + released_size(released);
    size_t *order = order_tables(released);
    struct writing writing = {.released = released,
                              .charts = charts,
                              .dialect = dialect,
                              .dir = dir,
                              .digest = digest,
                              .order = order,
                              .written = g_new0(struct written, n)};
    bool good = true;
    jobs_each(n, write_one, &writing);
    for (size_t i = 0; i < n; i++) {
        good = writing.written[i].good && good;
        diag_merge(diag, writing.written[i].diag, 0);
        diag_free(writing.written[i].diag);
    }
    g_free(writing.written);
    g_free(order);
    return good;
}
