/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All files of a project to a checked model: the end of the input stage. */
#ifndef VIFTE_LOAD_H
#define VIFTE_LOAD_H

struct diag;
struct model;
struct person_key;
struct project;

/* Reads every input of the project and checks the rules of the field. Takes over `project`. Always reads on
 * to collect all problems; the model is NULL only when there is nothing to work with. The caller asks
 * diag_stopped(). */
struct model *load_model(struct project *project, const char *share_dir, struct diag *diag);
/* The same of project_read_slice(), to write partial sums of it; the persons' hashes are in the model. */
struct model *load_slice(struct project *project, const char *share_dir, struct person_key *key,
                         struct diag *diag);

#endif
