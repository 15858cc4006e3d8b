/* Fingerprints: a hash of what an object is, whatever the order of its parts. */
#include "base/hash.h"
#include "model/model.h"

enum { FINGERPRINT_DIGITS = 16 };

static void put_record(Sb *sb, const Object *object, const Record *rec);

/* With its length in front, so that no two records print alike. */
static void put_text(Sb *sb, Str text)
{
    sb_printf(sb, "%zu:", text.len);
    sb_put(sb, text);
}

static int by_entry_name(const void *a, const void *b)
{
    return str_cmp(((const MapEntry *)a)->name, ((const MapEntry *)b)->name);
}

static void put_map(Sb *sb, const MapEntries *entries)
{
    Arena scratch = {0};
    MapEntry *sorted = ARENA_ARRAY(&scratch, MapEntry, entries->len);

    memcpy(sorted, entries->items, entries->len * sizeof *sorted);
    qsort(sorted, entries->len, sizeof *sorted, by_entry_name);
    for (size_t i = 0; i < entries->len; i++) {
        put_text(sb, sorted[i].name);
        put_text(sb, sorted[i].value);
    }
    arena_free(&scratch);
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(((const Hash *)a)->bytes, ((const Hash *)b)->bytes, sizeof(Hash));
}

/* The order of parts means nothing: their hashes are put sorted. */
static void put_list(Sb *sb, const Object *object, const void *at)
{
    Arena scratch = {0};
    size_t count = list_len(at);
    Hash *hashes = ARENA_ARRAY(&scratch, Hash, count);

    for (size_t i = 0; i < count; i++) {
        Sb part = sb_new(SB_FILE_MAX);
        put_record(&part, object, list_get(at, i));
        hashes[i] = hash_of(sb_str(&part));
        sb_free(&part);
    }
    qsort(hashes, count, sizeof *hashes, by_bytes);
    for (size_t i = 0; i < count; i++)
        put_text(sb, (Str){(const char *)hashes[i].bytes, sizeof hashes[i].bytes});
    arena_free(&scratch);
}

static void put_value(Sb *sb, const Object *object, const Field *field, const void *at)
{
    Sb text = sb_new(SB_FILE_MAX);

    if (field->kind == F_RECORD)
        put_record(sb, object, *(Record *const *)at);
    else if (field->kind == F_LIST)
        put_list(sb, object, at);
    else if (field->kind == F_MAP)
        put_map(sb, at);
    else
        field_put(&text, field, at);
    put_text(sb, sb_str(&text));
    sb_free(&text);
}

static bool is_left_out(const Object *object, const Field *field)
{
    return field->differs == D_IGNORE || (field->differs == D_GRANTS && object->ignores_grants) ||
           (field->differs == D_OWNER && object->ignores_owner);
}

static void put_record(Sb *sb, const Object *object, const Record *rec)
{
    for (size_t i = 0; i < rec->type->count; i++) {
        const Field *field = &rec->type->fields[i];
        const void *at = record_at(rec, field);
        if (is_left_out(object, field) || field_is_absent(field, at))
            continue;
        put_text(sb, str_from(field->key));
        put_value(sb, object, field, at);
    }
}

Str object_fingerprint(Arena *arena, const Object *object)
{
    Sb sb = sb_new(SB_FILE_MAX);
    Str hex;

    put_text(&sb, str_from(object->rec.type->name));
    put_record(&sb, object, &object->rec);
    hex = hash_hex(arena, hash_of(sb_str(&sb)));
    sb_free(&sb);
    return str_sub(hex, 0, FINGERPRINT_DIGITS);
}
