/* Recipes of columns that come with a value of their own in each row: a default that is computed
 * row by row, or an identity.
 *
 * ADD COLUMN with such a value writes the whole table under a lock that stops everybody. Instead
 * the column comes empty, in the same statement with the default that new rows get and with a mark:
 * a check that every row passes. Batches fill what was there before; NOT NULL comes by its own
 * recipe; last the mark goes, and an identity takes over from the sequence that gave the numbers.
 * A later plan knows an unfinished column by its mark, whatever its table and itself are called by
 * then, and goes on. */
#include "engine/postgres/recipe_restrict.h"

#include "base/hash.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/type_shape.h"
#include "engine/walk.h"
#include "model/label.h"
#include "model/temporary.h"
#include "model/types.h"

/* ---- the mark ---- */

/* True of every value, rows of NULLs too, where `c IS NULL OR c IS NOT NULL` is not. */
static Str sql_mark(const Recipe *recipe, Str column)
{
    return RECIPE_SQL(recipe, RAW("("), ID(column), RAW(" IS NULL) IS NOT NULL"));
}

static Str mark_name(const Recipe *recipe, Str column)
{
    return restrict_temporary_name(recipe, sql_mark(recipe, column));
}

/* Whether a live check is the mark of this column: by what it says, as names change. */
static bool is_mark(Arena *arena, const Check *check, Str column)
{
    static const char *const words[] = {"is", "null", "is", "not", "null"};
    PgScan scan = {check->expression, 0};
    size_t at = 0;

    if (!name_is_temporary(check->name))
        return false;
    for (PgToken token = pg_scan_next(&scan); token.kind != PG_TOKEN_END;
         token = pg_scan_next(&scan)) {
        if (pg_token_is(&token, "(") || pg_token_is(&token, ")"))
            continue;
        if (at > sizeof words / sizeof *words ||
            (at == 0 ? !str_eq(pg_token_name(arena, &token), column)
                     : !pg_token_is(&token, words[at - 1])))
            return false;
        at++;
    }
    return at == 1 + sizeof words / sizeof *words;
}

static const Check *mark_of(const Recipe *recipe, const Column *live)
{
    for (size_t i = 0; recipe->live != NULL && i < recipe->live->checks.len; i++)
        if (is_mark(recipe->arena, recipe->live->checks.items[i], live->name))
            return recipe->live->checks.items[i];
    return NULL;
}

/* The mark of a desired column; NULL: it is none that an earlier plan has begun. */
static const Check *mark_of_desired(const Recipe *recipe, const Column *desired)
{
    Str name = recipe_live_column(recipe, desired->name);
    const Column *live = name.len == 0 ? NULL : table_column(recipe->live, name);

    return live == NULL ? NULL : mark_of(recipe, live);
}

bool recipe_is_unfilled(const Recipe *recipe, const Column *desired)
{
    return mark_of_desired(recipe, desired) != NULL;
}

/* ---- whether it can be done ---- */

typedef struct Leaf {
    const Table *live;
    const Table *desired; /* NULL: the package leaves it alone */
} Leaf;
typedef VEC(Leaf) Leaves;

static const Table *desired_of(const Recipe *recipe, const Table *live)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &live->obj);

    if (group != NULL)
        return (const Table *)group->desired;
    return (const Table *)model_find(recipe->input->changes->desired, REC_TABLE, live->obj.schema,
                                     live->obj.name);
}

/* The tables that hold the rows: itself, or its partitions down to the last. */
static void find_leaves(const Recipe *recipe, const Table *live, Leaves *leaves)
{
    const Model *model = recipe->input->changes->live;
    Leaf leaf = {live, desired_of(recipe, live)};

    if (!pg_is_partitioned(live)) {
        vec_push(recipe->arena, leaves, leaf);
        return;
    }
    for (size_t i = 0; i < model->edges.len; i++)
        if (model->edges.items[i].is_parent && model->edges.items[i].to == &live->obj)
            find_leaves(recipe, (const Table *)model->edges.items[i].from, leaves);
}

PgTables recipe_leaves(const Recipe *recipe, const Table *live)
{
    PgTables tables = {0};
    Leaves leaves = {0};

    find_leaves(recipe, live, &leaves);
    for (size_t i = 0; i < leaves.len; i++)
        vec_push(recipe->arena, &tables, leaves.items[i].live);
    return tables;
}

bool recipe_has_heirs(const Recipe *recipe)
{
    const Model *model = recipe->input->changes->live;

    for (size_t i = 0; i < model->edges.len; i++)
        if (model->edges.items[i].is_parent && model->edges.items[i].to == &recipe->live->obj)
            return true;
    return recipe_children(recipe, recipe->desired).len > 0;
}

static Backfill *backfill_of(const Recipe *recipe, const RecipeFill *fill)
{
    bool is_own = fill->live == recipe->live; /* by the name that it has when this runs */
    Backfill *backfill = record_new(recipe->arena, &backfill_type);
    MapEntry set = {.name = fill->column, .value = fill->expression};

    backfill->name = fill->column;
    backfill->schema = is_own ? recipe->schema : fill->live->obj.schema;
    backfill->table = is_own ? recipe->name : fill->live->obj.name;
    backfill->where = fill->where;
    vec_push(recipe->arena, &backfill->set, set);
    return backfill;
}

/* Every batch finds its rows by a key, or from 14 on by where they stand. */
bool recipe_can_fill(const Recipe *recipe, const RecipeFill *fill)
{
    enum { TID_RANGE_VERSION = 140000 };
    const Backfill *backfill = backfill_of(recipe, fill);
    const Table *desired = fill->desired == NULL ? fill->live : fill->desired;

    return recipe->input->version >= TID_RANGE_VERSION ||
           walk_key(recipe->arena, fill->live, desired, &backfill->set).len > 0;
}

static RecipeFill fill_of(const Recipe *recipe, const Leaf *leaf, const Column *column,
                          Str expression)
{
    return (RecipeFill){.live = leaf->live,
                        .desired = leaf->desired,
                        .column = column->name,
                        .expression = expression,
                        .where = RECIPE_SQL(recipe, ID(column->name), RAW(" IS NULL")),
                        .about = &column->rec};
}

/* A partition that has another default than the table, or another name by then, is more than this
 * recipe sees to. */
static bool leaf_fits(const Recipe *recipe, const Leaf *leaf, const Column *column)
{
    const Column *own = leaf->desired == NULL ? NULL : table_column(leaf->desired, column->name);
    bool is_declared = recipe_group_of(recipe->input, &leaf->live->obj) != NULL;

    RecipeFill fill = fill_of(recipe, leaf, column, STR_ABSENT);

    if (table_is_foreign(leaf->live) || !recipe_can_fill(recipe, &fill))
        return false;
    if (leaf->live == recipe->live)
        return true;
    if (leaf->desired == NULL)
        return !is_declared;
    return own != NULL && str_eq(own->dflt, column->dflt) &&
           own->is_nullable == column->is_nullable &&
           str_eq(leaf->desired->obj.name, leaf->live->obj.name) &&
           str_eq(leaf->desired->obj.schema, leaf->live->obj.schema);
}

bool recipe_fills(const Recipe *recipe, const Column *column)
{
    const Facts *facts = recipe->input->facts;
    const BackfillFacts *update;
    Leaves leaves = {0};
    bool fits = true;

    if (recipe->live == NULL || recipe->desired == NULL || table_is_foreign(recipe->live) ||
        recipe_is_generated(column) || sparse_bool(&column->rec, FIELD_NOT_VALID) ||
        !pg_type_takes_null(recipe->input->changes->desired, column->type, false) ||
        (recipe_has_heirs(recipe) && !recipe_is_partitioned(recipe)) ||
        !recipe_goes_online(recipe, COST_REWRITE))
        return false;
    update = facts_update(
        facts, label_name(recipe->arena, recipe->live->obj.schema, recipe->live->obj.name));
    if (update == NULL || update->is_hidden)
        return false;
    find_leaves(recipe, recipe->live, &leaves);
    for (size_t i = 0; i < leaves.len && fits; i++)
        fits = leaf_fits(recipe, &leaves.items[i], column);
    return fits;
}

/* ---- the batches ---- */

enum { FIRST_BLOCKS = 20 }; /* of some 100 rows each */

/* Triggers that are made before it runs are not to fire either. */
static void silence(const Recipe *recipe, const BackfillFacts *facts, StepLoop *loop)
{
    const Str set = STR("SET LOCAL session_replication_role = replica");

    if (facts->may_silence && !strs_has(&loop->begin, set))
        vec_push(recipe->arena, &loop->begin, set);
}

static void set_loop_id(const Recipe *recipe, const RecipeFill *fill, StepLoop *loop)
{
    Arena *arena = recipe->arena;
    Str table = label_name(arena, fill->live->obj.schema, fill->live->obj.name);
    Str walk = arena_printf(arena, "%.*s\n%.*s", STR_ARG(loop->next), STR_ARG(loop->batch));

    loop->id = arena_printf(arena, "column %.*s.%.*s %.16s", STR_ARG(table), STR_ARG(fill->column),
                            hash_hex(arena, hash_of(walk)).ptr);
    loop->is_rechecked = true;
    loop->size = (OptInt){true, str_is(loop->unit, "rows") ? BACKFILL_ROWS : FIRST_BLOCKS};
    loop->target_ms = (OptInt){true, BACKFILL_TARGET_MS};
}

static Str reason_of(const Recipe *recipe, const RecipeFill *fill, const StrVec *notes)
{
    Sb sb = sb_new(SB_FILE_MAX);
    Str name = label_name(recipe->arena, fill->live->obj.schema, fill->live->obj.name);

    sb_printf(&sb, "rows of %.*s from before it get their values, while everybody works on",
              STR_ARG(name));
    for (size_t i = 0; i < notes->len; i++)
        sb_printf(&sb, "; %.*s", STR_ARG(notes->items[i]));
    return sb_finish(&sb, recipe->arena);
}

Piece *recipe_fill_piece(Recipe *recipe, const Change *change, const RecipeFill *fill)
{
    static const BackfillFacts none = {0};
    const BackfillFacts *facts =
        facts_update(recipe->input->facts,
                     label_name(recipe->arena, recipe->live->obj.schema, recipe->live->obj.name));
    BackfillInput input = {.arena = recipe->arena,
                           .version = recipe->input->version,
                           .backfill = backfill_of(recipe, fill),
                           .live = fill->live,
                           .desired = fill->desired == NULL ? fill->live : fill->desired,
                           .facts = facts == NULL ? &none : facts};
    StepLoop *loop = record_new(recipe->arena, &step_loop_type);
    StrVec notes = {0};
    Piece *piece;

    (void)pg_backfill(&input, loop, &notes, recipe->errs);
    silence(recipe, input.facts, loop);
    set_loop_id(recipe, fill, loop);
    piece = recipe_add(recipe, OP_FILL_COLUMN, change, reason_of(recipe, fill, &notes));
    piece->about = fill->about;
    piece->on = fill->live == recipe->live ? NULL : &fill->live->obj;
    piece->loop = loop;
    return piece;
}

/* Leaf after leaf, behind all that has been done to the column. */
static void fill_leaves(Recipe *recipe, const Change *change, const Column *column, Str expression)
{
    Leaves leaves = {0};

    find_leaves(recipe, recipe->live, &leaves);
    for (size_t i = 0; i < leaves.len; i++) {
        RecipeFill fill = fill_of(recipe, &leaves.items[i], column, expression);
        Piece *piece = recipe_fill_piece(recipe, change, &fill);
        recipe_after_all(recipe, piece, &column->rec);
        recipe_after_name(recipe, piece, column->name);
    }
}

/* ---- numbers of an identity that isn't one yet ---- */

static Str numbers_of(const Recipe *recipe, const Column *column)
{
    Str name = restrict_temporary_name(
        recipe, arena_printf(recipe->arena, "numbers of %.*s", STR_ARG(column->name)));

    return RECIPE_SQL(recipe, QN(recipe->schema, name));
}

static Str sql_draw(const Recipe *recipe, Str sequence)
{
    return RECIPE_SQL(recipe, RAW("pg_catalog.nextval("), LIT(sequence),
                      RAW("::pg_catalog.regclass)"));
}

/* An identity asks nobody for a right on its sequence, so neither may this one. It goes with the
 * column, for which it has to have its owner. */
static void put_numbers(const Recipe *recipe, Piece *piece, const Column *column)
{
    Str sequence = numbers_of(recipe, column);

    recipe_put(recipe, piece, recipe_identity_sequence(recipe, column, sequence));
    if (recipe->live->obj.owner.len > 0)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), EX(sequence), RAW(" OWNER TO "),
                              ID(recipe->live->obj.owner)));
    recipe_put(
        recipe, piece,
        RECIPE_SQL(recipe, RAW("GRANT USAGE ON SEQUENCE "), EX(sequence), RAW(" TO PUBLIC")));
}

/* ---- the pieces ---- */

static Str sql_add_mark(const Recipe *recipe, Str column)
{
    return RECIPE_SQL(recipe, RAW("ADD CONSTRAINT "), ID(mark_name(recipe, column)),
                      RAW(" CHECK ("), EX(sql_mark(recipe, column)), RAW(") NOT VALID"));
}

/* Column, default and mark at once: nobody sees one without the others. */
static Str sql_add(const Recipe *recipe, const Column *column, Str dflt)
{
    Str collation = sparse_str(&column->rec, FIELD_COLUMN_COLLATION);
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ADD COLUMN "), ID(column->name), RAW(" "), EX(column->type));
    if (collation.len > 0)
        sql_put(&writer, RAW(" COLLATE "), EX(collation));
    sql_put(&writer, RAW(", ALTER COLUMN "), ID(column->name), RAW(" SET DEFAULT "), EX(dflt));
    pg_render_column_options(&writer, recipe->arena, column);
    sql_put(&writer, RAW(", "), EX(sql_add_mark(recipe, column->name)));
    return sql_finish(&writer, recipe->arena);
}

static void finish(Recipe *recipe, const Change *change, const Column *column, Str mark)
{
    Piece *piece =
        recipe_add(recipe, OP_FINISH_COLUMN, change, STR("the mark of the unfinished column goes"));

    piece->about = &column->rec;
    recipe_after_all(recipe, piece, &column->rec);
    if (change->kind == CHANGE_CREATE && recipe_is_identity(column))
        recipe_put_identity_over(recipe, piece, column, numbers_of(recipe, column));
    recipe_put(recipe, piece, restrict_alter(recipe, restrict_drop(recipe, mark)));
}

Piece *recipe_add_filled(Recipe *recipe, const Change *change)
{
    const Column *column = (const Column *)change->desired;
    bool is_identity = recipe_is_identity(column);
    Str dflt = is_identity ? sql_draw(recipe, numbers_of(recipe, column)) : column->dflt;
    Piece *piece = recipe_add(recipe, OP_ADD_COLUMN, change,
                              STR("empty at first, as its values would be written under the lock"));

    if (is_identity) {
        put_numbers(recipe, piece, column);
        recipe_put(recipe, piece, restrict_alter(recipe, sql_add(recipe, column, dflt)));
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "), EX(numbers_of(recipe, column)),
                              RAW(" OWNED BY "), RECIPE_REL(recipe), RAW("."), ID(column->name)));
    } else {
        piece->clause = sql_add(recipe, column, dflt);
    }
    return piece;
}

void recipe_fill_added(Recipe *recipe, const Change *change)
{
    const Column *column = (const Column *)change->desired;
    Str dflt =
        recipe_is_identity(column) ? sql_draw(recipe, numbers_of(recipe, column)) : column->dflt;

    fill_leaves(recipe, change, column, dflt);
    if (!column->is_nullable)
        recipe_forbid_nulls(recipe, change);
    finish(recipe, change, column, mark_name(recipe, column->name));
}

/* ---- columns that an earlier plan has left unfinished ---- */

static const Change *drop_of(const Recipe *recipe, const Record *live)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++)
        if (recipe->group->changes.items[i]->kind == CHANGE_DROP &&
            recipe->group->changes.items[i]->live == live)
            return recipe->group->changes.items[i];
    return NULL;
}

/* One whose column goes is dropped by the server, with the column: should that be held, the column
 * is still known as unfilled. */
static void leave_marks_of_gone(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->live->columns.len; i++) {
        const Column *live = recipe->live->columns.items[i];
        const Check *mark = mark_of(recipe, live);
        const Change *change = recipe_change_of(recipe->group, &live->rec);
        if (mark != NULL && change != NULL && change->kind == CHANGE_DROP)
            recipe_done(recipe, &mark->rec);
    }
}

/* What fills it: an identity that isn't there yet has its numbers as a default. */
static Str expression_of(const Recipe *recipe, const Column *desired)
{
    const Column *live = table_column(recipe->live, recipe_live_column(recipe, desired->name));

    return recipe_is_identity(desired) && !recipe_is_identity(live) ? live->dflt : desired->dflt;
}

void recipe_fill_columns(Recipe *recipe, bool is_end)
{
    leave_marks_of_gone(recipe);
    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *column = recipe->desired->columns.items[i];
        const Check *mark = mark_of_desired(recipe, column);
        const Change *change = mark == NULL ? NULL : drop_of(recipe, &mark->rec);
        Str expression;
        if (change == NULL)
            continue;
        expression = expression_of(recipe, column);
        if (!is_end && expression.len > 0)
            fill_leaves(recipe, change, column, expression);
        if (is_end)
            finish(recipe, change, column, mark->name);
        recipe_done(recipe, &mark->rec);
    }
}
