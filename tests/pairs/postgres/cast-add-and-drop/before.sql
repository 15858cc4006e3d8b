CREATE SCHEMA app;
CREATE TABLE app.a (x integer);
CREATE TABLE app.b (x integer);
CREATE FUNCTION app.a_to_b(app.a) RETURNS app.b LANGUAGE sql IMMUTABLE AS 'SELECT ROW(($1).x)::app.b';
