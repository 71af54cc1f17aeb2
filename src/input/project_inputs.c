/* SPDX-License-Identifier: GPL-3.0-or-later */
/* [inputs]: paths and globs to files, and who sent them. */
#include "vifte/project_reader.h"

#include "vifte/findings.h"
#include "vifte/ini.h"
#include "vifte/project.h"
#include "vifte/project_file.h"
#include "vifte/text.h"

#include <glob.h>
#include <string.h>

/* How messages and outputs name the file: relative to the project; of a file elsewhere the name alone, so
 * that outputs do not depend on the machine. */
static char *display_name(const char *folder, const char *path, bool absolute)
{
    char *name = absolute ? g_path_get_basename(path) : g_strdup(path + strlen(folder) + 1);
    char *display = g_utf8_make_valid(g_str_has_prefix(name, "./") ? name + 2 : name, -1);
    g_free(name);
    return display;
}

static bool has_input(const struct project *project, const char *table, const char *path)
{
    for (guint i = 0; i < project->inputs->len; i++) {
        const struct input_file *input = g_ptr_array_index(project->inputs, i);
        if (strcmp(input->table, table) == 0 && strcmp(input->path, path) == 0) {
            return true;
        }
    }
    return false;
}

/* Folders, and the lock files that office programs leave beside an open document, are no inputs. */
static bool is_input(const char *path)
{
    char *name = g_path_get_basename(path);
    bool lock = g_str_has_prefix(name, "~$") || g_str_has_prefix(name, ".~lock.");
    g_free(name);
    return !lock && !g_file_test(path, G_FILE_TEST_IS_DIR);
}

/* Takes over `display`. */
static void put_input(struct project *project, const char *table, const char *path, char *display)
{
    struct input_file *input = g_new0(struct input_file, 1);
    input->table = g_strdup(table);
    input->path = g_strdup(path);
    input->display = display;
    g_ptr_array_add(project->inputs, input);
}

static void add_input(struct project *project, const char *table, const char *path, bool absolute)
{
    if (!has_input(project, table, path)) {
        put_input(project, table, path, display_name(project->folder, path, absolute));
    }
}

/* The project's own folder may hold the characters of a glob; the pattern's are meant. */
static char *glob_escaped(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text != '\0'; text++) {
        if (strchr("\\*?[", *text) != NULL) {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, *text);
    }
    return g_string_free(out, FALSE);
}

/* Adds the files of a pattern; false when there is none. A file of that very name wins over the pattern. */
static bool add_matches(struct project *project, const char *table, const char *pattern)
{
    bool absolute = g_path_is_absolute(pattern);
    char *literal = absolute ? g_strdup(pattern) : g_strconcat(project->folder, "/", pattern, NULL);
    bool found = g_file_test(literal, G_FILE_TEST_EXISTS) && is_input(literal);
    if (found) {
        add_input(project, table, literal, absolute);
    } else {
        char *folder = glob_escaped(project->folder);
        char *whole = absolute ? g_strdup(pattern) : g_strconcat(folder, "/", pattern, NULL);
        glob_t matches = {0};
        if (glob(whole, 0, NULL, &matches) == 0) {
            for (size_t i = 0; i < matches.gl_pathc; i++) {
                if (is_input(matches.gl_pathv[i])) {
                    add_input(project, table, matches.gl_pathv[i], absolute);
                    found = true;
                }
            }
        }
        globfree(&matches);
        g_free(whole);
        g_free(folder);
    }
    g_free(literal);
    return found;
}

/* The pattern as written, then with its letters composed or decomposed as some file systems keep them. */
static bool add_pattern(struct project *project, const char *table, const char *pattern)
{
    static const GNormalizeMode FORMS[] = {G_NORMALIZE_NFC, G_NORMALIZE_NFD};
    bool found = add_matches(project, table, pattern);
    for (size_t i = 0; i < G_N_ELEMENTS(FORMS) && !found; i++) {
        char *other = g_utf8_normalize(pattern, -1, FORMS[i]);
        found = add_matches(project, table, other);
        g_free(other);
    }
    return found;
}

static void report_no_file(const struct project *project, const struct deferred *wanted, const char *pattern,
                           struct diag *diag)
{
    char *path =
        g_path_is_absolute(pattern) ? g_strdup(pattern) : g_build_filename(project->folder, pattern, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        char *cure = g_strdup_printf(_("name the files in it, such as %s/*.csv"), pattern);
        setting_report(diag, &FINDING_NO_FILE, &wanted->pos, wanted->name, cure,
                       _("'%s' is a folder, not a file"), pattern);
        g_free(cure);
    } else {
        setting_report(diag, &FINDING_NO_FILE, &wanted->pos, wanted->name,
                       _("paths are relative to the project file"), _("there is no file '%s'"), pattern);
    }
    g_free(path);
}

static void find_files(struct project *project, const struct deferred *wanted, struct diag *diag)
{
    char **patterns = ini_list(wanted->value);
    for (char **pattern = patterns; *pattern != NULL; pattern++) {
        if (!add_pattern(project, wanted->name, *pattern)) {
            report_no_file(project, wanted, *pattern, diag);
        }
    }
    g_strfreev(patterns);
}

static int by_table_and_path(const void *a, const void *b)
{
    const struct input_file *x = *(const struct input_file *const *)a;
    const struct input_file *y = *(const struct input_file *const *)b;
    int order = strcmp(x->table, y->table);
    order = order != 0 ? order : strcmp(x->display, y->display);
    return order != 0 ? order : strcmp(x->path, y->path);
}

static const char *base_name(const char *display)
{
    const char *slash = strrchr(display, '/');
    return slash != NULL ? slash + 1 : display;
}

static bool same_name(const char *a, const char *b)
{
    char *x = g_utf8_normalize(a, -1, G_NORMALIZE_NFC);
    char *y = g_utf8_normalize(b, -1, G_NORMALIZE_NFC);
    bool same = strcmp(x, y) == 0;
    g_free(x);
    g_free(y);
    return same;
}

static void unknown_file(const struct project *project, const struct deferred *sender, struct diag *diag)
{
    const char *best = NULL;
    for (guint i = 0; i < project->inputs->len; i++) {
        const char *known = ((const struct input_file *)g_ptr_array_index(project->inputs, i))->display;
        if (best == NULL || text_distance(known, sender->name) < text_distance(best, sender->name)) {
            best = known;
        }
    }
    char *key = g_strconcat("sender.", sender->name, NULL);
    char *cure = best != NULL ? g_strdup_printf(_("did you mean '%s'?"), best) : NULL;
    setting_report(diag, &FINDING_KEY_VALUE, &sender->pos, key, cure, _("no input has the name '%s'"),
                   sender->name);
    g_free(cure);
    g_free(key);
}

/* A name with its folder is said of one file, a bare name of every file that is called so. */
static void set_sender(struct project *project, const struct deferred *sender, bool bare, bool *used)
{
    int code = 0;
    bool valid = setting_parse_code(sender->value, &code); /* checked when it was read */
    for (guint i = 0; i < project->inputs->len && valid; i++) {
        struct input_file *input = g_ptr_array_index(project->inputs, i);
        if (same_name(bare ? base_name(input->display) : input->display, sender->name)) {
            input->sender = code;
            *used = true;
        }
    }
}

static void set_senders(struct project_reader *reader, struct diag *diag)
{
    GPtrArray *senders = reader->senders;
    bool *used = g_new0(bool, senders->len + 1);
    for (guint pass = 0; pass < 2; pass++) { /* bare names first: the more exact ones overrule them */
        for (guint i = 0; i < senders->len; i++) {
            set_sender(reader->project, g_ptr_array_index(senders, i), pass == 0, &used[i]);
        }
    }
    for (guint i = 0; i < senders->len; i++) {
        if (!used[i] && reader->slices == NULL) { /* of slices, the file may be elsewhere */
            unknown_file(reader->project, g_ptr_array_index(senders, i), diag);
        }
    }
    g_free(used);
}

/* What stays refer to. */
static bool is_beside_slices(const char *table)
{
    return strcmp(table, "offers") == 0 || strcmp(table, "municipalities") == 0;
}

void project_inputs_find(struct project_reader *reader, struct diag *diag)
{
    for (guint i = 0; i < reader->patterns->len; i++) {
        const struct deferred *wanted = g_ptr_array_index(reader->patterns, i);
        if (reader->slices == NULL || is_beside_slices(wanted->name)) {
            find_files(reader->project, wanted, diag);
        }
    }
    for (size_t i = 0; i < reader->n_slices; i++) {
        put_input(reader->project, "stays", reader->slices[i].path,
                  g_utf8_make_valid(reader->slices[i].display, -1));
    }
    g_ptr_array_sort(reader->project->inputs, by_table_and_path);
    set_senders(reader, diag);
}
