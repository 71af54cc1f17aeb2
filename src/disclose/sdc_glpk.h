/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GLPK for the disclosure stage: what it reports as a failure of its own is caught, its memory is lost then;
 * and no problem is freed before the hidden numbers in it are wiped.
 *
 *   if (setjmp(glpk.failure) != 0) {
 *       sdc_glpk_clear();  // every problem is gone
 *       return false;
 *   }
 *   sdc_glpk_listen(&glpk);
 *   ...
 *   sdc_glpk_listen(NULL);
 */
#ifndef VIFTE_SDC_GLPK_H
#define VIFTE_SDC_GLPK_H

#include "vifte/sdc_move.h"

#include <glpk.h>
#include <setjmp.h>

struct sdc_glpk {
    jmp_buf failure; /* GLPK gives up by calling a hook that must not return */
    bool no_memory;  /* and says why on the terminal only */
};

void sdc_glpk_listen(struct sdc_glpk *glpk); /* NULL = nobody listens */
void sdc_glpk_clear(void);
/* Simplex from the basis as it is; once more from the beginning where that fails. */
enum sdc_answer sdc_glpk_solve(glp_prob *lp, int method);
enum sdc_answer sdc_glpk_answer(int status);

#endif
