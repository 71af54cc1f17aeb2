/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times and memory of the stages. */
#include "log.h"

#include "vifte/model.h"
#include "vifte/outdir.h"
#include "vifte/own_json.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

struct stage {
    const char *name;
    int64_t started_us, ended_us;
    int64_t cpu_us; /* of all threads: at the start, then used */
    long peak_kib;
};

struct log {
    GArray *stages; /* struct stage */
};

struct log *log_new(void)
{
    struct log *log = g_new0(struct log, 1);
    log->stages = g_array_new(FALSE, TRUE, sizeof(struct stage));
    return log;
}

void log_free(struct log *log)
{
    g_array_unref(log->stages);
    g_free(log);
}

static long peak_kib(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

static int64_t cpu_us(void)
{
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) != 0) {
        return 0;
    }
    return (int64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec +
           usage.ru_stime.tv_usec;
}

void log_stage(struct log *log, const char *name)
{
    int64_t now = g_get_monotonic_time();
    if (log->stages->len > 0) {
        struct stage *last = &g_array_index(log->stages, struct stage, log->stages->len - 1);
        if (last->ended_us == 0) {
            last->ended_us = now;
            last->cpu_us = cpu_us() - last->cpu_us;
            last->peak_kib = peak_kib();
        }
    }
    if (name != NULL) {
        struct stage stage = {.name = name, .started_us = now, .cpu_us = cpu_us()};
        g_array_append_val(log->stages, stage);
    }
}

void log_print(const struct log *log)
{
    for (guint i = 0; i < log->stages->len; i++) {
        const struct stage *stage = &g_array_index(log->stages, struct stage, i);
        fprintf(stderr, "%-12s %8.3f s %8.3f s cpu %8.1f MiB\n", stage->name,
                (double)(stage->ended_us - stage->started_us) / 1e6, (double)stage->cpu_us / 1e6,
                (double)stage->peak_kib / 1024);
    }
}

static json_t *stages_json(const struct log *log)
{
    json_t *stages = json_array();
    for (guint i = 0; i < log->stages->len; i++) {
        const struct stage *stage = &g_array_index(log->stages, struct stage, i);
        json_array_append_new(stages, json_pack("{s:s, s:f, s:f, s:I}", "stage", stage->name, "seconds",
                                                (double)(stage->ended_us - stage->started_us) / 1e6,
                                                "cpu_seconds", (double)stage->cpu_us / 1e6, "peak_kib",
                                                (json_int_t)stage->peak_kib));
    }
    return stages;
}

static json_t *inputs_json(const struct model *model)
{
    json_t *inputs = json_array();
    for (size_t i = 0; i < model->n_files; i++) {
        const struct input_record *file = &model->files[i];
        json_array_append_new(inputs,
                              json_pack("{s:s, s:s, s:s, s:I}", "table", file->table, "file", file->display,
                                        "sha256", file->sha256, "rows", (json_int_t)file->rows));
    }
    return inputs;
}

bool log_write(const struct log *log, const struct model *model, struct outdir *dir, struct diag *diag)
{
    json_t *root = json_pack("{s:o, s:o}", "stages", stages_json(log), "inputs", inputs_json(model));
    char *text = own_json_text(root, JSON_INDENT(2));
    bool good = outdir_write(dir, "log.json", text, strlen(text), diag);
    g_free(text);
    json_decref(root);
    return good;
}
