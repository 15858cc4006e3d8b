CREATE TYPE status AS ENUM ('a', 'b');
CREATE TABLE t (id int PRIMARY KEY, s status DEFAULT 'a', h status[]);
CREATE FUNCTION f(status) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT s, f(s) FROM t;
CREATE INDEX i ON t (s) WHERE s = 'a';
