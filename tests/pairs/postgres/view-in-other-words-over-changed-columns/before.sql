CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, status varchar(10), total integer, gone text, renamed date);
INSERT INTO shop.orders VALUES (1, 'a', 5, 'x', '2026-01-01');
CREATE VIEW shop.v AS SELECT id, status FROM shop.orders WHERE status = 'a';
CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE ON shop.orders FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION shop.touch();
CREATE FUNCTION shop.f() RETURNS SETOF varchar LANGUAGE sql BEGIN ATOMIC SELECT status FROM shop.orders WHERE id > 1; END;
CREATE RULE r AS ON DELETE TO shop.orders WHERE OLD.status = 'b' DO INSTEAD NOTHING;
