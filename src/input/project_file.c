/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads project.ini: sections and keys against the table of keys, then what only the whole file can settle.
 */
#include "vifte/project_file.h"

#include "vifte/catalog.h"
#include "vifte/dates.h"
#include "vifte/findings.h"
#include "vifte/ini.h"
#include "vifte/project.h"
#include "vifte/project_keys.h"
#include "vifte/project_reader.h"
#include "vifte/spared.h"
#include "vifte/text.h"

#include <string.h>

static void deferred_free(void *data)
{
    struct deferred *later = data;
    g_free(later->name);
    g_free(later->value);
    g_free(later);
}

static struct pos position(const struct ini *ini, uint64_t line)
{
    return (struct pos){.file = ini->file, .line = line};
}

static void set_defaults(struct project_reader *reader, struct diag *diag)
{
    const struct project_key *keys;
    size_t n = project_keys(&keys);
    for (size_t i = 0; i < n; i++) {
        if (keys[i].fallback != NULL && !g_str_has_prefix(keys[i].section, "group")) {
            struct setting setting = {.section_argument = "",
                                      .key = keys[i].key,
                                      .key_argument = "",
                                      .value = keys[i].fallback,
                                      .target = reader->project,
                                      .reader = reader,
                                      .diag = diag};
            keys[i].set(&keys[i], &setting);
        }
    }
}

/* A group without keys is a group: its id is what the cells say. */
static struct group *add_group(struct project *project, const char *id)
{
    project->groups = g_renew(struct group, project->groups, project->n_groups + 1);
    struct group *group = &project->groups[project->n_groups++];
    memset(group, 0, sizeof *group);
    group->id = g_strdup(id);
    group->age = (struct age_band){0, AGE_OPEN};
    return group;
}

static struct format_rule *add_format(struct project *project, const char *table)
{
    struct format_rule *format = g_new0(struct format_rule, 1);
    format->table = g_strdup(table);
    g_ptr_array_add(project->formats, format);
    return format;
}

static bool is_id(const char *text)
{
    return *text != '\0' && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

/* Where the section's keys are stored; NULL when the section's name is wrong, which is reported. */
static void *section_target(struct project *project, const struct ini_section *section, const char *argument,
                            const struct pos *pos, struct diag *diag)
{
    if (g_str_has_prefix(section->name, "group ")) {
        if (!is_id(argument)) {
            setting_report(diag, &FINDING_SECTION_UNKNOWN, pos, section->name, NULL,
                           _("an id is written with a-z, 0-9, _ and -, not '%s'"), argument);
            return NULL;
        }
        return add_group(project, argument);
    }
    if (*argument == '\0') {
        return project;
    }
    if (!project_keys_is_table(argument)) {
        char *nearest = project_keys_nearest_table(argument);
        char *cure = g_strdup_printf(_("did you mean '%s'?"), nearest);
        setting_report(diag, &FINDING_SECTION_UNKNOWN, pos, section->name, cure,
                       _("there is no input table '%s'"), argument);
        g_free(cure);
        g_free(nearest);
        return NULL;
    }
    return g_str_has_prefix(section->name, "format ") ? (void *)add_format(project, argument) : project;
}

static void unknown_section(const struct ini_section *section, const struct pos *pos, struct diag *diag)
{
    char *nearest = project_keys_nearest_section(section->name);
    char *cure = g_strdup_printf(_("did you mean '%s'?"), nearest);
    setting_report(diag, &FINDING_SECTION_UNKNOWN, pos, section->name, cure, _("there is no section '%s'"),
                   section->name);
    g_free(cure);
    g_free(nearest);
}

static void unknown_key(const struct ini_section *section, const struct ini_entry *entry,
                        const struct pos *pos, struct diag *diag)
{
    char *nearest = project_keys_nearest(section->name, entry->key);
    char *cure = g_strdup_printf(_("did you mean '%s'?"), nearest);
    setting_report(diag, &FINDING_KEY_UNKNOWN, pos, entry->key, cure, _("the section has no key '%s'"),
                   entry->key);
    g_free(cure);
    g_free(nearest);
}

static void read_entry(struct project_reader *reader, const struct ini_section *section,
                       const struct ini_entry *entry, struct setting *setting)
{
    char *argument = NULL;
    const struct project_key *key = project_keys_find(section->name, entry->key, &argument);
    if (key == NULL) {
        unknown_key(section, entry, &setting->pos, setting->diag);
        return;
    }
    setting->key = entry->key;
    setting->key_argument = argument;
    setting->value = entry->value;
    setting->reader = reader;
    if (*entry->value == '\0') {
        setting_finding(setting, &FINDING_KEY_VALUE, _("give one, or remove the line"),
                        _("'%s' has no value"), entry->key);
    } else {
        key->set(key, setting);
    }
    g_free(argument);
}

static void read_section(struct project_reader *reader, const struct ini *ini,
                         const struct ini_section *section, struct diag *diag)
{
    struct pos pos = position(ini, section->line);
    char *argument = NULL;
    if (ini_section(ini, section->name) != section) {
        return; /* given twice, which is reported: the first one is read */
    }
    if (!project_keys_section(section->name, &argument)) {
        unknown_section(section, &pos, diag);
        return;
    }
    void *target = section_target(reader->project, section, argument, &pos, diag);
    for (guint i = 0; i < section->entries->len && target != NULL; i++) {
        const struct ini_entry *entry = g_ptr_array_index(section->entries, i);
        struct setting setting = {
            .section_argument = argument, .target = target, .pos = position(ini, entry->line), .diag = diag};
        read_entry(reader, section, entry, &setting);
    }
    g_free(argument);
}

static void check_required(const struct ini *ini, struct diag *diag)
{
    const struct project_key *keys;
    size_t n = project_keys(&keys);
    for (size_t i = 0; i < n; i++) {
        if (keys[i].required && ini_entry(ini, keys[i].section, keys[i].key) == NULL) {
            const struct ini_section *section = ini_section(ini, keys[i].section);
            struct pos pos = position(ini, section != NULL ? section->line : 0);
            char *cure = g_strdup_printf("[%s] %s = ...", keys[i].section, keys[i].key);
            setting_report(diag, &FINDING_KEY_MISSING, &pos, keys[i].key, cure, _("'%s' must be given"),
                           keys[i].key);
            g_free(cure);
        }
    }
}

static void check_years(const struct project *project, const struct ini *ini, struct diag *diag)
{
    const struct ini_entry *to = ini_entry(ini, "project", "to");
    if (to != NULL && project->from_year > 0 && project->to_year > 0 &&
        project->to_year < project->from_year) {
        struct pos pos = position(ini, to->line);
        setting_report(diag, &FINDING_KEY_VALUE, &pos, "to", NULL, _("'%s' is before the first day"),
                       to->value);
    }
}

static int by_key_and_year(const void *a, const void *b)
{
    const struct parameter *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : (x->year > y->year) - (x->year < y->year);
}

static void read_all(struct project_reader *reader, const struct ini *ini, struct diag *diag)
{
    struct project *project = reader->project;
    for (guint i = 0; i < ini->sections->len; i++) {
        read_section(reader, ini, g_ptr_array_index(ini->sections, i), diag);
    }
    check_required(ini, diag);
    check_years(project, ini, diag);
    project_groups_settle(reader, ini, diag);
    g_array_sort(project->parameters, by_key_and_year);
}

/* NULL after any stop since `stops` were counted, but for inputs that are not there. */
static struct project *read_project(const struct ini *ini, const char *folder, const char *share_dir,
                                    const struct project_slice *slices, size_t n_slices, uint64_t stops,
                                    struct diag *diag)
{
    struct project *project = project_new();
    project->folder = g_strdup(folder);
    struct project_reader reader = {.project = project,
                                    .patterns = g_ptr_array_new_with_free_func(deferred_free),
                                    .senders = g_ptr_array_new_with_free_func(deferred_free),
                                    .approvals = g_ptr_array_new_with_free_func(deferred_free),
                                    .slices = slices,
                                    .n_slices = n_slices};
    set_defaults(&reader, diag);
    bool usable = catalog_read_parameters(share_dir, project->parameters, diag);
    read_all(&reader, ini, diag);
    usable = usable && diag_count(diag, DIAG_STOP) == stops;
    project_inputs_find(&reader, diag);
    g_ptr_array_unref(reader.patterns);
    g_ptr_array_unref(reader.senders);
    g_ptr_array_unref(reader.approvals);
    if (!usable) {
        project_free(project);
        return NULL;
    }
    return project;
}

static char *project_path(const char *path)
{
    return g_file_test(path, G_FILE_TEST_IS_DIR) ? g_build_filename(path, "project.ini", NULL)
                                                 : g_strdup(path);
}

struct project *project_read_slices(const char *path, const char *share_dir,
                                    const struct project_slice *slices, size_t n_slices, struct diag *diag)
{
    char *file = project_path(path);
    char *folder = g_path_get_dirname(file);
    uint64_t stops = diag_count(diag, DIAG_STOP);
    struct ini *ini = ini_read(file, diag);
    struct project *project =
        ini != NULL ? read_project(ini, folder, share_dir, slices, n_slices, stops, diag) : NULL;
    spared_add(file);
    for (guint i = 0; project != NULL && i < project->inputs->len; i++) {
        spared_add(((const struct input_file *)g_ptr_array_index(project->inputs, i))->path);
    }
    ini_free(ini);
    g_free(folder);
    g_free(file);
    return project;
}

struct project *project_read(const char *path, const char *share_dir, struct diag *diag)
{
    return project_read_slices(path, share_dir, NULL, 0, diag);
}

enum language project_language(const char *path)
{
    char *file = project_path(path);
    struct diag *unheard = diag_new();
    struct ini *ini = ini_read(file, unheard);
    const struct ini_entry *entry = ini != NULL ? ini_entry(ini, "project", "language") : NULL;
    enum language language = entry != NULL && strcmp(entry->value, "en") == 0 ? LANGUAGE_EN : LANGUAGE_DA;
    ini_free(ini);
    diag_free(unheard);
    g_free(file);
    return language;
}
