/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function a command; each gets its own name as argv[0] and returns the exit status. */
#ifndef VIFTE_COMMANDS_H
#define VIFTE_COMMANDS_H

int command_run(int argc, char **argv);
int command_check(int argc, char **argv);
int command_scenario(int argc, char **argv);
int command_calc(int argc, char **argv);
int command_template(int argc, char **argv);
int command_answer(int argc, char **argv);
int command_reduce(int argc, char **argv);
int command_release(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_compare(int argc, char **argv);

void version_print(void); /* `vifte --version` */

#endif
