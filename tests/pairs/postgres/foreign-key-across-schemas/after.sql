CREATE SCHEMA shop;
CREATE SCHEMA stock;
CREATE TABLE shop.place (id integer PRIMARY KEY);
CREATE TABLE stock.place (id integer PRIMARY KEY);
INSERT INTO shop.place VALUES (1);
INSERT INTO stock.place VALUES (1);

CREATE TABLE shop.t (id integer PRIMARY KEY, place_id integer CONSTRAINT t_place_fk REFERENCES stock.place (id));
INSERT INTO shop.t VALUES (1, 1);
