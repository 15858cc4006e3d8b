CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, c varchar(10));
INSERT INTO t VALUES (1, 2, 'x', 'y');
CREATE VIEW v WITH (security_barrier) AS SELECT id FROM t WHERE a > 0 WITH LOCAL CHECK OPTION;
