CREATE TABLE a (id integer PRIMARY KEY, x integer, y character varying(10), during tsrange,
    CONSTRAINT c1 EXCLUDE (x WITH =),
    CONSTRAINT c2 EXCLUDE (lower(y) WITH =, x WITH =) WHERE (y <> ''),
    CONSTRAINT c3 EXCLUDE USING gist (during WITH &&),
    CONSTRAINT c4 EXCLUDE ((x + 1) WITH =));
INSERT INTO a VALUES (1, 1, 'a', '[2026-01-01,2026-01-02)');
