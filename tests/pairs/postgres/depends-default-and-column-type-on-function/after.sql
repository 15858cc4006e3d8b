CREATE FUNCTION f(i int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT i::text';
CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT f(1), b int, CHECK (f(b) > '0'));
CREATE VIEW v AS SELECT id, f(b) AS x, a FROM t;
CREATE VIEW w AS SELECT x, a FROM v;
CREATE INDEX i ON t (f(b));
