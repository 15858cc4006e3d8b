CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE FUNCTION app.hook() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'app', 'pg_temp' AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER sometimes BEFORE UPDATE ON app.orders FOR EACH ROW EXECUTE FUNCTION app.hook();
CREATE FUNCTION app.is_big(amount numeric) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT amount > 100';
CREATE TRIGGER big AFTER INSERT ON app.orders FOR EACH ROW WHEN (app.is_big(NEW.total)) EXECUTE FUNCTION app.hook();
