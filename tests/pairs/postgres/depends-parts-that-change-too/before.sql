CREATE FUNCTION half(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n / 2';
CREATE TABLE orders (id integer PRIMARY KEY, n integer DEFAULT half(20), m integer DEFAULT half(4), CONSTRAINT even CHECK (half(n) * 2 = n), CONSTRAINT gone CHECK (half(m) > 0));
CREATE INDEX orders_half_idx ON orders (half(n));
CREATE INDEX orders_gone_idx ON orders (half(m));
CREATE VIEW halves AS SELECT id, half(n) AS half FROM orders;
INSERT INTO orders VALUES (1, 10), (2, 200);
