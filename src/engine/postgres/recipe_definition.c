/* Recipes of what statements define: views, routines, triggers, operators and the like. */
#include "engine/postgres/definition.h"
#include "engine/postgres/definition_kinds.h"
#include "engine/postgres/recipe.h"

#include "model/temporary.h"

static Str as_sql(const Recipe *recipe, const Definition *definition)
{
    return pg_definition_name(recipe->arena, definition);
}

static void put_create(const Recipe *recipe, Piece *piece, const Definition *definition,
                       bool replaces)
{
    if (replaces)
        recipe_put(recipe, piece, pg_definition_render(recipe->arena, definition, true));
    else
        pg_definition_create(recipe->arena, definition, &piece->statements);
}

static Str drop_sql(const Recipe *recipe, const Definition *definition)
{
    return RECIPE_SQL(recipe, RAW("DROP "), EX(pg_definition_word(definition)), RAW(" "),
                      EX(as_sql(recipe, definition)));
}

/* The live one as it is called when its piece runs: its relation may have another name by then. */
static Str drop_carried(const Recipe *recipe, Piece *piece, const Definition *live)
{
    static const RecordKind relations[] = {REC_TABLE, REC_VIEW, REC_MATERIALIZED_VIEW};
    const Model *model = recipe->input->changes->live;
    Definition carried = *live;

    for (size_t i = 0; live->relation.len > 0 && i < sizeof relations / sizeof *relations; i++) {
        const Object *relation = model_find(model, relations[i], live->obj.schema, live->relation);
        const ChangeGroup *group =
            relation == NULL ? NULL : recipe_group_of(recipe->input, relation);
        const Object *desired = group == NULL ? NULL : group->desired;
        if (desired == NULL ||
            (str_eq(desired->name, relation->name) && str_eq(desired->schema, relation->schema)))
            continue;
        carried.obj.schema = desired->schema;
        carried.relation = object_bare_name(desired);
        vec_push(recipe->arena, &piece->needs, desired);
    }
    /* Who takes it along has dropped it already. */
    return recipe_is_taken(recipe->input, &live->obj)
               ? RECIPE_SQL(recipe, RAW("DROP "), EX(pg_definition_word(live)), RAW(" IF EXISTS "),
                            EX(as_sql(recipe, &carried)))
               : drop_sql(recipe, &carried);
}

/* What a new one lacks that the statement doesn't say. */
static void put_rest(const Recipe *recipe, Piece *piece, const Definition *definition)
{
    pg_definition_rest(recipe->arena, definition, &piece->statements);
    recipe_put_trigger_states(recipe, definition, &piece->statements);
    recipe_new_rights(recipe, &definition->obj, recipe->group->live, &piece->statements);
}

static void need_schema(const Recipe *recipe, Piece *piece)
{
    const Object *schema =
        model_find(recipe->input->changes->desired, REC_SCHEMA, STR_ABSENT, recipe->schema);

    if (schema != NULL)
        vec_push(recipe->arena, &piece->needs, schema);
}

static void create(Recipe *recipe, const PgDefinitionKind *kind, const Change *change)
{
    const Definition *desired = (const Definition *)change->desired;
    Piece *piece = recipe_add(recipe, kind->create, change, STR_ABSENT);

    put_create(recipe, piece, desired, false);
    put_rest(recipe, piece, desired);
    recipe_bring_back(recipe, piece);
    recipe_undo(recipe, piece, drop_sql(recipe, desired));
    need_schema(recipe, piece);
}

static void drop(Recipe *recipe, const PgDefinitionKind *kind, const Change *change)
{
    const Definition *live = (const Definition *)change->live;
    bool is_leftover =
        live->obj.rec.type == &materialized_view_type && name_is_temporary(live->own);
    Piece *piece;

    if ((is_leftover && recipe_is_view_beside(recipe, &live->obj)) ||
        recipe_is_alias_view(recipe->input, &live->obj))
        return;
    piece = recipe_add(recipe, is_leftover ? OP_DROP_OLD_VIEW : kind->drop, change, STR_ABSENT);
    recipe_take_along(recipe, piece, change);
    recipe_put(recipe, piece, drop_carried(recipe, piece, live));
    recipe_undo(recipe, piece, pg_definition_render(recipe->arena, live, false));
    if (recipe_is_taken(recipe->input, &live->obj))
        vec_push(recipe->arena, &piece->takes, recipe_taken_name(recipe, live));
}

bool recipe_definition_is_replaced(const RecipeInput *input, const Definition *live,
                                   const Definition *desired)
{
    const RecordType *type = desired->obj.rec.type;
    const PgDefinitionKind *kind = pg_definition_kind(type);

    if (!str_eq(live->head, desired->head) || kind->replaces_since == 0 ||
        input->version < kind->replaces_since)
        return false;
    if (type == &view_type)
        return sparse_bool(&desired->obj.rec, FIELD_DEFINITION_REPLACEABLE);
    if (type == &function_type || type == &procedure_type)
        return pg_definition_same_signature(input->arena, live->text, desired->text);
    if (type == &aggregate_type)
        return pg_aggregate_same_signature(input->arena, live->text, desired->text);
    return !(type == &trigger_type && !str_is(desired->head, "TRIGGER"));
}

bool recipe_definition_stays(const RecipeInput *input, const Definition *live,
                             const Definition *desired)
{
    return recipe_definition_is_replaced(input, live, desired) ||
           pg_operator_follows(input->changes, live, desired) ||
           pg_definition_alter(input->arena, live, desired, input->version).len > 0;
}

/* `dropped`: what the drop of the old one needs. */
static void finish_redefined(Recipe *recipe, Piece *piece, const Piece *dropped,
                             const Change *change)
{
    for (size_t i = 0; i < dropped->needs.len; i++)
        vec_push(recipe->arena, &piece->needs, dropped->needs.items[i]);
    need_schema(recipe, piece);
    recipe->base = piece;
    recipe_done(recipe, change->desired);
}

/* In one statement where the server has it, else gone and back in one transaction. */
static void redefine(Recipe *recipe, const PgDefinitionKind *kind, const Change *change)
{
    const Definition *live = (const Definition *)change->live;
    const Definition *desired = (const Definition *)change->desired;
    bool replaces = recipe_definition_is_replaced(recipe->input, live, desired);
    Str reason = recipe_reason_of(recipe->arena, change, "Kind Definition");
    Piece *piece, made = {0}, dropped = {0};
    Str drop = replaces ? STR_ABSENT : drop_carried(recipe, &dropped, live);

    piece = recipe_view_beside(recipe, change, drop, reason);
    if (piece != NULL) {
        finish_redefined(recipe, piece, &dropped, change);
        return;
    }
    piece = recipe_add(recipe, replaces ? kind->replace : kind->recreate, change, reason);

    put_create(recipe, &made, desired, replaces);
    /* What replaces a trigger or rule fires as a new one does. */
    if (!replaces || desired->relation.len > 0)
        put_rest(recipe, &made, desired);
    if (replaces)
        piece->statements = made.statements;
    else
        recipe_remake(recipe, piece, change, drop, &made.statements);
    finish_redefined(recipe, piece, &dropped, change);
}

/* By ALTER, where the kind has one for what differs: nothing that uses it has to go. */
static bool redefine_in_place(Recipe *recipe, const Change *change)
{
    const Definition *live = (const Definition *)change->live;
    const Definition *desired = (const Definition *)change->desired;
    Str statement = pg_definition_alter(recipe->arena, live, desired, recipe->input->version);
    Piece *piece;

    if (pg_operator_follows(recipe->input->changes, live, desired))
        return true;
    if (statement.len == 0)
        return false;
    piece = recipe_add(recipe, OP_ALTER_OBJECT, change,
                       recipe_reason_of(recipe->arena, change, "Definition"));
    recipe_put(recipe, piece, statement);
    recipe_undo(recipe, piece,
                pg_definition_alter(recipe->arena, desired, live, recipe->input->version));
    return true;
}

/* ---- what is said of one by statements of their own */

/* What an index of the desired view needs: its operation says whether it is new, gone or another.
 */
static void alter_index(Recipe *recipe, const Change *change, const MapEntry *live,
                        const MapEntry *desired)
{
    const Definition *definition = (const Definition *)change->desired;
    bool is_unique = desired != NULL && str_starts(desired->value, STR("UNIQUE"));
    Op op = desired == NULL ? OP_DROP_INDEX
            : live != NULL  ? OP_REPLACE_INDEX
            : is_unique     ? OP_CREATE_UNIQUE_INDEX
                            : OP_CREATE_INDEX;
    Str name = desired == NULL ? live->name : desired->name;
    Piece *piece;

    if (recipe_view_index_online(recipe, change, live, desired))
        return;
    piece =
        recipe_add(recipe, op, change, arena_printf(recipe->arena, "index %.*s", STR_ARG(name)));
    if (live != NULL)
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("DROP INDEX "), QN(definition->obj.schema, name)));
    if (desired != NULL)
        pg_detail_index(recipe->arena, definition, desired, &piece->statements);
}

/* The entries of one kind of detail that differ. */
static void alter_detail(Recipe *recipe, const Change *change, const PgDetail *detail,
                         const Field *field)
{
    const MapEntries *before = sparse_map(change->live, detail->id);
    const MapEntries *after = sparse_map(change->desired, detail->id);
    bool is_index = detail->id == FIELD_DEFINITION_INDEXES;
    StrVec statements = {0};
    Piece *piece;

    for (size_t i = 0; i < before->len + after->len; i++) {
        bool is_gone = i < before->len;
        const MapEntry *entry = is_gone ? &before->items[i] : &after->items[i - before->len];
        const MapEntry *live = is_gone ? entry : pg_detail_find(before, entry->name);
        const MapEntry *desired = is_gone ? pg_detail_find(after, entry->name) : entry;
        if ((is_gone && desired != NULL) ||
            (live != NULL && str_eq(live->value, entry->value) && !is_gone))
            continue;
        if (is_index)
            alter_index(recipe, change, live, desired);
        else
            detail->put(recipe->arena, (const Definition *)change->desired, live, desired,
                        &statements);
    }
    if (statements.len == 0)
        return;
    piece =
        recipe_add(recipe, detail->op, change, recipe_reason_of(recipe->arena, change, field->key));
    piece->about = change->desired;
    piece->statements = statements;
}

/* Behind what makes indexes: what is said of one, or rests on one. */
static void after_indexes(Recipe *recipe, size_t first, size_t end)
{
    Piece **pieces = recipe->pieces->list.items;

    for (size_t i = end; i < recipe->pieces->list.len; i++)
        for (size_t k = first; k < end; k++)
            recipe_after(recipe, pieces[i], pieces[k]);
}

static void alter_details(Recipe *recipe, const Change *change)
{
    size_t first = recipe->pieces->list.len, end = first;
    StrVec statements = {0};
    Piece *piece;

    for (const PgDetail *detail = pg_details; detail->id != FIELD_NONE; detail++) {
        const Field *field = record_type_find_id(change->desired->type, detail->id);
        if (field != NULL && change_has(change, field->key))
            alter_detail(recipe, change, detail, field);
        if (detail->id == FIELD_DEFINITION_INDEXES)
            end = recipe->pieces->list.len;
    }
    pg_detail_storage(recipe->arena, (const Definition *)change->live,
                      (const Definition *)change->desired, &statements);
    if (statements.len > 0) {
        piece = recipe_add(recipe,
                           change_has(change, "Tablespace") || change_has(change, "AccessMethod")
                               ? OP_RECREATE_VIEW
                               : OP_SET_TABLE_OPTIONS,
                           change,
                           recipe_reason_of(recipe->arena, change,
                                            "StorageParameters AccessMethod Tablespace ClusterOn"));
        piece->statements = statements;
    }
    after_indexes(recipe, first, end);
}

static void alter_rest(Recipe *recipe, const Change *change)
{
    const Definition *live = (const Definition *)change->live;
    const Definition *desired = (const Definition *)change->desired;
    Piece *piece;

    alter_details(recipe, change);
    recipe_view_leftovers(recipe, change);
    if (change_has(change, "Enabled")) {
        piece = recipe_add(recipe, desired->relation.len > 0 ? OP_ENABLE_TRIGGER : OP_ALTER_OBJECT,
                           change, recipe_reason_of(recipe->arena, change, "Enabled"));
        recipe_put(recipe, piece, pg_definition_enable(recipe->arena, desired));
        recipe_put_trigger_states(recipe, desired, &piece->statements);
        recipe_undo(recipe, piece, pg_definition_enable(recipe->arena, live));
    }
    if (change_has(change, "Comment")) {
        piece = recipe_add(recipe, OP_COMMENT, change,
                           recipe_reason_of(recipe->arena, change, "Comment"));
        piece->about = change->desired;
        recipe_put(recipe, piece, pg_definition_comment(recipe->arena, desired));
        recipe_undo(recipe, piece, pg_definition_comment(recipe->arena, live));
    }
}

static void alter(Recipe *recipe, const PgDefinitionKind *kind, const Change *change)
{
    const Definition *live = (const Definition *)change->live;
    const Definition *desired = (const Definition *)change->desired;
    bool is_redefined = change_has(change, "Definition") || change_has(change, "Kind");
    bool stays = true;

    if (is_redefined && redefine_in_place(recipe, change))
        is_redefined = false;
    if (is_redefined) {
        stays = recipe_definition_is_replaced(recipe->input, live, desired) &&
                desired->obj.rec.type != &trigger_type;
        redefine(recipe, kind, change);
    }
    /* A comment survives being replaced; all else came back with it. */
    if (stays) {
        alter_rest(recipe, change);
        recipe_rights(recipe);
    }
}

static void rename_definition(Recipe *recipe, const Change *change)
{
    const Definition *live = (const Definition *)change->live;
    const Definition *desired = (const Definition *)change->desired;
    Piece *piece = recipe_add(recipe, OP_RENAME_DEFINITION, change, STR_ABSENT);
    Definition moved = *live;

    if (!str_eq(live->own, desired->own))
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER "), EX(pg_definition_word(live)), RAW(" "),
                              EX(as_sql(recipe, live)), RAW(" RENAME TO "), ID(desired->own)));
    pg_definition_name_it(recipe->arena, &moved, desired->own,
                          pg_definition_arguments(recipe->arena, live));
    if (!str_eq(live->obj.schema, desired->obj.schema))
        recipe_put(recipe, piece,
                   RECIPE_SQL(recipe, RAW("ALTER "), EX(pg_definition_word(live)), RAW(" "),
                              EX(as_sql(recipe, &moved)), RAW(" SET SCHEMA "),
                              ID(desired->obj.schema)));
    recipe->base = piece;
}

void recipe_definition(Recipe *recipe)
{
    const Object *object =
        recipe->group->desired != NULL ? recipe->group->desired : recipe->group->live;
    const PgDefinitionKind *kind = pg_definition_kind(object->rec.type);

    for (size_t i = 0; i < recipe->group->changes.len; i++) {
        const Change *change = recipe->group->changes.items[i];
        switch (change->kind) {
        case CHANGE_CREATE:
            create(recipe, kind, change);
            break;
        case CHANGE_DROP:
            drop(recipe, kind, change);
            break;
        case CHANGE_RENAME:
            rename_definition(recipe, change);
            break;
        case CHANGE_ALTER:
        case CHANGE_RECREATE:
            /* What another piece takes along comes back as it is to be. */
            if (!recipe_is_taken(recipe->input, recipe->group->live))
                alter(recipe, kind, change);
            break;
        }
    }
}
