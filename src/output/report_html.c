/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.html: one page that works from a mail attachment. Head, mark of the edition, contents, chapters. */
#include "vifte/output.h"

#include "chart_data.h"
#include "report.h"
#include "vifte/edition.h"
#include "vifte/outdir.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

/* What the running head of every printed page says: paper is separated from its first page. */
char *report_page_rule(const char *title, const char *mark)
{
    GString *css =
        g_string_new("@page{size:A4;margin:18mm 15mm 16mm;@top-left{font:8pt sans-serif;color:#595959;"
                     "content:");
    html_css_string(css, title);
    g_string_append(css, "}@top-right{font:bold 8pt sans-serif;color:#801650;content:");
    html_css_string(css, mark);
    g_string_append(css, "}@bottom-left{font:8pt sans-serif;color:#595959;content:");
    html_css_string(css, mark);
    g_string_append(css, "}@bottom-right{font:8pt sans-serif;color:#595959;content:counter(page) \"/\" "
                         "counter(pages)}}\n");
    return g_string_free(css, FALSE);
}

void report_head(struct report *report, const char *mark)
{
    struct html *html = report->html;
    char *rule = report_page_rule(report->edition->title, mark);
    char *style = g_strconcat(REPORT_STYLE_PAGE, REPORT_STYLE_PARTS, REPORT_STYLE_PRINT, rule, NULL);
    html_open(html, "html", "lang", report->edition->language == LANGUAGE_DA ? "da" : "en", NULL);
    html_open(html, "head", NULL);
    html_empty(html, "meta", "charset", "utf-8", NULL);
    html_empty(html, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1", NULL);
    html_empty(html, "meta", "name", "generator", "content", "vifte " VIFTE_VERSION, NULL);
    html_leaf(html, "title", report->edition->title, NULL);
    html_style(html, style);
    html_close(html);
    g_free(style);
    g_free(rule);
}

void report_mark(struct report *report, const char *mark)
{
    bool public = report->edition->audience == AUDIENCE_PUBLIC && report->edition->municipality == 0;
    html_leaf(report->html, "aside", mark, "class", public ? "mark public" : "mark", NULL);
}

static void write_header(struct report *report)
{
    const struct edition *edition = report->edition;
    struct html *html = report->html;
    char *years = chart_years(edition->from_year, edition->to_year);
    char *date = text_date(edition->date);
    char *caution = show_caution(edition);
    html_open(html, "header", NULL);
    if (edition->logo != NULL) {
        html_png(html, edition->logo, *edition->sender != '\0' ? edition->sender : _("Logo"), "logo");
    }
    html_leaf(html, "h1", edition->title, NULL);
    char *place = text_capital(chart_place(edition));
    html_leaf_take(html, "p", g_strdup_printf("%s, %s", place, years), "class", "about", NULL);
    html_leaf_take(html, "p",
                   *edition->sender != '\0' ? g_strdup_printf(_("%s, as of %s"), edition->sender, date)
                                            : g_strdup_printf(_("As of %s"), date),
                   "class", "about", NULL);
    if (*caution != '\0') {
        html_leaf(html, "p", caution, "class", "caution", NULL);
    }
    html_close(html);
    g_free(place);
    g_free(caution);
    g_free(date);
    g_free(years);
}

static void write_entry(struct report *report, const char *id, const char *title)
{
    char *target = g_strconcat("#", id, NULL);
    html_open(report->html, "li", NULL);
    html_leaf(report->html, "a", title, "href", target, NULL);
    html_close(report->html);
    g_free(target);
}

static void write_contents(struct report *report)
{
    struct html *html = report->html;
    html_open(html, "nav", "id", "contents", "aria-label", _("Contents"), NULL);
    html_leaf(html, "p", _("Contents"), NULL);
    html_open(html, "ol", NULL);
    write_entry(report, "front", _("In short"));
    if (report_has_together(report)) {
        write_entry(report, "groups", _("The target groups together"));
    }
    for (size_t i = 0; i < report->edition->n_groups; i++) {
        char *id = report_group_id(i);
        write_entry(report, id, report->edition->groups[i].name.label);
        g_free(id);
    }
    write_entry(report, "offers", _("Offers and occupancy"));
    if (report_has_capacity(report)) {
        write_entry(report, "capacity", _("Places and need"));
    }
    if (report_has_profiles(report)) {
        write_entry(report, "cooperation", _("The strengthened cooperation"));
    }
    if (report_has_cooperation(report)) {
        write_entry(report, "use", _("Who uses which offers"));
    }
    write_entry(report, "coverage", _("Coverage and quality"));
    write_entry(report, "method", _("Method"));
    html_close(html);
    html_close(html);
}

void report_chapters(struct report *report)
{
    report_front(report);
    if (report_has_together(report)) {
        report_together(report);
    }
    for (size_t i = 0; i < report->edition->n_groups; i++) {
        report_group(report, i);
    }
    report_offers(report);
    if (report_has_capacity(report)) {
        report_capacity(report);
    }
    if (report_has_profiles(report)) {
        report_profiles(report);
    }
    if (report_has_cooperation(report)) {
        report_cooperation(report);
    }
    report_coverage(report);
    report_appendix(report);
}

static void write_body(struct report *report, const char *mark)
{
    struct html *html = report->html;
    html_open(html, "body", NULL);
    html_leaf(html, "a", _("Skip to the content"), "class", "skip", "href", "#main", NULL);
    report_mark(report, mark);
    write_header(report);
    html_open(html, "p", "class", "back", NULL);
    html_leaf(html, "a", _("Contents"), "href", "#contents", NULL);
    html_close(html);
    html_open(html, "div", "class", "page", NULL);
    write_contents(report);
    html_open(html, "main", "id", "main", NULL);
    report_chapters(report);
    html_close(html);
    html_close(html);
    html_leaf(html, "footer", mark, NULL);
    html_close(html);
}

bool report_html_write(const struct released *released, const struct chart_set *charts, struct outdir *dir,
                       struct diag *diag)
{
    struct report report = {
        .released = released, .edition = released_edition(released), .charts = charts, .html = html_new()};
    char *mark = show_edition_line(report.edition);
    report_head(&report, mark);
    write_body(&report, mark);
    char *page = html_finish(report.html);
    bool good = outdir_write(dir, "report.html", page, strlen(page), diag);
    g_free(page);
    g_free(mark);
    return good;
}
