#include "chart_kinds.h"
#define S(f) void f(const struct released *r, struct chart_batch *b){(void)r;(void)b;}
S(chart_occupancy)
