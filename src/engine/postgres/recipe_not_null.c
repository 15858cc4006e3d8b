/* Recipes of NOT NULL constraints, which PostgreSQL 18 names. */
#include "engine/postgres/family.h"
#include "engine/postgres/recipe_restrict.h"

enum { PG_18 = 180000 };

static bool says_more(const Column *column)
{
    return sparse_str(&column->rec, FIELD_NOT_NULL_NAME).len > 0 ||
           sparse_bool(&column->rec, FIELD_NOT_VALID) ||
           sparse_bool(&column->rec, FIELD_CHECK_NO_INHERIT);
}

bool recipe_not_null_versions(const Recipe *recipe, const Column *column)
{
    if (sparse_bool(&column->rec, FIELD_NOT_VALID))
        return recipe_needs_version(recipe, &column->rec, PG_18, "NOT NULL NOT VALID");
    if (sparse_bool(&column->rec, FIELD_CHECK_NO_INHERIT))
        return recipe_needs_version(recipe, &column->rec, PG_18, "NOT NULL NO INHERIT");
    return sparse_str(&column->rec, FIELD_NOT_NULL_COMMENT).len == 0 ||
           recipe_needs_version(recipe, &column->rec, PG_18, "a comment on NOT NULL");
}

Str recipe_not_null_clause(const Recipe *recipe, const Column *column)
{
    SqlWriter writer;

    if (recipe->input->version < PG_18 || !says_more(column))
        return RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(column->name), RAW(" SET NOT NULL"));
    writer = sql_new(&pg_quoting);
    sql_put(&writer, RAW("ADD "));
    pg_render_not_null(&writer, column);
    return sql_finish(&writer, recipe->arena);
}

/* What a live or desired one is called. */
static Str name_of(const Recipe *recipe, const Table *table, const Column *column)
{
    Str name = sparse_str(&column->rec, FIELD_NOT_NULL_NAME);

    return name.len > 0 ? name : pg_not_null_name(recipe->arena, table->obj.name, column->name);
}

/* ---- a column that is there, and may hold NULL so far ---- */

static Str sql_allow(const Recipe *recipe, const Column *column)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" ALTER COLUMN "),
                      ID(column->name), RAW(" DROP NOT NULL"));
}

/* Rows of a column that this plan fills have no value yet: none of them is in the way. */
static Str sql_probe(const Recipe *recipe, const Change *change)
{
    if (change->live == NULL || recipe_is_unfilled(recipe, (const Column *)change->desired))
        return STR_ABSENT;
    return probe_nulls(recipe, (const Column *)change->live);
}

static Str reason_of(const Recipe *recipe, const Change *change)
{
    return change->kind == CHANGE_CREATE ? STR("it has its values")
                                         : recipe_reason_of(recipe->arena, change, "Nullable");
}

static void forbid_directly(Recipe *recipe, const Change *change, const Column *column)
{
    Piece *piece = recipe_add(recipe, OP_SET_NOT_NULL, change, reason_of(recipe, change));

    piece->clause = recipe_not_null_clause(recipe, column);
    recipe_undo(recipe, piece, sql_allow(recipe, column));
    if (!sparse_bool(&column->rec, FIELD_NOT_VALID))
        recipe_probe(recipe, piece, sql_probe(recipe, change));
    recipe_after_name(recipe, piece, column->name);
    if (change->live == NULL || recipe_is_unfilled(recipe, column))
        recipe_after_all(recipe, piece, &column->rec);
}

/* The first piece of an online way: all that is done to the column before comes first, so that no
 * change of its type reads the rows once more for the check. */
static Piece *begin(Recipe *recipe, const Change *change, Op op)
{
    const Column *column = (const Column *)change->desired;
    Piece *piece = recipe_add(recipe, op, change, reason_of(recipe, change));

    recipe_probe(recipe, piece, sql_probe(recipe, change));
    vec_push(recipe->arena, &piece->includes, OP_SET_NOT_NULL);
    recipe_after_all(recipe, piece, &column->rec);
    recipe_after_name(recipe, piece, column->name);
    return piece;
}

static Piece *validate(Recipe *recipe, const Change *change, Op op, Str name, const Piece *begun)
{
    Piece *piece =
        recipe_add(recipe, op, change, STR("what is there is read, while everybody works on"));

    piece->clause = restrict_validate(recipe, name);
    recipe_probe(recipe, piece, sql_probe(recipe, change));
    recipe_after(recipe, piece, begun);
    return piece;
}

/* Since 18 the constraint itself may wait for its proof. */
static void forbid_later(Recipe *recipe, const Change *change, const Column *column)
{
    bool inherits = !sparse_bool(&column->rec, FIELD_CHECK_NO_INHERIT);
    Str name = name_of(recipe, recipe->desired, column);
    Piece *piece = begin(recipe, change, OP_SET_NOT_NULL_LATER);

    piece->clause =
        RECIPE_SQL(recipe, RAW("ADD CONSTRAINT "), ID(name), RAW(" NOT NULL "), ID(column->name),
                   inherits ? RAW("") : RAW(" NO INHERIT"), RAW(" NOT VALID"));
    recipe_undo(recipe, piece, sql_allow(recipe, column));
    (void)validate(recipe, change, OP_VALIDATE_NOT_NULL, name, piece);
}

static Str sql_proof(const Recipe *recipe, const Column *column)
{
    return RECIPE_SQL(recipe, ID(column->name), RAW(" IS NOT NULL"));
}

/* Before 18 a check proves it. SET NOT NULL and the drop of the check are statements of their own:
 * in one ALTER the check would be gone first, and the rows read. */
static void forbid_by_check(Recipe *recipe, const Change *change, const Column *column)
{
    Str name = restrict_temporary_name(recipe, sql_proof(recipe, column));
    const Record *leftover = restrict_leftover(recipe, name);
    Piece *piece = NULL;

    if (leftover == NULL) {
        piece = begin(recipe, change, OP_ADD_CHECK_NOT_VALID);
        piece->clause = RECIPE_SQL(recipe, RAW("ADD CONSTRAINT "), ID(name), RAW(" CHECK ("),
                                   EX(sql_proof(recipe, column)), RAW(") NOT VALID"));
        recipe_undo(recipe, piece, restrict_alter(recipe, restrict_drop(recipe, name)));
    } else {
        recipe_done(recipe, leftover);
    }
    if (leftover == NULL || sparse_bool(leftover, FIELD_NOT_VALID))
        piece = validate(recipe, change, OP_VALIDATE_CHECK, name, piece);
    Piece *last = begin(recipe, change, OP_SET_NOT_NULL_PROVEN);
    recipe_after(recipe, last, piece);
    recipe_put(recipe, last,
               restrict_alter(recipe, RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(column->name),
                                                 RAW(" SET NOT NULL"))));
    recipe_put(recipe, last, restrict_alter(recipe, restrict_drop(recipe, name)));
    recipe_undo(recipe, last, sql_allow(recipe, column));
}

void recipe_forbid_nulls(Recipe *recipe, const Change *change)
{
    const Column *column = (const Column *)change->desired;

    if (sparse_bool(&column->rec, FIELD_NOT_VALID) || table_is_foreign(recipe->desired) ||
        !(recipe_goes_online(recipe, COST_SCAN) ||
          restrict_is_begun(recipe, sql_proof(recipe, column))))
        forbid_directly(recipe, change, column);
    else if (recipe->input->version >= PG_18)
        forbid_later(recipe, change, column);
    else
        forbid_by_check(recipe, change, column);
}

/* ---- one that holds none ---- */

static void rename_it(Recipe *recipe, const Change *change, Str from, Str to)
{
    Piece *piece;

    if (str_eq(from, to))
        return;
    piece = recipe_add(recipe, OP_RENAME_CONSTRAINT, change,
                       recipe_reason_of(recipe->arena, change, "NotNullName"));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                          RAW(" RENAME CONSTRAINT "), ID(from), RAW(" TO "), ID(to)));
    recipe_after_name(recipe, piece, record_name(change->desired));
}

/* The column that is to have the name of this one's constraint; NULL: none. */
static const Column *next_of_name(const Recipe *recipe, const Column *live)
{
    Str name = name_of(recipe, recipe->live, live);

    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *column = recipe->desired->columns.items[i];
        if (!column->is_nullable && str_eq(name_of(recipe, recipe->desired, column), name))
            return str_eq(recipe_live_column(recipe, column->name), live->name) ? NULL : column;
    }
    return NULL;
}

static bool steps_aside(const Recipe *recipe, const Column *live)
{
    bool is_given = sparse_bool(&live->rec, FIELD_INHERITED);

    return recipe->input->version >= PG_18 && !live->is_nullable && !is_given &&
           next_of_name(recipe, live) != NULL;
}

static Str name_aside(const Recipe *recipe, const Column *live)
{
    return recipe_temporary_name(recipe->arena,
                                 arena_printf(recipe->arena, "%.*s.%.*s", STR_ARG(recipe->name),
                                              STR_ARG(name_of(recipe, recipe->live, live))));
}

void recipe_free_not_nulls(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->live->columns.len; i++) {
        const Column *live = recipe->live->columns.items[i];
        const Change *change;
        Piece *piece;
        if (!steps_aside(recipe, live))
            continue;
        change = recipe_change_of(recipe->group, &next_of_name(recipe, live)->rec);
        if (change == NULL)
            continue; /* a parent's recipe does it */
        piece = recipe_add(recipe, OP_RENAME_CONSTRAINT, change,
                           STR("another column's NOT NULL has its name"));
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                              RAW(" RENAME CONSTRAINT "), ID(name_of(recipe, recipe->live, live)),
                              RAW(" TO "), ID(name_aside(recipe, live))));
        recipe->base = piece;
    }
}

static void alter(Recipe *recipe, const Change *change, Str name, Op op, SqlPart head, SqlPart tail,
                  const char *keys)
{
    Piece *piece = recipe_add(recipe, op, change, recipe_reason_of(recipe->arena, change, keys));

    piece->clause = RECIPE_SQL(recipe, head, ID(name), tail);
    recipe_after_all(recipe, piece, change->desired);
}

void recipe_not_null(Recipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    Str name;

    if (change_has(change, "NotNullOwn") && sparse_bool(&desired->rec, FIELD_NOT_NULL_OWN) &&
        recipe->input->version >= PG_18 && !change_has(change, "Nullable"))
        alter(recipe, change, desired->name,
              live->is_nullable ? OP_SET_NOT_NULL : OP_ALTER_NOT_NULL, RAW("ALTER COLUMN "),
              RAW(" SET NOT NULL"), "NotNullOwn");
    if (live->is_nullable || desired->is_nullable || recipe->input->version < PG_18)
        return;
    name = name_of(recipe, recipe->desired, desired);
    if (change_has(change, "NotNullName"))
        rename_it(recipe, change,
                  steps_aside(recipe, live) ? name_aside(recipe, live)
                                            : name_of(recipe, recipe->live, live),
                  name);
    if (change_has(change, "NotNullNoInherit"))
        alter(recipe, change, name, OP_ALTER_NOT_NULL, RAW("ALTER CONSTRAINT "),
              sparse_bool(&desired->rec, FIELD_CHECK_NO_INHERIT) ? RAW(" NO INHERIT")
                                                                 : RAW(" INHERIT"),
              "NotNullNoInherit");
    if (change_has(change, "NotNullNotValid")) { /* the other way there is no difference */
        alter(recipe, change, name, OP_VALIDATE_NOT_NULL, RAW("VALIDATE CONSTRAINT "), RAW(""),
              "NotNullNotValid");
        recipe_probe(recipe, recipe_piece_of(recipe, change->desired), probe_nulls(recipe, live));
    }
}

bool recipe_inherits_not_null(const Recipe *recipe, const Column *column)
{
    PgTables parents;
    const Column *given;

    if (pg_is_partition(recipe->desired) || sparse_bool(&column->rec, FIELD_NOT_NULL_OWN))
        return false;
    parents = pg_family_parents(recipe->arena, recipe->input->changes->desired, recipe->desired);
    given = pg_family_column(recipe->arena, recipe->desired, &parents, column->name);
    return given != NULL && !given->is_nullable &&
           !sparse_bool(&given->rec, FIELD_CHECK_NO_INHERIT);
}

void recipe_create_not_nulls(const Recipe *recipe, Piece *piece)
{
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *column = recipe->desired->columns.items[i];
        if (!column->is_nullable && sparse_bool(&column->rec, FIELD_NOT_VALID))
            recipe_put(recipe, piece,
                       RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "),
                                  EX(recipe_not_null_clause(recipe, column))));
    }
}

Str recipe_not_null_comment(const Recipe *recipe, const Column *column, Str comment)
{
    return RECIPE_SQL(recipe, RAW("COMMENT ON CONSTRAINT "),
                      ID(name_of(recipe, recipe->desired, column)), RAW(" ON "), RECIPE_REL(recipe),
                      RAW(" IS "), comment.len > 0 ? LIT(comment) : RAW("NULL"));
}
