CREATE FUNCTION one() RETURNS bigint LANGUAGE sql RETURN 1;
CREATE FUNCTION two() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT (one() + one())::integer; END;
CREATE TABLE t (id integer DEFAULT two());
CREATE VIEW v AS SELECT two() AS two, one() AS one;
