CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, c varchar(10));
INSERT INTO t VALUES (1, 2, 'x', 'y');
CREATE FUNCTION f(IN x integer, OUT y integer, OUT z text) LANGUAGE sql AS 'SELECT 1, ''a''';
CREATE FUNCTION g() RETURNS TABLE(p integer, q text) LANGUAGE sql SECURITY DEFINER SET search_path TO 'public', 'pg_temp' AS 'SELECT 1, ''a''';
CREATE FUNCTION h(VARIADIC n integer[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
