CREATE TABLE a (id integer PRIMARY KEY, x bigint, y text, during tsrange,
    CONSTRAINT c1 EXCLUDE (x WITH =),
    CONSTRAINT c2 EXCLUDE (upper(y) WITH =, x WITH =) WHERE (y <> 'x'),
    CONSTRAINT c3 EXCLUDE USING gist (during WITH &&) WHERE (id > 0),
    CONSTRAINT c4 EXCLUDE ((x + 1) WITH =));
