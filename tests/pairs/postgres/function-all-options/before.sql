CREATE SCHEMA app;
CREATE FUNCTION app.plain(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION app.rows() RETURNS SETOF integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION app.secure() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path TO app, pg_temp SET work_mem TO '64MB' AS 'SELECT ''x''::text';
