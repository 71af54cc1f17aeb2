# SPDX-License-Identifier: GPL-3.0-or-later
# What happened when: one row a change, in the order of time; the shape says what kind of change it was.
#
# NAME.dat: row, when (years), text, kind (0 more places or opened, 1 fewer or closed, 2 merged, 3 a note)
# ROWS; FROM, TO (years); YEAR, YEAR_TEXT; PART, PART_PX (kinds)
DATA_FILE = NAME.'.dat'
set lmargin at screen X(MARGIN + 10); set rmargin at screen X(W - MARGIN - 10)
set tmargin at screen Y(TOP + 30); set bmargin at screen Y(TOP + BODY - 26)
set xrange [FROM:TO]; set yrange [ROWS-0.4:-0.6]
unset ytics
set xtics ('' FROM)
set for [i=1:|YEAR|] xtics add (YEAR_TEXT[i] YEAR[i]) font SMALL_FONT textcolor rgb QUIET
set grid xtics lt 1 lc rgb GRID lw 1 back
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.3,0.1
shape(k) = k == 0 ? 9 : k == 1 ? 11 : k == 2 ? 5 : 7
array SHAPE_COLOUR[4] = [DATA, SEE, OTHER, WEAK]
do for [i=1:|PART|] {
    set label i PART[i] at screen X(PART_PX[i]+16), screen Y(TOP + 8) left font SMALL_FONT tc rgb INK
    set label 100+i '' at screen X(PART_PX[i]+6), screen Y(TOP + 8) point pt shape(PART_KIND[i]) ps 1.3*PS lc rgb SHAPE_COLOUR[PART_KIND[i]+1]
}
half = (FROM + TO)/2.0
plot for [k=0:3] DATA_FILE index 0 using ($4 == k ? $2 : NaN):1 with points pt shape(k) ps 1.4*PS lc rgb SHAPE_COLOUR[k+1], \
     DATA_FILE index 0 using ($2 <= half ? $2 : OFF):1:3 with labels left boxed offset 1.2,0 font SMALL_FONT tc rgb INK noenhanced, \
     '' index 0 using ($2 > half ? $2 : OFF):1:3 with labels right boxed offset -1.2,0 font SMALL_FONT tc rgb INK noenhanced
