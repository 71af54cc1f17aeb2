/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of releases/, as releases.h describes them. */
#ifndef VIFTE_RELEASES_READ_H
#define VIFTE_RELEASES_READ_H

#include <glib.h>

struct diag;
struct project;

/* Every *.csv of the project's folder releases/ in the order of their names, as struct release * that the
 * list owns; empty where there are none. A file that cannot be used is a finding that stops the run: who has
 * seen what it records could uncover hidden figures. So is a cluster that was sent out with other
 * municipalities than it has now: the difference of two clusters can be a single municipality. */
GPtrArray *releases_read(const struct project *project, struct diag *diag);

#endif
