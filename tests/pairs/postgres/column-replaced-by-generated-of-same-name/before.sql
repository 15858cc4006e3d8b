CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, net numeric, gross numeric);
INSERT INTO shop.t VALUES (1, 100, 119);
