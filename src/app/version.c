/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte --version: the libraries it was built with, for whoever has to reproduce a figure. Their headers are
 * read for the numbers alone. */
#include "commands.h"

#include <cmark-gfm_version.h>
#include <csv.h>
#include <expat.h>
#include <glib.h>
#include <glpk.h>
#include <gsl/gsl_version.h>
#include <jansson.h>
#include <openssl/opensslv.h>
#include <stdio.h>
#include <xlsxwriter.h>
#include <zlib.h>

void version_print(void)
{
    printf("vifte %s\n", VIFTE_VERSION);
    printf("GLib %d.%d.%d, GSL %s, GLPK %d.%d, libcsv %d.%d.%d, expat %d.%d.%d, zlib %s\n",
           GLIB_MAJOR_VERSION, GLIB_MINOR_VERSION, GLIB_MICRO_VERSION, GSL_VERSION, GLP_MAJOR_VERSION,
           GLP_MINOR_VERSION, CSV_MAJOR, CSV_MINOR, CSV_RELEASE, XML_MAJOR_VERSION, XML_MINOR_VERSION,
           XML_MICRO_VERSION, ZLIB_VERSION);
    printf("libxlsxwriter %s, jansson %s, cmark-gfm %s, %s\n", LXW_VERSION, JANSSON_VERSION,
           CMARK_GFM_VERSION_STRING, OPENSSL_VERSION_TEXT);
}
