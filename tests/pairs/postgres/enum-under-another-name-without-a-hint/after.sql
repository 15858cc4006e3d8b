CREATE TYPE state AS ENUM ('a', 'b');
CREATE TABLE t (id int PRIMARY KEY, s state DEFAULT 'a', h state[]);
CREATE FUNCTION f(state) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT s, f(s) FROM t;
CREATE INDEX i ON t (s) WHERE s = 'a';
