/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words in the tables of citizens. */
#include "vifte/citizen_words.h"

#include "vifte/names.h"
#include "vifte/table.h"
#include "vifte/text.h"

const struct name WORD_YES = {"yes", N_("yes")};
const struct name WORD_NO = {"no", N_("no")};
const struct name WORD_MIXED = {"mixed", N_("answers differ")};
const struct name WORD_UNKNOWN = {"unknown", N_("not stated")};

const struct name WORD_SOURCE_STAYS = {"stays", N_("stays")};
const struct name WORD_SOURCE_FORMS = {"forms", N_("the municipality's form")};
const struct name WORD_SOURCE_FORMS_SUM = {
    "forms_sum", N_("sum of the municipalities' reports, may count a citizen twice")};

const struct name WORD_OTHER_REGION = {"other_region", N_("Another region")};
const struct name WORD_ABROAD = {"abroad", N_("Abroad")};
const struct name WORD_ADDRESS_FREE = {"address_free", N_("Address-free")};

static const struct name BASES[] = {
    [BASIS_UNKNOWN] = {"unknown", N_("not stated")},
    [BASIS_31_DECEMBER] = {"31_december", N_("on 31 December")},
    [BASIS_DURING_YEAR] = {"during_year", N_("during the year")},
};

static const struct name DIRECTIONS[] = {
    [DIRECTION_MORE] = {"more", N_("more")},
    [DIRECTION_SAME] = {"same", N_("the same")},
    [DIRECTION_FEWER] = {"fewer", N_("fewer")},
    [DIRECTION_UNKNOWN] = {"unknown", N_("do not know")},
};

static const struct name DIMENSIONS[] = {
    [DIMENSION_AGE] = {"age", N_("Age")},
    [DIMENSION_SEX] = {"sex", N_("Sex")},
    [DIMENSION_SECTION] = {"section", N_("Section of the law")},
    [DIMENSION_SEVERITY] = {"severity", N_("Severity")},
    [DIMENSION_EFFORT] = {"effort", N_("Kind of effort")},
};

static const struct name KINDS[] = {
    [KIND_UNKNOWN] = {"unknown", N_("not stated")},
    [KIND_PERMANENT] = {"permanent", N_("long-term accommodation")},
    [KIND_TEMPORARY] = {"temporary", N_("temporary accommodation")},
    [KIND_DAY] = {"day", N_("day offer")},
    [KIND_RESPITE] = {"respite", N_("respite")},
    [KIND_ACUTE] = {"acute", N_("acute offer")},
    [KIND_SECURED] = {"secured", N_("secured ward")},
    [KIND_ADDRESS_FREE] = {"address_free", N_("address-free effort")},
    [KIND_OTHER] = {"other", N_("other effort")},
};

static const struct name REACHES[] = {
    [REACH_UNKNOWN] = {"unknown", N_("not stated")},
    [REACH_LOCAL] = {"local", N_("local")},
    [REACH_REGIONAL] = {"regional", N_("the part of the country")},
    [REACH_NATIONAL] = {"national", N_("the whole country")},
};

const struct name *words_name(const struct name *word)
{
    return names_intern(word->code, _(word->label));
}

struct cell words_cell(const struct name *word)
{
    return cell_name(words_name(word));
}

static const struct name OPERATOR_TYPES[] = {
    [OPERATOR_UNKNOWN] = {"unknown", N_("not stated")},
    [OPERATOR_MUNICIPAL] = {"municipal", N_("municipal")},
    [OPERATOR_REGIONAL] = {"regional", N_("regional operator")},
    [OPERATOR_PRIVATE] = {"private", N_("private")},
    [OPERATOR_SELF_GOVERNING] = {"self_governing", N_("self-governing")},
    [OPERATOR_FOUNDATION] = {"foundation", N_("foundation")},
};

const struct name *words_basis(enum basis basis)
{
    return words_name(&BASES[basis]);
}

const struct name *words_direction(enum direction direction)
{
    return words_name(&DIRECTIONS[direction]);
}

const struct name *words_dimension(enum dimension dimension)
{
    return words_name(&DIMENSIONS[dimension]);
}

const struct name *words_kind(enum offer_kind kind)
{
    return words_name(&KINDS[kind]);
}

const struct name *words_reach(enum reach reach)
{
    return words_name(&REACHES[reach]);
}

const struct name *words_operator_type(enum operator_type type)
{
    return words_name(&OPERATOR_TYPES[type]);
}
