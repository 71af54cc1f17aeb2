/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the audience of an edition with those of the folders around its place. */
#include "edition_folder.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/outdir.h"
#include "vifte/own_json.h"
#include "vifte/releases.h"
#include "vifte/text.h"

#include <glib.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define MUNICIPALITY "municipality:"

/* How many may read it: the fewer, the higher. A municipality's own edition is for no other municipality. */
static int rank_of(const char *audience)
{
    enum audience known = AUDIENCE_COOPERATION;
    return !g_str_has_prefix(audience, MUNICIPALITY) && release_audience(audience, &known)
               ? (int)known
               : AUDIENCE_COOPERATION;
}

/* The audience of the edition in a folder, newly allocated; NULL when it holds none. */
static char *audience_in(const char *folder)
{
    json_t *run = own_json_read(folder, "run.json");
    char *audience =
        g_strdup(json_string_value(json_object_get(json_object_get(run, "edition"), "audience")));
    json_decref(run);
    return audience;
}

static bool may_stand_in(const char *folder, const char *audience, struct diag *diag)
{
    char *there = audience_in(folder);
    bool may = there == NULL || strcmp(there, audience) == 0 || rank_of(audience) < rank_of(there);
    if (!may) {
        diag_add(diag, &FINDING_MORE_PUBLIC, &(struct pos){.file = g_intern_string(folder)}, NULL, NULL,
                 _("choose another folder with -o"),
                 _("the folder holds the edition '%s', and the edition '%s' may not be put there"), there,
                 audience);
    }
    g_free(there);
    return may;
}

/* The nearest folder that is there, without links. */
static char *real_folder(const char *path)
{
    char *place = g_canonicalize_filename(path, NULL);
    char *real = realpath(place, NULL);
    while (real == NULL && strcmp(place, "/") != 0) {
        char *parent = g_path_get_dirname(place);
        g_free(place);
        place = parent;
        real = realpath(place, NULL);
    }
    g_free(place);
    char *out = g_strdup(real != NULL ? real : "/");
    free(real);
    return out;
}

static bool may_stand(const char *path, const char *audience, struct diag *diag)
{
    char *folder = real_folder(path);
    bool may = may_stand_in(folder, audience, diag);
    while (may && strcmp(folder, "/") != 0) {
        char *parent = g_path_get_dirname(folder);
        g_free(folder);
        folder = parent;
        may = may_stand_in(folder, audience, diag);
    }
    g_free(folder);
    return may;
}

/* Answers in the folder stay in it, so they must be for as many readers. */
static bool may_hold(const char *path, const char *audience, struct diag *diag)
{
    bool may = true;
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; may && folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        char *inside = g_build_filename(path, name, NULL), *there = audience_in(inside);
        may = there == NULL || strcmp(there, audience) == 0 || rank_of(there) < rank_of(audience);
        if (!may) {
            diag_add(diag, &FINDING_MORE_PUBLIC, &(struct pos){.file = g_intern_string(inside)}, NULL, NULL,
                     _("choose another folder with -o, or move it away"),
                     _("the folder holds the edition '%s', which may not lie in the edition '%s'"), there,
                     audience);
        }
        g_free(there);
        g_free(inside);
    }
    if (folder != NULL) {
        g_dir_close(folder);
    }
    return may;
}

struct outdir *edition_folder_begin(const char *path, enum audience audience, int municipality, bool force,
                                    struct diag *diag)
{
    char *name = municipality != 0 ? g_strdup_printf(MUNICIPALITY "%d", municipality)
                                   : g_strdup(release_audience_name(audience));
    struct outdir *dir =
        may_stand(path, name, diag) && may_hold(path, name, diag) ? outdir_begin(path, force, diag) : NULL;
    g_free(name);
    return dir;
}
