CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a text[], b bigint[] DEFAULT '{1,2}', c character varying(7));
INSERT INTO shop.t VALUES (1, '{x,y}', '{3}', 'z');
