# SPDX-License-Identifier: GPL-3.0-or-later
# Municipalities from top to bottom: citizens as bars, and where the population is known the rate as dots with the
# swing between years, against the region's (dashed). A square is a municipality that the title names.
#
# NAME.dat: row, municipality, citizens, its text, rate, its text, lower, upper, named (0 or 1)
#           second block: row, name as drawn
# ROWS; COUNT..., RATE... (axes from chart_axis); HAS_RATE; HAS_REGION, REGION_RATE, REGION_TEXT
DATA_FILE = NAME.'.dat'
FIRST = TOP + (HAS_RATE > 0 ? 42 : 24); LAST = TOP + BODY - 24
set tmargin at screen Y(FIRST); set bmargin at screen Y(LAST)
set yrange [ROWS-0.5:-0.5]
set multiplot

set lmargin at screen X(158); set rmargin at screen X(HAS_RATE > 0 ? 385 : 650)
set xrange [0:COUNT_MAX]
unset ytics
set xtics ('' 0)
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb WEAK lw 1 front
set label 1 bold(COUNT_HEAD) at screen X(158), screen Y(TOP + 8) left font BODY_FONT tc rgb INK
plot DATA_FILE index 0 using (number(3)/2):1:(number(3)/2):(0.31) with boxxyerror lc rgb DATA, \
     '' index 1 using (0):1:2 with labels right offset -1,0 font BODY_FONT tc rgb INK noenhanced, \
     '' index 0 using (valid(3) ? column(3) : 0):1:4 with labels left offset 0.6,0 font BODY_FONT tc rgb INK noenhanced

if (HAS_RATE > 0) {
    unset label; unset arrow 1
    set lmargin at screen X(440); set rmargin at screen X(645)
    set xrange [0:RATE_MAX]
    set for [i=1:|RATE|] xtics add (RATE_TEXT[i] RATE[i]) font SMALL_FONT textcolor rgb QUIET
    set grid xtics lt 1 lc rgb GRID lw 1 back
    set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.3,0.1
    set label 1 bold(RATE_HEAD) at screen X(440), screen Y(TOP + 8) left font BODY_FONT tc rgb INK
    if (HAS_REGION > 0) {
        set arrow 2 from REGION_RATE, graph 0 to REGION_RATE, graph 1 nohead lc rgb QUIET lw 1.5 dt (6,4) back
        set label 2 REGION_TEXT at REGION_RATE, screen Y(TOP + 30) center font SMALL_FONT tc rgb QUIET
    }
    plot DATA_FILE index 0 using (number(7)):1:(number(8)-number(7)):(0) with vectors nohead lc rgb DATA lw 2, \
         '' index 0 using (number(9) > 0 ? NaN : number(5)):1 with points pt 7 ps 1.15*PS lc rgb DATA, \
         '' index 0 using (number(9) > 0 ? number(5) : NaN):1 with points pt 5 ps 1.25*PS lc rgb SEE, \
         '' index 0 using (valid(5) ? RATE_MAX : OFF):1:6 with labels right offset 5.5,0 font BODY_FONT tc rgb INK noenhanced, \
         '' index 0 using (valid(5) ? OFF : RATE_MAX):1:6 with labels boxed right offset 5.5,0 font BODY_FONT tc rgb INK noenhanced
}
unset multiplot
