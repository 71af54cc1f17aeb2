/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line on standard error. */
#include "vifte/progress.h"

#include "vifte/text.h"

#include <glib.h>
#include <stdatomic.h>
#include <stdio.h>

#define FIRST_US 1000000
#define BETWEEN_US 200000
#define CLEAR_LINE "\r\x1B[K"

static bool shown;

static struct {
    GMutex lock; /* of what is printed */
    const char *unit;
    char *what;
    double scale;
    uint64_t total;
    int64_t began_us;
    atomic_uint_fast64_t done;
    int64_t printed_us; /* 0 = nothing yet */
} work;

void progress_show(bool show)
{
    shown = show;
}

void progress_begin(const char *what, uint64_t total, const char *unit, bool millions)
{
    work.what = g_strdup(what);
    work.unit = unit;
    work.scale = millions ? 1e-6 : 1;
    work.total = total;
    work.began_us = g_get_monotonic_time();
    work.printed_us = 0;
    atomic_store(&work.done, 0);
}

static void print(uint64_t done, int64_t now_us)
{
    double seconds = (double)(now_us - work.began_us) / 1e6;
    double rate = (double)done / seconds;
    double left = rate > 0 ? (double)(work.total - MIN(done, work.total)) / rate : 0;
    unsigned per_cent = (unsigned)(work.total > 0 ? MIN(done, work.total) * 100 / work.total : 0);
    fprintf(stderr, CLEAR_LINE "%s: %u %%, %.1f %s/s, ", work.what, per_cent, rate * work.scale, work.unit);
    fprintf(stderr, _("%.0f s left"), left);
    (void)fflush(stderr);
    work.printed_us = now_us;
}

void progress_add(uint64_t n)
{
    uint64_t done = atomic_fetch_add(&work.done, n) + n;
    if (!shown || !g_mutex_trylock(&work.lock)) {
        return;
    }
    int64_t now = g_get_monotonic_time();
    if (now - work.began_us > FIRST_US && now - work.printed_us > BETWEEN_US) {
        print(done, now);
    }
    g_mutex_unlock(&work.lock);
}

void progress_end(void)
{
    if (work.printed_us > 0) {
        fprintf(stderr, CLEAR_LINE);
    }
    g_clear_pointer(&work.what, g_free);
}
