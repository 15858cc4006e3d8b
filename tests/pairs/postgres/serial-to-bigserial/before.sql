CREATE SCHEMA shop;

CREATE TABLE shop.t (id serial PRIMARY KEY, note text);
INSERT INTO shop.t (note) VALUES ('a'), ('b');
