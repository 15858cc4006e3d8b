CREATE TABLE a (x bigint, y text);
CREATE TABLE b (id integer PRIMARY KEY, r a, rs a[]);
INSERT INTO a VALUES (1, 'one');
CREATE VIEW bv AS SELECT id, (r).x AS x FROM b;
