# SPDX-License-Identifier: GPL-3.0-or-later
# One makefile, objects in build/$(MODE). `make help` lists the targets; V=1 shows the commands.
MODE ?= release
PREFIX ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0
B := build/$(MODE)
SHELL := /bin/bash
Q := $(if $(V),,@)

CC ?= gcc
PKGS := glib-2.0 gio-2.0 gsl jansson xlsxwriter libcrypto expat minizip libcmark-gfm
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
            -Wformat=2 -Wno-format-nonliteral -Werror=implicit-function-declaration $(if $(WERROR),-Werror)
HARDENING := -fstack-protector-strong -fcf-protection -fPIE
OPT_release := -O2 -D_FORTIFY_SOURCE=2
OPT_san := -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
OPT_cover := -O0 --coverage
OPT_debug := -O0
# Not the coverage of comparisons: a third of the time goes there, and the dictionaries know the words.
OPT_fuzz := -O2 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-coverage=trace-cmp -fno-sanitize-recover=undefined -fno-omit-frame-pointer
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -g -MMD -MP -Iinclude -DVIFTE_VERSION='"$(VERSION)"' \
             -DVIFTE_SHARE='"$(PREFIX)/share/vifte"' $(OPT_$(MODE)) $(HARDENING) $(WARNINGS) $(PKG_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(OPT_$(MODE)) -pie -Wl,-z,relro,-z,now $(LDFLAGS)
# Asked for late, when the packages are there.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g'))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS)) -lcsv -lglpk -lm -pthread)$(PKG_LIBS)

SOURCES := $(sort $(wildcard src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(B)/%.o)
LIBRARY := $(B)/libvifte.a
UNIT := $(patsubst tests/unit/%.c,$(B)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZ := $(sort $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c)))
MO := build/locale/da/LC_MESSAGES/vifte.mo

.DEFAULT_GOAL := all
.PHONY: all demo deb test test-unit test-golden test-property test-attack test-answer test-fault test-fuzz test-hostile test-documents test-browser test-readme test-hardening test-install test-soak fuzz test-all san valgrind lint cover golden-update \
        bench install uninstall clean help deps deps-test deps-lint deps-all po

all: $(B)/vifte $(MO) ## build the program (build/vifte)

deps deps-test deps-lint deps-all:
	$(Q)scripts/install-deps $(patsubst deps-%,%,$(@:deps=build))

demo: deps ## install what is missing, build, run the demonstration, say where the report is
	$(Q)$(MAKE) --no-print-directory all
	$(Q)build/vifte run datasets/nordjylland -o out/demo

test: deps-test ## all tests that need no more than the program's own libraries
	$(Q)$(MAKE) --no-print-directory test-unit test-property test-golden test-fuzz test-hardening test-install

test-unit: $(UNIT) all
	$(Q)tests/run-unit $(UNIT)
test-golden: all
	$(Q)tests/run-golden $(B)/vifte
test-property: all $(B)/bench/generate-stays
	$(Q)tests/run-property $(B)/vifte
	$(Q)tests/property/stays $(B)/vifte $(B)/bench/generate-stays
.PHONY: test-spread
test-spread: all $(B)/bench/generate-stays ## stays in pieces, by GNU parallel and by Slurm on this machine, as in one run
	$(Q)tests/spread/run $(B)/vifte $(B)/bench/generate-stays
test-attack: all ## the attack on the public edition of 1000 random projects, pictures and all (half an hour)
	$(Q)tests/property/attack $(B)/vifte 1000
	$(Q)tests/property/releases $(B)/vifte 100
test-answer: all ## every theme's answer: its numbers, what it hides, its Danish, its forms
	$(Q)tests/property/answer $(B)/vifte
	$(Q)tests/property/answer-changes $(B)/vifte
test-documents: all ## the Word report and every theme's answer read by LibreOffice, python3-docx and pandoc, where they are installed
	$(Q)tests/documents $(B)/vifte
	$(Q)tests/answer-documents $(B)/vifte
# What fuzzing starts from, and what it found: made by a script, and tests/fuzz/found.
build/fuzz/corpus: scripts/make-corpus $(wildcard tests/data/* tests/golden/*/in/*)
	$(Q)rm -rf $@ $@.part && scripts/make-corpus $@.part && touch $@.part && mv $@.part $@
test-fuzz: $(FUZZ:%=$(B)/fuzz/replay_%) build/fuzz/corpus ## the fuzz targets on their first inputs
	$(Q)tests/run-fuzz replay $(B) $(FUZZ)
FUZZ_TIME ?= 60
fuzz: deps-lint build/fuzz/corpus ## libFuzzer on every target for FUZZ_TIME seconds each
	$(Q)$(MAKE) --no-print-directory MODE=fuzz CC=clang $(FUZZ:%=build/fuzz/fuzz_%)
	$(Q)tests/run-fuzz fuzz build $(FUZZ_TIME) $(FUZZ)
test-browser: ## the reports and charts in Chromium: accessibility, cut-off and overlapping text, dead links
	$(Q)scripts/install-deps browser
	$(Q)$(MAKE) --no-print-directory all
	$(Q)tests/run-browser $(B)/vifte
	$(Q)tests/run-answer-pages $(B)/vifte
test-readme: all ## the examples of README.md, done as they stand there
	$(Q)tests/run-readme
test-hardening: all ## what the compiler was asked for is in the program
	$(Q)tests/run-hardening $(B)/vifte
test-install: all ## installed into a folder of its own: found, documented, completed, hardened, removed again
	$(Q)tests/run-install
SOAK_RUNS ?= 500
SOAK_STAYS ?= 10000000
test-soak: all $(B)/soak/repeat ## a very large project, many runs in a row, ten at once
	$(Q)tests/run-soak $(B)/vifte $(B)/soak/repeat $(SOAK_RUNS) $(SOAK_STAYS)
HOSTILE_EVERY ?= 1
test-hostile: all ## names and files that want to do harm, through the whole program
	$(Q)tests/hostile/run $(B)/vifte $(HOSTILE_EVERY)
FAULT_STEP ?= 1
test-fault: all $(B)/fault/shim.so ## every call that can fail fails, one after another (FAULT_STEP=50: every 50th)
	$(Q)tests/run-fault $(B)/vifte $(B)/fault/shim.so $(FAULT_STEP)
test-all: deps-all ## also what needs LibreOffice, Chromium and the like
	$(Q)$(MAKE) --no-print-directory test test-documents test-answer test-spread

san: deps-test ## unit and golden tests under AddressSanitizer and UBSan
	$(Q)$(MAKE) --no-print-directory MODE=san test-unit test-golden
valgrind: all ## golden runs under valgrind (GOLDEN="scenario answer": those)
	$(Q)VALGRIND=1 tests/run-golden $(B)/vifte $(GOLDEN)
cover: deps-all ## test coverage by gcov: unit, golden, property, fuzz, answer and document tests (half an hour)
	$(Q)$(MAKE) --no-print-directory MODE=cover test-unit test-golden test-property test-fuzz test-answer test-documents
	$(Q)scripts/coverage build/cover
golden-update: all ## rewrite the expected outputs and show the difference
	$(Q)UPDATE=1 tests/run-golden $(B)/vifte; git --no-pager diff --stat tests/golden
lint: deps-lint ## format, layers, cppcheck, clang-tidy, gcc -fanalyzer, warnings as errors with gcc and clang
	$(Q)scripts/lint
BENCH := $(B)/bench/generate-stays $(B)/bench/timed
bench: all $(BENCH) ## how fast: 10^5, 10^6 and 10^7 stays beside DuckDB or sqlite3 (a quarter of an hour)
	$(Q)scripts/bench $(ROWS)
.PHONY: bench-instructions
bench-instructions: all $(BENCH) ## instructions a stay, by valgrind
	$(Q)scripts/bench-instructions
.PHONY: bench-stats
bench-stats: $(B)/bench/bench_stats ## simulate the statistics: nominal against achieved
	$(Q)scripts/bench-stats $<

$(B)/vifte: $(B)/app/main.o $(LIBRARY)
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)
	$(Q)[ $(MODE) != release ] || ln -sf release/vifte build/vifte

$(LIBRARY): $(filter-out $(B)/app/main.o,$(OBJECTS))
	@echo "  AR    $@"
	$(Q)rm -f $@ && ar rcsD $@ $^

$(B)/%.o: src/%.c
	@echo "  CC    $<"
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/unit/%: tests/unit/%.c $(LIBRARY)
	@echo "  TEST  $<"
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -Itests/unit -o $@ $< $(LIBRARY) $(ALL_LDFLAGS) $(PKG_LIBS) -lcmocka

$(B)/unit/test_audit_fails: LDFLAGS += -Wl,--wrap=sdc_audit

$(B)/bench/generate-stays: scripts/generate-stays.c
	@echo "  BENCH $<"
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -o $@ $< $(ALL_LDFLAGS) -lm

$(B)/bench/%: tests/bench/%.c $(LIBRARY)
	@echo "  BENCH $<"
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -o $@ $< $(LIBRARY) $(ALL_LDFLAGS) $(PKG_LIBS)

$(B)/soak/%: tests/soak/%.c $(LIBRARY)
	@echo "  TEST  $<"
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -o $@ $< $(LIBRARY) $(ALL_LDFLAGS) $(PKG_LIBS)

$(B)/fuzz/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(LIBRARY)
	@echo "  TEST  $<"
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -o $@ $(filter %.c,$^) $(LIBRARY) $(ALL_LDFLAGS) $(PKG_LIBS)
build/fuzz/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/interned.c $(LIBRARY)
	@echo "  FUZZ  $<"
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -fsanitize=fuzzer -o $@ $(filter %.c,$^) $(LIBRARY) $(ALL_LDFLAGS) $(PKG_LIBS)

$(B)/fault/shim.so: tests/fault/shim.c
	@echo "  SHIM  $<"
	$(Q)mkdir -p $(@D) && $(CC) -std=gnu17 -O1 -g $(WARNINGS) -fPIC -shared -o $@ $<

$(MO): src/po/da.po
	@echo "  MO    $@"
	$(Q)mkdir -p $(@D) && msgfmt --check -o $@ $<

po: ## refresh src/po/da.po from the sources
	$(Q)xgettext -L C --from-code=UTF-8 -k_ -kN_ -kP_:1,2 -F -o build/vifte.pot $(SOURCES) $(wildcard src/*/*.h) $(wildcard include/vifte/*.h include/vifte/*.def)
	$(Q)msgmerge -q --no-fuzzy-matching -F -U --backup=off src/po/da.po build/vifte.pot && msgattrib --no-obsolete -o src/po/da.po src/po/da.po

SHARED := datasets/catalog datasets/nordjylland plots
ROOT = "$(DESTDIR)$(PREFIX)"
INSTALL ?= install
install: all ## install to $(DESTDIR)$(PREFIX)
	$(INSTALL) -D -s -m755 $(B)/vifte $(ROOT)/bin/vifte
	for f in $$(find $(SHARED) -type f -not -path '*/out/*'); do \
	  $(INSTALL) -D -m644 "$$f" $(ROOT)/share/vifte/"$$f" || exit; done
	$(INSTALL) -D -m644 $(MO) $(ROOT)/share/vifte/locale/da/LC_MESSAGES/vifte.mo
	scripts/manual $(B)/vifte man en >$(B)/vifte.1 && $(INSTALL) -D -m644 $(B)/vifte.1 $(ROOT)/share/man/man1/vifte.1
	scripts/manual $(B)/vifte man da >$(B)/vifte.1 && $(INSTALL) -D -m644 $(B)/vifte.1 $(ROOT)/share/man/da/man1/vifte.1
	scripts/manual $(B)/vifte completion >$(B)/completion && \
	  $(INSTALL) -D -m644 $(B)/completion $(ROOT)/share/bash-completion/completions/vifte
uninstall: ## remove what install put there
	cd $(ROOT) && rm -rf bin/vifte share/vifte share/man/man1/vifte.1 share/man/da/man1/vifte.1 share/bash-completion/completions/vifte
deb: deps-all ## a Debian package in build/deb, looked through by lintian
	$(Q)scripts/make-deb
clean: ## remove build/ and out/
	rm -rf build out
help: ## this list
	$(Q)sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 18

-include $(OBJECTS:.o=.d) $(UNIT:=.d)
