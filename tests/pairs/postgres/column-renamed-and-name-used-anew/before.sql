CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, price integer NOT NULL);
INSERT INTO shop.t VALUES (1, 100);
