CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a character varying(10)[], b integer[] DEFAULT '{1,2}', c text);
INSERT INTO shop.t VALUES (1, '{x,y}', '{3}', 'z');
