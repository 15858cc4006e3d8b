CREATE SCHEMA app;
CREATE TABLE app.t (a integer);
SET check_function_bodies TO off;
CREATE FUNCTION app.ping(n integer) RETURNS integer LANGUAGE sql AS 'SELECT CASE WHEN n > 0 THEN app.pong(n - 1) ELSE 0 END';
CREATE FUNCTION app.pong(n integer) RETURNS integer LANGUAGE sql AS 'SELECT CASE WHEN n > 0 THEN app.ping(n - 1) ELSE 1 END';
CREATE FUNCTION app.of_view() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM app.v';
CREATE VIEW app.v AS SELECT a, app.ping(a) AS p FROM app.t;
CREATE FUNCTION app.parsed(n integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT app.pong(n) + 1; SELECT n; END;
