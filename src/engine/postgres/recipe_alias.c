/* Recipes of columns that can be used by their old and their new name for a while.
 *
 * The new name comes as a column of its own, of the same type, which a trigger keeps equal to the
 * column, whichever of both a statement writes; batches fill what was there before, and a check
 * that is validated proves that both say the same in each row. Indexes come over it, too, so that
 * the new application finds rows, and meets conflicts, as the old one does. All that stands on the
 * column stays where it is: once the old name may go, in a moment, the column beside goes and the
 * column takes its name. Until then there is nothing that a package which turns back would lose.
 * All artefacts share the temporary name of the check (alias.c). */
#include "engine/postgres/recipe_restrict.h"

#include "engine/postgres/alias.h"
#include "engine/postgres/rewrite.h"
#include "engine/postgres/type_shape.h"
#include "model/label.h"
#include "model/temporary.h"

typedef struct Alias {
    const Change *change;
    const Column *live, *desired;
    const Check *check; /* live, an earlier plan has begun; NULL: it has not */
    Str name;           /* of the check, the function and, behind a tilde, the trigger */
} Alias;

/* ---- its SQL ---- */

static Str sql_function(const Recipe *recipe, Str name)
{
    const Table *table = recipe->live;

    return RECIPE_SQL(recipe, QN(table->obj.schema, name), RAW("()"));
}

/* What an insert that doesn't name the column beside leaves in it. One that each row has for itself
 * only the column itself gives. */
static Str default_of(const Alias *alias)
{
    return recipe_is_identity(alias->live) || recipe_default_is_volatile(alias->live->dflt)
               ? STR_ABSENT
               : alias->live->dflt;
}

/* Of a row that comes: who has something else than the default was given. Of one that changes: the
 * new name wins where it has changed; else the old one, also in rows that no batch has seen yet. */
static Str sql_body(const Recipe *recipe, const Alias *alias)
{
    Str dflt = default_of(alias);
    Str take = RECIPE_SQL(recipe, RAW("NEW."), ID(alias->desired->name), RAW(" := NEW."),
                          ID(alias->live->name), RAW(";"));
    Str give = RECIPE_SQL(recipe, RAW("NEW."), ID(alias->live->name), RAW(" := NEW."),
                          ID(alias->desired->name), RAW(";"));

    return RECIPE_SQL(
        recipe,
        RAW("BEGIN\n  IF TG_OP = 'INSERT' THEN\n    IF pg_catalog.record_image_eq(ROW(NEW."),
        ID(alias->desired->name), RAW("), ROW(CAST(("), dflt.len > 0 ? EX(dflt) : RAW("NULL"),
        RAW(") AS "), EX(alias->live->type), RAW("))) THEN\n      "), EX(take),
        RAW("\n    ELSE\n      "), EX(give),
        RAW("\n    END IF;\n  ELSIF pg_catalog.record_image_eq(ROW(NEW."), ID(alias->desired->name),
        RAW("), ROW(OLD."), ID(alias->desired->name), RAW(")) THEN\n    "), EX(take),
        RAW("\n  ELSE\n    "), EX(give), RAW("\n  END IF;\n  RETURN NEW;\nEND"));
}

static Str sql_equal(const Recipe *recipe, const Alias *alias)
{
    return pg_alias_sql_equal(recipe->arena, alias->desired->name, alias->live->name);
}

static Str trigger_name(const Recipe *recipe, Str name)
{
    return arena_printf(recipe->arena, "~%.*s", STR_ARG(name));
}

static void put_trigger_gone(const Recipe *recipe, Piece *piece, Str name)
{
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("DROP TRIGGER IF EXISTS "), ID(trigger_name(recipe, name)),
                          RAW(" ON "), RECIPE_REL(recipe)));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("DROP FUNCTION IF EXISTS "), EX(sql_function(recipe, name))));
}

static void put_column_gone(const Recipe *recipe, Piece *piece, Str name, Str column)
{
    put_trigger_gone(recipe, piece, name);
    recipe_put(recipe, piece,
               restrict_alter(recipe, RECIPE_SQL(recipe, RAW("DROP COLUMN "), ID(column))));
}

/* ---- whether it can be done ---- */

static const Column *alias_there(const Recipe *recipe, const Change *change)
{
    const Column *there = table_column(recipe->live, record_name(change->desired));

    return there != NULL &&
                   str_eq(sparse_str(&there->rec, FIELD_ALIAS_OF), record_name(change->live))
               ? there
               : NULL;
}

static bool may_have_rows(const Recipe *recipe)
{
    const RelationSize *size = budget_size(recipe->input->facts, &recipe->live->obj);

    return size == NULL || size->size_bytes > 0;
}

RenameChoice recipe_rename_choice(const Recipe *recipe, const Record *desired)
{
    const Budget *budget = recipe->input->budget;
    RenameChoice choice = (RenameChoice)sparse_enum(desired, FIELD_RENAME);

    if (choice == RENAME_AUTO)
        choice = budget->rename;
    if (choice == RENAME_AUTO)
        choice = budget->recipes != RECIPES_DIRECT && may_have_rows(recipe) ? RENAME_BOTH
                                                                            : RENAME_DIRECT;
    return choice;
}

static bool is_altered(const Recipe *recipe, const Change *rename)
{
    const Change *change = recipe_change_of(recipe->group, rename->live);

    return change != NULL && (change->kind == CHANGE_RECREATE || change_has(change, "DataType") ||
                              change_has(change, "Collation") || change_has(change, "Generated") ||
                              change_has(change, "GenerationExpression"));
}

/* Only while both names are one column's: once another deployer has renamed it, a column of the old
 * name is another one. */
static Str sql_unfilled(const Recipe *recipe, const Alias *alias)
{
    return RECIPE_SQL(recipe, RAW("NOT "), EX(sql_equal(recipe, alias)),
                      RAW(" AND EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conname = "),
                      LIT(alias->name), RAW(")"));
}

static RecipeFill fill_of(const Recipe *recipe, const Alias *alias, const Table *leaf)
{
    return (RecipeFill){.live = leaf,
                        .column = alias->desired->name,
                        .expression = RECIPE_SQL(recipe, ID(alias->live->name)),
                        .where = sql_unfilled(recipe, alias),
                        .about = &alias->desired->rec};
}

static bool can_fill(const Recipe *recipe, const Alias *alias)
{
    const BackfillFacts *update =
        facts_update(recipe->input->facts,
                     label_name(recipe->arena, recipe->live->obj.schema, recipe->live->obj.name));
    PgTables leaves = recipe_leaves(recipe, recipe->live);

    if (update != NULL && update->is_hidden)
        return false;
    for (size_t i = 0; i < leaves.len; i++) {
        RecipeFill fill = fill_of(recipe, alias, leaves.items[i]);
        if (table_is_foreign(leaves.items[i]) || !recipe_can_fill(recipe, &fill))
            return false;
    }
    return true;
}

/* Why it can't; NULL: it can. */
static const char *fault_of(const Recipe *recipe, const Alias *alias)
{
    const Table *live = recipe->live;

    if (recipe->base != NULL)
        return "its table is renamed, too";
    if (table_column(live, alias->desired->name) != NULL)
        return "another column has its new name until then";
    if (table_is_foreign(live) || sparse_str(&live->obj.rec, FIELD_TABLE_OF_TYPE).len > 0)
        return "its table gets its columns from elsewhere";
    if ((recipe_has_heirs(recipe) && !recipe_is_partitioned(recipe)) ||
        pg_family_parent_count(live) > 0)
        return "tables inherit it, which no trigger of this one sees";
    if (recipe_is_generated(alias->live))
        return "it is computed";
    if (is_altered(recipe, alias->change))
        return "it changes otherwise, too";
    if (!pg_type_takes_null(recipe->input->changes->live, alias->live->type, false))
        return "its type forbids NULL, so that no column of it can come empty";
    if (rewrite_has_late_trigger(recipe->input, live))
        return "a trigger of the table has a name behind all others";
    if (!can_fill(recipe, alias))
        return "rows of its table are hidden from who deploys, or no key tells them apart";
    return NULL;
}

static Alias alias_of(const Recipe *recipe, const Change *change)
{
    Alias alias = {.change = change,
                   .live = (const Column *)change->live,
                   .desired = (const Column *)change->desired};

    if (alias_there(recipe, change) != NULL)
        alias.check = pg_alias_check(recipe->arena, recipe->live, alias.desired->name);
    alias.name = alias.check != NULL
                     ? alias.check->name
                     : restrict_temporary_name(recipe, arena_printf(recipe->arena, "%.*s for %.*s",
                                                                    STR_ARG(alias.desired->name),
                                                                    STR_ARG(alias.live->name)));
    return alias;
}

/* ---- the pieces ---- */

/* Column, trigger and proof at once: no write comes between them. */
static Piece *begin(Recipe *recipe, const Alias *alias)
{
    Piece *piece = recipe_add(recipe, OP_ALIAS_COLUMN, alias->change,
                              arena_printf(recipe->arena, "beside %.*s, which works on as it did",
                                           STR_ARG(alias->live->name)));
    Str collation = sparse_str(&alias->live->rec, FIELD_COLUMN_COLLATION), dflt = default_of(alias);
    Str trigger = trigger_name(recipe, alias->name);
    SqlWriter writer = sql_new(&pg_quoting);

    piece->is_published = rewrite_is_published(recipe, &recipe->live->obj);
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("CREATE OR REPLACE FUNCTION "),
                          EX(sql_function(recipe, alias->name)),
                          RAW(" RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, "
                              "pg_temp AS "),
                          LIT(sql_body(recipe, alias))));
    sql_put(&writer, RAW("ADD COLUMN "), ID(alias->desired->name), RAW(" "), EX(alias->live->type));
    if (collation.len > 0)
        sql_put(&writer, RAW(" COLLATE "), EX(collation));
    if (dflt.len > 0) /* not in ADD COLUMN: rows that are there have another value */
        sql_put(&writer, RAW(", ALTER COLUMN "), ID(alias->desired->name), RAW(" SET DEFAULT "),
                EX(dflt));
    sql_put(&writer, RAW(", ADD CONSTRAINT "), ID(alias->name), RAW(" CHECK ("),
            EX(sql_equal(recipe, alias)), RAW(") NOT VALID"));
    recipe_put(recipe, piece, restrict_alter(recipe, sql_finish(&writer, recipe->arena)));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("CREATE TRIGGER "), ID(trigger),
                          RAW(" BEFORE INSERT OR UPDATE ON "), RECIPE_REL(recipe),
                          RAW(" FOR EACH ROW EXECUTE FUNCTION "),
                          EX(sql_function(recipe, alias->name))));
    recipe_put(
        recipe, piece,
        restrict_alter(recipe, RECIPE_SQL(recipe, RAW("ENABLE ALWAYS TRIGGER "), ID(trigger))));
    recipe_column_rights(recipe, &recipe->desired->obj, alias->desired, &piece->statements);
    return piece;
}

/* … the rows that were there before, table by table. */
static const Piece *fill(Recipe *recipe, const Alias *alias, const Piece *last)
{
    PgTables leaves = recipe_leaves(recipe, recipe->live);
    Piece *piece;

    for (size_t i = 0; i < leaves.len; i++) {
        RecipeFill batches = fill_of(recipe, alias, leaves.items[i]);
        piece = recipe_fill_piece(recipe, alias->change, &batches);
        recipe_after(recipe, piece, last);
        last = piece;
    }
    piece = recipe_add(recipe, OP_VALIDATE_CHECK, alias->change,
                       STR("both are compared in each row, while everybody works on"));
    piece->clause = restrict_validate(recipe, alias->name);
    recipe_after(recipe, piece, last);
    return piece;
}

static const Index *partner_of(const Recipe *recipe, const Index *live)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->live == &live->rec)
            return change->kind == CHANGE_RENAME ? (const Index *)change->desired : NULL;
    }
    return table_index(recipe->desired, live->name);
}

static Str sql_build(const Recipe *recipe, PgBuild build, Str name, const Index *index)
{
    SqlWriter writer = sql_new(&pg_quoting);

    pg_render_index_as(&writer, build, recipe->schema, recipe->name, name, index);
    return sql_finish(&writer, recipe->arena);
}

/* Its column is renamed only then: until then the package's text is about the one beside. */
static Str index_name(const Recipe *recipe, const Alias *alias, const Index *index)
{
    return recipe_temporary_name(
        recipe->arena,
        arena_printf(recipe->arena, "%.*s %.*s", STR_ARG(alias->name),
                     STR_ARG(sql_build(recipe, PG_BUILD_PLAINLY, index->name, index))));
}

/* As it is to be, and for now over the column beside: whose texts name other columns that are
 * renamed is left out. */
static bool find_index(const Recipe *recipe, const Alias *alias, const Index *live, Index *index)
{
    const Index *desired = partner_of(recipe, live);

    if (desired == NULL || live->name.len == 0 || pg_is_partitioned(recipe->live) ||
        !recipe_uses_column(recipe->arena, live, alias->live->name))
        return false;
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->kind == CHANGE_RENAME && change != alias->change &&
            change->live->type == &column_type &&
            recipe_uses_column(recipe->arena, live, record_name(change->live)))
            return false;
    }
    *index = recipe_plain_index(desired);
    return true;
}

static const Piece *build(Recipe *recipe, const Alias *alias, const Piece *last)
{
    for (size_t i = 0; i < recipe->live->indexes.len; i++) {
        const Index *live = recipe->live->indexes.items[i];
        Index index;
        Piece *piece;
        Str name;
        if (!find_index(recipe, alias, live, &index))
            continue;
        name = index_name(recipe, alias, &index);
        if (strs_has(&recipe->live->built, name))
            continue;
        piece = recipe_add(recipe, OP_BUILD_SIDE_INDEX, alias->change,
                           arena_printf(recipe->arena, "does for %.*s what %.*s does for %.*s",
                                        STR_ARG(alias->desired->name), STR_ARG(live->name),
                                        STR_ARG(alias->live->name)));
        piece->times = recipe_build_times(&index);
        recipe_put(recipe, piece, sql_build(recipe, PG_BUILD_CONCURRENTLY, name, &index));
        recipe_may_be_cut_off(recipe, piece, recipe->schema, name);
        recipe_after(recipe, piece, last);
        last = piece;
    }
    return last;
}

static const Piece *analyze(Recipe *recipe, const Alias *alias, const Piece *last)
{
    Piece *piece = recipe_add(recipe, OP_ANALYZE_SIDE, alias->change,
                              STR("queries are planned by them from now on"));

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ANALYZE "), RECIPE_REL(recipe), RAW(" ("),
                          ID(alias->desired->name), RAW(")")));
    recipe_after(recipe, piece, last);
    return piece;
}

bool recipe_alias_column(Recipe *recipe, const Change *change, const Piece **last, Str *reason)
{
    Alias alias = alias_of(recipe, change);
    const char *fault;
    size_t from;

    if (alias.check == NULL) {
        if (recipe_rename_choice(recipe, change->desired) != RENAME_BOTH)
            return false;
        fault = fault_of(recipe, &alias);
        if (fault != NULL) {
            *reason =
                arena_printf(recipe->arena, "OldName %.*s; at once, not both names for a while: %s",
                             STR_ARG(alias.live->name), fault);
            return false;
        }
    }
    from = recipe->pieces->list.len;
    *last = alias.check != NULL ? NULL : begin(recipe, &alias);
    if (alias.check == NULL || sparse_bool(&alias.check->rec, FIELD_NOT_VALID))
        *last = fill(recipe, &alias, *last);
    *last = build(recipe, &alias, *last);
    if (recipe->pieces->list.len > from)
        *last = analyze(recipe, &alias, *last);
    *reason = arena_printf(recipe->arena, "OldName %.*s; %.*s is there beside it until then",
                           STR_ARG(alias.live->name), STR_ARG(alias.desired->name));
    return true;
}

void recipe_put_alias_gone(const Recipe *recipe, Piece *piece, const Change *change)
{
    Alias alias = alias_of(recipe, change);

    put_column_gone(recipe, piece, alias.name, alias.desired->name);
}

/* ---- what an earlier plan has begun ---- */

/* The piece of a column that can be used by its new name, which the package wants no longer. */
void recipe_drop_alias(Recipe *recipe, const Change *change)
{
    const Column *live = (const Column *)change->live;
    const Check *check = pg_alias_check(recipe->arena, recipe->live, live->name);
    Str of = sparse_str(&live->rec, FIELD_ALIAS_OF);
    Piece *piece = recipe_add(recipe, OP_DROP_ALIAS, change,
                              arena_printf(recipe->arena, "%.*s has all its values", STR_ARG(of)));

    put_column_gone(recipe, piece, check->name, live->name);
    recipe_after_taken(recipe, piece, &live->rec);
}

/* Both names are the package's: each goes on as a column of its own. */
static void part(Recipe *recipe, const Change *change)
{
    Piece *piece = recipe_add(recipe, OP_DROP_ALIAS, change,
                              STR("the package has both names: each is a column of its own now"));

    put_trigger_gone(recipe, piece, record_name(change->live));
    recipe_put(recipe, piece,
               restrict_alter(recipe, restrict_drop(recipe, record_name(change->live))));
    recipe_done(recipe, change->live);
}

/* The rename of the live column `name` to `alias`; NULL: it is none of this plan. */
static const Change *rename_of(const Recipe *recipe, Str name, Str alias)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        if (change->kind == CHANGE_RENAME && change->live->type == &column_type &&
            str_eq(record_name(change->live), name) && str_eq(record_name(change->desired), alias))
            return change;
    }
    return NULL;
}

static void go_on(Recipe *recipe, const Change *change)
{
    Alias alias = alias_of(recipe, change);

    recipe_done(recipe, &table_column(recipe->live, alias.desired->name)->rec);
    for (size_t i = 0; i < recipe->live->indexes.len; i++) {
        Index index;
        if (find_index(recipe, &alias, recipe->live->indexes.items[i], &index))
            vec_push(recipe->arena, &recipe->finished, index_name(recipe, &alias, &index));
    }
}

void recipe_leave_aliases(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i], *rename;
        const Column *column;
        Str alias, name;
        if (change->kind != CHANGE_DROP || change->live->type != &check_type ||
            !pg_alias_read(recipe->arena, (const Check *)change->live, &alias, &name))
            continue;
        column = table_column(recipe->live, alias);
        rename = rename_of(recipe, name, alias);
        if (rename != NULL)
            go_on(recipe, rename);
        else if (column != NULL && recipe_change_of(recipe->group, &column->rec) == NULL) {
            part(recipe, change);
            continue;
        }
        recipe_done(recipe, change->live); /* it goes with its column */
    }
}
