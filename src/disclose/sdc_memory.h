/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was found about blocks, kept while one edition is made: protecting gives in for a group, begins again,
 * and most blocks are as they were. A block is known by its whole content, so nothing can be mistaken.
 */
#ifndef VIFTE_SDC_MEMORY_H
#define VIFTE_SDC_MEMORY_H

#include "sdc_proofs.h"
#include "vifte/sdc_suppress.h"

enum sdc_stage {
    SDC_STAGE_HIDE,    /* until the requirement holds */
    SDC_STAGE_PUBLISH, /* again what is not needed */
    SDC_STAGE_AUDIT    /* hides nothing; what is kept of it are the proofs of a block */
};

/* What a stage came to. */
struct sdc_memory_entry {
    bool *hidden;   /* by unit: as it was left */
    GArray *failed; /* uint32_t: unknowns that nothing protects */
    int64_t least;  /* sdc_exact() */
    GArray *steps;  /* struct sdc_step: proofs one after the other, each ended by a step of SDC_NOBODY */
};

/* The stage and the block's content as it is; the owner of the text is the caller until it is remembered. */
GByteArray *sdc_memory_text(const struct sdc_problem *block, enum sdc_stage stage);
void sdc_memory_forget(GByteArray *text); /* wiped and freed */
/* NULL when there is none. */
const struct sdc_memory_entry *sdc_memory_find(const struct sdc_memory *memory, GByteArray *text);
/* Takes over text and entry. */
void sdc_memory_keep(struct sdc_memory *memory, GByteArray *text, const struct sdc_memory_entry *entry);

#endif
