CREATE SCHEMA shop;
CREATE TABLE shop.customers (id integer PRIMARY KEY, name text);
CREATE TABLE shop.orders (
    id integer PRIMARY KEY,
    customer integer CONSTRAINT orders_customer REFERENCES shop.customers (id),
    payer integer,
    total numeric(10, 2),
    state text,
    CONSTRAINT orders_total CHECK (total >= 0)
);
CREATE TABLE shop.events (id integer NOT NULL, day integer NOT NULL, customer integer, note text) PARTITION BY RANGE (day);
CREATE TABLE shop.events_1 PARTITION OF shop.events FOR VALUES FROM (1) TO (10);
CREATE TABLE shop.events_2 PARTITION OF shop.events FOR VALUES FROM (10) TO (20);
CREATE TABLE shop.keyless (a integer, b integer);
INSERT INTO shop.customers SELECT n, 'c' || n FROM generate_series(1, 5) AS n;
INSERT INTO shop.orders SELECT n, 1 + n % 5, 1 + n % 5, n, 'open' FROM generate_series(1, 20) AS n;
INSERT INTO shop.events SELECT n, n, 1 + n % 5, 'n' FROM generate_series(1, 19) AS n;
INSERT INTO shop.keyless SELECT n, n FROM generate_series(1, 20) AS n;
