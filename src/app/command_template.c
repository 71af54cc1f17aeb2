/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vifte template: the tables that others fill in, with the headings of the project's language and, as
 * choices, what the project knows already: its groups, municipalities and offers. With --group the form of
 * that group, one workbook a municipality.
 */
#include "commands.h"
#include "forms.h"
#include "options.h"
#include "pipeline.h"
#include "template_tables.h"
#include "vifte/diag.h"
#include "vifte/model.h"
#include "vifte/outdir.h"
#include "vifte/output.h"
#include "vifte/template.h"
#include "vifte/text.h"

#include <string.h>

static const struct sent_table {
    const char *name;
    const char *title; /* N_() */
} TABLES[] = {
    {"offers", N_("Offers and places")},
    {"occupancy", N_("Occupancy")},
    {"stays", N_("Stays")},
    {"needs", N_("Need")},
    {"need_counts", N_("Citizens by age and section")},
    {"use_counts", N_("Offers used")},
    {"remarks", N_("Remarks")},
    {"rates", N_("Rates")},
    {"demands", N_("Purchases and expectations")},
    {"capacity_notes", N_("Changes of capacity")},
};

static bool write_table(const struct model *model, const struct sent_table *sent, struct outdir *dir,
                        struct diag *diag)
{
    struct template_table table = template_table_of(model, sent->name, _(sent->title));
    bool good = template_write(&table, dir, diag);
    template_table_clear(&table);
    return good;
}

static void write_all(const struct options *options, const struct model *model, struct diag *diag)
{
    struct outdir *dir = outdir_begin(options->output, options->force, diag);
    bool good = dir != NULL;
    for (size_t i = 0; good && options->group == NULL && i < G_N_ELEMENTS(TABLES); i++) {
        good = write_table(model, &TABLES[i], dir, diag);
    }
    good = good && (options->group == NULL || forms_write(model, options->group, dir, diag));
    good = good && run_json_write_files("template", dir, diag);
    if (good) {
        good = outdir_commit(dir, diag);
        if (good && options->group != NULL) {
            forms_print_inputs(options->output);
        }
    } else {
        outdir_abort(dir);
    }
}

int command_template(int argc, char **argv)
{
    struct options options = {0};
    enum options_result result = options_template(argc, argv, &options);
    int status = result == OPTIONS_WRONG ? 64 : 0;
    if (result == OPTIONS_GOOD) {
        struct diag *input = diag_new(); /* nobody has delivered yet: what is missing is no problem here */
        struct model *model = pipeline_read(&options, input);
        struct diag *diag = model != NULL ? diag_new() : input;
        if (model != NULL) {
            write_all(&options, model, diag);
            diag_free(input);
        }
        diag_print(diag, stderr, DIAG_WARN);
        status = diag_exit_status(diag, false);
        model_free(model);
        diag_free(diag);
    }
    options_clear(&options);
    return status;
}
