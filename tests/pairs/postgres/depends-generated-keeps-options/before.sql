CREATE SCHEMA shop;
CREATE FUNCTION shop.label(code text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper(code)';
CREATE TABLE shop.goods (
    id integer PRIMARY KEY,
    code text NOT NULL,
    label text GENERATED ALWAYS AS (shop.label(code)) STORED NOT NULL
);
ALTER TABLE shop.goods ALTER COLUMN label SET STORAGE EXTERNAL;
ALTER TABLE shop.goods ALTER COLUMN label SET COMPRESSION pglz;
ALTER TABLE shop.goods ALTER COLUMN label SET STATISTICS 77;
ALTER TABLE shop.goods ALTER COLUMN label SET (n_distinct = -0.5, n_distinct_inherited = 10);
COMMENT ON COLUMN shop.goods.label IS 'what is printed on it';
GRANT SELECT (label) ON shop.goods TO pair_reader;
GRANT SELECT (id, label) ON shop.goods TO pair_writer WITH GRANT OPTION;
CREATE UNIQUE INDEX goods_label ON shop.goods (label);
ALTER TABLE shop.goods REPLICA IDENTITY USING INDEX goods_label;
ALTER TABLE shop.goods CLUSTER ON goods_label;
COMMENT ON INDEX shop.goods_label IS 'once each';
INSERT INTO shop.goods SELECT n, 'c' || n FROM generate_series(1, 20) n;
