/* Settles publications, subscriptions, foreign-data wrappers, servers, user mappings, and what only
 * foreign tables have. */
#include "engine/postgres/remote.h"
#include "engine/postgres/scan.h"
#include "engine/postgres/settle.h"
#include "model/definition.h"
#include "model/label.h"

static void settle_options(const Settle *settle, const Record *rec)
{
    const MapEntries *options = sparse_map(rec, FIELD_OPTIONS);

    for (size_t i = 0; i < options->len; i++)
        if (pg_option_is_secret(options->items[i].name))
            settle_refuse(settle, rec, "Options",
                          "set it by a script with a secret token: ALTER … OPTIONS (ADD …); what "
                          "a live object has of it stays",
                          "the option %.*s is a secret, which a package doesn't hold",
                          STR_ARG(options->items[i].name));
}

/* Functions that others name without arguments. */
static void need_function(const Settle *settle, const Object *object, Str name)
{
    Arena scratch = {0};

    for (size_t i = 0; i < settle->model->objects.len && name.len > 0; i++) {
        const Object *other = settle->model->objects.items[i];
        const Definition *function = (const Definition *)other;
        if (other->rec.type == &function_type &&
            (str_eq(name, function->own) ||
             str_eq(name, label_name(&scratch, other->schema, function->own))))
            model_add_edge(settle->model, object, other, false);
    }
    arena_free(&scratch);
}

static void settle_wrapper(const Settle *settle, const ForeignDataWrapper *wrapper)
{
    settle_options(settle, &wrapper->obj.rec);
    need_function(settle, &wrapper->obj, sparse_str(&wrapper->obj.rec, FIELD_WRAPPER_HANDLER));
    need_function(settle, &wrapper->obj, sparse_str(&wrapper->obj.rec, FIELD_WRAPPER_VALIDATOR));
}

static void need(const Settle *settle, const Object *object, RecordKind kind, Str schema, Str name)
{
    const Object *used = model_find(settle->model, kind, schema, name);

    if (used != NULL)
        model_add_edge(settle->model, object, used, false);
}

static void settle_mapping(const Settle *settle, UserMapping *mapping)
{
    Str server, user;

    settle_options(settle, &mapping->obj.rec);
    if (!pg_user_mapping_read(settle->arena, mapping->obj.name, &server, &user)) {
        settle_refuse(settle, &mapping->obj.rec, "Name", "server.user, such as films.public",
                      "\"%.*s\" names no user of a server", STR_ARG(mapping->obj.name));
        return;
    }
    need(settle, &mapping->obj, REC_FOREIGN_SERVER, STR_ABSENT, server);
}

static void check_row_security(const Settle *settle, const Table *table)
{
    for (size_t i = 0; i < table->policies.len; i++)
        settle_refuse(settle, &table->policies.items[i]->rec, "Name",
                      "the table behind the server can have it",
                      "the foreign table %.*s can't have a policy", STR_ARG(table->obj.name));
    if (sparse_bool(&table->obj.rec, FIELD_TABLE_ROW_SECURITY) ||
        sparse_bool(&table->obj.rec, FIELD_TABLE_FORCE_ROW_SECURITY))
        settle_refuse(settle, &table->obj.rec, "RowLevelSecurity",
                      "the table behind the server can have it",
                      "the foreign table %.*s can't have row security", STR_ARG(table->obj.name));
}

/* What a foreign table can't have. */
void settle_foreign_table(const Settle *settle, const Table *table)
{
    const Record *rec = &table->obj.rec;

    settle_options(settle, rec);
    for (size_t i = 0; i < table->columns.len; i++)
        settle_options(settle, &table->columns.items[i]->rec);
    if (!table_is_foreign(table)) {
        for (size_t i = 0; i < table->columns.len; i++)
            if (sparse_map(&table->columns.items[i]->rec, FIELD_OPTIONS)->len > 0)
                settle_refuse(settle, &table->columns.items[i]->rec, "Options",
                              "the table's Server makes it a foreign table",
                              "only a column of a foreign table has Options");
        if (sparse_map(rec, FIELD_OPTIONS)->len > 0)
            settle_refuse(settle, rec, "Options", "Server makes it a foreign table",
                          "only a foreign table has Options");
        return;
    }
    for (size_t i = 0; i < table->indexes.len; i++)
        settle_refuse(settle, &table->indexes.items[i]->rec, "Name",
                      "the table behind the server can have it",
                      "the foreign table %.*s can't have an index or key",
                      STR_ARG(table->obj.name));
    for (size_t i = 0; i < table->foreign_keys.len; i++)
        settle_refuse(settle, &table->foreign_keys.items[i]->rec, "Name",
                      "the table behind the server can have it",
                      "the foreign table %.*s can't have a foreign key", STR_ARG(table->obj.name));
    for (size_t i = 0; i < table->exclusions.len; i++)
        settle_refuse(settle, &table->exclusions.items[i]->rec, "Name",
                      "the table behind the server can have it",
                      "the foreign table %.*s can't have an exclusion constraint",
                      STR_ARG(table->obj.name));
    if (sparse_map(rec, FIELD_STORAGE_PARAMETERS)->len > 0)
        settle_refuse(settle, rec, "StorageParameters", "its wrapper's Options are meant?",
                      "the foreign table %.*s stores nothing here", STR_ARG(table->obj.name));
    check_row_security(settle, table);
}

static void add_table_edges(const Settle *settle, const Table *table)
{
    if (table_is_foreign(table))
        need(settle, &table->obj, REC_FOREIGN_SERVER, STR_ABSENT,
             sparse_str(&table->obj.rec, FIELD_TABLE_SERVER));
}

/* The name that a table had before this plan, when its file says it: the server keeps what it
 * publishes under the new one. */
static Str old_label(const Settle *settle, const Object *table)
{
    Str old = sparse_str(&table->rec, FIELD_OLD_NAME), none, schema, name;

    if (old.len == 0)
        return STR_ABSENT;
    if (pg_owned_by_read(settle->arena, old, &none, &schema, &name) && none.len == 0)
        return label_name(settle->arena, schema, name);
    return label_name(settle->arena, table->schema, old);
}

static void settle_published(const Settle *settle, const Publication *publication,
                             PublicationTable *table)
{
    Str schema, name;
    const Object *object;

    if (!pg_published_name_read(settle->arena, table->name, &schema, &name)) {
        settle_refuse(settle, &table->rec, "Name", "schema.table", "\"%.*s\" names no table",
                      STR_ARG(table->name));
        return;
    }
    table->name = label_name(settle->arena, schema, name);
    table->filter = pg_scan_unwrap(table->filter);
    strs_sort(&table->columns);
    object = model_find(settle->model, REC_TABLE, schema, name);
    if (object == NULL)
        return;
    model_add_edge(settle->model, &publication->obj, object, false);
    if (sparse_str(&table->rec, FIELD_OLD_NAME).len == 0)
        sparse_set_str(settle->arena, &table->rec, FIELD_OLD_NAME, old_label(settle, object));
}

/* In the server's order; all of them is what absent means. */
static void settle_acts(const Settle *settle, Publication *publication)
{
    static const char *const acts[] = {"insert", "update", "delete", "truncate"};
    enum { ACT_COUNT = sizeof acts / sizeof *acts };
    const StrVec *given = sparse_strs(&publication->obj.rec, FIELD_PUBLICATION_PUBLISH);
    StrVec found = {0};

    if (given->len == 0 || (given->len == 1 && str_is(given->items[0], "none")))
        return;
    for (size_t i = 0; i < ACT_COUNT; i++)
        for (size_t k = 0; k < given->len; k++)
            if (str_eq_ascii_nocase(given->items[k], str_from(acts[i])))
                vec_push(settle->arena, &found, str_from(acts[i]));
    if (found.len != given->len)
        settle_refuse(settle, &publication->obj.rec, "Publish",
                      "each of insert, update, delete, truncate at most once; or none",
                      "publication %.*s publishes something unknown, or twice",
                      STR_ARG(publication->obj.name));
    sparse_set_strs(settle->arena, &publication->obj.rec, FIELD_PUBLICATION_PUBLISH,
                    found.len == ACT_COUNT ? (StrVec){0} : found);
}

static void settle_publication(const Settle *settle, Publication *publication)
{
    Record *rec = &publication->obj.rec;
    StrVec schemas = *sparse_strs(rec, FIELD_PUBLICATION_SCHEMAS);
    Map names = {0};

    settle_acts(settle, publication);
    if (sparse_bool(rec, FIELD_PUBLICATION_ALL_TABLES) &&
        (publication->tables.len > 0 || schemas.len > 0))
        settle_refuse(settle, rec, "AllTables", "leave AllTables or the lists out",
                      "publication %.*s is for all tables, and for some",
                      STR_ARG(publication->obj.name));
    strs_sort(&schemas);
    for (size_t i = 0; i < schemas.len; i++)
        need(settle, &publication->obj, REC_SCHEMA, STR_ABSENT, schemas.items[i]);
    for (size_t i = 0; i < publication->tables.len; i++) {
        PublicationTable *table = publication->tables.items[i];
        settle_published(settle, publication, table);
        if (map_put(settle->arena, &names, table->name, table) != NULL)
            err_at(settle->errs, ERR_DUPLICATE, record_loc(settle->arena, &table->rec), NULL,
                   "publication %.*s names table %.*s twice", STR_ARG(publication->obj.name),
                   STR_ARG(table->name));
    }
}

static void settle_subscription(const Settle *settle, Subscription *subscription)
{
    bool has_password;
    Str text = pg_connection_public(settle->arena, subscription->connection, &has_password);

    if (has_password)
        settle_refuse(settle, &subscription->obj.rec, "Connection",
                      "leave it out: a password file of the server can hold it, or a script with a "
                      "secret token sets it: ALTER SUBSCRIPTION … CONNECTION",
                      "the connection of subscription %.*s has a password, which a package doesn't "
                      "hold",
                      STR_ARG(subscription->obj.name));
    subscription->connection = text;
    if (str_eq(sparse_str(&subscription->obj.rec, FIELD_SUBSCRIPTION_SLOT), subscription->obj.name))
        sparse_set_str(settle->arena, &subscription->obj.rec, FIELD_SUBSCRIPTION_SLOT, STR_ABSENT);
    if (subscription->publications.len == 0)
        settle_refuse(settle, &subscription->obj.rec, "Publications", NULL,
                      "subscription %.*s names no publication", STR_ARG(subscription->obj.name));
}

void settle_remote(const Settle *settle)
{
    for (size_t i = 0; i < settle->model->objects.len; i++) {
        Object *object = settle->model->objects.items[i];
        const RecordType *type = object->rec.type;
        if (type == &table_type)
            add_table_edges(settle, (const Table *)object);
        else if (type == &foreign_data_wrapper_type)
            settle_wrapper(settle, (const ForeignDataWrapper *)object);
        else if (type == &foreign_server_type) {
            settle_options(settle, &object->rec);
            need(settle, object, REC_FOREIGN_DATA_WRAPPER, STR_ABSENT,
                 ((const ForeignServer *)object)->wrapper);
        } else if (type == &user_mapping_type)
            settle_mapping(settle, (UserMapping *)object);
        else if (type == &publication_type)
            settle_publication(settle, (Publication *)object);
        else if (type == &subscription_type)
            settle_subscription(settle, (Subscription *)object);
    }
}
