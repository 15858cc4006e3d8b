/* Recipes: foreign keys that hold on to a key of another table, and let go while it changes. */
#include "engine/postgres/recipe.h"

#include "model/label.h"

/* Whether a live foreign key references the columns of a live key, in whatever order. */
static bool references(const ForeignKey *key, const Table *parent, const Index *index)
{
    if (!str_eq(key->related_schema, parent->obj.schema) ||
        !str_eq(key->related_table, parent->obj.name) ||
        key->related_columns.len != index->keys.len)
        return false;
    for (size_t i = 0; i < index->keys.len; i++)
        if (!strs_has(&key->related_columns, index->keys.items[i].name))
            return false;
    return true;
}

bool recipe_rests_on(const ForeignKey *key, const Table *parent, const Index *index)
{
    Str name = sparse_str(&key->rec, FIELD_FK_RESTS_ON);

    if (!str_eq(key->related_schema, parent->obj.schema) ||
        !str_eq(key->related_table, parent->obj.name))
        return false;
    return name.len > 0 ? str_eq(name, index->name) : references(key, parent, index);
}

static bool key_goes(const Change *change)
{
    return (change->kind == CHANGE_DROP || change->kind == CHANGE_RECREATE) &&
           change->live->type == &index_type && index_is_unique((const Index *)change->live);
}

bool recipe_key_takes(const RecipeInput *input, const ForeignKey *live)
{
    const Object *parent =
        model_find(input->changes->live, REC_TABLE, live->related_schema, live->related_table);
    const ChangeGroup *group = parent == NULL ? NULL : recipe_group_of(input, parent);

    if (group == NULL || group->desired == NULL)
        return false;
    if (recipe_repartition_of(input, group) != NULL)
        return true;
    for (size_t i = 0; i < group->changes.len; i++)
        if (key_goes(group->changes.items[i]) &&
            recipe_rests_on(live, (const Table *)parent,
                            (const Index *)group->changes.items[i]->live))
            return true;
    return false;
}

static const ForeignKey *foreign_key_named(const Table *table, Str name)
{
    for (size_t i = 0; table != NULL && i < table->foreign_keys.len; i++)
        if (str_eq(table->foreign_keys.items[i]->name, name))
            return table->foreign_keys.items[i];
    return NULL;
}

static void add_holder(const Recipe *recipe, Holders *holders, const Table *table,
                       const ForeignKey *key)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &table->obj);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, &key->rec);
    const Table *desired =
        group != NULL ? (const Table *)group->desired
                      : (const Table *)model_find(recipe->input->changes->desired, REC_TABLE,
                                                  table->obj.schema, table->obj.name);
    Holder holder = {.of = table,
                     .live = key,
                     .schema = table->obj.schema,
                     .table = table->obj.name,
                     .name = key->name};

    if ((change != NULL && change->kind == CHANGE_DROP) ||
        (group != NULL && group->desired == NULL))
        return; /* its own piece, or that of its table, comes before */
    if (group != NULL && group->desired != NULL) {
        holder.schema = group->desired->schema;
        holder.table = group->desired->name;
        if (recipe_foreign_key_twin(group, key) != NULL)
            holder.name = recipe_foreign_key_twin(group, key)->name;
        if (!str_eq(holder.name, key->name))
            holder.renamed = recipe_foreign_key_renamed(recipe, group, key);
    }
    if (change == NULL)
        holder.again = group != NULL ? recipe_foreign_key_twin(group, key)
                                     : foreign_key_named(desired, key->name);
    else if (change->kind == CHANGE_ALTER)
        holder.again = (const ForeignKey *)change->desired;
    /* Without a desired table the foreign key is of nobody's business: it stays as it was. */
    if (group == NULL && desired == NULL)
        holder.again = key;
    vec_push(recipe->arena, holders, holder);
}

Holders recipe_find_holders(const Recipe *recipe, const Index *index)
{
    const Model *live = recipe->input->changes->live;
    Holders holders = {0};

    for (size_t i = 0; index_is_unique(index) && i < live->objects.len; i++) {
        const Table *table = (const Table *)live->objects.items[i];
        if (table->obj.rec.type != &table_type)
            continue;
        for (size_t k = 0; k < table->foreign_keys.len; k++)
            if (recipe_rests_on(table->foreign_keys.items[k], recipe->live, index))
                add_holder(recipe, &holders, table, table->foreign_keys.items[k]);
    }
    return holders;
}

void recipe_let_holders_go(const Recipe *recipe, Piece *piece, const Holders *holders)
{
    for (size_t i = 0; i < holders->len; i++) {
        const Holder *holder = &holders->items[i];
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(holder->schema, holder->table),
                              /* gone already where two keys of the same columns go */
                              RAW(" DROP CONSTRAINT IF EXISTS "), ID(holder->name)));
        if (holder->renamed.len > 0)
            vec_push(recipe->arena, &piece->takes, holder->renamed);
        if (piece->related == NULL)
            piece->related =
                arena_cstr(recipe->arena, label_name(recipe->arena, holder->schema, holder->table));
    }
}

/* The key that comes for what the foreign key references, where no other stays for it; NULL. */
static const Change *key_to_come(const Recipe *recipe, const Change *own, const ForeignKey *live)
{
    const Change *coming = NULL;

    for (size_t i = 0; i < recipe->desired->indexes.len; i++) {
        const Index *index = recipe->desired->indexes.items[i];
        const Change *change = recipe_change_of(recipe->group, &index->rec);
        if (!index_is_unique(index) || index->predicate.len > 0 ||
            !references(live, recipe->live, index))
            continue;
        if (change == NULL || change->kind == CHANGE_ALTER || change == own ||
            recipe_is_done(recipe, &index->rec)) /* made again by the piece of `own` itself */
            return NULL;
        coming = change;
    }
    return coming;
}

/* Whether no piece that is yet to come changes what the index is on. */
static bool stands(const Recipe *recipe, const Index *index)
{
    for (size_t i = 0; i < index->keys.len; i++) {
        const Column *column = table_column(recipe->desired, index->keys.items[i].name);
        if (column != NULL && recipe_change_of(recipe->group, &column->rec) != NULL &&
            recipe_piece_of(recipe, &column->rec) == NULL)
            return false;
    }
    return true;
}

void recipe_build_for_holders(Recipe *recipe, const Change *change, const Index *live)
{
    Holders holders = recipe_find_holders(recipe, live);

    if (recipe_is_partitioned(recipe))
        return;
    for (size_t i = 0; i < holders.len; i++) {
        const Change *coming = key_to_come(recipe, change, holders.items[i].live);
        const Index *index = coming == NULL ? NULL : (const Index *)coming->desired;
        if (index != NULL && recipe_piece_of(recipe, &index->rec) == NULL &&
            stands(recipe, index) && recipe_index_goes_online(recipe, index))
            recipe_build_early(recipe, coming, index);
    }
}

void recipe_put_between_holders(Recipe *recipe, Piece *piece, const Holders *holders, Str statement)
{
    recipe_let_holders_go(recipe, piece, holders);
    recipe_put(recipe, piece, statement);
    recipe_put_holders_back(recipe, piece, holders);
    if (holders->len > 0)
        vec_push(recipe->arena, &piece->includes, OP_REPLACE_FOREIGN_KEY);
}

/* What was valid is so still, but only the server can say that. Of a partitioned table NOT VALID
 * exists since 18. */
static bool is_validated_later(const Recipe *recipe, const Holder *holder)
{
    return holder->is_validated_later && holder->again != NULL &&
           !sparse_bool(&holder->again->rec, FIELD_NOT_VALID) &&
           !sparse_bool(&holder->again->rec, FIELD_NOT_ENFORCED) &&
           (recipe->input->version >= 180000 || !pg_is_partitioned(holder->of));
}

/* It comes back by the columns' new names: they have them, or the piece waits with it. */
static void after_renames(const Recipe *recipe, Piece *piece, const Holder *holder)
{
    const ForeignKey *key = holder->again;

    for (size_t i = 0; i < key->columns.len; i++)
        vec_push(
            recipe->arena, &piece->takes,
            recipe_column_renamed(recipe, holder->schema, holder->table, key->columns.items[i]));
    for (size_t i = 0; i < key->related_columns.len; i++)
        vec_push(recipe->arena, &piece->takes,
                 recipe_column_renamed(recipe, key->related_schema, key->related_table,
                                       key->related_columns.items[i]));
}

static void put_back(const Recipe *recipe, Piece *piece, const Holder *holder)
{
    const Object table = {.schema = holder->schema, .name = holder->table};
    Record *key = record_copy(recipe->arena, &holder->again->rec);

    after_renames(recipe, piece, holder);
    if (is_validated_later(recipe, holder))
        sparse_set_bool(recipe->arena, key, FIELD_NOT_VALID, true);
    recipe_put_foreign_key(recipe, piece, &table, (const ForeignKey *)key);
}

void recipe_put_holders_back(Recipe *recipe, Piece *piece, const Holders *holders)
{
    for (size_t i = 0; i < holders->len; i++) {
        Holder holder = holders->items[i];
        const Change *coming = key_to_come(recipe, piece->change, holder.live);
        if (holder.again == NULL)
            continue;
        if (coming != NULL && recipe_piece_of(recipe, coming->desired) == NULL) {
            holder.is_validated_later =
                recipe_index_goes_online(recipe, (const Index *)coming->desired);
            holder.let_go = piece;
            vec_push(recipe->arena, &recipe->homeless, holder);
            continue;
        }
        if (coming != NULL)
            recipe_after(recipe, piece, recipe_piece_of(recipe, coming->desired));
        put_back(recipe, piece, &holder);
    }
}

void recipe_put_homeless(const Recipe *recipe, Piece *piece, const Index *index)
{
    Piece again;

    for (size_t i = 0; i < recipe->homeless.len; i++) {
        const Holder *holder = &recipe->homeless.items[i];
        if (!references(holder->again, recipe->desired, index))
            continue;
        again = (Piece){0};
        put_back(recipe, &again, holder);
        for (size_t k = 0; k < again.statements.len; k++)
            vec_push(recipe->arena, &piece->finally, again.statements.items[k]);
        for (size_t k = 0; k < again.takes.len; k++)
            vec_push(recipe->arena, &piece->takes, again.takes.items[k]);
        vec_push(recipe->arena, &piece->includes, OP_REPLACE_FOREIGN_KEY);
        recipe_after(recipe, piece, holder->let_go);
    }
}

static void validate(Recipe *recipe, const Change *change, const Piece *behind,
                     const Holder *holder)
{
    Piece *piece = recipe_add(recipe, OP_VALIDATE_FOREIGN_KEY, change,
                              arena_printf(recipe->arena, "foreign key %.*s of %.*s had let go",
                                           STR_ARG(holder->again->name), STR_ARG(holder->table)));

    piece->on = &holder->of->obj;
    piece->related =
        arena_cstr(recipe->arena, label_name(recipe->arena, recipe->schema, recipe->name));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(holder->schema, holder->table),
                          RAW(" VALIDATE CONSTRAINT "), ID(holder->again->name)));
    recipe_after(recipe, piece, behind);
}

/* Whether it waits for a key that is yet to come. */
static bool is_homeless(const Recipe *recipe, const ForeignKey *live)
{
    for (size_t i = 0; i < recipe->homeless.len; i++)
        if (recipe->homeless.items[i].live == live)
            return true;
    return false;
}

void recipe_validate_holders(Recipe *recipe, const Change *change, const Piece *piece,
                             const Index *index, const Holders *holders)
{
    for (size_t i = 0; i < holders->len; i++)
        if (is_validated_later(recipe, &holders->items[i]) &&
            !is_homeless(recipe, holders->items[i].live))
            validate(recipe, change, piece, &holders->items[i]);
    for (size_t i = 0; i < recipe->homeless.len; i++)
        if (is_validated_later(recipe, &recipe->homeless.items[i]) &&
            references(recipe->homeless.items[i].again, recipe->desired, index))
            validate(recipe, change, piece, &recipe->homeless.items[i]);
}

void recipe_put_homeless_apart(Recipe *recipe, const Change *change, const Index *index)
{
    const Piece *built = recipe_piece_of(recipe, &index->rec);
    const Holder *first = NULL;
    Piece *piece;

    for (size_t i = 0; i < recipe->homeless.len && first == NULL; i++)
        if (references(recipe->homeless.items[i].again, recipe->desired, index))
            first = &recipe->homeless.items[i];
    if (first == NULL)
        return;
    piece = recipe_add(recipe, OP_REPLACE_FOREIGN_KEY, change,
                       STR("foreign keys had let go of what the index takes the place of"));
    piece->about = &index->rec;
    piece->related =
        arena_cstr(recipe->arena, label_name(recipe->arena, first->schema, first->table));
    recipe_after(recipe, piece, built);
    recipe_put_homeless(recipe, piece, index);
    recipe_validate_holders(recipe, change, piece, index, &(Holders){0});
}
