CREATE SCHEMA shop;

CREATE TABLE shop.t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);
INSERT INTO shop.t (note) VALUES ('a'), ('b');
