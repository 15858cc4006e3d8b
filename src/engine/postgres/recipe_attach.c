/* Recipes of the ties between parents and children: partitions, inheritance, types of tables. */
#include "engine/postgres/family.h"
#include "engine/postgres/recipe_restrict.h"
#include "engine/postgres/scan.h"

#include "model/label.h"

static const Change *own_change(const Recipe *recipe)
{
    return recipe->live == NULL ? NULL : recipe_change_of(recipe->group, &recipe->desired->obj.rec);
}

/* The live parent that a live child names, by the name that it will have; NULL: out of scope. */
static const Object *future_parent(const Recipe *recipe, Str written, Str *schema, Str *name)
{
    const Object *parent;
    const ChangeGroup *group;

    if (!pg_relation_read(recipe->arena, written, schema, name))
        return NULL;
    parent = model_find(recipe->input->changes->live, REC_TABLE, *schema, *name);
    group = parent == NULL ? NULL : recipe_group_of(recipe->input, parent);
    if (group == NULL || group->desired == NULL)
        return group == NULL ? parent : NULL;
    *schema = group->desired->schema;
    *name = group->desired->name;
    return group->desired;
}

Str recipe_future_name(const Recipe *recipe, Str written)
{
    Str schema = STR_ABSENT, name = written;

    (void)future_parent(recipe, written, &schema, &name);
    return pg_relation_write(recipe->arena, schema, name);
}

static Str sql_name(const Recipe *recipe, Str written)
{
    Str schema = STR_ABSENT, name = written;

    (void)pg_relation_read(recipe->arena, written, &schema, &name);
    return RECIPE_SQL(recipe, QN(schema, name));
}

void recipe_lock_related(const Recipe *recipe, Piece *piece, Str written)
{
    Str schema = STR_ABSENT, name = written;

    (void)pg_relation_read(recipe->arena, written, &schema, &name);
    piece->related = arena_cstr(recipe->arena, label_name(recipe->arena, schema, name));
}

static Str sql_attach(const Recipe *recipe, const Table *child)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "),
                      EX(sql_name(recipe, sparse_str(&child->obj.rec, FIELD_TABLE_PARTITION_OF))),
                      RAW(" ATTACH PARTITION "), QN(child->obj.schema, child->obj.name), RAW(" "),
                      EX(sparse_str(&child->obj.rec, FIELD_TABLE_PARTITION_BOUNDS)));
}

static Str sql_detach(const Recipe *recipe, Str parent, const Object *child)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), EX(sql_name(recipe, parent)),
                      RAW(" DETACH PARTITION "), QN(child->schema, child->name));
}

/* ---- bounds ---- */

/* The bounds of one partition as far as they can be told apart without the server. */
typedef enum BoundsKind { BOUNDS_OTHER, BOUNDS_DEFAULT, BOUNDS_LIST, BOUNDS_RANGE } BoundsKind;

typedef struct Bounds {
    BoundsKind kind;
    StrVec from, to; /* BOUNDS_LIST: all in `from` */
} Bounds;

/* Values of a list in parentheses, each one token: `('a', 1)`. */
static StrVec bound_values(Arena *arena, PgScan *scan)
{
    StrVec values = {0};

    (void)pg_scan_take(scan, "(");
    for (;;) {
        PgToken token = pg_scan_next(scan);
        if (token.kind == PG_TOKEN_END || pg_token_is(&token, ")"))
            return values;
        if (!pg_token_is(&token, ","))
            vec_push(arena, &values,
                     token.kind == PG_TOKEN_STRING ? pg_string_value(arena, token.text)
                                                   : token.text);
    }
}

static Bounds read_bounds(Arena *arena, Str text)
{
    PgScan scan = {text, 0};
    Bounds bounds = {BOUNDS_OTHER, {0}, {0}};

    if (pg_scan_take(&scan, "DEFAULT")) {
        bounds.kind = BOUNDS_DEFAULT;
    } else if (pg_scan_take(&scan, "FOR") && pg_scan_take(&scan, "VALUES")) {
        if (pg_scan_take(&scan, "IN")) {
            bounds.kind = BOUNDS_LIST;
            bounds.from = bound_values(arena, &scan);
        } else if (pg_scan_take(&scan, "FROM")) {
            bounds.kind = BOUNDS_RANGE;
            bounds.from = bound_values(arena, &scan);
            (void)pg_scan_take(&scan, "TO");
            bounds.to = bound_values(arena, &scan);
        }
    }
    return bounds;
}

/* Whether one value surely is not above another: texts of one length, such as dates, or numbers
 * without a sign. */
static bool is_not_above(Str a, Str b)
{
    bool digits = a.len > 0 && b.len > 0;

    if (str_is(a, "MINVALUE") || str_is(b, "MAXVALUE"))
        return true;
    for (size_t i = 0; i < a.len; i++)
        digits = digits && a.ptr[i] >= '0' && a.ptr[i] <= '9';
    for (size_t i = 0; i < b.len; i++)
        digits = digits && b.ptr[i] >= '0' && b.ptr[i] <= '9';
    if (digits && a.len != b.len)
        return a.len < b.len;
    return a.len == b.len && str_cmp(a, b) <= 0;
}

/* False only where it is sure that no row fits both. */
static bool bounds_may_overlap(Arena *arena, Str one, Str other)
{
    Bounds a = read_bounds(arena, one), b = read_bounds(arena, other);

    if (a.kind == BOUNDS_DEFAULT || b.kind == BOUNDS_DEFAULT)
        return a.kind == b.kind;
    if (a.kind == BOUNDS_LIST && b.kind == BOUNDS_LIST) {
        for (size_t i = 0; i < a.from.len; i++)
            if (strs_has(&b.from, a.from.items[i]))
                return true;
        return false;
    }
    if (a.kind != BOUNDS_RANGE || b.kind != BOUNDS_RANGE || a.from.len != 1 || b.from.len != 1)
        return true;
    return !is_not_above(a.to.items[0], b.from.items[0]) &&
           !is_not_above(b.to.items[0], a.from.items[0]);
}

static Str bounds_name(const Recipe *recipe, const Object *partition)
{
    return arena_printf(recipe->arena, "bounds %.*s",
                        STR_ARG(label_name(recipe->arena, partition->schema, partition->name)));
}

void recipe_free_bounds(const Recipe *recipe, Piece *piece)
{
    vec_push(recipe->arena, &piece->frees, bounds_name(recipe, recipe->home->live));
}

static bool is_partition_group(const ChangeGroup *group)
{
    return group->live != NULL && group->live->rec.type == &table_type &&
           pg_is_partition((const Table *)group->live);
}

/* Whether a partition stays with its table and only its bounds change. */
static bool changes_bounds(const ChangeGroup *group)
{
    const Change *change;

    if (!is_partition_group(group) || group->desired == NULL)
        return false;
    change = recipe_change_of(group, &group->desired->rec);
    return change != NULL && change_has(change, "PartitionBounds") &&
           !change_has(change, "PartitionOf") &&
           sparse_str(&group->desired->rec, FIELD_TABLE_PARTITION_OF).len > 0;
}

/* Behind all partitions of the same table that give up bounds which this one may take. */
static void take_bounds(const Recipe *recipe, Piece *piece, const Table *child)
{
    const Changes *changes = recipe->input->changes;
    Str parent = sparse_str(&child->obj.rec, FIELD_TABLE_PARTITION_OF);
    Str bounds = sparse_str(&child->obj.rec, FIELD_TABLE_PARTITION_BOUNDS);

    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        const Record *live = group->live == NULL ? NULL : &group->live->rec;
        bool stays;
        if (!is_partition_group(group) || group->desired == &child->obj ||
            !str_eq(recipe_future_name(recipe, sparse_str(live, FIELD_TABLE_PARTITION_OF)),
                    parent) ||
            !bounds_may_overlap(recipe->arena, bounds,
                                sparse_str(live, FIELD_TABLE_PARTITION_BOUNDS)))
            continue;
        stays = group->desired != NULL &&
                str_eq(sparse_str(&group->desired->rec, FIELD_TABLE_PARTITION_OF), parent);
        if (!stays || changes_bounds(group))
            vec_push(recipe->arena, &piece->takes, bounds_name(recipe, group->live));
    }
}

/* Whether a live table is the recipe's, or a partition of it, of one of these, … */
static bool is_in_tree(const Recipe *recipe, const Table *table)
{
    PgTables above = {0};

    while (table != recipe->live) {
        above = pg_family_parents(recipe->arena, recipe->input->changes->live, table);
        if (above.len != 1 || !pg_is_partition(table))
            return false;
        table = above.items[0];
    }
    return true;
}

void recipe_after_bounds(const Recipe *recipe, Piece *piece)
{
    const Changes *changes = recipe->input->changes;

    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        if (changes_bounds(group) && is_in_tree(recipe, (const Table *)group->live))
            vec_push(recipe->arena, &piece->takes, bounds_name(recipe, group->live));
    }
}

/* Indexes and keys without all of their parts, left by a run that was cut off: the server would not
 * see them when it attaches, and make others in their place. They are begun again. `now`: what the
 * table is called when the piece runs. */
static void drop_unfinished(const Recipe *recipe, Piece *piece, const Table *live,
                            const Object *now)
{
    for (size_t i = 0; pg_is_partitioned(live) && i < live->leftovers.len; i++) {
        Str name = live->leftovers.items[i];
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(now->schema, now->name),
                              RAW(" DROP CONSTRAINT IF EXISTS "), ID(name)));
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("DROP INDEX IF EXISTS "), QN(now->schema, name)));
    }
}

static void drop_unfinished_of_parent(const Recipe *recipe, Piece *piece)
{
    PgTables above = pg_family_parents(recipe->arena, recipe->input->changes->live, recipe->live);

    for (size_t i = 0; i < above.len; i++) {
        const ChangeGroup *group = recipe_group_of(recipe->input, &above.items[i]->obj);
        drop_unfinished(recipe, piece, above.items[i],
                        group == NULL ? &above.items[i]->obj : group->desired);
    }
}

/* All partitions of one table whose bounds change do so in one transaction: each may take what
 * another gives up. The first of them has the piece. */
static void change_bounds(Recipe *recipe, const Change *change)
{
    const Changes *changes = recipe->input->changes;
    Str parent = sparse_str(change->desired, FIELD_TABLE_PARTITION_OF);
    VEC(const ChangeGroup *) all = {0};
    Piece *piece;

    for (size_t i = 0; i < changes->groups.len; i++) {
        const ChangeGroup *group = changes->groups.items[i];
        if (changes_bounds(group) &&
            str_eq(sparse_str(&group->desired->rec, FIELD_TABLE_PARTITION_OF), parent))
            vec_push(recipe->arena, &all, group);
    }
    if (all.items[0] != recipe->home)
        return;
    piece = recipe_add(recipe, OP_REPLACE_BOUNDS, change,
                       recipe_reason_of(recipe->arena, change, "PartitionBounds"));
    recipe_lock_related(recipe, piece, parent);
    drop_unfinished_of_parent(recipe, piece);
    for (size_t i = 0; i < all.len; i++) {
        drop_unfinished(recipe, piece, (const Table *)all.items[i]->live, all.items[i]->desired);
        recipe_put(recipe, piece, sql_detach(recipe, parent, all.items[i]->desired));
        vec_push(recipe->arena, &piece->frees, bounds_name(recipe, all.items[i]->live));
        if (all.items[i] != recipe->home)
            vec_push(recipe->arena, &piece->needs, all.items[i]->desired);
    }
    for (size_t i = 0; i < all.len; i++)
        recipe_put(recipe, piece, sql_attach(recipe, (const Table *)all.items[i]->desired));
    for (size_t i = 0; i < all.len; i++)
        recipe_put_partition_states(recipe, (const Table *)all.items[i]->desired,
                                    &piece->statements);
    take_bounds(recipe, piece, recipe->desired);
}

/* ---- ties that go ---- */

/* The foreign keys that a partition has for its table's are its own from now on; and the other way
 * round. */
static void adopt_foreign_keys(Recipe *recipe, Str parent, bool is_live)
{
    const Changes *changes = recipe->input->changes;
    Str schema, name;
    const Table *above = NULL;

    if (pg_relation_read(recipe->arena, parent, &schema, &name))
        above = (const Table *)model_find(is_live ? changes->live : changes->desired, REC_TABLE,
                                          schema, name);
    for (size_t i = 0; above != NULL && i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const Record *rec = is_live ? change->desired : change->live;
        if (rec == NULL || rec->type != &foreign_key_type ||
            change->kind != (is_live ? CHANGE_CREATE : CHANGE_DROP))
            continue;
        for (size_t k = 0; k < above->foreign_keys.len; k++)
            if (record_equal(rec, &above->foreign_keys.items[k]->rec, is_live))
                recipe_done(recipe, rec);
    }
}

static void detach(Recipe *recipe, const Change *change, Str parent)
{
    Piece *piece;
    Str schema, name;
    const Object *above = future_parent(recipe, parent, &schema, &name);
    size_t first = recipe->pieces->list.len;

    if (recipe->behind.len > 0) {
        adopt_foreign_keys(recipe, parent, true);
        return;
    }
    piece = recipe_detach(recipe, change, parent, recipe_future_name(recipe, parent));
    if (above != NULL)
        vec_push(recipe->arena, &recipe->pieces->list.items[first]->needs, above);
    adopt_foreign_keys(recipe, parent, true);
    recipe->base = piece;
}

bool recipe_detach_to_drop(const Recipe *recipe, Piece *piece)
{
    Str leaves = sparse_str(&recipe->live->obj.rec, FIELD_TABLE_LEAVES), schema, name;
    Str parent =
        leaves.len > 0 ? leaves : sparse_str(&recipe->live->obj.rec, FIELD_TABLE_PARTITION_OF);
    const Object *above = parent.len == 0 ? NULL : future_parent(recipe, parent, &schema, &name);
    Str now = STR_ABSENT;

    if (above == NULL || recipe->behind.len > 0)
        return false;
    now = pg_relation_write(recipe->arena, schema, name);
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), EX(sql_name(recipe, now)),
                          RAW(" DETACH PARTITION "), RECIPE_REL(recipe),
                          leaves.len > 0 ? RAW(" FINALIZE") : RAW("")));
    recipe_lock_related(recipe, piece, now);
    recipe_lock_key_tables(recipe, piece);
    vec_push(recipe->arena, &piece->needs, above);
    return leaves.len == 0;
}

/* How many of the live parents stay where they are in the list. */
static size_t kept_parents(const Recipe *recipe, const Change *change)
{
    const StrVec *live = sparse_strs(change->live, FIELD_TABLE_INHERITS);
    const StrVec *desired = sparse_strs(change->desired, FIELD_TABLE_INHERITS);
    size_t count = 0;

    while (count < live->len && count < desired->len &&
           str_eq(recipe_future_name(recipe, live->items[count]), desired->items[count]))
        count++;
    return count;
}

static void disinherit(Recipe *recipe, const Change *change)
{
    const StrVec *live = sparse_strs(change->live, FIELD_TABLE_INHERITS);

    for (size_t i = kept_parents(recipe, change); i < live->len; i++) {
        Str schema, name, parent = recipe_future_name(recipe, live->items[i]);
        const Object *above = future_parent(recipe, live->items[i], &schema, &name);
        Piece *piece = recipe_add(recipe, OP_NO_INHERIT, change,
                                  recipe_reason_of(recipe->arena, change, "Inherits"));
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" NO INHERIT "),
                              EX(sql_name(recipe, parent))));
        recipe_lock_related(recipe, piece, parent);
        if (above != NULL)
            vec_push(recipe->arena, &piece->needs, above);
        recipe->base = piece;
    }
}

void recipe_leave_parents(Recipe *recipe)
{
    const Change *change = own_change(recipe);
    Str parent;

    recipe_finish_detach(recipe);
    if (change == NULL)
        return;
    parent = sparse_str(change->live, FIELD_TABLE_PARTITION_OF);
    if (parent.len > 0 && change_has(change, "PartitionOf"))
        detach(recipe, change, parent);
    if (change_has(change, "PartitionOf") && pg_is_partition(recipe->desired))
        adopt_foreign_keys(recipe, sparse_str(change->desired, FIELD_TABLE_PARTITION_OF), false);
    if (change_has(change, "Inherits"))
        disinherit(recipe, change);
    if (change_has(change, "OfType") && sparse_str(change->live, FIELD_TABLE_OF_TYPE).len > 0) {
        Piece *piece = recipe_add(recipe, OP_SET_TABLE_TYPE, change,
                                  recipe_reason_of(recipe->arena, change, "OfType"));
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" NOT OF")));
        recipe->base = piece;
    }
}

/* ---- ties that come ---- */

static const Table *desired_table(const Recipe *recipe, Str written)
{
    Str schema, name;

    if (!pg_relation_read(recipe->arena, written, &schema, &name))
        return NULL;
    return (const Table *)model_find(recipe->input->changes->desired, REC_TABLE, schema, name);
}

/* A check that the rows fit the bounds, which lets ATTACH take them unread; it goes in the
 * transaction of that. The last piece; NULL: the check is there. */
static Piece *prove_fit(Recipe *recipe, const Change *change, Str name, Str proof)
{
    const Record *leftover = restrict_leftover(recipe, name);
    Piece *piece = NULL;

    if (leftover == NULL) {
        piece = recipe_add(recipe, OP_ADD_CHECK_NOT_VALID, change,
                           STR("that its rows fit the bounds is proved first"));
        piece->clause = RECIPE_SQL(recipe, RAW("ADD CONSTRAINT "), ID(name), RAW(" CHECK ("),
                                   EX(proof), RAW(") NOT VALID"));
        vec_push(recipe->arena, &piece->includes, OP_ATTACH_PARTITION);
        recipe_undo(recipe, piece, restrict_alter(recipe, restrict_drop(recipe, name)));
        recipe_after_expression(recipe, piece, proof);
    } else {
        recipe_done(recipe, leftover);
    }
    if (leftover == NULL || sparse_bool(leftover, FIELD_NOT_VALID)) {
        Piece *added = piece;
        piece = recipe_add(recipe, OP_VALIDATE_CHECK, change,
                           STR("what is there is read, while everybody works on"));
        piece->clause = restrict_validate(recipe, name);
        recipe_after(recipe, piece, added);
    }
    return piece;
}

/* The tables that the parent's foreign keys refer to: one check of theirs takes the place of two.
 */
static void touch_related(const Recipe *recipe, Piece *piece, const Table *parent)
{
    const Model *live = recipe->input->changes->live;

    for (size_t i = 0; i < parent->foreign_keys.len; i++) {
        const ForeignKey *key = parent->foreign_keys.items[i];
        PieceTouch touch = {model_find(live, REC_TABLE, key->related_schema, key->related_table),
                            &key->rec, OP_DROP_FOREIGN_KEY};
        if (touch.relation != NULL)
            vec_push(recipe->arena, &piece->touches, touch);
    }
}

static void attach(Recipe *recipe, const Change *change)
{
    bool is_new = recipe->live == NULL;
    Str parent = sparse_str(change->desired, FIELD_TABLE_PARTITION_OF);
    Str proof = is_new ? STR_ABSENT : recipe_attach_proof(recipe, desired_table(recipe, parent));
    Str check = proof.len == 0 ? STR_ABSENT : restrict_temporary_name(recipe, proof);
    bool is_online = proof.len > 0 && (recipe_goes_online(recipe, COST_SCAN) ||
                                       restrict_leftover(recipe, check) != NULL);
    Piece *proved = is_online ? prove_fit(recipe, change, check, proof) : NULL;
    Piece *piece =
        recipe_add(recipe, is_online ? OP_ATTACH_PROVEN : OP_ATTACH_PARTITION, change,
                   is_new ? sparse_str(change->desired, FIELD_TABLE_PARTITION_BOUNDS)
                          : recipe_reason_of(recipe->arena, change, "PartitionOf PartitionBounds"));

    piece->about = &recipe->desired->obj.rec;
    recipe_put(recipe, piece, sql_attach(recipe, recipe->desired));
    recipe_put_equal_owns(recipe, piece);
    if (is_online) {
        recipe_put(recipe, piece, restrict_alter(recipe, restrict_drop(recipe, check)));
        vec_push(recipe->arena, &piece->includes, OP_ATTACH_PARTITION);
        recipe_after(recipe, piece, proved);
        touch_related(recipe, piece, desired_table(recipe, parent));
    }
    recipe_undo(recipe, piece, sql_detach(recipe, parent, &recipe->desired->obj));
    recipe_lock_related(recipe, piece, parent);
    take_bounds(recipe, piece, recipe->desired);
    vec_push(recipe->arena, &piece->frees, recipe_attached(recipe, recipe->desired));
    for (size_t i = 0; i < recipe->pieces->list.len; i++) /* a column that the parent lacks */
        if (recipe->pieces->list.items[i]->group == recipe->home &&
            recipe->pieces->list.items[i]->op == OP_DROP_COLUMN)
            recipe_after(recipe, piece, recipe->pieces->list.items[i]);
}

static void inherit(Recipe *recipe, const Change *change)
{
    const StrVec *desired = sparse_strs(change->desired, FIELD_TABLE_INHERITS);

    for (size_t i = kept_parents(recipe, change); i < desired->len; i++) {
        Piece *piece = recipe_add(recipe, OP_INHERIT, change,
                                  recipe_reason_of(recipe->arena, change, "Inherits"));
        Str sql = RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe));
        Str parent = sql_name(recipe, desired->items[i]);
        recipe_put(recipe, piece, RECIPE_SQL(recipe, EX(sql), RAW(" INHERIT "), EX(parent)));
        recipe_undo(recipe, piece, RECIPE_SQL(recipe, EX(sql), RAW(" NO INHERIT "), EX(parent)));
        recipe_lock_related(recipe, piece, desired->items[i]);
        for (size_t k = 0; k + 1 < recipe->pieces->list.len; k++) /* in their order */
            if (recipe->pieces->list.items[k]->group == recipe->home)
                recipe_after(recipe, piece, recipe->pieces->list.items[k]);
    }
}

/* The type may be another one by then, or be called otherwise. */
static void set_type(Recipe *recipe, const Change *change)
{
    const StrVec *types = sparse_strs(change->live, FIELD_CARRIED_TYPES);
    Piece *piece = recipe_add(recipe, OP_SET_TABLE_TYPE, change,
                              recipe_reason_of(recipe->arena, change, "OfType"));

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" OF "),
                          EX(sparse_str(change->desired, FIELD_TABLE_OF_TYPE))));
    for (size_t i = 0; i < types->len; i++)
        vec_push(recipe->arena, &piece->takes,
                 arena_printf(recipe->arena, "carried %.*s", STR_ARG(types->items[i])));
    for (size_t k = 0; k + 1 < recipe->pieces->list.len; k++)
        if (recipe->pieces->list.items[k]->group == recipe->home)
            recipe_after(recipe, piece, recipe->pieces->list.items[k]);
}

void recipe_join_parents(Recipe *recipe)
{
    const Change *change =
        recipe->live == NULL ? recipe->group->changes.items[0] : own_change(recipe);
    bool is_new = recipe->live == NULL;

    if (change == NULL)
        return;
    if (pg_is_partition(recipe->desired) && (is_new || change_has(change, "PartitionOf")))
        attach(recipe, change);
    else if (!is_new && changes_bounds(recipe->home))
        change_bounds(recipe, change);
    if (is_new || change_has(change, "PartitionOf") || change_has(change, "TriggerStates"))
        recipe_trigger_states(recipe, change, is_new || change_has(change, "PartitionOf"));
    if (!is_new && change_has(change, "Inherits"))
        inherit(recipe, change);
    if (!is_new && change_has(change, "OfType") &&
        sparse_str(change->desired, FIELD_TABLE_OF_TYPE).len > 0)
        set_type(recipe, change);
}
