# SPDX-License-Identifier: GPL-3.0-or-later
# What changed the mean daily rate from the year before: the offers' own rates (price) and the mix of places, side
# by side and in kroner, and both together (diamond).
#
# NAME.dat: year, price effect, text, mix effect, text, change, text
# FROM, TO; YEAR, YEAR_TEXT; LOW, HIGH; TICK, TICK_TEXT; PART (three headings), PART_PX
DATA_FILE = NAME.'.dat'
set lmargin at screen X(MARGIN + 48); set rmargin at screen X(W - MARGIN)
set tmargin at screen Y(TOP + 30); set bmargin at screen Y(TOP + BODY - 24)
set xrange [FROM-0.5:TO+0.5]; set yrange [LOW:HIGH]
set xtics ('' FROM)
set for [i=1:|YEAR|] xtics add (YEAR_TEXT[i] YEAR[i]) font BODY_FONT textcolor rgb INK
set ytics (TICK_TEXT[1] TICK[1]) font SMALL_FONT textcolor rgb QUIET
set for [i=2:|TICK|] ytics add (TICK_TEXT[i] TICK[i]) font SMALL_FONT textcolor rgb QUIET
set grid ytics lt 1 lc rgb GRID lw 1 back
array PART_COLOUR[2] = [DATA, OTHER]
do for [i=1:2] {
    set object i rectangle from screen X(PART_PX[i]), screen Y(TOP+1) to screen X(PART_PX[i]+14), screen Y(TOP+15) fc rgb PART_COLOUR[i] fs solid 1 noborder front
}
set label 9 '' at screen X(PART_PX[3]+7), screen Y(TOP+8) point pt 13 ps 1.5*PS lc rgb SEE
do for [i=1:3] {
    set label i PART[i] at screen X(PART_PX[i]+20), screen Y(TOP+8) left font SMALL_FONT tc rgb INK
}
above(c) = valid(c) && column(c) >= 0 ? column(c) : OFF
below(c) = valid(c) && column(c) < 0 ? column(c) : OFF
plot 0 lc rgb WEAK lw 1.2, \
     DATA_FILE using ($1-0.2):(number(2)/2):(0.17):(abs(number(2))/2) with boxxyerror lc rgb DATA, \
     '' using ($1+0.2):(number(4)/2):(0.17):(abs(number(4))/2) with boxxyerror lc rgb OTHER, \
     '' using 1:(number(6)) with points pt 13 ps 1.5*PS lc rgb SEE, \
     '' using ($1-0.2):(above(2)):3 with labels center offset 0,0.7 font SMALL_FONT tc rgb INK noenhanced, \
     '' using ($1-0.2):(below(2)):3 with labels center offset 0,-0.7 font SMALL_FONT tc rgb INK noenhanced, \
     '' using ($1+0.2):(above(4)):5 with labels center offset 0,0.7 font SMALL_FONT tc rgb INK noenhanced, \
     '' using ($1+0.2):(below(4)):5 with labels center offset 0,-0.7 font SMALL_FONT tc rgb INK noenhanced
