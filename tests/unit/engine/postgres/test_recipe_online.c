/* Recipes of what is over the lock budget: steps that block nobody, and how they go on where a run
 * was cut off. */
#include "changed.h"

typedef struct Case {
    const char *name, *live, *desired, *pieces;
    int version; /* 0: 15 */
} Case;

#define T "schema s\ntable s.t\n column id | int\n"
#define P "schema s\ntable s.p\n column id | int\n primary p_pkey (id)\n"

/* clang-format off */
static const Case cases[] = {
    {"a_check_holds_for_new_rows_before_the_old_ones_are_read",
     T, T " check c id > 0\n",
     "0 add_check_not_valid: ADD CONSTRAINT \"c\" CHECK (id > 0) NOT VALID\n"
     "1<0 validate_check: VALIDATE CONSTRAINT \"c\"\n", 0},
    {"an_unnamed_check_gets_the_name_that_the_server_would_give",
     T, T " check - id > 0\n check t_id_check id > 1\n",
     "0 add_check_not_valid: ADD CONSTRAINT \"t_id_check1\" CHECK (id > 0) NOT VALID\n"
     "1<0 validate_check: VALIDATE CONSTRAINT \"t_id_check1\"\n"
     "2 add_check_not_valid: ADD CONSTRAINT \"t_id_check\" CHECK (id > 1) NOT VALID\n"
     "3<2 validate_check: VALIDATE CONSTRAINT \"t_id_check\"\n", 0},
    {"a_replaced_check_is_never_missing",
     T " check c id > 0\n", T " check c id > 1\n",
     "0 add_check_not_valid: ADD CONSTRAINT \"anneal_tmp_c69dd1cd6a0e\" CHECK (id > 1) NOT VALID\n"
     "1<0 validate_check: VALIDATE CONSTRAINT \"anneal_tmp_c69dd1cd6a0e\"\n"
     "2<1 swap_check: ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"c\"; ALTER TABLE \"s\".\"t\" RENAME CONSTRAINT \"anneal_tmp_c69dd1cd6a0e\" TO \"c\"\n", 0},
    {"what_a_run_has_added_is_validated",
     T " check c id > 0\n check anneal_tmp_c69dd1cd6a0e id > 1 | invalid\n", T " check c id > 1\n",
     "0 validate_check: VALIDATE CONSTRAINT \"anneal_tmp_c69dd1cd6a0e\"\n"
     "1<0 swap_check: ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"c\"; ALTER TABLE \"s\".\"t\" RENAME CONSTRAINT \"anneal_tmp_c69dd1cd6a0e\" TO \"c\"\n", 0},
    {"what_a_run_has_validated_takes_its_place",
     T " check c id > 0\n check anneal_tmp_c69dd1cd6a0e id > 1\n", T " check c id > 1\n",
     "0 swap_check: ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"c\"; ALTER TABLE \"s\".\"t\" RENAME CONSTRAINT \"anneal_tmp_c69dd1cd6a0e\" TO \"c\"\n", 0},
    {"what_a_run_has_left_for_another_package_goes",
     T " check anneal_tmp_000000000000 id > 1 | invalid\n", T,
     "0 drop_check: DROP CONSTRAINT \"anneal_tmp_000000000000\"\n", 0},
    {"a_foreign_key_likewise",
     P "table s.t\n column id | int\n", P "table s.t\n column id | int\n key k (id) s.p (id)\n",
     "0 add_foreign_key_not_valid: ADD CONSTRAINT \"k\" FOREIGN KEY (\"id\") REFERENCES \"s\".\"p\" (\"id\") NOT VALID\n"
     "1<0 validate_foreign_key: VALIDATE CONSTRAINT \"k\"\n", 0},
    {"a_replaced_foreign_key_is_never_missing",
     P "table s.t\n column id | int\n key k (id) s.p (id)\n", P "table s.t\n column id | int\n key k (id) s.p (id) | cascade\n",
     "0 add_foreign_key_not_valid: ADD CONSTRAINT \"anneal_tmp_a71bd3fec1bb\" FOREIGN KEY (\"id\") REFERENCES \"s\".\"p\" (\"id\") ON DELETE CASCADE NOT VALID\n"
     "1<0 validate_foreign_key: VALIDATE CONSTRAINT \"anneal_tmp_a71bd3fec1bb\"\n"
     "2<1 swap_foreign_key: ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"k\"; ALTER TABLE \"s\".\"t\" RENAME CONSTRAINT \"anneal_tmp_a71bd3fec1bb\" TO \"k\"\n", 0},
    {"a_foreign_key_that_a_run_has_left_goes",
     P "table s.t\n column id | int\n key anneal_tmp_000000000000 (id) s.p (id) | cascade | invalid\n", P "table s.t\n column id | int\n",
     "0 drop_foreign_key: DROP CONSTRAINT \"anneal_tmp_000000000000\"\n", 0},
    {"a_check_proves_that_a_column_holds_no_null",
     T " column a | int | null\n", T " column a | int\n",
     "0 add_check_not_valid: ADD CONSTRAINT \"anneal_tmp_8a922fba0930\" CHECK (\"a\" IS NOT NULL) NOT VALID\n"
     "1<0 validate_check: VALIDATE CONSTRAINT \"anneal_tmp_8a922fba0930\"\n"
     "2<0<1 set_not_null_proven: ALTER TABLE \"s\".\"t\" ALTER COLUMN \"a\" SET NOT NULL; ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"anneal_tmp_8a922fba0930\"\n", 0},
    {"the_proof_of_a_run_that_was_cut_off_is_used",
     T " column a | int | null\n check anneal_tmp_8a922fba0930 a IS NOT NULL | invalid\n", T " column a | int\n",
     "0 validate_check: VALIDATE CONSTRAINT \"anneal_tmp_8a922fba0930\"\n"
     "1<0 set_not_null_proven: ALTER TABLE \"s\".\"t\" ALTER COLUMN \"a\" SET NOT NULL; ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"anneal_tmp_8a922fba0930\"\n", 0},
    {"since_18_the_constraint_itself_waits_for_its_proof",
     T " column a | int | null\n", T " column a | int\n",
     "0 set_not_null_later: ADD CONSTRAINT \"t_a_not_null\" NOT NULL \"a\" NOT VALID\n"
     "1<0 validate_not_null: VALIDATE CONSTRAINT \"t_a_not_null\"\n", 180000},
    {"a_primary_key_comes_when_its_columns_hold_no_null",
     "schema s\ntable s.t\n column a | int | null\n", "schema s\ntable s.t\n column a | int\n primary t_pkey (a)\n",
     "0 add_check_not_valid: ADD CONSTRAINT \"anneal_tmp_8a922fba0930\" CHECK (\"a\" IS NOT NULL) NOT VALID\n"
     "1<0 validate_check: VALIDATE CONSTRAINT \"anneal_tmp_8a922fba0930\"\n"
     "2<0<1 set_not_null_proven: ALTER TABLE \"s\".\"t\" ALTER COLUMN \"a\" SET NOT NULL; ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"anneal_tmp_8a922fba0930\"\n"
     "3 create_unique_index_online: CREATE UNIQUE INDEX CONCURRENTLY \"anneal_tmp_2c7fced5d91b\" ON \"s\".\"t\" (\"a\")\n"
     "4<3<0<1<2 adopt_index: ADD CONSTRAINT \"t_pkey\" PRIMARY KEY USING INDEX \"anneal_tmp_2c7fced5d91b\"\n", 0},
    {"a_type_changes_before_the_rows_are_read",
     T " column a | int | null\n", T " column a | bigint\n",
     "0 change_type: ALTER COLUMN \"a\" TYPE bigint\n"
     "1<0 add_check_not_valid: ADD CONSTRAINT \"anneal_tmp_8a922fba0930\" CHECK (\"a\" IS NOT NULL) NOT VALID\n"
     "2<1 validate_check: VALIDATE CONSTRAINT \"anneal_tmp_8a922fba0930\"\n"
     "3<0<1<2 set_not_null_proven: ALTER TABLE \"s\".\"t\" ALTER COLUMN \"a\" SET NOT NULL; ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"anneal_tmp_8a922fba0930\"\n", 0},
    {"a_check_on_a_wider_column_is_read_beside_the_others",
     T " column a | varchar(5) | null\n check c a <> ''\n", T " column a | text | null\n check c a <> ''\n",
     "0 widen_type: DROP CONSTRAINT \"c\", ALTER COLUMN \"a\" TYPE text, ADD CONSTRAINT \"c\" CHECK (a <> '') NOT VALID\n"
     "1<0 validate_check: VALIDATE CONSTRAINT \"c\"\n", 0},
    {"an_expression_of_an_index_is_read_under_the_lock",
     T " column a | varchar(5) | null\n index i ((lower(a)))\n", T " column a | text | null\n index i ((lower(a)))\n",
     "0 widen_type_scan: ALTER COLUMN \"a\" TYPE text\n", 0},
    {"a_plain_index_on_a_wider_column_stays",
     T " column a | varchar(5) | null\n index i (a)\n", T " column a | text | null\n index i (a)\n",
     "0 widen_type: ALTER COLUMN \"a\" TYPE text\n", 0},
    {"a_time_zone_is_told_in_place",
     T " column a | timestamp | null\n", T " column a | timestamptz | null\n",
     "0 retype_in_place: ALTER COLUMN \"a\" TYPE timestamp with time zone\n", 0},
    {"an_index_of_times_is_built_anew",
     T " column a | timestamp | null\n index i (a)\n", T " column a | timestamptz | null\n index i (a)\n",
     "0 retype_scan: ALTER COLUMN \"a\" TYPE timestamp with time zone\n", 0},
    {"a_new_table_has_nothing_to_read",
     P, P "table s.t\n column id | int\n check c id > 0\n key k (id) s.p (id)\n",
     "0 create_table: CREATE TABLE \"s\".\"t\" (\n"
     "    \"id\" integer NOT NULL,\n"
     "    CONSTRAINT \"c\" CHECK (id > 0)\n"
     ")\n"
     "1<0 add_foreign_key: ADD CONSTRAINT \"k\" FOREIGN KEY (\"id\") REFERENCES \"s\".\"p\" (\"id\")\n", 0},
};
/* clang-format on */

static void these_pieces_come_of_it(void **state)
{
    const Case *row = *state;
    Changed changed = changed_open(row->live, row->desired);

    changed.budget.recipes = RECIPES_ONLINE;
    if (row->version > 0)
        changed.version = row->version;
    assert_string_equal(changed_pieces(&changed), row->pieces);
    changed_close(&changed);
}

int main(void)
{
    enum { COUNT = sizeof cases / sizeof *cases };
    static struct CMUnitTest tests[COUNT];
    static Case copies[COUNT]; /* cmocka's state is not const */

    for (size_t i = 0; i < COUNT; i++) {
        copies[i] = cases[i];
        tests[i] = (struct CMUnitTest){.name = cases[i].name,
                                       .test_func = these_pieces_come_of_it,
                                       .initial_state = &copies[i]};
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
