/* Recipes of primary keys and unique constraints, with the foreign keys that hold on to them. */
#include "engine/postgres/recipe.h"

#include "model/label.h"

/* ---- foreign keys onto a key that goes ---- */

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

/* Whether a live constraint is dropped, for good or to be made anew. */
static bool goes(const Change *change)
{
    return (change->kind == CHANGE_DROP || change->kind == CHANGE_RECREATE) &&
           change->live->type == &index_type && index_is_constraint((const Index *)change->live);
}

bool recipe_key_takes(const RecipeInput *input, const ForeignKey *live)
{
    const Object *parent =
        model_find(input->changes->live, REC_TABLE, live->related_schema, live->related_table);
    const ChangeGroup *group = parent == NULL ? NULL : recipe_group_of(input, parent);

    if (group == NULL || group->desired == NULL)
        return false;
    for (size_t i = 0; i < group->changes.len; i++)
        if (recipe_is_repartition(group->changes.items[i]))
            return true;
    for (size_t i = 0; i < group->changes.len; i++)
        if (goes(group->changes.items[i]) &&
            references(live, (const Table *)parent, (const Index *)group->changes.items[i]->live))
            return true;
    return false;
}

/* A foreign key that has to let go, and come back unless it goes itself. */
typedef struct Holder {
    Str schema, table;       /* by their names when the piece runs */
    Str name;                /* the same */
    Str renamed;             /* of the piece that gives it that name; absent: none */
    const ForeignKey *again; /* NULL: its own recipe makes it anew, or nobody */
    const ForeignKey *live;
} Holder;
typedef VEC(Holder) Holders;

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
    Holder holder = {table->obj.schema, table->obj.name, key->name, STR_ABSENT, NULL, key};

    if (change != NULL && change->kind == CHANGE_DROP)
        return; /* its own piece comes before all keys */
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

static Holders find_holders(const Recipe *recipe, const Index *index)
{
    const Model *live = recipe->input->changes->live;
    Holders holders = {0};

    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *table = (const Table *)live->objects.items[i];
        if (table->obj.rec.type != &table_type)
            continue;
        for (size_t k = 0; k < table->foreign_keys.len; k++)
            if (references(table->foreign_keys.items[k], recipe->live, index))
                add_holder(recipe, &holders, table, table->foreign_keys.items[k]);
    }
    return holders;
}

static void let_holders_go(const Recipe *recipe, Piece *piece, const Holders *holders)
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
static const Change *key_to_come(const Recipe *recipe, const Piece *piece, const ForeignKey *live)
{
    const Change *coming = NULL;

    for (size_t i = 0; i < recipe->desired->indexes.len; i++) {
        const Index *index = recipe->desired->indexes.items[i];
        const Change *change = recipe_change_of(recipe->group, &index->rec);
        if (!index_is_unique(index) || index->predicate.len > 0 ||
            !references(live, recipe->live, index))
            continue;
        if (change == NULL || change->kind == CHANGE_ALTER || change == piece->change)
            return NULL;
        coming = change;
    }
    return coming;
}

/* Each behind the key that it references from now on, which another piece may make. */
static void put_holders_back(Recipe *recipe, Piece *piece, const Holders *holders)
{
    for (size_t i = 0; i < holders->len; i++) {
        const Holder *holder = &holders->items[i];
        const Change *coming = key_to_come(recipe, piece, holder->live);
        Object *table = ARENA_NEW(recipe->arena, Object);
        HomelessKey homeless = {table, holder->again, piece};
        if (holder->again == NULL)
            continue;
        *table = (Object){.schema = holder->schema, .name = holder->table};
        if (coming != NULL && recipe_piece_of(recipe, coming->desired) == NULL) {
            vec_push(recipe->arena, &recipe->homeless, homeless);
            continue;
        }
        if (coming != NULL)
            recipe_after(recipe, piece, recipe_piece_of(recipe, coming->desired));
        recipe_put_foreign_key(recipe, piece, table, holder->again);
    }
}

/* Those that the key of this piece takes. */
static void put_homeless(const Recipe *recipe, Piece *piece, const Index *index)
{
    Piece again;

    for (size_t i = 0; i < recipe->homeless.len; i++) {
        const HomelessKey *homeless = &recipe->homeless.items[i];
        if (!references(homeless->key, recipe->desired, index))
            continue;
        again = (Piece){0};
        recipe_put_foreign_key(recipe, &again, homeless->table, homeless->key);
        for (size_t k = 0; k < again.statements.len; k++)
            vec_push(recipe->arena, &piece->finally, again.statements.items[k]);
        vec_push(recipe->arena, &piece->includes, OP_REPLACE_FOREIGN_KEY);
        recipe_after(recipe, piece, homeless->let_go);
    }
}

/* The key's own statement with its holders let go before and put back behind it. */
static void put_between_holders(Recipe *recipe, Piece *piece, const Holders *holders, Str statement)
{
    let_holders_go(recipe, piece, holders);
    recipe_put(recipe, piece, statement);
    put_holders_back(recipe, piece, holders);
}

/* As a clause where the key stands alone: it can share its ALTER TABLE with others. */
static void put_key_clause(Recipe *recipe, Piece *piece, const Index *live, Str clause)
{
    Holders holders = find_holders(recipe, live);

    if (holders.len == 0)
        piece->clause = clause;
    else
        put_between_holders(
            recipe, piece, &holders,
            RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "), EX(clause)));
    if (holders.len > 0)
        vec_push(recipe->arena, &piece->includes, OP_REPLACE_FOREIGN_KEY);
}

void recipe_put_type_clause(Recipe *recipe, Piece *piece, Str live_column, Str clause)
{
    piece->clause = clause;
    for (size_t i = 0; i < recipe->live->indexes.len; i++) {
        const Index *index = recipe->live->indexes.items[i];
        if (index_is_unique(index) && strs_has(&index->include, live_column)) {
            piece->clause = STR_ABSENT;
            put_key_clause(recipe, piece, index, clause);
            return;
        }
    }
}

/* ---- keys ---- */

/* The new primary key of a table whose old one goes under another name: one change of two. */
static const Change *new_primary_for(const Recipe *recipe, const Change *drop)
{
    if (!((const Index *)drop->live)->is_primary)
        return NULL;
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->kind == CHANGE_CREATE && change->desired->type == &index_type &&
            ((const Index *)change->desired)->is_primary)
            return change;
    }
    return NULL;
}

void recipe_drop_keys(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Index *live = (const Index *)change->live;
        Piece *piece;
        if (change->kind != CHANGE_DROP || !goes(change) || recipe_is_done(recipe, change->live) ||
            new_primary_for(recipe, change) != NULL)
            continue;
        piece = recipe_add(recipe, OP_DROP_KEY, change, STR_ABSENT);
        put_key_clause(recipe, piece, live,
                       RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "), ID(live->name)));
        recipe_put_kept_parts(recipe, piece, live);
    }
}

bool recipe_key_versions(const Recipe *recipe, const Index *index)
{
    if (sparse_bool(&index->rec, FIELD_INDEX_WITHOUT_OVERLAPS) &&
        !recipe_needs_version(recipe, &index->rec, 180000, "WITHOUT OVERLAPS"))
        return false;
    return !sparse_bool(&index->rec, FIELD_INDEX_NULLS_NOT_DISTINCT) ||
           recipe_needs_version(recipe, &index->rec, 150000, "NULLS NOT DISTINCT");
}

static void ask_and_order(const Recipe *recipe, Piece *piece, const Index *index)
{
    recipe_probe(recipe, piece, probe_unique(recipe, index));
    recipe_after_index(recipe, piece, index);
    put_homeless(recipe, piece, index);
    for (size_t i = 0; index->is_primary && i < index->keys.len; i++) { /* SET NOT NULL, too */
        const Column *column = table_column(recipe->desired, index->keys.items[i].name);
        if (column != NULL)
            recipe_after_all(recipe, piece, &column->rec);
    }
}

static void put_add(SqlWriter *writer, Str name, const Index *index)
{
    sql_put(writer, RAW("ADD "));
    pg_render_key(writer, name, index);
}

static void add_key(Recipe *recipe, const Change *change)
{
    const Index *index = (const Index *)change->desired;
    SqlWriter writer = sql_new(&pg_quoting);
    Piece *piece = recipe_add(recipe, index->is_primary ? OP_ADD_PRIMARY_KEY : OP_ADD_UNIQUE,
                              change, STR_ABSENT);

    recipe_put_index_parts(recipe, piece, index);
    put_add(&writer, index->name, index);
    piece->clause = sql_finish(&writer, recipe->arena);
    if (index->is_primary && table_primary_key(recipe->live) != NULL) /* which stays as an index */
        recipe_after(recipe, piece, recipe_piece_of(recipe, &table_primary_key(recipe->live)->rec));
    if (index->name.len > 0)
        recipe_undo(recipe, piece,
                    RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                               RAW(" DROP CONSTRAINT "), ID(index->name)));
    ask_and_order(recipe, piece, index);
}

static Str sql_drop_index(const Recipe *recipe, const Index *live)
{
    if (index_is_constraint(live))
        return RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" DROP CONSTRAINT "),
                          ID(live->name));
    return RECIPE_SQL(recipe, RAW("DROP INDEX "), QN(recipe->schema, live->name));
}

static Str sql_make_index(const Recipe *recipe, const Index *desired)
{
    SqlWriter writer = sql_new(&pg_quoting);

    if (index_is_constraint(desired)) {
        sql_put(&writer, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "));
        put_add(&writer, desired->name, desired);
    } else {
        pg_render_index(&writer, recipe->schema, recipe->name, desired->name, desired);
    }
    return sql_finish(&writer, recipe->arena);
}

/* Of a partitioned table: the parts go with the old one, and come, by their names, before the new
 * one, which can't take an index over. */
static void replace_in_turn(Recipe *recipe, Piece *piece, const Index *live, const Index *desired)
{
    Holders holders = {0};

    if (index_is_unique(live))
        holders = find_holders(recipe, live);
    let_holders_go(recipe, piece, &holders);
    recipe_put(recipe, piece, sql_drop_index(recipe, live));
    recipe_put_index_parts(recipe, piece, desired);
    recipe_put(recipe, piece, sql_make_index(recipe, desired));
    put_holders_back(recipe, piece, &holders);
    if (holders.len > 0)
        vec_push(recipe->arena, &piece->includes, OP_REPLACE_FOREIGN_KEY);
}

/* Drop and add in one ALTER TABLE: the server drops first, and nobody sees the gap. */
static Piece *replace_key(Recipe *recipe, const Change *change, const Index *live,
                          const Index *desired)
{
    SqlWriter writer = sql_new(&pg_quoting);
    Piece *piece = recipe_add(recipe, OP_REPLACE_KEY, change, STR_ABSENT);

    if (recipe_is_partitioned(recipe)) {
        sb_free(&writer.sb);
        replace_in_turn(recipe, piece, live, desired);
    } else {
        sql_put(&writer, RAW("DROP CONSTRAINT "), ID(live->name), RAW(", "));
        put_add(&writer, desired->name, desired);
        put_key_clause(recipe, piece, live, sql_finish(&writer, recipe->arena));
    }
    ask_and_order(recipe, piece, desired);
    return piece;
}

static void key_to_index(Recipe *recipe, const Change *change)
{
    const Index *live = (const Index *)change->live, *desired = (const Index *)change->desired;
    Str temporary = recipe_temporary_name(recipe->arena, desired->name);
    SqlWriter writer = sql_new(&pg_quoting);
    Holders holders = find_holders(recipe, live);
    Piece *piece = recipe_add(recipe, index_is_unique(desired) ? OP_REPLACE_KEY : OP_REPLACE_INDEX,
                              change, STR_ABSENT);

    if (recipe_is_partitioned(recipe)) {
        sb_free(&writer.sb);
        replace_in_turn(recipe, piece, live, desired);
        ask_and_order(recipe, piece, desired);
        return;
    }
    pg_render_index(&writer, recipe->schema, recipe->name, temporary, desired);
    recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
    put_between_holders(recipe, piece, &holders,
                        RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                                   RAW(" DROP CONSTRAINT "), ID(live->name)));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(recipe->schema, temporary),
                          RAW(" RENAME TO "), ID(desired->name)));
    ask_and_order(recipe, piece, desired);
}

/* Whether nothing but its being a constraint differs, and a constraint can take it over. */
static bool can_adopt(const Change *change)
{
    const Index *live = (const Index *)change->live;

    if (!live->is_unique || live->predicate.len > 0)
        return false;
    for (size_t i = 0; i < live->keys.len; i++)
        if (live->keys.items[i].is_desc || live->keys.items[i].nulls != NULLS_DEFAULT)
            return false;
    return !change_has(change, "IndexColumns") && !change_has(change, "IncludeColumns") &&
           !change_has(change, "NullsNotDistinct") && !change_has(change, "AccessMethod") &&
           !change_has(change, "StorageParameters") && !change_has(change, "Tablespace");
}

/* The index keeps its comment beside that of the constraint, where nobody would look for it. */
static void put_adoption(const Recipe *recipe, Piece *piece, const Index *live, Str clause)
{
    if (sparse_str(&live->rec, FIELD_COMMENT).len == 0) {
        piece->clause = clause;
        return;
    }
    recipe_put(recipe, piece, recipe_sql_comment(recipe, &live->rec, STR_ABSENT));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "), EX(clause)));
}

static void index_to_key(Recipe *recipe, const Change *change)
{
    const Index *live = (const Index *)change->live, *desired = (const Index *)change->desired;
    SqlWriter writer = sql_new(&pg_quoting);
    Piece *piece;

    if (recipe_is_partitioned(recipe)) {
        replace_in_turn(recipe, recipe_add(recipe, OP_REPLACE_KEY, change, STR_ABSENT), live,
                        desired);
        piece = vec_last(&recipe->pieces->list);
    } else if (can_adopt(change)) {
        piece = recipe_add(recipe, desired->is_primary ? OP_ADD_PRIMARY_KEY : OP_ADD_UNIQUE, change,
                           STR_ABSENT);
        sql_put(&writer, RAW("ADD CONSTRAINT "), ID(desired->name),
                desired->is_primary ? RAW(" PRIMARY KEY") : RAW(" UNIQUE"), RAW(" USING INDEX "),
                ID(live->name));
        pg_render_deferrable(&writer, &desired->rec);
        put_adoption(recipe, piece, live, sql_finish(&writer, recipe->arena));
    } else {
        piece = recipe_add(recipe, OP_REPLACE_KEY, change, STR_ABSENT);
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe,
                              recipe_lets_go(recipe, change) ? RAW("DROP INDEX IF EXISTS ")
                                                             : RAW("DROP INDEX "),
                              QN(recipe->schema, live->name)));
        sql_put(&writer, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "));
        put_add(&writer, desired->name, desired);
        recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
    }
    ask_and_order(recipe, piece, desired);
}

static void key_change(Recipe *recipe, const Change *change)
{
    const Index *live = (const Index *)change->live, *desired = (const Index *)change->desired;

    if (change->kind == CHANGE_CREATE) {
        if (index_is_constraint(desired))
            add_key(recipe, change);
    } else if (change->kind == CHANGE_DROP) {
        const Change *primary = goes(change) ? new_primary_for(recipe, change) : NULL;
        if (primary != NULL) {
            replace_key(recipe, primary, live, (const Index *)primary->desired)->along = change;
            recipe_done(recipe, primary->desired);
        }
    } else if (change->kind == CHANGE_RECREATE) {
        if (index_is_constraint(live) && index_is_constraint(desired))
            replace_key(recipe, change, live, desired);
        else if (index_is_constraint(live))
            key_to_index(recipe, change);
        else if (index_is_constraint(desired))
            index_to_key(recipe, change);
    }
}

bool recipe_keys(Recipe *recipe)
{
    /* A primary key that goes takes its successor along, wherever that stands in the list. */
    static const ChangeKind passes[] = {CHANGE_DROP, CHANGE_RECREATE, CHANGE_CREATE};

    for (size_t pass = 0; pass < sizeof passes / sizeof *passes; pass++) {
        for (size_t i = 0; i < recipe->group->changes.len; i++) {
            const Change *change = recipe->group->changes.items[i];
            const Record *rec = change->desired != NULL ? change->desired : change->live;
            if (rec->type != &index_type || recipe_is_done(recipe, rec) ||
                change->kind != passes[pass])
                continue;
            if (change->desired != NULL && !recipe_key_versions(recipe, (const Index *)rec))
                return false;
            key_change(recipe, change);
        }
    }
    return true;
}
