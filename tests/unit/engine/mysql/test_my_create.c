/* What servers print -> records; a row a case. The reader must say what it doesn't know. */
#include "test.h"

#include "engine/mysql/my_create.h"

#include "my_dump.h"

typedef struct Case {
    const char *name;
    MyFamily family;
    const char *sql, *dump;
} Case;

#define TAIL "\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"
#define HEAD "Name=t Collation=utf8mb4_bin"

static const Case cases[] = {
    {"columns_of_mysql", MY_MYSQL,
     "CREATE TABLE `t` (\n  `id` int NOT NULL AUTO_INCREMENT,\n  `n` int DEFAULT '5',\n"
     "  `inv` int DEFAULT NULL /*!80023 INVISIBLE */,\n"
     "  `g` point NOT NULL /*!80003 SRID 4326 */,\n"
     "  `ts` timestamp(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6) "
     "COMMENT 'it''s',\n  PRIMARY KEY (`id`)" TAIL,
     HEAD "\ncolumn: Name=id DataType=int AutoIncrement=true"
          "\ncolumn: Name=n DataType=int Nullable=true Default=5"
          "\ncolumn: Name=inv DataType=int Nullable=true Invisible=true"
          "\ncolumn: Name=g DataType=point Srid=4326"
          "\ncolumn: Name=ts DataType=timestamp(6) Nullable=true Default=CURRENT_TIMESTAMP(6) "
          "OnUpdateCurrentTimestamp=CURRENT_TIMESTAMP(6) Comment=it's"
          "\nindex: Name=PRIMARY PrimaryKey=true IndexColumns=id"},
    {"columns_of_mariadb", MY_MARIADB,
     "CREATE TABLE `t` (\n  `n` int(11) DEFAULT 5,\n"
     "  `c` varchar(30) DEFAULT NULL CHECK (`c` <> ''),\n"
     "  `z` varchar(100) /*M!100301 COMPRESSED*/ DEFAULT NULL,\n"
     "  `q` bigint(20) NOT NULL DEFAULT nextval(`shop`.`ids`),\n"
     "  `ts` timestamp NULL DEFAULT current_timestamp()" TAIL,
     HEAD "\ncolumn: Name=n DataType=int Nullable=true Default=5"
          "\ncolumn: Name=c DataType=varchar(30) Nullable=true CheckExpression=`c` <> ''"
          "\ncolumn: Name=z DataType=varchar(100) COMPRESSED Nullable=true"
          "\ncolumn: Name=q DataType=bigint Default=nextval(`ids`)"
          "\ncolumn: Name=ts DataType=timestamp Nullable=true Default=CURRENT_TIMESTAMP"},
    {"json_of_mariadb", MY_MARIADB,
     "CREATE TABLE `t` (\n  `j` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL "
     "CHECK (json_valid(`j`)),\n  `k` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT "
     "NULL CHECK (json_valid(`j`))" TAIL,
     HEAD "\ncolumn: Name=j DataType=json Nullable=true"
          "\ncolumn: Name=k DataType=longtext Nullable=true CheckExpression=json_valid(`j`)"},
    {"a_collation_that_is_the_tables_goes_without_saying", MY_MYSQL,
     "CREATE TABLE `t` (\n  `a` varchar(5) COLLATE utf8mb4_bin DEFAULT NULL,\n"
     "  `b` varchar(5) CHARACTER SET latin1 DEFAULT NULL" TAIL,
     HEAD "\ncolumn: Name=a DataType=varchar(5) Nullable=true"
          "\ncolumn: Name=b DataType=varchar(5) Nullable=true Collation=latin1_swedish_ci"},
    {"generated_columns", MY_MYSQL,
     "CREATE TABLE `t` (\n  `a` int DEFAULT NULL,\n"
     "  `b` int GENERATED ALWAYS AS ((`a` + 1)) VIRTUAL,\n"
     "  `c` varchar(9) GENERATED ALWAYS AS (concat(`a`,_utf8mb4'x')) STORED NOT NULL" TAIL,
     HEAD "\ncolumn: Name=a DataType=int Nullable=true"
          "\ncolumn: Name=b DataType=int Nullable=true GenerationExpression=`a` + 1 "
          "Generated=VIRTUAL"
          "\ncolumn: Name=c DataType=varchar(9) GenerationExpression=concat(`a`,'x') "
          "Generated=STORED"},
    {"keys", MY_MYSQL,
     "CREATE TABLE `t` (\n  `a` int DEFAULT NULL,\n  UNIQUE KEY `u` (`a`) COMMENT 'one',\n"
     "  KEY `p` (`a`(10),`b` DESC) USING HASH,\n  KEY `f` ((lower(`a`))),\n"
     "  KEY `h` (`a`) /*!80000 INVISIBLE */,\n  SPATIAL KEY `s` (`g`),\n"
     "  FULLTEXT KEY `w` (`a`) /*!50100 WITH PARSER `ngram` */ " TAIL,
     HEAD "\ncolumn: Name=a DataType=int Nullable=true"
          "\nindex: Name=u Unique=true IndexColumns=a Comment=one"
          "\nindex: Name=p IndexColumns=a(10), b DESC IndexType=HASH"
          "\nindex: Name=f IndexColumns=(lower(`a`))"
          "\nindex: Name=h IndexColumns=a Visible=false"
          "\nindex: Name=s IndexColumns=g IndexType=SPATIAL"
          "\nindex: Name=w IndexColumns=a IndexType=FULLTEXT Parser=ngram"},
    {"constraints", MY_MYSQL,
     "CREATE TABLE `t` (\n  `a` int DEFAULT NULL,\n"
     "  CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`x`) ON DELETE RESTRICT ON UPDATE "
     "CASCADE,\n  CONSTRAINT `g` FOREIGN KEY (`a`) REFERENCES `other`.`p` (`x`) ON DELETE SET "
     "NULL,\n  CONSTRAINT `c` CHECK (((`a` > 0) and (`a` < 9))),\n"
     "  CONSTRAINT `d` CHECK ((`a` > 3)) /*!80016 NOT ENFORCED */" TAIL,
     HEAD "\ncolumn: Name=a DataType=int Nullable=true"
          "\ncheck: Name=c Expression=(`a` > 0) and (`a` < 9)"
          "\ncheck: Name=d Expression=`a` > 3 NotEnforced=true"
          "\nforeign key: Name=f Columns=a RelatedTable=p RelatedColumns=x UpdateAction=CASCADE"
          "\nforeign key: Name=g Columns=a RelatedTableSchema=other RelatedTable=p "
          "RelatedColumns=x DeleteAction=SET NULL"},
    {"options", MY_MARIADB,
     "CREATE TABLE `t` (\n  `a` int(11) DEFAULT NULL\n) ENGINE=MyISAM AUTO_INCREMENT=7 DEFAULT "
     "CHARSET=latin1 ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 COMMENT='a ''b''' MAX_ROWS=1000 "
     "`PAGE_COMPRESSED`='1'",
     "Name=t Comment=a 'b' Options=MAX_ROWS=1000 Engine=MyISAM RowFormat=COMPRESSED "
     "Collation=latin1_swedish_ci KeyBlockSize=8 PageCompressed=true"
     "\ncolumn: Name=a DataType=int Nullable=true"},
    {"ranges_with_parts_of_their_own", MY_MYSQL,
     "CREATE TABLE `t` (\n  `a` int NOT NULL" TAIL
     "\n/*!50500 PARTITION BY RANGE  COLUMNS(a)\nSUBPARTITION BY HASH (`a`)\nSUBPARTITIONS 2\n"
     "(PARTITION p0 VALUES LESS THAN (5) COMMENT = 'low' ENGINE = InnoDB,\n"
     " PARTITION p1 VALUES LESS THAN (MAXVALUE) ENGINE = InnoDB) */",
     HEAD " Partitioning={Method=RANGE COLUMNS Expression=a SubMethod=HASH SubExpression=`a` "
          "SubPartitionCount=2 Partitions=[Name=p0 Values=LESS THAN (5) Comment=low; Name=p1 "
          "Values=LESS THAN (MAXVALUE)]}\ncolumn: Name=a DataType=int"},
    {"hashes_that_are_counted", MY_MARIADB,
     "CREATE TABLE `t` (\n  `a` int(11) NOT NULL" TAIL
     "\n PARTITION BY LINEAR KEY (`a`)\nPARTITIONS 4",
     HEAD " Partitioning={Method=LINEAR KEY Expression=a PartitionCount=4}"
          "\ncolumn: Name=a DataType=int"},
    {"versions_and_periods", MY_MARIADB,
     "CREATE TABLE `t` (\n  `a` int(11) DEFAULT NULL WITHOUT SYSTEM VERSIONING,\n"
     "  `rs` timestamp(6) GENERATED ALWAYS AS ROW START,\n"
     "  `re` timestamp(6) GENERATED ALWAYS AS ROW END,\n"
     "  PERIOD FOR SYSTEM_TIME (`rs`, `re`),\n  PERIOD FOR `app` (`s`, `e`),\n"
     "  UNIQUE KEY `u` (`a`,`app` WITHOUT OVERLAPS)" TAIL
     " WITH SYSTEM VERSIONING\n PARTITION BY SYSTEM_TIME LIMIT 1000\n"
     "(PARTITION `p0` HISTORY ENGINE = InnoDB,\n PARTITION `pn` CURRENT ENGINE = InnoDB)",
     HEAD " IsSystemVersioned=true Periods=[Name=SYSTEM_TIME StartColumn=rs EndColumn=re; "
          "Name=app StartColumn=s EndColumn=e] Partitioning={Method=SYSTEM_TIME Expression=LIMIT "
          "1000 Partitions=[Name=p0 Values=HISTORY; Name=pn Values=CURRENT]}"
          "\ncolumn: Name=a DataType=int Nullable=true WithoutSystemVersioning=true"
          "\ncolumn: Name=rs DataType=timestamp(6) Generated=ROW START"
          "\ncolumn: Name=re DataType=timestamp(6) Generated=ROW END"
          "\nindex: Name=u Unique=true IndexColumns=a, app WithoutOverlaps=true"},
    {"what_is_not_known_is_said", MY_MYSQL,
     "CREATE TABLE `t` (\n  `a` int DEFAULT NULL FROBNICATED,\n  `b` int DEFAULT NULL" TAIL,
     HEAD "\ncolumn: Name=a DataType=int Nullable=true"
          "\ncolumn: Name=b DataType=int Nullable=true"
          "\nunread: an attribute of a column: FROBNICATED"},
};

static void reads(void **state)
{
    const Case *row = *state;
    Str swedish = STR("latin1_swedish_ci");
    Model *model = model_new();
    Table *table = model_add(model, &table_type, STR_ABSENT, STR("t"));
    MyCatalog catalog = {
        .family = row->family, .database = STR("shop"), .collation = STR("utf8mb4_bin")};

    (void)map_put(&model->arena, &catalog.default_collations, STR("latin1"), &swedish);
    my_create_table_read(model, table, &catalog, str_from(row->sql));
    assert_str(my_dump_table(&model->arena, table), row->dump);
    model_free(model);
}

static void what_a_sequence_has_by_itself_is_left_out(void **state)
{
    Model *model = model_new();
    const Sequence *sequence;

    (void)state;
    assert_true(my_create_sequence_read(
        model, STR("a"),
        STR("CREATE SEQUENCE `a` start with 1 minvalue 1 maxvalue 9223372036854775806 increment "
            "by 1 cache 1000 nocycle ENGINE=InnoDB")));
    sequence = (const Sequence *)model_find(model, REC_SEQUENCE, STR_ABSENT, STR("a"));
    assert_int_equal(sequence->obj.rec.sparse_len, 0);
    assert_true(my_create_sequence_read(
        model, STR("b"),
        STR("CREATE SEQUENCE `b` start with -5 minvalue -10 maxvalue -1 increment by -2 nocache "
            "cycle ENGINE=InnoDB COMMENT='down'")));
    sequence = (const Sequence *)model_find(model, REC_SEQUENCE, STR_ABSENT, STR("b"));
    assert_int_equal(sparse_int(&sequence->obj.rec, FIELD_SEQUENCE_START).value, -5);
    assert_int_equal(sparse_int(&sequence->obj.rec, FIELD_SEQUENCE_MIN).value, -10);
    assert_false(sparse_int(&sequence->obj.rec, FIELD_SEQUENCE_MAX).given);
    assert_true(sparse_int(&sequence->obj.rec, FIELD_SEQUENCE_CACHE).given);
    assert_true(sparse_bool(&sequence->obj.rec, FIELD_SEQUENCE_CYCLE));
    assert_str(sparse_str(&sequence->obj.rec, FIELD_COMMENT), "down");
    model_free(model);
}

int main(void)
{
    enum { COUNT = sizeof cases / sizeof *cases };
    struct CMUnitTest tests[COUNT + 1] = {0};

    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = cases[i].name,
                                       .test_func = reads,
                                       .initial_state = (void *)(uintptr_t)&cases[i]};
    tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(what_a_sequence_has_by_itself_is_left_out);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
