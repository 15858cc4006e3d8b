CREATE FUNCTION sf(bigint, int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE ag (int) (SFUNC = sf, STYPE = bigint, INITCOND = '1');
CREATE OPERATOR ### (LEFTARG = bigint, RIGHTARG = int, FUNCTION = sf);
CREATE VIEW v AS SELECT ag(x) AS s, 1::bigint ### 2 AS o FROM generate_series(1, 3) x;
CREATE TABLE t (a bigint, CHECK (a ### 1 > 0));
COMMENT ON OPERATOR ### (bigint, int) IS 'op';
