CREATE TABLE a (x integer, y text);
CREATE TABLE b (id integer PRIMARY KEY, r a, rs a[]);
INSERT INTO a VALUES (1, 'one');
INSERT INTO b VALUES (1, ROW(1, 'o,"ne'), ARRAY[ROW(2, 'two')::a, NULL]), (2, NULL, NULL), (3, ROW(NULL, NULL), '{}');
CREATE VIEW bv AS SELECT id, (r).x AS x FROM b;
