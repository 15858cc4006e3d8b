/* Recipes of composite types: attributes that come, go, and change. */
#include "engine/postgres/recipe.h"

#include "engine/postgres/carry_types.h"
#include "engine/postgres/type_shape.h"

static bool stays(const CompositeType *live, const CompositeType *desired, const Attribute *one)
{
    for (size_t i = 0; i < desired->attributes.len; i++)
        if (pg_attribute_before(live, desired, desired->attributes.items[i]) == one)
            return true;
    return false;
}

static Str sql_alter(const Recipe *recipe, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER TYPE "), RECIPE_REL(recipe), RAW(" "), EX(clause));
}

static Piece *add_piece(Recipe *recipe, Op op, const Change *change, const char *what, Str name)
{
    return recipe_add(recipe, op, change,
                      arena_printf(recipe->arena, "%s %.*s", what, STR_ARG(name)));
}

void recipe_rename_attributes(Recipe *recipe, const Change *change)
{
    const CompositeType *live = (const CompositeType *)change->live;
    const CompositeType *desired = (const CompositeType *)change->desired;

    for (size_t i = 0; i < desired->attributes.len; i++) {
        const Attribute *attribute = desired->attributes.items[i];
        const Attribute *known = pg_attribute_before(live, desired, attribute);
        Piece *piece;
        if (known == NULL || str_eq(known->name, attribute->name))
            continue;
        piece = add_piece(recipe, OP_RENAME_OBJECT, change, "attribute", attribute->name);
        recipe_put(recipe, piece,
                   sql_alter(recipe, RECIPE_SQL(recipe, RAW("RENAME ATTRIBUTE "), ID(known->name),
                                                RAW(" TO "), ID(attribute->name))));
        recipe->base = piece;
    }
}

static void drop_attributes(Recipe *recipe, const Change *change)
{
    const CompositeType *live = (const CompositeType *)change->live;

    for (size_t i = 0; i < live->attributes.len; i++) {
        const Attribute *attribute = live->attributes.items[i];
        Piece *piece;
        if (stays(live, (const CompositeType *)change->desired, attribute))
            continue;
        piece = add_piece(recipe, OP_DROP_ATTRIBUTE, change, "attribute", attribute->name);
        recipe_put(
            recipe, piece,
            sql_alter(recipe, RECIPE_SQL(recipe, RAW("DROP ATTRIBUTE "), ID(attribute->name))));
        recipe->base = piece;
    }
}

static Str sql_attribute(const Recipe *recipe, const Attribute *attribute)
{
    SqlWriter writer = sql_new(&pg_quoting);

    pg_render_attribute(&writer, attribute);
    return sql_finish(&writer, recipe->arena);
}

static void add_attribute(Recipe *recipe, const Change *change, const Attribute *attribute)
{
    Piece *piece = add_piece(recipe, OP_ALTER_OBJECT, change, "attribute", attribute->name);

    recipe_put(recipe, piece,
               sql_alter(recipe, RECIPE_SQL(recipe, RAW("ADD ATTRIBUTE "),
                                            EX(sql_attribute(recipe, attribute)))));
    recipe->base = piece;
}

static void retype_attribute(Recipe *recipe, const Change *change, const Attribute *attribute)
{
    Piece *piece = add_piece(recipe, OP_RECREATE_OBJECT, change, "attribute", attribute->name);
    Str collation = sparse_str(&attribute->rec, FIELD_COLUMN_COLLATION);

    recipe_put(recipe, piece,
               sql_alter(recipe, RECIPE_SQL(recipe, RAW("ALTER ATTRIBUTE "), ID(attribute->name),
                                            RAW(" TYPE "), EX(attribute->type),
                                            collation.len > 0 ? RAW(" COLLATE ") : RAW(""),
                                            EX(collation))));
    recipe->base = piece;
}

static void comment_on_attribute(Recipe *recipe, const Change *change, const Attribute *live,
                                 const Attribute *desired)
{
    Str comment = sparse_str(&desired->rec, FIELD_COMMENT);
    Piece *piece;

    if (str_eq(comment, live == NULL ? STR_ABSENT : sparse_str(&live->rec, FIELD_COMMENT)))
        return;
    piece = add_piece(recipe, OP_COMMENT, change, "comment on attribute", desired->name);
    recipe_put(recipe, piece, recipe_sql_attribute_comment(recipe, desired));
}

/* Of a new type. */
void recipe_comment_on_attributes(Recipe *recipe, const Change *change)
{
    const CompositeType *desired = (const CompositeType *)change->desired;

    for (size_t i = 0; i < desired->attributes.len; i++)
        comment_on_attribute(recipe, change, NULL, desired->attributes.items[i]);
}

Str recipe_sql_attribute_comment(const Recipe *recipe, const Attribute *attribute)
{
    Str comment = sparse_str(&attribute->rec, FIELD_COMMENT);

    return RECIPE_SQL(recipe, RAW("COMMENT ON COLUMN "), RECIPE_REL(recipe), RAW("."),
                      ID(attribute->name), RAW(" IS "),
                      comment.len > 0 ? LIT(comment) : RAW("NULL"));
}

void recipe_composite(Recipe *recipe, const Change *change)
{
    const CompositeType *live = (const CompositeType *)change->live;
    const CompositeType *desired = (const CompositeType *)change->desired;

    if (!change_has(change, "Attributes"))
        return;
    recipe_rename_attributes(recipe, change);
    drop_attributes(recipe, change);
    for (size_t i = 0; i < desired->attributes.len; i++) {
        const Attribute *attribute = desired->attributes.items[i];
        const Attribute *known = pg_attribute_before(live, desired, attribute);
        if (known == NULL)
            add_attribute(recipe, change, attribute);
        else if (pg_attribute_retypes(known, attribute))
            retype_attribute(recipe, change, attribute);
        comment_on_attribute(recipe, change, known, attribute);
    }
}
