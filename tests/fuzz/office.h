/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as an Office file: its parts stand between marks, in the order of their names, and what stands
 * behind the last of them damages the archive, three bytes a time: where (two bytes), and with what. */
#ifndef FUZZ_OFFICE_H
#define FUZZ_OFFICE_H

#include "fuzz.h"

#include <minizip/zip.h>

#define OFFICE_MARK "\n====\n"

static inline void office_add(zipFile archive, const char *name, const uint8_t *data, size_t size, int method)
{
    zip_fileinfo info = {0};
    if (zipOpenNewFileInZip(archive, name, &info, NULL, 0, NULL, 0, NULL, method, 1) != ZIP_OK ||
        zipWriteInFileInZip(archive, data, (unsigned)size) != ZIP_OK ||
        zipCloseFileInZip(archive) != ZIP_OK) {
        abort();
    }
}

static inline void office_damage(int file, const uint8_t *data, size_t size)
{
    off_t length = lseek(file, 0, SEEK_END);
    for (; size >= 3; data += 3, size -= 3) {
        if (pwrite(file, data + 2, 1, (data[0] << 8 | data[1]) % length) != 1) {
            abort();
        }
    }
}

/* As fuzz_file(). */
static inline int office_file(const char *const *names, const uint8_t *data, size_t size, bool deflated,
                              char path[32])
{
    const size_t mark = strlen(OFFICE_MARK);
    int file = fuzz_file(NULL, 0, path);
    zipFile archive = zipOpen64(path, APPEND_STATUS_CREATE);
    for (; *names != NULL && size > 0; names++) {
        const uint8_t *end = memmem(data, size, OFFICE_MARK, mark);
        size_t length = end != NULL ? (size_t)(end - data) : size;
        size_t taken = end != NULL ? length + mark : length;
        office_add(archive, *names, data, length, deflated ? Z_DEFLATED : 0);
        data += taken;
        size -= taken;
    }
    zipClose(archive, NULL);
    office_damage(file, data, size);
    return file;
}

#endif
