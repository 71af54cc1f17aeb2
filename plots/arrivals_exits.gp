# SPDX-License-Identifier: GPL-3.0-or-later
# One panel a group: citizens who came in the year as bars up, those who left as bars down, the difference as a dot.
#
# NAME.dat: one block a panel: year, arrivals, text, exits, text, difference (texts of the newest year, else empty)
# HEAD (px of the headings), PART, PART_PX; PANELS, COLS, PANEL_PX; FROM, TO (years); PANEL (names) and WORDS (three
# lines a panel), NAME_LINES, REMARK, WORDS_Y; STEP, TICK_TEXT (two a panel); YEAR, YEAR_TEXT
# BREAK_PANEL, BREAK_AT, BREAK_SIGN (breaks in the series)
DATA_FILE = NAME.'.dat'
WIDE = (W - 2*MARGIN)/COLS
lines(p) = PANEL[3*p] ne '' ? 3 : PANEL[3*p-1] ne '' ? 2 : 1
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set object 1 rectangle from screen X(PART_PX[1]), screen Y(TOP+1) to screen X(PART_PX[1]+14), screen Y(TOP+13) fc rgb DATA fs solid 1 noborder front
set object 2 rectangle from screen X(PART_PX[2]), screen Y(TOP+1) to screen X(PART_PX[2]+14), screen Y(TOP+13) fc rgb OTHER fs solid 1 noborder front
set label 23 '' at screen X(PART_PX[3]+7), screen Y(TOP+7) point pt 7 ps 1.2*PS lc rgb SEE front
do for [i=1:3] { set label 10+i PART[i] at screen X(PART_PX[i]+20), screen Y(TOP+7) left font SMALL_FONT tc rgb INK }
set multiplot
set xrange [FROM-0.6:TO+0.6]
set xtics ('' FROM)
set for [i=1:|YEAR|] xtics add (YEAR_TEXT[i] YEAR[i]) font SMALL_FONT textcolor rgb QUIET
set ytics ('' 0)
do for [p=1:PANELS] {
    left = MARGIN + WIDE*((p-1)%COLS); top = TOP + HEAD + PANEL_PX*((p-1)/COLS)
    set lmargin at screen X(left + 46); set rmargin at screen X(left + WIDE - 22)
    set tmargin at screen Y(top + 16*NAME_LINES + 28); set bmargin at screen Y(top + PANEL_PX - 34)
    set yrange [-1.45*STEP[p]:1.45*STEP[p]]
    set ytics (TICK_TEXT[2*p] -STEP[p], TICK_TEXT[2*p-1] 0, TICK_TEXT[2*p] STEP[p]) font SMALL_FONT textcolor rgb QUIET
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
    plot DATA_FILE index p-1 using 1:(number(2)/2):(0.33):(number(2)/2) with boxxyerror fc rgb DATA, \
         '' index p-1 using 1:(-number(4)/2):(0.33):(number(4)/2) with boxxyerror fc rgb OTHER, \
         0 lc rgb WEAK lw 1, \
         DATA_FILE index p-1 using 1:(number(6)) with points pt 7 ps 1.35*PS lc rgb '#ffffff', \
         '' index p-1 using 1:(number(6)) with points pt 7 ps PS lc rgb SEE, \
         '' index p-1 using (strcol(3) eq '' ? OFF : $1):(shown(2)):3 with labels center offset 0,0.65 font SMALL_FONT tc rgb INK noenhanced, \
         '' index p-1 using (strcol(5) eq '' ? OFF : $1):(valid(4) ? -column(4) : OFF):5 with labels center offset 0,-0.65 font SMALL_FONT tc rgb INK noenhanced
    do for [i=9001:9300] { unset label i }
    do for [i=1:3] { unset object i; unset label 10+i; unset label 20+i }
}
unset multiplot
