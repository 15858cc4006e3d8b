CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, "Total" integer);
INSERT INTO shop.t VALUES (1, 5);
