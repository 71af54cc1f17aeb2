# SPDX-License-Identifier: GPL-3.0-or-later
# Where a group's days are spent: one bar of whole per cents a group.
#
# NAME.dat: row, group, own municipality, elsewhere in the region, outside it (per cent), word when there is no figure,
#           in the region (drawn where own municipality is a word)
#           second block: row, line of the group's name; third block: row, base
# ROWS; HEAD (px of the headings); PART (three headings, and a fourth for bars of two parts)
DATA_FILE = NAME.'.dat'
FIRST = TOP + HEAD; LAST = TOP + BODY
set lmargin at screen X(240); set rmargin at screen X(W-MARGIN)
set tmargin at screen Y(FIRST); set bmargin at screen Y(LAST)
set xrange [0:100]; set yrange [ROWS-0.5:-0.5]
unset tics
array PART_COLOUR[4] = [DATA, LIGHT, SEE, MIDDLE]
part_y(i) = i < 4 ? TOP : TOP+20
do for [i=1:|PART|] {
    set object i rectangle from screen X(PART_PX[i]), screen Y(part_y(i)-1) to screen X(PART_PX[i]+14), screen Y(part_y(i)+13) fc rgb PART_COLOUR[i] fs solid 1 noborder front
    set label i PART[i] at screen X(PART_PX[i]+20), screen Y(part_y(i)+6) left font SMALL_FONT tc rgb INK
}
# A share too narrow for its figure goes without; the table has it.
half(p) = p > 0 ? p/2 - 0.15 : NaN
whole(c) = valid(3) || !valid(c) ? NaN : column(c)
shown_whole(c) = valid(3) || !valid(c) ? OFF : column(c)
share(p) = p >= 5.5 ? sprintf(SHARE_FORMAT, p) : ''
plot DATA_FILE index 0 using (number(3)/2):1:(half(number(3))):(0.3) with boxxyerror lc rgb DATA, \
     '' index 0 using (number(3)+number(4)/2):1:(half(number(4))):(0.3) with boxxyerror lc rgb LIGHT, \
     '' index 0 using (whole(7)/2):1:(half(whole(7))):(0.3) with boxxyerror lc rgb MIDDLE, \
     '' index 0 using (100-number(5)/2):1:(half(number(5))):(0.3) with boxxyerror lc rgb SEE, \
     '' index 0 using (shown(3)/2):1:(share(shown(3))) with labels font BODY_FONT tc rgb '#ffffff' noenhanced, \
     '' index 0 using (shown(3)+shown(4)/2):1:(share(shown(4))) with labels font BODY_FONT tc rgb '#111111' noenhanced, \
     '' index 0 using (shown_whole(7)/2):1:(share(shown_whole(7))) with labels font BODY_FONT tc rgb '#111111' noenhanced, \
     '' index 0 using (100-shown(5)/2):1:(share(shown(5))) with labels font BODY_FONT tc rgb '#111111' noenhanced, \
     '' index 0 using (valid(5) ? OFF : 0):1:6 with labels left offset 0.6,0 font BODY_FONT tc rgb INK noenhanced, \
     '' index 1 using (0):1:2 with labels right offset -1,0 font BODY_FONT tc rgb INK noenhanced, \
     '' index 2 using (0):1:2 with labels right offset -1,0 font SMALL_FONT tc rgb QUIET noenhanced
