CREATE SCHEMA ops;
CREATE FUNCTION ops.same(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a = b';
CREATE OPERATOR ops.=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = ops.same, COMMUTATOR = OPERATOR(ops.===), RESTRICT = eqsel);
CREATE OPERATOR CLASS ops.my_ops FOR TYPE integer USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 ops.===, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
CREATE TABLE a (id integer, x integer);
