# SPDX-License-Identifier: GPL-3.0-or-later
# Paying municipalities (rows) against where the offers lie (columns); an empty cell is nobody.
#
# NAME.dat: row, column, paying, location, citizens, its text, shade (0 to 1)
#           second block: row, name; third block: column, line, heading
# ROWS, COLUMNS
DATA_FILE = NAME.'.dat'
HEADING = 38; LAST = TOP + BODY
HEAD = 1.0*HEADING*ROWS/(BODY - HEADING) # the headings' height in rows
set lmargin at screen X(150); set rmargin at screen X(W-MARGIN)
set tmargin at screen Y(TOP); set bmargin at screen Y(LAST)
set xrange [-0.5:COLUMNS-0.5]; set yrange [ROWS-0.5:-0.5-HEAD]
unset tics
# From light to full blue, as the palette of the tiles.
mix(a, b, t) = int(a + (b - a)*t)
blue(t) = t < 0.5 ? mix(0xE0,0x5B,2*t)*65536 + mix(0xEC,0x9B,2*t)*256 + mix(0xF6,0xCB,2*t) \
                  : mix(0x5B,0x12,2*t-1)*65536 + mix(0x9B,0x43,2*t-1)*256 + mix(0xCB,0x6D,2*t-1)
shade(k) = k < 0 ? 0xEDEDED : blue(k)
ink(k) = k > 0.7 ? 0xFFFFFF : 0x111111
do for [r=1:ROWS] { do for [c=1:COLUMNS] {
    set object (r-1)*COLUMNS+c rectangle from c-1.47,r-1.46 to c-0.53,r-0.54 fc rgb '#F5F5F5' fs solid 1 noborder behind
} }
plot DATA_FILE index 0 using 2:1:(0.47):(0.46):(shade(number(7))) with boxxyerror lc rgb variable, \
     '' index 0 using (valid(5) ? column(2) : OFF):1:6:(ink(number(7))) with labels font BODY_FONT tc rgb variable noenhanced, \
     '' index 0 using (valid(5) ? OFF : column(2)):1:6 with labels font SMALL_FONT tc rgb INK noenhanced, \
     '' index 1 using (-0.5):1:2 with labels right offset -0.8,0 font BODY_FONT tc rgb INK noenhanced, \
     '' index 2 using 1:(-0.5 - $2*HEAD*17.0/HEADING):3 with labels font SMALL_FONT tc rgb INK noenhanced
