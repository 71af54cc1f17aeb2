# SPDX-License-Identifier: GPL-3.0-or-later
# One panel an offer, all on one scale: occupancy by year (points), by shorter periods where the edition has them
# (thin line), the budgeted occupancy (dashed) and 100 per cent (grey). An orange square marks an
# offer that the title is about.
#
# NAME.dat: two blocks a panel: year, occupancy, budgeted, text (of the newest figure) / middle of the period in
#           years, occupancy
# PANELS, COLS, PANEL_PX; FROM, TO (years); PANEL (names) and WORDS (three lines a
# panel), NAME_LINES (of the longest), NAMED (0 or 1), WORDS_Y
# LOW, HIGH (of the scale); TICK, TICK_TEXT; YEAR, YEAR_TEXT
DATA_FILE = NAME.'.dat'
WIDE = (W - 2*MARGIN - 32)/COLS
# The newest point of an offer that the title is about.
see(p) = NAMED[p] > 0 && strcol(4) ne ''
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set multiplot
set xrange [FROM:TO+1+0.14*(TO-FROM+1)]; set yrange [LOW:HIGH]
set xtics ('' FROM)
set for [i=1:|YEAR|] xtics add (YEAR_TEXT[i] YEAR[i]) font SMALL_FONT textcolor rgb QUIET
do for [p=1:PANELS] {
    left = MARGIN + 32 + WIDE*((p-1)%COLS); top = TOP + PANEL_PX*((p-1)/COLS)
    set lmargin at screen X(left + 10); set rmargin at screen X(left + WIDE - 16)
    set tmargin at screen Y(top + 16*NAME_LINES + 8); set bmargin at screen Y(top + PANEL_PX - 32)
    set ytics ('' LOW)
    set for [i=1:|TICK|] ytics add ((p-1)%COLS == 0 ? TICK_TEXT[i] : '' TICK[i]) font SMALL_FONT textcolor rgb QUIET
    set grid ytics lt 1 lc rgb GRID lw 1 back
    do for [k=1:3] {
        unset label k
        if (PANEL[3*(p-1)+k] ne '') { set label k bold(PANEL[3*(p-1)+k]) at screen X(left + 10), screen Y(top + 16*k - 6) left font PANEL_FONT tc rgb INK }
    }
    do for [k=1:3] {
        unset label 3+k
        if (WORDS[3*(p-1)+k] ne '') { set label 3+k WORDS[3*(p-1)+k] at graph 0.01, graph WORDS_Y[p] left offset 0,-1.15*(k-1) front boxed font SMALL_FONT tc rgb INK }
    }
    plot 1 lc rgb WEAK lw 1.2, \
         DATA_FILE index 2*p-1 using (shown(1)):(number(2)) with lines lc rgb '#7F93AD' lw 1, \
         '' index 2*p-2 using 1:(shown(3)):(1):(0) with vectors nohead lc rgb QUIET lw 1.4 dt (6,4), \
         '' index 2*p-2 using ($1+0.5):(number(2)) with lines lc rgb DATA lw 2, \
         '' index 2*p-2 using ($1+0.5):(see(p) ? NaN : number(2)) with points pt 7 ps 0.95*PS lc rgb DATA, \
         '' index 2*p-2 using ($1+0.5):(see(p) ? number(2) : NaN) with points pt 5 ps 1.2*PS lc rgb SEE, \
         '' index 2*p-2 using (strcol(4) eq '' ? OFF : $1+1):(shown(2)):4 with labels boxed left offset 0.4,0.1 font SMALL_FONT tc rgb INK noenhanced
    do for [i=9001:9300] { unset label i }
}
unset multiplot
