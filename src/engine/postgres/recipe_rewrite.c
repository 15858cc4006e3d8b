/* Recipes of columns that change their type while the application reads and writes them.
 *
 * ALTER TYPE writes the whole table under a lock that stops everybody. Instead a new side comes
 * beside the column, which a trigger keeps equal to it; batches fill what was there before; a check
 * that is validated proves that both sides say the same in each row; then, in a moment, the new
 * side takes the column's name. From then on the trigger keeps the old side, so that the way back
 * loses no newer writes, until a step of its own drops it. All artefacts share one temporary name,
 * by which a later plan knows where it stands: its column beside one of the old type is a new side,
 * beside one of the wanted type an old one. */
#include "engine/postgres/recipe_restrict.h"

#include "engine/postgres/scan.h"
#include "engine/postgres/type_change.h"
#include "model/label.h"
#include "model/temporary.h"

/* ---- which changes ---- */

/* Conversions that no value fails, that are the same in every session, and whose results compare.
 * A wider one is what the application wrote before, in more bytes. */
static const struct {
    const char *from, *to;
    bool is_wider;
} conversions[] = {
    {"smallint", "integer", true},
    {"smallint", "bigint", true},
    {"smallint", "numeric", true},
    {"smallint", "double precision", true},
    {"smallint", "text", false},
    {"integer", "bigint", true},
    {"integer", "numeric", true},
    {"integer", "double precision", true},
    {"integer", "text", false},
    {"bigint", "numeric", true},
    {"bigint", "text", false},
    {"real", "double precision", true},
    {"numeric", "numeric", true},
    {"numeric", "text", false},
    {"boolean", "text", false},
    {"uuid", "text", false},
    {"date", "timestamp without time zone", false},
};

static Str base_of(Str type)
{
    size_t open = str_find(type, '(', 0);

    return open == SIZE_MAX ? type : str_sub(type, 0, open);
}

static bool find_conversion(const Column *live, const Column *desired, bool *is_wider)
{
    for (size_t i = 0; i < sizeof conversions / sizeof *conversions; i++) {
        if (!str_is(base_of(live->type), conversions[i].from) ||
            !str_is(base_of(desired->type), conversions[i].to))
            continue;
        *is_wider = conversions[i].is_wider;
        return true;
    }
    return false;
}

/* ---- names ---- */

/* Of the new side, later of the old one; of the check, the function and, behind a tilde, the
 * trigger: triggers fire by the order of their names, and it is to see what the others leave. */
static Str side_name(const Recipe *recipe, const Column *desired)
{
    return restrict_temporary_name(recipe,
                                   arena_printf(recipe->arena, "%.*s as %.*s",
                                                STR_ARG(desired->name), STR_ARG(desired->type)));
}

static Str trigger_name(const Recipe *recipe, Str side)
{
    return arena_printf(recipe->arena, "~%.*s", STR_ARG(side));
}

static Str sql_function(const Recipe *recipe, Str side)
{
    return RECIPE_SQL(recipe, QN(recipe->schema, side), RAW("()"));
}

/* ---- what uses the column ---- */

static bool is_named(const StrVec *names, Str column)
{
    return strs_has(names, column);
}

static bool is_in_keys(const Recipe *recipe, const Table *table, Str column)
{
    Arena *arena = recipe->arena;

    for (size_t i = 0; i < table->indexes.len; i++)
        if (recipe_uses_column(arena, table->indexes.items[i], column))
            return true;
    for (size_t i = 0; i < table->exclusions.len; i++)
        if (recipe_uses_column(arena, pg_exclusion_index(arena, table->exclusions.items[i]),
                               column))
            return true;
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        if (is_named(&table->foreign_keys.items[i]->columns, column))
            return true;
    for (size_t i = 0; i < table->statistics.len; i++) {
        const KeyParts *keys = &table->statistics.items[i]->keys;
        for (size_t k = 0; k < keys->len; k++)
            if (str_eq(keys->items[k].name, column) ||
                pg_scan_mentions(arena, keys->items[k].expression, column))
                return true;
    }
    return false;
}

static bool is_in_expressions(const Recipe *recipe, const Table *table, Str column, Str side)
{
    Arena *arena = recipe->arena;

    for (size_t i = 0; i < table->checks.len; i++)
        if (!str_eq(table->checks.items[i]->name, side) &&
            pg_scan_mentions(arena, table->checks.items[i]->expression, column))
            return true;
    for (size_t i = 0; i < table->policies.len; i++)
        if (pg_scan_mentions(arena, table->policies.items[i]->using_expression, column) ||
            pg_scan_mentions(arena, table->policies.items[i]->check_expression, column))
            return true;
    for (size_t i = 0; i < table->columns.len; i++)
        if (pg_scan_mentions(
                arena, sparse_str(&table->columns.items[i]->rec, FIELD_COLUMN_GENERATION), column))
            return true;
    return false;
}

/* Foreign keys onto it, and sequences that are dropped with it. */
static bool is_used_by_others(const Recipe *recipe, const Model *model, const Table *table,
                              Str column)
{
    for (size_t i = 0; i < model->objects.len; i++) {
        const Object *object = model->objects.items[i];
        const Table *other = (const Table *)object;
        Str schema, name, owned;
        if (object->rec.type == &sequence_type &&
            pg_owned_by_read(recipe->arena, sparse_str(&object->rec, FIELD_SEQUENCE_OWNED_BY),
                             &schema, &name, &owned) &&
            str_eq(object->schema, table->obj.schema) && str_eq(name, table->obj.name) &&
            str_eq(owned, column))
            return true;
        if (object->rec.type != &table_type)
            continue;
        for (size_t k = 0; k < other->foreign_keys.len; k++) {
            const ForeignKey *key = other->foreign_keys.items[k];
            if (str_eq(key->related_schema, table->obj.schema) &&
                str_eq(key->related_table, table->obj.name) &&
                is_named(&key->related_columns, column))
                return true;
        }
    }
    return false;
}

/* Views, triggers, routines and publications, by what the server says depends on it; children. */
static bool has_dependents(const Recipe *recipe, Str column, Str side)
{
    const Model *live = recipe->input->changes->live;
    const Object *table = &recipe->live->obj;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Edge *edge = &live->edges.items[i];
        bool is_own_check = edge->part != NULL && str_eq(record_name(edge->part), side);
        if (edge->to == table && (edge->is_parent || str_eq(edge->column, column)) && !is_own_check)
            return true;
    }
    return recipe_children(recipe, recipe->desired).len > 0;
}

/* A trigger whose name sorts behind ours would change what we have copied. */
static bool has_late_trigger(const Recipe *recipe)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Definition *trigger = (const Definition *)live->objects.items[i];
        if (trigger->obj.rec.type == &trigger_type &&
            str_eq(trigger->obj.schema, recipe->live->obj.schema) &&
            str_eq(trigger->relation, recipe->live->obj.name) && trigger->own.len > 0 &&
            (unsigned char)trigger->own.ptr[0] >= '~')
            return true;
    }
    return false;
}

static bool is_plain_table(const Table *table)
{
    return !table_is_foreign(table) && !pg_is_partitioned(table) &&
           pg_family_parent_count(table) == 0 &&
           sparse_str(&table->obj.rec, FIELD_TABLE_OF_TYPE).len == 0;
}

static bool is_plain_change(const Change *change)
{
    static const char *const others[] = {"Nullable", "Generated", "Collation",
                                         "GenerationExpression"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (change_has(change, others[i]))
            return false;
    return true;
}

static bool is_plain_column(const Column *column)
{
    return !recipe_is_identity(column) && !recipe_is_generated(column) &&
           sparse_str(&column->rec, FIELD_COLUMN_COLLATION).len == 0 &&
           !sparse_bool(&column->rec, FIELD_NOT_VALID) &&
           !sparse_bool(&column->rec, FIELD_CHECK_NO_INHERIT) &&
           sparse_str(&column->rec, FIELD_NOT_NULL_NAME).len == 0;
}

/* Whether nothing in one of the models stands on the column. */
static bool is_alone(const Recipe *recipe, const Model *model, const Table *table,
                     const Column *column, Str side)
{
    return is_plain_table(table) && is_plain_column(column) &&
           !is_in_keys(recipe, table, column->name) &&
           !is_in_expressions(recipe, table, column->name, side) &&
           !is_used_by_others(recipe, model, table, column->name);
}

/* ---- its SQL ---- */

static Str sql_up(const Recipe *recipe, const Column *desired)
{
    return RECIPE_SQL(recipe, RAW("("), ID(desired->name), RAW(")::"), EX(desired->type));
}

static RecipeFill fill_of(const Recipe *recipe, const Column *desired, Str side)
{
    Str up = sql_up(recipe, desired);

    return (RecipeFill){.live = recipe->live,
                        .desired = recipe->desired,
                        .column = side,
                        .expression = up,
                        .where = RECIPE_SQL(recipe, ID(side), RAW(" IS DISTINCT FROM "), EX(up)),
                        .about = &desired->rec};
}

bool recipe_rewrites(const Recipe *recipe, const Change *change)
{
    const Changes *changes = recipe->input->changes;
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    PgTypeChange type = pg_named_type_change(recipe->input, live, desired);
    Str side = side_name(recipe, desired);
    RecipeFill fill = fill_of(recipe, desired, side);
    const BackfillFacts *update =
        facts_update(recipe->input->facts,
                     label_name(recipe->arena, recipe->live->obj.schema, recipe->live->obj.name));
    bool is_wider;

    if (type.op != OP_CHANGE_TYPE || type.is_in_place || !str_eq(live->name, desired->name) ||
        !is_plain_change(change) || !find_conversion(live, desired, &is_wider) ||
        !is_alone(recipe, changes->live, recipe->live, live, side) ||
        !is_alone(recipe, changes->desired, recipe->desired, desired, side) ||
        has_dependents(recipe, live->name, side) || has_late_trigger(recipe) ||
        !recipe_can_fill(recipe, &fill))
        return false;
    if (table_column(recipe->live, side) != NULL)
        return true; /* begun */
    return recipe_goes_online(recipe, COST_REWRITE) && update != NULL && !update->is_hidden;
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

static Str body_up(const Recipe *recipe, const Column *desired, Str side)
{
    return RECIPE_SQL(recipe, RAW("BEGIN NEW."), ID(side), RAW(" := (NEW."), ID(desired->name),
                      RAW(")::"), EX(desired->type), RAW("; RETURN NEW; END"));
}

/* What the old type can't hold is no reason for a write to fail. */
static Str body_down(const Recipe *recipe, const Column *live, const Column *desired, Str side)
{
    return RECIPE_SQL(recipe, RAW("BEGIN NEW."), ID(side), RAW(" := (NEW."), ID(desired->name),
                      RAW(")::"), EX(live->type),
                      RAW("; RETURN NEW; EXCEPTION WHEN OTHERS THEN NEW."), ID(side),
                      RAW(" := NULL; RETURN NEW; END"));
}

static Str sql_proof(const Recipe *recipe, const Column *desired, Str side)
{
    return RECIPE_SQL(recipe, ID(side), RAW(" IS NOT DISTINCT FROM "), EX(sql_up(recipe, desired)),
                      desired->is_nullable ? RAW("") : RAW(" AND "),
                      desired->is_nullable ? RAW("")
                                           : EX(RECIPE_SQL(recipe, ID(side), RAW(" IS NOT NULL"))));
}

/* ---- the pieces ---- */

/* Side, trigger and proof at once: no write comes between them. */
static Piece *begin(Recipe *recipe, const Change *change, Str side)
{
    const Column *desired = (const Column *)change->desired;
    Column shadow = *desired;
    SqlWriter writer = sql_new(&pg_quoting);
    Piece *piece = recipe_add(recipe, OP_BEGIN_REWRITE, change,
                              recipe_reason_of(recipe->arena, change, "DataType"));

    shadow.name = side;
    recipe_put(recipe, piece, sql_make_function(recipe, side, body_up(recipe, desired, side)));
    sql_put(&writer, RAW("ADD COLUMN "), ID(side), RAW(" "), EX(desired->type));
    pg_render_column_options(&writer, recipe->arena, &shadow);
    sql_put(&writer, RAW(", ADD CONSTRAINT "), ID(side), RAW(" CHECK ("),
            EX(sql_proof(recipe, desired, side)), RAW(") NOT VALID"));
    recipe_put(recipe, piece, restrict_alter(recipe, sql_finish(&writer, recipe->arena)));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("CREATE TRIGGER "), ID(trigger_name(recipe, side)),
                          RAW(" BEFORE INSERT OR UPDATE ON "), RECIPE_REL(recipe),
                          RAW(" FOR EACH ROW EXECUTE FUNCTION "), EX(sql_function(recipe, side))));
    recipe_put(recipe, piece,
               restrict_alter(recipe, RECIPE_SQL(recipe, RAW("ENABLE ALWAYS TRIGGER "),
                                                 ID(trigger_name(recipe, side)))));
    return piece;
}

static void rename_column(const Recipe *recipe, Piece *piece, Str from, Str to)
{
    recipe_put(recipe, piece,
               restrict_alter(recipe, RECIPE_SQL(recipe, RAW("RENAME COLUMN "), ID(from),
                                                 RAW(" TO "), ID(to))));
}

/* The new side forbids NULL, as the check has proven, and the old one no longer does. */
static void move_not_null(const Recipe *recipe, Piece *piece, const Column *desired, Str side)
{
    recipe_put(recipe, piece,
               restrict_alter(recipe, RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(side),
                                                 RAW(" SET NOT NULL"))));
    recipe_put(recipe, piece,
               restrict_alter(recipe, RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(desired->name),
                                                 RAW(" DROP NOT NULL"))));
}

/* The server names it by the column that it was made for. */
static void name_not_null(const Recipe *recipe, Piece *piece, const Column *desired, Str side)
{
    enum { NAMED_SINCE = 180000 };
    Str table = recipe->name;

    if (recipe->input->version < NAMED_SINCE)
        return;
    recipe_put(recipe, piece,
               restrict_alter(
                   recipe, RECIPE_SQL(recipe, RAW("RENAME CONSTRAINT "),
                                      ID(pg_not_null_name(recipe->arena, table, side)), RAW(" TO "),
                                      ID(pg_not_null_name(recipe->arena, table, desired->name)))));
}

static void put_beside(const Recipe *recipe, Piece *piece, const Column *desired)
{
    Str comment = sparse_str(&desired->rec, FIELD_COMMENT);

    if (desired->dflt.len > 0)
        recipe_put(
            recipe, piece,
            restrict_alter(recipe, RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(desired->name),
                                              RAW(" SET DEFAULT "), EX(desired->dflt))));
    if (comment.len > 0)
        recipe_put(recipe, piece, recipe_sql_comment(recipe, &desired->rec, comment));
    recipe_column_rights(recipe, &recipe->desired->obj, desired, &piece->statements);
}

static Piece *swap(Recipe *recipe, const Change *change, Str side)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    Str parked = recipe_temporary_name(recipe->arena, side);
    Piece *piece = recipe_add(recipe, OP_SWAP_COLUMN, change,
                              STR("both sides are proven equal; the old one is kept"));

    if (!desired->is_nullable)
        move_not_null(recipe, piece, desired, side);
    recipe_put(recipe, piece, restrict_alter(recipe, restrict_drop(recipe, side)));
    if (live->dflt.len > 0)
        recipe_put(recipe, piece,
                   restrict_alter(recipe, RECIPE_SQL(recipe, RAW("ALTER COLUMN "),
                                                     ID(desired->name), RAW(" DROP DEFAULT"))));
    rename_column(recipe, piece, desired->name, parked);
    rename_column(recipe, piece, side, desired->name);
    rename_column(recipe, piece, parked, side);
    if (!desired->is_nullable)
        name_not_null(recipe, piece, desired, side);
    put_beside(recipe, piece, desired);
    recipe_put(recipe, piece,
               sql_make_function(recipe, side, body_down(recipe, live, desired, side)));
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

/* What a narrower or other type is held for, it is held for from the first step on. */
static void hold(const Recipe *recipe, Piece *piece, const Change *change)
{
    bool is_wider = false;

    (void)find_conversion((const Column *)change->live, (const Column *)change->desired, &is_wider);
    if (!is_wider)
        vec_push(recipe->arena, &piece->includes, OP_CHANGE_TYPE);
}

/* A column of its own by then. */
static void drop_old(Recipe *recipe, const Change *change, Str side, const Piece *swapped)
{
    Column *old = record_new(recipe->arena, &column_type);
    Piece *piece = recipe_add(recipe, OP_DROP_COLUMN, change,
                              arena_printf(recipe->arena, "the old side of %.*s, which writes keep",
                                           STR_ARG(record_name(change->desired))));

    old->name = side;
    piece->about = &old->rec;
    recipe_drop_side(recipe, piece, side);
    recipe_after(recipe, piece, swapped);
}

/* Marks what is there already as seen to; whether the proof is valid. */
static bool take_up(Recipe *recipe, Str side)
{
    const Column *column = table_column(recipe->live, side);
    const Record *proof = restrict_leftover(recipe, side);

    recipe_done(recipe, &column->rec);
    if (proof != NULL)
        recipe_done(recipe, proof);
    return proof != NULL && !sparse_bool(proof, FIELD_NOT_VALID);
}

void recipe_rewrite(Recipe *recipe, const Change *change)
{
    const Column *desired = (const Column *)change->desired;
    Str side = side_name(recipe, desired);
    RecipeFill fill = fill_of(recipe, desired, side);
    bool is_begun = table_column(recipe->live, side) != NULL;
    bool is_proven = is_begun && take_up(recipe, side);
    Piece *piece = NULL, *last;

    if (!is_begun) {
        piece = begin(recipe, change, side);
        recipe_after_all(recipe, piece, &desired->rec);
        hold(recipe, piece, change);
    }
    if (!is_proven) {
        last = piece;
        piece = recipe_fill_piece(recipe, change, &fill);
        recipe_after(recipe, piece, last);
        last = piece;
        piece = recipe_add(recipe, OP_VALIDATE_CHECK, change,
                           STR("both sides are compared in each row, while everybody works on"));
        piece->clause = restrict_validate(recipe, side);
        recipe_after(recipe, piece, last);
    }
    last = piece;
    piece = swap(recipe, change, side);
    recipe_after(recipe, piece, last);
    hold(recipe, piece, change);
    drop_old(recipe, change, side, piece);
}
