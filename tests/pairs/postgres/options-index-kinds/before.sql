CREATE TABLE a (id integer PRIMARY KEY, t text, v tsvector, arr integer[], p point, r int4range, j jsonb, n numeric, d date);
CREATE INDEX i_brin ON a USING brin (id) WITH (pages_per_range = 32);
CREATE INDEX i_gin ON a USING gin (j jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX i_gist ON a USING gist (p) WITH (buffering = on, fillfactor = 80);
CREATE INDEX i_hash ON a USING hash (t) WITH (fillfactor = 60);
CREATE INDEX i_spgist ON a USING spgist (r);
CREATE INDEX i_btree ON a (t COLLATE "C" text_pattern_ops DESC NULLS LAST, n NULLS FIRST) INCLUDE (d) WITH (deduplicate_items = off) WHERE n IS NOT NULL;
CREATE INDEX i_sig ON a USING gist (v tsvector_ops (siglen = 100));
