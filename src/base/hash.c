/* SHA-256 by libmd. */
#include "base/hash.h"

#include <sys/types.h>

#include <sha2.h>

Hash hash_of(Str data)
{
    SHA2_CTX context;
    Hash hash;

    SHA256Init(&context);
    if (data.len > 0)
        SHA256Update(&context, (const uint8_t *)data.ptr, data.len);
    SHA256Final(hash.bytes, &context);
    return hash;
}

Str hash_hex(Arena *arena, Hash hash)
{
    static const char digits[] = "0123456789abcdef";
    char *text = arena_alloc(arena, sizeof hash.bytes * 2 + 1);

    for (size_t i = 0; i < sizeof hash.bytes; i++) {
        text[2 * i] = digits[hash.bytes[i] >> 4];
        text[2 * i + 1] = digits[hash.bytes[i] & 15];
    }
    return (Str){text, sizeof hash.bytes * 2};
}
