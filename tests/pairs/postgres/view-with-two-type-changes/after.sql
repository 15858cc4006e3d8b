CREATE TABLE t (id integer PRIMARY KEY, a bigint, b text, c varchar(20));
INSERT INTO t VALUES (1, 2, 'x', 'y');
CREATE VIEW v AS SELECT id, a, c FROM t;
CREATE VIEW w AS SELECT a FROM v;
