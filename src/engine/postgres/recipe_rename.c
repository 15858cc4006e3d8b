/* Recipes of renames, with swaps (a<->b) and chains (a->b->c) of names. */
#include "engine/postgres/recipe.h"

#include "model/label.h"

/* One thing that changes its name. */
typedef struct Move {
    Str from, to; /* keys: equal keys are one name */
    const Change *change;
    const ChangeGroup *group;
    bool is_done;
} Move;
typedef struct Moves {
    VEC(Move) list;
    Map from, to; /* key -> Move */
    Map by_group; /* address of a group -> Move */
} Moves;

/* Moves of which each frees the name that the one before it takes; in a cycle the last one takes
 * the first one's. */
typedef struct Chain {
    VEC(size_t) moves;
    bool is_cycle;
} Chain;

/* When all are there: their addresses stay. Of equal keys the first one counts. */
static void index_moves(Arena *arena, Moves *moves)
{
    for (size_t i = moves->list.len; i > 0; i--) {
        Move *move = &moves->list.items[i - 1];
        (void)map_put(arena, &moves->from, move->from, move);
        (void)map_put(arena, &moves->to, move->to, move);
        (void)map_put(arena, &moves->by_group,
                      (Str){(const char *)&move->group, sizeof move->group}, move);
    }
}

static size_t position(const Moves *moves, const Move *move)
{
    return move == NULL ? SIZE_MAX : (size_t)(move - moves->list.items);
}

static size_t find_from(const Moves *moves, Str key)
{
    return position(moves, map_get(&moves->from, key));
}

static size_t find_to(const Moves *moves, Str key)
{
    return position(moves, map_get(&moves->to, key));
}

static Chain chain_of(Arena *arena, const Moves *moves, size_t start)
{
    Chain chain = {0};
    size_t first = start;

    for (size_t before = find_to(moves, moves->list.items[first].from); before != SIZE_MAX;
         before = find_to(moves, moves->list.items[first].from)) {
        if (before == start) {
            chain.is_cycle = true;
            first = start;
            break;
        }
        first = before;
    }
    for (size_t at = first; at != SIZE_MAX; at = find_from(moves, moves->list.items[at].to)) {
        if (chain.moves.len > 0 && at == first)
            break;
        vec_push(arena, &chain.moves, at);
    }
    return chain;
}

/* "a -> b, b -> a" */
static Str reason_of(Arena *arena, const Moves *moves, const Chain *chain)
{
    Sb sb = sb_new(SB_LINE_MAX);

    if (chain->moves.len == 1) {
        sb_free(&sb);
        return STR_ABSENT;
    }
    for (size_t i = 0; i < chain->moves.len; i++) {
        const Change *change = moves->list.items[chain->moves.items[i]].change;
        sb_printf(&sb, "%s%.*s -> %.*s", i == 0 ? "" : ", ", STR_ARG(record_name(change->live)),
                  STR_ARG(record_name(change->desired)));
    }
    return sb_finish(&sb, arena);
}

/* Statements that rename one record. */
typedef void (*RenameFn)(const Recipe *recipe, Piece *piece, const Change *change, Str from,
                         Str to);

/* The last of the chain goes first: its new name is free. In a cycle it waits under a name of
 * ours. */
static void put_chain(const Recipe *recipe, Piece *piece, const Moves *moves, const Chain *chain,
                      RenameFn rename)
{
    size_t count = chain->moves.len;
    const Change *last = moves->list.items[chain->moves.items[count - 1]].change;
    Str parked = recipe_temporary_name(recipe->arena, record_name(last->live));

    if (chain->is_cycle)
        rename(recipe, piece, last, record_name(last->live), parked);
    for (size_t i = count; i > 0; i--) {
        const Change *change = moves->list.items[chain->moves.items[i - 1]].change;
        if (change != last || !chain->is_cycle)
            rename(recipe, piece, change, record_name(change->live), record_name(change->desired));
    }
    if (chain->is_cycle)
        rename(recipe, piece, last, parked, record_name(last->desired));
    if (count == 1 && !str_eq(record_name(last->live), record_name(last->desired))) {
        Piece back = {0};
        rename(recipe, &back, last, record_name(last->desired), record_name(last->live));
        piece->reverse = back.statements;
    }
}

/* ---- columns and other parts of a table ---- */

Str recipe_column_renamed(const Recipe *recipe, Str schema, Str table, Str column)
{
    return arena_printf(recipe->arena, "renamed column %.*s of %.*s", STR_ARG(column),
                        STR_ARG(label_name(recipe->arena, schema, table)));
}

static void rename_column(const Recipe *recipe, Piece *piece, const Change *change, Str from,
                          Str to)
{
    (void)change;
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" RENAME COLUMN "),
                          ID(from), RAW(" TO "), ID(to)));
}

static bool is_plain_index(const Record *rec)
{
    return rec->type == &index_type && !index_is_constraint((const Index *)rec);
}

static void rename_part(const Recipe *recipe, Piece *piece, const Change *change, Str from, Str to)
{
    bool is_part = change->live->type == &index_type && /* whose constraint is its parent's */
                   sparse_str(change->live, FIELD_INDEX_ATTACHED_TO).len > 0;

    if (change->live->type == &statistics_type)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER STATISTICS "),
                              QN(((const Statistics *)change->live)->schema.len > 0
                                     ? ((const Statistics *)change->live)->schema
                                     : recipe->live->obj.schema,
                                 from),
                              RAW(" RENAME TO "), ID(to)));
    else if (change->live->type == &policy_type)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER POLICY "), ID(from), RAW(" ON "),
                              RECIPE_REL(recipe), RAW(" RENAME TO "), ID(to)));
    else if (is_plain_index(change->live) || is_part)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(recipe->schema, from),
                              RAW(" RENAME TO "), ID(to)));
    else
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                              RAW(" RENAME CONSTRAINT "), ID(from), RAW(" TO "), ID(to)));
}

static void emit_chains(Recipe *recipe, Moves *moves, RenameFn rename)
{
    for (size_t i = 0; i < moves->list.len; i++) {
        Chain chain;
        const Change *change;
        const Piece *beside;
        bool is_both;
        Piece *piece;
        Str reason;
        Op op;
        if (moves->list.items[i].is_done)
            continue;
        chain = chain_of(recipe->arena, moves, i);
        change = moves->list.items[chain.moves.items[0]].change;
        op = change->live->type == &column_type       ? OP_RENAME_COLUMN
             : change->live->type == &policy_type     ? OP_RENAME_POLICY
             : change->live->type == &statistics_type ? OP_RENAME_STATISTICS
             : is_plain_index(change->live)           ? OP_RENAME_INDEX
                                                      : OP_RENAME_CONSTRAINT;
        reason = reason_of(recipe->arena, moves, &chain);
        beside = NULL;
        is_both = op == OP_RENAME_COLUMN && chain.moves.len == 1 &&
                  recipe_alias_column(recipe, change, &beside, &reason);
        piece = recipe_add(recipe, op, change, reason);
        recipe_after(recipe, piece, beside);
        if (is_both)
            recipe_put_alias_gone(recipe, piece, change);
        put_chain(recipe, piece, moves, &chain, rename);
        for (size_t k = 0; k < chain.moves.len; k++) {
            Move *move = &moves->list.items[chain.moves.items[k]];
            if (move->change->live->type == &foreign_key_type)
                vec_push(recipe->arena, &piece->frees,
                         recipe_foreign_key_renamed(recipe, recipe->group,
                                                    (const ForeignKey *)move->change->live));
            if (op == OP_RENAME_COLUMN)
                vec_push(recipe->arena, &piece->frees,
                         recipe_column_renamed(recipe, recipe->schema, recipe->name,
                                               record_name(move->change->desired)));
            move->is_done = true;
        }
    }
}

/* Policies and statistics have their names for themselves. */
static Str part_key(const Recipe *recipe, const Record *rec)
{
    return rec->type == &policy_type || rec->type == &statistics_type
               ? arena_printf(recipe->arena, "%s %.*s", rec->type->word, STR_ARG(record_name(rec)))
               : record_name(rec);
}

static Moves part_moves(const Recipe *recipe, bool of_columns)
{
    Moves moves = {0};

    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        Move move = {.change = change, .group = recipe->group};
        if (change->kind != CHANGE_RENAME || change->live == &recipe->group->live->rec ||
            (change->live->type == &column_type) != of_columns ||
            recipe_is_done(recipe, change->desired))
            continue;
        move.from = part_key(recipe, change->live);
        move.to = part_key(recipe, change->desired);
        vec_push(recipe->arena, &moves.list, move);
    }
    index_moves(recipe->arena, &moves);
    return moves;
}

void recipe_rename_columns(Recipe *recipe)
{
    Moves moves = part_moves(recipe, true);

    emit_chains(recipe, &moves, rename_column);
}

void recipe_rename_parts(Recipe *recipe)
{
    Moves moves = part_moves(recipe, false);

    emit_chains(recipe, &moves, rename_part);
}

/* ---- relations: their names are shared by all groups ---- */

/* The table that a live sequence belongs to moves to the schema where the sequence is wanted: the
 * server takes the sequence along. */
static const Object *carrier_of(const Recipe *recipe, const Object *live, const Object *desired)
{
    Str schema, table_name, column;
    Str owner = sparse_str(&live->rec, FIELD_SEQUENCE_OWNED_BY);
    const Object *table;
    const ChangeGroup *group;

    if (live->rec.type != &sequence_type || owner.len == 0 ||
        !pg_owned_by_read(recipe->arena, owner, &schema, &table_name, &column))
        return NULL;
    table = model_find(recipe->input->changes->live, REC_TABLE, live->schema, table_name);
    group = table == NULL ? NULL : recipe_group_of(recipe->input, table);
    if (group == NULL || group->desired == NULL || str_eq(group->desired->schema, live->schema) ||
        !str_eq(group->desired->schema, desired->schema))
        return NULL;
    return group->desired;
}

static void add_relation_move(const Recipe *recipe, Moves *moves, const ChangeGroup *group)
{
    for (size_t k = 0; k < group->changes.len; k++) {
        const Change *change = group->changes.items[k];
        Move move = {.change = change, .group = group};
        Str from_schema;
        if (change->kind != CHANGE_RENAME || change->live != &group->live->rec)
            continue;
        from_schema = carrier_of(recipe, group->live, group->desired) != NULL
                          ? group->desired->schema
                          : group->live->schema;
        move.from = label_name(recipe->arena, from_schema, group->live->name);
        move.to = label_name(recipe->arena, group->desired->schema, group->desired->name);
        vec_push(recipe->arena, &moves->list, move);
    }
}

static const Moves *relation_moves(const Recipe *recipe)
{
    RecipeWhole *whole = recipe_whole(recipe);

    if (whole->moves != NULL)
        return whole->moves;
    whole->moves = ARENA_NEW(recipe->arena, Moves);
    for (size_t i = 0; i < recipe->input->changes->groups.len; i++)
        add_relation_move(recipe, whole->moves, recipe->input->changes->groups.items[i]);
    index_moves(recipe->arena, whole->moves);
    return whole->moves;
}

static const Object *object_of(const Record *rec)
{
    return (const Object *)rec; /* its first member */
}

static Str word_of(const Object *object)
{
    return object->rec.type == &table_type      ? STR("TABLE")
           : object->rec.type == &sequence_type ? STR("SEQUENCE")
                                                : str_from(pg_object_word(object->rec.type));
}

static void put_rename(const Recipe *recipe, Piece *piece, const Object *object, Str schema,
                       Str from, Str to)
{
    if (!str_eq(from, to))
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER "), EX(word_of(object)), RAW(" "),
                              QN(schema, from), RAW(" RENAME TO "), ID(to)));
}

static void put_move(const Recipe *recipe, Piece *piece, const Object *object, Str from, Str name,
                     Str to)
{
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER "), EX(word_of(object)), RAW(" "), QN(from, name),
                          RAW(" SET SCHEMA "), ID(to)));
}

static bool is_taken(const Recipe *recipe, Str schema, Str name)
{
    const Model *live = recipe->input->changes->live;

    return model_find(live, REC_TABLE, schema, name) != NULL ||
           model_find(live, REC_SEQUENCE, schema, name) != NULL;
}

/* `from` and `to` may be the name under which it waits; it waits in its old schema. */
static void rename_relation(const Recipe *recipe, Piece *piece, const Change *change, Str from,
                            Str to)
{
    const Object *live = object_of(change->live), *desired = object_of(change->desired);
    bool is_back = str_eq(from, desired->name) && !str_eq(from, live->name);
    bool is_parking = !str_eq(to, desired->name) && !is_back;
    Str old_schema = carrier_of(recipe, live, desired) != NULL ? desired->schema : live->schema;
    Str source = is_back ? desired->schema : old_schema;
    Str target = is_parking || is_back ? old_schema : desired->schema;

    if (str_eq(source, target)) {
        put_rename(recipe, piece, live, source, from, to);
    } else if (is_taken(recipe, target, from)) {
        put_rename(recipe, piece, live, source, from, to);
        put_move(recipe, piece, live, source, to, target);
    } else {
        put_move(recipe, piece, live, source, from, target);
        put_rename(recipe, piece, live, target, from, to);
    }
}

static void need_schemas(const Recipe *recipe, Piece *piece, const Moves *moves, const Chain *chain)
{
    for (size_t i = 0; i < chain->moves.len; i++) {
        const ChangeGroup *group = moves->list.items[chain->moves.items[i]].group;
        const Object *schema = model_find(recipe->input->changes->desired, REC_SCHEMA, STR_ABSENT,
                                          group->desired->schema);
        const Object *carrier = carrier_of(recipe, group->live, group->desired);
        if (schema != NULL)
            vec_push(recipe->arena, &piece->needs, schema);
        if (carrier != NULL)
            vec_push(recipe->arena, &piece->needs, carrier);
        if (group != recipe->home && piece->related == NULL)
            piece->related = arena_cstr(
                recipe->arena, label_name(recipe->arena, group->live->schema, group->live->name));
    }
}

void recipe_rename_relation(Recipe *recipe, Op rename_op, Op move_op)
{
    const Moves *moves = relation_moves(recipe);
    const Move *move =
        map_get(&moves->by_group, (Str){(const char *)&recipe->home, sizeof recipe->home});
    size_t mine, leader;
    const Piece *beside = NULL;
    bool is_both;
    Chain chain;
    Piece *piece;
    Str reason;

    if (move == NULL)
        return;
    if (str_eq(move->from, move->to)) { /* carried along by its table */
        recipe->leader = carrier_of(recipe, recipe->group->live, recipe->group->desired);
        return;
    }
    mine = leader = position(moves, move);
    chain = chain_of(recipe->arena, moves, mine);
    for (size_t i = 0; i < chain.moves.len; i++)
        leader = chain.moves.items[i] < leader ? chain.moves.items[i] : leader;
    if (leader != mine) {
        recipe->leader = moves->list.items[leader].group->desired;
        return;
    }
    reason = reason_of(recipe->arena, moves, &chain);
    is_both = rename_op == OP_RENAME_TABLE && chain.moves.len == 1 &&
              recipe_alias_table(recipe, move->change, &beside, &reason);
    piece = recipe_add(
        recipe,
        str_eq(recipe->group->live->schema, recipe->group->desired->schema) ? rename_op : move_op,
        move->change, reason);
    recipe_after(recipe, piece, beside);
    if (is_both)
        recipe_put_alias_view_gone(recipe, piece, move->change);
    put_chain(recipe, piece, moves, &chain, rename_relation);
    need_schemas(recipe, piece, moves, &chain);
    for (size_t i = 0; i < chain.moves.len; i++)
        vec_push(recipe->arena, &piece->frees,
                 recipe_carried_name(recipe->arena,
                                     moves->list.items[chain.moves.items[i]].group->live));
    recipe->base = piece;
}
