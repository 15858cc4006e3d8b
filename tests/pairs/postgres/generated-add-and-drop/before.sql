CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, first text, last text, net numeric(10,2));
INSERT INTO shop.t VALUES (1, 'Ada', 'L', 100);
