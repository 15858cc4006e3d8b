/* Two models -> pairs: objects, then columns, then the parts that name columns and tables. */
#include "diff/matching.h"

#include "diff/dotted.h"
#include "model/definition.h"
#include "model/label.h"

static Str name_key(Matcher *matcher, Str schema, Str name)
{
    Arena *arena = &matcher->scratch;
    Str a = matcher->options->fold_name(arena, schema);
    Str b = matcher->options->fold_name(arena, name);

    /* Once for each column of every table: put together by hand. The length tells where the schema
     * ends. */
    char *at = arena_alloc(arena, sizeof a.len + a.len + b.len);

    memcpy(at, &a.len, sizeof a.len);
    if (a.len > 0)
        memcpy(at + sizeof a.len, a.ptr, a.len);
    if (b.len > 0)
        memcpy(at + sizeof a.len + a.len, b.ptr, b.len);
    return (Str){at, sizeof a.len + a.len + b.len};
}

static Str record_key(Matcher *matcher, const Item *item)
{
    Str schema = item->owner == NULL ? ((const Object *)item->rec)->schema : STR_ABSENT;
    Str name = record_name(item->rec);

    return name.len == 0 ? STR_ABSENT : name_key(matcher, schema, name);
}

/* The OldName of an object is a name in its schema or `schema.name`; a live object with a dot in
 * its name goes first. */
static Str old_key(Matcher *matcher, const Items *live, const Item *item)
{
    Str old = sparse_str(item->rec, FIELD_OLD_NAME);
    Str schema, key;
    StrVec parts;

    if (old.len == 0)
        return STR_ABSENT;
    if (item->owner != NULL)
        return name_key(matcher, STR_ABSENT, old);
    schema = ((const Object *)item->rec)->schema;
    key = name_key(matcher, schema, old);
    if (map_get(&live->by_key, key) != NULL)
        return key;
    parts = dotted_read(&matcher->scratch, old);
    if (parts.len == 2)
        return name_key(matcher, parts.items[0], parts.items[1]);
    return parts.len == 1 ? name_key(matcher, schema, parts.items[0]) : key;
}

static void add_item(Matcher *matcher, Items *items, Record *rec, const Object *owner)
{
    Item *item = &items->items[items->len++];

    *item = (Item){.rec = rec, .owner = owner};
    item->key = record_key(matcher, item);
    if (item->key.ptr != NULL)
        (void)map_put(&matcher->scratch, &items->by_key, item->key, item);
}

static Items objects_of(Matcher *matcher, const Model *model, const RecordType *type)
{
    Items items = {0};
    size_t count = 0;

    for (size_t i = 0; i < model->objects.len; i++)
        count += model->objects.items[i]->rec.type == type;
    items.items = ARENA_ARRAY(&matcher->scratch, Item, count);
    for (size_t i = 0; i < model->objects.len; i++)
        if (model->objects.items[i]->rec.type == type)
            add_item(matcher, &items, &model->objects.items[i]->rec, NULL);
    return items;
}

static Items parts_of(Matcher *matcher, const Record *table, const Field *list)
{
    const void *at = record_at(table, list);
    Items items = {.items = ARENA_ARRAY(&matcher->scratch, Item, list_len(at))};

    for (size_t i = 0; i < list_len(at); i++)
        add_item(matcher, &items, list_get(at, i), (const Object *)table);
    return items;
}

static void read_old_names(Matcher *matcher, const Items *live, Items *desired)
{
    for (size_t i = 0; i < desired->len; i++)
        desired->items[i].old_key = old_key(matcher, live, &desired->items[i]);
}

/* A column that can be used by its new name until it takes it is renamed to that, whatever its
 * OldName says. Where the package has the old name, too, the two go their own ways. */
static void follow_aliases(Matcher *matcher, Items *live, const Items *desired)
{
    for (size_t i = 0; i < live->len; i++) {
        Item *alias = &live->items[i], *wanted;
        Str of = sparse_str(alias->rec, FIELD_ALIAS_OF), key;
        if (of.len == 0)
            continue;
        key = name_key(matcher, STR_ABSENT, of);
        wanted = map_get(&desired->by_key, alias->key);
        alias->is_alias = map_get(&live->by_key, key) != NULL && wanted != NULL &&
                          map_get(&desired->by_key, key) == NULL;
        if (alias->is_alias)
            wanted->old_key = key;
    }
}

/* The same of tables, whose new names are views until then. */
static void follow_views(Matcher *matcher, const Items *live, const Items *desired)
{
    const Model *model = matcher->pairs->live;

    for (size_t i = 0; i < model->objects.len; i++) {
        const Object *view = model->objects.items[i];
        Str of = sparse_str(&view->rec, FIELD_ALIAS_OF), key;
        Item *wanted;
        if (of.len == 0)
            continue;
        key = name_key(matcher, view->schema, of);
        wanted = map_get(&desired->by_key, name_key(matcher, view->schema, view->name));
        if (wanted != NULL && map_get(&live->by_key, key) != NULL &&
            map_get(&desired->by_key, key) == NULL)
            wanted->old_key = key;
    }
}

/* Desired order, then what is live only. */
static void add_pairs(Matcher *matcher, PairVec *pairs, const Items *live, const Items *desired)
{
    Arena *arena = &matcher->pairs->desired->arena;

    for (size_t i = 0; i < desired->len; i++) {
        const Item *item = &desired->items[i];
        Pair *pair = ARENA_NEW(arena, Pair);
        *pair = (Pair){.live = item->partner == NULL ? NULL : item->partner->rec,
                       .desired = item->rec,
                       .is_renamed = item->is_renamed};
        vec_push(arena, pairs, pair);
    }
    for (size_t i = 0; i < live->len; i++) {
        if (live->items[i].partner != NULL)
            continue;
        Pair *pair = ARENA_NEW(arena, Pair);
        *pair = (Pair){.live = live->items[i].rec};
        vec_push(arena, pairs, pair);
    }
}

/* A desired object can't be made where a relation of another kind has its name. */
static bool check_names_are_free(Matcher *matcher, const Items *desired)
{
    bool ok = true;

    for (size_t i = 0; i < desired->len; i++) {
        const Object *object = (const Object *)desired->items[i].rec;
        const char *what =
            desired->items[i].partner != NULL || object->rec.type == &schema_type
                ? NULL
                : model_unmanaged(matcher->pairs->live, object->schema, object->name);
        if (what != NULL)
            ok = err_at(matcher->errs, ERR_UNSUPPORTED, record_loc(&matcher->scratch, &object->rec),
                        "leave it out of the package, or out of what Manage names",
                        "%.*s is declared, but the database has a %s of that name, which this "
                        "version does not manage",
                        STR_ARG(label_object(&matcher->scratch, object)), what);
    }
    return ok;
}

/* By the live schema and bare name of what is renamed: its Pair. */
static Map renamed_pairs(Matcher *matcher)
{
    Map renamed = {0};

    for (size_t i = 0; i < matcher->pairs->objects.len; i++) {
        Pair *pair = matcher->pairs->objects.items[i];
        const Object *live = (const Object *)pair->live;
        Str key;
        if (!pair->is_renamed)
            continue;
        key = label_name(&matcher->scratch, live->schema, object_bare_name(live));
        if (map_get(&renamed, key) == NULL)
            (void)map_put(&matcher->scratch, &renamed, key, pair);
    }
    return renamed;
}

/* The renamed relation that a live trigger or rule is on; NULL: it keeps its name. */
static const Object *renamed_relation(Matcher *matcher, const Map *renamed, const Definition *live)
{
    const Pair *pair =
        map_get(renamed, label_name(&matcher->scratch, live->obj.schema, live->relation));

    return pair == NULL ? NULL : (const Object *)pair->desired;
}

static void take_key(const Definition *live, const Object *relation, const Items *desired,
                     Item *item)
{
    for (size_t i = 0; i < desired->len; i++) {
        const Definition *wanted = (const Definition *)desired->items[i].rec;
        if (str_eq(wanted->obj.schema, relation->schema) &&
            str_eq(wanted->relation, object_bare_name(relation)) && str_eq(wanted->own, live->own))
            item->key = desired->items[i].key;
    }
}

/* Triggers and rules go along with a relation that is renamed. */
static void carry_along(Matcher *matcher, const Map *renamed, Items *live, const Items *desired)
{
    live->by_key = (Map){0};
    for (size_t i = 0; i < live->len; i++) {
        Item *item = &live->items[i];
        const Definition *definition = (const Definition *)item->rec;
        const Object *relation =
            definition->relation.len == 0 ? NULL : renamed_relation(matcher, renamed, definition);
        if (relation != NULL)
            take_key(definition, relation, desired, item);
        if (item->key.ptr != NULL)
            (void)map_put(&matcher->scratch, &live->by_key, item->key, item);
    }
}

static bool match_objects(Matcher *matcher, const RecordType *type)
{
    Items live = objects_of(matcher, matcher->pairs->live, type);
    Items desired = objects_of(matcher, matcher->pairs->desired, type);
    Map renamed = {0};

    if (type_is_definition(type))
        renamed = renamed_pairs(matcher);
    if (renamed.len > 0)
        carry_along(matcher, &renamed, &live, &desired);
    read_old_names(matcher, &live, &desired);
    if (type == &table_type)
        follow_views(matcher, &live, &desired);
    if (!match_names(matcher, &live, &desired) || !check_names_are_free(matcher, &desired))
        return false;
    add_pairs(matcher, &matcher->pairs->objects, &live, &desired);
    return true;
}

static bool match_by_key(Matcher *matcher, Pair *table, const Field *list)
{
    Items live = parts_of(matcher, table->live, list);
    Items desired = parts_of(matcher, table->desired, list);
    CarriedScope scope = {&matcher->renames, (const Object *)table->live,
                          (const Object *)table->desired};

    read_old_names(matcher, &live, &desired);
    if (list->record == &index_type)
        match_swapped_parts(matcher, &scope, &live, &desired);
    if (list->record == &column_type)
        follow_aliases(matcher, &live, &desired);
    if (!match_names(matcher, &live, &desired))
        return false;
    if (list->record != &column_type)
        match_contents(matcher, &scope, &live, &desired);
    add_pairs(matcher, &table->children, &live, &desired);
    return true;
}

/* The usual case, in which nothing has to be looked for: the same names in the same order. */
static bool pair_in_order(Matcher *matcher, Pair *table, const Field *list)
{
    const void *live = record_at(table->live, list), *desired = record_at(table->desired, list);
    Arena *arena = &matcher->pairs->desired->arena;

    if (list_len(live) != list_len(desired))
        return false;
    for (size_t i = 0; i < list_len(desired); i++) {
        const Record *rec = list_get(desired, i);
        Str name = record_name(rec);
        if (name.len == 0 || !str_eq(name, record_name(list_get(live, i))) ||
            sparse_str(rec, FIELD_OLD_NAME).len > 0 ||
            !str_eq(sparse_str(rec, FIELD_INDEX_ATTACHED_TO),
                    sparse_str(list_get(live, i), FIELD_INDEX_ATTACHED_TO)))
            return false;
    }
    for (size_t i = 0; i < list_len(desired); i++) {
        Pair *pair = ARENA_NEW(arena, Pair);
        *pair = (Pair){.live = list_get(live, i), .desired = list_get(desired, i)};
        vec_push(arena, &table->children, pair);
    }
    return true;
}

static bool match_list(Matcher *matcher, Pair *table, const Field *list)
{
    if (pair_in_order(matcher, table, list))
        return true;
    return match_by_key(matcher, table, list);
}

/* Of every matched table, its columns or all that is not a column. */
static bool match_parts(Matcher *matcher, bool columns)
{
    bool ok = true;

    for (size_t i = 0; i < matcher->pairs->objects.len; i++) {
        Pair *pair = matcher->pairs->objects.items[i];
        if (pair->live == NULL || pair->desired == NULL)
            continue;
        for (size_t j = 0; j < pair->live->type->count; j++) {
            const Field *field = &pair->live->type->fields[j];
            ArenaMark mark = arena_mark(&matcher->scratch);
            if (field->differs == D_CHILDREN && (field->record == &column_type) == columns)
                ok = match_list(matcher, pair, field) && ok;
            arena_reset(&matcher->scratch, mark);
        }
    }
    return ok;
}

static const Object *pair_object(const Pair *pair)
{
    return (const Object *)(pair->desired == NULL ? pair->live : pair->desired);
}

static int by_kind_and_name(const void *a, const void *b)
{
    const Pair *one = *(Pair *const *)a, *other = *(Pair *const *)b;
    const Object *x = pair_object(one), *y = pair_object(other);
    int order = (int)x->rec.type->kind - (int)y->rec.type->kind;

    if (order == 0)
        order = str_cmp(x->schema, y->schema);
    if (order == 0)
        order = str_cmp(x->name, y->name);
    /* A name that is used anew: what it was comes first. */
    return order != 0 ? order : (one->desired != NULL) - (other->desired != NULL);
}

/* What a renamed schema holds would have another name without a word about it, and the plan would
 * drop and create it. */
static bool check_schema_is_empty(Matcher *matcher, const Pair *pair)
{
    const Object *schema = (const Object *)pair->live, *first = NULL;
    const Model *live = matcher->pairs->live;

    if (!pair->is_renamed || schema->rec.type != &schema_type)
        return true;
    for (size_t i = 0; i < live->objects.len && first == NULL; i++)
        if (str_eq(live->objects.items[i]->schema, schema->name))
            first = live->objects.items[i];
    return first == NULL ||
           err_at(matcher->errs, ERR_UNSUPPORTED, record_loc(&matcher->scratch, pair->desired),
                  "rename it by hand, then deploy: all that it holds is found under the new name",
                  "schema %.*s is to be renamed, but it holds %.*s, and a plan renames only "
                  "schemas that hold nothing",
                  STR_ARG(schema->name), STR_ARG(label_object(&matcher->scratch, first)));
}

bool diff_match(Model *live, Model *desired, const MatchOptions *options, Pairs *pairs,
                Notes *notes, Errs *errs)
{
    Matcher matcher = {.pairs = pairs, .options = options, .notes = notes, .errs = errs};
    bool ok = true;

    *pairs = (Pairs){.live = live, .desired = desired};
    matcher.renames = (Renames){.live = live, .desired = desired};
    for (const RecordType *const *type = object_types; *type != NULL; type++)
        ok = match_objects(&matcher, *type) && ok;
    for (size_t i = 0; i < pairs->objects.len; i++)
        ok = check_schema_is_empty(&matcher, pairs->objects.items[i]) && ok;
    if (ok && pairs->objects.len > 0) {
        qsort(pairs->objects.items, pairs->objects.len, sizeof *pairs->objects.items,
              by_kind_and_name);
        matcher.renames = renames_read(&matcher.scratch, pairs);
        ok = match_parts(&matcher, true);
        matcher.renames = renames_read(&matcher.scratch, pairs);
        ok = ok && match_parts(&matcher, false);
    }
    arena_free(&matcher.scratch);
    return ok;
}
