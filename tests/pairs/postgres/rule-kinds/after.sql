CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE TABLE app.log (id integer, what text);
CREATE VIEW app.v AS SELECT id, day FROM app.orders;
CREATE RULE ins AS ON INSERT TO app.v DO INSTEAD (INSERT INTO app.orders (id, day) VALUES (NEW.id, NEW.day); INSERT INTO app.log VALUES (NEW.id, 'it''s; new'));
CREATE RULE upd AS ON UPDATE TO app.orders WHERE NEW.total < 0 DO INSTEAD NOTHING;
ALTER TABLE app.orders DISABLE RULE upd;
CREATE RULE del AS ON DELETE TO app.orders WHERE OLD.total > 0 DO ALSO INSERT INTO app.log VALUES (OLD.id, 'was some');
COMMENT ON RULE del ON app.orders IS 'writes some down';
CREATE RULE note AS ON INSERT TO app.log DO ALSO NOTIFY log_grew;
