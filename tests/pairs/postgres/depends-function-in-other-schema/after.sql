CREATE SCHEMA lib;
CREATE FUNCTION lib.stamp(a text, b text, OUT stamp text) LANGUAGE sql IMMUTABLE AS 'SELECT a || b';
CREATE TABLE t (id integer PRIMARY KEY, a text DEFAULT lib.stamp('a', 'b'));
CREATE UNIQUE INDEX t_a ON t (lib.stamp(a, 'x'));
