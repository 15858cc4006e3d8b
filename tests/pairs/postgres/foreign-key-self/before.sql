CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, parent_id integer);
INSERT INTO shop.t VALUES (1, NULL), (2, 1);
