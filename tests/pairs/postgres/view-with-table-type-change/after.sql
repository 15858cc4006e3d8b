CREATE TABLE t (id integer PRIMARY KEY, a bigint, b text, c varchar(10));
INSERT INTO t VALUES (1, 2, 'x', 'y');
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW w AS SELECT a FROM v;
COMMENT ON VIEW w IS 'w';
