/* Brings types and collations whose texts differ to the form in which the server prints them, each
 * by a temporary twin in a savepoint of its own; and makes those that the plan is yet to make, so
 * that texts which name them can be read. All of it is rolled back. */
#include "engine/postgres/canonicalize.h"
#include "engine/postgres/introspect.h"
#include "engine/postgres/pure.h"
#include "pg_sql.h"

#define TWIN_NAME "anneal scratch type"
static const char SET_PATH[] = "SELECT pg_catalog.set_config('search_path', $1, true)";
static const char PRINTING_PATH[] = "pg_catalog, pg_temp";

/* How types are read back: a part of the queries of introspection, which see one schema. */
static const struct {
    const char *sql;
    PgRowReader read;
} queries[] = {
    {PG_SQL_COLLATIONS, pg_introspect_collation_object},
    {PG_SQL_TYPES, pg_introspect_type},
    {PG_SQL_ATTRIBUTES, pg_introspect_attribute},
    {PG_SQL_DOMAIN_CONSTRAINTS, pg_introspect_domain_constraint},
};

typedef struct Typing {
    PgScratch *scratch;
    Arena *arena; /* of the desired model */
    Arena texts;  /* dies at the end */
} Typing;

static bool run(const Typing *typing, const char *sql, const char *value)
{
    const char *values[] = {value};
    Errs errs = {0};
    PGresult *result =
        pg_exec_params(typing->scratch->conn, sql, value == NULL ? 0 : 1, values, &errs);
    bool ok = result != NULL;

    PQclear(result);
    errs_free(&errs); /* the step itself will meet what is wrong with it */
    return ok;
}

static bool is_type(const Record *rec)
{
    return type_is_data_type(rec->type) || rec->type == &collation_type;
}

static bool set_path(Typing *typing, Str schema)
{
    Str role_path = typing->scratch->conn->search_path;
    Str path = schema.len == 0 ? role_path
                               : sql_text(&typing->texts, &pg_quoting, EX(role_path),
                                          role_path.len > 0 ? RAW(", ") : RAW(""), ID(schema));

    return run(typing, SET_PATH, arena_cstr(&typing->texts, path));
}

/* ---- what is yet to come ---- */

static Str creation(Typing *typing, const Pair *pair)
{
    const Object *desired = (const Object *)pair->desired;

    if (desired->rec.type == &schema_type)
        return sql_text(&typing->texts, &pg_quoting, RAW("CREATE SCHEMA "), ID(desired->name));
    return pg_render_type(&typing->texts, desired);
}

static bool is_to_come(const Pair *pair)
{
    return pair->desired != NULL && (pair->live == NULL || pair->is_renamed) &&
           (is_type(pair->desired) || pair->desired->type == &schema_type);
}

static bool create(Typing *typing, const Pair *pair)
{
    const Object *desired = (const Object *)pair->desired;
    bool ok = run(typing, "SAVEPOINT coming", NULL) && set_path(typing, desired->schema) &&
              run(typing, arena_cstr(&typing->texts, creation(typing, pair)), NULL);

    if (!ok)
        (void)run(typing, "ROLLBACK TO SAVEPOINT coming", NULL);
    return ok;
}

void pg_canon_make_types(PgScratch *scratch, const Pairs *pairs)
{
    Typing typing = {.scratch = scratch, .arena = &pairs->desired->arena};
    VEC(const Pair *) open = {0};
    size_t before = SIZE_MAX;

    for (size_t i = 0; i < pairs->objects.len; i++)
        if (is_to_come(pairs->objects.items[i]))
            vec_push(&typing.texts, &open, pairs->objects.items[i]);
    /* One can be made of another: in as many rounds as bring something. */
    while (open.len > 0 && open.len < before) {
        size_t kept = 0;
        before = open.len;
        for (size_t i = 0; i < before; i++)
            if (!create(&typing, open.items[i]))
                open.items[kept++] = open.items[i];
        open.len = kept;
    }
    arena_free(&typing.texts);
}

/* ---- twins ---- */

static bool checks_differ(const Pair *pair)
{
    for (size_t i = 0; i < pair->children.len; i++) {
        const Pair *child = pair->children.items[i];
        if (child->live != NULL && child->desired != NULL && child->live->type == &check_type &&
            !str_eq(((const Check *)child->live)->expression,
                    ((const Check *)child->desired)->expression))
            return true;
    }
    return false;
}

static bool is_printable(const Pair *pair)
{
    return pair->live != NULL && pair->desired != NULL && is_type(pair->desired) &&
           pair->desired->type != &enum_type &&
           (!record_equal(pair->live, pair->desired, false) || checks_differ(pair));
}

bool pg_canon_has_types(const Pairs *pairs)
{
    for (size_t i = 0; i < pairs->objects.len; i++)
        if (is_printable(pairs->objects.items[i]))
            return true;
    return false;
}

/* Its checks are known by their numbers, as some have no name yet. */
static Object *twin_of(Typing *typing, const Object *desired)
{
    Object *twin = (Object *)record_copy(&typing->texts, &desired->rec);
    Domain *domain = (Domain *)twin;

    twin->schema = STR("pg_temp");
    twin->name = STR(TWIN_NAME);
    sparse_set_str(&typing->texts, &twin->rec, FIELD_RANGE_MULTIRANGE, STR_ABSENT);
    sparse_set_str(&typing->texts, &twin->rec, FIELD_DOMAIN_NOT_NULL_NAME, STR_ABSENT);
    for (size_t i = 0; twin->rec.type == &domain_type && i < domain->checks.len; i++) {
        domain->checks.items[i]->name = arena_printf(&typing->texts, "check %zu", i);
        sparse_set_bool(&typing->texts, &domain->checks.items[i]->rec, FIELD_NOT_VALID, false);
    }
    return twin;
}

static const Object *read_back(Typing *typing, Model *model)
{
    static const Filter everything = {.manage = {0}};
    PgNamespace temporary = {.oid = typing->scratch->schema, .name = STR("pg_temp")};
    PgIntrospect in = {.conn = typing->scratch->conn, .filter = &everything, .model = model};
    const char *schema[] = {typing->scratch->schema_text.ptr};
    Errs errs = {0};

    vec_push(&in.arena, &in.namespaces, temporary);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        PGresult *result = pg_exec_params(typing->scratch->conn, queries[i].sql, 1, schema, &errs);
        for (int row = 0; row < PQntuples(result); row++)
            queries[i].read(&in, result, row);
        PQclear(result);
    }
    errs_free(&errs);
    arena_free(&in.arena);
    return model->objects.len == 1 ? model->objects.items[0] : NULL;
}

static void take_texts(const Typing *typing, Record *to, const Record *print)
{
    for (size_t i = 0; i < to->type->count; i++) {
        const Field *field = &to->type->fields[i];
        bool is_text = field->kind == F_TYPE || field->kind == F_EXPR || field->kind == F_STR;
        if (is_text && field->differs == D_ALTER && field->id != FIELD_RANGE_MULTIRANGE &&
            !record_field_equal(field, to, print) &&
            !field_is_absent(field, record_at(print, field)))
            *(Str *)record_put(typing->arena, to, field) =
                arena_str(typing->arena, *(const Str *)record_at(print, field));
    }
}

static void take_print(const Typing *typing, Object *desired, const Object *print)
{
    const Domain *domain = (const Domain *)print;
    const CompositeType *composite = (const CompositeType *)print;

    take_texts(typing, &desired->rec, &print->rec);
    for (size_t i = 0; print->rec.type == &domain_type && i < domain->checks.len; i++) {
        size_t number = 0;
        int64_t value = 0;
        Str name = domain->checks.items[i]->name;
        if (name.len <= 6 || !str_to_int64(str_sub(name, 6, SIZE_MAX), &value))
            continue;
        number = (size_t)value;
        if (number < ((Domain *)desired)->checks.len)
            ((Domain *)desired)->checks.items[number]->expression =
                arena_str(typing->arena, domain->checks.items[i]->expression);
    }
    for (size_t i = 0; print->rec.type == &composite_type && i < composite->attributes.len &&
                       i < ((CompositeType *)desired)->attributes.len;
         i++)
        take_texts(typing, &((CompositeType *)desired)->attributes.items[i]->rec,
                   &composite->attributes.items[i]->rec);
}

static void print_one(Typing *typing, Object *desired)
{
    Model *model = model_new();
    Str sql = pg_render_type(&typing->texts, twin_of(typing, desired));

    if (run(typing, "SAVEPOINT twin", NULL) && set_path(typing, desired->schema) &&
        run(typing, arena_cstr(&typing->texts, sql), NULL) &&
        run(typing, SET_PATH, PRINTING_PATH)) {
        const Object *print = read_back(typing, model);
        if (print != NULL)
            take_print(typing, desired, print);
    }
    (void)run(typing, "ROLLBACK TO SAVEPOINT twin", NULL);
    model_free(model);
}

void pg_canon_types(PgScratch *scratch, Pairs *pairs)
{
    Typing typing = {.scratch = scratch, .arena = &pairs->desired->arena};

    for (size_t i = 0; i < pairs->objects.len; i++)
        if (is_printable(pairs->objects.items[i]))
            print_one(&typing, (Object *)pairs->objects.items[i]->desired);
    arena_free(&typing.texts);
}

/* ---- what absent means beside a live one ---- */

static void take_extension(Arena *live_arena, Arena *arena, Record *live, Record *desired)
{
    Str version = sparse_str(desired, FIELD_EXTENSION_VERSION);

    if (sparse_str(desired, FIELD_EXTENSION_SCHEMA).len == 0)
        sparse_set_str(arena, desired, FIELD_EXTENSION_SCHEMA,
                       sparse_str(live, FIELD_EXTENSION_SCHEMA));
    sparse_set_str(live_arena, live, FIELD_EXTENSION_VERSION,
                   version.len == 0 ? STR_ABSENT : sparse_str(live, FIELD_EXTENSION_INSTALLED));
}

/* Whether the server has the files of an extension that is to come, in its version. */
static bool is_available(PgConn *conn, const Record *extension, Errs *errs)
{
    Arena scratch = {0};
    Str version = sparse_str(extension, FIELD_EXTENSION_VERSION);
    const char *values[] = {arena_cstr(&scratch, record_name(extension)),
                            version.len == 0 ? NULL : arena_cstr(&scratch, version)};
    PGresult *result = pg_exec_params(conn,
                                      "SELECT count(*) > 0 FROM "
                                      "pg_catalog.pg_available_extension_versions WHERE name = $1 "
                                      "AND version = coalesce($2, version)",
                                      2, values, errs);
    bool is_there = result == NULL || pg_catalog_bool(pg_exec_cell(result, 0, 0));

    PQclear(result);
    arena_free(&scratch);
    return is_there;
}

void pg_canon_check_extensions(PgConn *conn, const Pairs *pairs, Errs *errs)
{
    Arena scratch = {0};

    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        Str version;
        if (pair->desired == NULL || pair->desired->type != &extension_type)
            continue;
        version = sparse_str(pair->desired, FIELD_EXTENSION_VERSION);
        if (pair->live != NULL &&
            (version.len == 0 ||
             str_eq(version, sparse_str(pair->live, FIELD_EXTENSION_INSTALLED))))
            continue;
        if (!is_available(conn, pair->desired, errs))
            (void)err_at(errs, ERR_UNSUPPORTED, record_loc(&scratch, pair->desired),
                         "install its files there; pg_available_extension_versions lists what "
                         "there is",
                         "the server doesn't have extension %.*s%s%.*s",
                         STR_ARG(record_name(pair->desired)), version.len > 0 ? " " : "",
                         STR_ARG(version));
    }
    arena_free(&scratch);
}

/* A live `public` without any comment is that only where the package says whether it has one. */
static void take_standard_comment(const Pairs *pairs, const Pair *pair)
{
    Tristate wanted = sparse_tristate(pair->desired, FIELD_SCHEMA_STANDARD_COMMENT);
    Tristate live = sparse_tristate(pair->live, FIELD_SCHEMA_STANDARD_COMMENT);
    bool has_other = sparse_str(pair->live, FIELD_COMMENT).len > 0;

    if (live == TRI_ABSENT && !has_other)
        live = TRI_TRUE;
    sparse_set_tristate(&pairs->live->arena, pair->live, FIELD_SCHEMA_STANDARD_COMMENT,
                        wanted == TRI_ABSENT || has_other ? wanted : live);
}

void pg_canon_take_absent(const Pairs *pairs, int version)
{
    enum { SINCE_NOT_NULL_NAMES = 170000 };

    for (size_t i = 0; i < pairs->objects.len; i++) {
        const Pair *pair = pairs->objects.items[i];
        if (pair->live == NULL || pair->desired == NULL)
            continue;
        if (pair->desired->type == &schema_type)
            take_standard_comment(pairs, pair);
        if (pair->desired->type == &extension_type)
            take_extension(&pairs->live->arena, &pairs->desired->arena, pair->live, pair->desired);
        if (pair->desired->type == &domain_type && version < SINCE_NOT_NULL_NAMES)
            sparse_set_str(&pairs->desired->arena, pair->desired, FIELD_DOMAIN_NOT_NULL_NAME,
                           STR_ABSENT);
    }
}
