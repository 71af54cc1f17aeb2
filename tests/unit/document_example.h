/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document with every kind of block, and names that would break out of XML, HTML and Word's limits. */
#ifndef DOCUMENT_EXAMPLE_H
#define DOCUMENT_EXAMPLE_H

#include "vifte/document.h"
#include "vifte/figure_id.h"

#define HOSTILE "<w:p>&\"'\x01\x02]]>\x07\xff \u202egnp.exe &#0; =1+1"

/* The first bytes of a picture of 1440 x 900; nobody looks at the rest. */
static GBytes *example_png(void)
{
    static const guchar PNG[] = {0x89, 'P', 'N', 'G', 13, 10,   26, 10, 0, 0,    0, 13, 'I', 'H',
                                 'D',  'R', 0,   0,   5,  0xA0, 0,  0,  3, 0x84, 8, 2,  0,   0};
    return g_bytes_new_static(PNG, sizeof PNG);
}

static void example_table(struct document *document, bool landscape)
{
    const struct document_table_about about = {
        .caption = "Borgere i målgruppen", .description = "En række pr. kommune", .landscape = landscape};
    document_table_begin(document, &about);
    document_column(document, "Kommune", DOCUMENT_LEFT);
    document_column(document, "Borgere", DOCUMENT_RIGHT);
    document_column(document, "Status " HOSTILE, DOCUMENT_LEFT);
    document_cell(document, HOSTILE);
    char *figure = figure_mark("need/autism/851/2024/citizens", "20");
    document_cell_take(document, figure);
    document_cell_state(document, "fortroligt");
    document_cell(document, "Brønderslev");
    document_cell_open(document);
    document_figure(document, RUN_STRONG, "need/autism/810/2024/citizens", "11");
    document_cell(document, "");
    document_table_end(document);
}

static struct document *example_document(bool short_note)
{
    const struct document_head head = {.title = "Udbud & efterspørgsel",
                                       .subtitle = "Svar på Central udmelding: " HOSTILE,
                                       .place = "Nordjylland, 2023–2024",
                                       .sender = "Sekretariatet",
                                       .mark = "Offentlig udgave",
                                       .caution = "Små antal er skjult.",
                                       .status = "Udkast",
                                       .keywords = "udbud; efterspørgsel",
                                       .digest = "0123456789abcdef0123456789abcdef",
                                       .date = 20148,
                                       .language = LANGUAGE_DA,
                                       .public = true,
                                       .short_note = short_note};
    struct document *document = document_new(&head);
    document_contents(document, 2);
    document_heading(document, 1, "Målgruppen");
    document_paragraph(document, DOCUMENT_LEAD, "Kort fortalt.");
    document_open(document, DOCUMENT_BODY);
    document_run(document, RUN_PLAIN, "I alt ");
    document_figure(document, RUN_STRONG, "need/autism/region/2024/citizens", "31");
    document_run(document, RUN_EMPHASIS, " borgere " HOSTILE);
    document_break(document);
    document_link(document, "kilden", "https://example.org/?a=1&b=2");
    document_link(document, "se tabellen", "#maalgruppen");
    document_link(document, "farlig", "javascript:alert(1)");
    document_heading(document, 2, HOSTILE);
    char *marked = figure_mark("need/autism/region/2024/citizens", "31");
    char *sentence = g_strdup_printf("Der er %s borgere.", marked);
    document_paragraph(document, DOCUMENT_BODY, sentence);
    g_free(sentence);
    g_free(marked);
    document_paragraph(document, DOCUMENT_GUIDANCE, "Beskriv afgrænsningen.");
    document_paragraph(document, DOCUMENT_TO_WRITE, "Vejen frem");
    document_paragraph(document, DOCUMENT_QUOTE, "Vi mangler pladser.");
    document_list_begin(document, true);
    document_item(document);
    document_run(document, RUN_PLAIN, "Først");
    document_list_begin(document, false);
    document_item(document);
    document_run(document, RUN_PLAIN, "Inderst");
    document_list_end(document);
    document_item(document);
    document_run(document, RUN_PLAIN, "Så");
    document_list_end(document);
    document_heading(document, 1, "Tabeller");
    example_table(document, false);
    document_paragraph(document, DOCUMENT_SOURCE, "Kilde: skemaer.");
    example_table(document, true);
    document_paragraph(document, DOCUMENT_NOTE, "Note under tabellen.");
    document_heading(document, 3, "Figur");
    GBytes *png = example_png();
    document_picture(document, "Flere borgere", "Søjlediagram: " HOSTILE, png, NULL);
    g_bytes_unref(png);
    document_page_break(document);
    document_heading(document, 1, "Målgruppen");
    return document;
}

#endif
