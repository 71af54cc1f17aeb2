/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What has changed since an earlier answer: the sheet of corrections. Figures are compared by their ids, as
 * printed; who and why come from the deliveries behind the figure's table and year, and from the settings.
 *
 * The change in citizens is taken apart: what the same year says today against what it said then (another
 * delimitation or setting, other municipalities that reported, revised data), and what has happened to the
 * citizens since. Where the definition is another one, today's data are counted by the definition of then as
 * well (definition.h): the difference is the definition's, the rest the data's. That number is in no table of
 * the edition, so a part of fewer citizens than the threshold is not told apart from the other; nor is one
 * that rests on a hidden figure.
 */
#ifndef VIFTE_ANSWER_CHANGES_H
#define VIFTE_ANSWER_CHANGES_H

#include "vifte/answer.h"

struct document;
struct earlier;

/* The figures of an answer to the request, for the comparison with another one. */
struct earlier *answer_as_earlier(const struct document *answer, const struct answer_request *request,
                                  const char *called);

/* NULL when no figure has changed since what nobody was given; since an earlier answer the sheet says so. */
struct document *answer_changes(const struct answer_request *request, const struct document *answer,
                                const struct earlier *earlier);

#endif
