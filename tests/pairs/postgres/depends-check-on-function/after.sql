CREATE FUNCTION is_fine(amount integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT amount > 0';
CREATE TABLE orders (id integer PRIMARY KEY, n integer, m integer,
    CONSTRAINT fine CHECK (is_fine(n)), CONSTRAINT fine_too CHECK (is_fine(m) OR m IS NULL) NO INHERIT, CHECK (n < 100));
ALTER TABLE orders ADD CONSTRAINT later CHECK (is_fine(n + m)) NOT VALID;
COMMENT ON CONSTRAINT fine ON orders IS 'of a function';
INSERT INTO orders VALUES (1, 5, 7), (2, NULL, NULL);
