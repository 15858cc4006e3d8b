CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE TABLE orders (id integer PRIMARY KEY, n integer, twice integer GENERATED ALWAYS AS (doubled(n)) STORED, note text);
CREATE INDEX orders_twice_idx ON orders (twice);
COMMENT ON COLUMN orders.twice IS 'two times';
INSERT INTO orders VALUES (1, 5), (2, 6);
