/* References within a model: spelled as what they mean is spelled, and as edges. */
#include "engine/mysql/my_definition.h"
#include "engine/mysql/my_reader.h"
#include "engine/mysql/my_slots.h"

bool my_name_is_internal(Str name)
{
    static const char prefix[] = "_anneal_";

    return str_eq_ascii_nocase(str_sub(name, 0, sizeof prefix - 1), str_from(prefix));
}

Column *my_table_column(const Table *table, Str name)
{
    for (size_t i = 0; i < table->columns.len; i++)
        if (str_eq_ascii_nocase(table->columns.items[i]->name, name))
            return table->columns.items[i];
    return NULL;
}

/* Tables and views by folded name: they share theirs. */
static Map relations_of(const Model *model, Arena *scratch)
{
    Map relations = {0};

    for (size_t i = 0; i < model->objects.len; i++) {
        Object *object = model->objects.items[i];
        if (object->rec.type == &table_type || object->rec.type == &view_type ||
            object->rec.type == &sequence_type)
            (void)map_put(scratch, &relations, my_fold_name(scratch, object->name), object);
    }
    return relations;
}

Table *my_model_table(const Model *model, Str name)
{
    Table *table = (Table *)model_find(model, REC_TABLE, STR_ABSENT, name);

    for (size_t i = 0; table == NULL && i < model->objects.len; i++)
        if (model->objects.items[i]->rec.type == &table_type &&
            str_eq_ascii_nocase(model->objects.items[i]->name, name))
            table = (Table *)model->objects.items[i];
    return table;
}

/* ---- spelling */

static void spell_columns(const Table *table, StrVec *names)
{
    for (size_t i = 0; i < names->len; i++) {
        const Column *column = my_table_column(table, names->items[i]);
        if (column != NULL)
            names->items[i] = column->name;
    }
}

static void complete_foreign_key(Model *model, const Map *relations, Arena *scratch,
                                 const Table *table, ForeignKey *key)
{
    const Table *related = map_get(relations, my_fold_name(scratch, key->related_table));
    const Index *primary;

    spell_columns(table, &key->columns);
    if (related == NULL || related->obj.rec.type != &table_type || key->related_schema.len > 0)
        return;
    key->related_table = related->obj.name;
    spell_columns(related, &key->related_columns);
    primary = table_primary_key(related);
    if (key->related_columns.len == 0 && primary != NULL && primary->keys.len == key->columns.len)
        for (size_t i = 0; i < primary->keys.len; i++)
            vec_push(&model->arena, &key->related_columns, primary->keys.items[i].name);
}

static void complete_table(Model *model, const Map *relations, Arena *scratch, Table *table)
{
    for (size_t i = 0; i < table->indexes.len; i++) {
        KeyParts *keys = &table->indexes.items[i]->keys;
        for (size_t k = 0; k < keys->len; k++) {
            const Column *column = my_table_column(table, keys->items[k].name);
            if (column != NULL)
                keys->items[k].name = column->name;
        }
    }
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        complete_foreign_key(model, relations, scratch, table, table->foreign_keys.items[i]);
}

void my_model_complete(Model *model)
{
    Arena scratch = {0};
    Map relations = relations_of(model, &scratch);

    for (size_t i = 0; i < model->objects.len; i++) {
        Object *object = model->objects.items[i];
        if (object->rec.type == &table_type) {
            complete_table(model, &relations, &scratch, (Table *)object);
        } else if (object->rec.type == &trigger_type) {
            Definition *trigger = (Definition *)object;
            const Object *relation = map_get(&relations, my_fold_name(&scratch, trigger->relation));
            if (relation != NULL)
                trigger->relation = relation->name;
        }
    }
    arena_free(&scratch);
}

/* ---- edges */

typedef struct Edges {
    Model *model;
    Arena scratch;
    Map relations; /* folded name -> Object */
    Map routines;
    bool is_live;
} Edges;

/* Whether what stands behind this token is a column or another name for something: `t.a`, `x AS a`.
 */
static bool is_named_by(const MyToken *before)
{
    return before != NULL && (my_token_is_sign(before, '.') || my_token_is(before, "AS"));
}

static void add_named(Edges *edges, const Object *from, Str text, Str own, bool is_body)
{
    Map seen = {0};
    MyReader reader = my_reader_new(&edges->scratch, text);
    const MyToken *before = NULL;

    for (; !my_reader_is_at_end(&reader); reader.at++) {
        const MyToken *token = my_peek(&reader, 0);
        bool is_of_another = is_named_by(before);
        Object *used;
        Str name;
        before = token;
        if ((token->kind != MY_TOKEN_WORD && token->kind != MY_TOKEN_NAME) || is_of_another)
            continue;
        name = my_fold_name(&edges->scratch, my_token_text(&edges->scratch, token));
        used = map_get(&edges->relations, name);
        if (used == NULL && my_token_is_sign(my_peek(&reader, 1), '('))
            used = map_get(&edges->routines, name);
        if (used == NULL || used == from || str_eq(used->name, own) || map_get(&seen, name) != NULL)
            continue;
        (void)map_put(&edges->scratch, &seen, name, used);
        model_add_edge(edges->model, from, used, true);
        vec_last(&edges->model->edges).is_body = is_body;
    }
}

static void add_of_table(Edges *edges, const Table *table)
{
    for (size_t i = 0; i < table->foreign_keys.len; i++) {
        const ForeignKey *key = table->foreign_keys.items[i];
        const Object *related =
            key->related_schema.len > 0
                ? NULL
                : map_get(&edges->relations, my_fold_name(&edges->scratch, key->related_table));
        if (related != NULL && related != &table->obj)
            model_add_edge(edges->model, &table->obj, related, false);
    }
    /* A sequence stands in a default; nothing else of a table names objects. */
    for (size_t i = 0; i < table->columns.len; i++)
        if (str_contains(table->columns.items[i]->dflt, STR("(")))
            add_named(edges, &table->obj, table->columns.items[i]->dflt, table->obj.name, false);
}

static void add_of_definition(Edges *edges, const Definition *definition)
{
    bool is_view = definition->obj.rec.type == &view_type;
    bool is_trigger = definition->obj.rec.type == &trigger_type;
    const Object *own =
        is_trigger ? map_get(&edges->relations, my_fold_name(&edges->scratch, definition->relation))
                   : NULL;

    if (own != NULL && !edges->is_live)
        model_add_edge(edges->model, &definition->obj, own, false);
    add_named(edges, &definition->obj, definition->text, own != NULL ? own->name : STR_ABSENT,
              !is_view);
}

void my_model_add_edges(Model *model, bool is_live)
{
    Edges edges = {.model = model, .is_live = is_live};

    edges.relations = relations_of(model, &edges.scratch);
    for (size_t i = 0; i < model->objects.len; i++) {
        Object *object = model->objects.items[i];
        if (object->rec.type == &function_type || object->rec.type == &procedure_type)
            (void)map_put(&edges.scratch, &edges.routines,
                          my_fold_name(&edges.scratch, object->name), object);
    }
    for (size_t i = 0; i < model->objects.len; i++) {
        ArenaMark mark = arena_mark(&edges.scratch);
        if (model->objects.items[i]->rec.type == &table_type)
            add_of_table(&edges, (const Table *)model->objects.items[i]);
        else if (type_is_definition(model->objects.items[i]->rec.type))
            add_of_definition(&edges, (const Definition *)model->objects.items[i]);
        arena_reset(&edges.scratch, mark);
    }
    arena_free(&edges.scratch);
}
