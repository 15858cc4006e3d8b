CREATE SCHEMA app;
CREATE FUNCTION app.code(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE OPERATOR FAMILY app.codes USING hash;
CREATE OPERATOR CLASS app.code_ops FOR TYPE integer USING hash FAMILY app.codes AS OPERATOR 1 =, FUNCTION 1 app.code(integer);
ALTER OPERATOR FAMILY app.codes USING hash ADD OPERATOR 1 = (bigint, bigint), FUNCTION 1 hashint8(bigint);
