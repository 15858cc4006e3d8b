/* A database's schema in memory: objects, their names, their edges. */
#include "model/model.h"

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

enum { KEY_HEAD = sizeof(RecordKind) + sizeof(size_t) };

/* Kind and length in front make the key unambiguous whatever bytes the names hold. `at` has room
 * for KEY_HEAD and both of them. */
static Str put_key(char *at, RecordKind kind, Str schema, Str name)
{
    memcpy(at, &kind, sizeof kind);
    memcpy(at + sizeof kind, &schema.len, sizeof schema.len);
    if (schema.len > 0)
        memcpy(at + KEY_HEAD, schema.ptr, schema.len);
    if (name.len > 0)
        memcpy(at + KEY_HEAD + schema.len, name.ptr, name.len);
    return (Str){at, KEY_HEAD + schema.len + name.len};
}

bool model_register(Model *model, Object *object)
{
    Str key;

    if (model_find(model, object->rec.type->kind, object->schema, object->name) != NULL)
        return false;
    key = put_key(arena_alloc(&model->arena, KEY_HEAD + object->schema.len + object->name.len),
                  object->rec.type->kind, object->schema, object->name);
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
    char usual[256]; /* asked for every object several times */
    Arena scratch = {0};
    size_t len = KEY_HEAD + schema.len + name.len;
    char *at = len <= sizeof usual ? usual : arena_alloc(&scratch, len);
    Object *found = map_get(&model->by_name, put_key(at, kind, schema, name));

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

Exclusion *model_add_exclusion(Model *model, Table *table, Str name)
{
    Exclusion *exclusion = record_new(&model->arena, &exclusion_type);

    exclusion->name = arena_str(&model->arena, name);
    vec_push(&model->arena, &table->exclusions, exclusion);
    return exclusion;
}

Statistics *model_add_statistics(Model *model, Table *table, Str name)
{
    Statistics *statistics = record_new(&model->arena, &statistics_type);

    statistics->name = arena_str(&model->arena, name);
    vec_push(&model->arena, &table->statistics, statistics);
    return statistics;
}

RowPolicy *model_add_policy(Model *model, Table *table, Str name)
{
    RowPolicy *policy = record_new(&model->arena, &policy_type);

    policy->name = arena_str(&model->arena, name);
    vec_push(&model->arena, &table->policies, policy);
    return policy;
}

void model_add_edge(Model *model, const Object *from, const Object *to, bool is_soft)
{
    Edge edge = {.from = from, .to = to, .is_soft = is_soft};

    vec_push(&model->arena, &model->edges, edge);
}

void model_add_parent_edge(Model *model, const Table *child, const Table *parent)
{
    Edge edge = {.from = &child->obj, .to = &parent->obj, .is_parent = true};

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
    char *known;

    if (text.ptr == NULL)
        return text;
    known = map_get(&model->texts, text);
    if (known == NULL) {
        known = arena_alloc(&model->arena, text.len + 1);
        memcpy(known, text.ptr, text.len);
        (void)map_put(&model->arena, &model->texts, (Str){known, text.len}, known);
    }
    return (Str){known, text.len};
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
