/* Recipes of foreign keys. */
#include "engine/postgres/recipe_restrict.h"

#include "model/label.h"

static const RestrictionOps online = {OP_ADD_FOREIGN_KEY_NOT_VALID, OP_VALIDATE_FOREIGN_KEY,
                                      OP_SWAP_FOREIGN_KEY, OP_ADD_FOREIGN_KEY,
                                      OP_REPLACE_FOREIGN_KEY};

static Str sql_key(const Recipe *recipe, Str name, const Record *about)
{
    SqlWriter writer = sql_new(&pg_quoting);

    pg_render_foreign_key(&writer, name, (const ForeignKey *)about);
    return sql_finish(&writer, recipe->arena);
}

static Str sql_add(const Recipe *recipe, const ForeignKey *key)
{
    return RECIPE_SQL(recipe, RAW("ADD "), EX(sql_key(recipe, key->name, &key->rec)));
}

const ForeignKey *recipe_foreign_key_twin(const ChangeGroup *group, const ForeignKey *live)
{
    const Table *desired = (const Table *)group->desired;

    for (size_t i = 0; i < group->changes.len; i++)
        if (group->changes.items[i]->live == &live->rec)
            return (const ForeignKey *)group->changes.items[i]->desired;
    for (size_t i = 0; desired != NULL && i < desired->foreign_keys.len; i++)
        if (str_eq(desired->foreign_keys.items[i]->name, live->name))
            return desired->foreign_keys.items[i];
    return NULL;
}

Str recipe_foreign_key_renamed(const Recipe *recipe, const ChangeGroup *group,
                               const ForeignKey *live)
{
    return arena_printf(recipe->arena, "renamed %.*s",
                        STR_ARG(label_part(recipe->arena, group->live, &live->rec)));
}

void recipe_put_foreign_key(const Recipe *recipe, Piece *piece, const Object *table,
                            const ForeignKey *key)
{
    Str comment = sparse_str(&key->rec, FIELD_COMMENT);

    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("ALTER TABLE "), QN(table->schema, table->name), RAW(" "),
                          EX(sql_add(recipe, key))));
    if (comment.len > 0)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("COMMENT ON CONSTRAINT "), ID(key->name), RAW(" ON "),
                              QN(table->schema, table->name), RAW(" IS "), LIT(comment)));
}

static const char *related_label(const Recipe *recipe, const ForeignKey *key)
{
    return arena_cstr(recipe->arena,
                      label_name(recipe->arena, key->related_schema, key->related_table));
}

/* Generated columns may go and come back with their key. */
static void come_after_taken(const Recipe *recipe, Piece *piece, const Table *related,
                             const ForeignKey *key)
{
    const Table *live = recipe_live_table(recipe, related);

    for (size_t i = 0; live != NULL && i < key->related_columns.len; i++) {
        const Column *column = table_column(live, key->related_columns.items[i]);
        if (column != NULL && recipe_is_generated(column) &&
            recipe_part_is_taken(recipe->input, &column->rec))
            vec_push(recipe->arena, &piece->takes,
                     recipe_taken_part_name(recipe, &live->obj, &column->rec));
    }
}

/* The referenced table, and with it its key, is there before. */
static void need_related(const Recipe *recipe, Piece *piece, const ForeignKey *key)
{
    const Object *related = model_find(recipe->input->changes->desired, REC_TABLE,
                                       key->related_schema, key->related_table);

    if (related == NULL || related == recipe->group->desired)
        return;
    vec_push(recipe->arena, &piece->needs, related);
    come_after_taken(recipe, piece, (const Table *)related, key);
}

void recipe_drop_foreign_keys(Recipe *recipe, bool are_leftovers)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const ForeignKey *live = (const ForeignKey *)change->live;
        Piece *piece;
        if (change->kind != CHANGE_DROP || live->rec.type != &foreign_key_type ||
            recipe_is_done(recipe, &live->rec) || recipe_is_leftover(change) != are_leftovers ||
            (recipe->desired != NULL && recipe_part_key_is_adopted(recipe, live)))
            continue;
        piece =
            recipe_add(recipe, OP_DROP_FOREIGN_KEY, change, restrict_drop_reason(are_leftovers));
        piece->clause = RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "),
                                   EX(recipe_if_exists(recipe, change)), ID(live->name));
        piece->related = related_label(recipe, live);
        recipe_after_taken(recipe, piece, &live->rec);
        recipe_undo(recipe, piece, restrict_alter(recipe, sql_add(recipe, live)));
    }
}

static bool check_versions(const Recipe *recipe, const ForeignKey *key)
{
    if (sparse_bool(&key->rec, FIELD_NOT_ENFORCED) &&
        !recipe_needs_version(recipe, &key->rec, 180000, "NOT ENFORCED"))
        return false;
    if (sparse_bool(&key->rec, FIELD_FK_PERIOD) &&
        !recipe_needs_version(recipe, &key->rec, 180000, "PERIOD"))
        return false;
    return sparse_strs(&key->rec, FIELD_FK_DELETE_COLUMNS)->len == 0 ||
           recipe_needs_version(recipe, &key->rec, 150000, "SET NULL of some columns");
}

static bool is_onto_itself(const Recipe *recipe, const ForeignKey *key)
{
    return str_eq(key->related_schema, recipe->schema) && str_eq(key->related_table, recipe->name);
}

/* What is there before its first piece. */
static void put_behind(const Recipe *recipe, Piece *piece, const ForeignKey *desired)
{
    recipe_after_columns(recipe, piece, &desired->columns);
    need_related(recipe, piece, desired);
    for (size_t i = 0; is_onto_itself(recipe, desired) && i < recipe->desired->indexes.len; i++)
        if (index_is_unique(recipe->desired->indexes.items[i])) /* its key, made here */
            recipe_after(recipe, piece,
                         recipe_piece_of(recipe, &recipe->desired->indexes.items[i]->rec));
}

static bool is_proved(const ForeignKey *key)
{
    return !sparse_bool(&key->rec, FIELD_NOT_VALID) && !sparse_bool(&key->rec, FIELD_NOT_ENFORCED);
}

static void finish(const Recipe *recipe, Piece *piece, const ForeignKey *desired)
{
    piece->related = is_onto_itself(recipe, desired) ? NULL : related_label(recipe, desired);
    if (is_proved(desired))
        recipe_probe(recipe, piece, probe_foreign_key(recipe, desired));
    put_behind(recipe, piece, desired);
}

/* Both tables are read. */
static bool is_over_budget(const Recipe *recipe, const ForeignKey *key)
{
    const RecipeInput *input = recipe->input;
    const Object *related =
        model_find(input->changes->desired, REC_TABLE, key->related_schema, key->related_table);
    const Table *live = related == NULL ? NULL : recipe_live_table(recipe, (const Table *)related);

    return recipe_goes_online(recipe, COST_SCAN) ||
           (live != NULL && !budget_allows(input->budget, input->facts, &live->obj, COST_SCAN));
}

/* Of a partitioned table NOT VALID exists since 18. */
static bool goes_online(const Recipe *recipe, const ForeignKey *key)
{
    return is_proved(key) && recipe->live != NULL &&
           (recipe->input->version >= 180000 || !pg_is_partitioned(recipe->live)) &&
           (is_over_budget(recipe, key) ||
            restrict_is_begun(recipe, sql_key(recipe, key->name, &key->rec)));
}

/* A key over a generated column may have gone with that. */
static bool points_to_generated(const Recipe *recipe, const ForeignKey *live)
{
    const Table *parent = (const Table *)model_find(recipe->input->changes->live, REC_TABLE,
                                                    live->related_schema, live->related_table);

    for (size_t i = 0; parent != NULL && i < live->related_columns.len; i++) {
        const Column *column = table_column(parent, live->related_columns.items[i]);
        if (column != NULL && recipe_is_generated(column))
            return true;
    }
    return false;
}

/* `replaces`: the live one that goes; absent: none. */
static void come_online(Recipe *recipe, const Change *change, const ForeignKey *desired,
                        Str replaces)
{
    Restriction what = {
        .change = change,
        .about = &desired->rec,
        .name = desired->name.len > 0
                    ? desired->name
                    : pg_foreign_key_name(recipe->arena, recipe->desired, desired),
        .replaces = replaces,
        .may_be_gone =
            change->live != NULL && points_to_generated(recipe, (const ForeignKey *)change->live),
        .ops = &online,
        .sql = sql_key,
        .related = is_onto_itself(recipe, desired) ? NULL : related_label(recipe, desired),
        .probe = probe_foreign_key(recipe, desired)};
    RestrictionPieces made;

    recipe_restrict(recipe, &what, &made);
    put_behind(recipe, made.first, desired);
}

/* Of a partitioned table before 18. `replaces`: as in come_online. */
static bool come_by_parts(Recipe *recipe, const Change *change, const ForeignKey *key, Str replaces)
{
    PartKey what = {.change = change, .key = key, .replaces = replaces};
    Piece *first;

    if (!is_proved(key) || key->name.len == 0 || !recipe_is_partitioned(recipe) ||
        recipe->input->version >= 180000 || is_onto_itself(recipe, key) ||
        !is_over_budget(recipe, key))
        return false;
    what.related = related_label(recipe, key);
    what.probe = probe_foreign_key(recipe, key);
    first = recipe_part_keys(recipe, &what);
    if (first != NULL)
        put_behind(recipe, first, key);
    return first != NULL;
}

static void add(Recipe *recipe, const Change *change, const ForeignKey *key)
{
    Piece *piece;

    if (come_by_parts(recipe, change, key, STR_ABSENT))
        return;
    if (goes_online(recipe, key)) {
        come_online(recipe, change, key, STR_ABSENT);
        return;
    }
    piece = recipe_add(recipe, OP_ADD_FOREIGN_KEY, change, STR_ABSENT);
    piece->about = &key->rec;
    piece->clause = sql_add(recipe, key);
    if (key->name.len > 0)
        recipe_undo(recipe, piece, restrict_alter(recipe, restrict_drop(recipe, key->name)));
    finish(recipe, piece, key);
}

static void replace(Recipe *recipe, const Change *change)
{
    const ForeignKey *live = (const ForeignKey *)change->live;
    const ForeignKey *desired = (const ForeignKey *)change->desired;
    Piece *piece;

    if (come_by_parts(recipe, change, desired, live->name))
        return;
    if (goes_online(recipe, desired)) {
        come_online(recipe, change, desired, live->name);
        return;
    }
    piece = recipe_add(recipe, OP_REPLACE_FOREIGN_KEY, change, STR_ABSENT);
    piece->clause = RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "),
                               points_to_generated(recipe, live) ? RAW("IF EXISTS ") : RAW(""),
                               ID(live->name), RAW(", "), EX(sql_add(recipe, desired)));
    finish(recipe, piece, desired);
}

static Str sql_deferrability(const Recipe *recipe, Str name, const ForeignKey *key)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ALTER CONSTRAINT "), ID(name));
    if (sparse_bool(&key->rec, FIELD_DEFERRABLE))
        pg_render_deferrable(&writer, &key->rec);
    else
        sql_put(&writer, RAW(" NOT DEFERRABLE"));
    return sql_finish(&writer, recipe->arena);
}

static void validate(Recipe *recipe, const Change *change)
{
    const ForeignKey *desired = (const ForeignKey *)change->desired;
    Piece *piece;

    if (!change_has(change, "NotValid"))
        return;
    piece = recipe_add(recipe, OP_VALIDATE_FOREIGN_KEY, change,
                       recipe_reason_of(recipe->arena, change, "NotValid"));
    piece->clause = restrict_validate(recipe, desired->name);
    piece->related = related_label(recipe, desired);
    recipe_probe(recipe, piece, probe_foreign_key(recipe, desired));
}

/* Enforced again it reads all rows. */
static void alter_enforcement(Recipe *recipe, const Change *change)
{
    const ForeignKey *desired = (const ForeignKey *)change->desired;
    bool is_enforced = !sparse_bool(&desired->rec, FIELD_NOT_ENFORCED);
    Piece *piece;

    if (!change_has(change, "NotEnforced"))
        return;
    piece = recipe_add(recipe, is_enforced ? OP_REPLACE_FOREIGN_KEY : OP_ALTER_FOREIGN_KEY, change,
                       recipe_reason_of(recipe->arena, change, "NotEnforced"));
    piece->clause = RECIPE_SQL(recipe, RAW("ALTER CONSTRAINT "), ID(desired->name),
                               is_enforced ? RAW(" ENFORCED") : RAW(" NOT ENFORCED"));
    piece->related = related_label(recipe, desired);
    recipe_after(recipe, piece, recipe_piece_of(recipe, &desired->rec));
    if (is_enforced)
        recipe_probe(recipe, piece, probe_foreign_key(recipe, desired));
}

static void alter(Recipe *recipe, const Change *change)
{
    const ForeignKey *live = (const ForeignKey *)change->live;
    const ForeignKey *desired = (const ForeignKey *)change->desired;
    Piece *piece;

    alter_enforcement(recipe, change);
    if (!change_has(change, "Deferrable") && !change_has(change, "InitiallyDeferred"))
        return;
    piece = recipe_add(recipe, OP_ALTER_FOREIGN_KEY, change,
                       recipe_reason_of(recipe->arena, change, "Deferrable InitiallyDeferred"));
    piece->clause = sql_deferrability(recipe, desired->name, desired);
    recipe_undo(recipe, piece,
                restrict_alter(recipe, sql_deferrability(recipe, desired->name, live)));
    recipe_after(recipe, piece, recipe_piece_of(recipe, &desired->rec));
}

bool recipe_foreign_keys(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const ForeignKey *live = (const ForeignKey *)change->live;
        const ForeignKey *desired = (const ForeignKey *)change->desired;
        bool is_taken;
        if (desired == NULL || desired->rec.type != &foreign_key_type ||
            recipe_is_done(recipe, &desired->rec))
            continue;
        if (!check_versions(recipe, desired))
            return false;
        is_taken = live != NULL && (recipe_key_takes(recipe->input, live) ||
                                    recipe_key_types_take(recipe->input, recipe->live, live));
        if (change->kind == CHANGE_CREATE || (change->kind == CHANGE_RECREATE && is_taken))
            add(recipe, change, desired);
        else if (change->kind == CHANGE_RECREATE)
            replace(recipe, change);
        else if (change->kind == CHANGE_ALTER && !is_taken) {
            alter(recipe, change);
            validate(recipe, change);
        }
    }
    return true;
}

bool recipe_create_foreign_keys(Recipe *recipe, const Change *table_change)
{
    for (size_t i = 0; i < recipe->desired->foreign_keys.len; i++) {
        if (!check_versions(recipe, recipe->desired->foreign_keys.items[i]))
            return false;
        add(recipe, table_change, recipe->desired->foreign_keys.items[i]);
    }
    return true;
}
