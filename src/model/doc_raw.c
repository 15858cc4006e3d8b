/* The source of a text: how the bytes of a file stand for those of a value. */
#include "model/doc_raw.h"

static size_t utf8_length(unsigned code)
{
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

static unsigned digits_of(Str text, unsigned base)
{
    unsigned code = 0;

    for (size_t i = 0; i < text.len && code <= 0x10FFFF; i++) {
        char c = text.ptr[i];
        code = code * base + (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return code;
}

/* ---- JSON -------------------------------------------------------------------------------------
 */

static size_t json_step(DocRawWalk *walk, Str rest)
{
    unsigned code;

    if (rest.ptr[0] != '\\') {
        walk->at++;
        return 1;
    }
    if (rest.len < 6 || rest.ptr[1] != 'u') {
        walk->at += 2;
        return 1;
    }
    code = digits_of(str_sub(rest, 2, 4), 16);
    if (code >= 0xD800 && code < 0xDC00 && rest.len >= 12) {
        walk->at += 12; /* a surrogate pair */
        return 4;
    }
    walk->at += 6;
    return utf8_length(code);
}

/* ---- XML --------------------------------------------------------------------------------------
 */

/* Where `mark` ends in `rest`; all of `rest` where it is not there. */
static size_t behind(Str rest, Str mark)
{
    for (size_t i = 0; i + mark.len <= rest.len; i++)
        if (str_eq(str_sub(rest, i, mark.len), mark))
            return i + mark.len;
    return rest.len;
}

/* `&lt;` and its like are one byte, `&#10;` is a character. */
static size_t reference_step(DocRawWalk *walk, Str rest)
{
    size_t end = str_find(rest, ';', 0);
    Str name;

    if (end == SIZE_MAX) {
        walk->at++;
        return 1;
    }
    walk->at += end + 1;
    name = str_sub(rest, 1, end - 1);
    if (str_starts(name, STR("#x")))
        return utf8_length(digits_of(str_sub(name, 2, SIZE_MAX), 16));
    if (str_starts(name, STR("#")))
        return utf8_length(digits_of(str_sub(name, 1, SIZE_MAX), 10));
    return 1;
}

/* Marks of an element's content that stand for nothing. */
static bool skips(DocRawWalk *walk, Str rest)
{
    if (walk->in_cdata) {
        walk->in_cdata = !str_starts(rest, STR("]]>"));
        walk->at += walk->in_cdata ? 0 : 3;
        return !walk->in_cdata;
    }
    if (str_starts(rest, STR("<![CDATA["))) {
        walk->in_cdata = true;
        walk->at += 9;
        return true;
    }
    if (str_starts(rest, STR("<!--"))) {
        walk->at += 4 + behind(str_sub(rest, 4, SIZE_MAX), STR("-->"));
        return true;
    }
    return false;
}

static size_t xml_step(DocRawWalk *walk, Str rest)
{
    if (walk->syntax == DOC_XML_CONTENT && skips(walk, rest))
        return 0;
    if (rest.ptr[0] == '&' && !walk->in_cdata)
        return reference_step(walk, rest);
    /* XML reads any line end as one byte. */
    walk->at += str_starts(rest, STR("\r\n")) ? 2 : 1;
    return 1;
}

size_t doc_raw_step(DocRawWalk *walk)
{
    Str rest = str_sub(walk->raw, walk->at, SIZE_MAX);

    return walk->syntax == DOC_JSON_STRING ? json_step(walk, rest) : xml_step(walk, rest);
}
