/* Records: typed structs whose fields are read and written by their tables. */
#include <assert.h>

#include "model/field.h"
#include "model/key_list.h"

struct SparseValue {
    FieldId id;
    void *value;
};

/* Room that a value takes outside its record; zero of it reads as absent. */
static const size_t value_bytes[FIELD_KIND_COUNT] = {
    [F_BOOL] = sizeof(bool),       [F_TRISTATE] = sizeof(Tristate), [F_INT] = sizeof(OptInt),
    [F_ENUM] = sizeof(int),        [F_STR] = sizeof(Str),           [F_TEXT] = sizeof(Str),
    [F_IDENT] = sizeof(Str),       [F_IDENTS] = sizeof(StrVec),     [F_TYPE] = sizeof(Str),
    [F_EXPR] = sizeof(Str),        [F_KEYS] = sizeof(KeyParts),     [F_STRINGS] = sizeof(StrVec),
    [F_RECORD] = sizeof(Record *), [F_LIST] = sizeof(StrVec),       [F_MAP] = sizeof(MapEntries),
    [F_RAW] = sizeof(const Doc *),
};

/* What an absent sparse field reads as: large enough and aligned for every kind. */
static const union {
    StrVec list;
    OptInt number;
    Str text;
} zero_value;

void *record_new(Arena *arena, const RecordType *type)
{
    Record *rec = arena_alloc(arena, type->size_bytes);

    rec->type = type;
    return rec;
}

Str record_name(const Record *rec)
{
    Str name = STR_ABSENT;

    if (rec->type->name_offset != SIZE_MAX)
        memcpy(&name, (const char *)rec + rec->type->name_offset, sizeof name);
    return name;
}

const Doc *record_doc(const Record *rec)
{
    return rec->file == NULL ? NULL : doc_file_node(rec->file, rec->node);
}

void record_set_place(Arena *arena, Record *rec, const char *path, uint32_t line)
{
    DocFile *file = ARENA_NEW(arena, DocFile);
    Doc *root = doc_new(arena, DOC_OBJECT);

    file->path = arena_cstr(arena, str_from(path));
    root->file = file;
    root->line = line;
    root->column = 1;
    doc_file_set(file, root);
    rec->file = file;
    rec->node = root->number;
}

Loc record_loc(Arena *arena, const Record *rec)
{
    return rec->file == NULL ? (Loc){0} : doc_loc(arena, record_doc(rec));
}

Loc record_field_loc(Arena *arena, const Record *rec, const Field *field)
{
    const Doc *value = doc_get(record_doc(rec), str_from(field->key));

    return value == NULL ? record_loc(arena, rec) : doc_loc(arena, value);
}

Loc record_key_loc(Arena *arena, const Record *rec, const char *key)
{
    const Field *field = record_type_find(rec->type, str_from(key));

    return field == NULL ? record_loc(arena, rec) : record_field_loc(arena, rec, field);
}

/* Position of `id`, or where it belongs. */
static uint32_t sparse_position(const Record *rec, FieldId id)
{
    uint32_t i = 0;

    while (i < rec->sparse_len && rec->sparse[i].id < id)
        i++;
    return i;
}

static const void *sparse_at(const Record *rec, FieldId id)
{
    uint32_t i = sparse_position(rec, id);

    return i < rec->sparse_len && rec->sparse[i].id == id ? rec->sparse[i].value : &zero_value;
}

static void *sparse_put(Arena *arena, Record *rec, FieldId id, size_t size_bytes)
{
    uint32_t i = sparse_position(rec, id);

    if (i < rec->sparse_len && rec->sparse[i].id == id)
        return rec->sparse[i].value;
    if (rec->sparse_len == rec->sparse_cap) {
        size_t wider = rec->sparse_cap == 0 ? 2 : (size_t)rec->sparse_cap * 2;
        SparseValue *grown = ARENA_ARRAY(arena, SparseValue, wider);
        if (rec->sparse_len > 0)
            memcpy(grown, rec->sparse, rec->sparse_len * sizeof *grown);
        rec->sparse = grown;
        rec->sparse_cap = (uint16_t)wider; /* there are far fewer fields */
    }
    memmove(&rec->sparse[i + 1], &rec->sparse[i], (rec->sparse_len - i) * sizeof *rec->sparse);
    rec->sparse[i] = (SparseValue){id, arena_alloc(arena, size_bytes)};
    rec->sparse_len++;
    return rec->sparse[i].value;
}

static void sparse_drop(Record *rec, FieldId id)
{
    uint32_t i = sparse_position(rec, id);

    if (i == rec->sparse_len || rec->sparse[i].id != id)
        return;
    memmove(&rec->sparse[i], &rec->sparse[i + 1], (rec->sparse_len - i - 1) * sizeof *rec->sparse);
    rec->sparse_len--;
}

const void *record_at(const Record *rec, const Field *field)
{
    return field->id == FIELD_NONE ? (const char *)rec + field->offset : sparse_at(rec, field->id);
}

void *record_put(Arena *arena, Record *rec, const Field *field)
{
    return field->id == FIELD_NONE ? (char *)rec + field->offset
                                   : sparse_put(arena, rec, field->id, value_bytes[field->kind]);
}

const Field *record_type_find(const RecordType *type, Str key)
{
    for (size_t i = 0; i < type->count; i++)
        if (str_is(key, type->fields[i].key))
            return &type->fields[i];
    return NULL;
}

const Field *record_type_find_id(const RecordType *type, FieldId id)
{
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].id == id && id != FIELD_NONE)
            return &type->fields[i];
    return NULL;
}

/* Every VEC has this shape; read by bytes, as the item types differ. */
typedef VEC(void *) AnyVec;

size_t list_len(const void *at)
{
    AnyVec list;

    memcpy(&list, at, sizeof list);
    return list.len;
}

Record *list_get(const void *at, size_t i)
{
    AnyVec list;
    Record *item;

    memcpy(&list, at, sizeof list);
    assert(i < list.len);
    memcpy(&item, (const char *)list.items + i * sizeof item, sizeof item);
    return item;
}

void list_push(Arena *arena, void *at, Record *item)
{
    AnyVec list;

    memcpy(&list, at, sizeof list);
    vec_push(arena, &list, item);
    memcpy(at, &list, sizeof list);
}

Record *record_copy(Arena *arena, const Record *rec)
{
    Record *copy = record_new(arena, rec->type);

    copy->file = rec->file;
    copy->node = rec->node;
    for (size_t i = 0; i < rec->type->count; i++) {
        const Field *field = &rec->type->fields[i];
        if (!field_is_absent(field, record_at(rec, field)))
            field_copy(arena, field, record_put(arena, copy, field), record_at(rec, field));
    }
    return copy;
}

Str sparse_str(const Record *rec, FieldId id)
{
    return *(const Str *)sparse_at(rec, id);
}

bool sparse_bool(const Record *rec, FieldId id)
{
    return *(const bool *)sparse_at(rec, id);
}

int sparse_enum(const Record *rec, FieldId id)
{
    return *(const int *)sparse_at(rec, id);
}

Tristate sparse_tristate(const Record *rec, FieldId id)
{
    return *(const Tristate *)sparse_at(rec, id);
}

OptInt sparse_int(const Record *rec, FieldId id)
{
    return *(const OptInt *)sparse_at(rec, id);
}

const void *sparse_list(const Record *rec, FieldId id)
{
    return sparse_at(rec, id);
}

const StrVec *sparse_strs(const Record *rec, FieldId id)
{
    return sparse_at(rec, id);
}

const MapEntries *sparse_map(const Record *rec, FieldId id)
{
    return sparse_at(rec, id);
}

/* The zero value is not stored: absent and default are one state. */
#define SPARSE_SET(arena, rec, id, value, is_zero) \
    do { \
        if (is_zero) \
            sparse_drop((rec), (id)); \
        else \
            memcpy(sparse_put((arena), (rec), (id), sizeof(value)), &(value), sizeof(value)); \
    } while (0)

void sparse_set_str(Arena *arena, Record *rec, FieldId id, Str value)
{
    SPARSE_SET(arena, rec, id, value, value.len == 0);
}

void sparse_set_bool(Arena *arena, Record *rec, FieldId id, bool value)
{
    SPARSE_SET(arena, rec, id, value, !value);
}

void sparse_set_enum(Arena *arena, Record *rec, FieldId id, int value)
{
    SPARSE_SET(arena, rec, id, value, value == 0);
}

void sparse_set_tristate(Arena *arena, Record *rec, FieldId id, Tristate value)
{
    SPARSE_SET(arena, rec, id, value, value == TRI_ABSENT);
}

void sparse_set_int(Arena *arena, Record *rec, FieldId id, OptInt value)
{
    SPARSE_SET(arena, rec, id, value, !value.given);
}

void sparse_set_strs(Arena *arena, Record *rec, FieldId id, StrVec value)
{
    SPARSE_SET(arena, rec, id, value, value.len == 0);
}

void sparse_set_map(Arena *arena, Record *rec, FieldId id, MapEntries value)
{
    SPARSE_SET(arena, rec, id, value, value.len == 0);
}
