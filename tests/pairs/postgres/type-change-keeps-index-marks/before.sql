CREATE SCHEMA shop;
CREATE TABLE shop.orders (
    id integer PRIMARY KEY,
    gross integer NOT NULL,
    twice integer GENERATED ALWAYS AS (gross * 2) STORED NOT NULL
);
CREATE UNIQUE INDEX orders_twice ON shop.orders (twice);
CREATE INDEX orders_sum ON shop.orders ((gross + twice));
ALTER INDEX shop.orders_sum ALTER COLUMN 1 SET STATISTICS 300;
ALTER TABLE shop.orders CLUSTER ON orders_sum;
ALTER TABLE shop.orders REPLICA IDENTITY USING INDEX orders_twice;
ALTER TABLE shop.orders ALTER COLUMN twice SET STATISTICS 50;
ALTER TABLE shop.orders ALTER COLUMN twice SET (n_distinct = -1);
COMMENT ON COLUMN shop.orders.twice IS 'two times';
COMMENT ON INDEX shop.orders_twice IS 'once';
INSERT INTO shop.orders SELECT n, n * 10 FROM generate_series(1, 20) n;
