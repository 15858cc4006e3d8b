CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, b text, c jsonb, d integer[], e tsvector, f int4range, g timestamp with time zone);
INSERT INTO shop.t VALUES (1, 2, 'x', '{}', '{1}', 'x', '[1,2)', now());

CREATE INDEX t_plain_idx ON shop.t (a);
CREATE UNIQUE INDEX t_unique_idx ON shop.t (b);
CREATE INDEX t_hash_idx ON shop.t USING hash (b);
CREATE INDEX t_gin_idx ON shop.t USING gin (c jsonb_path_ops);
CREATE INDEX t_gin_many_idx ON shop.t USING gin (d, e);
CREATE INDEX t_gist_idx ON shop.t USING gist (f);
CREATE INDEX t_spgist_idx ON shop.t USING spgist (b);
CREATE INDEX t_brin_idx ON shop.t USING brin (g) WITH (pages_per_range = 16, autosummarize = true);
CREATE INDEX t_multi_idx ON shop.t (a DESC, b COLLATE "C" text_pattern_ops NULLS FIRST, lower(b), ((a + 1)) DESC NULLS LAST);
CREATE INDEX t_partial_idx ON shop.t (a) INCLUDE (b, g) WITH (fillfactor = 50) WHERE b IS NOT NULL AND a IN (1, 2);
CREATE UNIQUE INDEX t_nulls_idx ON shop.t (a, b) NULLS NOT DISTINCT WHERE a > 0;
CREATE INDEX t_function_idx ON shop.t (coalesce(b, 'a,b'), (b || ' "quoted", with (commas)'));
CREATE INDEX t_json_idx ON shop.t (((c ->> 'name')));
CREATE INDEX t_operator_class_idx ON shop.t USING gist (e tsvector_ops (siglen = 100));
