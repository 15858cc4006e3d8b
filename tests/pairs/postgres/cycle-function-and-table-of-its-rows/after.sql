SET check_function_bodies = off;
CREATE TABLE other (id integer);
CREATE TABLE t (id integer, n integer DEFAULT 5);
CREATE FUNCTION all_of_t() RETURNS SETOF t LANGUAGE sql STABLE AS 'SELECT * FROM t';
CREATE FUNCTION count_t() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM all_of_t()';
CREATE VIEW v AS SELECT * FROM all_of_t() WHERE n < count_t();
ALTER TABLE t ALTER n SET DEFAULT count_t();
