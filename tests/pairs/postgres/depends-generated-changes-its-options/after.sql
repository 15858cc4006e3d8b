CREATE SCHEMA shop;
CREATE FUNCTION shop.label(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper(name)';
CREATE TABLE shop.goods (
    id integer PRIMARY KEY,
    code text NOT NULL,
    label text GENERATED ALWAYS AS (shop.label(code)) STORED
);
ALTER TABLE shop.goods ALTER COLUMN label SET STORAGE MAIN;
ALTER TABLE shop.goods ALTER COLUMN label SET STATISTICS 5;
ALTER TABLE shop.goods ALTER COLUMN label SET (n_distinct = 12);
COMMENT ON COLUMN shop.goods.label IS 'what is printed on it';
