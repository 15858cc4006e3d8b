CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE TABLE a (x e, y text);
CREATE TABLE b (id integer PRIMARY KEY, r a);
INSERT INTO b VALUES (1, ROW('a', 'y'));
