CREATE TABLE a (id integer PRIMARY KEY, x integer, y text, during tsrange,
    CONSTRAINT c1 EXCLUDE USING gist (during WITH &&),
    CONSTRAINT c2 EXCLUDE (x WITH =),
    CONSTRAINT c3 EXCLUDE (x WITH =, y WITH =) WHERE (x > 0),
    CONSTRAINT c4 EXCLUDE USING gist (during WITH &&) WITH (fillfactor = 50),
    CONSTRAINT c5 EXCLUDE (y text_pattern_ops WITH =) DEFERRABLE,
    CONSTRAINT c6 EXCLUDE (y WITH =) INCLUDE (x));
COMMENT ON CONSTRAINT c1 ON a IS 'first';
COMMENT ON CONSTRAINT c2 ON a IS 'second';
INSERT INTO a VALUES (1, 1, 'a', '[2026-01-01,2026-01-02)'), (2, 2, 'b', '[2026-02-01,2026-02-02)');
