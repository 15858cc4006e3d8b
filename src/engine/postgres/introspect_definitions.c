/* Reads what statements of their own make: views, routines, triggers, operators and the like. */
#include "base/sb.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/definition_kinds.h"
#include "engine/postgres/introspect.h"
#include "model/temporary.h"

/* Where the catalog has a kind's rows. */
static const struct {
    const RecordType *type;
    PgCatalog catalog;
} catalogs[] = {
    {&language_type, PG_IN_LANGUAGE},
    {&access_method_type, PG_IN_AM},
    {&text_parser_type, PG_IN_TS_PARSER},
    {&text_template_type, PG_IN_TS_TEMPLATE},
    {&text_dictionary_type, PG_IN_TS_DICT},
    {&text_configuration_type, PG_IN_TS_CONFIG},
    {&function_type, PG_IN_PROC},
    {&procedure_type, PG_IN_PROC},
    {&aggregate_type, PG_IN_PROC},
    {&operator_type, PG_IN_OPERATOR},
    {&operator_family_type, PG_IN_OPFAMILY},
    {&operator_class_type, PG_IN_OPCLASS},
    {&cast_type, PG_IN_CAST},
    {&transform_type, PG_IN_TRANSFORM},
    {&conversion_type, PG_IN_CONVERSION},
    {&view_type, PG_IN_CLASS},
    {&materialized_view_type, PG_IN_CLASS},
    {&rule_type, PG_IN_REWRITE},
    {&trigger_type, PG_IN_TRIGGER},
    {&event_trigger_type, PG_IN_EVENT_TRIGGER},
};

static PgCatalog catalog_of(const RecordType *type)
{
    size_t i = 0;

    while (catalogs[i].type != type)
        i++;
    return catalogs[i].catalog;
}

/* pg_trigger.tgenabled, pg_rewrite.ev_enabled -> choices of the field Enabled. */
static int enabled_of(Str letter)
{
    static const char letters[] = "ODRA";
    const char *at = letter.len == 0 ? NULL : strchr(letters, letter.ptr[0]);

    return at == NULL ? 0 : (int)(at - letters);
}

/* `schema` NULL: it is the database's. */
static Definition *add(PgIntrospect *in, const PgDefinitionHead *head, const PgNamespace *schema,
                       const PGresult *result, int row)
{
    Model *model = in->model;
    Str relation = pg_exec_cell(result, row, 5), comment = pg_exec_cell(result, row, 11);
    Definition *definition = record_new(&model->arena, head->type);

    if (schema != NULL)
        definition->obj.schema = model_intern(model, schema->name);
    definition->relation = relation.ptr == NULL ? STR_ABSENT : model_intern(model, relation);
    pg_definition_name_it(&model->arena, definition, pg_exec_cell(result, row, 3),
                          pg_exec_cell(result, row, 4));
    (void)model_register(model, &definition->obj);
    definition->head = str_from(head->words);
    sparse_set_enum(&model->arena, &definition->obj.rec, FIELD_DEFINITION_ENABLED,
                    enabled_of(pg_exec_cell(result, row, 8)));
    if (comment.len > 0)
        sparse_set_str(&model->arena, &definition->obj.rec, FIELD_COMMENT,
                       arena_str(&model->arena, comment));
    return definition;
}

void pg_introspect_trigger_state(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    const PgRelation *relation =
        pg_oid_get(&in->relations, pg_catalog_oid(pg_exec_cell(result, row, 0)));
    Definition fires = {0};

    if (relation == NULL || relation->table == NULL)
        return;
    fires.obj.rec.type = &trigger_type;
    sparse_set_enum(&in->arena, &fires.obj.rec, FIELD_DEFINITION_ENABLED,
                    enabled_of(pg_exec_cell(result, row, 2)));
    pg_detail_set(&in->model->arena, &relation->table->obj.rec, FIELD_TABLE_TRIGGER_STATES,
                  model_intern(in->model, pg_exec_cell(result, row, 1)),
                  pg_trigger_state(&fires.obj.rec));
}

/* ` WITH (security_barrier='true') AS`: what stands between a view's name and its query. */
static Str view_head(PgIntrospect *in, Str options)
{
    if (options.len == 0)
        return STR("AS");
    return arena_printf(&in->arena, "WITH (%.*s) AS", STR_ARG(options));
}

/* The trigger of a column that is rewritten while it is written, and its function: they are seen to
 * with the other side of that column; the triggers that write into the copy of one, too. */
static bool is_artefact(const RecordType *type, Str own)
{
    if (type == &trigger_type && own.len > 0 && (own.ptr[0] == '~' || own.ptr[0] == '!'))
        return name_is_temporary(str_sub(own, str_starts(own, STR("!!")) ? 2 : 1, SIZE_MAX));
    return type == &function_type && name_is_temporary(own);
}

/* What belongs to a relation is in scope with it; of one that isn't modelled it is left alone. */
static bool is_wanted(const PgIntrospect *in, const RecordType *type, const PgNamespace *schema,
                      Str own, Str relation)
{
    if (is_artefact(type, own))
        return false;
    if (!type_has_schema(type))
        return filter_wants_global(in->filter, type->word, own);
    if (schema == NULL)
        return false;
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
    const PgDefinitionHead *head = pg_definition_head(pg_exec_cell(result, row, 0));
    const RecordType *type = head->type;
    Str text = pg_exec_cell(result, row, 7);
    PgDefinition *noted;

    if (!is_wanted(in, type, schema, pg_exec_cell(result, row, 3), pg_exec_cell(result, row, 5)))
        return;
    noted = ARENA_NEW(&in->arena, PgDefinition);
    noted->oid = pg_catalog_oid(pg_exec_cell(result, row, 1));
    noted->printed = pg_catalog_oid(pg_exec_cell(result, row, 6));
    noted->locks = (size_t)pg_catalog_number(pg_exec_cell(result, row, 10));
    noted->definition = add(in, head, schema, result, row);
    if (text.ptr != NULL)
        noted->definition->text = arena_str(&in->model->arena, str_trim(text));
    else if (type == &view_type)
        noted->head = view_head(in, pg_exec_cell(result, row, 9));
    else if (type == &materialized_view_type)
        noted->head = STR("AS"); /* its options have statements of their own */
    noted->is_routine = type == &function_type || type == &procedure_type;
    pg_introspect_object(in, catalog_of(type), noted->oid, &noted->definition->obj);
    if (text.ptr == NULL) {
        pg_oid_put(&in->arena, &in->printed, &noted->printed, noted);
        vec_push(&in->arena, &in->unprinted, noted);
    }
}

/* What the query calls a kind of detail. */
static const struct {
    const char *kind;
    FieldId id;
    enum { IN_MAP, IN_TEXT, IN_FLAG, IN_OPTIONS } kept;
} details[] = {
    {"index", FIELD_DEFINITION_INDEXES, IN_MAP},
    {"leftover", FIELD_DEFINITION_LEFTOVERS, IN_MAP},
    {"index comment", FIELD_DEFINITION_INDEX_COMMENTS, IN_MAP},
    {"index statistics", FIELD_DEFINITION_INDEX_STATISTICS, IN_MAP},
    {"parameters", FIELD_STORAGE_PARAMETERS, IN_OPTIONS},
    {"column comment", FIELD_DEFINITION_COLUMN_COMMENTS, IN_MAP},
    {"column default", FIELD_DEFINITION_COLUMN_DEFAULTS, IN_MAP},
    {"column statistics", FIELD_DEFINITION_COLUMN_STATISTICS, IN_MAP},
    {"column storage", FIELD_DEFINITION_COLUMN_STORAGE, IN_MAP},
    {"column compression", FIELD_DEFINITION_COLUMN_COMPRESSION, IN_MAP},
    {"column options", FIELD_DEFINITION_COLUMN_OPTIONS, IN_MAP},
    {"mapping", FIELD_DEFINITION_MAPPINGS, IN_MAP},
    {"member", FIELD_DEFINITION_MEMBERS, IN_MAP},
    {"cluster", FIELD_DEFINITION_CLUSTER, IN_TEXT},
    {"method", FIELD_DEFINITION_METHOD, IN_TEXT},
    {"tablespace", FIELD_DEFINITION_TABLESPACE, IN_TEXT},
    {"no data", FIELD_DEFINITION_NO_DATA, IN_FLAG},
    {"stand-in", FIELD_DEFINITION_STAND_IN, IN_TEXT},
};

/* Storage parameters, of the view or of its TOAST table. */
static void add_parameters(PgIntrospect *in, Record *rec, Str prefix, Str options)
{
    MapEntries entries = *sparse_map(rec, FIELD_STORAGE_PARAMETERS);

    pg_introspect_options(in, options, str_is(prefix, "toast.") ? "toast." : "", &entries);
    sparse_set_map(&in->model->arena, rec, FIELD_STORAGE_PARAMETERS, entries);
}

void pg_introspect_definition_detail(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Arena *arena = &in->model->arena;
    const Object *object = pg_introspect_object_at(in, pg_catalog_oid(pg_exec_cell(result, row, 0)),
                                                   pg_catalog_oid(pg_exec_cell(result, row, 1)));
    Record *rec = object == NULL ? NULL : (Record *)(uintptr_t)&object->rec;
    Str value = arena_str(arena, pg_exec_cell(result, row, 4));
    size_t i = 0;

    if (rec == NULL)
        return;
    while (!str_is(pg_exec_cell(result, row, 2), details[i].kind))
        i++;
    if (details[i].kept == IN_MAP)
        pg_detail_set(arena, rec, details[i].id, arena_str(arena, pg_exec_cell(result, row, 3)),
                      value);
    else if (details[i].kept == IN_TEXT)
        sparse_set_str(arena, rec, details[i].id, value);
    else if (details[i].kept == IN_OPTIONS)
        add_parameters(in, rec, pg_exec_cell(result, row, 3), value);
    else
        sparse_set_bool(arena, rec, details[i].id, true);
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
