# SPDX-License-Identifier: GPL-3.0-or-later
# A covered offer over the years in three panels: occupancy against the budgeted one (offers without places: what is
# bought), how many municipalities buy, and expected demand against what pays the costs. Rows of figures stand under
# the years. An orange square is an expected demand below what pays the costs.
#
# NAME.dat: three blocks: year, occupancy (or bought), budgeted, text (of the newest) / year, buyers, text /
#           year, expected, break-even (or bought), text, 1 = below
# PLACES (1 = measured in places); FROM, TO; YEAR, YEAR_TEXT; PANEL (three names), WORDS (three: why there is
# no figure)
# LOW, HIGH, TICK, TICK_TEXT (of the first panel); BUYERS_MAX; DEMAND, DEMAND_TEXT, DEMAND_MAX
# HEAD (names of the rows, two a panel, '' = none), ROW (texts, six a panel's two rows: year by year)
DATA_FILE = NAME.'.dat'
WIDE = (W - 2*MARGIN)/3.0
N = TO - FROM + 1
ROW_FONT = 'Arial,8.5'
PLOT_TOP = TOP + 26; PLOT_END = TOP + BODY - 94
low(a,b) = valid(a) && valid(b) ? column(a) < column(b) : 0
set style textbox opaque noborder fillcolor rgb '#ffffff' margins 0.2,0.1
set multiplot
set xrange [FROM-0.5:TO+0.5]
set xtics ('' FROM)
set for [i=1:|YEAR|] xtics add (YEAR_TEXT[i] YEAR[i]) font SMALL_FONT textcolor rgb QUIET
set tmargin at screen Y(PLOT_TOP); set bmargin at screen Y(PLOT_END)
do for [p=1:3] {
    left = MARGIN + WIDE*(p-1)
    set lmargin at screen X(left + (p == 2 ? 12 : 32)); set rmargin at screen X(left + WIDE - 6)
    set label 1 bold(PANEL[p]) at screen X(left + 4), screen Y(TOP + 8) left font PANEL_FONT tc rgb INK
    do for [k=1:2] {
        unset label 10+k
        if (HEAD[2*(p-1)+k] ne '') { set label 10+k HEAD[2*(p-1)+k] at screen X(left + 4), screen Y(PLOT_END + 36 + 32*(k-1)) left font SMALL_FONT tc rgb QUIET }
        do for [i=1:N] {
            unset label 20+40*k+i
            if (HEAD[2*(p-1)+k] ne '') { set label 20+40*k+i ROW[(2*(p-1)+k-1)*N+i] at first FROM+i-1, screen Y(PLOT_END + 51 + 32*(k-1)) center font ROW_FONT tc rgb INK }
        }
    }
    unset label 2
    if (WORDS[p] ne '') { set label 2 WORDS[p] at graph 0.02, graph 0.5 left front boxed font SMALL_FONT tc rgb INK }
    set grid ytics lt 1 lc rgb GRID lw 1 back
    if (p == 1) {
        set yrange [LOW:HIGH]
        set ytics ('' LOW)
        set for [i=1:|TICK|] ytics add (TICK_TEXT[i] TICK[i]) font SMALL_FONT textcolor rgb QUIET
        plot (PLACES ? 1 : NaN) lc rgb WEAK lw 1.2, \
             DATA_FILE index 0 using ($1-0.5):(number(3)):(1):(0) with vectors nohead lc rgb QUIET lw 1.4 dt (6,4), \
             '' index 0 using 1:(number(2)) with lines lc rgb DATA lw 2, \
             '' index 0 using 1:(number(2)) with points pt 7 ps PS lc rgb DATA, \
             '' index 0 using (strcol(4) eq '' || low(2,3) ? OFF : $1):(shown(2)):4 with labels boxed center offset 0,1.1 font SMALL_FONT tc rgb INK noenhanced, \
             '' index 0 using (strcol(4) eq '' || !low(2,3) ? OFF : $1):(shown(2)):4 with labels boxed center offset 0,-1.1 font SMALL_FONT tc rgb INK noenhanced
    }
    if (p == 2) {
        set yrange [0:BUYERS_MAX]
        set ytics ('' 0)
        plot DATA_FILE index 1 using 1:(number(2)/2):(0.32):(number(2)/2) with boxxyerror lc rgb OTHER, \
             '' index 1 using 1:(shown(2)):3 with labels center offset 0,0.7 font SMALL_FONT tc rgb INK noenhanced
    }
    if (p == 3) {
        set yrange [0:DEMAND_MAX]
        set ytics ('' 0)
        set for [i=1:|DEMAND|] ytics add (DEMAND_TEXT[i] DEMAND[i]) font SMALL_FONT textcolor rgb QUIET
        plot DATA_FILE index 2 using ($1-0.5):(number(3)):(1):(0) with vectors nohead lc rgb QUIET lw 1.4 dt (6,4), \
             '' index 2 using 1:(number(2)) with lines lc rgb DATA lw 2, \
             '' index 2 using 1:(number(5) > 0 ? NaN : number(2)) with points pt 7 ps PS lc rgb DATA, \
             '' index 2 using 1:(number(5) > 0 ? number(2) : NaN) with points pt 5 ps 1.3*PS lc rgb SEE, \
             '' index 2 using (strcol(4) eq '' ? OFF : $1):(shown(2)):4 with labels boxed center offset 0,1.1 font SMALL_FONT tc rgb INK noenhanced
    }
    do for [i=9001:9300] { unset label i }
}
unset multiplot
