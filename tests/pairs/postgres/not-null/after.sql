CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a text NOT NULL, b integer NOT NULL, c date);
INSERT INTO shop.t VALUES (1, 'x', 2, '2024-01-01');
