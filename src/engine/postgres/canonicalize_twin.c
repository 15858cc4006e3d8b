/* Makes a definition as one of this session alone, in the savepoint of its caller, and reads it
 * back as the server prints it.
 *
 * What belongs to a relation is made on a twin of that, under a name that no text has: a temporary
 * relation comes before all others where a text names one without its schema. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/definition.h"
#include "engine/postgres/introspect.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"
#include "pg_sql.h"

#define TWIN_NAME "anneal scratch definition"
#define TWIN_RELATION "anneal scratch relation"
static const char SET_PATH[] = "SELECT pg_catalog.set_config('search_path', $1, true)";
static const char PRINTING_PATH[] = "pg_catalog, pg_temp";
static const char FIND_RELATION[] =
    "SELECT 'pg_temp.\"" TWIN_RELATION "\"'::pg_catalog.regclass::pg_catalog.oid";

/* What a twin says of itself by statements of their own; comments and numbers are left out, as
 * they have one spelling. */
const FieldId pg_canon_detail_ids[] = {FIELD_DEFINITION_INDEXES, FIELD_DEFINITION_COLUMN_DEFAULTS,
                                       FIELD_DEFINITION_MAPPINGS, FIELD_DEFINITION_MEMBERS,
                                       FIELD_NONE};
enum { DETAIL_COUNT = sizeof pg_canon_detail_ids / sizeof *pg_canon_detail_ids - 1 };

/* ---- what is made */

/* Never by what it says of itself: one that lacks its relation must not be made on the real one. */
static bool is_part(const Definition *definition)
{
    return definition->obj.rec.type == &trigger_type || definition->obj.rec.type == &rule_type;
}

bool pg_canon_definition_differs(const Definition *live, const Definition *desired)
{
    bool differs = !str_eq(live->text, desired->text) || !str_eq(live->head, desired->head);

    for (size_t i = 0; i < DETAIL_COUNT && !differs; i++) {
        const Field *field = record_type_find_id(desired->obj.rec.type, pg_canon_detail_ids[i]);
        differs = field != NULL && !record_field_equal(field, &live->obj.rec, &desired->obj.rec);
    }
    return differs;
}

/* Without the options that would tie it to operators which have a partner, or none that is known.
 */
static Str without_partners(Arena *arena, Str text)
{
    Str behind;
    PgOptions options = pg_options_read(arena, text, &behind);
    SqlWriter writer = sql_new(&pg_quoting);

    for (size_t i = 0; i < options.len; i++) {
        const PgOption *option = &options.items[i];
        if (pg_option_is_partner(option))
            continue;
        sql_put(&writer, writer.sb.len > 0 ? RAW(", ") : RAW("("), EX(option->name));
        if (option->value.len > 0)
            sql_put(&writer, RAW(" = "), EX(option->value));
    }
    sql_put(&writer, RAW(")"), EX(behind));
    return sql_finish(&writer, arena);
}

/* A family of its own, as another may have such members; no default, as there may be one. */
static Str class_alone(Arena *arena, Str text)
{
    PgClassHead head = pg_class_head_read(arena, text);

    return arena_printf(arena, "FOR TYPE %.*s USING %.*s AS %.*s", STR_ARG(head.type),
                        STR_ARG(head.method), STR_ARG(head.items));
}

/* Absent where it would be about the real relation. */
static Str text_of_twin(Arena *arena, const Definition *desired)
{
    PgRelationSpan span;

    if (desired->obj.rec.type == &operator_type)
        return without_partners(arena, desired->text);
    if (desired->obj.rec.type == &operator_class_type)
        return class_alone(arena, desired->text);
    if (!is_part(desired))
        return desired->text;
    if (!pg_definition_relation(desired, &span))
        return STR_ABSENT;
    return sql_text(arena, &pg_quoting, EX(str_sub(desired->text, 0, span.from)),
                    QN(STR("pg_temp"), STR(TWIN_RELATION)),
                    EX(str_sub(desired->text, span.to, SIZE_MAX)));
}

/* The name of an operator is made of signs; a recursive view calls itself, and a parsed body calls
 * its arguments by it. */
static Str name_of_twin(const Definition *desired)
{
    const RecordType *type = desired->obj.rec.type;
    bool keeps = type == &operator_type || type == &function_type || type == &procedure_type ||
                 str_is(desired->head, "RECURSIVE VIEW");

    return keeps ? desired->own : STR(TWIN_NAME);
}

static Definition *new_twin(Arena *arena, const Definition *desired)
{
    Definition *twin = (Definition *)record_copy(arena, &desired->obj.rec);

    if (twin->obj.rec.type == &materialized_view_type) { /* none is temporary */
        twin->obj.rec.type = &view_type;
        twin->head = STR("VIEW");
    }
    if (type_has_schema(twin->obj.rec.type))
        twin->obj.schema = STR("pg_temp");
    if (is_part(desired))
        twin->relation = STR(TWIN_RELATION);
    twin->text = text_of_twin(arena, desired);
    pg_definition_name_it(arena, twin, name_of_twin(desired),
                          pg_definition_arguments(arena, desired));
    return twin;
}

/* The relation that a trigger or rule is to be part of, with nothing but its columns. */
static Str sql_relation(Arena *arena, const Object *relation)
{
    const Table *table = (const Table *)relation;
    SqlWriter writer = sql_new(&pg_quoting);

    if (relation->rec.type != &table_type)
        return sql_text(arena, &pg_quoting, RAW("CREATE TEMPORARY VIEW "), ID(STR(TWIN_RELATION)),
                        RAW(" "), EX(((const Definition *)relation)->text));
    sql_put(&writer, RAW("CREATE TEMPORARY TABLE "), ID(STR(TWIN_RELATION)), RAW(" ("));
    for (size_t i = 0; i < table->columns.len; i++) {
        const Column *column = table->columns.items[i];
        Str collation = sparse_str(&column->rec, FIELD_COLUMN_COLLATION);
        sql_put(&writer, i > 0 ? RAW(", ") : RAW(""), ID(column->name), RAW(" "), EX(column->type));
        if (collation.len > 0)
            sql_put(&writer, RAW(" COLLATE "), EX(collation));
    }
    sql_put(&writer, RAW(")"));
    return sql_finish(&writer, arena);
}

static void put_details(Arena *arena, const Definition *twin, StrVec *statements)
{
    for (const PgDetail *detail = pg_details; detail->id != FIELD_NONE; detail++) {
        const MapEntries *entries = sparse_map(&twin->obj.rec, detail->id);
        Definition rows = *twin;
        bool is_asked = false;
        for (size_t i = 0; i < DETAIL_COUNT; i++)
            is_asked = is_asked || detail->id == pg_canon_detail_ids[i];
        if (detail->id == FIELD_DEFINITION_INDEXES)
            rows.own = STR(TWIN_RELATION);
        for (size_t i = 0; i < entries->len && is_asked; i++)
            detail->put(arena, &rows, NULL, &entries->items[i], statements);
    }
}

static bool has_indexes(const Definition *definition)
{
    return sparse_map(&definition->obj.rec, FIELD_DEFINITION_INDEXES)->len > 0;
}

static StrVec statements_of(Arena *arena, const PgTwin *twin, const Definition *made)
{
    StrVec statements = {0};

    if (twin->relation != NULL)
        vec_push(arena, &statements, sql_relation(arena, twin->relation));
    vec_push(arena, &statements, pg_definition_render(arena, made, false));
    if (has_indexes(made)) /* the rows of a materialized view */
        vec_push(arena, &statements,
                 sql_text(arena, &pg_quoting, RAW("CREATE TEMPORARY TABLE "),
                          ID(STR(TWIN_RELATION)), RAW(" "), EX(made->text), RAW(" WITH NO DATA")));
    put_details(arena, made, &statements);
    return statements;
}

/* ---- what is read back */

static bool run(const PgTwin *twin, const char *sql, const char *value)
{
    const char *values[] = {value};
    Errs errs = {0};
    PGresult *result =
        pg_exec_params(twin->scratch->conn, sql, value == NULL ? 0 : 1, values, &errs);

    PQclear(result);
    errs_free(&errs); /* the step itself will meet what is wrong with it */
    return result != NULL;
}

static void read_rows(const PgTwin *twin, const char *sql, int count, const char *const *values,
                      PgIntrospect *in, PgRowReader read)
{
    Errs errs = {0};
    PGresult *result = pg_exec_params(twin->scratch->conn, sql, count, values, &errs);

    for (int row = 0; row < PQntuples(result); row++)
        read(in, result, row);
    PQclear(result);
    errs_free(&errs);
}

static const char *query_of(const RecordType *type)
{
    static const RecordType *const printed[] = {&view_type,     &materialized_view_type,
                                                &function_type, &procedure_type,
                                                &trigger_type,  &rule_type};

    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++)
        if (type == printed[i])
            return PG_SQL_DEFINITIONS;
    return type_has_schema(type) ? PG_SQL_CATALOG_DEFINITIONS : PG_SQL_DATABASE_DEFINITIONS;
}

/* Triggers and rules are read where their relation is in the model. */
static void add_relation(PgIntrospect *in)
{
    Table *table = record_new(&in->model->arena, &table_type);

    table->obj.schema = STR("pg_temp");
    table->obj.name = STR(TWIN_RELATION);
    (void)model_register(in->model, &table->obj);
}

static Definition *find(const Model *model, const Definition *made)
{
    for (size_t i = 0; i < model->objects.len; i++) {
        Definition *one = (Definition *)model->objects.items[i];
        if (one->obj.rec.type == made->obj.rec.type && str_eq(one->own, made->own))
            return one;
    }
    return NULL;
}

/* Views, rules and routines, whose texts the server prints one by one. */
static void read_text(const PgTwin *twin, PgIntrospect *in, const Definition *print)
{
    for (size_t i = 0; i < in->unprinted.len; i++) {
        const PgDefinition *noted = in->unprinted.items[i];
        Str oid = arena_printf(&in->arena, "{%u}", noted->printed);
        const char *values[] = {noted->is_routine ? "{}" : oid.ptr,
                                noted->is_routine ? oid.ptr : "{}"};
        if (noted->definition == print)
            read_rows(twin, PG_SQL_DEFINITION_TEXTS, 2, values, in, pg_introspect_definition_text);
    }
}

static void read_details(const PgTwin *twin, PgIntrospect *in, const Definition *made,
                         const Definition *print)
{
    const char *schema[] = {twin->scratch->schema_text.ptr};
    Errs errs = {0};
    PGresult *rows = has_indexes(made)
                         ? pg_exec_params(twin->scratch->conn, FIND_RELATION, 0, NULL, &errs)
                         : NULL;

    if (PQntuples(rows) == 1)
        pg_introspect_object(in, PG_IN_CLASS, pg_catalog_oid(pg_exec_cell(rows, 0, 0)),
                             &print->obj);
    PQclear(rows);
    errs_free(&errs);
    read_rows(twin, PG_SQL_DEFINITION_DETAILS, 1, schema, in, pg_introspect_definition_detail);
}

static bool has_details(const Definition *made)
{
    bool any = made->obj.rec.type == &text_configuration_type; /* COPY brings some */

    for (size_t i = 0; i < DETAIL_COUNT && !any; i++)
        any = sparse_map(&made->obj.rec, pg_canon_detail_ids[i])->len > 0;
    return any;
}

static const Definition *read_back(const PgTwin *twin, const Definition *made, Model *model)
{
    static const Filter everything = {.manage = {0}};
    PgNamespace temporary = {.oid = twin->scratch->schema, .name = STR("pg_temp")};
    PgIntrospect in = {.conn = twin->scratch->conn, .filter = &everything, .model = model};
    const char *schema[] = {twin->scratch->schema_text.ptr};
    Definition *print;

    vec_push(&in.arena, &in.namespaces, temporary);
    if (is_part(made))
        add_relation(&in);
    read_rows(twin, query_of(made->obj.rec.type), type_has_schema(made->obj.rec.type) ? 1 : 0,
              schema, &in, pg_introspect_definition);
    print = find(model, made);
    if (print != NULL)
        read_text(twin, &in, print);
    if (print != NULL && has_details(made))
        read_details(twin, &in, made, print);
    arena_free(&in.arena);
    return print == NULL || print->text.len == 0 ? NULL : print;
}

/* ---- as the real one would be printed */

/* Its relation as the live text has it, else with its schema. */
static Str with_relation(Arena *arena, const PgTwin *twin, const Definition *desired, Str print)
{
    Definition printed = *desired;
    PgRelationSpan span, live;

    printed.text = print;
    if (!pg_definition_relation(&printed, &span))
        return print;
    if (str_eq(twin->live->relation, desired->relation) &&
        pg_definition_relation(twin->live, &live))
        return arena_printf(arena, "%.*s%.*s%.*s", STR_ARG(str_sub(print, 0, span.from)),
                            STR_ARG(str_sub(twin->live->text, live.from, live.to - live.from)),
                            STR_ARG(str_sub(print, span.to, SIZE_MAX)));
    return sql_text(arena, &pg_quoting, EX(str_sub(print, 0, span.from)),
                    QN(desired->obj.schema, desired->relation),
                    EX(str_sub(print, span.to, SIZE_MAX)));
}

static Str text_of_print(Arena *arena, const PgTwin *twin, const Definition *desired, Str print)
{
    if (is_part(desired))
        return with_relation(arena, twin, desired, print);
    if (desired->obj.rec.type == &operator_type)
        return pg_canon_with_partners(twin, desired, print);
    if (desired->obj.rec.type == &operator_class_type)
        return pg_canon_with_family(twin, desired, print);
    return print;
}

static void take_details(Arena *arena, Definition *desired, const Definition *print)
{
    for (size_t i = 0; i < DETAIL_COUNT; i++) {
        MapEntries entries = {0};
        const MapEntries *printed = sparse_map(&print->obj.rec, pg_canon_detail_ids[i]);
        if (record_type_find_id(desired->obj.rec.type, pg_canon_detail_ids[i]) == NULL)
            continue;
        for (size_t k = 0; k < printed->len; k++)
            vec_push(arena, &entries,
                     ((MapEntry){arena_str(arena, printed->items[k].name),
                                 arena_str(arena, printed->items[k].value)}));
        sparse_set_map(arena, &desired->obj.rec, pg_canon_detail_ids[i], entries);
    }
}

void pg_canon_take_definition(Arena *arena, Definition *desired, const Definition *print)
{
    desired->text = arena_str(arena, print->text);
    desired->head = print->head;
    take_details(arena, desired, print);
}

static void columns_allow(const PgTwin *twin, const Definition *made, Definition *desired)
{
    const char *values[] = {
        sql_text(twin->texts, &pg_quoting, QN(twin->live->obj.schema, twin->live->own)).ptr,
        sql_text(twin->texts, &pg_quoting, QN(STR("pg_temp"), made->own)).ptr};
    Errs errs = {0};
    PGresult *result = pg_exec_params(twin->scratch->conn, PG_SQL_VIEW_COLUMNS, 2, values, &errs);

    if (result != NULL && pg_catalog_bool(pg_exec_cell(result, 0, 0)))
        sparse_set_bool(twin->arena, &desired->obj.rec, FIELD_DEFINITION_REPLACEABLE, true);
    PQclear(result);
    errs_free(&errs);
}

static bool make(const PgTwin *twin, const Definition *made)
{
    StrVec statements = statements_of(twin->texts, twin, made);
    bool ok = true;

    for (size_t i = 0; i < statements.len && ok; i++)
        ok = run(twin, arena_cstr(twin->texts, statements.items[i]), NULL);
    return ok;
}

void pg_canon_twin(const PgTwin *twin, Definition *desired)
{
    Definition *made = new_twin(twin->texts, desired);
    Model *model = model_new();
    const Definition *print = NULL;

    if (made->text.len > 0 && run(twin, SET_PATH, arena_cstr(twin->texts, twin->path)) &&
        make(twin, made) && run(twin, SET_PATH, PRINTING_PATH))
        print = read_back(twin, made, model);
    if (print != NULL) {
        desired->text =
            arena_str(twin->arena, text_of_print(twin->texts, twin, desired, print->text));
        if (desired->obj.rec.type != &materialized_view_type)
            desired->head = print->head;
        if (has_details(made))
            take_details(twin->arena, desired, print);
        if (desired->obj.rec.type == &view_type)
            columns_allow(twin, made, desired);
    }
    model_free(model);
}
