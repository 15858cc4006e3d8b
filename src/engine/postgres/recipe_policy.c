/* Recipes of row level security: policies, and whether they count. */
#include "engine/postgres/recipe.h"

static Str sql_create(const Recipe *recipe, const RowPolicy *policy)
{
    SqlWriter writer = sql_new(&pg_quoting);

    pg_render_policy(&writer, recipe->schema, recipe->name, policy->name, policy);
    return sql_finish(&writer, recipe->arena);
}

static Str sql_drop(const Recipe *recipe, Str name)
{
    return RECIPE_SQL(recipe, RAW("DROP POLICY "), ID(name), RAW(" ON "), RECIPE_REL(recipe));
}

/* Behind what gives the columns that it reads their names and types. */
static void after_columns(const Recipe *recipe, Piece *piece, const RowPolicy *policy)
{
    recipe_after_expression(recipe, piece, policy->using_expression);
    recipe_after_expression(recipe, piece, policy->check_expression);
}

static void create(Recipe *recipe, const Change *change, const RowPolicy *policy)
{
    Piece *piece = recipe_add(recipe, OP_CREATE_POLICY, change, STR_ABSENT);

    piece->about = &policy->rec;
    piece->is_wider = policy->is_restrictive == 0;
    recipe_put(recipe, piece, sql_create(recipe, policy));
    recipe_undo(recipe, piece, sql_drop(recipe, policy->name));
    after_columns(recipe, piece, policy);
}

/* ALTER POLICY can say an expression, but can't take one back. */
static bool loses_expression(const RowPolicy *live, const RowPolicy *desired)
{
    return (live->using_expression.len > 0 && desired->using_expression.len == 0) ||
           (live->check_expression.len > 0 && desired->check_expression.len == 0);
}

static void replace(Recipe *recipe, const Change *change)
{
    const RowPolicy *live = (const RowPolicy *)change->live,
                    *desired = (const RowPolicy *)change->desired;
    Piece *piece = recipe_add(recipe, OP_ALTER_POLICY, change, STR_ABSENT);
    Str comment = sparse_str(&desired->rec, FIELD_COMMENT);
    /* An alteration comes after its rename, a re-creation is one. */
    Str name = change->kind == CHANGE_ALTER ? desired->name : live->name;

    recipe_put(recipe, piece, sql_drop(recipe, name));
    recipe_put(recipe, piece, sql_create(recipe, desired));
    if (comment.len > 0 && change->kind == CHANGE_ALTER && !change_has(change, "Comment"))
        recipe_put(recipe, piece, recipe_sql_comment(recipe, &desired->rec, comment));
    after_columns(recipe, piece, desired);
    recipe_after(recipe, piece, recipe_piece_of(recipe, &live->rec)); /* its rename */
}

static void put_alter(const Recipe *recipe, SqlWriter *writer, Str name, const RowPolicy *policy)
{
    sql_put(writer, RAW("ALTER POLICY "), ID(name), RAW(" ON "), RECIPE_REL(recipe));
    pg_render_policy_roles(writer, policy);
    pg_render_policy_tail(writer, policy);
}

static void alter(Recipe *recipe, const Change *change)
{
    const RowPolicy *live = (const RowPolicy *)change->live,
                    *desired = (const RowPolicy *)change->desired;
    SqlWriter writer = sql_new(&pg_quoting), undo = sql_new(&pg_quoting);
    Piece *piece;

    if (!change_has(change, "Roles") && !change_has(change, "UsingExpression") &&
        !change_has(change, "WithCheckExpression"))
        return;
    if (loses_expression(live, desired)) {
        replace(recipe, change);
        return;
    }
    piece = recipe_add(
        recipe, OP_ALTER_POLICY, change,
        recipe_reason_of(recipe->arena, change, "Roles UsingExpression WithCheckExpression"));
    put_alter(recipe, &writer, desired->name, desired);
    recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
    if (!loses_expression(desired, live)) {
        put_alter(recipe, &undo, desired->name, live);
        recipe_undo(recipe, piece, sql_finish(&undo, recipe->arena));
    }
    after_columns(recipe, piece, desired);
    recipe_after(recipe, piece, recipe_piece_of(recipe, &live->rec)); /* its rename */
}

void recipe_policies(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->desired == NULL || change->desired->type != &policy_type ||
            recipe_is_done(recipe, change->desired))
            continue;
        if (change->kind == CHANGE_CREATE)
            create(recipe, change, (const RowPolicy *)change->desired);
        else if (change->kind == CHANGE_RECREATE)
            replace(recipe, change);
        else if (change->kind == CHANGE_ALTER)
            alter(recipe, change);
    }
}

void recipe_create_policies(Recipe *recipe, const Change *table_change)
{
    for (size_t i = 0; i < recipe->desired->policies.len; i++)
        create(recipe, table_change, recipe->desired->policies.items[i]);
}

/* ---- whether they count ---- */

/* The clauses that turn one state into another, absent where there is nothing to do. */
static Str sql_security(const Recipe *recipe, const Record *from, const Record *to)
{
    bool is_enabled = sparse_bool(to, FIELD_TABLE_ROW_SECURITY);
    bool is_forced = sparse_bool(to, FIELD_TABLE_FORCE_ROW_SECURITY);
    bool enables =
        from == NULL ? is_enabled : is_enabled != sparse_bool(from, FIELD_TABLE_ROW_SECURITY);
    bool forces =
        from == NULL ? is_forced : is_forced != sparse_bool(from, FIELD_TABLE_FORCE_ROW_SECURITY);
    SqlWriter writer = sql_new(&pg_quoting);

    if (enables)
        sql_put(&writer,
                is_enabled ? RAW("ENABLE ROW LEVEL SECURITY") : RAW("DISABLE ROW LEVEL SECURITY"));
    if (forces)
        sql_put(&writer, enables ? RAW(", ") : RAW(""),
                is_forced ? RAW("FORCE ROW LEVEL SECURITY") : RAW("NO FORCE ROW LEVEL SECURITY"));
    return sql_finish(&writer, recipe->arena);
}

static Str sql_alter(const Recipe *recipe, Str clauses)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "), EX(clauses));
}

void recipe_create_row_security(const Recipe *recipe, Piece *piece)
{
    Str clauses = sql_security(recipe, NULL, &recipe->desired->obj.rec);

    if (clauses.len > 0)
        recipe_put(recipe, piece, sql_alter(recipe, clauses));
}

/* Policies that come are there first: without any, no row is. */
void recipe_row_security(Recipe *recipe)
{
    const Change *change = recipe_change_of(recipe->group, &recipe->desired->obj.rec);
    Piece *piece;

    if (change == NULL ||
        (!change_has(change, "RowLevelSecurity") && !change_has(change, "ForceRowLevelSecurity")))
        return;
    piece = recipe_add(
        recipe, OP_SET_ROW_SECURITY, change,
        recipe_reason_of(recipe->arena, change, "RowLevelSecurity ForceRowLevelSecurity"));
    piece->clause = sql_security(recipe, change->live, change->desired);
    recipe_undo(recipe, piece,
                sql_alter(recipe, sql_security(recipe, change->desired, change->live)));
    for (size_t i = 0; i < recipe->pieces->list.len; i++) {
        const Piece *other = recipe->pieces->list.items[i];
        if (other->group == recipe->group &&
            (other->op == OP_CREATE_POLICY || other->op == OP_ALTER_POLICY) &&
            sparse_bool(change->desired, FIELD_TABLE_ROW_SECURITY))
            recipe_after(recipe, piece, other);
    }
}

/* Behind the piece that lets them no longer count. */
static void after_row_security(const Recipe *recipe, Piece *piece)
{
    for (size_t i = 0; i < recipe->pieces->list.len; i++)
        if (recipe->pieces->list.items[i]->group == recipe->group &&
            recipe->pieces->list.items[i]->op == OP_SET_ROW_SECURITY)
            recipe_after(recipe, piece, recipe->pieces->list.items[i]);
}

void recipe_drop_policies(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const RowPolicy *live = (const RowPolicy *)change->live;
        Piece *piece;
        if (change->kind != CHANGE_DROP || live->rec.type != &policy_type ||
            recipe_is_done(recipe, &live->rec))
            continue;
        piece = recipe_add(recipe, OP_DROP_POLICY, change, STR_ABSENT);
        recipe_after_taken(recipe, piece, &live->rec);
        if (!sparse_bool(&recipe->desired->obj.rec, FIELD_TABLE_ROW_SECURITY))
            after_row_security(recipe, piece);
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("DROP POLICY "), EX(recipe_if_exists(recipe, change)),
                              ID(live->name), RAW(" ON "), RECIPE_REL(recipe)));
        recipe_undo(recipe, piece, sql_create(recipe, live));
    }
}
