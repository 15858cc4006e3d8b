CREATE SCHEMA app;
CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE AGGREGATE app.biggest(integer) (SFUNC = int4larger, STYPE = integer);
CREATE TABLE app.t (a integer);
CREATE VIEW app.v AS SELECT app.total(a) AS total, app.biggest(a) AS biggest FROM app.t;
COMMENT ON AGGREGATE app.total(integer) IS 'stays';
