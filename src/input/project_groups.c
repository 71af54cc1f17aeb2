/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Target groups once all are known: which cells mean which, their names, and whose texts are approved. */
#include "vifte/project_reader.h"

#include "vifte/findings.h"
#include "vifte/ini.h"
#include "vifte/project.h"
#include "vifte/text.h"

#include <string.h>

static const struct group *group_that_matches(const struct project *project, const char *folded)
{
    for (size_t i = 0; i < project->n_groups; i++) {
        const struct group *group = &project->groups[i];
        if (group->match != NULL && g_strv_contains((const char *const *)group->match, folded)) {
            return group;
        }
    }
    return NULL;
}

static void check_group(const struct project *project, const struct group *group, const struct ini *ini,
                        struct diag *diag)
{
    char *section = g_strconcat("group ", group->id, NULL);
    const struct ini_entry *entry = ini_entry(ini, section, "match");
    for (char **word = group->match; word != NULL && *word != NULL; word++) {
        if (group_that_matches(project, *word) != group) {
            struct pos pos = {.file = ini->file, .line = entry->line};
            setting_report(diag, &FINDING_KEY_VALUE, &pos, "match", NULL,
                           _("another group already matches '%s'"), *word);
        }
    }
    g_free(section);
}

static void add_match(struct group *group, char *folded)
{
    guint n = group->match != NULL ? g_strv_length(group->match) : 0;
    group->match = g_renew(char *, group->match, n + 2);
    group->match[n] = folded;
    group->match[n + 1] = NULL;
}

static const char *own_name(const struct group *group, int which)
{
    return which == 0 ? group->id : which == 1 ? group->name_da : group->name_en;
}

/* The id and the names of a group mean the group too, unless they mean another one already. */
static void complete_matches(struct project *project)
{
    for (int which = 0; which < 3; which++) {
        for (size_t i = 0; i < project->n_groups; i++) {
            const char *name = own_name(&project->groups[i], which);
            char *folded = name != NULL ? text_fold(name) : NULL;
            if (folded != NULL && group_that_matches(project, folded) == NULL) {
                add_match(&project->groups[i], folded);
            } else {
                g_free(folded);
            }
        }
    }
}

static bool has_group(const struct project *project, const char *id)
{
    for (size_t i = 0; i < project->n_groups; i++) {
        if (strcmp(project->groups[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static void approve_texts(struct project_reader *reader, struct diag *diag)
{
    for (guint i = 0; i < reader->approvals->len; i++) {
        const struct deferred *approval = g_ptr_array_index(reader->approvals, i);
        if (has_group(reader->project, approval->value)) {
            g_ptr_array_add(reader->project->approved_texts, g_strdup(approval->value));
        } else {
            setting_report(diag, &FINDING_KEY_VALUE, &approval->pos, approval->name, NULL,
                           _("there is no [group %s]"), approval->value);
        }
    }
}

void project_groups_settle(struct project_reader *reader, const struct ini *ini, struct diag *diag)
{
    struct project *project = reader->project;
    if (project->n_groups == 0) {
        struct pos pos = {.file = ini->file};
        diag_add(diag, &FINDING_KEY_MISSING, &pos, NULL, NULL, "[group ID]",
                 _("the project has no target group"));
    }
    for (size_t i = 0; i < project->n_groups; i++) {
        check_group(project, &project->groups[i], ini, diag);
    }
    complete_matches(project);
    project_set_language(project, project->language);
    approve_texts(reader, diag);
}
