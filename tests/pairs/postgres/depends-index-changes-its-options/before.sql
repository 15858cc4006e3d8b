CREATE SCHEMA shop;
CREATE FUNCTION shop.net(gross integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT gross - gross / 5';
CREATE TABLE shop.orders (id integer PRIMARY KEY, gross integer NOT NULL);
CREATE INDEX orders_net ON shop.orders (shop.net(gross));
ALTER INDEX shop.orders_net ALTER COLUMN 1 SET STATISTICS 300;
ALTER TABLE shop.orders CLUSTER ON orders_net;
CREATE INDEX orders_net_too ON shop.orders (shop.net(gross), id) WITH (fillfactor = 70);
INSERT INTO shop.orders SELECT n, n * 10 FROM generate_series(1, 20) n;
