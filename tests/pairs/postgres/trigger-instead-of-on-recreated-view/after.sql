CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION app.touch2() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';

CREATE VIEW app.v AS SELECT day, id FROM app.orders;
CREATE TRIGGER ins INSTEAD OF INSERT OR UPDATE ON app.v FOR EACH ROW EXECUTE FUNCTION app.touch('a');
COMMENT ON TRIGGER ins ON app.v IS 'kept';
