CREATE TABLE t (id integer PRIMARY KEY, a bigint, b text, c varchar(10));
INSERT INTO t VALUES (1, 2, 'x', 'y');
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(a) FROM t; END;
