# SPDX-License-Identifier: GPL-3.0-or-later
# Stacked bars: the parts of a whole from left to right, the last one apart where it answers another question.
#
# NAME.dat: row, start, end, part (from 1), text inside
#           second block: row, name; third block: row, word where a bar is not shown
# ROWS; LAST (where the longest bar ends); HEAD (px of the headings); NAME_PX; PART (names), PART_PX, PART_LINE
DATA_FILE = NAME.'.dat'
set lmargin at screen X(MARGIN + NAME_PX); set rmargin at screen X(W-MARGIN)
set tmargin at screen Y(TOP + HEAD); set bmargin at screen Y(TOP + BODY)
set xrange [0:LAST]; set yrange [ROWS-0.5:-0.5]
unset tics
array PART_COLOUR[8]
do for [i=1:|PART|] { PART_COLOUR[i] = SCALE == 1 ? word('#F46A25 #F9B48E #D9D9D9 #8FB8DC #12436D #FFFFFF', i) : word('#12436D #5B9BCB #C6DBEF #28A197 #F46A25 #8C8C8C #D9D9D9 #EDEDED', i) }
do for [i=1:|PART|] {
    set object i rectangle from screen X(PART_PX[i]), screen Y(TOP + 20*PART_LINE[i] - 1) to screen X(PART_PX[i]+14), screen Y(TOP + 20*PART_LINE[i] + 13) fc rgb PART_COLOUR[i] fs solid 1 border rgb WEAK front
    set label i PART[i] at screen X(PART_PX[i]+20), screen Y(TOP + 20*PART_LINE[i] + 6) left font SMALL_FONT tc rgb INK
}
dark(p) = SCALE == 1 ? p == 5 : p == 1
plot for [p=1:|PART|] DATA_FILE index 0 using ($4 == p ? ($2+$3)/2.0 : NaN):1:(($3-$2)/2.0):(0.3) with boxxyerror fs solid 1 border rgb WEAK lc rgb PART_COLOUR[p], \
     DATA_FILE index 0 using (dark($4) ? ($2+$3)/2.0 : OFF):1:5 with labels font BODY_FONT tc rgb '#ffffff' noenhanced, \
     '' index 0 using (dark($4) ? OFF : ($2+$3)/2.0):1:5 with labels font BODY_FONT tc rgb '#111111' noenhanced, \
     '' index 1 using (0):1:2 with labels right offset -1,0 font BODY_FONT tc rgb INK noenhanced, \
     '' index 2 using (0):1:2 with labels left offset 0.6,0 font BODY_FONT tc rgb QUIET noenhanced
