/* Reads indexes, constraints, the texts of expressions. */
#include "engine/postgres/introspect.h"
#include "engine/postgres/pure.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/stable.h"
#include "model/temporary.h"

static PgRelation *table_at(PgIntrospect *in, const PGresult *result, int row, int column)
{
    PgRelation *relation =
        pg_oid_get(&in->relations, pg_catalog_oid(pg_exec_cell(result, row, column)));

    return relation != NULL && relation->table != NULL ? relation : NULL;
}

static StrVec column_names(PgIntrospect *in, const PgRelation *relation, Str numbers)
{
    PgNumbers attnums = pg_catalog_numbers(&in->arena, numbers);
    StrVec names = {0};

    for (size_t i = 0; i < attnums.len; i++) {
        const PgColumn *noted = pg_introspect_column_at(relation, attnums.items[i]);
        if (noted != NULL)
            vec_push(&in->model->arena, &names, noted->column->name);
    }
    return names;
}

static void read_name(PgIntrospect *in, Map *names, const PGresult *result, int row)
{
    struct {
        Oid oid;
        Str name;
    } *entry = arena_alloc(&in->arena, sizeof *entry);

    entry->oid = pg_catalog_oid(pg_exec_cell(result, row, 0));
    entry->name = model_intern(in->model, pg_exec_cell(result, row, 1));
    pg_oid_put(&in->arena, names, &entry->oid, &entry->name);
}

void pg_introspect_opclass(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;

    read_name(in, &in->opclasses, result, row);
}

void pg_introspect_collation(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;

    read_name(in, &in->collations, result, row);
}

static Str name_of(const Map *names, int64_t oid)
{
    const Str *name = pg_oid_get(names, (Oid)oid);

    return name == NULL ? STR_ABSENT : *name;
}

static KeyPart key_part(const PgIntrospect *in, const PgColumn *noted, int64_t option,
                        int64_t collation, int64_t opclass)
{
    enum { IS_DESC = 1, IS_NULLS_FIRST = 2 }; /* INDOPTION_ of catalog/pg_index.h */
    KeyPart part = {.is_desc = (option & IS_DESC) != 0,
                    .opclass = name_of(&in->opclasses, opclass)};
    bool nulls_first = (option & IS_NULLS_FIRST) != 0;

    if (nulls_first != part.is_desc)
        part.nulls = nulls_first ? NULLS_FIRST : NULLS_LAST;
    if (noted == NULL)
        return part; /* an expression: its text comes later */
    part.name = noted->column->name;
    if (collation != 0 && (Oid)collation != noted->collation)
        part.collation = name_of(&in->collations, collation);
    return part;
}

static int64_t number_at(const PgNumbers *numbers, size_t i)
{
    return i < numbers->len ? numbers->items[i] : 0;
}

static void read_keys(PgIntrospect *in, const PgRelation *relation, PgIndex *noted,
                      const PGresult *result, int row)
{
    size_t keys = (size_t)pg_catalog_number(pg_exec_cell(result, row, 6));
    PgNumbers options = pg_catalog_numbers(&in->arena, pg_exec_cell(result, row, 8));
    PgNumbers opclasses = pg_catalog_numbers(&in->arena, pg_exec_cell(result, row, 10));

    noted->keys = pg_catalog_numbers(&in->arena, pg_exec_cell(result, row, 7));
    noted->collations = pg_catalog_numbers(&in->arena, pg_exec_cell(result, row, 9));
    for (size_t i = 0; i < noted->keys.len; i++) {
        const PgColumn *column = pg_introspect_column_at(relation, noted->keys.items[i]);
        if (i >= keys && column != NULL)
            vec_push(&in->model->arena, &noted->index->include, column->column->name);
        else if (i < keys)
            vec_push(&in->model->arena, &noted->index->keys,
                     key_part(in, column, number_at(&options, i), number_at(&noted->collations, i),
                              number_at(&opclasses, i)));
    }
}

/* What is told apart by the constraint that it backs, if any. */
static void read_constraint(PgIntrospect *in, PgIndex *noted, const PGresult *result, int row)
{
    Index *index = noted->index;
    Str type = pg_exec_cell(result, row, 14);

    index->is_primary = str_is(type, "p");
    index->is_constraint = str_is(type, "u");
    index->is_unique = type.len == 0 && pg_catalog_bool(pg_exec_cell(result, row, 4));
    if (type.len == 0)
        return;
    noted->constraint_oid = pg_catalog_oid(pg_exec_cell(result, row, 15));
    pg_oid_put(&in->arena, &in->keys, &noted->constraint_oid, noted);
    sparse_set_bool(&in->model->arena, &index->rec, FIELD_DEFERRABLE,
                    pg_catalog_bool(pg_exec_cell(result, row, 16)));
    sparse_set_bool(&in->model->arena, &index->rec, FIELD_INITIALLY_DEFERRED,
                    pg_catalog_bool(pg_exec_cell(result, row, 17)));
}

/* Its elements share the key parts of the index, whose texts come later. */
static void read_exclusion(PgIntrospect *in, PgRelation *relation, PgIndex *noted,
                           const PGresult *result, int row)
{
    StrVec operators = pg_catalog_texts(&in->arena, pg_exec_cell(result, row, 21));
    Arena *arena = &in->model->arena;
    Exclusion *exclusion =
        model_add_exclusion(in->model, relation->table, pg_exec_cell(result, row, 2));

    noted->exclusion = exclusion;
    noted->constraint_oid = pg_catalog_oid(pg_exec_cell(result, row, 15));
    pg_oid_put(&in->arena, &in->keys, &noted->constraint_oid, noted);
    exclusion->include = noted->index->include;
    for (size_t i = 0; i < noted->index->keys.len && i < operators.len; i++) {
        ExcludeElement *element = record_new(arena, &exclude_element_type);
        element->key = (KeyParts){&noted->index->keys.items[i], 1, 1};
        element->op = model_intern(in->model, operators.items[i]);
        vec_push(arena, &exclusion->elements, element);
    }
    sparse_set_bool(arena, &exclusion->rec, FIELD_DEFERRABLE,
                    pg_catalog_bool(pg_exec_cell(result, row, 16)));
    sparse_set_bool(arena, &exclusion->rec, FIELD_INITIALLY_DEFERRED,
                    pg_catalog_bool(pg_exec_cell(result, row, 17)));
}

/* What is said of an index beside its structure. */
static void read_options(PgIntrospect *in, PgRelation *relation, Record *rec,
                         const PGresult *result, int row)
{
    Arena *arena = &in->model->arena;
    Str tablespace = pg_exec_cell(result, row, 20);

    sparse_set_bool(arena, rec, FIELD_INDEX_CLUSTERED,
                    pg_catalog_bool(pg_exec_cell(result, row, 18)));
    if (tablespace.len > 0)
        sparse_set_str(arena, rec, FIELD_TABLESPACE, model_intern(in->model, tablespace));
    if (pg_catalog_bool(pg_exec_cell(result, row, 19)))
        sparse_set_str(arena, &relation->table->obj.rec, FIELD_TABLE_REPLICA_INDEX,
                       record_name(rec));
}

/* What is no index of anybody's yet, or any more: noted, and removed where the table is managed. A
 * part of another, a whole of parts and what belongs to a constraint stay where they are. True: it
 * is such. */
static bool leave_out_index(PgIntrospect *in, PgRelation *relation, const PGresult *result, int row)
{
    Str name = pg_exec_cell(result, row, 2);
    bool is_valid = pg_catalog_bool(pg_exec_cell(result, row, 5));
    bool is_alone = str_is(pg_exec_cell(result, row, 23), "i") &&
                    pg_exec_cell(result, row, 14).len == 0 &&
                    pg_exec_cell(result, row, 22).len == 0;
    bool is_growing = pg_catalog_bool(pg_exec_cell(result, row, 24));
    StrVec *list = is_growing ? &in->growing : &in->invalid;

    if (is_valid && !(is_alone && name_is_temporary(name)))
        return false;
    /* The whole of a partitioned table, or of some of its partitions: without all of its parts. */
    is_alone = is_alone || (str_is(pg_exec_cell(result, row, 23), "I") &&
                            pg_exec_cell(result, row, 22).len == 0);
    if (is_alone && !is_growing)
        vec_push(&in->model->arena, &relation->table->leftovers,
                 arena_str(&in->model->arena, name));
    if (is_alone && is_valid)
        vec_push(&in->model->arena, &relation->table->built, arena_str(&in->model->arena, name));
    if (!is_valid)
        vec_push(&in->arena, list,
                 arena_printf(&in->arena, "%.*s.%.*s", STR_ARG(relation->table->obj.schema),
                              STR_ARG(name)));
    return true;
}

void pg_introspect_index(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    PgRelation *relation = table_at(in, result, row, 1);
    Str method = pg_exec_cell(result, row, 3);
    MapEntries options = {0};
    PgIndex *noted;
    Record *rec;

    if (relation == NULL)
        return;
    if (leave_out_index(in, relation, result, row))
        return;
    if (str_is(pg_exec_cell(result, row, 14), "x") && pg_exec_cell(result, row, 22).len > 0)
        return; /* a partition has it for its table's */
    noted = ARENA_NEW(&in->arena, PgIndex);
    noted->oid = pg_catalog_oid(pg_exec_cell(result, row, 0));
    if (str_is(pg_exec_cell(result, row, 14), "x"))
        noted->index = record_new(&in->arena, &index_type);
    else
        noted->index = model_add_index(in->model, relation->table, pg_exec_cell(result, row, 2));
    pg_oid_put(&in->arena, &in->indexes, &noted->oid, noted);
    if (!relation->is_leaving)
        sparse_set_str(&in->model->arena, &noted->index->rec, FIELD_INDEX_ATTACHED_TO,
                       model_intern(in->model, pg_exec_cell(result, row, 22)));
    read_keys(in, relation, noted, result, row);
    if (str_is(pg_exec_cell(result, row, 14), "x"))
        read_exclusion(in, relation, noted, result, row);
    else
        read_constraint(in, noted, result, row);
    rec = noted->exclusion != NULL ? &noted->exclusion->rec : &noted->index->rec;
    read_options(in, relation, rec, result, row);
    pg_introspect_part(in, PG_IN_CLASS, noted->oid, rec);
    if (!str_is(method, "btree"))
        sparse_set_str(&in->model->arena, rec, FIELD_INDEX_METHOD, model_intern(in->model, method));
    pg_introspect_options(in, pg_exec_cell(result, row, 13), "", &options);
    if (options.len > 0)
        sparse_set_map(&in->model->arena, rec, FIELD_STORAGE_PARAMETERS, options);
    noted->has_expressions = pg_catalog_bool(pg_exec_cell(result, row, 11));
    noted->has_predicate = pg_catalog_bool(pg_exec_cell(result, row, 12));
    if (noted->has_expressions || noted->has_predicate) {
        relation->has_texts = true;
        in->texts_wanted++;
    }
}

void pg_introspect_index_nulls(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    PgIndex *noted = pg_oid_get(&in->indexes, pg_catalog_oid(pg_exec_cell(result, row, 0)));

    if (noted != NULL)
        sparse_set_bool(&in->model->arena, &noted->index->rec, FIELD_INDEX_NULLS_NOT_DISTINCT,
                        true);
}

/* `gist_trgm_ops(siglen='32')`, each value quoted as the server does. */
void pg_introspect_index_options(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    const PgIndex *noted = pg_oid_get(&in->indexes, pg_catalog_oid(pg_exec_cell(result, row, 0)));
    size_t position = (size_t)pg_catalog_number(pg_exec_cell(result, row, 1));
    MapEntries options = {0};
    SqlWriter writer;

    if (noted == NULL || position == 0 || position > noted->index->keys.len)
        return;
    pg_introspect_options(in, pg_exec_cell(result, row, 3), "", &options);
    writer = sql_new(&pg_quoting);
    sql_put(&writer, EX(pg_exec_cell(result, row, 2)), RAW("("));
    for (size_t i = 0; i < options.len; i++) {
        if (i > 0)
            sql_put(&writer, RAW(", "));
        sql_put(&writer, EX(options.items[i].name), RAW("="), LIT(options.items[i].value));
    }
    sql_put(&writer, RAW(")"));
    noted->index->keys.items[position - 1].opclass = sql_finish(&writer, &in->model->arena);
}

void pg_introspect_check(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    PgRelation *relation = table_at(in, result, row, 1);
    PgCheck *noted;

    if (relation == NULL)
        return;
    noted = ARENA_NEW(&in->arena, PgCheck);
    noted->oid = pg_catalog_oid(pg_exec_cell(result, row, 0));
    noted->check = model_add_check(in->model, relation->table, pg_exec_cell(result, row, 2));
    sparse_set_bool(&in->model->arena, &noted->check->rec, FIELD_CHECK_NO_INHERIT,
                    pg_catalog_bool(pg_exec_cell(result, row, 3)));
    sparse_set_bool(&in->model->arena, &noted->check->rec, FIELD_NOT_VALID,
                    !pg_catalog_bool(pg_exec_cell(result, row, 4)));
    sparse_set_bool(&in->model->arena, &noted->check->rec, FIELD_INHERITED,
                    pg_catalog_bool(pg_exec_cell(result, row, 5)) && !relation->is_leaving);
    pg_oid_put(&in->arena, &in->checks, &noted->oid, noted);
    pg_introspect_part(in, PG_IN_CONSTRAINT, noted->oid, &noted->check->rec);
    relation->has_texts = true;
    in->texts_wanted++;
}

/* FKCONSTR_ACTION_ of nodes/parsenodes.h */
static int action_of(Str letter)
{
    static const char letters[] = {
        [FK_NO_ACTION] = 'a', [FK_RESTRICT] = 'r',    [FK_CASCADE] = 'c',
        [FK_SET_NULL] = 'n',  [FK_SET_DEFAULT] = 'd',
    };

    for (size_t i = 0; i < sizeof letters; i++)
        if (letter.len == 1 && letters[i] == letter.ptr[0])
            return (int)i;
    return FK_NO_ACTION;
}

void pg_introspect_foreign_key(void *context, const PGresult *result, int row)
{
    enum { MATCH_FULL = 1 }; /* row of model/table_fields.c */
    PgIntrospect *in = context;
    PgRelation *relation = table_at(in, result, row, 1);
    const PgRelation *related = table_at(in, result, row, 3);
    StrVec names;
    PgForeignKey *noted;
    ForeignKey *key;

    if (relation == NULL)
        return;
    noted = ARENA_NEW(&in->arena, PgForeignKey);
    noted->oid = pg_catalog_oid(pg_exec_cell(result, row, 0));
    noted->relation = relation;
    key = model_add_foreign_key(in->model, relation->table, pg_exec_cell(result, row, 2));
    noted->key = key;
    key->related_schema = model_intern(in->model, pg_exec_cell(result, row, 4));
    key->related_table = model_intern(in->model, pg_exec_cell(result, row, 5));
    key->columns = column_names(in, relation, pg_exec_cell(result, row, 6));
    names = pg_catalog_texts(&in->arena, pg_exec_cell(result, row, 7));
    for (size_t i = 0; i < names.len; i++)
        vec_push(&in->model->arena, &key->related_columns, model_intern(in->model, names.items[i]));
    key->on_delete = action_of(pg_exec_cell(result, row, 8));
    key->on_update = action_of(pg_exec_cell(result, row, 9));
    sparse_set_enum(&in->model->arena, &key->rec, FIELD_FK_MATCH,
                    str_is(pg_exec_cell(result, row, 10), "f") ? MATCH_FULL : 0);
    sparse_set_bool(&in->model->arena, &key->rec, FIELD_DEFERRABLE,
                    pg_catalog_bool(pg_exec_cell(result, row, 11)));
    sparse_set_bool(&in->model->arena, &key->rec, FIELD_INITIALLY_DEFERRED,
                    pg_catalog_bool(pg_exec_cell(result, row, 12)));
    sparse_set_bool(&in->model->arena, &key->rec, FIELD_NOT_VALID,
                    !pg_catalog_bool(pg_exec_cell(result, row, 13)));
    sparse_set_str(&in->model->arena, &key->rec, FIELD_FK_RESTS_ON,
                   model_intern(in->model, pg_exec_cell(result, row, 14)));
    pg_oid_put(&in->arena, &in->foreign_keys, &noted->oid, noted);
    if (related != NULL && related != relation)
        model_add_edge(in->model, &relation->table->obj, &related->table->obj, false);
}

void pg_introspect_delete_columns(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    const PgForeignKey *noted =
        pg_oid_get(&in->foreign_keys, pg_catalog_oid(pg_exec_cell(result, row, 0)));

    if (noted != NULL)
        sparse_set_strs(&in->model->arena, &noted->key->rec, FIELD_FK_DELETE_COLUMNS,
                        column_names(in, noted->relation, pg_exec_cell(result, row, 1)));
}

static Str unwrapped(PgIntrospect *in, Str text)
{
    return pg_stable_text(&in->model->arena, pg_scan_unwrap(text));
}

static void read_default(PgIntrospect *in, PgColumn *noted, Str text)
{
    if (noted->is_generated)
        sparse_set_str(&in->model->arena, &noted->column->rec, FIELD_COLUMN_GENERATION,
                       unwrapped(in, text));
    else /* `now()` and `0` repeat a lot */
        noted->column->dflt =
            model_intern(in->model, pg_stable_text(&in->arena, pg_scan_unwrap(text)));
}

/* Whether the statement goes on with COLLATE after key `wanted`: only the server knows an
 * expression's own collation, from which this one differs then. `keys`: as the statement has
 * them. */
static bool collation_is_written(Str statement, const StrVec *keys, size_t wanted)
{
    PgScan scan = {statement, 0};
    PgToken token;

    /* CREATE INDEX name ON schema.table USING method ( */
    while (!pg_scan_take(&scan, "USING") && pg_scan_peek(&scan).kind != PG_TOKEN_END)
        (void)pg_scan_next(&scan);
    while (!pg_scan_take(&scan, "(") && pg_scan_peek(&scan).kind != PG_TOKEN_END)
        (void)pg_scan_next(&scan);
    for (size_t i = 0; i < keys->len; i++) {
        size_t depth = 0;
        if (!str_starts(str_sub(statement, scan.at, SIZE_MAX), keys->items[i]) && i > 0)
            scan.at++; /* the blank after the comma */
        scan.at += keys->items[i].len;
        if (i == wanted)
            return pg_scan_take(&scan, "COLLATE");
        do {
            token = pg_scan_next(&scan);
            depth += pg_token_is(&token, "(") ? 1 : 0;
            depth -= pg_token_is(&token, ")") && depth > 0 ? 1 : 0;
        } while (token.kind != PG_TOKEN_END && !(depth == 0 && pg_token_is(&token, ",")));
    }
    return false;
}

static void read_expressions(PgIntrospect *in, PgIndex *noted, Str texts, Str statement)
{
    StrVec keys = pg_catalog_texts(&in->arena, texts);

    for (size_t i = 0; i < keys.len && i < noted->index->keys.len; i++) {
        KeyPart *part = &noted->index->keys.items[i];
        if (noted->keys.items[i] != 0)
            continue;
        part->expression = unwrapped(in, keys.items[i]);
        if (number_at(&noted->collations, i) != 0 && collation_is_written(statement, &keys, i))
            part->collation = name_of(&in->collations, number_at(&noted->collations, i));
    }
}

static bool read_index_text(PgIntrospect *in, const PGresult *result, int row)
{
    PgIndex *noted = pg_oid_get(&in->indexes, pg_catalog_oid(pg_exec_cell(result, row, 1)));

    if (noted == NULL)
        return true; /* invalid */
    if (noted->has_predicate)
        noted->index->predicate = unwrapped(in, pg_exec_cell(result, row, 2));
    if (noted->has_expressions)
        read_expressions(in, noted, pg_exec_cell(result, row, 3), pg_exec_cell(result, row, 4));
    if (noted->exclusion != NULL)
        noted->exclusion->predicate = noted->index->predicate;
    in->texts_read++;
    return true;
}

static bool read_check_text(PgIntrospect *in, const PGresult *result, int row)
{
    PgCheck *noted = pg_oid_get(&in->checks, pg_catalog_oid(pg_exec_cell(result, row, 1)));

    if (noted == NULL)
        return false;
    noted->check->expression = unwrapped(in, pg_exec_cell(result, row, 2));
    in->texts_read++;
    return true;
}

static bool read_default_text(PgIntrospect *in, const PGresult *result, int row)
{
    PgColumn *noted = pg_oid_get(&in->defaults, pg_catalog_oid(pg_exec_cell(result, row, 1)));

    if (noted == NULL)
        return false;
    read_default(in, noted, pg_exec_cell(result, row, 2));
    in->texts_read++;
    return true;
}

void pg_introspect_text(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Str kind = pg_exec_cell(result, row, 0);
    bool is_known = str_is(kind, "default")  ? read_default_text(in, result, row)
                    : str_is(kind, "check")  ? read_check_text(in, result, row)
                    : str_is(kind, "policy") ? pg_introspect_policy_text(in, result, row)
                                             : read_index_text(in, result, row);

    if (!is_known)
        in->has_moved = true; /* made since the catalog was read */
}
