# SPDX-License-Identifier: GPL-3.0-or-later
# Two bars a group: the swing alone, added up, and together.
#
# NAME.dat: row, group, alone, its text, together, its text; second block: row, line of the group's name
# ROWS; END (of the axis)
DATA_FILE = NAME.'.dat'
set lmargin at screen X(240); set rmargin at screen X(W-MARGIN-110)
set tmargin at screen Y(TOP); set bmargin at screen Y(TOP+BODY)
set xrange [0:END]; set yrange [ROWS-0.5:-0.5]
unset tics
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb WEAK lw 1 front
plot DATA_FILE index 0 using (number(3)/2):($1-0.19):(number(3)/2):(0.17) with boxxyerror lc rgb LIGHT, \
     '' index 0 using (number(5)/2):($1+0.19):(number(5)/2):(0.17) with boxxyerror lc rgb DATA, \
     '' index 0 using (valid(3) ? column(3) : 0):($1-0.19):4 with labels left offset 0.6,0 font BODY_FONT tc rgb INK noenhanced, \
     '' index 0 using (valid(5) ? column(5) : 0):($1+0.19):6 with labels left offset 0.6,0 font BODY_FONT tc rgb INK noenhanced, \
     '' index 1 using (0):1:2 with labels right offset -1,0 font BODY_FONT tc rgb INK noenhanced
