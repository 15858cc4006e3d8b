CREATE FUNCTION half(amount integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT amount / 2';
CREATE TABLE t (id integer, n integer, during int4range,
    CONSTRAINT apart EXCLUDE USING gist (int4range(half(n), half(n) + 1) WITH &&, during WITH &&) WHERE (half(n) > 0));
CREATE STATISTICS st ON (half(n)), id FROM t;
ALTER STATISTICS st SET STATISTICS 100;
COMMENT ON STATISTICS st IS 'of halves';
COMMENT ON CONSTRAINT apart ON t IS 'apart';
