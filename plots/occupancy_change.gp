# SPDX-License-Identifier: GPL-3.0-or-later
# A line a municipality from the first year to the last: occupancy in per cent. Orange with a square is one that has
# fallen clearly. The names stand apart where the ends of lines lie close.
#
# NAME.dat: municipality, first, last, where its first and its last text stand, first text, last text, fallen (0 or 1)
# LOW, HIGH (of the axis); YEAR_TEXT (two)
DATA_FILE = NAME.'.dat'
set lmargin at screen X(236); set rmargin at screen X(W - 236)
set tmargin at screen Y(TOP + 34); set bmargin at screen Y(TOP + BODY - 8)
set xrange [-0.1:1.1]; set yrange [LOW:HIGH]
unset tics
do for [i=1:2] {
    set arrow i from i-1, graph 0 to i-1, graph 1 nohead lc rgb GRID lw 1.5 back
    set label i bold(YEAR_TEXT[i]) at i-1, screen Y(TOP + 12) center font BODY_FONT tc rgb INK
}
fallen(v,k) = number(8) == k ? v : NaN
plot DATA_FILE using (0):(number(2)):(-0.08):(number(4)-number(2)) with vectors nohead lc rgb GRID lw 1, \
     '' using (1):(number(3)):(0.08):(number(5)-number(3)) with vectors nohead lc rgb GRID lw 1, \
     '' using (0):(fallen(number(2), 0)):(1):(number(3)-number(2)) with vectors nohead lc rgb DATA lw 2, \
     '' using (0):(fallen(number(2), 1)):(1):(number(3)-number(2)) with vectors nohead lc rgb SEE lw 2.6, \
     '' using (0):(fallen(number(2), 0)) with points pt 7 ps 1.1*PS lc rgb DATA, \
     '' using (1):(fallen(number(3), 0)) with points pt 7 ps 1.1*PS lc rgb DATA, \
     '' using (0):(fallen(number(2), 1)) with points pt 5 ps 1.3*PS lc rgb SEE, \
     '' using (1):(fallen(number(3), 1)) with points pt 5 ps 1.3*PS lc rgb SEE, \
     '' using (-0.1):4:6 with labels right font BODY_FONT tc rgb INK noenhanced, \
     '' using (1.1):5:7 with labels left font BODY_FONT tc rgb INK noenhanced
