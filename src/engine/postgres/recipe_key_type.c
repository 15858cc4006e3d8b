/* Recipes of types that both sides of a foreign key change, where no order of two steps would do.
 *
 * The server checks a foreign key again when either side changes its type: text against integer is
 * refused, so the key lets go, both sides change, and it comes back, in one transaction. */
#include "engine/postgres/recipe.h"

#include "model/label.h"

/* Types that can reference each other are one kind (opfamilies of btree). */
static Str kind_of(Str type)
{
    static const char *const kinds[][2] = {{"smallint", "integer"},
                                           {"bigint", "integer"},
                                           {"character varying", "text"},
                                           {"name", "text"},
                                           {"double precision", "real"},
                                           {"timestamp", "date"},
                                           {"timestamp without time zone", "date"},
                                           {"timestamp with time zone", "date"}};
    size_t open = str_find(type, '(', 0);
    Str base = open == SIZE_MAX ? type : str_sub(type, 0, open);

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(base, kinds[i][0]))
            return str_from(kinds[i][1]);
    return base;
}

/* The change of a live column to a type of another kind; NULL. */
static const Change *crossing(const RecipeInput *input, const Table *live, Str column_name,
                              const ChangeGroup **group)
{
    const Column *column = table_column(live, column_name);
    const Change *change;

    *group = recipe_group_of(input, &live->obj);
    change = *group == NULL || column == NULL ? NULL : recipe_change_of(*group, &column->rec);
    if (change == NULL || change->kind != CHANGE_ALTER || !change_has(change, "DataType") ||
        str_eq(kind_of(column->type), kind_of(((const Column *)change->desired)->type)))
        return NULL;
    return change;
}

typedef struct Side {
    const ChangeGroup *group;
    const Change *change;
} Side;

/* A foreign key that changes kind on both sides. */
typedef struct Crossed {
    const Table *live; /* of the foreign key */
    const ForeignKey *key;
} Crossed;

/* Columns that change their kind together, and the foreign keys between them. */
typedef struct Knot {
    VEC(Side) sides;
    VEC(Crossed) keys;
} Knot;

static bool has_side(const Knot *knot, const Change *change)
{
    for (size_t i = 0; i < knot->sides.len; i++)
        if (knot->sides.items[i].change == change)
            return true;
    return false;
}

static bool has_key(const Knot *knot, const ForeignKey *key)
{
    for (size_t i = 0; i < knot->keys.len; i++)
        if (knot->keys.items[i].key == key)
            return true;
    return false;
}

static void add_side(Arena *arena, Knot *knot, const ChangeGroup *group, const Change *change)
{
    Side side = {group, change};

    if (change != NULL && !has_side(knot, change))
        vec_push(arena, &knot->sides, side);
}

/* Takes a foreign key in where one of its columns is in the knot and its partner crosses, too. */
static bool tie(const RecipeInput *input, Knot *knot, const Table *live, const ForeignKey *key)
{
    const Table *parent = (const Table *)model_find(input->changes->live, REC_TABLE,
                                                    key->related_schema, key->related_table);
    bool is_tied = false;

    for (size_t i = 0; parent != NULL && i < key->columns.len; i++) {
        const ChangeGroup *group, *parent_group;
        const Change *own = crossing(input, live, key->columns.items[i], &group);
        const Change *partner =
            crossing(input, parent, key->related_columns.items[i], &parent_group);
        if (own == NULL || partner == NULL || (!has_side(knot, own) && !has_side(knot, partner)))
            continue;
        is_tied = true;
        add_side(input->arena, knot, group, own);
        add_side(input->arena, knot, parent_group, partner);
    }
    return is_tied;
}

static Knot knot_of(const RecipeInput *input, const ChangeGroup *group, const Change *change)
{
    const Model *live = input->changes->live;
    Knot knot = {0};
    bool grows = true;

    add_side(input->arena, &knot, group, change);
    while (grows) {
        grows = false;
        for (size_t i = 0; i < live->objects.len; i++) {
            const Table *table = (const Table *)live->objects.items[i];
            if (table->obj.rec.type != &table_type)
                continue;
            for (size_t k = 0; k < table->foreign_keys.len; k++) {
                Crossed crossed = {table, table->foreign_keys.items[k]};
                if (has_key(&knot, crossed.key) || !tie(input, &knot, table, crossed.key))
                    continue;
                vec_push(input->arena, &knot.keys, crossed);
                grows = true;
            }
        }
    }
    return knot;
}

/* Whether `a` comes before `b` in the order of changes. */
static bool is_before(const RecipeInput *input, const Change *a, const Change *b)
{
    for (size_t i = 0; i < input->changes->groups.len; i++)
        for (size_t k = 0; k < input->changes->groups.items[i]->changes.len; k++) {
            const Change *change = input->changes->groups.items[i]->changes.items[k];
            if (change == a || change == b)
                return change == a && a != b;
        }
    return false;
}

static void put_let_go(const Recipe *recipe, Piece *piece, const Crossed *crossed)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &crossed->live->obj);
    const ForeignKey *twin = recipe_foreign_key_twin(group, crossed->key);
    Str name = twin == NULL ? crossed->key->name : twin->name;

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "),
                          QN(group->desired->schema, group->desired->name),
                          RAW(" DROP CONSTRAINT IF EXISTS "), ID(name)));
    vec_push(recipe->arena, &piece->takes, recipe_foreign_key_renamed(recipe, group, crossed->key));
}

static void put_back(const Recipe *recipe, Piece *piece, const Crossed *crossed)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &crossed->live->obj);
    const Change *change = recipe_change_of(group, &crossed->key->rec);
    const ForeignKey *twin = recipe_foreign_key_twin(group, crossed->key);

    if (change != NULL && (change->kind == CHANGE_DROP || change->kind == CHANGE_RECREATE))
        return; /* its own piece makes it anew, or nobody */
    recipe_put_foreign_key(recipe, piece, group->desired, twin == NULL ? crossed->key : twin);
}

/* A foreign key of a table that goes anyway goes with it before. */
static void come_after_going(const Recipe *recipe, Piece *piece, const Side *side)
{
    const Model *live = recipe->input->changes->live;
    const Object *parent = side->group->live;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *table = (const Table *)live->objects.items[i];
        const ChangeGroup *group =
            table->obj.rec.type == &table_type ? recipe_group_of(recipe->input, &table->obj) : NULL;
        for (size_t k = 0; group != NULL && group->desired == NULL && k < table->foreign_keys.len;
             k++) {
            const ForeignKey *key = table->foreign_keys.items[k];
            if (str_eq(key->related_schema, parent->schema) &&
                str_eq(key->related_table, parent->name) &&
                strs_has(&key->related_columns, record_name(side->change->live)))
                vec_push(recipe->arena, &piece->takes,
                         recipe_gone_name(recipe->arena, &table->obj));
        }
    }
}

static void put_sides(const Recipe *recipe, Piece *piece, const Knot *knot)
{
    for (size_t i = 0; i < knot->sides.len; i++) {
        const Side *side = &knot->sides.items[i];
        const Object *table = side->group->desired;
        Str before = recipe_key_types_before(recipe, side->group, side->change);
        Str after = recipe_key_types_after(recipe, side->group, side->change);
        SqlWriter writer = sql_new(&pg_quoting);
        if (recipe_repartition_of(recipe->input, side->group) != NULL)
            continue; /* comes with its new type */
        recipe_put_let_go(recipe, piece, side->group, side->change);
        sql_put(&writer, RAW("ALTER TABLE "), QN(table->schema, table->name), RAW(" "));
        vec_push(recipe->arena, &piece->includes,
                 recipe_type_clauses(recipe, side->change, &writer));
        recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
        vec_push(recipe->arena, &piece->takes, before);
        vec_push(recipe->arena, &piece->frees, after);
        come_after_going(recipe, piece, side);
        if (side->group == recipe->home)
            continue;
        vec_push(recipe->arena, &piece->needs, table);
        if (piece->related == NULL)
            piece->related =
                arena_cstr(recipe->arena, label_name(recipe->arena, side->group->live->schema,
                                                     side->group->live->name));
    }
}

bool recipe_key_types_has(const Recipe *recipe, const Change *change)
{
    const ChangeGroup *group;

    if (recipe_parents_type_has(recipe, change))
        return true;
    return crossing(recipe->input, recipe->live, record_name(change->live), &group) != NULL &&
           knot_of(recipe->input, recipe->group, change).keys.len > 0;
}

Str recipe_key_types_before(const Recipe *recipe, const ChangeGroup *group, const Change *change)
{
    return arena_printf(recipe->arena, "unread %.*s",
                        STR_ARG(label_part(recipe->arena, group->desired, change->desired)));
}

Str recipe_key_types_after(const Recipe *recipe, const ChangeGroup *group, const Change *change)
{
    return arena_printf(recipe->arena, "typed %.*s",
                        STR_ARG(label_part(recipe->arena, group->desired, change->desired)));
}

/* Behind the pieces of this table that free its columns from what reads them. */
static void come_after_freeing(const Recipe *recipe, Piece *piece)
{
    for (size_t i = 0; i < recipe->pieces->list.len; i++) {
        const Piece *other = recipe->pieces->list.items[i];
        if (other != piece && other->group == recipe->home && other->op == OP_RECREATE_COLUMN &&
            other->frees.len > 0)
            recipe_after(recipe, piece, other);
    }
}

/* Whether one of the tables is made anew: its piece does it all. */
static bool is_of_remade(const RecipeInput *input, const Knot *knot)
{
    for (size_t i = 0; i < knot->sides.len; i++)
        if (recipe_repartition_of(input, knot->sides.items[i].group) != NULL)
            return true;
    return false;
}

static bool refers_to(const ForeignKey *key, const Table *table)
{
    return str_eq(key->related_schema, table->obj.schema) &&
           str_eq(key->related_table, table->obj.name);
}

static void put_knot_of_remade(const Recipe *recipe, Piece *piece, const Knot *knot)
{
    Piece back = {0};

    for (size_t i = 0; i < knot->keys.len; i++)
        put_let_go(recipe, piece, &knot->keys.items[i]);
    put_sides(recipe, piece, knot);
    for (size_t i = 0; i < knot->keys.len; i++)
        if (knot->keys.items[i].live != recipe->live &&
            !refers_to(knot->keys.items[i].key, recipe->live)) /* those come back anyway */
            put_back(recipe, &back, &knot->keys.items[i]);
    for (size_t i = 0; i < back.statements.len; i++)
        vec_push(recipe->arena, &piece->finally, back.statements.items[i]);
}

void recipe_key_types_of_remade(const Recipe *recipe, Piece *piece)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const ChangeGroup *group;
        Knot knot;
        if (change->live == NULL || change->live->type != &column_type ||
            crossing(recipe->input, recipe->live, record_name(change->live), &group) == NULL)
            continue;
        knot = knot_of(recipe->input, recipe->group, change);
        put_knot_of_remade(recipe, piece, &knot);
    }
}

bool recipe_key_types(Recipe *recipe, const Change *change)
{
    const Table *live = recipe->live;
    const ChangeGroup *group;
    Knot knot;
    Piece *piece;

    if (crossing(recipe->input, live, record_name(change->live), &group) == NULL)
        return false;
    knot = knot_of(recipe->input, recipe->group, change);
    if (knot.keys.len == 0)
        return false;
    if (is_of_remade(recipe->input, &knot))
        return true;
    for (size_t i = 0; i < knot.sides.len; i++)
        if (is_before(recipe->input, knot.sides.items[i].change, change))
            return true; /* that one's piece does it all */
    piece = recipe_add(recipe, OP_CHANGE_TYPE, change,
                       recipe_reason_of(recipe->arena, change, "DataType Collation Default"));
    for (size_t i = 0; i < knot.keys.len; i++)
        put_let_go(recipe, piece, &knot.keys.items[i]);
    put_sides(recipe, piece, &knot);
    come_after_freeing(recipe, piece);
    for (size_t i = 0; i < knot.keys.len; i++)
        put_back(recipe, piece, &knot.keys.items[i]);
    recipe_probe(recipe, piece,
                 probe_type(recipe, (const Column *)change->live, (const Column *)change->desired));
    recipe_after_column(recipe, piece, record_name(change->desired));
    return true;
}

bool recipe_key_types_take(const RecipeInput *input, const Table *table, const ForeignKey *live)
{
    const Table *parent = (const Table *)model_find(input->changes->live, REC_TABLE,
                                                    live->related_schema, live->related_table);

    for (size_t i = 0; parent != NULL && i < live->columns.len; i++) {
        const ChangeGroup *group;
        if (crossing(input, table, live->columns.items[i], &group) != NULL &&
            crossing(input, parent, live->related_columns.items[i], &group) != NULL)
            return true;
    }
    return false;
}
