/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte calc */
#include "commands.h"
#include "vifte/calc.h"

#include <stdio.h>

int command_calc(int argc, char **argv)
{
    return calc_run(argc > 1 ? argv[1] : NULL, argc > 2 ? argv[2] : NULL, stdin, stdout, stderr);
}
