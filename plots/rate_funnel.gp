# SPDX-License-Identifier: GPL-3.0-or-later
# A point a municipality: citizens per 10,000 inhabitants against how many inhabitants there are, with the limits that
# chance alone would keep around the region's rate: 95 per cent (broken) and 99.8 per cent (whole). Orange squares lie
# outside 99.8 per cent. The axis of inhabitants is logarithmic.
#
# NAME.dat: municipality, inhabitants, rate, its kind (-1 not judged, 0 inside, 1 outside 95, 2 outside 99.8 per cent), its text, where
#           the text stands: inhabitants, rate, side (0 right, 1 left, 2 centred)
#           second block: inhabitants, low 99.8, low 95, high 95, high 99.8 per cent
# FROM, TO (inhabitants); SIZE, SIZE_TEXT; RATE... (axis from chart_axis); REGION_RATE; SIDE_TEXT (three), SIDE_AT
# HEAD, FOOT (of the axes)
DATA_FILE = NAME.'.dat'
set lmargin at screen X(MARGIN + 44); set rmargin at screen X(W - MARGIN - 110)
set tmargin at screen Y(TOP + 26); set bmargin at screen Y(TOP + BODY - 44)
set xrange [FROM:TO]; set yrange [0:RATE_MAX]
set logscale x
set xtics ('' FROM)
set for [i=1:|SIZE|] xtics add (SIZE_TEXT[i] SIZE[i]) font SMALL_FONT textcolor rgb QUIET
set ytics ('' 0)
set for [i=1:|RATE|] ytics add (RATE_TEXT[i] RATE[i]) font SMALL_FONT textcolor rgb QUIET
set grid ytics lt 1 lc rgb GRID lw 1 back
set label 1 bold(HEAD) at screen X(MARGIN), screen Y(TOP + 8) left font SMALL_FONT tc rgb INK
set label 2 FOOT at screen X(W/2 - 50), screen Y(TOP + BODY - 10) center font SMALL_FONT tc rgb QUIET
do for [i=1:3] { if (SIDE_TEXT[i] ne '') { set label 2+i SIDE_TEXT[i] at screen X(W - MARGIN - 104), first SIDE_AT[i] left font SMALL_FONT tc rgb QUIET } }
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.1,0.1
kind(k) = number(4) == k ? number(3) : NaN
side(k) = number(8) == k && strcol(5) ne '' ? number(6) : FROM/1e9
plot REGION_RATE lc rgb QUIET lw 1.3, \
     DATA_FILE index 1 using 1:(number(2)) with lines lc rgb WEAK lw 1.3, \
     '' index 1 using 1:(number(5)) with lines lc rgb WEAK lw 1.3, \
     '' index 1 using 1:(number(3)) with lines lc rgb WEAK lw 1.3 dt (5,4), \
     '' index 1 using 1:(number(4)) with lines lc rgb WEAK lw 1.3 dt (5,4), \
     '' index 0 using 2:(kind(-1)) with points pt 6 lw 1.5 ps 1.2*PS lc rgb DATA, \
     '' index 0 using 2:(kind(0)) with points pt 7 ps 1.2*PS lc rgb DATA, \
     '' index 0 using 2:(kind(1)) with points pt 9 ps 1.5*PS lc rgb DATA, \
     '' index 0 using 2:(kind(2)) with points pt 5 ps 1.4*PS lc rgb SEE, \
     '' index 0 using (side(0)):7:5 with labels left boxed font SMALL_FONT tc rgb INK noenhanced, \
     '' index 0 using (side(1)):7:5 with labels right boxed font SMALL_FONT tc rgb INK noenhanced, \
     '' index 0 using (side(2)):7:5 with labels center boxed font SMALL_FONT tc rgb INK noenhanced
