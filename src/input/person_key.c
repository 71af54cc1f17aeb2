/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HMAC-SHA256 by libcrypto; see person_key.h. */
#include "vifte/person_key.h"

#include "vifte/diag.h"
#include "vifte/file_head.h"
#include "vifte/findings.h"
#include "vifte/text.h"

#include <errno.h>
#include <glib.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <string.h>

#define MOST_BYTES 65536
#define SUM_BYTES 32

struct person_key {
    EVP_MAC *mac;
    EVP_MAC_CTX *context;
};

static struct person_key *key_new(const unsigned char *bytes, size_t length)
{
    struct person_key *key = g_new0(struct person_key, 1);
    char digest[] = "SHA256";
    OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                               OSSL_PARAM_construct_end()};
    key->mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    key->context = key->mac != NULL ? EVP_MAC_CTX_new(key->mac) : NULL;
    if (key->context == NULL || EVP_MAC_init(key->context, bytes, length, parameters) != 1) {
        g_error("libcrypto has no HMAC");
    }
    return key;
}

struct person_key *person_key_read(const char *path, struct diag *diag)
{
    size_t length = 0;
    char *bytes = file_head(path, MOST_BYTES + 1, &length);
    struct person_key *key = NULL;
    char *name = g_path_get_basename(path);
    struct pos pos = {.file = name};
    if (bytes == NULL) {
        const char *reason = g_strerror(errno);
        diag_add(diag, &FINDING_NO_FILE, &pos, NULL, NULL, NULL, _("cannot be read: %s"), reason);
    } else if (length < PERSON_KEY_LEAST || length > MOST_BYTES) {
        diag_add(diag, &FINDING_PERSON_KEY, &pos, NULL, NULL, _("make one: head -c 32 /dev/urandom >FILE"),
                 _("a key has %d to %d bytes, not %zu"), PERSON_KEY_LEAST, MOST_BYTES, length);
    } else {
        key = key_new((const unsigned char *)bytes, length);
    }
    if (bytes != NULL) {
        OPENSSL_cleanse(bytes, length);
    }
    g_free(bytes);
    g_free(name);
    return key;
}

void person_key_free(struct person_key *key)
{
    if (key != NULL) {
        EVP_MAC_CTX_free(key->context);
        EVP_MAC_free(key->mac);
        g_free(key);
    }
}

void person_key_hash(struct person_key *key, const char *text, size_t length, uint32_t sender, char *out)
{
    char scope[16];
    unsigned char sum[SUM_BYTES];
    size_t n = 0;
    g_snprintf(scope, sizeof scope, "%u", (unsigned)sender);
    if (EVP_MAC_init(key->context, NULL, 0, NULL) != 1 ||
        EVP_MAC_update(key->context, (const unsigned char *)scope, strlen(scope) + 1) != 1 ||
        EVP_MAC_update(key->context, (const unsigned char *)text, length) != 1 ||
        EVP_MAC_final(key->context, sum, &n, sizeof sum) != 1 || n != SUM_BYTES) {
        g_error("libcrypto's HMAC failed");
    }
    for (size_t i = 0; i < PERSON_KEY_LETTERS / 2; i++) {
        out[2 * i] = (char)('a' + (sum[i] >> 4));
        out[2 * i + 1] = (char)('a' + (sum[i] & 15));
    }
}
