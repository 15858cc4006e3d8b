CREATE TABLE a (id integer PRIMARY KEY, x integer, y text, during tsrange,
    CONSTRAINT c1 EXCLUDE USING spgist (during WITH &&),
    CONSTRAINT c2 EXCLUDE (x WITH =, id WITH =),
    CONSTRAINT c3 EXCLUDE (x WITH =, y WITH =) WHERE (x > 1),
    CONSTRAINT c4 EXCLUDE USING gist (during WITH &&) WITH (fillfactor = 60, buffering = off),
    CONSTRAINT c5 EXCLUDE (y WITH =) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT c6 EXCLUDE (y WITH =) INCLUDE (x, id));
COMMENT ON CONSTRAINT c1 ON a IS 'first';
COMMENT ON CONSTRAINT c2 ON a IS 'other';
