CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer, a text);
INSERT INTO shop.t VALUES (1, 'a'), (2, 'b');
