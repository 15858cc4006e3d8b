/* Recipes of columns that change their type while the application reads and writes them.
 *
 * ALTER TYPE writes the whole table under a lock that stops everybody. Instead a new side comes
 * beside the column, which a trigger keeps equal to it; batches fill what was there before; a check
 * that is validated proves that both sides say the same in each row; indexes and foreign keys come
 * over the new side; then, in a moment, it takes the column's name, and what stands on the column
 * moves along (rewrite_swap.c). From then on the trigger keeps the old side, so that the way back
 * loses no newer writes, until a step of its own drops it. All artefacts of a column share one
 * temporary name, by which a later plan knows where it stands: its column beside one of the old
 * type is a new side, beside one of the wanted type an old one. */
#include "engine/postgres/recipe_restrict.h"
#include "engine/postgres/rewrite.h"

#include "model/label.h"

/* ---- its SQL ---- */

/* Triggers fire by the order of their names, and it is to see what the others leave. */
static Str trigger_name(const Recipe *recipe, Str side)
{
    return arena_printf(recipe->arena, "~%.*s", STR_ARG(side));
}

static Str sql_function(const Recipe *recipe, Str side)
{
    return RECIPE_SQL(recipe, QN(recipe->schema, side), RAW("()"));
}

Str rewrite_sql_up(const Recipe *recipe, const RewriteSide *side)
{
    return RECIPE_SQL(recipe, RAW("("), ID(side->desired->name), RAW(")::"),
                      EX(side->desired->type));
}

RecipeFill rewrite_fill(const Recipe *recipe, const RewriteSide *side)
{
    Str up = rewrite_sql_up(recipe, side);

    return (RecipeFill){.live = recipe->live,
                        .desired = recipe->desired,
                        .column = side->name,
                        .expression = up,
                        .where =
                            RECIPE_SQL(recipe, ID(side->name), RAW(" IS DISTINCT FROM "), EX(up)),
                        .about = &side->desired->rec};
}

/* Its trigger function: `body` is what it does to the row. Never by other types or operators than
 * the server's own, whoever writes. */
static Str sql_make_function(const Recipe *recipe, Str side, Str body)
{
    return RECIPE_SQL(recipe, RAW("CREATE OR REPLACE FUNCTION "), EX(sql_function(recipe, side)),
                      RAW(" RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp "
                          "AS "),
                      LIT(body));
}

static Str sql_keep_new(const Recipe *recipe, const RewriteSide *side)
{
    Str body = RECIPE_SQL(recipe, RAW("BEGIN NEW."), ID(side->name), RAW(" := (NEW."),
                          ID(side->desired->name), RAW(")::"), EX(side->desired->type),
                          RAW("; RETURN NEW; END"));

    return sql_make_function(recipe, side->name, body);
}

/* What the old type can't hold is no reason for a write to fail. */
Str rewrite_sql_keep_old(const Recipe *recipe, const RewriteSide *side)
{
    Str body = RECIPE_SQL(recipe, RAW("BEGIN NEW."), ID(side->name), RAW(" := (NEW."),
                          ID(side->desired->name), RAW(")::"), EX(side->live->type),
                          RAW("; RETURN NEW; EXCEPTION WHEN OTHERS THEN NEW."), ID(side->name),
                          RAW(" := NULL; RETURN NEW; END"));

    return sql_make_function(recipe, side->name, body);
}

static Str sql_proof(const Recipe *recipe, const RewriteSide *side)
{
    bool is_nullable = side->desired->is_nullable;

    return RECIPE_SQL(recipe, ID(side->name), RAW(" IS NOT DISTINCT FROM "),
                      EX(rewrite_sql_up(recipe, side)), is_nullable ? RAW("") : RAW(" AND "),
                      is_nullable ? RAW("")
                                  : EX(RECIPE_SQL(recipe, ID(side->name), RAW(" IS NOT NULL"))));
}

/* ---- the pieces ---- */

static bool publishes(Arena *arena, const Publication *publication, const Object *table)
{
    Str label = label_name(arena, table->schema, table->name);

    if (sparse_bool(&publication->obj.rec, FIELD_PUBLICATION_ALL_TABLES) ||
        strs_has(sparse_strs(&publication->obj.rec, FIELD_PUBLICATION_SCHEMAS), table->schema))
        return true;
    for (size_t i = 0; i < publication->tables.len; i++)
        if (str_eq(publication->tables.items[i]->name, label))
            return true;
    return false;
}

bool rewrite_is_published(const Recipe *recipe, const Object *table)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++)
        if (live->objects.items[i]->rec.type == &publication_type &&
            publishes(recipe->arena, (const Publication *)live->objects.items[i], table))
            return true;
    return false;
}

/* Side, trigger and proof at once: no write comes between them. `is_there`: the side is, but a
 * package that didn't want it any more has taken the proof away. */
static Piece *begin(Recipe *recipe, const RewriteSide *side, bool is_there)
{
    Column shadow = *side->desired;
    Str trigger = trigger_name(recipe, side->name);
    SqlWriter writer = sql_new(&pg_quoting);
    Piece *piece = recipe_add(recipe, OP_BEGIN_REWRITE, side->change,
                              recipe_reason_of(recipe->arena, side->change, "DataType"));

    shadow.name = side->name;
    piece->is_published = rewrite_is_published(recipe, &recipe->live->obj);
    recipe_put(recipe, piece, sql_keep_new(recipe, side));
    if (!is_there) {
        sql_put(&writer, RAW("ADD COLUMN "), ID(side->name), RAW(" "), EX(shadow.type));
        pg_render_column_options(&writer, recipe->arena, &shadow);
        sql_put(&writer, RAW(", "));
    }
    sql_put(&writer, RAW("ADD CONSTRAINT "), ID(side->name), RAW(" CHECK ("),
            EX(sql_proof(recipe, side)), RAW(") NOT VALID"));
    recipe_put(recipe, piece, restrict_alter(recipe, sql_finish(&writer, recipe->arena)));
    if (is_there)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("DROP TRIGGER IF EXISTS "), ID(trigger), RAW(" ON "),
                              RECIPE_REL(recipe)));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("CREATE TRIGGER "), ID(trigger),
                          RAW(" BEFORE INSERT OR UPDATE ON "), RECIPE_REL(recipe),
                          RAW(" FOR EACH ROW EXECUTE FUNCTION "),
                          EX(sql_function(recipe, side->name))));
    recipe_put(
        recipe, piece,
        restrict_alter(recipe, RECIPE_SQL(recipe, RAW("ENABLE ALWAYS TRIGGER "), ID(trigger))));
    recipe_after_all(recipe, piece, &side->desired->rec);
    rewrite_hold(recipe, piece, side);
    return piece;
}

void recipe_drop_side(const Recipe *recipe, Piece *piece, Str side)
{
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("DROP TRIGGER IF EXISTS "), ID(trigger_name(recipe, side)),
                          RAW(" ON "), RECIPE_REL(recipe)));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("DROP FUNCTION IF EXISTS "), EX(sql_function(recipe, side))));
    recipe_put(recipe, piece,
               restrict_alter(recipe, RECIPE_SQL(recipe, RAW("DROP COLUMN "), ID(side))));
}

void rewrite_hold(const Recipe *recipe, Piece *piece, const RewriteSide *side)
{
    if (!rewrite_is_wider(side))
        vec_push(recipe->arena, &piece->includes, OP_CHANGE_TYPE);
}

/* A column of its own by then. */
static void drop_old(Recipe *recipe, const RewriteTable *table, const RewriteSide *side,
                     const Piece *swapped)
{
    Column *old = record_new(recipe->arena, &column_type);
    Piece *piece = recipe_add(recipe, OP_DROP_COLUMN, side->change,
                              arena_printf(recipe->arena, "the old side of %.*s, which writes keep",
                                           STR_ARG(side->desired->name)));

    old->name = side->name;
    piece->about = &old->rec;
    piece->is_spare = true; /* what it held is in the column itself, or kept before that */
    recipe_drop_side(recipe, piece, side->name);
    recipe_after(recipe, piece, swapped);
    if (swapped == NULL) /* by the piece of another table */
        vec_push(recipe->arena, &piece->takes, rewrite_swapped_name(recipe, table));
}

/* The new side, up to the proof that it is equal in each row. */
static void bring_side(Recipe *recipe, const RewriteSide *side)
{
    bool is_there = table_column(recipe->live, side->name) != NULL;
    const Record *proof = restrict_leftover(recipe, side->name);
    RecipeFill fill = rewrite_fill(recipe, side);
    Piece *piece = NULL, *last;

    if (proof == NULL)
        piece = begin(recipe, side, is_there);
    else if (!sparse_bool(proof, FIELD_NOT_VALID))
        return;
    last = piece;
    piece = recipe_fill_piece(recipe, side->change, &fill);
    recipe_after(recipe, piece, last);
    last = piece;
    piece = recipe_add(recipe, OP_VALIDATE_CHECK, side->change,
                       STR("both sides are compared in each row, while everybody works on"));
    piece->clause = restrict_validate(recipe, side->name);
    recipe_after(recipe, piece, last);
}

bool recipe_rewrites(const Recipe *recipe, const Change *change)
{
    return rewrite_of(recipe->input, change) != NULL;
}

void recipe_rewrite(Recipe *recipe, const Change *change)
{
    const Rewrite *rewrite = rewrite_of(recipe->input, change);
    const RewriteTable *table = rewrite_table(rewrite, recipe->live);
    const Piece *swapped;

    if (table->sides.items[0].change != change)
        return; /* done with that one */
    for (size_t i = 0; i < table->sides.len; i++)
        bring_side(recipe, &table->sides.items[i]);
    rewrite_build(recipe, rewrite, table);
    swapped = rewrite_swap(recipe, rewrite, table);
    for (size_t i = 0; i < table->sides.len; i++)
        drop_old(recipe, table, &table->sides.items[i], swapped);
}

/* ---- what an earlier plan has begun ---- */

static void leave_table(Recipe *recipe, const Rewrite *rewrite, const RewriteTable *table)
{
    for (size_t i = 0; i < table->sides.len; i++) {
        const Column *column = table_column(recipe->live, table->sides.items[i].name);
        const Record *proof = restrict_leftover(recipe, table->sides.items[i].name);
        if (column != NULL)
            recipe_done(recipe, &column->rec);
        if (proof != NULL)
            recipe_done(recipe, proof);
    }
    for (size_t i = 0; i < table->indexes.len; i++)
        vec_push(recipe->arena, &recipe->finished,
                 rewrite_index_name(recipe, rewrite, table, &table->indexes.items[i]));
}

void recipe_leave_rewritten(Recipe *recipe)
{
    const Rewrites *list = rewrite_all(recipe->input);

    for (size_t i = 0; i < list->len; i++) {
        const Rewrite *rewrite = list->items[i];
        const RewriteTable *table = rewrite_table(rewrite, recipe->live);
        if (table != NULL)
            leave_table(recipe, rewrite, table);
        for (size_t k = 0; k < rewrite->keys.len; k++) {
            const Record *twin = restrict_leftover(recipe, rewrite->keys.items[k].name);
            if (rewrite->keys.items[k].of == recipe->live && twin != NULL)
                recipe_done(recipe, twin);
        }
    }
}

Str recipe_rewritten_name(const Recipe *recipe, const Change *change)
{
    const Rewrite *rewrite = rewrite_of(recipe->input, change);

    if (rewrite == NULL || rewrite->tables.items[0]->live == recipe->live)
        return STR_ABSENT;
    return rewrite_swapped_name(recipe, rewrite_table(rewrite, recipe->live));
}
