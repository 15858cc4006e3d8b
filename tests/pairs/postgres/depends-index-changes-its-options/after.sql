CREATE SCHEMA shop;
CREATE FUNCTION shop.net(price integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT price - price / 5';
CREATE TABLE shop.orders (id integer PRIMARY KEY, gross integer NOT NULL);
CREATE INDEX orders_net ON shop.orders (shop.net(gross));
ALTER INDEX shop.orders_net ALTER COLUMN 1 SET STATISTICS 20;
CREATE INDEX orders_net_too ON shop.orders (shop.net(gross), id) WITH (fillfactor = 80);
ALTER INDEX shop.orders_net_too ALTER COLUMN 1 SET STATISTICS 44;
ALTER TABLE shop.orders CLUSTER ON orders_net_too;
