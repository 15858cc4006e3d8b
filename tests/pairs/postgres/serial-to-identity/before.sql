CREATE SCHEMA shop;

CREATE TABLE shop.t (id serial PRIMARY KEY, note text);
INSERT INTO shop.t (note) VALUES ('a'), ('b'), ('c');
DELETE FROM shop.t WHERE id = 3;
