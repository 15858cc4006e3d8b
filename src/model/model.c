/* A database's schema in memory: objects, their names, their edges. */
#include "model/model.h"

#include "base/hash.h"
#include "base/sb.h"
#include "model/label.h"

Model *model_new(void)
{
    Arena arena = {0};
    Model *model = ARENA_NEW(&arena, Model);

    model->arena = arena;
    return model;
}

void model_free(Model *model)
{
    if (model != NULL) {
        Arena arena = model->arena; /* which holds the model itself */
        arena_free(&arena);
    }
}

/* Lengths in front make the key unambiguous whatever bytes the names hold. */
static Str name_key(Arena *arena, RecordKind kind, Str schema, Str name)
{
    return arena_printf(arena, "%d %zu %.*s %.*s", (int)kind, schema.len, STR_ARG(schema),
                        STR_ARG(name));
}

bool model_register(Model *model, Object *object)
{
    Str key;

    if (model_find(model, object->rec.type->kind, object->schema, object->name) != NULL)
        return false;
    key = name_key(&model->arena, object->rec.type->kind, object->schema, object->name);
    (void)map_put(&model->arena, &model->by_name, key, object);
    vec_push(&model->arena, &model->objects, object);
    return true;
}

void *model_add(Model *model, const RecordType *type, Str schema, Str name)
{
    Object *object;

    if (model_find(model, type->kind, schema, name) != NULL)
        return NULL;
    object = record_new(&model->arena, type);
    object->schema = schema.len == 0 ? STR_ABSENT : model_intern(model, schema);
    object->name = arena_str(&model->arena, name);
    (void)model_register(model, object);
    return object;
}

Object *model_find(const Model *model, RecordKind kind, Str schema, Str name)
{
    Arena scratch = {0};
    Object *found = map_get(&model->by_name, name_key(&scratch, kind, schema, name));

    arena_free(&scratch);
    return found;
}

Column *model_add_column(Model *model, Table *table, Str name)
{
    Column *column = record_new(&model->arena, &column_type);

    column->name = model_intern(model, name);
    vec_push(&model->arena, &table->columns, column);
    return column;
}

Index *model_add_index(Model *model, Table *table, Str name)
{
    Index *index = record_new(&model->arena, &index_type);

    index->name = arena_str(&model->arena, name);
    vec_push(&model->arena, &table->indexes, index);
    return index;
}

ForeignKey *model_add_foreign_key(Model *model, Table *table, Str name)
{
    ForeignKey *key = record_new(&model->arena, &foreign_key_type);

    key->name = arena_str(&model->arena, name);
    vec_push(&model->arena, &table->foreign_keys, key);
    return key;
}

Check *model_add_check(Model *model, Table *table, Str name)
{
    Check *check = record_new(&model->arena, &check_type);

    check->name = arena_str(&model->arena, name);
    vec_push(&model->arena, &table->checks, check);
    return check;
}

void model_add_edge(Model *model, const Object *from, const Object *to, bool is_soft)
{
    Edge edge = {from, to, is_soft};

    vec_push(&model->arena, &model->edges, edge);
}

void model_add_unmanaged(Model *model, Str schema, Str name, const char *what)
{
    Str *kept = ARENA_NEW(&model->arena, Str);

    *kept = arena_str(&model->arena, str_from(what));
    (void)map_put(&model->arena, &model->unmanaged, label_name(&model->arena, schema, name), kept);
}

const char *model_unmanaged(const Model *model, Str schema, Str name)
{
    Arena scratch = {0};
    const Str *what = map_get(&model->unmanaged, label_name(&scratch, schema, name));

    arena_free(&scratch);
    return what == NULL ? NULL : what->ptr;
}

Str model_intern(Model *model, Str text)
{
    Str *known;

    if (text.ptr == NULL)
        return text;
    known = map_get(&model->texts, text);
    if (known == NULL) {
        known = ARENA_NEW(&model->arena, Str);
        *known = arena_str(&model->arena, text);
        (void)map_put(&model->arena, &model->texts, *known, known);
    }
    return *known;
}

static int by_kind_and_name(const void *a, const void *b)
{
    const Object *x = *(Object *const *)a, *y = *(Object *const *)b;
    int order = (int)x->rec.type->kind - (int)y->rec.type->kind;

    if (order == 0)
        order = str_cmp(x->schema, y->schema);
    return order != 0 ? order : str_cmp(x->name, y->name);
}

void model_sort(Model *model)
{
    if (model->objects.len > 0)
        qsort(model->objects.items, model->objects.len, sizeof *model->objects.items,
              by_kind_and_name);
}

static void put_record(Sb *sb, const Record *rec);

/* Every value with its length in front, so that no two records print alike. */
static void put_text(Sb *sb, Str text)
{
    sb_printf(sb, "%zu:", text.len);
    sb_put(sb, text);
}

static void put_strs(Sb *sb, const StrVec *texts)
{
    for (size_t i = 0; i < texts->len; i++)
        put_text(sb, texts->items[i]);
}

static void put_keys(Sb *sb, const KeyParts *parts)
{
    Sb text = sb_new(SB_FILE_MAX);

    key_parts_write(&text, parts);
    put_text(sb, sb_str(&text));
    sb_free(&text);
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

static int by_hash_bytes(const void *a, const void *b)
{
    return memcmp(((const Hash *)a)->bytes, ((const Hash *)b)->bytes, sizeof(Hash));
}

/* The order of parts means nothing: their hashes are put sorted. */
static void put_list(Sb *sb, const void *at)
{
    Arena scratch = {0};
    size_t count = list_len(at);
    Hash *hashes = ARENA_ARRAY(&scratch, Hash, count);

    for (size_t i = 0; i < count; i++) {
        Sb part = sb_new(SB_FILE_MAX);
        put_record(&part, list_get(at, i));
        hashes[i] = hash_of(sb_str(&part));
        sb_free(&part);
    }
    qsort(hashes, count, sizeof *hashes, by_hash_bytes);
    for (size_t i = 0; i < count; i++)
        put_text(sb, (Str){(const char *)hashes[i].bytes, sizeof hashes[i].bytes});
    arena_free(&scratch);
}

static void put_value(Sb *sb, const Field *field, const void *at)
{
    switch (field->kind) {
    case F_BOOL:
        sb_putc(sb, *(const bool *)at ? '1' : '0');
        break;
    case F_TRISTATE:
        sb_printf(sb, "%d", (int)*(const Tristate *)at);
        break;
    case F_INT:
        sb_printf(sb, "%lld", (long long)((const OptInt *)at)->value);
        break;
    case F_ENUM:
        sb_printf(sb, "%d", *(const int *)at);
        break;
    case F_STR:
    case F_TEXT:
    case F_IDENT:
    case F_TYPE:
    case F_EXPR:
        put_text(sb, *(const Str *)at);
        break;
    case F_IDENTS:
    case F_STRINGS:
        put_strs(sb, at);
        break;
    case F_KEYS:
        put_keys(sb, at);
        break;
    case F_RECORD:
        put_record(sb, *(Record *const *)at);
        break;
    case F_LIST:
        put_list(sb, at);
        break;
    case F_MAP:
        put_map(sb, at);
        break;
    case F_RAW:
        break;
    }
}

static void put_record(Sb *sb, const Record *rec)
{
    for (size_t i = 0; i < rec->type->count; i++) {
        const Field *field = &rec->type->fields[i];
        const void *at = record_at(rec, field);
        if (field->differs == D_IGNORE || field_is_absent(field, at))
            continue;
        sb_puts(sb, field->key);
        sb_putc(sb, '=');
        put_value(sb, field, at);
        sb_putc(sb, ';');
    }
}

Str object_fingerprint(Arena *arena, const Object *object)
{
    Sb sb = sb_new(SB_FILE_MAX);
    Str hex;

    sb_puts(&sb, object->rec.type->name);
    put_record(&sb, &object->rec);
    hex = hash_hex(arena, hash_of(sb_str(&sb)));
    sb_free(&sb);
    return str_sub(hex, 0, 16);
}
