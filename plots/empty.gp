# SPDX-License-Identifier: GPL-3.0-or-later
# A panel that says why there is nothing to show: EMPTY holds its lines.
unset tics
set margins 0, 0, 0, 0
set xrange [0:W]; set yrange [H:0]
set object 1 rectangle from MARGIN,TOP to W-MARGIN,TOP+BODY fc rgb HIDDEN fs solid 1 noborder behind
do for [i=1:|EMPTY|] {
    set label i EMPTY[i] at W/2, TOP + BODY/2.0 + 19*(i - (|EMPTY| + 1)/2.0) center font BODY_FONT tc rgb INK
}
plot NaN
