CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY);
INSERT INTO shop.t VALUES (1), (2), (3);
