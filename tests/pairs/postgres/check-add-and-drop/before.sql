CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, b integer, s character varying(10));
INSERT INTO shop.t VALUES (1, 5, 6, 'new');
