CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, amount integer NOT NULL DEFAULT 7, note smallint);
COMMENT ON COLUMN shop.orders.amount IS 'in cents';
INSERT INTO shop.orders SELECT n, n * 10, n FROM generate_series(1, 40) AS n;
