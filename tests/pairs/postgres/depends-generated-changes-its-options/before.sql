CREATE SCHEMA shop;
CREATE FUNCTION shop.label(code text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper(code)';
CREATE TABLE shop.goods (
    id integer PRIMARY KEY,
    code text NOT NULL,
    label text GENERATED ALWAYS AS (shop.label(code)) STORED
);
ALTER TABLE shop.goods ALTER COLUMN label SET STORAGE EXTERNAL;
ALTER TABLE shop.goods ALTER COLUMN label SET STATISTICS 77;
ALTER TABLE shop.goods ALTER COLUMN label SET (n_distinct = -0.5);
INSERT INTO shop.goods SELECT n, 'c' || n FROM generate_series(1, 20) n;
