/* Rights: what an ACL says beyond what the server gives by itself. */
#include "test.h"

#include "engine/postgres/pure.h"
#include "engine/postgres/rights.h"
#include "model/definition.h"
#include "model/key_list.h"

typedef struct Acl {
    const char *name;
    const RecordType *type; /* NULL: default privileges, and `object` says of what */
    const char *object;     /* its name; of default privileges what they are on */
    const char *owner, *acl;
    int version;
    const char *want; /* role|privileges|with option|revoked, then a blank */
} Acl;

/* clang-format off */
static const Acl acls[] = {
    {"no_acl_is_what_the_server_gives", &table_type, "t", "me", NULL, 150000, ""},
    {"an_acl_that_says_the_same", &table_type, "t", "me", "{me=arwdDxt/me}", 150000, ""},
    {"somebody_else", &table_type, "t", "me", "{me=arwdDxt/me,app=r/me}", 150000, "app|SELECT|| "},
    {"everybody", &table_type, "t", "me", "{me=arwdDxt/me,=ar/me}", 150000, "PUBLIC|SELECT, INSERT|| "},
    {"with_grant_option", &table_type, "t", "me", "{me=arwdDxt/me,app=r*a*w/me}", 150000, "app|SELECT, INSERT, UPDATE|SELECT, INSERT| "},
    {"all_of_a_version", &table_type, "t", "me", "{me=arwdDxt/me,app=arwdDxt/me}", 150000, "app|ALL|| "},
    {"a_later_version_has_more", &table_type, "t", "me", "{me=arwdDxtm/me,app=arwdDxt/me}", 170000,
        "app|SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER|| "},
    {"the_owner_lacks_some", &table_type, "t", "me", "{me=arwxt/me}", 150000, "OWNER|||DELETE, TRUNCATE "},
    {"nobody_has_any", &table_type, "t", "me", "{}", 150000, "OWNER|||ALL "},
    {"quoted_names", &table_type, "t", "my self", "{\"\\\"my self\\\"=arwdDxt/\\\"my self\\\"\",\"\\\"a\\\"\\\"b,c\\\"=r/\\\"my self\\\"\"}", 150000,
        "a\"b,c|SELECT|| "},
    {"a_role_called_PUBLIC", &table_type, "t", "me", "{me=arwdDxt/me,PUBLIC=r/me,=w/me}", 150000, "PUBLIC|UPDATE|| \"PUBLIC\"|SELECT|| "},
    {"granted_twice", &table_type, "t", "me", "{me=arwdDxt/me,app=r*/me,other=r/app,other=w/me}", 150000,
        "app|SELECT|SELECT| other|SELECT, UPDATE|| "},
    {"a_routine_is_everybodys", &function_type, "f()", "me", NULL, 150000, ""},
    {"unless_revoked", &function_type, "f()", "me", "{me=X/me}", 150000, "PUBLIC|||EXECUTE "},
    {"the_schema_public_of_initdb", &schema_type, "public", "pg_database_owner", "{pg_database_owner=UC/pg_database_owner,=U/pg_database_owner}", 150000, ""},
    {"and_of_older_servers", &schema_type, "public", "me", "{me=UC/me,=UC/me}", 140000, ""},
    {"one_that_was_upgraded", &schema_type, "public", "me", "{me=UC/me,=UC/me}", 150000, "PUBLIC|CREATE|| "},
    {"one_that_was_made_anew", &schema_type, "public", "me", NULL, 150000, "PUBLIC|||USAGE "},
    {"another_schema", &schema_type, "shop", "me", "{me=UC/me,=U/me}", 150000, "PUBLIC|USAGE|| "},
    {"a_sequence", &sequence_type, "s", "me", "{me=rwU/me,app=U/me}", 150000, "app|USAGE|| "},
};
/* clang-format on */

enum { ACL_COUNT = sizeof acls / sizeof *acls };

static Str words_of(Arena *arena, const GrantVec *grants)
{
    Sb sb = sb_new(SB_LINE_MAX);

    for (size_t i = 0; i < grants->len; i++) {
        const Grant *grant = grants->items[i];
        sb_put(&sb, grant->role);
        sb_putc(&sb, '|');
        idents_write(&sb, &grant->privileges);
        sb_putc(&sb, '|');
        idents_write(&sb, &grant->with_option);
        sb_putc(&sb, '|');
        idents_write(&sb, &grant->revoked);
        sb_putc(&sb, ' ');
    }
    return sb_finish(&sb, arena);
}

static void an_acl_says(void **state)
{
    const Acl *row = *state;
    Arena arena = {0};
    Object *object = record_new(&arena, row->type);
    const PgRightsKind *kind = pg_rights_of(row->type);
    PgHolders holders = {0};
    GrantVec grants, again;

    object->name = str_from(row->object);
    pg_rights_add_acl(&arena, kind, object, STR_ABSENT, str_from(row->owner), str_from(row->acl),
                      row->version, &holders);
    grants = pg_rights_write(&arena, &grant_type, kind, object, &holders, row->version);
    assert_str(words_of(&arena, &grants), row->want);
    /* Its words mean the same when they are read again. */
    holders = pg_rights_read(&arena, kind, object, &grants, row->version);
    again = pg_rights_write(&arena, &grant_type, kind, object, &holders, row->version);
    assert_str(words_of(&arena, &again), row->want);
    arena_free(&arena);
}

static void default_privileges_of_a_schema_add_and_of_the_database_replace(void **state)
{
    Arena arena = {0};
    DefaultPrivileges *object = record_new(&arena, &default_privileges_type);
    const PgRightsKind *whole = pg_default_rights(STR("functions"), true);
    const PgRightsKind *part = pg_default_rights(STR("FUNCTIONS"), false);
    PgHolders holders = {0};
    GrantVec grants;

    (void)state;
    pg_rights_add_acl(&arena, whole, NULL, STR("FUNCTIONS"), STR("me"), STR("{me=X/me}"), 150000,
                      &holders);
    grants = pg_rights_write(&arena, &default_grant_type, NULL, &object->obj, &holders, 150000);
    assert_str(words_of(&arena, &grants), "PUBLIC|||EXECUTE ");
    holders = (PgHolders){0};
    object->obj.schema = STR("shop");
    pg_rights_add_acl(&arena, part, NULL, STR("FUNCTIONS"), STR("me"), STR("{app=X/me}"), 150000,
                      &holders);
    grants = pg_rights_write(&arena, &default_grant_type, NULL, &object->obj, &holders, 150000);
    assert_str(words_of(&arena, &grants), "app|EXECUTE|| ");
    assert_null(pg_default_rights(STR("SCHEMAS"), false));
    assert_null(pg_default_rights(STR("VIEWS"), true));
    arena_free(&arena);
}

static void all_is_what_the_server_has(void **state)
{
    const PgRightsKind *kind = pg_rights_of(&table_type);
    PgRightSet older, newer;
    StrVec all = {0}, maintain = {0};
    Arena arena = {0};
    Str unknown;

    (void)state;
    vec_push(&arena, &all, STR("all"));
    vec_push(&arena, &maintain, STR("maintain"));
    assert_true(pg_rights_read_words(kind, &all, 160000, &older, &unknown));
    assert_true(pg_rights_read_words(kind, &all, 170000, &newer, &unknown));
    assert_true(older != newer && (older & ~newer) == 0);
    assert_false(pg_rights_read_words(kind, &maintain, 160000, &older, &unknown));
    assert_str(unknown, "maintain");
    arena_free(&arena);
}

int main(void)
{
    static struct CMUnitTest tests[ACL_COUNT + 2];
    static Acl copies[ACL_COUNT]; /* cmocka's state is not const */

    for (size_t i = 0; i < ACL_COUNT; i++) {
        copies[i] = acls[i];
        tests[i] = (struct CMUnitTest){
            .name = acls[i].name, .test_func = an_acl_says, .initial_state = &copies[i]};
    }
    tests[ACL_COUNT] = (struct CMUnitTest)cmocka_unit_test(
        default_privileges_of_a_schema_add_and_of_the_database_replace);
    tests[ACL_COUNT + 1] = (struct CMUnitTest)cmocka_unit_test(all_is_what_the_server_has);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
