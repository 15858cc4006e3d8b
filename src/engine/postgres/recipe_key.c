/* Recipes of primary keys and unique constraints, with the foreign keys that hold on to them. */
#include "engine/postgres/recipe.h"

#include "model/label.h"

/* As a clause where the key stands alone: it can share its ALTER TABLE with others. */
static void put_key_clause(Recipe *recipe, Piece *piece, const Index *live, Str clause)
{
    Holders holders = recipe_find_holders(recipe, live);

    if (holders.len == 0) {
        piece->clause = clause;
        return;
    }
    for (size_t i = 0; i < holders.len; i++)
        holders.items[i].is_validated_later = recipe->built_early.len > 0;
    recipe_put_between_holders(
        recipe, piece, &holders,
        RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "), EX(clause)));
    recipe_validate_holders(recipe, piece->change, piece, &(Index){0}, &holders);
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
        if (change->kind != CHANGE_DROP || change->live->type != &index_type ||
            !index_is_constraint(live) || recipe_is_done(recipe, change->live) ||
            new_primary_for(recipe, change) != NULL)
            continue;
        recipe_build_for_holders(recipe, change, live);
        piece = recipe_add(recipe, OP_DROP_KEY, change, STR_ABSENT);
        put_key_clause(recipe, piece, live,
                       RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "),
                                  EX(recipe_if_exists(recipe, change)), ID(live->name)));
        recipe_after_taken(recipe, piece, &live->rec);
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

void recipe_order_key(const Recipe *recipe, Piece *piece, const Index *index)
{
    recipe_after_index(recipe, piece, index);
    recipe_put_homeless(recipe, piece, index);
    for (size_t i = 0; index->is_primary && i < index->keys.len; i++) { /* SET NOT NULL, too */
        const Column *column = table_column(recipe->desired, index->keys.items[i].name);
        if (column != NULL)
            recipe_after_all(recipe, piece, &column->rec);
    }
}

static void ask_and_order(const Recipe *recipe, Piece *piece, const Index *index)
{
    recipe_probe(recipe, piece, probe_unique(recipe, index));
    recipe_order_key(recipe, piece, index);
}

static void put_add(SqlWriter *writer, Str name, const Index *index)
{
    sql_put(writer, RAW("ADD "));
    pg_render_key(writer, name, index);
}

static void add_key(Recipe *recipe, const Change *change)
{
    const Index *index = (const Index *)change->desired;
    SqlWriter writer;
    Piece *piece;

    if (recipe_add_key_online(recipe, change))
        return;
    writer = sql_new(&pg_quoting);
    piece = recipe_add(recipe, index->is_primary ? OP_ADD_PRIMARY_KEY : OP_ADD_UNIQUE, change,
                       STR_ABSENT);
    if (strs_has(&recipe->live->leftovers, index->name)) /* invalid, without all of its parts */
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                              RAW(" DROP CONSTRAINT IF EXISTS "), ID(index->name)));
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

void recipe_replace_in_turn(Recipe *recipe, Piece *piece, const Index *live, const Index *desired)
{
    Holders holders = recipe_find_holders(recipe, live);

    recipe_let_holders_go(recipe, piece, &holders);
    recipe_put(recipe, piece, sql_drop_index(recipe, live));
    recipe_free_parts(recipe, piece, live);
    recipe_put_index_parts(recipe, piece, desired);
    recipe_put(recipe, piece, sql_make_index(recipe, desired));
    recipe_put_holders_back(recipe, piece, &holders);
    if (holders.len > 0)
        vec_push(recipe->arena, &piece->includes, OP_REPLACE_FOREIGN_KEY);
}

static Piece *replace_online(Recipe *recipe, const Change *change, const Index *live,
                             const Index *desired)
{
    return recipe_is_partitioned(recipe) ? recipe_swap_parts_online(recipe, change, live, desired)
                                         : recipe_replace_key_online(recipe, change, live, desired);
}

/* Drop and add in one ALTER TABLE: the server drops first, and nobody sees the gap. */
static Piece *replace_key(Recipe *recipe, const Change *change, const Index *live,
                          const Index *desired)
{
    Piece *piece = replace_online(recipe, change, live, desired);
    SqlWriter writer;

    if (piece != NULL)
        return piece;
    piece = recipe_add(recipe, OP_REPLACE_KEY, change, STR_ABSENT);
    if (recipe_is_partitioned(recipe)) {
        recipe_replace_in_turn(recipe, piece, live, desired);
    } else {
        writer = sql_new(&pg_quoting);
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
    SqlWriter writer;
    Holders holders;
    Piece *piece;

    if (replace_online(recipe, change, live, desired) != NULL)
        return;
    holders = recipe_find_holders(recipe, live);
    piece = recipe_add(recipe, index_is_unique(desired) ? OP_REPLACE_KEY : OP_REPLACE_INDEX, change,
                       STR_ABSENT);
    if (recipe_is_partitioned(recipe)) {
        recipe_replace_in_turn(recipe, piece, live, desired);
        ask_and_order(recipe, piece, desired);
        return;
    }
    writer = sql_new(&pg_quoting);
    pg_render_index(&writer, recipe->schema, recipe->name, temporary, desired);
    recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
    recipe_put_between_holders(recipe, piece, &holders,
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
static void adopt(Recipe *recipe, const Change *change)
{
    const Index *live = (const Index *)change->live, *desired = (const Index *)change->desired;
    Piece *piece = recipe_adopt_index(recipe, change, desired, live->name);

    if (sparse_str(&live->rec, FIELD_COMMENT).len == 0)
        return;
    recipe_put(recipe, piece, recipe_sql_comment(recipe, &live->rec, STR_ABSENT));
    recipe_put(
        recipe, piece,
        RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "), EX(piece->clause)));
    piece->clause = STR_ABSENT;
}

static void index_to_key(Recipe *recipe, const Change *change)
{
    const Index *live = (const Index *)change->live, *desired = (const Index *)change->desired;
    bool is_gone = recipe_lets_go(recipe, change);
    Piece *piece;

    if (recipe_is_partitioned(recipe)) {
        if (!is_gone && replace_online(recipe, change, live, desired) != NULL)
            return;
        piece = recipe_add(recipe, OP_REPLACE_KEY, change, STR_ABSENT);
        recipe_replace_in_turn(recipe, piece, live, desired);
    } else if (can_adopt(change)) {
        adopt(recipe, change);
        return;
    } else if (is_gone && recipe_add_key_online(recipe, change)) {
        return;
    } else if (!is_gone && recipe_replace_key_online(recipe, change, live, desired) != NULL) {
        return;
    } else {
        piece = recipe_add(recipe, OP_REPLACE_KEY, change, STR_ABSENT);
        if (is_gone) {
            recipe_put(recipe, piece, sql_make_index(recipe, desired));
        } else {
            recipe_replace_in_turn(recipe, piece, live, desired);
        }
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
        const Change *primary = index_is_constraint(live) ? new_primary_for(recipe, change) : NULL;
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
