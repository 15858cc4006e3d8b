CREATE TABLE t (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer CONSTRAINT t_a_key UNIQUE, b bigint, g integer GENERATED ALWAYS AS (b * 2) STORED,
    CONSTRAINT t_b_excl EXCLUDE USING btree (b WITH =), CONSTRAINT t_g_key UNIQUE (g));
COMMENT ON INDEX t_pkey IS 'other words';
COMMENT ON INDEX t_a_key IS 'new';
COMMENT ON INDEX t_g_key IS 'made again';
COMMENT ON CONSTRAINT t_g_key ON t IS 'made again, too';
CREATE TABLE p (id integer, at date, CONSTRAINT p_key PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
COMMENT ON INDEX p_key IS 'of all';
CREATE TABLE fresh (id integer CONSTRAINT fresh_key PRIMARY KEY);
COMMENT ON INDEX fresh_key IS 'new table';
INSERT INTO t (id, a, b) VALUES (1, 1, 1);
