CREATE TABLE a (x integer, y text);
CREATE TABLE b (id integer PRIMARY KEY, r a);
CREATE TABLE h (v text) ;
INSERT INTO b VALUES (1, ROW(1, 'o,"ne'));
