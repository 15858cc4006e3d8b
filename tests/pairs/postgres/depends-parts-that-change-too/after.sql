CREATE FUNCTION half(amount integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT amount / 2';
CREATE TABLE orders (id integer PRIMARY KEY, n integer DEFAULT half(40), m integer, CONSTRAINT even CHECK (half(n) * 2 <= n));
CREATE INDEX orders_half_idx ON orders (half(n), id);
CREATE INDEX orders_new_idx ON orders (half(id));
CREATE VIEW halves AS SELECT half(n) AS half, id, half(m) AS m FROM orders;
INSERT INTO orders VALUES (1, 10), (2, 200);
