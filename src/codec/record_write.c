/* Record -> doc tree, by its field table. */
#include "codec/field_codec.h"
#include "model/table.h"

Doc *codec_field_write(Arena *arena, const Record *rec, const Field *field)
{
    const void *at = record_at(rec, field);

    if (field_is_absent(field, at) && !field->is_required)
        return NULL;
    return field_codecs[field->kind].write(arena, field, at);
}

/* Of keys that stand for each other the usual one, where the record has none of them; NULL. */
static const Field *usual_field(const Record *rec)
{
    const char *const *keys = record_type_one_of(rec->type);

    for (const char *const *key = keys; key != NULL && *key != NULL; key++) {
        const Field *field = record_type_find(rec->type, str_from(*key));
        if (!field_is_absent(field, record_at(rec, field)))
            return NULL;
    }
    return keys == NULL ? NULL : record_type_find(rec->type, str_from(keys[0]));
}

Doc *codec_record_write(Arena *arena, const Record *rec)
{
    Doc *object = doc_new(arena, DOC_OBJECT);
    const Field *usual = usual_field(rec);

    for (const Field *f = rec->type->fields; f < rec->type->fields + rec->type->count; f++) {
        Doc *value = f == usual ? field_codecs[f->kind].write(arena, f, record_at(rec, f))
                                : codec_field_write(arena, rec, f);
        if (value != NULL)
            (void)doc_add(object, str_from(f->key), value);
    }
    return object;
}
