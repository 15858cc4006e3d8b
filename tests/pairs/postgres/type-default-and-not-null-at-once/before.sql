CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a character varying(10) DEFAULT '1', b integer DEFAULT 1, c integer);
INSERT INTO shop.t VALUES (1, '5', 6, 7), (2, '8', 9, 10);
