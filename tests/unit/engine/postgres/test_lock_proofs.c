/* The lock rules are true: each operation runs in a transaction of one session while another reads
 * pg_locks; its files and scans are compared with what the rule says it costs. What can't be in a
 * transaction runs in a process of its own, against a writer that it has to wait for: what it holds
 * while it waits is looked at. */
#include "server.h"

#include <sys/wait.h>

#include "engine/postgres/pure.h"

typedef struct Proof {
    const char *name; /* LockRule.proof */
    Op op;
    const char *relation; /* of the rule's mode */
    const char *related;  /* of its related_mode; NULL: not looked at */
    const char *sql[5];
} Proof;

#define CREATE_SUBSCRIPTION \
    "CREATE SUBSCRIPTION anneal_lock_proof CONNECTION 'dbname=nowhere' PUBLICATION p " \
    "WITH (connect = false, slot_name = NONE)"

/* What is planned on 18 only; on an older server, the nearest that there is. */
#define OF_18(sql, instead) \
    "DO $$BEGIN IF current_setting('server_version_num')::integer >= 180000 THEN EXECUTE '" sql \
    "'; ELSE EXECUTE '" instead "'; END IF; END$$"

static const char *const setup[] = {
    "DROP SCHEMA IF EXISTS p, q CASCADE",
    "CREATE SCHEMA p",
    "CREATE SCHEMA q",
    "CREATE SEQUENCE p.numbers",
    "CREATE TABLE p.parent (id integer PRIMARY KEY, size integer)",
    "CREATE TABLE p.empty (id integer)",
    "CREATE TABLE p.t (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer NOT NULL DEFAULT 1, "
    "b character varying(10), n integer, k integer NOT NULL, parent_id integer "
    "CONSTRAINT t_parent_fk REFERENCES p.parent, g integer GENERATED ALWAYS AS (a * 2) STORED, "
    "i bigint GENERATED ALWAYS AS IDENTITY, CONSTRAINT t_n_check CHECK (n > 0), "
    "CONSTRAINT t_n_key UNIQUE (n))",
    "CREATE TABLE p.child (n integer CONSTRAINT child_fk REFERENCES p.t (n))",
    "CREATE INDEX t_b_idx ON p.t (b)",
    "CREATE INDEX t_new_idx ON p.t (b, a)",
    "CREATE UNIQUE INDEX t_spare_key ON p.t (n) INCLUDE (a)",
    "CREATE FUNCTION p.f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a'",
    "CREATE FUNCTION p.act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE AGGREGATE p.total (integer) (SFUNC = int4larger, STYPE = integer)",
    "CREATE OPERATOR p.=== (LEFTARG = integer, RIGHTARG = integer, PROCEDURE = int4eq)",
    "CREATE VIEW p.v AS SELECT id FROM p.t",
    "CREATE RULE r AS ON INSERT TO p.t DO ALSO NOTHING",
    "CREATE POLICY mine ON p.t USING (a > 1)",
    "CREATE STATISTICS p.s ON a, n FROM p.t",
    OF_18("ALTER TABLE p.t ADD CONSTRAINT t_b_later NOT NULL b NOT VALID",
          "ALTER TABLE p.t ADD CONSTRAINT t_b_later CHECK (b IS NOT NULL) NOT VALID"),
    "CREATE TABLE p.lonely (a integer, b text)",
    "CREATE TABLE p.timed (at timestamp, indexed timestamp)",
    "INSERT INTO p.timed SELECT now(), now() FROM generate_series(1, 100)",
    "CREATE INDEX ON p.timed (indexed)",
    "CREATE UNLOGGED TABLE p.unlogged (a integer)",
    "INSERT INTO p.lonely SELECT x, x::text FROM generate_series(1, 100) AS x",
    "INSERT INTO p.unlogged SELECT generate_series(1, 100)",
    "ALTER TABLE p.t ADD CONSTRAINT t_n_excl EXCLUDE (n WITH =)",
    "CREATE TRIGGER g BEFORE INSERT ON p.t FOR EACH ROW EXECUTE FUNCTION p.act()",
    "CREATE TYPE p.mood AS ENUM ('a', 'b')",
    "CREATE TYPE p.two AS (a integer, b integer)",
    "CREATE DOMAIN p.code AS text",
    "ALTER DOMAIN p.code ADD CONSTRAINT late CHECK (VALUE <> '') NOT VALID",
    "CREATE TABLE p.typed (m p.mood, c p.code, x p.two)",
    "INSERT INTO p.typed VALUES ('a', 'b', ROW(1, 2))",
    "CREATE TABLE p.whole (n integer) PARTITION BY RANGE (n)",
    "CREATE TABLE p.piece PARTITION OF p.whole FOR VALUES FROM (1) TO (200)",
    "CREATE INDEX whole_n ON ONLY p.whole (n)",
    "CREATE INDEX piece_n ON p.piece (n)",
    "CREATE TABLE p.loose (n integer)",
    "INSERT INTO p.loose SELECT generate_series(200, 300)",
    "INSERT INTO p.whole SELECT generate_series(1, 100)",
    "CREATE MATERIALIZED VIEW p.mv AS SELECT 1 AS a",
    "CREATE TABLE p.indexed (n integer) PARTITION BY RANGE (n)",
    "CREATE TABLE p.indexed_1 PARTITION OF p.indexed FOR VALUES FROM (1) TO (200)",
    "INSERT INTO p.indexed SELECT generate_series(1, 100)",
    "CREATE INDEX indexed_n ON p.indexed (n DESC)",
    "CREATE INDEX indexed_1_new ON p.indexed_1 (n)",
    "CREATE TABLE p.target (id integer PRIMARY KEY)",
    "INSERT INTO p.target SELECT generate_series(1, 100)",
    "CREATE TABLE p.linked (n integer, m integer) PARTITION BY RANGE (n)",
    "CREATE TABLE p.linked_1 PARTITION OF p.linked FOR VALUES FROM (1) TO (200)",
    "INSERT INTO p.linked SELECT x, x FROM generate_series(1, 100) AS x",
    "ALTER TABLE p.linked_1 ADD CONSTRAINT late_fk FOREIGN KEY (n) REFERENCES p.target (id) NOT "
    "VALID",
    "ALTER TABLE p.linked_1 ADD CONSTRAINT ready_fk FOREIGN KEY (m) REFERENCES p.target (id)",
    "CREATE TABLE p.proven (n integer)",
    "INSERT INTO p.proven SELECT generate_series(200, 300)",
    "CREATE INDEX ON p.proven (n)",
    "ALTER TABLE p.proven ADD CONSTRAINT fits CHECK (\"n\" IS NOT NULL AND \"n\" >= '200'::integer "
    "AND \"n\" < '400'::integer)",
    "CREATE TABLE p.heir () INHERITS (p.empty)",
    "CREATE TYPE p.row_type AS (n integer)",
    "INSERT INTO p.parent VALUES (1, 1)",
    "INSERT INTO p.t (id, b, n, k, parent_id) SELECT x, x::text, x, x, 1 FROM "
    "generate_series(1, 100) AS x",
    "INSERT INTO p.child SELECT n FROM p.t",
    "DROP PUBLICATION IF EXISTS anneal_lock_proof",
    "CREATE PUBLICATION anneal_lock_proof FOR TABLE p.parent",
    "DROP FOREIGN DATA WRAPPER IF EXISTS anneal_lock_proof CASCADE",
    "CREATE FOREIGN DATA WRAPPER anneal_lock_proof",
    "CREATE SERVER anneal_lock_proof FOREIGN DATA WRAPPER anneal_lock_proof",
    "CREATE FOREIGN TABLE p.far (id integer) SERVER anneal_lock_proof",
    "ALTER TABLE p.t ADD CONSTRAINT t_parent_proven CHECK (parent_id IS NOT NULL)",
    "ALTER TABLE p.t ADD CONSTRAINT t_late_check CHECK (a > 0) NOT VALID",
    "ALTER TABLE p.t ADD CONSTRAINT t_late_fk FOREIGN KEY (parent_id) REFERENCES p.parent NOT "
    "VALID",
};

/* clang-format off */
static const Proof proofs[] = {
    {"lock_drop_foreign_key", OP_DROP_FOREIGN_KEY, "p.t", "p.parent", {"ALTER TABLE p.t DROP CONSTRAINT t_parent_fk"}},
    {"lock_drop_check", OP_DROP_CHECK, "p.t", NULL, {"ALTER TABLE p.t DROP CONSTRAINT t_n_check"}},
    {"lock_detach_partition", OP_DETACH_PARTITION, "p.piece", "p.whole", {"ALTER TABLE p.whole DETACH PARTITION p.piece"}},
    {"lock_finish_detach", OP_FINISH_DETACH, "p.piece", "p.whole", {"ALTER TABLE p.whole DETACH PARTITION p.piece FINALIZE"}},
    {"lock_detach_online", OP_DETACH_ONLINE, "p.piece", "p.whole", {"ALTER TABLE p.whole DETACH PARTITION p.piece CONCURRENTLY"}},
    {"lock_drop_bounds_check", OP_DROP_BOUNDS_CHECK, "p.proven", NULL, {"DO 'BEGIN ALTER TABLE p.proven DROP CONSTRAINT fits; END'"}},
    {"lock_no_inherit", OP_NO_INHERIT, "p.heir", "p.empty", {"ALTER TABLE p.heir NO INHERIT p.empty"}},
    {"lock_set_table_type", OP_SET_TABLE_TYPE, "p.loose", NULL, {"ALTER TABLE p.loose OF p.row_type"}},
    {"lock_repartition", OP_REPARTITION, "p.loose", "p.child",
        {"ALTER TABLE p.child DROP CONSTRAINT child_fk", "ALTER TABLE p.loose RENAME TO anneal_tmp",
         "CREATE TABLE p.loose (n integer)", "INSERT INTO p.loose SELECT n FROM p.anneal_tmp", "DROP TABLE p.anneal_tmp"}},
    {"lock_own_column", OP_OWN_COLUMN, "p.loose", NULL,
     {"CREATE TABLE p.gives AS SELECT n FROM ONLY p.loose WITH NO DATA",
      "ALTER TABLE p.loose INHERIT p.gives", "ALTER TABLE ONLY p.gives DROP COLUMN n",
      "ALTER TABLE p.loose NO INHERIT p.gives", "DROP TABLE p.gives"}},
    {"lock_inherit", OP_INHERIT, "p.loose", "p.child", {"ALTER TABLE p.loose INHERIT p.child"}},
    {"lock_attach_partition", OP_ATTACH_PARTITION, "p.loose", "p.whole", {"ALTER TABLE p.whole ATTACH PARTITION p.loose FOR VALUES FROM (200) TO (400)"}},
    {"lock_attach_proven", OP_ATTACH_PROVEN, "p.proven", "p.whole",
        {"ALTER TABLE p.whole ATTACH PARTITION p.proven FOR VALUES FROM (200) TO (400)", "ALTER TABLE p.proven DROP CONSTRAINT fits"}},
    {"lock_replace_bounds", OP_REPLACE_BOUNDS, "p.piece", "p.whole",
        {"ALTER TABLE p.whole DETACH PARTITION p.piece", "ALTER TABLE p.whole ATTACH PARTITION p.piece FOR VALUES FROM (0) TO (300)"}},
    {"lock_rename_table", OP_RENAME_TABLE, "p.t", "p.parent",
        {"ALTER TABLE p.t RENAME TO other", "ALTER TABLE p.parent RENAME TO t", "ALTER TABLE p.other RENAME TO parent"}},
    {"lock_move_table", OP_MOVE_TABLE, "p.t", "p.parent", {"ALTER TABLE p.t SET SCHEMA q", "ALTER TABLE p.parent SET SCHEMA q"}},
    {"lock_rename_column", OP_RENAME_COLUMN, "p.t", NULL, {"ALTER TABLE p.t RENAME COLUMN b TO c"}},
    {"lock_rename_constraint", OP_RENAME_CONSTRAINT, "p.t", NULL, {"ALTER TABLE p.t RENAME CONSTRAINT t_n_check TO other"}},
    {"lock_rename_index", OP_RENAME_INDEX, "p.t", NULL, {"ALTER INDEX p.t_b_idx RENAME TO other"}},
    {"lock_rename_sequence", OP_RENAME_SEQUENCE, "p.numbers", NULL, {"ALTER SEQUENCE p.numbers RENAME TO other"}},
    {"lock_create_schema", OP_CREATE_SCHEMA, "p.t", NULL, {"CREATE SCHEMA r"}},
    {"lock_create_object", OP_CREATE_OBJECT, "p.t", NULL, {"CREATE AGGREGATE p.highest (integer) (SFUNC = int4larger, STYPE = integer)"}},
    {"lock_rename_object", OP_RENAME_OBJECT, "p.t", NULL, {"ALTER AGGREGATE p.total (integer) RENAME TO other"}},
    {"lock_alter_object", OP_ALTER_OBJECT, "p.t", NULL, {"ALTER OPERATOR p.=== (integer, integer) SET (RESTRICT = eqsel)"}},
    {"lock_replace_object", OP_REPLACE_OBJECT, "p.t", NULL, {"CREATE OR REPLACE AGGREGATE p.total (integer) (SFUNC = int4smaller, STYPE = integer)"}},
    {"lock_recreate_object", OP_RECREATE_OBJECT, "p.t", NULL,
        {"DROP AGGREGATE p.total (integer)", "CREATE AGGREGATE p.total (integer) (SFUNC = int4smaller, STYPE = integer)"}},
    {"lock_recreate_type", OP_RECREATE_TYPE, "p.typed", NULL, {"ALTER TYPE p.mood RENAME TO anneal_tmp", "CREATE TYPE p.mood AS ENUM ('a')"}},
    {"lock_drop_old_type", OP_DROP_OLD_TYPE, "p.typed", NULL, {"CREATE TYPE p.anneal_tmp AS ENUM ('a')", "DROP TYPE p.anneal_tmp"}},
    {"lock_add_enum_value", OP_ADD_ENUM_VALUE, "p.typed", NULL, {"ALTER TYPE p.mood ADD VALUE 'c' AFTER 'a'"}},
    {"lock_rename_enum_value", OP_RENAME_ENUM_VALUE, "p.typed", NULL, {"ALTER TYPE p.mood RENAME VALUE 'a' TO 'c'"}},
    {"lock_add_domain_check", OP_ADD_DOMAIN_CHECK, "p.typed", NULL, {"ALTER DOMAIN p.code ADD CONSTRAINT more CHECK (VALUE <> 'x') NOT VALID"}},
    {"lock_validate_domain_check", OP_VALIDATE_DOMAIN_CHECK, "p.t", "p.typed", {"ALTER DOMAIN p.code VALIDATE CONSTRAINT late"}},
    {"lock_set_domain_not_null", OP_SET_DOMAIN_NOT_NULL, "p.t", "p.typed", {"ALTER DOMAIN p.code SET NOT NULL"}},
    {"lock_drop_attribute", OP_DROP_ATTRIBUTE, "p.typed", NULL, {"ALTER TYPE p.two DROP ATTRIBUTE b"}},
    {"lock_drop_object", OP_DROP_OBJECT, "p.t", NULL, {"DROP AGGREGATE p.total (integer)"}},
    {"lock_publish_table", OP_PUBLISH_TABLE, "p.empty", "p.t", {"ALTER PUBLICATION anneal_lock_proof ADD TABLE ONLY p.t"}},
    {"lock_publish_unkeyed", OP_PUBLISH_UNKEYED, "p.empty", "p.child", {"ALTER PUBLICATION anneal_lock_proof ADD TABLE ONLY p.child"}},
    {"lock_republish_table", OP_REPUBLISH_TABLE, "p.empty", "p.parent",
        {"ALTER PUBLICATION anneal_lock_proof DROP TABLE ONLY p.parent", "ALTER PUBLICATION anneal_lock_proof ADD TABLE ONLY p.parent"}},
    {"lock_alter_publication", OP_ALTER_PUBLICATION, "p.parent", NULL, {"ALTER PUBLICATION anneal_lock_proof SET (publish = 'insert')"}},
    {"lock_unpublish_table", OP_UNPUBLISH_TABLE, "p.empty", "p.parent", {"ALTER PUBLICATION anneal_lock_proof DROP TABLE ONLY p.parent"}},
    {"lock_drop_publication", OP_DROP_PUBLICATION, "p.parent", NULL, {"DROP PUBLICATION anneal_lock_proof"}},
    {"lock_alter_subscription", OP_ALTER_SUBSCRIPTION, "p.t", NULL,
        {CREATE_SUBSCRIPTION, "ALTER SUBSCRIPTION anneal_lock_proof SET PUBLICATION q WITH (refresh = false)"}},
    {"lock_recreate_subscription", OP_RECREATE_SUBSCRIPTION, "p.t", NULL,
        {CREATE_SUBSCRIPTION, "DROP SUBSCRIPTION anneal_lock_proof", CREATE_SUBSCRIPTION}},
    {"lock_drop_subscription", OP_DROP_SUBSCRIPTION, "p.t", NULL, {CREATE_SUBSCRIPTION, "DROP SUBSCRIPTION anneal_lock_proof"}},
    {"lock_set_foreign_options", OP_SET_FOREIGN_OPTIONS, "p.far", NULL,
        {"ALTER FOREIGN TABLE p.far OPTIONS (ADD a 'b')", "ALTER FOREIGN TABLE p.far ALTER COLUMN id OPTIONS (ADD a 'b')"}},
    {"lock_recreate_foreign_table", OP_RECREATE_FOREIGN_TABLE, "p.far", NULL,
        {"DROP FOREIGN TABLE p.far", "CREATE FOREIGN TABLE p.far (id integer) SERVER anneal_lock_proof"}},
    {"lock_drop_foreign_table", OP_DROP_FOREIGN_TABLE, "p.far", NULL, {"DROP FOREIGN TABLE p.far"}},
    {"lock_create_sequence", OP_CREATE_SEQUENCE, "p.t", NULL, {"CREATE SEQUENCE p.more_numbers"}},
    {"lock_alter_sequence", OP_ALTER_SEQUENCE, "p.numbers", NULL, {"ALTER SEQUENCE p.numbers INCREMENT BY 5"}},
    {"lock_create_table", OP_CREATE_TABLE, "p.t", NULL, {"CREATE TABLE p.more (id integer PRIMARY KEY)"}},
    {"lock_set_table_options", OP_SET_TABLE_OPTIONS, "p.t", NULL, {"ALTER TABLE p.t SET (\"fillfactor\" = '70')"}},
    {"lock_drop_key", OP_DROP_KEY, "p.t", "p.child", {"ALTER TABLE p.child DROP CONSTRAINT child_fk", "ALTER TABLE p.t DROP CONSTRAINT t_n_key"}},
    {"lock_drop_not_null", OP_DROP_NOT_NULL, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN a DROP NOT NULL"}},
    {"lock_drop_default", OP_DROP_DEFAULT, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN a DROP DEFAULT"}},
    {"lock_drop_identity", OP_DROP_IDENTITY, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN i DROP IDENTITY"}},
    {"lock_drop_expression", OP_DROP_EXPRESSION, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN g DROP EXPRESSION"}},
    {"lock_add_column", OP_ADD_COLUMN, "p.t", NULL, {"ALTER TABLE p.t ADD COLUMN x timestamp DEFAULT now() NOT NULL"}},
    {"lock_add_column_rewrite", OP_ADD_COLUMN_REWRITE, "p.t", NULL, {"ALTER TABLE p.t ADD COLUMN x float8 DEFAULT random()"}},
    {"lock_add_required_column", OP_ADD_REQUIRED_COLUMN, "p.empty", NULL, {"ALTER TABLE p.empty ADD COLUMN x integer NOT NULL"}},
    {"lock_fill_column", OP_FILL_COLUMN, "p.t", NULL, {"SET LOCAL enable_seqscan = off", "UPDATE p.t SET n = (random()) WHERE (id) > ('1') AND (id) <= ('5') AND (n IS NULL) RETURNING (n IS NULL)"}},
    {"lock_finish_column", OP_FINISH_COLUMN, "p.t", NULL, {"ALTER TABLE p.t DROP CONSTRAINT t_parent_proven"}},
    {"lock_begin_rewrite", OP_BEGIN_REWRITE, "p.t", NULL, {"ALTER TABLE p.t ADD COLUMN \"N\" bigint, ADD CONSTRAINT \"N\" CHECK (\"N\" IS NOT DISTINCT FROM n::bigint) NOT VALID",
        "CREATE TRIGGER \"~N\" BEFORE INSERT OR UPDATE ON p.t FOR EACH ROW EXECUTE FUNCTION p.act()", "ALTER TABLE p.t ENABLE ALWAYS TRIGGER \"~N\""}},
    {"lock_build_side_index", OP_BUILD_SIDE_INDEX, "p.t", NULL, {"CREATE UNIQUE INDEX CONCURRENTLY ON p.t (b)"}},
    {"lock_move_foreign_key", OP_MOVE_FOREIGN_KEY, "p.t", "p.parent", {"ALTER TABLE p.t ADD CONSTRAINT more FOREIGN KEY (a) REFERENCES p.parent (id) NOT VALID"}},
    {"lock_analyze_side", OP_ANALYZE_SIDE, "p.t", NULL, {"ANALYZE p.t (n)"}},
    {"lock_alias_column", OP_ALIAS_COLUMN, "p.t", NULL, {"ALTER TABLE p.t ADD COLUMN \"N\" integer, ADD CONSTRAINT \"N\" CHECK (record_image_eq(ROW(\"N\"), ROW(n))) NOT VALID",
        "CREATE TRIGGER \"~N\" BEFORE INSERT OR UPDATE ON p.t FOR EACH ROW EXECUTE FUNCTION p.act()", "ALTER TABLE p.t ENABLE ALWAYS TRIGGER \"~N\""}},
    {"lock_alias_table", OP_ALIAS_TABLE, "p.t", NULL, {"CREATE VIEW p.more AS SELECT id FROM p.t"}},
    {"lock_drop_alias", OP_DROP_ALIAS, "p.t", NULL, {"DROP TRIGGER g ON p.t", "ALTER TABLE p.t DROP COLUMN k"}},
    {"lock_swap_column", OP_SWAP_COLUMN, "p.t", NULL, {"ALTER TABLE p.t RENAME COLUMN n TO o", "ALTER TABLE p.t RENAME COLUMN k TO n", "ALTER TABLE p.t RENAME COLUMN o TO k",
        "ALTER TABLE p.t ALTER COLUMN k DROP DEFAULT"}},
    {"lock_widen_type_scan", OP_WIDEN_TYPE_SCAN, "p.t", NULL, {"ALTER TABLE p.t ADD CONSTRAINT t_b_check CHECK (b <> '') NOT VALID",
        "ALTER TABLE p.t VALIDATE CONSTRAINT t_b_check", "ALTER TABLE p.t ALTER COLUMN b TYPE character varying(20)"}},
    {"lock_retype_in_place", OP_RETYPE_IN_PLACE, "p.timed", NULL, {"ALTER TABLE p.timed ALTER COLUMN at TYPE timestamp with time zone"}},
    {"lock_retype_scan", OP_RETYPE_SCAN, "p.timed", NULL, {"ALTER TABLE p.timed ALTER COLUMN indexed TYPE timestamp with time zone"}},
    {"lock_widen_type", OP_WIDEN_TYPE, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN b TYPE character varying(20)"}},
    {"lock_change_type", OP_CHANGE_TYPE, "p.t", "p.parent", {"ALTER TABLE p.t ALTER COLUMN parent_id TYPE bigint"}},
    {"lock_narrow_type", OP_NARROW_TYPE, "p.t", "p.parent", {"ALTER TABLE p.t ALTER COLUMN parent_id TYPE smallint"}},
    {"lock_change_collation", OP_CHANGE_COLLATION, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN b TYPE character varying(10) COLLATE \"C\""}},
    {"lock_recreate_column", OP_RECREATE_COLUMN, "p.t", NULL, {"ALTER TABLE p.t DROP COLUMN g, ADD COLUMN g integer GENERATED ALWAYS AS (a * 3) STORED"}},
    {"lock_begin_backup", OP_BEGIN_BACKUP, "p.t", NULL,
        {"CREATE TABLE p.kept AS SELECT id, b, false AS gone FROM p.t WITH NO DATA",
         "CREATE TRIGGER \"!t\" AFTER INSERT OR UPDATE OR DELETE ON p.t FOR EACH ROW EXECUTE FUNCTION p.act()",
         "ALTER TABLE p.t ENABLE ALWAYS TRIGGER \"!t\""}},
    {"lock_copy_backup", OP_COPY_BACKUP, "p.t", NULL, {"INSERT INTO p.empty SELECT n FROM p.t WHERE (id) > ('1') AND (id) <= ('5')"}},
    {"lock_verify_backup", OP_VERIFY_BACKUP, "p.t", NULL, {"DO 'BEGIN PERFORM count(*) FROM p.t; END'"}},
    {"lock_backfill", OP_BACKFILL, "p.t", NULL, {"SET LOCAL enable_seqscan = off", "UPDATE p.t SET k = (k + 1) WHERE (id) > ('1') AND (id) <= ('5') AND (k < 9) RETURNING (k < 9)"}},
    {"lock_set_default", OP_SET_DEFAULT, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN a SET DEFAULT 2"}},
    {"lock_set_not_null", OP_SET_NOT_NULL, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN n SET NOT NULL"}},
    {"lock_set_not_null_proven", OP_SET_NOT_NULL_PROVEN, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN parent_id SET NOT NULL", "ALTER TABLE p.t DROP CONSTRAINT t_parent_proven"}},
    {"lock_set_not_null_later", OP_SET_NOT_NULL_LATER, "p.t", NULL,
        {OF_18("ALTER TABLE p.t ADD CONSTRAINT more NOT NULL n NOT VALID", "ALTER TABLE p.t ADD CONSTRAINT more CHECK (n IS NOT NULL) NOT VALID")}},
    {"lock_add_identity", OP_ADD_IDENTITY, "p.t", NULL,
        {"ALTER TABLE p.t ALTER COLUMN k ADD GENERATED ALWAYS AS IDENTITY",
         "SELECT setval(pg_get_serial_sequence('p.t', 'k'), max(k)) FROM p.t"}},
    {"lock_alter_identity", OP_ALTER_IDENTITY, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN i SET GENERATED BY DEFAULT SET CACHE 5"}},
    {"lock_own_sequence", OP_OWN_SEQUENCE, "p.numbers", "p.t", {"ALTER SEQUENCE p.numbers OWNED BY p.t.a"}},
    {"lock_add_primary_key", OP_ADD_PRIMARY_KEY, "p.empty", NULL, {"ALTER TABLE p.empty ADD PRIMARY KEY (id)"}},
    {"lock_add_unique", OP_ADD_UNIQUE, "p.t", NULL, {"ALTER TABLE p.t ADD CONSTRAINT t_b_key UNIQUE (b)"}},
    {"lock_replace_key", OP_REPLACE_KEY, "p.t", "p.child",
        {"ALTER TABLE p.child DROP CONSTRAINT child_fk", "ALTER TABLE p.t DROP CONSTRAINT t_n_key, ADD CONSTRAINT t_n_key UNIQUE (n) INCLUDE (a)",
         "ALTER TABLE p.child ADD CONSTRAINT child_fk FOREIGN KEY (n) REFERENCES p.t (n)"}},
    {"lock_adopt_index", OP_ADOPT_INDEX, "p.t", NULL, {"ALTER TABLE p.t ADD CONSTRAINT t_i_key UNIQUE USING INDEX t_spare_key"}},
    {"lock_swap_key", OP_SWAP_KEY, "p.t", "p.child",
        {"ALTER TABLE p.child DROP CONSTRAINT child_fk", "ALTER TABLE p.t DROP CONSTRAINT t_n_key, ADD CONSTRAINT t_n_key UNIQUE USING INDEX t_spare_key",
         "ALTER TABLE p.child ADD CONSTRAINT child_fk FOREIGN KEY (n) REFERENCES p.t (n) NOT VALID"}},
    {"lock_create_index", OP_CREATE_INDEX, "p.t", NULL, {"CREATE INDEX ON p.t (a)"}},
    {"lock_create_unique_index", OP_CREATE_UNIQUE_INDEX, "p.t", NULL, {"CREATE UNIQUE INDEX ON p.t (b)"}},
    {"lock_replace_index", OP_REPLACE_INDEX, "p.t", NULL,
        {"CREATE INDEX anneal_tmp ON p.t (b, a)", "DROP INDEX p.t_b_idx", "ALTER INDEX p.anneal_tmp RENAME TO t_b_idx"}},
    {"lock_create_index_online", OP_CREATE_INDEX_ONLINE, "p.t", NULL, {"CREATE INDEX CONCURRENTLY ON p.t (a)"}},
    {"lock_create_unique_index_online", OP_CREATE_UNIQUE_INDEX_ONLINE, "p.t", NULL, {"CREATE UNIQUE INDEX CONCURRENTLY ON p.t (b)"}},
    {"lock_create_index_alone", OP_CREATE_INDEX_ALONE, "p.whole", NULL, {"CREATE INDEX whole_n2 ON ONLY p.whole (n)"}},
    {"lock_add_key_alone", OP_ADD_KEY_ALONE, "p.whole", NULL, {"ALTER TABLE ONLY p.whole ADD CONSTRAINT whole_n_key UNIQUE (n)"}},
    {"lock_attach_index", OP_ATTACH_INDEX, "p.piece", "p.whole", {"ALTER INDEX p.whole_n ATTACH PARTITION p.piece_n"}},
    {"lock_swap_parts", OP_SWAP_PARTS, "p.indexed_1", NULL,
        {"DROP INDEX p.indexed_n", "ALTER INDEX p.indexed_1_new RENAME TO indexed_1_n_idx", "CREATE INDEX indexed_n ON p.indexed (n)"}},
    {"lock_swap_index", OP_SWAP_INDEX, "p.t", NULL, {"DROP INDEX CONCURRENTLY IF EXISTS p.t_b_idx", "ALTER INDEX p.t_new_idx RENAME TO t_b_idx"}},
    {"lock_set_index_options", OP_SET_INDEX_OPTIONS, "p.t", NULL, {"ALTER INDEX p.t_b_idx SET (\"fillfactor\" = '70')"}},
    {"lock_add_check", OP_ADD_CHECK, "p.t", NULL, {"ALTER TABLE p.t ADD CONSTRAINT more CHECK (a > 0)"}},
    {"lock_replace_check", OP_REPLACE_CHECK, "p.t", NULL, {"ALTER TABLE p.t DROP CONSTRAINT t_n_check, ADD CONSTRAINT t_n_check CHECK (n >= 0)"}},
    {"lock_add_check_not_valid", OP_ADD_CHECK_NOT_VALID, "p.t", NULL, {"ALTER TABLE p.t ADD CONSTRAINT more CHECK (a > 0) NOT VALID"}},
    {"lock_swap_check", OP_SWAP_CHECK, "p.t", NULL, {"ALTER TABLE p.t DROP CONSTRAINT t_n_check", "ALTER TABLE p.t RENAME CONSTRAINT t_late_check TO t_n_check"}},
    {"lock_validate_check", OP_VALIDATE_CHECK, "p.t", NULL, {"ALTER TABLE p.t VALIDATE CONSTRAINT t_late_check"}},
    {"lock_validate_foreign_key", OP_VALIDATE_FOREIGN_KEY, "p.t", "p.parent", {"ALTER TABLE p.t VALIDATE CONSTRAINT t_late_fk"}},
    {"lock_add_foreign_key_not_valid", OP_ADD_FOREIGN_KEY_NOT_VALID, "p.t", "p.parent",
        {"ALTER TABLE p.t ADD CONSTRAINT more FOREIGN KEY (a) REFERENCES p.parent (id) NOT VALID"}},
    {"lock_add_part_keys", OP_ADD_PART_KEYS, "p.linked", "p.target", {"ALTER TABLE p.linked_1 ADD CONSTRAINT k FOREIGN KEY (n) REFERENCES p.target (id) NOT VALID"}},
    {"lock_validate_part_key", OP_VALIDATE_PART_KEY, "p.linked", "p.target", {"ALTER TABLE p.linked_1 VALIDATE CONSTRAINT late_fk"}},
    {"lock_adopt_part_keys", OP_ADOPT_PART_KEYS, "p.linked_1", "p.target", {"ALTER TABLE p.linked ADD CONSTRAINT ready_fk FOREIGN KEY (m) REFERENCES p.target (id)"}},
    {"lock_swap_foreign_key", OP_SWAP_FOREIGN_KEY, "p.t", "p.parent",
        {"ALTER TABLE p.t DROP CONSTRAINT t_parent_fk", "ALTER TABLE p.t RENAME CONSTRAINT t_late_fk TO t_parent_fk"}},
    {"lock_add_foreign_key", OP_ADD_FOREIGN_KEY, "p.t", "p.parent", {"ALTER TABLE p.t ADD CONSTRAINT more FOREIGN KEY (a) REFERENCES p.parent (id)"}},
    {"lock_replace_foreign_key", OP_REPLACE_FOREIGN_KEY, "p.t", "p.parent",
        {"ALTER TABLE p.t DROP CONSTRAINT t_parent_fk, ADD CONSTRAINT t_parent_fk FOREIGN KEY (parent_id) REFERENCES p.parent (id) ON DELETE CASCADE"}},
    {"lock_alter_foreign_key", OP_ALTER_FOREIGN_KEY, "p.t", NULL, {"ALTER TABLE p.t ALTER CONSTRAINT t_parent_fk DEFERRABLE"}},
    {"lock_create_routine", OP_CREATE_ROUTINE, "p.empty", NULL, {"CREATE FUNCTION p.more() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM p.t'"}},
    {"lock_replace_routine", OP_REPLACE_ROUTINE, "p.t", NULL, {"CREATE OR REPLACE FUNCTION p.f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + 1'"}},
    {"lock_recreate_routine", OP_RECREATE_ROUTINE, "p.t", NULL, {"DROP FUNCTION p.f(integer)", "CREATE FUNCTION p.f(a integer) RETURNS bigint LANGUAGE sql AS 'SELECT a::bigint'"}},
    {"lock_create_view", OP_CREATE_VIEW, "p.empty", NULL, {"CREATE VIEW p.more AS SELECT id FROM p.t"}},
    {"lock_replace_view", OP_REPLACE_VIEW, "p.v", NULL, {"CREATE OR REPLACE VIEW p.v AS SELECT id, a FROM p.t"}},
    {"lock_build_view", OP_BUILD_VIEW, "p.t", NULL, {"CREATE MATERIALIZED VIEW p.anneal_tmp AS SELECT a, b FROM p.t"}},
    {"lock_drop_old_view", OP_DROP_OLD_VIEW, "p.mv", NULL, {"DROP MATERIALIZED VIEW IF EXISTS p.mv"}},
    {"lock_recreate_view", OP_RECREATE_VIEW, "p.v", NULL, {"DROP VIEW p.v", "CREATE VIEW p.v AS SELECT a FROM p.t"}},
    {"lock_create_rule", OP_CREATE_RULE, "p.t", NULL, {"CREATE RULE more AS ON UPDATE TO p.t DO ALSO NOTHING"}},
    {"lock_replace_rule", OP_REPLACE_RULE, "p.t", NULL, {"CREATE OR REPLACE RULE r AS ON INSERT TO p.t DO INSTEAD NOTHING"}},
    {"lock_create_trigger", OP_CREATE_TRIGGER, "p.t", NULL, {"CREATE TRIGGER more BEFORE UPDATE ON p.t FOR EACH ROW EXECUTE FUNCTION p.act()"}},
    {"lock_replace_trigger", OP_REPLACE_TRIGGER, "p.t", NULL, {"DROP TRIGGER g ON p.t", "CREATE TRIGGER g BEFORE UPDATE ON p.t FOR EACH ROW EXECUTE FUNCTION p.act()"}},
    {"lock_enable_trigger", OP_ENABLE_TRIGGER, "p.t", NULL, {"ALTER TABLE p.t DISABLE TRIGGER g"}},
    {"lock_rename_definition", OP_RENAME_DEFINITION, "p.v", NULL, {"ALTER VIEW p.v RENAME TO w"}},
    {"lock_drop_trigger", OP_DROP_TRIGGER, "p.t", NULL, {"DROP TRIGGER g ON p.t"}},
    {"lock_drop_rule", OP_DROP_RULE, "p.t", NULL, {"DROP RULE r ON p.t"}},
    {"lock_drop_view", OP_DROP_VIEW, "p.v", NULL, {"DROP VIEW p.v"}},
    {"lock_drop_routine", OP_DROP_ROUTINE, "p.t", NULL, {"DROP FUNCTION p.f(integer)"}},
    {"lock_add_exclusion", OP_ADD_EXCLUSION, "p.t", NULL, {"ALTER TABLE p.t ADD CONSTRAINT more EXCLUDE (k WITH =)"}},
    {"lock_replace_exclusion", OP_REPLACE_EXCLUSION, "p.t", NULL, {"ALTER TABLE p.t DROP CONSTRAINT t_n_excl, ADD CONSTRAINT t_n_excl EXCLUDE (n WITH =, k WITH =)"}},
    {"lock_drop_exclusion", OP_DROP_EXCLUSION, "p.t", NULL, {"ALTER TABLE p.t DROP CONSTRAINT t_n_excl"}},
    {"lock_create_statistics", OP_CREATE_STATISTICS, "p.t", NULL, {"CREATE STATISTICS p.more ON n, k FROM p.t"}},
    {"lock_replace_statistics", OP_REPLACE_STATISTICS, "p.t", NULL, {"DROP STATISTICS p.s", "CREATE STATISTICS p.s ON n, k FROM p.t"}},
    {"lock_alter_statistics", OP_ALTER_STATISTICS, "p.t", NULL, {"ALTER STATISTICS p.s SET STATISTICS 100", "ALTER STATISTICS p.s SET SCHEMA q"}},
    {"lock_rename_statistics", OP_RENAME_STATISTICS, "p.t", NULL, {"ALTER STATISTICS p.s RENAME TO other"}},
    {"lock_drop_statistics", OP_DROP_STATISTICS, "p.t", NULL, {"DROP STATISTICS p.s"}},
    {"lock_set_logged", OP_SET_LOGGED, "p.unlogged", NULL, {"ALTER TABLE p.unlogged SET LOGGED"}},
    {"lock_set_unlogged", OP_SET_UNLOGGED, "p.lonely", NULL, {"ALTER TABLE p.lonely SET UNLOGGED"}},
    {"lock_set_access_method", OP_SET_ACCESS_METHOD, "p.lonely", NULL,
        {"CREATE ACCESS METHOD anneal_heap TYPE TABLE HANDLER heap_tableam_handler", "ALTER TABLE p.lonely SET ACCESS METHOD anneal_heap"}},
    {"lock_set_column_storage", OP_SET_COLUMN_STORAGE, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN b SET STORAGE EXTERNAL"}},
    {"lock_set_column_options", OP_SET_COLUMN_OPTIONS, "p.t", NULL, {"ALTER TABLE p.t ALTER COLUMN b SET STATISTICS 5, ALTER COLUMN b SET (n_distinct = 5)"}},
    {"lock_set_tablespace", OP_SET_TABLESPACE, "p.lonely", NULL, {"ALTER TABLE p.lonely SET TABLESPACE anneal_locks"}},
    {"lock_move_index", OP_MOVE_INDEX, "p.t_b_idx", NULL, {"ALTER INDEX p.t_b_idx SET TABLESPACE anneal_locks"}},
    {"lock_set_cluster", OP_SET_CLUSTER, "p.t", NULL, {"ALTER TABLE p.t CLUSTER ON t_b_idx"}},
    {"lock_set_replica_identity", OP_SET_REPLICA_IDENTITY, "p.t", NULL, {"ALTER TABLE p.t REPLICA IDENTITY FULL"}},
    {"lock_validate_not_null", OP_VALIDATE_NOT_NULL, "p.t", NULL, {"ALTER TABLE p.t VALIDATE CONSTRAINT t_b_later"}},
    {"lock_alter_not_null", OP_ALTER_NOT_NULL, "p.t", NULL, {OF_18("ALTER TABLE p.t ALTER CONSTRAINT t_k_not_null NO INHERIT", "ALTER TABLE p.t ALTER COLUMN k DROP NOT NULL")}},
    {"lock_create_policy", OP_CREATE_POLICY, "p.t", NULL, {"CREATE POLICY more ON p.t USING (a > 0)"}},
    {"lock_alter_policy", OP_ALTER_POLICY, "p.t", NULL, {"ALTER POLICY mine ON p.t USING (a > 2)"}},
    {"lock_rename_policy", OP_RENAME_POLICY, "p.t", NULL, {"ALTER POLICY mine ON p.t RENAME TO other"}},
    {"lock_drop_policy", OP_DROP_POLICY, "p.t", NULL, {"DROP POLICY mine ON p.t"}},
    {"lock_set_row_security", OP_SET_ROW_SECURITY, "p.t", NULL, {"ALTER TABLE p.t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"}},
    {"lock_set_owner", OP_SET_OWNER, "p.t", NULL, {"ALTER TABLE p.t OWNER TO pg_monitor"}},
    {"lock_set_object_owner", OP_SET_OBJECT_OWNER, "p.t", NULL, {"ALTER SCHEMA p OWNER TO pg_monitor", "ALTER FUNCTION p.f(integer) OWNER TO pg_monitor"}},
    {"lock_grant", OP_GRANT, "p.t", NULL, {"GRANT SELECT, UPDATE (b) ON TABLE p.t TO pg_monitor WITH GRANT OPTION", "GRANT USAGE ON SCHEMA p TO PUBLIC"}},
    {"lock_revoke", OP_REVOKE, "p.t", NULL, {"REVOKE INSERT ON TABLE p.t FROM CURRENT_USER", "REVOKE UPDATE (b) ON TABLE p.t FROM pg_monitor"}},
    {"lock_comment", OP_COMMENT, "p.t", NULL, {"COMMENT ON TABLE p.t IS 'x'", "COMMENT ON COLUMN p.t.a IS 'x'", "COMMENT ON CONSTRAINT t_n_check ON p.t IS 'x'"}},
    {"lock_drop_index", OP_DROP_INDEX, "p.t", NULL, {"DROP INDEX p.t_b_idx"}},
    {"lock_drop_index_online", OP_DROP_INDEX_ONLINE, "p.t", NULL, {"DROP INDEX CONCURRENTLY IF EXISTS p.t_b_idx"}},
    {"lock_drop_leftover", OP_DROP_LEFTOVER, "p.t", NULL, {"DROP INDEX CONCURRENTLY IF EXISTS p.t_b_idx"}},
    {"lock_drop_column", OP_DROP_COLUMN, "p.t", "p.parent", {"ALTER TABLE p.t DROP COLUMN parent_id"}},
    {"lock_drop_table", OP_DROP_TABLE, "p.t", "p.parent", {"DROP VIEW p.v", "ALTER TABLE p.child DROP CONSTRAINT child_fk", "DROP TABLE p.t"}},
    {"lock_drop_sequence", OP_DROP_SEQUENCE, "p.numbers", NULL, {"DROP SEQUENCE p.numbers"}},
    {"lock_drop_schema", OP_DROP_SCHEMA, "p.t", NULL, {"DROP SCHEMA q"}},
};
/* clang-format on */

/* Statements that older servers don't know, and the first version that does. */
static const struct {
    Op op;
    int since;
} later[] = {
    {OP_SET_ACCESS_METHOD, 150000}, {OP_FINISH_DETACH, 140000}, {OP_DETACH_ONLINE, 140000}};

enum { PROOF_COUNT = sizeof proofs / sizeof *proofs };

/* Weakest first; pg_locks writes them without blanks and with "Lock" behind. */
static const char *const modes[][2] = {
    {"AccessShareLock", "ACCESS SHARE"},
    {"RowShareLock", "ROW SHARE"},
    {"RowExclusiveLock", "ROW EXCLUSIVE"},
    {"ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE"},
    {"ShareLock", "SHARE"},
    {"ShareRowExclusiveLock", "SHARE ROW EXCLUSIVE"},
    {"ExclusiveLock", "EXCLUSIVE"},
    {"AccessExclusiveLock", "ACCESS EXCLUSIVE"},
};

static Server server;
static Conn *watcher;

/* Belongs to the whole server, and stays there. */
static void make_tablespace(void)
{
    Rows rows;

    if (!engine_postgres.query(server.conn,
                               STR("SELECT FROM pg_tablespace WHERE spcname = 'anneal_locks'"),
                               &server.arena, &rows, &server.errs) ||
        rows.count > 0)
        return;
    server_run(&server, "SET allow_in_place_tablespaces = on");
    server_run(&server, "CREATE TABLESPACE anneal_locks LOCATION ''");
}

static int open_sessions(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) != NULL) {
        server = server_open("locks");
        watcher = server_again(&server, false);
        make_tablespace();
    }
    return 0;
}

static int close_sessions(void **state)
{
    (void)state;
    if (getenv(SERVER_VARIABLE) != NULL) {
        engine_postgres.close(watcher);
        server_close(&server);
    }
    return 0;
}

/* One cell; absent where it is NULL. */
static Str ask(Conn *conn, Str sql)
{
    Rows rows;

    if (!engine_postgres.query(conn, sql, &server.arena, &rows, &server.errs))
        server_report(&server.errs);
    assert_false(errs_any(&server.errs));
    assert_int_equal(rows.count, 1);
    return ROW_CELL(&rows, 0, 0);
}

/* The strongest lock that a session holds on a relation, or waits for; NULL: none. */
static const char *held_mode(Str pid, Str oid)
{
    Str held = ask(watcher, arena_printf(&server.arena,
                                         "SELECT coalesce(string_agg(mode, ','), '') FROM pg_locks "
                                         "WHERE pid = %.*s AND relation = %.*s",
                                         STR_ARG(pid), STR_ARG(oid)));
    const char *strongest = NULL;

    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        Str rest = held, one;
        while (str_cut(&rest, ',', &one))
            if (str_is(one, modes[i][0]))
                strongest = modes[i][1];
    }
    return strongest;
}

static Str oid_of(const char *relation)
{
    return ask(server.conn, arena_printf(&server.arena, "SELECT '%s'::regclass::oid", relation));
}

static Str file_of(Str oid)
{
    return ask(server.conn,
               arena_printf(&server.arena, "SELECT pg_relation_filenode(%.*s)", STR_ARG(oid)));
}

/* Scans that the session hasn't reported yet: those of earlier transactions may be among them. */
static Str scans_of(Str oid)
{
    return ask(server.conn,
               arena_printf(&server.arena, "SELECT pg_stat_get_xact_numscans(%.*s)", STR_ARG(oid)));
}

/* The files of all tables and indexes. */
static Str all_files(void)
{
    return ask(server.conn,
               STR("SELECT coalesce(string_agg(oid || '=' || pg_relation_filenode(oid), ','), '') "
                   "FROM pg_class WHERE relkind IN ('r', 'm', 'i') AND relnamespace IN "
                   "('p'::regnamespace, 'q'::regnamespace)"));
}

/* What is catalog only writes nothing anew, whatever relation or index it is of. */
static void assert_kept(Str files)
{
    Str changed = ask(server.conn,
                      arena_printf(&server.arena,
                                   "SELECT coalesce(string_agg(c.oid::regclass::text, ', '), '') "
                                   "FROM unnest(string_to_array('%.*s', ',')) AS f JOIN pg_class c "
                                   "ON c.oid = split_part(f, '=', 1)::oid WHERE "
                                   "pg_relation_filenode(c.oid)::text <> split_part(f, '=', 2)",
                                   STR_ARG(files)));

    if (changed.len > 0)
        fail_msg("written anew, which the rule does not say: %.*s", STR_ARG(changed));
}

static void assert_mode(const char *relation, const char *found, const char *expected)
{
    const char *a = found == NULL ? "no lock" : found;
    const char *b = expected == NULL ? "no lock" : expected;

    if (strcmp(a, b) != 0)
        fail_msg("%s: the server takes %s, the rule says %s", relation, a, b);
}

/* What a rule is mostly about: the other relation, where it locks that alone. */
static const char *subject_of(const Proof *proof, const LockRule *rule)
{
    return rule->mode == NULL && rule->related_mode != NULL ? proof->related : proof->relation;
}

static void assert_cost(const Proof *proof, const LockRule *rule, Str oid, Str file, Str scans)
{
    const char *subject = subject_of(proof, rule);
    Str after = file_of(oid);
    bool is_table = strcmp(subject, "p.numbers") != 0; /* a sequence is one row */
    bool is_scanned = !str_eq(scans_of(oid), scans);
    bool is_replaced = after.ptr == NULL && is_scanned; /* read, and gone: its rows are elsewhere */
    bool is_rewritten = is_replaced || (is_table && after.ptr != NULL && !str_eq(after, file));

    if (is_rewritten != (rule->cost == COST_REWRITE))
        fail_msg("%s is %s", subject, is_rewritten ? "rewritten" : "not rewritten");
    if (rule->cost != COST_REWRITE &&
        is_scanned != (rule->cost == COST_SCAN || rule->cost == COST_BUILD))
        fail_msg("%s is %s", subject, is_scanned ? "scanned" : "not scanned");
}

/* ---- outside of transactions ---- */

/* A process whose session runs statements, one each time that it is told to. */
typedef struct Worker {
    pid_t pid;
    int to, from; /* pipes */
} Worker;

/* Before 15 a session can't be told to tell what it has scanned. */
static bool tells_scans(Conn *conn)
{
    return str_is(ask(conn, STR("SELECT current_setting('server_version_num')::integer >= 150000")),
                  "t");
}

static void tell_scans(Conn *conn)
{
    if (tells_scans(conn))
        (void)ask(conn, STR("SELECT pg_stat_force_next_flush()"));
}

static void worker_main(const Proof *proof, int from_parent, int to_parent)
{
    Conn *conn = server_again(&server, false);
    Str backend = ask(conn, STR("SELECT pg_backend_pid()"));
    char byte = 0;
    bool ok = write(to_parent, arena_cstr(&server.arena, backend), backend.len + 1) > 0;

    for (size_t i = 0; ok && i < 5 && proof->sql[i] != NULL; i++) {
        ok = read(from_parent, &byte, 1) == 1 &&
             engine_postgres.exec(conn, str_from(proof->sql[i]), &server.errs);
        if (!ok)
            server_report(&server.errs);
        ok = ok && write(to_parent, "", 1) == 1;
    }
    if (ok) /* what it has scanned is told by then */
        tell_scans(conn);
    engine_postgres.close(conn);
    _exit(ok ? 0 : 1);
}

/* The number of its backend. */
static Str worker_start(Worker *worker, const Proof *proof)
{
    int down[2], up[2];
    char text[32] = {0};

    assert_int_equal(pipe(down), 0);
    assert_int_equal(pipe(up), 0);
    worker->pid = fork();
    assert_true(worker->pid >= 0);
    if (worker->pid == 0)
        worker_main(proof, down[0], up[1]);
    close(down[0]);
    close(up[1]);
    worker->to = down[1];
    worker->from = up[0];
    for (size_t i = 0; i + 1 < sizeof text && read(worker->from, &text[i], 1) == 1; i++)
        if (text[i] == '\0')
            break;
    assert_true(text[0] != '\0');
    return arena_str(&server.arena, str_from(text));
}

/* Until it waits for a lock: the writer's. A statement that waits for nobody is over by then. */
static void wait_for_wait(Str backend)
{
    Str question =
        arena_printf(&server.arena,
                     "SELECT count(*) = 0 OR bool_or(coalesce(wait_event_type, '') = 'Lock' OR "
                     "(state = 'idle' AND query <> 'SELECT pg_backend_pid()')) FROM "
                     "pg_stat_activity WHERE pid = %.*s",
                     STR_ARG(backend));

    for (int i = 0; i < 1000 && !str_is(ask(watcher, question), "t"); i++)
        (void)ask(watcher, STR("SELECT pg_sleep(0.01)"));
}

static void look_at_it_apart(const Proof *proof, const LockRule *rule, Str oid)
{
    Str file = file_of(oid), question, scans;
    Worker worker;
    Str backend = worker_start(&worker, proof);
    const char *strongest = NULL, *related = NULL;
    char byte;
    int status;

    question = arena_printf(&server.arena, "SELECT pg_stat_get_numscans(%.*s)", STR_ARG(oid));
    tell_scans(server.conn);
    scans = ask(watcher, question);
    for (size_t i = 0; i < 5 && proof->sql[i] != NULL; i++) {
        const char *mode;
        assert_true(engine_postgres.begin(server.conn, false, &server.errs));
        server_run(&server, "UPDATE p.t SET a = a WHERE id = 1");
        server_run(&server, "LOCK TABLE p.piece IN ACCESS SHARE MODE");
        assert_int_equal(write(worker.to, "", 1), 1);
        wait_for_wait(backend);
        mode = held_mode(backend, oid);
        strongest = i == 0 ? mode : strongest;
        if (proof->related != NULL)
            related = held_mode(backend, oid_of(proof->related));
        assert_true(engine_postgres.commit(server.conn, &server.errs));
        assert_int_equal(read(worker.from, &byte, 1), 1);
    }
    assert_int_equal(waitpid(worker.pid, &status, 0), worker.pid);
    assert_int_equal(status, 0);
    close(worker.to);
    close(worker.from);
    assert_mode(proof->relation, strongest, rule->mode);
    if (proof->related != NULL)
        assert_mode(proof->related, related, rule->related_mode);
    assert_true(str_eq(file_of(oid), file));
    if (tells_scans(watcher))
        assert_int_equal(!str_eq(ask(watcher, question), scans),
                         rule->cost == COST_SCAN || rule->cost == COST_BUILD);
}

/* ---- cases ---- */

/* As a run that was cut off while somebody had the partition leaves it. */
static void leave_half_detached(void)
{
    assert_true(engine_postgres.begin(watcher, false, &server.errs));
    (void)ask(watcher, STR("SELECT count(*) FROM p.piece"));
    server_run(&server, "SET lock_timeout = 200");
    assert_false(engine_postgres.exec(
        server.conn, STR("ALTER TABLE p.whole DETACH PARTITION p.piece CONCURRENTLY"),
        &server.errs));
    errs_drop(&server.errs, 0);
    server_run(&server, "RESET lock_timeout");
    engine_postgres.rollback(watcher);
}

static void needs_version(Op op, int version)
{
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        if (later[i].op == op && version < later[i].since) {
            print_message("PostgreSQL %d can't do that\n", version / 10000);
            skip();
        }
}

static void the_server_does_what_the_rule_says(void **state)
{
    const Proof *proof = *state;
    Facts facts = {.version = 0};
    const LockRule *rule;
    Str pid, oid, related, subject, file, files, scans, related_scans = STR_ABSENT;

    NEEDS_SERVER();
    for (size_t i = 0; i < sizeof setup / sizeof *setup; i++)
        server_run(&server, setup[i]);
    assert_true(engine_postgres.describe(server.conn, &facts, &server.errs));
    rule = pg_lock_rule(proof->op, facts.version);
    needs_version(proof->op, facts.version);
    facts_free(&facts);
    if (proof->op == OP_FINISH_DETACH)
        leave_half_detached();
    assert_int_equal(rule->op, proof->op);
    assert_string_equal(rule->proof, proof->name);
    pid = ask(server.conn, STR("SELECT pg_backend_pid()"));
    oid = oid_of(proof->relation);
    related = proof->related == NULL ? STR_ABSENT : oid_of(proof->related);
    subject = oid_of(subject_of(proof, rule));
    file = file_of(subject);
    if (!rule->in_transaction) {
        look_at_it_apart(proof, rule, oid);
        return;
    }
    files = all_files();

    assert_true(engine_postgres.begin(server.conn, false, &server.errs));
    scans = scans_of(subject);
    if (proof->related != NULL)
        related_scans = scans_of(related);
    for (size_t i = 0; i < 5 && proof->sql[i] != NULL; i++)
        server_run(&server, proof->sql[i]);
    assert_mode(proof->relation, held_mode(pid, oid), rule->mode);
    if (proof->related != NULL)
        assert_mode(proof->related, held_mode(pid, related), rule->related_mode);
    assert_cost(proof, rule, subject, file, scans);
    if (rule->cost == COST_METADATA)
        assert_kept(files);
    if (rule->cost == COST_METADATA && proof->related != NULL &&
        !str_eq(scans_of(related), related_scans))
        fail_msg("%s is scanned", proof->related);
}

/* A failed case leaves its transaction open. */
static int roll_back(void **state)
{
    (void)state;
    if (server.conn != NULL)
        engine_postgres.rollback(server.conn);
    errs_drop(&server.errs, 0); /* what went wrong here is none of the next case's */
    return 0;
}

/* What a plan says of the tables at the other ends of foreign keys (recipe_lock_key_tables). */
static void detach_locks_the_tables_of_its_keys(void **state)
{
    static const char *const tables[] = {
        "CREATE TABLE p.far (n integer PRIMARY KEY)",
        "CREATE TABLE p.keyed (n integer PRIMARY KEY REFERENCES p.far) PARTITION BY RANGE (n)",
        "CREATE TABLE p.keyed_1 PARTITION OF p.keyed FOR VALUES FROM (1) TO (10)",
        "CREATE TABLE p.points (n integer REFERENCES p.keyed)"};
    Facts facts = {.version = 0};
    Str pid, points, far;

    (void)state;
    NEEDS_SERVER();
    server_run(&server, "DROP SCHEMA IF EXISTS p CASCADE");
    server_run(&server, "CREATE SCHEMA p");
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        server_run(&server, tables[i]);
    assert_true(engine_postgres.describe(server.conn, &facts, &server.errs));
    pid = ask(server.conn, STR("SELECT pg_backend_pid()"));
    points = oid_of("p.points");
    far = oid_of("p.far");
    server_run(&server, "BEGIN");
    server_run(&server, "ALTER TABLE p.keyed DETACH PARTITION p.keyed_1");
    assert_mode("p.points", held_mode(pid, points),
                pg_lock_rule(OP_DROP_FOREIGN_KEY, facts.version)->mode);
    assert_mode("p.far", held_mode(pid, far),
                pg_lock_rule(OP_ADD_FOREIGN_KEY_NOT_VALID, facts.version)->mode);
    facts_free(&facts);
}

int main(void)
{
    static struct CMUnitTest tests[PROOF_COUNT + 1];
    static Proof copies[PROOF_COUNT]; /* cmocka's state is not const */

    for (size_t i = 0; i < PROOF_COUNT; i++) {
        copies[i] = proofs[i];
        tests[i] = (struct CMUnitTest){.name = proofs[i].name,
                                       .test_func = the_server_does_what_the_rule_says,
                                       .teardown_func = roll_back,
                                       .initial_state = &copies[i]};
    }
    tests[PROOF_COUNT] = (struct CMUnitTest){.name = "detach_locks_the_tables_of_its_keys",
                                             .test_func = detach_locks_the_tables_of_its_keys,
                                             .teardown_func = roll_back};
    return cmocka_run_group_tests(tests, open_sessions, close_sessions);
}
