CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a + 1) STORED);
INSERT INTO shop.t (id, a) VALUES (1, 5);
