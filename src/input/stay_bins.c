/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stays in bins; each thread deals into blocks of its own, so that nobody waits for another. */
#include "stays.h"

#include "vifte/jobs.h"

static struct stay_bin *bins_of(struct stays *stays, unsigned thread)
{
    return stays->bins + (size_t)thread * STAY_BINS;
}

void stay_bins_init(struct stays *stays)
{
    stays->bins = g_new0(struct stay_bin, (size_t)stays->n_memories * STAY_BINS);
}

void stay_bins_divide(struct stays *stays, uint32_t n_offers)
{
    stays->bin_bits = 0;
    while (n_offers > (uint32_t)STAY_BINS << stays->bin_bits) {
        stays->bin_bits++;
    }
}

static void add_block(struct stay_bin *bin)
{
    struct stay_block *block = g_new(struct stay_block, 1);
    block->below = bin->top;
    block->n = 0;
    bin->top = block;
}

static void drop_block(struct stay_bin *bin)
{
    struct stay_block *block = bin->top;
    bin->top = block->below;
    g_free(block);
}

void stay_bins_deal(struct stays *stays, const struct stay *rows, size_t n)
{
    struct stay_bin *bins = bins_of(stays, jobs_thread());
    for (size_t i = 0; i < n; i++) {
        struct stay_bin *bin = &bins[rows[i].offer >> stays->bin_bits];
        if (bin->top == NULL || bin->top->n == STAY_BLOCK_ROWS) {
            add_block(bin);
        }
        bin->top->rows[bin->top->n++] = rows[i];
    }
}

void stay_bins_keep(struct stays *stays)
{
    for (size_t i = 0; i < (size_t)stays->n_memories * STAY_BINS; i++) {
        struct stay_bin *bin = &stays->bins[i];
        bin->kept = bin->top;
        bin->n_kept = bin->top != NULL ? bin->top->n : 0;
    }
}

void stay_bins_restore(struct stays *stays)
{
    for (size_t i = 0; i < (size_t)stays->n_memories * STAY_BINS; i++) {
        struct stay_bin *bin = &stays->bins[i];
        while (bin->top != bin->kept) {
            drop_block(bin);
        }
        if (bin->top != NULL) {
            bin->top->n = bin->n_kept;
        }
    }
}

GPtrArray *stay_bins_take(struct stays *stays, size_t number)
{
    GPtrArray *blocks = g_ptr_array_new();
    for (unsigned thread = 0; thread < stays->n_memories; thread++) {
        struct stay_bin *bin = &bins_of(stays, thread)[number];
        for (; bin->top != NULL; bin->top = bin->top->below) {
            g_ptr_array_add(blocks, bin->top);
        }
    }
    return blocks;
}

void stay_bins_clear(struct stays *stays)
{
    for (size_t i = 0; i < (size_t)stays->n_memories * STAY_BINS; i++) {
        while (stays->bins[i].top != NULL) {
            drop_block(&stays->bins[i]);
        }
    }
    g_free(stays->bins);
}
