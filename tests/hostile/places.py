# SPDX-License-Identifier: GPL-3.0-or-later
"""Harm where no table and no name is: texts, themes, scenarios, partial sums, records of releases, workbooks, file names, words.

PLACES: (what, prepare). prepare(folder, canary, vifte) changes a copy of the small project and returns the commands to
give there, each a list of words; OUT in a word is the output folder.
"""
import io, os, re, shutil, subprocess, warnings, zipfile

warnings.filterwarnings("ignore", "Duplicate name") # as meant

NASTY = ["`touch CANARY`", "$(touch CANARY)", "<script>document.title='CANARY'</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))",
         "![x](file:///etc/passwd)", "<!-- ", "-->", "%n%s%n", "\x1b[31m\x1b]0;CANARY\x07", "\u202etxt.exe", "{{table ../../CANARY}}", "{{value %n}}",
         "{{ask x `touch CANARY`}}", "{{sentence " + "a" * 3000 + "}}", "=cmd|' /C touch CANARY'!A0", "&e;&#0;&#xD800;", "<svg/onload=alert(1)>"]

def put(folder, name, data):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))

def add(folder, section, line):
    path = os.path.join(folder, "project.ini")
    text = open(path, encoding="utf-8").read()
    assert section in text
    put(folder, "project.ini", text.replace(section, section + "\n" + line, 1))

def archive(entries):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in entries:
            out.writestr(name, text)
    return data.getvalue()

def workbook(sheet, extra=()):
    head = "<?xml version='1.0'?><worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
    return archive([("xl/workbook.xml", "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='a' sheetId='1' r:id='r'/></sheets></workbook>"),
                    ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='r' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"),
                    ("xl/worksheets/sheet1.xml", head + sheet + "</sheetData></worksheet>"), *extra])

ANSWER = [["answer", ".", "autisme", "-o", "OUT"], ["answer", ".", "autisme", "-o", "OUT", "--audience", "internal"]]
RUN = [["run", ".", "-o", "OUT", "--no-charts"]]

PROSE = [text for text in NASTY if "{{" not in text] # which no grammar refuses

def texts(nasty):
    return lambda folder, canary, _: free_texts(folder, canary, nasty)

def free_texts(folder, canary, nasty):
    put(folder, "project.ini", open(folder + "/project.ini", encoding="utf-8").read() + "\n[texts]\napproved = autisme;spis\n")
    parts = ["konklusion", "politisk-proces", "maalgruppe", "indsatser", "../../CANARY"]
    put(folder, "texts/autisme.md", "\n\n".join("## %s\n\n%s" % (p, "\n\n".join(nasty)) for p in parts).replace("CANARY", canary))
    return ANSWER

def theme(body):
    def prepare(folder, canary, _):
        add(folder, "match = autisme;ASF", "theme = mit")
        put(folder, "themes/mit.md", ("---\ntitle: %s\nkind: analysis\n---\n\n# A\n\n" % NASTY[2] + body).replace("CANARY", canary))
        return ANSWER + [["template", ".", "OUT-form", "--group", "autisme"]]
    return prepare

def theme_elsewhere(folder, canary, _):
    add(folder, "match = autisme;ASF", "theme = ../../../../../../etc/passwd")
    return ANSWER

def scenario(text):
    def prepare(folder, canary, _):
        put(folder, "s.ini", text.replace("CANARY", canary))
        return [["scenario", ".", "s.ini", "-o", "OUT"]]
    return prepare

def partial(change):
    def prepare(folder, canary, vifte):
        put(folder, "key", b"k" * 32)
        made = subprocess.run([vifte, "reduce", ".", "--key", "key", "forloeb.csv", "-q"], cwd=folder, capture_output=True, check=True).stdout.decode()
        head, *rows = made.splitlines()
        put(folder, "forloeb.csv", change(head, rows).replace("CANARY", canary))
        return RUN
    return prepare

def record(change):
    def prepare(folder, canary, vifte):
        environment = dict(os.environ, SOURCE_DATE_EPOCH="1740787200")
        subprocess.run([vifte, "run", ".", "-o", "../sent", "--no-charts", "-q", "--force"], cwd=folder, check=True, env=environment)
        subprocess.run([vifte, "release", ".", "../sent", "--to", "X", "-q"], cwd=folder, check=True, env=environment)
        name = os.listdir(folder + "/releases")[0]
        put(folder, "releases/" + name, change(open(folder + "/releases/" + name, encoding="utf-8").read()).replace("CANARY", canary))
        return RUN
    return prepare

def record_is(make):
    def prepare(folder, *_):
        os.makedirs(folder + "/releases")
        make(folder + "/releases/a.csv")
        return RUN
    return prepare

def pipes(folder, *_):
    for name in ("tilbud.csv", "forloeb.csv", "behov.csv", "logo.png", "datapackage.json", "scenario.ini"):
        if os.path.exists(folder + "/" + name):
            os.remove(folder + "/" + name)
        os.mkfifo(folder + "/" + name)
    return [["check", "."], ["scenario", ".", "scenario.ini", "-o", "OUT"], ["run", "scenario.ini", "-o", "OUT"]] + logo(lambda _: "logo.png")(folder)

def file_names(folder, canary, _):
    for i, name in enumerate(["a\x1b[31mb", "\u202egnp", "$(touch x)", "`touch x`", "%n%s", "-rf", "a;b", "<img src=x onerror=alert(1)>", "=1+1"]):
        data = open(folder + "/forloeb.csv", "rb").read().split(b"\n")
        put(folder, "mange/%s.csv" % name, data[0] + b"\n" + b"Q%d;T1;autisme;901;901;32-13-2024;;;;;\n" % i)
    add(folder, "[inputs]", "sender.x = 1")
    put(folder, "project.ini", open(folder + "/project.ini", encoding="utf-8").read().replace("sender.x = 1\n", "").replace("stays = forloeb.csv", "stays = mange/*.csv"))
    return [["check", "."], ["check", ".", "--json"], ["check", ".", "-o", "OUT"], RUN[0]]

def folder_name(folder, *_):
    name = "a\x1b[31mb\u202ec\nd"
    shutil.copytree(folder, folder + "/" + name)
    return [["run", name, "--no-charts"], ["release", name, name + "/out", "--to", "x"], ["answer", name, "autisme", "-o", name + "/answer"], ["template", name, name + "/forms"],
            ["scenario", name, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../golden/scenario/in/scenarie.ini"), "-o", name + "/lukker"], ["check", name, "-o", name + "/retur"]]

def words(*all_of_them):
    return lambda *_: [list(w) for w in all_of_them]

def table(name, data):
    def prepare(folder, *_):
        put(folder, name, data() if callable(data) else data)
        return RUN
    return prepare

def logo(make):
    def prepare(folder, *_):
        add(folder, "[project]", "logo = " + make(folder))
        return [["run", ".", "-o", "OUT", "--no-charts", "--docx"]]
    return prepare

def svg_logo(folder):
    put(folder, "logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script><image href='file:///etc/passwd'/></svg>")
    return "logo.svg"

def package(text):
    def prepare(folder, *_):
        put(folder, "pakke/datapackage.json", text)
        put(folder, "project.ini", open(folder + "/project.ini", encoding="utf-8").read().replace("needs = behov.csv", "needs = pakke/datapackage.json"))
        return RUN
    return prepare

def edited(change):
    def prepare(folder, canary, vifte):
        subprocess.run([vifte, "answer", ".", "autisme", "-o", "svar", "-q"], cwd=folder, check=True)
        with zipfile.ZipFile(folder + "/svar/answer-autisme.docx") as there:
            entries = [(n, there.read(n)) for n in there.namelist()]
        put(folder, "rettet.docx", archive(change(entries)))
        return [["compare", "rettet.docx", "--in", "svar"]]
    return prepare

ID = "need/autisme/region/2024/citizens"

def kept(name, change):
    """Files that vifte wrote and reads again, altered by hand."""
    def prepare(folder, canary, vifte):
        subprocess.run([vifte, "answer", ".", "autisme", "-o", "svar", "-q"], cwd=folder, check=True)
        subprocess.run([vifte, "run", ".", "-o", "sendt", "--no-charts", "-q"], cwd=folder, check=True)
        for place in ("svar", "sendt"):
            path = os.path.join(folder, place, name)
            if os.path.exists(path):
                data = change(open(path, "rb").read())
                os.remove(path)
                os.symlink("/dev/zero", path) if data is None else put(folder, place + "/" + name, data.replace(b"CANARY", canary.encode()))
        return [["explain", ID, "--in", "svar"], ["compare", "svar/answer-autisme.docx", "--in", "svar"], ["answer", ".", "autisme", "-o", "OUT", "--since", "svar"],
                ["release", ".", "sendt", "--to", "X"], ["run", ".", "-o", "sendt", "--no-charts"], ["answer", ".", "autisme", "-o", "svar"]]
    return prepare

def strings(data):
    """Every string of the JSON that is a value, and a number, turned against its reader."""
    count = [0]
    def nasty(match):
        count[0] += 1
        return b": " + [b'"../../../../CANARY"', b'"\\u001b[31m\\u202e%n%s`touch CANARY`"', b"1e999", b"-99999999999999999999", b"null", b"[]", b'"\\ud800"', b'"\\u0000"'][count[0] % 8]
    return re.sub(rb': (?:"[^"]*"|[0-9.]+)', nasty, data)

def sheet_names(folder, *_):
    sheets = ["`touch x`", "../../x", "&lt;script&gt;", "\u202egnp", "%n%s", "=1+1", "x" * 5000, ""]
    body = "<worksheet><sheetData><row r='1'>%s</row><row r='2'><c t='inlineStr'><is><t>32-13-2024</t></is></c></row></sheetData></worksheet>"
    head = "".join("<c t='inlineStr'><is><t>%s</t></is></c>" % h for h in ("Kommune", "\u00c5r", "M\u00e5lgruppe", "Borgere"))
    names = "".join("<sheet name='%s' sheetId='%d' r:id='r%d'/>" % (name, i, i) for i, name in enumerate(sheets))
    rels = "".join("<Relationship Id='r%d' Type='http://x/worksheet' Target='worksheets/sheet%d.xml'/>" % (i, i) for i in range(len(sheets)))
    put(folder, "behov.xlsx", archive([("xl/workbook.xml", "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>%s</sheets></workbook>" % names),
                                       ("xl/_rels/workbook.xml.rels", "<Relationships>%s</Relationships>" % rels)] + [("xl/worksheets/sheet%d.xml" % i, body % head) for i in range(len(sheets))]))
    put(folder, "project.ini", open(folder + "/project.ini", encoding="utf-8").read().replace("needs = behov.csv", "needs = behov.xlsx"))
    return [["check", "."], ["check", ".", "--json"], ["check", ".", "-o", "OUT"], RUN[0]]

def group_ids(folder, *_):
    text = open(folder + "/project.ini", encoding="utf-8").read()
    put(folder, "project.ini", text.replace("[group spis]", "[group ../../CANARY]\nname.da = x\nmatch = x\n[group $(touch x)]\nname.da = y\nmatch = y\n[group spis]"))
    return RUN + [["answer", ".", "../../CANARY", "-o", "OUT"], ["template", ".", "OUT", "--group", "../../CANARY"]]

def codes(folder, *_):
    """Codes become names of files, ids of figures and anchors of pages."""
    for name in ("kommuner.csv", "befolkning.csv", "forloeb.csv", "behov.csv", "tilbud.csv", "belaegning.csv", "takster.csv", "noter.csv", "brug.csv"):
        data = open(folder + "/" + name, encoding="utf-8").read()
        put(folder, name, re.sub(r"\b901\b", "../../9\"\"01<b>", re.sub(r"\bT1\b", "../../T1'<b>%n", data)))
    return [["run", ".", "-o", "OUT"], ["answer", ".", "autisme", "-o", "OUT", "--audience", "internal"], ["template", ".", "OUT-form", "--group", "autisme"]]

def document(text):
    return lambda entries: [(n, text(d) if n == "word/document.xml" else d) for n, d in entries]

def doubled(entries):
    return entries + [("word/document.xml", "<x/>"), ("../../CANARY", "x")]

LAUGHS = b"<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a0 'ha'>" + b"".join(b"<!ENTITY a%d '%s'>" % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10)) + b"]><w>&a9;</w>"
PX = 'CHARSET="ANSI";\nTITLE="x";\nSTUB="omr\u00e5de","alder";\nHEADING="tid";\nVALUES("omr\u00e5de")=%s;\nVALUES("alder")=%s;\nVALUES("tid")=%s;\nDATA=\n1 2\n;\n'
MANY = ",".join('"%d \u00e5r"' % i for i in range(50_000))

TAG = "<w:sdt><w:sdtPr><w:tag w:val=%r/></w:sdtPr><w:sdtContent><w:r><w:t>%s</w:t></w:r></w:sdtContent></w:sdt>"
WORD = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p>%s</w:p></w:body></w:document>"

PLACES = [
    ("free texts", texts(PROSE)),
    ("free texts with directives", texts(NASTY)),
    ("a theme of hostile prose", theme("\n\n".join(PROSE))),
    ("a theme with every directive twisted", theme("\n\n".join(NASTY))),
    ("a theme that hides its end", theme("Et\n\n<!-- `touch CANARY` \x1b[31m\n\nTo {{sentence citizens}}")),
    ("a theme of brackets in brackets", theme("[" * 50_000 + "\n\n" + "> " * 20_000 + "x\n\n" + "- " * 20_000 + "x\n\n" + "*_" * 50_000)),
    ("a theme that asks 20,000 times", theme("\n\n".join("{{sentence citizens}}\n\n{{ask q%d x}}" % i for i in range(20_000)))),
    ("a theme that lies elsewhere", theme_elsewhere),
    ("a scenario of commands", scenario("[scenario]\ntitle = $(touch CANARY)\x1b[31m\u202e<script>\n[close]\nT1 = `touch CANARY`\n[open]\n../../CANARY = <b>;autisme;\u00d8stby;4;2025-07-01;1\n")),
    ("a scenario beyond all numbers", scenario("[scenario]\ntitle = x\n[places]\nT2 = 2025-03-01;+99999999999999999999\nT1 = 9999-12-31;-1e308\n[arrivals]\nspis = +1e308 % fra 0001\nautisme = nan % fra 2026\n")),
    ("a scenario that opens 20,000 offers", scenario("[scenario]\ntitle = x\n[open]\n" + "".join("N%d = N;autisme;\u00d8stby;4;2025-07-01;1\n" % i for i in range(20_000)))),
    ("partial sums beyond all numbers", partial(lambda h, r: "\n".join([h] + [",".join(x.split(",")[:-2] + ["99999999999999999999", "1e308"]) for x in r]) + "\n")),
    ("partial sums of another version", partial(lambda h, r: "\n".join([h] + ["9999999999" + x[1:] for x in r]) + "\n")),
    ("partial sums of commands", partial(lambda h, r: "\n".join([h] + [x.replace("autisme", "\"=cmd|' /C touch CANARY'!A0\"") for x in r]) + "\n")),
    ("partial sums without end", partial(lambda h, r: h + "\n" + r[0] + "\n" + r[0][:20])),
    ("a release record beyond all numbers", record(lambda t: t.replace(",hidden,", ",hidden,9999999999999999999999999").replace(",shown,", ",shown,-1e308"))),
    ("a release record of other words", record(lambda t: t.replace("figure,", "../../CANARY,").replace("hidden", "\x1b[31m`touch CANARY`%n"))),
    ("a release record ten times itself", record(lambda t: t * 10)),
    ("a release record of one line of 10 MB", record(lambda t: "kind,table,row,column,state,value\n\"" + "x" * 10_000_000)),
    ("a release record that is a folder", record_is(os.mkdir)),
    ("a release record without end", record_is(lambda path: os.symlink("/dev/zero", path))),
    ("a release record that nobody writes", record_is(os.mkfifo)),
    ("inputs that nobody writes", pipes),
    ("names of files", file_names),
    ("the name of the project's folder", folder_name),
    ("names of groups that are paths", words(["answer", ".", "../../CANARY", "-o", "OUT"], ["answer", ".", "", "-o", "OUT"], ["template", ".", "OUT", "--group", "../x"],
                                             ["run", ".", "-o", "OUT", "--only", "../../x,%n"], ["explain", "\x1b[31m%n%s"], ["explain", "../../etc/passwd", "--in", "."])),
    ("keys and headings without end", words(["reduce", ".", "--key", "/dev/zero", "forloeb.csv"], ["reduce", ".", "--key", ".", "forloeb.csv"],
                                            ["reduce", ".", "--key", "project.ini", "--heading", "/dev/zero", "forloeb.csv"], ["reduce", ".", "--key", "project.ini", "/dev/zero"])),
    ("a workbook of a million columns", table("behov.csv", lambda: workbook("<row r='1'>" + "".join("<c t='inlineStr'><is><t>k%d</t></is></c>" % i for i in range(1_000_000)) + "</row>"))),
    ("a workbook with cells nowhere", table("behov.csv", lambda: workbook("<row r='4294967297'><c r='ZZZZZZZZ1'><v>1</v></c><c r='A0'><v>1</v></c><c r='-5'><v>x</v></c><c r='A1' t='s'><v>999999999</v></c><c r='B1' t='s'><v>-1</v></c></row>"))),
    ("a workbook with the last row of all", table("behov.csv", lambda: workbook("<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"))),
    ("a workbook with every part twice", table("behov.csv", lambda: workbook("<row r='1'/>", [("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r='1'><c r='A1'><v>2</v></c></row></sheetData></worksheet>")] * 3))),
    ("a workbook of 100,000 levels", table("behov.csv", lambda: workbook("<row>" * 100_000))),
    ("px of 2.5 thousand million cells", table("befolkning.csv", lambda: (PX % (MANY, MANY, '"2024K1"')).encode("iso-8859-15"))),
    ("px that never ends a text", table("befolkning.csv", lambda: (PX % ('"' + "x" * 5_000_000, '"1 \u00e5r"', '"2024K1"')).encode("iso-8859-15"))),
    ("px with times that are none", table("befolkning.csv", lambda: (PX % ('"Aalborg"', '"999999999999 \u00e5r"', '"%n","99999K9","\x1b[1m"')).encode("iso-8859-15"))),
    ("a data package with files elsewhere", package('{"resources":[{"name":"needs","path":"../../../../../../etc/passwd"},{"name":"needs","path":"http://example.org/x.csv"},{"name":"needs","path":"/dev/zero"}]}')),
    ("a data package of brackets", package("[" * 500_000)),
    ("a logo that is a script", logo(svg_logo)),
    ("a logo elsewhere", logo(lambda _: "../../../../../../../etc/passwd")),
    ("a logo without end", logo(lambda _: "/dev/zero")),
    ("an edited answer with entities that grow", edited(document(lambda _: LAUGHS))),
    ("an edited answer of 200,000 levels", edited(document(lambda d: b"<w:p xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>" * 200_000))),
    ("an edited answer with every part twice", edited(doubled)),
    ("an edited answer that is a bomb", edited(document(lambda d: d + b" " * 300_000_000))),
    ("an edited answer of a million figures", edited(document(lambda _: WORD % (TAG % (ID + "#1.3f2a91", "7") * 1_000_000)))),
    ("an edited answer with figures of commands", edited(document(lambda _: WORD % "".join(TAG % (t, t) for t in ("`touch x`", "../../x#1.2", "need/%n%s/\u202ex#1.3f2a91", "&#27;[31m", "=1+1", ID + "#99999999999999999999.zz"))))),
    ("an index of commands", kept("run.json", strings)),
    ("an index of brackets", kept("run.json", lambda _: b"[" * 500_000)),
    ("an index of 200,000 equal keys", kept("run.json", lambda _: b"{" + b",".join([b'"files": []'] * 200_000) + b"}")),
    ("an index without end", kept("run.json", lambda _: None)),
    ("an index that is empty", kept("run.json", lambda _: b"")),
    ("a list of figures of commands", kept("figures.csv", lambda d: d.replace(b"citizens", b"\x1b[31m%n../../CANARY"))),
    ("a list of figures without end", kept("figures.csv", lambda _: None)),
    ("names of sheets", sheet_names),
    ("ids of groups that are paths", group_ids),
    ("codes that are paths and markup", codes),
    ("an edited answer cut in half", edited(document(lambda d: d[:len(d) // 2]))),
]
