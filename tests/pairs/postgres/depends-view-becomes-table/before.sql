CREATE SCHEMA shop;
CREATE TABLE shop.base (id integer PRIMARY KEY, total integer);
CREATE VIEW shop.totals AS SELECT id, total FROM shop.base;
CREATE VIEW shop.top AS SELECT id FROM shop.totals WHERE total > 100;
COMMENT ON VIEW shop.top IS 'much';
CREATE FUNCTION shop.first() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT min(id) FROM shop.totals; END;
INSERT INTO shop.base VALUES (1, 200), (2, 5);
