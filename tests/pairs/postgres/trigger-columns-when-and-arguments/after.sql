CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION app.touch2() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';

CREATE TRIGGER sometimes BEFORE UPDATE OF total ON app.orders FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* AND NEW.note IN ('a', 'b')) EXECUTE FUNCTION app.touch('x', 'y');
CREATE TRIGGER "Odd Name" AFTER INSERT ON app.orders FOR EACH ROW EXECUTE FUNCTION app.touch2();
ALTER TABLE app.orders ENABLE ALWAYS TRIGGER "Odd Name";
