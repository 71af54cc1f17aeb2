# SPDX-License-Identifier: GPL-3.0-or-later
# One tile a municipality, where it lies on the map; darker is more. A hidden or missing figure is a pale tile with
# its word.
#
# NAME.dat: column, row, municipality, value, its text, shade (0 light, 1 middle, 2 dark, -1 no value),
#           name as drawn
# COLUMNS, ROWS; SHADE (three texts: what light, middle and dark stand for)
DATA_FILE = NAME.'.dat'
set lmargin at screen X(MARGIN); set rmargin at screen X(W-MARGIN)
set tmargin at screen Y(TOP); set bmargin at screen Y(TOP+BODY-30)
set xrange [-0.5:COLUMNS-0.5]; set yrange [ROWS-0.5:-0.5]
unset tics
shade(k) = k < -0.5 ? 0xEDEDED : k < 0.5 ? 0xC6DBEF : k < 1.5 ? 0x5B9BCB : 0x12436D
ink(k) = k > 1.5 ? 0xFFFFFF : 0x111111
array SHADE_COLOUR[3] = [LIGHT, MIDDLE, DATA]
do for [i=1:3] { if (SHADE[i] ne '') {
    set object i rectangle from screen X(MARGIN + (i-1)*200), screen Y(TOP+BODY-14) to screen X(MARGIN + (i-1)*200 + 16), screen Y(TOP+BODY+2) fc rgb SHADE_COLOUR[i] fs solid 1 noborder front
    set label i SHADE[i] at screen X(MARGIN + (i-1)*200 + 24), screen Y(TOP+BODY-6) left font SMALL_FONT tc rgb INK
} }
plot DATA_FILE using 1:2:(0.48):(0.47):(shade(number(6))) with boxxyerror lc rgb variable, \
     '' using 1:($2-0.17):7:(ink(number(6))) with labels font BODY_FONT tc rgb variable noenhanced, \
     '' using 1:($2+0.17):(valid(4) ? strcol(5) : ''):(ink(number(6))) with labels font BIG_FONT tc rgb variable noenhanced, \
     '' using 1:($2+0.17):(valid(4) ? '' : strcol(5)):(ink(number(6))) with labels font SMALL_FONT tc rgb variable noenhanced
