/* Reads schemas' relations, columns, sequences, comments. */
#include "engine/postgres/introspect.h"
#include "engine/postgres/pure.h"

const PgNamespace *pg_introspect_namespace(const PgIntrospect *in, Oid oid)
{
    for (size_t i = 0; i < in->namespaces.len; i++)
        if (in->namespaces.items[i].oid == oid)
            return &in->namespaces.items[i];
    return NULL;
}

void pg_introspect_options(PgIntrospect *in, Str options, const char *prefix, MapEntries *entries)
{
    ArenaMark mark = arena_mark(&in->arena);
    StrVec texts = pg_catalog_texts(&in->arena, options);

    for (size_t i = 0; i < texts.len; i++) {
        size_t equals = str_find(texts.items[i], '=', 0);
        MapEntry entry;
        if (equals == SIZE_MAX)
            continue;
        entry.name =
            model_intern(in->model, arena_printf(&in->arena, "%s%.*s", prefix,
                                                 STR_ARG(str_sub(texts.items[i], 0, equals))));
        entry.value = model_intern(in->model, str_sub(texts.items[i], equals + 1, SIZE_MAX));
        vec_push(&in->model->arena, entries, entry);
    }
    arena_reset(&in->arena, mark);
}

/* Source: REPLICA_IDENTITY_ of pg_class.h; in the order of the choices of model/table_fields.c. */
static int replica_identity_of(Str letter)
{
    static const char letters[] = {'d', 'f', 'n', 'i'};

    for (size_t i = 0; i < sizeof letters; i++)
        if (letter.len == 1 && letters[i] == letter.ptr[0])
            return (int)i;
    return 0;
}

static void read_persistence(PgIntrospect *in, Record *rec, const PGresult *result, int row)
{
    sparse_set_enum(&in->model->arena, rec, FIELD_PERSISTENCE,
                    str_is(pg_exec_cell(result, row, 10), "u") ? 1 : 0);
}

/* Where and how its rows are kept, and what replication tells of them. */
static void read_files(PgIntrospect *in, Record *rec, const PGresult *result, int row)
{
    Str method = pg_exec_cell(result, row, 11), tablespace = pg_exec_cell(result, row, 12);

    read_persistence(in, rec, result, row);
    if (method.len > 0 && !str_is(method, "heap"))
        sparse_set_str(&in->model->arena, rec, FIELD_TABLE_METHOD, model_intern(in->model, method));
    if (tablespace.len > 0)
        sparse_set_str(&in->model->arena, rec, FIELD_TABLESPACE,
                       model_intern(in->model, tablespace));
    sparse_set_enum(&in->model->arena, rec, FIELD_TABLE_REPLICA_IDENTITY,
                    replica_identity_of(pg_exec_cell(result, row, 13)));
}

static void read_table(PgIntrospect *in, PgRelation *relation, const PGresult *result, int row,
                       const PgNamespace *schema)
{
    MapEntries options = {0};

    relation->table = model_add(in->model, &table_type, schema->name, pg_exec_cell(result, row, 2));
    relation->columns_len = (size_t)pg_catalog_number(pg_exec_cell(result, row, 5)) + 1;
    relation->columns = ARENA_ARRAY(&in->arena, PgColumn, relation->columns_len);
    pg_introspect_options(in, pg_exec_cell(result, row, 6), "", &options);
    pg_introspect_options(in, pg_exec_cell(result, row, 7), "toast.", &options);
    read_files(in, &relation->table->obj.rec, result, row);
    sparse_set_bool(&in->model->arena, &relation->table->obj.rec, FIELD_TABLE_ROW_SECURITY,
                    pg_catalog_bool(pg_exec_cell(result, row, 8)));
    sparse_set_bool(&in->model->arena, &relation->table->obj.rec, FIELD_TABLE_FORCE_ROW_SECURITY,
                    pg_catalog_bool(pg_exec_cell(result, row, 9)));
    if (options.len > 0)
        sparse_set_map(&in->model->arena, &relation->table->obj.rec, FIELD_STORAGE_PARAMETERS,
                       options);
}

void pg_introspect_relation(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    const PgNamespace *schema =
        pg_introspect_namespace(in, pg_catalog_oid(pg_exec_cell(result, row, 1)));
    Str name = pg_exec_cell(result, row, 2), kind = pg_exec_cell(result, row, 3);
    bool is_sequence = str_is(kind, "S");
    PgRelation *relation;

    if (schema == NULL || !filter_wants(in->filter, schema->name, name))
        return;
    relation = ARENA_NEW(&in->arena, PgRelation);
    relation->is_leaving = pg_catalog_bool(pg_exec_cell(result, row, 4));
    relation->oid = pg_catalog_oid(pg_exec_cell(result, row, 0));
    if (!is_sequence)
        read_table(in, relation, result, row, schema);
    else /* added to the model when its options show that it is no identity's */
        relation->sequence = record_new(&in->model->arena, &sequence_type);
    if (is_sequence) {
        relation->sequence->obj.schema = schema->name;
        relation->sequence->obj.name = arena_str(&in->model->arena, name);
        read_persistence(in, &relation->sequence->obj.rec, result, row);
    } else {
        pg_introspect_object(in, PG_IN_CLASS, relation->oid, &relation->table->obj);
    }
    pg_oid_put(&in->arena, &in->relations, &relation->oid, relation);
    vec_push(&in->arena, &in->relation_list, relation);
}

static PgRelation *relation_at(PgIntrospect *in, const PGresult *result, int row, int column)
{
    return pg_oid_get(&in->relations, pg_catalog_oid(pg_exec_cell(result, row, column)));
}

PgColumn *pg_introspect_column_at(const PgRelation *relation, int64_t attnum)
{
    bool is_there = attnum > 0 && (size_t)attnum < relation->columns_len &&
                    relation->columns[attnum].column != NULL;

    return is_there ? &relation->columns[attnum] : NULL;
}

void pg_introspect_column(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    PgRelation *relation = relation_at(in, result, row, 0);
    size_t attnum = (size_t)pg_catalog_number(pg_exec_cell(result, row, 1));
    Str identity = pg_exec_cell(result, row, 5), generated = pg_exec_cell(result, row, 6);
    Str collation = pg_exec_cell(result, row, 9);
    Column *column;
    PgColumn *noted;

    if (relation == NULL || relation->table == NULL || attnum >= relation->columns_len)
        return;
    column = model_add_column(in->model, relation->table, pg_exec_cell(result, row, 2));
    column->type = model_intern(in->model, pg_exec_cell(result, row, 3));
    column->is_nullable = !pg_catalog_bool(pg_exec_cell(result, row, 4));
    sparse_set_bool(&in->model->arena, &column->rec, FIELD_INHERITED,
                    pg_catalog_bool(pg_exec_cell(result, row, 10)) && !relation->is_leaving);
    if (collation.len > 0)
        sparse_set_str(&in->model->arena, &column->rec, FIELD_COLUMN_COLLATION,
                       model_intern(in->model, collation));
    noted = &relation->columns[attnum];
    noted->column = column;
    noted->collation = pg_catalog_oid(pg_exec_cell(result, row, 8));
    noted->identity = identity.len > 0 ? identity.ptr[0] : 0;
    noted->is_generated = generated.len > 0;
    if (noted->is_generated)
        sparse_set_str(&in->model->arena, &column->rec, FIELD_COLUMN_GENERATED,
                       str_is(generated, "v") ? STR("VIRTUAL") : STR("STORED"));
    noted->default_oid = pg_catalog_oid(pg_exec_cell(result, row, 7));
    if (noted->default_oid == 0)
        return;
    pg_oid_put(&in->arena, &in->defaults, &noted->default_oid, noted);
    relation->has_texts = true;
    in->texts_wanted++;
}

static PgSequenceOptions read_options(const PGresult *result, int row)
{
    return (PgSequenceOptions){
        .type = pg_exec_cell(result, row, 1),
        .start = pg_catalog_number(pg_exec_cell(result, row, 2)),
        .increment = pg_catalog_number(pg_exec_cell(result, row, 3)),
        .min = pg_catalog_number(pg_exec_cell(result, row, 4)),
        .max = pg_catalog_number(pg_exec_cell(result, row, 5)),
        .cache = pg_catalog_number(pg_exec_cell(result, row, 6)),
        .cycle = pg_catalog_bool(pg_exec_cell(result, row, 7)),
    };
}

static void read_identity(PgIntrospect *in, Table *table, const PgColumn *noted,
                          PgRelation *sequence, const PgSequenceOptions *options)
{
    PgIdentity identity = {.is_always = noted->identity == 'a', .options = *options};
    Str usual = pg_identity_sequence(&in->arena, table->obj.name, noted->column->name);

    if (sequence != NULL && !str_eq(sequence->sequence->obj.name, usual)) {
        identity.schema = table->obj.schema;
        identity.sequence = sequence->sequence->obj.name;
    }
    if (sequence != NULL) {
        sequence->identity_of = table;
        sequence->identity = noted->column;
    }
    if (noted->identity != 0)
        sparse_set_str(&in->model->arena, &noted->column->rec, FIELD_COLUMN_GENERATED,
                       model_intern(in->model, pg_identity_write(&in->arena, &identity)));
}

void pg_introspect_sequence(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    PgRelation *relation = relation_at(in, result, row, 0);
    PgRelation *owner = relation_at(in, result, row, 9);
    int64_t attnum = pg_catalog_number(pg_exec_cell(result, row, 10));
    bool is_identity = str_is(pg_exec_cell(result, row, 8), "i");
    bool is_owned = is_identity || str_is(pg_exec_cell(result, row, 8), "a");
    PgSequenceOptions options = read_options(result, row);
    const PgColumn *column = NULL;
    Sequence *sequence;

    if (owner != NULL && owner->table != NULL)
        column = pg_introspect_column_at(owner, attnum);
    if (is_identity && column != NULL)
        read_identity(in, owner->table, column, relation, &options);
    if (relation == NULL || is_identity)
        return;
    /* Of a table that is left alone, its sequence is too. */
    if (is_owned && column == NULL)
        return;
    sequence = relation->sequence;
    pg_sequence_store(&in->model->arena, &sequence->obj.rec, &options);
    sparse_set_str(&in->model->arena, &sequence->obj.rec, FIELD_SEQUENCE_TYPE,
                   model_intern(in->model, sparse_str(&sequence->obj.rec, FIELD_SEQUENCE_TYPE)));
    (void)model_register(in->model, &sequence->obj);
    if (!is_owned)
        return;
    sparse_set_str(
        &in->model->arena, &sequence->obj.rec, FIELD_SEQUENCE_OWNED_BY,
        pg_owned_by_write(&in->model->arena, owner->table->obj.name, column->column->name));
    model_add_edge(in->model, &sequence->obj, &owner->table->obj, true);
}

void pg_introspect_dependency(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    const PgRelation *table = relation_at(in, result, row, 0);
    const PgRelation *sequence = relation_at(in, result, row, 1);

    if (table == NULL || table->table == NULL || sequence == NULL || sequence->sequence == NULL)
        return;
    /* An identity's or a left alone one isn't in the model. */
    if (model_find(in->model, REC_SEQUENCE, sequence->sequence->obj.schema,
                   sequence->sequence->obj.name) != NULL)
        model_add_edge(in->model, &table->table->obj, &sequence->sequence->obj, false);
}

static Record *constraint_record(const PgIntrospect *in, Oid oid)
{
    const PgIndex *key = pg_oid_get(&in->keys, oid);
    const PgCheck *check = pg_oid_get(&in->checks, oid);
    const PgForeignKey *foreign_key = pg_oid_get(&in->foreign_keys, oid);

    return key != NULL     ? (key->exclusion != NULL ? &key->exclusion->rec : &key->index->rec)
           : check != NULL ? &check->check->rec
           : foreign_key != NULL ? &foreign_key->key->rec
                                 : NULL;
}

static Record *relation_record(const PgIntrospect *in, Oid oid, int64_t attnum)
{
    const PgRelation *relation = pg_oid_get(&in->relations, oid);
    const PgIndex *index = pg_oid_get(&in->indexes, oid);

    if (relation != NULL && attnum > 0) {
        const PgColumn *column = pg_introspect_column_at(relation, attnum);
        return column == NULL ? NULL : &column->column->rec;
    }
    if (relation != NULL && relation->identity != NULL)
        return &relation->identity->rec;
    if (relation != NULL)
        return relation->table != NULL ? &relation->table->obj.rec : &relation->sequence->obj.rec;
    return index == NULL                ? NULL
           : index->constraint_oid != 0 ? constraint_record(in, index->constraint_oid)
                                        : &index->index->rec;
}

/* `kind`: as comments.sql tells them apart. */
static Record *commented_record(const PgIntrospect *in, Str kind, Oid oid, int64_t attnum)
{
    const PgPolicy *policy;
    const PgStatistics *statistics;

    if (str_is(kind, "c"))
        return constraint_record(in, oid);
    if (str_is(kind, "p")) {
        policy = pg_oid_get(&in->policies, oid);
        return policy == NULL ? NULL : &policy->policy->rec;
    }
    if (str_is(kind, "s")) {
        statistics = pg_oid_get(&in->statistics, oid);
        return statistics == NULL ? NULL : &statistics->statistics->rec;
    }
    return relation_record(in, oid, attnum);
}

/* What backs a constraint has a comment of its own beside that on the constraint. */
static FieldId commented_field(const PgIntrospect *in, Str kind, Oid oid)
{
    const PgIndex *index = str_is(kind, "r") ? pg_oid_get(&in->indexes, oid) : NULL;
    const PgRelation *relation = str_is(kind, "r") ? pg_oid_get(&in->relations, oid) : NULL;

    if (relation != NULL && relation->identity != NULL)
        return FIELD_SEQUENCE_COMMENT;

    return index != NULL && index->constraint_oid != 0 ? FIELD_INDEX_COMMENT : FIELD_COMMENT;
}

void pg_introspect_comment(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Str kind = pg_exec_cell(result, row, 0);
    Oid oid = pg_catalog_oid(pg_exec_cell(result, row, 1));
    const PgNotNull *not_null = pg_oid_get(&in->not_nulls, oid);
    Record *rec = commented_record(in, kind, oid, pg_catalog_number(pg_exec_cell(result, row, 2)));

    if (str_is(kind, "c") && not_null != NULL)
        sparse_set_str(&in->model->arena, &not_null->column->rec, FIELD_NOT_NULL_COMMENT,
                       arena_str(&in->model->arena, pg_exec_cell(result, row, 3)));
    else if (rec != NULL)
        sparse_set_str(&in->model->arena, rec, commented_field(in, kind, oid),
                       arena_str(&in->model->arena, pg_exec_cell(result, row, 3)));
}
