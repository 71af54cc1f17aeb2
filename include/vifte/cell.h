/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The value types that every stage from the measures on shares: a cell, a column's description, a table's
 * description. No functions with state; whoever includes this sees no data.
 *
 * A cell has a state; there are no sentinel numbers. Code asks the state before it reads the value:
 *   value       number, or name for columns of identifiers, words and texts
 *   missing     nobody reported it (never the same as zero)
 *   na          the question makes no sense here (an address-free effort has no occupancy)
 *   undefined   there are data, but too few for this statistic
 *   suppressed  hidden by the disclosure stage, which also wipes the number
 */
#ifndef VIFTE_CELL_H
#define VIFTE_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cell_state { CELL_MISSING, CELL_VALUE, CELL_NA, CELL_UNDEFINED, CELL_SUPPRESSED };

/* Why a cell is na or undefined; texts in reason_text(). */
enum cell_reason {
    REASON_NONE,
    REASON_NO_PLACES,        /* no places in force in the period */
    REASON_NOT_IN_PLACES,    /* the offer is not measured in places */
    REASON_NO_POPULATION,    /* no complete population for the year and ages */
    REASON_NO_EARLIER,       /* nothing to compare with the year before */
    REASON_TOO_FEW,          /* n too small for this statistic */
    REASON_FORMS_ONLY,       /* needs rows for single persons (stays), there are only forms */
    REASON_NO_OCCUPANCY,     /* nobody reported the occupancy */
    REASON_STOCK,            /* persons present are a stock: no interval by chance of single years */
    REASON_REGION_MEDIAN,    /* a median of municipal medians is no median */
    REASON_NO_BUDGET,        /* no budgeted occupancy given */
    REASON_STAYS_INCOMPLETE, /* known only where all stays of the offer are reported */
    REASON_SINGLE_OFFERS,    /* computed for single offers only */
    REASON_NOT_ASKED,        /* the forms do not ask for this year */
    REASON_FULL,             /* all places taken: how much more demand there was is not known */
    REASON_SINGLE_DAYS,      /* there are counts on single days only */
    REASON_NO_COSTS,         /* no costs given for the rate */
    REASON_NO_INDEX,         /* no price index for the year */
    REASON_NO_PARAMETER,     /* a yearly parameter is not known for the year */
    REASON_NO_VOLUME,        /* nobody reported what was bought */
    REASON_SHORT_SERIES,     /* too few years to compare with */
    REASON_NOT_SEEN,         /* demand hides behind full offers */
    REASON_UNDECIDED,        /* the limits leave everything open */
    REASON_NOT_REPORTED,     /* nobody reported who waits or has no offer */
    REASON_NO_RATE,          /* the daily rate of an offer is not known */
    REASON_NO_DISTANCE,      /* a distance is not known */
    REASON_NOBODY,           /* there is nobody whom it could be about */
    REASON_NO_RULE,          /* no rule was found in the sources */
    REASON_BELOW_ALREADY,    /* the offer is below break-even with all its buyers */
    REASON_NO_SIGN,          /* nothing that would be a sign was seen */
    REASON_COUNT
};

/* What stands behind an identifier, a word or a text: `code` goes to files for machines, `label` to people.
 * Both are owned by the model or static and outlive every cell. */
struct name {
    const char *code;
    const char *label;
};

#define CONTRIBUTORS_NONE \
    (-1) /* the figure says nothing about persons (places, days of an open offer ...) \
          */

struct cell {
    union {
        double number; /* COLUMN_YEAR, _DATE (days since 1970), _COUNT, _DECIMAL, _RATIO, _POINTS, _MONEY
                          (oere) */
        const struct name *name; /* COLUMN_ID, _WORD, _TEXT */
    };
    int32_t
        contributors; /* fewest persons that any count behind this figure rests on, or CONTRIBUTORS_NONE */
    uint8_t state;    /* enum cell_state */
    uint8_t reason;   /* enum cell_reason */
    uint8_t marks;    /* enum cell_mark, or-ed */
};

/* What else is known of a figure. */
enum cell_mark {
    MARK_DOMINATED = 1,  /* few contributors hold nearly all of the sum: (n, k) or p per cent */
    MARK_FEW_BUYERS = 2, /* rests on fewer than three buyers */
    MARK_OWN = 4,        /* a municipality's edition: its own figure, which is not public */
    MARK_SHOWN = 8,      /* an earlier release: was printed (disclose/ alone) */
    MARK_ONE_AREA = 32,  /* all of them in one municipality (need_profile) */
    MARK_COARSE = 16     /* an earlier release: all municipalities were hidden, whatever they were */
};

enum column_kind {
    COLUMN_ID,   /* identifier: code in files, label to people */
    COLUMN_WORD, /* one of a closed list of words; the label is translated */
    COLUMN_TEXT, /* free text from input; public only when approved */
    COLUMN_YEAR,
    COLUMN_DATE,    /* days since 1970-01-01 */
    COLUMN_COUNT,   /* whole number */
    COLUMN_DECIMAL, /* number with `decimals` decimals */
    COLUMN_RATIO,   /* fraction; shown to people as per cent with `decimals` decimals and its base */
    COLUMN_CHANCE,  /* probability; as a ratio, but people are never told that it is nothing or all */
    COLUMN_POINTS,  /* percentage points */
    COLUMN_MONEY    /* oere; files get kroner with two decimals */
};

/* Who may see a table or a column at all; single rows and cells are the disclosure stage's matter. */
enum audience { AUDIENCE_PUBLIC, AUDIENCE_COOPERATION, AUDIENCE_INTERNAL };

struct column {
    const char *name;       /* snake_case English heading in tables/NAME.csv */
    const char *label;      /* N_(): heading people read */
    const char *unit;       /* N_(): "persons", "days" ... or NULL */
    const char *definition; /* N_(): one or two sentences */
    const char *formula;    /* in plain symbols, or NULL */
    const char *source;     /* where the formula or convention comes from, or NULL */
    enum column_kind kind;
    uint8_t decimals;
    bool key;            /* part of the row's key (keys come first) */
    enum audience least; /* the most public audience that may have the column */
    bool has_status; /* an extra column NAME_status stands after it in files: it can be anything but a number
                      */
};

struct table_def {
    const char *name;   /* file name without ending */
    const char *family; /* what --only selects */
    const char *title;  /* N_() */
    const char *note;   /* N_() or NULL: printed under the table wherever it stands */
    const struct column *columns;
    size_t n_columns;
    size_t n_keys;
    enum audience least; /* the most public audience that may have it */
};

static inline bool cell_has_number(const struct cell *cell)
{
    return cell->state == CELL_VALUE;
}

#endif
