/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks on threads that live as long as the call. */
#include "vifte/jobs.h"

#include <glib.h>
#include <stdatomic.h>
#include <stdbool.h>

static unsigned wanted; /* 0 = the machine's */
static _Thread_local unsigned own_number;
static _Thread_local bool inside;

void jobs_set(unsigned n)
{
    wanted = MIN(n, JOBS_MOST);
}

unsigned jobs_count(void)
{
    return wanted > 0 ? wanted : MIN(g_get_num_processors(), JOBS_MOST);
}

unsigned jobs_thread(void)
{
    return own_number;
}

struct work {
    size_t n;
    atomic_size_t next;
    void (*task)(size_t i, void *data);
    void *data;
};

static void do_tasks(struct work *work)
{
    bool nested = inside;
    inside = true;
    for (size_t i; (i = atomic_fetch_add(&work->next, 1)) < work->n;) {
        work->task(i, work->data);
    }
    inside = nested;
}

struct worker {
    struct work *work;
    unsigned number;
    GThread *thread;
};

static void *work_along(void *data)
{
    struct worker *worker = data;
    own_number = worker->number;
    do_tasks(worker->work);
    return NULL;
}

void jobs_each(size_t n, void (*task)(size_t i, void *data), void *data)
{
    struct work work = {.n = n, .task = task, .data = data};
    struct worker workers[JOBS_MOST];
    unsigned n_workers = inside ? 0 : (unsigned)MIN((size_t)jobs_count(), n);
    for (unsigned i = 1; i < n_workers; i++) {
        workers[i] = (struct worker){.work = &work, .number = i};
        workers[i].thread = g_thread_try_new("vifte", work_along, &workers[i], NULL); /* fewer do it too */
    }
    do_tasks(&work);
    for (unsigned i = 1; i < n_workers; i++) {
        if (workers[i].thread != NULL) {
            g_thread_join(workers[i].thread);
        }
    }
}
