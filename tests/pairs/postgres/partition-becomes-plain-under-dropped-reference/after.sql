CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, total numeric(10,2) NOT NULL, note text);
CREATE TABLE shop.lines (id integer PRIMARY KEY, order_id integer NOT NULL, price numeric(10,2));
CREATE TABLE shop.logs (at timestamp with time zone, text text);
CREATE PUBLICATION p FOR TABLE shop.orders, shop.logs WITH (publish = 'insert, truncate');
COMMENT ON PUBLICATION p IS 'old';
