CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, b text, c jsonb, d integer[], e tsvector, f int4range, g timestamp with time zone);
INSERT INTO shop.t VALUES (1, 2, 'x', '{}', '{1}', 'x', '[1,2)', now());
