/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What reading a project file needs besides the project itself: settings that can be settled only when the
 * whole file is known (inputs need their senders, approved texts the groups), and the parts that settle them.
 */
#ifndef VIFTE_PROJECT_READER_H
#define VIFTE_PROJECT_READER_H

#include "vifte/setting.h"

#include <glib.h>

struct project;
struct project_slice;

struct project_reader {
    struct project *project;
    GPtrArray *patterns;                /* struct deferred *: table, paths or globs */
    GPtrArray *senders;                 /* struct deferred *: file, code */
    GPtrArray *approvals;               /* struct deferred *: key, one group */
    const struct project_slice *slices; /* read in place of [inputs] stays; NULL = all inputs are read */
    size_t n_slices;
};

struct deferred {
    char *name;
    char *value;
    struct pos pos;
};

/* Keys with a shape of their own; the rest is in setting.h. */
setting_fn project_set_region, project_set_from, project_set_to;
setting_fn project_set_input, project_set_sender, project_set_reports_for;
setting_fn project_set_mapping;
setting_fn project_set_format_encoding, project_set_format_mark, project_set_format_date;
setting_fn project_set_match, project_set_age;
setting_fn project_set_cluster, project_set_initiative, project_set_coarsening;
setting_fn project_set_age_bands, project_set_stays_complete, project_set_rate, project_set_approved;

/* One cell means one group; ids and names mean their group too. approvals -> project->approved_texts */
struct ini;
void project_groups_settle(struct project_reader *reader, const struct ini *ini, struct diag *diag);
/* patterns and senders -> project->inputs */
void project_inputs_find(struct project_reader *reader, struct diag *diag);

#endif
