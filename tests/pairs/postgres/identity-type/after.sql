CREATE SCHEMA shop;

CREATE TABLE shop.t (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 3) PRIMARY KEY, note text);
INSERT INTO shop.t (note) VALUES ('a'), ('b');
