# SPDX-License-Identifier: GPL-3.0-or-later
# A bar a group for its places in the region, and a point with its interval for the places needed.
#
# NAME.dat: row, group, places, needed, lower, upper, text of places, text of needed; second block: row, line of the
# group's name
# ROWS; END (of the axis)
DATA_FILE = NAME.'.dat'
set lmargin at screen X(240); set rmargin at screen X(W-MARGIN-190)
set tmargin at screen Y(TOP); set bmargin at screen Y(TOP+BODY)
set xrange [0:END]; set yrange [ROWS-0.5:-0.5]
unset tics
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb WEAK lw 1 front
most(a,b) = valid(a) && valid(b) ? (column(a) > column(b) ? column(a) : column(b)) : (valid(a) ? column(a) : (valid(b) ? column(b) : 0))
plot DATA_FILE index 0 using (number(3)/2):($1+0.19):(number(3)/2):(0.17) with boxxyerror lc rgb OTHER, \
     '' index 0 using (number(4)):($1-0.19):(number(5)):(number(6)) with xerrorbars pt 0 lw 2 lc rgb MIDDLE, \
     '' index 0 using (number(4)):($1-0.19) with points pt 7 ps 1.6*PS lc rgb DATA, \
     '' index 0 using (most(6,4)):($1-0.19):8 with labels left offset 0.8,0 font BODY_FONT tc rgb INK noenhanced, \
     '' index 0 using (valid(3) ? column(3) : 0):($1+0.19):7 with labels left offset 0.6,0 font BODY_FONT tc rgb INK noenhanced, \
     '' index 1 using (0):1:2 with labels right offset -1,0 font BODY_FONT tc rgb INK noenhanced
