/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document as PDF, by a program that the machine happens to have: LibreOffice from the Word file (tagged,
 * PDF/UA), else Chromium from the HTML page (tagged). Each runs as helper.h says, with a profile folder of
 * its own that is removed again.
 *
 * Dates and identifiers that LibreOffice makes up are replaced by the edition's date and a digest of the
 * file, so the same version of it gives the same bytes. Chromium's file is left as it is.
 */
#ifndef VIFTE_PDF_H
#define VIFTE_PDF_H

#include <glib.h>
#include <stdint.h>

struct diag;
struct outdir;

enum pdf_result {
    PDF_WRITTEN,
    PDF_NO_PROGRAM, /* neither is on PATH */
    PDF_FAILED      /* the program ended badly, took too long, or wrote nothing */
};

/* "report" makes report.pdf of report.docx or report.html, which stand in `dir`. */
enum pdf_result pdf_write(struct outdir *dir, const char *stem, int32_t date, unsigned seconds,
                          struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* Puts the date and a digest in the place of what differs between two runs of LibreOffice; for tests. */
void pdf_settle(char *bytes, gsize length, int32_t date);

#endif
