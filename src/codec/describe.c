/* Fields in words, for whoever documents them. */
#include "codec/describe.h"

#include <assert.h>

#include "codec/field_codec.h"
#include "codec/platform.h"

bool describe_is_limited(const Field *field)
{
    return (field->engines & E_ALL) != E_ALL;
}

const char *describe_field(Arena *arena, const Field *field)
{
    if (!describe_is_limited(field))
        return field->doc;
    return arena_printf(arena, "%s Known to %s only.", field->doc,
                        codec_platform_list(arena, field->engines))
        .ptr;
}

Doc *describe_default(Arena *arena, const Field *field)
{
    const char *text = field->kind == F_ENUM ? field->choices[0] : field->dflt;
    int64_t number;

    if (text == NULL)
        return NULL;
    switch (field_codecs[field->kind].wants) {
    case DOC_BOOL:
        return doc_bool(arena, strcmp(text, "true") == 0);
    case DOC_NUMBER:
        return str_to_int64(str_from(text), &number) ? doc_number(arena, number) : NULL;
    case DOC_STRING:
        return doc_string(arena, str_from(text));
    case DOC_NULL:
    case DOC_OBJECT:
    case DOC_ARRAY:
        break;
    }
    assert(false); /* a default of a field that holds no plain value */
    return NULL;
}
