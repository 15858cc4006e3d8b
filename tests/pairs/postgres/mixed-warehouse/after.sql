CREATE SCHEMA wh;
CREATE TYPE wh.dimensions AS (width integer, height integer, depth integer, weight integer);
CREATE TYPE wh.zone AS ENUM ('cold', 'frozen', 'dry');
CREATE TABLE wh.bin (code text PRIMARY KEY, zone wh.zone NOT NULL, size wh.dimensions, allowed wh.zone[] DEFAULT '{dry,cold}', is_blocked boolean NOT NULL DEFAULT false);
CREATE TABLE wh.stock (bin text REFERENCES wh.bin, sku text, quantity integer NOT NULL DEFAULT 0 CHECK (quantity >= 0), PRIMARY KEY (bin, sku)) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
CREATE FUNCTION wh.volume(d wh.dimensions) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT d.width::bigint * d.height * d.depth $$;
CREATE INDEX bin_volume_idx ON wh.bin (wh.volume(size)) WHERE NOT is_blocked;
CREATE FUNCTION wh.sum_step(state bigint, d wh.dimensions) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(state, 0) + coalesce(wh.volume(d), 0) $$;
CREATE AGGREGATE wh.total_volume(wh.dimensions) (SFUNC = wh.sum_step, STYPE = bigint, INITCOND = '0', PARALLEL = SAFE);
CREATE VIEW wh.zone_volume AS SELECT zone, count(*) AS bins, wh.total_volume(size) AS volume FROM wh.bin WHERE NOT is_blocked GROUP BY zone;
CREATE PROCEDURE wh.move(p_from text, p_to text, p_sku text, p_quantity integer DEFAULT 1) LANGUAGE plpgsql AS $$
BEGIN
    UPDATE wh.stock SET quantity = quantity - p_quantity WHERE bin = p_from AND sku = p_sku;
    INSERT INTO wh.stock VALUES (p_to, p_sku, p_quantity) ON CONFLICT (bin, sku) DO UPDATE SET quantity = wh.stock.quantity + excluded.quantity;
END $$;
CREATE RULE keep_bins AS ON DELETE TO wh.bin WHERE NOT OLD.is_blocked DO INSTEAD NOTHING;
