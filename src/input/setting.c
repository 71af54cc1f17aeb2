/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a project file: text to typed fields, and what to say when it is none. */
#include "vifte/setting.h"

#include "vifte/dates.h"
#include "vifte/findings.h"
#include "vifte/ini.h"
#include "vifte/project.h"
#include "vifte/project_file.h"
#include "vifte/project_reader.h"
#include "vifte/text.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static char *masked(const char *text)
{
    GString *out = g_string_new(NULL);
    text_mask(out, text, strlen(text), 32);
    return g_string_free(out, FALSE);
}

void setting_report(struct diag *diag, const struct diag_kind *kind, const struct pos *pos, const char *key,
                    const char *cure, const char *format, const char *outside)
{
    char *column = masked(key);
    char *shown = masked(outside);
    diag_add(diag, kind, pos, column, NULL, cure, format, shown);
    g_free(shown);
    g_free(column);
}

void setting_finding(const struct setting *setting, const struct diag_kind *kind, const char *cure,
                     const char *format, const char *outside)
{
    setting_report(setting->diag, kind, &setting->pos, setting->key, cure, format, outside);
}

void setting_wrong(const struct setting *setting, const char *expected)
{
    char *shown = masked(setting->value);
    char *key = masked(setting->key);
    diag_add(setting->diag, &FINDING_KEY_VALUE, &setting->pos, key, NULL, NULL, _("expected %s, got '%s'"),
             expected, shown);
    g_free(key);
    g_free(shown);
}

bool setting_parse_whole(const char *text, int *number)
{
    size_t n = strspn(text, "0123456789");
    if (n == 0 || n > 9 || text[n] != '\0') {
        return false;
    }
    *number = (int)g_ascii_strtoll(text, NULL, 10);
    return true;
}

bool setting_parse_decimal(const char *text, double *number)
{
    const char *digits = text + (*text == '-');
    size_t whole = strspn(digits, "0123456789");
    if (whole == 0 || whole > 15) {
        return false;
    }
    size_t decimals = 0;
    if (digits[whole] == '.' || digits[whole] == ',') {
        decimals = strspn(digits + whole + 1, "0123456789");
        bool thousands = decimals == 3 && whole <= 3 && *digits != '0';
        if (decimals == 0 || decimals > 15 || thousands) {
            return false;
        }
        decimals++;
    }
    if (digits[whole + decimals] != '\0') {
        return false;
    }
    char *plain = g_strdelimit(g_strdup(text), ",", '.');
    *number = g_ascii_strtod(plain, NULL);
    g_free(plain);
    return true;
}

/* Three runs of digits with the same mark between; false when there are more or fewer. */
static bool split_date(const char *text, int parts[3], size_t lengths[3])
{
    char mark = '\0';
    for (int i = 0; i < 3; i++) {
        lengths[i] = strspn(text, "0123456789");
        if (lengths[i] == 0 || lengths[i] > 4) {
            return false;
        }
        parts[i] = (int)g_ascii_strtoll(text, NULL, 10);
        text += lengths[i];
        if (i < 2) {
            if (*text == '\0' || strchr("-./", *text) == NULL || (i == 1 && *text != mark)) {
                return false;
            }
            mark = *text++;
        }
    }
    return *text == '\0';
}

bool setting_parse_day(const char *text, int32_t *day)
{
    int parts[3];
    size_t lengths[3];
    if (!split_date(text, parts, lengths)) {
        return false;
    }
    bool iso = lengths[0] == 4;
    int year = iso ? parts[0] : parts[2];
    int day_of_month = iso ? parts[2] : parts[0];
    if (lengths[iso ? 0 : 2] != 4 || lengths[1] > 2 || lengths[iso ? 2 : 0] > 2 || year < 1900 ||
        year > 2200 || !date_is_valid(year, parts[1], day_of_month)) {
        return false;
    }
    *day = date_from_ymd(year, parts[1], day_of_month);
    return true;
}

bool setting_parse_age(const char *text, struct age_band *band)
{
    char **ends = g_strsplit(text, "-", 2);
    bool good =
        ends[0] != NULL && setting_parse_whole(g_strstrip(ends[0]), &band->from) && band->from < AGE_OPEN;
    if (good && ends[1] == NULL) {
        band->to = band->from;
    } else if (good && *g_strstrip(ends[1]) == '\0') {
        band->to = AGE_OPEN;
    } else if (good) {
        good = setting_parse_whole(ends[1], &band->to) && band->to < AGE_OPEN && band->from <= band->to;
    }
    g_strfreev(ends);
    return good;
}

bool setting_parse_code(const char *text, int *code)
{
    return strlen(text) <= 4 && setting_parse_whole(text, code) && *code > 0;
}

static void *field(const struct project_key *key, const struct setting *setting)
{
    return (char *)setting->target + key->offset;
}

void setting_text(const struct project_key *key, const struct setting *setting)
{
    char **text = field(key, setting);
    g_free(*text);
    *text = g_strdup(setting->value);
}

void setting_whole(const struct project_key *key, const struct setting *setting)
{
    int number;
    if (setting_parse_whole(setting->value, &number) && number >= key->low && number <= key->high) {
        *(int *)field(key, setting) = number;
        return;
    }
    char *expected = g_strdup_printf(_("a whole number from %d to %d"), (int)key->low, (int)key->high);
    setting_wrong(setting, expected);
    g_free(expected);
}

void setting_decimal(const struct project_key *key, const struct setting *setting)
{
    double number;
    if (setting_parse_decimal(setting->value, &number) && number >= key->low && number <= key->high) {
        *(double *)field(key, setting) = number;
        return;
    }
    char *expected = g_strdup_printf(_("a number from %d to %d, without marks between thousands"),
                                     (int)key->low, (int)key->high);
    setting_wrong(setting, expected);
    g_free(expected);
}

void setting_fraction(const struct project_key *key, const struct setting *setting)
{
    size_t length = strlen(setting->value);
    bool percent = setting->value[length - 1] == '%';
    char *digits = g_strstrip(g_strndup(setting->value, length - percent));
    double number;
    bool good = setting_parse_decimal(digits, &number);
    g_free(digits);
    number = good && percent ? number / 100.0 : number;
    if (good && number >= key->low && number <= key->high) {
        *(double *)field(key, setting) = number;
    } else {
        setting_wrong(setting, _("a fraction between 0 and 1 (0.95), or per cent with its sign (95 %)"));
    }
}

/* The number of the value among the words, -1 when it is none; case and runs of blanks do not count. */
static int word_number(const struct project_key *key, const char *value)
{
    char **words = ini_list(key->values);
    char *folded = text_fold(value);
    int found = -1;
    for (int i = 0; words[i] != NULL && found < 0; i++) {
        char *word = text_fold(words[i]);
        found = strcmp(word, folded) == 0 ? i : -1;
        g_free(word);
    }
    g_free(folded);
    g_strfreev(words);
    return found;
}

/* False when reported. */
static bool find_word(const struct project_key *key, const struct setting *setting, int *number)
{
    *number = word_number(key, setting->value);
    if (*number < 0) {
        char *expected = g_strdup_printf(_("one of: %s"), key->values);
        setting_wrong(setting, expected);
        g_free(expected);
    }
    return *number >= 0;
}

void setting_word(const struct project_key *key, const struct setting *setting)
{
    int number;
    if (find_word(key, setting, &number)) {
        G_STATIC_ASSERT(sizeof(enum stay_end) == sizeof number); /* as every enum of struct project */
        memcpy(field(key, setting), &number, sizeof number);
    }
}

void setting_yes_no(const struct project_key *key, const struct setting *setting)
{
    int number;
    if (find_word(key, setting, &number)) {
        *(bool *)field(key, setting) = number == 1;
    }
}

void setting_day(const struct project_key *key, const struct setting *setting)
{
    if (!setting_parse_day(setting->value, field(key, setting))) {
        setting_wrong(setting, _("a date such as 2024-12-31"));
    }
}

#define MOST_PNG_BYTES 200000

/* NULL when the file is no such picture. */
static GBytes *read_png(const char *path)
{
    static const char SIGNATURE[] = "\x89PNG\r\n\x1a\n";
    GStatBuf status;
    char *bytes = NULL;
    gsize length = 0;
    if (g_stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= MOST_PNG_BYTES &&
        g_file_get_contents(path, &bytes, &length, NULL) && length > sizeof SIGNATURE &&
        memcmp(bytes, SIGNATURE, sizeof SIGNATURE - 1) == 0) {
        return g_bytes_new_take(bytes, length);
    }
    g_free(bytes);
    return NULL;
}

void setting_png(const struct project_key *key, const struct setting *setting)
{
    const char *folder = setting->reader->project->folder;
    char *path = g_path_is_absolute(setting->value) ? g_strdup(setting->value)
                                                    : g_build_filename(folder, setting->value, NULL);
    GBytes **png = field(key, setting);
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        setting_finding(setting, &FINDING_NO_FILE, NULL, _("there is no file '%s'"), setting->value);
    } else if ((*png = read_png(path)) == NULL) {
        setting_wrong(setting, _("a PNG picture of at most 200 kB"));
    }
    g_free(path);
}
