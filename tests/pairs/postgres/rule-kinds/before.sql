CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE TABLE app.log (id integer, what text);
CREATE VIEW app.v AS SELECT id, day FROM app.orders;
CREATE RULE ins AS ON INSERT TO app.v DO INSTEAD INSERT INTO app.orders (id, day) VALUES (NEW.id, NEW.day) RETURNING id, day;
CREATE RULE upd AS ON UPDATE TO app.orders WHERE NEW.total < 0 DO INSTEAD NOTHING;
CREATE RULE del AS ON DELETE TO app.orders DO ALSO INSERT INTO app.log VALUES (OLD.id, 'gone');
COMMENT ON RULE del ON app.orders IS 'writes it down';
