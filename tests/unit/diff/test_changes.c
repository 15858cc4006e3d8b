/* Two models -> changes: match and compare together, a row a case. */
#include "test.h"

#include "diff/diff.h"
#include "model/label.h"
#include "schema.h"

typedef struct Case {
    const char *name;
    const char *live, *desired;
    const char *changes; /* a line each, as describe() prints them */
    const char *note;    /* a part of the only note; NULL: there is none */
    bool ignores_case;
} Case;

static Str exact(Arena *arena, Str name)
{
    (void)arena;
    return name;
}

static Str lower(Arena *arena, Str name)
{
    char *text = arena_alloc(arena, name.len + 1);

    for (size_t i = 0; i < name.len; i++)
        text[i] = (char)(name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ? name.ptr[i] + 32 : name.ptr[i]);
    return (Str){text, name.len};
}

static const char *const kind_words[] = {
    [CHANGE_CREATE] = "create", [CHANGE_DROP] = "drop",         [CHANGE_ALTER] = "alter",
    [CHANGE_RENAME] = "rename", [CHANGE_RECREATE] = "recreate",
};

static Str record_label(Arena *arena, const Object *object, const Record *rec)
{
    return &object->rec == rec ? label_object(arena, object) : label_part(arena, object, rec);
}

static void describe(Sb *sb, Arena *arena, const ChangeGroup *group, const Change *change)
{
    const Object *object = change->desired == NULL ? group->live : group->desired;
    const Record *rec = change->desired == NULL ? change->live : change->desired;

    sb_printf(sb, "%s ", kind_words[change->kind]);
    sb_put(sb, record_label(arena, object, rec));
    if (change->kind == CHANGE_RENAME) {
        sb_puts(sb, " from ");
        sb_put(sb, group->live == NULL || &group->live->rec == change->live
                       ? label_name(arena, group->live->schema, group->live->name)
                       : record_name(change->live));
    }
    for (size_t i = 0; i < change->fields.len; i++)
        sb_printf(sb, "%s%s", i == 0 ? ": " : ", ", change->fields.items[i]->key);
    sb_putc(sb, '\n');
}

static void differs_as_expected(void **state)
{
    const Case *row = *state;
    Model *live = schema_model(row->live), *desired = schema_model(row->desired);
    MatchOptions options = {row->ignores_case ? lower : exact};
    Pairs pairs;
    Notes notes = {0};
    Errs errs = {0};
    Arena arena = {0};
    Sb sb = sb_new(SB_FILE_MAX);

    assert_true(diff_match(live, desired, &options, &pairs, &notes, &errs));
    Changes *changes = diff_compare(&pairs);
    for (size_t i = 0; i < changes->groups.len; i++)
        for (size_t j = 0; j < changes->groups.items[i]->changes.len; j++)
            describe(&sb, &arena, changes->groups.items[i],
                     changes->groups.items[i]->changes.items[j]);
    assert_string_equal(arena_cstr(&arena, sb_str(&sb)) == NULL ? ""
                                                                : arena_cstr(&arena, sb_str(&sb)),
                        row->changes);
    assert_int_equal(notes.list.len, row->note == NULL ? 0 : 1);
    if (row->note != NULL && strstr(notes.list.items[0].message, row->note) == NULL)
        assert_string_equal(notes.list.items[0].message, row->note);
    sb_free(&sb);
    arena_free(&arena);
    notes_free(&notes);
    errs_free(&errs);
    changes_free(changes);
    model_free(desired);
    model_free(live);
}

#define T "table s.t\n column id | int\n"

static Case cases[] = {
    /* what is new, gone, or the same */
    {"equal_models_have_no_changes", T " primary t_pkey (id)\n", T " primary t_pkey (id)\n", "",
     NULL, false},
    {"a_new_table_is_one_change", "", T " primary t_pkey (id)\n", "create table s.t\n", NULL,
     false},
    {"a_gone_table_is_one_change", T " primary t_pkey (id)\n", "", "drop table s.t\n", NULL, false},
    {"groups_come_by_kind_schema_and_name", "",
     "table s.b\ntable s.a\ntable a.z\nsequence s.q\nschema s\n",
     "create schema s\ncreate sequence s.q\ncreate table a.z\ncreate table s.a\n"
     "create table s.b\n",
     NULL, false},
    {"parts_come_and_go", T " column a | text\n index i (a)\n check c a > 0\n",
     T " column b | int\n unique u (b)\n key f (b) s.t (id)\n",
     "create column s.t.b\ndrop column s.t.a\ncreate unique s.t.u\ndrop index s.t.i\n"
     "drop check s.t.c\ncreate foreign key s.t.f\n",
     NULL, false},
    {"column_order_is_no_difference", "table s.t\n column a | int\n column b | int\n",
     "table s.t\n column b | int\n column a | int\n", "", NULL, false},
    {"each_field_that_differs_is_named", "table s.t\n column a | int\n column b | int | = 1\n",
     "table s.t\n column a | bigint | null | about x\n column b | int\n",
     "alter column s.t.a: DataType, Nullable, Comment\nalter column s.t.b: Default\n", NULL, false},
    {"other_keys_need_a_new_index", T " column a | int\n index i (id)\n",
     T " column a | int\n index i (id, a DESC)\n", "recreate index s.t.i: IndexColumns\n", NULL,
     false},
    {"storage_parameters_are_altered", T " index i (id)\n",
     T " index i (id) | with fillfactor=70\n", "alter index s.t.i: StorageParameters\n", NULL,
     false},
    {"an_implied_schema_only_has_to_exist", "schema s | about mine\n", "schema s | implied\n", "",
     NULL, false},
    {"an_implied_schema_is_created", "", "schema s | implied\n", "create schema s\n", NULL, false},
    {"a_declared_schema_is_compared", "schema s | about mine\n", "schema s\n",
     "alter schema s: Comment\n", NULL, false},

    /* renames */
    {"old_name_renames_a_table", "table s.a\n column x | int\n",
     "table s.b | was a\n column x | int\n", "rename table s.b from s.a\n", NULL, false},
    {"old_name_with_a_schema_moves_a_table", "table r.a\n", "table s.b | was r.a\n",
     "rename table s.b from r.a\n", NULL, false},
    {"a_renamed_column_that_changes_is_two_changes", "table s.t\n column a | int\n",
     "table s.t\n column b | bigint | was a\n",
     "rename column s.t.b from a\nalter column s.t.b: DataType\n", NULL, false},
    {"an_old_name_that_is_done_is_no_rename", "table s.t\n column b | int\n",
     "table s.t\n column b | int | was a\n", "", NULL, false},
    {"an_old_name_that_never_was_creates", "table s.t\n", "table s.t\n column b | int | was a\n",
     "create column s.t.b\n", NULL, false},
    {"old_and_new_both_present_is_a_removal_with_a_note",
     "table s.t\n column a | int\n column b | int\n", "table s.t\n column b | int | was a\n",
     "drop column s.t.a\n", "column s.t.b and its OldName column s.t.a are both there", false},
    {"a_chain_of_renames_works", "table s.t\n column a | int\n column b | int\n column c | int\n",
     "table s.t\n column b | int | was a\n column c | int | was b\n column d | int | was c\n",
     "rename column s.t.b from a\nrename column s.t.c from b\nrename column s.t.d from c\n", NULL,
     false},
    {"a_chain_that_is_done_is_no_rename", "table s.t\n column b | int\n column c | int\n",
     "table s.t\n column b | int | was a\n column c | int | was b\n", "", NULL, false},
    {"a_swap_is_found_by_what_the_columns_are", "table s.t\n column a | int\n column b | text\n",
     "table s.t\n column a | text | was b\n column b | int | was a\n",
     "rename column s.t.a from b\nrename column s.t.b from a\n", NULL, false},
    {"a_swap_that_is_done_is_no_rename", "table s.t\n column a | text\n column b | int\n",
     "table s.t\n column a | text | was b\n column b | int | was a\n", "", NULL, false},
    {"a_swap_of_twins_counts_as_done", "table s.t\n column a | int\n column b | int\n",
     "table s.t\n column a | int | was b\n column b | int | was a\n", "", "taken as done", false},
    {"a_turn_of_three_works", "table s.t\n column a | int\n column b | text\n column c | date\n",
     "table s.t\n column a | date | was c\n column b | int | was a\n column c | text | was b\n",
     "rename column s.t.a from c\nrename column s.t.b from a\nrename column s.t.c from b\n", NULL,
     false},
    {"tables_swap_by_their_columns", "table s.a\n column x | int\ntable s.b\n column y | int\n",
     "table s.a | was b\n column y | int\ntable s.b | was a\n column x | int\n",
     "rename table s.a from s.b\nrename table s.b from s.a\n", NULL, false},
    {"indexes_swap_by_their_keys",
     "table s.t\n column a | int\n column b | int\n index i (a)\n index j (b)\n",
     "table s.t\n column a | int\n column b | int\n index i (b) | was j\n index j (a) | was i\n",
     "rename index s.t.i from j\nrename index s.t.j from i\n", NULL, false},
    {"a_name_can_be_used_anew", "table s.t\n column price | int\n",
     "table s.t\n column cents | int | was price\n column price | numeric | null\n",
     "rename column s.t.cents from price\ncreate column s.t.price\n", NULL, false},

    /* what the server carries along */
    {"keys_and_texts_follow_a_renamed_column",
     "table s.t\n column a | int\n column h | int | as (a / 2)\n column d | int | = now(a)\n"
     " index i (a DESC, (\"a\" + 1)) | where a < 100\n unique u (a, h)\n"
     " index j (h) | include a\n check c (a > 0 AND note <> 'a')\n key f (a) s.t (a)\n",
     "table s.t\n column amount | int | was a\n column h | int | as amount/2\n"
     " column d | int | = now(amount)\n"
     " index i (amount DESC, (amount + 1)) | where amount < 100\n unique u (amount, h)\n"
     " index j (h) | include amount\n check c (amount > 0 and note <> 'a')\n"
     " key f (amount) s.t (amount)\n",
     "rename column s.t.amount from a\nalter column s.t.h: GenerationExpression\n", NULL, false},
    {"functions_types_and_strings_keep_their_names",
     "table s.t\n column a | int\n check c a(a) > 'a'::a AND CAST(a AS a) = x.b\n",
     "table s.t\n column b | int | was a\n check c a(b) > 'a'::a AND CAST(b AS a) = x.b\n",
     "rename column s.t.b from a\n", NULL, false},
    {"a_text_that_meant_the_old_column_differs_when_the_name_is_used_anew",
     "table s.t\n column a | int\n check c a > 0\n",
     "table s.t\n column b | int | was a\n column a | int\n check c a > 0\n",
     "rename column s.t.b from a\ncreate column s.t.a\nrecreate check s.t.c: Expression\n", NULL,
     false},
    {"foreign_keys_follow_a_renamed_table_and_its_columns",
     "table s.p\n column id | int\ntable s.c\n column p | int\n key f (p) s.p (id)\n",
     "table s.parent | was p\n column key | int | was id\n"
     "table s.c\n column p | int\n key f (p) s.parent (key)\n",
     "rename table s.parent from s.p\nrename column s.parent.key from id\n", NULL, false},
    {"a_foreign_key_to_another_table_differs",
     "table s.p\n column id | int\ntable s.q\n column id | int\n"
     "table s.c\n column p | int\n key f (p) s.p (id)\n",
     "table s.p\n column id | int\ntable s.q\n column id | int\n"
     "table s.c\n column p | int\n key f (p) s.q (id)\n",
     "recreate foreign key s.c.f: RelatedTable\n", NULL, false},
    {"a_foreign_key_without_columns_means_the_primary_key",
     "table s.p\n column id | int\n primary k (id)\ntable s.c\n column p | int\n key f (p) s.p "
     "(id)\n",
     "table s.p\n column id | int\n primary k (id)\ntable s.c\n column p | int\n key f (p) s.p\n",
     "", NULL, false},
    {"the_owner_of_a_sequence_is_carried_along",
     "sequence s.q | owned t.id\ntable s.t\n column id | int\n",
     "sequence s.q | owned u.key\ntable s.u | was t\n column key | int | was id\n",
     "rename table s.u from s.t\nrename column s.u.key from id\n", NULL, false},
    {"a_default_follows_its_renamed_sequence",
     "sequence s.q\ntable s.t\n column id | int | = nextval('s.q'::regclass)\n",
     "sequence s.r | was q\ntable s.t\n column id | int | = nextval('s.r'::regclass)\n",
     "rename sequence s.r from s.q\n", NULL, false},

    /* parts without names */
    {"an_unnamed_key_keeps_the_live_name", T " primary t_pkey (id)\n", T " primary - (id)\n", "",
     NULL, false},
    {"an_unnamed_primary_key_pairs_whatever_its_columns",
     T " column a | int\n primary t_pkey (id)\n", T " column a | int\n primary - (a)\n",
     "recreate primary key s.t.t_pkey: IndexColumns\n", NULL, false},
    {"a_primary_key_with_another_name_is_renamed", T " primary t_pkey (id)\n",
     T " primary pk_t (id)\n", "rename primary key s.t.pk_t from t_pkey\n", NULL, false},
    {"unnamed_parts_match_by_content",
     T " column a | int\n unique t_a_key (a)\n unique t_id_key (id)\n index t_a_idx (a)\n",
     T " column a | int\n index - (a)\n unique - (id)\n unique - (a)\n", "", NULL, false},
    {"among_alike_indexes_the_equal_one_is_taken",
     T " column a | int\n index i (id) | include a\n index j (id)\n",
     T " column a | int\n index - (id)\n index - (id) | include a\n", "", NULL, false},
    {"an_unnamed_check_pairs_with_the_likest",
     T " check t_a_check (a > 0)\n check t_b_check (b < 10)\n",
     T " check - b < 10\n check - a > 0\n",
     "recreate check s.t.t_b_check: Expression\nrecreate check s.t.t_a_check: Expression\n", NULL,
     false},
    {"an_unnamed_check_unlike_any_is_new", T " check c (a > 0)\n",
     T " check - upper(name) IS NOT NULL\n",
     "create check (upper(name) IS NOT NULL) on s.t\ndrop check s.t.c\n", NULL, false},
    {"an_unnamed_foreign_key_matches_by_its_columns",
     "table s.p\n column id | int\ntable s.c\n column p | int\n key c_p_fkey (p) s.p (id)\n",
     "table s.p\n column id | int\ntable s.c\n column p | int\n key - (p) s.p (id) | cascade\n",
     "recreate foreign key s.c.c_p_fkey: DeleteAction\n", NULL, false},
    {"a_live_part_without_a_name_is_no_difference",
     "table t\n column a | int\n unique - (a)\n check - a > 0\n",
     "table t\n column a | int\n unique t_key (a)\n check t_check a > 0\n", "", NULL, false},
    {"an_unnamed_part_matches_through_a_renamed_column",
     "table s.t\n column a | int\n unique t_a_key (a)\n",
     "table s.t\n column b | int | was a\n unique - (b)\n", "rename column s.t.b from a\n", NULL,
     false},

    /* names that the server takes for the same */
    {"another_case_is_the_same_where_the_server_says_so", "table T\n column Id | int\n",
     "table t\n column ID | int\n", "", NULL, true},
    {"another_case_is_a_rename_where_old_name_asks", "table t\n column Id | int\n",
     "table t\n column ID | int | was Id\n", "rename column t.ID from Id\n", NULL, true},
    {"another_case_is_another_name_elsewhere", "table t\n column Id | int\n",
     "table t\n column id | int\n", "create column t.id\ndrop column t.Id\n", NULL, false},
};

static void two_claims_of_one_old_name_are_an_error(void **state)
{
    Model *live = schema_model("table s.t\n column a | int\n");
    Model *desired = schema_model("table s.t\n column b | int | was a\n column c | int | was a\n");
    MatchOptions options = {exact};
    Pairs pairs;
    Notes notes = {0};
    Errs errs = {0};

    (void)state;
    assert_fails(diff_match(live, desired, &options, &pairs, &notes, &errs), &errs, ERR_DUPLICATE);
    assert_string_equal(errs_last(&errs)->message,
                        "column s.t.b and column s.t.c both claim to have been column s.t.a");
    notes_free(&notes);
    errs_free(&errs);
    model_free(desired);
    model_free(live);
}

static void a_name_that_an_unmanaged_relation_has_is_not_free(void **state)
{
    Model *live = schema_model("table s.other\n column a | int\n");
    Model *desired = schema_model("table s.t\n column a | int\n");
    MatchOptions options = {exact};
    Pairs pairs;
    Notes notes = {0};
    Errs errs = {0};

    (void)state;
    model_add_unmanaged(live, STR("s"), STR("t"), "view");
    assert_fails(diff_match(live, desired, &options, &pairs, &notes, &errs), &errs,
                 ERR_UNSUPPORTED);
    assert_non_null(strstr(errs_last(&errs)->message, "table s.t is declared"));
    assert_non_null(strstr(errs_last(&errs)->message, "a view"));
    notes_free(&notes);
    errs_free(&errs);
    model_free(desired);
    model_free(live);
}

static void renames_are_suggested_and_not_guessed(void **state)
{
    Model *live = schema_model("table s.t\n column amount | int\n column x | text\n"
                               "table s.old\n column k | int\n column v | text\n");
    Model *desired = schema_model("table s.t\n column amounts | int\n column other | int\n"
                                  "table s.new\n column k | int\n column v | text\n");
    MatchOptions options = {exact};
    Pairs pairs;
    Notes notes = {0};
    Errs errs = {0};

    (void)state;
    assert_true(diff_match(live, desired, &options, &pairs, &notes, &errs));
    Changes *changes = diff_compare(&pairs);
    diff_suggest_renames(changes, &notes);
    assert_int_equal(notes.list.len, 2);
    assert_string_equal(notes.list.items[0].message,
                        "table s.old goes and table s.new of the same columns comes");
    assert_string_equal(notes.list.items[1].message,
                        "column s.t.amount goes and column s.t.amounts of the same type comes");
    assert_string_equal(notes.list.items[1].hint,
                        "if this is a rename, write \"OldName\": \"amount\" on the new one");
    changes_free(changes);
    notes_free(&notes);
    errs_free(&errs);
    model_free(desired);
    model_free(live);
}

int main(void)
{
    enum { COUNT = sizeof cases / sizeof *cases };
    struct CMUnitTest tests[COUNT + 3];

    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){cases[i].name, differs_as_expected, NULL, NULL, &cases[i]};
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(two_claims_of_one_old_name_are_an_error);
    tests[COUNT + 1] = (struct CMUnitTest)cmocka_unit_test(renames_are_suggested_and_not_guessed);
    tests[COUNT + 2] =
        (struct CMUnitTest)cmocka_unit_test(a_name_that_an_unmanaged_relation_has_is_not_free);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
