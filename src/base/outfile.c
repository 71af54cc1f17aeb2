/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft beside the place, then rename() or, where nothing may stand there, link(). */
#include "vifte/outfile.h"

#include "vifte/at_work.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct outfile {
    char *place, *draft;
    FILE *stream;
};

static void outfile_free(struct outfile *file)
{
    int reason = errno;
    at_work_forget(file->draft);
    g_free(file->draft);
    g_free(file->place);
    g_free(file);
    errno = reason;
}

struct outfile *outfile_begin(const char *path)
{
    struct outfile *file = g_new0(struct outfile, 1);
    file->place = g_canonicalize_filename(path, NULL);
    file->draft = at_work_pattern(file->place);
    at_work_sweep(file->place);
    int descriptor = at_work_make_file(file->draft);
    if (descriptor >= 0) {
        file->stream = fdopen(descriptor, "wb");
    }
    if (file->stream == NULL) {
        int reason = errno;
        if (descriptor >= 0) {
            close(descriptor);
            unlink(file->draft);
        }
        errno = reason;
        outfile_free(file);
        return NULL;
    }
    return file;
}

FILE *outfile_stream(const struct outfile *file)
{
    return file->stream;
}

/* Where nothing may stand there: also on file systems without links (EPERM says there are none). */
static bool place_new(const char *draft, const char *place)
{
    return link(draft, place) == 0 || ((errno == EPERM || errno == EOPNOTSUPP) &&
                                       renameat2(AT_FDCWD, draft, AT_FDCWD, place, RENAME_NOREPLACE) == 0);
}

bool outfile_end(struct outfile *file, bool good, enum outfile_place place)
{
    good = good && fflush(file->stream) == 0 && ferror(file->stream) == 0 && fsync(fileno(file->stream)) == 0;
    good = fclose(file->stream) == 0 && good;
    good = good && (place == OUTFILE_NEW ? place_new(file->draft, file->place)
                                         : rename(file->draft, file->place) == 0);
    int reason = errno;
    unlink(file->draft); /* gone where it was renamed */
    errno = reason;
    outfile_free(file);
    return good;
}
