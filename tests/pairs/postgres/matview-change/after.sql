CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, c varchar(10));
INSERT INTO t VALUES (1, 2, 'x', 'y');
CREATE MATERIALIZED VIEW m AS SELECT count(*) AS n, max(a) AS a FROM t;
CREATE VIEW v AS SELECT n FROM m;
