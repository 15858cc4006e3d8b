/* CREATE texts -> records -> CREATE texts; a row a case. The reader must not know what it doesn't.
 */
#include "test.h"

#include "engine/sqlite/lite_create.h"
#include "engine/sqlite/lite_render.h"
#include "engine/sqlite/lite_table.h"
#include "engine/sqlite/lite_token.h"

typedef struct Case {
    const char *name, *sql;
    const char *rendered; /* NULL: not understood */
} Case;

static const Case cases[] = {
    {"columns_with_and_without_types",
     "CREATE TABLE t(a, b INT, [c d] DECIMAL( 10 , 2 ), `e` unsigned big int)",
     "CREATE TABLE \"t\" (\n    \"a\",\n    \"b\" INT,\n    \"c d\" DECIMAL( 10 , 2 ),\n"
     "    \"e\" unsigned big int\n)"},
    {"column_constraints_in_any_order",
     "CREATE TABLE t(a TEXT COLLATE nocase DEFAULT 'x' CONSTRAINT n NOT NULL)",
     "CREATE TABLE \"t\" (\n    \"a\" TEXT NOT NULL DEFAULT 'x' COLLATE \"nocase\"\n)"},
    {"a_default_that_is_no_literal_stands_in_parentheses",
     "CREATE TABLE t(a DEFAULT (1 + 2), b DEFAULT -5, c DEFAULT current_date, d DEFAULT ('x'))",
     "CREATE TABLE \"t\" (\n    \"a\" DEFAULT (1 + 2),\n    \"b\" DEFAULT -5,\n"
     "    \"c\" DEFAULT current_date,\n    \"d\" DEFAULT 'x'\n)"},
    {"binary_is_no_collation", "CREATE TABLE t(a COLLATE \"Binary\")",
     "CREATE TABLE \"t\" (\n    \"a\"\n)"},
    {"constraints_at_columns_become_the_tables",
     "CREATE TABLE t(a CONSTRAINT u UNIQUE ON CONFLICT IGNORE CONSTRAINT c CHECK (a > 0), b "
     "CONSTRAINT "
     "f REFERENCES p(x) ON DELETE SET NULL ON UPDATE CASCADE)",
     "CREATE TABLE \"t\" (\n    \"a\",\n    \"b\",\n"
     "    CONSTRAINT \"u\" UNIQUE (\"a\") ON CONFLICT IGNORE,\n"
     "    CONSTRAINT \"c\" CHECK (a > 0),\n"
     "    CONSTRAINT \"f\" FOREIGN KEY (\"b\") REFERENCES \"p\" (\"x\") ON DELETE SET NULL ON "
     "UPDATE CASCADE\n)"},
    {"no_commas_between_table_constraints",
     "CREATE TABLE t(a, b, PRIMARY KEY(a, b DESC) CHECK(a) UNIQUE(b COLLATE rtrim))",
     "CREATE TABLE \"t\" (\n    \"a\",\n    \"b\",\n    PRIMARY KEY (\"a\", \"b\" DESC),\n"
     "    UNIQUE (\"b\" COLLATE \"rtrim\"),\n    CHECK (a)\n)"},
    {"a_rowid_alias_is_not_said_to_be_not_null", "CREATE TABLE t(a INTEGER NOT NULL PRIMARY KEY)",
     "CREATE TABLE \"t\" (\n    \"a\" INTEGER,\n    PRIMARY KEY (\"a\")\n)"},
    {"autoincrement_at_the_column_or_the_table",
     "CREATE TABLE t(a INTEGER, PRIMARY KEY(a AUTOINCREMENT))",
     "CREATE TABLE \"t\" (\n    \"a\" INTEGER PRIMARY KEY AUTOINCREMENT\n)"},
    {"desc_at_the_column_unmakes_the_alias",
     "CREATE TABLE t(a INTEGER CONSTRAINT k PRIMARY KEY DESC)",
     "CREATE TABLE \"t\" (\n    \"a\" INTEGER CONSTRAINT \"k\" PRIMARY KEY DESC\n)"},
    {"desc_behind_the_columns_means_nothing_for_the_alias",
     "CREATE TABLE t(a INTEGER, PRIMARY KEY(a DESC))",
     "CREATE TABLE \"t\" (\n    \"a\" INTEGER,\n    PRIMARY KEY (\"a\")\n)"},
    {"desc_behind_the_columns_counts_without_rowid",
     "CREATE TABLE t(a INTEGER NOT NULL, PRIMARY KEY(a DESC)) WITHOUT ROWID",
     "CREATE TABLE \"t\" (\n    \"a\" INTEGER NOT NULL PRIMARY KEY DESC\n) WITHOUT ROWID"},
    {"a_type_whose_end_sqlite_cuts_off",
     "CREATE TABLE t(a INTEGER xGENERATED ALWAYS AS (1) STORED)", NULL},
    {"generated_columns",
     "CREATE TABLE t(a, b INT GENERATED ALWAYS AS (a * 2) STORED NOT NULL, c AS (lower(a)))",
     "CREATE TABLE \"t\" (\n    \"a\",\n    \"b\" INT NOT NULL GENERATED ALWAYS AS (a * 2) "
     "STORED,\n"
     "    \"c\" GENERATED ALWAYS AS (lower(a)) VIRTUAL\n)"},
    {"deferrable_keys",
     "CREATE TABLE t(a REFERENCES p DEFERRABLE INITIALLY DEFERRED, b REFERENCES p NOT DEFERRABLE "
     "INITIALLY DEFERRED, FOREIGN KEY (a, b) REFERENCES q MATCH FULL DEFERRABLE)",
     "CREATE TABLE \"t\" (\n    \"a\",\n    \"b\",\n"
     "    FOREIGN KEY (\"a\") REFERENCES \"p\" DEFERRABLE INITIALLY DEFERRED,\n"
     "    FOREIGN KEY (\"b\") REFERENCES \"p\",\n"
     "    FOREIGN KEY (\"a\", \"b\") REFERENCES \"q\" MATCH FULL DEFERRABLE\n)"},
    {"options", "CREATE TABLE t(a INT NOT NULL PRIMARY KEY) WITHOUT ROWID, STRICT",
     "CREATE TABLE \"t\" (\n    \"a\" INT NOT NULL,\n    PRIMARY KEY (\"a\")\n) STRICT, WITHOUT "
     "ROWID"},
    {"comments_are_passed_over",
     "CREATE TABLE t(a /* one */ INT -- two\n, b, CHECK (/*x*/ a > 0 -- y\n))",
     "CREATE TABLE \"t\" (\n    \"a\" INT,\n    \"b\",\n    CHECK (a > 0)\n)"},
    {"keywords_can_be_names", "CREATE TABLE \"table\"(\"primary\" TEXT, key, 'check' INT)",
     "CREATE TABLE \"table\" (\n    \"primary\" TEXT,\n    \"key\",\n    \"check\" INT\n)"},
    {"an_unknown_option_is_not_understood", "CREATE TABLE t(a) FROZEN", NULL},
    {"an_unknown_column_constraint_is_not_understood",
     "CREATE TABLE t(a INT ENCRYPTED BY (x) NULL FOO)", NULL},
    {"an_unknown_table_constraint_is_not_understood",
     "CREATE TABLE t(a, PRIMARY KEY (a) EXCLUDE (a))", NULL},
    {"an_empty_name_is_not_understood", "CREATE TABLE t(\"\" INT, PRIMARY KEY (\"\"))", NULL},
    {"a_text_without_end_is_not_understood", "CREATE TABLE t(a CHECK (a > '0)", NULL},
    {"a_virtual_table_is_not_understood", "CREATE VIRTUAL TABLE t USING fts5(a)", NULL},
};

static void reads(void **state)
{
    const Case *row = *state;
    Model *model = model_new();
    LiteTokens head = lite_tokens_read(&model->arena, str_from(row->sql));
    Table *table =
        model_add(model, &table_type, STR_ABSENT, lite_token_name(&model->arena, &head.items[2]));
    const char *problem = NULL;
    bool ok = lite_create_table_read(model, table, str_from(row->sql), &problem);

    lite_table_complete(&model->arena, table);
    if (row->rendered == NULL) {
        assert_false(ok);
        assert_non_null(problem);
    } else {
        if (!ok)
            fail_msg("%s", problem);
        assert_string_equal(lite_render_table(&model->arena, table, table->obj.name).ptr,
                            row->rendered);
    }
    model_free(model);
}

typedef struct IndexCase {
    const char *name, *sql, *rendered;
} IndexCase;

static const IndexCase index_cases[] = {
    {"index_columns_with_collation_and_direction",
     "CREATE INDEX i ON t (a COLLATE nocase DESC, [b] ASC)",
     "CREATE INDEX \"i\" ON \"t\" (\"a\" COLLATE \"nocase\" DESC, \"b\")"},
    {"index_expressions_keep_their_parentheses",
     "CREATE UNIQUE INDEX IF NOT EXISTS main.i ON t (lower(a), (a + b) DESC, a || 'x')",
     "CREATE UNIQUE INDEX \"i\" ON \"t\" (lower(a), (a + b) DESC, a || 'x')"},
    {"index_predicate", "CREATE INDEX i ON t (a) WHERE a > 0 AND b IS NOT NULL -- some",
     "CREATE INDEX \"i\" ON \"t\" (\"a\") WHERE a > 0 AND b IS NOT NULL"},
    {"an_expression_that_could_be_a_column_gets_parentheses",
     "CREATE INDEX i ON t ((a COLLATE nocase))",
     "CREATE INDEX \"i\" ON \"t\" ((a COLLATE nocase))"},
    {"an_unknown_clause_of_an_index_is_not_understood", "CREATE INDEX i ON t (a) INCLUDE (b)",
     NULL},
};

static void reads_index(void **state)
{
    const IndexCase *row = *state;
    Model *model = model_new();
    Table *table = model_add(model, &table_type, STR_ABSENT, STR("t"));
    const char *problem = NULL;
    bool ok;

    (void)model_add_column(model, table, STR("a"));
    (void)model_add_column(model, table, STR("b"));
    ok = lite_create_index_read(model, table, STR("i"), str_from(row->sql), &problem);
    assert_int_equal(ok, row->rendered != NULL);
    if (ok)
        assert_string_equal(
            lite_render_index(&model->arena, table->indexes.items[0], STR("i"), STR("t")).ptr,
            row->rendered);
    model_free(model);
}

int main(void)
{
    enum {
        COUNT = sizeof cases / sizeof *cases,
        INDEX_COUNT = sizeof index_cases / sizeof *index_cases
    };
    struct CMUnitTest tests[COUNT + INDEX_COUNT] = {0};

    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = cases[i].name,
                                       .test_func = reads,
                                       .initial_state = (void *)(uintptr_t)&cases[i]};
    for (size_t i = 0; i < INDEX_COUNT; i++)
        tests[COUNT + i] = (struct CMUnitTest){.name = index_cases[i].name,
                                               .test_func = reads_index,
                                               .initial_state = (void *)(uintptr_t)&index_cases[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
