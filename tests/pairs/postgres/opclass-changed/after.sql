CREATE SCHEMA app;
CREATE FUNCTION app.code(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE OPERATOR FAMILY app.codes USING hash;
CREATE OPERATOR CLASS app.code_ops FOR TYPE integer USING hash FAMILY app.codes AS OPERATOR 1 =, FUNCTION 1 hashint4(integer);
ALTER OPERATOR FAMILY app.codes USING hash ADD OPERATOR 1 = (smallint, smallint), FUNCTION 1 hashint2(smallint);
COMMENT ON OPERATOR FAMILY app.codes USING hash IS 'now with words';
