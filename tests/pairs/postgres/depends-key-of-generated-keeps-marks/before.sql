CREATE EXTENSION btree_gist;
CREATE SCHEMA shop;
CREATE FUNCTION shop.label(code text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper(code)';
CREATE FUNCTION shop.size(code text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT length(code)';
CREATE TABLE shop.goods (
    id integer NOT NULL,
    code text NOT NULL,
    label text GENERATED ALWAYS AS (shop.label(code)) STORED NOT NULL,
    CONSTRAINT goods_pk PRIMARY KEY (label, id),
    CONSTRAINT goods_once UNIQUE (id, label)
);
ALTER TABLE shop.goods REPLICA IDENTITY USING INDEX goods_once;
ALTER TABLE shop.goods CLUSTER ON goods_pk;
COMMENT ON CONSTRAINT goods_pk ON shop.goods IS 'the key';
CREATE TABLE shop.rooms (
    id integer PRIMARY KEY,
    code text NOT NULL,
    CONSTRAINT rooms_apart EXCLUDE USING gist (shop.size(code) WITH =, id WITH =)
);
ALTER TABLE shop.rooms CLUSTER ON rooms_apart;
COMMENT ON CONSTRAINT rooms_apart ON shop.rooms IS 'apart';
INSERT INTO shop.goods SELECT n, 'c' || n FROM generate_series(1, 20) n;
INSERT INTO shop.rooms SELECT n, 'c' || n FROM generate_series(1, 20) n;
