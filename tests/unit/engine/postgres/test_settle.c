/* A desired model becomes PostgreSQL's, or is refused with a reason. */
#include "schema.h"
#include "test.h"

#include "engine/postgres/pure.h"

typedef struct Settled {
    Model *model;
    Notes notes;
    Errs errs;
    bool ok;
} Settled;

static Settled settle(const char *text)
{
    Settled settled = {.model = schema_model(text)};

    settled.ok = pg_settle_model(settled.model, &settled.notes, &settled.errs);
    assert_int_equal(settled.ok, !errs_any(&settled.errs));
    return settled;
}

static void finish(Settled *settled)
{
    model_free(settled->model);
    notes_free(&settled->notes);
    errs_free(&settled->errs);
}

static const Table *table_of(const Settled *settled, const char *schema, const char *name)
{
    return (const Table *)model_find(settled->model, REC_TABLE, str_from(schema), str_from(name));
}

static void an_absent_schema_is_public(void **state)
{
    Settled settled = settle("table orders\n column id | int4\n");

    (void)state;
    assert_true(settled.ok);
    assert_non_null(table_of(&settled, "public", "orders"));
    assert_true(model_find(settled.model, REC_SCHEMA, STR_ABSENT, STR("public"))->is_implied);
    assert_str(table_of(&settled, "public", "orders")->columns.items[0]->type, "integer");
    finish(&settled);
}

static void the_same_name_in_public_twice_is_refused(void **state)
{
    Settled settled = settle("table orders\ntable public.orders\n");

    (void)state;
    assert_int_equal(errs_last(&settled.errs)->code, ERR_DUPLICATE);
    finish(&settled);
}

static void defaults_written_out_are_absent(void **state)
{
    Settled settled =
        settle("table s.t\n column id | int\n column b | text | null | = (NULL)\n"
               " primary t_pkey (id)\n index t_b (b ASC NULLS LAST, (lower(b)), (b))\n"
               " check t_check ((id > 0))\n key t_fk (id) s.t\n");
    const Table *table = table_of(&settled, "s", "t");

    (void)state;
    assert_true(settled.ok);
    assert_null(table->columns.items[1]->dflt.ptr);
    assert_int_equal(table->indexes.items[1]->keys.items[0].nulls, NULLS_DEFAULT);
    assert_str(table->indexes.items[1]->keys.items[1].expression, "lower(b)");
    assert_str(table->indexes.items[1]->keys.items[2].name, "b");
    assert_str(table->checks.items[0]->expression, "id > 0");
    assert_str(table->foreign_keys.items[0]->related_columns.items[0], "id");
    finish(&settled);
}

static void columns_of_a_primary_key_are_never_null(void **state)
{
    Settled settled = settle("table s.t\n column id | int | null\n primary t_pkey (id)\n");

    (void)state;
    assert_true(settled.ok);
    assert_false(table_of(&settled, "s", "t")->columns.items[0]->is_nullable);
    assert_int_equal(settled.notes.list.len, 1);
    finish(&settled);
}

static void only_the_strongest_of_three_says_unique(void **state)
{
    Arena arena = {0};
    Table *table = record_new(&arena, &table_type);
    Index *index = record_new(&arena, &index_type);

    (void)state;
    index->is_primary = index->is_constraint = index->is_unique = true;
    sparse_set_str(&arena, &index->rec, FIELD_INDEX_METHOD, STR("BTREE"));
    pg_settle_index(&arena, table, index);
    assert_true(index->is_primary);
    assert_false(index->is_constraint || index->is_unique);
    assert_null(sparse_str(&index->rec, FIELD_INDEX_METHOD).ptr);
    arena_free(&arena);
}

static void a_collation_loses_what_it_does_not_need(void **state)
{
    Arena arena = {0};

    (void)state;
    assert_str(pg_settle_collation(&arena, STR("pg_catalog.\"C\"")), "\"C\"");
    assert_str(pg_settle_collation(&arena, STR("\"german\"")), "german");
    assert_null(pg_settle_collation(&arena, STR("\"default\"")).ptr);
    assert_null(pg_settle_collation(&arena, STR_ABSENT).ptr);
    arena_free(&arena);
}

typedef struct Refusal {
    const char *name, *text, *message;
} Refusal;

/* clang-format off */
static const Refusal refusals[] = {
    {"a_serial_is_no_type", "table s.t\n column id | bigserial\n", "column t.id: bigserial is no type but bigint with a sequence"},
    {"a_name_the_server_would_cut",
        "table s.a123456789a123456789a123456789a123456789a123456789a123456789a123\n",
        "the name of table a123456789a123456789a123456789a123456789a123456789a123456789a123 has 64 bytes, PostgreSQL keeps 63"},
    {"an_index_named_like_a_table", "table s.t\n column a | int\n index u (a)\ntable s.u\n",
        "index and table of schema s have one name, u"},
    {"two_constraints_of_one_name", "table s.t\n column a | int\n check x a > 0\n check x a > 1\n", "check x is declared twice"},
    {"a_prefix_length", "table s.t\n column a | text\n index i (a(10))\n", "PostgreSQL has no prefix length in a key list"},
    {"a_constraint_over_an_expression", "table s.t\n column a | text\n unique u ((lower(a)))\n", "a constraint's key list is of columns alone"},
    {"an_owner_that_is_not_there", "table s.t\n column a | int\nsequence s.q | owned t.b\n", "OwnedBy t.b of sequence q isn't in schema s"},
    {"a_key_onto_a_table_without_one", "table s.p\n column a | int\ntable s.t\n column a | int\n key k (a) s.p\n",
        "s.p has no declared primary key to reference"},
};
/* clang-format on */

static void it_is_refused(void **state)
{
    const Refusal *row = *state;
    Settled settled = settle(row->text);

    assert_false(settled.ok);
    assert_string_equal(errs_last(&settled.errs)->message, row->message);
    finish(&settled);
}

static void settling_twice_changes_nothing(void **state)
{
    Settled settled =
        settle("sequence s.q | owned t.id\ntable s.t\n column id | int8 | = nextval('s.q')\n"
               " column b | varchar(5) | null\n primary t_pkey (id)\n index i (b DESC)\n");
    Arena arena = {0};
    Str before = object_fingerprint(&arena, &table_of(&settled, "s", "t")->obj);

    (void)state;
    assert_true(pg_settle_model(settled.model, &settled.notes, &settled.errs));
    assert_true(str_eq(before, object_fingerprint(&arena, &table_of(&settled, "s", "t")->obj)));
    arena_free(&arena);
    finish(&settled);
}

enum { REFUSALS = sizeof refusals / sizeof *refusals };

int main(void)
{
    static struct CMUnitTest tests[REFUSALS + 7];
    static Refusal rows[REFUSALS];
    size_t count = 0;

    for (; count < REFUSALS; count++) {
        rows[count] = refusals[count];
        tests[count] = (struct CMUnitTest){.name = refusals[count].name,
                                           .test_func = it_is_refused,
                                           .initial_state = &rows[count]};
    }
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(an_absent_schema_is_public);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(the_same_name_in_public_twice_is_refused);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(defaults_written_out_are_absent);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(columns_of_a_primary_key_are_never_null);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(only_the_strongest_of_three_says_unique);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_collation_loses_what_it_does_not_need);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(settling_twice_changes_nothing);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
