CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, c varchar(10));
INSERT INTO t VALUES (1, 2, 'x', 'y');
CREATE VIEW v AS SELECT id FROM t;
