/* Reads publications and subscriptions. */
#include "engine/postgres/introspect.h"
#include "engine/postgres/remote.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/stable.h"
#include "model/label.h"

static StrVec read_names(PgIntrospect *in, Str text)
{
    StrVec names = {0}, texts;

    if (text.len == 0)
        return names;
    texts = pg_catalog_texts(&in->arena, text);
    for (size_t i = 0; i < texts.len; i++)
        vec_push(&in->model->arena, &names, model_intern(in->model, texts.items[i]));
    return names;
}

static void read_comment(PgIntrospect *in, Record *rec, Str text)
{
    if (text.len > 0)
        sparse_set_str(&in->model->arena, rec, FIELD_COMMENT, arena_str(&in->model->arena, text));
}

/* Absent: all that there is. */
static StrVec published_acts(PgIntrospect *in, Str text)
{
    enum { ALL_ACTS = 4 };
    StrVec acts = read_names(in, text);

    if (acts.len == 0)
        vec_push(&in->model->arena, &acts, STR("none"));
    return acts.len == ALL_ACTS ? (StrVec){0} : acts;
}

void pg_introspect_publication(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Arena *arena = &in->model->arena;
    Publication *publication =
        pg_introspect_global(in, &publication_type, PG_IN_PUBLICATION, result, row);
    Record *rec;

    if (publication == NULL)
        return;
    rec = &publication->obj.rec;
    sparse_set_bool(arena, rec, FIELD_PUBLICATION_ALL_TABLES,
                    pg_catalog_bool(pg_exec_cell(result, row, 2)));
    sparse_set_strs(arena, rec, FIELD_PUBLICATION_PUBLISH,
                    published_acts(in, pg_exec_cell(result, row, 3)));
    sparse_set_bool(arena, rec, FIELD_PUBLICATION_VIA_ROOT,
                    pg_catalog_bool(pg_exec_cell(result, row, 4)));
    sparse_set_enum(arena, rec, FIELD_PUBLICATION_GENERATED,
                    str_is(pg_exec_cell(result, row, 5), "s"));
    read_comment(in, rec, pg_exec_cell(result, row, 6));
}

static Publication *publication_at(PgIntrospect *in, const PGresult *result, int row, int column)
{
    Oid oid = pg_catalog_oid(pg_exec_cell(result, row, column));
    const Object *object = pg_introspect_object_at(in, PG_IN_PUBLICATION, oid);

    return object == NULL
               ? NULL
               : (Publication *)model_find(in->model, REC_PUBLICATION, STR_ABSENT, object->name);
}

void pg_introspect_publication_table(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Arena *arena = &in->model->arena;
    Publication *publication = publication_at(in, result, row, 1);
    PublicationTable *table;
    PgPublished *noted;

    if (publication == NULL)
        return;
    table = record_new(arena, &publication_table_type);
    table->name = label_name(arena, pg_exec_cell(result, row, 2), pg_exec_cell(result, row, 3));
    table->columns = read_names(in, pg_exec_cell(result, row, 4));
    vec_push(arena, &publication->tables, table);
    noted = ARENA_NEW(&in->arena, PgPublished);
    *noted = (PgPublished){pg_catalog_oid(pg_exec_cell(result, row, 0)), table};
    pg_oid_put(&in->arena, &in->published, &noted->oid, noted);
}

void pg_introspect_publication_filter(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    const PgPublished *noted =
        pg_oid_get(&in->published, pg_catalog_oid(pg_exec_cell(result, row, 0)));

    if (noted != NULL)
        noted->table->filter =
            pg_stable_text(&in->model->arena, pg_scan_unwrap(pg_exec_cell(result, row, 1)));
}

void pg_introspect_publication_schemas(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Publication *publication = publication_at(in, result, row, 0);

    if (publication != NULL)
        sparse_set_strs(&in->model->arena, &publication->obj.rec, FIELD_PUBLICATION_SCHEMAS,
                        read_names(in, pg_exec_cell(result, row, 1)));
}

void pg_introspect_subscription(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Arena *arena = &in->model->arena;
    Subscription *subscription =
        pg_introspect_global(in, &subscription_type, PG_IN_SUBSCRIPTION, result, row);
    Str slot = pg_exec_cell(result, row, 3), commit = pg_exec_cell(result, row, 4);
    Record *rec;

    if (subscription == NULL)
        return;
    rec = &subscription->obj.rec;
    subscription->is_enabled = pg_catalog_bool(pg_exec_cell(result, row, 2));
    if (slot.ptr == NULL)
        sparse_set_str(arena, rec, FIELD_SUBSCRIPTION_SLOT, STR("NONE"));
    else if (!str_eq(slot, subscription->obj.name))
        sparse_set_str(arena, rec, FIELD_SUBSCRIPTION_SLOT, arena_str(arena, slot));
    if (!str_is(commit, "off"))
        sparse_set_str(arena, rec, FIELD_SUBSCRIPTION_COMMIT, model_intern(in->model, commit));
    subscription->publications = read_names(in, pg_exec_cell(result, row, 5));
    subscription->is_unread = true;
    read_comment(in, rec, pg_exec_cell(result, row, 6));
}

static Subscription *subscription_at(PgIntrospect *in, const PGresult *result, int row)
{
    Oid oid = pg_catalog_oid(pg_exec_cell(result, row, 0));
    const Object *object = pg_introspect_object_at(in, PG_IN_SUBSCRIPTION, oid);

    return object == NULL
               ? NULL
               : (Subscription *)model_find(in->model, REC_SUBSCRIPTION, STR_ABSENT, object->name);
}

static void read_bool(PgIntrospect *in, Subscription *subscription, FieldId id, Str value)
{
    sparse_set_bool(&in->model->arena, &subscription->obj.rec, id, pg_catalog_bool(value));
}

/* Before version 16 a yes or no, from then on a letter. */
static int streaming_of(Str value)
{
    return str_is(value, "p") ? 2 : str_is(value, "t") || str_is(value, "true") ? 1 : 0;
}

void pg_introspect_subscription_14(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Subscription *subscription = subscription_at(in, result, row);

    if (subscription == NULL)
        return;
    read_bool(in, subscription, FIELD_SUBSCRIPTION_BINARY, pg_exec_cell(result, row, 1));
    sparse_set_enum(&in->model->arena, &subscription->obj.rec, FIELD_SUBSCRIPTION_STREAMING,
                    streaming_of(pg_exec_cell(result, row, 2)));
}

void pg_introspect_subscription_15(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Subscription *subscription = subscription_at(in, result, row);

    if (subscription == NULL)
        return;
    read_bool(in, subscription, FIELD_SUBSCRIPTION_TWO_PHASE, pg_exec_cell(result, row, 1));
    read_bool(in, subscription, FIELD_SUBSCRIPTION_DISABLE_ON_ERROR, pg_exec_cell(result, row, 2));
}

void pg_introspect_subscription_16(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Subscription *subscription = subscription_at(in, result, row);
    Str origin = pg_exec_cell(result, row, 3);

    if (subscription == NULL)
        return;
    read_bool(in, subscription, FIELD_SUBSCRIPTION_PASSWORD_OPTIONAL, pg_exec_cell(result, row, 1));
    read_bool(in, subscription, FIELD_SUBSCRIPTION_RUN_AS_OWNER, pg_exec_cell(result, row, 2));
    if (!str_is(origin, "any"))
        sparse_set_str(&in->model->arena, &subscription->obj.rec, FIELD_SUBSCRIPTION_ORIGIN,
                       model_intern(in->model, origin));
}

void pg_introspect_subscription_17(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Subscription *subscription = subscription_at(in, result, row);

    if (subscription != NULL)
        read_bool(in, subscription, FIELD_SUBSCRIPTION_FAILOVER, pg_exec_cell(result, row, 1));
}

void pg_introspect_connection(void *context, const PGresult *result, int row)
{
    PgIntrospect *in = context;
    Subscription *subscription = subscription_at(in, result, row);

    if (subscription == NULL)
        return;
    subscription->is_unread = false;
    subscription->connection = pg_connection_public(&in->model->arena, pg_exec_cell(result, row, 1),
                                                    &subscription->has_password);
    if (subscription->has_password)
        vec_push(&in->arena, &in->secrets, label_object(&in->arena, &subscription->obj));
}
