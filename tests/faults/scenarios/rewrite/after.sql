CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, amount bigint NOT NULL DEFAULT 7, note text);
COMMENT ON COLUMN shop.orders.amount IS 'in cents';
INSERT INTO shop.orders SELECT n, n * 10, n FROM generate_series(1, 40) AS n;
