/* Recipes that block nobody: indexes and keys. */
#include "changed.h"
#include "model/temporary.h"

typedef struct Case {
    const char *name, *live, *desired, *leftovers, *pieces;
} Case;

#define T "schema s\ntable s.t\n column id | int\n column a | int\n"

/* clang-format off */
static const Case cases[] = {
    {"an_index_is_built_concurrently", T, T " index i (a)\n", NULL,
     "0 create_index_online: CREATE INDEX CONCURRENTLY \"i\" ON \"s\".\"t\" (\"a\")\n"},
    {"a_unique_index_is_built_concurrently", T, T " uniqueindex i (a) | where id > 5\n", NULL,
     "0 create_unique_index_online: CREATE UNIQUE INDEX CONCURRENTLY \"i\" ON \"s\".\"t\" (\"a\") WHERE (id > 5)\n"},
    {"a_new_table_has_its_indexes_directly", "schema s\n", T " index i (a)\n", NULL,
     "0 create_table: CREATE TABLE \"s\".\"t\" (\n    \"id\" integer NOT NULL,\n    \"a\" integer NOT NULL\n)\n"
     "1<0 create_index: CREATE INDEX \"i\" ON \"s\".\"t\" (\"a\")\n"},
    {"an_index_is_dropped_concurrently", T " index i (a)\n", T, NULL,
     "0 drop_index_online: DROP INDEX CONCURRENTLY IF EXISTS \"s\".\"i\"\n"},
    {"an_index_is_replaced_without_a_gap", T " index i (a)\n", T " index i (a, id)\n", NULL,
     "0 create_index_online: CREATE INDEX CONCURRENTLY \"anneal_tmp_7dc6d1a3c8f8\" ON \"s\".\"t\" (\"a\", \"id\")\n"
     "1<0 swap_index: DROP INDEX CONCURRENTLY IF EXISTS \"s\".\"i\"; ALTER INDEX \"s\".\"anneal_tmp_7dc6d1a3c8f8\" RENAME TO \"i\"\n"},
    {"a_replacement_goes_on_where_it_was_cut_off", T, T " index i (a, id)\n", "anneal_tmp_7dc6d1a3c8f8",
     "0 create_index_online: CREATE INDEX CONCURRENTLY \"anneal_tmp_7dc6d1a3c8f8\" ON \"s\".\"t\" (\"a\", \"id\")\n"
     "1<0 swap_index: ALTER INDEX \"s\".\"anneal_tmp_7dc6d1a3c8f8\" RENAME TO \"i\"\n"},
    {"what_is_half_dropped_gives_way_to_what_replaces_it", T, T " index i (a, id)\n", "anneal_tmp_7dc6d1a3c8f8 i",
     "0 create_index_online: CREATE INDEX CONCURRENTLY \"anneal_tmp_7dc6d1a3c8f8\" ON \"s\".\"t\" (\"a\", \"id\")\n"
     "1<0 swap_index: DROP INDEX CONCURRENTLY IF EXISTS \"s\".\"i\"; ALTER INDEX \"s\".\"anneal_tmp_7dc6d1a3c8f8\" RENAME TO \"i\"\n"},
    {"what_nobody_wants_is_removed", T, T " index i (a)\n", "i j_ccnew anneal_tmp_000000000000",
     "0 create_index_online: CREATE INDEX CONCURRENTLY \"i\" ON \"s\".\"t\" (\"a\")\n"
     "1 drop_leftover: DROP INDEX CONCURRENTLY IF EXISTS \"s\".\"j_ccnew\"\n"
     "2 drop_leftover: DROP INDEX CONCURRENTLY IF EXISTS \"s\".\"anneal_tmp_000000000000\"\n"},
    {"a_key_is_made_of_an_index_that_is_built_concurrently", T, T " unique t_a_key (a)\n", NULL,
     "0 create_unique_index_online: CREATE UNIQUE INDEX CONCURRENTLY \"anneal_tmp_da536314ae94\" ON \"s\".\"t\" (\"a\")\n"
     "1<0 adopt_index: ADD CONSTRAINT \"t_a_key\" UNIQUE USING INDEX \"anneal_tmp_da536314ae94\"\n"},
    {"a_primary_key_waits_for_not_null", "schema s\ntable s.t\n column id | int | null\n", "schema s\ntable s.t\n column id | int\n primary t_pkey (id)\n", NULL,
     "0 add_check_not_valid: ADD CONSTRAINT \"anneal_tmp_8b8c57c1f59a\" CHECK (\"id\" IS NOT NULL) NOT VALID\n"
     "1<0 validate_check: VALIDATE CONSTRAINT \"anneal_tmp_8b8c57c1f59a\"\n"
     "2<0<1 set_not_null_proven: ALTER TABLE \"s\".\"t\" ALTER COLUMN \"id\" SET NOT NULL; ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"anneal_tmp_8b8c57c1f59a\"\n"
     "3 create_unique_index_online: CREATE UNIQUE INDEX CONCURRENTLY \"anneal_tmp_27fd3af79753\" ON \"s\".\"t\" (\"id\")\n"
     "4<3<0<1<2 adopt_index: ADD CONSTRAINT \"t_pkey\" PRIMARY KEY USING INDEX \"anneal_tmp_27fd3af79753\"\n"},
    {"a_replaced_key_lets_foreign_keys_go_for_a_moment", T " unique k (a)\ntable s.c\n column a | int\n key c_fk (a) s.t (a)\n", T " primary k (a)\ntable s.c\n column a | int\n key c_fk (a) s.t (a)\n", NULL,
     "0 create_unique_index_online: CREATE UNIQUE INDEX CONCURRENTLY \"anneal_tmp_3a107938c758\" ON \"s\".\"t\" (\"a\")\n"
     "1<0 swap_key: ALTER TABLE \"s\".\"c\" DROP CONSTRAINT IF EXISTS \"c_fk\"; ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"k\", ADD CONSTRAINT \"k\" PRIMARY KEY USING INDEX \"anneal_tmp_3a107938c758\"; ALTER TABLE \"s\".\"c\" ADD CONSTRAINT \"c_fk\" FOREIGN KEY (\"a\") REFERENCES \"s\".\"t\" (\"a\") NOT VALID\n"
     "2<1 validate_foreign_key: ALTER TABLE \"s\".\"c\" VALIDATE CONSTRAINT \"c_fk\"\n"},
    {"a_foreign_key_comes_back_where_its_key_is_yet_to_come", T " unique k (a)\n unique l (id)\ntable s.c\n column a | int\n key c_fk (a) s.t (a)\n", T " unique k (id)\n unique l (a)\ntable s.c\n column a | int\n key c_fk (a) s.t (a)\n", NULL,
     "0 create_unique_index_online: CREATE UNIQUE INDEX CONCURRENTLY \"anneal_tmp_1c82005498cf\" ON \"s\".\"t\" (\"id\")\n"
     "1 create_unique_index_online: CREATE UNIQUE INDEX CONCURRENTLY \"anneal_tmp_3ed08e204874\" ON \"s\".\"t\" (\"a\")\n"
     "2<1<0 swap_key: ALTER TABLE \"s\".\"c\" DROP CONSTRAINT IF EXISTS \"c_fk\"; ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"k\", ADD CONSTRAINT \"k\" UNIQUE USING INDEX \"anneal_tmp_1c82005498cf\"; ALTER TABLE \"s\".\"c\" ADD CONSTRAINT \"c_fk\" FOREIGN KEY (\"a\") REFERENCES \"s\".\"t\" (\"a\") NOT VALID\n"
     "3<2 validate_foreign_key: ALTER TABLE \"s\".\"c\" VALIDATE CONSTRAINT \"c_fk\"\n"
     "4<1 swap_key: ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"l\", ADD CONSTRAINT \"l\" UNIQUE USING INDEX \"anneal_tmp_3ed08e204874\"\n"},
};
/* clang-format on */

enum { CASES = sizeof cases / sizeof *cases };

static void leave_behind(Changed *changed, const char *names)
{
    Str rest = str_from(names), name;

    while (str_cut(&rest, ' ', &name))
        vec_push(&changed->live->arena,
                 &((Table *)model_find(changed->live, REC_TABLE, STR("s"), STR("t")))->leftovers,
                 name);
}

static void these_pieces_come_of_it(void **state)
{
    const Case *row = *state;
    Changed changed = changed_open(row->live, row->desired);

    changed.budget.recipes = RECIPES_ONLINE;
    if (row->leftovers != NULL)
        leave_behind(&changed, row->leftovers);
    assert_string_equal(changed_pieces(&changed), row->pieces);
    changed_close(&changed);
}

/* Directly it would fail, and be skipped as if it were there. */
static void an_invalid_index_in_the_way_is_built_anew_online_whatever_was_asked_for(void **state)
{
    Changed changed = changed_open(T, T " index i (a)\n");
    Pieces pieces;
    const Piece *piece;

    (void)state;
    leave_behind(&changed, "i");
    assert_true(changed_make(&changed, changed.changes.groups.items[0], &pieces));
    assert_int_equal(pieces.list.len, 1);
    piece = pieces.list.items[0];
    assert_int_equal(piece->op, OP_CREATE_INDEX_ONLINE);
    assert_int_equal(piece->undo.len, 1);
    assert_str(piece->undo.items[0], "DROP INDEX CONCURRENTLY IF EXISTS \"s\".\"i\"");
    assert_true(piece->leftover.len > 0);
    assert_str(piece->skip_if, "SELECT count(*) > 0 FROM pg_catalog.pg_index WHERE indisvalid AND "
                               "indexrelid = pg_catalog.to_regclass('\"s\".\"i\"')");
    changed_close(&changed);
}

static void temporary_names_are_known(void **state)
{
    (void)state;
    assert_true(name_is_temporary(STR("anneal_tmp_7dc6d1a3c8f8")));
    assert_false(name_is_temporary(STR("anneal_tmp_7dc6d1a3c8f8x")));
    assert_false(name_is_temporary(STR("anneal_tmp_orders_by_day")));
    assert_false(name_is_temporary(STR("orders_anneal_tmp_7dc6d1a3c8f8")));
}

int main(void)
{
    static struct CMUnitTest tests[CASES + 2];
    static Case rows[CASES];
    size_t count = 0;

    for (; count < CASES; count++) {
        rows[count] = cases[count];
        tests[count] = (struct CMUnitTest){.name = cases[count].name,
                                           .test_func = these_pieces_come_of_it,
                                           .initial_state = &rows[count]};
    }
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(
        an_invalid_index_in_the_way_is_built_anew_online_whatever_was_asked_for);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(temporary_names_are_known);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
