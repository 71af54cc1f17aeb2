# SPDX-License-Identifier: GPL-3.0-or-later
# One panel a group: citizens by year on its own scale from zero, the newest figure beside its point. A year
# without a figure is a gap; the words under the panel say why.
#
# NAME.dat: one block a panel: year, citizens, text (of the newest figure, else empty)
# PANELS, COLS, PANEL_PX; FROM, TO (years); PANEL (names) and WORDS (three lines a panel), NAME_LINES (of the
# longest), REMARK, NAMED (0 or 1), WORDS_Y (where the words stand, part of the panel's height)
# BREAK_PANEL, BREAK_AT, BREAK_SIGN (breaks in the series)
# STEP, TICK_TEXT (three a panel, at 0, one and two steps); YEAR, YEAR_TEXT
DATA_FILE = NAME.'.dat'
WIDE = (W - 2*MARGIN)/COLS
# The newest point of a group that has changed.
see(p) = NAMED[p] > 0 && strcol(3) ne ''
lines(p) = PANEL[3*p] ne '' ? 3 : PANEL[3*p-1] ne '' ? 2 : 1
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set multiplot
set xrange [FROM-0.4:TO+0.4+0.10*(TO-FROM+1)]
set xtics ('' FROM)
set for [i=1:|YEAR|] xtics add (YEAR_TEXT[i] YEAR[i]) font SMALL_FONT textcolor rgb QUIET
set ytics ('' 0)
do for [p=1:PANELS] {
    left = MARGIN + WIDE*((p-1)%COLS); top = TOP + PANEL_PX*((p-1)/COLS)
    set lmargin at screen X(left + 46); set rmargin at screen X(left + WIDE - 22)
    set tmargin at screen Y(top + 16*NAME_LINES + 30); set bmargin at screen Y(top + PANEL_PX - 34)
    set yrange [0:2.25*STEP[p]]
    set ytics (TICK_TEXT[3*p-2] 0, TICK_TEXT[3*p-1] STEP[p], TICK_TEXT[3*p] 2*STEP[p]) font SMALL_FONT textcolor rgb QUIET
    set grid ytics lt 1 lc rgb GRID lw 1 back
    set label 7 REMARK[p] at screen X(left + 4), screen Y(top + 16*lines(p) + 11) left font SMALL_FONT tc rgb QUIET
    do for [k=1:3] {
        unset label k
        if (PANEL[3*(p-1)+k] ne '') { set label k bold(PANEL[3*(p-1)+k]) at screen X(left + 4), screen Y(top + 16*k - 6) left font PANEL_FONT tc rgb INK }
    }
    do for [k=1:3] {
        unset label 3+k
        if (WORDS[3*(p-1)+k] ne '') { set label 3+k WORDS[3*(p-1)+k] at graph 0.01, graph WORDS_Y[p] left offset 0,-1.15*(k-1) front boxed font SMALL_FONT tc rgb INK }
    }
    do for [k=1:|BREAK_PANEL|] {
        unset arrow 50+k; unset label 50+k
        if (BREAK_PANEL[k] == p) {
            set arrow 50+k from BREAK_AT[k], graph 0 to BREAK_AT[k], graph 1.06 nohead lc rgb INK lw 1.1 dt (3,3) back
            set label 50+k '' at BREAK_AT[k], graph 1.06 point pt BREAK_SIGN[k] ps PS lc rgb INK front
        }
    }
    plot 0 lc rgb WEAK lw 1, \
         DATA_FILE index p-1 using 1:(number(2)) with lines lc rgb DATA lw 2, \
         '' index p-1 using 1:(see(p) ? NaN : number(2)) with points pt 7 ps 1.1*PS lc rgb DATA, \
         '' index p-1 using 1:(see(p) ? number(2) : NaN) with points pt 5 ps 1.3*PS lc rgb SEE, \
         '' index p-1 using (strcol(3) eq '' ? OFF : $1):(shown(2)):3 with labels boxed left offset 0.9,0.1 font BODY_FONT tc rgb INK noenhanced
    do for [i=9001:9300] { unset label i }
}
unset multiplot
