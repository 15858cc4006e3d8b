/* Recipes of NOT NULL constraints, which PostgreSQL 18 names. */
#include "engine/postgres/recipe.h"

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

    if (live->is_nullable || desired->is_nullable || recipe->input->version < PG_18)
        return;
    name = name_of(recipe, recipe->desired, desired);
    if (change_has(change, "NotNullName"))
        rename_it(recipe, change, name_of(recipe, recipe->live, live), name);
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
