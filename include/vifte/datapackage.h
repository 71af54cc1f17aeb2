/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * datapackage.json: what the files in tables/ hold, for programs (Frictionless Data Package v2). Made of the
 * registry and the edition alone; it has no figure in it, not even the number of rows.
 */
#ifndef VIFTE_DATAPACKAGE_H
#define VIFTE_DATAPACKAGE_H

#include "vifte/cell.h"
#include "vifte/output.h"

/* FOLDER/datapackage.json */
bool datapackage_write(const struct released *released, enum csv_dialect dialect, const char *folder,
                       struct outdir *dir, struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* The status of a municipality's own figure, which is not public. */
#define DATAPACKAGE_OWN "own"

/* The word for a state in files: "" for a value, "missing", "na", "undefined", "suppressed". Static. */
const char *datapackage_state(enum cell_state state);

/* A number as files have it: kroner for money, and no more decimals than tables/NAME.csv prints, so that no
 * other file says more than that one. */
double datapackage_number(enum column_kind kind, double number);
/* The digits of that number. */
void datapackage_append(GString *out, enum column_kind kind, double number);
int datapackage_decimals(enum column_kind kind);

#endif
