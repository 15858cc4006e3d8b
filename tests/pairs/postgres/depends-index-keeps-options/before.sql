CREATE SCHEMA shop;
CREATE FUNCTION shop.net(gross integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT gross - gross / 5';
CREATE TABLE shop.orders (id integer PRIMARY KEY, gross integer NOT NULL, code text);
CREATE INDEX orders_net ON shop.orders (shop.net(gross), id, (gross + 1));
ALTER INDEX shop.orders_net ALTER COLUMN 1 SET STATISTICS 300;
ALTER INDEX shop.orders_net ALTER COLUMN 3 SET STATISTICS 7;
ALTER TABLE shop.orders CLUSTER ON orders_net;
COMMENT ON INDEX shop.orders_net IS 'what is left';
INSERT INTO shop.orders SELECT n, n * 10, 'c' || n FROM generate_series(1, 20) n;
