CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, b text NOT NULL);
INSERT INTO shop.t VALUES (1, NULL, 'x');
