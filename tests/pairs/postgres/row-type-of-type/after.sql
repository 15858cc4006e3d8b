CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE a (x e, y text);
CREATE TABLE b (id integer PRIMARY KEY, r a);
