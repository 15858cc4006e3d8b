CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + 1';
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT f(3), b text, c varchar(10), CONSTRAINT t_check CHECK (f(a) > 0));
INSERT INTO t VALUES (1, 2, 'x', 'y');
