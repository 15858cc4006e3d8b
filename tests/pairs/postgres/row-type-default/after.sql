CREATE TABLE a (x bigint, y text, z uuid DEFAULT gen_random_uuid());
CREATE TABLE b (id integer PRIMARY KEY, r a, CHECK ((r).x > 0));
CREATE INDEX bi ON b (((r).x));
