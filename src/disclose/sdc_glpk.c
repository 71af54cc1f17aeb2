/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hooks of GLPK, and its simplex. */
#include "sdc_glpk.h"

#include <string.h>

/* What GLPK would print; 1 = it is not printed. */
static int hear(void *data, const char *text)
{
    struct sdc_glpk *glpk = data;
    glpk->no_memory = glpk->no_memory || strstr(text, "no memory") != NULL;
    return 1;
}

/* Without memory the run ends as it does everywhere: to go on would hide more than the same input hides at
 * other times. */
static void give_up(void *data)
{
    struct sdc_glpk *glpk = data;
    if (glpk->no_memory) {
        g_error("out of memory");
    }
    longjmp(glpk->failure, 1);
}

void sdc_glpk_listen(struct sdc_glpk *glpk)
{
    glp_term_hook(glpk != NULL ? hear : NULL, glpk);
    glp_error_hook(glpk != NULL ? give_up : NULL, glpk);
}

void sdc_glpk_clear(void)
{
    sdc_glpk_listen(NULL);
    glp_free_env();
    glp_term_out(GLP_OFF);
}

enum sdc_answer sdc_glpk_answer(int status)
{
    switch (status) {
    case GLP_OPT:
    case GLP_FEAS:
        return SDC_FOUND;
    case GLP_NOFEAS:
        return SDC_IMPOSSIBLE;
    default:
        return SDC_UNSURE;
    }
}

enum sdc_answer sdc_glpk_solve(glp_prob *lp, int method)
{
    glp_smcp parameters;
    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.meth = method;
    if (glp_simplex(lp, &parameters) != 0) {
        glp_std_basis(lp);
        parameters.meth = GLP_PRIMAL;
        parameters.presolve = GLP_ON;
        int failed = glp_simplex(lp, &parameters);
        if (failed != 0) {
            return failed == GLP_ENOPFS ? SDC_IMPOSSIBLE : SDC_UNSURE;
        }
    }
    return sdc_glpk_answer(glp_get_status(lp));
}
