/* Recipes of types of columns that a table has from several parents.
 *
 * The server changes such a column with all of its parents only. A table made for the purpose
 * becomes the parent of those for a moment: by it, all change at once. */
#include "engine/postgres/recipe.h"
#include "engine/postgres/type_change.h"

#include "model/label.h"

/* A table that has the column from nobody, and gives it to the same heir as another. */
typedef struct Root {
    const Table *live;
    const ChangeGroup *group;
    const Change *change; /* of the column */
} Root;
typedef VEC(Root) Roots;

static void add_table(Arena *arena, PgTables *tables, const Table *table, Str column)
{
    for (size_t i = 0; i < tables->len; i++)
        if (tables->items[i] == table)
            return;
    if (table_column(table, column) != NULL)
        vec_push(arena, tables, table);
}

/* All tables that have the live column together with this one, by inheritance. */
static PgTables family_of(const RecipeInput *input, const Table *table, Str column)
{
    const Model *live = input->changes->live;
    PgTables family = {0};

    add_table(input->arena, &family, table, column);
    for (size_t i = 0; i < family.len; i++) {
        const Table *member = family.items[i];
        for (size_t k = 0; k < live->edges.len; k++) {
            const Edge *edge = &live->edges.items[k];
            if (edge->is_parent && edge->to == &member->obj)
                add_table(input->arena, &family, (const Table *)edge->from, column);
            if (edge->is_parent && edge->from == &member->obj)
                add_table(input->arena, &family, (const Table *)edge->to, column);
        }
    }
    return family;
}

static bool has_parent(const RecipeInput *input, const Table *table, Str column)
{
    PgTables parents = pg_family_parents(input->arena, input->changes->live, table);

    for (size_t i = 0; i < parents.len; i++)
        if (table_column(parents.items[i], column) != NULL)
            return true;
    return false;
}

/* Whether the plan does something about the table's parents, or about it as a whole. */
static bool leaves(const RecipeInput *input, const Table *table)
{
    const ChangeGroup *group = recipe_group_of(input, &table->obj);
    const Change *change = group == NULL ? NULL : recipe_change_of(group, &table->obj.rec);

    return group != NULL &&
           (group->desired == NULL || (change != NULL && change_has(change, "Inherits")));
}

/* The roots where there are several, each with the column's change; else none. */
static Roots roots_of(const RecipeInput *input, const Table *table, const Change *change)
{
    Str column = record_name(change->live);
    PgTables family = {0};
    Roots roots = {0};

    if (change->kind != CHANGE_ALTER || change->live->type != &column_type ||
        !(change_has(change, "DataType") || change_has(change, "Collation")) ||
        pg_is_partition(table) || pg_is_partitioned(table) ||
        recipe_is_generated((const Column *)change->live) ||
        recipe_is_generated((const Column *)change->desired))
        return roots;
    family = family_of(input, table, column);
    for (size_t i = 0; i < family.len; i++) {
        const Table *member = family.items[i];
        Root root = {member, recipe_group_of(input, &member->obj), NULL};
        if (leaves(input, member))
            return (Roots){0};
        if (has_parent(input, member, column))
            continue;
        root.change = root.group == NULL
                          ? NULL
                          : recipe_change_of(root.group, &table_column(member, column)->rec);
        if (root.change == NULL || root.change->kind != CHANGE_ALTER)
            return (Roots){0};
        vec_push(input->arena, &roots, root);
    }
    return roots.len > 1 ? roots : (Roots){0};
}

bool recipe_parents_type_has(const Recipe *recipe, const Change *change)
{
    return roots_of(recipe->input, recipe->live, change).len > 0;
}

/* Whether the other root's group comes before in the order of changes. */
static bool is_before(const RecipeInput *input, const ChangeGroup *a, const ChangeGroup *b)
{
    for (size_t i = 0; i < input->changes->groups.len; i++)
        if (input->changes->groups.items[i] == a || input->changes->groups.items[i] == b)
            return input->changes->groups.items[i] == a && a != b;
    return false;
}

static void put_alter(const Recipe *recipe, Piece *piece, const Object *table, Str actions)
{
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(table->schema, table->name), RAW(" "),
                          EX(actions)));
}

static Str sql_inherit(const Recipe *recipe, const char *how, Str parent)
{
    return RECIPE_SQL(recipe, EX(str_from(how)), EX(parent));
}

/* What is done to a root before and behind the change of type. */
static void put_before(const Recipe *recipe, Piece *piece, const Root *root, Str parent)
{
    const Object *table = root->group->desired;
    Str name = record_name(root->change->desired);

    recipe_put_let_go(recipe, piece, root->group, root->change);
    put_alter(recipe, piece, table, sql_inherit(recipe, "INHERIT ", parent));
    if (((const Column *)root->change->live)->dflt.len > 0)
        put_alter(recipe, piece, table,
                  RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(name), RAW(" DROP DEFAULT")));
    vec_push(recipe->arena, &piece->takes,
             recipe_key_types_before(recipe, root->group, root->change));
    vec_push(recipe->arena, &piece->frees,
             recipe_key_types_after(recipe, root->group, root->change));
    if (root->group == recipe->home)
        return;
    vec_push(recipe->arena, &piece->needs, table);
    if (piece->related == NULL)
        piece->related = arena_cstr(
            recipe->arena, label_name(recipe->arena, root->live->obj.schema, root->live->obj.name));
}

/* Its default and storage: the latter is the new type's own by then. */
static void put_behind(const Recipe *recipe, Piece *piece, const Root *root, Str parent)
{
    const Object *table = root->group->desired;
    const Column *desired = (const Column *)root->change->desired;
    StrVec storage = pg_column_storage_clauses(recipe->arena, NULL, desired);

    put_alter(recipe, piece, table, sql_inherit(recipe, "NO INHERIT ", parent));
    for (size_t i = 0; i < storage.len; i++)
        put_alter(recipe, piece, table, storage.items[i]);
    if (desired->dflt.len > 0 && !recipe_is_identity((const Column *)root->change->live))
        put_alter(recipe, piece, table,
                  RECIPE_SQL(recipe, RAW("ALTER COLUMN "), ID(desired->name), RAW(" SET DEFAULT "),
                             EX(desired->dflt)));
    recipe_put_overrides_of(recipe, piece, (const Table *)table, desired, "Default");
}

static Str type_clause(const Recipe *recipe, const Change *change, PgTypeChange type)
{
    const Column *desired = (const Column *)change->desired;
    Str collation = sparse_str(&desired->rec, FIELD_COLUMN_COLLATION);
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ALTER COLUMN "), ID(desired->name), RAW(" TYPE "), EX(desired->type));
    if (collation.len > 0)
        sql_put(&writer, RAW(" COLLATE "), EX(collation));
    if (change_has(change, "DataType") && type.using.len > 0)
        sql_put(&writer, RAW(" USING "), EX(type.using));
    return sql_finish(&writer, recipe->arena);
}

bool recipe_parents_type(Recipe *recipe, const Change *change)
{
    Roots roots = roots_of(recipe->input, recipe->live, change);
    const Column *live = (const Column *)change->live, *desired = (const Column *)change->desired;
    PgTypeChange type;
    Piece *piece;
    Str parent;

    if (roots.len == 0)
        return false;
    for (size_t i = 0; i < roots.len; i++)
        if (is_before(recipe->input, roots.items[i].group, recipe->home))
            return true; /* that one's piece does it all */
    type = pg_named_type_change(recipe->input, live, desired);
    parent = RECIPE_SQL(
        recipe, QN(recipe->schema,
                   recipe_temporary_name(
                       recipe->arena,
                       arena_printf(recipe->arena, "%.*s.%.*s above %.*s", STR_ARG(recipe->schema),
                                    STR_ARG(recipe->name), STR_ARG(desired->name)))));
    piece =
        recipe_add(recipe, change_has(change, "DataType") ? type.op : OP_CHANGE_COLLATION, change,
                   recipe_reason_of(recipe->arena, change, "DataType Collation Default"));
    vec_push(recipe->arena, &piece->includes, OP_OWN_COLUMN);
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("CREATE TABLE "), EX(parent), RAW(" AS SELECT "),
                          ID(desired->name), RAW(" FROM ONLY "), RECIPE_REL(recipe),
                          RAW(" WITH NO DATA")));
    for (size_t i = 0; i < roots.len; i++)
        put_before(recipe, piece, &roots.items[i], parent);
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), EX(parent), RAW(" "),
                          EX(type_clause(recipe, change, type))));
    for (size_t i = 0; i < roots.len; i++)
        put_behind(recipe, piece, &roots.items[i], parent);
    recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("DROP TABLE "), EX(parent)));
    recipe_probe(recipe, piece, probe_type(recipe, live, desired));
    recipe_after_all(recipe, piece, &desired->rec);
    recipe_after_column(recipe, piece, desired->name);
    return true;
}
