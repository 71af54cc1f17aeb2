/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences about places and need, about sharing, and about closing an offer, made from released cells like
 * those of sentences.h: a hidden or missing figure is named by the word for its state. Newly allocated; NULL
 * where there is nothing to say.
 */
#ifndef VIFTE_SENTENCES_CAPACITY_H
#define VIFTE_SENTENCES_CAPACITY_H

struct released;

/* Places needed against places, and who is served elsewhere. */
char *sentences_balance(const struct released *released, const char *group, int year);
/* How probable it is that citizens are more than places on 31 December of the next year. */
char *sentences_shortage(const struct released *released, const char *group, int year);
/* Empty place-days against those of the budget, and how long a place waits for its next resident. */
char *sentences_empty_days(const struct released *released, const char *group, int year);
/* Swing and places, alone and together, and the occupancy that follows. */
char *sentences_pooling(const struct released *released, const char *group);
/* In how many offers of the group some residents would have no other offer in the data. */
char *sentences_closing(const struct released *released, const char *group);

#endif
