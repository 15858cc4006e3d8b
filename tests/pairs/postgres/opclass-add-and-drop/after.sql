CREATE SCHEMA app;
CREATE FUNCTION app.backward(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN a > b THEN -1 WHEN a < b THEN 1 ELSE 0 END';
CREATE OPERATOR CLASS app.backward_ops FOR TYPE integer USING btree AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 app.backward(integer, integer);
CREATE OPERATOR FAMILY app.whole USING btree;
CREATE OPERATOR CLASS app.whole_ops FOR TYPE integer USING btree FAMILY app.whole AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
ALTER OPERATOR FAMILY app.whole USING btree ADD
    OPERATOR 1 < (integer, bigint), OPERATOR 2 <= (integer, bigint), OPERATOR 3 = (integer, bigint), OPERATOR 4 >= (integer, bigint),
    OPERATOR 5 > (integer, bigint), FUNCTION 1 btint48cmp(integer, bigint);
COMMENT ON OPERATOR CLASS app.backward_ops USING btree IS 'greatest first';
COMMENT ON OPERATOR FAMILY app.whole USING btree IS 'whole numbers';
CREATE TABLE app.t (a integer);
CREATE INDEX t_a ON app.t (a app.backward_ops);
