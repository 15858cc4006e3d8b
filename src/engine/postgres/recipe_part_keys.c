/* Foreign keys of partitioned tables before PostgreSQL 18, which has no NOT VALID for them: each
 * partition gets its own, which is validated alone, and the table's then takes them over unread. */
#include "engine/postgres/family.h"
#include "engine/postgres/recipe_restrict.h"

#include "model/label.h"

/* Partitions that hold rows, below a live table; false where one goes or changes its name: then
 * they are not told apart. */
static bool find_leaves(const Recipe *recipe, const Table *parent, PgTables *leaves)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < live->objects.len; i++) {
        const Table *table = (const Table *)live->objects.items[i];
        const ChangeGroup *group;
        Str schema, name;
        if (table->obj.rec.type != &table_type || !pg_is_partition(table) ||
            !pg_relation_read(recipe->arena, sparse_str(&table->obj.rec, FIELD_TABLE_PARTITION_OF),
                              &schema, &name) ||
            !str_eq(schema, parent->obj.schema) || !str_eq(name, parent->obj.name))
            continue;
        group = recipe_group_of(recipe->input, &table->obj);
        if (table_is_foreign(table) ||
            (group != NULL &&
             (group->desired == NULL || !str_eq(group->desired->name, table->obj.name) ||
              !str_eq(group->desired->schema, table->obj.schema))))
            return false;
        if (!pg_is_partitioned(table))
            vec_push(recipe->arena, leaves, table);
        else if (!find_leaves(recipe, table, leaves))
            return false;
    }
    return true;
}

static Str sql_key(const Recipe *recipe, Str name, const ForeignKey *key)
{
    SqlWriter writer = sql_new(&pg_quoting);

    pg_render_foreign_key(&writer, name, key);
    return sql_finish(&writer, recipe->arena);
}

/* The partition's own, from a run that was cut off, whether valid or not; NULL: it has none. */
static const ForeignKey *own_key(const Recipe *recipe, const Table *leaf, Str name,
                                 const ForeignKey *key)
{
    Str wanted = sql_key(recipe, name, key);

    for (size_t i = 0; i < leaf->foreign_keys.len; i++) {
        const ForeignKey *own = leaf->foreign_keys.items[i];
        Str text = sql_key(recipe, own->name, own);
        if (str_eq(text, wanted) ||
            (str_starts(text, wanted) && str_is(str_sub(text, wanted.len, SIZE_MAX), " NOT VALID")))
            return own;
    }
    return NULL;
}

/* What those of the partitions are called until the table's is there: a name made of the definition
 * where one of that name is. */
static Str part_name(const Recipe *recipe, const ForeignKey *key, bool replaces)
{
    return replaces ? restrict_temporary_name(recipe, sql_key(recipe, key->name, key)) : key->name;
}

/* Whether a table's changes have a foreign key come that takes this one of the recipe's over. */
static bool takes(const Recipe *recipe, const Table *table, const ForeignKey *live)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &table->obj);
    Recipe of = *recipe; /* temporary names are made of the table's */

    if (group == NULL || group->desired == NULL)
        return false;
    of.schema = group->desired->schema;
    of.name = group->desired->name;
    for (size_t i = 0; i < group->changes.len; i++) {
        const Change *change = group->changes.items[i];
        const ForeignKey *key = (const ForeignKey *)change->desired;
        if ((change->kind != CHANGE_CREATE && change->kind != CHANGE_RECREATE) ||
            key->rec.type != &foreign_key_type)
            continue;
        if (own_key(recipe, recipe->live, part_name(&of, key, change->kind == CHANGE_RECREATE),
                    key) == live)
            return true;
    }
    return false;
}

bool recipe_part_key_is_adopted(const Recipe *recipe, const ForeignKey *live)
{
    const Model *model = recipe->input->changes->live;
    PgTables above = pg_family_parents(recipe->arena, model, recipe->live);

    while (above.len == 1 && pg_is_partition(recipe->live)) {
        if (takes(recipe, above.items[0], live))
            return true;
        above = pg_family_parents(recipe->arena, model, above.items[0]);
    }
    return false;
}

static Str sql_alter(const Recipe *recipe, const Table *leaf, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(leaf->obj.schema, leaf->obj.name), RAW(" "),
                      EX(clause));
}

static void touch(const Recipe *recipe, Piece *piece, const Table *leaf, const ForeignKey *key,
                  Op op)
{
    PieceTouch touched = {&leaf->obj, &key->rec, op};

    vec_push(recipe->arena, &piece->touches, touched);
}

static Piece *begin(Recipe *recipe, const PartKey *what, Op op, const char *reason)
{
    Piece *piece = recipe_add(recipe, op, what->change, str_from(reason));

    piece->about = &what->key->rec;
    piece->related = what->related;
    recipe_probe(recipe, piece, what->probe);
    return piece;
}

/* One step for all: no lock of it lasts. NULL: all have it. */
static Piece *add_to_leaves(Recipe *recipe, const PartKey *what, Str name, const PgTables *leaves)
{
    Str clause =
        RECIPE_SQL(recipe, RAW("ADD "), EX(sql_key(recipe, name, what->key)), RAW(" NOT VALID"));
    Piece *piece = NULL;

    for (size_t i = 0; i < leaves->len; i++) {
        const Table *leaf = leaves->items[i];
        if (own_key(recipe, leaf, name, what->key) != NULL)
            continue;
        if (piece == NULL)
            piece = begin(recipe, what, OP_ADD_PART_KEYS, "each partition has its own first");
        recipe_put(recipe, piece, sql_alter(recipe, leaf, clause));
        recipe_undo(recipe, piece, sql_alter(recipe, leaf, restrict_drop(recipe, name)));
        touch(recipe, piece, leaf, what->key, OP_ADD_FOREIGN_KEY_NOT_VALID);
    }
    if (piece == NULL)
        return NULL;
    vec_push(recipe->arena, &piece->includes, OP_ADD_FOREIGN_KEY);
    if (what->replaces.len > 0) /* what the change is held for, it is held for from here on */
        vec_push(recipe->arena, &piece->includes, OP_SWAP_FOREIGN_KEY);
    return piece;
}

/* The last piece; NULL: all are valid. */
static Piece *validate_leaves(Recipe *recipe, const PartKey *what, Str name, const PgTables *leaves,
                              Piece *last)
{
    for (size_t i = 0; i < leaves->len; i++) {
        const ForeignKey *own = own_key(recipe, leaves->items[i], name, what->key);
        Piece *piece;
        if (own != NULL && !sparse_bool(&own->rec, FIELD_NOT_VALID))
            continue;
        piece = begin(recipe, what, OP_VALIDATE_PART_KEY,
                      arena_printf(recipe->arena, "rows of %.*s are read, while everybody works on",
                                   STR_ARG(leaves->items[i]->obj.name))
                          .ptr);
        recipe_put(recipe, piece,
                   sql_alter(recipe, leaves->items[i], restrict_validate(recipe, name)));
        touch(recipe, piece, leaves->items[i], what->key, OP_VALIDATE_FOREIGN_KEY);
        recipe_after(recipe, piece, last);
        last = piece;
    }
    return last;
}

/* The table takes theirs over, and reads nothing; the old one goes with those that it gave them. */
static Piece *adopt(Recipe *recipe, const PartKey *what, Str name, const PgTables *leaves)
{
    bool replaces = what->replaces.len > 0;
    Piece *piece = begin(recipe, what, replaces ? OP_SWAP_FOREIGN_KEY : OP_ADOPT_PART_KEYS, "");
    Str add = RECIPE_SQL(recipe, RAW("ADD "), EX(sql_key(recipe, what->key->name, what->key)));

    if (replaces) {
        Str rename = RECIPE_SQL(recipe, RAW("RENAME CONSTRAINT "), ID(name), RAW(" TO "),
                                ID(what->key->name));
        recipe_put(recipe, piece, restrict_alter(recipe, restrict_drop(recipe, what->replaces)));
        for (size_t i = 0; i < leaves->len; i++)
            recipe_put(recipe, piece, sql_alter(recipe, leaves->items[i], rename));
        recipe_put(recipe, piece, restrict_alter(recipe, add));
    } else {
        piece->clause = add;
        recipe_undo(recipe, piece, restrict_alter(recipe, restrict_drop(recipe, name)));
    }
    vec_push(recipe->arena, &piece->includes,
             replaces ? OP_REPLACE_FOREIGN_KEY : OP_ADD_FOREIGN_KEY);
    for (size_t i = 0; i < leaves->len; i++)
        touch(recipe, piece, leaves->items[i], what->key, OP_ADD_FOREIGN_KEY_NOT_VALID);
    return piece;
}

Piece *recipe_part_keys(Recipe *recipe, const PartKey *what)
{
    Str name = part_name(recipe, what->key, what->replaces.len > 0);
    PgTables leaves = {0};
    Piece *first, *last, *whole;

    if (!find_leaves(recipe, recipe->live, &leaves))
        return NULL;
    first = add_to_leaves(recipe, what, name, &leaves);
    last = validate_leaves(recipe, what, name, &leaves, first);
    whole = adopt(recipe, what, name, &leaves);
    recipe_after(recipe, whole, last);
    return first != NULL ? first : last != NULL ? last : whole;
}
