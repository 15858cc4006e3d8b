CREATE TABLE a (x bigint, y text, w integer GENERATED ALWAYS AS IDENTITY);
CREATE TABLE b (id integer PRIMARY KEY, r a, s a);
CREATE TABLE h (v a);
