/* Recipes: what is run for a change, in which order, and what is asked before. */
#include "changed.h"

typedef struct Case {
    const char *name, *live, *desired, *pieces;
    int version; /* 0: 15 */
} Case;

#define T "schema s\ntable s.t\n column id | int\n"

/* clang-format off */
static const Case cases[] = {
    {"a_new_table_has_its_keys_inside_and_its_indexes_behind",
     "schema s\n",
     "schema s\ntable s.t | about T\n column id | int\n column n | text | null | = 'x'\n primary t_pkey (id)\n index t_n (n DESC)\n check t_n_check n <> ''\n key t_fk (id) s.t (id)\n",
     "0 create_table: CREATE TABLE \"s\".\"t\" (\n    \"id\" integer NOT NULL,\n    \"n\" text DEFAULT 'x',\n    CONSTRAINT \"t_pkey\" PRIMARY KEY (\"id\"),\n    CONSTRAINT \"t_n_check\" CHECK (n <> '')\n)\n"
     "1<0 create_index: CREATE INDEX \"t_n\" ON \"s\".\"t\" (\"n\" DESC)\n"
     "2<0 add_foreign_key: ADD CONSTRAINT \"t_fk\" FOREIGN KEY (\"id\") REFERENCES \"s\".\"t\" (\"id\")\n"
     "3<0 comment: COMMENT ON TABLE \"s\".\"t\" IS 'T'\n", 0},
    {"columns_are_added_by_what_they_cost",
     T,
     T " column a | text | null\n column b | int | = 1\n column c | uuid | = gen_random_uuid()\n column d | int\n column e | int | as id * 2\n",
     "0 add_column: ADD COLUMN \"a\" text\n"
     "1 add_column: ADD COLUMN \"b\" integer DEFAULT 1 NOT NULL\n"
     "2 add_column_rewrite: ADD COLUMN \"c\" uuid DEFAULT gen_random_uuid() NOT NULL\n"
     "3 add_required_column: ADD COLUMN \"d\" integer NOT NULL\n"
     "4 add_column_rewrite: ADD COLUMN \"e\" integer GENERATED ALWAYS AS (id * 2) STORED NOT NULL\n", 0},
    {"a_type_takes_its_default_along",
     T " column a | varchar(10) | null | = '1'\n",
     T " column a | text | = 'none'\n",
     "0 widen_type: ALTER COLUMN \"a\" DROP DEFAULT, ALTER COLUMN \"a\" TYPE text, ALTER COLUMN \"a\" SET DEFAULT 'none'\n"
     "1 set_not_null: ALTER COLUMN \"a\" SET NOT NULL\n", 0},
    {"a_type_without_a_cast_is_converted",
     T " column a | text | null\n", T " column a | int | null\n",
     "0 change_type: ALTER COLUMN \"a\" TYPE integer USING \"a\"::integer\n", 0},
    {"what_a_generated_column_reads_changes_its_type",
     T " column a | int | null\n column g | int | null | as a * 2\n index t_g (g)\n",
     T " column a | bigint | null\n column g | int | null | as a * 2\n index t_g (g)\n",
     "0 recreate_column: ALTER TABLE \"s\".\"t\" DROP COLUMN \"g\", ALTER COLUMN \"a\" TYPE bigint, ADD COLUMN \"g\" integer GENERATED ALWAYS AS (a * 2) STORED; CREATE INDEX \"t_g\" ON \"s\".\"t\" (\"g\")\n", 0},
    {"a_generated_expression_before_17",
     T " column g | int | null | as id * 2\n", T " column g | int | null | as id * 3\n",
     "0 recreate_column: ALTER TABLE \"s\".\"t\" DROP COLUMN \"g\", ADD COLUMN \"g\" integer GENERATED ALWAYS AS (id * 3) STORED\n", 0},
    {"a_generated_expression_since_17",
     T " column g | int | null | as id * 2\n", T " column g | int | null | as id * 3\n",
     "0 recreate_column: ALTER COLUMN \"g\" SET EXPRESSION AS (id * 3)\n", 170000},
    {"generated_values_are_kept",
     T " column g | int | null | as id * 2\n", T " column g | int | null\n",
     "0 drop_expression: ALTER COLUMN \"g\" DROP EXPRESSION\n", 0},
    {"two_columns_swap_their_names",
     T " column a | int\n column b | text\n", T " column a | text | was b\n column b | int | was a\n",
     "0 rename_column: ALTER TABLE \"s\".\"t\" RENAME COLUMN \"a\" TO \"anneal_tmp_ca978112ca1b\"; ALTER TABLE \"s\".\"t\" RENAME COLUMN \"b\" TO \"a\"; ALTER TABLE \"s\".\"t\" RENAME COLUMN \"anneal_tmp_ca978112ca1b\" TO \"b\"\n", 0},
    {"a_chain_of_names_begins_at_its_end",
     T " column a | int\n column b | int\n", T " column b | int | was a\n column c | int | was b\n",
     "0 rename_column: ALTER TABLE \"s\".\"t\" RENAME COLUMN \"b\" TO \"c\"; ALTER TABLE \"s\".\"t\" RENAME COLUMN \"a\" TO \"b\"\n", 0},
    {"a_name_that_is_free_again_waits_for_that",
     T " column a | int\n", T " column b | int | was a\n column a | text | null\n",
     "0 rename_column: ALTER TABLE \"s\".\"t\" RENAME COLUMN \"a\" TO \"b\"\n"
     "1<0 add_column: ADD COLUMN \"a\" text\n", 0},
    {"everything_comes_after_the_rename_of_its_table",
     "table s.old\n column id | int\n", "table s.t | was old\n column id | int\n column a | int | null\n index t_a (a)\n",
     "0 rename_table: ALTER TABLE \"s\".\"old\" RENAME TO \"t\"\n"
     "1<0 add_column: ADD COLUMN \"a\" integer\n"
     "2<0<1 create_index: CREATE INDEX \"t_a\" ON \"s\".\"t\" (\"a\")\n", 0},
    {"two_tables_swap_in_the_piece_of_the_first",
     "table s.a\n column id | int\ntable s.b\n column id | text\n",
     "table s.a | was b\n column id | text\ntable s.b | was a\n column id | int\n",
     "0 rename_table: ALTER TABLE \"s\".\"a\" RENAME TO \"anneal_tmp_ca978112ca1b\"; ALTER TABLE \"s\".\"b\" RENAME TO \"a\"; ALTER TABLE \"s\".\"anneal_tmp_ca978112ca1b\" RENAME TO \"b\"\n", 0},
    {"a_key_is_replaced_without_a_gap",
     T " column a | int\n primary t_pkey (id)\n", T " column a | int\n primary t_pkey (id, a)\n",
     "0 replace_key: DROP CONSTRAINT \"t_pkey\", ADD CONSTRAINT \"t_pkey\" PRIMARY KEY (\"id\", \"a\")\n", 0},
    {"a_foreign_key_lets_go_of_a_key_that_is_replaced",
     "schema s\ntable s.p\n column id | int\n unique p_key (id)\ntable s.t\n column id | int\n key t_fk (id) s.p (id)\n",
     "schema s\ntable s.p\n column id | int\n unique p_key (id) | with fillfactor=70 | include id\ntable s.t\n column id | int\n key t_fk (id) s.p (id)\n",
     "0 replace_key: ALTER TABLE \"s\".\"t\" DROP CONSTRAINT IF EXISTS \"t_fk\"; ALTER TABLE \"s\".\"p\" DROP CONSTRAINT \"p_key\", ADD CONSTRAINT \"p_key\" UNIQUE (\"id\") INCLUDE (\"id\") WITH (\"fillfactor\" = '70'); ALTER TABLE \"s\".\"t\" ADD CONSTRAINT \"t_fk\" FOREIGN KEY (\"id\") REFERENCES \"s\".\"p\" (\"id\")\n", 0},
    {"a_unique_index_becomes_a_constraint",
     T " uniqueindex u (id)\n", T " unique u (id)\n",
     "0 adopt_index: ADD CONSTRAINT \"u\" UNIQUE USING INDEX \"u\"\n", 0},
    {"an_index_is_built_beside_the_old_one",
     T " column a | int\n index i (id)\n", T " column a | int\n index i (id, a)\n",
     "0 replace_index: CREATE INDEX \"anneal_tmp_de7d1b721a1e\" ON \"s\".\"t\" (\"id\", \"a\"); DROP INDEX \"s\".\"i\"; ALTER INDEX \"s\".\"anneal_tmp_de7d1b721a1e\" RENAME TO \"i\"\n", 0},
    {"a_column_goes_after_what_used_it",
     T " column a | int\n index i (id, a)\n check c a > 0\n", T " index i (id)\n",
     "0 drop_check: DROP CONSTRAINT \"c\"\n"
     "1 replace_index: CREATE INDEX \"anneal_tmp_de7d1b721a1e\" ON \"s\".\"t\" (\"id\"); DROP INDEX \"s\".\"i\"; ALTER INDEX \"s\".\"anneal_tmp_de7d1b721a1e\" RENAME TO \"i\"\n"
     "2<1<0 drop_column: DROP COLUMN \"a\"\n", 0},
    {"a_column_leaves_the_primary_key_before_it_may_be_null",
     T " column a | int\n primary t_pkey (id, a)\n", T " column a | int | null\n primary t_pkey (id)\n",
     "0 replace_key: DROP CONSTRAINT \"t_pkey\", ADD CONSTRAINT \"t_pkey\" PRIMARY KEY (\"id\")\n"
     "1<0 drop_not_null: ALTER COLUMN \"a\" DROP NOT NULL\n", 0},
    {"tables_that_reference_each_other_are_dropped",
     "schema s\ntable s.a\n column id | int\n primary a_pkey (id)\n key a_fk (id) s.b (id)\ntable s.b\n column id | int\n primary b_pkey (id)\n key b_fk (id) s.a (id)\n",
     "schema s\n",
     "0 drop_table: ALTER TABLE IF EXISTS \"s\".\"b\" DROP CONSTRAINT IF EXISTS \"b_fk\"; DROP TABLE \"s\".\"a\"\n"
     "0 drop_table: ALTER TABLE IF EXISTS \"s\".\"a\" DROP CONSTRAINT IF EXISTS \"a_fk\"; DROP TABLE \"s\".\"b\"\n", 0},
    {"a_new_serial_column_gets_its_sequence_attached",
     T, "schema s\nsequence s.q | owned t.n\n" "table s.t\n column id | int\n column n | int | = nextval('s.q'::regclass)\n",
     "0 create_sequence: CREATE SEQUENCE \"s\".\"q\"\n"
     "0 add_column_rewrite: ADD COLUMN \"n\" integer DEFAULT nextval('s.q'::regclass) NOT NULL\n"
     "1<0 own_sequence: ALTER SEQUENCE \"s\".\"q\" OWNED BY \"s\".\"t\".\"n\"\n", 0},
    {"a_sequence_goes_with_the_column_that_owns_it",
     "schema s\nsequence s.q | owned t.n\ntable s.t\n column id | int\n column n | int | = nextval('s.q'::regclass)\n", T,
     "0 drop_column: DROP COLUMN \"n\"\n", 0},
    {"a_comment_is_removed",
     "schema s | about old\n", "schema s\n",
     "0 comment: COMMENT ON SCHEMA \"s\" IS NULL\n", 0},
    {"a_default_is_set_and_dropped",
     T " column a | int | = 1\n column b | int\n", T " column a | int\n column b | int | = 2\n",
     "0 drop_default: ALTER COLUMN \"a\" DROP DEFAULT\n"
     "1 set_default: ALTER COLUMN \"b\" SET DEFAULT 2\n", 0},
    {"storage_parameters_are_set_and_reset",
     T " index i (id) | with fillfactor=70\n", T " index i (id) | with deduplicate_items=off\n",
     "0 set_index_options: ALTER INDEX \"s\".\"i\" RESET (\"fillfactor\"); ALTER INDEX \"s\".\"i\" SET (\"deduplicate_items\" = 'off')\n", 0},
    {"both_sides_of_a_foreign_key_change_their_type_together",
     "table s.p\n column id | int\n primary p_pkey (id)\ntable s.t\n column a | int\n key t_fk (a) s.p (id)\n",
     "table s.p\n column id | text\n primary p_pkey (id)\ntable s.t\n column a | text\n key t_fk (a) s.p (id)\n",
     "0 change_type: ALTER TABLE \"s\".\"t\" DROP CONSTRAINT IF EXISTS \"t_fk\"; ALTER TABLE \"s\".\"p\" ALTER COLUMN \"id\" TYPE text; ALTER TABLE \"s\".\"t\" ALTER COLUMN \"a\" TYPE text; ALTER TABLE \"s\".\"t\" ADD CONSTRAINT \"t_fk\" FOREIGN KEY (\"a\") REFERENCES \"s\".\"p\" (\"id\")\n", 0},
    {"types_that_can_reference_each_other_change_one_by_one",
     "table s.p\n column id | int\n primary p_pkey (id)\ntable s.t\n column a | int\n key t_fk (a) s.p (id)\n",
     "table s.p\n column id | bigint\n primary p_pkey (id)\ntable s.t\n column a | bigint\n key t_fk (a) s.p (id)\n",
     "0 change_type: ALTER COLUMN \"id\" TYPE bigint\n0 change_type: ALTER COLUMN \"a\" TYPE bigint\n", 0},
    {"nothing_to_do_is_nothing", T, T, "", 0},
};
/* clang-format on */

static void these_pieces_come_of_it(void **state)
{
    const Case *row = *state;
    Changed changed = changed_open(row->live, row->desired);

    if (row->version > 0)
        changed.version = row->version;
    assert_string_equal(changed_pieces(&changed), row->pieces);
    changed_close(&changed);
}

/* The first piece of the first group that changes. */
static const Piece *first_piece(Changed *changed)
{
    Pieces pieces;

    assert_true(changed->changes.groups.len > 0);
    assert_true(changed_make(changed, changed->changes.groups.items[0], &pieces));
    return pieces.list.items[0];
}

static void probes_ask_about_live_names(void **state)
{
    Changed changed = changed_open("table s.old\n column a | int | null\n",
                                   "table s.t | was old\n column b | int | was a\n");
    Pieces pieces;

    (void)state;
    assert_true(changed_make(&changed, changed.changes.groups.items[0], &pieces));
    assert_int_equal(pieces.list.items[2]->op, OP_SET_NOT_NULL);
    assert_str(pieces.list.items[2]->probes.items[0],
               "SELECT count(*) FROM \"s\".\"old\" WHERE \"a\" IS NULL");
    changed_close(&changed);
}

static void duplicates_are_counted_for_a_unique_index(void **state)
{
    Changed changed = changed_open(T " column a | int | null\n",
                                   T " column a | int | null\n uniqueindex u (a) | where id > 5\n");

    (void)state;
    assert_str(first_piece(&changed)->probes.items[0],
               "SELECT count(*) FROM (SELECT 1 FROM \"s\".\"t\" WHERE \"a\" IS NOT NULL AND "
               "(id > 5) GROUP BY \"a\" HAVING count(*) > 1) AS duplicates");
    changed_close(&changed);
}

static void orphans_are_counted_for_a_foreign_key(void **state)
{
    static const char parent[] = "table s.p\n column id | int\n primary p_pkey (id)\n";
    Arena arena = {0};
    Changed changed = changed_open(
        arena_printf(&arena, "%stable s.t\n column a | int | null\n", parent).ptr,
        arena_printf(&arena, "%stable s.t\n column a | int | null\n key k (a) s.p (id)\n", parent)
            .ptr);

    (void)state;
    assert_str(first_piece(&changed)->probes.items[0],
               "SELECT count(*) FROM \"s\".\"t\" AS child WHERE child.\"a\" IS NOT NULL AND NOT "
               "EXISTS (SELECT 1 FROM \"s\".\"p\" AS parent WHERE parent.\"id\" = child.\"a\")");
    assert_string_equal(first_piece(&changed)->related, "s.p");
    changed_close(&changed);
    arena_free(&arena);
}

static void a_check_over_a_new_column_is_not_asked(void **state)
{
    Changed changed = changed_open(T, T " column a | int | null\n check c a > 0\n");
    Pieces pieces;

    (void)state;
    assert_true(changed_make(&changed, changed.changes.groups.items[0], &pieces));
    assert_int_equal(pieces.list.items[1]->op, OP_ADD_CHECK);
    assert_int_equal(pieces.list.items[1]->probes.len, 0);
    assert_int_equal(pieces.list.items[1]->after, 0);
    changed_close(&changed);
}

static void reasons_say_from_what_to_what(void **state)
{
    Changed changed = changed_open(T " column a | int | null\n", T " column a | bigint | null\n");

    (void)state;
    assert_string_equal(first_piece(&changed)->reason, "DataType integer -> bigint");
    changed_close(&changed);
}

static void reasons_of_long_texts_show_where_they_differ(void **state)
{
    Changed changed = changed_open(
        T " check c id in (1000001, 1000002, 1000003, 1000004, 1000005, 1000006, 1000007)\n",
        T " check c id in (1000001, 1000002, 1000003, 1000004, 1000005, 1000006, 1000008)\n");

    (void)state;
    assert_string_equal(first_piece(&changed)->reason,
                        "Expression ...1000006, 1000007) -> ...1000006, 1000008)");
    changed_close(&changed);
}

static void what_an_old_server_lacks_is_refused(void **state)
{
    Changed changed =
        changed_open("table s.t\n", "table s.t\n column a | int | null\n unique u (a)\n");
    Table *table = (Table *)(void *)(uintptr_t)changed.changes.groups.items[0]->desired;
    Pieces pieces;

    (void)state;
    sparse_set_bool(&changed.desired->arena, &table->indexes.items[0]->rec,
                    FIELD_INDEX_NULLS_NOT_DISTINCT, true);
    changed.version = 140000;
    assert_fails(changed_make(&changed, changed.changes.groups.items[0], &pieces), &changed.errs,
                 ERR_UNSUPPORTED);
    changed_close(&changed);
}

static void clauses_of_a_table_are_joined(void **state)
{
    Arena arena = {0};
    Model *model = schema_model("table s.t\n");
    const Str clauses[] = {STR("ADD COLUMN \"a\" text"), STR("ADD COLUMN \"b\" text")};

    (void)state;
    assert_str(pg_join_clauses(&arena, model->objects.items[0], clauses, 2),
               "ALTER TABLE \"s\".\"t\" ADD COLUMN \"a\" text, ADD COLUMN \"b\" text");
    model_free(model);
    arena_free(&arena);
}

enum { CASES = sizeof cases / sizeof *cases };

int main(void)
{
    static struct CMUnitTest tests[CASES + 8];
    static Case rows[CASES];
    size_t count = 0;

    for (; count < CASES; count++) {
        rows[count] = cases[count];
        tests[count] = (struct CMUnitTest){.name = cases[count].name,
                                           .test_func = these_pieces_come_of_it,
                                           .initial_state = &rows[count]};
    }
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(probes_ask_about_live_names);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(duplicates_are_counted_for_a_unique_index);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(orphans_are_counted_for_a_foreign_key);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_check_over_a_new_column_is_not_asked);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(reasons_say_from_what_to_what);
    tests[count++] =
        (struct CMUnitTest)cmocka_unit_test(reasons_of_long_texts_show_where_they_differ);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(what_an_old_server_lacks_is_refused);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(clauses_of_a_table_are_joined);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
