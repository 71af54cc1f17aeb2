/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CSV text to records: the only user of libcsv.
 *
 * Lines end with LF, CR LF or CR, mixed as they come; blank lines are skipped; a first line `sep=;` is
 * consumed. Blanks around a field are trimmed. A quotation mark inside an unquoted field is an ordinary
 * character (5" skaerm). Records without any quotation mark are cut at the separators directly, the others go
 * through libcsv. From the begin of a field on TEXT_HASH_NEAR bytes may be read, whatever stands there.
 *
 * A quotation mark must never swallow rows unseen. The quoting is therefore followed here, byte by byte, and
 * refused as FINDING_QUOTE at the line and field where the quotation mark opened when
 *   - something other than a separator follows the closing mark,
 *   - the field is still open at the end of the file or after CSV_RECORD_BYTES,
 *   - it runs over more than two line breaks or 2 kB in a column that holds no free text,
 *   - what it holds has exactly the separators that whole rows would have.
 * Reading then goes on at the line after the one where the mark opened; after CSV_QUOTE_ERRORS it ends.
 */
#ifndef VIFTE_CSV_H
#define VIFTE_CSV_H

#include "vifte/record.h"

#define CSV_RECORD_BYTES ((size_t)16 << 20)
#define CSV_QUOTE_ERRORS 20

struct csv_reader;
struct text_input;

/* `file` is for messages and stays with the caller. `block` = bytes read at a time (tests use small ones). */
struct csv_reader *csv_reader_new(struct text_input *input, const char *file, char separator, size_t block);
void csv_reader_free(struct csv_reader *reader);
struct record_reader *csv_reader_records(struct csv_reader *reader);

/* What is known once the heading is found: the records after line `heading_line` have `n_fields` fields, and
 * those with free_text[i] may hold long quoted text. The array stays with the caller. */
void csv_reader_expect(struct csv_reader *reader, uint64_t heading_line, uint32_t n_fields,
                       const bool *free_text);

/* Goes on reading from where the input stands now, as line `line`. Problems go to `diag`. */
void csv_reader_seek(struct csv_reader *reader, uint64_t line, struct diag *diag);

/* Where the next record begins, or blank lines before it. */
struct csv_place {
    uint64_t taken; /* bytes since the last rewind or seek */
    uint64_t line;
    unsigned quote_errors; /* refused since then */
};
struct csv_place csv_reader_place(const struct csv_reader *reader);

/* The separator that a first line `sep=X` names, 0 when there is none. */
char csv_declared_separator(struct text_input *input);

#endif
