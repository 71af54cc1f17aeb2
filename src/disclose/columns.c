/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line a column that rests on persons. */
#include "columns.h"

#define COLUMNS_MAX 40
#define COUNT \
    { \
        .kind = ITEM_COUNT \
    }
#define DAYS_OF(a) \
    { \
        .kind = ITEM_DAYS, .n_rests = 1, .rests = { a } \
    }
#define SHARE_OF(days, citizens) \
    { \
        .kind = ITEM_SHARE, .n_rests = 2, .rests = { days, citizens } \
    }
#define FROM1(a) \
    { \
        .kind = ITEM_DERIVED, .n_rests = 1, .rests = { a } \
    }
#define FROM2(a, b) \
    { \
        .kind = ITEM_DERIVED, .n_rests = 2, .rests = { a, b } \
    }
#define FROM4(a, b, c, d) \
    { \
        .kind = ITEM_DERIVED, .n_rests = 4, .rests = { a, b, c, d } \
    }
#define FROM1_AND(a, s) \
    { \
        .kind = ITEM_DERIVED, .n_rests = 1, .rests = {a}, .scope = s \
    }
#define FROM_REGION \
    { \
        .kind = ITEM_DERIVED, .scope = SCOPE_REGION_EXITS \
    }
#define FROM_SCOPE(s) \
    { \
        .kind = ITEM_DERIVED, .scope = s \
    }
#define AHEAD FROM_SCOPE(SCOPE_REGION_EXITS | SCOPE_NEEDED_LAST)
#define MOVED(money_too) \
    { \
        .kind = ITEM_DERIVED, .n_rests = 1, .rests = {RESILIENCE_DISPLACED}, .scope = SCOPE_OFFERS_LAST, \
        .money = money_too \
    }
#define ALL_FLOWS \
    FROM4(FLOW_OF_CITIZENS_PRESENT_START, FLOW_OF_CITIZENS_ARRIVALS, FLOW_OF_CITIZENS_EXITS, \
          FLOW_OF_CITIZENS_PRESENT_END)

/* Shown where it rests on enough persons itself. */
#define OWN \
    { \
        .kind = ITEM_DERIVED \
    }
#define MONEY \
    { \
        .kind = ITEM_DERIVED, .money = true \
    }
/* Over the daily rate it is days. */
#define EARNED \
    { \
        .kind = ITEM_DERIVED, .scope = SCOPE_UNIT_YEAR, .money = true \
    }

/* A printed figure has many decimals in the files: it gives back what it is made from, so it is hidden with
 * it. The smoothed rate rests on the spread of all municipalities, the limits of a rate on the exit rate of
 * the region over all years. */
static const struct column_rule RULES[TABLE_COUNT][COLUMNS_MAX] = {
    [TABLE_OCCUPANCY_PERIOD] = {[OCCUPANCY_PERIOD_OCCUPIED_DAYS] = {.kind = ITEM_DAYS},
                                [OCCUPANCY_PERIOD_OCCUPANCY] = FROM1(OCCUPANCY_PERIOD_OCCUPIED_DAYS),
                                [OCCUPANCY_PERIOD_WAITING] = COUNT},
    [TABLE_OCCUPANCY_YEAR] = {[OCCUPANCY_YEAR_OCCUPIED_DAYS] = {.kind = ITEM_DAYS},
                              [OCCUPANCY_YEAR_OCCUPANCY] = FROM1(OCCUPANCY_YEAR_OCCUPIED_DAYS),
                              [OCCUPANCY_YEAR_CHANGE_POINTS] = FROM1(OCCUPANCY_YEAR_OCCUPIED_DAYS),
                              [OCCUPANCY_YEAR_CENSUS_OCCUPANCY] = FROM1(OCCUPANCY_YEAR_OCCUPIED_DAYS),
                              [OCCUPANCY_YEAR_DAYS_OVER_CAPACITY] = FROM1(OCCUPANCY_YEAR_OCCUPIED_DAYS),
                              [OCCUPANCY_YEAR_PEAK] = FROM1(OCCUPANCY_YEAR_OCCUPIED_DAYS),
                              [OCCUPANCY_YEAR_GAP_POINTS] = FROM1(OCCUPANCY_YEAR_OCCUPIED_DAYS)},
    [TABLE_OCCUPANCY_LIMITS] = {[OCCUPANCY_LIMITS_OCCUPANCY] = {.kind = ITEM_DAYS},
                                [OCCUPANCY_LIMITS_EXITS] = COUNT,
                                [OCCUPANCY_LIMITS_MEAN_STAY_YEARS] = FROM1(OCCUPANCY_LIMITS_EXITS),
                                [OCCUPANCY_LIMITS_SWING_POINTS] = FROM1(OCCUPANCY_LIMITS_EXITS),
                                [OCCUPANCY_LIMITS_LOWER] =
                                    FROM2(OCCUPANCY_LIMITS_OCCUPANCY, OCCUPANCY_LIMITS_EXITS),
                                [OCCUPANCY_LIMITS_UPPER] =
                                    FROM2(OCCUPANCY_LIMITS_OCCUPANCY, OCCUPANCY_LIMITS_EXITS)},
    [TABLE_STAY_LENGTHS] = {[STAY_LENGTHS_AT_RISK] = COUNT,
                            [STAY_LENGTHS_REMAINING] = FROM1(STAY_LENGTHS_AT_RISK),
                            [STAY_LENGTHS_LOWER] = FROM1(STAY_LENGTHS_AT_RISK),
                            [STAY_LENGTHS_UPPER] = FROM1(STAY_LENGTHS_AT_RISK)},
    [TABLE_FORECAST] = {[FORECAST_SURVIVORS] = FROM_REGION,
                        [FORECAST_ARRIVALS] = FROM_REGION,
                        [FORECAST_MEAN] = FROM_REGION,
                        [FORECAST_LOWER80] = FROM_REGION,
                        [FORECAST_UPPER80] = FROM_REGION,
                        [FORECAST_LOWER95] = FROM_REGION,
                        [FORECAST_UPPER95] = FROM_REGION,
                        [FORECAST_COVERAGE] = FROM_REGION,
                        [FORECAST_MUNICIPALITIES_EXPECT] = COUNT},
    [TABLE_NEED] = {[NEED_CITIZENS] = COUNT,
                    [NEED_CHANGE] = {.kind = ITEM_CHANGE},
                    [NEED_CHANGE_PCT] = {.kind = ITEM_CHANGE, .n_rests = 1, .rests = {NEED_CITIZENS}},
                    [NEED_ARRIVALS] = COUNT,
                    [NEED_EXITS] = COUNT,
                    [NEED_CHANGE_P] = FROM2(NEED_ARRIVALS, NEED_EXITS),
                    [NEED_RATE] = FROM1(NEED_CITIZENS),
                    [NEED_RATE_LOWER] = FROM1_AND(NEED_CITIZENS, SCOPE_REGION_EXITS),
                    [NEED_RATE_UPPER] = FROM1_AND(NEED_CITIZENS, SCOPE_REGION_EXITS),
                    [NEED_RATE_SMOOTHED] = FROM1_AND(NEED_CITIZENS, SCOPE_ALL_OF_YEAR),
                    [NEED_FUNNEL] = FROM1_AND(NEED_CITIZENS, SCOPE_REGION_YEAR),
                    [NEED_WAITING] = COUNT,
                    [NEED_WAITING_DAYS] = FROM1(NEED_WAITING)},
    [TABLE_NEED_PROFILE] =
        {[NEED_PROFILE_CITIZENS] = COUNT, [NEED_PROFILE_SERVICES] = FROM1(NEED_PROFILE_CITIZENS)},
    [TABLE_USE_MATRIX] = {[USE_MATRIX_CITIZENS] = COUNT},
    [TABLE_ADDRESS_FREE] = {[ADDRESS_FREE_CITIZENS] = COUNT},
    [TABLE_OFFERS_USED] =
        {[OFFERS_USED_CITIZENS] = COUNT, [OFFERS_USED_DAYS] = DAYS_OF(OFFERS_USED_CITIZENS)},
    [TABLE_FLOWS] = {[FLOWS_CITIZENS] = COUNT,
                     [FLOWS_DAYS] = DAYS_OF(FLOWS_CITIZENS),
                     [FLOWS_EXPENDITURE] = {.kind = ITEM_DERIVED,
                                            .n_rests = 2,
                                            .rests = {FLOWS_CITIZENS, FLOWS_DAYS},
                                            .money = true}},
    [TABLE_SELF_SUFFICIENCY] = {[SELF_SUFFICIENCY_CITIZENS] = COUNT,
                                [SELF_SUFFICIENCY_DAYS] = DAYS_OF(SELF_SUFFICIENCY_CITIZENS),
                                [SELF_SUFFICIENCY_OWN_MUNICIPALITY_SHARE] =
                                    SHARE_OF(SELF_SUFFICIENCY_DAYS, SELF_SUFFICIENCY_CITIZENS),
                                [SELF_SUFFICIENCY_IN_REGION_SHARE] =
                                    SHARE_OF(SELF_SUFFICIENCY_DAYS, SELF_SUFFICIENCY_CITIZENS),
                                [SELF_SUFFICIENCY_IN_REGION_CITIZENS] = COUNT,
                                [SELF_SUFFICIENCY_LOWER] =
                                    FROM2(SELF_SUFFICIENCY_CITIZENS, SELF_SUFFICIENCY_IN_REGION_CITIZENS),
                                [SELF_SUFFICIENCY_UPPER] =
                                    FROM2(SELF_SUFFICIENCY_CITIZENS, SELF_SUFFICIENCY_IN_REGION_CITIZENS),
                                [SELF_SUFFICIENCY_IMPORTED_DAYS] = {.kind = ITEM_DAYS}},
    [TABLE_LOCATIONS] = {[LOCATIONS_CITIZENS] = COUNT},
    [TABLE_FLOW_OF_CITIZENS] = {[FLOW_OF_CITIZENS_PRESENT_START] = COUNT,
                                [FLOW_OF_CITIZENS_ARRIVALS] = COUNT,
                                [FLOW_OF_CITIZENS_EXITS] = COUNT,
                                [FLOW_OF_CITIZENS_PRESENT_END] = COUNT,
                                [FLOW_OF_CITIZENS_PERSON_YEARS] = ALL_FLOWS,
                                [FLOW_OF_CITIZENS_EXIT_RATE] = ALL_FLOWS,
                                [FLOW_OF_CITIZENS_MEAN_STAY_YEARS] = ALL_FLOWS,
                                [FLOW_OF_CITIZENS_LOWER] = ALL_FLOWS,
                                [FLOW_OF_CITIZENS_UPPER] = ALL_FLOWS,
                                [FLOW_OF_CITIZENS_ARRIVAL_RATE] = FROM1(FLOW_OF_CITIZENS_ARRIVALS),
                                [FLOW_OF_CITIZENS_ARRIVAL_RATE_LOWER] = FROM1(FLOW_OF_CITIZENS_ARRIVALS),
                                [FLOW_OF_CITIZENS_ARRIVAL_RATE_UPPER] = FROM1(FLOW_OF_CITIZENS_ARRIVALS)},
    [TABLE_MOVES] = {[MOVES_CITIZENS] = COUNT},
    /* Occupied and empty places of a group are sums over its offers, so they go with any of these. The
     * limits and probabilities of what is needed also give back the flows. */
    [TABLE_BALANCE] = {[BALANCE_MEAN_OCCUPIED] = FROM_SCOPE(SCOPE_OFFERS_YEAR),
                       [BALANCE_PEAK_OCCUPIED] = FROM_SCOPE(SCOPE_OFFERS_YEAR),
                       [BALANCE_EMPTY_PLACE_DAYS] = FROM_SCOPE(SCOPE_OFFERS_YEAR),
                       [BALANCE_REFILL_DAYS] = FROM_SCOPE(SCOPE_OFFERS_YEAR),
                       [BALANCE_WAITING] = COUNT,
                       [BALANCE_WITHOUT_OFFER] = COUNT,
                       [BALANCE_OUTSIDE_REGION] = COUNT,
                       [BALANCE_WITH_PLACE] = COUNT,
                       [BALANCE_PLACES_NEEDED] = COUNT,
                       [BALANCE_PLACES_NEEDED_LOWER] = FROM1_AND(BALANCE_PLACES_NEEDED, SCOPE_REGION_EXITS),
                       [BALANCE_PLACES_NEEDED_UPPER] = FROM1_AND(BALANCE_PLACES_NEEDED, SCOPE_REGION_EXITS),
                       [BALANCE_GAP] = FROM1(BALANCE_PLACES_NEEDED),
                       [BALANCE_P_SHORTAGE_31DEC] = FROM1_AND(BALANCE_PLACES_NEEDED, SCOPE_REGION_EXITS),
                       [BALANCE_P_LOWER] = FROM1_AND(BALANCE_PLACES_NEEDED, SCOPE_REGION_EXITS),
                       [BALANCE_P_UPPER] = FROM1_AND(BALANCE_PLACES_NEEDED, SCOPE_REGION_EXITS),
                       [BALANCE_VERDICT] = FROM1_AND(BALANCE_PLACES_NEEDED, SCOPE_REGION_EXITS)},
    [TABLE_BALANCE_AHEAD] = {[BALANCE_AHEAD_PLACES_NEEDED] = AHEAD,
                             [BALANCE_AHEAD_LOWER95] = AHEAD,
                             [BALANCE_AHEAD_UPPER95] = AHEAD,
                             [BALANCE_AHEAD_GAP] = AHEAD,
                             [BALANCE_AHEAD_P_SHORTAGE] = AHEAD,
                             [BALANCE_AHEAD_P_LOWER] = AHEAD,
                             [BALANCE_AHEAD_P_UPPER] = AHEAD,
                             [BALANCE_AHEAD_VERDICT] = AHEAD},
    /* Sums of roots over municipalities and years, rounded: they give back no municipality's count. */
    [TABLE_POOLING] = {[POOLING_LOAD] = FROM_REGION,
                       [POOLING_SWING_ALONE] = FROM_REGION,
                       [POOLING_SWING_TOGETHER] = FROM_REGION,
                       [POOLING_PLACES_ALONE] = FROM_REGION,
                       [POOLING_PLACES_TOGETHER] = FROM_REGION,
                       [POOLING_PLACES_LOWER] = FROM_REGION,
                       [POOLING_PLACES_UPPER] = FROM_REGION,
                       [POOLING_OCCUPANCY_TOGETHER] = FROM_REGION,
                       [POOLING_OCCUPANCY_ALONE] = FROM_REGION},
    /* Who finds a place tells what is free in the other offers. */
    [TABLE_RESILIENCE] = {[RESILIENCE_DISPLACED] = COUNT,
                          [RESILIENCE_ABSORBED] = MOVED(false),
                          [RESILIENCE_UNPLACED] = MOVED(false),
                          [RESILIENCE_EXTRA_KM] = {.kind = ITEM_DERIVED,
                                                   .n_rests = 1,
                                                   .rests = {RESILIENCE_ABSORBED}},
                          [RESILIENCE_EXTRA_COST] = {.kind = ITEM_DERIVED,
                                                     .n_rests = 1,
                                                     .rests = {RESILIENCE_ABSORBED},
                                                     .money = true}},
    [TABLE_BUYERS] = {[BUYERS_BOUGHT] = OWN,
                      [BUYERS_LARGEST_BUYER] = OWN,
                      [BUYERS_FALLS_BELOW_WITHOUT] = FROM_SCOPE(SCOPE_UNIT_YEAR)},
    [TABLE_COOPERATION] = {[COOPERATION_OCCUPANCY] = {.kind = ITEM_DAYS},
                           [COOPERATION_EMPTY_PLACE_DAYS] = FROM1(COOPERATION_OCCUPANCY),
                           [COOPERATION_REFILL_DAYS] = FROM2(COOPERATION_OCCUPANCY, COOPERATION_ARRIVALS),
                           [COOPERATION_RESIDENTS] = FROM1(COOPERATION_OCCUPANCY),
                           [COOPERATION_ARRIVALS] = COUNT,
                           [COOPERATION_REFERRALS] = COUNT,
                           [COOPERATION_WAITING] = COUNT,
                           [COOPERATION_KNOWN_EXITS_12M] = COUNT,
                           [COOPERATION_KNOWN_EXITS_24M] = COUNT,
                           [COOPERATION_BOUGHT] = OWN,
                           [COOPERATION_COMMITTED] = OWN,
                           [COOPERATION_COMMITTED_CHANGE] = OWN,
                           [COOPERATION_EXPECTED_TOTAL] = OWN,
                           [COOPERATION_CUSUM_SUM] = OWN,
                           [COOPERATION_CUSUM_LIMIT] = OWN,
                           [COOPERATION_STATUS] = FROM1(COOPERATION_OCCUPANCY),
                           [COOPERATION_REASON] = FROM1(COOPERATION_OCCUPANCY)},
    [TABLE_RATES] = {[RATES_COMPUTED_RATE] = MONEY,
                     [RATES_CLEAN_RATE] = MONEY,
                     [RATES_CARRIED_EFFECT] = MONEY,
                     [RATES_COSTS] = MONEY,
                     [RATES_CARRIED_RESULT] = MONEY,
                     [RATES_SET_ASIDE_MAX] = MONEY,
                     [RATES_RESULT] = EARNED,
                     [RATES_REVENUE] = EARNED,
                     [RATES_ACTUAL_COSTS] = MONEY,
                     [RATES_INTO_RATES] = EARNED,
                     [RATES_RULE_OCCUPANCY] = FROM_SCOPE(SCOPE_UNIT_BEFORE),
                     [RATES_RULE_VERDICT] = FROM_SCOPE(SCOPE_UNIT_BEFORE)},
    [TABLE_EXPECTED] = {[EXPECTED_1Y] = COUNT, [EXPECTED_3Y] = COUNT},
};

const struct column_rule *column_rule(enum table_id table, size_t column)
{
    static const struct column_rule UNLISTED = {.kind = ITEM_UNLISTED};
    return column < COLUMNS_MAX ? &RULES[table][column] : &UNLISTED;
}

bool table_is_sparse(enum table_id table)
{
    switch (table) {
    case TABLE_NEED_PROFILE:
    case TABLE_USE_MATRIX:
    case TABLE_ADDRESS_FREE:
    case TABLE_OFFERS_USED:
    case TABLE_FLOWS:
    case TABLE_MOVES:
    case TABLE_RESILIENCE:
    case TABLE_LOCATIONS:
        return true;
    default:
        return false;
    }
}

int table_owner_column(enum table_id table)
{
    switch (table) {
    case TABLE_NEED:
        return NEED_MUNICIPALITY;
    case TABLE_USE_MATRIX:
        return USE_MATRIX_MUNICIPALITY;
    case TABLE_ADDRESS_FREE:
        return ADDRESS_FREE_MUNICIPALITY;
    case TABLE_FLOWS:
        return FLOWS_PAYING;
    case TABLE_FLOW_OF_CITIZENS:
        return FLOW_OF_CITIZENS_MUNICIPALITY;
    case TABLE_EXPECTED:
        return EXPECTED_MUNICIPALITY;
    default:
        return -1;
    }
}
