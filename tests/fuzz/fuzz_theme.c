/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A theme, and texts written for one. What is refused is refused with a finding. */
#include "fuzz.h"
#include "vifte/answer.h"
#include "vifte/theme.h"
#include "vifte/theme_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    int file = fuzz_file(data, size, path);
    struct diag *diag = diag_new();
    struct theme *theme = theme_read(path, "f.md", answer_names(), diag);
    if (theme == NULL && !diag_stopped(diag)) {
        abort();
    }
    struct diag *again = diag_new();
    struct theme *texts = theme != NULL ? theme_read_texts(path, "t.md", theme, answer_names(), again) : NULL;
    if (theme != NULL && texts == NULL && !diag_stopped(again)) {
        abort();
    }
    theme_free(texts);
    theme_free(theme);
    diag_free(again);
    diag_free(diag);
    close(file);
    return 0;
}
