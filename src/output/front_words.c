/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page as plain text, for whoever prints it elsewhere. */
#include "vifte/output.h"

#include "vifte/edition.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"

struct front_words *front_words_new(const struct released *released)
{
    const struct edition *edition = released_edition(released);
    GPtrArray *front = sentences_front(released);
    struct front_words *words = g_new(struct front_words, 1);
    *words =
        (struct front_words){.title = show_line(edition->title),
                             .mark = show_edition_line(edition),
                             .is_public = edition->audience == AUDIENCE_PUBLIC && edition->municipality == 0,
                             .sentences = g_ptr_array_new_with_free_func(g_free)};
    for (guint i = 0; i < front->len; i++) {
        const struct sentence *sentence = g_ptr_array_index(front, i);
        g_ptr_array_add(words->sentences, show_line(sentence->text));
    }
    g_ptr_array_unref(front);
    return words;
}

void front_words_free(struct front_words *words)
{
    if (words != NULL) {
        g_free(words->title);
        g_free(words->mark);
        g_ptr_array_unref(words->sentences);
        g_free(words);
    }
}
