CREATE SCHEMA app;
CREATE TABLE app.t (a integer, b text);
CREATE FUNCTION app.out_args(IN a integer, OUT b text, INOUT c numeric, OUT d date) LANGUAGE sql AS 'SELECT ''x''::text, $2, NULL::date';
CREATE FUNCTION app.many(VARIADIC parts text[] DEFAULT ARRAY['a', 'b;c']) RETURNS text LANGUAGE sql AS 'SELECT array_to_string($1, '';'')';
CREATE FUNCTION app.poly(a anycompatible, b anycompatible) RETURNS anycompatible LANGUAGE sql AS 'SELECT $2';
CREATE FUNCTION app."Odd Name"("An Arg" app.t, integer DEFAULT 1 + (2 * 3)) RETURNS SETOF app.t LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION app.made(n integer) RETURNS TABLE (a integer, "B b" text) LANGUAGE sql AS 'SELECT n, ''x''::text';
COMMENT ON FUNCTION app."Odd Name"(app.t, integer) IS 'odd';
COMMENT ON FUNCTION app.out_args(integer, numeric) IS 'by what calls give';
