CREATE SCHEMA shop;
CREATE TABLE shop.colour (id integer PRIMARY KEY, name text);
INSERT INTO shop.colour VALUES (1, 'red');

CREATE TABLE shop.t (id integer PRIMARY KEY);
INSERT INTO shop.t VALUES (1), (2);
