CREATE UNLOGGED TABLE a (x integer, y text);
CREATE TABLE b (id integer PRIMARY KEY, r a, rs a[]);
