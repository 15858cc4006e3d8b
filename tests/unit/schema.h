/* Models in a few lines of text, for tests.
 *
 *   schema shop
 *   sequence shop.numbers | owned orders.id
 *   table shop.orders | was purchases | in contract
 *     column id | integer
 *     column total | numeric(12,2) | null | = 0 | was amount | about in cents
 *     column half | numeric | as total / 2
 *     primary orders_pkey (id)              also: unique, index, uniqueindex
 *     index - (total DESC) | where total > 0 | with fillfactor=70
 *     check orders_check total > 0
 *     key orders_fk (customer_id) shop.customers (id) | cascade
 *
 * A `-` is an absent name. An engine without schemas: names without a dot. */
#ifndef ANNEAL_TESTS_UNIT_SCHEMA_H
#define ANNEAL_TESTS_UNIT_SCHEMA_H

#include "model/model.h"

/* A fault in a test's own text; works without NDEBUG's leave. */
#define SCHEMA_MUST(condition) ((condition) ? (void)0 : abort())

/* The text before the first blank; `rest` goes on behind it. */
static inline Str schema_word(Str *rest)
{
    Str word = STR_ABSENT;

    *rest = str_trim(*rest);
    (void)str_cut(rest, ' ', &word);
    *rest = rest->ptr == NULL ? STR("") : str_trim(*rest);
    return word;
}

static inline void schema_split(Str dotted, Str *schema, Str *name)
{
    size_t dot = str_find(dotted, '.', 0);

    *schema = dot == SIZE_MAX ? STR_ABSENT : str_sub(dotted, 0, dot);
    *name = dot == SIZE_MAX ? dotted : str_sub(dotted, dot + 1, dotted.len);
}

/* `(…)` at the front of `rest`, without its parentheses. */
static inline Str schema_parentheses(Str *rest)
{
    int depth = 0;
    Str inside;

    *rest = str_trim(*rest);
    for (size_t i = 0; i < rest->len; i++) {
        depth += rest->ptr[i] == '(' ? 1 : rest->ptr[i] == ')' ? -1 : 0;
        if (depth == 0) {
            inside = str_sub(*rest, 1, i - 1);
            *rest = str_trim(str_sub(*rest, i + 1, rest->len));
            return inside;
        }
    }
    abort();
}

static inline StrVec schema_names(Arena *arena, Str text)
{
    StrVec names = {0};
    KeyError error;

    SCHEMA_MUST(idents_read(arena, text, &names, &error));
    return names;
}

/* As the key Phase holds it. */
static inline int schema_phase(Str word)
{
    static const char *const words[] = {"expand", "migrate", "contract"};

    for (int i = 0; i < 3; i++)
        if (str_is(word, words[i]))
            return i + 1;
    abort();
}

/* What any record can have behind a `|`; false where it is not one of those. */
static inline bool schema_common(Model *model, Record *rec, Str what, Str value)
{
    Arena *arena = &model->arena;

    if (str_is(what, "was"))
        sparse_set_str(arena, rec, FIELD_OLD_NAME, arena_str(arena, value));
    else if (str_is(what, "about"))
        sparse_set_str(arena, rec, FIELD_COMMENT, arena_str(arena, value));
    else if (str_is(what, "owned"))
        sparse_set_str(arena, rec, FIELD_SEQUENCE_OWNED_BY, arena_str(arena, value));
    else if (str_is(what, "rowidless"))
        sparse_set_bool(arena, rec, FIELD_TABLE_WITHOUT_ROWID, true);
    else if (str_is(what, "in"))
        sparse_set_enum(arena, rec, FIELD_PHASE, schema_phase(value));
    else if (str_is(what, "invalid")) /* NOT VALID */
        sparse_set_bool(&model->arena, rec, FIELD_NOT_VALID, true);
    else if (str_is(what, "implied"))
        ((Object *)(void *)rec)->is_implied = true;
    else
        return false;
    return true;
}

static inline void schema_column(Model *model, Table *table, Str line, Str rest)
{
    Column *column = model_add_column(model, table, schema_word(&line));
    Str part;
    bool typed = false;

    while (str_cut(&rest, '|', &part)) {
        Str value = str_trim(part), whole = value, what = schema_word(&value);
        if (!typed)
            column->type = arena_str(&model->arena, whole);
        else if (str_is(what, "null"))
            column->is_nullable = true;
        else if (str_is(what, "="))
            column->dflt = arena_str(&model->arena, value);
        else if (str_is(what, "as"))
            sparse_set_str(&model->arena, &column->rec, FIELD_COLUMN_GENERATION,
                           arena_str(&model->arena, value));
        else
            SCHEMA_MUST(schema_common(model, &column->rec, what, value));
        typed = true;
    }
}

static inline void schema_index(Model *model, Table *table, Str kind, Str line, Str rest)
{
    Arena *arena = &model->arena;
    Str name = schema_word(&line), part;
    Index *index = model_add_index(model, table, str_is(name, "-") ? STR_ABSENT : name);
    KeyError error;

    index->is_primary = str_is(kind, "primary");
    index->is_constraint = str_is(kind, "unique");
    index->is_unique = str_is(kind, "uniqueindex");
    SCHEMA_MUST(key_parts_read(arena, schema_parentheses(&line), &index->keys, &error));
    while (str_cut(&rest, '|', &part)) {
        Str value = str_trim(part), what = schema_word(&value);
        if (str_is(what, "where"))
            index->predicate = arena_str(arena, value);
        else if (str_is(what, "include"))
            index->include = schema_names(arena, value);
        else if (str_is(what, "with")) {
            MapEntries entries = {0};
            size_t at = str_find(value, '=', 0);
            MapEntry entry = {arena_str(arena, str_sub(value, 0, at)),
                              arena_str(arena, str_sub(value, at + 1, value.len))};
            vec_push(arena, &entries, entry);
            sparse_set_map(arena, &index->rec, FIELD_STORAGE_PARAMETERS, entries);
        } else
            SCHEMA_MUST(schema_common(model, &index->rec, what, value));
    }
}

static inline void schema_check(Model *model, Table *table, Str line, Str rest)
{
    Str name = schema_word(&line), part;
    Check *check = model_add_check(model, table, str_is(name, "-") ? STR_ABSENT : name);

    check->expression = arena_str(&model->arena, line);
    while (str_cut(&rest, '|', &part)) {
        Str value = str_trim(part), what = schema_word(&value);
        SCHEMA_MUST(schema_common(model, &check->rec, what, value));
    }
}

static inline void schema_key(Model *model, Table *table, Str line, Str rest)
{
    Arena *arena = &model->arena;
    Str name = schema_word(&line), part, schema, related;
    ForeignKey *key = model_add_foreign_key(model, table, str_is(name, "-") ? STR_ABSENT : name);

    key->columns = schema_names(arena, schema_parentheses(&line));
    schema_split(schema_word(&line), &schema, &related);
    key->related_schema = arena_str(arena, schema);
    key->related_table = arena_str(arena, related);
    if (line.len > 0)
        key->related_columns = schema_names(arena, schema_parentheses(&line));
    while (str_cut(&rest, '|', &part)) {
        Str value = str_trim(part), what = schema_word(&value);
        if (str_is(what, "cascade"))
            key->on_delete = FK_CASCADE;
        else if (str_is(what, "deferrable"))
            sparse_set_bool(arena, &key->rec, FIELD_DEFERRABLE, true);
        else
            SCHEMA_MUST(schema_common(model, &key->rec, what, value));
    }
}

static inline void schema_object(Model *model, const RecordType *type, Str line, Str rest)
{
    Str schema, name, part;
    Object *object;

    schema_split(line, &schema, &name);
    object = model_add(model, type, schema, name);
    while (str_cut(&rest, '|', &part)) {
        Str value = str_trim(part), what = schema_word(&value);
        SCHEMA_MUST(schema_common(model, &object->rec, what, value));
    }
}

static inline void schema_line(Model *model, Str line)
{
    Str rest = line, head = STR_ABSENT, kind;
    Table *table = NULL;

    (void)str_cut(&rest, '|', &head);
    kind = schema_word(&head);
    if (model->objects.len > 0 && vec_last(&model->objects)->rec.type == &table_type)
        table = (Table *)(void *)vec_last(&model->objects);
    if (kind.len == 0)
        return;
    if (str_is(kind, "schema"))
        schema_object(model, &schema_type, head, rest);
    else if (str_is(kind, "sequence"))
        schema_object(model, &sequence_type, head, rest);
    else if (str_is(kind, "table"))
        schema_object(model, &table_type, head, rest);
    else if (str_is(kind, "column"))
        schema_column(model, table, head, rest);
    else if (str_is(kind, "check"))
        schema_check(model, table, head, rest);
    else if (str_is(kind, "key"))
        schema_key(model, table, head, rest);
    else
        schema_index(model, table, kind, head, rest);
}

/* Edges as introspection and settle leave them: keys and owned sequences. */
static inline void schema_edges(Model *model)
{
    for (size_t i = 0; i < model->objects.len; i++) {
        Object *object = model->objects.items[i];
        const Table *table = (const Table *)object;
        if (object->rec.type != &table_type)
            continue;
        for (size_t j = 0; j < table->foreign_keys.len; j++) {
            const ForeignKey *key = table->foreign_keys.items[j];
            const Object *to =
                model_find(model, REC_TABLE, key->related_schema, key->related_table);
            if (to != NULL && to != object)
                model_add_edge(model, object, to, false);
        }
    }
}

/* The model that the text describes; model_free ends it. */
static inline Model *schema_model(const char *text)
{
    Model *model = model_new();
    Str rest = str_from(text), line;

    while (str_cut(&rest, '\n', &line))
        schema_line(model, line);
    model_sort(model);
    schema_edges(model);
    return model;
}

#endif
