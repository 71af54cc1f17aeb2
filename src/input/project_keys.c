/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of project keys, and the look-ups in it. */
#include "vifte/project_keys.h"

#include "vifte/ini.h"
#include "vifte/project.h"
#include "vifte/project_file.h"
#include "vifte/project_reader.h"
#include "vifte/text.h"

#include <string.h>

#define FIELD(name) .offset = offsetof(struct project, name)
#define GROUP(name) .offset = offsetof(struct group, name)
#define FORMAT(name) .offset = offsetof(struct format_rule, name)
#define RANGE(from, to) .low = from, .high = to
#define INPUT(table, text) \
    { \
        "inputs", table, N_("files"), .meaning = text, .set = project_set_input \
    }

/* Several rows of one section stand together; within a section names come before words in capitals. */
static const struct project_key KEYS[] = {
    {"project", "title", N_("text"), .meaning = N_("Title of the report."), .set = setting_text, FIELD(title),
     .required = true},
    {"project", "region", N_("code; all"), .set = project_set_region, .required = true,
     .meaning = N_("The region the run is about, such as 81, or all municipalities.")},
    {"project", "from", N_("date"), .meaning = N_("First day of the first year: 1 January."),
     .set = project_set_from, .required = true},
    {"project", "to", N_("date"), .meaning = N_("Last day of the last year: 31 December."),
     .set = project_set_to, .required = true},
    {"project", "language", "da; en", "da", N_("Language of the output."), setting_word, FIELD(language)},
    {"project", "audience", "public; cooperation; internal", "public", N_("Who is to see the output."),
     setting_word, FIELD(audience)},
    {"project", "freeze", N_("date"), .set = setting_day, FIELD(freeze),
     .meaning = N_(
         "Day on which the figures were frozen: deliveries after it are late, and it is the printed date.")},
    {"project", "sender", N_("text"), .meaning = N_("Who answers: stands on the first page."),
     .set = setting_text, FIELD(sender)},
    {"project", "logo", N_("file"), .meaning = N_("Picture for the first page: PNG, at most 200 kB."),
     .set = setting_png, FIELD(logo)},

    INPUT("offers", N_("Offers and their places, one row an offer and validity period.")),
    INPUT("occupancy", N_("Occupancy as the operators report it.")),
    INPUT("stays", N_("Stays of single persons under pseudonyms.")),
    INPUT("needs", N_("The municipal forms: citizens in the target group.")),
    INPUT("need_counts", N_("The municipal forms: citizens by age, sex, section, severity or effort.")),
    INPUT("use_counts", N_("The municipal forms: which offers are used.")),
    INPUT("remarks", N_("The municipal forms: answers in words.")),
    INPUT("population", N_("Inhabitants by age on 1 January, also as Statistics Denmark's files.")),
    INPUT("rates", N_("Daily rates, costs and results.")),
    INPUT("demands", N_("Yearly reports to the cooperation: places bought, notice, expected demand.")),
    INPUT("capacity_notes", N_("Notes on changes of capacity.")),
    INPUT("municipalities", N_("Municipalities in place of the catalog's.")),
    INPUT("travel", N_("Minutes or kilometres between municipalities.")),
    INPUT("price_index", N_("Price index by year.")),
    {"inputs", "sender.FILE", N_("municipality code"), .set = project_set_sender,
     .meaning = N_("Who sent the file, where it does not say so itself.")},
    {"inputs", "reports_for.CODE", N_("municipality code"), .set = project_set_reports_for,
     .meaning = N_(
         "Joint reporting: the numbers of the municipality in the key also stand for the one in the value.")},

    {"columns TABLE", "NAME", N_("heading in the files"), .set = project_set_mapping,
     .meaning = N_("The heading that stands for the column of this name.")},

    {"format TABLE", "encoding", N_("name of an encoding"), .set = project_set_format_encoding,
     .meaning = N_("Encoding of the files, such as windows-1252; else decided from the bytes.")},
    {"format TABLE", "separator", "; , | tab", .set = project_set_format_mark, FORMAT(separator),
     .meaning = N_("What stands between two fields; else decided from the records.")},
    {"format TABLE", "decimal", ", .", .set = project_set_format_mark, FORMAT(decimal),
     .meaning = N_("Decimal mark; else decided column by column.")},
    {"format TABLE", "thousands", ". , ' space", .set = project_set_format_mark, FORMAT(thousands),
     .meaning = N_("Mark between thousands; else decided column by column.")},
    {"format TABLE", "sheet", N_("text"),
     .meaning = N_("Sheet of a workbook; else the one with the headings."), .set = setting_text,
     FORMAT(sheet)},
    {"format TABLE", "header_row", N_("line"), .set = setting_whole, FORMAT(header_row), RANGE(1, 1000000),
     .meaning = N_("Line of the headings; else the line that names the columns.")},
    {"format TABLE", "date", "dmy; mdy; ymd", .set = project_set_format_date, FORMAT(date),
     .meaning = N_("Order of day, month and year; else the day comes before the month.")},

    {"group ID", "name.da", N_("text"), .meaning = N_("Name of the target group in Danish."),
     .set = setting_text, GROUP(name_da)},
    {"group ID", "name.en", N_("text"), .meaning = N_("Name of the target group in English."),
     .set = setting_text, GROUP(name_en)},
    {"group ID", "match", N_("words, with ; between"), .set = project_set_match,
     .meaning = N_("Cells that mean the group, besides its id and its names; upper and lower case alike.")},
    {"group ID", "age", N_("ages such as 0-17, 65- or 18"), .set = project_set_age,
     .meaning = N_("Ages of the group: the population of its rates.")},
    {"group ID", "age_filters_citizens", "no; yes", "no", N_("Are citizens of other ages left out as well?"),
     setting_yes_no, GROUP(age_filters_citizens)},
    {"group ID", "theme", N_("text"), .meaning = N_("Theme of the answer to a Central udmelding."),
     .set = setting_text, GROUP(theme)},
    {"group ID", "clusters_only", "by rule; yes; no", "by rule", .set = setting_word, GROUP(clusters_only),
     .meaning =
         N_("Is the group public for the region and fixed clusters only? By rule: under ten thresholds.")},
    {"group ID", "note", N_("text"), .meaning = N_("How the group is delimited and who judged it."),
     .set = setting_text, GROUP(note)},

    {"clusters", "NAME", N_("municipality codes, with ; between"), .set = project_set_cluster,
     .meaning = N_("A fixed cluster of municipalities for small groups.")},

    {"disclosure", "threshold", N_("persons"), "5", N_("Counts of fewer persons are hidden from the public."),
     setting_whole, FIELD(threshold), RANGE(1, 1000)},
    {"disclosure", "cooperation_threshold", N_("persons"), "3",
     N_("Counts of fewer persons are hidden from the cooperation."), setting_whole,
     FIELD(cooperation_threshold), RANGE(1, 1000)},
    {"disclosure", "zero", "show; hide", "show", .set = setting_word, FIELD(zero),
     .meaning = N_("Are zeros shown? The audit then grants that hidden means at least one.")},
    {"disclosure", "offer_occupancy", "percent; hide", "percent", .set = setting_word, FIELD(offer_occupancy),
     .meaning = N_("Is an offer's yearly occupancy public in whole per cent?")},
    {"disclosure", "dominance_n", N_("contributors"), "2",
     N_("Sums in which this many have too large a share are hidden."), setting_whole, FIELD(dominance_n),
     RANGE(1, 2)},
    {"disclosure", "dominance_k", N_("per cent"), "85", N_("The share that is too large."), setting_decimal,
     FIELD(dominance_k), RANGE(0, 100)},
    {"disclosure", "p_percent", N_("per cent"), "10",
     N_("Sums are hidden when the second largest contributor can come this close to the largest."),
     setting_decimal, FIELD(p_percent), RANGE(0, 100)},
    {"disclosure", "coarsen.TABLE", N_("words, with ; between"), .set = project_set_coarsening,
     .meaning = N_(
         "What is laid together before anything is suppressed, in every edition but the internal one: need = "
         "clusters or region; need_profile = breakdowns that are left out (age, sex, section, severity, "
         "effort), or ages in one band such as 0-17.")},

    {"conventions", "stay_end", "inclusive; exclusive", "inclusive",
     N_("Does the last day of a stay count? The same goes for the last day of an offer's validity."),
     setting_word, FIELD(stay_end)},
    {"conventions", "occupancy_basis", "paid; present", "paid", N_("Which days the occupancy counts."),
     setting_word, FIELD(occupancy_basis)},
    {"conventions", "person_scope", "sender; region", "sender",
     N_("Within what equal pseudonyms are one person."), setting_word, FIELD(person_scope)},
    {"conventions", "episode_gap_days", N_("days"), "14",
     N_("Stays of one person and group at most this far apart are one episode."), setting_whole,
     FIELD(episode_gap_days), RANGE(0, 3660)},
    {"conventions", "unknown_offer", "error; leave_out", "error", N_("What rows of an unknown offer are."),
     setting_word, FIELD(unknown_offer)},
    {"conventions", "age_at", "31 December; 1 January", "31 December",
     N_("Day of the year on which age is taken."), setting_word, FIELD(age_at)},
    {"conventions", "age_bands", N_("ages, with ; between"), "0-5;6-11;12-17;18-22;23-39;40-64;65-",
     .meaning = N_("Age bands of the tables."), .set = project_set_age_bands},

    {"occupancy", "stays_complete", N_("offers, with ; between; all"), .set = project_set_stays_complete,
     .meaning = N_("Offers whose stays are all reported: their occupancy may be computed from stays.")},
    {"occupancy", "low_limit", N_("fraction or per cent"), .set = setting_fraction, FIELD(low_limit),
     RANGE(0, 1), .meaning = N_("Occupancy under this is marked as low.")},

    {"rates", "floor", N_("per cent"),
     .meaning = N_("Lowest budgeted occupancy of day and residential offers."), .set = project_set_rate,
     RANGE(0, 100)},
    {"rates", "floor_short", N_("per cent"), .set = project_set_rate, RANGE(0, 100),
     .meaning = N_("Lowest budgeted occupancy of short stays, acute and respite offers.")},
    {"rates", "recommended_max", N_("per cent"), .meaning = N_("Recommended highest budgeted occupancy."),
     .set = project_set_rate, RANGE(0, 100)},
    {"rates", "set_aside_pct", N_("per cent"),
     .meaning = N_("Surplus that may be set aside, of the rate base."), .set = project_set_rate,
     RANGE(0, 100)},
    {"rates", "days", N_("days"), .meaning = N_("Days of a year in the rate, also in leap years."),
     .set = project_set_rate, RANGE(1, 366)},
    {"rates", "overhead", N_("per cent"), .meaning = N_("Indirect costs, of the direct ones."),
     .set = project_set_rate, RANGE(0, 100)},
    {"rates", "KEY.YEAR", N_("number"), .set = project_set_rate, RANGE(-100, 1e9),
     .meaning = N_("A parameter of the catalog for that year and for later ones that have none.")},

    {"balance", "service_level", N_("fraction or per cent"), "0.95",
     N_("Probability of a free place that the needed places are computed for."), setting_fraction,
     FIELD(service_level), RANGE(0, 1)},
    {"forecast", "years", N_("years"), "5", N_("How far ahead."), setting_whole, FIELD(forecast_years),
     RANGE(1, 30)},
    {"forecast", "draws", N_("draws"), "10000", N_("Simulated futures."), setting_whole,
     FIELD(forecast_draws), RANGE(100, 10000000)},

    {"cooperation", "false_alarms_per_year", N_("number"), "1",
     N_("False signals a year, over all offers watched."), setting_decimal, FIELD(false_alarms_per_year),
     RANGE(0, 1000)},
    {"cooperation", "follow_below_pct_of_break_even", N_("per cent"), "100",
     N_("An offer is followed when its occupancy is under this share of the break-even one."),
     setting_decimal, FIELD(follow_below_pct_of_break_even), RANGE(0, 1000)},
    {"cooperation", "dialogue_buyers_lost", N_("buyers"), "1",
     N_("Buyers lost in a year that give cause for dialogue."), setting_whole, FIELD(dialogue_buyers_lost),
     RANGE(0, 100)},
    {"cooperation", "largest_share", N_("fraction or per cent"), "0.5",
     N_("Share of one buyer above which an offer is followed."), setting_fraction, FIELD(largest_share),
     RANGE(0, 1)},

    {"texts", "approved", N_("groups, with ; between"), .set = project_set_approved,
     .meaning = N_("Groups whose free texts may be public.")},
    {"initiatives", "NAME", N_("status; expected handling"), .set = project_set_initiative,
     .meaning =
         N_("An initiative of the cooperation's note, its status and how it is expected to be handled.")},
};

size_t project_keys(const struct project_key **keys)
{
    *keys = KEYS;
    return G_N_ELEMENTS(KEYS);
}

static bool is_placeholder(const char *pattern)
{
    return g_ascii_isupper(*pattern);
}

/* Matches "format stays" with "format TABLE", "sender.a.csv" with "sender.FILE": parts before and after the
 * first `mark`; a part in capitals is any text. *argument is the text of the last such part. */
static bool matches(const char *pattern, const char *text, char mark, const char **argument)
{
    *argument = "";
    const char *pattern_mark = strchr(pattern, mark);
    if (pattern_mark == NULL || !is_placeholder(pattern_mark + 1)) {
        bool any = is_placeholder(pattern);
        *argument = any ? text : "";
        return any || strcmp(pattern, text) == 0;
    }
    const char *text_mark = strchr(text, mark);
    size_t length = (size_t)(pattern_mark - pattern);
    if (text_mark == NULL || text_mark[1] == '\0' || text_mark == text) {
        return false;
    }
    *argument = text_mark + 1;
    return is_placeholder(pattern) ||
           ((size_t)(text_mark - text) == length && strncmp(pattern, text, length) == 0);
}

bool project_keys_section(const char *section, char **argument)
{
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        const char *found;
        if (matches(KEYS[i].section, section, ' ', &found)) {
            *argument = g_strdup(found);
            return true;
        }
    }
    return false;
}

const struct project_key *project_keys_find(const char *section, const char *key, char **argument)
{
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        const char *found;
        if (matches(KEYS[i].section, section, ' ', &found) && matches(KEYS[i].key, key, '.', &found)) {
            *argument = g_strdup(found);
            return &KEYS[i];
        }
    }
    return NULL;
}

/* The wrong name and a known one are compared up to the mark when an argument follows it. */
static size_t distance(const char *pattern, const char *text, char mark)
{
    const char *pattern_mark = strchr(pattern, mark);
    bool argument = pattern_mark != NULL && is_placeholder(pattern_mark + 1);
    char *known = g_strndup(pattern, argument ? (size_t)(pattern_mark - pattern) : strlen(pattern));
    char *written = text_fold(text);
    char *written_mark = argument ? strchr(written, mark) : NULL;
    if (written_mark != NULL) {
        *written_mark = '\0';
    }
    bool beginning = strlen(written) > 2 && g_str_has_prefix(known, written); /* "name" of name.da */
    size_t result = is_placeholder(known) ? G_MAXSIZE : beginning ? 1 : text_distance(known, written);
    g_free(known);
    g_free(written);
    return result;
}

char *project_keys_nearest_section(const char *section)
{
    const char *best = KEYS[0].section;
    for (size_t i = 1; i < G_N_ELEMENTS(KEYS); i++) {
        if (distance(KEYS[i].section, section, ' ') < distance(best, section, ' ')) {
            best = KEYS[i].section;
        }
    }
    return g_strdup(best);
}

/* The rows of other sections that have this very key. */
static char *same_key_elsewhere(const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        const char *argument;
        if (!is_placeholder(KEYS[i].key) && matches(KEYS[i].key, key, '.', &argument)) {
            return g_strdup_printf("[%s] %s", KEYS[i].section, key);
        }
    }
    return NULL;
}

char *project_keys_nearest(const char *section, const char *key)
{
    const char *best = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        const char *argument;
        if (matches(KEYS[i].section, section, ' ', &argument) &&
            (best == NULL || distance(KEYS[i].key, key, '.') < distance(best, key, '.'))) {
            best = KEYS[i].key;
        }
    }
    char *elsewhere = same_key_elsewhere(key);
    return elsewhere != NULL ? elsewhere : g_strdup(best);
}

bool project_keys_is_table(const char *name)
{
    char *argument;
    const struct project_key *key = project_keys_find("inputs", name, &argument);
    if (key == NULL) {
        return false;
    }
    g_free(argument);
    return key->set == project_set_input;
}

char *project_keys_nearest_table(const char *name)
{
    const char *best = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        if (KEYS[i].set == project_set_input &&
            (best == NULL || distance(KEYS[i].key, name, '.') < distance(best, name, '.'))) {
            best = KEYS[i].key;
        }
    }
    return g_strdup(best);
}
