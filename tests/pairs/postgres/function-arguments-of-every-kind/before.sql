CREATE SCHEMA app;
CREATE TABLE app.t (a integer, b text);
CREATE FUNCTION app.out_args(IN a integer, OUT b text, INOUT c numeric) LANGUAGE sql AS 'SELECT ''x''::text, $2';
CREATE FUNCTION app.many(VARIADIC parts text[]) RETURNS text LANGUAGE sql AS 'SELECT array_to_string($1, '','')';
CREATE FUNCTION app.poly(a anyelement, b anyarray DEFAULT NULL) RETURNS anyelement LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION app."Odd Name"("An Arg" app.t, integer) RETURNS app.t LANGUAGE sql AS 'SELECT $1';
