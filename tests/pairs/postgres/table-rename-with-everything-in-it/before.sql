CREATE SCHEMA shop;
CREATE TABLE shop.item (id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT item_pkey PRIMARY KEY, sku text CONSTRAINT item_sku_key UNIQUE);
CREATE TABLE shop.part (id integer CONSTRAINT part_pkey PRIMARY KEY, item_id integer CONSTRAINT part_item_fk REFERENCES shop.item (id));
CREATE INDEX item_sku_idx ON shop.item (lower(sku));
COMMENT ON TABLE shop.item IS 'one';
INSERT INTO shop.item (sku) VALUES ('A'), ('B');
INSERT INTO shop.part VALUES (1, 1), (2, 2);
