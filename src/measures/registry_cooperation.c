/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables and columns of the cooperation between municipalities: what the places are needed for and sold to,
 * what they cost, and which offer needs the dialogue. None of it is public.
 */
#include "registry_private.h"

/* clang-format off */
#define MUNICIPALITIES N_("municipalities")
#define KRONER N_("kroner")
#define OF_PLACES N_("per cent of places")
#define REPORTED_BY WORDS("reported_by", N_("Reported by"), N_("How many of the region's municipalities the figure rests on."))
#define LAST_YEARS_MIX "Laspeyres 1871"
#define BREAK_EVEN_FORMULA "costs / (daily_rate x places x 365)"

static const struct column BUYERS[] = {
    KEY_OFFER, KEY_YEAR,
    MEASURE("buyers", COLUMN_COUNT, 0, MUNICIPALITIES, N_("Buyers"), N_("Municipalities that bought at least one place of the offer in the year, as they reported it."), NULL, NULL),
    MEASURE("lost", COLUMN_COUNT, 0, MUNICIPALITIES, N_("Buyers lost"), N_("Municipalities that bought in the year before and report that they bought nothing. A municipality that did not report is not lost."), NULL, NULL),
    MEASURE("new", COLUMN_COUNT, 0, MUNICIPALITIES, N_("New buyers"), N_("Municipalities that buy and reported that they bought nothing in the year before."), NULL, NULL),
    MEASURE("largest_share", COLUMN_RATIO, 0, N_("per cent of what was bought"), N_("The largest buyer's share"), N_("What the largest buyer bought, of what all who reported bought."), N_("largest bought / bought"), NULL),
    MEASURE("break_even_occupancy", COLUMN_RATIO, 1, OF_PLACES, N_("Break-even occupancy"), N_("The occupancy at which the daily rate pays the budgeted costs."), BREAK_EVEN_FORMULA, NULL),
    IDENTIFIER("falls_below_without", N_("Falls below without"), N_("Each buyer whose leaving alone, with the places it bought, would put the offer below break-even: mean occupied places less those of the buyer are fewer than break-even places. Nobody where the offer is below it already.")),
    MEASURE("bought", COLUMN_DECIMAL, 1, N_("bought"), N_("Bought"), N_("What the municipalities bought, in the offer's own unit: places, pupils, courses or hours."), NULL, NULL),
    IDENTIFIER("largest_buyer", N_("Largest buyer"), N_("The municipality that bought most; several when they bought the same.")),
    IDENTIFIER("who_lost", N_("Who left"), N_("The buyers that were lost.")),
    IDENTIFIER("who_new", N_("Who came"), N_("The new buyers.")),
    REPORTED_BY,
};

#define NEEDED_LIMITS N_("The count is complete; the interval is about the swing between years that arrivals and exits imply (95 per cent).")
#define NEEDED_FORMULA(sign) "places_needed " sign " 1.96 sqrt((places_needed + arrivals / mu) (1 - exp(-mu)))"
#define P_LIMITS N_("How far the probability would move if the rates of arrivals and exits were known (95 per cent).")
#define P_FORMULA N_("P(Binomial(places_needed, exp(-mu t)) + Poisson(arrivals still there) > places), mean over draws of mu ~ Gamma(exits + 1/2, person_years) and arrival rate ~ Gamma(arrivals + 1/2, exposure)")
#define P_SOURCE "Eick, Massey and Whitt 1993; Jeffreys 1946"
#define VERDICT WORDS("verdict", N_("Verdict"), N_("Whether a shortage is likely (80 per cent or more), possible, or unlikely (20 per cent or less); it cannot be decided where the limits span 20 to 80 per cent or there are fewer than ten arrivals."))

static const struct column BALANCE[] = {
    KEY_GROUP, KEY_YEAR,
    MEASURE("places", COLUMN_DECIMAL, 1, PLACES, N_("Places"), N_("Mean number of places in the region's offers to the group; offers with several groups count in full."), "place_days / days", NULL),
    MEASURE("mean_occupied", COLUMN_DECIMAL, 1, PLACES, N_("Mean occupied"), N_("Mean number of occupied places, whoever pays; only where the occupancy of all offers to the group is reported."), "occupied_days / days", NULL),
    MEASURE("peak_occupied", COLUMN_DECIMAL, 1, PLACES, N_("Peak"), N_("Most occupied places on a day of the year, added up over the offers; within a reported period its mean counts, so the true peak is at least this."), NULL, NULL),
    MEASURE("empty_place_days", COLUMN_DECIMAL, 0, DAYS, N_("Empty place-days"), N_("Days on which a place was empty, added up over places; days over capacity do not make up for empty ones. Within a reported period only its mean is known."), N_("sum over days of max(0, places - occupied)"), NULL),
    MEASURE("budgeted_empty_place_days", COLUMN_DECIMAL, 0, DAYS, N_("Empty place-days in the budget"), N_("Those that the budgeted occupancy allows; the budgeted occupancy is that of the offers which have one, weighted by place-days."), "(1 - budgeted) x place_days", NULL),
    MEASURE("refill_days", COLUMN_DECIMAL, 0, DAYS, N_("Days to refill"), N_("How long a place stood empty for each new resident. With stays of two years 95 per cent occupancy breaks at 38 days."), "empty_place_days / arrivals", NULL),
    MEASURE("waiting", COLUMN_COUNT, 0, PERSONS, N_("Waiting"), N_("Persons waiting for an offer, as reported in the forms."), NULL, NULL),
    MEASURE("without_offer", COLUMN_COUNT, 0, PERSONS, N_("Without an offer"), N_("Persons reported without an offer in the forms."), NULL, NULL),
    MEASURE("outside_region", COLUMN_COUNT, 0, PERSONS, N_("In offers outside the region"), N_("The region's citizens in offers outside it on the last day of the year."), NULL, NULL),
    MEASURE("places_needed", COLUMN_DECIMAL, 0, PLACES, N_("Places needed"), N_("Computed from the group's total: citizens with a place anywhere, waiting, and reported without an offer. Somebody with two places counts once. A calculation, no assessment of need."), N_("with_place + waiting + without_offer"), NULL),
    MEASURE("places_needed_lower", COLUMN_DECIMAL, 1, PLACES, N_("Lower limit"), NEEDED_LIMITS, NEEDED_FORMULA("-"), NULL),
    MEASURE("places_needed_upper", COLUMN_DECIMAL, 1, PLACES, N_("Upper limit"), NEEDED_LIMITS, NEEDED_FORMULA("+"), NULL),
    MEASURE("gap", COLUMN_DECIMAL, 1, PLACES, N_("Places less places needed"), N_("Negative where the region has fewer places than its citizens need; some of these may well be served elsewhere."), "places_31dec - places_needed", NULL),
    MEASURE("p_shortage_31dec", COLUMN_CHANCE, 0, N_("per cent"), N_("Probability of a shortage"), N_("Probability that residents and those who want a place are more than the region's places on 31 December of the next year, given today's. Places as the offers table has them for that day."), P_FORMULA, P_SOURCE),
    MEASURE("p_lower", COLUMN_CHANCE, 0, N_("per cent"), N_("Lower limit"), P_LIMITS, NULL, P_SOURCE),
    MEASURE("p_upper", COLUMN_CHANCE, 0, N_("per cent"), N_("Upper limit"), P_LIMITS, NULL, P_SOURCE),
    VERDICT,
    WORDS("reported_by", N_("Reported by"), N_("How many of the region's municipalities the figures on waiting and without an offer rest on.")),
    MEASURE("with_place", COLUMN_COUNT, 0, PERSONS, N_("With a place"), N_("The region's citizens in offers anywhere on the last day of the year, from stays; courses and address-free efforts take no place. Without stays all citizens that the forms report."), NULL, NULL),
    MEASURE("places_31dec", COLUMN_DECIMAL, 1, PLACES, N_("Places on 31 December"), N_("Places in the region's offers to the group on the last day of the year; offers with several groups count in full."), NULL, NULL),
};

static const struct column BALANCE_AHEAD[] = {
    KEY_GROUP,
    KEY("year", COLUMN_YEAR, N_("Year"), N_("The coming year at whose end, on 31 December, places and citizens are counted.")),
    MEASURE("places", COLUMN_DECIMAL, 1, PLACES, N_("Places"), N_("Places in the region's offers to the group on that day, as the offers table has them today."), NULL, NULL),
    MEASURE("places_needed", COLUMN_DECIMAL, 1, PLACES, N_("Places needed"), N_("Expected number of citizens who need a place if people come and leave as in the years of the report, from today's places needed."), N_("Binomial(places_needed, exp(-mu t)) + Poisson(arrivals still there)"), P_SOURCE),
    MEASURE("lower95", COLUMN_COUNT, 0, PLACES, N_("Lower limit, 95 per cent"), N_("Limits of simulated futures, with the uncertainty of the rates in them."), NULL, P_SOURCE),
    MEASURE("upper95", COLUMN_COUNT, 0, PLACES, N_("Upper limit, 95 per cent"), N_("Limits of simulated futures, with the uncertainty of the rates in them."), NULL, P_SOURCE),
    MEASURE("gap", COLUMN_DECIMAL, 1, PLACES, N_("Places less places needed"), N_("Negative where the region has fewer places than its citizens need; some of these may well be served elsewhere."), "places - places_needed", NULL),
    MEASURE("p_shortage", COLUMN_CHANCE, 0, N_("per cent"), N_("Probability of a shortage"), N_("Probability that more citizens need a place on that day than the region has places."), P_FORMULA, P_SOURCE),
    MEASURE("p_lower", COLUMN_CHANCE, 0, N_("per cent"), N_("Lower limit"), P_LIMITS, NULL, P_SOURCE),
    MEASURE("p_upper", COLUMN_CHANCE, 0, N_("per cent"), N_("Upper limit"), P_LIMITS, NULL, P_SOURCE),
    VERDICT,
};

#define SERVICE_FORMULA N_("fewest places with Erlang B(places, load) <= 1 - service_level")
static const struct column POOLING[] = {
    KEY_GROUP,
    MEASURE("load", COLUMN_DECIMAL, 1, PERSONS, N_("Load"), N_("Persons who would be there if people came and stayed as in the years of the report and nobody were ever turned away."), N_("arrivals a year x mean stay in years"), "Little 1961"),
    MEASURE("swing_alone", COLUMN_DECIMAL, 1, PERSONS, N_("Swing alone"), N_("Swing in persons from year to year if each municipality stood alone, added up over municipalities; the load is shared out by person-years."), "sum of sqrt(2 m (1 - exp(-mu)))", NULL),
    MEASURE("swing_together", COLUMN_DECIMAL, 1, PERSONS, N_("Swing together"), N_("Swing in persons from year to year for all municipalities together: the standard deviation of the yearly change."), "sqrt(2 m (1 - exp(-mu)))", NULL),
    MEASURE("places_alone", COLUMN_COUNT, 0, PLACES, N_("Places alone"), N_("Whole places that the municipalities would need at the service level if each stood alone, added up. Nobody would build so: it is what the places together are compared with."), SERVICE_FORMULA, "Smith and Whitt 1981"),
    MEASURE("places_together", COLUMN_COUNT, 0, PLACES, N_("Places together"), N_("Places that they need together at the same service level: at least that share of those who come find a free place."), SERVICE_FORMULA, "Smith and Whitt 1981"),
    MEASURE("places_lower", COLUMN_COUNT, 0, PLACES, N_("Lower limit"), N_("Places together at the 5th and 95th percentile of the load, with the uncertainty of the rates of arrivals and exits in it."), N_("mu ~ Gamma(exits + 1/2, person_years), arrival rate ~ Gamma(arrivals + 1/2, years)"), "Jeffreys 1946"),
    MEASURE("places_upper", COLUMN_COUNT, 0, PLACES, N_("Upper limit"), N_("Places together at the 5th and 95th percentile of the load, with the uncertainty of the rates of arrivals and exits in it."), N_("mu ~ Gamma(exits + 1/2, person_years), arrival rate ~ Gamma(arrivals + 1/2, years)"), "Jeffreys 1946"),
    MEASURE("occupancy_together", COLUMN_RATIO, 1, N_("per cent"), N_("Occupancy together"), N_("The occupancy that follows from the places together, to be held against the agreed 95 to 98 per cent."), "load x (1 - B) / places_together", NULL),
    IDENTIFIER("counterfactual", N_("Compared with"), N_("What the figures alone are compared with; nobody would build so.")),
    MEASURE("occupancy_alone", COLUMN_RATIO, 1, N_("per cent"), N_("Occupancy alone"), N_("The occupancy that follows from the places alone."), N_("sum of load x (1 - B) / places_alone"), NULL),
};

static const struct column RATES[] = {
    KEY("level", COLUMN_WORD, N_("Level"), N_("What the row is about: an offer, or all offers of an operator, a section of the law, a block (local, national and supra-regional, secured wards) or the region.")),
    KEY("id", COLUMN_ID, N_("Unit"), N_("The offer, operator, section, block or region.")),
    KEY_YEAR,
    KEY("component", COLUMN_WORD, N_("Component"), N_("Base rate, additions or health services. Offers are brought together by their base rates alone.")),
    MEASURE("daily_rate", COLUMN_MONEY, 2, KRONER, N_("Daily rate"), N_("Kroner a place and day, as the operator gives it; above the offer the mean weighted by places."), NULL, NULL),
    MEASURE("real_rate", COLUMN_MONEY, 2, KRONER, N_("Daily rate in fixed prices"), N_("The daily rate in the prices of the project's last year."), N_("daily_rate x index of the last year / index of the year"), NULL),
    MEASURE("computed_rate", COLUMN_MONEY, 2, KRONER, N_("Computed rate"), N_("What the rate should be by the agreement: budgeted costs less a surplus handed back, over places, 365 days (in leap years too) and budgeted occupancy."), "(costs - carried_result) / (places x 365 x budgeted_occupancy)", NULL),
    MEASURE("budgeted_occupancy", COLUMN_RATIO, 1, N_("per cent"), N_("Budgeted occupancy"), N_("The occupancy that the operator computed the rate with; above the offer weighted by places."), NULL, NULL),
    MEASURE("result", COLUMN_MONEY, 0, KRONER, N_("Result"), N_("Revenue less actual costs: a surplus is positive."), "revenue - actual_costs", NULL),
    MEASURE("set_aside_max", COLUMN_MONEY, 0, KRONER, N_("May be set aside at most"), N_("Share of the rate base that a surplus may be set aside up to, by the yearly parameter set_aside_pct."), "costs x set_aside_pct / 100", NULL),
    MEASURE("price_effect", COLUMN_MONEY, 2, KRONER, N_("Price effect"), N_("What the offers' own rates changed the mean by, at last year's places; offers in both years."), N_("sum of last year's places x (rate - last year's rate) / sum of last year's places"), LAST_YEARS_MIX),
    MEASURE("mix_effect", COLUMN_MONEY, 2, KRONER, N_("Mix effect"), N_("What changed places, and offers that opened or closed, changed the mean by, though no single rate changed."), "change - price_effect", NULL),
    MEASURE("carried_effect", COLUMN_MONEY, 2, KRONER, N_("Carried results"), N_("The part of the price effect that comes from surplus and deficit carried into the rates, and says nothing of the costs."), N_("price effect of the daily rates - price effect of the rates without carried results"), LAST_YEARS_MIX),
    MEASURE("change", COLUMN_MONEY, 2, KRONER, N_("Change"), N_("Change of the daily rate from the year before."), "price_effect + mix_effect", NULL),
    MEASURE("clean_rate", COLUMN_MONEY, 2, KRONER, N_("Rate without carried results"), N_("Budgeted costs alone over places, 365 days and budgeted occupancy; it differs from the rate that is invoiced."), "costs / (places x 365 x budgeted_occupancy)", NULL),
    MEASURE("rule_occupancy", COLUMN_RATIO, 1, N_("per cent"), N_("Budgeted occupancy by the rule"), N_("Mean of the actual occupancy three and two years before, held between the agreement's bounds. Outside them the agreement asks for an approval; holding the number at the bound is this program's reading."), N_("min(max, max(floor, mean of the two years))"), NULL),
    WORDS("rule_verdict", N_("By the rule"), N_("Whether the mean of the two years lies within the agreement's bounds.")),
    MEASURE("into_rates", COLUMN_MONEY, 0, KRONER, N_("Left to lower the rates"), N_("The surplus above what may be set aside. What a deficit becomes was not found in the sources."), "max(0, result - set_aside_max)", NULL),
    MEASURE("costs", COLUMN_MONEY, 0, KRONER, N_("Budgeted costs"), N_("The rate base."), NULL, NULL),
    MEASURE("carried_result", COLUMN_MONEY, 0, KRONER, N_("Carried result"), N_("Surplus (positive) or deficit (negative) of earlier years in the rate."), NULL, NULL),
    MEASURE("revenue", COLUMN_MONEY, 0, KRONER, N_("Revenue"), N_("What the offer earned by its rates."), NULL, NULL),
    MEASURE("actual_costs", COLUMN_MONEY, 0, KRONER, N_("Actual costs"), N_("As in the accounts."), NULL, NULL),
    MEASURE("places", COLUMN_DECIMAL, 1, PLACES, N_("Places"), N_("Mean number of approved places over the year, as the offers table has them."), NULL, NULL),
    MEASURE("offers", COLUMN_COUNT, 0, N_("offers"), N_("Offers"), N_("Offers with a rate and places in the year."), NULL, NULL),
    WORDS("block", N_("Block"), N_("Local offers, national and supra-regional offers, or secured wards.")),
};

static const struct column COOPERATION[] = {
    KEY_OFFER, KEY_YEAR,
    MEASURE("places", COLUMN_DECIMAL, 1, PLACES, N_("Places"), N_("Mean number of places over the days that the occupancy figures cover."), "place_days / days", NULL),
    MEASURE("occupancy", COLUMN_RATIO, 1, N_("per cent"), N_("Actual occupancy"), N_("A ratio of sums over the year, never cut at 100."), "occupied_days / place_days", NULL),
    MEASURE("budgeted", COLUMN_RATIO, 1, N_("per cent"), N_("Budgeted occupancy"), N_("The occupancy that the daily rate was computed with."), NULL, NULL),
    MEASURE("empty_place_days", COLUMN_DECIMAL, 0, DAYS, N_("Empty place-days"), N_("Days on which a place was empty, added up over places; days over capacity do not make up for empty ones. Within a reported period only its mean is known."), N_("sum over days of max(0, places - occupied)"), NULL),
    MEASURE("buyers", COLUMN_COUNT, 0, MUNICIPALITIES, N_("Buyers"), N_("Municipalities that bought at least one place of the offer in the year, as they reported it."), NULL, NULL),
    MEASURE("lost_buyers", COLUMN_COUNT, 0, MUNICIPALITIES, N_("Buyers lost"), N_("Municipalities that bought in the year before and report that they bought nothing. A municipality that did not report is not lost."), NULL, NULL),
    MEASURE("largest_share", COLUMN_RATIO, 0, N_("per cent of what was bought"), N_("The largest buyer's share"), N_("What the largest buyer bought, of what all who reported bought."), N_("largest bought / bought"), NULL),
    MEASURE("notice", COLUMN_COUNT, 0, MUNICIPALITIES, N_("Notices given"), N_("Municipalities that gave notice of places or of their agreement in the year, or since, as the year's report says."), NULL, NULL),
    MEASURE("committed", COLUMN_DECIMAL, 1, N_("committed"), N_("Committed"), N_("What the municipalities have bound themselves to buy, in the offer's own unit."), NULL, NULL),
    MEASURE("expected_total", COLUMN_DECIMAL, 1, N_("expected"), N_("Expected demand"), N_("What the municipalities expect to buy in the next year, added up over those who reported."), NULL, NULL),
    MEASURE("expected_n", COLUMN_COUNT, 0, MUNICIPALITIES, N_("Municipalities behind it"), N_("How many municipalities the expected demand rests on."), NULL, NULL),
    MEASURE("break_even", COLUMN_DECIMAL, 1, PLACES, N_("Break-even places"), N_("Places that must be sold all year for the daily rate to pay the budgeted costs."), "costs / (daily_rate x 365)", NULL),
    MEASURE("known_exits_12m", COLUMN_COUNT, 0, PERSONS, N_("Known exits in 12 months"), N_("Residents at the end of the year who are known to leave within a year: end dates, the offer's upper age, and planned moves as the municipalities report them. End dates are used for the project's last year alone; for earlier years they are what came, not what was known then."), NULL, NULL),
    MEASURE("known_exits_24m", COLUMN_COUNT, 0, PERSONS, N_("Known exits in 24 months"), N_("The same within two years."), NULL, NULL),
    MEASURE("referrals", COLUMN_COUNT, 0, PERSONS, N_("Referrals"), N_("Referrals that the municipalities report for the year, added up over those who reported."), NULL, NULL),
    MEASURE("waiting", COLUMN_COUNT, 0, PERSONS, N_("Waiting"), N_("Persons on the operator's waiting list in the last report of the year."), NULL, NULL),
    MEASURE("new_places_elsewhere", COLUMN_DECIMAL, 1, PLACES, N_("New places elsewhere"), N_("Places opened in the year in the region's other offers to the same target groups and of the same kind; places closed are not subtracted."), NULL, NULL),
    WORDS("status", N_("Status"), N_("A word of the yearly dialogue, led by what moves first; see the reason. None is given where nothing speaks and the municipalities have not reported.")),
    IDENTIFIER("reason", N_("Reason"), N_("What the status rests on, in the order in which the signs come. Signs that rest on counts of citizens of which one is hidden are left out, and so is a word that rests on them alone.")),
    WORDS("cusum_signal", N_("Fall in referrals"), N_("Whether the sum of missing referrals (else arrivals) passed its limit in the year. It never alone gives a status.")),
    MEASURE("false_alarms_per_year", COLUMN_DECIMAL, 2, N_("alarms a year"), N_("False alarms a year"), N_("How many false alarms a year are promised over all offers that are watched in this way."), NULL, NULL),
    MEASURE("years_to_detect", COLUMN_COUNT, 0, N_("years"), N_("Years to see a halving"), N_("Years until a lasting fall to half of the usual number would have been seen in this offer with a probability of one half."), NULL, NULL),
    WORDS("unit", N_("Unit"), N_("What is bought: places, pupils, courses or hours. Offers without places are followed by what is bought.")),
    MEASURE("bought", COLUMN_DECIMAL, 1, N_("bought"), N_("Bought"), N_("What the municipalities bought, in the offer's own unit."), NULL, NULL),
    MEASURE("committed_change", COLUMN_DECIMAL, 1, N_("committed"), N_("Change in what is committed"), N_("Change from the year before, of the municipalities that reported both years."), NULL, NULL),
    REPORTED_BY,
    MEASURE("budgeted_empty_place_days", COLUMN_DECIMAL, 0, DAYS, N_("Empty place-days in the budget"), N_("Those that the budgeted occupancy allows."), "(1 - budgeted) x place_days", NULL),
    MEASURE("refill_days", COLUMN_DECIMAL, 0, DAYS, N_("Days to refill"), N_("How long a place stood empty for each new resident."), "empty_place_days / arrivals", NULL),
    MEASURE("residents", COLUMN_DECIMAL, 1, PERSONS, N_("Occupied on 31 December"), N_("Occupied places on the last day of the year, or in the last reported period."), NULL, NULL),
    MEASURE("arrivals", COLUMN_COUNT, 0, PERSONS, N_("Arrivals"), N_("Stays in the offer that began in the year; stays of one person at most episode_gap_days apart are one."), NULL, NULL),
    WORDS("cusum_series", N_("Watched"), N_("Referrals where the municipalities report them, else arrivals.")),
    MEASURE("cusum_sum", COLUMN_DECIMAL, 1, N_("missing"), N_("Sum of what is missing"), N_("How many referrals (or arrivals) are missing since they were last as usual, against a fall to half of the usual."), N_("max(0, last year's sum + k - count), k for a fall to half of the mean before"), "Lucas 1985"),
    MEASURE("cusum_limit", COLUMN_DECIMAL, 1, N_("missing"), N_("Limit of the sum"), N_("Set at run time so that the promised number of false alarms holds whatever the usual number is; the uncertainty of the years before is in it."), N_("exact distribution of the sum given all counts so far"), "Shen, Zou, Jiang and Tsung 2013"),
};

static const struct column DETECTION[] = {
    KEY("before", COLUMN_COUNT, N_("A year before"), N_("Referrals or arrivals a year before the fall.")),
    KEY("after", COLUMN_COUNT, N_("A year after"), N_("Referrals or arrivals a year after it.")),
    MEASURE("years_to_detect", COLUMN_COUNT, 0, N_("years"), N_("Years to see it"), N_("Years until such a fall has been seen with a probability of one half."), NULL, "Shen, Zou, Jiang and Tsung 2013"),
    MEASURE("detected_3y", COLUMN_RATIO, 0, N_("per cent"), N_("Seen within three years"), N_("Probability that such a fall is seen within three years."), NULL, NULL),
    MEASURE("baseline_years", COLUMN_COUNT, 0, N_("years"), N_("Years before the fall"), N_("How many years at the old level the program has seen when the fall comes."), NULL, NULL),
    MEASURE("offers", COLUMN_COUNT, 0, N_("offers"), N_("Offers watched"), N_("Over which the promised false alarms are shared out."), NULL, NULL),
    MEASURE("false_alarms_per_year", COLUMN_DECIMAL, 2, N_("alarms a year"), N_("False alarms a year"), N_("How many false alarms a year are promised over all offers that are watched in this way."), NULL, NULL),
};

static const struct column RESILIENCE[] = {
    KEY_GROUP,
    KEY("closed", COLUMN_ID, N_("Closed offer"), N_("The offer that is thought closed on the last day of the report; in a scenario also the row of what the scenario itself moves.")),
    MEASURE("displaced", COLUMN_COUNT, 0, PERSONS, N_("Must move"), N_("Residents of the group in the offer, from the stays; residents whose stays nobody delivered are not among them."), NULL, NULL),
    MEASURE("absorbed", COLUMN_COUNT, 0, PERSONS, N_("Find a place"), N_("Residents for whom there is a free place in another offer in the data that takes the group and the age, day for day, respite for respite and home for home. Free are places less occupied; where nobody reported the occupancy there is none."), N_("minimum-cost flow: as many as possible, then the least travel"), "Fulkerson 1961"),
    MEASURE("unplaced", COLUMN_COUNT, 0, PERSONS, N_("No other offer in the data"), N_("Residents for whom there is none. It does not say that the offer cannot be replaced."), "displaced - absorbed", NULL),
    MEASURE("extra_km", COLUMN_DECIMAL, 0, N_("km"), N_("Extra distance"), N_("Sum over those who move of the distance to the new offer less that to the old one, from their acting municipality: as the travel table says, else as the crow flies between the municipalities' seats."), NULL, NULL),
    MEASURE("extra_cost", COLUMN_MONEY, 0, KRONER, N_("Extra cost a year"), N_("Difference in daily rates of those who move, over 365 days. An offer's rate is its base rate, else the mean of the rates in its stays."), N_("365 x sum of (new daily rate - old daily rate)"), NULL),
};

static const struct table_def BUYERS_TABLE = DEFINE(BUYERS, "buyers", "cooperation", 2, AUDIENCE_COOPERATION, N_("Who buys the places"), NULL);
static const struct table_def BALANCE_TABLE = DEFINE(BALANCE, "balance", "balance", 2, AUDIENCE_COOPERATION, N_("Places and need"), N_("Demand hides behind a full offer; places needed come from the group's totals alone."));
static const struct table_def BALANCE_AHEAD_TABLE = DEFINE(BALANCE_AHEAD, "balance_ahead", "balance", 2, AUDIENCE_COOPERATION, N_("Places and need in the coming years"), N_("A calculation, no assessment of need: it says what follows if people come and leave as they did."));
static const struct table_def POOLING_TABLE = DEFINE(POOLING, "pooling", "balance", 1, AUDIENCE_COOPERATION, N_("What sharing evens out"), N_("Municipalities alone is a comparison that nobody would build; no saving follows from it."));
static const struct table_def RATES_TABLE = DEFINE(RATES, "rates", "rates", 4, AUDIENCE_COOPERATION, N_("Rates"), NULL);
static const struct table_def COOPERATION_TABLE = DEFINE(COOPERATION, "cooperation", "cooperation", 2, AUDIENCE_COOPERATION, N_("The strengthened cooperation"), N_("The status is a word for the yearly dialogue, no judgement of the offer."));
static const struct table_def DETECTION_TABLE = DEFINE(DETECTION, "detection", "cooperation", 2, AUDIENCE_COOPERATION, N_("How soon a fall is seen"), N_("Small numbers are slow to tell: that is why notices, expected demand and buyers come first."));
static const struct table_def RESILIENCE_TABLE = DEFINE(RESILIENCE, "resilience", "resilience", 2, AUDIENCE_COOPERATION, N_("If an offer closed"), N_("It is about the offers in the data alone; an offer without another in the data may well be replaced."));
/* clang-format on */

_Static_assert(G_N_ELEMENTS(BUYERS) == BUYERS_REPORTED_BY + 1, "buyers");
_Static_assert(G_N_ELEMENTS(BALANCE) == BALANCE_PLACES_31DEC + 1, "balance");
_Static_assert(G_N_ELEMENTS(POOLING) == POOLING_OCCUPANCY_ALONE + 1, "pooling");
_Static_assert(G_N_ELEMENTS(BALANCE_AHEAD) == BALANCE_AHEAD_VERDICT + 1, "balance_ahead");
_Static_assert(G_N_ELEMENTS(RATES) == RATES_BLOCK + 1, "rates");
_Static_assert(G_N_ELEMENTS(COOPERATION) == COOPERATION_CUSUM_LIMIT + 1, "cooperation");
_Static_assert(G_N_ELEMENTS(DETECTION) == DETECTION_FALSE_ALARMS_PER_YEAR + 1, "detection");
_Static_assert(G_N_ELEMENTS(RESILIENCE) == RESILIENCE_EXTRA_COST + 1, "resilience");

const struct table_def *registry_cooperation(enum table_id id)
{
    switch (id) {
    case TABLE_BUYERS:
        return &BUYERS_TABLE;
    case TABLE_BALANCE:
        return &BALANCE_TABLE;
    case TABLE_BALANCE_AHEAD:
        return &BALANCE_AHEAD_TABLE;
    case TABLE_POOLING:
        return &POOLING_TABLE;
    case TABLE_RATES:
        return &RATES_TABLE;
    case TABLE_COOPERATION:
        return &COOPERATION_TABLE;
    case TABLE_DETECTION:
        return &DETECTION_TABLE;
    case TABLE_RESILIENCE:
        return &RESILIENCE_TABLE;
    default:
        return NULL;
    }
}
