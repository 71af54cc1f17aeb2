# SPDX-License-Identifier: GPL-3.0-or-later
# One panel a group: citizens so far, and the fan of what follows if people come and leave as they did: the line in
# the middle, 80 per cent (dark) and 95 per cent (light). A diamond is what the municipalities expect.
#
# NAME.dat: three blocks a panel: year, citizens / year, mean, lower and upper 80, lower and upper 95 per cent, text /
# year, what the municipalities expect, text
# HEAD (px of the headings), PART, PART_PX; PANELS, COLS, PANEL_PX; FROM, TO (years); PANEL (names) and WORDS (three
# lines a panel), NAME_LINES, REMARK, NAMED (0 or 1), WORDS_Y; STEP, TICK_TEXT (three a panel); YEAR, YEAR_TEXT
# BREAK_PANEL, BREAK_AT, BREAK_SIGN (breaks in the series)
DATA_FILE = NAME.'.dat'
WIDE = (W - 2*MARGIN)/COLS
lines(p) = PANEL[3*p] ne '' ? 3 : PANEL[3*p-1] ne '' ? 2 : 1
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set object 1 rectangle from screen X(PART_PX[1]), screen Y(TOP+1) to screen X(PART_PX[1]+14), screen Y(TOP+13) fc rgb MIDDLE fs solid 1 noborder front
set object 2 rectangle from screen X(PART_PX[2]), screen Y(TOP+1) to screen X(PART_PX[2]+14), screen Y(TOP+13) fc rgb LIGHT fs solid 1 noborder front
set label 23 '' at screen X(PART_PX[3]+7), screen Y(TOP+7) point pt 13 ps 1.5*PS lc rgb SEE front
do for [i=1:3] { set label 10+i PART[i] at screen X(PART_PX[i]+20), screen Y(TOP+7) left font SMALL_FONT tc rgb INK }
set multiplot
set xrange [FROM-0.4:TO+0.4+0.10*(TO-FROM+1)]
set xtics ('' FROM)
set for [i=1:|YEAR|] xtics add (YEAR_TEXT[i] YEAR[i]) font SMALL_FONT textcolor rgb QUIET
set ytics ('' 0)
do for [p=1:PANELS] {
    left = MARGIN + WIDE*((p-1)%COLS); top = TOP + HEAD + PANEL_PX*((p-1)/COLS)
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
    b = 3*(p-1)
    plot DATA_FILE index b+1 using 1:(number(5)):(number(6)) with filledcurves fc rgb LIGHT, \
         '' index b+1 using 1:(number(3)):(number(4)) with filledcurves fc rgb MIDDLE, \
         0 lc rgb WEAK lw 1, \
         DATA_FILE index b+1 using 1:(number(2)) with lines lc rgb DATA lw 2 dt (4,3), \
         '' index b using 1:(number(2)) with lines lc rgb DATA lw 2, \
         '' index b using 1:(number(2)) with points pt 7 ps PS lc rgb DATA, \
         '' index b+2 using 1:(number(2)) with points pt 13 ps 2.1*PS lc rgb '#ffffff', \
         '' index b+2 using 1:(number(2)) with points pt 13 ps 1.6*PS lc rgb SEE, \
         '' index b+1 using (strcol(7) eq '' ? OFF : $1):(shown(2)):7 with labels left offset 0.6,0 font BODY_FONT tc rgb INK noenhanced
    do for [i=9001:9300] { unset label i }
    do for [i=1:3] { unset object i; unset label 10+i; unset label 20+i }
}
unset multiplot
