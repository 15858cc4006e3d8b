CREATE SCHEMA app;
CREATE TYPE app.pair AS (a integer, b integer);
CREATE FUNCTION app.lt(app.pair, app.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a < ($2).a';
CREATE FUNCTION app.eq(app.pair, app.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = ($2).a';
CREATE OPERATOR app.<# (FUNCTION = app.lt, LEFTARG = app.pair, RIGHTARG = app.pair);
CREATE OPERATOR app.=# (FUNCTION = app.eq, LEFTARG = app.pair, RIGHTARG = app.pair);
CREATE FUNCTION app.cmp(app.pair, app.pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT sign(($1).a - ($2).a)::integer';
CREATE FUNCTION app.backward(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT sign(b - a)::integer';
CREATE OPERATOR CLASS app.pair_ops DEFAULT FOR TYPE app.pair USING btree AS OPERATOR 1 app.<#, OPERATOR 3 app.=#, FUNCTION 1 app.cmp(app.pair, app.pair);
CREATE OPERATOR FAMILY app.whole USING btree;
CREATE OPERATOR CLASS app.whole_ops FOR TYPE integer USING btree FAMILY app.whole AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
ALTER OPERATOR FAMILY app.whole USING btree ADD OPERATOR 1 < (integer, bigint), FUNCTION 1 btint48cmp(integer, bigint);
