/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte calc: columns in any order, copying, quoting, sets, missing values, and every complaint with its
 * place. */
#include "approx.h"

#include "vifte/calc.h"
#include "vifte/method.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int run_calc(const char *method, const char *input, char **out_text, char **err_text)
{
    size_t out_length, err_length;
    FILE *in =
        input[0] != '\0' ? fmemopen((void *)(uintptr_t)input, strlen(input), "r") : fopen("/dev/null", "r");
    FILE *out = open_memstream(out_text, &out_length), *err = open_memstream(err_text, &err_length);
    int status = calc_run(method, NULL, in, out, err);
    fclose(in);
    fclose(out);
    fclose(err);
    return status;
}

static void check(const char *method, const char *input, int status, const char *out, const char *err)
{
    char *got_out, *got_err;
    assert_int_equal(run_calc(method, input, &got_out, &got_err), status);
    assert_string_equal(got_out, out);
    assert_string_equal(got_err, err);
    free(got_out);
    free(got_err);
}

static void test_columns(void **state)
{
    (void)state;
    check(
        "sdc_primary_rules", "contributors\n5 5\n", 0,
        "contributors,total,n,minfreq3,dom_1_90,dom_2_85,p10,p25,upper_protection_p10,upper_protection_2_85\n"
        "5 5,10,2,unsafe,safe,unsafe,unsafe,unsafe,0.5,1.76470588235294\n",
        "");
    /* Any order, a byte order mark, CRLF, quotes, blank lines; a result already there is computed anew. */
    check("erlang_b_min_servers",
          "\xef\xbb\xbf\"la,bel\",min_servers,blocking,offered_load\r\n\r\n\"a \"\"b\"\"\",99,0.4,2e0\r\n"
          "\"two\nlines\",,0.4, 0 \r\n",
          0,
          "\"la,bel\",blocking,offered_load,min_servers,blocking_at_min\n\"a \"\"b\"\"\",0.4,2e0,2,0.4\n"
          "\"two\nlines\",0.4, 0 ,1,0\n",
          "");
    check("erlang_b_min_servers", "offered_load,blocking\n", 0,
          "offered_load,blocking,min_servers,blocking_at_min\n", "");
    check("erlang_b_min_servers", "offered_load,blocking\n2,0.4", 0,
          "offered_load,blocking,min_servers,blocking_at_min\n2,0.4,2,0.4\n", "");
}

static void test_missing_and_undefined(void **state)
{
    (void)state;
    check(
        "exit_rate", "exits,person_days\nNA,5\n0,365.25\n1,0\n", 0,
        "exits,person_days,exits_per_year,lower,upper,mean_stay_days,mean_stay_lower,mean_stay_upper\n"
        "NA,5,NA,NA,NA,NA,NA,NA\n"
        "0,365.25,0,0,3.68887945411394,NA,99.0138074565336,Inf\n"
        "1,0,NA,NA,NA,NA,NA,NA\n",
        "stdin:3: mean_stay_days: undefined: nothing happened, so there is nothing to estimate from\n"
        "stdin:4: exits_per_year, lower, upper, mean_stay_days, mean_stay_lower, mean_stay_upper: undefined: "
        "there is nothing to divide by\n");
    check("rate_phe", "x,n,multiplier\nNA,5,100\n3,NA,100\n", 0,
          "x,n,multiplier,rate,lower95,upper95,lower99_8,upper99_8,method\n"
          "NA,5,100,NA,NA,NA,NA,NA,NA\n3,NA,100,NA,NA,NA,NA,NA,Exact\n",
          "");
}

static void test_sets(void **state)
{
    (void)state;
    /* Rows of two sets mixed; the odd oere goes by municipality, not by row. */
    check("objective_financing",
          "set,municipality,population,cost,objective_pct\nb,851,1,1,60\na,813,5,0.01,100\nb,810,1,1,60\n"
          "a,810,5,0.01,100\n",
          0,
          "set,municipality,population,cost,objective_pct,share,payment\nb,851,1,1,60,0.5,0.3\n"
          "a,813,5,0.01,100,0.5,0\nb,810,1,1,60,0.5,0.3\na,810,5,0.01,100,0.5,0.01\n",
          "");
    /* A keyed series is put in order of t; without a key a new one begins where t falls back. */
    check("cusum_path", "case_id,t,x,k,h\nq,2,3,1,1\nq,1,0,1,1\n", 0,
          "case_id,t,x,k,h,C_upper,alarm_gt,alarm_ge,C_lower\nq,2,3,1,1,2,1,1,0\nq,1,0,1,1,0,0,0,1\n", "");
    check("cusum_path", "t,x,k,h\n1,3,1,5\n2,3,1,5\n1,2,1,5\n", 0,
          "t,x,k,h,C_upper,alarm_gt,alarm_ge,C_lower\n1,3,1,5,2,0,0,0\n2,3,1,5,4,0,0,0\n1,2,1,5,1,0,0,0\n",
          "");
    check("eb_marshall_nc_sids", "x,n\nNA,5\n", 65, "",
          "stdin:2:1: x: expected a value; a set with a gap has no estimate, got 'NA'\n");
    check("occupancy_beddays", "inn,out,places\n2023-06-01,2024-02-01,1\n2024-12-31,NA,1\n", 0,
          "inn,out,places,bed_days_2024,bed_days_incl_out_day,days_in_year,total,occupancy\n"
          "2023-06-01,2024-02-01,1,31,32,366,32,0.087431693989071\n"
          "2024-12-31,NA,1,1,1,366,32,0.087431693989071\n",
          "");
}

static void test_bad_rows(void **state)
{
    (void)state;
    /* All of them, with the first line of the record, and no output. */
    check("binomial_ci",
          "x,n,conf\n5,3,0.95\n\na,3,1\n\"1\n\",3,.5\n1.5,3,nan\n-1,1e10,0x1\n1 2,,0.5\n1,2,.5.\n", 65, "",
          "stdin:2:1: x: expected no more than n, got '5'\n"
          "stdin:4:1: x: expected a whole number from 0 to 1000000000, got 'a'\n"
          "stdin:4:3: conf: expected a number above 0 and below 1, got '1'\n"
          "stdin:7:1: x: expected a whole number from 0 to 1000000000, got '1.5'\n"
          "stdin:7:3: conf: expected a number above 0 and below 1, got 'nan'\n"
          "stdin:8:1: x: expected a whole number from 0 to 1000000000, got '-1'\n"
          "stdin:8:2: n: expected a whole number from 0 to 1000000000, got '1e10'\n"
          "stdin:8:3: conf: expected a number above 0 and below 1, got '0x1'\n"
          "stdin:9:1: x: expected a whole number from 0 to 1000000000, got '1 2'\n"
          "stdin:9:2: n: expected a whole number from 0 to 1000000000, got ''\n"
          "stdin:10:3: conf: expected a number above 0 and below 1, got '.5.'\n");
    check("occupancy_beddays", "inn,out,places\n2024-02-30,2024-1-1,1\n", 65, "",
          "stdin:2:1: inn: expected a date such as 2024-12-31, got '2024-02-30'\n"
          "stdin:2:2: out: expected a date such as 2024-12-31, got '2024-1-1'\n");
    check("poisson_cusum_arl", "mu,k,h,start,sided\n1,1,2,3,both\n", 65, "",
          "stdin:2:5: sided: expected upper or lower, got 'both'\n");
    check("kaplan_meier_left_truncated", "time,data\n5,1/2\n5,1/2/3\n5,\n", 65, "",
          "stdin:2:2: data: expected stays as from/to/ended with blanks between, ended 0 or 1, got '1/2'\n"
          "stdin:3:2: data: expected stays as from/to/ended with blanks between, ended 0 or 1, got '1/2/3'\n"
          "stdin:4:2: data: expected stays as from/to/ended with blanks between, ended 0 or 1, got ''\n");
    check(
        "sdc_derived_leak", "published,decimals,denominator\n1,0,<5 (1..9)\n1,0,4..2\n1,0,0\n", 65, "",
        "stdin:2:3: denominator: expected a whole number above 0, or a range such as 1..4, got '<5 (1..9)'\n"
        "stdin:3:3: denominator: expected a whole number above 0, or a range such as 1..4, got '4..2'\n"
        "stdin:4:3: denominator: expected a whole number above 0, or a range such as 1..4, got '0'\n");
}

static void test_bad_structure(void **state)
{
    (void)state;
    check("binomial_ci", "", 65, "", "stdin:1: the file is empty; the first line must name the columns\n");
    check("binomial_ci", "x,x\n1\n1,2,3\n", 65, "",
          "stdin:1:2: column 'x' stands here for the second time\n"
          "stdin:1: column 'n' is missing\nstdin:1: column 'conf' is missing\n"
          "stdin:2: expected 2 fields as in the header, got 1\n"
          "stdin:3: expected 2 fields as in the header, got 3\n");
    check("binomial_ci", "x,n,conf\n1,\"2\"3,0.5\n", 65, "",
          "stdin:2:2: a quotation mark inside a field; double it and put the field in quotation marks\n");
    check("binomial_ci", "x,n,conf\n1,2,.5\n1,\"2,0.5\n1,2,3\n", 65, "",
          "stdin:3: a quotation mark is opened and never closed\n");
}

static void test_many_errors(void **state)
{
    (void)state;
    GString *input = g_string_new("offered_load,blocking\n");
    for (int i = 0; i < 60; i++)
        g_string_append(input, "x,0.5\n");
    char *out, *err;
    assert_int_equal(run_calc("erlang_b_min_servers", input->str, &out, &err), 65);
    char **lines = g_strsplit(err, "\n", -1);
    assert_int_equal(g_strv_length(lines), 52); /* 50, the count, nothing */
    assert_string_equal(lines[50], "stdin: and 10 more");
    g_strfreev(lines);
    g_string_free(input, TRUE);
    free(out);
    free(err);
}

/* A list of all methods without one; unknown ones are met by the same list; the list has every column. */
static void test_list(void **state)
{
    (void)state;
    char *out, *err, *more;
    assert_int_equal(run_calc(NULL, "", &out, &err), 0);
    assert_non_null(strstr(out, "binomial_ci\n"));
    assert_non_null(strstr(out, " x n conf -> wilson_lower wilson_upper"));
    free(err);
    assert_int_equal(run_calc("nonsense", "", &more, &err), 64);
    assert_string_equal(more, "");
    assert_non_null(strstr(err, "unknown method 'nonsense'"));
    assert_non_null(strstr(err, out));
    free(out);
    free(more);
    free(err);
}

static void test_files(void **state)
{
    (void)state;
    char *text;
    size_t length;
    FILE *err = open_memstream(&text, &length), *full = fopen("/dev/full", "w");
    assert_int_equal(calc_run("binomial_ci", "/nowhere/at/all.csv", stdin, stdout, err), 66);
    if (full != NULL) {
        assert_int_equal(calc_run(NULL, NULL, stdin, full, err), 73);
        fclose(full);
    }
    fclose(err);
    assert_non_null(strstr(text, "/nowhere/at/all.csv: "));
    free(text);
}

/* No method may crash, hang or print nan, whatever numbers it gets. */
static void feed(const struct method *m, const char *value)
{
    GString *input = g_string_new(NULL);
    for (size_t i = 0; i < method_n_inputs(m); i++)
        g_string_append_printf(input, "%s%s", i > 0 ? "," : "", m->inputs[i].name);
    g_string_append_c(input, '\n');
    for (size_t i = 0; i < method_n_inputs(m); i++) {
        const char *shown = m->inputs[i].kind == METHOD_SIDE    ? "lower"
                            : m->inputs[i].kind == METHOD_DATE  ? "2024-02-29"
                            : m->inputs[i].kind == METHOD_STAYS ? "0/1/1 1/2/0"
                            : m->inputs[i].kind == METHOD_SHARE ? "0.5"
                                                                : value;
        g_string_append_printf(input, "%s%s", i > 0 ? "," : "", shown);
    }
    g_string_append_c(input, '\n');
    char *out, *err;
    int status = run_calc(m->name, input->str, &out, &err);
    assert_true(status == 0 || status == 65);
    const char *row = strchr(out, '\n'); /* past the header, which may hold "inflation" */
    assert_null(row != NULL ? strstr(row, "nan") : NULL);
    assert_null(row != NULL ? strstr(row, "inf") : NULL);
    free(out);
    free(err);
    g_string_free(input, TRUE);
}

static void test_extremes(void **state)
{
    (void)state;
    static const char *const values[] = {"0", "1", "1e-300", "1e9", "1e15", "0.5", "NA", "-1", "3"};
    size_t n;
    const struct method *const *methods = method_all(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < sizeof values / sizeof *values; j++)
            feed(methods[i], values[j]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns),       cmocka_unit_test(test_missing_and_undefined),
        cmocka_unit_test(test_sets),          cmocka_unit_test(test_bad_rows),
        cmocka_unit_test(test_bad_structure), cmocka_unit_test(test_many_errors),
        cmocka_unit_test(test_list),          cmocka_unit_test(test_files),
        cmocka_unit_test(test_extremes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
