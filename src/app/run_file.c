/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading run.json and log.json; see run_file.h. */
#include "vifte/run_file.h"

#include "vifte/own_json.h"
#include "vifte/text.h"

#include <jansson.h>
#include <string.h>

/* Fit to be shown, whoever wrote it. */
static char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text_shown(text != NULL ? text : "");
}

char *run_file_digest(const char *folder)
{
    json_t *root = own_json_read(folder, "run.json");
    char *digest = g_strdup(json_string_value(json_object_get(root, "released_digest")));
    json_decref(root);
    return digest;
}

char *run_file_about(const char *folder)
{
    json_t *root = own_json_read(folder, "run.json");
    char *about = NULL;
    if (root != NULL) {
        const json_t *program = json_object_get(root, "program");
        const json_t *edition = json_object_get(root, "edition");
        char *parts[] = {text_at(program, "name"), text_at(program, "version"), text_at(edition, "audience"),
                         text_at(edition, "date")};
        about = g_strdup_printf("%s %s, %s, %s", parts[0], parts[1], parts[2], parts[3]);
        for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
            g_free(parts[i]);
        }
    }
    json_decref(root);
    return about;
}

static void input_clear(void *data)
{
    struct run_file_input *input = data;
    g_free(input->file);
    g_free(input->sha256);
}

GArray *run_file_inputs(const char *folder, const char *table)
{
    GArray *inputs = g_array_new(FALSE, FALSE, sizeof(struct run_file_input));
    g_array_set_clear_func(inputs, input_clear);
    json_t *root = own_json_read(folder, "log.json");
    const json_t *list = json_object_get(root, "inputs");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        if (g_strcmp0(json_string_value(json_object_get(item, "table")), table) == 0) {
            const struct run_file_input input = {.file = text_at(item, "file"),
                                                 .sha256 = text_at(item, "sha256"),
                                                 .rows = json_integer_value(json_object_get(item, "rows"))};
            g_array_append_val(inputs, input);
        }
    }
    json_decref(root);
    return inputs;
}
