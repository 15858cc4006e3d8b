/* Recipes of changes of type that leave the table's file as it is: what they read nevertheless, and
 * how a check on the column is kept from being read under the lock. */
#include "engine/postgres/family.h"
#include "engine/postgres/recipe_restrict.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/type_change.h"

/* What of a live table the server makes anew, or reads, with the column's type. */
typedef struct Readers {
    bool has_index; /* an expression of one, or its condition, or (`any`) itself */
    VEC(const Check *) checks;
} Readers;

static bool expression_mentions(Arena *arena, const Index *index, Str column)
{
    bool found = pg_scan_mentions(arena, index->predicate, column);

    for (size_t i = 0; i < index->keys.len; i++)
        found = found || pg_scan_mentions(arena, index->keys.items[i].expression, column);
    return found;
}

/* `any`: the values are the same bytes, but sort as another type. */
static void look_for_readers(Arena *arena, const Table *table, Str column, bool any,
                             Readers *readers)
{
    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *index = table->indexes.items[i];
        if (any ? recipe_uses_column(arena, index, column)
                : expression_mentions(arena, index, column))
            readers->has_index = true;
    }
    for (size_t i = 0; i < table->exclusions.len; i++) {
        const Index *index = pg_exclusion_index(arena, table->exclusions.items[i]);
        if (any ? recipe_uses_column(arena, index, column)
                : expression_mentions(arena, index, column))
            readers->has_index = true;
    }
    for (size_t i = 0; i < table->checks.len; i++)
        if (pg_scan_mentions(arena, table->checks.items[i]->expression, column))
            vec_push(arena, &readers->checks, table->checks.items[i]);
}

/* … and of the tables that are part of it or inherit from it. */
static void look_below(const Recipe *recipe, const Table *parent, Str column, bool any,
                       Readers *readers)
{
    PgTables children = recipe_children(recipe, parent);

    for (size_t i = 0; i < children.len; i++) {
        const Table *live = recipe_live_table(recipe, children.items[i]);
        if (live != NULL)
            look_for_readers(recipe->arena, live, column, any, readers);
        look_below(recipe, children.items[i], column, any, readers);
    }
}

static const Check *desired_check(const Recipe *recipe, const Check *live)
{
    const Check *desired = table_check(recipe->desired, live->name);
    bool stays = desired != NULL && recipe_change_of(recipe->group, &live->rec) == NULL &&
                 recipe_change_of(recipe->group, &desired->rec) == NULL;

    return stays ? desired : NULL;
}

/* Whether each check that reads the column is of this table alone, valid, and stays what it is. */
static bool can_set_aside(const Recipe *recipe, const Readers *readers)
{
    if (readers->has_index || recipe_children(recipe, recipe->desired).len > 0 ||
        table_is_foreign(recipe->live))
        return false;
    for (size_t i = 0; i < readers->checks.len; i++) {
        const Check *live = readers->checks.items[i];
        if (sparse_bool(&live->rec, FIELD_INHERITED) || sparse_bool(&live->rec, FIELD_NOT_VALID) ||
            sparse_bool(&live->rec, FIELD_NOT_ENFORCED) || desired_check(recipe, live) == NULL)
            return false;
    }
    return true;
}

static void put_aside(SqlWriter *writer, const Check *check, bool is_back)
{
    if (is_back) {
        sql_put(writer, RAW(", ADD "));
        pg_render_check(writer, check->name, check);
        sql_put(writer, RAW(" NOT VALID"));
    } else {
        sql_put(writer, RAW("DROP CONSTRAINT "), ID(check->name), RAW(", "));
    }
}

/* In one statement the checks go, the type changes and they are back for new rows; the old ones,
 * which met them before, are read behind it. */
static void set_checks_aside(Recipe *recipe, Piece *piece, const Change *change,
                             const Readers *readers)
{
    SqlWriter writer = sql_new(&pg_quoting);

    for (size_t i = 0; i < readers->checks.len; i++)
        put_aside(&writer, readers->checks.items[i], false);
    sql_put(&writer, EX(piece->clause));
    for (size_t i = 0; i < readers->checks.len; i++)
        put_aside(&writer, readers->checks.items[i], true);
    piece->clause = sql_finish(&writer, recipe->arena);
    for (size_t i = 0; i < readers->checks.len; i++) {
        const Check *check = desired_check(recipe, readers->checks.items[i]);
        Str comment = sparse_str(&check->rec, FIELD_COMMENT);
        Piece *proof = recipe_add(recipe, OP_VALIDATE_CHECK, change,
                                  STR("what is there is read, while everybody works on"));
        proof->about = &check->rec;
        proof->clause = restrict_validate(recipe, check->name);
        recipe_after(recipe, proof, piece);
        if (comment.len > 0)
            vec_push(recipe->arena, &piece->finally,
                     recipe_sql_comment(recipe, &check->rec, comment));
    }
}

static void change_op(const Recipe *recipe, Piece *piece, Op op)
{
    vec_push(recipe->arena, &piece->includes, piece->op); /* its order, phase and hazards */
    piece->op = op;
}

void recipe_keep_in_place(Recipe *recipe, Piece *piece, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    bool is_wider = piece->op == OP_WIDEN_TYPE;
    Readers readers = {0};

    if (!change_has(change, "DataType") || change_has(change, "Collation") ||
        (!is_wider && !pg_named_type_change(recipe->input, live, desired).is_in_place))
        return;
    look_for_readers(recipe->arena, recipe->live, live->name, !is_wider, &readers);
    look_below(recipe, recipe->desired, live->name, !is_wider, &readers);
    if (!readers.has_index && readers.checks.len == 0) {
        if (!is_wider)
            change_op(recipe, piece, OP_RETYPE_IN_PLACE);
    } else if (is_wider && piece->clause.len > 0 && can_set_aside(recipe, &readers) &&
               recipe_goes_online(recipe, COST_SCAN)) {
        set_checks_aside(recipe, piece, change, &readers);
    } else {
        change_op(recipe, piece, is_wider ? OP_WIDEN_TYPE_SCAN : OP_RETYPE_SCAN);
    }
}
