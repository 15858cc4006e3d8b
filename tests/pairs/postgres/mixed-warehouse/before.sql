CREATE SCHEMA wh;
CREATE TYPE wh.dimensions AS (width integer, height integer, depth integer);
CREATE TYPE wh.zone AS ENUM ('cold', 'dry');
CREATE TABLE wh.bin (code text PRIMARY KEY, zone wh.zone NOT NULL, size wh.dimensions, allowed wh.zone[] DEFAULT '{dry}');
CREATE TABLE wh.stock (bin text REFERENCES wh.bin, sku text, quantity integer NOT NULL DEFAULT 0, PRIMARY KEY (bin, sku)) WITH (fillfactor = 80);
CREATE FUNCTION wh.volume(d wh.dimensions) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT (d.width * d.height * d.depth)::bigint $$;
CREATE INDEX bin_volume_idx ON wh.bin (wh.volume(size));
CREATE FUNCTION wh.sum_step(state bigint, d wh.dimensions) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(state, 0) + coalesce(wh.volume(d), 0) $$;
CREATE AGGREGATE wh.total_volume(wh.dimensions) (SFUNC = wh.sum_step, STYPE = bigint, INITCOND = '0');
CREATE VIEW wh.zone_volume AS SELECT zone, wh.total_volume(size) AS volume FROM wh.bin GROUP BY zone;
CREATE PROCEDURE wh.move(p_from text, p_to text, p_sku text, p_quantity integer) LANGUAGE plpgsql AS $$
BEGIN
    UPDATE wh.stock SET quantity = quantity - p_quantity WHERE bin = p_from AND sku = p_sku;
    UPDATE wh.stock SET quantity = quantity + p_quantity WHERE bin = p_to AND sku = p_sku;
END $$;
CREATE RULE keep_bins AS ON DELETE TO wh.bin DO INSTEAD NOTHING;
INSERT INTO wh.bin VALUES ('A1', 'dry', ROW(1, 2, 3), '{dry,cold}');
