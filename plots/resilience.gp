# SPDX-License-Identifier: GPL-3.0-or-later
# A bar an offer thought closed, in two parts: residents who find another place in the data, and those who do not.
#
# NAME.dat: row, offer, absorbed, unplaced, text; second block: row, the offer's name
# ROWS; END (of the axis)
DATA_FILE = NAME.'.dat'
set lmargin at screen X(250); set rmargin at screen X(W-MARGIN-190)
set tmargin at screen Y(TOP); set bmargin at screen Y(TOP+BODY)
set xrange [0:END]; set yrange [ROWS-0.5:-0.5]
unset tics
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb WEAK lw 1 front
both(a,b) = valid(a) && valid(b)
plot DATA_FILE index 0 using (both(3,4) ? column(3)/2 : NaN):1:(both(3,4) ? column(3)/2 : NaN):(0.34) with boxxyerror lc rgb DATA, \
     '' index 0 using (both(3,4) ? column(3)+column(4)/2 : NaN):1:(both(3,4) ? column(4)/2 : NaN):(0.34) with boxxyerror lc rgb SEE, \
     '' index 0 using (both(3,4) ? column(3)+column(4) : 0):1:5 with labels left offset 0.6,0 font SMALL_FONT tc rgb INK noenhanced, \
     '' index 1 using (0):1:2 with labels right offset -1,0 font BODY_FONT tc rgb INK noenhanced
