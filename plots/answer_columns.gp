# SPDX-License-Identifier: GPL-3.0-or-later
# Columns from left to right with their figure on top; in place of a figure that is not shown stands its word. A
# square is a second figure of the same column, a thin line its limits.
#
# NAME.dat: column, figure, its text, kind (0 data, 1 the one to see, 2 lighter), low, high, second figure, its text
#           second block: column, line of its name (from the axis down, in lines)
# N; COUNT... (axis from chart_axis); HEAD (what the columns count), SECOND (what the squares are, or empty);
# INSIDE (1 = the square's text stands in the column)
DATA_FILE = NAME.'.dat'
set lmargin at screen X(MARGIN + 40); set rmargin at screen X(W - MARGIN)
set tmargin at screen Y(TOP + 30); set bmargin at screen Y(TOP + BODY - 42)
set xrange [-0.6:N - 0.4 + (SECOND ne '' && INSIDE == 0 ? 0.25 : 0)]; set yrange [0:1.12*COUNT_MAX]
unset xtics
set ytics ('' 0)
set for [i=1:|COUNT|] ytics add (COUNT_TEXT[i] COUNT[i]) font SMALL_FONT textcolor rgb QUIET
set grid ytics lt 1 lc rgb GRID lw 1 back
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set label 1 bold(HEAD) at screen X(MARGIN), screen Y(TOP + 8) left font BODY_FONT tc rgb INK
if (SECOND ne '') {
    set object 1 rectangle from screen X(MARGIN + 330), screen Y(TOP + 2) to screen X(MARGIN + 340), screen Y(TOP + 12) fc rgb SEE fs solid 1 noborder front
    set label 2 SECOND at screen X(MARGIN + 348), screen Y(TOP + 8) left font BODY_FONT tc rgb INK
}
colour(k) = k == 0 ? 0x12436D : k == 1 ? 0xF46A25 : 0x5B9BCB
plot 0 lc rgb WEAK lw 1, \
     DATA_FILE index 0 using 1:(number(2)/2):(0.30):(number(2)/2):(colour(number(4))) with boxxyerror lc rgb variable, \
     '' index 0 using 1:(number(5)):(0):(number(6)-number(5)) with vectors nohead lc rgb INK lw 1.5, \
     '' index 0 using 1:(number(7)) with points pt 5 ps 1.3*PS lc rgb SEE, \
     '' index 0 using (INSIDE == 0 && strcol(8) ne '' ? $1 + 0.34 : OFF):(shown(7)):8 with labels left boxed font SMALL_FONT tc rgb INK noenhanced, \
     '' index 0 using (INSIDE > 0 && strcol(8) ne '' ? $1 : OFF):(shown(7)):8 with labels offset 0,-1.1 font SMALL_FONT tc rgb '#111111' noenhanced, \
     '' index 0 using (valid(2) && !valid(5) ? $1 : OFF):(shown(2)):3 with labels offset 0,(INSIDE > 0 ? 1.1 : 0.7) font BODY_FONT tc rgb INK noenhanced, \
     '' index 0 using (valid(2) && valid(5) ? $1 : OFF):(0):3 with labels offset 0,0.9 font BODY_FONT tc rgb '#111111' noenhanced, \
     '' index 0 using (valid(2) ? OFF : $1):(0):3 with labels offset 0,0.8 font SMALL_FONT tc rgb QUIET noenhanced, \
     '' index 1 using 1:(0):3 with labels offset 0,-0.9 font BODY_FONT tc rgb INK noenhanced
