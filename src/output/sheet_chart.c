/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts and pictures beside a sheet's table; see sheet.h. */
#include "sheet_private.h"

#define PICTURE_SCALE (1 / 1.75) /* pictures are drawn larger: SHARP in plots/style.gp */
#define ROW_PX 20
#define CHART_WIDE_PX 720
#define CHART_BAR_PX 26
#define CHART_EDGES_PX 130
#define ROWS_APART 2
#define DARK_GREEN 0x60 /* a colour with less green takes white letters */

/* Right of the table, below what stands there already. */
static lxw_row_t next_place(struct sheet *sheet, double height_px)
{
    lxw_row_t place = sheet->heading_row + sheet->pictures_rows;
    sheet->pictures_rows += (lxw_row_t)(height_px / ROW_PX) + ROWS_APART;
    return place;
}

/* A series of the chart: a number column, its words as labels. */
static void add_series(struct sheet *sheet, lxw_chart *native, const struct sheet_chart *chart, size_t column)
{
    size_t n = sheet->row - sheet->heading_row - 1, columns = sheet->n_columns - 1;
    lxw_row_t first = sheet->heading_row + 1, last = sheet->row - 1;
    lxw_chart_series *series = chart_add_series(native, NULL, NULL);
    lxw_chart_fill fill = {.color = chart->colours[column - 1]};
    lxw_chart_data_label *labels = g_new0(lxw_chart_data_label, n);
    lxw_chart_data_label **list = g_new0(lxw_chart_data_label *, n + 1);
    chart_series_set_categories(series, chart->sheet_name, first, 0, last, 0);
    chart_series_set_values(series, chart->sheet_name, first, (lxw_col_t)column, last, (lxw_col_t)column);
    chart_series_set_name_range(series, chart->sheet_name, sheet->heading_row, (lxw_col_t)column);
    chart_series_set_fill(series, &fill);
    chart_series_set_labels(series);
    if (chart->stacked) {
        bool dark = (chart->colours[column - 1] >> 8 & 0xFF) < DARK_GREEN;
        lxw_chart_font font = {.color = dark ? LXW_COLOR_WHITE : LXW_COLOR_BLACK};
        chart_series_set_labels_num_format(series, "0;;"); /* a part that is not there has no label */
        chart_series_set_labels_font(series, &font);
    }
    for (size_t i = 0; i < n; i++) {
        labels[i].value = (char *)chart->words[i * columns + column - 1];
        list[i] = &labels[i];
    }
    sheet_keep(sheet->book, chart_series_set_labels_custom(series, list));
    g_free(list);
    g_free(labels);
}

void sheet_chart(struct sheet *sheet, const struct sheet_chart *chart)
{
    if (sheet->worksheet == NULL) {
        return;
    }
    size_t n = sheet->row - sheet->heading_row - 1, bars = chart->stacked ? 1 : sheet->n_columns - 1;
    double height = CHART_EDGES_PX + CHART_BAR_PX * (double)(n * (bars + 1));
    lxw_chart *native =
        workbook_add_chart(sheet->book->workbook, chart->stacked ? LXW_CHART_BAR_STACKED : LXW_CHART_BAR);
    for (size_t column = 1; column < sheet->n_columns; column++) {
        add_series(sheet, native, chart, column);
    }
    lxw_chart_font font = {.size = 12, .bold = LXW_TRUE};
    chart_title_set_name(native, chart->title);
    chart_title_set_name_font(native, &font);
    chart_legend_set_position(native, LXW_CHART_LEGEND_BOTTOM);
    /* In bar charts the library's y axis is the one with the names. */
    chart_axis_set_reverse(native->y_axis);
    chart_axis_off(native->x_axis); /* every bar has its figure */
    chart_axis_major_gridlines_set_visible(native->x_axis, LXW_FALSE);
    lxw_chart_options options = {.x_scale = CHART_WIDE_PX / 480.0, /* Excel's own size is 480 by 288 */
                                 .y_scale = height / 288.0,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description = (char *)chart->alternative};
    sheet_keep(sheet->book, worksheet_insert_chart_opt(sheet->worksheet, next_place(sheet, height),
                                                       (lxw_col_t)(sheet->n_columns + 1), native, &options));
}

void sheet_picture(struct sheet *sheet, const char *path, double height_px, const char *alternative)
{
    lxw_image_options options = {.x_scale = PICTURE_SCALE,
                                 .y_scale = PICTURE_SCALE,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description = (char *)alternative};
    if (sheet->worksheet != NULL) {
        sheet_keep(sheet->book,
                   worksheet_insert_image_opt(sheet->worksheet, next_place(sheet, height_px),
                                              (lxw_col_t)(sheet->n_columns + 1), path, &options));
    }
}
