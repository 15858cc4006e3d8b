CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, c varchar(10));
INSERT INTO t VALUES (1, 2, 'x', 'y');
CREATE RECURSIVE VIEW v (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM v WHERE n < 5;
