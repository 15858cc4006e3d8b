/* Reads views, routines, triggers and rules: what a statement of its own makes. */
#include "base/sb.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/introspect.h"

/* What the catalog calls a kind. */
static const struct {
    const char *kind;
    const RecordType *type;
    const char *head;
    PgCatalog catalog; /* that its rows are in */
} kinds[] = {
    {"view", &view_type, "VIEW", PG_IN_CLASS},
    {"materialized view", &materialized_view_type, "MATERIALIZED VIEW", PG_IN_CLASS},
    {"function", &function_type, "FUNCTION", PG_IN_PROC},
    {"procedure", &procedure_type, "PROCEDURE", PG_IN_PROC},
    {"trigger", &trigger_type, "TRIGGER", PG_IN_TRIGGER},
    {"constraint trigger", &trigger_type, "CONSTRAINT TRIGGER", PG_IN_TRIGGER},
    {"rule", &rule_type, "RULE", PG_IN_REWRITE},
};

/* pg_trigger.tgenabled, pg_rewrite.ev_enabled -> choices of the field Enabled. */
static int enabled_of(Str letter)
{
    static const char letters[] = "ODRA";
    const char *at = letter.len == 0 ? NULL : strchr(letters, letter.ptr[0]);

    return at == NULL ? 0 : (int)(at - letters);
}

static Definition *add(PgIntrospect *in, size_t kind, const PgNamespace *schema,
                       const PGresult *result, int row)
{
    Model *model = in->model;
    Str relation = pg_exec_cell(result, row, 5), comment = pg_exec_cell(result, row, 11);
    Definition *definition = record_new(&model->arena, kinds[kind].type);

    definition->obj.schema = model_intern(model, schema->name);
    definition->relation = relation.ptr == NULL ? STR_ABSENT : model_intern(model, relation);
    pg_definition_name_it(&model->arena, definition, pg_exec_cell(result, row, 3),
                          pg_exec_cell(result, row, 4));
    (void)model_register(model, &definition->obj);
    definition->head = str_from(kinds[kind].head);
    sparse_set_enum(&model->arena, &definition->obj.rec, FIELD_DEFINITION_ENABLED,
                    enabled_of(pg_exec_cell(result, row, 8)));
    if (comment.len > 0)
        sparse_set_str(&model->arena, &definition->obj.rec, FIELD_COMMENT,
                       arena_str(&model->arena, comment));
    return definition;
}

/* ` WITH (security_barrier='true') AS`: what stands between a view's name and its query. */
static Str view_head(PgIntrospect *in, Str options)
{
    if (options.len == 0)
        return STR("AS");
    return arena_printf(&in->arena, "WITH (%.*s) AS", STR_ARG(options));
}

/* What belongs to a relation is in scope with it; of one that isn't modelled it is left alone. */
static bool is_wanted(const PgIntrospect *in, const PgNamespace *schema, Str own, Str relation)
{
    if (relation.ptr == NULL)
        return filter_wants(in->filter, schema->name, own);
    return model_find(in->model, REC_TABLE, schema->name, relation) != NULL ||
           model_find(in->model, REC_VIEW, schema->name, relation) != NULL ||
           model_find(in->model, REC_MATERIALIZED_VIEW, schema->name, relation) != NULL;
}

void pg_introspect_definition(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    const PgNamespace *schema =
        pg_introspect_namespace(in, pg_catalog_oid(pg_exec_cell(result, row, 2)));
    Str text = pg_exec_cell(result, row, 7);
    PgDefinition *noted;
    size_t kind = 0;

    while (!str_is(pg_exec_cell(result, row, 0), kinds[kind].kind))
        kind++;
    if (schema == NULL ||
        !is_wanted(in, schema, pg_exec_cell(result, row, 3), pg_exec_cell(result, row, 5)))
        return;
    noted = ARENA_NEW(&in->arena, PgDefinition);
    noted->oid = pg_catalog_oid(pg_exec_cell(result, row, 1));
    noted->printed = pg_catalog_oid(pg_exec_cell(result, row, 6));
    noted->locks = (size_t)pg_catalog_number(pg_exec_cell(result, row, 10));
    noted->definition = add(in, kind, schema, result, row);
    if (text.ptr != NULL)
        noted->definition->text = arena_str(&in->model->arena, str_trim(text));
    else if (kinds[kind].type == &view_type || kinds[kind].type == &materialized_view_type)
        noted->head = view_head(in, pg_exec_cell(result, row, 9));
    noted->is_routine = kinds[kind].type == &function_type || kinds[kind].type == &procedure_type;
    pg_introspect_object(in, kinds[kind].catalog, noted->oid, &noted->definition->obj);
    if (text.ptr == NULL) {
        pg_oid_put(&in->arena, &in->printed, &noted->printed, noted);
        vec_push(&in->arena, &in->unprinted, noted);
    }
}

void pg_introspect_definition_text(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    PgDefinition *noted = pg_oid_get(&in->printed, pg_catalog_oid(pg_exec_cell(result, row, 0)));
    Str text = str_trim(pg_exec_cell(result, row, 1));

    if (noted == NULL || text.len == 0) {
        in->has_moved = true;
        return;
    }
    if (str_ends(text, STR(";")))
        text = str_trim(str_sub(text, 0, text.len - 1));
    noted->definition->text =
        noted->head.len == 0
            ? arena_str(&in->model->arena, text)
            : arena_printf(&in->model->arena, "%.*s\n%.*s", STR_ARG(noted->head), STR_ARG(text));
    in->texts_read++;
}
