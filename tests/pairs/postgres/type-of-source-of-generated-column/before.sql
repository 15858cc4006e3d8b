CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, twice integer GENERATED ALWAYS AS (a * 2) STORED);
INSERT INTO shop.t (id, a) VALUES (1, 5);
