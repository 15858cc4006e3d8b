CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer);
INSERT INTO shop.t (id, a) VALUES (1, 5);
