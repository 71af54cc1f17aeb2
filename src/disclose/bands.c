/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bands and sums as a linear program that is solved again and again for other numbers. */
#include "bands.h"

#include <glpk.h>
#include <math.h>

#define CLOSE 1e-6 /* of the solver's own exactness */
#define FAR 1e6    /* more than anything can be: no program is without an answer */

struct bands {
    glp_prob *lp;    /* column i + 1 is number i */
    GArray *truths;  /* double */
    GArray *lows;    /* double: the least value seen */
    GArray *highs;   /* double */
    GArray *columns; /* int: of the sum that is being written; [0] unused */
    GArray *factors; /* double */
    double sum;
};

static double number_at(const GArray *numbers, uint32_t i)
{
    return g_array_index(numbers, double, i);
}

struct bands *bands_new(void)
{
    struct bands *bands = g_new0(struct bands, 1);
    glp_term_out(GLP_OFF);
    bands->lp = glp_create_prob();
    bands->truths = g_array_new(FALSE, FALSE, sizeof(double));
    bands->lows = g_array_new(FALSE, FALSE, sizeof(double));
    bands->highs = g_array_new(FALSE, FALSE, sizeof(double));
    bands->columns = g_array_sized_new(FALSE, TRUE, sizeof(int), 1);
    bands->factors = g_array_sized_new(FALSE, TRUE, sizeof(double), 1);
    g_array_set_size(bands->columns, 1);
    g_array_set_size(bands->factors, 1);
    return bands;
}

void bands_free(struct bands *bands)
{
    glp_delete_prob(bands->lp);
    g_array_unref(bands->truths);
    g_array_unref(bands->lows);
    g_array_unref(bands->highs);
    g_array_unref(bands->columns);
    g_array_unref(bands->factors);
    g_free(bands);
}

uint32_t bands_add(struct bands *bands, double truth)
{
    int column = glp_add_cols(bands->lp, 1);
    glp_set_col_bnds(bands->lp, column, GLP_DB, 0, FAR);
    g_array_append_val(bands->truths, truth);
    g_array_append_val(bands->lows, truth);
    g_array_append_val(bands->highs, truth);
    return (uint32_t)column - 1;
}

void bands_set(struct bands *bands, uint32_t i, double low, double high)
{
    double least = fmin(fmax(low, 0), number_at(bands->truths, i));
    double most = fmax(fmin(high, FAR), number_at(bands->truths, i));
    glp_set_col_bnds(bands->lp, (int)i + 1, most - least > CLOSE ? GLP_DB : GLP_FX, least, most);
}

void bands_add_term(struct bands *bands, uint32_t i, double by)
{
    int column = (int)i + 1;
    g_array_append_val(bands->columns, column);
    g_array_append_val(bands->factors, by);
    bands->sum += by * number_at(bands->truths, i);
}

void bands_end_sum(struct bands *bands, bool open)
{
    int row = glp_add_rows(bands->lp, 1);
    glp_set_row_bnds(bands->lp, row, open ? GLP_LO : GLP_FX, open ? fmin(bands->sum, 0) : bands->sum,
                     bands->sum);
    glp_set_mat_row(bands->lp, row, (int)bands->columns->len - 1, (const int *)bands->columns->data,
                    (const double *)bands->factors->data);
    g_array_set_size(bands->columns, 1);
    g_array_set_size(bands->factors, 1);
    bands->sum = 0;
}

static void see(struct bands *bands, uint32_t i)
{
    double value = glp_get_col_prim(bands->lp, (int)i + 1);
    g_array_index(bands->lows, double, i) = fmin(number_at(bands->lows, i), value);
    g_array_index(bands->highs, double, i) = fmax(number_at(bands->highs, i), value);
}

static void find_binding(const struct bands *bands, bool solved, GArray *binding)
{
    for (uint32_t i = 0; i < bands->truths->len; i++) {
        if (!solved || fabs(glp_get_col_dual(bands->lp, (int)i + 1)) > CLOSE) {
            g_array_append_val(binding, i);
        }
    }
}

static bool solve(struct bands *bands, uint32_t i, int direction, GArray *binding)
{
    glp_smcp parameters;
    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    glp_set_obj_dir(bands->lp, direction);
    glp_set_obj_coef(bands->lp, (int)i + 1, 1);
    bool good = glp_simplex(bands->lp, &parameters) == 0 && glp_get_status(bands->lp) == GLP_OPT;
    find_binding(bands, good, binding);
    glp_set_obj_coef(bands->lp, (int)i + 1, 0);
    return good;
}

/* A possible answer for all numbers. */
static bool solve_greatest(struct bands *bands, uint32_t i, GArray *binding)
{
    bool good = solve(bands, i, GLP_MAX, binding);
    for (uint32_t k = 0; good && k < bands->truths->len; k++) {
        see(bands, k);
    }
    return good;
}

/* As if this number alone could be below 0: no answer for the others. */
static bool solve_least(struct bands *bands, uint32_t i, GArray *binding)
{
    int column = (int)i + 1;
    double low = glp_get_col_lb(bands->lp, column), high = glp_get_col_ub(bands->lp, column);
    if (low <= 0) {
        glp_set_col_bnds(bands->lp, column, GLP_DB, -FAR, high);
    }
    bool good = solve(bands, i, GLP_MIN, binding);
    if (good) {
        see(bands, i);
    }
    glp_set_col_bnds(bands->lp, column, high - low > CLOSE ? GLP_DB : GLP_FX, low, high);
    return good;
}

static bool is_open(const struct bands *bands, uint32_t i, double width, double reach)
{
    double high = number_at(bands->highs, i);
    return high - number_at(bands->lows, i) >= width - CLOSE && high >= reach - CLOSE;
}

bool bands_leave(struct bands *bands, uint32_t i, double width, double reach, GArray *binding)
{
    g_array_set_size(binding, 0);
    return is_open(bands, i, width, reach) ||
           (solve_greatest(bands, i, binding) && is_open(bands, i, width, reach)) ||
           (solve_least(bands, i, binding) && is_open(bands, i, width, reach));
}

double bands_least(const struct bands *bands, uint32_t i)
{
    return fmax(number_at(bands->lows, i), 0);
}

double bands_greatest(const struct bands *bands, uint32_t i)
{
    return number_at(bands->highs, i);
}
