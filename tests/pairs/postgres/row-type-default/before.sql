CREATE TABLE a (x integer, y text);
CREATE TABLE b (id integer PRIMARY KEY, r a DEFAULT ROW(1, 'a')::a, CHECK ((r).x > 0));
CREATE INDEX bi ON b (((r).x));
