CREATE SCHEMA app;
CREATE FUNCTION app.keep_longest(a text, b text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN length(b) > coalesce(length(a), 0) THEN b ELSE a END';
