/* What ties a database to others: secrets stay out of models, packages are refused that hold one.
 */
#include "test.h"

#include "engine/postgres/remote.h"

typedef struct ConnectionCase {
    const char *name, *written, *shown;
} ConnectionCase;

static const ConnectionCase connections[] = {
    {"words_without_a_password_stay", "host=a  dbname = b", "host=a  dbname = b"},
    {"a_password_goes", "host=a password=x dbname=b", "host=a dbname=b"},
    {"a_password_in_front_goes", "password=x host=a", "host=a"},
    {"blanks_around_the_sign", "host=a password = x", "host=a"},
    {"a_quoted_password_goes", "host=a password='x y\\'z' dbname=b", "host=a dbname=b"},
    {"an_escaped_blank_is_part_of_it", "password=x\\ y host=a", "host=a"},
    {"the_key_has_a_password_too", "host=a sslpassword=x", "host=a"},
    {"a_file_name_may_stay", "host=a passfile=/x", "host=a passfile=/x"},
    {"a_value_that_says_password", "host=a application_name='my password=1'",
     "host=a application_name='my password=1'"},
    {"a_url_without_one", "postgresql://me@h:5432/d?sslmode=require",
     "postgresql://me@h:5432/d?sslmode=require"},
    {"a_url_with_one", "postgresql://me:x%40y@h:5432/d", "postgresql://me@h:5432/d"},
    {"a_url_with_one_behind", "postgres://h/d?password=x&sslmode=require&sslpassword=y",
     "postgres://h/d?sslmode=require"},
    {"nothing", "", ""},
};

static void a_connection_is_shown_without_its_password(void **state)
{
    const ConnectionCase *row = *state;
    Arena arena = {0};
    bool has_password;

    assert_str(pg_connection_public(&arena, str_from(row->written), &has_password), row->shown);
    assert_int_equal(has_password, strcmp(row->written, row->shown) != 0);
    assert_str(pg_connection_public(&arena, str_from(row->shown), &has_password), row->shown);
    assert_false(has_password);
    arena_free(&arena);
}

static void options_are_secret_by_their_names(void **state)
{
    static const char *const secret[] = {"password", "sslpassword", "PassFile",
                                         "api_key",  "authToken",   "client_secret"};
    static const char *const open[] = {"user", "host", "password_required", "sslkey", "key_column"};

    (void)state;
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
        assert_true(pg_option_is_secret(str_from(secret[i])));
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        assert_false(pg_option_is_secret(str_from(open[i])));
}

static void a_published_table_without_a_schema_is_in_public(void **state)
{
    Arena arena = {0};
    Str schema, name;

    (void)state;
    assert_true(pg_published_name_read(&arena, STR("orders"), &schema, &name));
    assert_str(schema, "public");
    assert_str(name, "orders");
    assert_true(pg_published_name_read(&arena, STR("\"a.b\".\"c \"\"d\"\"\""), &schema, &name));
    assert_str(schema, "a.b");
    assert_str(name, "c \"d\"");
    assert_false(pg_published_name_read(&arena, STR("a.b.c"), &schema, &name));
    assert_false(pg_published_name_read(&arena, STR(""), &schema, &name));
    arena_free(&arena);
}

static MapEntries entries(Arena *arena, const char *const *names)
{
    MapEntries list = {0};

    for (; *names != NULL; names += 2)
        vec_push(arena, &list, ((MapEntry){str_from(names[0]), str_from(names[1])}));
    return list;
}

static void options_are_added_set_and_dropped_one_by_one(void **state)
{
    Arena arena = {0};
    MapEntries live = entries(&arena, (const char *const[]){"a", "1", "b", "2", "c", "3", NULL});
    MapEntries desired =
        entries(&arena, (const char *const[]){"c", "4", "a", "1", "d", "it's", NULL});
    SqlWriter writer = sql_new(&pg_quoting);

    (void)state;
    assert_false(pg_render_options_change(&writer, &live, &live));
    assert_true(pg_render_options_change(&writer, &live, &desired));
    assert_str(sql_finish(&writer, &arena),
               " OPTIONS (SET \"c\" '4', ADD \"d\" 'it''s', DROP \"b\")");
    arena_free(&arena);
}

/* ---- settling ------------------------------------------------------------------------------- */

typedef struct Settled {
    Model *model;
    Notes notes;
    Errs errs;
} Settled;

static Settled begin(void)
{
    return (Settled){.model = model_new()};
}

static bool settle(Settled *settled)
{
    return pg_settle_model(settled->model, &settled->notes, &settled->errs);
}

static void finish(Settled *settled)
{
    model_free(settled->model);
    notes_free(&settled->notes);
    errs_free(&settled->errs);
}

static void set_option(Settled *settled, Record *rec, const char *name)
{
    const char *const texts[] = {name, "x", NULL};

    sparse_set_map(&settled->model->arena, rec, FIELD_OPTIONS,
                   entries(&settled->model->arena, texts));
}

static void a_package_holds_no_secret_option(void **state)
{
    Settled settled = begin();
    UserMapping *mapping =
        model_add(settled.model, &user_mapping_type, STR_ABSENT, STR("films.public"));

    (void)state;
    set_option(&settled, &mapping->obj.rec, "user");
    assert_true(settle(&settled));
    set_option(&settled, &mapping->obj.rec, "Password");
    assert_false(settle(&settled));
    assert_int_equal(errs_last(&settled.errs)->code, ERR_FIELD);
    finish(&settled);
}

static void a_package_holds_no_password_of_a_connection(void **state)
{
    Settled settled = begin();
    Subscription *subscription = model_add(settled.model, &subscription_type, STR_ABSENT, STR("s"));

    (void)state;
    vec_push(&settled.model->arena, &subscription->publications, STR("p"));
    subscription->connection = STR("host=a password=verysecret");
    assert_false(settle(&settled));
    assert_null(strstr(errs_last(&settled.errs)->message, "verysecret"));
    finish(&settled);
}

static Table *add_table(Settled *settled, const char *name, const char *server)
{
    Table *table = model_add(settled->model, &table_type, STR("shop"), str_from(name));
    Column *column = model_add_column(settled->model, table, STR("id"));

    column->type = STR("integer");
    if (server != NULL)
        sparse_set_str(&settled->model->arena, &table->obj.rec, FIELD_TABLE_SERVER,
                       str_from(server));
    return table;
}

static void a_foreign_table_has_no_index(void **state)
{
    Settled settled = begin();
    Table *table = add_table(&settled, "far", "films");
    KeyPart part = {.name = STR("id")};
    Index *index;

    (void)state;
    assert_true(settle(&settled));
    index = model_add_index(settled.model, table, STR("i"));
    vec_push(&settled.model->arena, &index->keys, part);
    assert_false(settle(&settled));
    finish(&settled);
}

static void only_a_foreign_table_has_options(void **state)
{
    Settled settled = begin();
    Table *near = add_table(&settled, "near", NULL), *far = add_table(&settled, "far", "films");

    (void)state;
    set_option(&settled, &far->obj.rec, "table_name");
    set_option(&settled, &far->columns.items[0]->rec, "column_name");
    assert_true(settle(&settled));
    set_option(&settled, &near->columns.items[0]->rec, "column_name");
    assert_false(settle(&settled));
    finish(&settled);
}

static Publication *publish(Settled *settled, const char *table)
{
    Publication *publication = model_add(settled->model, &publication_type, STR_ABSENT, STR("p"));
    PublicationTable *published = record_new(&settled->model->arena, &publication_table_type);

    published->name = str_from(table);
    vec_push(&settled->model->arena, &publication->tables, published);
    return publication;
}

static void a_publication_is_for_all_tables_or_for_some(void **state)
{
    Settled settled = begin();
    Publication *publication = publish(&settled, "shop.orders");

    (void)state;
    assert_true(settle(&settled));
    sparse_set_bool(&settled.model->arena, &publication->obj.rec, FIELD_PUBLICATION_ALL_TABLES,
                    true);
    assert_false(settle(&settled));
    finish(&settled);
}

static void a_published_table_follows_the_rename_of_its_table(void **state)
{
    Settled settled = begin();
    Table *table = add_table(&settled, "purchases", NULL);
    Publication *publication = publish(&settled, "shop.purchases");

    (void)state;
    sparse_set_str(&settled.model->arena, &table->obj.rec, FIELD_OLD_NAME, STR("orders"));
    assert_true(settle(&settled));
    assert_str(sparse_str(&publication->tables.items[0]->rec, FIELD_OLD_NAME), "shop.orders");
    finish(&settled);
}

static void what_is_published_is_in_the_order_of_the_server(void **state)
{
    Settled settled = begin();
    Publication *publication = publish(&settled, "shop.orders");
    StrVec acts = {0};

    (void)state;
    vec_push(&settled.model->arena, &acts, STR("UPDATE"));
    vec_push(&settled.model->arena, &acts, STR("insert"));
    sparse_set_strs(&settled.model->arena, &publication->obj.rec, FIELD_PUBLICATION_PUBLISH, acts);
    assert_true(settle(&settled));
    acts = *sparse_strs(&publication->obj.rec, FIELD_PUBLICATION_PUBLISH);
    assert_str(acts.items[0], "insert");
    assert_str(acts.items[1], "update");
    vec_push(&settled.model->arena, &acts, STR("select"));
    sparse_set_strs(&settled.model->arena, &publication->obj.rec, FIELD_PUBLICATION_PUBLISH, acts);
    assert_false(settle(&settled));
    finish(&settled);
}

int main(void)
{
    enum { CONNECTION_COUNT = sizeof connections / sizeof *connections };
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(options_are_secret_by_their_names),
        cmocka_unit_test(a_published_table_without_a_schema_is_in_public),
        cmocka_unit_test(options_are_added_set_and_dropped_one_by_one),
        cmocka_unit_test(a_package_holds_no_secret_option),
        cmocka_unit_test(a_package_holds_no_password_of_a_connection),
        cmocka_unit_test(a_foreign_table_has_no_index),
        cmocka_unit_test(only_a_foreign_table_has_options),
        cmocka_unit_test(a_publication_is_for_all_tables_or_for_some),
        cmocka_unit_test(a_published_table_follows_the_rename_of_its_table),
        cmocka_unit_test(what_is_published_is_in_the_order_of_the_server),
    };
    enum { OTHER_COUNT = sizeof others / sizeof *others };
    static struct CMUnitTest tests[CONNECTION_COUNT + OTHER_COUNT];
    static ConnectionCase copies[CONNECTION_COUNT]; /* cmocka's state is not const */

    for (size_t i = 0; i < CONNECTION_COUNT; i++) {
        copies[i] = connections[i];
        tests[i] = (struct CMUnitTest){.name = copies[i].name,
                                       .test_func = a_connection_is_shown_without_its_password,
                                       .initial_state = &copies[i]};
    }
    memcpy(tests + CONNECTION_COUNT, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
