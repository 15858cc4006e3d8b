/* Checks and foreign keys. */
#include "engine/mysql/my_recipe.h"
#include "model/label.h"

static void put_drop_check(SqlWriter *writer, const MyRecipe *recipe, const Check *check)
{
    sql_put(writer, recipe->family == MY_MYSQL ? RAW("DROP CHECK ") : RAW("DROP CONSTRAINT "),
            ID(check->name));
}

static void add_check(MyRecipe *recipe, const Change *change, bool replaces)
{
    const Check *check = (const Check *)change->desired;
    bool is_said_only = sparse_bool(&check->rec, FIELD_NOT_ENFORCED);
    MyWork work = is_said_only && !replaces ? MY_ADD_CHECK_NOT_ENFORCED : MY_ADD_CHECK;
    Piece *piece = my_piece(recipe, replaces ? OP_REPLACE_CHECK : OP_ADD_CHECK, work, change);
    Str probe = my_probe_check(recipe, check->expression);
    SqlWriter writer = sql_new(&my_quoting);

    if (probe.len > 0 && !is_said_only)
        vec_push(recipe->arena, &piece->probes, probe);
    if (replaces) {
        put_drop_check(&writer, recipe, (const Check *)change->live);
        sql_put(&writer, RAW(", "));
    }
    sql_put(&writer, RAW("ADD "));
    my_put_check(&writer, check);
    my_set_clause(recipe, piece, work, &writer);
}

void my_change_check(MyRecipe *recipe, const Change *change)
{
    SqlWriter writer;
    Piece *piece;

    switch (change->kind) {
    case CHANGE_CREATE:
        add_check(recipe, change, false);
        break;
    case CHANGE_DROP:
        piece = my_piece(recipe, OP_DROP_CHECK, MY_DROP_CHECK, change);
        writer = sql_new(&my_quoting);
        put_drop_check(&writer, recipe, (const Check *)change->live);
        my_set_clause(recipe, piece, MY_DROP_CHECK, &writer);
        break;
    case CHANGE_ALTER:
    case CHANGE_RECREATE:
    case CHANGE_RENAME: /* neither server has a statement for it */
        add_check(recipe, change, true);
        break;
    }
}

/* ---- foreign keys */

/* Whether some index of the table to be begins with those columns: this one, or one that comes. */
static bool serves(const Index *index, const StrVec *columns, bool is_all)
{
    if (index->keys.len < columns->len || (is_all && index->keys.len > columns->len))
        return false;
    for (size_t i = 0; i < columns->len; i++)
        if (index->keys.items[i].length > 0 ||
            !my_same_name(index->keys.items[i].name, columns->items[i]))
            return false;
    return true;
}

static bool is_served(const MyRecipe *recipe, const Index *live, const StrVec *columns)
{
    if (recipe->desired == NULL || table_index(recipe->desired, live->name) != NULL)
        return recipe->desired != NULL;
    for (size_t i = 0; i < recipe->desired->indexes.len; i++)
        if (serves(recipe->desired->indexes.items[i], columns, false))
            return true;
    return false;
}

/* An index that came with a foreign key goes unasked when a key or another index takes its place;
 * one that was once renamed, even to its own name, stays until it is dropped (seen on MariaDB 10.11
 * and MySQL 9.7). No catalog says which is which. */
static void put_index_kept(const MyRecipe *recipe, SqlWriter *writer, const ForeignKey *key)
{
    for (size_t i = 0; recipe->live != NULL && i < recipe->live->indexes.len; i++) {
        const Index *index = recipe->live->indexes.items[i];
        if (!index_is_unique(index) && serves(index, &key->columns, true) &&
            is_served(recipe, index, &key->columns))
            sql_put(writer, RAW(", RENAME KEY "), ID(index->name), RAW(" TO "), ID(index->name));
    }
}

Str my_drop_foreign_key_sql(const MyRecipe *recipe, const Table *table, const ForeignKey *key)
{
    Str clauses = my_work_clauses(recipe->family, MY_DROP_FOREIGN_KEY, recipe->input->version);

    SqlWriter writer = sql_new(&my_quoting);

    sql_put(&writer, RAW("ALTER TABLE "), ID(table->obj.name), RAW(" DROP FOREIGN KEY "),
            ID(key->name));
    put_index_kept(recipe, &writer, key);
    sql_put(&writer, RAW(", "), EX(clauses));
    return sql_finish(&writer, recipe->arena);
}

/* The referenced table: it has to be there, under its name, and MySQL locks it, too. */
static void relate(const MyRecipe *recipe, Piece *piece, const ForeignKey *key)
{
    const Object *parent = model_find(recipe->input->changes->desired, REC_TABLE,
                                      key->related_schema, key->related_table);
    const ChangeGroup *group =
        parent == NULL ? NULL : changes_group_of(recipe->input->changes, parent);

    piece->related = label_name(recipe->arena, key->related_schema, key->related_table).ptr;
    if (group != NULL && group != recipe->group)
        my_need(recipe, piece, group->desired);
}

/* Unchecked it is in place at once, new rows are checked from then on; the old ones are looked at
 * behind it. A count that isn't 0 leaves the range of numbers, which is an error on both servers.
 */
static void put_unchecked(MyRecipe *recipe, Piece *piece, const ForeignKey *key, Str orphans)
{
    SqlWriter writer = sql_new(&my_quoting);

    my_put(recipe, &piece->session_before, STR("SET SESSION foreign_key_checks = 0"));
    my_put(recipe, &piece->session_after, STR("SET SESSION foreign_key_checks = 1"));
    sql_put(&writer, RAW("ADD "));
    my_put_foreign_key(&writer, key);
    my_put_alter(recipe, &piece->statements, MY_ADD_FOREIGN_KEY_UNCHECKED, &writer);
    if (orphans.len > 0) {
        my_put(recipe, &piece->statements,
               MY_SQL(recipe, RAW("SELECT 18446744073709551615 + ("), EX(orphans),
                      RAW(") AS rows_without_a_parent")));
        my_put(recipe, &piece->undo, my_drop_foreign_key_sql(recipe, recipe->desired, key));
        piece->leftover =
            MY_SQL(recipe,
                   RAW("SELECT count(*) > 0, 0 FROM information_schema.referential_constraints "
                       "WHERE constraint_schema = database() AND constraint_name = "),
                   LIT(key->name));
    }
}

/* Whether every row of the table may be read and copied while nobody writes. */
static bool may_copy(const MyRecipe *recipe)
{
    return recipe->live == NULL || budget_allows(recipe->input->budget, recipe->input->facts,
                                                 &recipe->live->obj, COST_COPY);
}

void my_add_foreign_key(MyRecipe *recipe, const Change *change, const ForeignKey *key)
{
    bool is_new = recipe->live == NULL;
    bool is_direct = !is_new && may_copy(recipe);
    MyWork work = is_direct ? MY_ADD_FOREIGN_KEY : MY_ADD_FOREIGN_KEY_UNCHECKED;
    Piece *piece = my_piece(recipe, OP_ADD_FOREIGN_KEY, work, change);
    Str orphans = is_new ? STR_ABSENT : my_probe_orphans(recipe, key);
    SqlWriter writer;

    piece->about = &key->rec;
    piece->is_new = is_new;
    relate(recipe, piece, key);
    if (orphans.len > 0)
        vec_push(recipe->arena, &piece->probes, orphans);
    if (is_direct) {
        writer = sql_new(&my_quoting);
        sql_put(&writer, RAW("ADD "));
        my_put_foreign_key(&writer, key);
        my_set_clause(recipe, piece, work, &writer);
    } else {
        put_unchecked(recipe, piece, key, orphans);
    }
    my_put(recipe, &piece->reverse, my_drop_foreign_key_sql(recipe, recipe->desired, key));
}

/* Neither server can do both in one statement where the name stays (1826). */
bool my_has_same_rows(const Change *change)
{
    return change->kind == CHANGE_RENAME ||
           (!change_has(change, "Columns") && !change_has(change, "RelatedTable") &&
            !change_has(change, "RelatedColumns"));
}

static void replace_foreign_key(MyRecipe *recipe, const Change *change)
{
    const ForeignKey *live = (const ForeignKey *)change->live;
    const ForeignKey *desired = (const ForeignKey *)change->desired;
    bool same_rows = my_has_same_rows(change);
    Op op = same_rows ? OP_ALTER_FOREIGN_KEY : OP_REPLACE_FOREIGN_KEY;
    Piece *piece = my_piece(recipe, op, MY_ADD_FOREIGN_KEY_UNCHECKED, change);
    Str orphans = my_probe_orphans(recipe, desired);

    relate(recipe, piece, desired);
    my_put(recipe, &piece->statements, my_drop_foreign_key_sql(recipe, recipe->desired, live));
    if (orphans.len > 0 && !same_rows)
        vec_push(recipe->arena, &piece->probes, orphans);
    put_unchecked(recipe, piece, desired, STR_ABSENT);
}

void my_change_foreign_key(MyRecipe *recipe, const Change *change)
{
    const ForeignKey *live = (const ForeignKey *)change->live;
    SqlWriter writer;
    Piece *piece;

    switch (change->kind) {
    case CHANGE_CREATE:
        my_add_foreign_key(recipe, change, (const ForeignKey *)change->desired);
        break;
    case CHANGE_DROP:
        piece = my_piece(recipe, OP_DROP_FOREIGN_KEY, MY_DROP_FOREIGN_KEY, change);
        piece->related = label_name(recipe->arena, live->related_schema, live->related_table).ptr;
        writer = sql_new(&my_quoting);
        sql_put(&writer, RAW("DROP FOREIGN KEY "), ID(live->name));
        put_index_kept(recipe, &writer, live);
        my_free_dropped_key(recipe, piece, live);
        my_set_clause(recipe, piece, MY_DROP_FOREIGN_KEY, &writer);
        break;
    case CHANGE_ALTER:
    case CHANGE_RECREATE:
    case CHANGE_RENAME:
        if (!strs_has(&recipe->come_back, live->name))
            replace_foreign_key(recipe, change);
        break;
    }
}
