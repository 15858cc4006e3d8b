CREATE SCHEMA shop;

CREATE TABLE shop.t (id bigserial PRIMARY KEY, note text);
INSERT INTO shop.t (note) VALUES ('a'), ('b');
