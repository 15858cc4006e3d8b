CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, total integer);
INSERT INTO shop.t VALUES (1, 5);
