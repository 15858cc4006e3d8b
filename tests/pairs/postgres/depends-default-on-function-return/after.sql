CREATE FUNCTION rate() RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT 3.5';
COMMENT ON FUNCTION rate() IS 'the rate';
CREATE TABLE orders (id integer PRIMARY KEY, rate numeric DEFAULT rate() NOT NULL, note text DEFAULT 'x');
COMMENT ON COLUMN orders.rate IS 'by default the rate';
INSERT INTO orders VALUES (1, 5), (2, DEFAULT);
