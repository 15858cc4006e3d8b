/* Recipes of tables that can be used by their old and their new name for a while.
 *
 * The new name comes as a view of the whole table, which the server lets be written as the table
 * is; the table works on as it did. Once the old name may go the view goes, and the table takes its
 * name. The comment of the view begins with a temporary name, by which a later plan knows it. */
#include "engine/postgres/recipe.h"

#include "model/definition.h"
#include "model/grant.h"
#include "model/label.h"

/* Before it a view reads its table as its owner, for whom policies may not be. */
enum { INVOKER_VERSION = 150000 };

static const Object *view_there(const RecipeInput *input, const Change *change)
{
    const Object *live = (const Object *)change->live, *desired = (const Object *)change->desired;
    const Object *view = model_find(input->changes->live, REC_VIEW, desired->schema, desired->name);

    return view != NULL && str_eq(sparse_str(&view->rec, FIELD_ALIAS_OF), live->name) &&
                   str_eq(view->schema, live->schema)
               ? view
               : NULL;
}

bool recipe_is_alias_view(const RecipeInput *input, const Object *view)
{
    const Object *table = model_find(input->changes->live, REC_TABLE, view->schema,
                                     sparse_str(&view->rec, FIELD_ALIAS_OF));
    const ChangeGroup *group = table == NULL ? NULL : recipe_group_of(input, table);

    return group != NULL && group->desired != NULL && str_eq(group->desired->name, view->name) &&
           str_eq(group->desired->schema, view->schema);
}

static const char *fault_of(const Recipe *recipe, const Change *change)
{
    const Object *live = (const Object *)change->live, *desired = (const Object *)change->desired;

    if (!str_eq(live->schema, desired->schema))
        return "it moves to another schema";
    if (recipe->input->version < INVOKER_VERSION &&
        sparse_bool(&live->rec, FIELD_TABLE_ROW_SECURITY))
        return "policies are for those who read it, which views go round before PostgreSQL 15";
    return NULL;
}

/* Nobody may do more by the one name than by the other. */
static void put_rights(const Recipe *recipe, Piece *piece)
{
    const Table *live = recipe->live;
    Definition *view = record_new(recipe->arena, &view_type);
    const GrantVec *grants = record_grants(&live->obj.rec);
    const Field *field = record_type_find_id(&view_type, FIELD_GRANTS);

    view->obj.schema = recipe->schema;
    view->obj.name = view->own = recipe->name;
    view->obj.owner = live->obj.owner;
    for (size_t i = 0; i < grants->len; i++)
        list_push(recipe->arena, record_put(recipe->arena, &view->obj.rec, field),
                  &grants->items[i]->rec);
    recipe_new_rights(recipe, &view->obj, &live->obj, &piece->statements);
    for (size_t i = 0; i < live->columns.len; i++)
        recipe_column_rights(recipe, &view->obj, live->columns.items[i], &piece->statements);
}

static Piece *begin(Recipe *recipe, const Change *change)
{
    const Table *live = recipe->live;
    Piece *piece =
        recipe_add(recipe, OP_ALIAS_TABLE, change,
                   arena_printf(recipe->arena, "%.*s beside %.*s, which works on as it did",
                                STR_ARG(recipe->name), STR_ARG(live->obj.name)));
    Str label = label_name(recipe->arena, live->obj.schema, live->obj.name);
    StrVec columns = {0};

    for (size_t i = 0; i < live->columns.len; i++)
        vec_push(recipe->arena, &columns, live->columns.items[i]->name);
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("CREATE VIEW "), RECIPE_REL(recipe),
                          recipe->input->version >= INVOKER_VERSION
                              ? RAW(" WITH (security_invoker = true)")
                              : RAW(""),
                          RAW(" AS SELECT "), IDS(&columns), RAW(" FROM "),
                          QN(live->obj.schema, live->obj.name)));
    recipe_put(recipe, piece,
               RECIPE_SQL(recipe, RAW("COMMENT ON VIEW "), RECIPE_REL(recipe), RAW(" IS "),
                          LIT(arena_printf(recipe->arena, "%.*s: the name that %.*s is to get",
                                           STR_ARG(recipe_temporary_name(recipe->arena, label)),
                                           STR_ARG(label)))));
    put_rights(recipe, piece);
    return piece;
}

bool recipe_alias_table(Recipe *recipe, const Change *change, const Piece **last, Str *reason)
{
    const char *fault;

    if (view_there(recipe->input, change) == NULL) {
        if (recipe_rename_choice(recipe, change->desired) != RENAME_BOTH)
            return false;
        fault = fault_of(recipe, change);
        if (fault != NULL) {
            *reason =
                arena_printf(recipe->arena, "OldName %.*s; at once, not both names for a while: %s",
                             STR_ARG(recipe->live->obj.name), fault);
            return false;
        }
        *last = begin(recipe, change);
    }
    *reason =
        arena_printf(recipe->arena, "%.*s is there beside it until then", STR_ARG(recipe->name));
    return true;
}

void recipe_put_alias_view_gone(const Recipe *recipe, Piece *piece, const Change *change)
{
    (void)change;
    recipe_put(recipe, piece, RECIPE_SQL(recipe, RAW("DROP VIEW "), RECIPE_REL(recipe)));
}
