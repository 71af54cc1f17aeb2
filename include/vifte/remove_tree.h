/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes a folder and all in it; follows no links. Allocates nothing, so a signal handler may call it. What
 * cannot be removed stays. */
#ifndef VIFTE_REMOVE_TREE_H
#define VIFTE_REMOVE_TREE_H

void remove_tree(const char *path);

#endif
