CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, note text);
INSERT INTO shop.t VALUES (1, 'x');
