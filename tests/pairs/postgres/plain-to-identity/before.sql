CREATE SCHEMA shop;

CREATE TABLE shop.t (id bigint PRIMARY KEY, note text);
INSERT INTO shop.t VALUES (1, 'a'), (41, 'b');
