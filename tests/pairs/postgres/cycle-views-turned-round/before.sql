CREATE TABLE t (id integer, n integer);
CREATE VIEW b AS SELECT id, n FROM t;
CREATE VIEW a AS SELECT id, n FROM b;
