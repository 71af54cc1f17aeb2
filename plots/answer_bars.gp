# SPDX-License-Identifier: GPL-3.0-or-later
# Bars from top to bottom with their figure; in place of a figure that is not shown stands its word. The shade says
# what kind of bar it is, and so does the group of rows it stands in.
#
# NAME.dat: row, name, figure, its text, kind (0-2)
#           second block: row, name as drawn
# ROWS; COUNT... (axis from chart_axis); HEAD; PART (kinds), PART_PX
DATA_FILE = NAME.'.dat'
set lmargin at screen X(250); set rmargin at screen X(640)
set tmargin at screen Y(TOP + 30); set bmargin at screen Y(TOP + BODY)
set xrange [0:COUNT_MAX]; set yrange [ROWS-0.5:-0.5]
unset tics
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb WEAK lw 1 front
array PART_COLOUR[3] = [DATA, MIDDLE, OTHER]
do for [i=1:|PART|] {
    set object i rectangle from screen X(PART_PX[i]), screen Y(TOP + 2) to screen X(PART_PX[i]+14), screen Y(TOP + 14) fc rgb PART_COLOUR[PART_KIND[i]] fs solid 1 noborder front
    set label i PART[i] at screen X(PART_PX[i]+20), screen Y(TOP + 8) left font SMALL_FONT tc rgb INK
}
colour(k) = k == 0 ? 0x12436D : k == 1 ? 0x5B9BCB : 0x28A197
plot DATA_FILE index 0 using (number(3)/2):1:(number(3)/2):(0.31):(colour(number(5))) with boxxyerror lc rgb variable, \
     '' index 1 using (0):1:2 with labels right offset -1,0 font BODY_FONT tc rgb INK noenhanced, \
     '' index 0 using (valid(3) ? column(3) : 0):1:4 with labels left offset 0.6,0 font BODY_FONT tc rgb INK noenhanced
