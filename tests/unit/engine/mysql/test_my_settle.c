/* A package's model -> MySQL's and MariaDB's: taken over, dropped with a note, or refused. */
#include "test.h"

#include "engine/mysql/mysql.h"

#include "my_dump.h"
#include "schema.h"

typedef struct Case {
    const char *name;
    const Engine *engine;
    const char *schema, *dump; /* dump of the table t; or of what is said against it */
} Case;

static const Case cases[] = {
    {"spellings_of_types_and_defaults", &engine_mysql,
     "table t\n  column a | INTEGER(11) | null | = '5'\n  column b | BOOLEAN | = TRUE\n"
     "  column c | VARCHAR(9) CHARACTER SET utf8 | = \"x\"\n",
     "Name=t\ncolumn: Name=a DataType=int Nullable=true Default=5"
     "\ncolumn: Name=b DataType=tinyint(1) Default=1"
     "\ncolumn: Name=c DataType=varchar(9) Default='x' CharacterSet=utf8mb3"},
    {"a_key_has_one_name_and_no_nulls", &engine_mysql,
     "table t\n  column a | int | null\n  primary t_pkey (a)\n",
     "Name=t\ncolumn: Name=a DataType=int\nindex: Name=PRIMARY PrimaryKey=true IndexColumns=a"},
    {"a_unique_constraint_is_an_index", &engine_mysql,
     "table t\n  column a | int\n  unique u (a)\n",
     "Name=t\ncolumn: Name=a DataType=int\nindex: Name=u Unique=true IndexColumns=a"},
    {"a_foreign_key_brings_an_index_along", &engine_mysql,
     "table p\n  column id | int\n  primary p (id)\n"
     "table t\n  column a | int\n  key f (a) p (id) | cascade\n",
     "Name=t\ncolumn: Name=a DataType=int\nindex: Name=f IndexColumns=a"
     "\nforeign key: Name=f Columns=a RelatedTable=p RelatedColumns=id DeleteAction=CASCADE"},
    {"but_where_one_serves", &engine_mysql,
     "table p\n  column id | int\n  primary p (id)\n"
     "table t\n  column a | int\n  column b | int\n  index i (a, b)\n  key f (a) p (id)\n",
     "Name=t\ncolumn: Name=a DataType=int\ncolumn: Name=b DataType=int"
     "\nindex: Name=i IndexColumns=a, b"
     "\nforeign key: Name=f Columns=a RelatedTable=p RelatedColumns=id"},
    {"a_generated_column_is_virtual_by_itself", &engine_mariadb,
     "table t\n  column a | int\n  column b | int | as (a + 1)\n",
     "Name=t\ncolumn: Name=a DataType=int\ncolumn: Name=b DataType=int Nullable=true "
     "GenerationExpression=a + 1 Generated=VIRTUAL"},
    {"an_index_on_an_expression_of_mysql", &engine_mysql,
     "table t\n  column a | int\n  index i ((a + 1))\n",
     "Name=t\ncolumn: Name=a DataType=int\nindex: Name=i IndexColumns=(a + 1)"},
    {"mariadb_has_none", &engine_mariadb, "table t\n  column a | int\n  index i ((a + 1))\n",
     "! index t.i: MariaDB has no indexes on expressions"},
    {"what_stands_behind_a_type_has_a_key", &engine_mysql, "table t\n  column a | int NOT NULL\n",
     "! column t.a: DataType goes on with NOT"},
    {"a_column_needs_a_type", &engine_mysql, "table t\n  column a |\n",
     "! column t.a: a column needs a DataType"},
    {"names_of_columns_do_not_differ_by_case", &engine_mysql,
     "table t\n  column a | int\n  column A | int\n", "! column t.A is declared twice"},
    {"names_of_ours_are_taken", &engine_mysql, "table _anneal_x\n  column a | int\n",
     "! table _anneal_x: names that begin with _anneal_ are taken"},
    {"mysql_has_no_sequences", &engine_mysql, "sequence s\ntable t\n  column a | int\n",
     "! sequence s: MySQL has no such thing"},
};

static void settles(void **state)
{
    const Case *row = *state;
    Model *model = schema_model(row->schema);
    Notes notes = {0};
    Errs errs = {0};
    bool is_refused = row->dump[0] == '!';

    assert_int_equal(row->engine->settle(model, &notes, &errs), !is_refused);
    if (is_refused)
        assert_string_equal(errs.list.items[0].message, row->dump + 2);
    else
        assert_str(my_dump_table(&model->arena,
                                 (const Table *)model_find(model, REC_TABLE, STR_ABSENT, STR("t"))),
                   row->dump);
    model_free(model);
    notes_free(&notes);
    errs_free(&errs);
}

static void partitions_in_short(void **state)
{
    Model *model = schema_model("table t\n  column a | int\n");
    Table *table = (Table *)model_find(model, REC_TABLE, STR_ABSENT, STR("t"));
    Partitioning *partitioning = record_new(&model->arena, &partitioning_type);
    Partition *low = record_new(&model->arena, &partition_type);
    Partition *high = record_new(&model->arena, &partition_type);
    Notes notes = {0};
    Errs errs = {0};

    (void)state;
    partitioning->method = STR("range columns");
    partitioning->expression = STR("(`a`)");
    low->name = STR("low");
    low->values = STR("2000");
    high->name = STR("high");
    high->values = STR("maxvalue");
    vec_push(&model->arena, &partitioning->partitions, low);
    vec_push(&model->arena, &partitioning->partitions, high);
    *(Partitioning **)record_put(&model->arena, &table->obj.rec,
                                 record_type_find_id(&table_type, FIELD_TABLE_PARTITIONING)) =
        partitioning;
    assert_true(engine_mysql.settle(model, &notes, &errs));
    assert_str(my_dump_table(&model->arena, table),
               "Name=t Partitioning={Method=RANGE COLUMNS Expression=a Partitions=[Name=low "
               "Values=LESS THAN (2000); Name=high Values=LESS THAN (MAXVALUE)]}"
               "\ncolumn: Name=a DataType=int");
    model_free(model);
    notes_free(&notes);
    errs_free(&errs);
}

static void full_text_indexes_join_the_others(void **state)
{
    Model *model = schema_model("table t\n  column a | text\n");
    Table *table = (Table *)model_find(model, REC_TABLE, STR_ABSENT, STR("t"));
    FullTextIndex *given = record_new(&model->arena, &full_text_index_type);
    KeyPart part = {.name = STR("a")};
    Notes notes = {0};
    Errs errs = {0};

    (void)state;
    given->name = STR("w");
    vec_push(&model->arena, &given->keys, part);
    list_push(&model->arena,
              record_put(&model->arena, &table->obj.rec,
                         record_type_find_id(&table_type, FIELD_TABLE_FULLTEXT)),
              &given->rec);
    assert_true(engine_mariadb.settle(model, &notes, &errs));
    assert_int_equal(table->indexes.len, 1);
    assert_str(sparse_str(&table->indexes.items[0]->rec, FIELD_INDEX_TYPE), "FULLTEXT");
    model_free(model);
    notes_free(&notes);
    errs_free(&errs);
}

int main(void)
{
    enum { COUNT = sizeof cases / sizeof *cases };
    struct CMUnitTest tests[COUNT + 2] = {0};

    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = cases[i].name,
                                       .test_func = settles,
                                       .initial_state = (void *)(uintptr_t)&cases[i]};
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(partitions_in_short);
    tests[COUNT + 1] = (struct CMUnitTest)cmocka_unit_test(full_text_indexes_join_the_others);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
