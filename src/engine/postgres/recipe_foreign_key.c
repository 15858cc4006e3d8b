/* Recipes of foreign keys. */
#include "engine/postgres/recipe.h"

#include "model/label.h"

static Str sql_drop(const Recipe *recipe, Str name)
{
    return RECIPE_SQL(recipe, RAW("DROP CONSTRAINT "), ID(name));
}

static Str sql_add(const Recipe *recipe, const ForeignKey *key)
{
    SqlWriter writer = sql_new(&pg_quoting);

    sql_put(&writer, RAW("ADD "));
    pg_render_foreign_key(&writer, key->name, key);
    return sql_finish(&writer, recipe->arena);
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

static Str sql_alter(const Recipe *recipe, Str clause)
{
    return RECIPE_SQL(recipe, RAW("ALTER TABLE "), RECIPE_REL(recipe), RAW(" "), EX(clause));
}

static const char *related_label(const Recipe *recipe, const ForeignKey *key)
{
    return arena_cstr(recipe->arena,
                      label_name(recipe->arena, key->related_schema, key->related_table));
}

/* The referenced table, and with it its key, is there before. */
static void need_related(const Recipe *recipe, Piece *piece, const ForeignKey *key)
{
    const Object *related = model_find(recipe->input->changes->desired, REC_TABLE,
                                       key->related_schema, key->related_table);

    if (related != NULL && related != recipe->group->desired)
        vec_push(recipe->arena, &piece->needs, related);
}

void recipe_drop_foreign_keys(Recipe *recipe)
{
    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        const ForeignKey *live = (const ForeignKey *)change->live;
        Piece *piece;
        if (change->kind != CHANGE_DROP || live->rec.type != &foreign_key_type ||
            recipe_is_done(recipe, &live->rec))
            continue;
        piece = recipe_add(recipe, OP_DROP_FOREIGN_KEY, change, STR_ABSENT);
        piece->clause = sql_drop(recipe, live->name);
        piece->related = related_label(recipe, live);
        recipe_undo(recipe, piece, sql_alter(recipe, sql_add(recipe, live)));
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

static void finish(const Recipe *recipe, Piece *piece, const ForeignKey *desired)
{
    piece->related = related_label(recipe, desired);
    if (!sparse_bool(&desired->rec, FIELD_NOT_VALID) &&
        !sparse_bool(&desired->rec, FIELD_NOT_ENFORCED))
        recipe_probe(recipe, piece, probe_foreign_key(recipe, desired));
    recipe_after_columns(recipe, piece, &desired->columns);
    need_related(recipe, piece, desired);
    if (piece->related != NULL && str_eq(desired->related_schema, recipe->schema) &&
        str_eq(desired->related_table, recipe->name)) { /* onto itself: its key, made here */
        piece->related = NULL;
        for (size_t i = 0; i < recipe->desired->indexes.len; i++)
            if (index_is_unique(recipe->desired->indexes.items[i]))
                recipe_after(recipe, piece,
                             recipe_piece_of(recipe, &recipe->desired->indexes.items[i]->rec));
    }
}

static void add(Recipe *recipe, const Change *change, const ForeignKey *key)
{
    Piece *piece = recipe_add(recipe, OP_ADD_FOREIGN_KEY, change, STR_ABSENT);

    piece->about = &key->rec;
    piece->clause = sql_add(recipe, key);
    if (key->name.len > 0)
        recipe_undo(recipe, piece, sql_alter(recipe, sql_drop(recipe, key->name)));
    finish(recipe, piece, key);
}

static void replace(Recipe *recipe, const Change *change)
{
    const ForeignKey *live = (const ForeignKey *)change->live;
    const ForeignKey *desired = (const ForeignKey *)change->desired;
    Piece *piece = recipe_add(recipe, OP_REPLACE_FOREIGN_KEY, change, STR_ABSENT);

    piece->clause = RECIPE_SQL(recipe, EX(sql_drop(recipe, live->name)), RAW(", "),
                               EX(sql_add(recipe, desired)));
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
    piece->clause = RECIPE_SQL(recipe, RAW("VALIDATE CONSTRAINT "), ID(desired->name));
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
    recipe_undo(recipe, piece, sql_alter(recipe, sql_deferrability(recipe, desired->name, live)));
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
