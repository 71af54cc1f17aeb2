/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door of the allocator: what is freed while hidden figures are worked on is gone. */
#include "../../src/app/giving_up.h"

#include <glib.h>
#include <glpk.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define SECRET 123456.78125
#define PLACES 64

/* Where the pages are still the process's: small blocks, which the allocator keeps. */
static bool is_there(const volatile double *block, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        if (block[k] == SECRET) {
            return true;
        }
    }
    return false;
}

static double *fill(void)
{
    double *block = g_new(double, PLACES);
    for (size_t k = 0; k < PLACES; k++) {
        block[k] = SECRET;
    }
    return block;
}

static void freed_memory_is_wiped(void **state)
{
    (void)state;
    for (int wipe = 0; wipe < 2; wipe++) {
        wipe_what_is_freed(wipe != 0);
        double *block = fill();
        uintptr_t place = (uintptr_t)block;
        g_free(block);
        wipe_what_is_freed(false);
        /* the allocator writes to the first words itself */
        assert_int_equal(is_there((const volatile double *)(place + 64), PLACES - 8), wipe == 0);
    }
}

static void memory_that_moves_leaves_nothing(void **state)
{
    (void)state;
    wipe_what_is_freed(true);
    double *block = fill(), *wall = fill();
    uintptr_t place = (uintptr_t)block;
    block = g_renew(double, block, 1000 * PLACES);
    assert_true(is_there(block, PLACES));
    assert_true((uintptr_t)block != place);
    assert_false(is_there((const volatile double *)(place + 64), PLACES - 8));
    g_free(wall);
    g_free(block);
    wipe_what_is_freed(false);
}

/* Bounds of a linear program: GLPK frees them itself. */
static void what_the_solver_had_is_wiped(void **state)
{
    (void)state;
    wipe_what_is_freed(true);
    glp_term_out(GLP_OFF);
    glp_prob *lp = glp_create_prob();
    glp_add_cols(lp, PLACES);
    for (int k = 1; k <= PLACES; k++) {
        glp_set_col_bnds(lp, k, GLP_DB, 0, SECRET);
    }
    assert_int_equal(glp_simplex(lp, NULL), 0);
    glp_delete_prob(lp);
    glp_free_env();
    wipe_what_is_freed(false);
    /* whatever of it is given out again is empty */
    for (size_t size = 32; size < 65536; size *= 2) {
        void *blocks[32];
        bool found = false;
        for (size_t k = 0; k < G_N_ELEMENTS(blocks); k++) {
            blocks[k] = g_malloc(size);
            found = found || is_there((const volatile double *)((uintptr_t)blocks[k] + 16), size / 8 - 2);
        }
        for (size_t k = 0; k < G_N_ELEMENTS(blocks); k++) {
            g_free(blocks[k]);
        }
        assert_false(found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(freed_memory_is_wiped),
        cmocka_unit_test(memory_that_moves_leaves_nothing),
        cmocka_unit_test(what_the_solver_had_is_wiped),
    };
#if defined(__SANITIZE_ADDRESS__)
    (void)tests;
    return 0; /* it has an allocator of its own */
#else
    return cmocka_run_group_tests(tests, NULL, NULL);
#endif
}
