CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, v integer GENERATED ALWAYS AS (a + 1) VIRTUAL, w integer GENERATED ALWAYS AS (a) VIRTUAL);
INSERT INTO shop.t (id, a) VALUES (1, 5);
