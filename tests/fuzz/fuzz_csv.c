/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of CSV: the first byte is the separator, the second the size of a block. Whatever the blocks,
 * the records are the same. */
#include "fuzz.h"
#include "vifte/csv.h"
#include "vifte/record.h"
#include "vifte/text_source.h"

struct memory {
    struct text_input input;
    const uint8_t *data;
    size_t size, at;
};

static size_t read_memory(struct text_input *input, char *buffer, size_t size)
{
    struct memory *memory = (struct memory *)(void *)input;
    size_t n = MIN(size, memory->size - memory->at);
    memcpy(buffer, memory->data + memory->at, n);
    memory->at += n;
    return n;
}

static void rewind_memory(struct text_input *input)
{
    ((struct memory *)(void *)input)->at = 0;
}

/* All fields as one text, each with its record's line. */
static GString *read_all(const uint8_t *data, size_t size, char separator, size_t block)
{
    struct memory memory = {
        .input = {.read = read_memory, .rewind = rewind_memory}, .data = data, .size = size};
    struct diag *diag = diag_new();
    struct csv_reader *csv = csv_reader_new(&memory.input, "f", separator, block);
    struct record_reader *records = csv_reader_records(csv);
    struct record record;
    GString *out = g_string_new(NULL);
    records->rewind(records, diag);
    while (records->next(records, &record)) {
        for (uint32_t i = 0; i < record.n_fields; i++) {
            g_string_append_printf(out, "%" PRIu64 "|", record.line);
            g_string_append_len(out, record.fields[i].text, (gssize)record.fields[i].length);
            g_string_append_c(out, '\0');
        }
    }
    csv_reader_free(csv);
    diag_free(diag);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char SEPARATORS[] = {',', ';', '\t', '|'};
    if (size < 2) {
        return 0;
    }
    char separator = SEPARATORS[data[0] % sizeof SEPARATORS];
    GString *small = read_all(data + 2, size - 2, separator, (size_t)data[1] + 1);
    GString *large = read_all(data + 2, size - 2, separator, size);
    if (!g_string_equal(small, large)) {
        abort();
    }
    g_string_free(small, TRUE);
    g_string_free(large, TRUE);
    return 0;
}
