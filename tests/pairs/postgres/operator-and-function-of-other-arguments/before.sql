CREATE FUNCTION sf(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE ag (int) (SFUNC = sf, STYPE = int, INITCOND = '0');
CREATE OPERATOR ### (LEFTARG = int, RIGHTARG = int, FUNCTION = sf, COMMUTATOR = ###);
CREATE VIEW v AS SELECT ag(x) AS s, 1 ### 2 AS o FROM generate_series(1, 3) x;
CREATE TABLE t (a int, CHECK (a ### 1 > 0));
COMMENT ON OPERATOR ### (int, int) IS 'op';
COMMENT ON AGGREGATE ag (int) IS 'agg';
