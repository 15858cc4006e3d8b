CREATE SCHEMA app;
CREATE FUNCTION app.to_inet(text) RETURNS inet LANGUAGE sql IMMUTABLE AS 'SELECT inet_in(textout($1))';
CREATE CAST (text AS inet) WITH FUNCTION app.to_inet(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS inet) IS 'by hand';
