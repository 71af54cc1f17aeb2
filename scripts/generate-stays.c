/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A country's stays and offers for the benchmark, all of them invented: generate-stays [--hostile] ROWS SEED
 * FOLDER [OFFERS]. Writes stays.csv, offers.csv and project.ini. The same arguments give the same bytes.
 *
 * --hostile makes of the same stays a file of the kind that people send: byte order mark, CR LF, three
 * records in a hundred with a quoted field that holds separators and line breaks, one date in the middle that
 * is none, no line end at the end.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define FIRST_DAY 14975 /* 2011-01-01: the earliest start */
#define FROM_DAY 16071  /* 2014-01-01 */
#define TO_DAY 20454    /* 2026-01-01 */
#define LAST_DAY 25202  /* 2039-01-01: later ends are left open */

static const short MUNICIPALITIES[] = {
    101, 147, 151, 153, 155, 157, 159, 161, 163, 165, 167, 169, 173, 175, 183, 185, 187, 190, 201, 210,
    217, 219, 223, 230, 240, 250, 253, 259, 260, 265, 269, 270, 306, 316, 320, 326, 329, 330, 336, 340,
    350, 360, 370, 376, 390, 400, 410, 420, 430, 440, 450, 461, 479, 480, 482, 492, 510, 530, 540, 550,
    561, 563, 573, 575, 580, 607, 615, 621, 630, 657, 661, 665, 671, 706, 707, 710, 727, 730, 740, 741,
    746, 751, 756, 760, 766, 773, 779, 787, 791, 810, 813, 820, 825, 840, 846, 849, 851, 860};
#define N_MUNICIPALITIES 98

/* Target groups and how many rows in a hundred they have. */
static const struct {
    const char *name;
    int per_cent;
} GROUPS[] = {{"Udviklingshæmning", 24},
              {"Autismespektrum", 14},
              {"ADHD", 9},
              {"Sindslidelse", 16},
              {"Erhvervet hjerneskade", 6},
              {"Stofmisbrug", 6},
              {"Alkoholmisbrug", 4},
              {"Hjemløshed", 5},
              {"Fysisk handicap", 6},
              {"Anbragte børn og unge", 6},
              {"Døvblindhed", 2},
              {"Sindslidelse; dobbeltdiagnose", 2}};
#define N_GROUPS ((int)COUNT(GROUPS))

static const char *const SECTIONS[] = {"§ 85", "§ 107", "§ 108", "§ 109", "§ 110", "§ 66"};
static const char *const HOUSES[] = {"Botilbuddet",     "Bofællesskabet",     "Døgninstitutionen",
                                     "Krisecentret",    "Opholdsstedet",      "Bostedet",
                                     "Forsorgshjemmet", "Botræningstilbuddet"};
static const char *const NAMES[] = {"Søgården", "Ærø Strand",  "Åkandevej", "Kløvermarken",
                                    "Højbohus", "Rønnebærvej", "Østergård", "Skovbrynet",
                                    "Fjordhøj", "Ålykke",      "Møllehøj",  "Bækkelund"};
static const char *const REMARKS[] = {"forlænget",   "akut",     "aflastning", "midlertidig",
                                      "revisiteret", "genåbnet", "efterværn",  "udslusning"};
static const char *const OPERATORS[] = {"Kommunal", "Regional", "Privat"};

/* --- chance (splitmix64) --- */

static uint64_t state;

static uint64_t draw(void)
{
    uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static double uniform(void)
{
    return (double)(draw() >> 11) / 9007199254740992.0;
}

static uint32_t below(uint32_t n)
{
    return (uint32_t)(((draw() >> 32) * (uint64_t)n) >> 32);
}

static double normal(void)
{
    double sum = 0;
    for (int i = 0; i < 12; i++) {
        sum += uniform();
    }
    return sum - 6;
}

static int draw_group(void)
{
    int left = (int)below(100), group = 0;
    while (left >= GROUPS[group].per_cent) {
        left -= GROUPS[group++].per_cent;
    }
    return group;
}

/* --- text --- */

struct line {
    char text[1024];
    size_t length;
};

static void put(struct line *line, const char *text)
{
    size_t n = strlen(text);
    memcpy(line->text + line->length, text, n);
    line->length += n;
}

static void put_number(struct line *line, unsigned long number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lu", number);
    put(line, digits);
}

static void put_day(struct line *line, int day)
{
    char text[40];
    int shifted = day + 719468, era = shifted / 146097, day_of_era = shifted - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int m = (5 * day_of_year + 2) / 153, month = m < 10 ? m + 3 : m - 9;
    snprintf(text, sizeof text, "%04d-%02d-%02d", year_of_era + era * 400 + (month <= 2), month,
             day_of_year - (153 * m + 2) / 5 + 1);
    put(line, text);
}

static void put_group(struct line *line, int group)
{
    const char *quote = strchr(GROUPS[group].name, ';') != NULL ? "\"" : "";
    put(line, quote);
    put(line, GROUPS[group].name);
    put(line, quote);
}

/* --- the country --- */

struct country {
    int n_offers;
    int *location, *group;                     /* of each offer */
    double *days;                              /* occupied in each */
    int *list, first[N_MUNICIPALITIES + 1];    /* offers by municipality */
    double cumulated[N_MUNICIPALITIES], total; /* weights of the municipalities */
};

static int draw_municipality(const struct country *country, double u)
{
    int m = 0;
    while (m < N_MUNICIPALITIES - 1 && country->cumulated[m] < u) {
        m++;
    }
    return m;
}

static void *room(int n, size_t size)
{
    void *memory = calloc((size_t)n + 1, size);
    if (memory == NULL) {
        fprintf(stderr, "generate-stays: no memory\n");
        exit(70);
    }
    return memory;
}

static void make_offers(struct country *country)
{
    int n = 0;
    for (int i = 0; i < N_MUNICIPALITIES; i++) {
        country->total += 1.0 / pow(1 + (i * 37) % N_MUNICIPALITIES, 0.7);
        country->cumulated[i] = country->total;
    }
    for (int offer = 0; offer < country->n_offers; offer++) {
        int drawn = draw_municipality(country, uniform() * country->total);
        country->location[offer] = offer < N_MUNICIPALITIES ? offer : drawn;
        country->group[offer] = draw_group();
        if (offer >= N_MUNICIPALITIES && offer < N_MUNICIPALITIES + N_GROUPS) {
            country->group[offer] = offer - N_MUNICIPALITIES;
        }
    }
    for (int m = 0; m < N_MUNICIPALITIES; m++) {
        country->first[m] = n;
        for (int offer = 0; offer < country->n_offers; offer++) {
            if (country->location[offer] == m) {
                country->list[n++] = offer;
            }
        }
    }
    country->first[N_MUNICIPALITIES] = n;
}

/* --- stays --- */

struct hostility {
    bool on;
    uint64_t bad_row; /* whose date is none */
    uint64_t last_row;
};

/* Most people live where they are at home; six rows in a hundred have another payer. */
static int draw_payer(const struct country *country, uint32_t person)
{
    uint64_t hash = person * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 29;
    double u = (double)((hash * UINT64_C(0xD6E8FEB86659FD93)) >> 11) / 9007199254740992.0 * country->total;
    if (below(100) < 6) {
        u = uniform() * country->total;
    }
    return draw_municipality(country, u);
}

static int draw_offer(const struct country *country, int payer)
{
    uint32_t far = below(1000);
    int location = far < 600   ? payer
                   : far < 900 ? (int)(((uint32_t)payer + 92 + below(13)) % N_MUNICIPALITIES)
                               : (int)below(N_MUNICIPALITIES);
    int n = country->first[location + 1] - country->first[location];
    return country->list[country->first[location] + (int)below((uint32_t)n)];
}

static void draw_days(int *start, int *end, bool *open)
{
    do {
        *start = FIRST_DAY + (int)below(TO_DAY - FIRST_DAY);
        int length =
            below(100) < 45 ? (int)exp(log(60) + 0.9 * normal()) : (int)exp(log(600) + 1.1 * normal());
        if (below(1000) == 0) {
            length = 0;
        }
        *end = *start + length;
    } while (*end < FROM_DAY);
    *open = *end >= TO_DAY && below(10) != 0;
    *open = *open || *end > LAST_DAY;
}

static void put_remark(struct line *line, int start)
{
    uint32_t kind = below(1000);
    if (kind < 10) {
        put(line, "\"");
        put(line, REMARKS[below(8)]);
        put(line, "; jf. afgørelse\naf ");
        put_day(line, start);
        put(line, "\"");
    } else if (kind < 15) {
        put(line, "\"sag \"\"Å-");
        put_number(line, below(9000) + 1000);
        put(line, "\"\"\"");
    } else if (kind < 500) {
        put(line, REMARKS[below(8)]);
    }
}

static void make_stay(struct country *country, uint32_t persons, const struct hostility *hostility,
                      uint64_t row, struct line *line)
{
    char pseudonym[16];
    int start, end;
    bool open;
    uint32_t person = below(persons);
    int payer = draw_payer(country, person);
    int offer = draw_offer(country, payer);
    int group = below(100) < 92 ? country->group[offer] : draw_group();
    draw_days(&start, &end, &open);
    line->length = 0;
    snprintf(pseudonym, sizeof pseudonym, "P%09u", (unsigned)(((uint64_t)person * 48271u + 11) % 999999937u));
    put(line, pseudonym);
    put(line, ";");
    put_number(line, (unsigned long)MUNICIPALITIES[payer]);
    put(line, ";T");
    bool known = below(2000) != 0;
    put_number(line, (unsigned long)((known ? 10000 : 90000) + offer));
    put(line, ";");
    put_group(line, group);
    put(line, ";");
    if (hostility->on && row == hostility->bad_row) {
        put(line, "31-02-2020");
    } else {
        put_day(line, start);
    }
    put(line, ";");
    if (!open) {
        put_day(line, end);
    }
    put(line, ";");
    uint32_t oere = 60000 + below(500000);
    put_number(line, oere / 100);
    put(line, ",");
    put(line, (char[]){(char)('0' + oere / 10 % 10), (char)('0' + oere % 10), '\0'});
    put(line, ";");
    size_t before = line->length;
    put_remark(line, start);
    if (hostility->on && row % 100 < 3) {
        line->length = before;
        put(line,
            row % 2 == 0 ? "\"akut; se \"\"sagen\"\";\r\nog brevet\"" : "\"én;to;tre;fire;fem;seks;syv\"");
    }
    if (!hostility->on || row < hostility->last_row) {
        put(line, hostility->on ? "\r\n" : "\n");
    }
    int from = start < FROM_DAY ? FROM_DAY : start, to = open || end > TO_DAY ? TO_DAY : end;
    country->days[offer] += known && to > from ? to - from : 0;
}

/* --- offers --- */

static void put_period(FILE *file, const struct country *country, int offer, const char *name,
                       const char *operator_type, const char *section, int places, int from, int to)
{
    struct line line = {.length = 0};
    put(&line, "T");
    put_number(&line, (unsigned long)(10000 + offer));
    put(&line, ";");
    put(&line, name);
    put(&line, ";");
    put(&line, operator_type);
    put(&line, ";");
    put_number(&line, (unsigned long)MUNICIPALITIES[country->location[offer]]);
    put(&line, ";");
    put(&line, section);
    put(&line, ";");
    put_group(&line, country->group[offer]);
    put(&line, ";");
    put_number(&line, (unsigned long)places);
    put(&line, ";");
    put_day(&line, from);
    put(&line, ";");
    if (to > 0) {
        put_day(&line, to);
    }
    put(&line, "\n");
    fwrite(line.text, 1, line.length, file);
}

static void make_offer(FILE *file, const struct country *country, int offer)
{
    char name[256];
    int places = (int)ceil(country->days[offer] / (TO_DAY - FROM_DAY) / (0.75 + 0.35 * uniform()));
    places = places < 2 ? 2 : places;
    const char *house = HOUSES[below(8)], *place = NAMES[below(12)];
    int way = (int)below(20), number = (int)below(200) + 1;
    snprintf(name, sizeof name,
             way == 0   ? "\"%s \"\"%s\"\"; afd. %d\""
             : way == 1 ? "\"%s %s;\nhus %d\""
             : way < 8  ? "\"%s %s %d\""
                        : "%s %s %d",
             house, place, number);
    const char *section = SECTIONS[below(6)];
    int from = 14610 /* 2010-01-01 */;
    int middle = below(5) == 0 ? FROM_DAY + (int)below(TO_DAY - FROM_DAY) : 0;
    int to = below(12) == 0 ? TO_DAY - (int)below(900) : 0;
    if (below(20) == 0) {
        from = FROM_DAY + (int)below(900);
    }
    const char *operator_type = OPERATORS[way % 3];
    if (middle > from && (to == 0 || middle < to)) {
        int later = places + (int)below(5) - 2;
        put_period(file, country, offer, name, operator_type, section, places, from, middle);
        put_period(file, country, offer, name, operator_type, section, later < 1 ? 1 : later, middle, to);
    } else {
        put_period(file, country, offer, name, operator_type, section, places, from, to);
    }
}

/* --- the project --- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void make_project(FILE *file)
{
    const char *names[COUNT(GROUPS)];
    fputs(
        "# Invented: the benchmark's stays of a whole country.\n[project]\ntitle = Benchmark\nregion = all\n"
        "from = 2014-01-01\nto = 2025-12-31\nlanguage = en\naudience = internal\n\n"
        "[inputs]\noffers = offers.csv\nstays = stays.csv\n\n"
        "[columns offers]\noffer = offer_id\nmunicipality = location\ngroups = target_group\n"
        "operator_type = operator\n\n"
        "[columns stays]\nperson = person_id\noffer = offer_id\ngroup = target_group\nacting = payer\n"
        "paying = payer\nstart = start_date\nend = end_date\n\n"
        "[conventions]\nstay_end = exclusive\nunknown_offer = leave_out\nperson_scope = region\n\n"
        "[occupancy]\nstays_complete = all\n",
        file);
    for (size_t i = 0; i < COUNT(GROUPS); i++) {
        names[i] = GROUPS[i].name;
    }
    qsort(names, COUNT(names), sizeof *names, compare_names);
    for (size_t i = 0; i < COUNT(names); i++) {
        fprintf(file, "\n[group g%02zu]\nname.da = %s\nname.en = %s\nmatch = ", i, names[i], names[i]);
        for (const char *p = names[i]; *p != '\0'; p++) {
            fprintf(file, "%s%c", *p == ';' ? "\\" : "", *p); /* a literal one */
        }
        fputs("\n", file);
    }
}

static FILE *open_in(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
        exit(73);
    }
    return file;
}

static void close_file(FILE *file)
{
    if (fclose(file) != 0) {
        perror("generate-stays");
        exit(73);
    }
}

int main(int argc, char **argv)
{
    struct hostility hostility = {.on = argc > 1 && strcmp(argv[1], "--hostile") == 0};
    argc -= hostility.on;
    argv += hostility.on;
    if (argc != 4 && argc != 5) {
        fprintf(stderr, "usage: generate-stays [--hostile] ROWS SEED FOLDER [OFFERS]\n");
        return 64;
    }
    uint64_t rows = strtoull(argv[1], NULL, 10);
    state = strtoull(argv[2], NULL, 10) * UINT64_C(0x2545F4914F6CDD1D) + 1;
    struct country country = {.n_offers = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 3000};
    if (country.n_offers < N_MUNICIPALITIES || rows == 0) {
        fprintf(stderr, "generate-stays: at least one row and %d offers\n", N_MUNICIPALITIES);
        return 64;
    }
    country.location = room(country.n_offers, sizeof *country.location);
    country.group = room(country.n_offers, sizeof *country.group);
    country.list = room(country.n_offers, sizeof *country.list);
    country.days = room(country.n_offers, sizeof *country.days);
    make_offers(&country);
    hostility.bad_row = rows / 2;
    hostility.last_row = rows - 1;

    FILE *file = open_in(argv[3], "stays.csv");
    fprintf(file, "%sperson_id;payer;offer_id;target_group;start_date;end_date;daily_rate;remark%s",
            hostility.on ? "\xEF\xBB\xBF" : "", hostility.on ? "\r\n" : "\n");
    for (uint64_t row = 0; row < rows; row++) {
        struct line line;
        make_stay(&country, (uint32_t)(rows / 4 + 1), &hostility, row, &line);
        fwrite(line.text, 1, line.length, file);
    }
    close_file(file);
    file = open_in(argv[3], "offers.csv");
    fputs("offer_id;name;operator;location;section;target_group;places;valid_from;valid_to\n", file);
    for (int offer = 0; offer < country.n_offers; offer++) {
        make_offer(file, &country, offer);
    }
    close_file(file);
    file = open_in(argv[3], "project.ini");
    make_project(file);
    close_file(file);
    free(country.location);
    free(country.group);
    free(country.list);
    free(country.days);
    return 0;
}
