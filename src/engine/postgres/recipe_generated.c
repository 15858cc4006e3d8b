/* Recipes of generated columns, which stand in the way of what they read.
 *
 * The server refuses to change the type of a column that a generated one reads, and has no way to
 * make a plain column generated: such columns are dropped and added in one transaction, with their
 * indexes and constraints. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/scan.h"

#include "model/label.h"

typedef struct Rework {
    Recipe *recipe;
    VEC(const Column *) again;   /* desired columns to drop and add */
    VEC(const Change *) sources; /* changes of type that they are in the way of */
    VEC(const Change *) knotted; /* such changes that foreign keys tie to those of other tables */
    Holders holders;             /* foreign keys onto keys that go with the columns */
    bool loses_data;             /* a plain column is among them */
} Rework;

static const Column *live_of(const Recipe *recipe, const Column *desired)
{
    Str name = recipe_live_column(recipe, desired->name);

    return name.len == 0 ? NULL : table_column(recipe->live, name);
}

static Str expression_of(const Column *column)
{
    return sparse_str(&column->rec, FIELD_COLUMN_GENERATION);
}

static bool is_virtual(const Column *column)
{
    return str_is(sparse_str(&column->rec, FIELD_COLUMN_GENERATED), "VIRTUAL");
}

/* The change of a column's type or collation; NULL. */
static const Change *retyping(const Recipe *recipe, const Column *desired)
{
    const Change *change = recipe_change_of(recipe->group, &desired->rec);

    if (change == NULL || change->kind != CHANGE_ALTER)
        return NULL;
    return change_has(change, "DataType") || change_has(change, "Collation") ? change : NULL;
}

static void add_source(Rework *rework, const Change *change)
{
    for (size_t i = 0; i < rework->sources.len; i++)
        if (rework->sources.items[i] == change)
            return;
    for (size_t i = 0; i < rework->knotted.len; i++)
        if (rework->knotted.items[i] == change)
            return;
    if (recipe_key_types_has(rework->recipe, change))
        vec_push(rework->recipe->arena, &rework->knotted, change);
    else
        vec_push(rework->recipe->arena, &rework->sources, change);
}

/* Sources whose type changes under a live generated column; false where there is none. */
static bool reads_retyped(Rework *rework, const Column *live)
{
    const Recipe *recipe = rework->recipe;
    bool found = false;

    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *source = recipe->desired->columns.items[i];
        const Column *live_source = live_of(recipe, source);
        const Change *change = retyping(recipe, source);
        if (live_source == NULL || change == NULL || recipe_is_generated(source) ||
            !pg_scan_mentions(recipe->arena, expression_of(live), live_source->name))
            continue;
        add_source(rework, change);
        found = true;
    }
    return found;
}

/* The server then refuses SET EXPRESSION of a virtual column. Source: PostgreSQL 18,
 * ATExecSetExpression of tablecmds.c. */
static bool has_checks(const Recipe *recipe)
{
    return recipe->live->checks.len > 0 || recipe->desired->checks.len > 0;
}

/* Whether a column that both sides have must be dropped and added. */
static bool must_go(Rework *rework, const Column *live, const Column *desired)
{
    const Change *change = recipe_change_of(rework->recipe->group, &desired->rec);
    bool was = recipe_is_generated(live), will = recipe_is_generated(desired);

    if (!was && will) {
        rework->loses_data = true;
        return true;
    }
    if (!was)
        return false;
    if (!will)
        return is_virtual(live); /* else its values are kept: DROP EXPRESSION */
    if (reads_retyped(rework, live))
        return true;
    if (is_virtual(live) != is_virtual(desired))
        return true;
    return change != NULL && change_has(change, "GenerationExpression") &&
           (rework->recipe->input->version < 170000 || retyping(rework->recipe, desired) != NULL ||
            (is_virtual(live) && has_checks(rework->recipe)));
}

static void keep_values(Recipe *recipe, const Change *change)
{
    const Column *desired = (const Column *)change->desired;
    Piece *piece =
        recipe_add(recipe, OP_DROP_EXPRESSION, change,
                   recipe_reason_of(recipe->arena, change, "Generated GenerationExpression"));

    piece->clause =
        RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(desired->name), RAW(" DROP EXPRESSION"));
    recipe_after_column(recipe, piece, desired->name);
}

void recipe_after_kept_values(const Recipe *recipe, Piece *piece)
{
    for (size_t i = 0; i < recipe->pieces->list.len; i++) {
        const Piece *other = recipe->pieces->list.items[i];
        if (other->group == recipe->home && other->op == OP_DROP_EXPRESSION)
            recipe_after(recipe, piece, other);
    }
}

/* SET EXPRESSION, 17 and later. */
static void set_expression(Recipe *recipe, const Change *change)
{
    const Column *desired = (const Column *)change->desired;
    Piece *piece = recipe_add(recipe, OP_RECREATE_COLUMN, change,
                              recipe_reason_of(recipe->arena, change, "GenerationExpression"));

    piece->clause = RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(desired->name),
                               RAW(" SET EXPRESSION AS ("), EX(expression_of(desired)), RAW(")"));
    recipe_after_expression(recipe, piece, expression_of(desired));
    recipe_after_column(recipe, piece, desired->name);
}

static void find_rework(Rework *rework)
{
    Recipe *recipe = rework->recipe;

    for (size_t i = 0; i < recipe->desired->columns.len; i++) {
        const Column *desired = recipe->desired->columns.items[i];
        const Column *live = live_of(recipe, desired);
        const Change *change = recipe_change_of(recipe->group, &desired->rec);
        if (live == NULL || (recipe_is_generated(live) && recipe_is_done(recipe, &desired->rec)))
            continue;
        if (must_go(rework, live, desired))
            vec_push(recipe->arena, &rework->again, desired);
        else if (recipe_is_generated(live) && !recipe_is_generated(desired))
            keep_values(recipe, change);
        else if (recipe_is_generated(live) && recipe_is_generated(desired) && change != NULL &&
                 change_has(change, "GenerationExpression"))
            set_expression(recipe, change);
    }
}

bool recipe_uses_column(Arena *arena, const Index *index, Str column)
{
    bool uses = pg_scan_mentions(arena, index->predicate, column);

    for (size_t i = 0; i < index->keys.len; i++)
        uses = uses || str_eq(index->keys.items[i].name, column) ||
               pg_scan_mentions(arena, index->keys.items[i].expression, column);
    for (size_t i = 0; i < index->include.len; i++)
        uses = uses || str_eq(index->include.items[i], column);
    return uses;
}

static bool uses_again(const Rework *rework, const Index *index, bool is_live)
{
    for (size_t i = 0; i < rework->again.len; i++) {
        const Column *column = rework->again.items[i];
        Str name = is_live ? live_of(rework->recipe, column)->name : column->name;
        if (recipe_uses_column(rework->recipe->arena, index, name))
            return true;
    }
    return false;
}

static bool reads_again(const Rework *rework, Str expression, bool is_live)
{
    for (size_t i = 0; i < rework->again.len; i++) {
        const Column *column = rework->again.items[i];
        Str name = is_live ? live_of(rework->recipe, column)->name : column->name;
        if (pg_scan_mentions(rework->recipe->arena, expression, name))
            return true;
    }
    return false;
}

static bool keys_again(const Rework *rework, const KeyParts *keys, bool is_live)
{
    Index index = {.keys = *keys};

    return uses_again(rework, &index, is_live);
}

static void put_comment_again(const Rework *rework, Piece *piece, const Record *rec)
{
    Str comment = sparse_str(rec, FIELD_COMMENT), of_index = sparse_str(rec, FIELD_INDEX_COMMENT);

    if (comment.len > 0)
        recipe_put(rework->recipe, piece, recipe_sql_comment(rework->recipe, rec, comment));
    if (of_index.len > 0)
        recipe_put(rework->recipe, piece, recipe_sql_index_comment(rework->recipe, rec, of_index));
}

/* What the dropped columns take along: gone with them, so its own drop has nothing to do. */
static void mark_lost(const Rework *rework)
{
    Recipe *recipe = rework->recipe;

    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Record *live = change->live;
        bool is_lost = false;
        if (change->kind != CHANGE_DROP)
            continue;
        if (live->type == &index_type)
            is_lost = uses_again(rework, (const Index *)live, true);
        else if (live->type == &exclusion_type)
            is_lost = uses_again(rework, pg_exclusion_index(recipe->arena, (const Exclusion *)live),
                                 true);
        else if (live->type == &statistics_type)
            is_lost = keys_again(rework, &((const Statistics *)live)->keys, true);
        else if (live->type == &check_type)
            is_lost = reads_again(rework, ((const Check *)live)->expression, true);
        if (is_lost)
            recipe_done(recipe, live);
    }
}

/* Whether an existing part is lost with the columns and has to be made again. */
static bool is_made_again(const Rework *rework, const Record *desired)
{
    const Change *change = recipe_change_of(rework->recipe->group, desired);

    return change == NULL || change->kind == CHANGE_RECREATE || change->kind == CHANGE_ALTER;
}

/* A part that changes, and that the columns don't take along because it didn't use them yet. */
static void put_drop_of_old(const Rework *rework, Piece *piece, const Change *change)
{
    Recipe *recipe = rework->recipe;
    const Index *index;

    if (change != NULL && change->live->type == &statistics_type)
        recipe_put(recipe, piece, recipe_statistics_let_go(recipe, change));
    if (change == NULL || change->kind != CHANGE_RECREATE || change->live->type == &statistics_type)
        return;
    index = (const Index *)change->live;
    if (change->live->type == &index_type && !index_is_constraint(index))
        recipe_put(
            recipe, piece,
            RECIPE_SQL(recipe, RAW("DROP INDEX IF EXISTS "), QN(recipe->schema, index->name)));
    else
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe),
                              RAW(" DROP CONSTRAINT IF EXISTS "), ID(record_name(change->live))));
}

static void make_again(const Rework *rework, Piece *piece, const Record *part)
{
    Recipe *recipe = rework->recipe;

    if (!is_made_again(rework, part))
        return;
    put_drop_of_old(rework, piece, recipe_change_of(recipe->group, part));
    recipe_put(recipe, piece, recipe_sql_make_part(recipe, &recipe->desired->obj, part));
    if (part->type == &index_type)
        recipe_index_statistics(recipe, piece, record_name(part), NULL, part);
    if (part->type == &statistics_type && sparse_int(part, FIELD_STATISTICS_TARGET).given)
        recipe_put(recipe, piece, recipe_statistics_target(recipe, (const Statistics *)part));
    put_comment_again(rework, piece, part);
    recipe_done(recipe, part);
}

static bool is_of_again(const Rework *rework, const ForeignKey *key)
{
    for (size_t i = 0; i < rework->again.len; i++)
        if (strs_has(&key->columns, rework->again.items[i]->name))
            return true;
    return false;
}

/* Foreign keys onto its own keys come behind those. */
static void make_parts_again(const Rework *rework, Piece *piece)
{
    Recipe *recipe = rework->recipe;
    const Table *table = recipe->desired;

    for (size_t i = 0; i < table->indexes.len; i++)
        if (uses_again(rework, table->indexes.items[i], false))
            make_again(rework, piece, &table->indexes.items[i]->rec);
    recipe_put_holders_back(recipe, piece, &rework->holders);
    if (rework->holders.len > 0)
        vec_push(recipe->arena, &piece->includes, OP_REPLACE_FOREIGN_KEY);
    for (size_t i = 0; i < table->checks.len; i++)
        if (reads_again(rework, table->checks.items[i]->expression, false))
            make_again(rework, piece, &table->checks.items[i]->rec);
    for (size_t i = 0; i < table->exclusions.len; i++)
        if (uses_again(rework, pg_exclusion_index(recipe->arena, table->exclusions.items[i]),
                       false))
            make_again(rework, piece, &table->exclusions.items[i]->rec);
    for (size_t i = 0; i < table->statistics.len; i++)
        if (keys_again(rework, &table->statistics.items[i]->keys, false))
            make_again(rework, piece, &table->statistics.items[i]->rec);
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        if (is_of_again(rework, table->foreign_keys.items[i]))
            make_again(rework, piece, &table->foreign_keys.items[i]->rec);
}

/* The clauses that drop the columns. */
static void put_drops(const Rework *rework, SqlWriter *writer)
{
    for (size_t i = 0; i < rework->again.len; i++)
        sql_put(writer, i == 0 ? RAW(" DROP COLUMN ") : RAW(", DROP COLUMN "),
                ID(rework->again.items[i]->name));
}

static void find_holders(Rework *rework)
{
    const Recipe *recipe = rework->recipe;

    for (size_t i = 0; i < recipe->live->indexes.len; i++) {
        const Index *index = recipe->live->indexes.items[i];
        Holders some = {0};
        if (index_is_unique(index) && uses_again(rework, index, true))
            some = recipe_find_holders(recipe, index);
        for (size_t k = 0; k < some.len; k++)
            vec_push(recipe->arena, &rework->holders, some.items[k]);
    }
}

/* `first` dropped the columns already where it is another piece. */
static void put_alter(const Rework *rework, const Piece *first, Piece *piece)
{
    Recipe *recipe = rework->recipe;
    SqlWriter writer = sql_new(&pg_quoting);
    bool is_empty = first != piece;

    sql_put(&writer, RAW("ALTER TABLE "), RECIPE_REL(recipe));
    if (first == piece)
        put_drops(rework, &writer);
    for (size_t i = 0; i < rework->sources.len; i++) {
        const Change *change = rework->sources.items[i];
        const Column *live = (const Column *)change->live;
        sql_put(&writer, is_empty ? RAW(" ") : RAW(", "));
        is_empty = false;
        recipe_put_let_go(recipe, piece, recipe->group, change);
        vec_push(recipe->arena, &piece->includes, recipe_type_clauses(recipe, change, &writer));
        vec_push(recipe->arena, &recipe->retyped, change->desired);
        recipe_probe(recipe, piece, probe_type(recipe, live, (const Column *)change->desired));
    }
    for (size_t i = 0; i < rework->again.len; i++) {
        const Change *own = recipe_change_of(recipe->group, &rework->again.items[i]->rec);
        if (own != NULL)
            recipe_take_along(recipe, piece, own);
        sql_put(&writer, is_empty ? RAW(" ADD COLUMN ") : RAW(", ADD COLUMN "));
        is_empty = false;
        pg_render_column(&writer, rework->again.items[i]);
        pg_render_column_options(&writer, recipe->arena, rework->again.items[i]);
    }
    recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
}

static void add_reason(const Rework *rework, const Change *source, Sb *reason)
{
    sb_printf(reason, "%s%.*s of %.*s, which it reads", reason->len == 0 ? "" : ", ",
              STR_ARG(recipe_reason_of(rework->recipe->arena, source, "DataType Collation")),
              STR_ARG(record_name(source->desired)));
}

static Piece *add_piece(const Rework *rework)
{
    Recipe *recipe = rework->recipe;
    const Change *change = NULL;
    Sb reason = sb_new(SB_LINE_MAX);
    Piece *piece;

    for (size_t i = 0; i < rework->again.len; i++) {
        const Change *own = recipe_change_of(recipe->group, &rework->again.items[i]->rec);
        change = change == NULL ? own : change;
        if (own != NULL)
            sb_printf(&reason, "%s%.*s", reason.len == 0 ? "" : ", ",
                      STR_ARG(recipe_reason(recipe->arena, own)));
    }
    for (size_t i = 0; i < rework->sources.len; i++) {
        change = change == NULL ? rework->sources.items[i] : change;
        add_reason(rework, rework->sources.items[i], &reason);
    }
    for (size_t i = 0; i < rework->knotted.len; i++) {
        change = change == NULL ? rework->knotted.items[i] : change;
        add_reason(rework, rework->knotted.items[i], &reason);
    }
    piece = recipe_add(recipe, OP_RECREATE_COLUMN, change, sb_finish(&reason, recipe->arena));
    piece->about = &rework->again.items[0]->rec;
    if (rework->loses_data)
        vec_push(recipe->arena, &piece->includes, OP_DROP_COLUMN);
    return piece;
}

static bool check_versions(const Rework *rework)
{
    for (size_t i = 0; i < rework->again.len; i++)
        if (is_virtual(rework->again.items[i]) &&
            !recipe_needs_version(rework->recipe, &rework->again.items[i]->rec, 180000,
                                  "a virtual generated column"))
            return false;
    return true;
}

/* Where a piece of several tables changes the type, the columns go before it and come behind it:
 * the piece that drops them. Else NULL. */
static Piece *add_first(const Rework *rework)
{
    Recipe *recipe = rework->recipe;
    SqlWriter writer;
    Piece *piece;

    if (rework->knotted.len == 0)
        return NULL;
    piece = add_piece(rework);
    writer = sql_new(&pg_quoting);
    sql_put(&writer, RAW("ALTER TABLE "), RECIPE_REL(recipe));
    put_drops(rework, &writer);
    recipe_let_holders_go(recipe, piece, &rework->holders);
    recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
    for (size_t i = 0; i < rework->knotted.len; i++)
        vec_push(recipe->arena, &piece->frees,
                 recipe_key_types_before(recipe, recipe->group, rework->knotted.items[i]));
    recipe_after_kept_values(recipe, piece);
    for (size_t i = 0; i < rework->again.len; i++)
        recipe_after_name(recipe, piece, rework->again.items[i]->name);
    return piece;
}

Str recipe_ungenerated(const Recipe *recipe, const Column *live)
{
    return arena_printf(recipe->arena, "ungenerated %.*s",
                        STR_ARG(label_part(recipe->arena, &recipe->live->obj, &live->rec)));
}

/* Those that go, and read what changes its type, go before. */
static void come_after_going(const Rework *rework, Piece *piece)
{
    const Recipe *recipe = rework->recipe;

    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Column *live = (const Column *)change->live;
        if (change->kind != CHANGE_DROP || change->live->type != &column_type ||
            !recipe_is_generated(live))
            continue;
        for (size_t k = 0; k < rework->sources.len; k++)
            if (pg_scan_mentions(recipe->arena, expression_of(live),
                                 record_name(rework->sources.items[k]->live)))
                vec_push(recipe->arena, &piece->takes, recipe_ungenerated(recipe, live));
    }
}

bool recipe_generated_columns(Recipe *recipe)
{
    Rework rework = {.recipe = recipe};
    Piece *first, *piece;

    find_rework(&rework);
    if (rework.again.len == 0)
        return true;
    if (!check_versions(&rework))
        return false;
    for (size_t i = 0; i < rework.again.len; i++)
        if (!is_virtual(rework.again.items[i]))
            recipe_refuse_to_write(recipe, rework.again.items[i]);
    find_holders(&rework);
    first = add_first(&rework);
    piece = add_piece(&rework);
    recipe_after(recipe, piece, first);
    come_after_going(&rework, piece);
    for (size_t i = 0; i < rework.knotted.len; i++)
        vec_push(recipe->arena, &piece->takes,
                 recipe_key_types_after(recipe, recipe->group, rework.knotted.items[i]));
    recipe_after_kept_values(recipe, piece);
    for (size_t i = 0; i < rework.again.len; i++) {
        const Column *column = rework.again.items[i];
        recipe_after_column(recipe, piece, column->name);
        recipe_after_expression(recipe, piece, expression_of(column));
        recipe_done(recipe, &column->rec);
    }
    for (size_t i = 0; i < rework.sources.len; i++)
        recipe_after_column(recipe, piece,
                            ((const Column *)rework.sources.items[i]->desired)->name);
    if (first == NULL)
        recipe_let_holders_go(recipe, piece, &rework.holders);
    put_alter(&rework, first == NULL ? piece : first, piece);
    recipe->remake = piece;
    for (size_t i = 0; i < rework.again.len; i++)
        vec_push(recipe->arena, &recipe->remade, &rework.again.items[i]->rec);
    for (size_t i = 0; i < rework.again.len; i++)
        put_comment_again(&rework, piece, &rework.again.items[i]->rec);
    for (size_t i = 0; i < rework.again.len; i++)
        recipe_column_rights(recipe, &recipe->desired->obj, rework.again.items[i],
                             &piece->statements);
    mark_lost(&rework);
    make_parts_again(&rework, piece);
    return true;
}
