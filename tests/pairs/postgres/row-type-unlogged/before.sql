CREATE TABLE a (x integer, y text);
CREATE TABLE b (id integer PRIMARY KEY, r a, rs a[]);
INSERT INTO b VALUES (1, ROW(1, 'o,"ne'), ARRAY[ROW(2, 'two')::a, NULL]);
