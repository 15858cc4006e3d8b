/* Record -> doc tree, by its field table. */
#include "codec/field_codec.h"

Doc *codec_field_write(Arena *arena, const Record *rec, const Field *field)
{
    const void *at = record_at(rec, field);

    if (field_is_absent(field, at) && !field->is_required)
        return NULL;
    return field_codecs[field->kind].write(arena, field, at);
}

Doc *codec_record_write(Arena *arena, const Record *rec)
{
    Doc *object = doc_new(arena, DOC_OBJECT);

    for (const Field *f = rec->type->fields; f < rec->type->fields + rec->type->count; f++) {
        Doc *value = codec_field_write(arena, rec, f);
        if (value != NULL)
            (void)doc_add(object, str_from(f->key), value);
    }
    return object;
}
