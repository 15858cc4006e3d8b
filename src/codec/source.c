/* The bytes of a file that is read: are they text, and where is an offset. */
#include "codec/source.h"

size_t source_skip_mark(Str text)
{
    return str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
}

Loc source_loc(const DocFile *file, size_t at)
{
    size_t start = source_skip_mark(file->bytes);
    Loc loc = {.file = file->path, .line = 1};

    for (size_t i = start; i < at && i < file->bytes.len; i++) {
        if (file->bytes.ptr[i] == '\n') {
            loc.line++;
            start = i + 1;
        }
    }
    loc.column = (uint32_t)(at < start ? 0 : at - start) + 1;
    return loc;
}

/* Offset of the first byte that is not part of well-formed UTF-8 (NUL counts as ill-formed). */
static size_t first_bad_byte(Str text)
{
    size_t at = 0;

    while (at < text.len) {
        size_t len = 1;
        while (len <= 4 && !str_is_utf8(str_sub(text, at, len)))
            len++;
        if (len > 4)
            return at;
        at += len;
    }
    return at;
}

bool source_check_utf8(const DocFile *file, const char *what, Errs *errs)
{
    size_t at;
    unsigned char byte;

    if (str_is_utf8(file->bytes))
        return true;
    at = first_bad_byte(file->bytes);
    byte = (unsigned char)file->bytes.ptr[at];
    if (byte == 0)
        return err_at(errs, ERR_SYNTAX, source_loc(file, at),
                      "save the file as UTF-8; other encodings hold NUL bytes",
                      "byte 0x00 can't stand in %s", what);
    return err_at(errs, ERR_SYNTAX, source_loc(file, at), "save the file as UTF-8",
                  "byte 0x%02X is not UTF-8", byte);
}

size_t source_put_utf8(char *out, unsigned code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}
