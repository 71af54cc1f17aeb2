/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every table and column, in the order of the files. Definitions are written for the analyst who must defend
 * the figure; formulas use the columns' own names.
 */
#include "registry_private.h"

#include <string.h>

/* clang-format off */

#define KEY_MUNICIPALITY KEY("municipality", COLUMN_ID, N_("Municipality"), \
    N_("The municipality that acts for the citizens; `region` is the whole region, counted on its own and never added up from persons."))
#define COUNT_IS_COMPLETE N_("The count is complete; the interval is about the swing between years (95 per cent).")
#define SWING N_("The count is complete; the interval is about the swing between years that arrivals and exits imply (95 per cent).")
#define SAME_DEMAND N_("At the same demand the occupancy of a year would by chance lie between the limits (95 per cent).")
#define FORECAST_LIMITS N_("Limits of simulated futures, with the uncertainty of the rates of arrivals and exits in them. Default seed 1936; each group has its own stream of draws.")
#define FORECAST_FORMULA N_("Binomial(present, exp(-mu t)) + Poisson(arrivals still there); mu ~ Gamma(exits + 1/2, person_years), arrival rate ~ Gamma(arrivals + 1/2, exposure)")
#define FORECAST_SOURCE "Eick, Massey and Whitt 1993; Jeffreys 1946"
#define HALF_OPEN N_("A stay counts on every day from its start to the day before it ends; an inclusive end date counts that day too.")

static const struct column SUPPLY[] = {
    KEY_GROUP,
    KEY("section", COLUMN_ID, N_("Section"), N_("The section of the law that the offer rests on, as in force in the period.")),
    KEY("municipality", COLUMN_ID, N_("Location"), N_("The municipality where the offer lies.")),
    KEY_YEAR,
    MEASURE("offers", COLUMN_COUNT, 0, N_("offers"), N_("Offers"), N_("Offers in force on at least one day of the year."), NULL, NULL),
    MEASURE("places", COLUMN_DECIMAL, 1, PLACES, N_("Places"), N_("Mean number of approved places over the year, changes during the year weighted by days. An offer with several groups counts in full in each of them."), N_("place_days / days of the year"), NULL),
    MEASURE("place_days", COLUMN_DECIMAL, 0, DAYS, N_("Place-days"), N_("Places in force, added up day by day."), N_("sum over days of places"), NULL),
    MEASURE("specialised_places", COLUMN_DECIMAL, 1, PLACES, N_("Highly specialised places"), N_("The places of offers marked as highly specialised."), NULL, NULL),
    MEASURE("cooperation_places", COLUMN_DECIMAL, 1, PLACES, N_("Places in the strengthened cooperation"), N_("The places of offers covered by the strengthened cooperation."), NULL, NULL),
};

static const struct column OCCUPANCY_PERIOD[] = {
    KEY_OFFER,
    KEY("period", COLUMN_ID, N_("Period"), N_("The period as the operator reported it, and every month of offers whose stays are complete; the two kinds can overlap, so rows are never added up.")),
    MEASURE("days", COLUMN_COUNT, 0, DAYS, N_("Days"), N_("Days of the period."), NULL, NULL),
    MEASURE("place_days", COLUMN_DECIMAL, 0, DAYS, N_("Place-days"), N_("Places in force, added up day by day; places in the occupancy report win for its period."), N_("sum over days of places"), NULL),
    MEASURE("occupied_days", COLUMN_DECIMAL, 0, DAYS, N_("Occupied days"), N_("Days on which a place was taken, added up over places."), N_("sum over days of occupied"), NULL),
    MEASURE("occupancy", COLUMN_RATIO, 1, N_("per cent"), N_("Actual occupancy"), N_("A ratio of sums, never cut at 100."), "occupied_days / place_days", NULL),
    MEASURE("waiting", COLUMN_COUNT, 0, PERSONS, N_("Waiting"), N_("Persons on the operator's waiting list."), NULL, NULL),
    WORDS("source", N_("Source"), N_("Whether the operator's report, complete stays or a count on a single day was used.")),
};

static const struct column OCCUPANCY_YEAR[] = {
    KEY("level", COLUMN_WORD, N_("Level"), N_("What the row is about: an offer, or all offers of a group, operator, municipality or the region. Groups and the region hold the offers that lie in the region; operators and municipalities all of theirs.")),
    KEY("id", COLUMN_ID, N_("Unit"), N_("The offer, group, operator, municipality or region.")),
    KEY_YEAR,
    MEASURE("place_days", COLUMN_DECIMAL, 0, DAYS, N_("Place-days"), N_("Places in force, added up over the days that the occupancy figures cover."), N_("sum over days of places"), NULL),
    MEASURE("occupied_days", COLUMN_DECIMAL, 0, DAYS, N_("Occupied days"), N_("Days on which a place was taken, added up over places."), N_("sum over days of occupied"), NULL),
    MEASURE("occupancy", COLUMN_RATIO, 1, N_("per cent"), N_("Actual occupancy"), N_("A ratio of sums over the year, never cut at 100. Public editions give whole per cent."), "occupied_days / place_days", NULL),
    MEASURE("change_points", COLUMN_POINTS, 1, POINTS, N_("Change"), N_("Change from the year before."), N_("100 x (occupancy - occupancy of the year before)"), NULL),
    GUARDED("census_occupancy", COLUMN_RATIO, 1, N_("per cent"), N_("Occupancy on 31 December"), N_("Occupied places over places in force on 31 December."), NULL, NULL, AUDIENCE_COOPERATION),
    GUARDED("days_over_capacity", COLUMN_COUNT, 0, DAYS, N_("Days over capacity"), N_("Days with more persons than places; known only where stays are complete."), NULL, NULL, AUDIENCE_COOPERATION),
    GUARDED("peak", COLUMN_COUNT, 0, PERSONS, N_("Peak"), N_("Most persons on one day; known only where stays are complete."), NULL, NULL, AUDIENCE_COOPERATION),
    MEASURE("budgeted", COLUMN_RATIO, 1, N_("per cent"), N_("Budgeted occupancy"), N_("The occupancy that the daily rate was computed with; above the offer weighted by place-days."), NULL, NULL),
    MEASURE("gap_points", COLUMN_POINTS, 1, POINTS, N_("Actual less budgeted"), N_("How far the actual occupancy lies from the budgeted one."), "100 x (occupancy - budgeted)", NULL),
    WORDS("source", N_("Source"), N_("Operators' reports count first; days that no report covers come from stays where these are complete. Counts on single days stand for the whole year where there is nothing else. Days that nothing covers count neither as occupied nor as places.")),
};

static const struct column OCCUPANCY_LIMITS[] = {
    KEY_OFFER, KEY_YEAR,
    MEASURE("places", COLUMN_DECIMAL, 1, PLACES, N_("Places"), N_("Mean number of places over the days that the occupancy figures cover."), "place_days / days", NULL),
    MEASURE("occupancy", COLUMN_RATIO, 1, N_("per cent"), N_("Actual occupancy"), N_("A ratio of sums over the year, never cut at 100."), "occupied_days / place_days", NULL),
    MEASURE("exits", COLUMN_COUNT, 0, PERSONS, N_("Exits"), N_("Stays in the offer that ended in the years of the report; stays of one person at most episode_gap_days apart are one."), NULL, NULL),
    MEASURE("mean_stay_years", COLUMN_DECIMAL, 1, N_("years"), N_("Mean stay"), N_("Time of all stays in the offer, today's residents included, over exits; needs at least five exits."), "person_years / exits", NULL),
    MEASURE("swing_points", COLUMN_POINTS, 1, POINTS, N_("Swing by chance"), N_("Standard deviation of the year's mean occupancy when nothing but chance changes from year to year. The same persons are there day after day: the days of a year are not independent."), N_("standard deviation of the time average of an M/M/c/c census"), "Sevast'yanov 1957; vifte calc occupancy_loss_time_average_variance"),
    MEASURE("lower", COLUMN_RATIO, 0, N_("per cent"), N_("Lower limit"), SAME_DEMAND, "max(0, occupancy - 1.96 swing)", NULL),
    MEASURE("upper", COLUMN_RATIO, 0, N_("per cent"), N_("Upper limit"), SAME_DEMAND, "min(1, occupancy + 1.96 swing)", NULL),
};

static const struct column NEED[] = {
    KEY_GROUP,
    KEY_MUNICIPALITY,
    KEY_YEAR,
    MEASURE("citizens", COLUMN_COUNT, 0, PERSONS, N_("Citizens in the target group"), N_("Distinct persons from stays; without stays the municipalities' own counts, which for the region may count a citizen twice."), NULL, NULL),
    WORDS("basis", N_("Basis"), N_("Whether persons on 31 December or persons during the year are counted.")),
    MEASURE("change", COLUMN_COUNT, 0, PERSONS, N_("Change"), N_("Change from the year before, from the newest version of that year."), N_("citizens - citizens of the year before"), NULL),
    MEASURE("arrivals", COLUMN_COUNT, 0, PERSONS, N_("Arrivals"), N_("Persons who began an episode during the year."), NULL, NULL),
    MEASURE("exits", COLUMN_COUNT, 0, PERSONS, N_("Exits"), N_("Persons who ended an episode during the year."), NULL, NULL),
    MEASURE("change_p", COLUMN_DECIMAL, 3, NULL, N_("Probability by chance"), N_("Probability of a difference between arrivals and exits as large as this one if both came equally often. Not a test of the stock itself."), N_("exact binomial test of arrivals among arrivals + exits, p = 1/2"), "Clopper and Pearson 1934"),
    MEASURE("population", COLUMN_DECIMAL, 0, PERSONS, N_("Population"), N_("Inhabitants of the group's ages on 1 January; age bands that the group's ages cut are shared out by whole years."), NULL, N_("Statistics Denmark")),
    MEASURE("rate", COLUMN_DECIMAL, 1, N_("per 10,000"), N_("Citizens per 10,000 inhabitants"), N_("Citizens over the population of the same municipalities and ages; crude, not standardised by age. A fact, no estimate."), "10000 x citizens / population", NULL),
    MEASURE("rate_lower", COLUMN_DECIMAL, 1, N_("per 10,000"), N_("Lower limit"), SWING, "10000 x max(0, citizens - 1.96 swing) / population", NULL),
    MEASURE("rate_upper", COLUMN_DECIMAL, 1, N_("per 10,000"), N_("Upper limit"), SWING, "10000 x (citizens + 1.96 swing) / population", NULL),
    GUARDED("rate_smoothed", COLUMN_DECIMAL, 1, N_("per 10,000"), N_("Smoothed rate"), N_("The rate drawn towards the region's by its uncertainty; for ranking and planning, never a number of persons."), NULL, "Marshall 1991", AUDIENCE_COOPERATION),
    WORDS("funnel", N_("Funnel"), N_("Where the count lies against what the region's rate and chance allow; differences can come from how municipalities delimit the group.")),
    MEASURE("waiting", COLUMN_COUNT, 0, PERSONS, N_("Waiting"), N_("Persons waiting for an offer, as reported in the forms."), NULL, NULL),
    MEASURE("waiting_days", COLUMN_DECIMAL, 0, DAYS, N_("Median days waited"), N_("As the municipality reported it; a region's median cannot be computed from medians."), NULL, NULL),
    WORDS("reported_by", N_("Reported by"), N_("How many of the region's municipalities the figure rests on.")),
    WORDS("source", N_("Source"), N_("Stays, forms, or both.")),
    MEASURE("change_pct", COLUMN_DECIMAL, 0, N_("per cent"), N_("Change in per cent"), N_("Change from the year before in per cent of that year; for the region alone."), "100 x change / (citizens - change)", NULL),
};

static const struct column NEED_PROFILE[] = {
    KEY_GROUP,
    KEY_YEAR,
    KEY("dimension", COLUMN_WORD, N_("Broken down by"), N_("Age, sex, section of the law, severity or kind of effort.")),
    KEY("value", COLUMN_ID, N_("Category"), N_("The category; persons without an answer stand under `unknown`.")),
    MEASURE("citizens", COLUMN_COUNT, 0, PERSONS, N_("Citizens"), N_("Distinct persons in the category. One person can stand in several sections or efforts."), NULL, NULL),
    MEASURE("services", COLUMN_COUNT, 0, N_("services"), N_("Services"), N_("Services or stays in the category; one person can have several."), NULL, NULL),
};

static const struct column USE_MATRIX[] = {
    KEY_GROUP, KEY_YEAR, KEY_MUNICIPALITY, KEY_OFFER,
    MEASURE("citizens", COLUMN_COUNT, 0, PERSONS, N_("Citizens"), N_("Distinct citizens of the municipality in the offer during the year."), NULL, NULL),
};

static const struct column ADDRESS_FREE[] = {
    KEY_GROUP, KEY_YEAR, KEY_MUNICIPALITY, KEY_OFFER,
    IDENTIFIER("provider", N_("Provider"), N_("The operator of the address-free effort.")),
    IDENTIFIER("region", N_("Region"), N_("The region where the provider is based.")),
    IDENTIFIER("agreement", N_("Agreement"), N_("The agreement that the effort is bought under.")),
    MEASURE("citizens", COLUMN_COUNT, 0, PERSONS, N_("Citizens"), N_("Distinct citizens of the municipality with the effort during the year."), NULL, NULL),
};

static const struct column OFFERS_USED[] = {
    KEY_GROUP, KEY_YEAR, KEY_OFFER,
    IDENTIFIER("name", N_("Name"), N_("The offer's name.")),
    IDENTIFIER("operator", N_("Operator"), N_("Who runs the offer.")),
    IDENTIFIER("municipality", N_("Location"), N_("The municipality where the offer lies.")),
    IDENTIFIER("region", N_("Region"), N_("The region where the offer lies.")),
    IDENTIFIER("section", N_("Section"), N_("The section of the law that the offer rests on.")),
    MEASURE("places", COLUMN_DECIMAL, 1, PLACES, N_("Places"), N_("Mean number of places over the year."), NULL, NULL),
    MEASURE("citizens", COLUMN_COUNT, 0, PERSONS, N_("Citizens"), N_("Distinct citizens of the group in the offer during the year."), NULL, NULL),
    MEASURE("days", COLUMN_COUNT, 0, DAYS, N_("Days"), N_("Days of the group's citizens in the offer."), NULL, NULL),
    WORDS("whole", N_("Whole effort"), N_("Whether the offer gives the whole effort or a part of it, as the municipalities say.")),
    WORDS("specialised", N_("Highly specialised"), N_("As marked in the offers table.")),
    WORDS("cooperation", N_("Strengthened cooperation"), N_("As marked in the offers table.")),
    WORDS("reach", N_("Reach"), N_("The area that the offer serves.")),
    WORDS("status", N_("Status"), N_("Whether the offer is open, closed or merged into another at the end of the period.")),
    {.name = "status_date", .kind = COLUMN_DATE, .label = N_("Status date"), .definition = N_("First day without the offer."), .has_status = true},
    WORDS("kind", N_("Kind of effort"), N_("The offer's kind: permanent or temporary housing, day offer, respite, acute, secured or address-free.")),
    WORDS("operator_type", N_("Operator type"), N_("Municipal, regional, private, self-governing or a foundation.")),
};

static const struct column FLOWS[] = {
    KEY_GROUP, KEY_YEAR,
    KEY("paying", COLUMN_ID, N_("Paying municipality"), N_("The municipality that pays.")),
    KEY("location", COLUMN_ID, N_("Location of the offer"), N_("A municipality of the region, another region, abroad, or address-free.")),
    MEASURE("citizens", COLUMN_COUNT, 0, PERSONS, N_("Citizens"), N_("Distinct persons with at least one day there in the year."), NULL, NULL),
    MEASURE("days", COLUMN_COUNT, 0, DAYS, N_("Days"), HALF_OPEN, NULL, NULL),
    MEASURE("expenditure", COLUMN_MONEY, 0, N_("kroner"), N_("Expenditure"), N_("Days times daily rate; missing where a stay has no rate."), N_("sum of days x daily_rate"), NULL),
};

static const struct column SELF_SUFFICIENCY[] = {
    KEY_GROUP, KEY_YEAR,
    MEASURE("citizens", COLUMN_COUNT, 0, PERSONS, N_("Citizens"), N_("Distinct citizens of the region's municipalities with a stay during the year."), NULL, NULL),
    MEASURE("days", COLUMN_COUNT, 0, DAYS, N_("Days"), HALF_OPEN, NULL, NULL),
    MEASURE("own_municipality_share", COLUMN_RATIO, 0, N_("per cent of days"), N_("In own municipality"), N_("Share of the days spent in offers in the paying municipality itself."), N_("days in the paying municipality / days"), NULL),
    MEASURE("in_region_share", COLUMN_RATIO, 0, N_("per cent of days"), N_("In the region"), N_("Share of the days spent in offers in the region."), N_("days in the region / days"), NULL),
    MEASURE("in_region_citizens", COLUMN_COUNT, 0, PERSONS, N_("Citizens only in the region"), N_("Distinct citizens all of whose days lie in offers in the region."), NULL, NULL),
    MEASURE("lower", COLUMN_RATIO, 0, N_("per cent of citizens"), N_("Lower limit"), N_("Wilson interval, 95 per cent, for in_region_citizens of citizens; the count is complete, the interval shows the swing between years."), N_("Wilson score interval"), "Wilson 1927"),
    MEASURE("upper", COLUMN_RATIO, 0, N_("per cent of citizens"), N_("Upper limit"), N_("Wilson interval, 95 per cent, for in_region_citizens of citizens; the count is complete, the interval shows the swing between years."), N_("Wilson score interval"), "Wilson 1927"),
    MEASURE("imported_days", COLUMN_COUNT, 0, DAYS, N_("Days of citizens from elsewhere"), N_("Days in the region's offers paid by municipalities outside it, from stays in offers whose stays are complete."), NULL, NULL),
};

static const struct column LOCATIONS[] = {
    KEY_GROUP, KEY_YEAR,
    KEY("location", COLUMN_WORD, N_("Where"), N_("Own municipality, another municipality of the region, another region, abroad, or an address-free effort.")),
    MEASURE("citizens", COLUMN_COUNT, 0, PERSONS, N_("Citizens"), N_("Citizens that the municipalities' forms count in offers there during the year: a sum of reports, in which a citizen with several offers or municipalities counts several times."), N_("sum of the forms' citizens"), NULL),
    IDENTIFIER("reported_by", N_("Reported by"), N_("How many of the region's municipalities have sent the form.")),
};

static const struct column FLOW_OF_CITIZENS[] = {
    KEY_GROUP, KEY_MUNICIPALITY, KEY_YEAR,
    MEASURE("present_start", COLUMN_COUNT, 0, PERSONS, N_("Present at the start"), N_("Persons in an episode as the year begins, before that day's arrivals and exits; the same as present at the end of the year before."), NULL, NULL),
    MEASURE("arrivals", COLUMN_COUNT, 0, PERSONS, N_("Arrivals"), N_("Episodes begun in the year. Stays of one person and group at most episode_gap_days apart are one episode."), NULL, NULL),
    MEASURE("exits", COLUMN_COUNT, 0, PERSONS, N_("Exits"), N_("Episodes ended in the year."), NULL, NULL),
    MEASURE("present_end", COLUMN_COUNT, 0, PERSONS, N_("Present at the end"), N_("Persons in an episode on the last day of the year."), "present_start + arrivals - exits", NULL),
    MEASURE("person_years", COLUMN_DECIMAL, 1, N_("person-years"), N_("Person-years"), N_("Days in episodes during the year over the days of the year."), NULL, NULL),
    MEASURE("exit_rate", COLUMN_DECIMAL, 2, N_("per person-year"), N_("Exits per person-year"), N_("Exits over time at risk, today's residents included."), "exits / person_years", NULL),
    MEASURE("mean_stay_years", COLUMN_DECIMAL, 1, N_("years"), N_("Mean stay"), N_("The inverse of the exit rate; needs at least one exit."), "person_years / exits", NULL),
    MEASURE("lower", COLUMN_DECIMAL, 2, N_("per person-year"), N_("Lower limit"), N_("95 per cent interval of the exit rate."), N_("Garwood limits of exits / person_years"), "Garwood 1936"),
    MEASURE("upper", COLUMN_DECIMAL, 2, N_("per person-year"), N_("Upper limit"), N_("95 per cent interval of the exit rate."), N_("Garwood limits of exits / person_years"), "Garwood 1936"),
    MEASURE("arrival_rate", COLUMN_DECIMAL, 1, N_("per 10,000"), N_("New cases per 10,000 inhabitants"), N_("Arrivals over the population of the same municipalities and of the group's ages on 1 January; crude, not standardised by age."), "10000 x arrivals / population", NULL),
    MEASURE("arrival_rate_lower", COLUMN_DECIMAL, 1, N_("per 10,000"), N_("Lower limit"), COUNT_IS_COMPLETE, N_("Garwood limits of arrivals, 95 per cent, x 10000 / population"), "Garwood 1936"),
    MEASURE("arrival_rate_upper", COLUMN_DECIMAL, 1, N_("per 10,000"), N_("Upper limit"), COUNT_IS_COMPLETE, N_("Garwood limits of arrivals, 95 per cent, x 10000 / population"), "Garwood 1936"),
};

static const struct column MOVES[] = {
    KEY_GROUP, KEY_YEAR,
    KEY("from_section", COLUMN_ID, N_("From"), N_("Section of the stay that ended.")),
    KEY("to_section", COLUMN_ID, N_("To"), N_("Section of the stay that followed within the episode.")),
    MEASURE("citizens", COLUMN_COUNT, 0, PERSONS, N_("Citizens"), N_("Distinct persons who moved so during the year. No direction is judged."), NULL, NULL),
};

static const struct column STAY_LENGTHS[] = {
    KEY_GROUP,
    KEY("months", COLUMN_COUNT, N_("Months"), N_("Months since the episode began.")),
    MEASURE("at_risk", COLUMN_COUNT, 0, PERSONS, N_("Followed"), N_("Episodes still going on after so many months and seen at that time. Those that began before the records count from the day the records begin."), NULL, NULL),
    MEASURE("remaining", COLUMN_RATIO, 0, N_("per cent of episodes"), N_("Still there"), N_("Share of episodes that last longer. Today's residents are followed until today, so that long stays are not lost; completed stays alone would be far too short. Not shown under five followed, or after an end among fewer than five."), N_("Kaplan-Meier estimate with delayed entry"), "Kaplan and Meier 1958"),
    MEASURE("lower", COLUMN_RATIO, 0, N_("per cent of episodes"), N_("Lower limit"), N_("95 per cent interval of the share still there."), N_("Greenwood variance, log(-log) scale"), "Kalbfleisch and Prentice 1980"),
    MEASURE("upper", COLUMN_RATIO, 0, N_("per cent of episodes"), N_("Upper limit"), N_("95 per cent interval of the share still there."), N_("Greenwood variance, log(-log) scale"), "Kalbfleisch and Prentice 1980"),
};

static const struct column FORECAST[] = {
    KEY_GROUP,
    KEY("year", COLUMN_YEAR, N_("Year"), N_("The coming year at whose end, on 31 December, the citizens are counted.")),
    MEASURE("survivors", COLUMN_DECIMAL, 1, PERSONS, N_("Of today's citizens"), N_("Expected number of the citizens present on the last day of the report who are still there."), "present x (person_years / (person_years + t))^(exits + 1/2)", FORECAST_SOURCE),
    MEASURE("arrivals", COLUMN_DECIMAL, 1, PERSONS, N_("New citizens"), N_("Expected number who arrive in the coming years and are still there."), N_("sum over years of (arrivals + 1/2) / exposure x exposure of the year x share still there"), FORECAST_SOURCE),
    MEASURE("mean", COLUMN_DECIMAL, 1, PERSONS, N_("Expected"), N_("Expected number of citizens if people come and leave as in the years of the report."), "survivors + arrivals", FORECAST_SOURCE),
    MEASURE("lower80", COLUMN_COUNT, 0, PERSONS, N_("Lower limit, 80 per cent"), FORECAST_LIMITS, FORECAST_FORMULA, FORECAST_SOURCE),
    MEASURE("upper80", COLUMN_COUNT, 0, PERSONS, N_("Upper limit, 80 per cent"), FORECAST_LIMITS, FORECAST_FORMULA, FORECAST_SOURCE),
    MEASURE("lower95", COLUMN_COUNT, 0, PERSONS, N_("Lower limit, 95 per cent"), FORECAST_LIMITS, FORECAST_FORMULA, FORECAST_SOURCE),
    MEASURE("upper95", COLUMN_COUNT, 0, PERSONS, N_("Upper limit, 95 per cent"), FORECAST_LIMITS, FORECAST_FORMULA, FORECAST_SOURCE),
    MEASURE("municipalities_expect", COLUMN_COUNT, 0, PERSONS, N_("Municipalities expect"), N_("Sum of what the municipalities expect one and three years ahead, from the forms of the last year; only of those who answered."), NULL, NULL),
    MEASURE("origins", COLUMN_COUNT, 0, N_("forecasts"), N_("Forecasts tested"), N_("Years of the report in which the same forecast could have been made so far ahead, from at least three years, and be compared with what came."), NULL, NULL),
    MEASURE("coverage", COLUMN_RATIO, 0, N_("per cent of forecasts"), N_("Within the limits"), N_("Share of the tested forecasts whose 80 per cent limits held what came; shown from ten forecasts on."), N_("forecasts whose limits held / origins"), NULL),
    WORDS("expected_by", N_("Expectation from"), N_("How many of the region's municipalities the municipalities' expectation rests on.")),
    WORDS("scaled", N_("Follows the population"), N_("Whether arrivals follow the population of the group's ages, with the official projection for coming years; otherwise they are the same every year.")),
};

static const struct column CAPACITY_LOG[] = {
    KEY("date", COLUMN_DATE, N_("Date"), N_("First day of the change.")),
    KEY_OFFER,
    WORDS("change", N_("Change"), N_("Opened, closed, merged, more or fewer places, or a note. An offer that is there on the first day of the project's years is not counted as opened.")),
    MEASURE("places_before", COLUMN_DECIMAL, 1, PLACES, N_("Places before"), N_("Places the day before."), NULL, NULL),
    MEASURE("places_after", COLUMN_DECIMAL, 1, PLACES, N_("Places after"), N_("Places from that day."), NULL, NULL),
    TEXT("note", N_("Note"), N_("The operator's or secretariat's note.")),
};

static const struct column FIT[] = {
    KEY_GROUP, KEY_YEAR,
    KEY("answer", COLUMN_WORD, N_("Answer"), N_("1 = supply fits demand least, 5 = most; or unknown.")),
    MEASURE("municipalities", COLUMN_COUNT, 0, N_("municipalities"), N_("Municipalities"), N_("Municipalities that gave the answer."), NULL, NULL),
    IDENTIFIER("who", N_("Who"), N_("The municipalities that gave the answer.")),
};

static const struct column EXPECTED[] = {
    KEY_GROUP, KEY_MUNICIPALITY, KEY_YEAR,
    WORDS("direction", N_("Expected development"), N_("More, the same, fewer or unknown, as the municipality answered.")),
    MEASURE("expected_1y", COLUMN_COUNT, 0, PERSONS, N_("Expected in one year"), N_("Citizens the municipality expects in one year; for the region the sum of those who answered."), NULL, NULL),
    MEASURE("expected_3y", COLUMN_COUNT, 0, PERSONS, N_("Expected in three years"), N_("Citizens the municipality expects in three years; for the region the sum of those who answered."), NULL, NULL),
};

static const struct column COVERAGE[] = {
    KEY("table", COLUMN_WORD, N_("Table"), N_("The input table.")),
    KEY("sender", COLUMN_ID, N_("Sender"), N_("Who delivered, or should have.")),
    KEY("period", COLUMN_ID, N_("Period"), N_("The year the delivery is about.")),
    GUARDED("rows", COLUMN_COUNT, 0, N_("rows"), N_("Rows"), N_("Rows read."), NULL, NULL, AUDIENCE_INTERNAL),
    {.name = "received", .kind = COLUMN_DATE, .label = N_("Received"), .definition = N_("Date of receipt as the sender's table says."), .has_status = true},
    MEASURE("version", COLUMN_COUNT, 0, NULL, N_("Version"), N_("The version's number where the table says."), NULL, NULL),
    WORDS("status", N_("Status"), N_("Received, late, missing, superseded by a newer version, or draft.")),
    MEASURE("days_late", COLUMN_COUNT, 0, DAYS, N_("Days late"), N_("Days after the project's freeze date."), NULL, NULL),
    IDENTIFIER("groups", N_("Target groups"), N_("The target groups for which the form gives a number of citizens; a form can be corrected for one group alone.")),
};

static const struct column RECONCILIATION[] = {
    KEY_OFFER,
    KEY("period", COLUMN_ID, N_("Period"), N_("The year, or the operator's period.")),
    KEY("measure", COLUMN_WORD, N_("Measure"), N_("What is compared: occupied days, or citizens.")),
    MEASURE("operator", COLUMN_DECIMAL, 0, NULL, N_("Operator"), N_("As the operator reported."), NULL, NULL),
    MEASURE("stays", COLUMN_DECIMAL, 0, NULL, N_("Stays"), N_("As computed from the stays."), NULL, NULL),
    MEASURE("forms", COLUMN_DECIMAL, 0, NULL, N_("Forms"), N_("As the municipalities' forms say."), NULL, NULL),
    MEASURE("difference", COLUMN_DECIMAL, 0, NULL, N_("Difference"), N_("The first figure given less the second."), NULL, NULL),
};

static const struct column QUALITY[] = {
    KEY("code", COLUMN_ID, N_("Code"), N_("Stable code of the finding; `vifte explain CODE` says more.")),
    KEY("level", COLUMN_WORD, N_("Level"), N_("Stop, warning or note.")),
    KEY("file", COLUMN_ID, N_("File"), N_("The input file.")),
    KEY("line", COLUMN_COUNT, N_("Line"), N_("The record's first physical line; in a spreadsheet the row.")),
    KEY("field", COLUMN_COUNT, N_("Field"), N_("The field's number; in a spreadsheet the column.")),
    TEXT("message", N_("Message"), N_("What was found.")),
    TEXT("cure", N_("Cure"), N_("How to mend it.")),
    TEXT("touches", N_("Touches"), N_("The output tables whose figures it touches.")),
};

static const struct column DISCLOSURE[] = {
    KEY("table", COLUMN_ID, N_("Table"), N_("The output table.")),
    KEY("cell", COLUMN_ID, N_("Cell"), N_("The row's keys in the table's order and the column, with | between; without a column the rows of a group that are not there at all.")),
    KEY("audience", COLUMN_WORD, N_("Hidden from"), N_("Whose edition hides it: the public's or the cooperation's.")),
    WORDS("reason", N_("Reason"), N_("Why it is hidden. What is computed from a hidden figure is hidden with it and not listed.")),
    MEASURE("feasible_lower", COLUMN_COUNT, 0, NULL, N_("Least possible value"), N_("The least whole number that a reader of that edition, and of every earlier release, cannot rule out."), N_("integer program over all published figures together"), "Fischetti and Salazar 2000"),
    MEASURE("feasible_upper", COLUMN_COUNT, 0, NULL, N_("Greatest possible value"), N_("The greatest; not given where there is no bound."), NULL, NULL),
};

#define ROWS_NOTE N_("Rows that would betray somebody are left out; a row that is not there is not zero.")
#define SHARED_NOTE N_("Offers with several target groups count in full in each of them.")

static const struct table_def TABLES[TABLE_COUNT] = {
    [TABLE_SUPPLY] = DEFINE(SUPPLY, "supply", "supply", 4, AUDIENCE_PUBLIC, N_("Offers and places"), SHARED_NOTE),
    [TABLE_OCCUPANCY_PERIOD] = DEFINE(OCCUPANCY_PERIOD, "occupancy_period", "occupancy", 2, AUDIENCE_COOPERATION, N_("Occupancy by period"), NULL),
    [TABLE_OCCUPANCY_YEAR] = DEFINE(OCCUPANCY_YEAR, "occupancy_year", "occupancy", 3, AUDIENCE_PUBLIC, N_("Occupancy by year"), NULL),
    [TABLE_OCCUPANCY_LIMITS] = DEFINE(OCCUPANCY_LIMITS, "occupancy_limits", "occupancy", 2, AUDIENCE_COOPERATION, N_("Occupancy and chance"), N_("For the two last years. Each year has limits around its own occupancy; where those of two years overlap, chance alone can explain the difference.")),
    [TABLE_NEED] = DEFINE(NEED, "need", "need", 3, AUDIENCE_PUBLIC, N_("Citizens in the target groups"), NULL),
    [TABLE_NEED_PROFILE] = DEFINE(NEED_PROFILE, "need_profile", "need", 4, AUDIENCE_PUBLIC, N_("Who the citizens are"), N_("Persons are counted once in a category, but can stand in several.")),
    [TABLE_USE_MATRIX] = DEFINE(USE_MATRIX, "use_matrix", "need", 4, AUDIENCE_COOPERATION, N_("Municipalities' use of offers"), ROWS_NOTE),
    [TABLE_ADDRESS_FREE] = DEFINE(ADDRESS_FREE, "address_free", "need", 4, AUDIENCE_COOPERATION, N_("Address-free efforts"), ROWS_NOTE),
    [TABLE_OFFERS_USED] = DEFINE(OFFERS_USED, "offers_used", "need", 3, AUDIENCE_PUBLIC, N_("Offers used"), NULL),
    [TABLE_FLOWS] = DEFINE(FLOWS, "flows", "flows", 4, AUDIENCE_COOPERATION, N_("Who pays, and where the offers lie"), ROWS_NOTE),
    [TABLE_SELF_SUFFICIENCY] = DEFINE(SELF_SUFFICIENCY, "self_sufficiency", "flows", 2, AUDIENCE_PUBLIC, N_("Served inside and outside the region"), NULL),
    [TABLE_LOCATIONS] = DEFINE(LOCATIONS, "locations", "flows", 3, AUDIENCE_PUBLIC, N_("Where citizens are helped, from the forms"), N_("Only for groups whose citizens nobody reported stay by stay.")),
    [TABLE_FLOW_OF_CITIZENS] = DEFINE(FLOW_OF_CITIZENS, "flow_of_citizens", "citizens", 3, AUDIENCE_PUBLIC, N_("Citizens who came and left"), NULL),
    [TABLE_MOVES] = DEFINE(MOVES, "moves", "citizens", 4, AUDIENCE_PUBLIC, N_("Moves between kinds of effort"), N_("No direction is judged.")),
    [TABLE_STAY_LENGTHS] = DEFINE(STAY_LENGTHS, "stay_lengths", "citizens", 2, AUDIENCE_COOPERATION, N_("How long citizens stay"), NULL),
    [TABLE_FORECAST] = DEFINE(FORECAST, "forecast", "forecast", 2, AUDIENCE_PUBLIC, N_("Forecast of citizens"), N_("A calculation, no assessment of need: it says what follows if people come and leave as they did.")),
    [TABLE_CAPACITY_LOG] = DEFINE(CAPACITY_LOG, "capacity_log", "supply", 2, AUDIENCE_PUBLIC, N_("Changes in capacity"), NULL),
    [TABLE_FIT] = DEFINE(FIT, "fit", "need", 3, AUDIENCE_PUBLIC, N_("Fit between supply and demand"), NULL),
    [TABLE_EXPECTED] = DEFINE(EXPECTED, "expected", "need", 3, AUDIENCE_PUBLIC, N_("Expected development"), NULL),
    [TABLE_COVERAGE] = DEFINE(COVERAGE, "coverage", "quality", 3, AUDIENCE_PUBLIC, N_("Who delivered what"), N_("A municipality that did not report is missing, never zero.")),
    [TABLE_RECONCILIATION] = DEFINE(RECONCILIATION, "reconciliation", "quality", 3, AUDIENCE_INTERNAL, N_("Differences between sources"), NULL),
    [TABLE_QUALITY] = DEFINE(QUALITY, "quality", "quality", 5, AUDIENCE_INTERNAL, N_("Findings in the input"), NULL),
    [TABLE_DISCLOSURE] = DEFINE(DISCLOSURE, "disclosure", "quality", 3, AUDIENCE_INTERNAL, N_("What the other editions hide"), N_("This edition hides nothing: the table lists what the public's and the cooperation's editions of the same run hide, and why.")),
};
/* clang-format on */

/* The enums of registry.h number these columns; a table that grows must grow there too. */
_Static_assert(G_N_ELEMENTS(SUPPLY) == SUPPLY_COOPERATION_PLACES + 1, "supply");
_Static_assert(G_N_ELEMENTS(OCCUPANCY_PERIOD) == OCCUPANCY_PERIOD_SOURCE + 1, "occupancy_period");
_Static_assert(G_N_ELEMENTS(OCCUPANCY_YEAR) == OCCUPANCY_YEAR_SOURCE + 1, "occupancy_year");
_Static_assert(G_N_ELEMENTS(OCCUPANCY_LIMITS) == OCCUPANCY_LIMITS_UPPER + 1, "occupancy_limits");
_Static_assert(G_N_ELEMENTS(NEED) == NEED_CHANGE_PCT + 1, "need");
_Static_assert(G_N_ELEMENTS(NEED_PROFILE) == NEED_PROFILE_SERVICES + 1, "need_profile");
_Static_assert(G_N_ELEMENTS(USE_MATRIX) == USE_MATRIX_CITIZENS + 1, "use_matrix");
_Static_assert(G_N_ELEMENTS(ADDRESS_FREE) == ADDRESS_FREE_CITIZENS + 1, "address_free");
_Static_assert(G_N_ELEMENTS(OFFERS_USED) == OFFERS_USED_OPERATOR_TYPE + 1, "offers_used");
_Static_assert(G_N_ELEMENTS(FLOWS) == FLOWS_EXPENDITURE + 1, "flows");
_Static_assert(G_N_ELEMENTS(SELF_SUFFICIENCY) == SELF_SUFFICIENCY_IMPORTED_DAYS + 1, "self_sufficiency");
_Static_assert(G_N_ELEMENTS(LOCATIONS) == LOCATIONS_REPORTED_BY + 1, "locations");
_Static_assert(G_N_ELEMENTS(FLOW_OF_CITIZENS) == FLOW_OF_CITIZENS_ARRIVAL_RATE_UPPER + 1, "flow_of_citizens");
_Static_assert(G_N_ELEMENTS(MOVES) == MOVES_CITIZENS + 1, "moves");
_Static_assert(G_N_ELEMENTS(STAY_LENGTHS) == STAY_LENGTHS_UPPER + 1, "stay_lengths");
_Static_assert(G_N_ELEMENTS(FORECAST) == FORECAST_SCALED + 1, "forecast");
_Static_assert(G_N_ELEMENTS(CAPACITY_LOG) == CAPACITY_LOG_NOTE + 1, "capacity_log");
_Static_assert(G_N_ELEMENTS(FIT) == FIT_WHO + 1, "fit");
_Static_assert(G_N_ELEMENTS(EXPECTED) == EXPECTED_3Y + 1, "expected");
_Static_assert(G_N_ELEMENTS(COVERAGE) == COVERAGE_GROUPS + 1, "coverage");
_Static_assert(G_N_ELEMENTS(RECONCILIATION) == RECONCILIATION_DIFFERENCE + 1, "reconciliation");
_Static_assert(G_N_ELEMENTS(QUALITY) == QUALITY_TOUCHES + 1, "quality");
_Static_assert(G_N_ELEMENTS(DISCLOSURE) == DISCLOSURE_FEASIBLE_UPPER + 1, "disclosure");

static const char *const REASONS[REASON_COUNT] = {
    [REASON_NONE] = "",
    [REASON_NO_PLACES] = N_("no places in force in the period"),
    [REASON_NOT_IN_PLACES] = N_("the offer is not measured in places"),
    [REASON_NO_POPULATION] = N_("no complete population for the year and ages"),
    [REASON_NO_EARLIER] = N_("no figure for the year before"),
    [REASON_TOO_FEW] = N_("too few for this statistic"),
    [REASON_FORMS_ONLY] = N_("needs stays; there are only counts from forms"),
    [REASON_NO_OCCUPANCY] = N_("nobody reported the occupancy"),
    [REASON_STOCK] = N_("persons present are a stock; its change is judged on arrivals and exits"),
    [REASON_REGION_MEDIAN] = N_("a region's median cannot be computed from medians"),
    [REASON_NO_BUDGET] = N_("no budgeted occupancy given"),
    [REASON_STAYS_INCOMPLETE] = N_("known only where all stays of the offer are reported"),
    [REASON_SINGLE_OFFERS] = N_("computed for single offers only"),
    [REASON_NOT_ASKED] = N_("the forms do not ask for this year"),
    [REASON_FULL] = N_("all places are taken; how much more demand there is, is not known"),
    [REASON_SINGLE_DAYS] = N_("there are counts on single days only"),
    [REASON_NO_COSTS] = N_("no costs given"),
    [REASON_NO_INDEX] = N_("no price index for the year"),
    [REASON_NO_PARAMETER] = N_("no value of a yearly parameter is known for the year"),
    [REASON_NO_VOLUME] = N_("nobody reported what was bought"),
    [REASON_SHORT_SERIES] = N_("too few years to compare with"),
    [REASON_NO_RULE] = N_("no rule was found in the sources"),
    [REASON_BELOW_ALREADY] = N_("the offer is below break-even already"),
    [REASON_NO_SIGN] = N_("no sign was seen"),
    [REASON_NOT_SEEN] = N_("demand cannot be seen: the offers are full"),
    [REASON_UNDECIDED] = N_("cannot be decided: the limits span 20 to 80 per cent"),
    [REASON_NOT_REPORTED] = N_("nobody reported who is waiting or without an offer"),
    [REASON_NO_RATE] = N_("the daily rate of an offer is not known"),
    [REASON_NO_DISTANCE] = N_("a distance is not known"),
    [REASON_NOBODY] = N_("nobody finds a place"),
};

const struct table_def *registry_table(enum table_id id)
{
    const struct table_def *def = registry_cooperation(id);
    return def != NULL ? def : &TABLES[id];
}

const struct table_def *registry_find(const char *name)
{
    for (enum table_id i = 0; i < TABLE_COUNT; i++) {
        if (strcmp(registry_table(i)->name, name) == 0) {
            return registry_table(i);
        }
    }
    return NULL;
}

const char *registry_kind_name(enum column_kind kind)
{
    switch (kind) {
    case COLUMN_YEAR:
        return "year";
    case COLUMN_DATE:
        return "date";
    case COLUMN_COUNT:
        return "integer";
    case COLUMN_DECIMAL:
    case COLUMN_RATIO:
    case COLUMN_CHANCE:
    case COLUMN_POINTS:
    case COLUMN_MONEY:
        return "number";
    default:
        return "string";
    }
}

const char *reason_text(enum cell_reason reason)
{
    return reason == REASON_NONE ? "" : _(REASONS[reason]);
}
