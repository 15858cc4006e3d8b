/* Recipes of columns: add, alter, drop. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/type_change.h"
#include "engine/postgres/type_shape.h"
#include "model/temporary.h"

bool recipe_is_identity(const Column *column)
{
    return pg_identity_is(sparse_str(&column->rec, FIELD_COLUMN_GENERATED));
}

bool recipe_is_generated(const Column *column)
{
    return sparse_str(&column->rec, FIELD_COLUMN_GENERATION).len > 0;
}

/* Functions that give one value for a whole statement: the server keeps it as the missing value of
 * old rows. Any other function is taken for volatile, which at worst overstates the cost. */
static const char *const steady_functions[] = {
    "now",
    "transaction_timestamp",
    "statement_timestamp",
    "lower",
    "upper",
    "abs",
    "round",
    "date_trunc",
    "make_date",
    "make_interval",
    "to_date",
    "to_timestamp",
    "make_time",
    "md5",
    "concat",
    "length",
    "left",
    "right",
    "repeat",
    "coalesce",
    "nullif",
    "greatest",
    "least",
    "row",
    "array",
    "jsonb_build_object",
    "json_build_object",
    "jsonb_build_array",
    "timezone",
    "int4range",
    "int8range",
    "daterange",
    "tstzrange",
    "numeric",
    "varchar",
    "char",
    "character",
    "varying",
    "timestamp",
    "time",
    "interval",
    "bit",
    "current_setting",
    "trunc",
    "floor",
    "current_timestamp",
    "localtimestamp",
    "current_time",
    "localtime",
    "bpchar",
    "decimal",
    "extract",
    "in",
    "and",
    "or",
    "not",
    "case",
    "when",
    "then",
    "else",
};

static bool is_steady(Str word)
{
    for (size_t i = 0; i < sizeof steady_functions / sizeof *steady_functions; i++)
        if (str_eq_ascii_nocase(word, str_from(steady_functions[i])))
            return true;
    return false;
}

/* Whether a default gives every row its own value, so that adding the column writes them all. */
bool recipe_default_is_volatile(Str expression)
{
    PgScan scan = {expression, 0};

    for (;;) {
        PgToken token = pg_scan_next(&scan);
        PgToken after = pg_scan_peek(&scan);
        if (token.kind == PG_TOKEN_END)
            return false;
        if ((token.kind == PG_TOKEN_WORD || token.kind == PG_TOKEN_QUOTED) &&
            pg_token_is(&after, "(") && !is_steady(token.text))
            return true;
    }
}

static bool check_versions(const Recipe *recipe, const Column *column)
{
    bool is_virtual = str_is(sparse_str(&column->rec, FIELD_COLUMN_GENERATED), "VIRTUAL");

    return recipe_column_versions(recipe, column) &&
           (!is_virtual ||
            recipe_needs_version(recipe, &column->rec, 180000, "a virtual generated column"));
}

static Op op_to_add(const Recipe *recipe, const Column *column)
{
    bool is_virtual = str_is(sparse_str(&column->rec, FIELD_COLUMN_GENERATED), "VIRTUAL");

    if (is_virtual)
        return OP_ADD_COLUMN;
    if (recipe_is_identity(column) || recipe_is_generated(column) ||
        recipe_default_is_volatile(column->dflt) ||
        !pg_type_takes_null(recipe->input->changes->desired, column->type, true))
        return OP_ADD_COLUMN_REWRITE;
    return !column->is_nullable && column->dflt.len == 0 ? OP_ADD_REQUIRED_COLUMN : OP_ADD_COLUMN;
}

/* The live column of this name is renamed or dropped first. */
static void after_name_is_free(const Recipe *recipe, Piece *piece, Str name)
{
    const Column *holder = table_column(recipe->live, name);

    if (holder != NULL)
        recipe_after(recipe, piece, recipe_piece_of(recipe, &holder->rec));
}

static void need_default_sequence(const Recipe *recipe, Piece *piece, const Column *column)
{
    Str schema, name;
    const Object *sequence;

    if (!pg_default_sequence(recipe->arena, column->dflt, &schema, &name))
        return;
    sequence = model_find(recipe->input->changes->desired, REC_SEQUENCE,
                          schema.len > 0 ? schema : recipe->schema, name);
    if (sequence != NULL)
        vec_push(recipe->arena, &piece->needs, sequence);
}

/* As the package has it, by one statement. */
static Piece *add_directly(Recipe *recipe, const Change *change, Op op)
{
    const Column *column = (const Column *)change->desired;
    Piece *piece = recipe_add(recipe, op, change, STR_ABSENT);
    SqlWriter writer = sql_new(&pg_quoting);
    Column bare = *column;
    const Object *holder =
        op != OP_ADD_COLUMN_REWRITE ? NULL : recipe_rows_holder(recipe->input, &recipe->live->obj);

    if (recipe_default_is_apart(recipe, column))
        bare.dflt = STR_ABSENT;
    sql_put(&writer, RAW("ADD COLUMN "));
    pg_render_column(&writer, &bare);
    pg_render_column_options(&writer, recipe->arena, column);
    if (!column->is_nullable && sparse_bool(&column->rec, FIELD_NOT_VALID))
        sql_put(&writer, RAW(", "), EX(recipe_not_null_clause(recipe, column)));
    if (recipe_identity_comes_later(recipe, column) ||
        (holder != NULL && recipe_is_identity(column)))
        recipe_put_identity_column(recipe, piece, column);
    else if (holder != NULL)
        recipe_put_column_in_turn(recipe, piece, column, holder);
    else
        piece->clause = sql_finish(&writer, recipe->arena);
    sb_free(&writer.sb);
    if (op == OP_ADD_REQUIRED_COLUMN)
        recipe_probe(recipe, piece, probe_any_row(recipe));
    recipe_put_overrides(recipe, piece, column, "Default Nullable");
    return piece;
}

static void put_set_default(SqlWriter *writer, const Column *column)
{
    sql_put(writer, RAW("ALTER COLUMN "), ID(column->name));
    if (column->dflt.len > 0)
        sql_put(writer, RAW(" SET DEFAULT "), EX(column->dflt));
    else
        sql_put(writer, RAW(" DROP DEFAULT"));
}

/* By a routine that needs the table with its new columns: it comes between. */
static void set_default_apart(Recipe *recipe, const Change *change, const Piece *added)
{
    const Column *column = (const Column *)change->desired;
    SqlWriter writer = sql_new(&pg_quoting);
    Piece *piece = recipe_add(recipe, OP_SET_DEFAULT, change, STR_ABSENT);

    put_set_default(&writer, column);
    piece->clause = sql_finish(&writer, recipe->arena);
    recipe_after(recipe, piece, added);
}

static void add_column(Recipe *recipe, const Change *change)
{
    const Column *column = (const Column *)change->desired;
    bool is_apart = recipe_default_is_apart(recipe, column);
    Op op = is_apart && column->is_nullable ? OP_ADD_COLUMN : op_to_add(recipe, column);
    bool fills = op == OP_ADD_COLUMN_REWRITE && recipe_fills(recipe, column);
    Piece *piece = fills ? recipe_add_filled(recipe, change) : add_directly(recipe, change, op);

    after_name_is_free(recipe, piece, column->name);
    recipe_after_expression(recipe, piece, sparse_str(&column->rec, FIELD_COLUMN_GENERATION));
    need_default_sequence(recipe, piece, column);
    recipe_own_sequences(recipe, change, piece);
    if (fills)
        recipe_fill_added(recipe, change);
    if (is_apart)
        set_default_apart(recipe, change, piece);
}

bool recipe_add_columns(Recipe *recipe, bool are_generated)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Column *column = (const Column *)change->desired;
        if (change->kind != CHANGE_CREATE || change->desired->type != &column_type ||
            recipe_is_generated(column) != are_generated || recipe_is_done(recipe, &column->rec))
            continue;
        if (!check_versions(recipe, column))
            return false;
        add_column(recipe, change);
    }
    return true;
}

Op recipe_type_clauses(const Recipe *recipe, const Change *change, SqlWriter *writer)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    Str collation = sparse_str(&desired->rec, FIELD_COLUMN_COLLATION);
    PgTypeChange type = pg_named_type_change(recipe->input, live, desired);
    bool has_type = change_has(change, "DataType");
    /* Nothing is converted: its rows come as the new type from now on. */
    bool is_foreign = recipe->desired != NULL && table_is_foreign(recipe->desired);

    /* The old default may not convert, and converts to another text than the declared one. */
    if (live->dflt.len > 0)
        sql_put(writer, RAW("ALTER COLUMN "), ID(desired->name), RAW(" DROP DEFAULT, "));
    sql_put(writer, RAW("ALTER COLUMN "), ID(desired->name), RAW(" TYPE "), EX(desired->type));
    if (collation.len > 0)
        sql_put(writer, RAW(" COLLATE "), EX(collation));
    if (has_type && type.using.len > 0 && !recipe_is_generated(desired) && !is_foreign)
        sql_put(writer, RAW(" USING "), EX(type.using));
    if (desired->dflt.len > 0 && /* else that recipe sets it */
        (!recipe_is_identity(live) || recipe_identity_goes_first(live, desired)))
        sql_put(writer, RAW(", ALTER COLUMN "), ID(desired->name), RAW(" SET DEFAULT "),
                EX(desired->dflt));
    pg_render_column_storage(writer, recipe->arena, desired);
    return !has_type ? OP_CHANGE_COLLATION : is_foreign ? OP_CHANGE_TYPE : type.op;
}

static void change_type(Recipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    SqlWriter writer = sql_new(&pg_quoting);
    Op op = recipe_type_clauses(recipe, change, &writer);
    Pieces before = {0};
    PiecePark *park =
        op == OP_NARROW_TYPE ? recipe_copy_values(recipe, change, desired->name, &before) : NULL;
    Piece *piece = recipe_add(
        recipe, op, change, recipe_reason_of(recipe->arena, change, "DataType Collation Default"));

    recipe_put_let_go(recipe, piece, recipe->group, change);
    recipe_put_type_clause(recipe, piece, live->name, sql_finish(&writer, recipe->arena));
    recipe_probe(recipe, piece, probe_type(recipe, live, desired));
    recipe_after_all(recipe, piece, &desired->rec);
    recipe_after_column(recipe, piece, desired->name);
    recipe_after_kept_values(recipe, piece); /* of a column that read this one */
    recipe_put_overrides(recipe, piece, desired, "Default");
    need_default_sequence(recipe, piece, desired);
    recipe_keep_in_place(recipe, piece, change);
    if (park != NULL && park->obstacle == NULL && desired->is_nullable)
        recipe_empty_misfits(recipe, change, park);
    recipe_keep_values(recipe, piece, park, &before);
}

static void change_default(Recipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    Op op = desired->dflt.len > 0 ? OP_SET_DEFAULT : OP_DROP_DEFAULT;
    SqlWriter writer = sql_new(&pg_quoting), undo = sql_new(&pg_quoting);
    Column before = *live;
    Piece *piece =
        recipe_add(recipe, op, change, recipe_reason_of(recipe->arena, change, "Default"));

    before.name = desired->name;
    put_set_default(&writer, desired);
    piece->clause = sql_finish(&writer, recipe->arena);
    sql_put(&undo, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "));
    put_set_default(&undo, &before);
    recipe_undo(recipe, piece, sql_finish(&undo, recipe->arena));
    recipe_after_name(recipe, piece, desired->name);
    recipe_after_kept_values(recipe, piece); /* of this one, which was generated */
    recipe_put_overrides(recipe, piece, desired, "Default");
    need_default_sequence(recipe, piece, desired);
}

static bool is_retyped(const Recipe *recipe, const Record *rec)
{
    for (size_t i = 0; i < recipe->retyped.len; i++)
        if (recipe->retyped.items[i] == rec)
            return true;
    return false;
}

static void alter_column(Recipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    bool has_type = change_has(change, "DataType") || change_has(change, "Collation");
    bool has_identity = recipe_is_identity(live) || recipe_is_identity(desired);

    if (recipe_identity_goes_first(live, desired)) {
        recipe_identity_column(recipe, change);
        has_identity = false;
    }
    if (has_type && !recipe_parents_type_has(recipe, change))
        recipe_refuse_two_parents(recipe, change);
    if (has_type && !is_retyped(recipe, change->desired)) {
        if (recipe_parents_type(recipe, change))
            ; /* one piece for all of them */
        else if (recipe_rewrites(recipe, change))
            recipe_rewrite(recipe, change);
        else if (!recipe_key_types(recipe, change))
            change_type(recipe, change);
    } else if (!has_type && !has_identity && change_has(change, "Default") &&
               !recipe_part_is_taken(recipe->input, &live->rec)) {
        change_default(recipe, change);
    }
    if (change_has(change, "Nullable") && live->is_nullable && !desired->is_nullable)
        recipe_forbid_nulls(recipe, change);
    recipe_not_null(recipe, change);
    if (has_identity && change_has(change, "Generated"))
        recipe_identity_column(recipe, change);
    recipe_column_options(recipe, change);
    if (change_has(change, "Inherited"))
        recipe_own_column(recipe, change);
}

bool recipe_alter_columns(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        bool is_altered = change->kind == CHANGE_ALTER || change->kind == CHANGE_RECREATE;
        if (is_altered && change->desired->type == &column_type &&
            !recipe_is_done(recipe, change->desired)) {
            if (!recipe_column_versions(recipe, (const Column *)change->desired))
                return false;
            alter_column(recipe, change);
        }
    }
    return true;
}

/* A primary key on the column goes first. */
static void after_primary_key(const Recipe *recipe, Piece *piece, Str live_column)
{
    const Index *primary = table_primary_key(recipe->live);
    const Change *change = primary == NULL ? NULL : recipe_change_of(recipe->group, &primary->rec);

    if (primary == NULL)
        return;
    for (size_t i = 0; i < primary->keys.len; i++) {
        if (!str_eq(primary->keys.items[i].name, live_column))
            continue;
        recipe_after(recipe, piece, recipe_piece_of(recipe, &primary->rec));
        if (change != NULL && change->desired != NULL) /* the swap is about that */
            recipe_after(recipe, piece, recipe_piece_of(recipe, change->desired));
    }
}

/* A column is never NULL while it is an identity. */
static void after_identity(const Recipe *recipe, Piece *piece, const Change *change)
{
    for (size_t i = 0; i < recipe->pieces->list.len; i++) {
        const Piece *other = recipe->pieces->list.items[i];
        if (other->change == change && other->op == OP_DROP_IDENTITY)
            recipe_after(recipe, piece, other);
    }
}

/* The index that replication goes by has no column that may be NULL. */
static void after_replica_identity(const Recipe *recipe, Piece *piece)
{
    for (size_t i = 0; i < recipe->pieces->list.len; i++)
        if (recipe->pieces->list.items[i]->group == recipe->group &&
            recipe->pieces->list.items[i]->op == OP_SET_REPLICA_IDENTITY)
            recipe_after(recipe, piece, recipe->pieces->list.items[i]);
}

void recipe_allow_nulls(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Column *live = (const Column *)change->live;
        const Column *desired = (const Column *)change->desired;
        Piece *piece;
        if (change->kind != CHANGE_ALTER || change->desired->type != &column_type ||
            !change_has(change, "Nullable") || live->is_nullable || !desired->is_nullable ||
            recipe_is_done(recipe, change->desired))
            continue;
        piece = recipe_add(recipe, OP_DROP_NOT_NULL, change,
                           recipe_reason_of(recipe->arena, change, "Nullable"));
        piece->clause =
            RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(desired->name), RAW(" DROP NOT NULL"));
        recipe_put_overrides(recipe, piece, desired, "Nullable");
        after_primary_key(recipe, piece, live->name);
        after_identity(recipe, piece, change);
        after_replica_identity(recipe, piece);
        recipe_after_name(recipe, piece, desired->name);
    }
}

/* Whatever is declared over fewer columns than before has let go of this one. */
static void after_users(const Recipe *recipe, Piece *piece, Str live_column)
{
    for (size_t i = 0; i < recipe->live->indexes.len; i++) {
        const Index *index = recipe->live->indexes.items[i];
        if (recipe_uses_column(recipe->arena, index, live_column))
            recipe_after(recipe, piece, recipe_piece_of(recipe, &index->rec));
    }
    for (size_t i = 0; i < recipe->live->checks.len; i++)
        if (pg_scan_mentions(recipe->arena, recipe->live->checks.items[i]->expression, live_column))
            recipe_after(recipe, piece,
                         recipe_piece_of(recipe, &recipe->live->checks.items[i]->rec));
    for (size_t i = 0; i < recipe->live->foreign_keys.len; i++) {
        const ForeignKey *key = recipe->live->foreign_keys.items[i];
        for (size_t k = 0; k < key->columns.len; k++)
            if (str_eq(key->columns.items[k], live_column))
                recipe_after(recipe, piece, recipe_piece_of(recipe, &key->rec));
    }
    for (size_t i = 0; i < recipe->live->columns.len; i++) {
        const Column *other = recipe->live->columns.items[i];
        if (pg_scan_mentions(recipe->arena, sparse_str(&other->rec, FIELD_COLUMN_GENERATION),
                             live_column))
            recipe_after(recipe, piece, recipe_piece_of(recipe, &other->rec));
    }
}

/* Partitions that have it in their own key are gone. */
static void after_partitions(const Recipe *recipe, Piece *piece, const Object *table, Str column)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->edges.len; i++) {
        const Object *child = live->edges.items[i].from;
        if (!live->edges.items[i].is_parent || live->edges.items[i].to != table ||
            !recipe_is_in_key(recipe->input, child, column))
            continue;
        vec_push(recipe->arena, &piece->takes, recipe_gone_name(recipe->arena, child));
        after_partitions(recipe, piece, child, column);
    }
}

static void drop_column(Recipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live;
    bool is_side = name_is_temporary(live->name);
    Pieces before = {0};
    PiecePark *park = is_side ? NULL : recipe_copy_values(recipe, change, live->name, &before);
    Piece *piece = recipe_add(recipe, OP_DROP_COLUMN, change, STR_ABSENT);

    piece->is_spare = is_side || recipe_is_generated(live);
    if (is_side)
        recipe_drop_side(recipe, piece, live->name);
    else
        piece->clause = RECIPE_SQL(
            recipe, RAW("DROP COLUMN "),
            EX(recipe_is_generated(live) ? recipe_if_exists(recipe, change) : STR_ABSENT),
            ID(live->name));
    if (recipe_is_generated(live))
        vec_push(recipe->arena, &piece->frees, recipe_ungenerated(recipe, live));
    recipe_after_taken(recipe, piece, &live->rec);
    recipe_after_heirs(recipe, piece, live->name);
    after_users(recipe, piece, live->name);
    if (recipe_is_in_key(recipe->input, &recipe->live->obj, live->name))
        after_partitions(recipe, piece, &recipe->live->obj, live->name);
    recipe_keep_values(recipe, piece, park, &before);
}

void recipe_drop_columns(Recipe *recipe)
{
    /* Generated columns first: the server refuses to drop what one of them reads. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < recipe->group->changes.len; i++) {
            const Change *change = recipe->group->changes.items[i];
            const Column *live = (const Column *)change->live;
            if (change->kind != CHANGE_DROP || change->live->type != &column_type ||
                recipe_is_done(recipe, change->live) || recipe_is_generated(live) != (pass == 0))
                continue;
            if (sparse_str(&live->rec, FIELD_ALIAS_OF).len > 0)
                recipe_drop_alias(recipe, change);
            else
                drop_column(recipe, change);
        }
    }
}
