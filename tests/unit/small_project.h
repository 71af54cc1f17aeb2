/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project of a few lines in a folder of its own, read as a whole; what was found as "CODE file:line:field".
 */
#ifndef SMALL_PROJECT_H
#define SMALL_PROJECT_H

#include "../../src/app/options.h"
#include "../../src/app/pipeline.h"
#include "vifte/diag.h"
#include "vifte/model.h"

#include "folders.h"

#include <string.h>

struct small_project {
    char *folder;
    struct diag *diag;
    struct model *model;
};

#define SMALL_HEAD \
    "[project]\ntitle = T\nregion = 81\nfrom = 2022-01-01\nto = 2024-12-31\nlanguage = en\nfreeze = " \
    "2025-03-01\n" \
    "[group autism]\nname.en = Autism\nmatch = autisme\nage = 0-17\n[group brain]\nname.en = Brain\nmatch " \
    "= hjerneskade\n"
#define SMALL_OFFERS \
    "Tilbud;Navn;Driftsherre;Beliggenhedskommune;Målgrupper;Pladser;Type;Gyldig fra;Paragraf;Alder " \
    "fra;Alder til\n" \
    "T1;Et;Aalborg Kommune;Aalborg;autisme;4;længerevarende;01-01-2020;§ 107;;\n" \
    "T2;To;Region Nordjylland;Thisted;autisme|hjerneskade;4;aflastning;01-01-2020;§ 107;12;17\n"

static inline struct small_project *small_new(const char *settings)
{
    struct small_project *project = g_new0(struct small_project, 1);
    project->folder = g_dir_make_tmp("vifte-small-XXXXXX", NULL);
    char *text = g_strconcat(SMALL_HEAD, settings, NULL);
    write_file(project->folder, "project.ini", text);
    g_free(text);
    return project;
}

static inline void small_file(struct small_project *project, const char *name, const char *text)
{
    write_file(project->folder, name, text);
}

static inline void small_read(struct small_project *project)
{
    struct options options = {.project = project->folder};
    project->diag = diag_new();
    project->model = pipeline_read(&options, project->diag);
    diag_sort(project->diag);
}

/* Those of the code, "" = none; newly allocated. */
static inline char *small_found(const struct small_project *project, const char *code)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < diag_size(project->diag); i++) {
        const struct finding *finding = diag_get(project->diag, i);
        if (strcmp(finding->kind->code, code) == 0) {
            char *position = diag_position(&finding->pos);
            g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", *position != '\0' ? position : "-");
            g_free(position);
        }
    }
    return g_string_free(out, FALSE);
}

static inline const struct finding *small_finding(const struct small_project *project, const char *code)
{
    for (size_t i = 0; i < diag_size(project->diag); i++) {
        if (strcmp(diag_get(project->diag, i)->kind->code, code) == 0) {
            return diag_get(project->diag, i);
        }
    }
    fail_msg("no %s", code);
    return NULL;
}

static inline void small_expect(const struct small_project *project, const char *code, const char *places)
{
    char *found = small_found(project, code);
    if (strcmp(found, places) != 0) {
        diag_print(project->diag, stdout, DIAG_NOTE);
    }
    assert_string_equal(found, places);
    g_free(found);
}

static inline void small_free(struct small_project *project)
{
    model_free(project->model);
    diag_free(project->diag);
    remove_all(project->folder);
    g_free(project->folder);
    g_free(project);
}

#endif
