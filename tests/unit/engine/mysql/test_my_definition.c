/* CREATE of views, routines, triggers and events -> definitions -> CREATE. */
#include "test.h"

#include "engine/mysql/my_definition.h"
#include "engine/mysql/my_slots.h"

typedef struct Case {
    const char *name, *sql;
    const char *rendered; /* NULL: of no kind of these */
} Case;

static const Case cases[] = {
    {"a_view_less_what_goes_without_saying",
     "CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `v` AS select 1 AS `a`",
     "CREATE VIEW `v` AS select 1 AS `a`"},
    {"a_view_with_all_that_can_be_said",
     "create or replace algorithm = merge definer = 'a'@'%' sql security invoker view v (a, b) as "
     "select 1, 2 with check option",
     "CREATE ALGORITHM=MERGE DEFINER=`a`@`%` SQL SECURITY INVOKER VIEW `v` (`a`,`b`) AS select 1, "
     "2 with check option"},
    {"characteristics_in_one_order",
     "CREATE PROCEDURE p (IN a int) COMMENT \"it's\" SQL SECURITY INVOKER DETERMINISTIC LANGUAGE "
     "SQL MODIFIES SQL DATA BEGIN SELECT 1; END",
     "CREATE PROCEDURE `p`(IN a int)\n    MODIFIES SQL DATA\n    DETERMINISTIC\n    SQL SECURITY "
     "INVOKER\n    COMMENT 'it''s'\nBEGIN SELECT 1; END"},
    {"types_of_results", "CREATE FUNCTION f() RETURNS INTEGER RETURN 1",
     "CREATE FUNCTION `f`() RETURNS int\nRETURN 1"},
    {"a_trigger_in_any_case", "create trigger a before insert on t for each row follows b SET @x=1",
     "CREATE TRIGGER `a` BEFORE INSERT ON `t` FOR EACH ROW FOLLOWS `b` SET @x=1"},
    {"an_event",
     "CREATE DEFINER=CURRENT_USER EVENT IF NOT EXISTS e ON SCHEDULE every 1 day starts "
     "'2030-01-01' ON COMPLETION NOT PRESERVE ENABLE COMMENT '' DO DELETE FROM t",
     "CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01' COMMENT ''\nDO DELETE FROM t"},
    {"an_event_that_sleeps",
     "CREATE EVENT e ON SCHEDULE AT '2030-01-01' ON COMPLETION PRESERVE DISABLE DO SET @a = 1",
     "CREATE EVENT `e` ON SCHEDULE AT '2030-01-01' ON COMPLETION PRESERVE DISABLE\nDO SET @a = 1"},
    {"another_database_is_none_of_ours", "CREATE VIEW db.v AS select 1", NULL},
    {"a_function_of_a_library", "CREATE FUNCTION f RETURNS INTEGER SONAME 'x.so'", NULL},
    {"a_table", "CREATE TABLE t (a int)", NULL},
};

static void reads(void **state)
{
    const Case *row = *state;
    Arena arena = {0};
    const Definition *one = my_definition_read(&arena, MY_MYSQL, NULL, str_from(row->sql));
    Str text;

    assert_int_equal(one != NULL, row->rendered != NULL);
    if (one != NULL) {
        text = my_definition_render(&arena, one, false);
        assert_str(text, row->rendered);
        /* What was written is read as the same. */
        one = my_definition_read(&arena, MY_MYSQL, NULL, text);
        assert_non_null(one);
        assert_str(my_definition_render(&arena, one, false), row->rendered);
    }
    arena_free(&arena);
}

static void character_sets_of_the_database_go_without_saying(void **state)
{
    Arena arena = {0};
    MyCatalog catalog = {.family = MY_MARIADB, .collation = STR("utf8mb4_general_ci")};
    const Definition *one = my_definition_read(
        &arena, MY_MARIADB, &catalog,
        STR("CREATE FUNCTION `f`(a int) RETURNS varchar(9) CHARSET utf8mb4 COLLATE "
            "utf8mb4_general_ci RETURN 'a'"));

    (void)state;
    assert_non_null(one);
    assert_str(one->text, "(a int) RETURNS varchar(9)\nRETURN 'a'");
    arena_free(&arena);
}

static void orders_of_triggers_are_found_and_replaced(void **state)
{
    Arena arena = {0};
    Str text = STR("BEFORE INSERT ON `t` FOR EACH ROW PRECEDES `x` SET @a = 1");
    MyTriggerOrder order;

    (void)state;
    assert_true(my_trigger_order(&arena, text, &order));
    assert_true(order.precedes);
    assert_str(order.other, "x");
    text = my_trigger_with_order(&arena, text, STR("FOLLOWS `y`"));
    assert_str(text, "BEFORE INSERT ON `t` FOR EACH ROW FOLLOWS `y` SET @a = 1");
    assert_str(my_trigger_with_order(&arena, text, STR_ABSENT),
               "BEFORE INSERT ON `t` FOR EACH ROW SET @a = 1");
    arena_free(&arena);
}

/* Statements as the splitter gives them. */
static bool declares(Model *model, const char *const *texts, Errs *errs)
{
    Statements statements = {0};
    bool is_declared;

    for (uint32_t line = 1; *texts != NULL; texts++, line++)
        vec_push(&model->arena, &statements, ((Statement){.text = str_from(*texts), .line = line}));
    assert_true(my_declare_script(MY_MYSQL, &statements, "a.sql", model, &is_declared, errs));
    return is_declared;
}

static void a_script_declares_with_its_mode(void **state)
{
    static const char *const script[] = {"SET SESSION sql_mode = 'ansi_quotes'",
                                         "DROP PROCEDURE IF EXISTS p",
                                         "CREATE PROCEDURE p() SELECT 1", NULL};
    Model *model = model_new();
    Errs errs = {0};
    const Object *object;

    (void)state;
    assert_true(declares(model, script, &errs));
    object = model_find(model, REC_PROCEDURE, STR_ABSENT, STR("p"));
    assert_non_null(object);
    assert_str(sparse_str(&object->rec, FIELD_DEFINITION_SQL_MODE), "ANSI_QUOTES");
    assert_str(my_object_script(MY_MYSQL, &model->arena, object),
               "SET sql_mode = 'ANSI_QUOTES';\nCREATE PROCEDURE `p`()\nSELECT 1;\n");
    model_free(model);
    errs_free(&errs);
}

static void other_statements_make_a_script_the_users_own(void **state)
{
    static const char *const script[] = {"CREATE VIEW v AS SELECT 1", "INSERT INTO t VALUES (1)",
                                         NULL};
    static const char *const drop[] = {"DROP VIEW IF EXISTS w", "CREATE VIEW v AS SELECT 1", NULL};
    Model *model = model_new();
    Errs errs = {0};

    (void)state;
    assert_false(declares(model, script, &errs));
    assert_false(declares(model, drop, &errs));
    assert_int_equal(model->objects.len, 0);
    model_free(model);
    errs_free(&errs);
}

static void a_text_with_semicolons_has_another_end(void **state)
{
    Arena arena = {0};
    const Definition *one = my_definition_read(
        &arena, MY_MYSQL, NULL, STR("CREATE PROCEDURE p() BEGIN SELECT 1 // 2; END"));

    (void)state;
    assert_non_null(one);
    assert_str(my_object_script(MY_MYSQL, &arena, &one->obj),
               "DELIMITER $$\nCREATE PROCEDURE `p`()\nBEGIN SELECT 1 // 2; END\n$$\nDELIMITER ;\n");
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(character_sets_of_the_database_go_without_saying),
        cmocka_unit_test(orders_of_triggers_are_found_and_replaced),
        cmocka_unit_test(a_script_declares_with_its_mode),
        cmocka_unit_test(other_statements_make_a_script_the_users_own),
        cmocka_unit_test(a_text_with_semicolons_has_another_end),
    };
    enum { COUNT = sizeof cases / sizeof *cases, OTHERS = sizeof others / sizeof *others };
    struct CMUnitTest tests[COUNT + OTHERS] = {0};

    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = cases[i].name,
                                       .test_func = reads,
                                       .initial_state = (void *)(uintptr_t)&cases[i]};
    memcpy(tests + COUNT, others, sizeof others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
