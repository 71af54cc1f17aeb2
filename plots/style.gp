# SPDX-License-Identifier: GPL-3.0-or-later
# The look of every picture: paper, colours, letters, header and footer. A picture's own script sets NAME, TITLE,
# SUBTITLE, NOTE, MARK, BODY (height in px between subtitle and notes) and FORMAT (svg or png) before it loads this.
#
# Positions are px on a page 720 px wide, from the left and from the top: X(px) and Y(px) give the screen
# coordinates. 720 px are 16 cm on a Word page, where letters of 11 points come out as 9.
reset
set encoding utf8
set datafile separator "\t"

# Blue is data, orange the one thing to see (with another shape), teal a second kind of thing.
DATA = '#12436D'; SEE = '#F46A25'; OTHER = '#28A197'; MIDDLE = '#5B9BCB'; LIGHT = '#C6DBEF'
INK = '#222222'; QUIET = '#595959'; GRID = '#D9D9D9'; WEAK = '#8C8C8C'; HIDDEN = '#EDEDED'; ALARM = '#801650'
TITLE_FONT = 'Arial,16'; BODY_FONT = 'Arial,11'; PANEL_FONT = 'Arial,10.5'; SMALL_FONT = 'Arial,9.5'; BIG_FONT = 'Arial,17'
MARGIN = 14.0

bold(s) = '{/:Bold '.s.'}'
# A number, or a gap where the field holds a word.
number(c) = valid(c) ? column(c) : NaN
# Where a mark goes that is not to be seen: gnuplot 5.4 crashes on a plot of labels that are all NaN, and warns of other
# plots without a single point.
OFF = -1e9
shown(c) = valid(c) ? column(c) : OFF

TITLE_LINES = |TITLE|; SUBTITLE_LINES = SUBTITLE[1] eq '' ? 0 : |SUBTITLE|; NOTE_LINES = NOTE[1] eq '' ? 0 : |NOTE|
MARK_LINES = MARK eq '' ? 0 : 1
TOP = 14 + 27*TITLE_LINES + 19*SUBTITLE_LINES + 12
BOTTOM = 14 + 17*(NOTE_LINES + MARK_LINES) + 8
W = 720.0; H = TOP + BODY + BOTTOM
X(px) = 1.0*px/W
Y(px) = 1.0 - 1.0*px/H

# svg counts in px and pngcairo in points; the factors make both the same picture. A png of SHARP px a px has 200 px an
# inch on paper; writing it is most of a picture's time, so it is not sharper than that.
SHARP = 1.75
if (FORMAT eq 'svg') {
    set terminal svg enhanced size W,H font 'Arial,11' fontscale 1.333 linewidth 1.333 butt background '#ffffff' name 'f'
    PS = 0.8
} else {
    set terminal pngcairo enhanced size SHARP*W,SHARP*H font 'Arial,11' fontscale SHARP linewidth SHARP pointscale SHARP dashlength SHARP butt background '#ffffff'
    PS = 1.0
}
set output NAME.'.'.FORMAT

set border 0
set tics nomirror scale 0 textcolor rgb INK font BODY_FONT
unset key
set style fill solid 1 noborder
set samples 2 # the only functions drawn are straight lines
set errorbars small

do for [i=1:TITLE_LINES] {
    set label 9000+i TITLE[i] at screen X(MARGIN), screen Y(14 + 27*i - 14) left font TITLE_FONT tc rgb INK
}
do for [i=1:SUBTITLE_LINES] {
    set label 9100+i SUBTITLE[i] at screen X(MARGIN), screen Y(14 + 27*TITLE_LINES + 19*i - 8) left font BODY_FONT tc rgb QUIET
}
do for [i=1:NOTE_LINES] {
    set label 9200+i NOTE[i] at screen X(MARGIN), screen Y(TOP + BODY + 14 + 17*i - 8) left font SMALL_FONT tc rgb QUIET
}
if (MARK_LINES > 0) {
    set label 9300 bold(MARK) at screen X(MARGIN), screen Y(TOP + BODY + 14 + 17*(NOTE_LINES + 1) - 8) left font SMALL_FONT tc rgb ALARM
}
