CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY, code text);
INSERT INTO shop.parent VALUES (1, 'a');

CREATE TABLE shop.t (id integer PRIMARY KEY, code text);
INSERT INTO shop.t VALUES (1, 'a');
