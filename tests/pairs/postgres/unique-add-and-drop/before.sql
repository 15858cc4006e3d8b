CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b integer);
INSERT INTO shop.t VALUES (1, 'x', 1), (2, 'y', 1);
