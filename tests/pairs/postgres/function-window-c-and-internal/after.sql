CREATE SCHEMA app;
CREATE FUNCTION app.my_row_number() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE STRICT AS 'window_row_number';
CREATE FUNCTION app.my_lower(text) RETURNS text LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'lower';
CREATE FUNCTION app.call_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE TABLE app.t (a integer);
CREATE VIEW app.numbered AS SELECT a, app.my_row_number() OVER (ORDER BY a) AS n FROM app.t;
