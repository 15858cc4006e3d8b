CREATE TABLE t (id integer PRIMARY KEY, a bigint, b text, c varchar(10));
INSERT INTO t VALUES (1, 2, 'x', 'y');
CREATE VIEW v AS SELECT a, id, b FROM t;
