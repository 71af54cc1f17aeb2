/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the field: each is broken once, and told at its cell; what is right is not told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "small_project.h"

static const struct rule {
    const char *about;
    const char *settings; /* of [inputs] and behind it */
    const char *name, *text;
    const char *code, *places; /* where the code is told, and only there */
} RULES[] = {
    {"a claim thirteen months after the first days of help", "[inputs]\noffers=o.csv\nstays=s.csv\n", "s.csv",
     "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut;Krav modtaget\n"
     "P1;T1;autisme;851;01-01-2023;31-12-2023;31-01-2024\nP2;T1;autisme;851;01-02-2023;31-12-2023;31-01-"
     "2024\n",
     "W328", "s.csv:2:7"},
    {"another municipality pays", "[inputs]\noffers=o.csv\nstays=s.csv\n", "s.csv",
     "Borger;Tilbud;Målgruppe;Handlekommune;Betalingskommune;Start;Slut\n"
     "P1;T1;autisme;851;851;01-01-2023;31-12-2023\nP2;T1;autisme;851;787;01-02-2023;31-12-2023\n"
     "P3;T1;autisme;851;787;01-02-2023;31-12-2023\n",
     "N329", "s.csv:3:5"},
    {"one person with two years of birth", "[inputs]\noffers=o.csv\nstays=s.csv\n", "s.csv",
     "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut;Fødselsår\nP1;T1;autisme;851;01-01-2023;31-01-2023;"
     "2010\n"
     "P1;T1;autisme;851;01-03-2023;31-05-2023;2011\nP2;T1;autisme;851;01-01-2023;31-05-2023;\n",
     "W337", "s.csv:3:7"},
    {"a resident older than the offer's ages", "[inputs]\noffers=o.csv\nstays=s.csv\n", "s.csv",
     "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut;Fødselsår\nP1;T2;autisme;851;01-01-2023;31-01-2023;"
     "2005\n"
     "P2;T2;autisme;851;01-01-2023;31-01-2023;2003\n",
     "N338", "s.csv:3:7"},
    {"a stay that begins after the freeze date", "[inputs]\noffers=o.csv\nstays=s.csv\n", "s.csv",
     "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut\nP1;T1;autisme;851;01-01-2024;\n"
     "P2;T1;autisme;851;02-03-2025;\n",
     "W342", "s.csv:3:5"},
    {"a section that ended before the stay began", "[inputs]\noffers=o.csv\nstays=s.csv\n", "s.csv",
     "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut;Paragraf\nP1;T1;autisme;851;01-01-2023;31-01-2024;SEL "
     "§ 66\n"
     "P2;T1;autisme;851;01-02-2024;;SEL § 66\nP3;T1;autisme;851;01-02-2024;;BL § 43\n",
     "W322", "s.csv:3:7"},
    {"budgeted occupancy outside the band", "[inputs]\noffers=o.csv\nrates=r.csv\noccupancy=b.csv\n", "r.csv",
     "Tilbud;År;Takst;Budgetteret "
     "belægning\nT1;2023;1000;94,9\nT1;2024;1000;95\nT2;2023;1000;90\nT2;2024;1000;101\n",
     "W312", "r.csv:2:4 r.csv:5:4"},
    {"budgeted occupancy above the recommended maximum",
     "[inputs]\noffers=o.csv\nrates=r.csv\noccupancy=b.csv\n", "r.csv",
     "Tilbud;År;Takst;Budgetteret belægning\nT1;2023;1000;98\nT1;2024;1000;99\n", "N339", "r.csv:3:4"},
    {"a daily rate ten times the year before", "[inputs]\noffers=o.csv\nrates=r.csv\noccupancy=b.csv\n",
     "r.csv", "Tilbud;År;Takst\nT1;2022;1.000,00\nT1;2023;1.100,00\nT1;2024;11.000,00\n", "W340",
     "r.csv:4:3"},
    {"the same rate twice", "[inputs]\noffers=o.csv\nrates=r.csv\noccupancy=b.csv\n", "r.csv",
     "Tilbud;År;Takst\nT1;2022;1000\nT1;2022;1000\nT1;2022;1200\n", "W308", "r.csv:3"},
    {"a year that its quarters do not add up to", "[inputs]\noffers=o.csv\noccupancy=p.csv\n", "p.csv",
     "Tilbud;Periode;Belagte dage\nT1;2023;1460\nT1;2023K1;360\nT1;2023K2;364\nT1;2023K3;368\nT1;2023K4;200\n"
     "T2;2023;1460\nT2;2023K1;360\nT2;2023K2;364\nT2;2023K3;368\nT2;2023K4;368\n",
     "W331", "p.csv:2:2"},
    {"the same period with other figures", "[inputs]\noffers=o.csv\noccupancy=p.csv\n", "p.csv",
     "Tilbud;Periode;Belagte dage;Venteliste\nT1;2023;1460;\nT1;2023;;2\nT2;2023;1460;\nT2;2023;1400;\n",
     "E307", "p.csv:5:2"},
    {"the same period twice", "[inputs]\noffers=o.csv\noccupancy=p.csv\n", "p.csv",
     "Tilbud;Periode;Belagte dage;Venteliste\nT1;2023;1460;\nT1;2023;1460;\nT2;2023;1460;\nT2;2023;;3\n",
     "W308", "p.csv:3:2"},
    {"more occupied than places, once an offer", "[inputs]\noffers=o.csv\noccupancy=p.csv\n", "p.csv",
     "Tilbud;Periode;Pladser;Belagte pladser\nT1;2022;4;4\nT1;2023;4;5\nT1;2024;4;5\n", "N311", "p.csv:3:3"},
    {"residents of an offer that was not there yet", "[inputs]\noffers=o.csv\noccupancy=p.csv\n", "p.csv",
     "Tilbud;Periode;Belagte dage\nT1;2019;365\nT1;2020;365\nT2;2019;0\n", "W309", "p.csv:2:2"},
    {"an operator that left an offer out", "[inputs]\noffers=o.csv\noccupancy=p.csv\n", "p.csv",
     "Tilbud;Periode;Belagte dage\nT1;2023;1460\nT1;2024;1460\nT2;2023;1460\n", "W316", "-"},
    {"a report that cannot be read was delivered", "[inputs]\noffers=o.csv\noccupancy=p.csv\n", "p.csv",
     "Tilbud;Periode;Belagte dage\nT1;2023;1460\nT1;2024;1460\nT2;2023;1460\nT2;2024;#I/T\n", "W316", ""},
    {"forms on two bases for one group and year", "[inputs]\noffers=o.csv\nneeds=n.csv\n", "n.csv",
     "Kommune;År;Målgruppe;Borgere;Opgjort\n851;2024;autisme;12;pr. 31.12\n787;2024;autisme;5;pr. 31.12\n"
     "773;2024;autisme;7;i løbet af året\n851;2024;hjerneskade;7;i løbet af året\n",
     "W330", "n.csv:4:5"},
    {"more without an offer than there are; more waiting than there are; fewer than more",
     "[inputs]\noffers=o.csv\nneeds=n.csv\n", "n.csv",
     "Kommune;År;Målgruppe;Borgere;Uden tilbud;Venter;Forventet 1 år;Retning\n851;2024;autisme;5;6;;;\n"
     "787;2024;autisme;5;1;7;;\n773;2024;autisme;5;1;6;;\n810;2024;autisme;5;;;4;flere\n813;2024;autisme;5;;;"
     "6;færre\n"
     "825;2024;autisme;5;;;5;flere\n",
     "W332", "n.csv:2:5 n.csv:3:6 n.csv:5:8 n.csv:6:8"},
    {"citizens far from the year before", "[inputs]\noffers=o.csv\nneeds=n.csv\n", "n.csv",
     "Kommune;År;Målgruppe;Borgere\n851;2023;autisme;12\n851;2024;autisme;120\n787;2023;autisme;2\n787;2024;"
     "autisme;8\n",
     "W340", "n.csv:3:4"},
    {"a department that did not answer again", "[inputs]\noffers=o.csv\nneeds=n.csv\n", "n.csv",
     "Kommune;Forvaltning;År;Målgruppe;Borgere\n851;Børn;2023;autisme;12\n851;Voksne;2023;autisme;12\n"
     "851;Børn;2024;autisme;12\n",
     "W316", "- - n.csv:3:2"},
    {"rows of another municipality than the file's", "[inputs]\noffers=o.csv\nneeds=behov-aalborg.csv\n",
     "behov-aalborg.csv",
     "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12\n787;2024;autisme;3\n787;2023;autisme;3\n", "W334",
     "behov-aalborg.csv:3:1"},
    {"joint reporting that is declared",
     "[inputs]\noffers=o.csv\nneeds=behov-aalborg.csv\nreports_for.851 = 787\n", "behov-aalborg.csv",
     "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12\n787;2024;autisme;3\n", "W334", ""},
    {"the sender stands for the column", "[inputs]\noffers=o.csv\nneeds=Behov 0851 2024.csv\n",
     "Behov 0851 2024.csv", "År;Målgruppe;Borgere\n2024;autisme;12\n", "N344", "Behov 0851 2024.csv:1"},
    {"joint reporting for a municipality that is none",
     "[inputs]\noffers=o.csv\nneeds=n.csv\nreports_for.851 = 999\n", "n.csv",
     "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12\n", "E405", "-"},
    {"a cluster with municipalities of elsewhere",
     "[inputs]\noffers=o.csv\nneeds=n.csv\n[clusters]\nThy = 773;787\nVest = 851;101;999\n", "n.csv",
     "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12\n", "E405", "- -"},
    {"clusters of the region's own", "[inputs]\noffers=o.csv\nneeds=n.csv\n[clusters]\nThy = 773;787\n",
     "n.csv", "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12\n", "E405", ""},
    {"years for which nobody delivered, until the freeze", "[inputs]\noffers=o.csv\nneeds=n.csv\n", "n.csv",
     "Kommune;År;Målgruppe;Borgere\n851;2022;autisme;12\n", "W316", "- - -"},
    {"who sent it is not said", "[inputs]\noffers=o.csv\nneeds=n.csv\n", "n.csv",
     "År;Målgruppe;Borgere\n2024;autisme;12\n", "E106", "n.csv:1"},
    {"two offers with one name", "[inputs]\noffers=two.csv\noccupancy=b.csv\n", "two.csv",
     "Tilbud;Navn;Driftsherre;Beliggenhedskommune;Målgrupper;Pladser\nT1;Birk;A;851;autisme;4\n"
     "T2;birk;B;851;autisme;4\nT3;Birk;C;787;autisme;4\n",
     "W333", "two.csv:3:2"},
    {"an offer under a section that ended", "[inputs]\noffers=two.csv\noccupancy=b.csv\n", "two.csv",
     "Tilbud;Navn;Driftsherre;Beliggenhedskommune;Målgrupper;Pladser;Paragraf;Gyldig fra;Gyldig til\n"
     "T1;Et;A;851;autisme;4;SEL § 66;01-01-2020;31-12-2023\nT1;Et;A;851;autisme;4;BL § 43;01-01-2024;\n"
     "T2;To;B;851;autisme;4;SEL § 66;01-01-2020;\n",
     "W322", "two.csv:4:7"},
    {"an age group that is a date", "[inputs]\noffers=o.csv\nneed_counts=c.csv\nneeds=n.csv\n", "c.csv",
     "Kommune;År;Målgruppe;Opdeling;Værdi;Borgere\n851;2024;autisme;sværhedsgrad;02-jan;3\n", "E216",
     "c.csv:2:5"},
    {"ages that do not add up to the form", "[inputs]\noffers=o.csv\nneed_counts=c.csv\nneeds=n.csv\n",
     "c.csv",
     "Kommune;År;Målgruppe;Opgjort;Opdeling;Værdi;Borgere\n851;2024;autisme;pr. 31.12;alder;0-5;3\n"
     "851;2024;autisme;pr. 31.12;alder;6-17;8\n851;2024;autisme;pr. 31.12;køn;mand;6\n"
     "851;2024;autisme;pr. 31.12;køn;kvinde;6\n851;2024;autisme;pr. 31.12;indsats;dag;99\n",
     "W332", "c.csv:2:7"},
    {"more in one offer than in the group", "[inputs]\noffers=o.csv\nuse_counts=u.csv\nneeds=n.csv\n",
     "u.csv",
     "Kommune;År;Målgruppe;Tilbud;Borgere\n787;2024;autisme;T1;6\n787;2024;autisme;T2;5\n851;2024;autisme;T1;"
     "99\n",
     "W332", "u.csv:2:5"},
    {"ages that do not add up to their total", "[inputs]\noffers=o.csv\nneeds=n.csv\npopulation=f.csv\n",
     "f.csv",
     "OMRÅDE;ALDER;TID;INDHOLD\n851;0-17;2024K1;20000\n851;18-;2024K1;80000\n851;IALT;2024K1;110000\n"
     "787;0-17;2024K1;20000\n787;18-;2024K1;80000\n787;IALT;2024K1;100010\n",
     "W336", "f.csv:4"},
    {"more bought than there is", "[inputs]\noffers=o.csv\ndemands=d.csv\noccupancy=b.csv\n", "d.csv",
     "Tilbud;Kommune;År;Købte pladser\nT1;851;2024;3\nT1;787;2024;1,5\nT2;851;2024;4\n", "N343", "d.csv:3:4"},
    {"a buyer of the year before without a row", "[inputs]\noffers=o.csv\ndemands=d.csv\noccupancy=b.csv\n",
     "d.csv",
     "Tilbud;Kommune;År;Købte pladser\nT1;851;2023;1\nT1;787;2023;1\nT2;787;2023;0\nT1;787;2024;1\n"
     "T2;851;2024;2\n",
     "W355", "d.csv:6:1"},
    {"a claim of a year that no law is known for", "[inputs]\noffers=o.csv\nstays=s.csv\n", "s.csv",
     "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut;Krav modtaget\n"
     "P1;T1;autisme;851;01-01-2022;31-12-2022;01-05-2022\n",
     "W328", ""},
    {"more occupied than the places of the offers table", "[inputs]\noffers=o.csv\noccupancy=p.csv\n",
     "p.csv", "Tilbud;Periode;Belagte dage\nT1;2022;1460\nT1;2023;1500\nT1;2024;99999\nT2;2023;1460\n",
     "N311", "p.csv:3"},
    {"so many that the unit is wrong: a year, and a month that is a day",
     "[inputs]\noffers=o.csv\noccupancy=p.csv\n", "p.csv",
     "Tilbud;Periode;Belagte dage\nT1;2022;1460\nT1;2023;1500\nT1;2024;99999\nT2;01-01-2023;300\n", "W349",
     "p.csv:4:2 p.csv:5:2"},
    {"forms of other regions", "[inputs]\noffers=o.csv\nneeds=n.csv\n", "n.csv",
     "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12\nKøbenhavn;2024;autisme;8\n751;2024;autisme;8\n",
     "N345", "n.csv:3"},
    {"other regions' municipalities buy places", "[inputs]\noffers=o.csv\ndemands=d.csv\noccupancy=b.csv\n",
     "d.csv", "Tilbud;Kommune;År;Købte pladser\nT1;851;2024;3\nT1;Aarhus;2024;1\n", "N345", "d.csv:3"},
    {"fewer places than none", "[inputs]\noffers=two.csv\noccupancy=b.csv\n", "two.csv",
     "Tilbud;Navn;Driftsherre;Beliggenhedskommune;Målgrupper;Pladser\nT1;Et;A;851;autisme;-3\n"
     "T2;To;B;851;autisme;0\n",
     "E211", "two.csv:2:6"},
    {"fewer occupied than none", "[inputs]\noffers=o.csv\noccupancy=p.csv\n", "p.csv",
     "Tilbud;Periode;Pladser;Belagte dage;Belagte pladser\nT1;2022;4;-12,5;\nT1;2023;4;0;-300\n", "E211",
     "p.csv:2:4 p.csv:3:5"},
    {"a wait that ends before it begins", "[inputs]\noffers=o.csv\nneeds=n.csv\n", "n.csv",
     "Kommune;År;Målgruppe;Borgere;Ventedage\n851;2024;autisme;12;-40\n", "E211", "n.csv:2:5"},
    {"rates and costs below zero; a deficit is no error",
     "[inputs]\noffers=o.csv\nrates=r.csv\noccupancy=b.csv\n", "r.csv",
     "Tilbud;År;Takst;Omkostninger;Overført resultat;Budgetteret belægning\nT1;2022;-2310,50;100;-7,25;\n"
     "T1;2023;2310,50;-5;;\nT1;2024;2310,50;5;-3;-97\n",
     "E211", "r.csv:2:3 r.csv:3:4 r.csv:4:6"},
    {"fewer bought than none", "[inputs]\noffers=o.csv\ndemands=d.csv\noccupancy=b.csv\n", "d.csv",
     "Tilbud;Kommune;År;Købte pladser;Bindende;Forventet\nT1;851;2024;-2;-1;-3\n", "E211",
     "d.csv:2:4 d.csv:2:5 d.csv:2:6"},
    {"the newest file counts", "[inputs]\noffers=o.csv\nstays=s*.csv\noccupancy=b.csv\n", "s-v2.csv",
     "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut\nP1;T1;autisme;851;01-01-2024;\n", "N341", "s.csv"},
};

static void test_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(RULES); i++) {
        const struct rule *rule = &RULES[i];
        struct small_project *project = small_new(rule->settings);
        print_message("%s\n", rule->about);
        small_file(project, "o.csv", SMALL_OFFERS);
        small_file(project, "b.csv", "Tilbud;Periode;Belagte dage\nT1;2024;1460\nT2;2024;1460\n");
        small_file(project, "n.csv",
                   "Kommune;År;Målgruppe;Borgere;Opgjort\n851;2024;autisme;12;pr. "
                   "31.12\n787;2024;autisme;5;i løbet af "
                   "året\n");
        small_file(
            project, "s.csv",
            "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut\nP9;T1;autisme;851;01-01-2023;31-12-2023\n");
        small_file(project, rule->name, rule->text);
        small_read(project);
        small_expect(project, rule->code, rule->places);
        small_free(project);
    }
}

/* A finding says what it touches; a table that nothing is found about is not named. */
static void test_touches(void **state)
{
    (void)state;
    struct small_project *project = small_new("[inputs]\noffers=o.csv\nrates=r.csv\noccupancy=b.csv\n");
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(project, "b.csv", "Tilbud;Periode;Belagte dage\nT1;2024;1460\nT2;2024;1460\n");
    small_file(project, "r.csv", "Tilbud;År;Takst;Budgetteret belægning\nT1;2023;1000;90\n");
    small_read(project);
    const struct finding *finding = small_finding(project, "W312");
    assert_non_null(strstr(finding->touches, "rates"));
    assert_null(strstr(finding->touches, "need"));
    for (size_t i = 0; i < diag_size(project->diag); i++) {
        assert_true(*diag_get(project->diag, i)->touches != '\0');
    }
    small_free(project);
}

/* A claim is judged by the month: the day itself is in time. */
static void test_claim_days(void **state)
{
    (void)state;
    struct small_project *project = small_new("[inputs]\noffers=o.csv\nstays=s.csv\n");
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(project, "s.csv",
               "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut;Krav modtaget\n"
               "P1;T1;autisme;851;28-02-2023;31-12-2023;29-02-2024\nP2;T1;autisme;851;27-02-2023;31-12-2023;"
               "28-02-2024\n"
               "P3;T1;autisme;851;01-01-2024;;\n");
    small_read(project);
    small_expect(project, "W328", "s.csv:3:7");
    assert_non_null(strstr(small_finding(project, "W328")->message, "1 day"));
    small_free(project);
}

/* Forms are versions row by row: what the newer file does not have stays with the older one. */
static void test_form_versions_by_name(void **state)
{
    (void)state;
    struct small_project *project = small_new("[inputs]\noffers=o.csv\nneeds=behov*.csv\n");
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(project, "behov.csv",
               "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12\n851;2024;hjerneskade;3\n");
    small_file(project, "behov (version 2).csv", "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;13\n");
    small_read(project);
    small_expect(project, "E307", "");
    small_expect(project, "N313", "behov.csv:2");
    assert_int_equal(project->model->n_needs, 2);
    assert_true(project->model->needs[0].citizens.number == 13);
    assert_true(project->model->needs[1].citizens.number == 3);
    small_free(project);
}

/* A row that cannot be read was delivered: its sender is not reminded. */
static void test_unread_rows(void **state)
{
    (void)state;
    struct small_project *project = small_new("[inputs]\noffers=o.csv\nneeds=n.csv\n");
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(
        project, "n.csv",
        "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12 stk\n787;2024;autisme;3\n773;2024;autisme;x\n");
    small_read(project);
    const struct finding *finding = small_finding(project, "W316");
    assert_null(strstr(finding->message, "Aalborg"));
    assert_null(strstr(finding->message, "Morsø"));
    assert_non_null(strstr(finding->message, "Læsø"));
    small_free(project);
}

static const struct delivery *delivery_of(const struct small_project *project, int code, int year)
{
    for (size_t i = 0; i < project->model->n_deliveries; i++) {
        const struct delivery *delivery = &project->model->deliveries[i];
        if (delivery->municipality != NONE && delivery->year == year &&
            project->model->municipalities[delivery->municipality].code == code) {
            return delivery;
        }
    }
    fail_msg("no delivery of %d for %d", code, year);
    return NULL;
}

/* Who is reported for stands in the coverage: it has delivered when its reporter has. */
static void test_reported_for(void **state)
{
    (void)state;
    struct small_project *project = small_new("[inputs]\noffers=o.csv\nneeds=n.csv\nreports_for.860 = 825\n");
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(project, "n.csv",
               "Kommune;År;Målgruppe;Borgere\n860;2023;autisme;12\n851;2023;autisme;3\n851;2024;autisme;3\n");
    small_read(project);
    assert_int_equal(delivery_of(project, 825, 2023)->status, DELIVERY_RECEIVED);
    assert_int_equal(delivery_of(project, 825, 2023)->rows, 0);
    assert_int_equal(delivery_of(project, 860, 2024)->status, DELIVERY_MISSING);
    assert_int_equal(delivery_of(project, 825, 2024)->status, DELIVERY_MISSING);
    small_free(project);
}

/* Who reported no citizens owes no breakdown; a breakdown is of the groups that stand in it. */
static void test_nobody_to_break_down(void **state)
{
    (void)state;
    struct small_project *project = small_new("[inputs]\noffers=o.csv\nneeds=n.csv\nneed_counts=c.csv\n");
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(
        project, "n.csv",
        "Kommune;År;Målgruppe;Borgere\n851;2024;autisme;12\n825;2024;autisme;0\n773;2024;autisme;..\n");
    small_file(project, "c.csv",
               "Kommune;År;Målgruppe;Opdeling;Værdi;Borgere\n851;2024;autisme;alder;0-5;12\n");
    small_read(project);
    size_t n = 0;
    for (size_t i = 0; i < project->model->n_deliveries; i++) {
        const struct delivery *delivery = &project->model->deliveries[i];
        int code = project->model->municipalities[delivery->municipality].code;
        if (strcmp(delivery->table, "need_counts") == 0 && delivery->year == 2024) {
            bool delivered = code == 851 || code == 825;
            assert_int_equal(delivery->status, delivered ? DELIVERY_RECEIVED : DELIVERY_MISSING);
            assert_true((delivery->groups != NULL) == (code == 851));
            n++;
        }
    }
    assert_int_equal(n, 11);
    small_free(project);
}

/* A name that no offer has is told with the nearest one as its sender writes it. */
static void test_unknown_offer(void **state)
{
    (void)state;
    struct small_project *project = small_new("[inputs]\noffers=o.csv\nstays=s.csv\n");
    small_file(project, "o.csv", SMALL_OFFERS "T7;Månehuset;Aalborg Kommune;851;autisme;4;;;;;\n");
    small_file(project, "s.csv",
               "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut\nP1;månehus;autisme;851;01-01-2024;\n");
    small_read(project);
    small_expect(project, "E303", "s.csv:2:2");
    assert_non_null(strstr(small_finding(project, "E303")->cure, "'Månehuset'"));
    small_free(project);
}

/* Of an earlier version of a file nothing counts, but it may hold no registration number either. */
static void test_earlier_version(void **state)
{
    (void)state;
    struct small_project *project = small_new("[inputs]\noffers=o.csv\nstays=s*.csv\n");
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(project, "s-851-v1.csv",
               "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut\nP1;T9;autisme;851;32-01-2023;\n"
               "0101901234;T9;autisme;851;01-01-2023;\n");
    small_file(project, "s-851-v2.csv",
               "Borger;Tilbud;Målgruppe;Handlekommune;Start;Slut\nP1;T1;autisme;851;01-01-2023;\n");
    small_read(project);
    small_expect(project, "E201", "s-851-v1.csv:3:1");
    small_expect(project, "E203", "");
    small_expect(project, "E303", "");
    assert_int_equal(project->model->n_stays, 1);
    const struct delivery *earlier = NULL;
    for (size_t i = 0; i < project->model->n_deliveries; i++) {
        earlier = project->model->deliveries[i].status == DELIVERY_SUPERSEDED ? &project->model->deliveries[i]
                                                                              : earlier;
    }
    assert_non_null(earlier);
    assert_int_equal(project->model->municipalities[earlier->municipality].code, 851);
    assert_int_equal(earlier->rows, 2);
    small_free(project);
}

/* Both lengths of a way; one that is told twice, otherwise or with none. */
static void test_ways(void **state)
{
    (void)state;
    struct small_project *project = small_new("[inputs]\noffers=o.csv\noccupancy=p.csv\ntravel=t.csv\n");
    small_file(project, "o.csv", SMALL_OFFERS);
    small_file(project, "p.csv", "Tilbud;Periode;Belagte dage\nT1;2023;1460\n");
    small_file(project, "t.csv",
               "Fra;Til;Minutter;Km\n851;Thisted;70;85,5\n851;787;70;\n787;851;-;90\n851;787;71;\n"
               "851;773;;\n851;773;-5;\n851;Atlantis;5;\n");
    small_read(project);
    small_expect(project, "E307", "t.csv:5:1");
    small_expect(project, "E430", "t.csv:6:3");
    small_expect(project, "E211", "t.csv:7:3");
    assert_int_equal(project->model->n_travels, 3);
    const struct travel *ways = project->model->travels;
    for (size_t i = 0; i < 3; i++) { /* 787 before 851; km before minutes */
        assert_int_equal(project->model->municipalities[ways[i].from].code, i == 0 ? 787 : 851);
        assert_int_equal(ways[i].minutes, i == 2);
    }
    assert_true(ways[0].amount == 90 && ways[1].amount == 85.5 && ways[2].amount == 70);
    small_free(project);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_touches),
        cmocka_unit_test(test_claim_days),
        cmocka_unit_test(test_form_versions_by_name),
        cmocka_unit_test(test_unread_rows),
        cmocka_unit_test(test_reported_for),
        cmocka_unit_test(test_nobody_to_break_down),
        cmocka_unit_test(test_unknown_offer),
        cmocka_unit_test(test_earlier_version),
        cmocka_unit_test(test_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
