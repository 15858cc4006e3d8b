/* Makes a desired model PostgreSQL's: schemas, names, sequences, edges. */
#include "engine/postgres/settle.h"

#include "model/definition.h"
#include "model/label.h"

bool settle_refuse(const Settle *settle, const Record *rec, const char *key, const char *hint,
                   const char *format, ...)
{
    Loc loc = record_key_loc(settle->arena, rec, key);
    va_list args;
    Str message;

    va_start(args, format);
    message = arena_vprintf(settle->arena, format, args);
    va_end(args);
    return err_at(settle->errs, ERR_FIELD, loc, hint, "%.*s", STR_ARG(message));
}

void settle_name(const Settle *settle, const Record *rec)
{
    Str name = type_is_definition(rec->type) ? ((const Definition *)rec)->own : record_name(rec);

    if (name.len > PG_NAME_MAX_BYTES)
        settle_refuse(settle, rec, "Name", "shorten it: the server would cut it off",
                      "the name of %s %.*s has %zu bytes, PostgreSQL keeps %d", rec->type->word,
                      STR_ARG(name), name.len, PG_NAME_MAX_BYTES);
}

/* What packages for several engines may carry. True: means nothing here; false: would mean
 * something that this server can't do. */
static const struct {
    FieldId id;
    bool is_harmless;
} foreign_fields[] = {
    {FIELD_TABLE_STRICT, true}, /* types are always enforced here */
    {FIELD_TABLE_WITHOUT_ROWID, true}, {FIELD_COLUMN_AUTO_INCREMENT, true}, /* identity says it */
    {FIELD_COLUMN_CONFLICT, false},    {FIELD_INDEX_CONFLICT, false},
};

void settle_foreign_fields(const Settle *settle, Record *rec)
{
    for (size_t i = 0; i < sizeof foreign_fields / sizeof *foreign_fields; i++) {
        const Field *field = record_type_find_id(rec->type, foreign_fields[i].id);
        if (field == NULL || field_is_absent(field, record_at(rec, field)))
            continue;
        if (!foreign_fields[i].is_harmless)
            settle_refuse(settle, rec, field->key,
                          "declare the element twice, each with its Platforms",
                          "PostgreSQL has no %s", field->key);
        else if (field->kind == F_BOOL)
            sparse_set_bool(settle->arena, rec, field->id, false);
    }
}

static void settle_object(const Settle *settle, Object *object)
{
    settle_name(settle, &object->rec);
    settle_foreign_fields(settle, &object->rec);
    settle_rights(settle, object);
    if (object->rec.type == &table_type)
        settle_table(settle, (Table *)object);
    else if (object->rec.type == &sequence_type)
        settle_sequence(settle, (Sequence *)object);
    else
        settle_type(settle, object);
}

/* An absent schema becomes "public"; the names of the model are registered anew. */
static void register_objects(const Settle *settle)
{
    Model *model = settle->model;
    Object **objects = model->objects.items;
    size_t count = model->objects.len;

    memset(&model->objects, 0, sizeof model->objects);
    model->by_name = (Map){0};
    for (size_t i = 0; i < count; i++) {
        Object *object = objects[i];
        if (type_has_schema(object->rec.type) && object->schema.len == 0)
            object->schema = STR("public");
        if (!model_register(model, object))
            err_at(settle->errs, ERR_DUPLICATE, record_loc(settle->arena, &object->rec),
                   "an absent Schema means public", "%.*s is declared twice",
                   STR_ARG(label_object(settle->arena, object)));
    }
}

/* A schema that an object lives in exists, whether declared or not. */
static void imply_schemas(const Settle *settle)
{
    Model *model = settle->model;
    size_t count = model->objects.len;

    for (size_t i = 0; i < count; i++) {
        Object *object = model->objects.items[i];
        Schema *schema;
        if (!type_has_schema(object->rec.type))
            continue;
        schema = model_add(model, &schema_type, STR_ABSENT, object->schema);
        if (schema != NULL)
            schema->obj.is_implied = true;
    }
}

/* Tables, sequences and indexes of one schema share their names (pg_class). */
static void claim_name(const Settle *settle, Arena *scratch, Map *names, const Object *object,
                       const Record *rec)
{
    Str key = arena_printf(scratch, "%zu %.*s %.*s", object->schema.len, STR_ARG(object->schema),
                           STR_ARG(record_name(rec)));
    const Record *known = map_put(scratch, names, key, (void *)(uintptr_t)rec);

    if (known == NULL)
        return;
    err_at(settle->errs, ERR_DUPLICATE, record_key_loc(settle->arena, rec, "Name"),
           "tables, sequences and indexes of a schema share their names",
           "%s and %s of schema %.*s have one name, %.*s", known->type->word, rec->type->word,
           STR_ARG(object->schema), STR_ARG(record_name(rec)));
    err_also(settle->errs, record_key_loc(settle->arena, known, "Name"),
             "tables, sequences and indexes of a schema share their names; the other one is "
             "declared at");
}

static void claim_names(const Settle *settle)
{
    Arena scratch = {0};
    Map names = {0};

    for (size_t i = 0; i < settle->model->objects.len; i++) {
        const Object *object = settle->model->objects.items[i];
        const Table *table = (const Table *)object;
        if (object->rec.type != &table_type && object->rec.type != &sequence_type &&
            object->rec.type != &view_type && object->rec.type != &materialized_view_type)
            continue;
        claim_name(settle, &scratch, &names, object, &object->rec);
        if (object->rec.type != &table_type)
            continue;
        for (size_t k = 0; k < table->indexes.len; k++)
            if (table->indexes.items[k]->name.len > 0)
                claim_name(settle, &scratch, &names, object, &table->indexes.items[k]->rec);
        for (size_t k = 0; k < table->exclusions.len; k++)
            if (table->exclusions.items[k]->name.len > 0)
                claim_name(settle, &scratch, &names, object, &table->exclusions.items[k]->rec);
    }
    arena_free(&scratch);
}

static void add_default_edges(const Settle *settle, const Table *table)
{
    for (size_t i = 0; i < table->columns.len; i++) {
        Str schema, name;
        const Object *sequence;
        if (!pg_default_sequence(settle->arena, table->columns.items[i]->dflt, &schema, &name))
            continue;
        sequence = model_find(settle->model, REC_SEQUENCE,
                              schema.len > 0 ? schema : table->obj.schema, name);
        if (sequence != NULL)
            model_add_edge(settle->model, &table->obj, sequence, false);
    }
}

static void add_edges(const Settle *settle)
{
    Model *model = settle->model;

    for (size_t i = 0; i < model->objects.len; i++) {
        const Object *object = model->objects.items[i];
        const Table *table = (const Table *)object;
        if (!type_has_schema(object->rec.type))
            continue;
        model_add_edge(model, object, model_find(model, REC_SCHEMA, STR_ABSENT, object->schema),
                       false);
        if (object->rec.type != &table_type)
            continue;
        add_default_edges(settle, table);
        for (size_t k = 0; k < table->foreign_keys.len; k++) {
            const ForeignKey *key = table->foreign_keys.items[k];
            const Object *related =
                model_find(model, REC_TABLE, key->related_schema, key->related_table);
            if (related != NULL && related != object)
                model_add_edge(model, object, related, false);
        }
    }
}

bool pg_settle_model(Model *desired, Notes *notes, Errs *errs)
{
    Settle settle = {desired, &desired->arena, notes, errs};
    ErrsMark mark = errs_mark(errs);

    settle_type_names(&settle);
    register_objects(&settle);
    settle_definitions(&settle);
    imply_schemas(&settle);
    for (size_t i = 0; i < desired->objects.len; i++)
        settle_object(&settle, desired->objects.items[i]);
    settle_family(&settle);
    for (size_t i = 0; i < desired->objects.len; i++) /* parts of a whole are there now, too */
        if (desired->objects.items[i]->rec.type == &table_type)
            settle_replica_index(&settle, (const Table *)desired->objects.items[i]);
    settle_trigger_states(&settle);
    if (errs_mark(errs) == mark)
        claim_names(&settle);
    add_edges(&settle);
    settle_remote(&settle);
    settle_uses(&settle);
    model_sort(desired);
    return errs_mark(errs) == mark;
}
