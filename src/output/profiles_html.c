/* SPDX-License-Identifier: GPL-3.0-or-later */
/* profiles.html: the pages of the covered offers by themselves, for the table of the panel and the steering
 * group: every year with its overview and a page an offer, the newest first. */
#include "vifte/output.h"

#include "report.h"
#include "vifte/edition.h"
#include "vifte/outdir.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

static void write_title(struct report *report)
{
    struct html *html = report->html;
    char *date = text_date(report->edition->date);
    html_open(html, "header", NULL);
    html_leaf(html, "h1", _("The strengthened cooperation, year by year"), NULL);
    html_leaf(html, "p", report->edition->title, "class", "about", NULL);
    html_leaf_take(html, "p", g_strdup_printf(_("As of %s"), date), "class", "about", NULL);
    html_close(html);
    g_free(date);
}

static void write_contents(struct report *report, int newest)
{
    struct html *html = report->html;
    html_open(html, "nav", "id", "contents", "aria-label", _("Contents"), NULL);
    html_leaf(html, "p", _("Contents"), NULL);
    html_open(html, "ol", NULL);
    for (int year = newest; year >= report->edition->from_year; year--) {
        g_autofree char *text = g_strdup_printf("%d", year), *target = g_strdup_printf("#year-%d", year);
        html_open(html, "li", NULL);
        html_leaf(html, "a", text, "href", target, NULL);
        html_close(html);
    }
    html_close(html);
    html_close(html);
}

static void write_body(struct report *report, int newest, const char *mark)
{
    struct html *html = report->html;
    html_open(html, "body", NULL);
    report_mark(report, mark);
    write_title(report);
    html_open(html, "div", "class", "page", NULL);
    write_contents(report, newest);
    html_open(html, "main", "id", "main", NULL);
    for (int year = newest; year >= report->edition->from_year; year--) {
        g_autofree char *text = g_strdup_printf("%d", year), *id = g_strdup_printf("year-%d", year);
        report_chapter(report, id, text);
        report_profile_year(report, year);
        html_close(html);
    }
    report_chapter(report, "coverage", _("Coverage and quality"));
    report_remarks(report, false);
    html_close(html);
    html_close(html);
    html_close(html);
    html_leaf(html, "footer", mark, NULL);
    html_close(html);
}

bool profiles_html_write(const struct released *released, const struct chart_set *charts, struct outdir *dir,
                         struct diag *diag)
{
    struct report report = {.released = released, .edition = released_edition(released), .charts = charts};
    int newest = report_profiles_newest(&report);
    if (newest == 0) {
        return true;
    }
    char *mark = show_edition_line(report.edition);
    report.html = html_new();
    report_head(&report, mark);
    write_body(&report, newest, mark);
    char *page = html_finish(report.html);
    bool good = outdir_write(dir, "profiles.html", page, strlen(page), diag);
    g_free(page);
    g_free(mark);
    return good;
}
