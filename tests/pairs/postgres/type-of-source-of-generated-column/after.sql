CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a bigint, twice bigint GENERATED ALWAYS AS (a * 2) STORED);
INSERT INTO shop.t (id, a) VALUES (1, 5);
