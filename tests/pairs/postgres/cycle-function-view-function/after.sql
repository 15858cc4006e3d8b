SET check_function_bodies = off;
CREATE TABLE t (id integer);
CREATE FUNCTION top() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM v';
CREATE FUNCTION base(n integer) RETURNS integer LANGUAGE sql AS 'SELECT CASE WHEN n > 10 THEN top()::integer ELSE n END';
CREATE VIEW v AS SELECT base(id) AS n FROM t;
