CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION app.touch2() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';

CREATE TABLE app.lines (order_id integer, n integer);
CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON app.lines DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION app.touch2();
CREATE TRIGGER plain AFTER DELETE ON app.lines FOR EACH ROW EXECUTE FUNCTION app.touch2();
COMMENT ON TRIGGER checked ON app.lines IS 'not so late';
