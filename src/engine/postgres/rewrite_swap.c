/* Recipes: how the new sides of columns take the place of the old ones.
 *
 * Before: indexes are built over the new sides, foreign keys come over them without a look at the
 * rows and are validated, statistics are gathered, all of it while everybody works on. Then one
 * short transaction for all tables, which only writes the catalog: the old indexes and keys go, the
 * sides change their names, what was built takes the names of what has gone, and what can't be
 * built beforehand, as it has no rows of its own, goes and comes back: views, checks, defaults. */
#include "engine/postgres/rewrite.h"

#include "engine/postgres/recipe_restrict.h"
#include "engine/postgres/recipe_taken.h"
#include "model/label.h"
#include "model/temporary.h"

Str rewrite_ready_name(const Recipe *recipe, const RewriteTable *table)
{
    return arena_printf(recipe->arena, "new sides of %.*s",
                        STR_ARG(label_object(recipe->arena, &table->live->obj)));
}

Str rewrite_swapped_name(const Recipe *recipe, const RewriteTable *table)
{
    return arena_printf(recipe->arena, "swapped sides of %.*s",
                        STR_ARG(label_object(recipe->arena, &table->live->obj)));
}

static Str sql_list(const Recipe *recipe, const StrVec *statements)
{
    Sb sb = sb_new(SB_FILE_MAX);

    for (size_t i = 0; i < statements->len; i++)
        sb_printf(&sb, "%s%.*s", i > 0 ? ", " : "", STR_ARG(statements->items[i]));
    return sb_finish(&sb, recipe->arena);
}

/* ---- indexes ---- */

static Index over_sides(const Recipe *recipe, const Rewrite *rewrite, const RewriteTable *table,
                        const RewritePart *part)
{
    const Index *desired = (const Index *)part->desired;
    Index index = recipe_plain_index(desired);

    index.keys = (KeyParts){0};
    index.include = (StrVec){0};
    for (size_t i = 0; i < desired->keys.len; i++) {
        KeyPart key = desired->keys.items[i];
        key.name = rewrite_name(rewrite, table->live, key.name);
        vec_push(recipe->arena, &index.keys, key);
    }
    for (size_t i = 0; i < desired->include.len; i++)
        vec_push(recipe->arena, &index.include,
                 rewrite_name(rewrite, table->live, desired->include.items[i]));
    return index;
}

static Str sql_build(const Recipe *recipe, PgBuild build, Str name, const Index *index)
{
    SqlWriter writer = sql_new(&pg_quoting);

    pg_render_index_as(&writer, build, recipe->schema, recipe->name, name, index);
    return sql_finish(&writer, recipe->arena);
}

Str rewrite_index_name(const Recipe *recipe, const Rewrite *rewrite, const RewriteTable *table,
                       const RewritePart *part)
{
    Index index = over_sides(recipe, rewrite, table, part);

    return recipe_temporary_name(recipe->arena,
                                 sql_build(recipe, PG_BUILD_PLAINLY, index.name, &index));
}

/* As unique as what it takes the place of: no two values become one. */
static Piece *build(Recipe *recipe, const Rewrite *rewrite, const RewriteTable *table,
                    const RewritePart *part)
{
    Index index = over_sides(recipe, rewrite, table, part);
    Str name = rewrite_index_name(recipe, rewrite, table, part);
    Piece *piece = recipe_add(
        recipe, OP_BUILD_SIDE_INDEX, table->sides.items[0].change,
        arena_printf(recipe->arena, "takes the place of %.*s", STR_ARG(record_name(part->live))));

    piece->about = part->desired;
    piece->times = recipe_build_times(&index);
    recipe_put(recipe, piece, sql_build(recipe, PG_BUILD_CONCURRENTLY, name, &index));
    recipe_may_be_cut_off(recipe, piece, recipe->schema, name);
    return piece;
}

static void after_sides(const Recipe *recipe, Piece *piece, const RewriteTable *table)
{
    for (size_t i = 0; i < table->sides.len; i++)
        recipe_after_all(recipe, piece, &table->sides.items[i].desired->rec);
}

/* So that no query is planned without them for a while. */
static void analyze(Recipe *recipe, const RewriteTable *table, const Piece *last)
{
    StrVec names = {0};
    Piece *piece = recipe_add(recipe, OP_ANALYZE_SIDE, table->sides.items[0].change,
                              STR("queries are planned by them as soon as it is in its place"));

    for (size_t i = 0; i < table->sides.len; i++)
        vec_push(recipe->arena, &names, RECIPE_SQL(recipe, ID(table->sides.items[i].name)));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ANALYZE "), RECIPE_REL(recipe), RAW(" ("),
                          EX(sql_list(recipe, &names)), RAW(")")));
    after_sides(recipe, piece, table);
    recipe_after(recipe, piece, last);
    vec_push(recipe->arena, &piece->frees, rewrite_ready_name(recipe, table));
}

void rewrite_build(Recipe *recipe, const Rewrite *rewrite, const RewriteTable *table)
{
    const Piece *last = NULL;

    for (size_t i = 0; i < table->indexes.len; i++) {
        Piece *piece = build(recipe, rewrite, table, &table->indexes.items[i]);
        after_sides(recipe, piece, table);
        recipe_after(recipe, piece, last);
        last = piece;
    }
    analyze(recipe, table, last);
}

/* ---- foreign keys ---- */

static void map_columns(const Recipe *recipe, const Rewrite *rewrite, const Table *live,
                        const StrVec *from, StrVec *to)
{
    *to = (StrVec){0};
    for (size_t i = 0; i < from->len; i++)
        vec_push(recipe->arena, to, rewrite_name(rewrite, live, from->items[i]));
}

static Str sql_alter_key(const Recipe *recipe, const RewriteKey *key, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(key->of->obj.schema, key->of->obj.name),
                      RAW(" "), EX(clause));
}

static const ForeignKey *twin_of(const RewriteKey *key)
{
    for (size_t i = 0; i < key->of->foreign_keys.len; i++)
        if (str_eq(key->of->foreign_keys.items[i]->name, key->name))
            return key->of->foreign_keys.items[i];
    return NULL;
}

static Piece *add_key_piece(Recipe *recipe, const RewriteTable *table, Op op, const RewriteKey *key)
{
    Piece *piece = recipe_add(recipe, op, table->sides.items[0].change,
                              arena_printf(recipe->arena, "foreign key %.*s of %.*s.%.*s",
                                           STR_ARG(key->live->name), STR_ARG(key->of->obj.schema),
                                           STR_ARG(key->of->obj.name)));

    piece->on = key->of == recipe->live ? NULL : &key->of->obj;
    piece->related = arena_cstr(
        recipe->arena, label_name(recipe->arena, key->parent->obj.schema, key->parent->obj.name));
    return piece;
}

/* Both ends are equal to their old sides by then: no row breaks it that doesn't break the old one.
 */
static Piece *add_key(Recipe *recipe, const Rewrite *rewrite, const RewriteTable *table,
                      const RewriteKey *key)
{
    ForeignKey *twin = (ForeignKey *)record_copy(recipe->arena, &key->live->rec);
    SqlWriter writer = sql_new(&pg_quoting);
    Piece *piece = add_key_piece(recipe, table, OP_MOVE_FOREIGN_KEY, key);

    map_columns(recipe, rewrite, key->of, &key->live->columns, &twin->columns);
    map_columns(recipe, rewrite, key->parent, &key->live->related_columns, &twin->related_columns);
    sql_put(&writer, RAW("ADD "));
    pg_render_foreign_key(&writer, key->name, twin);
    sql_put(&writer, RAW(" NOT VALID"));
    recipe_put(recipe, piece, sql_alter_key(recipe, key, sql_finish(&writer, recipe->arena)));
    return piece;
}

static const Piece *move_key(Recipe *recipe, const Rewrite *rewrite, const RewriteTable *table,
                             const RewriteKey *key, const Piece *last)
{
    const ForeignKey *twin = twin_of(key);
    Piece *piece;

    if (twin == NULL) {
        piece = add_key(recipe, rewrite, table, key);
        recipe_after(recipe, piece, last);
        for (size_t i = 0; i < rewrite->tables.len; i++)
            vec_push(recipe->arena, &piece->takes,
                     rewrite_ready_name(recipe, rewrite->tables.items[i]));
        last = piece;
    } else if (!sparse_bool(&twin->rec, FIELD_NOT_VALID)) {
        return last;
    }
    piece = add_key_piece(recipe, table, OP_VALIDATE_FOREIGN_KEY, key);
    recipe_put(recipe, piece, sql_alter_key(recipe, key, restrict_validate(recipe, key->name)));
    recipe_after(recipe, piece, last);
    return piece;
}

/* ---- the swap: before the names change ---- */

static void put_alter(const Recipe *recipe, Piece *piece, Str clause)
{
    recipe_put(recipe, piece, restrict_alter(recipe, clause));
}

static void add_name(const Recipe *recipe, StrVec *names, const Table *table)
{
    Str name = RECIPE_SQL(recipe, QN(table->obj.schema, table->obj.name));

    if (!strs_has(names, name))
        vec_push(recipe->arena, names, name);
}

/* All at once, those first that the application writes first: a row is locked before the one that
 * it references. */
static void put_lock(const Recipe *recipe, Piece *piece, const Rewrite *rewrite)
{
    StrVec names = {0};

    for (size_t i = 0; i < rewrite->keys.len; i++)
        add_name(recipe, &names, rewrite->keys.items[i].of);
    for (size_t i = 0; i < rewrite->keys.len; i++)
        add_name(recipe, &names, rewrite->keys.items[i].parent);
    if (rewrite->keys.len > 0)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("LOCK TABLE "), EX(sql_list(recipe, &names)),
                              RAW(" IN ACCESS EXCLUSIVE MODE")));
}

static void put_column(const Recipe *recipe, Piece *piece, Str column, SqlPart clause)
{
    put_alter(recipe, piece,
              RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(column), RAW(" "), clause));
}

static void drop_old_parts(const Recipe *recipe, Piece *piece, const Rewrite *rewrite,
                           const RewriteTable *table)
{
    for (size_t i = 0; i < table->indexes.len; i++) {
        const Index *live = (const Index *)table->indexes.items[i].live;
        const Index *desired = (const Index *)table->indexes.items[i].desired;
        recipe_keep_replica_identity(
            recipe, piece, live, desired,
            rewrite_index_name(recipe, rewrite, table, &table->indexes.items[i]));
        if (index_is_constraint(live))
            put_alter(recipe, piece, restrict_drop(recipe, live->name));
        else
            recipe_put(recipe, piece,
                       RECIPE_SQL(recipe, RAW("DROP INDEX "), QN(recipe->schema, live->name)));
    }
    for (size_t i = 0; i < table->checks.len; i++)
        put_alter(recipe, piece, restrict_drop(recipe, record_name(table->checks.items[i].live)));
    for (size_t i = 0; i < table->statistics.len; i++) {
        const Statistics *live = (const Statistics *)table->statistics.items[i].live;
        recipe_put(
            recipe, piece,
            RECIPE_SQL(recipe, RAW("DROP STATISTICS "),
                       QN(live->schema.len > 0 ? live->schema : recipe->schema, live->name)));
    }
}

/* ---- … the names ---- */

static void rename_column(const Recipe *recipe, Piece *piece, Str from, Str to)
{
    put_alter(recipe, piece,
              RECIPE_SQL(recipe, RAW("RENAME COLUMN "), ID(from), RAW(" TO "), ID(to)));
}

/* The server names it by the column that it was made for. */
static void name_not_null(const Recipe *recipe, Piece *piece, const RewriteSide *side)
{
    enum { NAMED_SINCE = 180000 };

    if (recipe->input->version < NAMED_SINCE)
        return;
    put_alter(recipe, piece,
              RECIPE_SQL(recipe, RAW("RENAME CONSTRAINT "),
                         ID(pg_not_null_name(recipe->arena, recipe->name, side->name)), RAW(" TO "),
                         ID(pg_not_null_name(recipe->arena, recipe->name, side->desired->name))));
}

static Str numbers_name(const Recipe *recipe, const RewriteSide *side)
{
    return recipe_temporary_name(
        recipe->arena, arena_printf(recipe->arena, "numbers of %.*s", STR_ARG(side->name)));
}

/* Its sequence steps aside, which also keeps others from drawing from it: the new one wants the
 * name, and goes on where it stands. */
static void park_numbers(const Recipe *recipe, Piece *piece, const RewriteSide *side)
{
    Str table = RECIPE_SQL(recipe, RECIPE_REL(recipe));
    Str body = RECIPE_SQL(recipe,
                          RAW("BEGIN EXECUTE pg_catalog.format('ALTER SEQUENCE %s RENAME TO %I', "
                              "pg_catalog.pg_get_serial_sequence("),
                          LIT(table), RAW(", "), LIT(side->live->name), RAW("), "),
                          LIT(numbers_name(recipe, side)), RAW("); END"));

    recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("DO "), LIT(body)));
}

static void move_numbers(const Recipe *recipe, Piece *piece, const RewriteSide *side)
{
    Str table = RECIPE_SQL(recipe, RECIPE_REL(recipe));
    Str generated = sparse_str(&side->desired->rec, FIELD_COLUMN_GENERATED);

    put_column(recipe, piece, side->desired->name,
               EX(RECIPE_SQL(recipe, RAW("ADD "), EX(generated))));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe,
                          RAW("SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence("),
                          LIT(table), RAW(", "), LIT(side->desired->name),
                          RAW("), last_value, is_called) FROM "),
                          QN(recipe->schema, numbers_name(recipe, side))));
    put_column(recipe, piece, side->name, RAW("DROP IDENTITY"));
}

/* An identity forbids NULL, too: it is gone from the old side before that allows it. */
static void swap_side(const Recipe *recipe, Piece *piece, const RewriteSide *side)
{
    Str parked = recipe_temporary_name(recipe->arena, side->name);

    put_alter(recipe, piece, restrict_drop(recipe, side->name));
    if (side->live->dflt.len > 0)
        put_column(recipe, piece, side->live->name, RAW("DROP DEFAULT"));
    if (recipe_is_identity(side->live))
        park_numbers(recipe, piece, side);
    rename_column(recipe, piece, side->desired->name, parked);
    rename_column(recipe, piece, side->name, side->desired->name);
    rename_column(recipe, piece, parked, side->name);
    if (recipe_is_identity(side->live))
        move_numbers(recipe, piece, side);
    if (!side->desired->is_nullable) {
        put_column(recipe, piece, side->name, RAW("DROP NOT NULL"));
        name_not_null(recipe, piece, side);
    }
}

/* ---- … and behind that ---- */

static void put_indexes_back(const Recipe *recipe, Piece *piece, const Rewrite *rewrite,
                             const RewriteTable *table)
{
    for (size_t i = 0; i < table->indexes.len; i++) {
        const RewritePart *part = &table->indexes.items[i];
        const Index *desired = (const Index *)part->desired;
        Str built = rewrite_index_name(recipe, rewrite, table, part);
        if (index_is_constraint(desired))
            put_alter(recipe, piece, recipe_sql_add_using(recipe, desired, built));
        else
            recipe_put(recipe, piece,
                       RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(recipe->schema, built),
                                  RAW(" RENAME TO "), ID(desired->name)));
    }
}

static void put_checks_back(const Recipe *recipe, Piece *piece, const RewriteTable *table)
{
    for (size_t i = 0; i < table->checks.len; i++) {
        const Record *desired = table->checks.items[i].desired;
        SqlWriter writer = sql_new(&pg_quoting);
        sql_put(&writer, RAW("ADD "));
        pg_render_check(&writer, record_name(desired), (const Check *)desired);
        sql_put(&writer, RAW(" NOT VALID"));
        put_alter(recipe, piece, sql_finish(&writer, recipe->arena));
    }
}

static void put_statistics_back(const Recipe *recipe, Piece *piece, const RewriteTable *table)
{
    for (size_t i = 0; i < table->statistics.len; i++) {
        const Record *desired = table->statistics.items[i].desired;
        SqlWriter writer = sql_new(&pg_quoting);
        pg_render_statistics(&writer, recipe->schema, recipe->name, record_name(desired),
                             (const Statistics *)desired);
        recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
    }
}

static void put_parts_beside(const Recipe *recipe, Piece *piece, const RewriteTable *table,
                             const RewriteParts *parts)
{
    for (size_t i = 0; i < parts->len; i++) {
        Taken taken = {.of = &table->live->obj, .part = parts->items[i].live};
        taken_put_beside(recipe, piece, &taken,
                         (TakenPart){&table->desired->obj, parts->items[i].desired});
    }
}

static void put_side_back(const Recipe *recipe, Piece *piece, const RewriteSide *side)
{
    const Column *desired = side->desired;
    Str comment = sparse_str(&desired->rec, FIELD_COMMENT);

    if (desired->dflt.len > 0)
        put_column(recipe, piece, desired->name,
                   EX(RECIPE_SQL(recipe, RAW("SET DEFAULT "), EX(desired->dflt))));
    if (comment.len > 0)
        recipe_put(recipe, piece, recipe_sql_comment(recipe, &desired->rec, comment));
    recipe_column_rights(recipe, &recipe->desired->obj, desired, &piece->statements);
    recipe_put(recipe, piece, rewrite_sql_keep_old(recipe, side));
}

/* … or it would go with the old side. */
static void move_owned(const Recipe *recipe, Piece *piece, const RewriteTable *table)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Object *sequence = live->objects.items[i];
        Str schema, name, column;
        if (sequence->rec.type != &sequence_type ||
            !pg_owned_by_read(recipe->arena, sparse_str(&sequence->rec, FIELD_SEQUENCE_OWNED_BY),
                              &schema, &name, &column) ||
            !str_eq(sequence->schema, table->live->obj.schema) ||
            !str_eq(name, table->live->obj.name))
            continue;
        for (size_t k = 0; k < table->sides.len; k++)
            if (str_eq(table->sides.items[k].live->name, column))
                recipe_put(recipe, piece,
                           RECIPE_SQL(recipe, RAW("ALTER SEQUENCE "),
                                      QN(sequence->schema, sequence->name), RAW(" OWNED BY "),
                                      RECIPE_REL(recipe), RAW("."), ID(column)));
    }
}

static void put_back(const Recipe *recipe, Piece *piece, const Rewrite *rewrite,
                     const RewriteTable *table)
{
    put_indexes_back(recipe, piece, rewrite, table);
    put_checks_back(recipe, piece, table);
    put_statistics_back(recipe, piece, table);
    put_parts_beside(recipe, piece, table, &table->indexes);
    put_parts_beside(recipe, piece, table, &table->checks);
    put_parts_beside(recipe, piece, table, &table->statistics);
    for (size_t i = 0; i < table->sides.len; i++)
        put_side_back(recipe, piece, &table->sides.items[i]);
    move_owned(recipe, piece, table);
}

static void put_key_back(const Recipe *recipe, Piece *piece, const RewriteKey *key)
{
    Str comment = sparse_str(&key->desired->rec, FIELD_COMMENT);

    recipe_put(recipe, piece,
               sql_alter_key(recipe, key,
                             RECIPE_SQL(recipe, RAW("RENAME CONSTRAINT "), ID(key->name),
                                        RAW(" TO "), ID(key->live->name))));
    if (comment.len > 0)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("COMMENT ON CONSTRAINT "), ID(key->live->name),
                              RAW(" ON "), QN(key->of->obj.schema, key->of->obj.name), RAW(" IS "),
                              LIT(comment)));
}

/* ---- … all of it ---- */

static void touch(const Recipe *recipe, Piece *piece, const Table *table, const Record *part)
{
    PieceTouch touch = {&table->obj, part, OP_SWAP_COLUMN};

    if (table == recipe->live)
        return;
    vec_push(recipe->arena, &piece->touches, touch);
    if (piece->related == NULL) /* a transaction of its own */
        piece->related = arena_cstr(recipe->arena,
                                    label_name(recipe->arena, table->obj.schema, table->obj.name));
}

static void take_along(const Recipe *recipe, Piece *piece, const RewriteTable *table)
{
    piece->is_published = piece->is_published || rewrite_is_published(recipe, &table->live->obj);
    vec_push(recipe->arena, &piece->takes, rewrite_ready_name(recipe, table));
    vec_push(recipe->arena, &piece->frees, rewrite_swapped_name(recipe, table));
    for (size_t i = 0; i < table->sides.len; i++) {
        const RewriteSide *side = &table->sides.items[i];
        touch(recipe, piece, table->live, side->change->live);
        recipe_take_along(recipe, piece, side->change);
        rewrite_hold(recipe, piece, side);
    }
}

static void put_swap(const Recipe *recipe, Piece *piece, const Rewrite *rewrite)
{
    for (size_t i = 0; i < rewrite->tables.len; i++) {
        const RewriteTable *table = rewrite->tables.items[i];
        Recipe own = rewrite_recipe(recipe, table);
        for (size_t k = 0; k < table->sides.len; k++)
            if (!table->sides.items[k].desired->is_nullable)
                put_column(&own, piece, table->sides.items[k].name, RAW("SET NOT NULL"));
        drop_old_parts(&own, piece, rewrite, table);
    }
    for (size_t i = 0; i < rewrite->tables.len; i++) {
        const RewriteTable *table = rewrite->tables.items[i];
        Recipe own = rewrite_recipe(recipe, table);
        for (size_t k = 0; k < table->sides.len; k++)
            swap_side(&own, piece, &table->sides.items[k]);
        put_back(&own, piece, rewrite, table);
    }
    for (size_t i = 0; i < rewrite->keys.len; i++)
        put_key_back(recipe, piece, &rewrite->keys.items[i]);
}

/* They held on the old side, which is equal. */
static void validate_checks(Recipe *recipe, const RewriteTable *table, const Piece *swapped)
{
    for (size_t i = 0; i < table->checks.len; i++) {
        const Record *check = table->checks.items[i].desired;
        Piece *piece = recipe_add(recipe, OP_VALIDATE_CHECK, table->sides.items[0].change,
                                  STR("what is there is read, while everybody works on"));
        piece->about = check;
        piece->clause = restrict_validate(recipe, record_name(check));
        recipe_after(recipe, piece, swapped);
        if (swapped == NULL)
            vec_push(recipe->arena, &piece->takes, rewrite_swapped_name(recipe, table));
    }
}

Piece *rewrite_swap(Recipe *recipe, const Rewrite *rewrite, const RewriteTable *table)
{
    const Piece *last = recipe->pieces->list.len == 0 ? NULL : vec_last(&recipe->pieces->list);
    Piece *piece;

    if (table != rewrite->tables.items[0]) {
        validate_checks(recipe, table, NULL);
        return NULL;
    }
    for (size_t i = 0; i < rewrite->keys.len; i++)
        last = move_key(recipe, rewrite, table, &rewrite->keys.items[i], last);
    piece = recipe_add(recipe, OP_SWAP_COLUMN, table->sides.items[0].change,
                       STR("both sides are proven equal; the old one is kept"));
    recipe_after(recipe, piece, last);
    vec_push(recipe->arena, &piece->includes, OP_WIDEN_TYPE); /* for what needs the new type */
    put_lock(recipe, piece, rewrite);
    for (size_t i = 0; i < rewrite->tables.len; i++)
        take_along(recipe, piece, rewrite->tables.items[i]);
    for (size_t i = 0; i < rewrite->keys.len; i++) {
        const RewriteKey *key = &rewrite->keys.items[i];
        touch(recipe, piece, key->of, &key->live->rec);
        touch(recipe, piece, key->parent, &key->live->rec);
        recipe_put(recipe, piece,
                   sql_alter_key(recipe, key, restrict_drop(recipe, key->live->name)));
    }
    put_swap(recipe, piece, rewrite);
    validate_checks(recipe, table, piece);
    return piece;
}
