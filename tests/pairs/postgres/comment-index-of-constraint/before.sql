CREATE TABLE t (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer CONSTRAINT t_a_key UNIQUE, b integer, g integer GENERATED ALWAYS AS (b * 2) STORED,
    CONSTRAINT t_b_excl EXCLUDE USING btree (b WITH =), CONSTRAINT t_g_key UNIQUE (g));
COMMENT ON INDEX t_pkey IS 'the index of the key';
COMMENT ON CONSTRAINT t_pkey ON t IS 'the key';
COMMENT ON INDEX t_b_excl IS 'apart, it''s "so"';
COMMENT ON INDEX t_g_key IS 'made again';
COMMENT ON CONSTRAINT t_g_key ON t IS 'made again, too';
CREATE TABLE p (id integer, at date, CONSTRAINT p_key PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
COMMENT ON INDEX p_key IS 'of all';
CREATE TABLE gone (id integer CONSTRAINT gone_key PRIMARY KEY);
COMMENT ON INDEX gone_key IS 'gone';
INSERT INTO t (id, a, b) VALUES (1, 1, 1);
