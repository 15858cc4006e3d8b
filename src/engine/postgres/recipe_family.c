/* Recipes of tables with children: what the server does to children by itself, and what it does
 * not. */
#include "engine/postgres/family.h"
#include "engine/postgres/recipe.h"

#include "model/label.h"

/* ---- who is whose ---- */

static Str address_key(const void *const *address)
{
    return (Str){(const char *)address, sizeof *address};
}

/* The children that the desired model gives a table. */
PgTables recipe_children(const Recipe *recipe, const Table *parent)
{
    RecipeWhole *whole = recipe_whole(recipe);
    const Model *desired = recipe->input->changes->desired;
    const void *key = parent;
    const PgTables *found;

    if (whole->children == NULL) {
        whole->children = ARENA_NEW(recipe->arena, Map);
        for (size_t i = 0; i < desired->edges.len; i++) {
            const Edge *edge = &desired->edges.items[i];
            const void *to = edge->to;
            PgTables *list;
            if (!edge->is_parent)
                continue;
            list = map_get(whole->children, address_key(&to));
            if (list == NULL) {
                list = ARENA_NEW(recipe->arena, PgTables);
                (void)map_put(recipe->arena, whole->children,
                              arena_str(recipe->arena, address_key(&to)), list);
            }
            vec_push(recipe->arena, list, (const Table *)edge->from);
        }
    }
    found = map_get(whole->children, address_key(&key));
    return found == NULL ? (PgTables){0} : *found;
}

/* The live table that becomes this one; NULL: it is new. */
const Table *recipe_live_table(const Recipe *recipe, const Table *desired)
{
    const ChangeGroup *group = recipe_group_of(recipe->input, &desired->obj);

    if (group != NULL)
        return (const Table *)group->live;
    return (const Table *)model_find(recipe->input->changes->live, REC_TABLE, desired->obj.schema,
                                     desired->obj.name);
}

static bool has_table(const PgTables *tables, const Table *table)
{
    for (size_t i = 0; i < tables->len; i++)
        if (tables->items[i] == table)
            return true;
    return false;
}

/* Whether a desired child of a desired parent is its child already. */
static bool is_child_already(const Recipe *recipe, const Table *child, const Table *parent)
{
    const Table *live = recipe_live_table(recipe, child),
                *above = recipe_live_table(recipe, parent);
    PgTables parents;

    if (live == NULL || above == NULL)
        return false;
    parents = pg_family_parents(recipe->arena, recipe->input->changes->live, live);
    return has_table(&parents, above);
}

bool recipe_is_partitioned(const Recipe *recipe)
{
    return recipe->live != NULL && recipe->desired != NULL && pg_is_partitioned(recipe->live) &&
           pg_is_partitioned(recipe->desired);
}

/* ---- what a parent's recipe does to a child ---- */

static bool is_alteration(const Change *change)
{
    return change->kind == CHANGE_ALTER || change->kind == CHANGE_RECREATE;
}

static bool same_name(const Record *a, const Record *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (a->type == &index_type)
        return str_eq(sparse_str(a, FIELD_INDEX_ATTACHED_TO), record_name(b));
    return str_eq(record_name(a), record_name(b));
}

/* Whether the parent's change does the same to its own part; an index that is dropped there and
 * made anew takes its parts along either way. */
static bool is_same_change(const Change *child, const Change *parent)
{
    const Record *a = child->desired != NULL ? child->desired : child->live;
    const Record *b = parent->desired != NULL ? parent->desired : parent->live;

    if (a->type != b->type)
        return false;
    if (a->type == &index_type && child->kind != CHANGE_RENAME && parent->kind != CHANGE_RENAME &&
        parent->kind != CHANGE_ALTER)
        return (child->desired != NULL && parent->desired != NULL &&
                same_name(child->desired, parent->desired)) ||
               (child->desired == NULL && parent->live != NULL &&
                same_name(child->live, parent->live));
    if (child->kind != parent->kind && !(is_alteration(child) && is_alteration(parent)))
        return false;
    return same_name(child->live, parent->live) && same_name(child->desired, parent->desired);
}

/* Of a table with several parents the server takes something away when the last one does. */
static bool is_local(const Change *change)
{
    return change->kind == CHANGE_DROP && change->live->type != &index_type &&
           !sparse_bool(change->live, FIELD_INHERITED);
}

/* Whether a child that inherits becomes a partition, or the other way round: it leaves its parent
 * before that changes, and comes back as it is by then. */
static bool is_tied_anew(const ChangeGroup *child)
{
    return pg_is_partition((const Table *)child->live) !=
           pg_is_partition((const Table *)child->desired);
}

/* The change of a parent that does this one, too; NULL: none does. */
static const Change *carrier(const RecipeInput *input, const ChangeGroup *child,
                             const Change *change)
{
    const Changes *changes = input->changes;
    PgTables live = pg_family_parents(input->arena, changes->live, (const Table *)child->live);
    PgTables desired =
        pg_family_parents(input->arena, changes->desired, (const Table *)child->desired);

    if (is_tied_anew(child))
        return NULL;
    for (size_t i = 0; i < live.len && !is_local(change); i++) {
        const ChangeGroup *group = recipe_group_of(input, &live.items[i]->obj);
        if (group == NULL || group->desired == NULL ||
            !has_table(&desired, (const Table *)group->desired))
            continue;
        for (size_t k = 0; k < group->changes.len; k++)
            if (is_same_change(change, group->changes.items[k]))
                return group->changes.items[k];
    }
    return NULL;
}

bool recipe_is_carried(const RecipeInput *input, const ChangeGroup *group, const Change *change)
{
    bool is_of_part = change->live != NULL && change->desired != NULL && group->live != NULL &&
                      group->desired != NULL && group->live->rec.type == &table_type &&
                      change->live != &group->live->rec;

    return is_of_part && carrier(input, group, change) != NULL;
}

/* Whether an index of a partitioned table is made anew for what is altered of others: the server
 * has no way to alter it there. */
static bool is_made_anew(const Change *change)
{
    return change->kind == CHANGE_ALTER && change->desired->type == &index_type &&
           (change_has(change, "StorageParameters") || change_has(change, "ColumnStatistics"));
}

/* What is dropped and made anew by a parent's recipe has lost its comment and rights, which are its
 * own. */
static Change *as_new(const Recipe *recipe, const Change *change)
{
    Change *made = ARENA_NEW(recipe->arena, Change);

    *made = (Change){.kind = CHANGE_CREATE, .desired = change->desired};
    return made;
}

/* An alteration without the fields that the parent's has; NULL: nothing is left. */
static Change *without_carried(const Recipe *recipe, const Change *change, const Change *by)
{
    Change *rest = ARENA_NEW(recipe->arena, Change);

    *rest = (Change){.kind = change->kind,
                     .live = change->live,
                     .desired = change->desired,
                     .cause = change->cause};
    for (size_t i = 0; i < change->fields.len; i++) {
        const Field *field = change->fields.items[i];
        bool is_own = field->id == FIELD_COMMENT || field->id == FIELD_INDEX_COMMENT ||
                      field->id == FIELD_GRANTS;
        if (is_own || !change_has(by, field->key))
            vec_push(recipe->arena, &rest->fields, field);
    }
    return rest->fields.len == 0 ? NULL : rest;
}

/* What the server forgets with an index. */
static bool is_marked(const Recipe *recipe, const Record *desired)
{
    return desired->type == &index_type &&
           (sparse_bool(desired, FIELD_INDEX_CLUSTERED) ||
            str_eq(sparse_str(&recipe->desired->obj.rec, FIELD_TABLE_REPLICA_INDEX),
                   record_name(desired)));
}

/* What of a change that a parent's recipe does is left to the child's; NULL: nothing. */
static Change *own_share(Recipe *recipe, const Change *change, const Change *by)
{
    bool has_own =
        change->desired != NULL && (sparse_str(change->desired, FIELD_COMMENT).len > 0 ||
                                    sparse_str(change->desired, FIELD_INDEX_COMMENT).len > 0 ||
                                    list_len(sparse_list(change->desired, FIELD_GRANTS)) > 0 ||
                                    is_marked(recipe, change->desired));

    if (change->kind == CHANGE_DROP || change->kind == CHANGE_RENAME)
        return NULL;
    if (change->kind == CHANGE_ALTER && by->kind == CHANGE_ALTER && !is_made_anew(by))
        return without_carried(recipe, change, by);
    if (!has_own)
        return NULL;
    recipe_done(recipe, change->desired);
    return as_new(recipe, change);
}

/* The indexes that are: all that was said of them is said again. */
static void make_anew(Recipe *recipe)
{
    ChangeGroup *own = ARENA_NEW(recipe->arena, ChangeGroup);

    *own = (ChangeGroup){.live = recipe->group->live, .desired = recipe->group->desired};
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        Change *change = recipe->group->changes.items[i];
        if (is_made_anew(change)) {
            Change *anew = ARENA_NEW(recipe->arena, Change);
            *anew = *change;
            anew->kind = CHANGE_RECREATE;
            change = anew;
        }
        vec_push(recipe->arena, &own->changes, change);
    }
    recipe->group = own;
}

/* A part of an index of the parent's that goes, or is made anew, and takes its parts along: what
 * has its name from then on is new. */
static bool goes_with_whole(const Recipe *recipe, const Change *change)
{
    const RecipeInput *input = recipe->input;
    PgTables parents = pg_family_parents(recipe->arena, input->changes->live, recipe->live);
    Str of;

    if (change->kind != CHANGE_RECREATE || change->live->type != &index_type ||
        sparse_str(change->desired, FIELD_INDEX_ATTACHED_TO).len > 0)
        return false;
    of = sparse_str(change->live, FIELD_INDEX_ATTACHED_TO);
    for (size_t i = 0; of.len > 0 && i < parents.len; i++) {
        const ChangeGroup *group = recipe_group_of(input, &parents.items[i]->obj);
        const Index *whole = table_index(parents.items[i], of);
        const Change *by = group == NULL || whole == NULL || group->desired == NULL
                               ? NULL
                               : recipe_change_of(group, &whole->rec);
        if (by != NULL &&
            (by->kind == CHANGE_DROP || by->kind == CHANGE_RECREATE || is_made_anew(by)))
            return is_child_already(recipe, recipe->desired, (const Table *)group->desired);
    }
    return false;
}

void recipe_leave_out_carried(Recipe *recipe)
{
    ChangeGroup *own;

    if (recipe_is_partitioned(recipe))
        make_anew(recipe);
    if (recipe->live == NULL || recipe->desired == NULL ||
        pg_family_parent_count(recipe->live) == 0 || pg_family_parent_count(recipe->desired) == 0)
        return;
    own = ARENA_NEW(recipe->arena, ChangeGroup);
    *own = (ChangeGroup){.live = recipe->group->live, .desired = recipe->group->desired};
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        Change *change = recipe->group->changes.items[i];
        const Record *rec = change->desired != NULL ? change->desired : change->live;
        const Change *by = rec == &recipe->desired->obj.rec || rec == &recipe->live->obj.rec
                               ? NULL
                               : carrier(recipe->input, recipe->group, change);
        if (by != NULL)
            change = own_share(recipe, change, by);
        else if (goes_with_whole(recipe, change))
            change = as_new(recipe, change);
        if (change != NULL)
            vec_push(recipe->arena, &own->changes, change);
    }
    recipe->group = own;
}

/* ---- what children have otherwise ---- */

static void put_override(const Recipe *recipe, Piece *piece, const Table *child, Str column,
                         const char *action, Str expression)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ALTER TABLE ONLY "), QN(child->obj.schema, child->obj.name),
            RAW(" ALTER COLUMN "), ID(column), EX(str_from(action)), EX(expression));
    vec_push(recipe->arena, &piece->finally, sql_finish(&writer, recipe->arena));
}

static void put_child_overrides(const Recipe *recipe, Piece *piece, const Table *parent,
                                const Column *column, const char *fields)
{
    PgTables children = recipe_children(recipe, parent);

    for (size_t i = 0; i < children.len; i++) {
        const Table *child = children.items[i];
        const Column *own = table_column(child, column->name);
        if (own == NULL || !is_child_already(recipe, child, parent))
            continue;
        if (strstr(fields, "Default") != NULL && !str_eq(own->dflt, column->dflt) &&
            !recipe_is_generated(own) && !recipe_is_identity(own))
            put_override(recipe, piece, child, own->name,
                         own->dflt.len > 0 ? " SET DEFAULT " : " DROP DEFAULT", own->dflt);
        if (strstr(fields, "Nullable") != NULL && column->is_nullable && !own->is_nullable)
            put_override(recipe, piece, child, own->name, " SET NOT NULL", STR_ABSENT);
        put_child_overrides(recipe, piece, child, own, fields);
    }
}

void recipe_put_overrides(const Recipe *recipe, Piece *piece, const Column *column,
                          const char *fields)
{
    recipe_put_overrides_of(recipe, piece, recipe->desired, column, fields);
}

void recipe_put_overrides_of(const Recipe *recipe, Piece *piece, const Table *parent,
                             const Column *column, const char *fields)
{
    put_child_overrides(recipe, piece, parent, column, fields);
}

/* ---- indexes of partitioned tables ---- */

static const Index *part_of(const Table *partition, Str index)
{
    for (size_t i = 0; i < partition->indexes.len; i++)
        if (str_eq(sparse_str(&partition->indexes.items[i]->rec, FIELD_INDEX_ATTACHED_TO), index))
            return partition->indexes.items[i];
    return NULL;
}

bool recipe_same_index(const Index *a, const Index *b)
{
    for (size_t i = 0; i < a->rec.type->count; i++) {
        const Field *field = &a->rec.type->fields[i];
        if (field->differs == D_RECREATE && !record_field_equal(field, &a->rec, &b->rec))
            return false;
    }
    return true;
}

/* An index of its own that has the part's name: it becomes the part where it is alike, else it
 * makes room. True: it is there. */
static bool take_own(const Recipe *recipe, Piece *piece, const Table *child, const Index *part)
{
    const Table *live = recipe_live_table(recipe, child);
    const Index *own = live == NULL ? NULL : table_index(live, part->name);

    if (own == NULL || sparse_str(&own->rec, FIELD_INDEX_ATTACHED_TO).len > 0)
        return false; /* none, or it has gone with its whole */
    if (recipe_same_index(own, part))
        return true;
    recipe_put(recipe, piece,
               index_is_constraint(own)
                   ? RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(child->obj.schema, child->obj.name),
                                RAW(" DROP CONSTRAINT "), ID(own->name))
                   : RECIPE_SQL(recipe, RAW("DROP INDEX "), QN(child->obj.schema, own->name)));
    return false;
}

static void put_index(SqlWriter *writer, const Table *table, const Index *index)
{
    if (index_is_constraint(index)) {
        sql_put(writer, RAW("ALTER TABLE "), QN(table->obj.schema, table->obj.name), RAW(" ADD "));
        pg_render_key(writer, index->name, index);
    } else {
        pg_render_index(writer, table->obj.schema, table->obj.name, index->name, index);
    }
}

Str recipe_part_made(const Recipe *recipe, const Object *table, const Index *part)
{
    return arena_printf(recipe->arena, "part %.*s of %.*s", STR_ARG(part->name),
                        STR_ARG(label_name(recipe->arena, table->schema, table->name)));
}

static void put_part(const Recipe *recipe, Piece *piece, const Table *child, const Index *part)
{
    SqlWriter writer = sql_new(&pg_quoting);

    put_index(&writer, child, part);
    vec_push(recipe->arena, &piece->frees, recipe_part_made(recipe, &child->obj, part));
    recipe_put(recipe, piece, sql_finish(&writer, recipe->arena));
}

/* The live index that stays the partition's own beside a new part that is equal; NULL. */
static const Index *equal_own(const Recipe *recipe, const Table *child, const Index *part)
{
    const Table *live = recipe_live_table(recipe, child);

    if (live == NULL || index_is_constraint(part) || table_index(live, part->name) != NULL)
        return NULL;
    for (size_t i = 0; i < child->indexes.len; i++) {
        const Index *own = child->indexes.items[i], *before = table_index(live, own->name);
        if (sparse_str(&own->rec, FIELD_INDEX_ATTACHED_TO).len == 0 && !index_is_constraint(own) &&
            before != NULL && sparse_str(&before->rec, FIELD_INDEX_ATTACHED_TO).len == 0 &&
            recipe_same_index(before, own) && recipe_same_index(own, part))
            return own;
    }
    return NULL;
}

static void put_index_rename(const Recipe *recipe, Piece *piece, const Table *child, Str from,
                             Str to)
{
    vec_push(recipe->arena, &piece->finally,
             RECIPE_SQL(recipe, RAW("ALTER INDEX "), QN(child->obj.schema, from),
                        RAW(" RENAME TO "), ID(to)));
}

/* Of equal indexes the server takes the oldest for the part, and has no way to take another one:
 * the two change their names. */
static void put_equal_own(const Recipe *recipe, Piece *piece, const Table *child, const Index *part)
{
    const Index *own = equal_own(recipe, child, part);
    const Index *both[] = {own, part};
    Str aside;

    if (own == NULL)
        return;
    aside = recipe_temporary_name(recipe->arena, recipe_part_made(recipe, &child->obj, part));
    put_index_rename(recipe, piece, child, own->name, aside);
    put_index_rename(recipe, piece, child, part->name, own->name);
    put_index_rename(recipe, piece, child, aside, part->name);
    for (size_t i = 0; i < 2; i++)
        if (sparse_str(&own->rec, FIELD_COMMENT).len > 0 ||
            sparse_str(&part->rec, FIELD_COMMENT).len > 0)
            vec_push(recipe->arena, &piece->finally,
                     RECIPE_SQL(recipe, RAW("COMMENT ON INDEX "),
                                QN(child->obj.schema, both[i]->name), RAW(" IS "),
                                LIT(sparse_str(&both[i]->rec, FIELD_COMMENT))));
}

void recipe_put_equal_owns(const Recipe *recipe, Piece *piece)
{
    for (size_t i = 0; i < recipe->desired->indexes.len; i++) {
        const Index *part = recipe->desired->indexes.items[i];
        if (sparse_str(&part->rec, FIELD_INDEX_ATTACHED_TO).len > 0)
            put_equal_own(recipe, piece, recipe->desired, part);
    }
}

static void put_parts(const Recipe *recipe, Piece *piece, const Table *parent, Str index)
{
    PgTables children = recipe_children(recipe, parent);

    for (size_t i = 0; i < children.len; i++) {
        const Table *child = children.items[i];
        const Index *part = part_of(child, index);
        if (part == NULL || !is_child_already(recipe, child, parent))
            continue;
        if (recipe_repartition_of(recipe->input, recipe_group_of(recipe->input, &child->obj))) {
            /* made anew with it */
            vec_push(recipe->arena, &piece->takes, recipe_anew_name(recipe, child));
            continue;
        }
        put_parts(recipe, piece, child, part->name);
        if (!take_own(recipe, piece, child, part)) {
            put_part(recipe, piece, child, part);
            put_equal_own(recipe, piece, child, part);
        }
    }
}

static Str parts_name(const Recipe *recipe, Str schema, Str whole)
{
    return arena_printf(recipe->arena, "parts of %.*s.%.*s", STR_ARG(schema), STR_ARG(whole));
}

void recipe_free_parts(const Recipe *recipe, Piece *piece, const Index *live)
{
    if (recipe_is_partitioned(recipe))
        vec_push(recipe->arena, &piece->frees,
                 parts_name(recipe, recipe->live->obj.schema, live->name));
}

void recipe_after_part(const Recipe *recipe, Piece *piece, const Index *index)
{
    const Index *part = recipe->live == NULL ? NULL : table_index(recipe->live, index->name);
    Str of = part == NULL ? STR_ABSENT : sparse_str(&part->rec, FIELD_INDEX_ATTACHED_TO);
    PgTables parents = {0};

    if (of.len > 0)
        parents = pg_family_parents(recipe->arena, recipe->input->changes->live, recipe->live);
    for (size_t i = 0; i < parents.len; i++)
        vec_push(recipe->arena, &piece->takes,
                 parts_name(recipe, parents.items[i]->obj.schema, of));
}

Str recipe_attached(const Recipe *recipe, const Table *partition)
{
    return arena_printf(
        recipe->arena, "attached %.*s",
        STR_ARG(label_name(recipe->arena, partition->obj.schema, partition->obj.name)));
}

/* The part of the live index that the package has as an index of the partition's own. */
static const Index *kept_part(const Recipe *recipe, const Table *child, const Index *whole)
{
    const Table *before = recipe_live_table(recipe, child);
    const Index *part = before == NULL ? NULL : part_of(before, whole->name), *kept;

    if (part == NULL || !is_child_already(recipe, child, recipe->desired))
        return NULL;
    kept = table_index(child, part->name);
    return kept == NULL || sparse_str(&kept->rec, FIELD_INDEX_ATTACHED_TO).len > 0 ||
                   !recipe_same_index(part, kept)
               ? NULL
               : kept;
}

/* The index of a table on its way to be a partition that the server takes for a part of the live
 * index, as that is still there. */
static const Index *adopted_part(const Recipe *recipe, const Table *child, const Index *whole)
{
    if (index_is_constraint(whole) || is_child_already(recipe, child, recipe->desired))
        return NULL;
    for (size_t i = 0; i < child->indexes.len; i++) {
        const Index *own = child->indexes.items[i];
        if (sparse_str(&own->rec, FIELD_INDEX_ATTACHED_TO).len == 0 && !index_is_constraint(own) &&
            recipe_same_index(whole, own))
            return own;
    }
    return NULL;
}

/* Whichever comes first, the table joins its parent before: an index that the server has not taken
 * is still there. */
static void put_adopted_again(const Recipe *recipe, Piece *piece, const Table *child,
                              const Index *own)
{
    SqlWriter writer = sql_new(&pg_quoting);

    vec_push(recipe->arena, &piece->takes, recipe_attached(recipe, child));
    pg_render_index_as(&writer, PG_BUILD_MISSING, child->obj.schema, child->obj.name, own->name,
                       own);
    vec_push(recipe->arena, &piece->finally, sql_finish(&writer, recipe->arena));
}

void recipe_put_kept_parts(const Recipe *recipe, Piece *piece, const Index *live)
{
    PgTables children = {0};

    recipe_free_parts(recipe, piece, live);
    if (recipe_is_partitioned(recipe))
        children = recipe_children(recipe, recipe->desired);
    for (size_t i = 0; i < children.len; i++) {
        const Table *child = children.items[i];
        const Index *kept = kept_part(recipe, child, live);
        const Index *adopted = adopted_part(recipe, child, live);
        SqlWriter writer;
        if (adopted != NULL)
            put_adopted_again(recipe, piece, child, adopted);
        if (kept == NULL)
            continue;
        writer = sql_new(&pg_quoting);
        put_index(&writer, child, kept);
        vec_push(recipe->arena, &piece->finally, sql_finish(&writer, recipe->arena));
    }
}

void recipe_put_index_parts(const Recipe *recipe, Piece *piece, const Index *index)
{
    if (recipe_is_partitioned(recipe))
        put_parts(recipe, piece, recipe->desired, index->name);
}
