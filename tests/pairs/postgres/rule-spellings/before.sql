CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, status varchar(10), note text);
CREATE TABLE shop.log (at timestamptz, id integer, what text);
CREATE VIEW shop.v AS SELECT id, status FROM shop.orders;
CREATE RULE ins AS ON INSERT TO shop.v DO INSTEAD INSERT INTO shop.orders (id, status) VALUES (NEW.id, NEW.status) RETURNING orders.id, orders.status;
CREATE RULE upd AS ON UPDATE TO shop.v WHERE OLD.id <> NEW.id OR OLD.status IN ('a', 'b') DO INSTEAD NOTHING;
CREATE RULE upd_all AS ON UPDATE TO shop.v DO INSTEAD UPDATE shop.orders SET status = NEW.status WHERE orders.id = OLD.id;
CREATE RULE "Logged" AS ON UPDATE TO shop.orders DO ALSO (INSERT INTO shop.log VALUES (now(), OLD.id, 'changed'); NOTIFY orders);
CREATE RULE keep AS ON DELETE TO shop.orders WHERE OLD.note IS NOT NULL DO INSTEAD NOTHING;
