CREATE SCHEMA shop;
CREATE FUNCTION shop.net(price integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT price - price / 5';
CREATE TABLE shop.orders (id integer PRIMARY KEY, gross integer NOT NULL);
CREATE INDEX orders_net ON shop.orders (shop.net(gross));
ALTER TABLE shop.orders CLUSTER ON orders_net;
CREATE TABLE shop.names (id integer NOT NULL, name text);
CREATE UNIQUE INDEX names_id ON shop.names (id);
ALTER TABLE shop.names REPLICA IDENTITY USING INDEX names_id;
