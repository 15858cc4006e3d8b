CREATE FUNCTION half(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n / 2';
CREATE TABLE orders (id integer PRIMARY KEY, n integer DEFAULT half(20), CONSTRAINT even CHECK (half(n) * 2 = n));
CREATE INDEX orders_half_idx ON orders (half(n));
CREATE VIEW halves AS SELECT id, half(n) AS half FROM orders;
INSERT INTO orders VALUES (1, 10), (2, 200);
